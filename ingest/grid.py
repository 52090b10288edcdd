"""Ruling lines and characters → rectangular grids with cell boxes (pure).

The way from ink to cells:

1. pieces of one drawn line are joined (borders drawn cell by cell, dashes, dots);
2. lines that touch belong to one table; an underline touches nothing and rules nothing;
3. within a table, line positions are clustered to rows and columns (double rules are one line);
4. the outer edge is closed where the file draws none: at the ends of the lines, for each table by itself
   (no outer border; a row cut by a page break has no closing line);
5. unit cells without a line between them are one merged cell;
6. characters go to the cell in which their centre lies.

Coordinates are points from the page's top left. Not covered: tables without any vertical line (see `columns`),
diagonal header lines.

After A. Nurminen, *Algorithmic Extraction of Data in Tables in PDF Documents* (Tampere, 2013), which finds edges
from ruling lines in the same way; components, the closing of open edges and the clustering are our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nianbao.ingest.chars import OUTSIDE, Bools, Chars, Floats, Ints, lengths, steps
from nianbao.ingest.printed import cell_texts
from nianbao.ingest.report import Box, Grid, GridCell, Place

SAME_LINE = 1.0
"""Pieces this close across their direction are pieces of one line."""
DASH = 3.0
"""A gap within a dashed line, or between the borders of two cells."""
DOT = 3.0
"""A piece no longer than this may be a dot of a line across."""
LEVEL = 0.05
"""Dots of one line lie this close to it."""
SHORTEST = 4.0
"""What is shorter rules no cell: corners, single dots."""
TOUCH = 4.0
"""Lines that end this close to each other touch."""
RULE = 4.0
"""Lines this close are one (double) rule: no character fits between."""
OPEN_EDGE = 8.0
"""Lines that stick out further than this show a row or column whose outer edge is not drawn."""
COVERED = 0.7
"""The share of a unit's side that must be drawn to close it."""
MOST_LINES = 2_000
"""A page with more lines in one direction is a drawing."""
MOST_UNITS = 40_000
"""A mesh of more units is graph paper; the largest statutory table has three hundred."""


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """The straight lines of a page: (y, left, right) and (x, top, bottom), each of shape (n, 3)."""

    horizontal: Floats
    vertical: Floats


