"""`nianbao check --annotate`: findings → Word comments on the cells and sentences of the draft they are about.

A finding about a cell stands at that cell, one about the text at the paragraph that holds the words it quotes, one
about the report as a whole at the title. Findings of one place are one comment.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from nianbao.ingest.comments import Author, Comment, Said, add, said_by
from nianbao.ingest.docx import Walked, walk
from nianbao.ingest.errors import UnknownFormat
from nianbao.ingest.faults import faults, told
from nianbao.ingest.flow import sources
from nianbao.ingest.naming import SEVERITIES, cell_name, cells_of, shown
from nianbao.ingest.package import Package
from nianbao.ingest.report import Cell, Finding, Format, Report, State
from nianbao.ingest.wordml import local

AUTHOR = Author("年报校验", "校")
OF_TEXT = frozenset({"text_table", "year_agreement", "fee_kind", "repeated_text"})
"""Rules whose place is a sentence, also where they name a cell."""
LISTS = "form_completeness"
"""The rule whose findings list cells, each of which is at fault by itself."""
MOST_EMPTY = 15
"""More empty cells than this are told at the first: the sentence lists them by rows."""

_WITHOUT_NUMBER = {
    State.TEXT: "不是数字",
    State.BLANK: "空白",
    State.DASH: "填的是横线或“无”",
    State.UNREAD: "未能读出",
}
_QUOTED = re.compile(r"「([^「」]+)」|“([^“”]+)”")
_UNSEEN = re.compile(r"[\s\u200b-\u200f\ufeff\u00ad]+")
_LEAST_QUOTE = 4
"""Characters; a shorter quotation is a label or stands everywhere."""
_WRAPPING = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


@dataclass(frozen=True, slots=True)
class Annotated:
    """The file with its comments, and how many were made; a file without a fault comes back as it was."""

    data: bytes
    comments: int


def annotate(data: bytes, report: Report, at: datetime | None = None) -> Annotated:
    """The DOCX `data` with a comment for each fault of `report`, its reading.

    Comments that are there stay; what a former run has already said is not said again.

    Args:
        data: the file's bytes.
        report: as read from them.
        at: the comments' date, None to leave it out.

    Raises:
        UnknownFormat: the file is no DOCX.
        FileRefused: the file cannot be opened or written again.
    """
    if report.format is not Format.DOCX:
        raise UnknownFormat("只有 DOCX 文件可以批注。", hint="请提供 DOCX 稿，或改用 --html。", source=report.source)
    with Package(data) as package:
        walked = walk(package)
        former = said_by(package, AUTHOR)
        comments = [one for one in _comments(walked, report) if one.text not in former]
        if not comments:
            return Annotated(data, 0)
        return Annotated(add(data, package, walked.root, comments, AUTHOR, at), len(comments))


def _comments(walked: Walked, report: Report) -> Iterator[Comment]:
    elements = {place: walked.cells[source] for place, source in sources(walked.flow.blocks).items()}
    texts = _Texts(walked)
    shelves: dict[str, _Shelf] = {}
    for number, finding in enumerate(finding for fault in faults(report) for finding in fault.findings):
        paragraph = texts.holding(finding) if finding.rule in OF_TEXT else None
        if paragraph is not None:
            shelves[f"#{number}"] = _Shelf(None, [paragraph], [(finding, finding.message)])
            continue
        for cell, sentence in _cells(finding, report):
            shelf = shelves.get(cell.key) if cell is not None else None
            if shelf is None:
                shelf = _Shelf(cell, _inside(cell, elements) or [texts.title(report)], [])
                shelves[cell.key if cell is not None else f"#{number}"] = shelf
            shelf.said.append((finding, sentence))
    yield from (_comment(shelf) for shelf in shelves.values())


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One comment to be: its cell, its paragraphs, and what each finding says there."""

    cell: Cell | None
    paragraphs: Sequence[etree._Element]
    said: list[tuple[Finding, str]]


def _cells(finding: Finding, report: Report) -> list[tuple[Cell | None, str]]:
    """The cells that a finding is about, None for the report as a whole, and what it says at each.

    A relation is told at its first cell. What is said of each cell by itself – that it holds words, or nothing – is said
    at each of them, but for empty ones where they are many.
    """
    held = cells_of(finding, report)
    if not held:
        return [(None, finding.message)]
    first, *others = held
    if finding.rule != LISTS:
        return [(first, finding.message)]
    alike = [cell for cell in others if cell.state in _WITHOUT_NUMBER and cell.place.grid is not None]
    if first.state is not State.TEXT and len(alike) >= MOST_EMPTY:
        alike = []
    more = f"，与“{cell_name(first)}”同一情形，说明见该格批注。"
    return [(first, finding.message), *((cell, f"本格{_WITHOUT_NUMBER[cell.state]}{more}") for cell in alike)]


