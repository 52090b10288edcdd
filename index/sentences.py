"""Running text → sentences, and where each stands on its page (pure)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nianbao.ingest.report import NOWHERE, Line, Place

LONGEST = 1000
"""A stretch without any sentence mark (a flattened table, an attack) is cut here; real sentences are kept whole."""

_END = re.compile(r"[。！？!?；;]+[”’」』）)]*")
_PAUSE = re.compile(r"[，,、：:\s]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start` to `end` of the text it belongs to, and the printed lines they stand on."""

    start: int
    end: int
    places: tuple[Place, ...] = ()

    @property
    def page(self) -> int | None:
        """The page it begins on."""
        return self.places[0].page if self.places else None


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line of `text` that holds anything, without the white space around it."""
    for match in re.finditer(r"[^\n]+", text):
        inner = match.group().strip()
        if inner:
            start = match.start() + match.group().index(inner)
            yield start, start + len(inner)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of one paragraph; 。！？； end one, a ； inside brackets does not."""
    begin, depth, at = start, 0, start
    while at < end:
        character = text[at]
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth = max(0, depth - 1)
        match = _END.match(text, at, end)
        if match and not (depth and match.group()[0] in "；;"):
            yield from _short(text, begin, match.end())
            begin, depth, at = match.end(), 0, match.end()
        else:
            at += 1
    yield from _short(text, begin, end)


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end - start > LONGEST:
        pauses = [match.end() for match in _PAUSE.finditer(text, start + LONGEST // 2, start + LONGEST)]
        cut = pauses[-1] if pauses else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


class Placement:
    """Where the characters of a section's text stand, found by reading its lines along with it.

    Paragraphs join the printed lines without losing a character but white space; a line that is not found from
    where the last one ended (a repaired paragraph) has no place, and the next one is looked for from there.
    """

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        visible = [at for at, character in enumerate(text) if not character.isspace()]
        stream = "".join(text[at] for at in visible)
        self._starts: list[int] = []
        self._found: list[tuple[int, Place]] = []
        reached = 0
        for line in lines:
            wanted = "".join(line.text.split())
            at = stream.find(wanted, reached) if wanted and line.place != NOWHERE else -1
            if at < 0:
                continue
            reached = at + len(wanted)
            self._starts.append(visible[at])
            self._found.append((visible[reached - 1] + 1, line.place))

    def of(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of the lines that hold any of the characters `start` to `end`, in order."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, end - 1)
        return tuple(place for until, place in self._found[first:last] if until > start)
