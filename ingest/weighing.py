"""One relation, weighed: what is known of its two sides, and what follows from that and no more.

Counts are non-negative. A side with a cell that holds no number is therefore an interval, from the sum of
its known parts upwards; a closed side is a single number. A relation fails for certain exactly where the
two intervals do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from nianbao.ingest.form import CellSpec, Relation, Table, load
from nianbao.ingest.report import Cell, State, Status

EMPTY = frozenset({State.BLANK, State.DASH})
"""States in which a writer may have meant zero."""

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The two sides of a relation.

    Attributes:
        left, right: sums of the numbers that stand there.
        left_open, right_open: a cell of that side holds no number.
        unknown: a cell is unread or text (then it is not even known that nothing stands there).
        numbers: how many cells hold a number.
    """

    left: Decimal
    right: Decimal
    left_open: bool
    right_open: bool
    unknown: bool
    numbers: int

    @property
    def gap(self) -> Decimal:
        """Known left side less known right side."""
        return self.left - self.right

    @property
    def closed(self) -> bool:
        """Every cell holds a number."""
        return not (self.left_open or self.right_open)

    @property
    def status(self) -> Status:
        """How the relation ends (FORM §3)."""
        if self.closed:
            return Status.PASS if self.left == self.right else Status.FAIL
        if not self.can_meet(self.gap):
            return Status.FAIL
        if self.numbers and not self.unknown and self.left == self.right:
            return Status.PASS_IF_BLANK_IS_ZERO
        return Status.NOT_ASSESSABLE

    def can_meet(self, gap: Decimal) -> bool:
        """Whether non-negative numbers in the open cells could make the sides equal, were the gap `gap`."""
        if gap > 0:
            return self.right_open
        if gap < 0:
            return self.left_open
        return True


def weigh(relation: Relation, cells: Mapping[str, Cell]) -> Weighing:
    """Weigh `relation`; a cell that `cells` does not hold counts as unread."""
    left, left_open, left_unknown, left_numbers = _side(relation.left, cells)
    right, right_open, right_unknown, right_numbers = _side(relation.right, cells)
    return Weighing(left, right, left_open, right_open, left_unknown or right_unknown, left_numbers + right_numbers)


def _side(keys: Iterable[str], cells: Mapping[str, Cell]) -> tuple[Decimal, bool, bool, int]:
    known, is_open, unknown, numbers = _ZERO, False, False, 0
    for key in keys:
        cell = cells.get(key)
        if cell is not None and cell.value is not None:
            known += cell.value
            numbers += 1
        else:
            is_open = True
            unknown = unknown or cell is None or cell.state not in EMPTY
    return known, is_open, unknown, numbers


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of one edition, laid out for checking.

    Attributes:
        specs: its cells by key, in printed order.
        relations: the relations laid over it, in the form's order.
        within: cell key → (index of a relation that holds the cell, +1 on its left side or -1 on its right).
    """

    table: Table
    specs: dict[str, CellSpec]
    relations: tuple[Relation, ...]
    within: dict[str, tuple[tuple[int, int], ...]]


@cache
def sheet(table: str, edition: str) -> Sheet:
    """The sheet of `table` in the form of `edition`.

    Raises:
        FormError: no such form, or no such table in it.
    """
    form = load(edition)
    found = form.table(table)
    relations = tuple(relation for relation in form.relations if relation.table == table)
    within: dict[str, list[tuple[int, int]]] = {}
    for index, relation in enumerate(relations):
        for keys, sign in ((relation.left, 1), (relation.right, -1)):
            for key in keys:
                within.setdefault(key, []).append((index, sign))
    specs = {spec.key: spec for spec in found.cells}
    return Sheet(found, specs, relations, {key: tuple(places) for key, places in within.items()})
