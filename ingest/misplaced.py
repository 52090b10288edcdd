"""Right figures in the wrong places: two that were swapped, or a row that stands one column off (pure).

Several relations then fail at once without one cell that explains them. Each way of putting figures back is tried, and
is told where it makes every relation it touches hold and no other way of its kind does: a swap of neighbours first, then
a row moved by one column, then a swap of two cells farther apart in a row or a column. Not covered: figures lost to
another table, and what a sum cannot see (two swapped rows, or cells with equal sums).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from itertools import combinations, pairwise

from nianbao.ingest.report import Cell, Status
from nianbao.ingest.weighing import Sheet, Weighing


class Way(Enum):
    """How figures are put back; the likeliest slip first."""

    SWAP_NEIGHBOURS = auto()
    MOVE_LEFT = auto()
    MOVE_RIGHT = auto()
    SWAP = auto()


@dataclass(frozen=True, slots=True)
class Misplacement:
    """Figures that stand in the wrong cells.

    Attributes:
        way: what puts them back.
        keys: the cells concerned, in printed order.
        relations: indices of the failing relations that would hold then.
    """

    way: Way
    keys: tuple[str, ...]
    relations: frozenset[int]


def misplaced(
    laid: Sheet, weighings: Sequence[Weighing], cells: Mapping[str, Cell], located: Mapping[int, str]
) -> dict[int, Misplacement]:
    """The misplacement that each failing relation comes from, by the relation's index in `laid`.

    Args:
        laid: the table.
        weighings: of each of its relations, in order.
        cells: the cells that were weighed.
        located: the one wrong cell that may explain a failing relation, by its index; a misplacement takes its place only
            where it explains all that the cell does, and more.
    """
    left = {index for index, weighing in enumerate(weighings) if weighing.status is Status.FAIL}
    trial = _Trial(laid, weighings, cells, frozenset(left))
    found: dict[int, Misplacement] = {}
    for way in Way:
        if len(left) < 2:
            break
        candidates = _candidates(way, laid, cells, left)
        made = [one for keys, values in candidates if (one := trial.of(way, keys, values)) is not None]
        for one in made:
            if one.relations > _of_cells(one, located) and one.relations <= left and not _disputed(one, made):
                found |= dict.fromkeys(one.relations, one)
                left -= one.relations
    return found


def _of_cells(one: Misplacement, located: Mapping[int, str]) -> set[int]:
    """All relations that the located cells explain of which `one` explains some."""
    cells = {located[index] for index in one.relations if index in located}
    return {index for index, key in located.items() if key in cells}


def _disputed(one: Misplacement, made: Sequence[Misplacement]) -> bool:
    """Whether another explains a relation that `one` does, and no fewer of them."""
    return any(
        other is not one and len(other.relations) >= len(one.relations) and one.relations & other.relations
        for other in made
    )


_Change = tuple[tuple[str, ...], tuple[Decimal, ...]]


def _candidates(way: Way, laid: Sheet, cells: Mapping[str, Cell], left: set[int]) -> Iterator[_Change]:
    """Cells and what would stand in them, for cells of failing relations."""
    if way in (Way.MOVE_LEFT, Way.MOVE_RIGHT):
        for line in _lines(laid, by_row=True):
            yield from _moved(line, cells, right=way is Way.MOVE_RIGHT)
        return
    for line in (*_lines(laid, by_row=True), *_lines(laid, by_row=False)):
        pairs = pairwise(line) if way is Way.SWAP_NEIGHBOURS else combinations(line, 2)
        for one, other in pairs:
            a, b = cells.get(one), cells.get(other)
            if a is None or b is None or a.value is None or b.value is None or a.value == b.value:
                continue
            if all(any(index in left for index, _ in laid.within.get(key, ())) for key in (one, other)):
                yield (one, other), (b.value, a.value)


def _lines(laid: Sheet, *, by_row: bool) -> list[list[str]]:
    """The cells under a relation, row by row or column by column, in printed order."""
    lines: dict[str, list[str]] = {}
    for key, spec in laid.specs.items():
        if key in laid.within:
            lines.setdefault(spec.row.key if by_row else spec.column.key, []).append(key)
    return list(lines.values())


def _moved(line: Sequence[str], cells: Mapping[str, Cell], *, right: bool) -> Iterator[_Change]:
    """A row moved by one, without and with its total; what its own sum demands stands at the free end."""
    values = [cell.value for key in line if (cell := cells.get(key)) is not None and cell.value is not None]
    if len(values) < len(line) or len(line) < 3:
        return
    *parts, total = values
    for moved in (
        [None, *parts[:-1], total] if right else [*parts[1:], None, total],
        [None, *values[:-1]] if right else [*values[1:], None],
    ):
        told = [value for value in moved[:-1] if value is not None]
        whole = moved[-1] if moved[-1] is not None else sum(told, Decimal(0))
        free = whole - sum(told, Decimal(0))
        if free >= 0 and any(told):
            yield tuple(line), (*(free if value is None else value for value in moved[:-1]), whole)


@dataclass(frozen=True, slots=True)
class _Trial:
    """What becomes of the relations of a table when cells change."""

    laid: Sheet
    weighings: Sequence[Weighing]
    cells: Mapping[str, Cell]
    failing: frozenset[int]

    def of(self, way: Way, keys: tuple[str, ...], values: tuple[Decimal, ...]) -> Misplacement | None:
        """The change as an explanation; None where a relation it touches does not hold afterwards, or only one does."""
        shifts: dict[int, Decimal] = {}
        changed: list[str] = []
        for key, value in zip(keys, values, strict=True):
            held = self.cells[key].value
            if held == value:
                continue
            changed.append(key)
            for index, sign in self.laid.within[key]:
                shifts[index] = shifts.get(index, Decimal(0)) + sign * (value - (held or 0))
        mended: set[int] = set()
        for index, shift in shifts.items():
            weighing = self.weighings[index]
            fails = weighing.status is Status.FAIL
            if not shift and not fails:
                continue
            gap = weighing.gap + shift
            if (gap != 0) if weighing.closed else not weighing.can_meet(gap):
                return None
            if fails:
                mended.add(index)
        if len(mended) < 2 or not mended <= self.failing:
            return None
        return Misplacement(way, tuple(changed), frozenset(mended))
