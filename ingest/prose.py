"""Running text → sentences that can be compared: plain characters, and where each stands (pure).

White space is dropped, since printers and converters put it anywhere; what a pattern finds can still be quoted
as it is printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from nianbao.ingest.report import Section

_SPACE = re.compile(r"[\s\u200b-\u200f\u2028\u2029\ufeff\u00ad]+")
_PRINTED = re.compile(r"[^\s\u200b-\u200f\u2028\u2029\ufeff\u00ad]")
_PLAIN = str.maketrans(
    {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {"﹪": "%", "○": "〇", "﹙": "(", "﹚": ")"}
)
# a colon or a semicolon does not end a sentence here: lists of figures run over them
_SENTENCE = re.compile(r"[^。!?]{1,1000}[。!?]?|[。!?]")
_LOOKED_BACK = 400
_HEADING = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.]")
_LONGEST_HEADING = 30

_STOP = re.compile(r"[,;:、]")
_LEAST_QUOTED = 6

_SEPARATORS = frozenset("、,;:")
LONGEST_QUOTATION = 40
"""In characters, white space apart."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes:
        text: without white space; ASCII digits, brackets, commas and colons.
        before: the last of what stands before it in its paragraph, after the heading the paragraph stands under.
        section: where it stands; `offset` is its distance from the section's first character, white space apart.
    """

    text: str
    before: str
    section: Section
    offset: int

    def quote(self, start: int, end: int) -> str:
        """What is printed from `start` to `end`; of a long stretch its last clauses, as many as a quotation may have."""
        if end - start > LONGEST_QUOTATION:
            start = end - LONGEST_QUOTATION
            stop = _STOP.search(self.text, start, end - _LEAST_QUOTED)
            start = stop.end() if stop else start
        while start < end - 1 and self.text[start] in _SEPARATORS:
            start += 1
        if self.text[end : end + 1] == ")" and self.text.count("(", start, end) > self.text.count(")", start, end):
            end += 1
        text = self.section.text
        places = [match.start() for match in _PRINTED.finditer(text)][self.offset : self.offset + len(self.text)]
        return text[places[start] : places[end - 1] + 1]

    @property
    def page(self) -> int | None:
        """The page on which it begins."""
        starts = [0, *accumulate(len(squeezed(line.text)) for line in self.section.lines)]
        line = bisect_right(starts, self.offset) - 1
        if not 0 <= line < len(self.section.lines):
            return self.section.page
        return self.section.lines[line].place.page or self.section.page


def plain(text: str) -> str:
    """Full-width digits, letters and punctuation in ASCII, one character for one; footnote marks stay what they are.

    >>> plain("１，０２４件（①）")
    '1,024件(①)'
    """
    return text.translate(_PLAIN)


def squeezed(text: str) -> str:
    """`text` without white space and invisible characters."""
    return _SPACE.sub("", text)


def sentences(sections: Iterable[Section]) -> Iterator[Sentence]:
    """Every sentence of the sections, in order; a heading is one as well, and whatever has no end is cut."""
    for section in sections:
        offset, heading = 0, ""
        for paragraph in section.text.split("\n"):
            text = plain(squeezed(paragraph))
            if len(text) <= _LONGEST_HEADING and _HEADING.match(text) and "。" not in text:
                heading = text
            for match in _SENTENCE.finditer(text):
                start = match.start()
                yield Sentence(match[0], heading + text[max(0, start - _LOOKED_BACK) : start], section, offset + start)
            offset += len(text)
