"""Files that a check writes: refused beforehand where they would destroy an input, and written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from nianbao.ingest.errors import NianbaoError

GENERATOR = "nianbao check"
"""Says in a page's head whose work it is, so that a later check of the same folder does not read it as a report."""

_HEAD = 1024
_MARK = f'name="generator" content="{GENERATOR}'.encode()


def made_here(head: bytes) -> bool:
    """Whether a file that begins so is a page that `check --html` has written."""
    return _MARK in head[:_HEAD]


def is_result(path: Path) -> bool:
    """Whether `path` is a page that `check --html` has written; a file that cannot be opened is none."""
    if path.suffix.lower() not in {".html", ".htm"}:
        return False
    try:
        with path.open("rb") as file:
            return made_here(file.read(_HEAD))
    except OSError:
        return False


def require_room(outputs: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Before anything is read: every output can be written, and none stands in the place of an input or of another.

    Raises:
        NianbaoError: which one cannot, and why.
    """
    for number, output in enumerate(outputs):
        if any(_same(output, file) for file in inputs):
            raise NianbaoError(f"{output}：这是要校验的文件，不能写在它上面。请另给一个文件名。")
        if any(_same(output, other) for other in outputs[:number]):
            raise NianbaoError(f"{output}：两种结果不能写进同一个文件。")
        if output.is_dir():
            raise NianbaoError(f"{output}：这是文件夹。请给出文件名。")
        if not output.parent.is_dir():
            raise NianbaoError(f"{output}：没有这个文件夹。请先建好，或换一个位置。")
        if not os.access(output if output.exists() else output.parent, os.W_OK):
            raise NianbaoError(f"{output}：没有写入权限。请检查权限，或换一个位置。")


def _same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def write(output: Path, content: bytes) -> None:
    """Writes the file; what stood there before is replaced only when all of it is written.

    Raises:
        NianbaoError: it cannot be written.
    """
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(content)  # a pipe or a device
            return
        target = output.resolve()
        draft = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            draft.write_bytes(content)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise NianbaoError(f"{output}：写不进去（{error.strerror}）。请检查空间和权限，或换一个位置。") from error
