"""Reading many files at once, in processes of their own: a file that kills or holds up its reader is refused alone."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from typing import TypeAlias, assert_never

from nianbao.index.quarantine import Refused
from nianbao.index.reader import Answer, Asked, Died, Fault, Parse, Reader
from nianbao.index.source import Source
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.filename import with_names
from nianbao.ingest.report import Report

FEW = 6
"""Up to so many files one process reads: starting others would take longer."""

AHEAD = 4
"""How many files a worker may be ahead of the writer, so that memory holds only a few."""

LIMIT = 900
"""Seconds for one file. The longest that is read, a scan of 60 pages read twice at 6 s a page, takes 720."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read."""

    source: Source
    data: bytes

    @property
    def sha256(self) -> str:
        """Of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def refused(self, reason: str, message: str, hint: str = "") -> Refused:
        """The note that this file was kept out."""
        return Refused(self.source.path, reason, message, hint, self.sha256)


Read: TypeAlias = tuple[Job, Report | Refused]


def read_all(parse: Parse, jobs: Iterable[Job], *, workers: int) -> Generator[Read, None, None]:
    """Read files with `workers` processes; results come in the order of the jobs, and no process starts without one.

    Whatever goes wrong with a file is a refusal of that file. Close the generator where it is left before its end.

    Raises:
        NianbaoError: no process can be started.
    """
    readers = [Reader(parse) for _ in range(workers)]
    idle: LifoQueue[Reader] = LifoQueue()
    for reader in readers:
        idle.put(reader)

    def read(job: Job) -> Report | Refused:
        reader = idle.get()
        try:
            return _read(reader, job)
        finally:
            idle.put(reader)

    # A thread a process: it hands the next file over while this one writes what came of an earlier one.
    threads = ThreadPoolExecutor(workers)
    waiting: deque[tuple[Job, Future[Report | Refused]]] = deque()
    pending = iter(jobs)
    try:
        while True:
            while len(waiting) < workers * AHEAD and (job := next(pending, None)) is not None:
                waiting.append((job, threads.submit(read, job)))
            if not waiting:
                return
            first, result = waiting.popleft()
            yield first, result.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for reader in readers:
            reader.close()
        threads.shutdown()


def _read(reader: Reader, job: Job) -> Report | Refused:
    source = job.source
    asked = Asked(job.data, Path(source.path).name, source.organ, source.year)
    try:
        try:
            answer = reader.read(asked, LIMIT)
        except Died as died:
            if died.fresh:
                raise
            # An earlier file may have left the process in ruins: only one that read nothing else proves the fault.
            answer = reader.read(asked, LIMIT)
    except Died:
        return job.refused("crash", "读取这个文件使读取进程崩溃，已跳过。", "请重新下载或另存后再试。")
    except TimeoutError:
        return job.refused(
            "timeout",
            f"读取这个文件超过 {LIMIT // 60} 分钟，已中止并跳过。",
            "请只提供年度报告正文，或改用可以复制文字的版本。",
        )
    return _outcome(job, answer)


def _outcome(job: Job, answer: Answer) -> Report | Refused:
    match answer:
        case Report():
            return _identified(job, with_names(answer, job.source.path))
        case FileRefused():
            return job.refused(answer.reason, answer.message, answer.hint)
        case Fault(said):
            # A fault of the reader on this file is said as one, and the other files go on.
            return job.refused("fault", f"读取程序在此文件上出错（{said}）。", "请把这个文件报告给维护者。")
        case _:
            assert_never(answer)


def _identified(job: Job, report: Report) -> Report | Refused:
    organ, year = job.source.organ or report.organ, job.source.year or report.year
    if organ is not None and year is not None:
        return report
    missing = "和".join(word for word, found in (("机关", organ), ("年份", year)) if found is None)
    return job.refused(
        "organ_missing" if organ is None else "year_missing",
        f"文中没有写明{missing}。",
        "请用 --organ 和 --year 指定，或在清单（--manifest）里写明。",
    )
