"""Paragraphs and tables in reading order, as every reader without pages gathers them, → Document.

A *table* of the file becomes a `Drawn`, unless it only lays out the page: the cells of a layout table
(those that hold the article, or the real tables) give their content to the flow around it. A table that
does both, a whole report kept in one sheet, is cut by rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from nianbao.ingest.errors import EmptyFile, OversizeFile
from nianbao.ingest.limits import BLOCKS, TABLE_CELLS, TABLE_COLUMNS
from nianbao.ingest.report import Block as ReportBlock
from nianbao.ingest.report import Document, Format, Grid, GridCell, Line, Place
from nianbao.ingest.whitespace import tidy

PROSE = 120
"""Characters beyond which a cell with a full stop in it is running text: the longest label has 45."""

BESIDE = 2
"""Filled cells a layout row may have beside its content (a menu on either side); a row of figures has more."""

_ALONE = re.compile(r"[一二三四五六]、|.{0,60}(?:年度报告|年报)[^。]{0,10}$")


_SHOWN_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u3000]")
"""Spaces that make a line of their own, as other white space between elements does not."""

_BETWEEN_FIGURES = re.compile(r"(?<=\d)[^\S\n]*\n\s*(?=\d)")
"""A line's end with figures on both sides: joined, they would be another number."""


class Unit(NamedTuple):
    """One cell of a table: its text, its top left unit (from 0) and how many units it covers."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    source: int | None = None
    """Which cell of the file it is, by its reader's own count; None where the reader does not count."""
    doubt: str | None = None
    """Why it may be read wrongly."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One table, before it has its number in the document."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        linked: all of it is a link to elsewhere.
        blank_above: so many blank lines are shown between it and the paragraph before.
    """

    text: str
    linked: bool = False
    blank_above: int = 0


Block: TypeAlias = Paragraph | Drawn


@dataclass(slots=True)
class Flow:
    """What an element holds, growing while the element is walked.

    Attributes:
        blocks: in reading order.
        extents: for every element of several blocks inside, the range of `blocks` it gave.
        source: which cell of the file this is the content of, where the reader counts them.
    """

    blocks: list[Block] = field(default_factory=list)
    extents: list[tuple[int, int]] = field(default_factory=list)
    source: int | None = None
    _parts: list[str] = field(default_factory=list)
    _linked: bool = True
    _blank: int = 0

    def say(self, text: str, *, linked: bool = False) -> None:
        """Goes on with the paragraph at hand."""
        self._parts.append(text)
        if not linked and self._linked and text.strip():
            self._linked = False

    def end(self) -> None:
        """Ends the paragraph at hand, if there is one."""
        if self._parts:
            parts = self._parts
            said = parts[0] if len(parts) == 1 else "".join(parts)
            before = len(self.blocks)
            for line in _BETWEEN_FIGURES.split(said) if "\n" in said else (said,):
                if text := tidy(line):
                    self.add(Paragraph(text, self._linked, self._blank))
                    self._blank = 0
            if len(self.blocks) == before and _SHOWN_SPACE.search(said):
                self._blank += 1
            parts.clear()
            self._linked = True

    def end_line(self) -> None:
        """Ends the line at hand, be it blank."""
        before = len(self.blocks), self._blank
        self.end()
        if (len(self.blocks), self._blank) == before:
            self._blank += 1

    def add(self, block: Block) -> None:
        """Appends a whole block.

        Raises:
            OversizeFile: more blocks than a report can have.
        """
        if len(self.blocks) >= BLOCKS:
            raise OversizeFile(f"段落和表格超过 {BLOCKS} 个。", hint="这不像是一份年度报告，请检查文件。")
        self.blocks.append(block)

    def absorb(self, other: Flow) -> None:
        """Appends what another flow holds, as one element."""
        start = len(self.blocks)
        for block in other.blocks:
            self.add(block)
        self.extents.extend((start + first, start + last) for first, last in other.extents)
        self.mark(start)

    def mark(self, start: int) -> None:
        """Notes that one element gave the blocks from `start` on."""
        if len(self.blocks) - start > 1:
            self.extents.append((start, len(self.blocks)))

    @property
    def text(self) -> str:
        """All of it on one line, as in a cell; two figures below each other stay two."""
        blocks = self.blocks
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return blocks[0].text
        return "\n".join(map(tidy, _BETWEEN_FIGURES.split("\n".join(_text(block) for block in blocks))))


