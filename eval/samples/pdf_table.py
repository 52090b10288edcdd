"""Statutory tables of the PDF samples: laid out by row and column, cut by a page's end as the layout says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.platypus import Table
from reportlab.platypus.flowables import Flowable

from nianbao.eval.samples.pdf_layouts import Layout
from nianbao.eval.samples.pdf_text import FONT, atoms, break_lines
from nianbao.eval.samples.tables import Box, Drawing, Role

Record = Callable[[str, tuple[float, float, float, float]], None]
"""Told the key of each figure that is printed, and its cell's left, bottom, right and top on the page."""


_LEADING = 1.3  # of a table's text, in parts of its size


@dataclass(frozen=True, slots=True)
class Piece:
    """A box as it stands in one part of a table, and the lines of its text that are printed there."""

    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a table that stands on one page; `header` rows at its top can be repeated on the next."""

    pieces: tuple[Piece, ...]
    columns: tuple[float, ...]
    heights: tuple[float, ...]
    header: int


def lay(drawing: Drawing, layout: Layout, width: float) -> Part:
    """The whole table, `width` wide: labels broken into lines, rows as high as they need."""
    columns = tuple(width * part / sum(drawing.widths) for part in drawing.widths)
    pieces = tuple(Piece(box, _broken(box, columns, layout.table_size)) for box in drawing.boxes)
    heights = [needed(1, layout)] * drawing.rows
    for piece in sorted(pieces, key=lambda piece: piece.box.row_span):
        first, last = piece.box.row, piece.box.row + piece.box.row_span
        heights[last - 1] += max(0.0, needed(len(piece.lines), layout) - sum(heights[first:last]))
    return Part(pieces, columns, tuple(heights), drawing.header)


def needed(lines: int, layout: Layout) -> float:
    """The height of a row of `lines` lines."""
    return lines * layout.table_size * _LEADING + 2 * layout.row_pad


def _broken(box: Box, columns: Sequence[float], size: float) -> tuple[str, ...]:
    if box.role is Role.SIDE:
        return tuple(atoms(box.text))
    lines = break_lines(box.text, sum(columns[box.column : box.column + box.column_span]) - 4, size)
    if box.role is Role.HEAD and len(lines) > 1:  # 商业／企业, not 商业企／业
        lines = break_lines(box.text, ceil(len(box.text) / len(lines)) * size * 1.01, size)
    return tuple(lines)


class FormTable(Flowable):
    """A part of a table on its way to a page."""

    def __init__(self, part: Part, layout: Layout, record: Record) -> None:
        super().__init__()
        self.part, self.layout, self.record = part, layout, record
        self.width, self.height = sum(part.columns), sum(part.heights)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The size, which is known."""
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The rows that still fit and the rest; never the header alone."""
        if self.height <= height:
            return [self]
        row, used = 0, 0.0
        while used + self.part.heights[row] <= height:
            used += self.part.heights[row]
            row += 1
        if row < self.part.header + 1:
            return []
        lines = 0
        if self.layout.cut_rows:
            room = height - used - 2 * self.layout.row_pad
            lines = max(0, int(room // (self.layout.table_size * _LEADING)))
        parts = cut(self.part, self.layout, row, lines if lines < _longest(self.part, row) else 0)
        return [FormTable(part, self.layout, self.record) for part in parts]

    def draw(self) -> None:
        """Set the table by the library's own, and record where each figure's cell came to stand."""
        rows = [[""] * len(self.part.columns) for _ in self.part.heights]
        for piece in self.part.pieces:
            rows[piece.box.row][piece.box.column] = "\n".join(piece.lines)
        table = Table(rows, list(self.part.columns), list(self.part.heights), style=self._style())
        table.wrapOn(self.canv, self.width, self.height)
        table.drawOn(self.canv, 0, 0)
        for piece in self.part.pieces:
            if piece.box.key:
                self._note(piece.box.key, piece.box)

    def _note(self, key: str, box: Box) -> None:
        columns, heights = self.part.columns, self.part.heights
        left = sum(columns[: box.column])
        right = left + sum(columns[box.column : box.column + box.column_span])
        top = self.height - sum(heights[: box.row])
        bottom = top - sum(heights[box.row : box.row + box.row_span])
        self.record(key, (*self.canv.absolutePosition(left, bottom), *self.canv.absolutePosition(right, top)))

    def _style(self) -> list[tuple[Any, ...]]:
        size = self.layout.table_size
        style: list[tuple[Any, ...]] = [
            ("FONT", (0, 0), (-1, -1), FONT, size, size * _LEADING),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.22),
        ]
        if self.layout.borders == "all":
            style.append(("GRID", (0, 0), (-1, -1), 0.6, black))
        elif self.layout.borders == "inner":
            style.append(("INNERGRID", (0, 0), (-1, -1), 0.6, black))
        for piece in self.part.pieces:
            box = piece.box
            first = (box.column, box.row)
            last = (box.column + box.column_span - 1, box.row + box.row_span - 1)
            if first != last:
                style.append(("SPAN", first, last))
            if box.role in (Role.LABEL, Role.ITEM, Role.NOTE):
                style.append(("ALIGN", first, first, "LEFT"))
            if box.role is Role.BANNER and self.layout.fill:
                style.append(("BACKGROUND", first, last, HexColor(self.layout.fill)))
        return style


def _longest(part: Part, row: int) -> int:
    """How many lines the longest label of `row` has, among those that stand in this row only."""
    return max(len(piece.lines) for piece in part.pieces if piece.box.row == row and piece.box.row_span == 1)


def cut(part: Part, layout: Layout, row: int, lines: int = 0) -> tuple[Part, Part]:
    """Cut a table above `row`; or within it, so that its first `lines` lines and its figures stay on the first page.

    A label over several rows is printed on both pages, or once, where most of its rows are.
    """
    end = row + 1 if lines else row
    header = part.header if layout.repeat_header else 0
    upper: list[Piece] = []
    lower = [piece for piece in part.pieces if piece.box.row < header]
    for piece in part.pieces:
        box = piece.box
        below = replace(box, row=max(box.row, row) - row + header)
        if box.row + box.row_span <= row:
            upper.append(piece)
        elif box.row >= end:
            lower.append(replace(piece, box=below))
        elif box.row == row and box.row_span == 1:
            upper.append(replace(piece, lines=piece.lines[:lines]))
            lower.append(Piece(replace(below, key=None), piece.lines[lines:]))
        else:
            rows_here, rows_there = end - box.row, box.row + box.row_span - max(box.row, row)
            here = layout.repeat_labels or rows_here >= rows_there
            upper.append(Piece(replace(box, row_span=rows_here), piece.lines if here else ()))
            there = layout.repeat_labels or not here
            lower.append(Piece(replace(below, row_span=rows_there), piece.lines if there else ()))
    heights_here, heights_there = list(part.heights[:row]), [*part.heights[:header], *part.heights[row:]]
    if lines:
        heights_here.append(needed(lines, layout))
        heights_there[header] = needed(_longest(part, row) - lines, layout)
    return (
        replace(part, pieces=tuple(upper), heights=tuple(heights_here)),
        Part(tuple(lower), part.columns, tuple(heights_there), header),
    )
