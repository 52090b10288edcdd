"""The heads of table 三 in a text: which stand side by side, where the places on their lines are known (pure).

Text taken out of a PDF cuts heads over lines and sets the lines by their height: the order in which heads are told says
nothing of their columns. Where they stand does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nianbao.ingest.alignment import Span
from nianbao.ingest.assign import names as names_of
from nianbao.ingest.form import Column, normalise
from nianbao.ingest.strips import Strip
from nianbao.ingest.vocabulary import without_remark

LONGEST = 12
"""Characters of the longest piece of a head; what is longer is a note beside it."""


@dataclass(frozen=True, slots=True)
class PlacedHeads:
    """Every column of the table, from left to right, and where its head stands."""

    columns: tuple[Column, ...]
    spans: tuple[Span, ...]


def placed_heads(strips: Sequence[Strip], columns: Sequence[Column]) -> PlacedHeads | None:
    """The heads above the first figures; None unless every column has one, apart from the others."""
    stacks: list[tuple[Span, str]] = []
    for strip in strips:
        if strip.cells:
            break
        for text, span in zip(strip.texts, strip.text_spans, strict=False):
            if len(text) <= LONGEST and "法人" not in text and "情况" not in text:
                stacks = _stacked(stacks, span, text)
    found: list[tuple[Span, Column]] = []
    for span, text in stacks:
        found += [(span, column) for column in columns if normalise(text) in names_of(column)]
    found.sort(key=lambda head: head[0])
    whole = len(found) == len({column.key for _, column in found}) == len(columns)
    if not whole or any(left[1] > right[0] for (left, _), (right, _) in pairwise(found)):
        return None
    return PlacedHeads(tuple(column for _, column in found), tuple(span for span, _ in found))


def _stacked(stacks: list[tuple[Span, str]], span: Span, text: str) -> list[tuple[Span, str]]:
    """`stacks` with a piece put under those that it stands below."""
    above = [stack for stack in stacks if stack[0][0] < span[1] and span[0] < stack[0][1]]
    beside = [stack for stack in stacks if stack not in above]
    left, right = min([span[0], *(s[0] for s, _ in above)]), max([span[1], *(s[1] for s, _ in above)])
    return [*beside, ((left, right), "".join([*(told for _, told in above), text]))]


def heads_in_line(strips: Sequence[Strip], columns: Sequence[Column]) -> tuple[Column, ...] | None:
    """The columns in the order of the heads of organisations that stand in one line; None where no line has all of them.

    自然人 and 总计 stand higher, left and right of them, unless they stand in the same line.
    """
    under = columns[1:-1]
    for strip in strips:
        if strip.cells:
            return None
        told = [
            column
            for text in strip.texts
            for column in columns
            if without_remark(text, names_of(column)) in names_of(column)
        ]
        if len(told) == len(columns) == len({column.key for column in told}):
            return tuple(told)
        beneath = [column for column in told if column in under]
        if len(beneath) == len(under) == len({column.key for column in beneath}):
            return (columns[0], *beneath, columns[-1])
    return None
