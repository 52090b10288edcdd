"""Tables without ruling lines: printed lines whose pieces stand in columns → grids (pure).

A table shows itself by lines of at least three pieces far apart, one below the other, that leave the same gutters free.
Prose never does: its lines are one piece. Every printed line is a row; a label of two lines beside one line of figures
(half a line above, half a line below) joins them.

Not covered: tables of two columns (they stay lines, `行政许可 75`), labels of three and more lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.ingest.chars import Piece, PrintedLine, hull
from nianbao.ingest.report import Box, Grid, GridCell, Line, Place

FEWEST = 3
"""So many pieces make a line a row."""
LONE_ROW = 5
"""A single row must show so many figures to be a table by itself."""
LINE_STEP = 3.0
"""Rows further apart than so many heights belong to two tables."""
HALF_LINE = 0.95
"""Lines closer than this share of their height are beside each other: one row."""
SAME_SIZE = 1.2
"""A line this much taller than the table's rows is a heading, not a label."""


@dataclass(frozen=True, slots=True)
class _Span:
    left: float
    right: float


def find_columns(lines: Sequence[PrintedLine], page: int) -> list[Line | Grid]:
    """Printed lines from the top down, those that form a table put together to a grid."""
    blocks: list[Line | Grid] = []
    at = 0
    while at < len(lines):
        after = _table_end(lines, at)
        grid = _grid(lines[at:after], page) if after > at else None
        if grid is not None:
            blocks.append(grid)
            at = after
        else:
            blocks.append(Line(lines[at].text, Place(page, lines[at].box)))
            at += 1
    return blocks


def _table_end(lines: Sequence[PrintedLine], start: int) -> int:
    """One past the last line of the table that begins at `start`; `start` where none begins there."""
    head = start
    if len(lines[start].pieces) < FEWEST:  # the upper half of a label may stand above the figures
        head = start + 1
        if head == len(lines) or not _half_line(lines[start], lines[head]) or len(lines[head].pieces) < FEWEST:
            return start
    label = lines[head].pieces[1].box[0]
    height = _height(lines[head])
    end = head + 1
    for i in range(head + 1, len(lines)):
        above, line = lines[i - 1], lines[i]
        if line.box[1] - above.box[1] > LINE_STEP * height:
            break
        if len(line.pieces) >= FEWEST:
            end = i + 1
        elif len(line.pieces) == 1 and (line.box[2] > label or _height(line) > SAME_SIZE * height):
            break
        elif _half_line(above, line) and len(above.pieces) >= FEWEST:
            end = i + 1
    return end


def _grid(lines: Sequence[PrintedLine], page: int) -> Grid | None:
    full = [line for line in lines if len(line.pieces) >= FEWEST]
    if len(full) < 2 and sum(_is_figure(piece.text) for line in full for piece in line.pieces) < LONE_ROW:
        return None
    columns = _gutters(full)
    if len(columns) < FEWEST:
        return None
    rows = [_place(line, columns) for line in _beside(lines, columns)]
    cells = tuple(
        GridCell(" ".join(p.text for p in pieces), r, c, 1, span, Place(page, hull([p.box for p in pieces])))
        for r, row in enumerate(rows)
        for c, span, pieces in row
    )
    return Grid(cells, len(rows), len(columns), Place(page, hull([line.box for line in lines])))


def _gutters(rows: Sequence[PrintedLine]) -> list[_Span]:
    """The columns: what the rows of the usual number of pieces cover, seen from above."""
    counts = Counter(len(row.pieces) for row in rows)
    usual = max(counts, key=lambda count: (counts[count], count))
    spans = sorted((p.box[0], p.box[2]) for row in rows if len(row.pieces) == usual for p in row.pieces)
    columns: list[_Span] = []
    for left, right in spans:
        if columns and left < columns[-1].right:
            columns[-1] = _Span(columns[-1].left, max(columns[-1].right, right))
        else:
            columns.append(_Span(left, right))
    return columns


def _place(line: PrintedLine, columns: Sequence[_Span]) -> list[tuple[int, int, list[Piece]]]:
    """The pieces of a line as (column, span, pieces); pieces of one column together, no column twice."""
    placed: list[tuple[int, int, list[Piece]]] = []
    for piece in line.pieces:
        under = [i for i, column in enumerate(columns) if piece.box[0] < column.right and piece.box[2] > column.left]
        first, last = (under[0], under[-1]) if under else (nearest := _nearest(piece.box, columns), nearest)
        if placed and first < placed[-1][0] + placed[-1][1]:
            column, span, before = placed[-1]
            placed[-1] = (column, max(span, last - column + 1), [*before, piece])
        else:
            placed.append((first, last - first + 1, [piece]))
    return placed


def _nearest(box: Box, columns: Sequence[_Span]) -> int:
    centre = (box[0] + box[2]) / 2
    return min(range(len(columns)), key=lambda i: abs((columns[i].left + columns[i].right) / 2 - centre))


def _beside(lines: Sequence[PrintedLine], columns: Sequence[_Span]) -> list[PrintedLine]:
    """Rows, with the halves of a label joined to the figures they stand beside."""
    rows: list[PrintedLine] = []
    for line in lines:
        if rows and _half_line(rows[-1], line) and (len(line.pieces) == 1 or len(rows[-1].pieces) == 1):
            rows[-1] = _joined(rows[-1], line, columns[0].right)
        else:
            rows.append(line)
    return rows


def _joined(upper: PrintedLine, lower: PrintedLine, label: float) -> PrintedLine:
    """Two printed lines as one row: what stands left of `label` reads from the top, the rest from the left."""
    pieces = (*upper.pieces, *lower.pieces)
    words = [piece for piece in pieces if piece.box[0] < label]
    rest = sorted((piece for piece in pieces if piece.box[0] >= label), key=lambda piece: piece.box[0])
    if words:
        rest.insert(0, Piece("".join(piece.text for piece in words), hull([piece.box for piece in words])))
    # the figures' height stays the row's, or a third line would count as half a line below
    lead = upper if len(upper.pieces) > 1 else lower
    return PrintedLine(tuple(rest), (min(upper.box[0], lower.box[0]), lead.box[1], lead.box[2], lead.box[3]))


def _half_line(upper: PrintedLine, lower: PrintedLine) -> bool:
    return lower.box[3] - upper.box[3] < HALF_LINE * min(_height(upper), _height(lower))


def _height(line: PrintedLine) -> float:
    return line.box[3] - line.box[1]


def _is_figure(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("-", "0").replace("/", "0").isdecimal()
