"""Do an answer's citations hold? Each is looked up in the library again, by another way than it was made.

A cell's citation holds if the report has exactly this state, value and unit in exactly this cell, and the place is
the cell's own: page and box where the document has pages, table, row and column where it has none. A quotation's
holds if its section has these very words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nianbao.app.answer import Answer, Citation, Figure
from nianbao.index.library import Library
from nianbao.ingest.errors import ReportMissing
from nianbao.ingest.report import Place, Report


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation, what it cites and where apart.

    Attributes:
        organ, year, key: the cell's address; `key` is None for a quotation.
        cell: whether the cell, or the quotation, is in the report as it is cited.
        page: whether page and box are the right ones; None where the document has no pages.
    """

    organ: str
    year: int
    key: str | None
    cell: bool
    page: bool | None


@dataclass(frozen=True, slots=True)
class Checked:
    """How many of an answer's citations hold, what is wrong with the others, and each by itself."""

    held: int
    total: int
    faults: tuple[str, ...]
    cited: tuple[Cited, ...] = ()


@dataclass(slots=True)
class Citations:
    """A library's reports, read whole and kept while answers are checked against them."""

    library: Library
    _reports: dict[str, Report | None] = field(default_factory=dict)

    def check(self, answer: Answer) -> Checked:
        """Look every citation up, and every figure's."""
        figures = {figure.citation: figure for figure in answer.figures}
        cited = {citation.id: citation for citation in answer.citations}
        faults: list[str] = []
        seen: list[Cited] = []
        for name in dict.fromkeys((*cited, *figures)):
            citation, figure = cited.get(name), figures.get(name)
            if citation is None:
                faults.append(f"[{name}] 没有引证")
                continue
            report = self._report(citation.report)
            what = list(self._faults(citation, figure, report))
            where = [] if report is None else list(_place_faults(citation, figure, report))
            faults.extend(f"[{name}] {fault}" for fault in (*what, *where)[:1])
            paged = report is not None and bool(report.pages)
            key = None if figure is None else figure.key
            seen.append(Cited(citation.organ, citation.year, key, not what, not where if paged else None))
        total = len(cited.keys() | figures.keys())
        return Checked(total - len(faults), total, tuple(faults), tuple(seen))

    def paged(self, organ: str, year: int) -> bool:
        """Whether the report of `organ` about `year` is a document with pages."""
        return any(e.pages for e in self.library.entries() if e.year == year and organ.endswith(e.organ))

    def _faults(self, citation: Citation, figure: Figure | None, report: Report | None) -> Iterable[str]:
        if report is None:
            yield "报告不在资料库里"
            return
        entry = self.library.entry(citation.report)
        if citation.year != entry.year or not citation.organ.endswith(entry.organ):
            yield f"引作 {citation.organ}{citation.year}年，报告是 {entry.organ}{entry.year}年的"
        if figure is not None:
            yield from _cell_faults(citation, figure, report)
        elif citation.quote is not None and citation.key is None:
            yield from _quote_faults(citation, report)
        else:
            yield "引证既不是一格，也不是一段原文"

    def _report(self, report: str) -> Report | None:
        if report not in self._reports:
            try:
                self._reports[report] = self.library.report(report)
            except ReportMissing:
                self._reports[report] = None
        return self._reports[report]


def _cell_faults(citation: Citation, figure: Figure, report: Report) -> Iterable[str]:
    pointed = (citation.report, citation.organ, citation.year, citation.key)
    if pointed != (figure.report, figure.organ, figure.year, figure.key):
        yield f"{figure.key} 的引证指向别处"
        return
    cell = report.cell(figure.key)
    if cell is None:
        yield f"报告没有 {figure.key} 这一格"
    elif (cell.state, cell.value, cell.unit) != (figure.state, figure.value, figure.unit):
        yield f"{figure.key} 在报告里是「{cell.raw}」"
    elif citation.quote not in (None, cell.raw):
        yield f"{figure.key} 印作「{cell.raw}」，引作「{citation.quote}」"


def _quote_faults(citation: Citation, report: Report) -> Iterable[str]:
    own = "".join(section.text for section in report.sections if section.number == citation.section)
    if _plain(citation.quote or "") not in _plain(own):
        yield f"第{citation.section}部分没有「{citation.quote}」"


def _place_faults(citation: Citation, figure: Figure | None, report: Report) -> Iterable[str]:
    cell = None if figure is None else report.cell(figure.key)
    if cell is not None and cell.place != citation.place:
        yield f"{cell.key} 的位置不是这一格的位置"
    yield from _page_faults(citation.place, report)


def _page_faults(place: Place, report: Report) -> Iterable[str]:
    if not report.pages:
        if place.page is not None or place.box is not None:
            yield "文件没有页，引证却有页码"
        return
    if place.page is None or place.box is None:
        yield "没有页码和框"
    elif not 1 <= place.page <= len(report.pages):
        yield f"没有第 {place.page} 页"
    else:
        left, top, right, bottom = place.box
        width, height = report.pages[place.page - 1]
        if not (0 <= left < right <= width + 1 and 0 <= top < bottom <= height + 1):
            yield "框不在页面里"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
