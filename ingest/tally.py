"""What the tables say for a reading of the prose: the sum, and how firm it is (pure).

Blank is not zero: a sum over blank cells is the sum of what is filled in, and says that it is no more. A blank
total is stood in for by the cells of its own row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product

from nianbao.ingest.form import Relation, specs
from nianbao.ingest.money import UNITS, converted
from nianbao.ingest.referents import Reading
from nianbao.ingest.report import Cell, State, Status
from nianbao.ingest.weighing import EMPTY, sheet, weigh

_MOST_COMBINATIONS = 64
_TOTALS = ("row_total", "review_total")


def in_form_unit(cell: Cell) -> Decimal | None:
    """The cell's number in the unit of its form, None where it holds none: an amount may be printed in another unit."""
    unit = specs()[cell.key].column.unit
    if cell.value is None or cell.unit == unit or not {cell.unit, unit} <= UNITS:
        return cell.value
    return converted(cell.value, cell.unit, unit)


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum of cells.

    Attributes:
        value: of the numbers that stand there.
        blank: a cell of the reading holds no number; `value` is then what is filled in, or what its row adds up to.
        filled: at least one number was found.
        doubtful: a cell may have been misread.
    """

    value: Decimal
    blank: bool
    filled: bool
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """A report's tables, to be asked for sums."""

    cells: Mapping[str, Cell]
    forms: Mapping[str, str]

    def tally(self, reading: Reading) -> Tally | None:
        """The sum of a reading; None where a cell of it could not be read or holds words."""
        value, blank, filled, doubtful = Decimal(0), False, False, False
        for keys, sign in ((reading.plus, 1), (reading.minus, -1)):
            for key in keys:
                cell = self.cells.get(key)
                if cell is None or cell.state in (State.UNREAD, State.TEXT):
                    return None
                own = in_form_unit(cell)
                numbers = [own] if own is not None else self._parts(key)
                value += sign * sum(number for number in numbers if number is not None)
                blank = blank or cell.value is None
                filled = filled or bool(numbers)
                doubtful = doubtful or cell.doubt is not None
        return Tally(value, blank, filled, doubtful)

    def _parts(self, total: str) -> list[Decimal]:
        """The numbers of the cells that a row's total adds up."""
        for relation, _ in self._relations(total):
            if relation.rule in _TOTALS and relation.right == (total,):
                held = (self.cells.get(key) for key in relation.left)
                return [cell.value for cell in held if cell is not None and cell.value is not None]
        return []

    def _relations(self, key: str) -> Iterator[tuple[Relation, int]]:
        table = key.split(".", 1)[0]
        laid = sheet(table, self.forms[table])
        for index, sign in laid.within.get(key, ()):
            yield laid.relations[index], sign

    def told_by_sums(self, reading: Reading, value: Decimal) -> bool:
        """Whether `value` is what a relation that fails demands of these cells: then that failure says it already."""
        signs = (*(1 for _ in reading.plus), *(-1 for _ in reading.minus))
        choices = [self._demanded(key) for key in reading.keys]
        combinations = islice(product(*choices), _MOST_COMBINATIONS)
        return any(
            sum((sign * number for sign, number in zip(signs, numbers, strict=True)), Decimal(0)) == value
            for numbers in combinations
        )

    def _demanded(self, key: str) -> Sequence[Decimal]:
        """The cell's number, and what it would have to be for each failing relation that holds it."""
        cell = self.cells.get(key)
        own = None if cell is None else in_form_unit(cell)
        if cell is None or own is None:
            return (Decimal(0),) if cell is not None and cell.state in EMPTY else ()
        found = [own]
        for relation, sign in self._relations(key):
            weighing = weigh(relation, self.cells)
            if weighing.status is Status.FAIL and weighing.closed:
                found.append(own - sign * weighing.gap)
        return tuple(dict.fromkeys(found))

    def proven(self, key: str) -> bool:
        """Whether a relation that holds the cell adds up, so that it has hardly been misread."""
        return any(weigh(relation, self.cells).status is Status.PASS for relation, _ in self._relations(key))
