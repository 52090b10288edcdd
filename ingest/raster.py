"""The picture of a page → its ruling lines and the pieces of text in it; the only module that imports OpenCV (pure).

Pictures are grey, paper light: shape (height, width), 255 is white. Lengths are in points, of which `scale` pixels make
one, so that a scan of any resolution is judged alike.
"""

from __future__ import annotations

import cv2
import numpy as np

from nianbao.ingest.chars import Bools, Floats, Pixels
from nianbao.ingest.grid import Rulings

LINE = 20.0
"""Ink that runs straight for so long is a ruling line: a table's row is higher."""
STROKE = 13.0
"""Ink that runs straight for so long may be a piece of one: no character of a table is so wide."""
THICK = 7.0
"""A line with all that strays from it is no thicker."""
DOT, APART = 1.6, 1.0
"""The dots of a line are thinner, and less than this is free between two of them."""
LONG = 120.0
"""Lines of this length and more show how a page lies."""
GAP = 3.0
"""A line that fades for so long goes on."""
STEEPEST = 6.0
"""Degrees: a page that lies worse was not meant to be read so."""
LEVEL = 0.05
"""Degrees: less than this moves no figure out of its cell."""
SPECK = 1.6
"""Ink no longer than this in either direction is dirt; a full stop is none of our figures."""
SHADE = 31
"""Pixels around each pixel whose mean is the paper's colour there, at least."""
DARKER = 18
"""Than its paper, ink is, of 255."""
SAME_LINE = 0.5
"""Pieces of ink that overlap by this share of the lower one stand in one line."""


def ink(picture: Pixels, scale: float) -> Pixels:
    """255 where there is ink, 0 where there is paper, whatever the light the page was taken in."""
    around = max(SHADE, int(8 * scale) | 1)
    return _pixels(
        cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, DARKER)
    )


def tilt(marks: Pixels, scale: float) -> float:
    """Degrees by which the page falls to the right: roughly by its rows of ink, then by its ruling lines, if it has any."""
    rough = _tilt_of_rows(marks, scale)
    return rough + _tilt_of_lines(levelled(255 - marks, rough), scale)


def _tilt_of_lines(level: Pixels, scale: float) -> float:
    lines = _straight(255 - level, scale, along=1)
    found = cv2.HoughLinesP(
        lines, 1, np.pi / 7200, threshold=int(LONG * scale / 2), minLineLength=LONG * scale, maxLineGap=4 * scale
    )
    if found is None:
        return 0.0
    ends = found.reshape(-1, 4).astype(np.float64)
    rise, run = ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]
    angles, lengths = np.degrees(np.arctan2(rise, run)), np.hypot(rise, run)
    level_ones = np.abs(angles) < STEEPEST
    if not level_ones.any():
        return 0.0
    order = np.argsort(angles[level_ones])
    weight = np.cumsum(lengths[level_ones][order])
    return float(angles[level_ones][order][np.searchsorted(weight, weight[-1] / 2)])


def _tilt_of_rows(marks: Pixels, scale: float) -> float:
    """The turn at which rows of ink and of paper are told apart best (W. Postl, Detection of linear oblique structures, 1986)."""
    small = cv2.resize(marks, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)

    def contrast(degrees: float) -> float:
        turned = cv2.warpAffine(small, _turn(small.shape, degrees), small.shape[::-1])
        rows = turned.sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    best = 0.0
    for step, reach in ((0.5, STEEPEST), (0.1, 0.5), (0.02, 0.1)):
        around = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(around.tolist(), key=contrast))
    return best


def levelled(picture: Pixels, degrees: float) -> Pixels:
    """The picture turned about its middle so that lines which fall by `degrees` are level; what is turned in is white."""
    if abs(degrees) < LEVEL:
        return picture
    return _pixels(
        cv2.warpAffine(
            picture, _turn(picture.shape, degrees), picture.shape[::-1], flags=cv2.INTER_CUBIC, borderValue=(255,)
        )
    )


