"""The library: reports go in, figures and passages come out. SQL is the record, everything else can be made again.

A library is a folder: `record.sqlite`, the documents' bytes, and (made by `index.vectors`) the vector index.
Reading needs no lock and any number of processes may; only one may write at a time (`index.lock`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select

from nianbao.index import accession, catalogue, facts, quarantine
from nianbao.index import readings as rows
from nianbao.index.accession import Added
from nianbao.index.catalogue import Catalogue, Clash, Entry, Version
from nianbao.index.corpus import Corpus
from nianbao.index.documents import Documents
from nianbao.index.embeddings import Embeddings
from nianbao.index.facts import Amount
from nianbao.index.passages import Passage
from nianbao.index.quarantine import Quarantine
from nianbao.index.rarity import Rarity
from nianbao.index.record import Record
from nianbao.index.schema import state
from nianbao.index.source import Source
from nianbao.index.upkeep import Upkeep
from nianbao.ingest.errors import LibraryError, LibraryMissing
from nianbao.ingest.files import RECORD
from nianbao.ingest.report import Cell, Finding, Report


class Library:
    """An open library; `with Library.open(…) as library` closes it.

    Safe to share between threads. Answers of one call are of one state of the library.
    """

    def __init__(self, folder: Path, record: Record) -> None:
        self.folder = folder
        self.corpus = Corpus(record)
        self.rarity = Rarity(self.corpus)
        self.embeddings = Embeddings(record)
        self.quarantine = Quarantine(record)
        self._record = record
        self._documents = Documents(folder / "documents")
        self.upkeep = Upkeep(record, self._documents)
        self._catalogue: Catalogue | None = None

    @classmethod
    def open(cls, location: str | Path, *, create: bool = False) -> Self:
        """Open the library in the folder `location`; with `create`, make it where there is none.

        Raises:
            LibraryMissing: there is none, and none was to be made.
            LibraryError: the location is an address of a server, or the folder cannot be made.
            LibraryIncompatible: made by another version of the schema.
            LibraryDamaged: it cannot be read.
        """
        folder = cls.folder_of(location)
        record = folder / RECORD
        if not record.is_file() and not create:
            raise LibraryMissing(f"{folder}：这里没有资料库；先用 nianbao ingest 建一个，或用 --library 指明位置。")
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"{folder}：无法在这里建立资料库（{error.strerror}）。") from error
        library = cls(folder, Record(record, create=create))
        if create:
            library.upkeep.renew_words()
        return library

    @staticmethod
    def folder_of(location: str | Path) -> Path:
        """The folder a location names.

        Raises:
            LibraryError: the address of a database server, which is not supported.
        """
        kind, colon, _ = str(location).partition("://")
        if colon:
            raise LibraryError(
                f"资料库「{kind}://…」：目前只支持文件夹（SQLite），还不支持数据库服务器；请给出一个文件夹。"
            )
        return Path(location)

    def close(self) -> None:
        """Let go of the record."""
        self._record.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ in and out

    def add(self, report: Report, data: bytes, source: Source) -> Added:
        """Take a reading of the document `data` in: whole, or not at all; again, and nothing changes.

        Raises:
            LibraryError: the report is not a reading of `data`, or its organ or year is not known.
        """
        if hashlib.sha256(data).hexdigest() != report.sha256:
            raise LibraryError(f"{source.location}：读数与文件不符（sha256 不同），文件可能在读取时被改动，请重试。")
        accession.claim_of(report, source)
        self._documents.keep(report.sha256, data)
        with self._record.write() as connection:
            added = accession.accede(connection, report, len(data), source)
            quarantine.release(connection, source.path)
        return added

    def known(self, source: Source, sha256: str) -> Added | None:
        """What `add` would answer, where it would change nothing: then the file need not even be read."""
        if not self._documents.has(sha256):
            return None
        with self._record.read() as connection:
            return accession.known(connection, source, sha256)

    def remove(self, report: str) -> None:
        """Take a report out, with all its versions, and the documents that no other report needs.

        Raises:
            ReportMissing: no report of that id.
        """
        with self._record.write() as connection:
            rows.newest(connection, report)
            orphans = accession.remove(connection, report)
        for sha256 in orphans:
            self._documents.drop(sha256)

    # ------------------------------------------------------------ what there is

    @contextmanager
    def view(self) -> Iterator[None]:
        """All that this thread reads inside is of one state of the library, whatever is written meanwhile."""
        with self._record.read():
            yield

    @property
    def version(self) -> str:
        """Says which content this is: equal content has an equal version, however and in which order it came."""
        with self._record.read() as connection:
            return str(connection.execute(select(state.c.fingerprint)).scalar_one())

    @property
    def count(self) -> int:
        """How many reports there are."""
        return len(self._current().entries)

    def entries(self) -> tuple[Entry, ...]:
        """The newest version of every report, by organ and year; read anew only after a change."""
        return self._current().entries

    def clashes(self) -> tuple[Clash, ...]:
        """The reports that claim to be the same one."""
        return self._current().clashes

    def entry(self, report: str) -> Entry:
        """One report's entry.

        Raises:
            ReportMissing: no report of that id.
        """
        try:
            return self._current().by_id[report]
        except KeyError:
            raise rows.missing(report) from None

    def versions(self, report: str) -> tuple[Version, ...]:
        """The documents that were given for a report, oldest first.

        Raises:
            ReportMissing: no report of that id.
        """
        with self._record.read() as connection:
            rows.newest(connection, report)
            return catalogue.versions(connection, report)

    def _current(self) -> Catalogue:
        with self._record.read() as connection:
            held = self._catalogue
            if held is None or held.revision != catalogue.revision_of(connection):
                held = self._catalogue = catalogue.load(connection)
        return held

    # ------------------------------------------------------------ one report

    def report(self, report: str, sha256: str | None = None) -> Report:
        """The full reading, equal to the one that was added; of the newest version, or of the document `sha256`.

        Raises:
            ReportMissing: no report of that id, or no such version of it.
        """
        with self._record.read() as connection:
            reading = rows.newest(connection, report) if sha256 is None else rows.version(connection, report, sha256)
            return rows.read(connection, reading)

    def document(self, report: str, sha256: str | None = None) -> bytes:
        """The bytes of the newest version, or of the version `sha256`.

        Raises:
            ReportMissing: no report of that id, or no such version of it.
            LibraryDamaged: the file is gone.
        """
        if sha256 is None:
            return self._documents.read(self.entry(report).sha256)
        with self._record.read() as connection:
            rows.version(connection, report, sha256)
        return self._documents.read(sha256)

    def cells(self, report: str, wanted: Sequence[str] | None = None) -> dict[str, Cell]:
        """Cells by key: those of `wanted` that the report's forms have, or all, in the form's order.

        Raises:
            ReportMissing: no report of that id.
        """
        with self._record.read() as connection:
            found = facts.cells_of_reports(connection, [report], wanted)
            if not found:
                rows.newest(connection, report)
        return {cell.key: cell for _, cell in found}

    def amounts(self, year: int, wanted: Sequence[str]) -> dict[str, dict[str, Amount]]:
        """What the cells `wanted` of every report of `year` say, by report and key; reports without any are left out.

        For comparing thousands of reports: figures only, because where and how each was read takes ten times as long.
        """
        found: dict[str, dict[str, Amount]] = defaultdict(dict)
        with self._record.read() as connection:
            for report, key, amount in facts.amounts_of_year(connection, year, wanted):
                found[report][key] = amount
        return dict(found)

    def findings(self, report: str) -> tuple[Finding, ...]:
        """What the reading found, and last the clash with another source's report, where there is one.

        Raises:
            ReportMissing: no report of that id.
        """
        with self._record.read() as connection:
            found = rows.read_findings(connection, rows.newest(connection, report))
            current = self._current()
        clashing = tuple(
            clash.finding(current.by_id[report], [current.by_id[other] for other in clash.reports if other != report])
            for clash in current.clashes
            if report in clash.reports
        )
        return found + clashing

    def passages(self, report: str) -> tuple[Passage, ...]:
        """The passages of a report, in the order of the document."""
        return self.corpus.of([report])
