"""The head of table 四 where it is only text: whole, or what a converter has left of it (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_IN_ORDER = (("维持", "纠正"), ("其他", "尚未", "总计"), ("未经复议", "复议后"))
"""Words of the heads in the order of the form; those of a pair stand on one line, whatever lines their labels are broken into."""
_PAIRS = (("维持", "纠正"), ("其他", "尚未"), ("未经复议", "复议后"), ("行政复议", "诉讼"))

PIECE = 40
"""Characters of the longest line of a head without ruling lines."""


def is_head(text: str, blocks: int) -> bool:
    """Whether a text has all the words of the head, each as often as the form has it and in its order."""
    plain = re.sub(r"\s+", "", text)
    results, others, suits = (re.findall("|".join(words), plain) for words in _IN_ORDER)
    first, second, third = map(list, _IN_ORDER)
    return results == first * blocks and others == second * blocks and suits == third


def in_order(texts: Sequence[str]) -> bool:
    """Whether a damaged head still names both kinds of suits and four results, all in the order of the form."""
    plain = re.sub(r"\s+", "", "".join(text for text in texts if len(text) <= PIECE))
    at = [(plain.find(first), plain.find(second)) for first, second in _PAIRS]
    return all(0 <= first < second for first, second in at)
