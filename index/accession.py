"""Taking a reading into the record: is it new, known, a newer version, or another source's claim?

A document belongs to the report of its place: what a source said before, it may correct, and the older document stays
as an older version. Another place may give the very same bytes (one more source), but other bytes for an organ and
year that are there already are kept apart, as a report of their own, because nobody here can say which is right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select, update

from nianbao.index import corpus, origins
from nianbao.index import readings as rows
from nianbao.index.origins import Found
from nianbao.index.passages import passages
from nianbao.index.revision import note_change
from nianbao.index.schema import documents, readings, reports
from nianbao.index.source import Claim, Source
from nianbao.ingest.errors import LibraryError
from nianbao.ingest.report import READING, Report, content_id

_DESCRIBED = ("region_code", "parent", "level")


class Outcome(StrEnum):
    """What adding a document did.

    `source`: known bytes from one more place. `updated`: known bytes from a known place, described or read anew.
    `version`: the newest version of a known report. `clash`: a new report, kept apart from another of its name.
    """

    ADDED = "added"
    UNCHANGED = "unchanged"
    SOURCE = "source"
    UPDATED = "updated"
    VERSION = "version"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a document; `clashes` are the other reports that claim to be this one."""

    outcome: Outcome
    report: str
    organ: str
    year: int
    clashes: tuple[str, ...] = ()


def claim_of(report: Report, source: Source) -> Claim:
    """Which report this is; what the manifest says wins.

    Raises:
        LibraryError: neither the document nor the manifest says the organ, or the year.
    """
    organ, year = source.organ or report.organ, source.year or report.year
    if organ is None or year is None:
        missing = "机关" if organ is None else "年份"
        raise LibraryError(f"{source.location}：文中没有写明{missing}；请用 --organ 和 --year 指定，或在清单里写明。")
    return Claim(organ, year, source.region_code, source.scope or report.scope)


def known(connection: Connection, source: Source, sha256: str) -> Added | None:
    """UNCHANGED, where these bytes from this place, so described, were read by this version of the reader."""
    latest = next(iter(origins.at(connection, source)), None)
    if latest is None or latest.sha256 != sha256 or origins.source_of(latest) != source:
        return None
    if not _has_reading(connection, latest.report, sha256):
        return None
    report = _report(connection, latest.report)
    return Added(Outcome.UNCHANGED, report.id, report.organ, report.year)


def accede(connection: Connection, report: Report, size: int, source: Source) -> Added:
    """Take `report` into the record, in the caller's transaction."""
    if found := known(connection, source, report.sha256):
        return found
    claim = claim_of(report, source)
    _keep_document(connection, report, size)
    at_place = origins.at(connection, source)
    if at_place and at_place[0].sha256 == report.sha256:
        row = _report(connection, at_place[0].report)
        if _continues(row, claim) or origins.is_only(connection, row.id):
            return _update(connection, report, source, claim, at_place[0])
        # The same bytes stood for two organs, and this place now says which one it means.
        origins.drop(connection, at_place.pop(0).id)
    continued = (_report(connection, one.report) for one in at_place)
    before = next((row for row in continued if _continues(row, claim)), None)
    if before is not None:
        if source.organ is None:
            claim = replace(claim, organ=max(before.organ, claim.organ, key=len))
        return _new_version(connection, report, source, claim, before)
    same = _reports_like(connection, claim)
    holding = next((row for row in same if _newest_number(connection, row.id, report.sha256)), None)
    if holding is not None:
        return _one_more_source(connection, report, source, holding)
    return _new_report(connection, report, source, claim, clash=bool(same))


def remove(connection: Connection, report: str) -> tuple[str, ...]:
    """Take a report out of the record, with all its versions; the documents that nothing needs any more."""
    mark = str(_report(connection, report).mark)
    held = list(connection.scalars(select(readings.c.sha256).where(readings.c.report == report).distinct()))
    corpus.drop(connection, report)
    connection.execute(delete(reports).where(reports.c.id == report))
    used = set(connection.scalars(select(readings.c.sha256).where(readings.c.sha256.in_(held)).distinct()))
    orphans = tuple(sha256 for sha256 in held if sha256 not in used)
    connection.execute(delete(documents).where(documents.c.sha256.in_(orphans)))
    note_change(connection, mark, None)
    return orphans


# ---------------------------------------------------------------- the four ways in


def _update(connection: Connection, report: Report, source: Source, claim: Claim, before: Found) -> Added:
    """Known bytes from a known place, now described otherwise or read by another version of the reader."""
    row = _report(connection, before.report)
    number, newest = _newest_number(connection, row.id, report.sha256), _newest_number(connection, row.id)
    origins.describe(connection, before.id, source)
    connection.execute(
        delete(readings).where(
            readings.c.report == row.id, readings.c.sha256 == report.sha256, readings.c.parser == READING
        )
    )
    if number == newest and row.source == before.id:
        _make_current(connection, report, claim, row, number)
        _describe(connection, row, source, claim, before.id)
    elif number == newest:
        # Another place is the one that speaks for the report.
        _make_current(connection, report, Claim(row.organ, row.year), row, number)
        _complete(connection, row, source)
    else:
        rows.write(connection, report, of=row.id, number=number)
        note_change(connection, row.mark, row.id)
    return _added(connection, Outcome.UPDATED, row.id)


