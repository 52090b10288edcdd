"""What is named on the command line is an ordinary file of a bounded size, whatever it is for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from nianbao.eval import cases
from nianbao.index import manifest
from nianbao.ingest.errors import FileRefused, NianbaoError, OversizeFile
from nianbao.ingest.given import contents

READERS = pytest.mark.parametrize("read", [contents, manifest.read, cases.load], ids=["file", "manifest", "cases"])


@READERS
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused_unread(read: Callable[[Path], object], device: str) -> None:
    with pytest.raises(NianbaoError, match="不是普通文件"):
        read(Path(device))


@READERS
def test_a_pipe_is_refused_before_anyone_waits_for_it(read: Callable[[Path], object], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NianbaoError, match="不是普通文件"):
        read(tmp_path / "pipe")


@READERS
def test_a_folder_and_a_file_that_is_not_there_are_refused(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(NianbaoError, match="文件夹"):
        read(tmp_path)
    with pytest.raises(NianbaoError, match="没有这个文件"):
        read(tmp_path / "missing")


@READERS
def test_a_file_over_its_limit_is_refused_without_being_read(read: Callable[[Path], object], tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(1 << 40)  # takes no room on the disk
    with pytest.raises(NianbaoError, match=r"超过 \d+ MB"):
        read(huge)


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert contents(file, 5) == b"12345"
    with pytest.raises(OversizeFile):
        contents(file, 4)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "file"
    file.write_bytes(b"12345")
    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(FileRefused, match="打不开"):
        contents(file)
