"""A file that is a picture (a photograph or scan of a page, a fax of several) → its pages as pictures.

Pillow opens it; what a picture may be is limited before it is unpacked.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from nianbao.ingest.chars import Pixels
from nianbao.ingest.errors import CorruptFile, OversizeFile

warnings.filterwarnings("ignore", module="PIL")  # of every odd tag in a file; what cannot be read raises
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
MAX_PIXELS = 80_000_000
"""An A3 page at 600 dpi has 70 million."""
MAX_PAGES = 60
"""Pages that are recognised of one file: a report has some ten, and each takes seconds."""
A4 = (595.0, 842.0)
"""Points."""
PLAUSIBLE = (72, 1_200)
"""Resolutions (dpi) that a file may claim; others, and the 72 and 96 that programs write unasked, say nothing."""
UNASKED = frozenset({72, 96})


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise OversizeFile(
                    f"图片有 {image.width:,}×{image.height:,} 像素，超过上限。", hint="请以 200 至 300 dpi 重新扫描。"
                )
            if getattr(image, "n_frames", 1) > MAX_PAGES:
                raise too_many(getattr(image, "n_frames", 1))
            yield image
    except Image.DecompressionBombError as error:
        raise OversizeFile("图片像素过多，超过上限。", hint="请以 200 至 300 dpi 重新扫描。") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise CorruptFile("图片已损坏，无法打开。", hint="请重新扫描或另存后再试。") from error


def too_many(pages: int) -> OversizeFile:
    """The refusal of a scan of too many pages."""
    return OversizeFile(
        f"扫描件有 {pages} 页，超过 {MAX_PAGES} 页的上限。", hint="请只提供年度报告正文，或改用可以复制文字的版本。"
    )


def shown_pages(data: bytes) -> Iterator[tuple[Image.Image, float]]:
    """Each page as displayed (turned as the camera says, colours as they are) with its pixels a point.

    Raises:
        CorruptFile, OversizeFile: why it cannot be opened.
    """
    with _opened(data) as image:
        for frame in ImageSequence.Iterator(image):
            # what is transparent is paper
            turned = ImageOps.exif_transpose(frame).convert("RGBA")
            page = Image.new("RGB", turned.size, "white")
            page.paste(turned, mask=turned.getchannel("A"))
            yield page, _scale(page.size, frame.info.get("dpi"))


def grey(image: Image.Image) -> Pixels:
    """A page as the recogniser takes it: shape (height, width), 255 is white."""
    return np.asarray(image.convert("L"), dtype=np.uint8)


def _scale(size: tuple[int, int], dpi: object) -> float:
    """Pixels a point: by the resolution that the file says, else as if its page were A4."""
    claimed = dpi[0] if isinstance(dpi, tuple) and dpi else None
    try:
        claimed = float(claimed) if claimed is not None else None
    except (TypeError, ValueError, ZeroDivisionError):
        claimed = None
    if claimed is not None and PLAUSIBLE[0] <= claimed <= PLAUSIBLE[1] and round(claimed) not in UNASKED:
        return claimed / 72
    return max(size) / A4[1] if max(size) < 1.6 * min(size) else min(size) / A4[0]
