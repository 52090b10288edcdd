"""Old documents, read through LibreOffice: the same figures as the DOCX they were; or a clear refusal."""

from __future__ import annotations

import http.server
import shutil
import threading
from pathlib import Path

import pytest

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.write import write
from nianbao.ingest import office
from nianbao.ingest.errors import CorruptFile, LockedFile, UnknownFormat
from nianbao.ingest.parse import parse
from nianbao.ingest.read import read
from nianbao.ingest.report import Format

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_an_old_document_has_every_figure(suffix: str) -> None:
    sample = next(generated(1, seed=3, file_format="docx", layout="official"))
    report = parse(office.converted(write(sample), "docx", suffix), source=f"a.{suffix}")
    assert report.format is Format.DOC
    assert (report.organ, report.year) == (sample.organ.name, sample.year)
    assert {cell.key: cell.value for cell in report.cells} == sample.cells


@needs_office
def test_what_is_no_document_is_corrupt() -> None:
    for data in (OLE + "WordDocument".encode("utf-16-le"), b"{\\rtf1"):
        with pytest.raises((CorruptFile, UnknownFormat)):
            parse(data, source="a.doc")


@needs_office
def test_nothing_is_fetched() -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        link = f"http://127.0.0.1:{server.server_port}/a.png"
        field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{link}" \\\\d}}{{\\fldrslt x}}}}'
        read(b"{\\rtf1\\ansi " + field.encode() + b" said }")
        server.shutdown()
    assert asked == []


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    with pytest.raises(UnknownFormat, match="LibreOffice"):
        read(b"{\\rtf1\\ansi a}")


def test_a_conversion_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda name: str(slow))
    monkeypatch.setattr(office, "SECONDS", 0.2)
    with pytest.raises(CorruptFile, match="没有转换完"):
        read(b"{\\rtf1\\ansi a}")


def test_other_compound_files_are_told_apart() -> None:
    with pytest.raises(LockedFile):
        read(OLE + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnknownFormat, match="不是文字文档"):
        read(OLE + "Workbook".encode("utf-16-le"))
