"""A page of a PDF or of a picture as an image, with boxes marked: what a citation shows.

Boxes are in points from the top left of the page as displayed, as `ingest.pdf` hands them out.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from nianbao.ingest.pdfium import opened
from nianbao.ingest.picture import shown_pages
from nianbao.ingest.report import Box

PADDING = 2.0
"""Points between a box and its outline: a cell's ruling lines stay visible within."""
OUTLINE = (200, 30, 30, 255)
FILL = (255, 214, 0, 70)
LINE_WIDTH = 1.2
"""Points."""


def render(data: bytes, page: int, boxes: Sequence[Box] = (), scale: float = 2.0, *, crop: Box | None = None) -> bytes:
    """Page `page` (from 1) of the file `data` as a PNG, with `boxes` outlined and tinted.

    Args:
        data: the file.
        page: counted from 1.
        boxes: in points; what lies outside the page is not seen.
        scale: pixels a point; less where the page is so large that the image would not fit in memory.
        crop: the part of the page to show, in points; the whole page by default.

    Raises:
        FileRefused: the file cannot be opened, or the page not be drawn.
        ValueError: the file has no such page, or `crop` holds nothing of it.
    """
    image, scale = (_of_pdf if b"%PDF-" in data[:1024] else _of_picture)(data, page, scale)
    marked = mark(image, boxes, scale)
    if crop is not None:
        marked = marked.crop(_pixels(crop, scale, marked.size))
    png = io.BytesIO()
    marked.save(png, "PNG", compress_level=3)
    return png.getvalue()


def _of_pdf(data: bytes, page: int, scale: float) -> tuple[Image.Image, float]:
    with opened(data) as pdf:
        if not 1 <= page <= len(pdf):
            raise _no_page(page, len(pdf))
        with pdf.page(page) as sheet:
            return sheet.image(scale)


def _of_picture(data: bytes, page: int, scale: float) -> tuple[Image.Image, float]:
    number = 0
    for number, (image, own) in enumerate(shown_pages(data), start=1):
        if number == page:
            size = max(1, round(image.width / own * scale)), max(1, round(image.height / own * scale))
            return image.resize(size), scale
    raise _no_page(page, number)


def _no_page(page: int, pages: int) -> ValueError:
    return ValueError(f"第 {page} 页不存在：这份文件共 {pages} 页。")


def mark(image: Image.Image, boxes: Sequence[Box], scale: float) -> Image.Image:
    """`image` with each box of `boxes` (points) outlined and tinted, at `scale` pixels a point."""
    if not boxes:
        return image
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        padded = (left - PADDING, top - PADDING, right + PADDING, bottom + PADDING)
        corners = [scale * side for side in padded]
        draw.rectangle(corners, fill=FILL, outline=OUTLINE, width=max(1, round(LINE_WIDTH * scale)))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _pixels(crop: Box, scale: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The pixels of `crop` that the image has."""
    left, top, right, bottom = (round(scale * side) for side in crop)
    inside = (max(0, left), max(0, top), min(size[0], right), min(size[1], bottom))
    if inside[0] >= inside[2] or inside[1] >= inside[3]:
        message = f"crop {crop} holds nothing of the page"
        raise ValueError(message)
    return inside
