"""The lines and fills of the statutory tables of the PDF samples, each producer's in the operators it uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.lib.colors import HexColor

from nianbao.eval.samples.pdf_layouts import Layout
from nianbao.eval.samples.pdf_parts import LEADING, Part
from nianbao.eval.samples.pdf_text import FONT
from nianbao.eval.samples.tables import Role

_HEADS = (Role.HEAD, Role.LABEL, Role.ITEM, Role.GROUP, Role.SIDE, Role.NOTE)


def style(part: Part, layout: Layout) -> list[tuple[Any, ...]]:
    """The commands for the library's table: text, spans, fills, and the lines that it can draw itself."""
    size = layout.table_size
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), FONT, size, size * LEADING),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.22),
    ]
    colour = HexColor(layout.colour)
    match layout.borders:
        case "all":
            commands.append(("GRID", (0, 0), (-1, -1), layout.rule, colour))
        case "inner":
            commands.append(("INNERGRID", (0, 0), (-1, -1), layout.rule, colour))
        case "double":
            commands.append(("GRID", (0, 0), (-1, -1), layout.rule, colour, 0, None, 0, 2, 1.5))
        case "none" | "squares" | "strips":
            pass
    if layout.frame:
        commands.append(("BOX", (0, 0), (-1, -1), layout.frame, colour))
    for piece in part.pieces:
        box = piece.box
        first = (box.column, box.row)
        last = (box.column + box.column_span - 1, box.row + box.row_span - 1)
        if first != last:
            commands.append(("SPAN", first, last))
        if box.role in (Role.LABEL, Role.ITEM, Role.NOTE):
            commands.append(("ALIGN", first, first, "LEFT"))
        if box.role is Role.BANNER and layout.fill:
            commands.append(("BACKGROUND", first, last, HexColor(layout.fill)))
        elif box.role in _HEADS and layout.head_fill:
            commands.append(("BACKGROUND", first, last, HexColor(layout.head_fill)))
    return commands


def edges(part: Part) -> Iterator[tuple[float, float, float, float]]:
    """Every drawn edge between two units or at the rim: left, bottom, right, top from the part's bottom left."""
    lefts = [sum(part.columns[:at]) for at in range(len(part.columns) + 1)]
    tops = [sum(part.heights[at:]) for at in range(len(part.heights) + 1)]
    across, down = set(), set()
    for box in (piece.box for piece in part.pieces):
        rows = range(box.row, box.row + box.row_span)
        columns = range(box.column, box.column + box.column_span)
        across |= {(row, column) for row in (rows.start, rows.stop) for column in columns}
        down |= {(row, column) for row in rows for column in (columns.start, columns.stop)}
    for row, column in sorted(across):
        yield lefts[column], tops[row], lefts[column + 1], tops[row]
    for row, column in sorted(down):
        yield lefts[column], tops[row + 1], lefts[column], tops[row]


def rule(canvas: Any, part: Part, layout: Layout) -> None:
    """Fill the lines that are no lines: strips, or squares with a gap as wide as themselves between them."""
    if layout.borders not in ("squares", "strips"):
        return
    thick = layout.rule
    canvas.saveState()
    canvas.setFillColor(HexColor(layout.colour))
    for left, bottom, right, top in edges(part):
        if layout.borders == "strips":
            canvas.rect(left - thick / 2, bottom - thick / 2, right - left + thick, top - bottom + thick, 0, 1)
            continue
        for step in range(int(max(right - left, top - bottom) / (2 * thick)) + 1):
            along = 2 * thick * step
            x, y = (left + along, bottom) if right > left else (left, bottom + along)
            canvas.rect(x - thick / 2, y - thick / 2, thick, thick, 0, 1)
    canvas.restoreState()
