"""Which files of the named files and folders are to be read: one rule for `check` and for `ingest`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nianbao.ingest import archive
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
        ".xlsx",
    ]
)
"""Data and programs that stand beside documents, the workbooks of `check` too; in a folder they are passed over."""

RECORD = "record.sqlite"
"""A folder that holds this file is a library, whose documents have been read already."""

_PAGES = (".html", ".htm")
_FURNITURE = ("_files", ".files")
"""What browsers and office programs call the folder of a saved page's pictures, after the page's own name."""


@dataclass(frozen=True, slots=True)
class Files:
    """What was found.

    Attributes:
        chosen: the files to read, each once, as they were named, in a fixed order.
        skipped: how many files in folders were passed over by their name.
        empty: the folders named that hold no file to read.
    """

    chosen: tuple[Path, ...]
    skipped: int = 0
    empty: tuple[Path, ...] = ()


def find(paths: Sequence[Path]) -> Files:
    """The files named, and those in the folders named, at any depth.

    A file that is named is always read, of a ZIP archive the files in it. In folders and archives these are passed over:
    hidden files and folders, files that office programs and systems leave behind, `NO_DOCUMENTS`, pages that `check` has
    written, the folder of pictures beside a saved web page, and libraries.

    Raises:
        FileRefused: a path that does not exist, or a folder that cannot be listed.
    """
    chosen: dict[Path, Path] = {}
    skipped = 0
    empty: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = tuple(_walk(path))
            wanted = [file for file in found if not _is_passed_over(file)]
            skipped += len(found) - len(wanted)
            if not wanted:
                empty.append(path)
        elif path.is_file() or archive.around(path) is not None:
            wanted = [path]
        elif path.exists():
            raise FileRefused("这不是普通文件。", hint="请给出文件或文件夹。", source=str(path))
        else:
            raise FileRefused("没有这个文件或文件夹。", hint="请检查路径。", source=str(path))
        for file in wanted:
            inside, passed_over = _unpacked(file)
            skipped += passed_over
            for one in inside:
                chosen.setdefault(one.resolve(), one)
    return Files(tuple(chosen.values()), skipped, tuple(empty))


def shown(file: Path, named: Sequence[Path]) -> str:
    """What a file that was `find`-ed is called: its own name, or the path below the folder or archive that was named.

    Below several folders, and of several files of one name, it is the whole path as it was named.

    >>> shown(Path("报告/街道/2023.pdf"), [Path("报告")]), shown(Path("a.zip/2023.pdf"), [Path("a.zip")])
    ('报告/街道/2023.pdf', 'a.zip/2023.pdf')
    """
    if len(named) > 1:
        return str(file)
    return str(file.relative_to(named[0].parent)) if file.is_relative_to(named[0].parent) else file.name


def _unpacked(file: Path) -> tuple[tuple[Path, ...], int]:
    """The file itself; of an archive the files in it, by the rules for folders, and how many were passed over.

    One that cannot be opened, or that holds nothing to read, is refused when it is read.
    """
    if not archive.is_archive(file):
        return (file,), 0
    try:
        found = archive.members(file)
    except FileRefused:
        return (file,), 0
    names = [str(path.relative_to(file)) for path in found]
    wanted = [
        path
        for path in found
        if not _is_passed_over(path)
        and not any(_is_furniture(part, names) for part in path.relative_to(file).parts[:-1])
    ]
    return (tuple(wanted), len(found) - len(wanted)) if wanted else ((file,), 0)


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise FileRefused(f"文件夹无法读取（{error.strerror}）。", source=str(error.filename)) from error

    for here, folders, names in os.walk(folder, onerror=refuse):
        if RECORD in names:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not _is_furniture(name, names))
        for name in sorted(names):
            file = Path(here, name)
            if file.is_file():
                yield file


def _is_furniture(folder: str, beside: Sequence[str]) -> bool:
    """Whether a folder holds nothing that anybody wrote: a system's own, or the pictures of a page that is `beside` it."""
    if folder.startswith(".") or folder == "__MACOSX":
        return True
    return any(
        folder == stem + ending
        for stem, suffix in map(os.path.splitext, beside)
        if suffix.lower() in _PAGES
        for ending in _FURNITURE
    )


def _is_passed_over(file: Path) -> bool:
    left_behind = file.name.startswith((".", "~$")) or file.name == "Thumbs.db"
    return left_behind or file.suffix.lower() in NO_DOCUMENTS or is_result(file)
