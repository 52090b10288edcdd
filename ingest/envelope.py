"""What both readers of PDFs demand of a file before they open it, and of the lines they find in its margins (pure)."""

from __future__ import annotations

import re

from nianbao.ingest.errors import CorruptFile, EmptyFile, OversizeFile
from nianbao.ingest.report import Box

MAX_PAGES = 2_000
MARGIN = 0.12
"""The share of a page's height, above and below, in which page numbers stand."""

_LAST_LINE = re.compile(rb"startxref\s+\d+\s*\Z")
_OBJECT = re.compile(rb"(?<!\d)\d{1,10}\s{1,16}\d{1,5}\s{1,16}obj\b")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]*?/L\s+(\d+)")
_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
"""Not between two figures: `1 2 3` is a row."""
_DASHES = r"[-‐-―－—_·•~～]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}(?:第?\d{{1,4}}页?|第\d{{1,4}}页[,，、/／]?共\d{{1,4}}页|\d{{1,3}}[/／]\d{{1,3}}){_DASHES}"
    r"|page\d{1,4}(?:(?:of|/)\d{1,4})?|p\.\d{1,4}",
    re.IGNORECASE,
)


def require_whole(data: bytes) -> None:
    """Refuse a PDF that stops before its end: what is left of it would load, with pages missing.

    Raises:
        EmptyFile: no bytes at all.
        CorruptFile: no PDF; no end of file; an object begun after it; fewer bytes than a linearized file declares.
    """
    if not data:
        raise EmptyFile("文件是空的。", hint="请重新下载或导出。")
    if b"%PDF-" not in data[:1_024]:
        raise CorruptFile("文件开头不是 PDF。", hint="请确认文件，或重新下载。")
    end = data.rfind(b"%%EOF")
    ended = end >= 0 or _LAST_LINE.search(data, max(0, len(data) - 64)) is not None
    begun = end >= 0 and _OBJECT.search(data, end) is not None
    declared = _LINEARIZED.search(data, 0, 2_048)
    if not ended or begun or (declared and int(declared[1]) > len(data)):
        raise CorruptFile("PDF 文件不完整，末尾缺失。", hint="可能没有下载完，请重新下载。")


def require_few_pages(pages: int) -> None:
    """Refuse a book.

    Raises:
        OversizeFile: more than `MAX_PAGES`.
    """
    if pages > MAX_PAGES:
        raise OversizeFile(
            f"这份 PDF 有 {pages:,} 页，超过 {MAX_PAGES:,} 页的上限。", hint="年度报告通常不过几十页，请确认文件。"
        )


def is_page_number(text: str) -> bool:
    """Whether a line says nothing but a page's number: `- 3 -`, `3`, `第 3 页 共 5 页`, `3/5`, `Page 3 of 5`."""
    return _PAGE_NUMBER.fullmatch(_SPACE.sub("", text)) is not None


def is_folio(text: str, box: Box, height: float) -> bool:
    """Whether a line is the page's number: nothing else, and in the upper or lower margin of a page of `height`."""
    in_margin = box[3] < MARGIN * height or box[1] > (1 - MARGIN) * height
    return in_margin and is_page_number(text)
