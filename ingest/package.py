"""The package a DOCX comes in: a ZIP of XML parts (ECMA-376, part 2), opened with distrust.

Parts are unpacked in memory, one at a time, never beyond a limit; only those asked for are unpacked at all.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from types import TracebackType
from typing import Self

from lxml import etree

from nianbao.ingest.archive import DAMAGE
from nianbao.ingest.errors import CorruptFile, EmptyFile, LockedFile, OversizeFile, UnknownFormat
from nianbao.ingest.limits import PACKAGE_PARTS, PART_BYTES, PART_FREE_BYTES, PART_RATIO

_OTHERS = {
    "xl/workbook.xml": "这是 Excel 表格。",
    "ppt/presentation.xml": "这是 PowerPoint 演示文稿。",
    "OFD.xml": "这是 OFD 版式文件，目前不能读取。",
    "mimetype": "这是 OpenDocument 文件或电子书。",
}
_DOCX_PARTS = (b"[Content_Types].xml", b"word/")
_HINT = "请另存为 DOCX 或 PDF。"
_FULL_DEPTH = "Excessive depth"


class Package:
    """An opened package.

    Raises:
        CorruptFile: not a whole ZIP file.
        OversizeFile: more entries than a document can have.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _torn(data) from error
        self._names = frozenset(self._zip.namelist())
        if len(self._names) > PACKAGE_PARTS:
            raise OversizeFile(f"压缩包里有 {len(self._names)} 个文件。", hint="这不像是一份文档，请检查文件。")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def main_part(self) -> str:
        """The name of the part that holds the document's text.

        Raises:
            UnknownFormat: another kind of file in the same wrapping.
            EmptyFile: nothing in it.
        """
        target = self._main_target() or "word/document.xml"
        if target in self._names and target not in _OTHERS:
            return target
        for name, message in _OTHERS.items():
            if name in self._names:
                raise UnknownFormat(message, hint=_HINT)
        if not self._names:
            raise EmptyFile("压缩包是空的，里面没有文件。", hint="请重新打包。")
        raise UnknownFormat("这是压缩包，不是文档。", hint="请先解压，再提供其中的文件。")

    def _main_target(self) -> str | None:
        rels = self.part("_rels/.rels")
        for rel in rels if rels is not None else ():
            if rel.get("Type", "").endswith("/officeDocument"):
                return posixpath.normpath(rel.get("Target", "")).lstrip("/")
        return None

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part, or None where the package has no such part.

        Raises:
            CorruptFile: damaged, not XML, or XML with a document type, which the format forbids.
            LockedFile: encrypted.
            OversizeFile: unpacks to more than a limit.
        """
        if name not in self._names:
            return None
        return xml_of(self._unpacked(name), name)

    def content(self, name: str) -> bytes | None:
        """The bytes of a part, or None where the package has no such part.

        Raises:
            CorruptFile, LockedFile, OversizeFile: as `part`.
        """
        return self._unpacked(name) if name in self._names else None

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return self._names

    def _unpacked(self, name: str) -> bytes:
        entry = self._zip.getinfo(name)
        if entry.flag_bits & 1:
            raise LockedFile("文件有密码保护。", hint="请去掉密码后再提供。")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(name)
        _refuse_bomb(entry.file_size, entry.compress_size, name)
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(PART_BYTES + 1)
        except DAMAGE as error:
            raise _damaged(name) from error
        _refuse_bomb(len(content), entry.compress_size, name)
        return content


def xml_of(content: bytes, name: str) -> etree._Element:
    """The root of an XML part of that name.

    Raises:
        CorruptFile: damaged, not XML, or XML with a document type, which the format forbids.
        OversizeFile: nested too deeply.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if _FULL_DEPTH in str(error):
            raise OversizeFile(f"部件 {name} 的元素嵌套过深。", hint="请用 Word 重新另存为 DOCX。") from error
        raise _damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _damaged(name)
    return root


def _refuse_bomb(unpacked: int, packed: int, name: str) -> None:
    """Judges the declared size before, and the real size after unpacking."""
    if unpacked > PART_BYTES or (unpacked > PART_FREE_BYTES and unpacked > PART_RATIO * max(packed, 1)):
        raise OversizeFile(f"部件 {name} 解压后过大。", hint="这不像是一份年度报告，请检查文件。")


def _torn(data: bytes) -> CorruptFile:
    """What cannot be opened at all: a DOCX where a part of one is named in it, else some ZIP file."""
    if any(part in data for part in _DOCX_PARTS):
        return _damaged()
    return CorruptFile("压缩包损坏或不完整。", hint="请重新下载或重新打包。")


def _damaged(name: str = "") -> CorruptFile:
    where = f"部件 {name} " if name else "DOCX 文件"
    return CorruptFile(f"{where}损坏或不完整。", hint="请重新下载，或用 Word 打开后另存为 DOCX。")
