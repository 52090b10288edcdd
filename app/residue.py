"""What is left of a question once everything understood is taken out (pure).

A weak word (申请) may be answered with 新收 only if nothing else was said: 农民工提了几件申请 asks for a kind
of applicant that the form does not have, and must not get the figure of all.
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


def qualifier(text: str, at: int, taken: Sequence[tuple[int, int]]) -> str:
    """The word that stands directly before `at` and is neither filler nor taken: 农业 in 农业行政许可."""
    rest = text
    for start, end in taken:
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    rest = FILLER.sub(lambda match: "，" * len(match[0]), rest)
    found = re.search(r"[\u4e00-\u9fff]{2,8}$", rest[:at])
    return found[0] if found else ""
