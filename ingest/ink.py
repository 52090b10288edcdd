"""Objects of a PDF page → thin rectangles, the ink that may rule a table; and the text that may have no ink.

Producers draw one and the same table as stroked lines, as filled rectangles half a point wide, as squares in a row
(dots), as a stroked rectangle a cell, as one path for the whole page, or as a filled ring between two rectangles.
All become thin rectangles here, in the page's own space (y upwards). What is filled and thick is shading and rules nothing.
"""

from __future__ import annotations

import ctypes
from collections import deque
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from nianbao.ingest.chars import Bools, Floats, Ints, steps
from nianbao.ingest.cover import UPRIGHT, Order, bounds_of, draw_mode, mapped, mapped_boxes
from nianbao.ingest.errors import OversizeFile
from nianbao.ingest.paper import PALE
from nianbao.ingest.pdfium import FORM, IMAGE, LINE_TO, MOVE_TO, PATH, TEXT, bare, bound

MAX_OBJECTS = 200_000
"""Objects a page: a report's page has a thousand, a map a hundred thousand."""
MAX_SEGMENTS = 20_000
"""A path of more segments is a drawing, not a table."""
FEWEST_IN_FRAME = 8
"""Two rectangles have so many points; a filled path of fewer is shading."""
MAX_DEPTH = 12
"""Forms within forms."""
THIN = 3.0
"""Points across, at most."""
THICK_LINE, SLENDER = 5.0, 10.0
"""Points across, at most, where it is so many times as long."""
STRAIGHT = 0.6
"""A segment that strays no further than this is level or upright."""
FAINT = 25
"""Text whose opacity is so small (of 255) may not be seen on paper; so may not pale text."""
INKLESS, FILLED = (3, 7), (0, 4)
"""Rendering modes of text that paint nothing, and that paint with the colour of filling alone (ISO 32000-1, table 106)."""

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int
_count_objects = bound("FPDFPage_CountObjects", _INT, _HANDLE)
_get_object = bare("FPDFPage_GetObject", _HANDLE)
_count_in_form = bound("FPDFFormObj_CountObjects", _INT, _HANDLE)
_get_in_form = bound("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
_get_type = bound("FPDFPageObj_GetType", _INT, _HANDLE)
_get_matrix = bound("FPDFPageObj_GetMatrix", _INT, _HANDLE, _HANDLE)
_count_segments = bound("FPDFPath_CountSegments", _INT, _HANDLE)
_get_segment = bound("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INT)
_get_segment_type = bound("FPDFPathSegment_GetType", _INT, _HANDLE)
_get_point = bound("FPDFPathSegment_GetPoint", _INT, _HANDLE, _HANDLE, _HANDLE)
_get_close = bound("FPDFPathSegment_GetClose", _INT, _HANDLE)
_get_mode = bound("FPDFTextObj_GetTextRenderMode", _INT, _HANDLE)
_get_colour = bound("FPDFPageObj_GetFillColor", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """What is drawn on a page.

    Attributes:
        thin: left, bottom, right, top of all thin ink, shape (n, 4).
        inkless: the text objects that paint nothing, like the text behind the picture of a scan.
        white: the text objects in the colour of paper.
        covered: the text objects that something filled was drawn over afterwards.
    """

    thin: Floats
    inkless: frozenset[int]
    white: frozenset[int]
    covered: frozenset[int]


def ink_of(page: int, number: int) -> Ink:
    """The ink on the page behind the handle `page`.

    Raises:
        OversizeFile: more than `MAX_OBJECTS` objects; `number` says on which page.
    """
    count = _count_objects(page)
    left = _spend(MAX_OBJECTS, count, number)
    order = Order()
    objects = list(map(_get_object, repeat(ctypes.c_void_p(page)), range(count)))
    found, _ = _walk(objects, left, number, MAX_DEPTH, order, (0.0, 1.0), UPRIGHT)
    texts = [text for handles, _, _ in order.texts for text in handles]
    return Ink(found, *_without_ink(texts), order.covered())


def _spend(left: int, count: int, number: int) -> int:
    if count > left:
        raise OversizeFile(
            f"第 {number} 页的图形对象超过 {MAX_OBJECTS:,} 个，不像年度报告。",
            hint="请确认文件，或另存为普通 PDF 再试。",
        )
    return left - count


def _walk(
    objects: list[int],
    left: int,
    number: int,
    depth: int,
    order: Order,
    span: tuple[float, float],
    to_page: Floats,
) -> tuple[Floats, int]:
    """Thin ink of `objects` and of the forms among them, in the space they stand in; and the objects still allowed.

    Text and paths are added to `order`, within its `span`; `to_page` maps this space to the page's.
    """
    kinds = np.fromiter(map(_get_type, objects), dtype=np.int64, count=len(objects))
    places = np.linspace(*span, len(objects) + 1)
    text = kinds == TEXT
    order.texts.append(([objects[i] for i in np.flatnonzero(text).tolist()], places[:-1][text], to_page))
    drawn = (kinds == PATH) | (kinds == IMAGE)
    inked = [objects[i] for i in np.flatnonzero(drawn).tolist()]
    boxes = bounds_of(inked)
    thin = _is_thin(boxes)
    found = [boxes[thin]]
    thick = ~thin & (kinds[drawn] == PATH)
    paths = [inked[i] for i in np.flatnonzero(thick).tolist()]
    found.append(_paths(paths))
    order.paths.append((paths, places[:-1][drawn][thick], mapped_boxes(boxes[thick], to_page)))
    for i in np.flatnonzero(kinds == FORM).tolist() if depth else ():
        form, matrix = objects[i], _matrix(objects[i])
        count = _count_in_form(form)
        left = _spend(left, count, number)
        within = list(map(_get_in_form, repeat(form), range(count)))
        part = (float(places[i]), float(places[i + 1]))
        inner, left = _walk(within, left, number, depth - 1, order, part, _chained(matrix, to_page))
        found.append(mapped_boxes(inner, matrix))
    return np.concatenate(found), left


def _chained(first: Floats, then: Floats) -> Floats:
    """The matrix that maps through `first` and `then`."""
    corners = mapped(mapped(np.array([(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]), first), then)
    return np.concatenate((corners[0] - corners[2], corners[1] - corners[2], corners[2]))


def _without_ink(texts: list[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Those of the text objects that paint nothing, and those that paint white or nearly transparent."""
    count = len(texts)
    colours = np.zeros((count, 4), dtype=np.uint32)
    base = colours.ctypes.data
    channels = (range(base + 4 * channel, base + 4 * channel + 16 * count, 16) for channel in range(4))
    deque(map(_get_colour, texts, *channels), maxlen=0)
    modes = np.fromiter(map(_get_mode, texts), dtype=np.int64, count=count)
    white = (colours[:, :3] >= PALE).all(axis=1) | (colours[:, 3] <= FAINT)
    inkless, white = (
        (modes == INKLESS[0]) | (modes == INKLESS[1]),
        ((modes == FILLED[0]) | (modes == FILLED[1])) & white,
    )
    return _those(texts, inkless), _those(texts, white)


def _those(handles: list[int], which: Bools) -> frozenset[int]:
    return frozenset(handles[i] for i in np.flatnonzero(which).tolist())


def _paths(paths: list[int]) -> Floats:
    """The straight ink of paths that are not thin as a whole."""
    segments: list[int] = []
    counts: list[int] = []
    stroked: list[bool] = []
    matrices: list[Floats] = []
    for path in paths:
        count = _count_segments(path)
        filled, outlined = draw_mode(path)
        shading = not outlined and (not filled or count < FEWEST_IN_FRAME)
        if shading or count > MAX_SEGMENTS:
            continue
        segments.extend(map(_get_segment, repeat(path), range(count)))
        counts.append(count)
        stroked.append(outlined)
        matrices.append(_matrix(path))
    if not segments:
        return np.zeros((0, 4))
    total = len(segments)
    kinds = np.fromiter(map(_get_segment_type, segments), dtype=np.int64, count=total)
    closes = np.fromiter(map(_get_close, segments), dtype=np.bool_, count=total)
    points = np.empty((total, 2), dtype=np.float32)
    x = points.ctypes.data
    deque(map(_get_point, segments, range(x, x + 8 * total, 8), range(x + 4, x + 4 + 8 * total, 8)), maxlen=0)
    path_of = np.repeat(np.arange(len(counts)), counts)
    on_page = mapped(points.astype(np.float64), np.array(matrices)[path_of])
    return straight_ink(on_page, path_of, kinds == MOVE_TO, kinds == LINE_TO, closes, np.array(stroked))


def straight_ink(points: Floats, path_of: Ints, moves: Bools, lines: Bools, closes: Bools, stroked: Bools) -> Floats:
    """Thin rectangles of paths given by their points.

    Args:
        points: shape (n, 2); control points of curves stand among them.
        path_of: the path of each point, ascending.
        moves: where a subpath begins.
        lines: where a straight segment ends.
        closes: after which point the subpath returns to its beginning.
        stroked: for each path, whether its outline is drawn; else only what lies within is filled.
    """
    moves = moves | steps(True, path_of[1:] != path_of[:-1])
    starts = np.flatnonzero(moves)
    subpath = np.cumsum(moves) - 1
    low, high = np.minimum.reduceat(points, starts, axis=0), np.maximum.reduceat(points, starts, axis=0)
    boxes = np.hstack((low, high))
    thin = _is_thin(boxes)
    outlined = stroked[path_of] & ~thin[subpath]
    ends = np.flatnonzero(lines & ~moves & outlined)
    back = np.flatnonzero(closes & outlined)
    begin = np.concatenate((points[ends - 1], points[back]))
    end = np.concatenate((points[ends], points[starts[subpath[back]]]))
    edges = np.hstack((np.minimum(begin, end), np.maximum(begin, end)))
    sides = edges[:, 2:] - edges[:, :2]
    straight = (sides.min(axis=1) < STRAIGHT) & (sides.max(axis=1) > 0)
    curved = np.bincount(subpath[~(lines | moves)], minlength=len(starts)) > 0
    frames = ~thin & ~curved & ~stroked[path_of[starts]]
    return np.concatenate((boxes[thin], edges[straight], _frames(boxes[frames], path_of[starts][frames])))


def _frames(boxes: Floats, path_of: Ints) -> Floats:
    """The four sides of each frame that a path fills between two rectangles, one within the other."""
    if len(boxes) < 2:
        return np.zeros((0, 4))
    outer, inner = boxes[:-1], boxes[1:]
    margin = np.hstack((inner[:, :2] - outer[:, :2], outer[:, 2:] - inner[:, 2:]))
    within = (margin >= 0).all(axis=1) | (margin <= 0).all(axis=1)
    frame = within & (np.abs(margin).max(axis=1) <= THICK_LINE) & (path_of[1:] == path_of[:-1])
    left, bottom, right, top = ((outer + inner) / 2)[frame].T
    sides = (
        (left, bottom, right, bottom),
        (left, top, right, top),
        (left, bottom, left, top),
        (right, bottom, right, top),
    )
    return np.concatenate([np.column_stack(side) for side in sides])


def _is_thin(boxes: Floats) -> Bools:
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    across, along = np.minimum(width, height), np.maximum(width, height)
    return np.asarray((across <= THIN) | ((across <= THICK_LINE) & (along >= SLENDER * across)))


def _matrix(handle: int) -> Floats:
    """The six numbers a, b, c, d, e, f that map an object's space to the one it stands in."""
    matrix = np.zeros(6, dtype=np.float32)
    matrix[[0, 3]] = 1.0
    _get_matrix(handle, matrix.ctypes.data)
    return matrix.astype(np.float64)
