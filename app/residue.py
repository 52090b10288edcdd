"""What is left of a question once everything understood is taken out (pure).

What stands directly before a figure's name narrows it: 农业行政许可 must not get the figure of all 行政许可.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.index.filler import FILLER


def residue(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """The hanzi and letters of `text` outside `taken` that are no filler, as one string."""
    rest = text
    for start, end in taken:
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    rest = FILLER.sub("", rest)
    return "".join(re.findall(r"[\u4e00-\u9fffA-Za-z]+", rest))


def qualifier(text: str, at: int, taken: Sequence[tuple[int, int]], more: Sequence[re.Pattern[str]] = ()) -> str:
    """The word that stands directly before `at` and is neither filler, nor a word of `more`, nor taken: 农业 in 农业行政许可."""
    rest = text
    for start, end in taken:
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    for pattern in (*more, FILLER):
        rest = pattern.sub(lambda match: "，" * len(match[0]), rest)
    found = re.search(r"[\u4e00-\u9fff]{2,8}$", rest[:at])
    return found[0] if found else ""
