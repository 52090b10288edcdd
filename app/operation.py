"""Figures that a question asks for → what is done with them: told, compared, ranked, added up, held against a number (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app import conditions
from nianbao.app.answer import Reason
from nianbao.app.clauses import beside_a_step, paired, said_of_one, year_by_year
from nianbao.app.course import said_best, said_course
from nianbao.app.crossed import from_hits
from nianbao.app.gap import APART, PAIR, said_apart
from nianbao.app.outside import NO_MEAN, mean
from nianbao.app.places import BEST_YEAR, SORTED, among, asks_place, descending, places, single_place, unranked
from nianbao.app.query import Bound, Kind, Problem, Query, Ratio, Stated, Wanted, Years
from nianbao.app.rates import shares_of
from nianbao.app.signs import OVER_ALL, RANK, REASON, TOGETHER, mostly, two_compared
from nianbao.app.stated import ASKS, stated
from nianbao.app.vocabulary import Hit, Slot
from nianbao.app.wanted import asked, by_applicant, reasons, results

LARGEST = re.compile(
    r"(?=.*(?:最多|最少|最高|最低|最常见))(?=.*(?:哪一?[种类项条]|何种|理由|原因|情形|哪种申请人|申请人类别))"
)


def selected(
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
        problem = Problem("按条件找机关时请逐项来问。", choices=plainly(wanted))
        return replace(made, problem=problem)
    return made if wanted or ratios else None


def shares_to_choose(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """What may be asked for instead of a share whose whole is not said."""
    return (*(asked(item) for item in wanted[:2]), "不予公开占办理结果总计的比例", "自然人占新收申请的比例")


def plainly(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """The figures themselves, to be asked for without a number."""
    return tuple(asked(item) for item in wanted[:3]) or ("新收申请多少件",)


def operated(base: Query, hits: Sequence[Hit], wanted: tuple[Wanted, ...], claims: tuple[Stated, ...]) -> Query:
    """What a question does with its figures `wanted`, by the first sign that holds; `claims` are held against them."""
    text = base.text
    if LARGEST.search(text) or mostly(text, wanted):
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
    if len(claims) <= 1 and (claims or ASKS.search(text)) and said_apart(base) is not None:
        return replace(base, kind=Kind.GAP, wanted=wanted[:1], claims=claims)
    if claims:
        return held(base, hits, wanted, claims)
    if ASKS.search(text) and said_course(text) is not None:
        return replace(base, kind=Kind.CLAIM, wanted=wanted[:1], years=over_all_years(base.years))
    if ASKS.search(text) and len(base.organs) == 1 and said_best(text) is not None:
        every = replace(base.years, stated=(), last=20, change=False)
        return replace(base, kind=Kind.CLAIM, wanted=wanted[:1], years=every)
    if BEST_YEAR.search(text):
        return replace(base, kind=Kind.FIGURES, wanted=wanted, years=over_all_years(base.years), best_year=True)
    if two_compared(base):
        return replace(base, kind=Kind.GAP, wanted=wanted)
    if (more := _more_than(base)) is not None:
        return replace(base, kind=Kind.FIGURES, wanted=wanted, problem=more)
    ordered = SORTED.search(text) is not None and len(base.organs) > 1 and not base.years.last
    if RANK.search(text) or asks_place(text) or single_place(text) or ordered:
        return ranked(replace(base, wanted=wanted[:1]))
    if ASKS.search(text) and not base.years.change and (said := conditions.all_happened(text, hits)):
        return _happened(base, hits, wanted, said)
    if (total := _added_up(base, hits, wanted)) is not None:
        wanted = (total,)
    kind = Kind.CHANGE if base.years.change and not base.of_years else Kind.FIGURES
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


def _more_than(base: Query) -> Problem | None:
    """比市财政局多的局有哪些: whose figure is held against another's, which is asked for in two steps."""
    if not base.organs or not _MORE_THAN.search(base.text):
        return None
    return Problem("请先查这一机关的数，再按数来找，例如“新收超过多少件的局有哪些”。", choices=("新收申请多少件",))


_MORE_THAN = re.compile(
    r"(?:比|超过|多于|少于|高于|低于)[^,，。\d]{2,20}(?:[多少高低大小][^,，。]{0,3})?的(?:局|机关|单位|部门|街道)?[^,，。]{0,2}(?:有|是)(?:哪|几|多少|谁)"
)


def _added_up(base: Query, hits: Sequence[Hit], wanted: Sequence[Wanted]) -> Wanted | None:
    """内部事务和过程性信息合计几件: the sum of the figures named, where one number is asked for and they can be added."""
    text = base.text
    together = TOGETHER.search(text) or re.search(r"加在一起|相加|之和|加起来|都算|合起来", text)
    asks = len(re.findall(r"多少|几[件条次项个宗份]", text))
    stating = stated(text, base.years) and ASKS.search(text)
    asked_once = asks == 1 or (asks == 0 and (stating or re.search(r"之和|总和|合计", text) is not None))
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


