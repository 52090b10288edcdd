"""What the library holds: one Entry a report, its versions, and the clashes between reports."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from nianbao.index.names import split_regions
from nianbao.index.schema import readings, reports, sources, state
from nianbao.index.source import Claim
from nianbao.index.statement import Statement
from nianbao.ingest.report import Checks, Finding, Format, Severity, Status


@dataclass(frozen=True, slots=True)
class Entry:
    """The newest version of one report.

    Attributes:
        region: the administrative divisions the organ's name begins with, or "".
        source: the path of the file it came from; `url` the address, where a manifest gave it.
        pages: how many, 0 where the format has none.
        versions: how many different documents were given for this report.
        clash: whether another report of the library claims the same organ and year.
    """

    id: str
    organ: str
    region: str
    region_code: str | None
    parent: str | None
    level: str | None
    scope: str | None
    year: int
    title: str
    source: str
    url: str | None
    sha256: str
    format: Format
    published: str | None
    retrieved: str | None
    pages: int
    forms: tuple[tuple[str, str], ...]
    checks: Checks
    versions: int
    clash: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One document of a report; `number` counts from 1, the newest is the last."""

    number: int
    sha256: str
    title: str
    path: str | None
    url: str | None
    published: str | None
    retrieved: str | None
    newest: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """Reports from different sources that claim to be the same one."""

    organ: str
    year: int
    reports: tuple[str, ...]

    def finding(self, entry: Entry, others: Sequence[Entry]) -> Finding:
        """The clash as `entry` shows it: which other source says the same."""
        places = "、".join(f"「{other.url or Path(other.source).name}」" for other in others)
        return Finding(
            rule="source_clash",
            severity=Severity.QUESTION,
            status=Status.FAIL,
            keys=(),
            message=f"{places}也称是{entry.organ}{entry.year}年的报告，来源不同，分开保存，未相互覆盖，请核。",
        )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries at one revision of the library, ordered by organ, year and id."""

    revision: int
    entries: tuple[Entry, ...]
    by_id: dict[str, Entry]
    clashes: tuple[Clash, ...]


def revision_of(connection: Connection) -> int:
    """A number that is another one after every change, also one by another process."""
    ((revision,),) = _REVISION.rows(connection)
    return int(revision)


_REVISION = Statement(select(state.c.revision))


def load(connection: Connection) -> Catalogue:
    """Read the catalogue from the record."""
    rows = list(
        connection.execute(
            select(
                reports.c.id,
                reports.c.organ,
                reports.c.region_code,
                reports.c.parent,
                reports.c.level,
                reports.c.scope,
                reports.c.year,
                readings.c.title,
                readings.c.sha256,
                readings.c.format,
                readings.c.pages,
                readings.c.forms,
                readings.c.passed,
                readings.c.failed,
                readings.c.pass_if_blank_is_zero,
                readings.c.not_assessable,
                sources.c.path,
                sources.c.url,
                sources.c.published,
                sources.c.retrieved,
            )
            .join(readings, readings.c.id == reports.c.reading)
            .join(sources, sources.c.id == reports.c.source)
            .order_by(reports.c.organ, reports.c.year, reports.c.id)
        )
    )
    documents: dict[str, set[str]] = defaultdict(set)
    for report, sha256 in connection.execute(select(readings.c.report, readings.c.sha256)):
        documents[report].add(sha256)
    clashes = _clashes({row.id: Claim(row.organ, row.year, row.region_code, row.scope) for row in rows})
    clashing = {report for clash in clashes for report in clash.reports}
    entries = tuple(
        Entry(
            id=row.id,
            organ=row.organ,
            region="".join(split_regions(row.organ)[0]),
            region_code=row.region_code,
            parent=row.parent,
            level=row.level,
            scope=row.scope,
            year=row.year,
            title=row.title,
            source=row.path,
            url=row.url,
            sha256=row.sha256,
            format=Format(row.format),
            published=row.published,
            retrieved=row.retrieved,
            pages=len(json.loads(row.pages)),
            forms=tuple(json.loads(row.forms).items()),
            checks=Checks(row.passed, row.failed, row.pass_if_blank_is_zero, row.not_assessable),
            versions=len(documents[row.id]),
            clash=row.id in clashing,
        )
        for row in rows
    )
    return Catalogue(revision_of(connection), entries, {entry.id: entry for entry in entries}, clashes)


def versions(connection: Connection, report: str) -> tuple[Version, ...]:
    """The documents of a report, oldest first."""
    newest = connection.scalar(
        select(readings.c.sha256).join(reports, reports.c.reading == readings.c.id).where(reports.c.id == report)
    )
    found: dict[str, Version] = {}
    for row in connection.execute(
        select(
            readings.c.number,
            readings.c.sha256,
            readings.c.title,
            sources.c.path,
            sources.c.url,
            sources.c.published,
            sources.c.retrieved,
        )
        .outerjoin_from(
            readings, sources, (sources.c.report == readings.c.report) & (sources.c.sha256 == readings.c.sha256)
        )
        .where(readings.c.report == report)
        .order_by(readings.c.number, readings.c.id, sources.c.id)
    ):
        found[row.sha256] = Version(*row, newest=row.sha256 == newest)
    return tuple(found.values())


def _clashes(claims: dict[str, Claim]) -> tuple[Clash, ...]:
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for report, claim in claims.items():
        groups[claim.organ, claim.year].append(report)
    found = []
    for (organ, year), members in groups.items():
        clashing = [
            one for one in members if any(one != other and claims[one].may_be(claims[other]) for other in members)
        ]
        if clashing:
            found.append(Clash(organ, year, tuple(clashing)))
    return tuple(found)
