"""A process that reads files, one after another, so that a file can cost no more than this process.

The process imports little of its own, because every ingest begins with it: `serve` and the reader it is given.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Protocol, TypeAlias

from nianbao.ingest.errors import FileRefused, NianbaoError
from nianbao.ingest.report import Report


class Parse(Protocol):
    """The reader: bytes → Report. A function of a module, so that other processes can find it."""

    def __call__(self, data: bytes, *, source: str, organ: str | None, year: int | None) -> Report:
        """Read one file, or raise FileRefused."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """The reader raised what it never should: `said` is the error's type and text."""

    said: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One file to read; `organ` and `year` as far as they are known from outside."""

    data: bytes
    source: str
    organ: str | None
    year: int | None


class Died(Exception):
    """The process ended while it read a file; `fresh` says whether it was the first file that it read."""

    def __init__(self, *, fresh: bool) -> None:
        super().__init__(fresh)
        self.fresh = fresh


Answer: TypeAlias = Report | FileRefused | Fault


class Reader:
    """A process that is started when the first file comes, and again after it died.

    `read` is for one thread at a time; `close` may come from any.
    """

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._starting = threading.Lock()
        self._closed = False

    def read(self, asked: Asked, seconds: float) -> Answer:
        """What the reader says of one file.

        Raises:
            Died: the process is gone.
            TimeoutError: it took longer than `seconds`, and was ended.
            NianbaoError: no process can be started.
        """
        fresh = self._pipe is None
        pipe = self._pipe or self._start()
        try:
            pipe.send(asked)
            if pipe.poll(seconds):
                answer: Answer = pipe.recv()
                return answer
        except (EOFError, OSError):
            self._end()
            raise Died(fresh=fresh) from None
        self._end()
        raise TimeoutError

    def close(self) -> None:
        """End the process, in the middle of a file too; none is started afterwards."""
        with self._starting:
            self._closed = True
            self._kill()

    def _start(self) -> Connection:
        # `spawn`: a forked child would share locks that threads of this process hold.
        context = multiprocessing.get_context("spawn")
        pipe, theirs = context.Pipe()
        with self._starting:
            if self._closed:
                raise Died(fresh=True)
            self._process = context.Process(target=serve, args=(theirs, self._parse), daemon=True)
            self._process.start()
        theirs.close()
        try:
            pipe.recv()
        except (EOFError, OSError):
            # No file is to blame for that.
            raise NianbaoError("读取进程无法启动；请检查内存是否足够，或重新安装 nianbao。") from None
        self._pipe = pipe
        return pipe

    def _end(self) -> None:
        with self._starting:
            self._kill()
        if self._pipe is not None:
            self._pipe.close()
        self._pipe = None

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = None


def serve(pipe: Connection, parse: Parse) -> None:
    """What the process does: say that it is there, then answer every file until the other end is closed."""
    # An interrupt is the matter of the process that asked: it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(_answer(parse, pipe.recv()))


def _end_with_parent() -> None:
    """A killed ingest leaves nobody reading, were it a file without an end."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _answer(parse: Parse, asked: Asked) -> Answer:
    try:
        return parse(asked.data, source=asked.source, organ=asked.organ, year=asked.year)
    except FileRefused as error:
        return error
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said, and the next file is read
        return Fault(f"{type(error).__name__}：{error}")
