"""Counts of applications from which some were left out, or in which several were counted as one (pure).

去除重复后收到290件, 合并同类申请后答复914件: the form counts neither so. That it leaves 上年结转 out as well is no matter.
"""

from __future__ import annotations

import re

from nianbao.ingest.prose import Sentence
from nianbao.ingest.scope import Standing

_CARRIED_OVER = r"[^,;。]{0,12}结转"
_LESS = re.compile(
    rf"(?:合并|归并|并案|拆分|去重)(?!计算|统计|[^,;。\d]{{0,8}}\d)|"
    rf"(?:去除|剔除|扣除|排除|除去|核减|刨除)(?!{_CARRIED_OVER})|"
    rf"(?:不含|不包括|不包含|未包括|未计|不计|不算)(?!{_CARRIED_OVER})|"
    rf"除(?!{_CARRIED_OVER})[^,;。]{{1,30}}?外(?!,?(?:还|也|另|又|均依法|全部公开))"
)
"""What has been left out of a count, or counted once for several: it is not the form's."""
_LESS_BEHIND = re.compile(
    rf",(?:其中|均|数据)*(?:不含|不包括|不包含|未包括|未计|不计)(?!{_CARRIED_OVER})|"
    rf"\((?:其中|已|均|数据)*(?:不含|不包括|不包含|未包括|未计|不计|剔除|去除|扣除|去重|合并|归并|除)(?!{_CARRIED_OVER})|"
    r"\((?:其中|已|均)*(?:含|包括|包含)[^()]{0,12}?(?:重复|撤回|撤销|转办|转来|移送|咨询|代办|其[他它](?!组织)|非|同类|不予受理|不属)"
)
_LESS_LATER = re.compile(
    r"[^;。]{0,60}?(?:扣除|剔除|去除|除去|核减|撤[回销][^;。]{0,30}?实际|[,(]实[际]?(?:受理|收到|登记|收))"
)
_CLAUSES = re.compile(r"[;。]")


def counted_otherwise(sentence: Sentence, start: int, end: int) -> Standing:
    """Of a figure from `start` to `end`: whether words around it say that the form does not count so.

    去除重复后收到290件: what was left out stays so up to the end of the clause, and what is left out later may still be
    in the figure. That the form leaves 上年结转 out as well is no matter.
    """
    text = sentence.text
    begin = max((match.end() for match in _CLAUSES.finditer(text, 0, start)), default=0)
    if _LESS.search(text, begin, start) or _LESS_BEHIND.match(text, end):
        return Standing.OTHER
    return Standing.UNSURE if _LESS_LATER.match(text, end) else Standing.OWN
