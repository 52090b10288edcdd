"""The blocks of a page: put in reading order, and moved to where the page shows them (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from nianbao.ingest.borderless import find_tables
from nianbao.ingest.envelope import is_folio
from nianbao.ingest.printed import PrintedLine
from nianbao.ingest.report import Block, Box, Grid, Line, Place


def reading_order(grids: Iterable[Grid], lines: Sequence[PrintedLine], page: int, height: float) -> list[Block]:
    """Ruled tables and printed lines from the top down, page numbers left out.

    Lines between two ruled tables that form a table without ruling lines become one.

    Args:
        grids, lines: of `page`, from the top down.
        page: its number, from 1.
        height: of the page in points.
    """
    left = [line for line in lines if not is_folio(line.text, line.box, height)]
    blocks: list[Block] = []
    for grid in grids:
        above = [line for line in left if line.box[1] < _top(grid)]
        blocks.extend(find_tables(above, page))
        blocks.append(grid)
        left = left[len(above) :]
    return [*blocks, *find_tables(left, page)]


def _top(grid: Grid) -> float:
    return grid.place.box[1] if grid.place.box else 0.0


def moved(block: Block, move: Callable[[Box], Box]) -> Block:
    """`block` with every box moved."""

    def at(place: Place) -> Place:
        return place if place.box is None else place._replace(box=move(place.box))

    if isinstance(block, Line):
        return replace(block, place=at(block.place))
    cells = tuple(replace(cell, place=at(cell.place)) for cell in block.cells)
    return replace(block, place=at(block.place), cells=cells)
