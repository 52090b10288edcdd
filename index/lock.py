"""The library's lock: one process at a time may write, and only that one may open the vector index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from nianbao.ingest.errors import LibraryError, LibraryLocked

LOCK = "library.lock"
# The lock file itself is emptied by whoever tries it, so the holder's name stands in another.
HOLDER = "library.holder"


@contextmanager
def hold(folder: Path, purpose: str) -> Iterator[None]:
    """Hold the lock of the library in `folder`; the system lets go of it when the process ends, however it ends.

    Args:
        purpose: the command that holds it (`ingest`), for the message others get.

    Raises:
        LibraryLocked: another process, or another part of this one, holds it; says which.
        LibraryError: the folder cannot be written to.
    """
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise LibraryLocked(f"{folder}：资料库正被占用（{_holder(folder)}）；请等它结束，或先停止它。") from None
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        _sign(folder, f"nianbao {purpose}，进程号 {os.getpid()}")
        yield
    finally:
        with suppress(OSError):
            (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def _sign(folder: Path, holder: str) -> None:
    try:
        (folder / HOLDER).write_text(holder, encoding="utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(f"{folder}：资料库不能写入（{error.strerror}）；请检查磁盘空间和权限。")


def _holder(folder: Path) -> str:
    try:
        return (folder / HOLDER).read_text(encoding="utf-8") or "另一进程"
    except OSError:
        return "另一进程"
