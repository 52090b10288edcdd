"""Characters → printed lines, and the texts of drawn cells (pure).

Characters of a line share a baseline, whatever their fonts; hence lines are made from baselines, not from boxes
(the box of a full stop lies far below that of its neighbours).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from nianbao.ingest.chars import OUTSIDE, Bools, Chars, Floats, Ints, among, lengths, median, steps, table_of
from nianbao.ingest.report import Box
from nianbao.ingest.whitespace import raised

SMALL = 0.6
"""A character counts for at least this share of the usual height: fonts without measures give boxes of the ink."""
NEW_LINE = 0.3
"""A step of the baseline beyond this share of the character's height begins a line."""
WORD_GAP = 0.25
"""A gap beyond this share of the height parts two ASCII words."""
SPACE = 0.3
"""The gap that a space in the file counts for, at least."""
WIDE_GAP = 0.8
"""A gap beyond this share of the height parts two pieces of a line that do not belong to one run of text."""
DOUBLE = 0.35
"""The same character again within this share of its width is fake bold, or a shadow."""
RAISED_HEIGHT, RAISED_BASE = 0.8, 0.12
"""A figure set so much smaller than the one it follows, with its baseline so much (of that one's height) above, is a footnote's."""
RAISED_REACH = 18.0
"""Points: no mark stands farther from the number that it belongs to."""
FULL_LINE = 2.2
"""A line that leaves less than so many heights of its cell's width free was broken for want of room."""

_RAISED = np.array([ord(sign) for sign in raised("0123456789")], dtype=np.int64)
_UNKNOWN = 0xFFFD

_DASHES = table_of(map(ord, "-/—–－／"))


class Piece(NamedTuple):
    """A run of characters on one line.

    Attributes:
        apart: whether a wide gap stands before it; else it was cut off at a figure, and continues what is before.
    """

    text: str
    box: Box
    apart: bool = True


class PrintedLine(NamedTuple):
    """One printed line: its pieces from left to right and its box."""

    pieces: tuple[Piece, ...]
    box: Box

    @property
    def text(self) -> str:
        """The line as one string; pieces far apart keep a space between them."""
        return "".join(" " + piece.text if piece.apart else piece.text for piece in self.pieces).removeprefix(" ")


def printed_lines(chars: Chars) -> tuple[PrintedLine, ...]:
    """Running text as printed lines, from the top down."""
    if not len(chars):
        return ()
    sorted_, begins, gaps = _in_lines(chars, np.full(len(chars), OUTSIDE, dtype=np.int64))
    figure, digits = _beside_figures(sorted_.codes)
    apart = begins | (gaps > WIDE_GAP) | (digits & (gaps > WORD_GAP))
    cuts = np.flatnonzero(apart | (figure & (gaps > WORD_GAP)))
    texts = _texts(sorted_.codes, cuts, gaps)
    boxes = _hulls(sorted_.boxes, cuts)
    spaced = (apart | (_ascii_pair(sorted_.codes) & (gaps > WORD_GAP)))[cuts].tolist()
    first_of_line = np.flatnonzero(begins[cuts]).tolist()
    pieces = list(map(Piece, texts, boxes, spaced))
    return tuple(
        PrintedLine(tuple(pieces[first:after]), hull([piece.box for piece in pieces[first:after]]))
        for first, after in zip(first_of_line, [*first_of_line[1:], len(pieces)], strict=True)
    )


def cell_texts(chars: Chars, owners: Ints, widths: Sequence[float]) -> dict[int, str]:
    """The text of each drawn cell, line breaks removed.

    Args:
        chars: characters that stand in cells.
        owners: the cell of each character, shape (n,).
        widths: the width of each cell, by which a number broken for want of room is told from two numbers.
    """
    if not len(chars):
        return {}
    sorted_, begins, gaps = _in_lines(chars, owners)
    cuts = np.flatnonzero(begins)
    lines = _texts(sorted_.codes, cuts, gaps)
    boxes = _hulls(sorted_.boxes, cuts)
    texts: dict[int, str] = {}
    full = alone = False
    for owner, line, box in zip(sorted_.owners[cuts].tolist(), lines, boxes, strict=True):
        before = texts.get(owner)
        texts[owner] = line if before is None else before + _joint(before, line, full=full, alone=alone) + line
        full = widths[owner] - (box[2] - box[0]) < FULL_LINE * (box[3] - box[1])
        alone = len(line) == 1
    return texts


