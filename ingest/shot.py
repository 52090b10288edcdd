"""Pages that are pictures: which ones are, and what is recognised on them (`scan`).

Only pages that need it are drawn and recognised: a page takes a thousand times as long as one with a text layer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nianbao.ingest.chars import Bools, Ints, Pixels, among, table_of
from nianbao.ingest.errors import EmptyFile
from nianbao.ingest.pdfium import OpenPage
from nianbao.ingest.picture import grey, shown_pages
from nianbao.ingest.report import Block, Document, Format
from nianbao.ingest.sheet import Sheet

DPI = 200
"""Resolution that pages are recognised at: the figures of a form are then some 25 pixels high."""
OTHER_DPI = 270
"""That of a second reading."""

FEW = 12
"""A page with fewer characters may be a picture with its page number set in type."""
UNKNOWN = 0.3
"""A page with more than this share of characters that mean nothing does not say what it shows."""
INKED = 0.004
"""The share of a page's area that is ink, at least, where there is text to recognise; a page of text has ten times that."""
COARSE = 0.5
"""Pixels a point for that."""
DARK = 160

ENOUGH = 200
"""So many hanzi show what a text is."""
COMMON = frozenset(map(ord, "的公开政府信息年和了一不件有工作机关为中是本申请理"))
"""Hanzi of every report: of a Chinese text more than a tenth."""
_COMMON = table_of(COMMON)
RARE = 0.05
"""A text with a smaller share of them is none: its font says the wrong characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """The picture of a page: grey, `scale` pixels a point, to be recognised at `dpi`."""

    number: int
    size: tuple[float, float]
    picture: Pixels
    scale: float
    dpi: int


def read(data: bytes, dpi: int = DPI) -> Document:
    """The content of a file that is a picture, or several; every line and cell knows its page and box.

    Raises:
        EmptyFile: nothing to read in it.
        CorruptFile, OversizeFile: why it cannot be opened.
    """
    blocks: list[Block] = []
    sizes: list[tuple[float, float]] = []
    for number, (image, scale) in enumerate(shown_pages(data), start=1):
        size = image.width / scale, image.height / scale
        sizes.append(size)
        blocks.extend(recognised(Shot(number, size, grey(image), scale, dpi)))
    if not blocks:
        raise EmptyFile("这张图片里没有认出文字。", hint="请确认是年度报告的扫描件，并以 200 至 300 dpi 重新扫描。")
    return Document(Format.IMAGE, "ocr", tuple(blocks), tuple(sizes))


def speaks(sheet: Sheet) -> bool:
    """Whether a page's text layer says by itself what the page shows."""
    codes = sheet.chars.codes
    return len(codes) >= FEW and not sheet.recognised and float(_meaningless(codes).mean()) <= UNKNOWN


def is_gibberish(codes: Ints) -> bool:
    """Whether a document's text layer is Chinese only by its codes: a font that says wrong ones."""
    hanzi = codes[(codes >= 0x4E00) & (codes <= 0x9FFF)]
    return len(hanzi) >= ENOUGH and float(among(hanzi, _COMMON).mean()) < RARE


def shoot(page: OpenPage, sheet: Sheet, dpi: int) -> Shot | None:
    """The picture of a page, or None where beside its text layer there is nothing on it."""
    if not sheet.recognised and len(sheet.chars) < FEW and not _drawn_beside(page, sheet):
        return None
    image, scale = page.image(dpi / 72)
    return Shot(sheet.number, sheet.size, grey(image), scale, dpi)


def recognised(shot: Shot) -> list[Block]:
    """The lines and grids of a picture."""
    from nianbao.ingest.scan import read_picture  # the recogniser is loaded only where a page needs it

    return read_picture(shot.picture, shot.scale, shot.number, shot.dpi)


def _meaningless(codes: Ints) -> Bools:
    """Unknown characters and those of private use."""
    return np.asarray((codes == 0xFFFD) | ((codes >= 0xE000) & (codes <= 0xF8FF)))


def _drawn_beside(page: OpenPage, sheet: Sheet) -> bool:
    """Whether a page shows more than the few characters of its text layer and the lines that rule them."""
    image, scale = page.image(COARSE)
    ink = np.array(image.convert("L")) < DARK
    known = sheet.chars.boxes[~_meaningless(sheet.chars.codes)]
    if len(known):  # a table without a character in it is not known, whatever rules it
        known = np.concatenate(
            (known, sheet.rulings.horizontal[:, [1, 0, 2, 0]], sheet.rulings.vertical[:, [0, 1, 0, 2]])
        )
    for box in known.tolist():
        left, top, right, bottom = (round(side * scale) for side in sheet.displayed((box[0], box[1], box[2], box[3])))
        ink[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = False
    return float(ink.mean()) > INKED
