"""RapidOCR's door: pictures of text → strings; the only module that imports rapidocr.

The models come with the package; nothing is fetched. Lines of text are recognised one by one: where the ruling lines
already say what a cell is, finding text in the page again would only lose small figures.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nianbao.ingest.chars import Floats, Pixels

NARROW = (3, 48, 64)
"""Channels, height and least width of what is recognised: a figure of one digit is no wider, and a wider picture costs time."""
BATCH = 4
"""Pictures recognised at once: twice as many take a hundred megabytes more and are no faster."""

_lock = threading.Lock()
"""One recognition at a time: a second one would wait for the same cores."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of one picture, and how sure the model is of it (0 to 1)."""

    text: str
    score: float


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    settings = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Rec.rec_img_shape": list(NARROW),
        "Rec.rec_batch_num": BATCH,
    }
    return RapidOCR(params=settings)


def recognise(pictures: Sequence[Pixels]) -> list[Recognised]:
    """The text of pictures that show one line each, in their order."""
    if not pictures:
        return []
    with _lock:
        found = _engine().recognize_txt([_coloured(picture) for picture in pictures])
    return [Recognised(text, float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


def detect(picture: Pixels) -> Floats:
    """Where text stands in a level picture: left, top, right, bottom in pixels, shape (n, 4)."""
    from rapidocr.main import RapidOCRError

    with _lock:
        try:
            _, found = _engine().detect_and_crop(_coloured(picture), {})
        except RapidOCRError:  # no text at all
            return np.zeros((0, 4))
    corners = np.asarray(found.boxes, dtype=np.float64)
    return np.hstack((corners.min(axis=1), corners.max(axis=1)))


def _coloured(picture: Pixels) -> Pixels:
    return np.repeat(picture[:, :, None], 3, axis=2)
