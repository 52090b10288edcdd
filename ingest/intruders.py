"""A page's number among the figures of a row that is written one cell a line: where one may be, the row is doubted (pure).

A bare number on a line of its own is a cell or the number of a page. Beside a blank cell that was lost, the
number of a page makes the row as long as it should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nianbao.ingest.numerals import adds_up
from nianbao.ingest.rebuilt import Rebuilt

DOUBT = "本行的数字里可能混有页码"

BLOCK = 5
"""Columns of a block of table 四; the last of them is a total."""

_FOLIO = re.compile(r"[1-9]\d?")
"""A report has fewer than a hundred pages."""


def doubted(table: Rebuilt, *, numbered: bool = False) -> dict[int, str]:
    """Row → why its figures may be wrong: those of its rows that a page's number may have got into.

    Args:
        table: as it was rebuilt.
        numbered: whether the pages of its text are seen to have bare numbers.
    """
    is_open = table.is_short or (numbered and table.table == "disclosure")  # no sum tells them there
    return {
        r: DOUBT for r in sorted(table.alone) if any(_is_in(part, table, is_open=is_open) for part in _parts(table, r))
    }


def _parts(table: Rebuilt, r: int) -> Iterator[list[str]]:
    """The figures of a row, of table 四 block by block."""
    row = table.rows[r]
    if table.table != "review":
        yield row[1:]
        return
    for i in range(0, len(row), BLOCK):
        yield row[i : i + BLOCK]


def _is_in(figures: Sequence[str], table: Rebuilt, *, is_open: bool) -> bool:
    """Whether a page's number may be one of some figures.

    Where they add up, none is. Else one may be where they do without it, or where the table is open to one: other rows
    have lost cells.
    """
    folios = [i for i, figure in enumerate(figures) if _FOLIO.fullmatch(figure.strip())]
    if not folios:
        return False
    if table.table == "disclosure":
        return is_open
    if adds_up(figures, blanks_are_nothing=True):
        return False
    return is_open or any(adds_up([*figures[:i], *figures[i + 1 :]], blanks_are_nothing=True) for i in folios)
