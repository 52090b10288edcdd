"""Quotations in their section: where they stand in its text, and the text with them marked (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nianbao.app.markup import Markup, join, tag


def marked_text(content: str, spans: Mapping[str, tuple[int, int]]) -> Markup:
    """A section's text with each span (citation number → start and end) marked; overlapping ones as one."""
    merged: list[tuple[int, int, list[str]]] = []
    for number, (start, end) in sorted(spans.items(), key=lambda item: item[1]):
        if merged and start < merged[-1][1]:
            last = merged[-1]
            merged[-1] = (last[0], max(last[1], end), [*last[2], number])
        else:
            merged.append((start, end, [number]))
    pieces: list[Markup] = []
    position = 0
    for start, end, numbers in merged:
        pieces.append(_lines(content[position:start]))
        pieces.append(tag("mark", _lines(content[start:end]), class_="hit", data_cite=" ".join(numbers)))
        pieces += [tag("sup", f"[{number}]") for number in numbers]
        position = end
    return tag("p", *pieces, _lines(content[position:]))


def locate(content: str, quote: str) -> tuple[int, int] | None:
    """Where `quote` stands in `content`, white space aside."""
    letters = [re.escape(letter) for letter in quote if not letter.isspace()]
    if not letters:
        return None
    match = re.search(r"\s*".join(letters), content)
    return match.span() if match else None


def _lines(content: str) -> Markup:
    lines = content.split("\n")
    children: list[str | Markup] = [lines[0]]
    for line in lines[1:]:
        children += [tag("br"), line]
    return join(children)
