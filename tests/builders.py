"""Builders of filled forms: consistent figures for every cell of an edition, and cells that hold them.

values = filled("2021", seed=7)                      # every relation holds
report = cells(values | {"review.reconsideration.total": None})      # one blank
validate(report, editions("2021"))
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from nianbao.ingest.form import load, specs
from nianbao.ingest.report import Cell, Place, State

TABLES = ("disclosure", "applications", "review")


def editions(edition: str = "2021", **tables: str) -> dict[str, str]:
    """Table → edition, as a report's `forms`: `editions("2021", applications="2019")`."""
    return dict.fromkeys(TABLES, edition) | tables


def keys(forms: Mapping[str, str]) -> tuple[str, ...]:
    """Every cell of a report with these forms, in printed order."""
    return tuple(spec.key for table in TABLES if table in forms for spec in load(forms[table]).table(table).cells)


def filled(edition: str, seed: int = 0, *, most: int = 30, busy: float = 0.5) -> dict[str, Decimal]:
    """A consistent form: every cell of `edition` has a number, every relation holds.

    Args:
        edition: `2021` or `2019`.
        seed: the same seed gives the same form.
        most: the largest part; totals are larger.
        busy: the share of parts that are not zero; 0 gives the all-zero report.
    """
    return mixed(editions(edition), seed, most=most, busy=busy)


def mixed(forms: Mapping[str, str], seed: int = 0, *, most: int = 30, busy: float = 0.5) -> dict[str, Decimal]:
    """As `filled`, for a report whose tables are of different editions."""
    dice = random.Random(seed)

    def part() -> int:
        return dice.randint(1, most) if dice.random() < busy else 0

    values: dict[str, Decimal] = {}
    if "disclosure" in forms:
        values |= _disclosure(forms["disclosure"], dice, part)
    if "applications" in forms:
        values |= _applications(forms["applications"], dice, part)
    if "review" in forms:
        values |= _review(forms["review"], part)
    return {key: values[key] for key in keys(forms)}


def _disclosure(edition: str, dice: random.Random, part: Callable[[], int]) -> dict[str, Decimal]:
    values = {}
    for spec in load(edition).table("disclosure").cells:
        value = Decimal(part())
        if value and spec.column.decimal:
            value += Decimal(dice.randint(0, 99)) / 100
        if value and spec.column.signed and dice.random() < 0.5:
            value = -value
        values[spec.key] = value
    return values


def _applications(edition: str, dice: random.Random, part: Callable[[], int]) -> dict[str, Decimal]:
    table = load(edition).table("applications")
    rows = [row.key for row in table.rows]
    columns = [column.key for column in table.blocks[0].columns]
    results = rows[rows.index("granted") : rows.index("concluded")]
    counts: dict[tuple[str, str], int] = {}
    for column in columns[:-1]:
        for row in (*results, "carried_out"):
            counts[row, column] = part()
        counts["concluded", column] = sum(counts[row, column] for row in results)
        handled = counts["concluded", column] + counts["carried_out", column]
        counts["carried_in", column] = dice.randint(0, handled)
        counts["received", column] = handled - counts["carried_in", column]
    for row in rows:
        counts[row, columns[-1]] = sum(counts[row, column] for column in columns[:-1])
    return {f"applications.{row}.{column}": Decimal(count) for (row, column), count in counts.items()}


def _review(edition: str, part: Callable[[], int]) -> dict[str, Decimal]:
    values = {}
    for row in load(edition).table("review").rows:
        counts = {column: part() for column in ("upheld", "corrected", "other", "pending")}
        for column, count in (counts | {"total": sum(counts.values())}).items():
            values[f"review.{row.key}.{column}"] = Decimal(count)
    return values


def cell(key: str, value: Decimal | int | State | None, *, page: int | None = None) -> Cell:
    """One cell: a number, None for a blank, or any other state (`State.DASH`)."""
    spec = specs()[key]
    base = Cell(key, State.BLANK, unit=spec.column.unit, row=spec.row.label, column=spec.column.label)
    base = replace(base, place=Place(page=page))
    if value is None:
        return base
    if isinstance(value, State):
        raw = {State.DASH: "/", State.TEXT: "见附件"}.get(value, "")
        return replace(base, state=value, raw=raw)
    return replace(base, state=State.NUMBER, value=Decimal(value), raw=str(value))


def cells(values: Mapping[str, Decimal | int | State | None], *, page: int | None = None) -> dict[str, Cell]:
    """Cells that hold `values`, by key."""
    return {key: cell(key, value, page=page) for key, value in values.items()}


def with_state(
    values: Mapping[str, Decimal], state: State, which: Iterable[str]
) -> dict[str, Decimal | int | State | None]:
    """`values` with the cells `which` in `state` instead of a number."""
    return {**values, **dict.fromkeys(which, state)}
