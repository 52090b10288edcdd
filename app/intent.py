"""What a question asks for, once its words, years and organs are known: the operation and its figures (pure).

Decided by the first sign that holds, in the order of `asked_for`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app import conditions
from nianbao.app.answer import Reason
from nianbao.app.clauses import by_clause, paired
from nianbao.app.conditions import condition
from nianbao.app.crossed import from_hits
from nianbao.app.gap import APART, PAIR
from nianbao.app.narrowing import narrowed, says_a_result
from nianbao.app.outside import NO_MEAN, mean, outside
from nianbao.app.places import BEST_YEAR, among, asks_place, descending, places, unranked
from nianbao.app.prose import asks_sentences
from nianbao.app.query import Kind, Problem, Query, Ratio, Stated, Wanted, Years
from nianbao.app.rates import asks_share, rates
from nianbao.app.signs import (
    FINDINGS,
    OVER_ALL,
    RANK,
    REASON,
    TOGETHER,
    balance,
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
from nianbao.app.stated import ASKS, loosely_bound, stated
from nianbao.app.terms import definition, ruled
from nianbao.app.vocabulary import Hit, Slot
from nianbao.app.wanted import asked, by_applicant, reasons, results

_LARGEST = re.compile(
    r"(?=.*(?:最多|最少|最高|最低|最常见))(?=.*(?:哪一?[种类项条]|何种|理由|原因|情形|哪种申请人|申请人类别))"
)

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


def asked_for(base: Query, hits: tuple[Hit, ...], taken: Sequence[tuple[int, int]]) -> Query:
    """What is being asked, by the first sign that holds."""
    text = base.text
    if (rule := ruled(base)) is not None:
        return rule
    wanted, vague = by_clause(text, hits, each=bool(re.search(r"各|分别", text)))
    chosen = condition(text, hits, base.years) if not ASKS.search(text) and of_organs(base) else None
    asks = ASKS.search(text) is not None
    stepped = base.years.change and wanted
    figure = bool(wanted) and (of_money(text, hits) or of_number(text, hits, taken) or of_form(text))
    told = not stepped and not asks and chosen is None and not figure and asks_sentences(text, hits, taken)
    if (problem := outside(text, hits, wanted, asks=asks or chosen is not None, told=told)) is not None:
        return replace(base, kind=base.kind if problem.reason else Kind.FIGURES, problem=problem)
    if not _LARGEST.search(text) and not mostly(text, wanted) and (defined := definition(base)) is not None:
        return defined
    if base.problem is not None:
        return replace(base, kind=Kind.FIGURES)
    if chosen is not None and (selecting := _select(base, hits, chosen, wanted, rates(hits, text), vague)) is not None:
        return selecting
    if told and not FINDINGS.search(text):
        return base
    numbers = stated(text, base.years)
    claims = numbers if asks or tells(base, wanted, numbers) else ()
    if claims and loosely_bound(text, base.years):
        message = "所问的范围没有读懂，请写明是超过、不超过、不少于还是不到某数。"
        return replace(base, kind=Kind.FIGURES, problem=Problem(message, choices=_plainly(wanted)))
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
        asked_back = replace(base, kind=Kind.CLAIM if claims else Kind.RATE, ratios=ratios, claims=claims)
        over = RANK.search(text) and not claims and not BEST_YEAR.search(text)
        return _ranked(asked_back) if over else asked_back
    if hits and asks_share(text) and not ratios:
        problem = Problem("请写明是什么占什么，例如“国家秘密占不予公开的比例”。", choices=_shares_to_choose(wanted))
        return replace(base, kind=Kind.FIGURES, problem=problem)
    named_rows = any(h.of(Slot.ROW) or h.of(Slot.GROUP) for h in hits if not h.weak)
    if _WEB.search(text) and not named_rows:
        return replace(base, terms=("主动公开",) if "主动公开" in text and not re.search("推送|账号", text) else ())
    if wanted and (_asks_prose(text, hits) or (_OTHER_UNIT.search(text) and only_received(hits))):
        return base
    if vague is not None and vague.reason is not None:
        return replace(base, problem=vague)
    if wanted and (left := narrowed(text, hits, taken)):
        message = f"统计表没有“{left}”这一项的数字。"
        return replace(base, problem=Problem(message, Reason.NOT_IN_FORM, offered=wanted))
    if wanted and says_a_result(text, hits, taken):
        return replace(base, kind=Kind.FIGURES, problem=Problem(_WHICH_RESULT, choices=_RESULTS_TO_CHOOSE))
    if wanted:
        return _figures(base, hits, wanted, claims)
    return _without_figures(base, text, hits, vague, claims)


def _select(
    base: Query,
    hits: Sequence[Hit],
    chosen: Stated,
    wanted: tuple[Wanted, ...],
    ratios: tuple[Ratio, ...],
    vague: Problem | None,
) -> Query | None:
    """Organs by a condition on one figure; asked back where it could be several, None where no figure is named."""
    of_kind = re.search(
        r"(?:的|几个|多少个|哪些|哪几个|哪个)(局|区县|街道|镇|乡|委|厅)(?:一?共?有|是|[?？。]|$|新|行|的)?", base.text
    )
    base = replace(base, among=base.among or (of_kind[1] if of_kind else ""))
    made = replace(base, kind=Kind.SELECT, condition=chosen, wanted=wanted, ratios=() if wanted else ratios)
    if vague is not None and vague.choices and not wanted:
        said = conditions.told(chosen, "件")
        named = tuple(
            f"哪些机关{choice.split('多少')[0].split('一共')[0].split('几件')[0]}{said}" for choice in vague.choices
        )
        return replace(made, problem=replace(vague, choices=named))
    if len(wanted) > 1 and (one := conditions.happened(base.text, hits)) is not None:
        # 收到过行政复议: 收到 belongs to the condition and is no figure beside what came
        return replace(made, wanted=from_hits([one[1]])[0] or wanted[:1])
    if len(wanted) > 1:
        problem = Problem("按条件找机关时请逐项来问。", choices=_plainly(wanted))
        return replace(made, problem=problem)
    return made if wanted or ratios else None


def _shares_to_choose(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    return (*(asked(item) for item in wanted[:2]), "不予公开占办理结果总计的比例", "自然人占新收申请的比例")


def _plainly(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """The figures themselves, to be asked for without a number."""
    return tuple(asked(item) for item in wanted[:3]) or ("新收申请多少件",)


def _figures(base: Query, hits: Sequence[Hit], wanted: tuple[Wanted, ...], claims: tuple[Stated, ...]) -> Query:
    text = base.text
    if _LARGEST.search(text) or mostly(text, wanted):
        parts = by_applicant(wanted[0]) if re.search(r"申请人|申请者|主体|群体|人群", text) else wanted[0]
        if parts is not None and parts.keys == ("applications.concluded.total",):
            parts = results()
        if len(wanted) == 1 and parts is not None and any(len(keys) > 1 for keys in parts.alternatives):
            return replace(base, kind=Kind.LARGEST, wanted=(parts,), descending=descending(text))
        return replace(
            base,
            kind=Kind.FIGURES,
            problem=Problem(
                "请指明要比较的几项，或逐项来问。", choices=("不予公开一共几件", "无法提供一共几件", "不予处理一共几件")
            ),
        )
    if (problem := unranked(text)) is not None and not claims and not asks_place(text):
        return replace(base, kind=Kind.FIGURES, wanted=wanted, problem=problem)
    if claims:
        return _held(base, hits, wanted, claims)
    if BEST_YEAR.search(text):
        return replace(base, kind=Kind.FIGURES, wanted=wanted, years=_all_years(base.years), best_year=True)
    if two_compared(base):
        return replace(base, kind=Kind.GAP, wanted=wanted)
    if RANK.search(text) or asks_place(text):
        return _ranked(replace(base, wanted=wanted[:1]))
    if ASKS.search(text) and not base.years.change and (said := conditions.happened(text, hits)) is not None:
        return replace(base, kind=Kind.CLAIM, wanted=wanted[:1], claims=(said[0],))
    if (total := _added_up(base, hits, wanted)) is not None:
        wanted = (total,)
    kind = Kind.CHANGE if base.years.change else Kind.FIGURES
    if kind is Kind.FIGURES and len(base.organs) == PAIR and APART.search(text):
        kind = Kind.GAP
    average = mean(text)
    several = bool(base.region) or len(base.organs) != 1 or bool(among(text, base.mentioned))
    together = bool(OVER_ALL.search(text)) and several
    added = (
        bool(TOGETHER.search(text)) and len(base.organs) == 1 and (len(base.years.stated) > 1 or bool(base.years.last))
    )
    if average and not (together or (len(base.organs) == 1 and (len(base.years.stated) > 1 or base.years.last))):
        return replace(base, kind=Kind.FIGURES, problem=Problem(NO_MEAN, Reason.NOT_IN_FORM, offered=wanted))
    return replace(
        base,
        kind=Kind.FIGURES if average and not together else kind,
        wanted=wanted,
        average=average,
        every=together and kind is Kind.FIGURES,
        among=base.among or among(text, base.mentioned),
        over_years=added,
    )


def _added_up(base: Query, hits: Sequence[Hit], wanted: Sequence[Wanted]) -> Wanted | None:
    """内部事务和过程性信息合计几件: the sum of the figures named, where one number is asked for and they can be added."""
    text = base.text
    together = TOGETHER.search(text) or re.search(r"加在一起|相加|之和|加起来", text)
    asks = len(re.findall(r"多少|几[件条次项个宗份]", text))
    asked_once = asks == 1 or (asks == 0 and re.search(r"之和|总和|合计", text) is not None)
    if not together or not asked_once or len(wanted) < 2 or re.search(r"各|分别|每|其中|里面", text):
        return None
    # a figure may be named by a set of them alone, which is none of these slots
    named = [hit for hit in hits if any(hit.of(slot) for slot in (Slot.ROW, Slot.GROUP, Slot.MEASURE))]
    last = max((hit.start for hit in named), default=-1)
    keys = [key for item in wanted for key in item.keys]
    tables = {key.split(".", 1)[0] for key in keys}
    alone = all(len(item.alternatives) == 1 for item in wanted) and len(keys) == len(set(keys))
    if together.start() < last or not alone or len(tables) != 1 or "disclosure" in tables:
        return None
    return Wanted("＋".join(item.label for item in wanted), (tuple(keys),))


def _held(base: Query, hits: Sequence[Hit], wanted: tuple[Wanted, ...], claims: tuple[Stated, ...]) -> Query:
    """Numbers that a question states, each with the figure of its own clause."""
    if re.search(r"不是-?\d|并非\d|没有\d", base.text):
        problem = Problem("请从正面说要核对的数，例如“新收多少件，对吗”。", choices=("新收申请多少件",))
        return replace(base, kind=Kind.FIGURES, problem=problem)
    if len(claims) > 1 and (pairs := paired(base.text, hits, base.years)):
        return replace(
            base, kind=Kind.CLAIM, claims=tuple(said for said, _ in pairs), wanted=tuple(item for _, item in pairs)
        )
    return replace(base, kind=Kind.CLAIM, wanted=wanted, claims=claims)


def _ranked(query: Query) -> Query:
    """Organs in an order; one organ named beside 排第几 or 最多，对吗 is the one whose place is asked, not the set."""
    text = query.text
    alone = len(query.organs) == 1 and len(query.organs[0]) == 1
    subject = query.organs[0][0] if alone and (asks_place(text) or ASKS.search(text)) else None
    return replace(
        query,
        kind=Kind.RANK,
        organs=() if subject is not None or (ASKS.search(text) and query.organs) else query.organs,
        subject=subject,
        places=places(text),
        descending=descending(text),
        among=query.among or ("" if subject is not None else among(text, query.mentioned)),
    )


def of_all_parts(query: Query) -> Query:
    """哪种理由最多, where neither the question nor one before it says of what: of all reasons, or of all results."""
    if query.kind is not Kind.LARGEST or query.wanted:
        return query
    return replace(query, wanted=(reasons() if REASON.search(query.text) else results(),))


def _all_years(years: Years) -> Years:
    return years if years.stated else replace(years, last=20)


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
        return replace(base, kind=Kind.FIGURES, years=_all_years(base.years), best_year=True)
    if _LARGEST.search(text):
        return replace(base, kind=Kind.LARGEST, descending=descending(text))
    if (
        RANK.search(text)
        and re.search(r"最多|最少|最高|最低|排名|排行", text)
        and not _PROSE.search(re.sub("哪些", "", text))
    ):
        return _ranked(base)
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
    rest = text
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
