"""Rules of the manifest: every row is used as it stands, or refused with its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.index.manifest import COLUMNS, read
from nianbao.index.source import Source
from nianbao.ingest.errors import ManifestError


def manifest(folder: Path, text: str, *, encoding: str = "utf-8", files: tuple[str, ...] = ("a.pdf", "b.pdf")) -> Path:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    path = folder / "manifest.csv"
    path.write_text(text, encoding=encoding)
    return path


FULL = (
    "path,url,organ,region_code,parent,level,scope,year,published,retrieved\n"
    "a.pdf,https://example.invalid/a,鼓楼区人民政府,320106,南京市人民政府,县级,汇总,2023,2024-01-20,2024-03-01\n"
)


def test_a_full_row_says_everything(tmp_path):
    (source,) = read(manifest(tmp_path, FULL)).values()
    assert source == Source(
        path=str(tmp_path / "a.pdf"),
        url="https://example.invalid/a",
        organ="鼓楼区人民政府",
        region_code="320106",
        parent="南京市人民政府",
        level="县级",
        scope="汇总",
        year=2023,
        published="2024-01-20",
        retrieved="2024-03-01",
    )


def test_all_but_the_path_may_be_empty_or_missing(tmp_path):
    path = manifest(tmp_path, "path,year\na.pdf,\n\n b.pdf \n")
    assert list(read(path).values()) == [Source(str(tmp_path / "a.pdf")), Source(str(tmp_path / "b.pdf"))]


def test_paths_are_relative_to_the_manifest_s_folder(tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    path = manifest(tmp_path, "path\nsub/c.pdf\n", files=("sub/c.pdf",))
    assert list(read(path)) == [str(tmp_path / "sub" / "c.pdf")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_spreadsheets_write_is_read(tmp_path, encoding):
    (source,) = read(manifest(tmp_path, FULL, encoding=encoding)).values()
    assert source.organ == "鼓楼区人民政府"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("organ,year\n甲局,2023\n", "第 1 行.*path"),
        ("", "第 1 行"),
        ("path,organ,jahr\na.pdf,甲局,2023\n", "第 1 行.*jahr"),
        ("path,path\na.pdf,a.pdf\n", "第 1 行.*重复"),
        ("path,year\na.pdf,2023\n,2023\n", "第 3 行.*path"),
        ("path\na.pdf\nmissing.pdf\n", "第 3 行.*missing.pdf"),
        ("path\na.pdf\na.pdf\n", "第 3 行.*出现过"),
        ("path,year\na.pdf,23\n", "第 2 行，year 列.*23"),
        ("path,scope\na.pdf,全部\n", "第 2 行，scope 列.*全部"),
        ("path,region_code\na.pdf,南京\n", "第 2 行，region_code 列"),
        ("path,published\na.pdf,2024年1月\n", "第 2 行，published 列"),
        ("path\na.pdf,extra\n", "第 2 行"),
        ('path,organ\na.pdf,"甲局\n', "第 2 行"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path, text, said):
    with pytest.raises(ManifestError, match=said):
        read(manifest(tmp_path, text))


def test_a_manifest_that_is_not_there_or_no_text_is_said(tmp_path):
    with pytest.raises(ManifestError, match="没有这个文件"):
        read(tmp_path / "none.csv")
    (tmp_path / "m.csv").write_bytes(b"\xff\xff\xff\x00")
    with pytest.raises(ManifestError, match="编码"):
        read(tmp_path / "m.csv")


def test_the_columns_are_the_promised_ones():
    assert tuple(FULL.split("\n", 1)[0].split(",")) == COLUMNS