def hull(boxes: list[Box]) -> Box:
    """The smallest box around `boxes`."""
    if len(boxes) == 1:
        return boxes[0]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


@dataclass(frozen=True, slots=True, eq=False)
class _Sorted:
    codes: Ints
    boxes: Floats
    owners: Ints


def _in_lines(chars: Chars, owners: Ints) -> tuple[_Sorted, Bools, Floats]:
    """Characters by owner, line and x with doubles left out; which begin a line; the gap before each, in heights."""
    chars = _footnotes(chars)
    heights = chars.boxes[:, 3] - chars.boxes[:, 1]
    heights = np.maximum(heights, max(3.0, SMALL * median(heights)))
    order = np.lexsort((chars.baselines, owners))
    owner, base, height = owners[order], chars.baselines[order], heights[order]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = (owner[1:] != owner[:-1]) | (np.diff(base) > NEW_LINE * np.minimum(height[1:], height[:-1]))
    line = _upward(np.cumsum(begins, dtype=np.int64), owner, order)
    by_x = np.lexsort((chars.boxes[order, 0], line))
    order, line = order[by_x], line[by_x]

    codes, boxes = chars.codes[order], chars.boxes[order]
    width = np.maximum(boxes[:, 2] - boxes[:, 0], 1.0)
    same = np.zeros(len(order), dtype=np.bool_)
    same[1:] = (line[1:] == line[:-1]) & (boxes[1:, 0] - boxes[:-1, 0] < DOUBLE * width[1:])
    # a figure over another figure: which of them is seen, the file does not say
    over = np.flatnonzero(same[1:] & _digit(codes[1:]) & _digit(codes[:-1]) & (codes[1:] != codes[:-1]))
    codes[over], codes[over + 1] = _UNKNOWN, _UNKNOWN
    same[1:] &= codes[1:] == codes[:-1]
    if same.any():
        order, line, codes, boxes = order[~same], line[~same], codes[~same], boxes[~same]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = line[1:] != line[:-1]
    starts = np.flatnonzero(begins)
    tallest = np.repeat(np.maximum.reduceat(heights[order], starts), lengths(starts, len(order)))
    gaps = np.zeros(len(order))
    gaps[1:] = (boxes[1:, 0] - boxes[:-1, 2]) / tallest[1:]
    # a space in the file parts words however narrow it is, where the two characters were drawn one after the other
    follows = np.zeros(len(order), dtype=np.bool_)
    follows[1:] = (np.diff(order) == 1) & chars.spaced[order][1:]
    gaps[follows] = np.maximum(gaps[follows], SPACE)
    gaps[begins] = 0.0
    return _Sorted(codes, boxes, owners[order]), begins, gaps


def _footnotes(chars: Chars) -> Chars:
    """`chars` with a footnote's figures as raised signs on the line of the number they stand behind, which they do not join."""
    digits = np.flatnonzero(_digit(chars.codes))
    sizes = chars.sizes[digits]
    small = sizes < RAISED_HEIGHT * median(sizes) if len(digits) else np.zeros(0, dtype=np.bool_)
    if not small.any():
        return chars
    codes, baselines = chars.codes.copy(), chars.baselines.copy()
    boxes, tall = chars.boxes, digits[~small]
    by_end = tall[np.argsort(boxes[tall, 2], kind="stable")]
    reach = min(WORD_GAP * float((boxes[tall, 3] - boxes[tall, 1]).max()), RAISED_REACH)
    marks = digits[small][np.argsort(boxes[digits[small], 0], kind="stable")]
    firsts = np.searchsorted(boxes[by_end, 2], boxes[marks, 0] - reach, side="left")
    afters = np.searchsorted(boxes[by_end, 2], boxes[marks, 0] + reach, side="right")
    last = -1
    for one, first, after in zip(marks.tolist(), firsts.tolist(), afters.tolist(), strict=True):
        left, top, _, bottom = boxes[one]
        near = np.sort(by_end[first:after])
        height = boxes[near, 3] - boxes[near, 1]
        rise = (chars.baselines[near] - chars.baselines[one]) / height
        beside = (np.abs(left - boxes[near, 2]) < WORD_GAP * height) & (rise > RAISED_BASE) & (rise < 1)
        found = np.flatnonzero(beside & (chars.sizes[one] < RAISED_HEIGHT * chars.sizes[near]))
        if len(found):
            baselines[one] = baselines[near[found[0]]]
        elif last >= 0 and chars.baselines[one] == chars.baselines[last] and abs(left - boxes[last, 2]) < bottom - top:
            baselines[one] = baselines[last]  # a mark of two figures
        else:
            continue
        codes[one], last = _RAISED[codes[one] - 0x30], one
    return replace(chars, codes=codes, baselines=baselines)


