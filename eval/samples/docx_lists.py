"""Automatic numbers of the DOCX samples: “一、”, “（一）” and “1.” that Word prints and no text holds.

Numbers run in the order of the form, so that the third label of a level is printed as 三 or 3, as its text had it.
"""

from __future__ import annotations

import re

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from nianbao.eval.samples.docx_table import element, run, settings
from nianbao.eval.samples.tables import Box

HEADINGS, TABLES = 101, 102
"""The two lists: of the headings, and of table 三."""

_LEVELS = (
    (re.compile(r"[一二三四五六七八九十]+、"), "chineseCountingThousand", "%1、"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "chineseCountingThousand", "（%2）"),
    (re.compile(r"\d\."), "decimal", "%3."),
)


def split(text: str) -> tuple[int | None, str]:
    """The level of a text's number, and the text without it."""
    for level, (number, _, _) in enumerate(_LEVELS):
        if found := number.match(text):
            return level, text[found.end() :]
    return None, text


def define(document: Document) -> None:
    """Put the two lists into the document."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for list_id in (HEADINGS, TABLES):
        levels = [
            element(
                "lvl",
                element("start", val=1),
                element("numFmt", val=form),
                element("suff", val="nothing"),
                element("lvlText", val=pattern),
                element("lvlJc", val="left"),
                ilvl=level,
            )
            for level, (_, form, pattern) in enumerate(_LEVELS)
        ]
        first.addprevious(
            element("abstractNum", element("multiLevelType", val="multilevel"), *levels, abstractNumId=list_id)
        )
        numbering.append(element("num", element("abstractNumId", val=list_id), numId=list_id))


def membership(list_id: int, level: int) -> Element:
    """A `w:numPr`."""
    return element("numPr", element("ilvl", val=level), element("numId", val=list_id))


def numbered(box: Box) -> Element:
    """The paragraph of a cell, a label's number left to the list."""
    level, text = (None, box.text) if box.key else split(box.text)
    before = [] if level is None else [membership(TABLES, level)]
    return element("p", settings(box, *before), *([run(text)] if text else []))
