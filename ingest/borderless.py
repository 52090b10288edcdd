"""Tables without ruling lines among the printed lines of a page (pure).

What gives a table away is its figures: rows whose last pieces, far apart, are figures one below the other. From the
first such row the table is followed downwards and up into its heads; prose and headings end it. How the rows found are
laid out as a grid is the matter of `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.ingest.columns import HALF_LINE, Row, is_figure, lay_out, line_step
from nianbao.ingest.printed import Piece, PrintedLine, hull
from nianbao.ingest.report import Box, Grid, Line, Place

LONE_ROW = 5
"""A row of so many figures side by side is a table by itself, and its cells may stand close."""
STEP = 2.5
"""Rows further apart than so many heights belong to two tables."""
SAME_SIZE = 1.2
"""A line this much taller than the table's rows is a heading."""

_ENUMERATED = re.compile(r"\d+[.．、]")
_HEADING = re.compile(r"[一二三四五六七八九十]+、.*(?:情况|问题|事项)")


def find_tables(lines: Sequence[PrintedLine], page: int) -> list[Line | Grid]:
    """Printed lines from the top down, those that form a table put together to a grid."""
    rows = [_row(line) for line in lines]
    blocks: list[Line | Grid] = []
    done = 0
    for first, row in enumerate(rows):
        if first < done or not row.figures:
            continue
        start, end = _above(rows, first, done), _below(rows, first)
        table = rows[start:end]
        grid = lay_out(table, page, _torn(rows, start, end)) if _tells_a_table(table) else None
        if grid is not None:
            blocks.extend(_line(line, page) for line in lines[done:start])
            blocks.append(grid)
            done = end
        elif end > first + 1:
            blocks.extend(_line(line, page) for line in lines[done:end])
            done = end
    blocks.extend(_line(line, page) for line in lines[done:])
    return blocks


def _line(line: PrintedLine, page: int) -> Line:
    return Line(line.text, Place(page, line.box))


def _row(line: PrintedLine) -> Row:
    """`line` cut into cells: at wide gaps, before `1.`, and in a row of many figures at every gap beside a figure."""
    crowd = sum(is_figure(piece.text) for piece in line.pieces) >= LONE_ROW
    pieces: list[Piece] = []
    for piece in line.pieces:
        cell = piece.apart or _ENUMERATED.match(piece.text) or (crowd and is_figure(piece.text))
        if pieces and not cell and not (crowd and is_figure(pieces[-1].text)):
            last = pieces[-1]
            pieces[-1] = Piece(last.text + piece.text, hull([last.box, piece.box]))
        else:
            pieces.append(piece)
    figures = 0
    while figures < len(pieces) and is_figure(pieces[-1 - figures].text):
        figures += 1
    return Row(tuple(pieces), line.box, figures if len(pieces) > 1 else 0)


def _torn(rows: Sequence[Row], start: int, end: int) -> list[Row]:
    """The rows of figures at the edges of a table beside which, outside of it, stands a line of digits alone.

    It may hold the other halves of their numbers, run together.
    """
    table = [row for row in rows[start:end] if row.figures]
    near = STEP * table[0].height
    torn: list[Row] = []
    if start and rows[start - 1].only_figures and rows[start].box[1] - rows[start - 1].box[3] <= near:
        torn.append(table[0])
    if end < len(rows) and rows[end].only_figures and rows[end].box[1] - rows[end - 1].box[3] <= near:
        torn.append(table[-1])
    return torn


def _tells_a_table(rows: Sequence[Row]) -> bool:
    several = sum(len(row.pieces) > 1 for row in rows)
    return several > 1 or any(row.figures >= LONE_ROW for row in rows)


def _below(rows: Sequence[Row], first: int) -> int:
    """One past the last line of the table whose first row of figures is `first`."""
    head = rows[first]
    edge = head.values[0].box[0]
    columns = [piece.box for piece in head.values]
    end = first + 1
    for i in range(first + 1, len(rows)):
        row = rows[i]
        if row.box[1] - rows[i - 1].box[3] > STEP * head.height:
            break
        if row.only_figures and _is_half_line(rows[i - 1], row):  # a number in two lines has its row between them
            columns.extend(piece.box for piece in row.pieces)
            edge = min(edge, row.box[0])
            end = i + 1
        elif row.figures:
            beside = rows[i - 1].only_figures and _is_half_line(rows[i - 1], row)
            if not beside and not any(_overlap(piece.box, column) for piece in row.values for column in columns):
                break
            columns.extend(piece.box for piece in row.values)
            edge = min(edge, row.values[0].box[0])
            end = i + 1
        elif len(row.pieces) > 1:
            if any(is_figure(piece.text) for piece in row.pieces):
                end = i + 1
        elif row.box[0] >= edge or not _beside(row, edge, head.height):
            break  # a line over the figures is the head of another table
    near = max(line_step(rows[first:end]), HALF_LINE * head.height)
    while end < len(rows) and len(rows[end].pieces) == 1 and rows[end].box[2] <= edge:
        step = rows[end].centre - rows[end - 1].centre
        if step > near or not _beside(rows[end], edge, head.height):
            break
        end += 1
    return end


def _above(rows: Sequence[Row], first: int, done: int) -> int:
    """The first line of the table whose first row of figures is `first`: its heads, and the upper half of a label."""
    head = rows[first]
    edge = head.values[0].box[0]
    start = first
    for i in range(first - 1, done - 1, -1):
        row, below = rows[i], rows[i + 1]
        if below.box[1] - row.box[3] > STEP * head.height:
            break
        if len(row.pieces) > 1:
            start = i
        elif not _beside(row, edge, head.height):
            break
        elif i == start - 1 and (row.box[0] >= edge or _is_half_line(row, below)):
            start = i
    return start


def _beside(row: Row, edge: float, height: float) -> bool:
    """Whether a single piece keeps to the labels or to the figures, and is no heading."""
    (piece,) = row.pieces
    keeps = piece.box[2] <= edge or piece.box[0] >= edge
    return keeps and row.height <= SAME_SIZE * height and not _HEADING.fullmatch(piece.text)


def _is_half_line(upper: Row, lower: Row) -> bool:
    return lower.centre - upper.centre < HALF_LINE * min(upper.height, lower.height)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2]
