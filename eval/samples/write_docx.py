"""Samples as Word documents, with the merged cells of the official template."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.tables import Box, Drawing, Role, draw
from nianbao.eval.samples.write_text import TABLE_OF, heading, signature

_WIDTH = 8845  # of the text, in twentieths of a point: A4 less margins of 27 mm
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_docx(sample: Sample) -> bytes:
    """The document of `sample`; its layout is `official`.

    Raises:
        KeyError: another layout.
    """
    if sample.layout != "official":
        raise KeyError(sample.layout)
    document = docx.Document()
    _set_up(document, sample)
    for line in sample.title.split("\n"):
        _say(document, line, size=20, align=WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    for section in sample.sections:
        if section.heading:
            _say(document, heading(section), size=15, indent=True, bold=True)
        for paragraph in section.paragraphs:
            _say(document, paragraph, size=14, indent=True)
        if section.number in TABLE_OF:
            last = document.element.body.sectPr
            last.addprevious(_table(draw(sample, TABLE_OF[section.number])))
            last.addprevious(OxmlElement("w:p"))
    for line in signature(sample):
        _say(document, line, size=14, align=WD_ALIGN_PARAGRAPH.RIGHT)
    stream = BytesIO()
    document.save(stream)
    return _settled(stream.getvalue())


def _set_up(document: Document, sample: Sample) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(27)
    page.top_margin = page.bottom_margin = Mm(30)
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    properties = document.core_properties
    day = datetime(sample.published.year, sample.published.month, sample.published.day, 9, 0, tzinfo=UTC)
    properties.title = sample.title.replace("\n", "")
    properties.author = properties.last_modified_by = sample.organ.short
    properties.comments = ""
    properties.created = properties.modified = day.replace(tzinfo=None)


def _say(
    document: Document,
    text: str,
    *,
    size: float,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: bool = False,
    bold: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold = bold or None
    layout = paragraph.paragraph_format
    layout.line_spacing = Pt(28)
    layout.space_after = Pt(0)
    layout.alignment = align
    if indent:
        layout.first_line_indent = Pt(2 * size)
    return paragraph


def _element(name: str, **attributes: object) -> Element:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def _table(drawing: Drawing) -> Element:
    """A `w:tbl`: `gridSpan` over columns, `vMerge` down rows."""
    table = _element("tbl")
    properties = _element("tblPr")
    properties.append(_element("tblW", w=_WIDTH, type="dxa"))
    properties.append(_element("jc", val="center"))
    borders = _element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(side, val="single", sz=4, space=0, color="000000"))
    properties.append(borders)
    properties.append(_element("tblLayout", type="fixed"))
    table.append(properties)
    widths = [round(width * _WIDTH / sum(drawing.widths)) for width in drawing.widths]
    grid = _element("tblGrid")
    for width in widths:
        grid.append(_element("gridCol", w=width))
    table.append(grid)
    for number, units in enumerate(drawing.units()):
        row = _element("tr")
        for column, box in enumerate(units):
            if column == box.column:
                row.append(_cell(box, sum(widths[column : column + box.column_span]), first=number == box.row))
        table.append(row)
    return table


def _cell(box: Box, width: int, *, first: bool) -> Element:
    cell = _element("tc")
    properties = _element("tcPr")
    properties.append(_element("tcW", w=width, type="dxa"))
    if box.column_span > 1:
        properties.append(_element("gridSpan", val=box.column_span))
    if box.row_span > 1:
        properties.append(_element("vMerge", val="restart") if first else _element("vMerge"))
    if box.role is Role.BANNER:
        properties.append(_element("shd", val="clear", color="auto", fill="DCE6F2"))
    properties.append(_element("vAlign", val="center"))
    cell.append(properties)
    paragraph = _element("p")
    layout = _element("pPr")
    layout.append(_element("spacing", before=0, after=0, line=280, lineRule="exact"))
    layout.append(_element("jc", val="left" if box.role in (Role.LABEL, Role.ITEM) else "center"))
    paragraph.append(layout)
    if first and box.text:
        run = _element("r")
        style = _element("rPr")
        style.append(_element("rFonts", eastAsia="宋体"))
        style.append(_element("sz", val=18))
        run.append(style)
        text = _element("t")
        text.text = box.text
        run.append(text)
        paragraph.append(run)
    cell.append(paragraph)
    return cell


def _settled(content: bytes) -> bytes:
    """The same package with fixed dates on its members."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            new.writestr(member, old.read(name))
    return stream.getvalue()
