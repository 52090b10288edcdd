"""Rows that stand more than once in a table: which one is read, and what the others say instead (pure).

A label that a page break prints again has no figures, so the first row that has any is read. Where another row says
something else, nobody but the organ can tell which is meant: the cell is doubted, and the clerk is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from nianbao.ingest.completeness import RULE
from nianbao.ingest.numerals import cell_value
from nianbao.ingest.report import Cell, Finding, GridCell, Severity, State, Status
from nianbao.ingest.weighing import Sheet, sheet
from nianbao.ingest.wording import PLEASE_CHECK, column_name, row_name

_MOST_ROWS = 4


class Settled(NamedTuple):
    """The drawn cell that is read, and the different texts that other rows have in its place."""

    cell: GridCell | None
    others: tuple[str, ...] = ()


def settle(rows: Sequence[Sequence[GridCell | None]]) -> list[Settled]:
    """One cell a column out of all rows that have one and the same label.

    Args:
        rows: in reading order, at least one; each has a cell, or None, for every column.
    """
    if len(rows) == 1:
        return [Settled(cell) for cell in rows[0]]
    filled = [row for row in rows if any(_says(cell) for cell in row)] or rows[:1]
    first, rest = filled[0], filled[1:]
    settled = []
    for column, cell in enumerate(first):
        there = [row[column] for row in rest]
        read = cell if cell is not None else next((other for other in there if other is not None), None)
        settled.append(Settled(read, () if read is None else differing(read, there)))
    return settled


def differing(cell: GridCell, there: Iterable[GridCell | None]) -> tuple[str, ...]:
    """The different texts of other cells that stand for the same one and say something else."""
    return tuple(dict.fromkeys(other.text.strip() for other in there if other is not None and _differ(cell, other)))


def doubt_of(others: Sequence[str]) -> str | None:
    """The doubt of a cell in whose place other rows say `others`."""
    return f"本格在表中不止一处，另为{'、'.join(f'“{text}”' for text in others)}" if others else None


def twice(
    cells: Mapping[str, Cell], others: Mapping[str, Sequence[str]], forms: Mapping[str, str]
) -> tuple[Finding, ...]:
    """A question a table in which a row stands more than once with different figures.

    Args:
        cells: as read.
        others: key → what other rows say in its place.
        forms: table → edition, for the tables to be asked about.
    """
    return tuple(
        _finding(cells, others, sheet(table, edition)) for table, edition in forms.items() if _of(others, table)
    )


def _finding(cells: Mapping[str, Cell], others: Mapping[str, Sequence[str]], laid: Sheet) -> Finding:
    keys = _of(others, laid.table.key)
    rows: dict[str, list[str]] = {}
    for key in keys:
        rows.setdefault(row_name(laid.specs[key], laid), []).append(key)
    told = [f"“{row}”（{'、'.join(_told(cells, others, laid, of))}）" for row, of in list(rows.items())[:_MOST_ROWS]]
    more = f"等{len(rows)}行" if len(rows) > _MOST_ROWS else ""
    message = (
        f"表{laid.table.section}里同一行出现不止一次，数字不同：{'、'.join(told)}{more}，宜只留一行。{PLEASE_CHECK}"
    )
    return Finding(RULE, Severity.QUESTION, Status.NOT_ASSESSABLE, tuple(keys), message)


def _told(
    cells: Mapping[str, Cell], others: Mapping[str, Sequence[str]], laid: Sheet, keys: Sequence[str]
) -> Iterator[str]:
    for key in keys:
        said = (f"“{cells[key].raw}”" if cells[key].raw else "空白", *(f"“{text}”" for text in others[key]))
        yield f"{column_name(laid.specs[key])}{'与'.join(said)}"


def _of(others: Mapping[str, Sequence[str]], table: str) -> list[str]:
    return [key for key in others if key.split(".")[0] == table]


def _says(cell: GridCell | None) -> bool:
    return cell is not None and bool(cell.text.strip())


def _differ(cell: GridCell, other: GridCell) -> bool:
    """Whether the other cell says something, and not the same."""
    if cell is other or not _says(other):
        return False
    one, two = cell_value(cell.text), cell_value(other.text)
    if one.state is State.TEXT or two.state is State.TEXT:
        return cell.text.strip() != other.text.strip()
    return (one.state, one.value, one.unit) != (two.state, two.value, two.unit)
