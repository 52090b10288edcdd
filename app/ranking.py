"""Questions over many organs: who has most, and what it comes to together; the set compared is always said."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.app import phrases
from nianbao.app.answer import Derivation, Figure, Operation, Reason, Refusal, Verdict
from nianbao.app.compared import (
    Field,
    Valued,
    contested,
    in_short,
    is_summed,
    left_out,
    reports_compared,
    reports_named,
    undecided,
    values_of,
)
from nianbao.app.draft import Draft, shown
from nianbao.app.holdings import Holdings
from nianbao.app.places import states_place
from nianbao.app.query import Query
from nianbao.app.said import Said, Sheets, title
from nianbao.app.scope import Pick
from nianbao.app.signs import TOGETHER
from nianbao.app.stated import ASKS
from nianbao.app.yardstick import Yardstick, yardstick
from nianbao.index.library import Library
from nianbao.ingest.money import UNITS, converted

MOST = 20
"""Figures an answer shows at most."""
_ALL = 10
"""Places of a ranking for which a question gives no number."""
_FEW = 3
"""Of so many organs that a question names, each figure is told."""


def rank(query: Query, held: Holdings, sheets: Sheets, draft: Draft, library: Library) -> Said:
    """The organs with most (or least) of one figure or rate in one year, and the place of the one asked about."""
    field, by = reports_compared(query, held), yardstick(query)
    if isinstance(field, Refusal):
        return Said((), (), field)
    if by is None:
        return Said((), (), Refusal(Reason.OUT_OF_SCOPE, "没有说按什么数字来比。"))
    year = field.year
    valued = sorted(
        by.values(library, field.picks),
        key=lambda v: (-v.value if query.descending else v.value, v.pick.organ.label),
    )
    if not valued:
        return Said((), (), Refusal(Reason.NOT_IN_FORM, f"{year}年的报告里没有可比的{by.label}数字。"))
    if len({v.unit in UNITS for v in valued}) > 1:
        return Said((), (), Refusal(Reason.OUT_OF_SCOPE, f"{year}年各报告{by.label}的单位不同，不能比较。"))
    if query.place is not None and query.place > len(valued):
        short = f"{year}年有{by.label}数字、参加比较的报告没有这么多份，没有这个名次。"
        return Said((), (), Refusal(Reason.OUT_OF_SCOPE, short))
    start, cut = _shown(query, valued)
    last = valued[cut - 1].value
    every = query.subject is not None or query.place is not None or cut < query.places
    rivals = [
        v
        for v in by.values(library, field.clashing)
        if every or (v.value >= last if query.descending else v.value <= last)
    ]
    word = _most(query, by)
    if rivals:
        return Said(
            (), (), _undecided_rank(rivals, by, f"{word}的是谁" if query.places == 1 else "的名次", sheets, draft)
        )
    if len(valued) == 1 and query.organs and not query.among:
        alone = f"除{valued[0].pick.organ.label}外没有别的报告参加比较，排不出名次；请再说出别的机关，或者不限机关。"
        return Said((), (), Refusal(Reason.OUT_OF_SCOPE, alone, (f"{year}年{by.question.split('多少')[0]}排名？",)))
    told: list[str] = []
    keys: list[str] = []
    for v in valued[start:cut]:
        one = by.told(draft, sheets(v.pick), keys)
        if one is not None:
            draft.derived(Operation.RANK, v.pick.organ.label, "", by.label.strip("“”"), [one[1]], len(valued))
            told.append(f"{v.pick.organ.label}（{one[0]}）")
    where = f"{query.region}" if query.region else ""
    lead = f"{where}{year}年{by.label}{_lead(query, by, start, cut, draft)}"
    own = _place_of(query, valued, field, held, by, sheets, draft, keys)
    few = query.place is None and query.places == 1 and bool(query.organs) and len(valued) <= _FEW
    rest = [(v, by.told(draft, sheets(v.pick), keys)) for v in valued[cut:] if few]
    beside = "".join(f"，{v.pick.organ.label}为{one[0]}" for v, one in rest if one is not None)
    sum_of = _sum_of(query, valued[start:cut], by, sheets, draft)
    sentences = [*own, f"{lead}{'、'.join(told)}{beside}。", *sum_of, compared(field, held, len(valued), draft)]
    if query.place is None and cut < min(query.places, MOST) and query.places != _ALL:
        sentences.append("有此数字的报告不足所问的名次数，已全部列出。")
    if valued[0].unit in UNITS and len({v.unit for v in valued}) > 1:
        sentences.append("各报告所印的单位不同，已折合成元比较。")
    if any(f.verdict is Verdict.SUMS_DISAGREE for f in draft.figures):
        sentences.append("其中有的数字与表内合计不符，见标注。")
    unsure = [v.pick.organ.label for v in valued[cut:] if v.doubtful]
    if unsure:
        sentences.append(f"没有列出的{in_short(unsure)}此数读取存疑，名次以原件为准。")
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _sum_of(query: Query, valued: Sequence[Valued], by: Yardstick, sheets: Sheets, draft: Draft) -> tuple[str, ...]:
    """前三名合计多少: what the figures told come to together."""
    if by.ratio is not None or not 1 < len(valued) == query.places or not TOGETHER.search(query.text):
        return ()
    keys = [(sheet := sheets(v.pick), sheet.keys_of(by.measure) or ()) for v in valued]
    return (f"以上{_together(draft, [draft.figure(sheet, key) for sheet, own in keys for key in own])}。",)


def _shown(query: Query, valued: Sequence[Valued]) -> tuple[int, int]:
    """Which stretch of an order is told; organs with the same figure share the first or the only place asked for."""
    place = query.place or 1
    start, cut = place - 1, max(place, min(query.places, MOST, len(valued)) if query.place is None else place)
    if query.place is not None or query.places == 1:
        while cut < min(len(valued), MOST) and valued[cut].value == valued[cut - 1].value:
            cut += 1
    while query.place is not None and start and valued[start - 1].value == valued[start].value:
        start -= 1
    return start, cut


def _lead(query: Query, by: Yardstick, start: int, cut: int, draft: Draft) -> str:
    if query.place is None:
        return f"{_most(query, by)}的是" if query.places == 1 else f"从{_order(query, by)}依次是"
    place = draft.derive(Operation.COUNT, Decimal(start + 1), "位", "排在前面的机关数 + 1", ())
    shared = "（并列）" if cut > start + 1 else ""
    return f"从{_order(query, by)}排第{place.value}位{shared}的是"


def _most(query: Query, by: Yardstick) -> str:
    if by.ratio is None:
        return "最多" if query.descending else "最少"
    return "最高" if query.descending else "最低"


def _order(query: Query, by: Yardstick) -> str:
    many, few = ("多", "少") if by.ratio is None else ("高", "低")
    return f"{many}到{few}" if query.descending else f"{few}到{many}"


def compared(field: Field, held: Holdings, count: int, draft: Draft) -> str:
    """How many reports were compared and how many of them have the figure, and which were left out and why."""
    having = draft.derive(Operation.COUNT, Decimal(count), "份", "有数字的报告", ())
    of = draft.derive(Operation.COUNT, Decimal(len(field.picks)), "份", "参加比较的报告", ())
    return (
        f"参加比较的{of.value}份报告里有此数字的是{having.value}份，报告尚未导入的机关不在其内。"
        f"{left_out(field, held)}{contested(field, '没有参加比较')}"
    )


def _place_of(
    query: Query,
    valued: Sequence[Valued],
    field: Field,
    held: Holdings,
    by: Yardstick,
    sheets: Sheets,
    draft: Draft,
    keys: list[str],
) -> list[str]:
    """Where the organ asked about stands; for 最多的是某局，对吗 first whether it does."""
    if (organ := query.subject) is None:
        return []
    claimed = ASKS.search(query.text) is not None and states_place(query.text)
    own = next((v for v in valued if v.pick.organ == organ), None)
    if own is None:
        summed = any(is_summed(Pick(organ, field.year, entry)) for entry in held.of(organ, field.year))
        why = "的报告不在参加比较之列"
        if any(p.organ == organ for p in field.picks):
            why = "没有此数字"
        elif summed:
            why = "的报告是汇总口径，不与所属部门并列比较"
        return [f"{'无法核对：' if claimed else ''}{organ.label}{field.year}年{why}，排不出名次。"]
    told = by.told(draft, sheets(own.pick), keys)
    if told is None:
        return []
    if all(d.value != organ.label for d in draft.derivations if d.operation is Operation.RANK):
        draft.derived(Operation.RANK, organ.label, "", by.label.strip("“”"), [told[1]], len(valued))
    ahead = [v for v in valued if (v.value > own.value if query.descending else v.value < own.value)]
    same = [v for v in valued if v.value == own.value]
    place = draft.derive(Operation.COUNT, Decimal(len(ahead) + 1), "位", "排在前面的机关数 + 1", [told[1]])
    stated = query.place or 1
    holds = len(ahead) + 1 <= stated <= len(ahead) + len(same)
    lead = ("一致：" if holds else "不一致：") if claimed else ""
    shared = "（并列）" if len(same) > 1 else ""
    return [f"{lead}{organ.label}{field.year}年{by.label}{told[0]}，从{_order(query, by)}排第{place.value}位{shared}。"]


def _undecided_rank(rivals: Sequence[Valued], by: Yardstick, what: str, sheets: Sheets, draft: Draft) -> Refusal:
    """The refusal where a report that clashes with another one could take a place; its figures stand beside it."""
    told: list[str] = []
    for v in rivals[:MOST]:
        one = by.told(draft, sheets(v.pick), [])
        if one is not None:
            told.append(f"{title(v.pick)}{by.label}为{one[0]}")
    organs = tuple(dict.fromkeys(v.pick.organ for v in rivals))
    year = rivals[0].pick.year
    return Refusal(
        Reason.OUT_OF_SCOPE,
        f"{year}年{by.label}{what}不能断定：{in_short([organ.label for organ in organs])}"
        f"有来源不同的几份报告，不知以哪份为准，而所载数字可能居前（{'；'.join(told)}）。",
        tuple(f"{organ.label}{year}年{by.question}？" for organ in organs[:3]),
    )


def over_all(query: Query, held: Holdings, sheets: Sheets, draft: Draft, library: Library) -> Said:
    """A figure over every organ of the library in one year: organ by organ, and their sum over a stated set."""
    field = reports_compared(query, held)
    if isinstance(field, Refusal):
        return Said((), (), field)
    named = bool(query.organs) and not query.among
    if named and any(is_summed(p) for p in reports_named(query, held, field.year)):
        return Said(
            (),
            (),
            Refusal(Reason.OUT_OF_SCOPE, "所问的机关里有汇总口径的报告，已含所属部门，相加会重复计算，请逐个查数。"),
        )
    if named and field.clashing:
        return Said((), (), undecided(field))
    sentences: list[str] = []
    keys: list[str] = []
    for wanted in query.wanted[:2]:
        valued = sorted(values_of(library, field.picks, wanted), key=lambda v: (-v.value, v.pick.organ.label))
        if not valued:
            summed = "" if named else left_out(field, held, "相加")
            sentences.append(f"{field.year}年的报告里没有可相加的“{wanted.label}”数字。{summed}")
            continue
        count = draft.derive(Operation.COUNT, Decimal(len(valued)), "份", "有数字的报告", ())
        if len(valued) > MOST:
            sentences.append(f"{field.year}年有此数字的报告共{count.value}份，超出逐一列示的数目，请指明机关。")
            continue
        figures: list[Figure] = []
        for v in valued:
            sheet = sheets(v.pick)
            found = sheet.keys_of(wanted) or ()
            keys.extend(found)
            figures.extend(draft.figure(sheet, key) for key in found)
        of = draft.derive(Operation.COUNT, Decimal(len(field.picks)), "份", "该年度的报告", ())
        listed = "、".join(f"{f.organ}{phrases.said(draft, f)}" for f in figures if f.value) or "各份均为零"
        if any(f.verdict is Verdict.SUMS_DISAGREE for f in figures):
            listed += "；其中有的数字与表内合计不符，见标注"
        together = _together(draft, figures)
        if query.average and (mean := _mean(draft, figures, count)):
            together = f"{together}，{mean}"
        sentences.append(
            f"{query.region}{field.year}年“{wanted.label}”在资料库的{of.value}份报告中有数字的{count.value}份"
            f"{together}（{listed}）；这不等于全部机关的合计。"
        )
    if keys:
        sentences.append("" if named else left_out(field, held, "相加"))
        sentences.append(contested(field, "没有计入"))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _mean(draft: Draft, figures: Sequence[Figure], count: Derivation) -> str:
    """What the figures come to a report, where they are of one unit."""
    if len({f.unit for f in figures}) != 1:
        return ""
    mean = draft.mean(draft.sum(figures), count)
    return f"平均每份{mean.value}{mean.unit}（{mean.formula}）"


def _together(draft: Draft, figures: Sequence[Figure]) -> str:
    """What figures come to: amounts printed in several units of money in 元, anything else of several units not at all."""
    units = {f.unit for f in figures}
    if len(units) == 1:
        total = draft.sum(figures)
        return f"相加为{shown(total.value)}{total.unit}"
    if not units <= UNITS:
        return "单位不同，不能相加"
    value = sum((converted(f.value, f.unit, "元") for f in figures if f.value is not None), Decimal(0))
    formula = " + ".join(f"{shown(f.value)}{f.unit}" for f in figures)
    made = draft.derive(Operation.SUM, value, "元", formula, [f.id for f in figures])
    return f"单位不同，折合成元相加为{made.value}元"