def unlevelled(boxes: Floats, shape: tuple[int, ...], degrees: float) -> Floats:
    """Boxes (left, top, right, bottom) of a levelled picture as the smallest ones around them in the picture as it was."""
    if abs(degrees) < LEVEL or not len(boxes):
        return boxes
    back = cv2.invertAffineTransform(_turn(shape, degrees)).astype(np.float64)
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2) @ back[:, :2].T + back[:, 2]
    return np.hstack((corners.min(axis=1), corners.max(axis=1)))


def rulings(marks: Pixels, scale: float) -> tuple[Rulings, Pixels]:
    """The ruling lines of a level page in points, and the pixels they cover (255)."""
    level, upright = _straight(marks, scale, along=1), _straight(marks, scale, along=0)
    across, down = _components(level), _components(upright)
    thin = THICK * scale
    across, down = across[across[:, 3] - across[:, 1] <= thin], down[down[:, 2] - down[:, 0] <= thin]
    left, top, right, bottom = (across / scale).T
    horizontal = np.column_stack(((top + bottom) / 2, left, right))
    left, top, right, bottom = (down / scale).T
    vertical = np.column_stack(((left + right) / 2, top, bottom))
    return Rulings(horizontal, vertical), _pixels(cv2.bitwise_or(level, upright))


def _straight(marks: Pixels, scale: float, along: int) -> Pixels:
    """The ink of straight lines, level (`along` 1) or upright (0).

    Strokes are taken first and joined after, never the other way round: the feet of a row of figures, joined, are a
    line as well. Only thin ink is joined before, over less than there is between characters: the dots of a line.
    """

    def bar(length: float, along: int = along) -> Pixels:
        size = max(3, round(length * scale) | 1)  # an even one moves what it opens
        return np.ones((1, size) if along else (size, 1), dtype=np.uint8)

    thin = cv2.subtract(marks, cv2.morphologyEx(marks, cv2.MORPH_OPEN, bar(DOT, 1 - along)))
    dotted = cv2.bitwise_or(marks, cv2.morphologyEx(thin, cv2.MORPH_CLOSE, bar(APART)))
    strokes = cv2.morphologyEx(dotted, cv2.MORPH_OPEN, bar(STROKE))
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, bar(GAP))
    return _pixels(cv2.morphologyEx(joined, cv2.MORPH_OPEN, bar(LINE)))


def without(marks: Pixels, lines: Pixels, scale: float) -> Pixels:
    """The ink that is no ruling line; the lines' frayed edges go with them."""
    broad = cv2.dilate(lines, np.ones((3, 3), np.uint8), iterations=max(1, round(0.4 * scale)))
    return _pixels(cv2.bitwise_and(marks, cv2.bitwise_not(broad)))


def pieces(marks: Pixels, scale: float) -> Floats:
    """The boxes of connected ink, dirt left out: left, top, right, bottom in pixels, shape (n, 4)."""
    found = _components(marks)
    return found[(found[:, 2:] - found[:, :2]).max(axis=1) > SPECK * scale] if len(found) else found


def text_lines(boxes: Floats) -> list[tuple[float, float, float, float]]:
    """Pieces of ink as lines of text from the top down, each a box around its pieces.

    Two pieces are in one line where one overlaps the other by half of the lower one's height; a stroke above or below
    the rest of its character is joined to the line nearest to it.
    """
    if not len(boxes):
        return []
    order = np.argsort(boxes[:, 1], kind="stable")
    lines: list[list[float]] = []
    for left, top, right, bottom in boxes[order].tolist():
        best = max(lines, key=lambda line: min(bottom, line[3]) - max(top, line[1]), default=None)
        shared = min(bottom, best[3]) - max(top, best[1]) if best else 0.0
        if best is not None and shared >= SAME_LINE * min(bottom - top, best[3] - best[1]):
            best[:] = min(left, best[0]), min(top, best[1]), max(right, best[2]), max(bottom, best[3])
        else:
            lines.append([left, top, right, bottom])
    return [(a, b, c, d) for a, b, c, d in _with_strokes(lines)]


