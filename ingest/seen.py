"""What of pdfplumber's characters a reader of the page sees, and which are footnotes' marks (pure).

The second reader must know this by itself: told by the first, it would be no second. It goes by what pdfplumber says,
which is the colour of characters and of rectangles; text that is painted with no ink at all (rendering mode 3) or
transparently is not told apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from nianbao.ingest.paper import is_pale
from nianbao.ingest.whitespace import raised

SMALL = 0.8
"""A footnote's figures are smaller than this share of the figure that they stand behind."""
RISE = 0.12
"""And their baseline stands higher by this share of its height, at least."""
NEAR = 0.25
"""And they begin within this share of its height from its end."""
MOST_DIGITS = 5_000
"""A page with more figures is no page of a report, and is searched for no marks."""
DESCENT = 0.2
"""The share of a character's height below its baseline."""

_PLAIN_SPACES = frozenset({"DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased", ""})
Item = dict[str, Any]
"""A character, rectangle, curve or picture of a page, as pdfplumber describes it."""


def unseen(characters: Sequence[Item], rects: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """The characters in the colour of paper that no other ground lies under.

    Args:
        characters: of the page.
        rects: in the order in which they are painted.
        others: curves and pictures, whose colour says nothing.
    """
    pale = [one for one in characters if _is_pale(one.get("non_stroking_color"), str(one.get("ncs") or ""))]
    if not pale:
        return []
    filled = [rect for rect in rects if rect["fill"]]
    return [one for one in pale if not _has_ground(one, filled, others)]


def footnotes(characters: Sequence[Item]) -> list[tuple[Item, Item, str]]:
    """The raised figures behind a figure: the character, the one on whose line it stands, and the sign it becomes."""
    digits = sorted((one for one in characters if _is_digit(one)), key=lambda one: (one["x0"], -one["size"]))
    if len({round(one["size"], 1) for one in digits}) < 2 or len(digits) > MOST_DIGITS:
        return []
    by_end = sorted(digits, key=lambda one: one["x1"])
    ends = [one["x1"] for one in by_end]
    widest = NEAR * max(one["size"] for one in digits)
    found: dict[int, tuple[Item, Item, str]] = {}
    for one in digits:
        first, last = bisect_left(ends, one["x0"] - widest), bisect_right(ends, one["x0"] + widest)
        for before in by_end[first:last]:
            if _is_mark_of(one, before):
                found[id(one)] = (one, before, raised(one["text"]))
            elif (mark := found.get(id(before))) is not None and _goes_on(one, before):
                found[id(one)] = (one, mark[1], raised(one["text"]))  # a mark of two figures
    return list(found.values())


def _is_digit(one: Item) -> bool:
    text = one["text"]
    return bool(one["upright"]) and len(text) == 1 and text.isascii() and text.isdigit()


def _is_mark_of(one: Item, before: Item) -> bool:
    height = before["size"]
    rise = _baseline(before) - _baseline(one)
    small = one["size"] < SMALL * height
    return bool(small and RISE * height < rise < height and abs(one["x0"] - before["x1"]) < NEAR * height)


def _goes_on(one: Item, before: Item) -> bool:
    alike = abs(one["size"] - before["size"]) < 0.1 and abs(_baseline(one) - _baseline(before)) < 0.1
    return bool(alike and abs(one["x0"] - before["x1"]) < NEAR * one["size"])


def _baseline(one: Item) -> float:
    return float(one["bottom"] - DESCENT * one["size"])


def _has_ground(one: Item, filled: Sequence[Item], others: Sequence[Item]) -> bool:
    under = [rect for rect in filled if _covers(rect, one)]
    if under:
        return not _is_pale(under[-1].get("non_stroking_color"), "")
    return any(_covers(other, one) for other in others)


def _covers(item: Item, one: Item) -> bool:
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return bool(item["x0"] <= x <= item["x1"] and item["top"] <= y <= item["bottom"])


def _is_pale(colour: object, space: str) -> bool:
    """Whether a colour of a PDF (parts from 0 to 1: grey, RGB or CMYK) is that of paper."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if space not in _PLAIN_SPACES or not all(isinstance(part, int | float) for part in parts):
        return False
    match [255 * float(part) for part in parts]:
        case [grey]:
            return is_pale(grey, grey, grey)
        case [red, green, blue]:
            return is_pale(red, green, blue)
        case [*inks, black]:
            return len(inks) == 3 and is_pale(*((255 - ink) * (255 - black) / 255 for ink in inks))
    return False
