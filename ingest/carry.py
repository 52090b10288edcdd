"""What two years' reports of one organ say to each other: `carry_over`, and the other checks of a year against the last.

`carry_over`: what one year's report carries out, the next year's carries in. A gap is an error only while nothing
but a slip can explain it; another organ name or another scope makes it a question (机构改革, 口径调整).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.ingest.form import specs
from nianbao.ingest.in_force import in_force_roll
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.origin import of_origin
from nianbao.ingest.repeated_text import repeated_text
from nianbao.ingest.report import Cell, Finding, Origin, Report, Severity, State, Status
from nianbao.ingest.tally import Tables
from nianbao.ingest.wording import PLEASE_CHECK, column_name

COLUMNS = ("natural_person", "business", "research", "welfare", "legal_service", "other_org", "total")


@dataclass(frozen=True, slots=True)
class Year:
    """One year's report, and the keys of its cells that a second reader has seen alike."""

    report: Report
    seen_twice: frozenset[str] = frozenset()

    def cell(self, key: str) -> Cell | None:
        """The cell of `key`, None where its forms do not have it."""
        return self.report.cell(key)

    def sure(self, key: str) -> bool:
        """Whether the cell says what the document does: its format tells where it is, or a sum or reader vouches for it."""
        cell = self.report.cell(key)
        if cell is None or cell.doubt is not None:
            return False
        if not self.report.format.paged or key in self.seen_twice:
            return True
        return Tables({cell.key: cell for cell in self.report.cells}, self.report.forms).proven(key)


def carry_over(
    report: Report,
    previous: Report,
    seen_twice: frozenset[str] = frozenset(),
    seen_twice_before: frozenset[str] = frozenset(),
) -> Report:
    """`report` with the findings that its previous year's report gives rise to.

    Those are `carry_over`, `in_force_roll` and `repeated_text`; a report of another year than the last gives
    rise to none but the question whether it was meant.

    Args:
        report, previous: this year's and last year's.
        seen_twice, seen_twice_before: the cells of each that a second reader has seen alike (`second.seen_twice`).
    """
    found = _findings(Year(report, seen_twice), Year(previous, seen_twice_before))
    return replace(report, findings=(*report.findings, *found))


def _same_organ(one: str, other: str) -> bool:
    """Whether two names can be one organ's: equal, or one is the other without its regions."""
    return one == other or one.endswith(other) or other.endswith(one)


def _findings(own: Year, last: Year) -> tuple[Finding, ...]:
    report, previous = own.report, last.report
    years = {year for year in (report.year, _year_of_period(report)) if year is not None}
    if years and previous.year is not None and previous.year + 1 not in years:
        message = f"用来对照的是{previous.year}年的报告，不是{(report.year or max(years)) - 1}年的，结转没有核对。"
        return (Finding("carry_over", Severity.QUESTION, Status.NOT_ASSESSABLE, (), message),)
    other: tuple[Finding, ...] = ()
    if report.organ and previous.organ and not _same_organ(report.organ, previous.organ):
        message = f"用来对照的是{previous.organ}的报告，与{report.organ}不是同一机关，下列差异只供参考。"
        other = (Finding("carry_over", Severity.QUESTION, Status.NOT_ASSESSABLE, (), message),)
    return (
        *other,
        *_carried(own, last),
        *(
            of_origin(finding, _origin((own, finding.keys), (last, finding.keys[:1])))
            for finding in in_force_roll(report, previous)
            if not _told_already(finding, report)
        ),
        *repeated_text(report, previous),
    )


def _year_of_period(report: Report) -> int | None:
    """The year of the 统计期限: where it is not the title's, that is told already, and either may be the right one."""
    return int(report.period[1][:4]) if report.period else None


def _told_already(rolled: Finding, report: Report) -> bool:
    """Whether another finding explains it: the row holds what it should not, or the prose tells the figure that fits."""
    for finding in report.findings:
        if finding.rule == "rules_competence" and not set(finding.keys).isdisjoint(rolled.keys):
            return True
        if finding.rule == "text_table" and len(finding.keys) == 1 and finding.keys[0] in rolled.keys:
            if finding.expected is None or finding.actual is None or rolled.expected is None or rolled.actual is None:
                continue
            change = Decimal(finding.actual) - Decimal(finding.expected)
            column = finding.keys[0].rpartition(".")[2]
            gap = Decimal(rolled.actual) - Decimal(rolled.expected)
            if gap == {"issued": change, "repealed": -change, "in_force": -change}.get(column):
                return True
    return False


def _carried(own: Year, last: Year) -> tuple[Finding, ...]:
    found = tuple(_in_columns(own, last))
    if len(found) < 2:
        return found
    # a year that took over other figures than the last one left did so once, in however many columns
    return tuple(replace(finding, cause="carry_over") for finding in found)


def _in_columns(own: Year, last: Year) -> Iterable[Finding]:
    scopes = {year.report.scope for year in (own, last) if year.report.scope is not None}
    same = own.report.organ == last.report.organ and len(scopes) < 2
    for column in COLUMNS:
        key, before_key = f"applications.carried_in.{column}", f"applications.carried_out.{column}"
        cell, before = own.cell(key), last.cell(before_key)
        if cell is None or before is None or cell.state is not State.NUMBER or before.state is not State.NUMBER:
            continue
        if cell.value is None or before.value is None or cell.value == before.value:
            continue
        name = column_name(specs()[key])
        page = f"（第{before.place.page}页）" if before.place.page is not None else ""
        finding = Finding(
            "carry_over",
            Severity.ERROR if same else Severity.QUESTION,
            Status.FAIL,
            (key, before_key),
            f"{name}：上年报告{page}结转下年度{decimal_text(before.value)}，"
            f"本年报告上年结转为{decimal_text(cell.value)}。{PLEASE_CHECK}",
            expected=decimal_text(before.value),
            actual=decimal_text(cell.value),
            page=cell.place.page,
        )
        yield of_origin(finding, _origin((own, (key,)), (last, (before_key,))))


def _origin(*held: tuple[Year, tuple[str, ...]]) -> Origin:
    """The document's, where each cell is sure."""
    return Origin.DOCUMENT if all(year.sure(key) for year, keys in held for key in keys) else Origin.UNKNOWN
