"""The tables of the record.

A document is its bytes; a source is a place it was found at; a report is an organ's, of a year, over a scope; a
reading is document × parser version, and facts, sections and findings belong to it. Passages and vectors belong to
a report's newest reading only and can always be made again.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

SCHEMA = 2
"""Version of these tables; a library of another version is refused, not guessed at."""

metadata = MetaData()

state = Table(
    "state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("schema", Integer, nullable=False),
    Column("revision", Integer, nullable=False, comment="counts every change, so that caches notice"),
    Column("tokens", Integer, nullable=False, comment="version of the tokens in the lexical index"),
    Column("fingerprint", Text, nullable=False, comment="depends on the content alone, not on how it came"),
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("format", Text, nullable=False),
    Column("size", Integer, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("organ", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("region_code", Text),
    Column("parent", Text),
    Column("level", Text),
    Column("scope", Text),
    # The newest reading, and the source it came from; no foreign keys, because those rows point here as well.
    Column("reading", Integer, nullable=False),
    Column("source", Integer, nullable=False),
    Column("mark", Text, nullable=False, comment="this report's share of the library's fingerprint"),
    Index("reports_organ_year", "organ", "year"),
    Index("reports_year", "year", "reading"),
    Index("reports_reading", "reading"),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False, index=True),
    Column("path", Text, nullable=False, index=True),
    Column("url", Text, index=True),
    Column("organ", Text),
    Column("region_code", Text),
    Column("parent", Text),
    Column("level", Text),
    Column("scope", Text),
    Column("year", Integer),
    Column("published", Text),
    Column("retrieved", Text),
    sqlite_autoincrement=True,
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("sha256", Text, ForeignKey("documents.sha256"), nullable=False, index=True),
    Column("parser", Text, nullable=False),
    Column("number", Integer, nullable=False, comment="order of the report's versions, from 1, the newest highest"),
    Column("organ", Text),
    Column("year", Integer),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("forms", Text, nullable=False),
    Column("period", Text),
    Column("pages", Text, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("pass_if_blank_is_zero", Integer, nullable=False),
    Column("not_assessable", Integer, nullable=False),
    UniqueConstraint("report", "sha256", "parser"),
    sqlite_autoincrement=True,
)

# Keys and labels are the same few hundred strings in every report; facts hold their numbers.
keys = Table(
    "keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
)

labels = Table(
    "labels",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("row", Text, nullable=False),
    Column("column", Text, nullable=False),
    Column("unit", Text, nullable=False),
    UniqueConstraint("row", "column", "unit"),
)

facts = Table(
    "facts",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Integer, ForeignKey("keys.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("label", Integer, ForeignKey("labels.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("value", Text, comment="the exact decimal"),
    Column("raw", Text, nullable=False),
    Column("remark", Text),
    Column("page", Integer),
    Column("box", Text),
    Column("grid", Text),
    Column("reader", Text, nullable=False),
    Column("second", Text),
    Column("doubt", Text),
    sqlite_with_rowid=False,
)
# One cell of many reports, side by side: found without touching the rest of their rows.
Index("facts_column", facts.c.key, facts.c.reading, facts.c.state, facts.c.value, facts.c.label, facts.c.doubt)

sections = Table(
    "sections",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("lines", Text, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("keys", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("expected", Text),
    Column("actual", Text),
    Column("origin", Text, nullable=False),
    Column("page", Integer),
)

passages = Table(
    "passages",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("page", Integer),
    Column("sentences", Text, nullable=False),
    sqlite_autoincrement=True,
)

vectors = Table(
    "vectors",
    metadata,
    Column("passage", Integer, ForeignKey("passages.number", ondelete="CASCADE"), primary_key=True),
    Column("model", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("indexed", Boolean, nullable=False, server_default=text("0"), comment="whether the vector index has it"),
)
Index("vectors_to_index", vectors.c.passage, sqlite_where=vectors.c.indexed.is_(False))

# Passages that are gone from the record but may still stand in the vector index, which another process may own.
dropped = Table("dropped", metadata, Column("passage", Text, primary_key=True))

quarantine = Table(
    "quarantine",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", Text),
    Column("reason", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("hint", Text, nullable=False),
)


@event.listens_for(metadata, "after_create")
def _create_lexicon(_target: MetaData, connection: Connection, **_how: object) -> None:
    """The full-text table, and the view of its tokens' counts, which are no ordinary tables."""
    # `ascii` leaves every other character alone: `index.lexical` makes the tokens, here they are joined by spaces.
    connection.execute(
        text("CREATE VIRTUAL TABLE IF NOT EXISTS lexicon USING fts5(tokens, content='', tokenize='ascii')")
    )
    connection.execute(text("CREATE VIRTUAL TABLE IF NOT EXISTS lexicon_terms USING fts5vocab('lexicon', 'row')"))
