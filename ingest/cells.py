"""Grids × forms → Cells, anchored by label, never by position (pure).

Each statutory table is looked for by the labels found in it, in every edition of the form; the edition
whose rows fit best is that table's form (FORM §2). Rows are matched to the form's rows monotonically, so
that tables cut by pages, repeated heads, misprints and extra rows do not shift a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nianbao.ingest import form as forms_module
from nianbao.ingest.align import Row, align, join_fragments, logical_rows
from nianbao.ingest.assign import by_columns
from nianbao.ingest.disclosure import disclosure_in
from nianbao.ingest.form import Block, CellSpec, Form, Table, normalise
from nianbao.ingest.found import Found, Value
from nianbao.ingest.money import converted
from nianbao.ingest.numerals import cell_value
from nianbao.ingest.report import Cell, Document, Format, Grid, Line, State
from nianbao.ingest.review import review_values
from nianbao.ingest.twice import differing, doubt_of, settle


@dataclass(frozen=True, slots=True)
class Reading:
    """The statutory tables of one document: the edition of each table found, and every cell of it."""

    forms: dict[str, str]
    cells: tuple[Cell, ...]
    repeated: tuple[str, ...] = ()
    """Tables that stand more than once; the first complete one was read."""
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Key → what else stands in the cell's place, where a row or the whole table stands more than once."""


def read_cells(document: Document) -> Reading:
    """Every cell of every statutory table in `document`, `unread` where the form has one that was not found."""
    rows = logical_rows(document)
    editions: dict[str, str] = {}
    cells: list[Cell] = []
    repeated: list[str] = []
    others: dict[str, tuple[str, ...]] = {}
    disclosure = _best(disclosure_in(rows, edition) for edition in forms_module.forms())
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
        others.update((key, value.others) for key, value in found.values.items() if value.others)
        if found.repeated:
            repeated.append(found.table.key)
    return Reading(editions, tuple(cells), tuple(repeated), others)


def _best(found: Iterable[Found | None], beside: str | None = None) -> Found | None:
    """The edition that fits best; where two fit alike, that of the table `beside` it, else the newer one."""
    return max((f for f in found if f is not None), key=lambda f: (f.score, f.edition == beside), default=None)


def _cell(spec: CellSpec, value: Value | None, reader: str) -> Cell:
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
        doubt=value.doubt or doubt_of(value.others) or value.cell.doubt or read.doubt,
    )


# ------------------------------------------------------------------ 三


def _applications(rows: tuple[Row, ...], form: Form, drawn: bool) -> Found | None:
    table = form.table("applications")
    block = table.blocks[0]
    stretches = _stretches([row for row in rows if row.kind != "review"], block)
    every = [_applications_in(stretch, form.edition, table, block, drawn) for stretch in stretches]
    copies = [found for found in every if found]
    if not copies:
        return None
    best = copies[0]
    for found in copies[1:]:
        if found.score > best.score + 0.5:
            best = found
    values = dict(best.values)
    for key, value in values.items():
        beside = [copy.values[key].cell for copy in copies if copy is not best and key in copy.values]
        values[key] = replace(value, others=(*value.others, *differing(value.cell, beside)))
    return replace(best, values=values, repeated=len(stretches) > 1)


def _stretches(rows: list[Row], block: Block) -> list[list[Row]]:
    """Cut where a second copy of the table begins (本机关 and 汇总 in one report): never mix two tables."""
    first = normalise(block.rows[0].label)
    starts = [i for i, row in enumerate(rows) if row.values_after_label >= 5 and any(first == n for n in row.labels)]
    cuts = [0]
    for start in starts[1:]:
        if start - cuts[-1] >= len(block.rows) // 2:
            cuts.append(start)
    return [rows[a:b] for a, b in zip(cuts, [*cuts[1:], len(rows)], strict=True)]


def _applications_in(rows: list[Row], edition: str, table: Table, block: Block, drawn: bool) -> Found | None:
    heads = _header_columns(rows, block, drawn)
    matches = align(join_fragments(rows, block.rows), block.rows)
    named = _named_alone(rows, block)
    if len(matches) < 3 and named < 8:
        return None
    values: dict[str, Value] = {}
    score = named / 100
    for match in matches:
        score += match.score
        doubt = None if match.score >= 0.72 else f"行标签与表式不符：{match.label}"
        rows_of_it = [
            by_columns(match.values, block.columns, heads.get(match.row.grid)),
            *(by_columns(cells, block.columns, None) for cells in match.again),
        ]
        doubts = {id(cell): why for row in rows_of_it for cell, why in row}
        settled = settle([[cell for cell, _ in row] for row in rows_of_it])
        for column, (cell, others) in zip(block.columns, settled, strict=True):
            if cell is not None:
                key = f"{table.key}.{match.form_row.key}.{column.key}"
                values[key] = Value(cell, doubts[id(cell)] or doubt, others=others)
    return Found(table, edition, values, score)


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


# ------------------------------------------------------------------ 四


def _review(document: Document, edition: str | None) -> Found | None:
    """Table 四, which is the same in every edition: it counts as of the edition of the tables before it."""
    form = forms_module.load(edition) if edition else forms_module.forms()[0]
    table = form.table("review")
    found = review_values(document.blocks, table)
    if found is None:
        return None
    values = {key: Value(cell, others=others) for key, (cell, others) in found.values.items() if cell is not None}
    return Found(table, form.edition, values, 1.0, found.repeated)


def grids(document: Document) -> tuple[Grid, ...]:
    """The grids of a document in reading order."""
    return tuple(block for block in document.blocks if isinstance(block, Grid))


def lines(document: Document) -> tuple[Line, ...]:
    """The running text of a document in reading order."""
    return tuple(block for block in document.blocks if isinstance(block, Line))
