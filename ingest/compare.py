"""Two documents of one report, or two readings of one document → what differs, cell by cell and paragraph by paragraph (pure).

A correction is published under the old address without a word of what was corrected; this says which cell it was. Both
sides keep their places, so that each can be looked up in its own document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from nianbao.ingest.report import Cell, Line, Report, Section


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that the two say differently; None on the side whose form does not have it."""

    key: str
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True)
class TextChange:
    """A run of paragraphs of one section that the two do not share; empty on the side where nothing stands for it."""

    section: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two reports.

    Attributes:
        about: (what, before, after) of organ, year and title where they differ.
        same: how many cells both have and say alike.
    """

    about: tuple[tuple[str, str, str], ...]
    cells: tuple[CellChange, ...]
    text: tuple[TextChange, ...]
    same: int

    @property
    def alike(self) -> bool:
        """Whether nothing differs."""
        return not (self.about or self.cells or self.text)


def compare(before: Report, after: Report) -> Comparison:
    """What `after` says otherwise than `before`; where a cell stands on its page, and how it was read, do not count."""
    about = tuple(
        (what, str(old or ""), str(new or ""))
        for what, old, new in (
            ("organ", before.organ, after.organ),
            ("year", before.year, after.year),
            ("title", before.title, after.title),
        )
        if old != new
    )
    keys = dict.fromkeys([*(cell.key for cell in before.cells), *(cell.key for cell in after.cells)])
    pairs = [(key, before.cell(key), after.cell(key)) for key in keys]
    changed = tuple(CellChange(key, old, new) for key, old, new in pairs if _said(old) != _said(new))
    return Comparison(about, changed, tuple(_texts(before, after)), len(pairs) - len(changed))


def _said(cell: Cell | None) -> tuple[object, ...] | None:
    """What a cell says: another way to print the same number is no change."""
    if cell is None:
        return None
    text = cell.raw if cell.value is None else ""
    return cell.state, cell.value, cell.unit, cell.remark, text.strip()


def _texts(before: Report, after: Report) -> Iterator[TextChange]:
    sections = {section.number: section for section in before.sections}
    others = {section.number: section for section in after.sections}
    for number in dict.fromkeys([*sections, *others]):
        old = _paragraphs(sections.get(number), before.title)
        new = _paragraphs(others.get(number), after.title)
        matcher = SequenceMatcher(None, [_plain(line) for line in old], [_plain(line) for line in new], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal":
                yield TextChange(number, old[a:b], new[c:d])


def _paragraphs(section: Section | None, title: str) -> tuple[Line, ...]:
    """The paragraphs of a section, each at the place where it begins; the title, compared apart, is none.

    A PDF has printed lines, which end where the page does: they are taken together, so that a paragraph set anew is not
    taken for another one.
    """
    if section is None:
        return ()
    found: list[Line] = []
    places = iter(section.lines)
    place = next(places, None)
    for paragraph in section.text.split("\n"):
        begun = place
        left = _squeezed(paragraph)
        while place is not None and left.startswith(told := _squeezed(place.text)) and told:
            left = left[len(told) :]
            place = next(places, None)
        found.append(Line(paragraph, begun.place) if begun is not None else Line(paragraph))
    return tuple(line for line in _untitled(found, _squeezed(title)) if line.text.strip())


def _untitled(paragraphs: list[Line], title: str) -> list[Line]:
    """Without the lines, one or several together, that are the title."""
    for start in range(len(paragraphs)):
        left, end = title, start
        while left and end < len(paragraphs) and (told := _plain(paragraphs[end])) and left.startswith(told):
            left, end = left[len(told) :], end + 1
        if title and not left:
            return [*paragraphs[:start], *paragraphs[end:]]
    return paragraphs


def _plain(line: Line) -> str:
    return _squeezed(line.text)


def _squeezed(text: str) -> str:
    return "".join(text.split())
