"""A PDF → the same pages as a scanner would give them: askew, blurred, unevenly lit, grained, packed as JPEG.

Only for measuring: which pages come out is fixed by `seed`, so that two runs see the same scans.
"""

from __future__ import annotations

import io
from itertools import count
from typing import Literal

import numpy as np
from PIL import Image, ImageFilter

from nianbao.ingest.pages import render

SKEW = 1.2
"""Degrees, at most, that a page lies askew."""
DARKEST = 0.85
"""Share of its light that the right edge of a page keeps, at least."""
GRAIN = (2.0, 9.0)
"""Standard deviation of the grain, of 255."""
BLUR = (0.2, 0.6)
"""Pixels."""
QUALITY = 80


def scanned(pdf: bytes, seed: int, dpi: int = 200, kind: Literal["PDF", "TIFF"] = "PDF") -> bytes:
    """The pages of `pdf` as pictures in one file of `kind`."""
    rng = np.random.default_rng(seed)
    pages = [_scan(image, rng) for image in _pages(pdf, dpi)]
    out = io.BytesIO()
    more = {"resolution": dpi, "quality": QUALITY} if kind == "PDF" else {"dpi": (dpi, dpi), "compression": "tiff_lzw"}
    pages[0].save(out, kind, save_all=True, append_images=pages[1:], **more)
    return out.getvalue()


def _pages(pdf: bytes, dpi: int) -> list[Image.Image]:
    pages: list[Image.Image] = []
    for number in count(1):
        try:
            png = render(pdf, number, scale=dpi / 72)
        except ValueError:  # no more pages
            return pages
        pages.append(Image.open(io.BytesIO(png)).convert("L"))
    return pages


def _scan(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    turned = page.rotate(rng.uniform(-SKEW, SKEW), resample=Image.Resampling.BICUBIC, fillcolor=255)
    blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(rng.uniform(*BLUR))), dtype=np.float64)
    light = np.linspace(1.0, rng.uniform(DARKEST, 1.0), blurred.shape[1])[None, :]
    grained = blurred * light * 0.97 + rng.normal(0.0, rng.uniform(*GRAIN), blurred.shape)
    return Image.fromarray(np.clip(grained, 0, 255).astype(np.uint8))
