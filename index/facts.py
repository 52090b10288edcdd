"""Facts: the cells of readings, fetched by report and key, or one column of figures over all reports of a year."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, Select, Table, bindparam, func, insert, select, text

from nianbao.index.places import dump, place_of
from nianbao.index.schema import facts, keys, labels, reports
from nianbao.index.statement import Statement
from nianbao.ingest.report import Cell, State


@dataclass(frozen=True, slots=True)
class Amount:
    """What a cell says, without where it was read.

    `value` is in `unit`, and None unless `state` is number; `doubtful` says that it may be misread.
    """

    state: State
    value: Decimal | None
    unit: str
    doubtful: bool = False


_CELLS = select(
    keys.c.key,
    labels.c.row,
    labels.c.column,
    labels.c.unit,
    *(
        facts.c[name]
        for name in ("state", "value", "raw", "remark", "page", "box", "grid", "reader", "second", "doubt")
    ),
).select_from(facts.join(keys, keys.c.id == facts.c.key).join(labels, labels.c.id == facts.c.label))


def _listed(name: str) -> Select[tuple[str]]:
    """The strings of a JSON list given as parameter `name`: one statement for any number, and nothing to expand."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


_REPORTS = (
    _CELLS.add_columns(reports.c.id)
    .join(reports, reports.c.reading == facts.c.reading)
    .where(reports.c.id.in_(_listed("reports")))
    .order_by(facts.c.reading, facts.c.position)
)
_OF_READING = Statement(_CELLS.where(facts.c.reading == bindparam("reading")).order_by(facts.c.position))
_OF_REPORTS = Statement(_REPORTS)
# By the keys' numbers, which the primary key of `facts` finds; by their names every cell of a report is looked at.
_OF_REPORTS_BY_KEY = Statement(
    _REPORTS.where(facts.c.key.in_(select(keys.c.id).where(keys.c.key.in_(_listed("keys")))))
)
# The order of the tables and the index are said, because SQLite, which has no statistics here, takes them to be
# otherwise: it would look through the cells of every year, or find each report's by itself, several times slower.
_OF_YEAR = Statement(
    text(
        "SELECT reports.id, keys.key, facts.state, facts.value, labels.unit, facts.doubt IS NOT NULL"
        " FROM keys CROSS JOIN reports"
        " CROSS JOIN facts INDEXED BY facts_column ON facts.reading = reports.reading AND facts.key = keys.id"
        " JOIN labels ON labels.id = facts.label"
        " WHERE reports.year = :year AND keys.key IN (SELECT value FROM json_each(:keys))"
    )
)


def cells_of_reading(connection: Connection, reading: int) -> tuple[Cell, ...]:
    """All cells of a reading, in the form's order."""
    return tuple(_cell(*row) for row in _OF_READING.rows(connection, reading=reading))


def cells_of_reports(
    connection: Connection, ids: Sequence[str], wanted: Sequence[str] | None
) -> list[tuple[str, Cell]]:
    """(report, cell) of the newest readings: the cells of some keys, or all."""
    reports = json.dumps(list(ids))
    if wanted is None:
        rows = _OF_REPORTS.rows(connection, reports=reports)
    else:
        rows = _OF_REPORTS_BY_KEY.rows(connection, reports=reports, keys=json.dumps(list(wanted)))
    return [(row[-1], _cell(*row[:-1])) for row in rows]


def amounts_of_year(connection: Connection, year: int, wanted: Sequence[str]) -> list[tuple[str, str, Amount]]:
    """(report, key, amount) of the newest readings of all reports of `year`, for the keys that their forms have."""
    rows = _OF_YEAR.rows(connection, year=year, keys=json.dumps(list(wanted)))
    return [
        (report, key, Amount(_STATES[state], None if value is None else Decimal(value), unit, bool(doubtful)))
        for report, key, state, value, unit, doubtful in rows
    ]


def write(connection: Connection, reading: int, cells: Sequence[Cell]) -> None:
    """Keep the cells of a new reading."""
    if not cells:
        return
    key_ids = _interned(connection, keys, ("key",), {(cell.key,) for cell in cells})
    names = ("row", "column", "unit")
    label_ids = _interned(connection, labels, names, {(cell.row, cell.column, cell.unit) for cell in cells})
    connection.execute(
        insert(facts),
        [
            {
                "reading": reading,
                "key": key_ids[(cell.key,)],
                "position": position,
                "label": label_ids[(cell.row, cell.column, cell.unit)],
                "state": cell.state.value,
                "value": None if cell.value is None else str(cell.value),
                "raw": cell.raw,
                "remark": cell.remark,
                "page": cell.place.page,
                "box": cell.place.box and dump(cell.place.box),
                "grid": cell.place.grid and dump(cell.place.grid),
                "reader": cell.reader,
                "second": cell.second,
                "doubt": cell.doubt,
            }
            for position, cell in enumerate(cells)
        ],
    )


def _interned(
    connection: Connection, table: Table, names: tuple[str, ...], wanted: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], int]:
    """The numbers of strings that recur in every report; new ones are given a number."""
    statement = select(table.c.id, *(table.c[name] for name in names))
    known = {tuple(row[1:]): int(row[0]) for row in connection.execute(statement)}
    if missing := sorted(set(wanted) - known.keys()):
        connection.execute(insert(table), [dict(zip(names, values, strict=True)) for values in missing])
        known = {tuple(row[1:]): int(row[0]) for row in connection.execute(statement)}
    return known


def _cell(
    key: str,
    row: str,
    column: str,
    unit: str,
    state: str,
    value: str | None,
    raw: str,
    remark: str | None,
    page: int | None,
    box: str | None,
    grid: str | None,
    reader: str,
    second: str | None,
    doubt: str | None,
) -> Cell:
    """A cell from the columns of `_CELLS`, in their order."""
    return Cell(
        key=key,
        state=_STATES[state],
        value=None if value is None else Decimal(value),
        raw=raw,
        unit=unit,
        row=row,
        column=column,
        remark=remark,
        place=place_of((page, json.loads(box) if box else None, json.loads(grid) if grid else None)),
        reader=reader,
        second=second,
        doubt=doubt,
    )


_STATES = {state.value: state for state in State}
