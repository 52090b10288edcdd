"""Rows that were put together, tested against the sums of the columns of table 三 (pure).

Figures without a label may be a subtotal, a check, a row once more or the numbers of the columns. They are no row of
the form where sums hold without them that do not hold with them: `balance` and `concluded_sum` lie over every column.
Not covered: figures of nothing but zeros, which no sum tells from blank cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nianbao.ingest.form import Relation, Table
from nianbao.ingest.numerals import cell_value
from nianbao.ingest.report import Cell, GridCell, Status
from nianbao.ingest.weighing import weigh

Figures = Mapping[str, Sequence[GridCell]]
"""Key of a row of the form → the cells behind its label, in the order of the columns."""

_HOLD = frozenset({Status.PASS, Status.PASS_IF_BLANK_IS_ZERO})


@dataclass(frozen=True, slots=True)
class Joins:
    """What the sums say of rows that were put together.

    Attributes:
        kept: those that no sum speaks against.
        disputed: those of them with a figure in a sum that fails with them: one of them is no row of the form, or the
            organ's own sum is wrong.
        proven: those of them without which fewer sums hold.
    """

    kept: frozenset[str]
    disputed: frozenset[str]
    proven: frozenset[str]


def tested(joined: Figures, apart: Figures, table: Table, relations: Iterable[Relation]) -> Joins:
    """The rows out of `joined` with which most sums hold.

    Looked for from both ends, one row at a time: without the one that most sums need gone, and with the one that most
    sums want.

    Args:
        joined: rows that were put together.
        apart: all rows that were found, those as they are if they are not put together.
        table: of the form.
        relations: of the form; those over its columns are used.
    """
    sums = _Sums.of(joined, apart, table, relations)
    every = frozenset(joined)
    ends = (sums.best(every), sums.best(frozenset()))
    kept = max(ends, key=lambda some: (sums.held(some), len(some)))
    failing = sums.failing(kept) - sums.failing(frozenset())
    disputed = frozenset(row for row in kept if any(sums.counts(row, at) for at in failing))
    proven = frozenset(row for row in kept if sums.held(kept - {row}) < sums.held(kept))
    return Joins(kept, disputed, proven)


@dataclass(frozen=True, slots=True)
class _Sums:
    """The sums over the columns, to be asked with some of the joined rows in them."""

    relations: tuple[Relation, ...]
    joined: Mapping[str, dict[str, Cell]]
    apart: dict[str, Cell]

    @classmethod
    def of(cls, joined: Figures, apart: Figures, table: Table, relations: Iterable[Relation]) -> _Sums:
        over = tuple(one for one in relations if one.table == table.key and one.axis == "columns")
        cells = {row: _cells(row, figures, table) for row, figures in joined.items()}
        before = {key: cell for row, figures in apart.items() for key, cell in _cells(row, figures, table).items()}
        return cls(over, cells, before)

    def best(self, rows: frozenset[str]) -> frozenset[str]:
        """The set that is reached from `rows` by taking out or putting in one row at a time while more sums hold."""
        while True:
            near = [rows ^ {row} for row in self.joined]
            best = max(near, key=self.held, default=rows)
            if self.held(best) <= self.held(rows):
                return rows
            rows = best

    def held(self, rows: frozenset[str]) -> int:
        """How many sums hold."""
        return sum(status in _HOLD for status in self._statuses(rows))

    def failing(self, rows: frozenset[str]) -> frozenset[int]:
        """The indices of the sums that fail."""
        return frozenset(i for i, status in enumerate(self._statuses(rows)) if status is Status.FAIL)

    def counts(self, row: str, at: int) -> bool:
        """Whether a joined row has a figure other than zero in the sum of an index."""
        return any(cell.value for key, cell in self.joined[row].items() if key in self.relations[at].keys)

    def _statuses(self, rows: frozenset[str]) -> list[Status]:
        cells = dict(self.apart)
        for row in rows:
            cells.update(self.joined[row])
        return [weigh(relation, cells).status for relation in self.relations]


def _cells(row: str, figures: Sequence[GridCell], table: Table) -> dict[str, Cell]:
    """The cells of a row; none where it has not one for each column."""
    columns = table.blocks[0].columns
    if len(figures) != len(columns):
        return {}
    keys = (f"{table.key}.{row}.{column.key}" for column in columns)
    return {key: _read(key, cell.text) for key, cell in zip(keys, figures, strict=True)}


def _read(key: str, text: str) -> Cell:
    read = cell_value(text)
    return Cell(key, read.state, value=read.value)
