"""Tables of the DOCX samples as WordprocessingML: `gridSpan` over columns, `vMerge` down rows.

What differs between producers is how a cell's paragraph is made (`word`, `edited`, `libreoffice`, or `docx_lists`')
and how a merged cell goes on.
"""

from __future__ import annotations

from collections.abc import Callable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from nianbao.eval.samples.html_tables import runs
from nianbao.eval.samples.tables import Box, Drawing, Role

Paragraph = Callable[[Box], Element]
"""A box → the paragraph in its cell."""

WIDTH = 8845  # of the text, in twentieths of a point: A4 less margins of 27 mm


def element(name: str, /, *inside: Element, **attributes: object) -> Element:
    """`w:name` with its attributes and children."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(inside)
    return made


def table(drawing: Drawing, paragraph: Paragraph, *, width: int = WIDTH, goes_on: str | None = None) -> Element:
    """A `w:tbl` of `width`; `goes_on` is the value of `vMerge` below the first row (none in Word's own)."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz=4, space=0, color="000000"))
    widths = [round(part * width / sum(drawing.widths)) for part in drawing.widths]
    made = element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=width, type="dxa"),
            element("jc", val="center"),
            borders,
            element("tblLayout", type="fixed"),
        ),
        element("tblGrid", *(element("gridCol", w=part) for part in widths)),
    )
    for number, units in enumerate(drawing.units()):
        row = element("tr")
        for column, box in enumerate(units):
            if column == box.column:
                first = number == box.row
                here = sum(widths[column : column + box.column_span])
                row.append(_cell(box, here, paragraph, first=first, goes_on=goes_on))
        made.append(row)
    return made


def _cell(box: Box, width: int, paragraph: Paragraph, *, first: bool, goes_on: str | None) -> Element:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if box.column_span > 1:
        properties.append(element("gridSpan", val=box.column_span))
    if box.row_span > 1:
        value = "restart" if first else goes_on
        properties.append(element("vMerge", val=value) if value else element("vMerge"))
    if box.role is Role.BANNER:
        properties.append(element("shd", val="clear", color="auto", fill="DCE6F2"))
    properties.append(element("vAlign", val="center"))
    shown = box if first else Box("", box.row, box.column, box.role)
    return element("tc", properties, paragraph(shown))


def settings(box: Box, *before: Element) -> Element:
    """A cell's `w:pPr`; `before` comes first in it."""
    side = "left" if box.role in (Role.LABEL, Role.ITEM) else "center"
    return element(
        "pPr", *before, element("spacing", before=0, after=0, line=280, lineRule="exact"), element("jc", val=side)
    )


def run(text: str, *before: Element) -> Element:
    """A run in 9 points; `before` stands before its text."""
    said = element("t")
    said.text = text
    return element("r", element("rPr", element("rFonts", eastAsia="宋体"), element("sz", val=18)), *before, said)


def word(box: Box) -> Element:
    """One run, none where nothing stands."""
    return element("p", settings(box), *([run(box.text)] if box.text else []))


def edited(box: Box) -> Element:
    """What proofreading leaves: text over many runs, marks of spelling, a bookmark, where a page once began."""
    inside = [element("proofErr", type="spellStart"), element("bookmarkStart", id=box.row, name=f"_mark{box.row}")]
    for number, part in enumerate(runs(box.text)):
        inside.append(run(part, *([element("lastRenderedPageBreak")] if number == 0 and box.row == 7 else [])))
    inside += [element("bookmarkEnd", id=box.row), element("proofErr", type="spellEnd")]
    return element("p", settings(box), *inside)


def libreoffice(box: Box) -> Element:
    """Run properties for the paragraph itself, and an empty run where nothing stands."""
    properties = settings(box)
    properties.append(element("rPr", element("sz", val=18)))
    return element("p", properties, run(box.text) if box.text else element("r", element("rPr")))


def in_a_cell(inner: Element) -> Element:
    """`inner` in the only cell of a table without borders; a cell ends with a paragraph."""
    cell = element("tc", element("tcPr", element("tcW", w=WIDTH, type="dxa")), inner, element("p"))
    return element(
        "tbl",
        element("tblPr", element("tblW", w=WIDTH, type="dxa")),
        element("tblGrid", element("gridCol", w=WIDTH)),
        element("tr", cell),
    )
