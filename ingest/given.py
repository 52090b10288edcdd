"""A file that was named → its bytes: ordinary files only, and never more of them than a limit.

A device or a pipe may never end, and a file may grow while it is read.
"""

from __future__ import annotations

from pathlib import Path

from nianbao.ingest import archive
from nianbao.ingest.errors import FileRefused, OversizeFile
from nianbao.ingest.limits import FILE_BYTES


def contents(path: Path, most: int = FILE_BYTES) -> bytes:
    """The bytes of one file, or of a file in a ZIP archive, whose path leads on into it.

    Raises:
        FileRefused: it is not there, is no ordinary file, or cannot be opened; it is an archive, of which no file is named.
        OversizeFile: it has more than `most` bytes.
    """
    try:
        if path.is_dir():
            raise FileRefused("这是文件夹。", hint="请给出一个文件。", source=str(path))
        if path.exists() and not path.is_file():
            raise FileRefused("这不是普通文件。", hint="请给出一个文件。", source=str(path))
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        if archive.around(path) is not None:
            return archive.content(path, most)
        raise FileRefused("没有这个文件。", hint="请检查路径。", source=str(path)) from error
    except OSError as error:
        raise FileRefused(f"打不开（{error.strerror}）。", hint="请检查权限。", source=str(path)) from error
    if archive.is_archive(path):
        archive.refuse(path)
    if len(data) > most:
        raise OversizeFile(f"文件超过 {most >> 20} MB。", hint="请只提供年度报告正文。", source=str(path))
    return data


def is_there(path: Path) -> bool:
    """Whether a path leads to an ordinary file, be it in an archive."""
    return path.is_file() or (archive.around(path) is not None and archive.has(path))
