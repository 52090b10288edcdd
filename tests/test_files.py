"""Rules of which files are read, the same for `check` and for `ingest`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nianbao.index.library import Library
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.files import find
from nianbao.ingest.main import build


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in NAMES:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(b"x")
    return tmp_path / "in"


NAMES = ("one.txt", "other.pdf", "scan.png", "sub/three.docx", "sub/two.HTML")


def found(folder: Path) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in find([folder]).chosen]


def test_folders_are_searched_at_any_depth_and_in_a_fixed_order(folder):
    assert found(folder) == list(NAMES)


@pytest.mark.parametrize(
    "name",
    ["manifest.csv", "a.gold.json", ".hidden.txt", "~$draft.docx", "Thumbs.db", "tool.py", "checked.XLSX", "a.css"],
)
def test_what_is_no_document_by_its_name_is_passed_over_and_counted(folder, name):
    (folder / name).write_bytes(b"x")
    assert found(folder) == list(NAMES)
    assert find([folder]).skipped == 1
    assert find([folder / name]).chosen == (folder / name,)


def test_hidden_folders_and_libraries_are_not_entered(folder):
    for name in (".git", "__MACOSX"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_bytes(b"x")
    Library.open(folder / "nianbao-library", create=True).close()
    (folder / "nianbao-library" / "documents").mkdir()
    (folder / "nianbao-library" / "documents" / "abc").write_bytes(b"x")
    assert found(folder) == list(NAMES)


@pytest.mark.parametrize("suffix", ["png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp"])
def test_pictures_are_documents(tmp_path, suffix):
    (tmp_path / f"scan.{suffix}").write_bytes(b"x")
    assert found(tmp_path) == [f"scan.{suffix}"]


@pytest.mark.parametrize("furniture", ["sub/two_files", "sub/two.files"])
def test_the_pictures_of_a_saved_page_are_none(folder, furniture):
    (folder / furniture / "deeper").mkdir(parents=True)
    (folder / furniture / "logo.png").write_bytes(b"x")
    (folder / furniture / "deeper" / "frame.html").write_bytes(b"x")
    assert found(folder) == list(NAMES)


def test_a_folder_of_that_name_beside_no_such_page_is_one_of_files(folder):
    (folder / "2024_files").mkdir()
    (folder / "2024_files" / "scan.png").write_bytes(b"x")
    assert "2024_files/scan.png" in found(folder)


def test_a_file_named_twice_is_read_once_and_called_as_it_was_named(folder):
    assert len(find([folder, folder / "one.txt", folder / "sub" / ".." / "one.txt"]).chosen) == len(NAMES)
    (folder / "link.txt").symlink_to(folder / "one.txt")
    assert find([folder / "link.txt", folder / "one.txt"]).chosen == (folder / "link.txt",)


def test_a_path_that_does_not_exist_is_said(folder):
    with pytest.raises(FileRefused, match="nowhere"):
        find([folder / "nowhere"])


def test_a_folder_without_documents_is_said(folder):
    (folder / "none").mkdir()
    (folder / "none" / "list.csv").write_bytes(b"x")
    assert find([folder, folder / "none"]).empty == (folder / "none",)


def test_check_and_ingest_read_the_same_files_of_a_folder(tmp_path):
    from nianbao.eval.samples.demo import demo_samples, write_samples

    sample = next(sample for sample in demo_samples() if sample.file.endswith(".txt"))
    write_samples((sample,), tmp_path / "in")
    for name in ("~$a.docx", "Thumbs.db", "notes.yaml"):
        (tmp_path / "in" / name).write_bytes(b"x")
    checked = CliRunner().invoke(build(), ["check", str(tmp_path / "in"), "--json"])
    assert checked.exit_code < 2
    assert [report["source"] for report in json.loads(checked.stdout)["reports"]] == [f"in/{Path(sample.file).name}"]
