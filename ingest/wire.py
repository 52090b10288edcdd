"""Report → the JSON that INTERFACES promises for `facts` and `check`."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.ingest.compare import Comparison
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Cell, Checks, Finding, Line, Report


def report_json(report: Report) -> dict[str, object]:
    """`nianbao facts --json` (INTERFACES)."""
    return {
        "organ": report.organ,
        "year": report.year,
        "title": report.title,
        "source": report.source,
        "sha256": report.sha256,
        "forms": dict(report.forms),
        "cells": [cell_json(cell) for cell in report.cells],
        "sections": [
            {"number": s.number, "heading": s.heading, "page": s.page, "text": s.text} for s in report.sections
        ],
        "checks": checks_json(report.checks),
        "findings": [finding_json(finding) for finding in report.findings],
    }


def comparison_json(comparison: Comparison, before: Report, after: Report) -> dict[str, object]:
    """`nianbao compare --json`: what differs, each side with its place; null or empty where one side has nothing."""
    return {
        "before": {"source": before.source, "sha256": before.sha256},
        "after": {"source": after.source, "sha256": after.sha256},
        "about": [{"what": what, "before": old, "after": new} for what, old, new in comparison.about],
        "cells": [
            {
                "key": change.key,
                "before": cell_json(change.before) if change.before else None,
                "after": cell_json(change.after) if change.after else None,
            }
            for change in comparison.cells
        ],
        "text": [
            {
                "section": change.section,
                "before": [line_json(line) for line in change.before],
                "after": [line_json(line) for line in change.after],
            }
            for change in comparison.text
        ],
        "same_cells": comparison.same,
    }


def line_json(line: Line) -> dict[str, object]:
    """One paragraph with the page it begins on."""
    return {"text": line.text, "page": line.place.page}


def cell_json(cell: Cell) -> dict[str, object]:
    """One cell as INTERFACES says; `second` and `doubt` only where there is one."""
    place = cell.place
    out: dict[str, object] = {
        "key": cell.key,
        "value": decimal_text(cell.value) if cell.value is not None else None,
        "state": cell.state.value,
        "raw": cell.raw,
        "unit": cell.unit,
        "row": cell.row,
        "column": cell.column,
        "remark": cell.remark,
        "page": place.page,
        "box": [round(x, 1) for x in place.box] if place.box else None,
        "grid": list(place.grid) if place.grid else None,
        "reader": cell.reader,
    }
    if cell.second is not None:
        out["second"] = cell.second
    if cell.doubt is not None:
        out["doubt"] = cell.doubt
    return out


def finding_json(finding: Finding) -> dict[str, object]:
    """One finding as INTERFACES says; `cause`, a name shared by the findings of one cause, only where there is one."""
    out: dict[str, object] = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "keys": list(finding.keys),
        "expected": finding.expected,
        "actual": finding.actual,
        "message": finding.message,
        "origin": finding.origin.value,
        "page": finding.page,
    }
    if finding.cause is not None:
        out["cause"] = finding.cause
    return out


def checks_json(checks: Checks) -> dict[str, int]:
    """The four counts of arithmetic relations."""
    return {
        "pass": checks.passed,
        "fail": checks.failed,
        "pass_if_blank_is_zero": checks.pass_if_blank_is_zero,
        "not_assessable": checks.not_assessable,
    }


def check_json(reports: Sequence[Report]) -> dict[str, object]:
    """`nianbao check --json` (INTERFACES)."""
    return {
        "reports": [
            {
                "organ": report.organ,
                "year": report.year,
                "source": report.source,
                "checks": checks_json(report.checks),
                "findings": [finding_json(finding) for finding in report.findings],
            }
            for report in reports
        ]
    }
