"""Printed lines → paragraphs (pure).

A format with pages prints lines, not paragraphs. A paragraph ends where the next line is indented or where
a line stops well short of the right margin; formats without pages give one paragraph a line already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.ingest.report import Line

_NUMBERED = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))"
)


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of `lines`; no character but white space is added or lost."""
    boxed = [line.place.box for line in lines if line.place.box is not None]
    if not boxed:
        return [line.text.strip() for line in lines]
    left = min(box[0] for box in boxed)
    right = max(box[2] for box in boxed)
    out: list[str] = []
    ended = True
    for line in lines:
        text, box = line.text.strip(), line.place.box
        if box is None:
            out.append(text)
            ended = True
            continue
        size = max(box[3] - box[1], 6.0)
        indented = box[0] - left > 1.2 * size
        if ended or indented or _NUMBERED.match(text):
            out.append(text)
        else:
            out[-1] = _join(out[-1], text)
        ended = right - box[2] > 2.5 * size and text.endswith(("。", "；", "：", "！", "？", ".", ":", "）", ")"))
        # a short centred line (a title) stands alone
        ended = ended or (right - box[2] > 4 * size and box[0] - left > 4 * size)
    return out


def _join(left: str, right: str) -> str:
    """Two halves of one paragraph: a space only between two Latin words."""
    if left[-1:].isascii() and right[:1].isascii() and left[-1:].isalpha() and right[:1].isalpha():
        return f"{left} {right}"
    return left + right
