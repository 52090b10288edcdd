"""Routing: the bytes decide, the name never; whatever is refused is refused by us."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from drawn import damaged, docx, drawing, grids, html_table, outcome, paragraph, said, word_table
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from nianbao.ingest.errors import CorruptFile, EmptyFile, FileRefused, LockedFile, OversizeFile, UnknownFormat
from nianbao.ingest.limits import CHARACTERS, FILE_BYTES
from nianbao.ingest.read import read, route
from nianbao.ingest.report import Format

TITLE = "甲市乙局2023年政府信息公开工作年度报告"
TABLE = (("规章", 0, 0, 1, 1), ("0", 0, 1, 1, 1))
DOCX = docx(paragraph(TITLE) + word_table(TABLE))
HTML = f"<p>{TITLE}</p>{html_table(TABLE)}".encode()
TEXT = f"{TITLE}\n规章\t0\n".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def _pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(100, 700, "2023")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (_pdf(), Format.PDF),
        (b"\n\n" + _pdf(), Format.PDF),
        (DOCX, Format.DOCX),
        (HTML, Format.HTML),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE html><title>a</title>", Format.HTML),
        (HTML.decode().encode("gb18030"), Format.HTML),
        (HTML.decode().encode("utf-16"), Format.HTML),
        (b"<?xml version='1.0'?><html><body>a</body></html>", Format.HTML),
        (b"<!-- " + b"a" * 9_000 + b" --><html><p>a</p></html>", Format.HTML),
        (f"{TITLE}\n<p>甲</p>".encode("utf-16"), Format.HTML),
        (f"{TITLE}<br>一、总体情况<p>甲</p>".encode(), Format.HTML),
        (TEXT, Format.TEXT),
        (TEXT.decode().encode("utf-16"), Format.TEXT),
        (f"# {TITLE}\n\n<table><tr><td>0</td></tr></table>\n".encode(), Format.TEXT),
        (f"| a<br>b | c |\n|---|---|\n| {TITLE} | 0 |".encode(), Format.TEXT),
        ("<附件>年度报告".encode(), Format.TEXT),
        ("文件以 %PDF- 开头的是 PDF。".encode(), Format.TEXT),
    ],
)
def test_the_content_decides_the_format(data: bytes, expected: Format) -> None:
    assert route(data) is expected


@pytest.mark.parametrize("name", ["报告.pdf", "报告.docx", "报告.html", "报告.txt", "报告.xls", ""])
def test_the_name_decides_nothing(name: str) -> None:
    documents = [read(data, source=name) for data in (DOCX, HTML, TEXT)]
    assert [document.format for document in documents] == [Format.DOCX, Format.HTML, Format.TEXT]
    for document in documents:
        assert said(document) == [TITLE]
        assert [drawing(grid) for grid in grids(document)] == [TABLE]


def test_a_pdf_called_docx_is_read_as_pdf() -> None:
    document = read(_pdf(), source="报告.docx")
    assert document.format is Format.PDF
    assert len(document.pages) == 1


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyFile),
        (b" \n\t\xef\xbb\xbf", EmptyFile),
        (b"\xef\xbb\xbf\r\n", EmptyFile),
        (b" " * 10_000, EmptyFile),
        ("\ufeff \u3000\n".encode("utf-16-le"), EmptyFile),
        ("\u3000\u3000\n".encode(), EmptyFile),
        (b"<html><body></body></html>", EmptyFile),
        (DOCX[: len(DOCX) // 2], CorruptFile),
        (_pdf()[:100], CorruptFile),
        (OLE + "EncryptedPackage".encode("utf-16-le"), LockedFile),
        (OLE + "Workbook".encode("utf-16-le"), UnknownFormat),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), CorruptFile),
        (b"\xff\xd8\xff\xe0" + bytes(20), CorruptFile),
        (b"II*\x00" + bytes(20), CorruptFile),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", CorruptFile),
        (b"\x1f\x8b\x08" + bytes(20), UnknownFormat),
        (b"Rar!\x1a\x07\x00" + bytes(20), UnknownFormat),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n<html></html>", UnknownFormat),
        (b"<?xml version='1.0'?><w:wordDocument/>", UnknownFormat),
        (b"PK\x05\x06" + bytes(18), EmptyFile),
        (b"\x7fELF" + bytes(100), UnknownFormat),
        (bytes(FILE_BYTES + 1), OversizeFile),
    ],
)
def test_a_refusal_says_what_where_and_what_to_do(data: bytes, kind: type[FileRefused]) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(data, source="甲.docx")
    assert type(refusal.value) is kind
    assert refusal.value.source == "甲.docx"
    assert refusal.value.message
    assert refusal.value.hint
    assert str(refusal.value).startswith("甲.docx：")


@given(
    damaged(DOCX)
    | damaged(HTML)
    | damaged(TEXT)
    | damaged(TEXT.decode().encode("gb18030"))
    | damaged(_pdf())
    | st.binary()
)
@settings(max_examples=200, deadline=None)
def test_whatever_leaves_is_a_refusal(data: bytes) -> None:
    found = outcome(lambda data: read(data, source="甲"), data)
    assert found.source == "甲" if isinstance(found, FileRefused) else found.blocks


def test_reading_a_text_loads_no_parser() -> None:
    program = (
        "import sys; from nianbao.ingest.read import read; read('年度报告\\t1\\n'.encode() * 2); "
        "print([name for name in ('lxml', 'selectolax', 'pypdfium2', 'pdfplumber', 'zipfile.ZipFile') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.real
def test_every_real_report_finds_its_reader(shared_reports: Path) -> None:
    formats = {".txt": Format.TEXT, ".md": Format.TEXT, ".html": Format.HTML, ".docx": Format.DOCX, ".pdf": Format.PDF}
    files = [file for file in sorted(shared_reports.iterdir()) if file.suffix in formats and file.name != "README.md"]
    assert len(files) >= 5
    for file in files:
        document = read(file.read_bytes(), source="改名")
        assert document.format is formats[file.suffix], file.name
        assert len(grids(document)) >= 3, file.name


@pytest.mark.parametrize(
    "written",
    [
        "甲市乙局2023年政府信息公开工作年度报告\n{}\n",
        "行政许可\t{}\n",
        "| 行政许可 | {} |\n|---|---|\n",
        "<html><body><p>{}</p></body></html>",
        "<html><body><table><tr><td>行政许可</td><td>{}</td></tr></table></body></html>",
    ],
    ids=["line", "tabs", "markdown", "page", "cell of a page"],
)
def test_a_file_with_more_text_than_any_report_is_refused_wherever_it_stands(written: str) -> None:
    read(written.format("7" * (CHARACTERS - 100)).encode())
    with pytest.raises(OversizeFile):
        read(written.format("7" * (CHARACTERS + 1)).encode())
