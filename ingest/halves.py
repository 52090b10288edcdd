"""Rows that are drawn as two, the label in one and the figures in the other: which two belong together (pure).

A label with nothing behind it and figures with nothing before them are halves of one row where each has no other
neighbour that it could belong to. Where the figures may be those of the row above or of the row below, nobody can
tell: no half is joined, and the blank row is said to be open. Nor is one joined where figures of the same stretch stay
without a label, for then all of them may stand one row off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from nianbao.ingest.numerals import adds_up, is_value
from nianbao.ingest.report import GridCell

JOINED = "行标签与数字分在两行，按相邻的次序认定"
"""Why a row that was put together is doubted: nothing but the place of its halves speaks for it."""
OPEN = "相邻一行有数字而没有行标签，可能是本行的"
"""Why a blank cell is doubted: figures beside it belong to a row that has lost them."""

_LEAST = 2
"""One figure alone in a row may be a page's number; so may two in a row of many columns, but they do not add up."""


STEADY = 3
"""So many rows drawn as two in the same way show how the rows around them are drawn."""


class Half(Enum):
    """What a drawn row is, for this purpose."""

    BLANK = auto()
    """A label with nothing behind it."""
    PARTLY = auto()
    """A label with figures in some cells, and others blank."""
    FIGURES = auto()
    """Figures without a label."""
    STRANGE = auto()
    """Figures behind a text that names no row: one of its own, or the rest of its neighbour."""
    EMPTY = auto()
    """Nothing at all: the second half of a blank row, or a gap."""
    OTHER = auto()
    """A whole row, a heading, a head."""


@dataclass(frozen=True, slots=True)
class Halves:
    """What was found among some rows, by their indices.

    Attributes:
        joined: the row with a label → the row with its figures.
        alone: those of them that have no blank row beside them, which could have lost these figures as well.
        open: rows with a label beside figures that may be theirs or not.
    """

    joined: dict[int, int]
    alone: frozenset[int]
    open: frozenset[int]


def halves(kinds: Sequence[Half], fits: Callable[[int, int], bool]) -> Halves:
    """The halves among rows of these `kinds`, in reading order.

    Args:
        kinds: of each row.
        fits: whether the row with a label has room for the figures of the other; asked for neighbours only.
    """
    joined: dict[int, int] = {}
    alone: set[int] = set()
    open_: set[int] = set()
    found = [(run, _pairs(run, kinds, fits), _pairs(_without_gaps(run, kinds), kinds, fits)) for run in _runs(kinds)]
    sure = {rest > label for _, pairs, others in found for label, rest in set(_told(pairs, kinds)) & set(others)}
    for run, pairs, others in found:
        told = _told(pairs, kinds)
        left = set(run).difference(*pairs)
        blank = {at for at in run if kinds[at] is Half.BLANK}
        if any(kinds[at] is Half.FIGURES for at in left):
            open_ |= _beside(run, Half.FIGURES, kinds) | (blank if pairs else set())
            continue
        joined.update(told)
        if told != _told(others, kinds) and not _is_steady(pairs, left, kinds, sure):
            open_ |= blank - joined.keys()
            continue
        lonely = blank & left
        alone |= {label for label, rest in told if lonely.isdisjoint(_around(label, rest))}
    open_ |= {
        at for at in _beside(range(len(kinds)), Half.STRANGE, kinds) if kinds[at] is Half.BLANK and at not in joined
    }
    return Halves(joined, frozenset(alone), frozenset(open_))


def _without_gaps(run: Sequence[int], kinds: Sequence[Half]) -> list[int]:
    return [at for at in run if kinds[at] is not Half.EMPTY]


def _told(pairs: Sequence[tuple[int, int]], kinds: Sequence[Half]) -> list[tuple[int, int]]:
    return [(label, rest) for label, rest in pairs if kinds[rest] is Half.FIGURES]


def _is_steady(pairs: Sequence[tuple[int, int]], left: set[int], kinds: Sequence[Half], sure: set[bool]) -> bool:
    """Whether every label of a run has its other half on one side: then a row with nothing in it is a half as well.

    Args:
        pairs: of the run.
        left: its rows that are in none.
        kinds: of all rows.
        sure: on which sides (below or not) figures stand that no empty row is needed to tell.
    """
    ways = {rest > label for label, rest in pairs}
    labelled = not any(_is_label(kinds[at]) for at in left)
    return len(ways) == 1 and sure <= ways and labelled and len(_told(pairs, kinds)) >= STEADY


def _around(*rows: int) -> set[int]:
    return {at + step for at in rows for step in (-1, 1)}


