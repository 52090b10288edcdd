"""How reports say a figure: patterns of words before and behind a number, and what each stands for (FORM §4).

An idiom is matched against the words that lead up to the number (and must reach it), or against those that
follow it. All are written for plain text without white space; what stands before the idiom is judged by
`scope`. Not covered: figures told apart from their words (分别为3件、2件), and whatever is not a count of the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_INFO = r"(?:政府)?信息公开(?:工作)?"
_NAMED = (
    rf"(?:{_INFO}的?申请|依申请(?:信息)?公开(?:的)?(?:政府)?(?:信息)?(?:的)?(?:申请|办件|事项)?|"
    r"申请公开(?:政府)?信息|公开(?:政府)?信息的?申请|申请政府信息公开)(?:件|办件|事项)?"
)
NOUN = rf"(?:{_NAMED}|申请(?:件|事项)?)"
"""What an application for information is called."""

_FILL = r"(?>到|了|的|各类|社会公众|公众|公民|法人|其他组织|、|和|或者|或|及|群众|申请人|提交|提出|递交|要求|请求|有效|共计|共|新)*+"
_COUNT = r"的?(?>数量|量|总数|总量|总计|合计|共计|累计|共有|共|件数|数|为|达到|达|计|有|是|了|:|大约|约|将近|近|超过|超|逾|不足|不到|至少|最多)*+$"
_OF = r"(?>申请|决定|答复|处理|信息|情形|事项|的)*+"
_NEXT = r"(?:下一?个?年度?|次年度?|明年|来年|(?P<into>(?:19|20)\d\d)年度?)"
_LAST = r"(?:上一?个?年度?|去年度?|往年|(?P<from>(?:19|20)\d\d)年度?)"
_SUIT = r"(?:被)?(?:提起)?(?:行政)?诉讼"
_DOCUMENT = r"(?:(?P<document>行政规范性文件|规范性文件)|(?P<rule>政府规章|部门规章|规章))"
_DEED = (
    r"(?:(?P<issued>制发|制定|制订|印发|出台|发布)|(?P<published>主动公开|公开)|(?P<repealed>废止|废除|宣布失效)|"
    r"(?P<in_force>现行有效))"
)
_END = r"(?=[,;。)]|、|也|和|$)"
_NONE = r"(?:未曾|从未|未|没有|无)"


_VERBS = (
    ("received", r"(?:新收到?|接收到?|收到|受理|接到|收)"),
    ("concluded", r"(?:办结|办毕)"),
    ("answered", r"(?:答复|回复)"),
)


@dataclass(frozen=True, slots=True)
class Idiom:
    """One way to say a figure.

    Attributes:
        sense: a key of `referents`, `column.…`, or `documents` (the groups of the pattern then say which).
        pattern: what stands there.
        certain: the words leave no choice of cell, where the rest of the sentence does not either.
        needs: what must have been spoken of: `information` (and that it is public), `application`, `only application` (and of nothing else that is counted
            in 件), `review`, `cases`, `documents`, or nothing.
        strict: what stands before the words must be harmless, else it is no mention at all.
    """

    sense: str
    pattern: re.Pattern[str]
    certain: bool = True
    needs: str = ""
    strict: bool = False


def _before(sense: str, words: str, *, certain: bool = True, needs: str = "", strict: bool = False) -> Idiom:
    return Idiom(sense, re.compile(words + _COUNT), certain, needs, strict)


BEFORE: tuple[Idiom, ...] = (
    _before("direct_suit", r"(?:未经(?:行政)?复议)?直接(?:起诉|提起(?:行政)?诉讼)(?:案件|的)*", certain=False, needs="review"),
    _before("suit_after_review", r"(?:经)?(?:行政)?复议后(?:再)?(?:起诉|提起(?:行政)?诉讼|诉讼)(?:案件|的)*", certain=False, needs="review"),
    _before("cases", rf"(?:复议诉讼|(?:行政)?复议(?:案件)?(?:、|和|与|及|或|以及|\(诉讼\)){_SUIT})(?:案件|案|的|事项)*", certain=False, needs="review"),
    _before("cases", r"(?:相关|此类|涉诉)案件", certain=False, needs="cases"),
    _before("reconsideration", r"(?:行政)?复议(?:申请|案件|案|的)*", certain=False, needs="review"),
    _before("suits", r"(?:行政)?诉讼(?:案件|案|的)*", certain=False, needs="review"),
    _before("carried_in", rf"(?:{_LAST}的?(?:未办结|尚未办结)?(?:结转|遗留|转入|转来)|结转自?(?:上一?年度?|去年))(?>至|到|下来|过来|本年度|本年|今年|继续办理|办理|的)*+(?:{NOUN})?", needs="application"),
    _before("carried_out", rf"(?:结转|顺延|接转|延续|转)(?:至|到|入|为)*{_NEXT}(?>继续|再|办理|答复|处理|的)*+(?:{NOUN})?", needs="application"),
    _before("carried", rf"(?:结转|顺延)的?(?:{NOUN})?", needs="application"),
    _before("received", rf"(?:新收到?|接收到?|收到|受理|接到|收悉|收){_FILL}{NOUN}", needs="information"),
    _before("workload", rf"(?:收办|应办){_FILL}(?:{NOUN})?", needs="application"),
    *(_before(sense, rf"{_NAMED}(?>共|均|已|新|全部|依法)*+{verb}") for sense, verb in _VERBS),
    _before("concluded", rf"(?:办结|办毕|办理完毕|处理完毕){_FILL}{NOUN}", needs="information"),
    _before("answered", rf"(?:答复|回复){_FILL}{NOUN}", needs="information"),
    _before("handled", rf"(?:办理|处理){_FILL}{NOUN}", certain=False, needs="information", strict=True),
    _before("disclosed", rf"予以公开(?:及|和|与|、|或|以及)(?:予以)?部分(?:予以)?公开{_OF}", needs="application"),
    _before("partially_granted", rf"(?:予以)?部分(?:予以)?公开{_OF}", needs="application"),
    _before("refused", rf"不予公开{_OF}", needs="application"),
    _before("granted", rf"予以公开{_OF}", needs="application"),
    _before("granted", rf"(?:同意|给予|全部|全文)公开{_OF}", certain=False, needs="application", strict=True),
    _before("unavailable", rf"无法提供{_OF}", needs="application"),
    _before("not_processed", rf"不予处理{_OF}", needs="application"),
    _before("otherwise", rf"其[他它]处理{_OF}", needs="application"),
    _before("column.natural_person", rf"自然人(?>{_INFO}|申请|提出|提交|递交|的)*+", needs="application"),
    _before("column.natural_person", r"(?:公民个人|公民|个人)(?>申请|提出|提交|递交|的)*+", certain=False, needs="application", strict=True),
    _before("column.organisations", rf"(?<!公民、)(?<!公民和)(?<!自然人、)(?<!自然人和)法人(?:(?:和|或者?|及|与|、)其[他它]组织)?(?>{_INFO}|申请|提出|提交|递交|的)*+", needs="application"),
    *(
        _before(f"column.{column}", rf"{label}(?>申请|提出|提交|递交|的)*+", needs="application")
        for column, label in (("business", "商业企业"), ("research", "科研机构"), ("welfare", "社会公益组织"), ("legal_service", "法律服务机构"))
    ),
    _before("applications", _NAMED, certain=False, strict=True),
    _before("documents", rf"(?:{_DEED}(?>的|了|各类|新|全区|全县|全市)*+)?{_DOCUMENT}(?:本年)?", strict=True),
    _before("documents", rf"{_DOCUMENT}(?:本年)?{_DEED}的?", strict=True),
    _before("documents", rf"{_DEED}的?", needs="documents", strict=True),
    *(
        _before(f"{row}.decisions", rf"(?P<made>作出)?的?{label}(?:措施)?(?P<decision>决定)?(?:事项|案件|书)?", strict=True)
        for row, label in (("licences", "行政许可"), ("penalties", "行政处罚"), ("compulsory_measures", "行政强制"))
    ),
    _before("fees", r"行政事业性收费(?:总额|总?金额|收入)?", certain=False, strict=True),
    # without a noun: the sentence has spoken of applications, and of nothing else that is counted so
    _before("received", r"(?:新收到?|收到|受理)(?:申请)?", certain=False, needs="only application", strict=True),
    _before("concluded", r"(?:办结|办毕|办理完毕)(?:答复)?", needs="only application", strict=True),
    _before("answered", r"(?:答复|回复)", needs="only application", strict=True),
    _before("handled", r"(?:办理|处理)", certain=False, needs="only application", strict=True),
)  # fmt: skip
"""Words before a number; the first that fits holds."""

AROUND: tuple[tuple[Idiom, re.Pattern[str]], ...] = tuple(
    (Idiom(sense, re.compile(rf"{verb}{_FILL}$"), certain, needs="information"), re.compile(rf"{_FILL}{NOUN}{end}"))
    for certain, end in ((True, "$"), (False, "中$"))
    for sense, verb in _VERBS
)
"""A verb before the number and the noun behind it: 共收到20件政府信息公开申请; 办结的20件申请中 may be some of all."""

_WAITING = r"(?>按照《[^《》]*》|按照?规定|依法|尚未办结|未办结|正在办理|需要?|将|可|的|申请|政府信息公开)*+"
BEHIND: tuple[Idiom, ...] = (
    Idiom("carried_out", re.compile(rf"{_WAITING}(?:结转|顺延|转)(?:至|到|入|为)*{_NEXT}"), needs="application"),
    Idiom("carried_in", re.compile(rf"(?:{NOUN})?(?:为|是|系|属)?{_LAST}(?:结转|遗留)"), needs="application"),
    *(
        Idiom(sense, re.compile(rf"(?:申请|已|依法|决定|作出|属于|属|为|的)*{label}(?:的?(?:决定|处理|答复))?$"), needs="only application", strict=True)
        for sense, label in (
            ("granted", "予以公开"), ("partially_granted", "(?:予以)?部分公开"), ("refused", "不予公开"),
            ("unavailable", "无法提供"), ("not_processed", "不予处理"), ("otherwise", "其他处理"),
        )
    ),
    Idiom("column.natural_person", re.compile(r"(?:申请)?(?:为|是|由|来自|系)自然人(?>提出|提交|申请|的)*+$"), needs="only application", strict=True),
)  # fmt: skip
"""Words behind a number, up to the next stop."""

NONE: tuple[Idiom, ...] = (
    Idiom("received", re.compile(rf"{_NONE}(?:新收|收到|接到|受理|接收到?)过?{_FILL}{NOUN}(?:的?情况|的?情形)?{_END}"), needs="information"),
    Idiom("received", re.compile(rf"{_NONE}{_NAMED}{_END}")),
    Idiom("carried_in", re.compile(rf"{_NONE}(?:有)?(?:上一?年度?|去年)结转(?:的)?(?:{NOUN})?{_END}"), needs="application"),
    Idiom("carried_out", re.compile(rf"{_NONE}(?:有)?结转(?:至|到|入)*(?:下一?年度?|次年|明年)(?:继续办理|办理)?(?:的)?(?:{NOUN})?{_END}"), needs="application"),
    Idiom(
        "none in review",
        re.compile(
            rf"{_NONE}(?:发生|出现|收到|产生|引发|被申请|被提起|被)*(?:(?:(?!复议)[^,;。()]){{0,18}}?(?:的|引起|引发|被申请|被提起|提起))?"
            rf"(?P<reconsideration>行政复议(?:案件|申请)?)?(?:、|和|与|及|或|以及)?(?:被)?(?:提起)?(?P<suits>行政诉讼)?(?:的)?(?:案件|情况|事项|情形)*{_END}"
        ),
        certain=False,
        needs="review",
    ),
    Idiom("documents", re.compile(rf"{_NONE}(?:新)?{_DEED}过?(?:新的?)?{_DOCUMENT}{_END}"), strict=True),
)  # fmt: skip
"""Words that say there was none."""

MAY_BE_NONE = re.compile(rf"{_NONE}[^,;。()]{{0,30}}?(?:申请|结转|复议|诉讼|文件|规章)")
"""Without this no idiom of `NONE` fits; looked for first, since few sentences have it."""


@lru_cache(maxsize=8)
def row_idiom(labels: tuple[str, ...]) -> re.Pattern[str] | None:
    """The pattern of the printed result rows, told by their own labels: `属于国家秘密14件`."""
    if not labels:
        return None
    names = "|".join(re.escape(label) for label in labels)
    return re.compile(rf"(?P<label>{names}){_OF}{_COUNT}")
