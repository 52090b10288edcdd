"""Grids × forms → Cells, anchored by label, never by position (pure).

Each statutory table is looked for by the labels found in it, in every edition of the form; the edition
whose rows fit best is that table's form (FORM §2). Rows are matched to the form's rows monotonically, so
that tables cut by pages, repeated heads, misprints and extra rows do not shift a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from nianbao.ingest import form as forms_module
from nianbao.ingest.align import Match, Row, align, join_fragments, known_labels, logical_rows
from nianbao.ingest.applicants import heads_of
from nianbao.ingest.captions import captions
from nianbao.ingest.disclosure import disclosure_in
from nianbao.ingest.displaced import displaced, of_another_edition
from nianbao.ingest.form import Block, CellSpec, Form, Table, normalise
from nianbao.ingest.found import Found, Value
from nianbao.ingest.in_turn import in_turn
from nianbao.ingest.likeness import aliases
from nianbao.ingest.money import UNITS, converted
from nianbao.ingest.numerals import CellValue, cell_value, decimal_text
from nianbao.ingest.rejoined import rejoined
from nianbao.ingest.report import Cell, Document, Format, Grid, Line, State
from nianbao.ingest.review import review_values
from nianbao.ingest.twice import differing, doubt_of, settle
from nianbao.ingest.units import foreign, is_money, is_unit, scaled
from nianbao.ingest.weighing import sheet


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
    above = captions(document)
    beside = disclosure.edition if disclosure else None
    # in a text without drawn lines a column's number says nothing about what stands above it
    drawn = document.format is not Format.TEXT
    applications = _applications(rows, beside, drawn=drawn)
    like = disclosure or applications
    review = _review(document, like.edition if like else None)
    for found in (disclosure, applications, review):
        if found is None:
            continue
        editions[found.table.key] = found.edition
        for spec in sheet(found.table.key, found.edition).specs.values():
            value = found.values.get(spec.key)
            caption = above.get(id(value.cell), "") if value is not None else ""
            cells.append(_cell(spec, value, document.reader, caption))
        others.update((key, value.others) for key, value in found.values.items() if value.others)
        if found.repeated:
            repeated.append(found.table.key)
    return Reading(editions, tuple(cells), tuple(repeated), others)


def _best(found: Iterable[Found | None]) -> Found | None:
    """The edition that fits best; where two fit alike, the newer one."""
    return max((f for f in found if f is not None), key=lambda f: f.score, default=None)


def _cell(spec: CellSpec, value: Value | None, reader: str, caption: str) -> Cell:
    if value is None:
        return Cell(
            spec.key, State.UNREAD, unit=spec.column.unit, row=spec.row.label, column=spec.column.label, reader=reader
        )
    read = cell_value(value.cell.text)
    amount = _amount(read, value, spec.column.unit, caption)
    return Cell(
        spec.key,
        read.state,
        value=amount.number,
        raw=value.cell.text.strip(),
        unit=amount.unit,
        row=spec.row.label,
        column=spec.column.label if value.unit is None else _with_unit(spec.column.label, value.unit),
        remark=read.remark,
        place=value.cell.place,
        reader=value.cell.reader or reader,
        doubt=value.doubt or doubt_of(value.others) or value.cell.doubt or read.doubt or amount.doubt,
    )


class _Amount(NamedTuple):
    """A number in its unit; `doubt` where what is printed as its unit is not one of its column's."""

    number: Decimal | None
    unit: str
    doubt: str | None = None


def _amount(read: CellValue, value: Value, own: str, caption: str) -> _Amount:
    """What a cell counts: its own unit goes before that of the head, and this before `own`, that of the form."""
    number, printed = read.value, read.unit or value.unit
    if number is None:
        return _Amount(None, printed if printed in UNITS else own)
    if printed is None and not caption and not value.cell.text.rstrip().endswith("万"):
        return _Amount(number, own)  # as nearly all are
    if read.unit is None and is_money(own) and value.cell.text.strip().endswith("万") and (printed or own) in UNITS:
        return _Amount(converted(number, "元", "万元"), "万元")  # 5万 under a head of money is 5 万元
    if printed is None:
        other = foreign(caption, own) if caption else None
        return _Amount(number, own, f"表的上方注明单位“{other}”" if other else None)
    if not is_unit(printed):
        return _Amount(number, own, f"表头的单位与表式不符：“{printed}”")
    times, unit = (1, printed) if read.unit else scaled(printed)
    if is_money(unit) != is_money(own):
        return _Amount(number, unit if read.unit else own, f"单位与表式不符：“{printed}”")
    number = Decimal(decimal_text(number * times))
    return _Amount(number, unit if read.unit or is_money(unit) else own)


def _with_unit(label: str, unit: str) -> str:
    """A column's label with the unit that its printed head has instead of the form's."""
    return re.sub(r"(?<=单位：)[^）]+", unit, label)


# ------------------------------------------------------------------ 三

