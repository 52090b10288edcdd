"""Bytes → text: UTF-8, UTF-16 with a byte-order mark, GB18030 (with it GBK and GB2312), strictly.

Almost any bytes can be taken for GB18030, so that its text is believed only where nearly all of it is
written in the characters of GB2312, as all Chinese text is.
"""

from __future__ import annotations

import codecs
import re

from nianbao.ingest.errors import CorruptFile, UnknownFormat

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_KNOWN = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_COMMON = 0.9
_LOST = 0.005
"""The share of illegible characters up to which a web page is still worth reading: one letter cut in a template."""


def text_of(data: bytes) -> str:
    """The text of a text file.

    Raises:
        CorruptFile: text, but with bytes in it that no character has.
        UnknownFormat: no text at all.
    """
    marked = _marked(data)
    if marked is not None:
        return _printable(_strict(*marked))
    try:
        return _printable(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = _chinese(data)
        if text is None:
            raise _illegible(data, error) from error
        return _printable(text)


def page_of(data: bytes) -> str:
    """The source of a web page: the byte-order mark wins over the declaration, the declaration over a guess.

    Raises:
        CorruptFile: bytes that none of the encodings explains.
    """
    marked = _marked(data)
    if marked is not None:
        content, encoding = marked
        return content.decode(encoding, errors="replace")
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    declared = _KNOWN.get(found[1].decode("ascii", "replace").lower()) if found else None
    for encoding in dict.fromkeys((declared or "utf-8", "utf-8", "gb18030")):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    for encoding in dict.fromkeys((declared or "utf-8", "utf-8", "gb18030")):
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= _LOST * len(text):
            return text
    raise CorruptFile("网页的字符编码无法识别。", hint="请用浏览器打开原网页，另存为 UTF-8 编码的网页。")


def _marked(data: bytes) -> tuple[bytes, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :], encoding
    return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(error) from error


def _chinese(data: bytes) -> str | None:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    common = len(text.encode("gb2312", errors="ignore"))
    return text if common >= _COMMON * len(data) else None


def _printable(text: str) -> str:
    if _CONTROL.search(text):
        raise _no_text()
    return text


def _illegible(data: bytes, error: UnicodeDecodeError) -> CorruptFile | UnknownFormat:
    """UTF-8 with a few bad bytes in it is a damaged text; more of them is something else."""
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= max(1, _LOST * len(text)) and not _CONTROL.search(text):
        return _damaged(error)
    return _no_text()


def _damaged(error: UnicodeDecodeError) -> CorruptFile:
    return CorruptFile(f"文字在第 {error.start + 1} 字节处损坏或被截断。", hint="请重新下载，或另存为 UTF-8 文本。")


def _no_text() -> UnknownFormat:
    return UnknownFormat("不是文本，也不是能识别的文件格式。", hint="请提供 PDF、DOCX、网页或文本文件。")
