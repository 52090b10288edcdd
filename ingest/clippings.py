"""Page images of faulty cells: the place on the page cut out with its surroundings, and the whole page small.

Each page is drawn once, however many of its cells are cut out. The images have few colours and little weight,
so that a report about many files stays fit to be mailed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from PIL import Image

from nianbao.ingest.chapter import Clipping
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.pages import mark
from nianbao.ingest.pdfium import OpenPdf, opened
from nianbao.ingest.report import Box, Cell

SCALE = 1.7
"""Pixels a point of a cutting: legible on paper at the width it is printed in."""
WHOLE_WIDTH = 260
"""Pixels of the small whole page, shown at half its size."""
COLOURS = 64

WIDEST = 640.0
"""Points of paper a cutting is wide: an upright page whole; wider ones would be too small to read."""
LEAST_HEIGHT = 170.0
MARGIN = 40.0


def clippings(data: bytes, cells: Iterable[Cell]) -> dict[str, Clipping]:
    """Cell key → its clipping, for the cells of the PDF `data` whose place on a page is known.

    A page that cannot be drawn gives none: what was read of the file stands without its image.
    """
    on_page: dict[int, list[tuple[str, Box]]] = {}
    for cell in cells:
        if cell.place.page is not None and cell.place.box is not None:
            on_page.setdefault(cell.place.page, []).append((cell.key, cell.place.box))
    if not on_page:
        return {}
    found: dict[str, Clipping] = {}
    try:
        with opened(data) as pdf:
            for page, boxes in on_page.items():
                found.update(_of_page(pdf, page, boxes))
    except FileRefused:
        return found
    return found


def _of_page(pdf: OpenPdf, page: int, boxes: list[tuple[str, Box]]) -> Iterator[tuple[str, Clipping]]:
    if not 1 <= page <= len(pdf):
        return
    with pdf.page(page) as sheet:
        size = sheet.size
        image, scale = sheet.image(SCALE)
    reduction = WHOLE_WIDTH / image.width
    small = image.resize((WHOLE_WIDTH, max(1, round(image.height * reduction))), Image.Resampling.LANCZOS)
    for key, box in boxes:
        left, top, right, bottom = window(size, box)
        corners = (round(left * scale), round(top * scale), round(right * scale), round(bottom * scale))
        near = mark(image, [box], scale).crop(corners)
        whole = mark(small, [box], scale * reduction)
        yield key, Clipping(page, _png(near), near.size, _png(whole), whole.size)


def window(page: tuple[float, float], box: Box) -> Box:
    """The part of a page of that size to show around `box`, inside the page; all in points.

    As far to the left as `box` allows: there stand the labels of its row.
    """
    width = min(page[0], max(WIDEST, box[2] - box[0] + 2 * MARGIN))
    height = min(page[1], max(LEAST_HEIGHT, box[3] - box[1] + 2 * MARGIN))
    left = min(max(box[2] + MARGIN - width, 0.0), page[0] - width)
    top = min(max((box[1] + box[3] - height) / 2, 0.0), page[1] - height)
    return (left, top, left + width, top + height)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    # the octree keeps rare colours, such as a thin red outline; the median cut would average them away
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
