"""Statutory tables of the PDF samples on their way to a page, cut by its end as the layout says."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus import Table
from reportlab.platypus.flowables import Flowable

from nianbao.eval.samples.pdf_layouts import Layout
from nianbao.eval.samples.pdf_parts import LEADING, Part, Piece, cut, longest, turned
from nianbao.eval.samples.pdf_rules import rule, style
from nianbao.eval.samples.pdf_text import FONT, measure
from nianbao.eval.samples.tables import Box

Record = Callable[[str, tuple[float, float, float, float]], None]
"""Told the key of each figure that is printed, and its cell's left, bottom, right and top on the page."""


class FormTable(Flowable):
    """A part of a table on its way to a page."""

    def __init__(self, part: Part, layout: Layout, record: Record) -> None:
        super().__init__()
        self.part, self.layout, self.record = part, layout, record
        self.width, self.height = sum(part.columns), sum(part.heights)
        self.hAlign = "CENTER"

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
            lines = max(0, int(room // (self.layout.table_size * LEADING)))
        parts = cut(self.part, self.layout, row, lines if lines < longest(self.part, row) else 0)
        return [FormTable(part, self.layout, self.record) for part in parts]

    def draw(self) -> None:
        """Set the table by the library's own, and record where each figure's cell came to stand."""
        rows = [[""] * len(self.part.columns) for _ in self.part.heights]
        for piece in self.part.pieces:
            if not turned(piece.box, self.layout):
                rows[piece.box.row][piece.box.column] = "\n".join(piece.lines)
        table = Table(rows, list(self.part.columns), list(self.part.heights), style=style(self.part, self.layout))
        table.wrapOn(self.canv, self.width, self.height)
        table.drawOn(self.canv, 0, 0)
        rule(self.canv, self.part, self.layout)
        for piece in self.part.pieces:
            if piece.box.key:
                self._note(piece.box.key, piece.box)
            if turned(piece.box, self.layout):
                self._turn(piece)

    def _corners(self, box: Box) -> tuple[float, float, float, float]:
        columns, heights = self.part.columns, self.part.heights
        left = sum(columns[: box.column])
        right = left + sum(columns[box.column : box.column + box.column_span])
        top = self.height - sum(heights[: box.row])
        return left, top - sum(heights[box.row : box.row + box.row_span]), right, top

    def _turn(self, piece: Piece) -> None:
        """Set a label upwards in the middle of its cell."""
        left, bottom, right, top = self._corners(piece.box)
        size = self.layout.table_size
        for line in piece.lines:
            self.canv.saveState()
            self.canv.setFont(FONT, size)
            self.canv.translate((left + right) / 2 + size * 0.36, (bottom + top - measure(line, size)) / 2)
            self.canv.rotate(90)
            self.canv.drawString(0, 0, line)
            self.canv.restoreState()

    def _note(self, key: str, box: Box) -> None:
        left, bottom, right, top = self._corners(box)
        self.record(key, (*self.canv.absolutePosition(left, bottom), *self.canv.absolutePosition(right, top)))