class Drawn(NamedTuple):
    """One drawn cell: its first unit, its spans in units, its rectangle."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """The cells of one ruled table, before anything is written into them.

    Attributes:
        xs, ys: the positions of all its lines, ascending.
        units: the number of the cell that covers each unit between them, or `OUTSIDE`.
        cells: the drawn cells in reading order.
        rows, columns: the size of the table in units that begin a cell.
    """

    xs: Floats
    ys: Floats
    units: Ints
    cells: tuple[Drawn, ...]
    rows: int
    columns: int

    @property
    def box(self) -> Box:
        """The rectangle around all cells."""
        return (float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1]))

    @property
    def corner(self) -> tuple[float, float]:
        """Top and left: what tables on a page are in order by."""
        return float(self.ys[0]), float(self.xs[0])

    @property
    def area(self) -> float:
        """In square points."""
        left, top, right, bottom = self.box
        return (right - left) * (bottom - top)

    def locate(self, x: Floats, y: Floats) -> Ints:
        """The cell in which each point lies, `OUTSIDE` where in none."""
        column = np.searchsorted(self.xs, x, side="right") - 1
        row = np.searchsorted(self.ys, y, side="right") - 1
        inside = (column >= 0) & (column < len(self.xs) - 1) & (row >= 0) & (row < len(self.ys) - 1)
        cells = np.full(len(x), OUTSIDE, dtype=np.int64)
        cells[inside] = self.units[row[inside], column[inside]]
        return cells


def find_grids(rulings: Rulings, chars: Chars, page: int) -> tuple[tuple[Grid, ...], Bools]:
    """The ruled tables of a page that hold text, from the top down.

    Returns:
        the grids, each cell with its rectangle on `page`; and which of `chars` stand in none of them.
    """
    x = (chars.boxes[:, 0] + chars.boxes[:, 2]) / 2
    y = (chars.boxes[:, 1] + chars.boxes[:, 3]) / 2
    free = np.ones(len(chars), dtype=np.bool_)
    placed: list[tuple[Lattice, Grid]] = []
    for lattice, owners in owned(find_lattices(rulings), x, y):
        inside = owners != OUTSIDE
        if not inside.any():
            continue
        free &= ~inside
        widths = [cell.box[2] - cell.box[0] for cell in lattice.cells]
        texts = cell_texts(chars.take(inside), owners[inside], widths)
        cells = tuple(
            GridCell(texts.get(i, ""), c.row, c.column, c.row_span, c.column_span, Place(page, c.box))
            for i, c in enumerate(lattice.cells)
        )
        placed.append((lattice, Grid(cells, lattice.rows, lattice.columns, Place(page, lattice.box))))
    placed.sort(key=lambda item: item[0].corner)
    return tuple(grid for _, grid in placed), free


def owned(lattices: Iterable[Lattice], x: Floats, y: Floats) -> Iterator[tuple[Lattice, Ints]]:
    """Each table, the smallest first, with the cell in which each point lies.

    The cell is `OUTSIDE` where a point lies in none of its cells, or in a table within it: that owns it.
    """
    taken = np.zeros(len(x), dtype=np.bool_)
    for lattice in sorted(lattices, key=lambda lattice: lattice.area):
        owners = lattice.locate(x, y)
        owners[taken] = OUTSIDE
        taken |= owners != OUTSIDE
        yield lattice, owners


def find_lattices(rulings: Rulings) -> tuple[Lattice, ...]:
    """Every ruled table of a page with at least two columns."""
    horizontal, vertical = join_pieces(rulings.horizontal), join_pieces(rulings.vertical)
    if max(len(horizontal), len(vertical)) > MOST_LINES:
        return ()
    found = (_lattice(h, v) for h, v in _tables(horizontal, vertical))
    return tuple(lattice for lattice in found if lattice is not None)


def join_pieces(lines: Floats) -> Floats:
    """Drawn lines from their pieces: what lies in one line with gaps of at most `DASH` is joined."""
    lines = _without_dots_across(lines)
    if not len(lines):
        return np.zeros((0, 3))
    lines, level = _by_level(lines, SAME_LINE)
    position, start, end = lines.T
    far = level * 1e6  # keeps the levels apart in one running maximum
    reach = np.maximum.accumulate(end + far)
    first = np.flatnonzero(steps(True, start[1:] + far[1:] > reach[:-1] + DASH))
    count = lengths(first, len(lines))
    joined = np.column_stack(
        (np.add.reduceat(position, first) / count, start[first], np.maximum.reduceat(end, first)),
    )
    return np.asarray(joined[joined[:, 2] - joined[:, 1] >= SHORTEST])


def _by_level(lines: Floats, tolerance: float) -> tuple[Floats, Floats]:
    """The lines by level and start, and the number of each one's level: positions with no gap above `tolerance`."""
    lines = lines[np.argsort(lines[:, 0], kind="stable")]
    level = np.cumsum(steps(False, np.diff(lines[:, 0]) > tolerance), dtype=np.float64)
    order = np.lexsort((lines[:, 1], level))
    return lines[order], level[order]


def _without_dots_across(lines: Floats) -> Floats:
    """The pieces without the dots of lines across: those that have no other piece beside them in this direction.

    A dotted line across has a dot at every height, and would chain all lines of the page to one.
    """
    if not len(lines):
        return lines
    lines, level = _by_level(lines, LEVEL)
    _, start, end = lines.T
    joined = (np.diff(level) == 0) & (start[1:] <= end[:-1] + DASH)
    beside = steps(False, joined) | np.append(joined, False)
    return np.asarray(lines[beside | (end - start > DOT)])


