"""The rows of a table without ruling lines → a grid (pure).

Columns of figures are what the figures of all rows cover, seen from above. Left of them stand the labels, in columns
by where they begin; what is printed closely below each other is one label, and belongs to the row (or rows) of figures
beside it. Heads are put together in the same way, above.

A figure is never guessed into a column: where two share one, the rows are taken as typed with single spaces and read by
order if all have as many cells; else there is no grid. Where a number may go on in the next line of its cell, which
nothing parts from the next row, its row is doubted. A column without any figure is known by its head alone.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_high, median_low

from nianbao.ingest.printed import Piece, hull
from nianbao.ingest.report import Box, Grid, GridCell, Place

HALF_LINE = 0.76
"""Lines closer than this share of their height stand beside each other."""
CLOSE = 0.7
"""Lines closer than this share of the least step between rows are lines of one label."""
LINES = 1.45
"""Lines of one label or head follow each other by at most so many heights."""
SINGLE_SPACE = 0.7
"""Figures nearer to each other than this share of the height are typed with single spaces."""
MANY = 5
"""A table of so many columns of figures has rows of one kind."""
INDENT = 8.0
"""Labels that begin within so many points of each other begin in one column."""
LEVEL_ROW = 0.3
"""A label whose middle lies within this share of the height of a row's is level with it."""
NEAR = 0.6
"""A label nearer than this share of the least step to a row, and to no other, belongs to it."""
BROKEN = "表格没有框线，数字可能分行印刷"
"""Why figures are doubted."""
LEVEL = 0.5
"""Heads whose middles lie within this share of their height stand in one row."""


