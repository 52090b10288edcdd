"""The documents' bytes, kept in files named by their SHA-256."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from nianbao.ingest.errors import LibraryDamaged, LibraryError


class Documents:
    """The folder of documents: `ab/abcdef…`, spread so that no folder grows too long."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _file(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the bytes are there."""
        return self._file(sha256).is_file()

    def keep(self, sha256: str, data: bytes) -> None:
        """Write `data`, whole or not at all: a killed process leaves at most a `.part` file.

        Raises:
            LibraryError: the disk refuses.
        """
        if self.has(sha256):
            return
        file = self._file(sha256)
        part = file.with_name(f"{sha256}.{os.getpid()}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise LibraryError(f"{file}：文件无法存入资料库（{error.strerror}）；请检查磁盘空间和权限。") from error

    def read(self, sha256: str) -> bytes:
        """The bytes.

        Raises:
            LibraryDamaged: the record knows the document, the folder has lost it.
        """
        try:
            return self._file(sha256).read_bytes()
        except OSError as error:
            raise LibraryDamaged(
                f"{self._file(sha256)}：资料库里的原件不见了（{error.strerror}）；重新导入这个文件即可恢复。"
            ) from error

    def drop(self, sha256: str) -> None:
        """Remove the bytes; nothing happens where they are not there."""
        self._file(sha256).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> None:
        """Remove what no record knows of: the leavings of killed processes."""
        for file in self._folder.glob("??/*"):
            if file.name not in known:
                file.unlink(missing_ok=True)
