"""Passages in the record, and the lexical index beside them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, Row, delete, func, insert, select, text

from nianbao.index.lexical import tokens
from nianbao.index.passages import Kind, Passage
from nianbao.index.places import dump, place_json, place_of
from nianbao.index.record import Record
from nianbao.index.schema import dropped, passages, vectors
from nianbao.index.sentences import Sentence

# SQLite takes at most 32,766 values in one statement.
CHUNK = 10_000


_MATCH = text(
    "SELECT passages.id FROM lexicon JOIN passages ON passages.number = lexicon.rowid"
    " WHERE lexicon MATCH :expression AND passages.kind IN (SELECT value FROM json_each(:kinds))"
    " AND (:reports IS NULL OR passages.report IN (SELECT value FROM json_each(:reports)))"
    " ORDER BY bm25(lexicon), passages.id LIMIT :limit"
)


class Corpus:
    """The passages of every report's newest reading."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def count(self) -> int:
        """How many passages there are."""
        with self._record.read() as connection:
            return int(connection.scalar(select(func.count()).select_from(passages)) or 0)

    def of(self, ids: Sequence[str]) -> tuple[Passage, ...]:
        """The passages of these reports, in the order of the documents."""
        with self._record.read() as connection:
            return tuple(
                passage_of(row)
                for some in chunks(ids)
                for row in connection.execute(
                    select(passages).where(passages.c.report.in_(some)).order_by(passages.c.number)
                )
            )

    def get(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by their own ids; those that are gone are left out."""
        with self._record.read() as connection:
            return {
                row.id: passage_of(row)
                for some in chunks(ids)
                for row in connection.execute(select(passages).where(passages.c.id.in_(some)))
            }

    def has_at_most(self, limit: int, of: Sequence[str] | None = None) -> bool:
        """Whether the library, or the reports `of`, have no more passages than `limit`; counts no further."""
        left = limit
        with self._record.read() as connection:
            for some in [None] if of is None else chunks(of):
                some_of = select(passages.c.number).limit(left + 1)
                if some is not None:
                    some_of = some_of.where(passages.c.report.in_(some))
                left -= int(connection.scalar(select(func.count()).select_from(some_of.subquery())) or 0)
                if left < 0:
                    return False
        return True

    def highest(self) -> int:
        """The highest number of a passage: as good as how many there are, and found without going through them."""
        with self._record.read() as connection:
            return int(connection.scalar(select(func.max(passages.c.number))) or 0)

    def searched(self, numbers: Sequence[int]) -> list[str]:
        """What is searched of the passages with these numbers, at most `CHUNK`; those that are gone are left out."""
        wanted = select(passages.c.context, passages.c.text).where(passages.c.number.in_(list(numbers)))
        with self._record.read() as connection:
            return [f"{row.context}\n{row.text}" for row in connection.execute(wanted)]

    def holding(self, wanted: Collection[str]) -> dict[str, int]:
        """How many passages hold each of the tokens that occur."""
        with self._record.read() as connection:
            return _holding(connection, wanted)

    def match(
        self,
        question: str,
        limit: int,
        *,
        of: Sequence[str] | None = None,
        kinds: Collection[Kind] = frozenset(Kind),
    ) -> tuple[str, ...]:
        """The ids of the passages that share words with the question, best first, over the whole library.

        `of` keeps those of some reports. SQLite's BM25 counts rarity over the whole library, and not within `of`.
        """
        wanted = list(dict.fromkeys(tokens(question)))
        with self._record.read() as connection:
            telling = _telling(connection, wanted)
            if not telling:
                return ()
            return tuple(
                connection.scalars(
                    _MATCH,
                    {
                        "expression": " OR ".join(f'"{token}"' for token in telling),
                        "kinds": json.dumps(sorted(kinds)),
                        "reports": None if of is None else json.dumps(list(of)),
                        "limit": limit,
                    },
                )
            )


# ---------------------------------------------------------------- within a transaction of the library's


def replace(connection: Connection, report: str, made: Sequence[Passage]) -> None:
    """Give a report these passages instead of those it has; a passage that stays keeps its vector."""
    kept = {
        row.id: {"model": row.model, "vector": row.vector}
        for row in connection.execute(
            select(passages.c.id, vectors.c.model, vectors.c.vector)
            .join_from(passages, vectors, vectors.c.passage == passages.c.number)
            .where(passages.c.report == report)
        )
    }
    drop(connection, report)
    if not made:
        return
    connection.execute(insert(passages), [_row_of(passage) for passage in made])
    numbers = {
        row.id: int(row.number)
        for row in connection.execute(select(passages.c.id, passages.c.number).where(passages.c.report == report))
    }
    index_words(connection, [(numbers[passage.id], passage.searched) for passage in made])
    stay = [{"passage": numbers[one], **kept[one]} for one in numbers if one in kept]
    if stay:
        connection.execute(insert(vectors), stay)


def drop(connection: Connection, report: str) -> None:
    """Take a report's passages out of the record, its words out of the lexical index, and note its vectors."""
    old = list(connection.execute(select(passages).where(passages.c.report == report)))
    if not old:
        return
    connection.execute(
        text("INSERT INTO lexicon(lexicon, rowid, tokens) VALUES ('delete', :number, :tokens)"),
        [{"number": row.number, "tokens": _joined(passage_of(row).searched)} for row in old],
    )
    gone = (
        select(passages.c.id)
        .join_from(passages, vectors, vectors.c.passage == passages.c.number)
        .where(passages.c.report == report, vectors.c.indexed.is_(True))
    )
    connection.execute(insert(dropped).prefix_with("OR IGNORE").from_select(["passage"], gone))
    connection.execute(delete(passages).where(passages.c.report == report))


def index_all_words(connection: Connection) -> None:
    """Make the lexical index anew: it may have been made by another version of the tokens."""
    connection.execute(text("INSERT INTO lexicon(lexicon) VALUES ('delete-all')"))
    found = connection.execute(select(passages.c.number, passages.c.context, passages.c.text))
    for some in found.partitions(CHUNK):
        index_words(connection, [(row.number, f"{row.context}\n{row.text}") for row in some])


def index_words(connection: Connection, searched: Sequence[tuple[int, str]]) -> None:
    """Put passages, by number and text, into the lexical index."""
    connection.execute(
        text("INSERT INTO lexicon(rowid, tokens) VALUES (:number, :tokens)"),
        [{"number": number, "tokens": _joined(words)} for number, words in searched],
    )


def _telling(connection: Connection, wanted: Sequence[str]) -> list[str]:
    """The tokens that occur, without those that more than half of the passages have.

    SQLite's BM25 gives those a weight of practically nothing, yet would go through every passage for them.
    """
    half = (connection.scalar(select(func.count()).select_from(passages)) or 0) / 2
    counts = _holding(connection, wanted)
    occurring = [token for token in wanted if token in counts]
    return [token for token in occurring if counts[token] <= half] or occurring


def _holding(connection: Connection, wanted: Collection[str]) -> dict[str, int]:
    """How many passages hold each of the tokens that occur."""
    found = connection.execute(
        text("SELECT term, doc FROM lexicon_terms WHERE term IN (SELECT value FROM json_each(:wanted))"),
        {"wanted": json.dumps(list(wanted), ensure_ascii=False)},
    )
    return {row.term: int(row.doc) for row in found}


def _joined(words: str) -> str:
    return " ".join(tokens(words))


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Parts that fit into one statement."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


# ---------------------------------------------------------------- Passage ↔ row


def _row_of(passage: Passage) -> dict[str, object]:
    return {
        "id": passage.id,
        "report": passage.report,
        "kind": passage.kind.value,
        "section": passage.section,
        "heading": dump(passage.heading),
        "context": passage.context,
        "text": passage.text,
        "start": passage.start,
        "page": passage.page,
        "sentences": dump(
            [[one.start, one.end, [place_json(place) for place in one.places]] for one in passage.sentences]
        ),
    }


def passage_of(row: Row[tuple[object, ...]]) -> Passage:
    """The passage of a row of `passages`."""
    return Passage(
        id=row.id,
        report=row.report,
        kind=Kind(row.kind),
        section=row.section,
        heading=tuple(json.loads(row.heading)),
        context=row.context,
        text=row.text,
        start=row.start,
        page=row.page,
        sentences=tuple(
            Sentence(start, end, tuple(map(place_of, places))) for start, end, places in json.loads(row.sentences)
        ),
    )