def held(base: Query, hits: Sequence[Hit], wanted: tuple[Wanted, ...], claims: tuple[Stated, ...]) -> Query:
    """Numbers that a question states, each with the figure of its own clause."""
    made = replace(base, kind=Kind.CLAIM, wanted=wanted, claims=claims)
    if any(number.bound is Bound.NOT for number in claims):
        problem = Problem("请从正面说要核对的数，例如“新收多少件，对吗”。", choices=("新收申请多少件",))
        return replace(base, kind=Kind.FIGURES, problem=problem)
    if len(base.organs) == PAIR and re.search(r"比[^,，。?？]*[多少高低]", base.text) and not base.years.change:
        return replace(base, kind=Kind.FIGURES, problem=Problem(_APART_IN_WORDS, choices=plainly(wanted)))
    if all(number.unit == "%" for number in claims) and not base.years.change:
        return _share_held(made)
    one_by_one = replace(base, kind=Kind.FIGURES, problem=Problem(_ONE_BY_ONE, choices=plainly(wanted)))
    if len(claims) > 1 and len(base.organs) > 1:
        return one_by_one  # each number may be of its own organ
    stepped = base.years.change and len(claims) > 1
    if not stepped and len(claims) > 1 and (pairs := paired(base.text, hits, base.years)):
        claims = tuple(said for said, _ in pairs)
        return replace(made, claims=claims, wanted=tuple(item for _, item in pairs))
    if stepped:
        claims = beside_a_step(base.text, base.years, claims) if len(wanted) == 1 else ()
    elif len(claims) > 1 and len(wanted) == 1 and len(base.years.stated) > 1:
        claims = year_by_year(base.text, base.years, claims)
    elif len(claims) > 1:
        claims = _told_once(claims) if said_of_one(base.text, hits, base.years) else ()
    # a figure guessed from the whole of the question says nothing of any one number
    if not claims or (len(claims) > 1 and not all(hit.word for hit in hits)):
        return one_by_one
    if len(claims) == 1 and (total := _added_up(base, hits, wanted)) is not None:
        wanted = (total,)
    return replace(made, wanted=wanted, claims=claims)


def _happened(
    base: Query, hits: Sequence[Hit], wanted: tuple[Wanted, ...], said: Sequence[tuple[Stated, Hit]]
) -> Query:
    """没有行政复议、没有行政诉讼，对吗: what is said to have come, or not, each of its own figure."""
    if len(said) == len(wanted):
        return replace(base, kind=Kind.CLAIM, wanted=wanted, claims=tuple(number for number, _ in said))
    if len(said) == 1:
        # 收到过行政复议: 收到 belongs to what came and is no figure beside it
        (number, hit), columns = said[0], [other for other in hits if other.of(Slot.COLUMN)]
        own = from_hits([hit, *(other for other in columns if other is not hit)])[0]
        return replace(base, kind=Kind.CLAIM, wanted=(own or wanted)[:1], claims=(number,))
    return replace(base, kind=Kind.FIGURES, problem=Problem(_ONE_BY_ONE, choices=plainly(wanted)))


_APART_IN_WORDS = "两个机关相差多少请按件数来问，或者分别来问。"
_ONE_BY_ONE = "问题里的数字和要核对的栏目对不上，请逐个核对。"
_GROWN = re.compile(r"增|减|降|涨|跌|升|[多少](?:了|收|办|罚)")


def _share_held(query: Query) -> Query:
    """A percentage said of a figure: how much it grew, or else its share in what it is a part of."""
    if _GROWN.search(query.text):
        return replace(query, years=replace(query.years, change=True))
    shares = tuple(shares_of(query.wanted))
    if not shares:
        problem = Problem(
            "请写明是什么占什么，例如“国家秘密占不予公开的比例”。", choices=shares_to_choose(query.wanted)
        )
        return replace(query, kind=Kind.FIGURES, claims=(), problem=problem)
    return replace(query, ratios=shares)


def _told_once(claims: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """只有97件，真的就是97件吗: one number said again is one number, as it is said last."""
    last = {number.value: number for number in claims}
    return tuple(last.values())


def ranked(query: Query) -> Query:
    """Organs in an order; one organ named beside 排第几 or 最多，对吗 is the one whose place is asked, not the set."""
    text = query.text
    alone = len(query.organs) == 1 and len(query.organs[0]) == 1
    asked = asks_place(text) or ASKS.search(text) or single_place(text)
    subject = query.organs[0][0] if alone and asked and not query.region else None
    beside = query.field or len(query.organs) > 1
    if asked and beside and (unsure := next((organs for organs in query.organs if len(organs) > 1), ())):
        message = f"有几个机关都可以这样称呼：{'、'.join(organ.label for organ in unsure)}。请问是哪一个？"
        told = "".join(one.label for one in (*query.wanted, *(ratio.numerator for ratio in query.ratios))[:1])
        choices = tuple(f"{organ.label}{told}排第几" for organ in unsure)
        return replace(query, kind=Kind.FIGURES, organs=(), problem=Problem(message, choices=choices))
    if subject is None and query.field and not query.organs:
        query = replace(query, organs=tuple((organ,) for organ in query.field), field=())
    return replace(
        query,
        kind=Kind.RANK,
        organs=() if subject is not None or (ASKS.search(text) and query.organs) else query.organs,
        subject=subject,
        places=places(text),
        place=single_place(text),
        descending=descending(text),
        among=query.among or among(text, query.mentioned),
    )


def of_all_parts(query: Query) -> Query:
    """哪种理由最多, where neither the question nor one before it says of what: of all reasons, or of all results."""
    if query.kind is not Kind.LARGEST or query.wanted:
        return query
    return replace(query, wanted=(reasons() if REASON.search(query.text) else results(),))


def over_all_years(years: Years) -> Years:
    """The years a question states, or else all there are."""
    return years if years.stated else replace(years, last=20)
