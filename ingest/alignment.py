"""Where the figures of a line stand → the columns they belong to, in tables aligned with spaces (pure).

Text taken out of a PDF keeps its columns below each other, and a blank cell shows only as a wider gap. That the columns
are aligned has to show first: by figures below their heads' middles, or by whole rows whose figures keep their places
whatever the length of their labels. Else nothing is said of any column.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias
from unicodedata import east_asian_width

Span: TypeAlias = tuple[int, int]
"""The first column of half-width characters that a piece of a line takes, and the one after its last."""

CENTRED = 1.0
"""The middles of a head and of a figure below it are at most so many columns apart."""
PROOF = 3
"""So many figures below their heads are no accident."""
DRIFT = 2
"""So many columns apart figures may stand that are set below each other."""
RAGGED = 4
"""Labels whose ends differ by so many columns, before figures that keep their places, show that these are aligned."""


def breadth(text: str) -> int:
    """The columns that a text takes: a hanzi two."""
    return sum(2 if east_asian_width(character) in "FWA" else 1 for character in text)


def below_heads(rows: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> list[list[int]] | None:
    """For each row of a table the columns of its figures; None unless all stand below heads of their own.

    Args:
        rows: the places of a row's heads and of its figures.
    """
    if sum(len(figures) for _, figures in rows) < PROOF:
        return None
    found: list[list[int]] = []
    for heads, figures in rows:
        columns = [_below(figure, heads) for figure in figures]
        if -1 in columns or any(a >= b for a, b in pairwise(columns)):
            return None
        found.append(columns)
    return found


def _below(figure: Span, heads: Sequence[Span]) -> int:
    """The head whose middle is above the figure's; -1 where there is none."""
    near = [i for i, head in enumerate(heads) if abs(sum(head) - sum(figure)) <= 2 * CENTRED]
    return near[0] if len(near) == 1 else -1


def columns_of(rows: Sequence[tuple[int, Sequence[Span]]]) -> list[Span]:
    """The columns of a table by its whole rows, up to the middle between two; none where they are not aligned.

    Args:
        rows: where the label of a row ends, and the places of its figures, as many in every row.
    """
    ends = [end for end, _ in rows]
    if len(rows) < PROOF or max(ends) - min(ends) < RAGGED:
        return []
    covered = [
        (min(s for s, _ in column), max(e for _, e in column)) for column in zip(*(f for _, f in rows), strict=True)
    ]
    if any(left[1] >= right[0] for left, right in pairwise(covered)) or max(ends) >= covered[0][0]:
        return []
    if not all(map(_in_line, zip(*(figures for _, figures in rows), strict=True))):
        return []
    # twice the columns, so that the middle between two is whole
    cuts = [left[1] + right[0] for left, right in pairwise(covered)]
    return [
        (2 * max(ends) if first is None else first, 2 * covered[-1][1] + RAGGED if last is None else last)
        for first, last in pairwise([None, *cuts, None])
    ]


def _in_line(figures: Sequence[Span]) -> bool:
    """Whether figures below each other begin, end or have their middles there."""
    return any(
        max(places) - min(places) <= DRIFT
        for places in ([a for a, _ in figures], [b for _, b in figures], [(a + b) / 2 for a, b in figures])
    )


def in_columns(figures: Sequence[Span], columns: Sequence[Span]) -> list[int] | None:
    """Which of `columns_of` each figure stands in; None where one stands across two, or two in one."""
    found = [
        next((i for i, (left, right) in enumerate(columns) if left <= 2 * start and 2 * end <= right), -1)
        for start, end in figures
    ]
    return None if -1 in found or any(a >= b for a, b in pairwise(found)) else found


def spread(cells: Sequence[str | None], columns: Sequence[int], wanted: int) -> tuple[str | None, ...]:
    """One cell a column: `cells` in their columns, the others blank."""
    row: list[str | None] = [""] * wanted
    for cell, column in zip(cells, columns, strict=True):
        row[column] = cell
    return tuple(row)
