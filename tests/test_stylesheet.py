"""A DOCX's style sheet: what it says of text, of tables and of lists, and that it is read once."""

from __future__ import annotations

import pytest

from nianbao.ingest.errors import CorruptFile
from nianbao.ingest.setting import NOTHING
from nianbao.ingest.stylesheet import chain, style_sheet

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = f"""<w:styles xmlns:w="{_NAMESPACE}">
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="gone"><w:basedOn w:val="strong"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="strong"><w:basedOn w:val="gone"/></w:style>
<w:style w:type="table" w:styleId="dark"><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
</w:styles>"""


def test_styles_of_text_and_of_tables_are_kept_apart() -> None:
    sheet = style_sheet(_SHEET.encode(), "word/styles.xml")
    assert set(sheet.texts) == {"a", "gone", "strong"}
    assert set(sheet.tables) == {"dark"}
    assert sheet.tables["dark"].shaded
    assert sheet.defaults == {"paragraph": "a"}
    assert sheet.texts["a"].numbered == ("3", 1)


def test_styles_of_tables_do_not_make_text_other_than_plain() -> None:
    plain = style_sheet(_SHEET.replace("<w:vanish/>", "").encode(), "word/styles.xml")
    assert not plain.telling
    assert style_sheet(_SHEET.encode(), "word/styles.xml").telling


def test_styles_based_on_each_other_end() -> None:
    sheet = style_sheet(_SHEET.encode(), "word/styles.xml")
    assert [style.setting.vanish for style in chain(sheet.texts, "strong")] == [None, True]
    assert sheet.setting is NOTHING


def test_a_sheet_met_again_is_not_read_again() -> None:
    content = _SHEET.encode()
    assert style_sheet(content, "word/styles.xml") is style_sheet(bytes(bytearray(content)), "word/styles.xml")


def test_a_sheet_that_is_no_xml_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(CorruptFile, match=r"word/styles\.xml"):
            style_sheet(b"<w:styles", "word/styles.xml")