_FIGURE = re.compile(r"[-—–－/／]|[-+－]?\d[\d,，]*(?:[.．]\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line as cells; its last `figures` pieces are figures with text or other figures before them."""

    pieces: tuple[Piece, ...]
    box: Box
    figures: int

    @property
    def values(self) -> tuple[Piece, ...]:
        """The figures at its end."""
        return self.pieces[len(self.pieces) - self.figures :]

    @property
    def only_figures(self) -> bool:
        """Whether nothing else stands in it; one alone counts too."""
        return all(is_figure(piece.text) for piece in self.pieces)

    @property
    def centre(self) -> float:
        """The height on the page of its middle."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        """In points."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in the making: columns `first` to `last`, pieces from the top, beside rows down to the height `until`."""

    first: int
    last: int
    pieces: tuple[Piece, ...]
    until: float = 0.0
    doubt: str | None = None

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def box(self) -> Box:
        return hull([piece.box for piece in self.pieces])

    @property
    def centre(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def middles(self) -> list[float]:
        return [(piece.box[1] + piece.box[3]) / 2 for piece in self.pieces]

    def with_piece(self, piece: Piece) -> _Cell:
        return replace(self, pieces=(*self.pieces, piece))


@dataclass(frozen=True, slots=True)
class _Band:
    """A row in the making: the height of its middle, and its cells."""

    centre: float
    cells: list[_Cell]


def is_figure(text: str) -> bool:
    """Whether a piece is a number, or a dash in its place."""
    return _FIGURE.fullmatch(text) is not None


def pitch_of(rows: Sequence[Row]) -> float:
    """The least step from one row of figures to the next; 0 where there is one row."""
    return min((b.centre - a.centre for a, b in pairwise([row for row in rows if row.figures])), default=0.0)


def line_step(rows: Sequence[Row]) -> float:
    """The furthest that two lines of one label in these rows are apart."""
    line = LINES * median_low([row.height for row in rows])
    return min(line, CLOSE * pitch) if (pitch := pitch_of(rows)) else line


def _is_typed(rows: Sequence[Row]) -> bool:
    """Whether the figures of most rows stand a single space apart: then their place says nothing of their column."""
    typed = [
        sum(b.box[0] - a.box[2] < SINGLE_SPACE * row.height for a, b in pairwise(row.values)) * 2 >= row.figures
        for row in rows
        if row.figures
    ]
    return sum(typed) * 2 > len(typed)


def lay_out(rows: Sequence[Row], page: int, torn: Sequence[Row] = ()) -> Grid | None:
    """The grid of `rows`, at least one of which has figures; None where figures cannot be told apart.

    The numbers of `torn` rows may go on in lines that are none of these.
    """
    columns = _covered(piece.box for row in rows for piece in row.values)
    edge = columns[0][0]
    start = next(i for i, row in enumerate(rows) if row.figures)
    while start and rows[start].centre - rows[start - 1].centre < HALF_LINE * rows[start].height:
        start -= 1  # the upper half of the first label
    heads, body = rows[:start], rows[start:]
    lines = [row for row in body if row.pieces[-1].box[0] >= edge]
    indents = _indents(piece for row in body for piece in row.pieces if piece.box[0] < edge)
    broken = [*_broken(body, edge), *torn]
    if all(piece.box[0] < edge or is_figure(piece.text) for row in body for piece in row.pieces):
        named = [piece for row in body for piece in row.pieces if piece.box[0] < edge]
        columns = _with_empty_columns(columns, heads, named)
        edge = columns[0][0]
    values = [_values(row, columns, edge, len(indents)) for row in lines]
    if any(len(cell.pieces) > 1 for cells in values for cell in cells) or _is_typed(body):
        return _by_order(rows, page)
    for row, cells in zip(lines, values, strict=True):
        cells.extend(_blanks(row, cells, columns, len(indents)))
        if row in broken:
            cells[:] = [replace(cell, doubt=BROKEN) for cell in cells]
    pitch = pitch_of(body)
    labels = _labels(body, indents, edge, line_step(body))
    placed = [*_heads(heads, columns, edge, len(indents)), *_body(lines, values, labels, pitch)]
    return _grid(placed, len(indents) + len(columns), page)


def _broken(body: Sequence[Row], edge: float) -> list[Row]:
    """Rows whose numbers may go on in the next line: closer than rows are, one without a label of its own."""
    rows = [row for row in body if row.figures or row.only_figures]
    steps = [lower.centre - upper.centre for upper, lower in pairwise(rows)]
    labelled = any(row.pieces[0].box[0] < edge for row in body)
    near = CLOSE * median_high(steps) if labelled and steps else math.inf
    labels = [row for row in body if not row.figures and row.box[2] <= edge]
    broken = [
        (upper, lower)
        for step, (upper, lower) in zip(steps, pairwise(rows), strict=True)
        if step < HALF_LINE * upper.height
        or (step <= LINES * upper.height and (step <= near or any(_is_between(row, upper, lower) for row in labels)))
        if not _own_labels(upper, lower, edge)
    ]
    return [row for pair in broken for row in pair]


def _own_labels(upper: Row, lower: Row, edge: float) -> bool:
    """Whether each of two rows has a label next to its figures, in one column of labels."""
    starts = [
        max((piece.box[0] for piece in row.pieces if piece.box[0] < edge), default=None) for row in (upper, lower)
    ]
    begins = [start for start in starts if start is not None]
    return len(begins) == len(starts) and max(begins) - min(begins) <= INDENT


def _is_between(label: Row, upper: Row, lower: Row) -> bool:
    """Whether a label stands beside two rows alike."""
    half = HALF_LINE * label.height
    return 0 < label.centre - upper.centre < half and 0 < lower.centre - label.centre < half


def _with_empty_columns(
    columns: list[tuple[float, float]], heads: Sequence[Row], labels: Sequence[Piece]
) -> list[tuple[float, float]]:
    """The columns of figures, and those in which no row has one: heads with nothing below them.

    Beside labels only those right of the first figures: a head further left may be that of the labels.
    """
    free = columns[0][0] if labels else -math.inf
    found = list(columns)
    for row in reversed(heads):  # from the lowest: what stands over others is no column
        found += [
            (piece.box[0], piece.box[2])
            for piece in row.pieces
            if piece.box[0] >= free and not any(_touches(piece.box, column) for column in found)
        ]
    return sorted(found) if len(found) >= MANY else columns


def _covered(boxes: Iterable[Box]) -> list[tuple[float, float]]:
    """What boxes cover, seen from above, as intervals with gaps between."""
    covered: list[tuple[float, float]] = []
    for left, right in sorted((box[0], box[2]) for box in boxes):
        if covered and left < covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], right))
        else:
            covered.append((left, right))
    return covered


