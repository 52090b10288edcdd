"""Table 二: blocks of rows under heads of their own, each row named by its label (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from nianbao.ingest.align import Row
from nianbao.ingest.assign import by_head, names
from nianbao.ingest.disclosure_halves import with_halves
from nianbao.ingest.form import Block, Column, Form, Table, normalise
from nianbao.ingest.form import Row as FormRow
from nianbao.ingest.found import Found, Value
from nianbao.ingest.halves import OPEN
from nianbao.ingest.heads import head_named
from nianbao.ingest.likeness import aliases
from nianbao.ingest.numerals import is_value
from nianbao.ingest.report import GridCell
from nianbao.ingest.twice import settle
from nianbao.ingest.units import printed_unit, without_unit
from nianbao.ingest.vocabulary import unremarked

_Head: TypeAlias = list[tuple[str, GridCell]]
"""The cells of a printed head, each with the name of its column, or with none where no column is called so."""
_BRACKET = re.compile("[(（]")
_COUNTED = re.compile(r"(?:数量?|件数|金额)\s*$")
"""How the head of a column ends; a note or a section's number does not."""


class _Stand(NamedTuple):
    """A drawn row of the form: a cell for every column, the head above it, and a figure that stands alone below it."""

    cells: list[GridCell | None]
    head: _Head
    below: str


def disclosure_in(rows: Sequence[Row], form: Form) -> Found | None:
    """Table 二 as `form` has it, None where it is not there."""
    table = form.table("disclosure")
    columns, by_row = _columns(table), _with_remarks(rows, _rows(table))
    stands: dict[str, list[_Stand]] = {}
    score, active, alone = 0.0, False, 0
    head: _Head = []
    printed: list[GridCell] = []
    for row in with_halves(rows, by_row):
        if row.kind != "other":
            active = False
            continue
        label = next((i for i, cell in enumerate(row.cells) if normalise(cell.text) in by_row), None)
        if any("第二十条第" in cell.text for cell in row.cells) or "第二十条第" in row.context:
            active = True
            head, printed = (head, printed) if label is not None else ([], [])
        if above := _above(row):
            printed, head = above, _head_of(above, columns)
        named = [name for cell in row.cells if (name := head_named(cell.text, columns))]
        if named or (label is None and _is_head(row)):
            printed = [*printed, *_texts(row)]
            head, active = _head_of(printed, columns), active or bool(named)
            score += sum(1.0 if _exact(name, table) else 0.5 for name in named)
            continue
        if label is None or not active:
            continue
        printed = []  # a head behind figures is a new one
        block, form_row = by_row[normalise(row.cells[label].text)]
        after = row.cells[label + 1 :]
        alone += not after
        if after:
            stands.setdefault(form_row.key, []).append(_Stand(by_head(after, block, head), head, row.below))
    values: dict[str, Value] = {}
    for block in table.blocks:
        for form_row in block.rows:
            values.update(_of_row(stands.get(form_row.key, ()), block, f"{table.key}.{form_row.key}"))
    score += 0.1 * len(values)
    found = len(values) >= 3 or (score >= 2 and (values or alone >= 2))
    repeated = min(len(stands.get(row.key, ())) for row in table.rows) > 1
    return Found(table, form.edition, values, score, repeated) if found else None


@lru_cache(maxsize=32)
def _columns(table: Table) -> frozenset[str]:
    """The normalised names of all its columns."""
    return frozenset(name for block in table.blocks for column in block.columns for name in names(column))


@lru_cache(maxsize=32)
def _rows(table: Table) -> dict[str, tuple[Block, FormRow]]:
    """Normalised label → the row, with its block."""
    return {name: (block, row) for block in table.blocks for row in block.rows for name in aliases(row)}


