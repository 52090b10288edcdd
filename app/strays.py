"""Words of a question that nothing else has read and that may name an organ (pure).

Where the organ is not named but carried over, the only one there is, all of them, or meant by 全市, such a word may be
the name of another: 国家电网2024年新收多少件 must not get the figure of the organ talked about before. Beside a named
organ only what is listed with it can be one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.index.filler import FILLER
from nianbao.ingest.organ_kinds import either

_HANZI_OR_LATIN = r"[\u4e00-\u9fffA-Za-z]"
TALK = re.compile(
    r"麻烦|顺便|列示|列明|意思|区别|硬伤|俺们?|咱们?|小白|啥|咋样?|哪儿|牵涉|由于|别人|人家|这种|那种|这类|那类|有人讲|讲|听闻|按时|谢谢|感谢|好的|您好|你好|老师|领导|同志|根据|按照|依据|依照|显示|截[至止]|[年月]?底|末|再|另外|此外|最后|先|已|仍|均|共|"
    r"想|问|查|看|说|讲|聊|帮|请|烦|劳驾|求|给我|列举|列出|提供|展示|回复|回答|告知|单独|逐[年项个]|依次|按年|按顺序|排序|降序|升序|"
    r"贵|局里|单位里|处罚力度|力度|整个|统共|拢共|总量|总体|原表|原文|正式|官方|那一?[行列栏格张项]|这一?[行列栏格张项]|第[一二三四五六七八九十]张表?|表[一二三四]|"
    r"必须|应当|目前|当时|同期|同一|差别|差距|差额|差多少|相差|相加|比如|例如|假如|如果|觉得|准确|属实|听说|据说|有人|别人|报道|网上说|"
    r"当事人|相关|有关|引发|引起|产生|造成|发生|涉及|作出|做出|实施|颁发|发放|被|因|原因|理由|类型|类别|种类|栏|项目|最终|实际|直接|专门|共计|"
    r"收办|平衡|关系|成立|错误|有错|算错|填错|写错|合计|分项|正文|附表|矛盾|漏填|漏|核对|检查|校验|审核|规范|格子|空白|"
    r"年份|地方|一致|不符|不平|勾稽|准不准|对[不得]上|相符|记得|印象|本(?=机关|单位|局|部门|[级办委厅])|[这那哪某几每另]家|[一二两三四五六七八九十]+(?=[个家名位份])|"
    r"正好|恰好|刚好|前[一二三四五六七八九十\d]+[名位个家]?|第[一二三四五六七八九十]|名次|位居|居首|居|首位|最大|最小|超过|低于|高于|少于|多于|不足|不到|不止|至少|至多|以上|以下|以内|之内|之间"
)
"""Words of asking and of telling, which fill a question beside `FILLER`."""
_KIND_BEHIND = re.compile(rf"(?:{either()}|机关|单位|法|检|社|会|队)(?!信息|公开)")
_KIND_LATER = re.compile(rf"{_HANZI_OR_LATIN}{{1,2}}?(?:{either()})")
_PARTICLES = "的了呢吗吧啊呀么是有和与跟及、对给从到被把由那这我你他它们请在"
_LINK = r"(?:和|与|及|以及|跟|同|或|还有|、)"


def strays(text: str, taken: Sequence[tuple[int, int]], named: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """The words that may name an organ, in order.

    Args:
        text: the question, normalised.
        taken: stretches that are understood (years, words of the form, organs).
        named: those of them that are organs; beside them only words in one list with them count.
    """
    rest = text
    for start, end in taken:
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    said = TALK.sub(_blank, rest)
    left = FILLER.sub(_blank, said)
    wide = FILLER.sub(_blank_word, said)
    found = []
    for match in re.finditer(rf"{_HANZI_OR_LATIN}+", left):
        end = match.end()
        within = wide[end:].split("，", maxsplit=1)[0]
        kind = _kind(text, end, taken) or _KIND_LATER.match(text, end, end + len(within))
        kind = kind or _kind(text, end + len(within), taken)
        if kind is not None:
            end = kind.end()
        elif len(match[0]) < 2:
            continue
        # the name may begin with characters that fill a question elsewhere (中国石油, 阿里巴巴)
        start = wide.rfind("，", 0, match.start()) + 1
        if not named or _listed(text, start, end, named):
            found.append(text[start:end])
    return tuple(dict.fromkeys(found))


def _kind(text: str, at: int, taken: Sequence[tuple[int, int]]) -> re.Match[str] | None:
    """The kind that stands at `at`; one inside a word that is understood is none (部 of 部分公开)."""
    found = _KIND_BEHIND.match(text, at)
    if found is None or any(a < found.end() < b or a < at < b for a, b in taken):
        return None
    return found


def _listed(text: str, start: int, end: int, named: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch stands in one list with an organ that is named."""
    return any(re.fullmatch(_LINK, text[b:start]) or re.fullmatch(_LINK, text[end:a]) for a, b in named)


def _blank_word(match: re.Match[str]) -> str:
    """Blanks what is a word by itself; a single character stays where it may be part of a name."""
    return _blank(match) if len(match[0]) > 1 or match[0] in _PARTICLES else match[0]


def _blank(match: re.Match[str]) -> str:
    return "，" * len(match[0])
