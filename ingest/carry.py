"""What two years' reports of one organ say to each other: `carry_over`, and the other checks of a year against the last.

`carry_over`: what one year's report carries out, the next year's carries in. A gap is an error only while nothing
but a slip can explain it; another organ name or another scope makes it a question (机构改革, 口径调整).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nianbao.ingest.form import specs
from nianbao.ingest.in_force import in_force_roll
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.repeated_text import repeated_text
from nianbao.ingest.report import Finding, Origin, Report, Severity, State, Status
from nianbao.ingest.tally import Tables
from nianbao.ingest.wording import PLEASE_CHECK, column_name

COLUMNS = ("natural_person", "business", "research", "welfare", "legal_service", "other_org", "total")


def carry_over(report: Report, previous: Report) -> Report:
    """`report` with the findings that its previous year's report gives rise to.

    Those are `carry_over`, `in_force_roll` and `repeated_text`; a report of another year than the last gives
    rise to none but the question whether it was meant.
    """
    return replace(report, findings=(*report.findings, *_findings(report, previous)))


def _same_organ(one: str, other: str) -> bool:
    """Whether two names can be one organ's: equal, or one is the other without its regions."""
    return one == other or one.endswith(other) or other.endswith(one)


def _findings(report: Report, previous: Report) -> tuple[Finding, ...]:
    if report.year is not None and previous.year is not None and previous.year != report.year - 1:
        message = f"用来对照的是{previous.year}年的报告，不是{report.year - 1}年的，结转没有核对。"
        return (Finding("carry_over", Severity.QUESTION, Status.NOT_ASSESSABLE, (), message),)
    other: tuple[Finding, ...] = ()
    if report.organ and previous.organ and not _same_organ(report.organ, previous.organ):
        message = f"用来对照的是{previous.organ}的报告，与{report.organ}不是同一机关，下列差异只供参考。"
        other = (Finding("carry_over", Severity.QUESTION, Status.NOT_ASSESSABLE, (), message),)
    return (
        *other,
        *_carried(report, previous),
        *(
            replace(finding, origin=_origin((report, finding.keys), (previous, finding.keys[:1])))
            for finding in in_force_roll(report, previous)
        ),
        *repeated_text(report, previous),
    )


def _carried(report: Report, previous: Report) -> Iterable[Finding]:
    same = report.organ == previous.organ
    for column in COLUMNS:
        key, before_key = f"applications.carried_in.{column}", f"applications.carried_out.{column}"
        cell, before = report.cell(key), previous.cell(before_key)
        if cell is None or before is None or cell.state is not State.NUMBER or before.state is not State.NUMBER:
            continue
        if cell.value is None or before.value is None or cell.value == before.value:
            continue
        name = column_name(specs()[key])
        yield Finding(
            "carry_over",
            Severity.ERROR if same else Severity.QUESTION,
            Status.FAIL,
            (key, before_key),
            f"{name}：上年报告结转下年度{decimal_text(before.value)}，本年报告上年结转为{decimal_text(cell.value)}。{PLEASE_CHECK}",
            expected=decimal_text(before.value),
            actual=decimal_text(cell.value),
            origin=_origin((report, (key,)), (previous, (before_key,))),
            page=cell.place.page,
        )


def _origin(*held: tuple[Report, tuple[str, ...]]) -> Origin:
    """The document's, where each cell was read from a format that says where cells are, or lies in a sum that adds up."""
    return Origin.DOCUMENT if all(_sure(report, key) for report, keys in held for key in keys) else Origin.UNKNOWN


def _sure(report: Report, key: str) -> bool:
    cell = report.cell(key)
    if cell is None or cell.doubt is not None:
        return False
    return not report.format.paged or Tables({cell.key: cell for cell in report.cells}, report.forms).proven(key)