def words(boxes: Floats) -> list[tuple[float, float, float, float]]:
    """Pieces of ink joined from left to right where they stand beside one another, closer than half their height."""
    found: list[list[float]] = []
    for left, top, right, bottom in boxes[np.argsort(boxes[:, 0], kind="stable")].tolist():
        near = next(
            (
                word
                for word in found
                if left - word[2] < 0.5 * (bottom - top)
                and min(bottom, word[3]) - max(top, word[1]) > SAME_LINE * min(bottom - top, word[3] - word[1])
            ),
            None,
        )
        if near is None:
            found.append([left, top, right, bottom])
        else:
            near[:] = near[0], min(top, near[1]), max(right, near[2]), max(bottom, near[3])
    return [(a, b, c, d) for a, b, c, d in found]


def _with_strokes(lines: list[list[float]]) -> list[list[float]]:
    """Lines joined that are far lower than the others: the strokes of 二 or 三, a dash above a figure."""
    tall = max(line[3] - line[1] for line in lines)
    whole: list[list[float]] = []
    for line in sorted(lines, key=lambda line: line[1]):
        near = whole[-1] if whole else None
        low = near is not None and min(line[3] - line[1], near[3] - near[1]) < 0.5 * tall
        if near is not None and low and max(line[3], near[3]) - min(line[1], near[1]) <= 1.25 * tall:
            near[:] = min(line[0], near[0]), min(line[1], near[1]), max(line[2], near[2]), max(line[3], near[3])
        else:
            whole.append(line)
    return whole


def crop(
    picture: Pixels, box: tuple[float, float, float, float], margin: float, hidden: Pixels | None = None
) -> Pixels:
    """The part of the picture in `box` (pixels) with white around it; what `hidden` covers is white."""
    left, top, right, bottom = (round(side) for side in box)
    pad = max(1, round(margin))
    high, wide = picture.shape[:2]
    inside = picture[max(0, top - pad) : min(high, bottom + pad), max(0, left - pad) : min(wide, right + pad)]
    if hidden is not None:
        covered = hidden[max(0, top - pad) : min(high, bottom + pad), max(0, left - pad) : min(wide, right + pad)]
        inside = np.where(covered > 0, np.uint8(255), inside)
    return _pixels(cv2.copyMakeBorder(inside, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,)))


def resized(picture: Pixels, factor: float) -> Pixels:
    """The picture with `factor` times as many pixels a side."""
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return picture if factor == 1 else _pixels(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way))


def tightened(boxes: Floats, inked: Floats) -> list[tuple[float, float, float, float]]:
    """Boxes drawn close around the ink whose middle they hold; those without any are left out."""
    tight: list[tuple[float, float, float, float]] = []
    for box in boxes:
        held = inked[covered(inked, box[None, :])]
        if len(held):
            low, high = held[:, :2].min(axis=0).tolist(), held[:, 2:].max(axis=0).tolist()
            tight.append((low[0], low[1], high[0], high[1]))
    return tight


def covered(boxes: Floats, masks: Floats) -> Bools:
    """Which boxes have their middle in one of `masks`."""
    if not len(boxes) or not len(masks):
        return np.zeros(len(boxes), dtype=np.bool_)
    x, y = (boxes[:, [0]] + boxes[:, [2]]) / 2, (boxes[:, [1]] + boxes[:, [3]]) / 2
    return np.asarray(((x > masks[:, 0]) & (x < masks[:, 2]) & (y > masks[:, 1]) & (y < masks[:, 3])).any(axis=1))


def _components(marks: Pixels) -> Floats:
    _, _, found, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    left, top, width, height = found[1:, :4].astype(np.float64).T
    return np.column_stack((left, top, left + width, top + height))


def _turn(shape: tuple[int, ...], degrees: float) -> Floats:
    return np.asarray(cv2.getRotationMatrix2D((shape[1] / 2, shape[0] / 2), degrees, 1.0), dtype=np.float64)


def _pixels(found: object) -> Pixels:
    return np.asarray(found, dtype=np.uint8)
