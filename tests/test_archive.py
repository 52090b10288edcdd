"""Rules of ZIP archives: their files are read as those of a folder, nothing is unpacked, nothing leads out of them."""

from __future__ import annotations

import json
import struct
import warnings
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nianbao.eval.samples import demo
from nianbao.eval.samples.make import make
from nianbao.eval.samples.write import write
from nianbao.ingest import archive
from nianbao.ingest.errors import CorruptFile, FileRefused, LockedFile, OversizeFile
from nianbao.ingest.files import find
from nianbao.ingest.given import contents
from nianbao.ingest.main import build


def report(year: int = 2023) -> bytes:
    return write(make(demo.CITY_FINANCE, year, file_format="text", layout="tabs"))


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(build(), [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_files_of_an_archive_are_read_by_the_rules_for_folders(tmp_path: Path) -> None:
    members = {"街道/甲.txt": b"x", "b.pdf": b"x", "manifest.csv": b"x", "__MACOSX/b.pdf": b"x", ".c": b"x"}
    path = zipped(tmp_path / "all.zip", members)
    found = find([tmp_path])
    assert [file.relative_to(path).as_posix() for file in found.chosen] == ["b.pdf", "街道/甲.txt"]
    assert found.skipped == 3
    assert contents(path / "街道/甲.txt") == b"x"
    assert find([path / "b.pdf"]).chosen == (path / "b.pdf",)


def test_an_archive_is_known_by_what_it_holds(tmp_path: Path) -> None:
    document = tmp_path / "report.zip"
    document.write_bytes(write(make(demo.CITY_FINANCE, 2023, file_format="docx", layout="official")))
    other = zipped(tmp_path / "reports.docx", {"a.txt": b"x"})
    assert not archive.is_archive(document)
    assert archive.is_archive(other)
    assert not archive.is_archive(tmp_path)


def test_one_report_in_an_archive_is_read_and_several_are_asked_for_by_name(tmp_path: Path) -> None:
    path = zipped(tmp_path / "one.zip", {"年报/2023.txt": report()})
    code, out, _ = run("facts", path, "--json")
    assert code == 0
    assert (json.loads(out)["organ"], json.loads(out)["source"]) == ("云屿市财政局", "one.zip/年报/2023.txt")
    path = zipped(tmp_path / "two.zip", {"2022.txt": report(2022), "2023.txt": report()})
    with pytest.raises(FileRefused, match=r"2 个文件.*two\.zip/2022\.txt"):
        CliRunner().invoke(build(), ["facts", str(path)], catch_exceptions=False, standalone_mode=False)
    code, out, _ = run("check", path, "--json")
    assert code == 0
    assert [one["year"] for one in json.loads(out)["reports"]] == [2022, 2023]


def refusals(*arguments: str | Path) -> list[str]:
    code, _, err = run("check", *arguments)
    assert code == 2
    return err.splitlines()


def test_a_refusal_of_an_archive_speaks_of_the_archive(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", {"年报/2023.txt": report()}).read_bytes()
    (torn := tmp_path / "torn.zip").write_bytes(whole[: len(whole) // 2])
    (unnamed := tmp_path / "torn").write_bytes(whole[: len(whole) // 2])
    empty = zipped(tmp_path / "empty.zip", {})
    data = zipped(tmp_path / "data.zip", {"表/a.json": b"{}"})
    nested = zipped(tmp_path / "nested.zip", {"里/内.zip": whole})
    assert refusals(torn, unnamed) == [
        f"nianbao: {path}：压缩包损坏或不完整。请重新下载或重新打包。" for path in (torn, unnamed)
    ]
    assert refusals(empty) == [f"nianbao: {empty}：压缩包是空的，里面没有文件。请重新打包。"]
    (said,) = refusals(data)
    assert "1 个文件：表/a.json" in said
    assert refusals(nested) == [f"nianbao: {nested}/里/内.zip：这是压缩包，不是文档。请先解压，再提供其中的文件。"]


def test_a_docx_without_its_list_of_types_is_a_document(tmp_path: Path) -> None:
    parts = {"word/document.xml": b"y" * 500}
    path = zipped(tmp_path / "a.docx", parts)
    assert not archive.is_archive(path)
    assert contents(path) == path.read_bytes()


def test_a_torn_docx_is_no_archive(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"x", "word/document.xml": b"y" * 500}).read_bytes()
    (torn := tmp_path / "torn.docx").write_bytes(whole[:150])
    (said,) = refusals(torn)
    assert "DOCX 文件损坏或不完整" in said


def test_an_archive_with_other_bytes_before_it_is_opened(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", {"2023.txt": report()}).read_bytes()
    (prefixed := tmp_path / "prefixed.zip").write_bytes(b"MZ" + bytes(200) + whole)
    code, out, _ = run("check", prefixed, "--json")
    assert code == 0
    assert [one["source"] for one in json.loads(out)["reports"]] == ["prefixed.zip/2023.txt"]


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    path = zipped(tmp_path / "two.zip", {"甲/2023.txt": report(), "乙/2023.txt": b"nothing"})
    code, out, err = run("check", path, "--json")
    assert code == 2
    assert [one["source"] for one in json.loads(out)["reports"]] == ["two.zip/甲/2023.txt"]
    assert err.startswith(f"nianbao: {path}/乙/2023.txt：")


def test_an_archive_goes_into_the_library_file_by_file_and_again_changes_nothing(tmp_path: Path) -> None:
    path = zipped(tmp_path / "three.zip", {"2022.txt": report(2022), "2023.txt": report(), "bad.txt": b"{}"})
    library = tmp_path / "library"
    code, out, _ = run("ingest", path, "--library", library, "--json")
    assert code == 1
    assert [one["source"] for one in json.loads(out)["quarantined"]] == [str(path / "bad.txt")]
    held = json.loads(run("reports", "--library", library, "--json")[1])["reports"]
    assert sorted(one["year"] for one in held) == [2022, 2023]
    run("ingest", path, "--library", library, "--json")
    assert json.loads(run("reports", "--library", library, "--json")[1])["reports"] == held


def test_a_manifest_may_name_files_in_an_archive(tmp_path: Path) -> None:
    zipped(tmp_path / "all.zip", {"a/2023.txt": report()})
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("path,url\nall.zip/a/2023.txt,https://example.invalid/2023\n", encoding="utf-8")
    code, _, _ = run("ingest", "--manifest", manifest, "--library", tmp_path / "library")
    assert code == 0
    manifest.write_text("path\nall.zip/a/2024.txt\n", encoding="utf-8")
    assert run("ingest", "--manifest", manifest, "--library", tmp_path / "library")[0] != 0


@pytest.mark.parametrize("name", ["../../out.txt", "/etc/out.txt", "..\\out.txt", "a/../out.txt"])
def test_a_members_name_leads_nowhere_but_into_the_archive(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "evil.zip", {name: b"x"})
    (member,) = archive.members(path)
    assert member.resolve().is_relative_to(path.resolve())
    assert ".." not in member.parts
    assert contents(member) == b"x"


def test_members_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    path = zipped(tmp_path / "twice.zip", {"a.txt": b"1", "./a.txt": b"2"})
    assert sorted(map(contents, archive.members(path))) == [b"1", b"2"]


def test_names_in_gb18030_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "gbk.zip", {"xxxx.txt": b"x"})
    path.write_bytes(path.read_bytes().replace(b"xxxx.txt", "年报.txt".encode("gb18030")))
    assert [member.name for member in archive.members(path)] == ["年报.txt"]
    assert contents(path / "年报.txt") == b"x"


def test_what_cannot_be_opened_is_refused_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torn = tmp_path / "torn.zip"
    torn.write_bytes(zipped(tmp_path / "whole.zip", {"a.txt": b"x" * 100}).read_bytes()[:60])
    assert find([torn]).chosen == (torn,)
    assert run("facts", torn)[0] != 0
    locked = tmp_path / "locked.zip"
    data = bytearray(zipped(locked, {"a.txt": b"x"}).read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(magic) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    locked.write_bytes(data)
    with pytest.raises(LockedFile):
        contents(locked / "a.txt")
    with pytest.raises(FileRefused, match="没有这个文件"):
        contents(tmp_path / "whole.zip" / "b.txt")
    with pytest.raises(OversizeFile):
        contents(tmp_path / "whole.zip" / "a.txt", 10)
    monkeypatch.setattr(archive, "PACKAGE_PARTS", 1)
    many = zipped(tmp_path / "many.zip", {"a": b"", "b": b""})
    with pytest.raises(OversizeFile):
        archive.members(many)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "ARCHIVE_BYTES", 2**20)
    path = zipped(tmp_path / "bomb.zip", {f"{i}.txt": bytes(2**19) for i in range(3)})
    with pytest.raises(OversizeFile, match="解压后"):
        archive.members(path)


def test_an_archive_within_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": report()}).read_bytes()
    path = zipped(tmp_path / "outer.zip", {"inner.zip": inner, "a.txt": report()})
    code, _, said = run("check", path)
    assert code == 2
    assert "压缩包" in said


def test_results_are_not_written_over_the_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "one.zip", {"a.txt": report()})
    before = path.read_bytes()
    assert run("check", path, "--html", path)[0] != 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_is_refused_and_the_others_are_read(tmp_path: Path, packing: int) -> None:
    path = tmp_path / "damaged.zip"
    data = bytes(range(256)) * 40
    with zipfile.ZipFile(path, "w", packing) as file:
        file.writestr("a.txt", data)
        file.writestr("b.txt", data)
    spoilt = bytearray(path.read_bytes())
    spoilt[100:110] = (byte ^ 0x5A for byte in spoilt[100:110])  # within the first member's data
    path.write_bytes(spoilt)
    with pytest.raises(CorruptFile):
        contents(path / "a.txt")
    assert contents(path / "b.txt") == data


def test_a_path_longer_than_any_is_no_member(tmp_path: Path) -> None:
    path = zipped(tmp_path / "one.zip", {"a.txt": b"x"})
    assert archive.around(path / ("a" * 5_000)) is None
    assert not archive.has(path / ("a" * 5_000))


def test_many_members_of_one_name_take_no_longer_than_others(tmp_path: Path) -> None:
    path = tmp_path / "same.zip"
    with zipfile.ZipFile(path, "w") as file, warnings.catch_warnings(action="ignore"):
        for _ in range(4_000):  # minutes, if every copy tried all names before it
            file.writestr("a.txt", b"")
    assert len(archive.members(path)) == 4_000
