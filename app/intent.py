"""What a question asks for, once its words, years and organs are known: the operation and its figures (pure).

Decided by the first sign that holds, in the order of `asked_for`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.answer import Reason
from nianbao.app.clauses import by_clause, with_bare
from nianbao.app.conditions import condition
from nianbao.app.course import said_course, said_step
from nianbao.app.narrowing import narrowed, narrowed_surely, says_a_result
from nianbao.app.operation import LARGEST, operated, over_all_years, plainly, ranked, selected, shares_to_choose
from nianbao.app.outside import outside
from nianbao.app.places import BEST_YEAR, descending
from nianbao.app.prose import asks_sentences
from nianbao.app.query import Kind, Problem, Query
from nianbao.app.rates import asks_share, rates
from nianbao.app.signs import (
    FINDINGS,
    RANK,
    balance,
    carried_over,
    mostly,
    of_a_blank,
    of_form,
    of_money,
    of_number,
    of_organs,
    only_received,
    tells,
    two_compared,
)
from nianbao.app.stated import ASKS, loosely_bound, number_spans, stated
from nianbao.app.terms import definition, ruled
from nianbao.app.vocabulary import Hit, Slot

_WEB = re.compile(
    r"主动公开(?:了)?(?:政府)?(?:信息)?(?:多少|几|总)?(?:条|信息|了多少)|(?:网站|公众号|微信|微博|平台|新媒体|栏目|推送)"
)

_OTHER_UNIT = re.compile(r"(?:多少|几)(?:条|场|篇|期|名|位|人|天|处|部门)(?!信息公开申请|申请)")
"""收到多少条意见, 办了几场: nothing that table three counts."""

_PROSE = re.compile(
    r"问题|不足|困难|改进|措施|下一步|怎么|如何|谁负责|负责人|做法|亮点|创新|培训|考核|监督|工作机制|解读|回应|哪些|什么|介绍|简述|总结|说了什么|"
    r"有没有提到|提到|情况怎么样|信息处理费|依据|联系"
)

_WHICH_RESULT = "请问是新收的申请，还是其中某一种办理结果？"
_RESULTS_TO_CHOOSE = ("新收申请多少件", "予以公开多少件", "不予公开一共多少件", "办结多少件")


_FIGURES = (Slot.ROW, Slot.GROUP, Slot.MEASURE, Slot.RATE, Slot.SET, Slot.VAGUE, Slot.COLUMN, Slot.COLUMN_GROUP)


def asked_for(base: Query, hits: tuple[Hit, ...], taken: Sequence[tuple[int, int]]) -> Query:
    """What is being asked, by the first sign that holds."""
    text = base.text
    if (rule := ruled(base)) is not None:
        return rule
    if ASKS.search(text) and not any(hit.of(slot) for hit in hits for slot in _FIGURES):
        hits = tuple(with_bare(text, hits, number_spans(text, base.years)))
    wanted, vague = by_clause(text, hits, each=bool(re.search(r"各|分别", text)))
    chosen = condition(text, hits, base.years) if not ASKS.search(text) and of_organs(base) else None
    asks = ASKS.search(text) is not None
    stepped = base.years.change and wanted
    figure = bool(wanted) and (of_money(text, hits) or of_number(text, hits, taken) or of_form(text))
    told = not stepped and not asks and chosen is None and not figure and asks_sentences(text, hits, taken)
    if (problem := outside(text, hits, wanted, asks=asks or chosen is not None, told=told)) is not None:
        return replace(base, kind=base.kind if problem.reason else Kind.FIGURES, problem=problem)
    if not LARGEST.search(text) and not mostly(text, wanted) and (defined := definition(base)) is not None:
        return defined
    if base.problem is not None:
        return replace(base, kind=Kind.FIGURES)
    if chosen is not None and (selecting := selected(base, hits, chosen, wanted, rates(hits, text), vague)) is not None:
        return selecting
    if told and not FINDINGS.search(text):
        return base
    numbers = stated(text, base.years)
    claims = numbers if asks or tells(base, wanted, numbers) else ()
    if claims and loosely_bound(text, base.years):
        message = "所问的范围没有读懂，请写明是超过、不超过、不少于还是不到某数。"
        return replace(base, kind=Kind.FIGURES, problem=Problem(message, choices=plainly(wanted)))
    if carried_over(text, wanted):
        return replace(base, kind=Kind.FINDINGS, wanted=wanted)
    if (FINDINGS.search(text) and not claims and not of_a_blank(text, wanted)) or balance(text, wanted):
        return replace(base, kind=Kind.FINDINGS, wanted=wanted)
    if (
        wanted
        and not claims
        and two_compared(base)
        and re.search(r"倍|几分之几|百分之几|几成|是[^,，。]{2,20}的多少", text)
    ):
        return replace(base, kind=Kind.GAP, wanted=wanted)
    if ratios := rates(hits, text):
        alone = len(base.organs) == 1 and (base.years.change or len(base.years.stated) == 2)
        said = said_course(text) or (said_step(text) if alone else None)
        course = asks and not claims and said is not None
        asked_back = replace(base, kind=Kind.CLAIM if claims or course else Kind.RATE, ratios=ratios, claims=claims)
        if course:
            return replace(asked_back, years=over_all_years(base.years))
        over = RANK.search(text) and not claims and not BEST_YEAR.search(text)
        return ranked(asked_back) if over else asked_back
    if hits and asks_share(text) and not ratios:
        problem = Problem(
            "请写明是什么占什么，例如“国家秘密占不予公开的比例”。", choices=shares_to_choose(wanted), doubtful=True
        )
        return replace(base, kind=Kind.FIGURES, problem=problem)
    named_rows = any(h.of(Slot.ROW) or h.of(Slot.GROUP) for h in hits if not h.weak)
    if _WEB.search(text) and not named_rows:
        return replace(base, terms=("主动公开",) if "主动公开" in text and not re.search("推送|账号", text) else ())
    if wanted and (_asks_prose(text, hits) or (_OTHER_UNIT.search(text) and only_received(hits))):
        return base
    if vague is not None and vague.reason is not None:
        return replace(base, problem=vague)
    surely = narrowed_surely(text, hits, taken) if wanted else ""
    if wanted and (left := surely or narrowed(text, hits, taken)):
        message = f"统计表没有“{left}”这一项的数字。"
        problem = Problem(message, Reason.NOT_IN_FORM, offered=wanted, doubtful=not surely, left=left)
        return replace(base, problem=problem)
    if wanted and says_a_result(text, hits, taken):
        return replace(
            base, kind=Kind.FIGURES, problem=Problem(_WHICH_RESULT, choices=_RESULTS_TO_CHOOSE, doubtful=True)
        )
    if wanted:
        return operated(base, hits, wanted, claims)
    return _without_figures(base, text, hits, vague, claims)


def _without_figures(
    base: Query, text: str, hits: tuple[Hit, ...], vague: Problem | None, claims: tuple[object, ...]
) -> Query:
    """A question without a figure: one that could be two cells, a bare step or number, or prose."""
    strong = [hit for hit in hits if not hit.of(Slot.VAGUE)]
    if vague is not None and hits and not strong and not _PROSE.search(text):
        return replace(base, kind=Kind.FIGURES, problem=vague)
    if vague is not None and strong and vague.choices and re.search(r"几|多少|数", text):
        return replace(base, kind=Kind.FIGURES, problem=vague)
    if BEST_YEAR.search(text) and re.search(r"最[多少高低大小]", text):
        return replace(base, kind=Kind.FIGURES, years=over_all_years(base.years), best_year=True)
    if LARGEST.search(text):
        return replace(base, kind=Kind.LARGEST, descending=descending(text))
    if (
        RANK.search(text)
        and re.search(r"最多|最少|最高|最低|排名|排行", text)
        and not _PROSE.search(re.sub("哪些", "", text))
    ):
        return ranked(base)
    if base.years.change and not _PROSE.search(text):
        return replace(base, kind=Kind.CHANGE)
    if claims:
        return replace(base, kind=Kind.CLAIM, claims=stated(text, base.years))
    return base


def _asks_prose(text: str, hits: Sequence[Hit]) -> bool:
    """存在什么问题, 怎么改进 … ask for sentences although words of the form occur in them."""
    if re.search(r"信息处理费|收费标准", text):
        return True
    if re.search(
        r"多少|几(?:件|条|次|项|个|宗|起|份)?|数量|件数|各提|对吗|比例|是否为|怎么变化|如何变化|变化|趋势|走势", text
    ):
        return False
    rest = ASKS.sub("，", text)
    for hit in hits:
        rest = rest.replace(hit.word, "")
    if re.search(
        r"什么(?!情况|水平|趋势|走势|变化)|谁(?!的?.{0,20}[多少高低]$|家?更|比)", rest.rstrip("?？。")
    ) and not (RANK.search(text) or re.search(r"[格栏行列]|最|理由|原因", text)):
        return True
    return (
        re.search(
            r"问题|不足|困难|改进|措施|下一步|怎么(?!样)|如何|谁负责|做法|亮点|培训|考核|解读|渠道|流程|机制|哪些工作",
            rest,
        )
        is not None
    )
