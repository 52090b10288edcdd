"""Lines of text as a detector finds them → cut where two columns stand side by side (pure).

Where no ruling line parts them, the words of two cells look like one line if they stand close. What gives them away
is a gap that no running text leaves, and that what stands on either side of it is in line with text above or below.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from nianbao.ingest.chars import Bools, Floats
from nianbao.ingest.report import Box

IN_LINE, BESIDE_MARK = 0.65, 1.1
"""Between two characters of a line less than this share of its height is free; behind a mark or before a bracket, than that."""
SIGN = 0.1
"""The parts of a character, or two that touch nearly, leave less than this share of the height free."""
NEXT, LOW = 0.25, 0.5
"""Ink that ends so near to a gap and begins so far below the top of its line is a comma or a full stop, in heights."""
NARROW = 0.6
"""What is narrower, in heights, may be a comma or a bracket, or a figure whose full stop is too small to count as ink."""
IN_COLUMN = 0.35
"""Edges or middles that differ by less than this share of the height are in line."""
OTHERS = 2
"""So many other lines of text make a column."""


def parted(boxes: Sequence[Box], inked: Sequence[Floats]) -> list[Box]:
    """Boxes of lines cut where two columns of the page stand side by side in them.

    Args:
        boxes: of lines of text.
        inked: the boxes of the ink of each.
    """
    cut: list[Box] = []
    page = np.array(boxes).reshape(-1, 4)
    for at, (box, ink) in enumerate(zip(boxes, inked, strict=True)):
        words = _words(box, ink)
        others = np.delete(page, at, axis=0)
        runs = words[:1]
        for word in words[1:]:
            if _in_column(runs[-1], others) and _in_column(word, others):
                runs.append(word)
            else:
                runs[-1] = _hull((runs[-1], word))
        cut.extend(runs)
    return cut


def _words(box: Box, ink: Floats) -> list[Box]:
    """The parts of a line between which there are gaps that no running text leaves."""
    height = box[3] - box[1]
    parts = sorted(map(tuple, ink.tolist()))
    signs = _joined(parts, SIGN * height)
    words = signs[:1]
    for before, behind in pairwise(signs):
        last = [part for part in parts if before[2] - NEXT * height < part[2] <= before[2]]
        stop = min(part[1] for part in last) - box[1] > LOW * height
        marks = stop or before[2] - before[0] < NARROW * height or _is_mark(behind, height)
        if behind[0] - before[2] > (BESIDE_MARK if marks else IN_LINE) * height:
            words.append(behind)
        else:
            words[-1] = _hull((words[-1], behind))
    return words or [box]


def _joined(parts: Sequence[Sequence[float]], gap: float) -> list[Box]:
    """Ink from left to right as signs, or runs of them, with gaps of more than `gap` between."""
    signs: list[Box] = []
    for part in parts:
        if signs and part[0] - signs[-1][2] <= gap:
            signs[-1] = _hull((signs[-1], part))
        else:
            signs.append(_hull((part,)))
    return signs


def _in_column(word: Box, others: Floats) -> bool:
    """Whether other text begins, ends or is centred where `word` does."""
    near = IN_COLUMN * (word[3] - word[1])

    def close(own: float, theirs: Floats) -> Bools:
        return np.asarray(np.abs(theirs - own) < near)

    left, right = others[:, 0], others[:, 2]
    starts, ends = close(word[0], left), close(word[2], right)
    centred = close((word[0] + word[2]) / 2, (left + right) / 2)
    return max(int(starts.sum()), int(ends.sum()), int(centred.sum())) >= OTHERS


def _is_mark(sign: Box, height: float) -> bool:
    """Whether what has this box may be a comma, a quotation mark or a bracket in a line of that height."""
    width, own = sign[2] - sign[0], sign[3] - sign[1]
    return width < 0.5 * height and not 0.5 * height <= own <= 0.8 * height


def _hull(parts: Sequence[Sequence[float]]) -> Box:
    left, top, right, bottom = zip(*parts, strict=True)
    return min(left), min(top), max(right), max(bottom)
