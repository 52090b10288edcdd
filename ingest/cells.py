"""Grids × forms → Cells, anchored by label, never by position (pure).

Each statutory table is looked for by the labels found in it, in every edition of the form; the edition
whose rows fit best is that table's form (FORM §2). Rows are matched to the form's rows monotonically, so
that tables cut by pages, repeated heads, misprints and extra rows do not shift a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nianbao.ingest import form as forms_module
from nianbao.ingest.align import Row, align, join_fragments, logical_rows
from nianbao.ingest.form import Block, CellSpec, Column, Form, Table, normalise
from nianbao.ingest.form import Row as FormRow
from nianbao.ingest.numerals import cell_value, is_value
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
    # in a text without drawn lines a column's number says nothing about what stands above it
    drawn = document.format is not Format.TEXT
    applications = _best(_applications(rows, edition, drawn) for edition in forms_module.forms())
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


@dataclass(frozen=True, slots=True)
class _Found:
    table: Table
    edition: str
    values: dict[str, _Value]
    score: float
    repeated: bool = False


def _best(found: Iterable[_Found | None]) -> _Found | None:
    """The edition that fits best; the newer one where two fit alike."""
    return max((f for f in found if f is not None), key=lambda f: f.score, default=None)


def _cell(spec: CellSpec, value: _Value | None, reader: str) -> Cell:
    base = Cell(
        spec.key, State.UNREAD, unit=spec.column.unit, row=spec.row.label, column=spec.column.label, reader=reader
    )
    if value is None:
        return base
    read = cell_value(value.cell.text)
    return replace(
        base,
        state=read.state,
        value=read.value,
        raw=value.cell.text.strip(),
        unit=read.unit or spec.column.unit,
        remark=read.remark,
        place=value.cell.place,
        doubt=value.doubt or read.doubt,
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
    if len(matches) < 3:
        return None
    values: dict[str, _Value] = {}
    score = 0.0
    for match in matches:
        score += match.score
        doubt = None if match.score >= 0.72 else f"行标签与表式不符：{match.label}"
        picked = _seven(match.values, block.columns, heads.get(match.row.grid))
        for column, (cell, cell_doubt) in zip(block.columns, picked, strict=True):
            if cell is not None:
                values[f"{table.key}.{match.form_row.key}.{column.key}"] = _Value(cell, cell_doubt or doubt)
    return _Found(table, edition, values, score)


def _header_columns(rows: list[Row], block: Block, drawn: bool) -> dict[int, dict[str, tuple[int, int]]]:
    """grid → column key → (first, last) grid column of its printed head, where a whole head was found.

    A head over several rows counts only where lines or markup say what stands under what.
    """
    names = {normalise(alias): column.key for column in block.columns for alias in (column.label, *column.aliases)}
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for row in rows:
        if row.values_after_label >= 5:
            continue
        here = {
            key: (cell.column, cell.column + cell.column_span - 1)
            for cell in row.cells
            if (key := names.get(normalise(cell.text)))
        }
        if drawn or len(here) == len(block.columns):
            found[row.grid] = here | found.get(row.grid, {})
    return {grid: head for grid, head in found.items() if len(head) == len(block.columns)}


_Picked = tuple[GridCell | None, str | None]


def _seven(
    cells: tuple[GridCell, ...], columns: tuple[Column, ...], head: dict[str, tuple[int, int]] | None
) -> list[_Picked]:
    """One drawn cell a column.

    As many values as columns: in order (or as the printed head says, where it is in another order). More:
    blank leftovers at either end go; then the printed head decides by position; then the one reading whose
    row adds up. Otherwise the row stays unread rather than shifted.
    """
    wanted = len(columns)
    if head and sorted(columns, key=lambda c: head[c.key]) != list(columns):
        return [(_overlapping(cells, head[column.key]), None) for column in columns]
    kept = list(cells)
    while len(kept) > wanted and not kept[-1].text.strip():
        kept.pop()
    while len(kept) > wanted and not kept[0].text.strip():
        kept.pop(0)
    if len(kept) == wanted:
        return [(cell, None) for cell in kept]
    by_place = [_overlapping(cells, head[column.key]) for column in columns] if head else []
    whole = [cell for cell in by_place if cell is not None]
    placed = len(whole) == wanted and len({id(cell) for cell in whole}) == wanted
    if placed and (len(kept) < wanted or _adds_up(whole)):
        return [(cell, None) for cell in whole]
    if len(kept) == wanted + 1 and (settled := _adding_up(kept)):
        return settled
    if placed:
        return [(cell, "本行比表头多一个数，按列的位置取舍") for cell in whole]
    return [(None, None)] * wanted


def _overlapping(cells: tuple[GridCell, ...], span: tuple[int, int]) -> GridCell | None:
    for cell in cells:
        if cell.column <= span[1] and cell.column + cell.column_span - 1 >= span[0]:
            return cell
    return None


def _adding_up(cells: list[GridCell]) -> list[_Picked]:
    """A row with one value too many (a page break's seam): the one reading whose last value is the sum of the others."""
    readings: dict[tuple[str, ...], list[GridCell]] = {}
    for left_out in range(len(cells)):
        rest = cells[:left_out] + cells[left_out + 1 :]
        if _adds_up(rest):
            readings.setdefault(tuple(cell.text for cell in rest), rest)
    if len(readings) != 1:
        return []
    (only,) = readings.values()
    alike = len({cell.text for cell in cells}) == 1
    return [(cell, None if alike else "本行比表头多一个数，按合计取舍") for cell in only]


def _adds_up(cells: list[GridCell]) -> bool:
    numbers = [cell_value(cell.text).value for cell in cells]
    known = [number for number in numbers if number is not None]
    return len(known) == len(cells) and sum(known[:-1]) == known[-1]


# ------------------------------------------------------------------ 二


def _disclosure(rows: tuple[Row, ...], form: Form) -> _Found | None:
    table = form.table("disclosure")
    columns = _names([column for block in table.blocks for column in block.columns])
    by_row: dict[str, tuple[Block, FormRow]] = {
        normalise(alias): (block, row)
        for block in table.blocks
        for row in block.rows
        for alias in (row.label, *row.aliases)
    }
    values: dict[str, _Value] = {}
    score, active = 0.0, False
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
        if not after or not all(is_value(cell.text) or len(cell.text) > 12 for cell in after):
            continue
        for column, cell in zip(block.columns, _in_block(after, block, columns, head), strict=True):
            key = f"{table.key}.{form_row.key}.{column.key}"
            if cell is not None and key not in values:
                values[key] = _Value(cell)
                score += 0.1
    return _Found(table, form.edition, values, score) if len(values) >= 3 or (values and score >= 2) else None


def _names(columns: list[Column]) -> set[str]:
    return {normalise(alias) for column in columns for alias in (column.label, *column.aliases)}


def _exact(name: str, table: Table) -> bool:
    return any(normalise(column.label) == name for block in table.blocks for column in block.columns)


def _in_block(
    after: tuple[GridCell, ...], block: Block, names: set[str], head: list[tuple[str, GridCell]]
) -> list[GridCell | None]:
    """The drawn cells of one row of table 二, one a column of its block, by the nearest head above where counts differ."""
    wanted = len(block.columns)
    of_block = [[cell for name, cell in head if name in _names([column])] for column in block.columns]
    printed = [cells[0] for cells in of_block if cells]
    in_order = sorted(printed, key=lambda cell: cell.column) == printed
    kept = list(after)
    while len(kept) > wanted and not kept[-1].text.strip():
        kept.pop()
    if len(kept) == wanted and (in_order or len(printed) < wanted):
        return list(kept)
    if len(printed) == wanted:
        return [_overlapping(after, (cell.column, cell.column + cell.column_span - 1)) for cell in printed]
    return [None] * wanted


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
