"""Table 二: blocks of rows under heads of their own, each row named by its label (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from nianbao.ingest.align import Row
from nianbao.ingest.assign import by_head, names
from nianbao.ingest.form import Block, Form, Table, normalise
from nianbao.ingest.form import Row as FormRow
from nianbao.ingest.found import Found, Value
from nianbao.ingest.report import GridCell
from nianbao.ingest.twice import settle

_Head: TypeAlias = list[tuple[str, GridCell]]
"""The cells of a printed head, with their normalised labels."""
_Stand: TypeAlias = tuple[list[GridCell | None], _Head]
"""A drawn row of the form: a cell for every column, and the head above it."""


def disclosure_in(rows: Sequence[Row], form: Form) -> Found | None:
    """Table 二 as `form` has it, None where it is not there."""
    table = form.table("disclosure")
    columns = {name for block in table.blocks for column in block.columns for name in names(column)}
    by_row: dict[str, tuple[Block, FormRow]] = {
        normalise(alias): (block, row)
        for block in table.blocks
        for row in block.rows
        for alias in (row.label, *row.aliases)
    }
    stands: dict[str, list[_Stand]] = {}
    score, active, alone = 0.0, False, 0
    head: _Head = []
    for row in rows:
        if row.kind != "other":
            active = False
            continue
        if any("第二十条第" in cell.text for cell in row.cells) or "第二十条第" in row.context:
            active = True
        heads = [(normalise(c.text), c) for c in row.cells if normalise(c.text) in columns]
        if heads:
            head, active = heads, True
            score += sum(1.0 if _exact(name, table) else 0.5 for name, _ in heads)
            continue
        label = next((i for i, cell in enumerate(row.cells) if normalise(cell.text) in by_row), None)
        if label is None or not active:
            continue
        block, form_row = by_row[normalise(row.cells[label].text)]
        after = row.cells[label + 1 :]
        alone += not after
        if after:
            stands.setdefault(form_row.key, []).append((by_head(after, block, head), head))
    values: dict[str, Value] = {}
    for block in table.blocks:
        for form_row in block.rows:
            values.update(_of_row(stands.get(form_row.key, ()), block, f"{table.key}.{form_row.key}"))
    score += 0.1 * len(values)
    found = len(values) >= 3 or (score >= 2 and (values or alone >= 2))
    repeated = min(len(stands.get(row.key, ())) for row in table.rows) > 1
    return Found(table, form.edition, values, score, repeated) if found else None


def _of_row(stands: Sequence[_Stand], block: Block, key: str) -> Iterator[tuple[str, Value]]:
    """The cells of one row of table 二, out of all drawn rows of its label, each with the head above it."""
    if not stands:
        return
    heads = {id(cell): head for cells, head in stands for cell in cells}
    for column, (cell, others) in zip(block.columns, settle([cells for cells, _ in stands]), strict=True):
        if cell is not None:
            unit = _unit_in_head(heads[id(cell)], names(column))
            yield f"{key}.{column.key}", Value(cell, unit=unit, others=others)


def _unit_in_head(head: _Head, labels: set[str]) -> str | None:
    """The unit of money that the printed head of a column names: 采购总金额（万元）."""
    for label, cell in head:
        if label in labels and (found := re.search(r"亿元|万元|元", cell.text)):
            return found[0]
    return None


def _exact(name: str, table: Table) -> bool:
    return any(normalise(column.label) == name for block in table.blocks for column in block.columns)
