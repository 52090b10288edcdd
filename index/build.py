"""Many files → Library: read by several processes, written by this one, embedded at the end.

Every report is written whole, in a transaction of its own. Stop it at any moment and start it again: what is there is
passed over, what is missing (a report, its vectors, the vector index) is completed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from nianbao.index.accession import Added, Outcome
from nianbao.index.embed import Embedder, pack
from nianbao.index.library import Library
from nianbao.index.pool import FEW, Job, read_all
from nianbao.index.quarantine import Refused
from nianbao.index.reader import Parse
from nianbao.index.source import Source
from nianbao.ingest.compare import Comparison, compare
from nianbao.ingest.errors import FileRefused, LibraryDamaged
from nianbao.ingest.given import contents, is_there
from nianbao.ingest.limits import FILE_BYTES
from nianbao.ingest.report import Report

BATCH = 32
"""Passages embedded at a time: so much is lost at most when the process is killed."""


class Stage(StrEnum):
    """What is under way."""

    READING = "reading"
    EMBEDDING = "embedding"
    INDEXING = "indexing"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a stage has come."""

    stage: Stage
    done: int
    total: int


Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file; `notes` say what its reading leaves to be done, such as a second report in it."""

    path: str
    added: Added
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all files; `embedded` counts the passages that were given a vector."""

    files: tuple[Ingested, ...]
    quarantined: tuple[Refused, ...]
    embedded: int

    def count(self, outcome: Outcome) -> int:
        """How many files ended so."""
        return sum(file.added.outcome is outcome for file in self.files)


