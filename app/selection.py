"""Which organs of a year have a figure that a condition holds for, and how many they are; the set is always said."""

from __future__ import annotations

from decimal import Decimal

from nianbao.app.agreement import within
from nianbao.app.answer import Operation, Reason, Refusal
from nianbao.app.compared import Valued, in_short, reports_compared
from nianbao.app.conditions import told as condition_told
from nianbao.app.draft import Draft
from nianbao.app.holdings import Holdings
from nianbao.app.query import Query, Stated
from nianbao.app.ranking import MOST, compared
from nianbao.app.said import Said, Sheets
from nianbao.app.yardstick import yardstick
from nianbao.index.library import Library
from nianbao.ingest.money import UNITS, converted


def selected(query: Query, held: Holdings, sheets: Sheets, draft: Draft, library: Library) -> Said:
    """The organs that meet `query.condition`, counted and named with their figures; blanks meet none and are told."""
    field, by, wanted = reports_compared(query, held), yardstick(query), query.condition
    if isinstance(field, Refusal):
        return Said((), (), field)
    if by is None or wanted is None:
        return Said((), (), Refusal(Reason.OUT_OF_SCOPE, "没有说按什么数字来选。"))
    valued = by.values(library, field.picks)
    if not valued:
        return Said((), (), Refusal(Reason.NOT_IN_FORM, f"{field.year}年的报告里没有可比的{by.label}数字。"))
    met = [v for v in valued if _meets(v, wanted)]
    met.sort(key=lambda v: (-v.value, v.pick.organ.label))
    keys: list[str] = []
    listed = []
    for v in met[:MOST]:
        one = by.told(draft, sheets(v.pick), keys)
        if one is not None:
            listed.append(f"{v.pick.organ.label}（{one[0]}）")
    count = draft.derive(Operation.COUNT, Decimal(len(met)), "个", "符合条件的机关", ())
    what = condition_told(wanted, valued[0].unit)
    names = f"：{'、'.join(listed)}{'等' if len(met) > len(listed) else ''}" if listed else ""
    sentences = [f"{query.region}{field.year}年{by.label}{what}的机关有{count.value}个{names}。"]
    having = {v.pick.entry.id for v in valued}
    if without := [p.organ.label for p in field.picks if p.entry.id not in having]:
        sentences.append(f"{in_short(without)}此数空白、印作斜杠或无法计算，不作零计，没有算在内。")
    sentences.append(compared(field, held, len(valued), draft))
    return Said(tuple(dict.fromkeys(sentences)), tuple(dict.fromkeys(keys)))


def _meets(own: Valued, wanted: Stated) -> bool:
    """Whether a report's value lies where the condition puts it; money is compared in 元."""
    said, step = wanted.value, wanted.step
    if own.unit in UNITS:
        unit = wanted.unit if wanted.unit in UNITS else own.unit
        said, step = converted(said, unit, "元"), converted(step, unit, "元")
    return within(wanted, own.value, said, step)
