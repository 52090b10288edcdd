"""The whole chain: bytes → Report.

read      bytes → Document                (routed by content)
bound     Document → its first report, where it holds several
outline   Document → title, organ, year, period, sections
cells     Document × forms → cells
copies    which of several copies of one report is read
second    for PDFs with unread cells, failing sums or prose that says otherwise, an independent reader sees the file as well
relations cells → findings
checks    sections × cells → findings
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from nianbao.ingest.cells import Reading, lines
from nianbao.ingest.checks import against_tables, of_plain_text, of_the_whole, vouched, with_origins
from nianbao.ingest.copies import chosen
from nianbao.ingest.coverage import scope_of
from nianbao.ingest.errors import NotAReport
from nianbao.ingest.identity import NO_ORGAN, NO_YEAR
from nianbao.ingest.origin import of_origin
from nianbao.ingest.outline import PREAMBLE, SECTIONS, Outline
from nianbao.ingest.read import read
from nianbao.ingest.relations import validate, with_origin, year_agreement
from nianbao.ingest.report import Cell, Document, Finding, Origin, Report, Severity, Status
from nianbao.ingest.second import compared, second_reading
from nianbao.ingest.twice import twice

_NUMBERS = frozenset(number for number, _, _ in SECTIONS)
_SIMPLIFIED = "原文用繁体字，这里逐字换成简体字读取和引用，数字不变。"


def parse(data: bytes, *, source: str = "", organ: str | None = None, year: int | None = None) -> Report:
    """Read one file whole.

    Args:
        data: the file's bytes.
        source: its name or path, kept for messages and citations.
        organ, year: what is known from outside (a manifest, `--organ --year`); they win over what the
            document says, and a disagreement is a finding.

    Raises:
        FileRefused: the bytes cannot become a report; the subclass and message say why.
    """
    return understood(read(data, source=source), data, source=source, organ=organ, year=year)


def understood(
    document: Document, data: bytes, *, source: str = "", organ: str | None = None, year: int | None = None
) -> Report:
    """What `document`, as a reader has it from the bytes `data`, says; the rest is as for `parse`.

    Raises:
        NotAReport: there is neither title nor section nor table of a report in it.
    """
    found = chosen(document)
    document, reading, text = found.copy.document, found.copy.reading, found.copy.text
    if not _is_report(reading, text):
        raise NotAReport(
            "没有找到政府信息公开工作年度报告的标题、章节或统计表。",
            hint="请确认文件是《政府信息公开工作年度报告》全文。",
            source=source,
        )
    cells, forms = {cell.key: cell for cell in reading.cells}, reading.forms
    known_organ, known_year = organ or text.organ, year if year is not None else text.year
    prose = against_tables(text.sections, cells, forms, known_organ, known_year)
    second = second_reading(document, data, cells, forms, prose)
    if second is not None:
        cells = {key: compared(cell, second.get(key)) for key, cell in cells.items()}
        prose = against_tables(text.sections, cells, forms, known_organ, known_year)
    validation = validate(cells, forms)
    cells = vouched(cells, forms)
    trusted = not document.format.paged
    findings = (
        *([_note("form_completeness", Severity.NOTE, _SIMPLIFIED)] if document.simplified else ()),
        *_identity(text, organ, year),
        *found.findings,
        *with_origin(validation.findings, cells, second, trusted=trusted),
        *with_origins(prose, cells, forms, second, trusted=trusted, reader=document.reader),
        *_repeated(reading),
        *_twice(reading, cells, second, trusted=trusted),
        *of_plain_text(of_the_whole(text.sections, forms, known_organ, known_year, text.period), document.reader),
        *of_plain_text(year_agreement(known_year, text.period, lines(document)), document.reader),
    )
    return Report(
        organ=known_organ,
        year=known_year,
        title=text.title,
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        format=document.format,
        forms=forms,
        cells=tuple(cells.values()),
        sections=text.sections,
        checks=validation.checks,
        findings=findings,
        period=text.period,
        pages=document.pages,
        scope=scope_of(text.title, [one.text for one in text.sections if one.number == PREAMBLE]),
    )


def _is_report(reading: Reading, text: Outline) -> bool:
    if reading.forms or {section.number for section in text.sections}.issuperset(_NUMBERS):
        return True
    titled = "政府信息公开" in text.title or (text.organ is not None and "信息公开" in text.title)
    return titled and "报告" in text.title and sum(len(s.text) for s in text.sections) >= 100


# ------------------------------------------------------------------ findings about the report as a whole


def _identity(text: Outline, organ: str | None, year: int | None) -> Iterable[Finding]:
    if text.organ is None and organ is None:
        yield _note("identity", Severity.QUESTION, NO_ORGAN)
    if text.year is None and year is None:
        yield _note("identity", Severity.QUESTION, NO_YEAR)
    if organ and text.organ and organ != text.organ and not (organ.endswith(text.organ) or text.organ.endswith(organ)):
        yield _note("identity", Severity.QUESTION, f"登记的机关是{organ}，文件自称{text.organ}，请核。")
    if year is not None and text.year is not None and year != text.year:
        yield Finding(
            "identity",
            Severity.QUESTION,
            Status.FAIL,
            (),
            f"登记的年度是{year}年，文件自称{text.year}年，请核。",
            str(year),
            str(text.year),
        )


def _repeated(reading: Reading) -> Iterable[Finding]:
    for table in reading.repeated:
        yield _note(
            "form_completeness",
            Severity.QUESTION,
            f"同一张表（{_TABLES[table]}）出现了不止一次，这里读的是其中完整的第一张。",
        )


def _twice(
    reading: Reading, cells: Mapping[str, Cell], second: Mapping[str, Cell] | None, *, trusted: bool
) -> Iterable[Finding]:
    """Rows that stand more than once; of a table that does so as a whole, that is said."""
    forms = {table: edition for table, edition in reading.forms.items() if table not in reading.repeated}
    found = twice(cells, reading.others, forms)
    return (of_origin(f, Origin.DOCUMENT) for f in found) if trusted else with_origin(found, cells, second)


_TABLES = {"disclosure": "表二", "applications": "表三", "review": "表四"}


def _note(rule: str, severity: Severity, message: str) -> Finding:
    return Finding(rule, severity, Status.NOT_ASSESSABLE, (), message)
