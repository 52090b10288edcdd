"""Fictional reports, a shelf that holds them, and answers about them: what the web's tests are made of.

Nothing here reads a file or searches: a Report is filled in by hand, its findings come from the validator, and its
PDF is drawn so that every cell's box is known.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from nianbao.app.answer import (
    Answer,
    Citation,
    Figure,
    Outcome,
    ReportFinding,
    Scope,
    Verdict,
)
from nianbao.index.library import Library
from nianbao.index.source import Source
from nianbao.ingest.form import load, specs
from nianbao.ingest.relations import status_of, validate
from nianbao.ingest.report import Cell, Format, Place, Report, Section, State, Status

PAGE = A4
"""Width and height of the sample's pages, in points."""
PAGES = {"disclosure": 2, "applications": 3, "review": 4}
HOSTILE = '问题一<img src=x onerror="window.pwned=1"><script>window.pwned=2</script> ![图](http://evil.example/p.png) ${window.pwned=3} {{7*7}}'

VERDICTS = {
    None: Verdict.NO_SUM,
    Status.PASS: Verdict.SUMS_AGREE,
    Status.FAIL: Verdict.SUMS_DISAGREE,
    Status.PASS_IF_BLANK_IS_ZERO: Verdict.AGREE_IF_BLANK_IS_ZERO,
    Status.NOT_ASSESSABLE: Verdict.NOT_ASSESSABLE,
}


def box(table: str, row: int, column: int) -> tuple[float, float, float, float]:
    """Where the sample's PDF draws a cell: points from the page's top left."""
    left, top = 230 + 44 * column, 90 + 26 * row
    return (left, top, left + 44, top + 26)


def filled(
    organ: str = "云溪市青溪区人民政府",
    year: int = 2024,
    values: Mapping[str, str] | None = None,
    *,
    edition: str = "2021",
    kind: Format = Format.PDF,
    prose: str = "2024年，本机关政务公开工作仍有不足。一是主动公开的内容不够全面。二是解读形式较为单一。",
    sha256: str | None = None,
) -> Report:
    """A report whose cells are all 0 but for `values` (key → printed string; empty is blank)."""
    given = values or {}
    paged = kind is Format.PDF
    cells = []
    for table in load(edition).tables:
        numbers = {row.key: index for index, row in enumerate(table.rows)}
        for spec in table.cells:
            printed = given.get(spec.key, "0")
            block = next(block for block in table.blocks if spec.row in block.rows)
            column = block.columns.index(spec.column)
            place = (
                Place(page=PAGES[table.key], box=box(table.key, numbers[spec.row.key], column)) if paged else Place()
            )
            cells.append(_cell(spec.key, printed, place))
    forms = dict.fromkeys(("disclosure", "applications", "review"), edition)
    validation = validate({cell.key: cell for cell in cells}, forms)
    sections = (
        Section("前言", "前言", f"本报告由{organ}编制。", 1 if paged else None),
        Section("一", "总体情况", "本年度持续推进政府信息公开。", 1 if paged else None),
        Section("二", "主动公开政府信息情况", "", 2 if paged else None),
        Section("三", "收到和处理政府信息公开申请情况", "", 3 if paged else None),
        Section("四", "政府信息公开行政复议、行政诉讼情况", "", 4 if paged else None),
        Section("五", "存在的主要问题及改进情况", prose, 5 if paged else None),
        Section("六", "其他需要报告的事项", "无。", 5 if paged else None),
    )
    return Report(
        organ,
        year,
        f"{organ}{year}年政府信息公开工作年度报告",
        f"{organ}-{year}.{kind.value}",
        sha256 or hashlib.sha256(f"{organ}{year}".encode()).hexdigest(),
        kind,
        forms,
        tuple(cells),
        sections,
        validation.checks,
        validation.findings,
        pages=(A4,) * 5 if paged else (),
    )


def _cell(key: str, printed: str, place: Place) -> Cell:
    spec = specs()[key]
    cell = Cell(
        key, State.BLANK, raw=printed, unit=spec.column.unit, row=spec.row.label, column=spec.column.label, place=place
    )
    if not printed:
        return cell
    if printed in ("/", "-", "—"):
        return replace(cell, state=State.DASH)
    return replace(cell, state=State.NUMBER, value=Decimal(printed))


