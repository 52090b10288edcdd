"""`carry_over`: what one year's report carries out, the next year's carries in (pure).

A gap is an error only while nothing but a slip can explain it; another organ name or another scope makes
it a question (机构改革, 口径调整).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nianbao.ingest.form import specs
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Finding, Origin, Report, Severity, State, Status
from nianbao.ingest.wording import PLEASE_CHECK, column_name

COLUMNS = ("natural_person", "business", "research", "welfare", "legal_service", "other_org", "total")


def carry_over(report: Report, previous: Report) -> Report:
    """`report` with the findings that its previous year's report gives rise to."""
    return replace(report, findings=(*report.findings, *_carry_findings(report, previous)))


def _carry_findings(report: Report, previous: Report) -> Iterable[Finding]:
    if report.year is not None and previous.year is not None and previous.year != report.year - 1:
        yield Finding(
            "carry_over",
            Severity.QUESTION,
            Status.NOT_ASSESSABLE,
            (),
            f"用来对照的是{previous.year}年的报告，不是{report.year - 1}年的，结转没有核对。",
        )
        return
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
            origin=Origin.UNKNOWN,
            page=cell.place.page,
        )