def _inside(cell: Cell | None, elements: dict[tuple[int, int, int], etree._Element]) -> list[etree._Element]:
    """The paragraphs of a cell of the report; none where its place is not known."""
    element = elements.get(cell.place.grid) if cell is not None and cell.place.grid else None
    return _paragraphs(element) if element is not None else []


def _comment(shelf: _Shelf) -> Comment:
    """Its findings, worst first, each with its sentence; the end that all have in common is said once."""
    ranked = sorted(shelf.said, key=lambda one: tuple(SEVERITIES).index(one[0].severity))
    sentences, end = told([sentence for _, sentence in ranked])
    said = [_said(finding, sentence) for (finding, _), sentence in zip(ranked, sentences, strict=True)]
    if end:
        said.append(Said("", end))
    if shelf.cell is not None:
        said.insert(0, _named(shelf.cell))
    return Comment(_outside(shelf.paragraphs[0]), _outside(shelf.paragraphs[-1]), tuple(said))


def _named(cell: Cell) -> Said:
    return Said(cell_name(cell), f"（现填：{shown(cell)}）")


def _said(finding: Finding, sentence: str) -> Said:
    return Said(f"{SEVERITIES[finding.severity]}：", sentence)


def _paragraphs(cell: etree._Element) -> list[etree._Element]:
    """The paragraphs of a cell itself; those of a table in it only where the cell says nothing outside that table."""
    own = list(_own(cell))
    if any(_says(paragraph) for paragraph in own):
        return own
    return [paragraph for paragraph in cell.iter("{*}p") if _says(paragraph)] or own


def _own(cell: etree._Element) -> Iterator[etree._Element]:
    for part in cell.iterchildren():
        name = local(str(part.tag))
        if name == "p":
            yield part
        elif name in _WRAPPING:
            yield from _own(part)


def _says(paragraph: etree._Element) -> bool:
    return any(str(text).strip() for text in paragraph.itertext("{*}t"))


def _outside(paragraph: etree._Element) -> etree._Element:
    """The paragraph itself; of one in a text box, where Word allows no comment, the one the box is anchored to."""
    boxes = list(paragraph.iterancestors("{*}txbxContent"))
    anchor = next(boxes[-1].iterancestors("{*}p"), None) if boxes else None
    return paragraph if anchor is None else anchor


class _Texts:
    """The paragraphs of a document, to be found by their words.

    Args:
        walked: the document.
    """

    def __init__(self, walked: Walked) -> None:
        held = [(element, _plain(text)) for element, text in walked.paragraphs]
        # a sentence is looked for in the running text first, then in the tables
        held.sort(key=lambda one: next(one[0].iterancestors("{*}tbl"), None) is not None)
        self._held = [(element, text) for element, text in held if text]
        self._first = walked.paragraphs[0][0]

    def holding(self, finding: Finding) -> etree._Element | None:
        """The paragraph with the longest quotation of the finding; for a stray year, the one with its first day."""
        quoted = {_plain(match[1] or match[2]) for match in _QUOTED.finditer(finding.message)}
        for quote in sorted(quoted, key=lambda one: (-len(one), one)):
            if len(quote) >= _LEAST_QUOTE and (found := self._with(re.compile(re.escape(quote)))) is not None:
                return found
        if finding.rule == "year_agreement" and finding.actual:
            return self._with(re.compile(rf"{re.escape(finding.actual)}年0?1月0?1日"))
        return None

    def title(self, report: Report) -> etree._Element:
        """The paragraph with the title or its beginning; the first that says anything where it is not found."""
        title = _plain(report.title)
        found = next((element for element, text in self._held if title.startswith(text)), None)
        if found is not None:
            return found
        return self._held[0][0] if self._held else self._first

    def _with(self, pattern: re.Pattern[str]) -> etree._Element | None:
        return next((element for element, text in self._held if pattern.search(text)), None)


def _plain(text: str) -> str:
    """Without width variants and white space, as findings quote."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
