"""Samples as Word documents, with the merged cells of the official template."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from nianbao.eval.samples import docx_lists
from nianbao.eval.samples import docx_table as cells
from nianbao.eval.samples.sample import Prose, Sample
from nianbao.eval.samples.shapes import finer, parted, row_of
from nianbao.eval.samples.tables import Drawing, draw
from nianbao.eval.samples.write_text import TABLE_OF, heading, signature

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def _whole(drawing: Drawing) -> tuple[Drawing, ...]:
    return (drawing,)


def _finer(drawing: Drawing) -> tuple[Drawing, ...]:
    return (finer(drawing),)


def _in_two(drawing: Drawing) -> tuple[Drawing, ...]:
    """Table 三 cut at a group of rows; the second part has no header."""
    if drawing.key != "applications":
        return (drawing,)
    return parted(drawing, [row_of(drawing, "（四）无法提供")], header=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """One producer of DOCX.

    Attributes:
        tables: Drawing → the tables that are made of it.
        paragraph: what stands in a cell.
        goes_on: the value of `vMerge` below a merged cell's first row.
        nested: every table stands in the cell of another.
        landscape: numbers of the sections whose table lies on a page on its side.
        numbered: the numbers of headings and labels are automatic.
    """

    tables: Callable[[Drawing], tuple[Drawing, ...]] = _whole
    paragraph: cells.Paragraph = cells.word
    goes_on: str | None = None
    nested: bool = False
    landscape: str = ""
    numbered: bool = False


DOCX_LAYOUTS = {
    "official": Layout(),
    "libreoffice": Layout(paragraph=cells.libreoffice, goes_on="continue"),
    "edited": Layout(tables=_finer, paragraph=cells.edited),
    "nested": Layout(nested=True),
    "in-two": Layout(tables=_in_two),
    "landscape": Layout(landscape="三"),
    "numbered": Layout(paragraph=docx_lists.numbered, numbered=True),
}


def write_docx(sample: Sample) -> bytes:
    """The document of `sample`, in one of `DOCX_LAYOUTS`.

    Raises:
        KeyError: no such layout.
    """
    layout = DOCX_LAYOUTS[sample.layout]
    document = docx.Document()
    _set_up(document, sample)
    if layout.numbered:
        docx_lists.define(document)
    for line in sample.title.split("\n"):
        _say(document, line, size=20, align=WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    for section in sample.sections:
        _write_section(document, sample, section, layout)
    for line in signature(sample):
        _say(document, line, size=14, align=WD_ALIGN_PARAGRAPH.RIGHT)
    stream = BytesIO()
    document.save(stream)
    return _settled(stream.getvalue())


def _write_section(document: Document, sample: Sample, section: Prose, layout: Layout) -> None:
    if section.heading:
        _say(document, heading(section), size=15, indent=True, bold=True, numbered=layout.numbered)
    for paragraph in section.paragraphs:
        topic = "。" not in paragraph
        _say(document, paragraph, size=14, indent=True, numbered=layout.numbered and topic)
    if section.number not in TABLE_OF:
        return
    width = cells.WIDTH
    if section.number in layout.landscape:
        _turn(document)
        width = round(cells.WIDTH * 1.5)
    last = document.element.body.sectPr
    for drawing in layout.tables(draw(sample, TABLE_OF[section.number])):
        table = cells.table(drawing, layout.paragraph, width=width, goes_on=layout.goes_on)
        last.addprevious(cells.in_a_cell(table) if layout.nested else table)
        last.addprevious(OxmlElement("w:p"))
    if section.number in layout.landscape:
        _turn(document)


def _turn(document: Document) -> None:
    """Begin a new page that lies on its side if the last stood upright, and the other way round."""
    upright = document.sections[-1].orientation is WD_ORIENT.PORTRAIT
    page = document.add_section()
    page.orientation = WD_ORIENT.LANDSCAPE if upright else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = page.page_height, page.page_width


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
    numbered: bool = False,
) -> Paragraph:
    level, rest = docx_lists.split(text) if numbered else (None, text)
    paragraph = document.add_paragraph()
    run = paragraph.add_run(rest)
    run.font.size = Pt(size)
    run.bold = bold or None
    layout = paragraph.paragraph_format
    layout.line_spacing = Pt(28)
    layout.space_after = Pt(0)
    layout.alignment = align
    if indent:
        layout.first_line_indent = Pt(2 * size)
    if level is not None:
        layout.element.get_or_add_pPr().insert(0, docx_lists.membership(docx_lists.HEADINGS, level))
    return paragraph


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