def _beside(rows: Sequence[int], kind: Half, kinds: Sequence[Half]) -> set[int]:
    """The rows with a label and blank cells next to those `rows` that are of a `kind`."""
    near = _around(*(at for at in rows if kinds[at] is kind))
    return {at for at in near if 0 <= at < len(kinds) and _is_label(kinds[at])}


def _runs(kinds: Sequence[Half]) -> list[list[int]]:
    """Stretches of rows that could be halves, as far as no other stands between them."""
    runs: list[list[int]] = [[]]
    for at, kind in enumerate(kinds):
        if kind in {Half.OTHER, Half.STRANGE}:
            runs.append([])
        else:
            runs[-1].append(at)
    return [run for run in runs if any(kinds[at] is Half.FIGURES for at in run)]


def _pairs(run: Sequence[int], kinds: Sequence[Half], fits: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Label and figures of every row of a run that can be put together in one way only.

    A row with nothing in it is the other half of a blank one where all of its chain come out even so, and else a gap.
    """
    pairs: list[tuple[int, int]] = []
    for chain in _chains(run, kinds, fits):
        whole = [chain]
        if len(chain) % 2 and any(kinds[at] is Half.EMPTY for at in chain):
            whole = _chains(_without_gaps(chain, kinds), kinds, fits)
        for links in whole:
            if len(links) % 2 == 0:
                pairs.extend(
                    (a, b) if _is_label(kinds[a]) else (b, a) for a, b in zip(links[::2], links[1::2], strict=True)
                )
    return pairs


def _chains(rows: Sequence[int], kinds: Sequence[Half], fits: Callable[[int, int], bool]) -> list[list[int]]:
    """Rows that follow each other as label and figures, or figures and label, each with room for the next."""
    chains: list[list[int]] = [list(rows[:1])]
    for one, other in pairwise(rows):
        label, rest = (one, other) if _is_label(kinds[one]) else (other, one)
        linked = _is_label(kinds[label]) and not _is_label(kinds[rest])
        if linked and (kinds[label] is Half.BLANK if kinds[rest] is Half.EMPTY else fits(label, rest)):
            chains[-1].append(other)
        else:
            chains.append([other])
    return [chain for chain in chains if chain]


def _is_label(kind: Half) -> bool:
    return kind in {Half.BLANK, Half.PARTLY}


# ------------------------------------------------------------------ cells


def filled(cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells that hold a value."""
    return [cell for cell in cells if cell.text.strip() and is_value(cell.text)]


def ends(cells: Sequence[GridCell]) -> int:
    """The column behind the last cell of a row."""
    return cells[-1].column + cells[-1].column_span


def together(
    blank: Sequence[GridCell], figures: Sequence[GridCell], wanted: int, *, in_line: bool
) -> tuple[GridCell, ...] | None:
    """The cells behind a label with the figures of the other half in them; None where these have no room there.

    Args:
        blank: the cells behind the label.
        figures: all cells of the other half.
        wanted: columns of the form.
        in_line: whether both halves are rows of one table and end in one column: then each figure stays in its own.
    """
    given = filled(figures)
    if len(given) < min(_LEAST, wanted):
        return None
    if in_line:
        by_column = {cell.column: cell for cell in given}
        free = {cell.column for cell in blank if not cell.text.strip()}
        if by_column.keys() <= free:
            return tuple(by_column.get(cell.column, cell) for cell in blank)
    if filled(blank) or len(blank) < wanted:
        return None
    whole = list(figures) if len(figures) == wanted else _without_blank_ends(figures)
    if len(whole) != wanted or not all(is_value(cell.text) for cell in whole):
        return None
    behind = blank[-wanted:]
    return tuple(
        replace(cell, column=place.column, column_span=place.column_span)
        for cell, place in zip(whole, behind, strict=True)
    )


def is_whole(cells: Sequence[GridCell]) -> bool:
    """Whether the last cell of a row is the sum of those before it; blanks and dashes count as nothing."""
    if not cells or not cells[-1].text.strip():
        return False
    return adds_up([cell.text for cell in cells], blanks_are_nothing=True)


def doubted(cells: Sequence[GridCell], why: str) -> tuple[GridCell, ...]:
    """The cells, the blank ones of them with a doubt."""
    return tuple(cell if cell.text.strip() else replace(cell, doubt=cell.doubt or why) for cell in cells)


def _without_blank_ends(cells: Sequence[GridCell]) -> list[GridCell]:
    told = [i for i, cell in enumerate(cells) if cell.text.strip()]
    return list(cells[told[0] : told[-1] + 1]) if told else []
