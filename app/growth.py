"""Which organs a figure grew or fell most at, from one year to the next: an order by steps, each with its two figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.app.answer import Operation, Reason, Refusal
from nianbao.app.changes import difference
from nianbao.app.compared import Valued, in_short, reports_compared, values_of
from nianbao.app.draft import Draft, Term, shown
from nianbao.app.holdings import Holdings
from nianbao.app.query import Query, Wanted
from nianbao.app.ranking import MOST, compared
from nianbao.app.said import Said, Sheets, valued
from nianbao.app.scope import Pick
from nianbao.app.series import year_before
from nianbao.index.library import Library

_DOWN = re.compile(r"降|减|下滑|回落|跌|少了|少收")
_LEAST = re.compile(r"最[小少慢低]|倒数|垫底")
_BY_NUMBER = re.compile(r"增加|减少|增量|多了|少了|多收|少收|绝对数")
_EITHER = re.compile(r"变化|变动|波动")


@dataclass(frozen=True, slots=True)
class _Step:
    pick: Pick
    before: Pick
    size: Decimal


def fastest(query: Query, held: Holdings, sheets: Sheets, draft: Draft, library: Library) -> Said:
    """The organs in the order of the step of one figure from the year before, by number or in percent; which is said."""
    field = reports_compared(query, held)
    if isinstance(field, Refusal):
        return Said((), (), field)
    text, wanted = query.text, query.wanted[0]
    if field.clashing or _EITHER.search(text) or (_DOWN.search(text) and _LEAST.search(text)):
        return Said((), (), _undecided(field.year, wanted))
    by_number = _BY_NUMBER.search(text) is not None and not re.search(r"率|幅|快|慢|百分", text)
    steps = _steps(library, held, field.picks, wanted, by_number=by_number)
    rising = not _DOWN.search(text)
    steps = [step for step in steps if (step.size > 0) is rising and step.size]
    up = rising and not _LEAST.search(text)
    steps.sort(key=lambda step: (-step.size if up else step.size, step.pick.organ.label))
    word = f"{'增加' if rising else '减少'}{'件数' if by_number else '幅度'}"
    if not steps:
        return Said(
            (), (), Refusal(Reason.NOT_IN_FORM, f"{field.year}年没有可比的报告里“{wanted.label}”比上年{word[:2]}。")
        )
    told: list[str] = []
    keys: list[str] = []
    for step in _first(steps, query.places):
        one = _told(draft, step, wanted, sheets, keys)
        if one is not None:
            told.append(one)
    order = "最大" if (rising and up) or not rising else "最小"
    lead = f"{query.region}{field.year}年“{wanted.label}”比上年{word}{order}的是"
    count = len(steps)
    how = "按件数的差比较" if by_number else "按增长率（与上年之差 ÷ 上年）比较，上年为零的不在其内"
    return Said(
        (f"{lead}{'、'.join(told)}。", f"{how}。", compared(field, held, count, draft)), tuple(dict.fromkeys(keys))
    )


def _first(steps: Sequence[_Step], places: int) -> Sequence[_Step]:
    cut = min(places, MOST, len(steps))
    while cut < min(len(steps), MOST) and steps[cut].size == steps[cut - 1].size:
        cut += 1
    return steps[:cut]


def _steps(library: Library, held: Holdings, picks: Sequence[Pick], wanted: Wanted, *, by_number: bool) -> list[_Step]:
    """The step of every organ with a report of the same scope in both years, and numbers in both."""
    earlier = {pick: before for pick in picks if isinstance(before := year_before(pick, held), Pick)}
    now = {one.pick: one for one in values_of(library, picks, wanted)}
    then = {one.pick.entry.id: one for one in values_of(library, tuple(earlier.values()), wanted)}
    found = []
    for pick, before in earlier.items():
        first, last = then.get(before.entry.id), now.get(pick)
        if first is None or last is None or first.unit != last.unit:
            continue
        if (size := _size(first, last, by_number=by_number)) is not None:
            found.append(_Step(pick, before, size))
    return found


def _size(first: Valued, last: Valued, *, by_number: bool) -> Decimal | None:
    step = last.value - first.value
    if by_number:
        return step
    return step / first.value if first.value > 0 else None


def _told(draft: Draft, step: _Step, wanted: Wanted, sheets: Sheets, keys: list[str]) -> str | None:
    """云屿市财政局（2023年为28件[1]，2024年为26件[2]，减少2件，下降7.14%）."""
    terms: list[Term] = []
    for pick in (step.before, step.pick):
        sheet = sheets(pick)
        term = draft.term(sheet, wanted)
        if term is None:
            return None
        keys.extend(sheet.keys_of(wanted) or ())
        terms.append(term)
    made = difference(draft, terms[0], terms[1])
    if made is None or made.value is None:
        return None
    growth = draft.percentage(made, terms[0], Operation.GROWTH).value
    draft.derived(Operation.RANK, step.pick.organ.label, "", wanted.label, [made.id])
    both = "，".join(
        f"{pick.year}年{valued(draft, term)}" for pick, term in zip((step.before, step.pick), terms, strict=True)
    )
    word, percent = ("增加", "增长") if made.value > 0 else ("减少", "下降")
    rate = f"，{percent}{growth.lstrip('-')}%" if growth is not None else ""
    return f"{step.pick.organ.label}（{both}，{word}{shown(abs(made.value))}{made.unit}{rate}）"


def _undecided(year: int, wanted: Wanted) -> Refusal:
    label = in_short([wanted.label])
    return Refusal(
        Reason.OUT_OF_SCOPE,
        f"{year}年“{label}”的变化按什么排没有读懂：请写明是增长最快、增加最多、下降最快还是减少最多；有来源不同的报告时不排。",
    )