def _new_version(connection: Connection, report: Report, source: Source, claim: Claim, row: Found) -> Added:
    newest = _newest_number(connection, row.id)
    if _newest_number(connection, row.id, report.sha256) == newest:
        return _one_more_source(connection, report, source, row)
    # The place may have gone back to an older document, which then is the newest again.
    connection.execute(delete(readings).where(readings.c.report == row.id, readings.c.sha256 == report.sha256))
    _make_current(connection, report, claim, row, newest + 1)
    _describe(connection, row, source, claim, origins.add(connection, row.id, report.sha256, source))
    return _added(connection, Outcome.VERSION, row.id)


def _one_more_source(connection: Connection, report: Report, source: Source, row: Found) -> Added:
    origins.add(connection, row.id, report.sha256, source)
    _complete(connection, row, source)
    return _added(connection, Outcome.SOURCE, row.id)


def _new_report(connection: Connection, report: Report, source: Source, claim: Claim, *, clash: bool) -> Added:
    parts = [claim.organ, claim.region_code or "", str(claim.year), claim.scope or ""]
    while _exists(connection, content_id(*parts)):
        parts.append(report.sha256)
    one = content_id(*parts)
    connection.execute(insert(reports).values(id=one, organ=claim.organ, year=claim.year, reading=0, source=0, mark=""))
    row = _report(connection, one)
    _make_current(connection, report, claim, row, 1)
    _describe(connection, row, source, claim, origins.add(connection, one, report.sha256, source))
    return _added(connection, Outcome.CLASH if clash else Outcome.ADDED, one)


def _make_current(connection: Connection, report: Report, claim: Claim, row: Found, number: int) -> None:
    """Write a reading as the newest of its report, with the passages made of it."""
    reading = rows.write(connection, report, of=row.id, number=number)
    connection.execute(update(reports).where(reports.c.id == row.id).values(reading=reading))
    made = passages(report, of=row.id, organ=claim.organ, year=claim.year)
    corpus.replace(connection, row.id, made)


def _describe(connection: Connection, row: Found, source: Source, claim: Claim, entry: int) -> None:
    """Let a report say what its newest source says; what that leaves unsaid stays as it was."""
    said = {"organ": claim.organ, "year": claim.year, "scope": claim.scope}
    said |= {name: getattr(source, name) for name in _DESCRIBED}
    values = {name: value for name, value in said.items() if value is not None}
    connection.execute(update(reports).where(reports.c.id == row.id).values(source=entry, **values))
    note_change(connection, row.mark, row.id)


def _complete(connection: Connection, row: Found, source: Source) -> None:
    """Let one more source say what is not known yet, and change nothing that is."""
    values = {name: getattr(source, name) for name in (*_DESCRIBED, "scope") if getattr(row, name) is None}
    if values:
        connection.execute(update(reports).where(reports.c.id == row.id).values(**values))
    note_change(connection, row.mark, row.id)


# ---------------------------------------------------------------- looking


def _continues(row: Found, claim: Claim) -> bool:
    """Whether a place that said `row` now corrects it: the same report, the organ's name perhaps fuller or shorter."""
    named = Claim(claim.organ, row.year, row.region_code, row.scope)
    return named.may_be(claim) and (row.organ.endswith(claim.organ) or claim.organ.endswith(row.organ))


def _reports_like(connection: Connection, claim: Claim) -> list[Found]:
    found = connection.execute(
        select(reports).where(reports.c.organ == claim.organ, reports.c.year == claim.year).order_by(reports.c.id)
    )
    return [row for row in found if Claim(row.organ, row.year, row.region_code, row.scope).may_be(claim)]


def _added(connection: Connection, outcome: Outcome, report: str) -> Added:
    row = _report(connection, report)
    same = _reports_like(connection, Claim(row.organ, row.year, row.region_code, row.scope))
    return Added(outcome, row.id, row.organ, row.year, tuple(other.id for other in same if other.id != row.id))


def _report(connection: Connection, report: str) -> Found:
    return connection.execute(select(reports).where(reports.c.id == report)).one()


def _exists(connection: Connection, report: str) -> bool:
    return connection.scalar(select(reports.c.id).where(reports.c.id == report)) is not None


def _has_reading(connection: Connection, report: str, sha256: str) -> bool:
    return (
        connection.scalar(
            select(readings.c.id).where(
                readings.c.report == report, readings.c.sha256 == sha256, readings.c.parser == READING
            )
        )
        is not None
    )


def _newest_number(connection: Connection, report: str, sha256: str | None = None) -> int:
    """The highest version number of a report, or of one document in it; 0 where there is none."""
    statement = select(func.max(readings.c.number)).where(readings.c.report == report)
    if sha256 is not None:
        statement = statement.where(readings.c.sha256 == sha256)
    return int(connection.scalar(statement) or 0)


# ---------------------------------------------------------------- writing


def _keep_document(connection: Connection, report: Report, size: int) -> None:
    connection.execute(
        insert(documents).prefix_with("OR IGNORE").values(sha256=report.sha256, format=report.format.value, size=size)
    )
