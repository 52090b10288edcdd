"""`in_force_roll`: 现行有效件数 rolls on from year to year (FORM §3, pure).

in_force(Y) = in_force(Y−1) + issued(Y) − repealed(Y). A question, never an error: documents lapse by themselves,
are revised, and move with 机构划转. Only where both years follow an edition that has the three columns.
"""

from __future__ import annotations

from nianbao.ingest.form import specs
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Cell, Finding, Report, Severity, Status
from nianbao.ingest.wording import PLEASE_CHECK

RULE = "in_force_roll"
ROWS = ("rules", "normative_documents")


def in_force_roll(report: Report, previous: Report) -> tuple[Finding, ...]:
    """The question why a row does not roll on from last year's; nothing where a cell holds no number."""
    return tuple(finding for row in ROWS for finding in _row(row, report, previous))


def _row(row: str, report: Report, previous: Report) -> tuple[Finding, ...]:
    held, issued, repealed = (
        report.cell(f"disclosure.{row}.{column}") for column in ("in_force", "issued", "repealed")
    )
    before = previous.cell(f"disclosure.{row}.in_force")
    if held is None or issued is None or repealed is None or before is None:
        return ()
    if held.value is None or issued.value is None or repealed.value is None or before.value is None:
        return ()
    due = before.value + issued.value - repealed.value
    if due == held.value:
        return ()
    name = specs()[held.key].row.label
    message = (
        f"{name}：上年现行有效{_text(before)}＋本年制发{_text(issued)}－本年废止{_text(repealed)}＝{decimal_text(due)}，"
        f"本年现行有效为{_text(held)}；如有修订、自然失效或机构划转，属正常。{PLEASE_CHECK}"
    )
    return (
        Finding(
            RULE,
            Severity.QUESTION,
            Status.FAIL,
            (held.key, issued.key, repealed.key),
            message,
            expected=decimal_text(due),
            actual=decimal_text(held.value),
            page=held.place.page,
        ),
    )


def _text(cell: Cell) -> str:
    return "" if cell.value is None else decimal_text(cell.value)