def _tables(horizontal: Floats, vertical: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Groups of lines that touch, directly or through others."""
    y, left, right = (column[:, None] for column in horizontal.T)
    x, top, bottom = (column[None, :] for column in vertical.T)
    touch = (x >= left - TOUCH) & (x <= right + TOUCH) & (y >= top - TOUCH) & (y <= bottom + TOUCH)
    waiting = touch.any(axis=0)
    while waiting.any():
        down = np.zeros(len(vertical), dtype=np.bool_)
        down[np.argmax(waiting)] = True
        while True:
            across = touch[:, down].any(axis=1)
            reached = touch[across].any(axis=0)
            if (reached == down).all():
                break
            down = reached
        waiting &= ~down
        yield horizontal[across], vertical[down]


def _lattice(horizontal: Floats, vertical: Floats) -> Lattice | None:
    """The cells of one table's lines; None where they make fewer than two columns, no row, or graph paper."""
    ys, open_top, open_bottom = _positions(horizontal[:, 0], float(vertical[:, 1].min()), float(vertical[:, 2].max()))
    xs, open_left, open_right = _positions(vertical[:, 0], float(horizontal[:, 1].min()), float(horizontal[:, 2].max()))
    if len(ys) < 2 or len(xs) < 3 or len(ys) * len(xs) > MOST_UNITS:
        return None
    across = _drawn(horizontal, ys, xs)
    down = _drawn(vertical, xs, ys).T
    across[0] |= open_top
    across[-1] |= open_bottom
    down[:, 0] |= open_left
    down[:, -1] |= open_right
    floors: list[list[bool]] = across.tolist()
    walls: list[list[bool]] = down.tolist()
    cells = [cell for cell in _merged(floors, walls) if _closed(cell, floors, walls)]
    rows, columns = sorted({cell[0] for cell in cells}), sorted({cell[1] for cell in cells})
    if len(columns) < 2 or len(cells) < 2:
        return None
    units = np.full((len(ys) - 1, len(xs) - 1), OUTSIDE, dtype=np.int64)
    drawn: list[Drawn] = []
    row_of, column_of = _ranks(rows, len(ys)), _ranks(columns, len(xs))
    x, y = xs.tolist(), ys.tolist()
    for number, (top, left, bottom, right) in enumerate(cells):
        units[top:bottom, left:right] = number
        row, column = row_of[top], column_of[left]
        spans = row_of[bottom] - row, column_of[right] - column
        drawn.append(Drawn(row, column, *spans, (x[left], y[top], x[right], y[bottom])))
    return Lattice(xs, ys, units, tuple(drawn), len(rows), len(columns))


def _ranks(used: list[int], count: int) -> list[int]:
    """For each of `count` lines how many of the lines at which a cell begins stand before it."""
    ranks: list[int] = np.searchsorted(used, np.arange(count)).tolist()
    return ranks


def _positions(drawn: Floats, first: float, last: float) -> tuple[Floats, bool, bool]:
    """Clustered positions of lines, with the undrawn outer edges added at the ends of the lines across them."""
    ordered = np.sort(drawn)
    begins = steps(True, np.diff(ordered) > RULE)
    ends = np.append(begins[1:], True)
    positions = ((ordered[begins] + ordered[ends]) / 2).tolist()
    before, after = positions[0] - first > OPEN_EDGE, last - positions[-1] > OPEN_EDGE
    if before:
        positions.insert(0, first)
    if after:
        positions.append(last)
    return np.array(positions).round(2), before, after


def _drawn(lines: Floats, positions: Floats, ticks: Floats) -> Bools:
    """Which unit sides are drawn: [position, unit between two ticks]."""
    at = np.abs(lines[:, :1] - positions[None, :]).argmin(axis=1)
    start, end = ticks[None, :-1], ticks[None, 1:]
    overlap = np.minimum(lines[:, 2:3], end) - np.maximum(lines[:, 1:2], start)
    covered = np.zeros((len(positions), len(ticks) - 1))
    np.add.at(covered, at, np.maximum(overlap, 0.0))
    return covered >= COVERED * np.diff(ticks)


def _merged(floors: list[list[bool]], walls: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """Drawn cells as (top, left, bottom, right) in units, in reading order; every unit is in exactly one.

    A cell grows to the right, then downwards, while no line stands in its way and both its sides go on: lines that
    stop half way make small cells, never cells that overlap. The outermost walls count as drawn.

    Args:
        floors: whether a line is drawn, [line between rows][column].
        walls: whether a line is drawn, [row][line between columns].
    """
    rows, columns = len(walls), len(walls[0]) - 1
    sides = [[True, *row[1:-1], True] for row in walls]
    taken = [[False] * columns for _ in range(rows)]
    cells: list[tuple[int, int, int, int]] = []
    for top in range(rows):
        for left in range(columns):
            if taken[top][left]:
                continue
            right = left + 1
            while not sides[top][right] and not taken[top][right]:
                right += 1
            bottom = top + 1
            while (
                bottom < rows
                and sides[bottom][left]
                and sides[bottom][right]
                and not any(floors[bottom][left:right])
                and not any(sides[bottom][left + 1 : right])
                and not any(taken[bottom][left:right])
            ):
                bottom += 1
            for row in range(top, bottom):
                taken[row][left:right] = [True] * (right - left)
            cells.append((top, left, bottom, right))
    return cells


def _closed(cell: tuple[int, int, int, int], floors: list[list[bool]], walls: list[list[bool]]) -> bool:
    """Whether three sides of a cell are drawn; of the notch beside a narrower table two are not.

    The fourth may be missing: a producer leaves it out where a page break cuts the table.
    """
    top, left, bottom, right = cell
    if bottom - top == right - left == 1:  # one unit, as nearly all are
        return floors[top][left] + floors[bottom][left] + walls[top][left] + walls[top][right] > 2
    drawn = any(floors[top][left:right]) + any(floors[bottom][left:right])
    drawn += any(walls[row][left] for row in range(top, bottom)) + any(walls[row][right] for row in range(top, bottom))
    return drawn > 2