class Placed(NamedTuple):
    """One cell of a table of the file, on its unit, with what it holds."""

    flow: Flow
    row: int
    column: int
    row_span: int
    column_span: int


def lay(flow: Flow, cells: Sequence[Placed]) -> None:
    """Appends a table to `flow`: drawn, or the content of its cells where the table is layout."""
    rows = _by_row(cells)
    prose = {row for row, members in rows.items() if _holds_content(members)}
    if not prose:
        _draw(flow, cells)
        return
    run: list[Placed] = []
    for row, members in rows.items():
        lone = len(members) == 1 and len(members[0].flow.text) <= PROSE
        if row in prose or (lone and _ALONE.match(members[0].flow.text)):
            _draw(flow, run, before=row)
            run = []
            for member in members:
                flow.absorb(member.flow)
        else:
            run.extend(members)
    _draw(flow, run)


def document(form: Format, reader: str, blocks: Iterable[Block]) -> Document:
    """The blocks as lines and numbered grids.

    Raises:
        EmptyFile: not a single character in them.
        OversizeFile: a table that no report has.
    """
    laid: list[ReportBlock] = []
    tables, seen = 0, False
    for block in blocks:
        if isinstance(block, Paragraph):
            laid.append(Line(block.text))
            seen = True
        else:
            tables += 1
            laid.append(_grid(block, tables))
            seen = seen or any(unit.text for unit in block.units)
    if not seen:
        raise EmptyFile("文件里没有文字。", hint="如果是扫描件或图片，请提供可以复制文字的版本。")
    return Document(form, reader, tuple(laid))


def _grid(drawn: Drawn, number: int) -> Grid:
    rows = max(unit.row + unit.row_span for unit in drawn.units)
    columns = max(unit.column + unit.column_span for unit in drawn.units)
    if len(drawn.units) > TABLE_CELLS or columns > TABLE_COLUMNS:
        raise OversizeFile(f"第 {number} 个表格有 {rows} 行 {columns} 列。", hint="这不像是一份年度报告，请检查文件。")
    cells = tuple(
        GridCell(
            unit.text,
            unit.row,
            unit.column,
            unit.row_span,
            unit.column_span,
            Place(grid=_numbers(number, unit)),
            unit.doubt,
        )
        for unit in drawn.units
    )
    return Grid(cells, rows, columns)


def _numbers(table: int, unit: Unit) -> tuple[int, int, int]:
    """Table, row and column, from 1."""
    return (table, unit.row + 1, unit.column + 1)


def sources(blocks: Iterable[Block]) -> dict[tuple[int, int, int], int]:
    """Where `document` says a cell is → which cell of the file it is, for the cells that were counted."""
    tables = (block for block in blocks if isinstance(block, Drawn))
    return {
        _numbers(number, unit): unit.source
        for number, table in enumerate(tables, 1)
        for unit in table.units
        if unit.source is not None
    }


# ------------------------------------------------------------------ layout or data


def _by_row(cells: Sequence[Placed]) -> dict[int, list[Placed]]:
    """The cells that begin in each row; they come row by row."""
    rows: dict[int, list[Placed]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def _holds_content(members: Sequence[Placed]) -> bool:
    """Whether a row of a table is layout: a cell of it holds a table or running text, and hardly another cell anything.

    A row of figures whose remark is long, or whose number is wrapped into a table of its own, is data.
    """
    content = sum(map(_is_content, members))
    return content > 0 and sum(bool(cell.flow.blocks) for cell in members) - content <= BESIDE


def _is_content(cell: Placed) -> bool:
    length, stops = 0, False
    for block in cell.flow.blocks:
        if isinstance(block, Drawn) and len(block.units) > 1:
            return True
        text = _text(block)
        length += len(text)
        stops = stops or "。" in text
    return stops and length > PROSE and cell.row_span <= 1


def _draw(flow: Flow, cells: Sequence[Placed], *, before: int | None = None) -> None:
    """Appends `cells`, whole rows of a table, as a table of their own that ends before the row `before`."""
    if not any(cell.flow.blocks for cell in cells):
        return  # a spacer
    if len(cells) == 1:
        flow.absorb(cells[0].flow)
        return
    top = cells[0].row
    units = []
    for cell in cells:
        height = cell.row_span if before is None else min(cell.row_span, before - cell.row)
        units.append(
            Unit(cell.flow.text, cell.row - top, cell.column, height, cell.column_span, source=cell.flow.source)
        )
    flow.add(Drawn(tuple(units)))


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(unit.text for unit in block.units if unit.text)
