"""Running text of the PDF samples, broken into lines here and not by the library, which would break numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable

FONT = "NianbaoSampleSans"
_NO_START = "，。、；：？！）》」』”’〕%"
_NO_END = "（《「『“‘〔"


def measure(text: str, size: float) -> float:
    """The width of `text` in points."""
    return float(stringWidth(text, FONT, size))


def atoms(text: str) -> list[str]:
    """What a line break may not part: runs of Latin letters and digits, and punctuation with its neighbour."""
    parts: list[str] = []
    for character in text:
        run = character.isascii() and not character.isspace() and parts and parts[-1][-1].isascii()
        bound = parts and (character in _NO_START or parts[-1][-1] in _NO_END)
        if parts and (run or bound):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def break_lines(text: str, width: float, size: float, indent: float = 0.0) -> list[str]:
    """`text` as lines of at most `width`; the first is shorter by `indent`."""
    lines, line, room = [], "", width - indent
    for atom in atoms(text):
        if line and measure(line + atom, size) > room:
            lines.append(line)
            line, room = "", width
        line += atom
    return [*lines, line]


class Text(Flowable):
    """One paragraph."""

    def __init__(
        self,
        text: str,
        size: float,
        leading: float,
        *,
        indent: float = 0.0,
        align: Literal["left", "center", "right"] = "left",
        heavy: Literal["stroked", "doubled", "plain"] = "plain",
        lines: Sequence[str] | None = None,
    ) -> None:
        super().__init__()
        self.text, self.size, self.leading, self.indent = text, size, leading, indent
        self.align, self.heavy, self.lines = align, heavy, lines

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Break the lines."""
        self.width = width
        if self.lines is None:
            self.lines = break_lines(self.text, width, self.size, self.indent)
        self.height = self.leading * len(self.lines)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The lines that still fit, and the rest."""
        self.wrap(width, height)
        lines = self.lines or ()
        count = int(height // self.leading)
        if count >= len(lines):
            return [self]
        if count < 1:
            return []
        return [self._part(lines[:count], self.indent), self._part(lines[count:], 0.0)]

    def _part(self, lines: Sequence[str], indent: float) -> Text:
        return Text("", self.size, self.leading, indent=indent, align=self.align, heavy=self.heavy, lines=lines)

    def draw(self) -> None:
        """Set the lines, all but the last at full width."""
        canvas, lines = self.canv, self.lines or ()
        canvas.saveState()
        canvas.setFont(FONT, self.size)
        for number, line in enumerate(lines):
            x = self.indent if number == 0 else 0.0
            free = self.width - x - measure(line, self.size)
            spread = free / max(1, len(line) - 1) if self.align == "left" and number < len(lines) - 1 else 0.0
            x += {"left": 0.0, "center": free / 2, "right": free}[self.align]
            y = self.height - self.leading * number - self.leading / 2 - self.size * 0.36
            self._set(canvas, x, y, line, spread if spread < self.size / 7 else 0.0)
        canvas.restoreState()

    def _set(self, canvas: Any, x: float, y: float, line: str, spread: float) -> None:
        if self.heavy == "stroked":
            canvas.setLineWidth(self.size / 40)
            canvas.drawString(x, y, line, mode=2, charSpace=spread)
            return
        canvas.drawString(x, y, line, charSpace=spread)
        if self.heavy == "doubled":
            canvas.drawString(x + self.size / 40, y, line, charSpace=spread)
