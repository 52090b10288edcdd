"""Which drawn cell of a row belongs to which column of the form (pure).

As many cells as columns are taken in order. Where a converter or a page break gives more or fewer, the
printed head decides by position; then blank leftovers at the ends go, if there is only one way to let them
go; then the one reading whose row adds up. Otherwise the row stays unread rather than shifted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nianbao.ingest.form import Block, Column, normalise
from nianbao.ingest.numerals import adds_up, cell_value
from nianbao.ingest.report import GridCell

Picked = tuple[GridCell | None, str | None]
"""A drawn cell with the doubt that choosing it carries."""

MOVED = "本行空白格的位置不明，按合计取舍"
"""Why figures are doubted that stand under the heads only if a blank cell was lost."""

Head = dict[str, tuple[int, int]]
"""Column key → first and last grid column of its printed head."""


def by_columns(
    cells: tuple[GridCell, ...], columns: Sequence[Column], head: Head | None, *, totalled: bool = False
) -> list[Picked]:
    """One drawn cell a column of table 三.

    Args:
        cells: behind a label.
        columns: as they are printed from left to right.
        head: where it says reliably what stands under what.
        totalled: whether the rows of the table have totals.
    """
    wanted = len(columns)
    permuted = head is not None and sorted(columns, key=lambda column: head[column.key]) != list(columns)
    if len(cells) == wanted and not permuted:
        return [(cell, None) for cell in cells]
    placed = _by_head(cells, columns, head) if head else []
    if placed and totalled and not permuted and (moved := _moved(cells, placed)):
        return moved
    if placed and (permuted or len(cells) < wanted or not _filled_outside(cells, placed)):
        return [(cell, None) for cell in placed]
    if placed and adds_up(_texts(placed)):
        return [(cell, None) for cell in placed]
    options = _trimmed(cells, wanted)
    if len(options) == 1:
        return [(cell, None) for cell in options[0]]
    if options:
        settled = [option for option in options if adds_up(_texts(option))]
        return [(cell, MOVED) for cell in settled[0]] if len(settled) == 1 else _unread(wanted)
    if chosen := _one_too_many(cells, wanted):
        return chosen
    if placed:
        return [(cell, "本行比表头多一个数，按列的位置取舍") for cell in placed]
    return _unread(wanted)


def by_head(cells: tuple[GridCell, ...], block: Block, head: Sequence[tuple[str, GridCell]]) -> list[GridCell | None]:
    """One drawn cell a column of a block of table 二, by the nearest head above (its cells by normalised label) where counts differ."""
    wanted = len(block.columns)
    of_column = [[cell for label, cell in head if label in names(column)] for column in block.columns]
    printed = [found[0] for found in of_column if found]
    in_order = sorted(printed, key=lambda cell: cell.column) == printed
    if len(cells) == wanted and (in_order or len(printed) < wanted):
        return list(cells)
    if len(printed) == wanted:
        under = [_under(cells, found) for found in of_column]
        if all(under) and not _filled_outside(cells, [cell for some in under for cell in some]):
            # a merged cell that a converter repeats stands several times with one text; else nobody can tell
            return [some[0] if len({cell.text.strip() for cell in some} - {""}) <= 1 else None for some in under]
        # a table whose heads and figures are not in line: as many figures as columns are in order
        filled = [cell for cell in cells if cell.text.strip()]
        return list(filled) if len(filled) == wanted else [None] * wanted
    options = _trimmed(cells, wanted)
    return list(options[0]) if len(options) == 1 else [None] * wanted


@lru_cache(maxsize=256)
def names(column: Column) -> frozenset[str]:
    """The normalised labels of a column."""
    return frozenset(normalise(alias) for alias in (column.label, *column.aliases))


def overlapping(cells: Sequence[GridCell], span: tuple[int, int]) -> GridCell | None:
    """The cell that stands under a head of these grid columns."""
    for cell in cells:
        if cell.column <= span[1] and cell.column + cell.column_span - 1 >= span[0]:
            return cell
    return None


def _under(cells: Sequence[GridCell], heads: Sequence[GridCell]) -> list[GridCell]:
    """The cells under a head, or under every copy of it where a converter repeats a merged one; filled ones first."""
    spans = [(head.column, head.column + head.column_span - 1) for head in heads]
    found = [c for c in cells if any(c.column <= b and c.column + c.column_span - 1 >= a for a, b in spans)]
    return sorted(found, key=lambda cell: (not cell.text.strip(), cell.column))


def _unread(wanted: int) -> list[Picked]:
    return [(None, None)] * wanted


def _by_head(cells: tuple[GridCell, ...], columns: Sequence[Column], head: Head) -> list[GridCell]:
    """The cells under the heads, or none where a column has no cell of its own."""
    placed = [cell for column in columns if (cell := overlapping(cells, head[column.key])) is not None]
    return placed if len(placed) == len(columns) == len({id(cell) for cell in placed}) else []


def _filled_outside(cells: tuple[GridCell, ...], placed: list[GridCell]) -> bool:
    inside = {id(cell) for cell in placed}
    return any(cell.text.strip() for cell in cells if id(cell) not in inside)


def _trimmed(cells: tuple[GridCell, ...], wanted: int) -> list[tuple[GridCell, ...]]:
    """Every way to leave out blank cells at the ends so that `wanted` stay; ways that read alike count once."""
    surplus = len(cells) - wanted
    if surplus < 0:
        return []
    leading = next((i for i, cell in enumerate(cells) if cell.text.strip()), len(cells))
    trailing = next((i for i, cell in enumerate(reversed(cells)) if cell.text.strip()), len(cells))
    ways = {
        tuple(cell.text.strip() for cell in kept): kept
        for left in range(min(leading, surplus) + 1)
        if surplus - left <= trailing
        for kept in [cells[left : left + wanted]]
    }
    return list(ways.values())


def _moved(cells: tuple[GridCell, ...], placed: Sequence[GridCell]) -> list[Picked]:
    """The row one blank cell further left, where it has no total under the heads and adds up there; else nothing.

    A converter that loses a blank cell before the figures fills the row up at its end. A row whose total the organ left
    blank looks alike, but for the sum.
    """
    begin = cells.index(placed[0])
    moved = cells[begin - 1 : begin - 1 + len(placed)] if begin else ()
    if placed[-1].text.strip() or len(moved) < len(placed) or not cell_value(moved[-1].text).value:
        return []
    return [(cell, MOVED) for cell in moved] if adds_up(_texts(moved), blanks_are_nothing=True) else []


def _one_too_many(cells: tuple[GridCell, ...], wanted: int) -> list[Picked]:
    """A row with one value too many (a page break's seam): the one reading whose last value is the sum of the others."""
    ends = _without_blank_ends(cells)
    if len(ends) != wanted + 1:
        return []
    readings: dict[tuple[str, ...], list[GridCell]] = {}
    for left_out in range(len(ends)):
        rest = ends[:left_out] + ends[left_out + 1 :]
        if adds_up(_texts(rest)):
            readings.setdefault(tuple(cell.text for cell in rest), rest)
    if len(readings) != 1:
        return []
    (only,) = readings.values()
    alike = len({cell.text for cell in ends}) == 1
    return [(cell, None if alike else "本行比表头多一个数，按合计取舍") for cell in only]


def _without_blank_ends(cells: tuple[GridCell, ...]) -> list[GridCell]:
    kept = list(cells)
    while kept and not kept[-1].text.strip():
        kept.pop()
    while kept and not kept[0].text.strip():
        kept.pop(0)
    return kept


def _texts(cells: Sequence[GridCell]) -> list[str]:
    return [cell.text for cell in cells]
