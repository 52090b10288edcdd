"""A born-digital PDF → Document: ruled tables as grids, everything else as printed lines, page by page.

The text layer is taken at its word; images of text are not read. Figures in tables drawn without any line are found by
their columns (`borderless`).
"""

from __future__ import annotations

from dataclasses import replace

from nianbao.ingest.borderless import find_tables
from nianbao.ingest.envelope import is_folio, no_text_layer
from nianbao.ingest.grid import find_grids
from nianbao.ingest.pdfium import opened
from nianbao.ingest.printed import printed_lines
from nianbao.ingest.report import Block, Document, Format, Grid, Line, Place
from nianbao.ingest.sheet import Sheet, read_sheet


def read(data: bytes) -> Document:
    """The content of a PDF in reading order; every line and cell knows its page and box.

    Raises:
        EmptyFile: no text layer (a scan).
        CorruptFile: damaged or cut off.
        LockedFile: a password is needed.
        OversizeFile: over a limit of pages, objects or characters.
    """
    blocks: list[Block] = []
    sizes: list[tuple[float, float]] = []
    legible = False
    with opened(data) as pdf:
        for number in range(1, len(pdf) + 1):
            with pdf.page(number) as page:
                sheet = read_sheet(page)
            sizes.append(sheet.size)
            legible = legible or bool((sheet.chars.codes != 0xFFFD).any())
            blocks.extend(layout(sheet))
    if not (legible and blocks):  # a scan may have its page numbers set in type
        raise no_text_layer()
    return Document(Format.PDF, "grid", tuple(blocks), tuple(sizes))


def layout(sheet: Sheet) -> list[Block]:
    """The lines and grids of one page in reading order, page numbers left out."""
    grids, free = find_grids(sheet.rulings, sheet.chars, sheet.number)
    lines = [line for line in printed_lines(sheet.chars.take(free)) if not is_folio(line.text, line.box, sheet.height)]
    blocks: list[Block] = []
    for grid in grids:
        above = [line for line in lines if line.box[1] < _top(grid)]
        blocks.extend(find_tables(above, sheet.number))
        blocks.append(grid)
        lines = lines[len(above) :]
    blocks.extend(find_tables(lines, sheet.number))
    return blocks if sheet.turn == 0 else [_displayed(block, sheet) for block in blocks]


def _top(grid: Grid) -> float:
    return grid.place.box[1] if grid.place.box else 0.0


def _displayed(block: Block, sheet: Sheet) -> Block:
    """`block` with its boxes in the display, where the page is printed sideways."""
    place = _turned(block.place, sheet)
    if isinstance(block, Line):
        return replace(block, place=place)
    return replace(block, place=place, cells=tuple(replace(c, place=_turned(c.place, sheet)) for c in block.cells))


def _turned(place: Place, sheet: Sheet) -> Place:
    return place if place.box is None else replace(place, box=sheet.displayed(place.box))
