"""Which files of the named files and folders are to be read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nianbao.index.library import RECORD
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.outputs import is_result

NO_DOCUMENTS = frozenset(
    [
        ".json",
        ".jsonl",
        ".csv",
        ".tsv",
        ".xml",
        ".yaml",
        ".yml",
        ".toml",
        ".ini",
        ".cfg",
        ".log",
        ".py",
        ".js",
        ".css",
        ".sql",
        ".sqlite",
        ".db",
        ".sh",
        ".bat",
        ".lnk",
        ".url",
    ]
)
"""Data and programs that stand beside documents; in a folder they are passed over by their name."""


@dataclass(frozen=True, slots=True)
class Files:
    """What was found: files to read, by real path in a fixed order, and how many a folder's rule passed over."""

    chosen: tuple[Path, ...]
    skipped: int


def find(paths: Sequence[Path]) -> Files:
    """The files named, and those in the folders named, at any depth.

    A file that is named is always read. In folders these are passed over: hidden files and folders, files that office
    programs and systems leave behind, `NO_DOCUMENTS`, and libraries.

    Raises:
        FileRefused: a path that does not exist, or a folder that cannot be listed.
    """
    chosen: dict[Path, None] = {}
    skipped = 0
    for path in paths:
        if path.is_dir():
            for file in _walk(path):
                if _is_passed_over(file):
                    skipped += 1
                else:
                    chosen[file.resolve()] = None
        elif path.is_file():
            chosen[path.resolve()] = None
        elif path.exists():
            raise FileRefused("这不是普通文件。", source=str(path))
        else:
            raise FileRefused("没有这个文件或文件夹。", source=str(path))
    return Files(tuple(chosen), skipped)


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise FileRefused(f"文件夹无法读取（{error.strerror}）。", source=str(error.filename)) from error

    for here, folders, names in os.walk(folder, onerror=refuse):
        if RECORD in names:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        for name in sorted(names):
            file = Path(here, name)
            if file.is_file():
                yield file


def _is_passed_over(file: Path) -> bool:
    left_behind = file.name.startswith((".", "~$")) or file.name == "Thumbs.db"
    return left_behind or file.suffix.lower() in NO_DOCUMENTS or is_result(file)