_LIKE = 0.72
"""A label less like the form's is doubted."""
_TELLING = 2
"""So many labels of one edition alone tell that a table is of it."""
_BY_TURN = 0.9
"""What a row counts that has lost its label, but stands and adds up where an edition has one."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """One copy of the table, its rows matched to those of an edition, and how well they fit."""

    rows: list[Row]
    matches: list[Match]
    score: float


def _applications(rows: tuple[Row, ...], beside: str | None, *, drawn: bool) -> Found | None:
    """Table 三 in the edition that has labels found which no other has, and then in the one that fits best.

    Where two fit alike, it is that of the table `beside` it, else the newer one.
    """
    in_question = [row for row in rows if row.kind != "review"]
    best: tuple[tuple[bool, float, bool], Form, list[_Copy], int] | None = None
    for form in forms_module.forms():
        if best is not None and best[0][0] and len(_own_rows(form.edition)) < _TELLING:
            continue  # labels of another edition alone were found, and this one has too few of its own for that
        copies, stretches = _copies(in_question, form)
        if copies:
            read = _first(copies)
            rank = (_is_told(read, form), read.score, form.edition == beside)
            if best is None or rank > best[0]:
                best = rank, form, copies, stretches
    return _settled(*best[1:], drawn=drawn) if best else None


def _is_told(copy: _Copy, form: Form) -> bool:
    """Whether labels were found that only this edition prints, be it as rows or as headings.

    One alone may be a row that a province has put into the table of another edition.
    """
    own = _own_rows(form.edition)
    return sum(match.score >= _LIKE and match.form_row.key in own for match in copy.matches) >= _TELLING


@lru_cache
def _own_rows(edition: str) -> frozenset[str]:
    """Keys of the rows of table 三 whose label no other edition prints."""
    others = [other.table("applications") for other in forms_module.forms() if other.edition != edition]
    printed = {name for table in others for row in table.rows for name in aliases(row)}
    printed |= {normalise(group.label) for table in others for group in table.groups}
    rows = forms_module.load(edition).table("applications").rows
    return frozenset(row.key for row in rows if printed.isdisjoint(aliases(row)))


def _copies(rows: list[Row], form: Form) -> tuple[list[_Copy], int]:
    """The copies of table 三 that hold enough of its rows, and in how many parts they were looked for."""
    table = form.table("applications")
    block = table.blocks[0]
    others = [one for other in forms_module.forms() if (one := other.table(table.key)).rows != table.rows]
    stretches = _stretches(rows, block)
    copies: list[_Copy] = []
    for stretch in stretches:
        whole = join_fragments(stretch, block.rows)
        matches = align(whole, table)
        named = _named_alone(stretch, block)
        if len(matches) >= 3 or named >= 8:
            whole, matches = rejoined(whole, matches, table, form.relations, known_labels())
            matches = displaced(whole, in_turn(whole, matches, table), table)
            matches = of_another_edition(whole, matches, others)
            score = named / 100
            for match in matches:
                score += match.score or _BY_TURN
            copies.append(_Copy(stretch, matches, score))
    return copies, len(stretches)


def _first(copies: list[_Copy]) -> _Copy:
    """The copy that is read: the first, but for one that fits clearly better."""
    best = copies[0]
    for copy in copies[1:]:
        if copy.score > best.score + 0.5:
            best = copy
    return best


def _settled(form: Form, copies: list[_Copy], stretches: int, *, drawn: bool) -> Found:
    table, best = form.table("applications"), _first(copies)
    values = _values(best, table, drawn=drawn)
    rest = [_values(copy, table, drawn=drawn) for copy in copies if copy is not best]
    for key, value in values.items() if rest else ():
        beside = [copy[key].cell for copy in rest if key in copy]
        values[key] = replace(value, others=(*value.others, *differing(value.cell, beside)))
    return Found(table, form.edition, values, best.score, repeated=stretches > 1)


def _stretches(rows: list[Row], block: Block) -> list[list[Row]]:
    """Cut where a second copy of the table begins (本机关 and 汇总 in one report): never mix two tables."""
    first = normalise(block.rows[0].label)
    starts = [i for i, row in enumerate(rows) if row.values_after_label >= 5 and any(first == n for n in row.labels)]
    cuts, begun = [0], starts[0] if starts else 0
    for start in starts[1:]:
        if start - begun >= len(block.rows) // 2:
            cuts.append(start)
            begun = start
    return [rows[a:b] for a, b in zip(cuts, [*cuts[1:], len(rows)], strict=True)]


def _values(copy: _Copy, table: Table, *, drawn: bool) -> dict[str, Value]:
    block = table.blocks[0]
    heads = heads_of(copy.rows, block, drawn=drawn)
    values: dict[str, Value] = {}
    for match in copy.matches:
        doubt = match.doubt or (None if match.score >= _LIKE else f"行标签与表式不符：{match.label}")
        head = heads[match.row.grid]
        rows_of_it = [head.pick(match.values, block), *(head.in_order(cells, block) for cells in match.again)]
        doubts = {id(cell): why for row in rows_of_it for cell, why in row}
        settled = settle([[cell for cell, _ in row] for row in rows_of_it])
        for column, (cell, others) in zip(block.columns, settled, strict=True):
            if cell is not None:
                key = f"{table.key}.{match.form_row.key}.{column.key}"
                values[key] = Value(cell, doubts[id(cell)] or head.doubts.get(column.key) or doubt, others=others)
    return values


def _named_alone(rows: list[Row], block: Block) -> int:
    """How many rows of the form are there with a label that no figures follow: their cells are unread."""
    alone = {row.labels[-1] for row in rows if row.labels and row.kind == "applications" and not row.values_after_label}
    return sum(not alone.isdisjoint(aliases(row)) for row in block.rows)


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
