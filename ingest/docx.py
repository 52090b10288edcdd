"""A DOCX → Document, from its XML: what Word would print, in the order of the text.

Deleted, hidden and struck text, field codes, prompts of content controls, comments, notes, headers and footers do not
count; inserted text does.
Raised figures join no number (`runs`). The text of a text box follows the paragraph it is anchored to. Old Word
files (.doc) and encrypted ones are refused with what to do.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from nianbao.ingest.errors import CorruptFile, LockedFile, UnknownFormat
from nianbao.ingest.flow import Flow, Placed, document, lay
from nianbao.ingest.limits import SPAN, TABLE_COLUMNS
from nianbao.ingest.numbering import Numbering, numbering_of
from nianbao.ingest.office import as_docx
from nianbao.ingest.package import Package
from nianbao.ingest.report import Document, Format
from nianbao.ingest.runs import Runs
from nianbao.ingest.stylesheet import StyleSheet, style_sheet
from nianbao.ingest.wordml import child, local, number, switched_on, value

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of Microsoft's compound files: old Office documents, and encrypted new ones."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
"""The stream that a text document has, and a spreadsheet has not."""
_SKIPPED_NAMES = (
    "del moveFrom delText delInstrText instrText rPr pPr tblPr tblGrid trPr tcPr sectPr rt Fallback "
    "footnoteReference endnoteReference annotationRef fldData cellDel"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_GONE = frozenset({"del", "cellDel", "hidden"})
_WRAPPING = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
"""What stands around rows and cells."""
_EXTENSIONS = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "urn:schemas-microsoft-com:",
)
"""What the namespaces of Word's own extensions begin with: a choice that requires another is shown by no Word."""
_BREAKS = frozenset({"br", "cr"})
_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_FIGURE = re.compile(r"[\d.,，/—-]*")


@dataclass(frozen=True, slots=True)
class Walked:
    """A document's body as it is read, with the elements that it was read from.

    Attributes:
        root: of the main part.
        flow: its paragraphs and tables.
        cells: the `w:tc` of every cell, by the count that `flow.sources` gives; of a merged cell the first.
        paragraphs: every `w:p` that was read, with its printed text.
    """

    root: etree._Element
    flow: Flow
    cells: tuple[etree._Element, ...]
    paragraphs: tuple[tuple[etree._Element, str], ...]


def read(data: bytes) -> Document:
    """The paragraphs and tables of the document's body.

    Raises:
        EmptyFile: no text.
        CorruptFile: truncated or damaged.
        LockedFile: encrypted.
        OversizeFile: over a limit of parts, unpacked bytes, nesting or cells.
        UnknownFormat: another kind of Office file or archive.
    """
    if data.startswith(OLE):
        raise _compound(data)
    return _read(data, Format.DOCX)


def read_old(data: bytes, suffix: str) -> Document:
    """The same of a DOC, WPS or RTF file, which LibreOffice converts.

    Raises:
        UnknownFormat: LibreOffice is not installed, or it is another kind of Office file.
        LockedFile, CorruptFile, OversizeFile, EmptyFile: why it cannot be read.
    """
    if data.startswith(OLE) and (_ENCRYPTED in data or _WORD not in data):
        raise _compound(data)
    return _read(as_docx(data, suffix), Format.DOC)


def _read(data: bytes, form: Format) -> Document:
    with Package(data) as package:
        walked = walk(package)
    return document(form, "docx", walked.flow.blocks)


def walk(package: Package) -> Walked:
    """The body of a package, read once.

    Raises:
        FileRefused: as `read`.
    """
    name = package.main_part()
    folder = posixpath.dirname(name)
    root = package.part(name)
    body = child(root, "body")
    if root is None or body is None:
        raise CorruptFile("DOCX 里没有正文。", hint="请用 Word 打开后另存为 DOCX。")
    lists = package.part(f"{folder}/numbering.xml")
    styles = package.content(f"{folder}/styles.xml")
    sheet = StyleSheet() if styles is None else style_sheet(styles, f"{folder}/styles.xml")
    walking = _Walk(numbering_of(lists, sheet.texts), Runs(body, sheet))
    flow = Flow()
    walking.content(body, flow)
    flow.end()
    return Walked(root, flow, tuple(walking.cells), tuple(walking.paragraphs))


def _compound(data: bytes) -> LockedFile | UnknownFormat:
    if _ENCRYPTED in data:
        return LockedFile("文件有密码保护。", hint="请去掉密码后再提供。")
    return UnknownFormat("这是旧版 Office 文件，不是文字文档。", hint="请另存为 DOCX 或 PDF。")