def _digit(codes: Ints) -> Bools:
    return np.asarray((codes >= 0x30) & (codes <= 0x39))


def _upward(line: Ints, owner: Ints, order: Ints) -> Ints:
    """Lines renumbered where a cell's characters stand one above the other and were drawn from the bottom up.

    Such is a label turned by a quarter to the left; read from the top it would be spelt backwards.
    """
    single = np.bincount(line, minlength=line[-1] + 1) == 1
    starts = np.flatnonzero(steps(True, owner[1:] != owner[:-1]))
    ends = starts + lengths(starts, len(owner))
    alone = np.add.reduceat(single[line].astype(np.int64), starts) == ends - starts
    if not (alone & (ends - starts > 2)).any():
        return line
    line = line.copy()
    for start, end in zip(starts[alone].tolist(), ends[alone].tolist(), strict=True):
        if end - start > 2 and (np.diff(order[start:end]) < 0).all():
            line[start:end] = line[start:end][::-1]
    return line


def _ascii_pair(codes: Ints) -> Bools:
    """Which characters are ASCII behind ASCII."""
    plain = (codes > 0x20) & (codes < 0x7F)
    pair = np.zeros(len(codes), dtype=np.bool_)
    pair[1:] = plain[1:] & plain[:-1]
    return pair


def _beside_figures(codes: Ints) -> tuple[Bools, Bools]:
    """Which characters are, or stand behind, a digit or dash; and which are a digit behind a digit."""
    digit = _digit(codes)
    figure = digit | among(codes, _DASHES)
    beside, digits = np.zeros(len(codes), dtype=np.bool_), np.zeros(len(codes), dtype=np.bool_)
    beside[1:] = figure[1:] | figure[:-1]
    digits[1:] = digit[1:] & digit[:-1]
    return beside, digits


def _texts(codes: Ints, cuts: Ints, gaps: Floats) -> list[str]:
    """The strings between `cuts`, a space put where a gap parts two ASCII words."""
    space = _ascii_pair(codes) & (gaps > WORD_GAP)
    space[cuts] = False
    at = np.flatnonzero(space)
    text = np.insert(codes, at, 0x20).astype("<u4").tobytes().decode("utf-32-le", "replace")
    bounds = (cuts + np.searchsorted(at, cuts, side="left")).tolist()
    return [text[start:end] for start, end in zip(bounds, [*bounds[1:], len(text)], strict=True)]


def _hulls(boxes: Floats, cuts: Ints) -> list[Box]:
    low = np.minimum.reduceat(boxes[:, :2], cuts, axis=0)
    high = np.maximum.reduceat(boxes[:, 2:], cuts, axis=0)
    return [(a, b, c, d) for a, b, c, d in np.hstack((low, high)).round(2).tolist()]


def _joint(before: str, after: str, *, full: bool, alone: bool) -> str:
    """What stands between two lines of a cell: a space between ASCII words, nothing within a word or number.

    Args:
        before, after: the text so far and the next line.
        full: the last line had no room left: a number may go on.
        alone: the last line was one letter: a word set upright or turned goes on.
    """
    if not (before[-1].isascii() and after[0].isascii()):
        return ""
    if alone and before[-1].isalpha() and len(after) == 1:
        return ""
    return "" if full and before[-1] in "0123456789,." and after[0] in "0123456789,." else " "
