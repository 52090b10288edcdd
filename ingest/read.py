"""Bytes → Document, routed by what the bytes are, never by what the file is called."""

from __future__ import annotations

import codecs
import re

from nianbao.ingest.errors import CorruptFile, EmptyFile, FileRefused, NotAReport, OversizeFile, UnknownFormat
from nianbao.ingest.limits import CHARACTERS, FILE_BYTES
from nianbao.ingest.outputs import made_here
from nianbao.ingest.report import Document, Format, Grid

_COMPOUND = b"\xd0\xcf\x11\xe0"
_RTF = b"{\\rtf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

_HEAD = 1024
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|center|font|section|article|main|h[1-6]|br|a|ul|ol)"
    rb"[\s/>]",
    re.IGNORECASE,
)
_CLOSED = re.compile(rb"</(?:html|body|table|div|p|span|td)\s*>", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |\|.*\|[ \t\r]*$)", re.MULTILINE)

_SAVE_AS = "请另存为 DOCX 或 PDF。"


def read(data: bytes, *, source: str = "") -> Document:
    """What a file holds, in reading order.

    Args:
        data: the file's bytes.
        source: its name or path, for the message of a refusal only.

    Raises:
        FileRefused: always one of its subclasses, with `source`; no other exception leaves.
    """
    try:
        return _of_a_length(_read(data))
    except FileRefused as refusal:
        refusal.source = refusal.source or source
        raise
    except Exception as error:
        # the parsers are others' work and the bytes anyone's: one odd file must not end a batch
        raise CorruptFile("读取时出错，文件可能已损坏。", hint="请重新下载或另存后再试。", source=source) from error


def route(data: bytes) -> Format:
    """The format of a file, by its first bytes and, for text, its markup.

    Raises:
        EmptyFile: nothing but white space.
        OversizeFile: more bytes than are ever read.
        UnknownFormat: a format that is not read.
    """
    if len(data) > FILE_BYTES:
        raise OversizeFile(f"文件超过 {FILE_BYTES // 2**20} MB。", hint="请压缩其中的图片，或只提供年度报告正文。")
    if made_here(data):
        raise NotAReport("这是 nianbao check 生成的校验结果页面。", hint="请给出年度报告本身。")
    plain = _unmarked(data)
    start = plain[: _HEAD * 4].lstrip()
    if not start and not plain.strip():
        raise EmptyFile("文件是空的。", hint="请重新下载或重新保存文件。")
    if start.startswith(b"%PDF-") or (b"%PDF-" in data[:_HEAD] and b" obj" in data):
        return Format.PDF
    if start.startswith(_ZIP):
        return Format.DOCX
    if start.startswith((_COMPOUND, _RTF)):
        return Format.DOC
    if start.startswith(_IMAGES) or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        return Format.IMAGE
    _refuse_others(start)
    return Format.HTML if _is_page(plain, start) else Format.TEXT


def read_again(document: Document, data: bytes) -> Document:
    """The same file as another reader sees it, which shares as little as possible with the first.

    A PDF is read by another library; pages that were recognised, at another resolution.

    Raises:
        FileRefused: the other reader cannot read it.
    """
    recognised = any(
        cell.reader == "ocr" for block in document.blocks if isinstance(block, Grid) for cell in block.cells
    )
    if document.format is Format.IMAGE:
        from nianbao.ingest import shot

        return shot.read(data, shot.OTHER_DPI)
    if recognised:
        from nianbao.ingest import pdf, shot

        return pdf.read(data, shot.OTHER_DPI)
    from nianbao.ingest import plumber  # heavy, and needed for few files

    return plumber.read(data)


def _read(data: bytes) -> Document:
    # each format's parser is loaded only where a file of that format comes
    match route(data):
        case Format.PDF:
            from nianbao.ingest import pdf

            return pdf.read(data)
        case Format.IMAGE:
            from nianbao.ingest import shot

            return shot.read(data)
        case Format.DOCX:
            from nianbao.ingest import docx

            return docx.read(data)
        case Format.DOC:
            from nianbao.ingest import docx

            return docx.read_old(data, "rtf" if _RTF in data[:_HEAD] else "doc")
        case Format.HTML:
            from nianbao.ingest import html

            return html.read(data)
        case Format.TEXT:
            from nianbao.ingest import text

            return text.read(data)


def _of_a_length(document: Document) -> Document:
    """The document, if it is not longer than what a report could be: everything behind takes time with its length."""
    length = 0
    for block in document.blocks:
        length += sum(len(cell.text) for cell in block.cells) if isinstance(block, Grid) else len(block.text)
    if length > CHARACTERS:
        raise OversizeFile(f"文件里的文字超过 {CHARACTERS // 10_000} 万字。", hint="这不像是一份年度报告，请检查文件。")
    return document


def _unmarked(data: bytes) -> bytes:
    """`data` without its byte-order mark; UTF-16 as UTF-8, so that markup is found in it."""
    for mark, encoding in _UTF16.items():
        if data.startswith(mark):
            return data[2:].decode(encoding, errors="ignore").encode("utf-8", errors="ignore")
    return data.removeprefix(codecs.BOM_UTF8)


def _refuse_others(start: bytes) -> None:
    if start.startswith(_ARCHIVES):
        raise UnknownFormat("这是压缩文件。", hint="请先解压，再提供其中的文件。")
    if b"MIME-Version:" in start[:_HEAD] and b"multipart/" in start:
        raise UnknownFormat("这是 MHTML 网页存档。", hint="请在浏览器中另存为“网页，仅 HTML”。")
    if start.startswith(b"<?xml") and _MARKUP.search(start) is None:
        raise UnknownFormat("这是 XML 文件。", hint=_SAVE_AS)


def _is_page(plain: bytes, start: bytes) -> bool:
    """Whether a text is a web page; Markdown may hold single tables in markup and stays text."""
    if start.startswith(b"<"):
        return _MARKUP.search(plain) is not None
    return _CLOSED.search(plain) is not None and _MARKDOWN.search(plain) is None
