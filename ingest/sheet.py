"""One page of an open PDF → its characters and ruling lines, upright, from the top left (pure geometry, PDFium's text calls).

Three spaces meet here. The file's own has y upwards and an arbitrary origin; the display is what people see, after
/Rotate and CropBox, and all boxes we hand out are in it; the reading space is the display turned until the text stands
upright, for tables printed sideways on an upright page.
"""

from __future__ import annotations

import ctypes
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from math import pi

import numpy as np

from nianbao.ingest.chars import Chars, Floats, Ints, median, visible
from nianbao.ingest.errors import OversizeFile
from nianbao.ingest.grid import Rulings
from nianbao.ingest.ink import ink_of
from nianbao.ingest.pdfium import OpenPage, Slots, bare, bound
from nianbao.ingest.report import Box
from nianbao.ingest.unseen import unseen

MAX_CHARACTERS = 200_000
"""Characters a page: a full page of small print has five thousand."""
SAMPLE = 60
"""So many characters, taken evenly, show which way a page is written."""
HUGE = 3.0
"""So many times the usual height, a character's box is not believed."""
LEAST_RISE = 0.05
"""Figures on baselines that differ by less than this share of their height stand on one line."""
SQUARE = 3.0
"""Ink no longer than this in either direction is a dot."""

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int
_count_chars = bound("FPDFText_CountChars", _INT, _HANDLE)
_get_text = bound("FPDFText_GetText", _INT, _HANDLE, _INT, _INT, _HANDLE)
_get_unicode = bound("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
_has_no_code = bare("FPDFText_HasUnicodeMapError")
_get_box = bare("FPDFText_GetLooseCharBox")
_get_tight_box = bound("FPDFText_GetCharBox", _INT, _HANDLE, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
_get_origin = bare("FPDFText_GetCharOrigin")
_get_font_size = bound("FPDFText_GetFontSize", ctypes.c_double, _HANDLE, _INT)
_get_char_matrix = bound("FPDFText_GetMatrix", _INT, _HANDLE, _INT, _HANDLE)
_get_angle = bound("FPDFText_GetCharAngle", ctypes.c_float, _HANDLE, _INT)
_boxes = Slots(4, single=True, apart=False)
_origins = Slots(2, single=False, apart=True)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A page as it is read.

    Attributes:
        number: from 1.
        size: width and height of the display.
        turn: quarter turns clockwise from the display to the reading space.
        chars, rulings: in the reading space.
        recognised: most of the text was put behind the picture of a scan by another program that recognised it.
    """

    number: int
    size: tuple[float, float]
    turn: int
    chars: Chars
    rulings: Rulings
    recognised: bool = False

    @property
    def height(self) -> float:
        """Of the page in the reading space."""
        return self.size[1 - self.turn % 2]

    def displayed(self, box: Box) -> Box:
        """A box of the reading space as it lies in the display."""
        return displayed(box, self.size, self.turn)


def displayed(box: Box, size: tuple[float, float], turn: int) -> Box:
    """A box on a page of `size` that was turned clockwise by `turn` quarters, as it lies on the page itself."""
    width, height = size if turn % 2 == 0 else size[::-1]
    left, top, right, bottom = box
    match turn:
        case 1:
            return (top, width - right, bottom, width - left)
        case 2:
            return (width - right, height - bottom, width - left, height - top)
        case 3:
            return (height - bottom, left, height - top, right)
        case _:
            return box


def read_sheet(page: OpenPage) -> Sheet:
    """Everything on `page` that reading needs; what nobody sees (beyond its edge, white on white, covered) is left out.

    Raises:
        OversizeFile: absurdly many characters or objects.
        CorruptFile: its text cannot be loaded.
    """
    bounds, rotation = page.bounds, page.rotation
    with page.text() as layer:
        count = _count_chars(layer)
        if count > MAX_CHARACTERS:
            raise OversizeFile(
                f"第 {page.number} 页的字符超过 {MAX_CHARACTERS:,} 个，不像年度报告。", hint="请确认文件。"
            )
        units = _units(layer, count)
        upright = _direction(layer, units, rotation)
        boxes, origins = _places(layer, count)
        ink = ink_of(page.handle, page.number)
        inkless = 0.0
        if ink.inkless or ink.white or ink.covered:
            hidden = unseen(page, layer, turned(boxes, bounds, rotation), ink)
            units[hidden.unseen] = ord(" ")
            units[hidden.overtyped & (units > 0x20)] = 0
            inkless = float(hidden.inkless[units > 0x20].mean()) if (units > 0x20).any() else 0.0
        placed, baselines = turned(boxes, bounds, upright), turned(origins, bounds, upright)[:, 3]
        sizes = _sizes(layer, units, placed, baselines)
    chars = visible(units, placed, baselines, sizes)
    thin = turned(ink.thin, bounds, upright)
    turn = (upright - rotation) % 4
    width, height = page.size if turn % 2 == 0 else page.size[::-1]
    x, y = (chars.boxes[:, 0] + chars.boxes[:, 2]) / 2, (chars.boxes[:, 1] + chars.boxes[:, 3]) / 2
    seen = (x >= 0) & (x <= width) & (y >= 0) & (y <= height)
    inked = (thin[:, 2] >= 0) & (thin[:, 0] <= width) & (thin[:, 3] >= 0) & (thin[:, 1] <= height)
    thin = np.clip(thin[inked], 0.0, (width, height, width, height))
    return Sheet(page.number, page.size, turn, chars.take(seen), rule(thin), inkless > 0.5)


def turned(boxes: Floats, bounds: Box, quarters: int) -> Floats:
    """Boxes (left, bottom, right, top; y upwards) turned clockwise, as left, top, right, bottom from the top left."""
    left, bottom, right, top = boxes.T
    page_left, page_bottom, page_right, page_top = bounds
    match quarters % 4:
        case 1:
            sides = (bottom - page_bottom, left - page_left, top - page_bottom, right - page_left)
        case 2:
            sides = (page_right - right, bottom - page_bottom, page_right - left, top - page_bottom)
        case 3:
            sides = (page_top - top, page_right - right, page_top - bottom, page_right - left)
        case _:
            sides = (left - page_left, page_top - top, right - page_left, page_top - bottom)
    return np.column_stack(sides)


def rule(thin: Floats) -> Rulings:
    """Thin rectangles as ruling lines; a square may be a dot of either direction and stands in both."""
    left, top, right, bottom = thin.T
    width, height = right - left, bottom - top
    level, upright = width >= height, height >= width
    dot = (width <= SQUARE) & (height <= SQUARE)
    return Rulings(
        np.column_stack(((top + bottom) / 2, left, right))[level | dot],
        np.column_stack(((left + right) / 2, top, bottom))[upright | dot],
    )


def _units(layer: int, count: int) -> Ints:
    """The code of each character; 0 where the font does not say what its glyph means.

    PDFium then offers the glyph's number in its stead: a figure read so would be another figure.
    """
    buffer = np.zeros(count + 1, dtype=np.uint16)
    written = _get_text(layer, 0, count, buffer.ctypes.data)
    units = buffer[:count].astype(np.int64)
    if written != count + 1 or ((units >= 0xD800) & (units < 0xE000)).any():  # not one unit a character
        units = np.fromiter(map(_get_unicode, repeat(layer), range(count)), dtype=np.int64, count=count)
    uncoded = (
        np.fromiter(map(_has_no_code, repeat(ctypes.c_void_p(layer)), range(count)), dtype=np.int64, count=count) == 1
    )
    for index in np.flatnonzero(uncoded).tolist():
        left, bottom, right, top = _tight_box(layer, index).tolist()
        units[index] = 0 if right > left and top > bottom else ord(" ")  # a space has no ink
    return units


def _places(layer: int, count: int) -> tuple[Floats, Floats]:
    """Boxes (left, bottom, right, top) and origins (as boxes without extent) of all characters, in the page's own space."""
    address = ctypes.c_void_p(layer)
    left, top, right, bottom = _boxes.told(_get_box, address, count).T  # FS_RECTF
    origins = _origins.told(_get_origin, address, count)
    boxes = np.column_stack((left, np.minimum(top, bottom), right, np.maximum(top, bottom)))
    height = boxes[:, 3] - boxes[:, 1]
    for index in np.flatnonzero(height > HUGE * median(height)).tolist() if count else ():
        boxes[index] = _tight_box(layer, index)
    return boxes, np.hstack((origins, origins))


def _tight_box(layer: int, index: int) -> Floats:
    """The box of a character's ink; PDFium forgets the text matrix in the loose box of vertical writing."""
    box = np.zeros(4)  # left, right, bottom, top
    base = box.ctypes.data
    _get_tight_box(layer, index, base, base + 8, base + 16, base + 24)
    return box[[0, 2, 1, 3]]


def _sizes(layer: int, units: Ints, boxes: Floats, baselines: Floats) -> Floats:
    """How large each character is set (`Chars.sizes`); fonts are asked only where a figure may be raised.

    That is where figures stand on baselines nearer to each other than lines are.
    """
    heights = boxes[:, 3] - boxes[:, 1]
    digits = np.flatnonzero((units >= 0x30) & (units <= 0x39))
    if len(digits) < 2:
        return heights
    steps, height = np.diff(np.sort(baselines[digits])), float(heights[digits].max())
    if not ((steps > LEAST_RISE * height) & (steps < height)).any():
        return heights
    matrices = np.zeros((len(digits), 6), dtype=np.float32)
    base = matrices.ctypes.data
    places = digits.tolist()
    points = np.fromiter(map(_get_font_size, repeat(layer), places), dtype=np.float64, count=len(digits))
    deque(map(_get_char_matrix, repeat(layer), places, range(base, base + 24 * len(digits), 24)), maxlen=0)
    sizes = heights.copy()
    sizes[digits] = points * np.hypot(matrices[:, 2], matrices[:, 3])
    return sizes if (sizes[digits] > 0).all() else heights


def _direction(layer: int, units: Ints, rotation: int) -> int:
    """Quarter turns clockwise that bring the text upright: those of the display, unless most of it lies otherwise."""
    printed = np.flatnonzero(units > 0x20)
    if not len(printed):
        return rotation
    sample = printed[:: max(1, len(printed) // SAMPLE)].tolist()
    angles = np.fromiter(map(_get_angle, repeat(layer), sample), dtype=np.float64, count=len(sample))
    quarters = np.bincount(-np.rint(angles / (pi / 2)).astype(np.int64) % 4, minlength=4)
    most = int(quarters.argmax())
    return most if quarters[most] * 3 > len(sample) * 2 else rotation
