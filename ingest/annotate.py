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
from nianbao.ingest.faults import Fault, faults, told
from nianbao.ingest.flow import sources
from nianbao.ingest.naming import SEVERITIES, cell_name, shown
from nianbao.ingest.package import Package
from nianbao.ingest.report import Cell, Finding, Format, Report
from nianbao.ingest.wordml import local

AUTHOR = Author("年报校验", "校")
OF_TEXT = frozenset({"text_table", "year_agreement", "fee_kind", "repeated_text"})
"""Rules whose place is a sentence, also where they name a cell."""

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
    cells = {place: walked.cells[source] for place, source in sources(walked.flow.blocks).items()}
    texts = _Texts(walked)
    for fault in faults(report):
        at_cell = [finding for finding in fault.findings if finding.rule not in OF_TEXT]
        for finding in fault.findings:
            if finding.rule not in OF_TEXT:
                continue
            paragraph = texts.holding(finding)
            if paragraph is not None:
                yield _comment([paragraph], (_said(finding),))
            elif fault.cell is not None:
                at_cell.append(finding)
            else:
                yield _comment([texts.title(report)], (_said(finding),))
        if at_cell:
            yield _placed(Fault(fault.cell, tuple(at_cell)), cells, texts, report)


def _placed(fault: Fault, cells: dict[tuple[int, int, int], etree._Element], texts: _Texts, report: Report) -> Comment:
    """The comment of findings about one cell, or about none."""
    element = cells.get(fault.cell.place.grid) if fault.cell is not None and fault.cell.place.grid else None
    inside = _paragraphs(element) if element is not None else []
    sentences, end = told(fault)
    said = tuple(_said(finding, text) for finding, text in zip(fault.findings, sentences, strict=True))
    if end:
        said = (*said, Said("", end))
    if fault.cell is not None:
        said = (_named(fault.cell), *said)
    return _comment(inside or [texts.title(report)], said)


def _comment(paragraphs: Sequence[etree._Element], said: tuple[Said, ...]) -> Comment:
    return Comment(_outside(paragraphs[0]), _outside(paragraphs[-1]), said)


def _named(cell: Cell) -> Said:
    return Said(cell_name(cell), f"（现填：{shown(cell)}）")


def _said(finding: Finding, sentence: str = "") -> Said:
    return Said(f"{SEVERITIES[finding.severity]}：", sentence or finding.message)


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