def _indents(labels: Iterable[Piece]) -> list[float]:
    """Where columns of labels begin."""
    indents: list[float] = []
    last = 0.0
    for left in sorted(piece.box[0] for piece in labels):
        if not indents or left - last > INDENT:
            indents.append(left)
        last = left
    return indents


def _touches(box: Box, column: tuple[float, float]) -> bool:
    return box[0] < column[1] and column[0] < box[2]


def _under(box: Box, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column that `box` touches; the nearest where it touches none."""
    touched = [i for i, column in enumerate(columns) if _touches(box, column)]
    if touched:
        return touched[0], touched[-1]
    middle = (box[0] + box[2]) / 2
    nearest = min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - middle))
    return nearest, nearest


def _values(row: Row, columns: Sequence[tuple[float, float]], edge: float, shift: int) -> list[_Cell]:
    """What stands right of the labels, by column; what shares a column is put together, for the caller to see."""
    cells: list[_Cell] = []
    for piece in row.pieces:
        if piece.box[0] < edge:
            continue
        first, last = (shift + at for at in _under(piece.box, columns))
        if cells and first <= cells[-1].last:
            cells[-1] = cells[-1].with_piece(piece)
        else:
            cells.append(_Cell(first, last, (piece,)))
    return cells


def _blanks(row: Row, cells: Sequence[_Cell], columns: Sequence[tuple[float, float]], shift: int) -> list[_Cell]:
    """The columns in which a row of figures prints nothing: blank, not unread.

    Beside few columns a row of fewer figures is of another kind (table 二 has blocks of three columns and of one).
    """
    filled = {column - shift for cell in cells for column in range(cell.first, cell.last + 1)}
    if not row.figures or (len(columns) < MANY and 2 * len(filled) < len(columns)):
        return []
    free = [column for column in range(len(columns)) if column not in filled]
    boxes = [(columns[column][0], row.box[1], columns[column][1], row.box[3]) for column in free]
    return [_Cell(shift + column, shift + column, (Piece("", box),)) for column, box in zip(free, boxes, strict=True)]


def _labels(body: Sequence[Row], indents: Sequence[float], edge: float, close: float) -> list[_Cell]:
    """Labels, each with all its lines."""
    open_: dict[int, _Cell] = {}
    labels: list[_Cell] = []
    for row in body:
        in_row = [piece for piece in row.pieces if piece.box[0] < edge]
        ends = [bisect_right(indents, piece.box[0]) - 2 for piece in in_row[1:]]
        for piece, end in zip(in_row, [*ends, len(indents) - 1], strict=False):
            column = bisect_right(indents, piece.box[0]) - 1
            last = min(bisect_right(indents, piece.box[2]) - 1, end)
            before = open_.get(column)
            if before is not None and row.centre - before.middles[-1] <= close:
                open_[column] = replace(before.with_piece(piece), last=max(before.last, last))
            else:
                if before is not None:
                    labels.append(before)
                open_[column] = _Cell(column, max(column, last), (piece,))
    return [*labels, *open_.values()]


def _body(lines: Sequence[Row], values: Sequence[list[_Cell]], labels: Sequence[_Cell], pitch: float) -> list[_Band]:
    """The rows of figures with the labels beside them; labels without figures are rows of their own."""
    bands = [_Band(row.centre, cells) for row, cells in zip(lines, values, strict=True)]
    height = median_low([row.height for row in lines])
    alone: list[_Band] = []
    for label in _unjoined(labels, bands, LEVEL_ROW * height):
        upper, lower = label.middles[0] - LEVEL_ROW * height, label.middles[-1] + LEVEL_ROW * height
        inside = [band for band in bands if upper <= band.centre <= lower]
        band = inside[0] if inside else min(bands, key=lambda band: abs(band.centre - label.centre))
        distance = 0.0 if inside else abs(band.centre - label.centre)
        there = next((cell for cell in band.cells if cell.first <= label.last and label.first <= cell.last), None)
        if there is None and distance < max(HALF_LINE * height, NEAR * pitch):
            band.cells.append(replace(label, until=inside[-1].centre if inside else band.centre))
        elif there is not None and there.first == label.first and distance < HALF_LINE * height:
            band.cells[band.cells.index(there)] = replace(there, pieces=(*there.pieces, *label.pieces))
        else:
            alone.append(_Band(label.centre, [label]))
    return sorted([*bands, *alone], key=lambda band: band.centre)


def _unjoined(labels: Sequence[_Cell], bands: Sequence[_Band], level: float) -> list[_Cell]:
    """Labels from the top; what was put together although every line of it has figures of its own is parted again."""
    parted: list[_Cell] = []
    for label in labels:
        own = [any(abs(band.centre - middle) <= level for band in bands) for middle in label.middles]
        if len(own) > 1 and all(own):
            parted.extend(replace(label, pieces=(piece,)) for piece in label.pieces)
        else:
            parted.append(label)
    return sorted(parted, key=lambda label: label.middles[0])


def _heads(rows: Sequence[Row], columns: Sequence[tuple[float, float]], edge: float, width: int) -> list[_Band]:
    """Heads over the columns, each with all its lines, in rows by the height of their middles."""
    heads: list[_Cell] = []
    for row in rows:
        for piece in row.pieces:
            label = piece.box[0] < edge and width > 0 and not any(_touches(piece.box, column) for column in columns)
            first, last = (0, width - 1) if label else (width + at for at in _under(piece.box, columns))
            for at, head in enumerate(heads):
                if (head.first, head.last) == (first, last) and row.centre - head.middles[-1] <= LINES * row.height:
                    heads[at] = head.with_piece(piece)
                    break
            else:
                heads.append(_Cell(first, last, (piece,)))
    bands: list[_Band] = []
    for head in sorted(heads, key=lambda head: (head.centre, head.first)):
        height = head.pieces[0].box[3] - head.pieces[0].box[1]
        crossed = bands and any(cell.first <= head.last and head.first <= cell.last for cell in bands[-1].cells)
        if bands and not crossed and head.centre - bands[-1].centre <= LEVEL * height:
            bands[-1].cells.append(head)
        else:
            bands.append(_Band(head.centre, [head]))
    return bands


def _by_order(rows: Sequence[Row], page: int) -> Grid | None:
    """Rows typed with single spaces, by the order of their cells; None unless all have as many."""
    width = len(rows[0].pieces)
    if any(len(row.pieces) != width for row in rows):
        return None
    bands = [_Band(row.centre, [_Cell(i, i, (piece,)) for i, piece in enumerate(row.pieces)]) for row in rows]
    return _grid(bands, width, page)


def _grid(bands: Sequence[_Band], columns: int, page: int) -> Grid:
    """`bands` as numbered rows; a label beside several rows spans them as far as their column is free."""
    taken = {(i, c) for i, band in enumerate(bands) for cell in band.cells for c in range(cell.first, cell.last + 1)}
    cells: list[GridCell] = []
    for i, band in enumerate(bands):
        for cell in sorted(band.cells, key=lambda cell: cell.first):
            span = 1
            while i + span < len(bands) and bands[i + span].centre <= cell.until:
                units = {(i + span, column) for column in range(cell.first, cell.last + 1)}
                if units & taken:
                    break
                taken |= units
                span += 1
            place = Place(page, cell.box)
            cells.append(GridCell(cell.text, i, cell.first, span, cell.last - cell.first + 1, place, cell.doubt))
    return Grid(
        tuple(cells), len(bands), columns, Place(page, hull([cell.box for band in bands for cell in band.cells]))
    )
