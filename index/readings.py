"""Readings ↔ rows: a Report goes in, and comes out equal to what went in."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, Table, insert, select

from nianbao.index import facts
from nianbao.index.places import PlaceJson, dump, place_json, place_of
from nianbao.index.schema import findings, readings, reports, sections
from nianbao.ingest.errors import ReportMissing
from nianbao.ingest.report import READING, Checks, Finding, Format, Line, Origin, Report, Section, Severity, Status


def write(connection: Connection, report: Report, *, of: str, number: int) -> int:
    """Keep `report` as version `number` of the report `of`; its id."""
    checks = report.checks
    reading = connection.execute(
        insert(readings)
        .values(
            report=of,
            sha256=report.sha256,
            parser=READING,
            number=number,
            organ=report.organ,
            year=report.year,
            title=report.title,
            source=report.source,
            format=report.format.value,
            forms=dump(report.forms),
            period=dump(report.period) if report.period else None,
            pages=dump(report.pages),
            passed=checks.passed,
            failed=checks.failed,
            pass_if_blank_is_zero=checks.pass_if_blank_is_zero,
            not_assessable=checks.not_assessable,
        )
        .returning(readings.c.id)
    ).scalar_one()
    facts.write(connection, reading, report.cells)
    _insert_all(connection, sections, [_section_row(reading, at, one) for at, one in enumerate(report.sections)])
    _insert_all(connection, findings, [_finding_row(reading, at, one) for at, one in enumerate(report.findings)])
    return int(reading)


def newest(connection: Connection, report: str) -> int:
    """The reading that speaks for a report.

    Raises:
        ReportMissing: no report of that id.
    """
    reading = connection.scalar(select(reports.c.reading).where(reports.c.id == report))
    if reading is None:
        raise missing(report)
    return int(reading)


def version(connection: Connection, report: str, sha256: str) -> int:
    """The newest reading of one of a report's documents.

    Raises:
        ReportMissing: no report of that id, or no such version of it.
    """
    newest(connection, report)
    reading = connection.scalar(
        select(readings.c.id)
        .where(readings.c.report == report, readings.c.sha256 == sha256)
        .order_by(readings.c.id.desc())
        .limit(1)
    )
    if reading is None:
        raise ReportMissing(f"报告 {report} 没有 sha256 为 {sha256} 的版本。")
    return int(reading)


def missing(report: str) -> ReportMissing:
    """The error that there is no report of that id."""
    return ReportMissing(f"资料库里没有编号为「{report}」的报告；用 nianbao reports 查看所有编号。")


def read(connection: Connection, reading: int) -> Report:
    """The Report that was written as `reading`."""
    row = connection.execute(select(readings).where(readings.c.id == reading)).one()
    period = json.loads(row.period) if row.period else None
    return Report(
        organ=row.organ,
        year=row.year,
        title=row.title,
        source=row.source,
        sha256=row.sha256,
        format=Format(row.format),
        forms=json.loads(row.forms),
        cells=facts.cells_of_reading(connection, reading),
        sections=tuple(
            Section(one.number, one.heading, one.text, one.page, tuple(map(_line, json.loads(one.lines))))
            for one in connection.execute(
                select(sections).where(sections.c.reading == reading).order_by(sections.c.position)
            )
        ),
        checks=Checks(row.passed, row.failed, row.pass_if_blank_is_zero, row.not_assessable),
        findings=read_findings(connection, reading),
        period=(period[0], period[1]) if period else None,
        pages=tuple((width, height) for width, height in json.loads(row.pages)),
    )


def read_findings(connection: Connection, reading: int) -> tuple[Finding, ...]:
    """The findings of `reading`, in their order."""
    return tuple(
        Finding(
            rule=row.rule,
            severity=Severity(row.severity),
            status=Status(row.status),
            keys=tuple(json.loads(row.keys)),
            message=row.message,
            expected=row.expected,
            actual=row.actual,
            origin=Origin(row.origin),
            page=row.page,
        )
        for row in connection.execute(
            select(findings).where(findings.c.reading == reading).order_by(findings.c.position)
        )
    )


def _insert_all(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _section_row(reading: int, position: int, section: Section) -> dict[str, object]:
    return {
        "reading": reading,
        "position": position,
        "number": section.number,
        "heading": section.heading,
        "text": section.text,
        "page": section.page,
        "lines": dump([[line.text, place_json(line.place)] for line in section.lines]),
    }


def _finding_row(reading: int, position: int, finding: Finding) -> dict[str, object]:
    return {
        "reading": reading,
        "position": position,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "keys": dump(finding.keys),
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "origin": finding.origin.value,
        "page": finding.page,
    }


def _line(value: tuple[str, PlaceJson | None]) -> Line:
    text, place = value
    return Line(text, place_of(place))
