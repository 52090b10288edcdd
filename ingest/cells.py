"""Grids × forms → Cells, anchored by label, never by position (pure).

Each statutory table is looked for by the labels found in it, in every edition of the form; the edition
whose rows fit best is that table's form (FORM §2). Rows are matched to the form's rows monotonically, so
that tables cut by pages, repeated heads, misprints and extra rows do not shift a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nianbao.ingest import form as forms_module
from nianbao.ingest.align import Match, Row, align, join_fragments, logical_rows
from nianbao.ingest.assign import by_columns, by_head, names
from nianbao.ingest.form import Block, CellSpec, Form, Table, normalise
from nianbao.ingest.form import Row as FormRow
from nianbao.ingest.money import converted
from nianbao.ingest.numerals import cell_value
from nianbao.ingest.report import Cell, Document, Format, Grid, GridCell, Line, State
from nianbao.ingest.review import review_values


@dataclass(frozen=True, slots=True)
class Reading:
    """The statutory tables of one document: the edition of each table found, and every cell of it."""

    forms: dict[str, str]
    cells: tuple[Cell, ...]
    repeated: tuple[str, ...] = ()
    """Tables that stand more than once; the first complete one was read."""


def read_cells(document: Document) -> Reading:
    """Every cell of every statutory table in `document`, `unread` where the form has one that was not found."""
    rows = logical_rows(document)
    editions: dict[str, str] = {}
    cells: list[Cell] = []
    repeated: list[str] = []
    disclosure = _best(_disclosure(rows, edition) for edition in forms_module.forms())
    beside = disclosure.edition if disclosure else None
    # in a text without drawn lines a column's number says nothing about what stands above it
    drawn = document.format is not Format.TEXT
    applications = _best((_applications(rows, edition, drawn) for edition in forms_module.forms()), beside)
    like = disclosure or applications
    review = _review(document, like.edition if like else None)
    for found in (disclosure, applications, review):
        if found is None:
            continue
        editions[found.table.key] = found.edition
        cells.extend(_cell(spec, found.values.get(spec.key), document.reader) for spec in found.table.cells)
        if found.repeated:
            repeated.append(found.table.key)
    return Reading(editions, tuple(cells), tuple(repeated))


@dataclass(frozen=True, slots=True)
class _Value:
    """A drawn cell that was assigned to a key, with the doubt that the assignment itself carries."""

    cell: GridCell
    doubt: str | None = None
    unit: str | None = None
    """The unit printed in the head above it."""


@dataclass(frozen=True, slots=True)
class _Found:
    table: Table
    edition: str
    values: dict[str, _Value]
    score: float
    repeated: bool = False


def _best(found: Iterable[_Found | None], beside: str | None = None) -> _Found | None:
    """The edition that fits best; where two fit alike, that of the table `beside` it, else the newer one."""
    return max((f for f in found if f is not None), key=lambda f: (f.score, f.edition == beside), default=None)


def _cell(spec: CellSpec, value: _Value | None, reader: str) -> Cell:
    base = Cell(
        spec.key, State.UNREAD, unit=spec.column.unit, row=spec.row.label, column=spec.column.label, reader=reader
    )
    if value is None:
        return base
    read = cell_value(value.cell.text)
    number, unit = read.value, read.unit or value.unit or spec.column.unit
    if number is not None and read.unit is None and unit.endswith("元") and value.cell.text.strip().endswith("万"):
        number, unit = converted(number, "元", "万元"), "万元"  # 5万 under a head of money is 5 万元
    return replace(
        base,
        state=read.state,
        value=number,
        raw=value.cell.text.strip(),
        unit=unit,
        remark=read.remark,
        place=value.cell.place,
        reader=value.cell.reader or reader,
        doubt=value.doubt or value.cell.doubt or read.doubt,
    )


# ------------------------------------------------------------------ 三


def _applications(rows: tuple[Row, ...], form: Form, drawn: bool) -> _Found | None:
    table = form.table("applications")
    block = table.blocks[0]
    best: _Found | None = None
    stretches = _stretches([row for row in rows if row.kind != "review"], block)
    for stretch in stretches:
        found = _applications_in(stretch, form.edition, table, block, drawn)
        if found and (best is None or found.score > best.score + 0.5):
            best = found
    return replace(best, repeated=len(stretches) > 1) if best else None


def _stretches(rows: list[Row], block: Block) -> list[list[Row]]:
    """Cut where a second copy of the table begins (本机关 and 汇总 in one report): never mix two tables."""
    first = normalise(block.rows[0].label)
    starts = [i for i, row in enumerate(rows) if row.values_after_label >= 5 and any(first == n for n in row.labels)]
    cuts = [0]
    for start in starts[1:]:
        if start - cuts[-1] >= len(block.rows) // 2:
            cuts.append(start)
    return [rows[a:b] for a, b in zip(cuts, [*cuts[1:], len(rows)], strict=True)]


def _applications_in(rows: list[Row], edition: str, table: Table, block: Block, drawn: bool) -> _Found | None:
    heads = _header_columns(rows, block, drawn)
    matches = align(join_fragments(rows, block.rows), block.rows)
    named = _named_alone(rows, block)
    if len(matches) < 3 and named < 8:
        return None
    values: dict[str, _Value] = {}
    score = named / 100
    for match in matches:
        score += match.score
        doubt = None if match.score >= 0.72 else f"行标签与表式不符：{match.label}"
        first, again = _of_two(match)
        picked = by_columns(first, block.columns, heads.get(match.row.grid))
        others = by_columns(again, block.columns, None) if again else [(None, None)] * len(block.columns)
        for column, (cell, cell_doubt), (other, _) in zip(block.columns, picked, others, strict=True):
            if cell is not None:
                doubts = cell_doubt or doubt or _differing(cell, other)
                values[f"{table.key}.{match.form_row.key}.{column.key}"] = _Value(cell, doubts)
    return _Found(table, edition, values, score)


def _of_two(match: Match) -> tuple[tuple[GridCell, ...], tuple[GridCell, ...]]:
    """The cells of a row, and those of another one of its label: a label printed again by a page break may have them all."""
    if match.again and not any(cell.text.strip() for cell in match.values):
        return match.again, ()
    return match.values, match.again


def _differing(cell: GridCell, other: GridCell | None) -> str | None:
    """The doubt where a table has a row twice and the two say different things."""
    if other is None or not other.text.strip() or other.text.strip() == cell.text.strip():
        return None
    return f"表中另有同名的一行，本格为“{other.text.strip()}”"


def _named_alone(rows: list[Row], block: Block) -> int:
    """How many rows of the form are there with a label that no figures follow: their cells are unread."""
    alone = {row.labels[-1] for row in rows if row.labels and row.kind == "applications" and not row.values_after_label}
    return sum(bool(alone & {normalise(a) for a in (r.label, *r.aliases)}) for r in block.rows)


def _header_columns(rows: list[Row], block: Block, drawn: bool) -> dict[int, dict[str, tuple[int, int]]]:
    """grid → column key → (first, last) grid column of its printed head, where a whole head was found.

    A head over several rows counts only where something says what stands under what: drawn lines, markup, or rows
    of a text that all have the same number of fields.
    """
    wide: dict[int, set[int]] = {}
    for row in rows:
        if len(row.cells) > 1:
            wide.setdefault(row.grid, set()).add(row.cells[-1].column)
    keys = {normalise(alias): column.key for column in block.columns for alias in (column.label, *column.aliases)}
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for row in rows:
        if row.values_after_label >= 5:
            continue
        here = {
            key: (cell.column, cell.column + cell.column_span - 1)
            for cell in row.cells
            if (key := keys.get(normalise(cell.text)))
        }
        if drawn or len(wide.get(row.grid, ())) == 1 or len(here) == len(block.columns):
            found[row.grid] = here | found.get(row.grid, {})
    return {grid: head for grid, head in found.items() if len(head) == len(block.columns)}


# ------------------------------------------------------------------ 二


def _disclosure(rows: tuple[Row, ...], form: Form) -> _Found | None:
    table = form.table("disclosure")
    columns = {name for block in table.blocks for column in block.columns for name in names(column)}
    by_row: dict[str, tuple[Block, FormRow]] = {
        normalise(alias): (block, row)
        for block in table.blocks
        for row in block.rows
        for alias in (row.label, *row.aliases)
    }
    values: dict[str, _Value] = {}
    score, active, alone = 0.0, False, 0
    head: list[tuple[str, GridCell]] = []
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
        if not after:
            continue
        for column, cell in zip(block.columns, by_head(after, block, head), strict=True):
            key = f"{table.key}.{form_row.key}.{column.key}"
            if cell is None:
                continue
            first = values.get(key)
            if first is None:
                values[key] = _Value(cell, unit=_unit_in_head(head, names(column)))
                score += 0.1
            elif doubt := _differing(first.cell, cell):
                values[key] = replace(first, doubt=first.doubt or doubt)
    found = len(values) >= 3 or (score >= 2 and (values or alone >= 2))
    return _Found(table, form.edition, values, score) if found else None


def _unit_in_head(head: list[tuple[str, GridCell]], labels: set[str]) -> str | None:
    """The unit of money that the printed head of a column names: 采购总金额（万元）."""
    for label, cell in head:
        if label in labels and (found := re.search(r"亿元|万元|元", cell.text)):
            return found[0]
    return None


def _exact(name: str, table: Table) -> bool:
    return any(normalise(column.label) == name for block in table.blocks for column in block.columns)


# ------------------------------------------------------------------ 四


def _review(document: Document, edition: str | None) -> _Found | None:
    """Table 四, which is the same in every edition: it counts as of the edition of the tables before it."""
    form = forms_module.load(edition) if edition else forms_module.forms()[0]
    table = form.table("review")
    found = review_values(document.blocks, table)
    if found is None:
        return None
    return _Found(table, form.edition, {key: _Value(cell) for key, cell in found.items()}, 1.0)


def grids(document: Document) -> tuple[Grid, ...]:
    """The grids of a document in reading order."""
    return tuple(block for block in document.blocks if isinstance(block, Grid))


def lines(document: Document) -> tuple[Line, ...]:
    """The running text of a document in reading order."""
    return tuple(block for block in document.blocks if isinstance(block, Line))