def _with_remarks(rows: Sequence[Row], by_row: dict[str, tuple[Block, FormRow]]) -> dict[str, tuple[Block, FormRow]]:
    """`by_row` with the labels that are printed with a remark in brackets behind them: `规章（设区的市填写）`.

    Where a row's own label is printed as well, one with a remark is another row, of a part of it.
    """
    texts = [cell.text for row in rows for cell in row.cells if not is_value(cell.text)]
    remarked = {normalise(text): by_row.get(normalise(unremarked(text))) for text in texts if _BRACKET.search(text)}
    own = {by_row[label][1].key for label in map(normalise, texts) if label in by_row}
    return by_row | {label: row for label, row in remarked.items() if row is not None and row[1].key not in own}


def _of_row(stands: Sequence[_Stand], block: Block, key: str) -> Iterator[tuple[str, Value]]:
    """The cells of one row of table 二, out of all drawn rows of its label, each with the head above it."""
    if not stands:
        return
    of_cell = {id(cell): stand for stand in stands for cell in stand.cells}
    for column, (cell, others) in zip(block.columns, settle([stand.cells for stand in stands]), strict=True):
        if cell is not None:
            stand = of_cell[id(cell)]
            unit = next((printed_unit(c.text) for name, c in stand.head if name in names(column)), None)
            doubt = _doubt_of_head(stand.head, block, column) or _doubt_of_below(stand)
            yield f"{key}.{column.key}", Value(cell, doubt, unit, others)


def _doubt_of_head(head: _Head, block: Block, column: Column) -> str | None:
    """Why a figure may be of another column than its place says: its head is printed, and is none of the form's."""
    known = {name for name, _ in head if name}
    if not head or names(column) & known:
        return None
    strange = "、".join(f"“{cell.text.strip()}”" for name, cell in head if not name)
    if strange:
        return f"表头与表式不符：{strange}"
    return None if any(names(other) & known for other in block.columns) else "本行上方的表头不是本行的"


def _doubt_of_below(stand: _Stand) -> str | None:
    """Why a figure may not be whole, or a cell not blank: behind the row another figure stands alone."""
    if not stand.below:
        return None
    filled = [cell for cell in stand.cells if cell is not None and cell.text.strip()]
    return f"下一行另有“{stand.below}”，可能是本行数字的下半" if filled else OPEN


# ------------------------------------------------------------------ heads


def _texts(row: Row) -> list[GridCell]:
    """The cells of a row that could be heads of columns."""
    return [
        cell
        for cell in row.cells
        if not is_value(cell.text) and "第二十条第" not in cell.text and normalise(cell.text) != "信息内容"
    ]


def _is_head(row: Row) -> bool:
    """Whether a row without a label of the form is a head, whatever it says: it has no figures and speaks of numbers."""
    texts = _texts(row)
    if any(cell.text.strip() and is_value(cell.text) for cell in row.cells) or not texts:
        return False
    begun = any(normalise(cell.text) == "信息内容" for cell in row.cells)
    return begun or len(texts) > 1 or _COUNTED.search(without_unit(texts[0].text)) is not None


def _above(row: Row) -> list[GridCell]:
    """The head of a table without lines that was left in the text above it, since no form prints it."""
    begun = normalise(row.context).startswith("信息内容")
    pieces = row.context.split()[1 if begun else 0 :]
    is_head = begun or (len(pieces) == 1 and _COUNTED.search(without_unit(row.context)) is not None)
    return [GridCell(piece, 0, i) for i, piece in enumerate(pieces, 1)] if is_head else []


def _head_of(printed: Sequence[GridCell], columns: frozenset[str]) -> _Head:
    """The heads out of one or more printed rows, each column's lines put together where they make one head."""
    by_column: dict[int, list[GridCell]] = {}
    for cell in printed:
        by_column.setdefault(cell.column, []).append(cell)
    head: _Head = []
    for cells in by_column.values():
        whole = "".join(cell.text for cell in cells)
        if name := head_named(whole, columns):
            head.append((name, replace(cells[0], text=whole)))
            continue
        told = [(name, cell) for cell in cells if (name := head_named(cell.text, columns))]
        head.extend(told or [("", replace(cells[0], text=whole))])
    return head


def _exact(name: str, table: Table) -> bool:
    return any(normalise(column.label) == name for block in table.blocks for column in block.columns)
