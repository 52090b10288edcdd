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
from itertools import groupby

from nianbao.ingest.chars import Piece, PrintedLine, hull
from nianbao.ingest.report import Box, Grid, GridCell, Line, Place

FEWEST = 3
"""So many pieces make a line a row."""
LONE_ROW = 5
"""A single row must show so many figures side by side to be a table by itself."""
LINE_STEP = 3.0
"""Rows further apart than so many heights belong to two tables."""
HALF_LINE = 0.76
"""Lines closer than this share of their height are beside each other: one row."""
SAME_SIZE = 1.2
"""A line this much taller than the table's rows is a heading, not a label."""


@dataclass(frozen=True, slots=True)
class _Span:
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell in the making."""

    column: int
    span: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def crowded(self) -> bool:
        """Whether a figure shares its column with something else of its row."""
        return len(self.pieces) > 1 and any(_is_figure(piece.text) for piece in self.pieces)


def find_columns(lines: Sequence[PrintedLine], page: int) -> list[Line | Grid]:
    """Printed lines from the top down, those that form a table put together to a grid."""
    blocks: list[Line | Grid] = []
    rows = [_row(line) for line in lines]
    at = 0
    while at < len(lines):
        after = _table_end(rows, at)
        grid = _grid(rows[at:after], page)
        if grid is not None:
            blocks.append(grid)
        else:
            after = max(after, at + 1)
            blocks.extend(Line(line.text, Place(page, line.box)) for line in lines[at:after])
        at = after
    return blocks


def _row(line: PrintedLine) -> PrintedLine:
    """`line` with the pieces that are cells: parted by wide gaps, in a row of figures also by narrow ones."""
    figures = sum(_is_figure(piece.text) for piece in line.pieces)
    pieces: list[Piece] = []
    for piece in line.pieces:
        cell = piece.apart or (figures >= LONE_ROW and (_is_figure(piece.text) or _is_figure(pieces[-1].text)))
        if cell or not pieces:
            pieces.append(piece)
        else:
            last = pieces[-1]
            pieces[-1] = Piece(last.text + piece.text, hull([last.box, piece.box]))
    return PrintedLine(tuple(pieces), line.box)


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
    if not full or (len(full) == 1 and _figures_in_a_row(full[0]) < LONE_ROW):
        return None
    counts = Counter(len(row.pieces) for row in full)
    usual = max(counts, key=lambda count: (counts[count], count))
    columns = _gutters([row for row in full if len(row.pieces) == usual])
    rows = [_under(line, columns) for line in _beside(lines, columns)]
    width = len(columns)
    if any(cell.crowded for row in rows for cell in row):
        if any(len(line.pieces) != usual for line in lines):
            return None  # spaces only, and not everywhere as many cells: nobody can tell which figure is missing
        rows = [[_Placed(i, 1, (piece,)) for i, piece in enumerate(line.pieces)] for line in lines]
        width = usual
    if width < FEWEST:
        return None
    cells = tuple(
        GridCell(cell.text, number, cell.column, 1, cell.span, Place(page, hull([piece.box for piece in cell.pieces])))
        for number, row in enumerate(rows)
        for cell in row
    )
    return Grid(cells, len(rows), width, Place(page, hull([line.box for line in lines])))


def _gutters(rows: Sequence[PrintedLine]) -> list[_Span]:
    """The columns: what the pieces of `rows` cover, seen from above."""
    columns: list[_Span] = []
    for left, right in sorted((piece.box[0], piece.box[2]) for row in rows for piece in row.pieces):
        if columns and left < columns[-1].right:
            columns[-1] = _Span(columns[-1].left, max(columns[-1].right, right))
        else:
            columns.append(_Span(left, right))
    return columns


def _under(line: PrintedLine, columns: Sequence[_Span]) -> list[_Placed]:
    """The pieces of a line under the columns they touch; pieces of one column together, no column twice."""
    placed: list[_Placed] = []
    for piece in line.pieces:
        under = [i for i, column in enumerate(columns) if piece.box[0] < column.right and piece.box[2] > column.left]
        first, last = (under[0], under[-1]) if under else (_nearest(piece.box, columns),) * 2
        if placed and first < placed[-1].column + placed[-1].span:
            before = placed[-1]
            span = max(before.span, last - before.column + 1)
            placed[-1] = _Placed(before.column, span, (*before.pieces, piece))
        else:
            placed.append(_Placed(first, last - first + 1, (piece,)))
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


def _figures_in_a_row(line: PrintedLine) -> int:
    runs = groupby(line.pieces, key=lambda piece: _is_figure(piece.text))
    return max((len(list(run)) for figures, run in runs if figures), default=0)


def _half_line(upper: PrintedLine, lower: PrintedLine) -> bool:
    return lower.box[3] - upper.box[3] < HALF_LINE * min(_height(upper), _height(lower))


def _height(line: PrintedLine) -> float:
    return line.box[3] - line.box[1]


def _is_figure(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("-", "0").replace("/", "0").isdecimal()
