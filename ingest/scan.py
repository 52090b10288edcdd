"""The picture of a page → its tables and lines (a scan, a photograph, a PDF whose text layer says nothing).

    ink → tilt → level picture → ruling lines → lattice → the ink of each cell → its lines → text

The ruling lines come first, by the same geometry as in a drawn PDF: they say which cells there are, and a cell without
ink is blank. Only what stands in a cell, or outside every table, is then recognised, line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

import numpy as np

from nianbao.ingest import raster
from nianbao.ingest.blocks import moved, reading_order
from nianbao.ingest.chars import OUTSIDE, Bools, Floats, Ints, Pixels
from nianbao.ingest.grid import Lattice, find_lattices, owned
from nianbao.ingest.ocr import Recognised, detect, recognise
from nianbao.ingest.parting import parted
from nianbao.ingest.printed import Piece, PrintedLine, hull
from nianbao.ingest.report import Block, Box, Grid, GridCell, Place
from nianbao.ingest.sheet import displayed

READER = "ocr"
COARSE = 0.5
"""The share of the resolution at which text outside tables is looked for."""
MARGIN = 1.2
"""Points of paper left around a line of text."""
SURE = 0.9
"""A figure that the model is less sure of is doubted."""
LEGIBLE = 0.5
"""A page that is less legible may lie on its side."""
FRAYED, BESIDE = 1.8, 2.4
"""Ink thinner than this (points) and so near to an edge of its cell belongs to the ruling line; a stroke that stands, nearer."""
ONE_LINE = 0.35
"""Pieces of text whose middles differ by less than this share of their height stand in one line."""
LOWEST, HIGHEST = 4.0, 24.0
"""Points: ink that is lower is a mark or dirt, and what is higher is a stamp or a picture."""
ROUND = (-1.0, -1.0, 1.0, 1.0)
"""Pixels: the middle of flat ink lies on the edge of its line."""
GLANCED = 24
"""So many lines tell how legible a page is another way up."""
LONGER = 4
"""Characters of a line that tells whether a page is legible."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A page as it was read one way up, and how legible it was (0 to 1)."""

    blocks: list[Block]
    legible: float


def read_picture(picture: Pixels, scale: float, number: int, dpi: int) -> list[Block]:
    """The lines and grids of a page in reading order, page numbers left out.

    Args:
        picture: grey, shape (height, width), as displayed.
        scale: its pixels a point.
        number: of the page, from 1.
        dpi: the resolution to read it at; at another one it is another reading of the same page.

    Returns:
        blocks with their boxes in points of the page as displayed.
    """
    wanted = dpi / 72
    picture, scale = raster.resized(picture, wanted / scale), wanted
    size = picture.shape[1] / scale, picture.shape[0] / scale
    best = _one_way_up(picture, scale, number)
    if best.legible >= LEGIBLE:
        return best.blocks
    turned = {turn: np.ascontiguousarray(np.rot90(picture, -turn)) for turn in (1, 3, 2)}
    seen = {turn: _glance(other, scale) for turn, other in turned.items()}
    turn = max(seen, key=lambda way: seen[way])
    other = _one_way_up(turned[turn], scale, number) if seen[turn] > best.legible else best
    if other.legible <= best.legible:
        return best.blocks
    return [moved(block, partial(displayed, size=size, turn=turn)) for block in other.blocks]


def _glance(picture: Pixels, scale: float) -> float:
    """How legible a page is this way up by its longest lines alone: one that is legible no way up is not read four times."""
    found = detect(raster.resized(picture, COARSE)) / COARSE
    longest = found[np.argsort(found[:, 0] - found[:, 2])[:GLANCED]]
    return _legible(recognise([raster.crop(picture, box, MARGIN * scale) for box in longest.tolist()]))


def _one_way_up(picture: Pixels, scale: float, number: int) -> _Read:
    degrees = raster.tilt(raster.ink(picture, scale), scale)
    level = raster.levelled(picture, degrees)
    marks = raster.ink(level, scale)
    rulings, lines = raster.rulings(marks, scale)
    inked = raster.pieces(raster.without(marks, lines, scale), scale)
    tables = _tables(find_lattices(rulings), inked, scale)
    outside = _outside(level, inked, [table.lattice.box for table in tables], scale)
    wanted = [*chain.from_iterable(table.lines for table in tables), *outside]
    found = recognise([raster.crop(level, box, MARGIN * scale, lines) for box in wanted])

    def placed(box: Box) -> Box:
        (back,) = raster.unlevelled(np.array([box]) * scale, level.shape, degrees) / scale
        left, top, right, bottom = back.round(2).tolist()
        return left, top, right, bottom

    left = iter(found)
    grids = [_grid(table, list(islice(left, len(table.lines))), number) for table in tables]
    printed = _printed(outside, list(left), scale)
    blocks = [_marked(block) for block in reading_order(grids, printed, number, level.shape[0] / scale)]
    return _Read([moved(block, placed) for block in blocks], _legible(found))


