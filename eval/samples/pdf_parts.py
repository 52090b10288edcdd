"""Parts of the statutory tables of the PDF samples, laid out by row and column and cut by a page's end; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from nianbao.eval.samples.pdf_layouts import Layout
from nianbao.eval.samples.pdf_text import atoms, break_lines, measure
from nianbao.eval.samples.tables import Box, Drawing, Role

LEADING = 1.3  # of a table's text, in parts of its size


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
    """The whole table in a frame of `width`: labels broken into lines, rows as high as they need."""
    width *= layout.narrower.get(drawing.key, 1.0)
    columns = tuple(width * part / sum(drawing.widths) for part in drawing.widths)
    pieces = tuple(Piece(box, _broken(box, columns, layout)) for box in drawing.boxes)
    heights = [needed(1, layout)] * drawing.rows
    for piece in sorted(pieces, key=lambda piece: piece.box.row_span):
        first, last = piece.box.row, piece.box.row + piece.box.row_span
        if turned(piece.box, layout):
            height = measure(piece.box.text, layout.table_size) + 2 * layout.row_pad
        else:
            height = needed(len(piece.lines), layout)
        heights[last - 1] += max(0.0, height - sum(heights[first:last]))
    return Part(pieces, columns, tuple(heights), drawing.header)


def turned(box: Box, layout: Layout) -> bool:
    """Whether the box's text is printed upwards."""
    return layout.rotated and box.role in (Role.SIDE, Role.GROUP)


def needed(lines: int, layout: Layout) -> float:
    """The height of a row of `lines` lines."""
    return lines * layout.table_size * LEADING + 2 * layout.row_pad


def _broken(box: Box, columns: Sequence[float], layout: Layout) -> tuple[str, ...]:
    size = layout.table_size
    if turned(box, layout):
        return (box.text,)
    if box.role is Role.SIDE:
        return tuple(atoms(box.text))
    lines = break_lines(box.text, sum(columns[box.column : box.column + box.column_span]) - 4, size)
    if box.role is Role.HEAD and len(lines) > 1:  # 商业／企业, not 商业企／业
        lines = break_lines(box.text, ceil(len(box.text) / len(lines)) * size * 1.01, size)
    return tuple(lines)


def longest(part: Part, row: int) -> int:
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
        heights_there[header] = needed(longest(part, row) - lines, layout)
    return (
        replace(part, pieces=tuple(upper), heights=tuple(heights_here)),
        Part(tuple(lower), part.columns, tuple(heights_there), header),
    )


def label_first(part: Part, layout: Layout, row: int) -> tuple[Part, Part]:
    """Cut a table above `row`, so that a strip of it with the group's label alone stays on the first page.

    The labels of the row itself and its figures begin the next page.
    """
    upper, lower = cut(part, layout, row)
    strip = [
        Piece(replace(piece.box, key=None, row_span=1), piece.lines if piece.box.role is Role.GROUP else ())
        for piece in part.pieces
        if piece.box.row == row
    ]
    longer = [
        replace(piece, box=replace(piece.box, row_span=piece.box.row_span + 1))
        if piece.box.row + piece.box.row_span == row and piece.box.role is Role.SIDE
        else piece
        for piece in upper.pieces
    ]
    rest = [
        Piece(piece.box, ()) if piece.box.role is Role.GROUP and piece.box.row == 0 else piece for piece in lower.pieces
    ]
    height = needed(max(len(piece.lines) for piece in strip), layout)
    return (
        replace(upper, pieces=(*longer, *strip), heights=(*upper.heights, height)),
        replace(lower, pieces=tuple(rest)),
    )