class _Walk:
    """One pass over the body, with the state that numbering needs.

    Args:
        numbering: the document's lists.
        runs: how they are set.
    """

    def __init__(self, numbering: Numbering, runs: Runs) -> None:
        self.numbering = numbering
        self.runs = runs
        self.cells: list[etree._Element] = []
        self.paragraphs: list[tuple[etree._Element, str]] = []

    def content(self, element: etree._Element, flow: Flow) -> None:
        """Adds the paragraphs and tables in `element` to `flow`, through any wrapping."""
        for part in element:
            name = local(str(part.tag))
            if name == "p":
                self._paragraph(part, flow)
            elif name == "tbl":
                lay(flow, self._placed(part))
            elif name == "AlternateContent":
                self.content(_chosen(part), flow)
            elif name not in _SKIPPED and not _is_prompt(part):
                self.content(part, flow)

    def _paragraph(self, paragraph: etree._Element, flow: Flow) -> None:
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle"))
        prefix = self.numbering.prefix(properties, style) if self.numbering.lists else ""
        parts: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, style, parts, boxes)
        text = "".join(parts)
        self.paragraphs.append((paragraph, text))
        if prefix and not _FIGURE.fullmatch(text.strip()):
            # a bare figure keeps its value: “1.” before “5” would make it 1.5
            flow.say(prefix + (" " if text.lstrip()[0].isdigit() else ""))
            text = text.lstrip()
        for line in text.split("\n"):
            flow.say(line)
            flow.end()
        for box in boxes:
            self.content(box, flow)

    def _inline(
        self, element: etree._Element, style: str | None, parts: list[str], boxes: list[etree._Element]
    ) -> None:
        """Gathers the printed text of the runs of a paragraph of that style; text boxes are set aside."""
        for part in element:
            name = local(str(part.tag))
            if name == "t":
                parts.append(part.text or "")
            elif name == "r":
                setting = self.runs.of(part, style)
                if not setting.vanish:
                    said: list[str] = []
                    self._inline(part, style, said, boxes)
                    parts.extend(map(setting.shown, said))
            elif name in _BREAKS:
                parts.append("\n")
            elif name in _SIGNS:
                parts.append(_SIGNS[name])
            elif name == "txbxContent":
                boxes.append(part)
            elif name == "AlternateContent":
                self._inline(_chosen(part), style, parts, boxes)
            elif name not in _SKIPPED and len(part) and not _is_prompt(part):
                self._inline(part, style, parts, boxes)

    def _placed(self, table: etree._Element) -> list[Placed]:
        """The cells on their units; a cell that goes on from the row above (`w:vMerge`) is one with it."""
        grid = child(table, "tblGrid")
        width = len(grid) if grid is not None else 0
        cells: list[Placed] = []
        above: dict[int, int] = {}  # column → index of the cell there that may still grow downwards
        for index, row in enumerate(_members(table, "tr")):
            column = min(number(row.settings.get("gridBefore"), 0), TABLE_COLUMNS)
            growing: dict[int, int] = {}
            for cell in _members(row.element, "tc"):
                span, down, across = _spans(cell.settings)
                if span > SPAN:
                    span = max(min(width, TABLE_COLUMNS) - column, 1)
                top = above.get(column) if down == "continue" else None
                if across == "continue" and cells and cells[-1].row == index:
                    cells[-1] = cells[-1]._replace(column_span=cells[-1].column_span + span)
                elif top is not None and cells[top].column_span == span:
                    cells[top] = cells[top]._replace(row_span=index - cells[top].row + 1)
                    growing[column] = top
                else:
                    if down:
                        growing[column] = len(cells)
                    asks = row.asks or cell.asks
                    cells.append(Placed(self._held(cell.element, asks=asks), index, column, 1, span))
                column += span
            above = growing
        return cells

    def _held(self, cell: etree._Element, *, asks: bool) -> Flow:
        flow = Flow(source=len(self.cells))
        self.cells.append(cell)
        if not asks:
            self.content(cell, flow)
        flow.end()
        return flow


class _Member(NamedTuple):
    """A row of a table or a cell of a row.

    Attributes:
        settings: its properties, by their local names.
        asks: it stands in a content control that still shows what it asks for.
    """

    element: etree._Element
    settings: dict[str, etree._Element]
    asks: bool


def _spans(settings: Mapping[str, etree._Element]) -> tuple[int, str, str]:
    """(`gridSpan`, `vMerge`, `hMerge`) of a cell; a merge is `restart`, `continue` or nothing."""
    down, across = settings.get("vMerge"), settings.get("hMerge")
    return (
        max(number(settings.get("gridSpan"), 1), 1),
        "" if down is None else value(down) or "continue",
        "" if across is None else value(across) or "continue",
    )


def _members(parent: etree._Element, name: str, *, asks: bool = False) -> Iterator[_Member]:
    """The rows of a table or the cells of a row, through content controls and revision marks, deleted ones left out."""
    for part in parent:
        tag = local(str(part.tag))
        if tag == name:
            properties = child(part, f"{name}Pr")
            settings = {local(str(one.tag)): one for one in properties} if properties is not None else {}
            if not any(switched_on(settings[gone]) for gone in _GONE & settings.keys()):
                yield _Member(part, settings, asks)
        elif tag in _WRAPPING:
            yield from _members(part, name, asks=asks or _is_prompt(part))


def _is_prompt(part: etree._Element) -> bool:
    """Whether a content control still shows what it asks to be filled in (`w:showingPlcHdr`): nobody wrote that."""
    return local(str(part.tag)) == "sdt" and switched_on(child(child(part, "sdtPr"), "showingPlcHdr"))


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The first choice of `mc:AlternateContent` that is understood, or its fallback (ECMA-376 part 3, 7.5): never both.

    A choice is understood where every namespace that it requires is one that Word writes.
    """
    for choice in alternatives.iterchildren("{*}Choice"):
        required = (choice.get("Requires") or "").split()
        if required and all(_is_known(choice.nsmap.get(prefix)) for prefix in required):
            return choice
    fallback = child(alternatives, "Fallback")
    return fallback if fallback is not None else etree.Element("none")


def _is_known(namespace: str | None) -> bool:
    """Whether a required namespace is one of Word's extensions of its format."""
    return namespace is not None and namespace.startswith(_EXTENSIONS)