@dataclass(frozen=True, slots=True)
class Reread:
    """A report whose cells the current reader reads otherwise than the one before it."""

    report: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What `reindex` did.

    Attributes:
        quarantined: the documents it could not read again.
        embedded: how many passages had to be embedded.
        otherwise: the reports whose cells are read otherwise now.
    """

    quarantined: tuple[Refused, ...]
    embedded: int
    otherwise: tuple[Reread, ...] = ()


def describe(
    files: Sequence[Path], manifest: Mapping[str, Source], *, organ: str | None = None, year: int | None = None
) -> tuple[Source, ...]:
    """The sources of files: as the manifest describes them, or by path alone; `organ` and `year` win over both."""
    sources = (manifest.get(str(file)) or Source(path=str(file)) for file in files)
    return tuple(replace(one, organ=organ or one.organ, year=year or one.year) for one in sources)


def ingest(
    library: Library,
    sources: Sequence[Source],
    *,
    parse: Parse,
    embedder: Embedder | None = None,
    workers: int | None = None,
    watch: Watch = lambda _: None,
) -> Summary:
    """Take files into the library, whose lock the caller holds.

    Args:
        parse: the reader.
        embedder: gives passages their vectors; None leaves that to a later run.
        workers: processes that read; None: as many as there are cores, one for a few files.
        watch: is told of every step.
    """
    settled: dict[int, Added | Refused] = {}
    asked: list[int] = []
    notes: dict[int, tuple[str, ...]] = {}
    noted = {refused.path for refused in library.quarantine.all()}

    def settle(position: int, result: Added | Refused) -> None:
        settled[position] = result
        if isinstance(result, Refused):
            library.quarantine.note(result)
        elif sources[position].path in noted:
            library.quarantine.release(sources[position].path)
        watch(Step(Stage.READING, len(settled), len(sources)))

    def unknown() -> Iterator[Job]:
        for position, source in enumerate(sources):
            loaded = _load(source)
            if isinstance(loaded, Refused):
                settle(position, loaded)
            elif added := library.known(source, loaded.sha256):
                settle(position, added)
            else:
                asked.append(position)
                yield loaded

    old = {source.path for source in library.upkeep.outdated().values()}
    for path in noted - old:
        if not is_there(Path(path)):
            library.quarantine.release(path)
    with closing(read_all(parse, unknown(), workers=workers or _workers(len(sources)))) as results:
        for at, (job, read) in enumerate(results):
            if not isinstance(read, Refused):
                notes[asked[at]] = tuple(one.message for one in read.findings if one.rule == "identity")
            settle(asked[at], read if isinstance(read, Refused) else _write(library, job, read))
    ordered = [(source.path, settled[position], notes.get(position, ())) for position, source in enumerate(sources)]
    return Summary(
        files=tuple(Ingested(path, result, said) for path, result, said in ordered if isinstance(result, Added)),
        quarantined=tuple(result for _, result, _ in ordered if isinstance(result, Refused)),
        embedded=complete(library, embedder, watch) if embedder else 0,
    )


def complete(library: Library, embedder: Embedder, watch: Watch = lambda _: None) -> int:
    """Give every passage its vector, and the vector index what it lacks; how many passages were embedded."""
    total, done, after = library.embeddings.pending_count(embedder.name), 0, 0
    while batch := library.embeddings.pending(embedder.name, BATCH, after):
        vectors = embedder.encode([passage.text for passage in batch])
        library.embeddings.keep(embedder.name, [(one.number, pack(v)) for one, v in zip(batch, vectors, strict=True)])
        done, after = done + len(batch), batch[-1].number
        watch(Step(Stage.EMBEDDING, done, total))
    index(library, embedder, watch)
    return done


def index(library: Library, embedder: Embedder, watch: Watch = lambda _: None, *, anew: bool = False) -> None:
    """Bring the vector index to what the record has; `anew`: from nothing."""
    # Imported here because it takes a second, which reading one report must not cost.
    from nianbao.index.vectors import VectorIndex

    with VectorIndex(library.folder, embedder.name, embedder.dimensions, anew=anew) as vector_index:
        if anew:
            library.embeddings.forget_index()
        total = library.embeddings.to_index_count(embedder.name)
        vector_index.sync(library.embeddings, lambda done: watch(Step(Stage.INDEXING, done, total)))


def reindex(library: Library, embedder: Embedder, *, parse: Parse, watch: Watch = lambda _: None) -> Reindexed:
    """Make passages, lexical index and vector index anew from the record.

    Documents that an older version of the reader read are read again, from the bytes the library keeps. One that
    cannot be read any more keeps its older reading, and is quarantined: that its figures are old must not go unsaid.
    """
    outdated = library.upkeep.outdated()
    reports = {(source, library.entry(report).sha256): report for report, source in outdated.items()}
    refused: list[Refused] = []
    settled = 0

    def settle(result: Added | Refused) -> None:
        nonlocal settled
        settled += 1
        if isinstance(result, Refused):
            refused.append(replace(result, hint=f"资料库仍用旧版程序的读数。{result.hint}"))
            library.quarantine.note(refused[-1])
        watch(Step(Stage.READING, settled, len(outdated)))

    def jobs() -> Iterator[Job]:
        for report, source in outdated.items():
            loaded = _kept(library, report, source)
            if isinstance(loaded, Refused):
                settle(loaded)
            else:
                yield loaded

    otherwise: list[Reread] = []
    with closing(read_all(parse, jobs(), workers=_workers(len(outdated)))) as results:
        for job, read in results:
            if isinstance(read, Refused):
                settle(read)
                continue
            of = reports[job.source, read.sha256]
            found = compare(library.report(of), read)
            if found.cells:
                otherwise.append(Reread(of, found))
            settle(_write(library, job, read))
    library.upkeep.cut_passages()
    library.upkeep.sweep()
    index(library, embedder, watch, anew=True)
    return Reindexed(tuple(refused), complete(library, embedder, watch), tuple(otherwise))


def _workers(files: int) -> int:
    return 1 if files <= FEW else os.cpu_count() or 1


def _kept(library: Library, report: str, source: Source) -> Job | Refused:
    try:
        return Job(source, library.document(report))
    except LibraryDamaged:
        return Refused(source.path, "unreadable", "资料库里的原件不见了，无法重读。", "请重新导入这个文件。")


def _load(source: Source) -> Job | Refused:
    path = Path(source.path)
    try:
        source.path.encode()
    except UnicodeEncodeError:
        shown = source.path.encode("utf-8", "replace").decode()
        return Refused(shown, "unreadable", "文件名不是有效的 UTF-8，无法登记。", "请改名后再导入。")
    try:
        return Job(source, contents(path, FILE_BYTES))
    except FileRefused as refusal:
        reason = "unreadable" if type(refusal) is FileRefused else refusal.reason
        return Refused(source.path, reason, refusal.message, refusal.hint)


def _write(library: Library, job: Job, report: Report) -> Added | Refused:
    try:
        return library.add(report, job.data, job.source)
    except UnicodeEncodeError:
        return job.refused("corrupt", "文中有无法保存的字符（半个代理对）。", "请重新下载或另存后再试。")
