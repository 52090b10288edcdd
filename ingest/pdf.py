"""A PDF → Document: ruled tables as grids, everything else as printed lines, page by page.

The text layer is taken at its word where it says what the page shows. A page that is a picture (a scan, text drawn as
outlines, a text layer of unknown characters) is recognised (`scan`). Figures in tables drawn without any line are found
by their columns (`borderless`).
"""

from __future__ import annotations

import numpy as np

from nianbao.ingest.blocks import moved, reading_order
from nianbao.ingest.errors import EmptyFile
from nianbao.ingest.grid import find_grids
from nianbao.ingest.pdfium import opened
from nianbao.ingest.picture import MAX_PAGES, too_many
from nianbao.ingest.printed import printed_lines
from nianbao.ingest.report import Block, Document, Format
from nianbao.ingest.sheet import Sheet, read_sheet
from nianbao.ingest.shot import DPI, Shot, is_gibberish, recognised, shoot, speaks


def read(data: bytes, dpi: int = DPI) -> Document:
    """The content of a PDF in reading order; every line and cell knows its page and box.

    Args:
        data: the file.
        dpi: the resolution at which pages are recognised that are pictures.

    Raises:
        EmptyFile: nothing on any page.
        CorruptFile: damaged or cut off.
        LockedFile: a password is needed.
        OversizeFile: over a limit of pages, objects or characters.
    """
    pages: list[Sheet | Shot] = []
    with opened(data) as pdf:
        for number in range(1, len(pdf) + 1):
            with pdf.page(number) as page:
                sheet = read_sheet(page)
                shot = None if speaks(sheet) else shoot(page, sheet, dpi)
            pages.append(shot or sheet)
        sheets = [page for page in pages if isinstance(page, Sheet)]
        if sheets and is_gibberish(np.concatenate([sheet.chars.codes for sheet in sheets])):
            for sheet in sheets:
                with pdf.page(sheet.number) as page:
                    pages[sheet.number - 1] = shoot(page, sheet, dpi) or sheet
    pictures = sum(isinstance(page, Shot) for page in pages)
    if pictures > MAX_PAGES:
        raise too_many(pictures)
    blocks = [block for page in pages for block in (layout(page) if isinstance(page, Sheet) else recognised(page))]
    if not blocks:
        raise EmptyFile("这份 PDF 里没有可读的文字。", hint="请确认文件不是空白页。")
    return Document(
        Format.PDF, "ocr" if pictures > len(pages) / 2 else "grid", tuple(blocks), tuple(p.size for p in pages)
    )


def layout(sheet: Sheet) -> list[Block]:
    """The lines and grids of one page in reading order, page numbers left out."""
    grids, free = find_grids(sheet.rulings, sheet.chars, sheet.number)
    blocks = reading_order(grids, printed_lines(sheet.chars.take(free)), sheet.number, sheet.height)
    return [moved(block, sheet.displayed) for block in blocks] if sheet.turn else blocks