def _marked(block: Block) -> Block:
    """A table without ruling lines says of its cells as well that they were recognised."""
    return (
        replace(block, cells=tuple(replace(cell, reader=READER) for cell in block.cells))
        if isinstance(block, Grid)
        else block
    )


def _legible(found: Sequence[Recognised]) -> float:
    """The share of what was recognised that stands in longer lines, weighed by certainty: a page on its side has none."""
    told = sum(len(one.text) * one.score for one in found if len(one.text) >= LONGER)
    return told / max(1, sum(len(one.text) for one in found))


# ------------------------------------------------------------------ tables


@dataclass(frozen=True, slots=True)
class _Table:
    """A lattice with the lines of text in its cells: `owners` says in which cell each of `lines` (pixels) stands."""

    lattice: Lattice
    lines: list[Box]
    owners: list[int]


def _tables(lattices: Sequence[Lattice], inked: Floats, scale: float) -> list[_Table]:
    """Each lattice with the lines of text in its cells, from the top down."""
    x, y = ((inked[:, :2] + inked[:, 2:]) / 2 / scale).T
    tables: list[_Table] = []
    for lattice, within in owned(lattices, x, y):
        owners = np.where(_frayed(inked / scale, within, lattice), OUTSIDE, within)
        written = [
            (line, cell)
            for cell in np.unique(owners[owners != OUTSIDE]).tolist()
            for line in raster.text_lines(inked[owners == cell])
        ]
        tables.append(_Table(lattice, [line for line, _ in written], [cell for _, cell in written]))
    return sorted(tables, key=lambda table: table.lattice.corner)


def _frayed(inked: Floats, owners: Ints, lattice: Lattice) -> Bools:
    """Which ink (points) is what a ruling line left behind: thin, along an edge of its cell."""
    boxes = np.array([cell.box for cell in lattice.cells])[owners]
    near = np.abs(inked - boxes)
    width, height = inked[:, 2] - inked[:, 0], inked[:, 3] - inked[:, 1]
    level = (height < FRAYED) & (near[:, [1, 3]].min(axis=1) < BESIDE)
    upright = (width < FRAYED) & (near[:, [0, 2]].min(axis=1) < BESIDE / 2)
    return np.asarray((owners != OUTSIDE) & (level | upright))


def _grid(table: _Table, found: Sequence[Recognised], number: int) -> Grid:
    texts: dict[int, str] = {}
    doubts: dict[int, str] = {}
    for owner, one in zip(table.owners, found, strict=True):
        before = texts.get(owner, "")
        apart = before[-1:].isascii() and one.text[:1].isascii() and before and one.text
        texts[owner] = f"{before} {one.text}" if apart else before + one.text
        if one.score < SURE:
            doubts[owner] = f"图像识别把握不大（{one.score:.0%}）"
    lattice = table.lattice
    cells = tuple(
        GridCell(
            texts.get(i, "").strip(),
            c.row,
            c.column,
            c.row_span,
            c.column_span,
            Place(number, c.box),
            doubts.get(i),
            READER,
        )
        for i, c in enumerate(lattice.cells)
    )
    return Grid(cells, lattice.rows, lattice.columns, Place(number, lattice.box))


# ------------------------------------------------------------------ what stands outside tables


def _outside(level: Pixels, inked: Floats, tables: Sequence[Box], scale: float) -> list[Box]:
    """The lines of text (pixels) that stand in no table.

    The model that finds them passes over single figures, as they stand in a table without ruling lines: ink of a
    character's height that it left is text as well.
    """
    masks = np.array(tables).reshape(-1, 4) * scale
    inked = inked[~raster.covered(inked, masks)]
    rest = level.copy()
    for box in tables:
        left, top, right, bottom = (round(side * scale) for side in box)
        rest[max(0, top) : bottom, max(0, left) : right] = 255
    if int(rest.max()) - int(rest.min()) < raster.DARKER:
        return []
    found = detect(raster.resized(rest, COARSE)) / COARSE
    passed = inked[~raster.covered(inked, found)]
    height = (passed[:, 3] - passed[:, 1]) / scale
    missed = raster.words(passed[(height > LOWEST) & (height < HIGHEST)])
    lines = [*raster.tightened(found, inked), *missed]
    return parted(lines, [inked[raster.covered(inked, np.array([line]) + ROUND)] for line in lines])


def _printed(boxes: Sequence[Box], found: Sequence[Recognised], scale: float) -> list[PrintedLine]:
    """Recognised pieces as printed lines from the top down."""
    pieces = [
        Piece(one.text.strip(), (box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale))
        for box, one in zip(boxes, found, strict=True)
        if one.text.strip()
    ]
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box[1] + piece.box[3]):
        middle = (piece.box[1] + piece.box[3]) / 2
        first = lines[-1][0].box if lines else None
        if first is not None and abs(middle - (first[1] + first[3]) / 2) < ONE_LINE * (first[3] - first[1]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    ordered = [sorted(line, key=lambda piece: piece.box[0]) for line in lines]
    return [PrintedLine(tuple(line), hull([piece.box for piece in line])) for line in ordered]
