"""Vectors in the record: made once, kept for good, and handed to the vector index as often as it is made anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update

from nianbao.index.corpus import chunks
from nianbao.index.passages import Kind
from nianbao.index.record import Record
from nianbao.index.schema import dropped, passages, vectors

_EMBEDDED = passages.c.kind != Kind.ROW.value
_VECTORS = (
    select(passages.c.id, vectors.c.vector)
    .join_from(passages, vectors, vectors.c.passage == passages.c.number)
    .order_by(passages.c.id)
)


@dataclass(frozen=True, slots=True)
class Pending:
    """A passage that still needs a vector: its number in the record and the text to embed."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Vectors for the index: ids and record's numbers of the passages, packed vectors."""

    ids: list[str]
    numbers: list[int]
    packed: list[bytes]


class Embeddings:
    """The vectors of the passages, and which of them the vector index has been given."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def of(self, model: str, ids: Sequence[str]) -> tuple[list[str], list[bytes]]:
        """Passage ids and packed vectors of those passages that have one of `model`, by id."""
        with self._record.read() as connection:
            rows = [
                row
                for some in chunks(ids)
                for row in connection.execute(_VECTORS.where(vectors.c.model == model, passages.c.id.in_(some)))
            ]
        return [row.id for row in rows], [row.vector for row in rows]

    def of_reports(
        self, model: str, reports: Sequence[str] | None, kinds: Collection[Kind]
    ) -> tuple[list[str], list[bytes]]:
        """The same for all passages of some kinds, of some reports or of the whole library."""
        statement = _VECTORS.where(vectors.c.model == model, passages.c.kind.in_(sorted(kinds)))
        with self._record.read() as connection:
            if reports is None:
                rows = list(connection.execute(statement))
            else:
                rows = [
                    row
                    for some in chunks(reports)
                    for row in connection.execute(statement.where(passages.c.report.in_(some)))
                ]
        return [row.id for row in rows], [row.vector for row in rows]

    def pending_count(self, model: str) -> int:
        """How many passages still need a vector of `model`."""
        with self._record.read() as connection:
            embedded = connection.scalar(select(func.count()).select_from(passages).where(_EMBEDDED)) or 0
            done = connection.scalar(select(func.count()).select_from(vectors).where(vectors.c.model == model)) or 0
        return int(embedded) - int(done)

    def pending(self, model: str, limit: int, after: int = 0) -> tuple[Pending, ...]:
        """Some passages without a vector of `model`, those with a number above `after` only."""
        statement = (
            select(passages.c.number, passages.c.context, passages.c.text)
            .outerjoin_from(passages, vectors, (vectors.c.passage == passages.c.number) & (vectors.c.model == model))
            .where(_EMBEDDED, vectors.c.passage.is_(None), passages.c.number > after)
            .order_by(passages.c.number)
            .limit(limit)
        )
        with self._record.read() as connection:
            return tuple(Pending(row.number, f"{row.context}\n{row.text}") for row in connection.execute(statement))

    def keep(self, model: str, made: Sequence[tuple[int, bytes]]) -> None:
        """Keep vectors by passage number; a passage removed in the meantime is passed over."""
        with self._record.write() as connection:
            numbers = [number for number, _ in made]
            there = set(connection.scalars(select(passages.c.number).where(passages.c.number.in_(numbers))))
            connection.execute(delete(vectors).where(vectors.c.passage.in_(numbers)))
            rows = [{"passage": one, "model": model, "vector": packed} for one, packed in made if one in there]
            if rows:
                connection.execute(insert(vectors), rows)

    def indexed_count(self) -> int:
        """How many vectors the index should hold: those it was given, those not yet taken out included."""
        with self._record.read() as connection:
            given = connection.scalar(select(func.count()).select_from(vectors).where(vectors.c.indexed.is_(True))) or 0
            gone = connection.scalar(select(func.count()).select_from(dropped)) or 0
        return int(given) + int(gone)

    def to_index_count(self, model: str) -> int:
        """How many vectors the index has not been given yet."""
        statement = select(func.count()).where(vectors.c.indexed.is_(False), vectors.c.model == model)
        with self._record.read() as connection:
            return int(connection.scalar(statement) or 0)

    def to_index(self, model: str, limit: int) -> Batch:
        """Some vectors the index has not been given yet."""
        statement = (
            select(passages.c.id, passages.c.number, vectors.c.vector)
            .join_from(vectors, passages, vectors.c.passage == passages.c.number)
            .where(vectors.c.indexed.is_(False), vectors.c.model == model)
            .order_by(passages.c.number)
            .limit(limit)
        )
        with self._record.read() as connection:
            rows = list(connection.execute(statement))
        return Batch([row.id for row in rows], [row.number for row in rows], [row.vector for row in rows])

    def mark_indexed(self, numbers: Sequence[int]) -> None:
        """Note that the index has these."""
        with self._record.write() as connection:
            connection.execute(update(vectors).where(vectors.c.passage.in_(numbers)).values(indexed=True))

    def to_drop(self) -> tuple[str, ...]:
        """Passages the index still has although they are gone."""
        with self._record.read() as connection:
            return tuple(connection.scalars(select(dropped.c.passage)))

    def mark_dropped(self, ids: Sequence[str]) -> None:
        """Note that the index no longer has these."""
        with self._record.write() as connection:
            for some in chunks(ids):
                connection.execute(delete(dropped).where(dropped.c.passage.in_(some)))

    def forget_index(self) -> None:
        """Note that the index has nothing, because it is made anew."""
        with self._record.write() as connection:
            connection.execute(update(vectors).values(indexed=False))
            connection.execute(delete(dropped))
