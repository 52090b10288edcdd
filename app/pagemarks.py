"""What can be boxed on a page image: a cell, or a stretch of a section's text; as values and in an image's address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, TypeAlias
from urllib.parse import quote, urlencode

from nianbao.index.sentences import Placement
from nianbao.ingest.report import Box, Place, Report

_TEXT = re.compile(r"(前言|[一二三四五六七八九十]{1,3}):(\d{1,7})-(\d{1,7})")


@dataclass(frozen=True, slots=True)
class CellMark:
    """The cell of a key."""

    key: str

    @property
    def parameter(self) -> tuple[str, str]:
        """Name and value in an address."""
        return ("cell", self.key)

    def places(self, report: Report) -> tuple[Place, ...]:
        """Where it stands; nowhere where the report has no such cell."""
        cell = report.cell(self.key)
        return (cell.place,) if cell is not None else ()


@dataclass(frozen=True, slots=True)
class TextMark:
    """Characters `start` to `end` of the text of a section."""

    section: str
    start: int
    end: int

    @classmethod
    def parse(cls, written: str) -> Self | None:
        """`五:120-160`, or None where it is no such thing."""
        match = _TEXT.fullmatch(written)
        return cls(match[1], int(match[2]), int(match[3])) if match else None

    @property
    def parameter(self) -> tuple[str, str]:
        """Name and value in an address."""
        return ("text", f"{self.section}:{self.start}-{self.end}")

    def places(self, report: Report) -> tuple[Place, ...]:
        """The printed lines it stands on; its section's page where they are not known."""
        for section in report.sections:
            if section.number == self.section:
                lines = Placement(section.text, section.lines).of(self.start, self.end)
                return lines or (Place(page=section.page),)
        return ()


Mark: TypeAlias = CellMark | TextMark


def boxes_on(report: Report, page: int, marks: Iterable[Mark]) -> tuple[Box, ...]:
    """The boxes of `marks` on `page`."""
    places = (place for mark in marks for place in mark.places(report))
    return tuple(place.box for place in places if place.page == page and place.box is not None)


def address(report: str, page: int, marks: Iterable[Mark] = ()) -> str:
    """The image's address, relative to the chat page, so that it holds below a proxy's sub-path as well."""
    query = urlencode([mark.parameter for mark in marks])
    return f"api/v1/reports/{quote(report, safe='')}/pages/{page}.png{'?' + query if query else ''}"
