"""Reading many files at once, in processes of their own: a file that kills its reader is refused, and nothing else."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from nianbao.index.quarantine import Refused
from nianbao.index.source import Source
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.report import Report

FEW = 6
"""Up to so many files are read in this process: starting others would take longer."""

AHEAD = 4
"""How many files a worker may be ahead of the writer, so that memory holds only a few."""


class Parse(Protocol):
    """The reader: bytes → Report. A function of a module, so that other processes can find it."""

    def __call__(self, data: bytes, *, source: str, organ: str | None, year: int | None) -> Report:
        """Read one file, or raise FileRefused."""
        ...


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


def read_all(parse: Parse, jobs: Iterable[Job], *, workers: int) -> Iterator[Read]:
    """Read files with `workers` processes (1: in this one); results come in the order of the jobs.

    Whatever goes wrong with a file is a refusal of that file.
    """
    waiting: deque[tuple[Job, Future[Report]]] = deque()
    pending = iter(jobs)
    executor = _executor(workers)
    try:
        while True:
            while len(waiting) < workers * AHEAD and (job := next(pending, None)) is not None:
                waiting.append((job, _submit(executor, parse, job)))
            if not waiting:
                return
            first, result = waiting.popleft()
            if not isinstance(result.exception(), BrokenProcessPool):
                yield first, _outcome(first, result)
                continue
            # Somebody killed the pool. Those under way are read again, each in a process of its own, to see who.
            executor.shutdown(wait=True, cancel_futures=True)
            suspects = [first, *(other for other, _ in waiting)]
            waiting.clear()
            for suspect in suspects:
                with _processes(1) as alone:
                    yield suspect, _outcome(suspect, _submit(alone, parse, suspect))
            executor = _executor(workers)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _submit(executor: Executor, parse: Parse, job: Job) -> Future[Report]:
    source = job.source
    try:
        return executor.submit(parse, job.data, source=Path(source.path).name, organ=source.organ, year=source.year)
    except BrokenProcessPool as error:
        broken: Future[Report] = Future()
        broken.set_exception(error)
        return broken


def _outcome(job: Job, result: Future[Report]) -> Report | Refused:
    match result.exception():
        case None:
            return _identified(job, result.result())
        case FileRefused() as error:
            return job.refused(error.reason, error.message, error.hint)
        case BrokenProcessPool():
            return job.refused("crash", "读取这个文件使读取进程崩溃，已跳过。", "请重新下载或另存后再试。")
        case Exception() as error:
            # A fault of the reader on this file is said as one, and the other files go on.
            said = f"{type(error).__name__}：{error}"
            return job.refused("fault", f"读取程序在此文件上出错（{said}）。", "请把这个文件报告给维护者。")
        case error:
            raise error


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


def _executor(workers: int) -> Executor:
    return _processes(workers) if workers > 1 else ThreadPoolExecutor(1)


def _processes(workers: int) -> Executor:
    # `spawn`: a forked child would share locks that threads of this process hold.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
