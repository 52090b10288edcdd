"""Which colours are those of paper: text in them is not seen unless it has a ground of its own (pure)."""

from __future__ import annotations

import re

PALE = 230
"""Red, green and blue (of 255) from which on a colour is taken for paper."""

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?")
_NUMBERS = re.compile(r"rgba?\(\s*([\d.]+%?)[\s,]+([\d.]+%?)[\s,]+([\d.]+%?)")
_NAMES = "white snow ivory whitesmoke ghostwhite mintcream azure floralwhite aliceblue honeydew seashell oldlace linen lavenderblush"
_PALE_NAMES = frozenset(_NAMES.split())


def is_pale(red: float, green: float, blue: float) -> bool:
    """Whether a colour (each part of 255) is that of paper."""
    return min(red, green, blue) >= PALE


def named_pale(colour: str) -> bool:
    """Whether a colour as CSS and Word write it (`white`, `#fff`, `FFFFFF`, `rgb(255, 255, 255)`) is that of paper.

    >>> [named_pale(colour) for colour in ("white", "#FFF", "fefefe", "rgb(100%, 100%, 100%)", "#999", "auto", "red")]
    [True, True, True, True, False, False, False]
    """
    text = colour.strip().lower()
    if text in _PALE_NAMES:
        return True
    if (found := _HEX.fullmatch(text)) is not None:
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return is_pale(*(int(digits[i : i + 2], 16) for i in (0, 2, 4)))
    if (found := _NUMBERS.match(text)) is not None:
        return is_pale(*(float(part.rstrip("%")) * (2.55 if part.endswith("%") else 1) for part in found.groups()))
    return False