BUSY = {
    "disclosure.licences.decisions": "75",
    "disclosure.penalties.decisions": "1",
    "disclosure.normative_documents.in_force": "12",
    "disclosure.fees.amount": "3.6",
    "applications.received.natural_person": "18",
    "applications.received.business": "3",
    "applications.received.total": "21",
    "applications.granted.natural_person": "10",
    "applications.granted.business": "3",
    "applications.granted.total": "13",
    "applications.partially_granted.natural_person": "2",
    "applications.partially_granted.total": "2",
    "applications.refused.third_party.natural_person": "1",
    "applications.refused.third_party.total": "1",
    "applications.refused.process_information.natural_person": "2",
    "applications.refused.process_information.total": "2",
    "applications.unavailable.not_held.natural_person": "3",
    "applications.unavailable.not_held.total": "3",
    "applications.concluded.natural_person": "18",
    "applications.concluded.business": "3",
    "applications.concluded.total": "21",
    "review.reconsideration.upheld": "10",
    "review.reconsideration.corrected": "1",
    "review.reconsideration.total": "0",
    "review.direct_suit.upheld": "",
}
"""A busy report whose 行政复议 total contradicts its parts, with one blank cell."""


def pdf(report: Report) -> bytes:
    """The report as a PDF: every cell's value in its box, one table a page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    height = A4[1]
    pages: dict[int, list[Cell]] = {}
    for cell in report.cells:
        pages.setdefault(cell.place.page or 0, []).append(cell)
    for page in range(1, 6):
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(60, height - 60, report.title if page == 1 else f"{page}")
        rows: set[str] = set()
        for cell in pages.get(page, ()):
            left, top, right, bottom = cell.place.box or (0, 0, 0, 0)
            canvas.setFont("STSong-Light", 9)
            canvas.rect(left, height - bottom, right - left, bottom - top)
            canvas.drawCentredString((left + right) / 2, height - (top + bottom) / 2 - 3, cell.raw)
            if cell.row not in rows:
                rows.add(cell.row)
                canvas.rect(40, height - bottom, 190, bottom - top)
                canvas.drawString(46, height - (top + bottom) / 2 - 3, cell.row[:20])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def library(folder: Path, *reports: Report) -> Library:
    """An open library that holds `reports`, each with the bytes it would have been read from."""
    made = Library.open(folder, create=True)
    for report in reports:
        data = pdf(report) if report.format is Format.PDF else report.title.encode()
        kept = replace(report, sha256=hashlib.sha256(data).hexdigest())
        made.add(kept, data, Source(str(folder / report.source)))
    return made


def id_of(held: Library, report: Report) -> str:
    """The library's id of a report."""
    return next(entry.id for entry in held.entries() if (entry.organ, entry.year) == (report.organ, report.year))


def figures(report: Report, report_id: str, *keys: str) -> tuple[tuple[Figure, ...], tuple[Citation, ...]]:
    """Figures and citations of `keys`, numbered from 1."""
    outcomes = validate({cell.key: cell for cell in report.cells}, report.forms).outcomes
    made, cited = [], []
    for number, key in enumerate(keys, 1):
        cell = report.cell(key)
        assert cell is not None
        organ, year = report.organ or "", report.year or 0
        section = load("2021").table(key.split(".")[0]).section
        cited.append(
            Citation(
                f"c{number}", report_id, organ, year, section, cell.place, key=key, row=cell.row, column=cell.column
            )
        )
        verdict = VERDICTS[status_of(key, outcomes)]
        made.append(
            Figure(
                f"f{number}",
                report_id,
                organ,
                year,
                key,
                cell.state,
                cell.value,
                cell.unit,
                verdict,
                f"c{number}",
                cell.raw,
            )
        )
    return tuple(made), tuple(cited)


def figure_answer(report: Report, report_id: str, text: str, *keys: str, question: str = "问题") -> Answer:
    """An answer with the figures of `keys`."""
    made, cited = figures(report, report_id, *keys)
    failed = tuple(
        ReportFinding(report_id, report.organ or "", report.year or 0, finding)
        for finding in report.findings
        if finding.status is Status.FAIL and set(finding.keys) & set(keys)
    )
    return Answer(
        question,
        Outcome.ANSWERED,
        text,
        "2026-01-31",
        Scope((report.organ or "",), (report.year or 0,), keys),
        made,
        (),
        cited,
        failed,
    )


def prose_answer(report: Report, report_id: str, quotes: Sequence[str], *, question: str = "问题") -> Answer:
    """An answer that quotes section 五."""
    cited = tuple(
        Citation(f"c{n}", report_id, report.organ or "", report.year or 0, "五", Place(page=5), quote=quote)
        for n, quote in enumerate(quotes, 1)
    )
    text = "\n".join(f"「{quote}」[{n}]" for n, quote in enumerate(quotes, 1))
    return Answer(question, Outcome.ANSWERED, text, "2026-01-31", citations=cited)
