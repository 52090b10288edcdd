"""Sources in the record: the places that gave each report its documents, and what was said of them."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from nianbao.index.schema import sources
from nianbao.index.source import Source

Found: TypeAlias = Row[tuple[object, ...]]
"""A row of `sources` or of `reports`, whose columns are its attributes."""

_SAID = ("path", "url", "organ", "region_code", "parent", "level", "scope", "year", "published", "retrieved")


def source_of(row: Found) -> Source:
    """The source that a row of `sources` keeps."""
    return Source(**{name: getattr(row, name) for name in _SAID})


def at(connection: Connection, source: Source) -> list[Found]:
    """What came from this place so far, newest first."""
    same = sources.c.path == source.path
    if source.url:
        same = or_(same, sources.c.url == source.url)
    found = connection.execute(select(sources).where(same).order_by(sources.c.id.desc()))
    return [row for row in found if source.is_same_place(source_of(row))]


def is_only(connection: Connection, report: str) -> bool:
    """Whether one source alone gave this report."""
    return connection.scalar(select(func.count()).where(sources.c.report == report)) == 1


def add(connection: Connection, report: str, sha256: str, source: Source) -> int:
    """Note that `source` gave the document `sha256` of a report; the number of the note."""
    statement = insert(sources).values(report=report, sha256=sha256, **_said(source)).returning(sources.c.id)
    return int(connection.execute(statement).scalar_one())


def describe(connection: Connection, number: int, source: Source) -> None:
    """Let a note say what its source says now."""
    connection.execute(update(sources).where(sources.c.id == number).values(**_said(source)))


def drop(connection: Connection, number: int) -> None:
    """Take a note away."""
    connection.execute(delete(sources).where(sources.c.id == number))


def _said(source: Source) -> dict[str, object]:
    return {name: getattr(source, name) for name in _SAID}
