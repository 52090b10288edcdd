"""Which text of a page something filled was drawn over afterwards: white-out hides a figure and leaves it in the file.

Whether it is hidden indeed (the filling may be a tint, or see-through) only the drawn page shows (`unseen`).
"""

from __future__ import annotations

import ctypes
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from nianbao.ingest.chars import Bools, Floats
from nianbao.ingest.pdfium import bound

LEAST = 4.0
"""Points across: what is thinner is a line, and hides no figure."""

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int
_get_bounds = bound("FPDFPageObj_GetBounds", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
_get_draw_mode = bound("FPDFPath_GetDrawMode", _INT, _HANDLE, _HANDLE, _HANDLE)

UPRIGHT = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])


def bounds_of(handles: list[int]) -> Floats:
    """Left, bottom, right, top of objects in the space they stand in, shape (n, 4)."""
    bounds = np.zeros((len(handles), 4), dtype=np.float32)
    base = bounds.ctypes.data
    corners = (range(base + 4 * corner, base + 4 * corner + 16 * len(handles), 16) for corner in range(4))
    deque(map(_get_bounds, handles, *corners), maxlen=0)
    return bounds.astype(np.float64)


def draw_mode(path: int) -> tuple[bool, bool]:
    """Whether a path is filled, and whether its outline is drawn."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _get_draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    return fill.value != 0, stroke.value != 0


def mapped(points: Floats, matrix: Floats) -> Floats:
    """`points` through one matrix (a, b, c, d, e, f), or each through its own."""
    a, b, c, d, e, f = matrix.T
    x, y = points.T
    return np.column_stack((a * x + c * y + e, b * x + d * y + f))


def mapped_boxes(boxes: Floats, matrix: Floats) -> Floats:
    """Boxes around `boxes` mapped through a matrix that turns by quarters, if at all."""
    one, other = mapped(boxes[:, :2], matrix), mapped(boxes[:, 2:], matrix)
    return np.hstack((np.minimum(one, other), np.maximum(one, other)))


@dataclass(slots=True)
class Order:
    """The text and the large paths of a page in the order they are drawn; forms are numbered within their own place.

    Attributes:
        texts: for each group of objects that stand in one space: handles, places in the order, matrix to the page.
        paths: the same of paths, with their boxes on the page in the matrix' stead.
    """

    texts: list[tuple[list[int], Floats, Floats]] = field(default_factory=list)
    paths: list[tuple[list[int], Floats, Floats]] = field(default_factory=list)

    def covered(self) -> frozenset[int]:
        """The text objects that a filled path, drawn later, reaches over."""
        begun = min((float(places.min()) for _, places, _ in self.texts if len(places)), default=np.inf)
        boxes, after = self._covers(begun)
        if not len(after):
            return frozenset()
        found: list[int] = []
        for handles, places, matrix in self.texts:
            earlier = np.flatnonzero(places < after.max())
            before = [handles[i] for i in earlier.tolist()]
            inner = mapped_boxes(bounds_of(before), matrix)
            under = _under(inner, places[earlier], boxes, after)
            found.extend(before[i] for i in np.flatnonzero(under).tolist())
        return frozenset(found)

    def _covers(self, begun: float) -> tuple[Floats, Floats]:
        """Boxes and places of the filled paths drawn after the first text."""
        boxes, after = [np.zeros((0, 4))], [np.zeros(0)]
        for handles, places, bounds in self.paths:
            wide = (bounds[:, 2:] - bounds[:, :2] > LEAST).all(axis=1) & (places > begun)
            for i in np.flatnonzero(wide).tolist():
                wide[i], _ = draw_mode(handles[i])
            boxes.append(bounds[wide])
            after.append(places[wide])
        return np.concatenate(boxes), np.concatenate(after)


def _under(inner: Floats, places: Floats, boxes: Floats, after: Floats) -> Bools:
    """Which of `inner`, drawn at `places`, share room with one of `boxes` that is drawn after them, and lie level with it.

    A text object may be a whole line: it lies level with what its middle stands above, below or beside. Few pairs are
    left when heights and places have been compared.
    """
    left, bottom, right, top = inner.T
    least_x, least_y, most_x, most_y = boxes.T
    some = (top > bottom) & (right > left)
    near = (bottom[:, None] < most_y) & (top[:, None] > least_y) & (places[:, None] < after) & some[:, None]
    i, j = np.nonzero(near)
    x, y = (left[i] + right[i]) / 2, (bottom[i] + top[i]) / 2
    level = ((x > least_x[j]) & (x < most_x[j])) | ((y > least_y[j]) & (y < most_y[j]))
    under = np.zeros(len(inner), dtype=np.bool_)
    under[i[level & (right[i] > least_x[j]) & (left[i] < most_x[j])]] = True
    return under
