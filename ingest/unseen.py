"""Text that a page lists and nobody sees: painted with no ink, white on white, or covered by what was drawn later.

A converter leaves such text behind a form's fields, an editor paints a figure white instead of deleting it: read, it
would join the figure beside it. Whether a character is seen is not guessed from its colour, which may stand on a dark
ground or over the picture of a scan: the page is drawn, and what shows no contrast where the character stands is not
there.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from PIL import Image

from nianbao.ingest.chars import Bools, Floats
from nianbao.ingest.ink import Ink
from nianbao.ingest.pdfium import OpenPage, bound

SCALE = 2.0
"""Pixels a point: a stroke of a small character is a pixel wide."""
CONTRAST = 48
"""Between the lightest and the darkest pixel, of 255: less is a shade of the ground."""
SHARED = 0.25
"""A character that shares so much of its box with one that is not covered is typed anew over it."""
INNER = 0.15
"""The share of a character's box left out on every side, where ruling lines and neighbours reach in."""
SCANNED = 0.5
"""Where less than this share of the inkless text has nothing behind it, it is the text of a scan, which lies only roughly
where its picture is: all of it counts as seen."""

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int
_get_object_of = bound("FPDFText_GetTextObject", _HANDLE, _HANDLE, _INT)


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """What is hidden of a page's characters; shape (n,).

    Attributes:
        unseen: nobody sees them.
        inkless: they paint nothing, though a picture may show them.
        overtyped: they may be covered, and another is printed where they stand: which is seen cannot be told.
    """

    unseen: Bools
    inkless: Bools
    overtyped: Bools


def unseen(page: OpenPage, layer: int, boxes: Floats, ink: Ink) -> Hidden:
    """The characters that nobody sees.

    Args:
        page: the page, to be drawn.
        layer: its text.
        boxes: left, top, right, bottom of each character in points of the display, shape (n, 4).
        ink: says which text is in question; all other text is taken as seen.
    """
    count = len(boxes)
    objects = list(map(_get_object_of, repeat(layer), range(count)))
    inkless, white, covered = (
        np.fromiter((one in kind for one in objects), dtype=np.bool_, count=count)
        for kind in (ink.inkless, ink.white, ink.covered)
    )
    blank = np.zeros(count, dtype=np.bool_)
    asked = inkless | white | covered
    if not asked.any():
        return Hidden(blank, inkless, blank)
    image, scale = page.image(SCALE)
    blank[asked] = _blank(image, boxes[asked] * scale)
    if inkless.any() and blank[inkless].mean() < SCANNED:
        blank[inkless] = False
    return Hidden(blank, inkless, _overtyped(boxes, covered & ~blank, ~covered))


def _overtyped(boxes: Floats, which: Bools, others: Bools) -> Bools:
    """Those of `which` that share their place with one of `others`."""
    found = np.zeros(len(boxes), dtype=np.bool_)
    over = boxes[others]
    for i in np.flatnonzero(which).tolist():
        left, top, right, bottom = boxes[i]
        width = np.clip(np.minimum(right, over[:, 2]) - np.maximum(left, over[:, 0]), 0, None)
        height = np.clip(np.minimum(bottom, over[:, 3]) - np.maximum(top, over[:, 1]), 0, None)
        found[i] = (width * height > SHARED * (right - left) * (bottom - top)).any()
    return found


def _blank(image: Image.Image, boxes: Floats) -> Bools:
    """Behind which boxes (pixels) the image shows nothing."""
    grey = np.asarray(image.convert("L"))
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    inner = boxes + INNER * np.column_stack((width, height, -width, -height))
    inner = np.clip(inner, 0, (grey.shape[1], grey.shape[0]) * 2)
    blank = np.ones(len(boxes), dtype=np.bool_)
    for i, (left, top, right, bottom) in enumerate(inner.round().astype(np.int64).tolist()):
        part = grey[top : max(bottom, top + 1), left : max(right, left + 1)]
        blank[i] = not part.size or int(part.max()) - int(part.min()) < CONTRAST
    return blank
