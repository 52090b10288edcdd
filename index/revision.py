"""The library's revision and fingerprint: every change is counted, and equal content has an equal fingerprint.

The fingerprint is the XOR of all reports' marks, so that a change costs one report's mark and not the whole library's.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from nianbao.index.schema import readings, reports, state
from nianbao.ingest.report import content_id


def note_change(connection: Connection, before: str, report: str | None) -> None:
    """Count a change, and carry it into the fingerprint.

    Args:
        before: the mark of the report that changed, "" for a new one.
        report: the report, None where it was removed.
    """
    after = _mark(connection, report) if report else ""
    if report:
        connection.execute(update(reports).where(reports.c.id == report).values(mark=after))
    fingerprint = int(str(connection.execute(select(state.c.fingerprint)).scalar_one()), 16)
    fingerprint ^= int(before or "0", 16) ^ int(after or "0", 16)
    connection.execute(update(state).values(revision=state.c.revision + 1, fingerprint=f"{fingerprint:016x}"))


def _mark(connection: Connection, report: str) -> str:
    """A report's content in one id: what it is, and which documents were read by which reader in which order."""
    row = connection.execute(select(reports).where(reports.c.id == report)).one()
    said = [str(getattr(row, name) or "") for name in ("organ", "year", "region_code", "parent", "level", "scope")]
    read = connection.execute(
        select(readings.c.number, readings.c.sha256, readings.c.parser)
        .where(readings.c.report == report)
        .order_by(readings.c.number, readings.c.id)
    )
    return content_id(report, *said, *(str(part) for one in read for part in one))
