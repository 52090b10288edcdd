"""The characters of a page as parallel arrays (pure).

A page has a thousand characters, a reader ten thousand pages: every step is one operation on arrays, never a Python
object a character.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nianbao.ingest import radicals

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Pixels: TypeAlias = npt.NDArray[np.uint8]
"""A grey picture: shape (height, width), 255 is white."""

OUTSIDE = -1
"""Owner of the characters that stand in no drawn cell."""


def table_of(codes: Iterable[int]) -> Bools:
    """The set of `codes`, none above 0xFFFF, for `among`."""
    table = np.zeros(0x1_0001, dtype=np.bool_)
    table[list(codes)] = True
    return table


def among(codes: Ints, table: Bools) -> Bools:
    """Which codes are in the set: one look-up a code, where `np.isin` would sort both or lay out a table at every call."""
    return table.take(codes, mode="clip")


def median(values: Floats) -> float:
    """That of one or more numbers, as `np.median` has it, which takes ten times as long over the few of a page."""
    ordered = np.sort(values)
    middle = len(ordered) // 2
    if len(ordered) % 2 or np.isnan(ordered[-1]):
        return float(ordered[-1] if np.isnan(ordered[-1]) else ordered[middle])
    return float((ordered[middle - 1] + ordered[middle]) / 2)


def steps(first: bool, following: Bools) -> Bools:
    """`first` and `following` in one."""
    joined = np.empty(len(following) + 1, dtype=np.bool_)
    joined[0], joined[1:] = first, following
    return joined


def lengths(starts: Ints, end: int) -> Ints:
    """How long each stretch is that begins at one of `starts`, ascending, and ends where the next begins; the last at `end`."""
    counts = np.empty(len(starts), dtype=np.int64)
    np.subtract(starts[1:], starts[:-1], out=counts[:-1])
    counts[-1:] = end - starts[-1:]
    return counts


_UNSEEN = table_of([0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF])
_LINE_END_HYPHEN = 0x02
"""What PDFium puts for a hyphen at the end of a line; a cell that shows a dash must not turn blank by it."""

_UNIFIED = np.array(
    [radicals.IDEOGRAPHS.get(code, code) for code in range(radicals.FIRST, radicals.LAST + 1)], dtype=np.int64
)


@dataclass(frozen=True, slots=True, eq=False)
class Chars:
    """The visible characters of a page in the order the file draws them.

    Attributes:
        codes: Unicode scalar values, shape (n,).
        boxes: left, top, right, bottom in points from the page's top left, shape (n, 4).
        baselines: distance of the baseline from the page's top, shape (n,).
        spaced: whether the file has a space between the character and the one drawn before it, shape (n,).
        sizes: how large each is set, shape (n,): on one page either heights of boxes, which differ by font as well,
            or (of figures, where one may be raised) font sizes in points.
    """

    codes: Ints
    boxes: Floats
    baselines: Floats
    spaced: Bools
    sizes: Floats

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, keep: Bools | Ints) -> Chars:
        """The characters that `keep` selects."""
        return Chars(self.codes[keep], self.boxes[keep], self.baselines[keep], self.spaced[keep], self.sizes[keep])


def visible(units: Ints, boxes: Floats, baselines: Floats, sizes: Floats | None = None) -> Chars:
    """What a reader sees of what a text layer lists: surrogate pairs joined, spaces and marks without ink left out.

    A character whose code is unknown (0) is kept as U+FFFD: something is printed there, and unread is not blank.
    Where no `sizes` are given, the heights of the boxes are.
    """
    sizes = boxes[:, 3] - boxes[:, 1] if sizes is None else sizes
    codes = np.where(units == 0, 0xFFFD, units)
    codes[codes == _LINE_END_HYPHEN] = ord("-")
    keep = (codes > 0x20) & ((codes < 0x7F) | (codes > 0x9F)) & ~among(codes, _UNSEEN)
    high = (codes >= 0xD800) & (codes < 0xDC00)
    low = (codes >= 0xDC00) & (codes < 0xE000)
    if high.any() or low.any():
        first = np.flatnonzero(high[:-1] & low[1:])
        codes[first] = 0x10000 + ((codes[first] - 0xD800) << 10) + (codes[first + 1] - 0xDC00)
        keep[first + 1] = False
        codes[(codes >= 0xD800) & (codes < 0xE000)] = 0xFFFD
    radical = (codes >= radicals.FIRST) & (codes <= radicals.LAST)
    if radical.any():
        codes[radical] = _UNIFIED[codes[radical] - radicals.FIRST]
    spaced = np.zeros(len(codes), dtype=np.bool_)
    spaced[1:] = ((codes == 0x20) | (codes == 0xA0) | (codes == 0x3000))[:-1]
    return Chars(codes, boxes, baselines, spaced, sizes).take(keep)
