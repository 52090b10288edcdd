"""Upkeep: what can be made again from the record is made again, and what no report needs is thrown away.

The caller holds the library's lock.
"""

from __future__ import annotations

from sqlalchemy import select, update

from nianbao.index import corpus
from nianbao.index import readings as rows
from nianbao.index.documents import Documents
from nianbao.index.lexical import TOKENS
from nianbao.index.origins import source_of
from nianbao.index.passages import passages
from nianbao.index.record import Record
from nianbao.index.schema import documents, readings, reports, sources, state
from nianbao.index.source import Source
from nianbao.ingest.report import READING


class Upkeep:
    """The upkeep of one library."""

    def __init__(self, record: Record, kept: Documents) -> None:
        self._record = record
        self._documents = kept

    def outdated(self) -> dict[str, Source]:
        """The reports whose newest reading an older version of the reader made, and where their documents came from."""
        statement = (
            select(reports.c.id.label("of"), sources)
            .join_from(reports, readings, readings.c.id == reports.c.reading)
            .join(sources, sources.c.id == reports.c.source)
            .where(readings.c.parser != READING)
            .order_by(readings.c.id)
        )
        with self._record.read() as connection:
            return {row.of: source_of(row) for row in connection.execute(statement)}

    def cut_passages(self) -> None:
        """Make passages and the lexical index anew from the readings; vectors of unchanged passages stay."""
        with self._record.read() as connection:
            ids = tuple(connection.scalars(select(reports.c.id).order_by(reports.c.organ, reports.c.year)))
        for report in ids:
            # A transaction a report, so that those who read meanwhile never wait, nor the memory grows.
            with self._record.write() as connection:
                row = connection.execute(select(reports).where(reports.c.id == report)).one()
                made = passages(rows.read(connection, row.reading), of=report, organ=row.organ, year=row.year)
                corpus.replace(connection, report, made)
        self._index_words()

    def renew_words(self) -> None:
        """Make the lexical index anew where another version of the tokens made it."""
        with self._record.read() as connection:
            if connection.scalar(select(state.c.tokens)) == TOKENS:
                return
        self._index_words()

    def sweep(self) -> None:
        """Remove documents' files that no report needs: the leavings of killed processes."""
        with self._record.read() as connection:
            known = set(connection.scalars(select(documents.c.sha256)))
        self._documents.sweep(known)

    def _index_words(self) -> None:
        with self._record.write() as connection:
            corpus.index_all_words(connection)
            connection.execute(update(state).values(tokens=TOKENS))
