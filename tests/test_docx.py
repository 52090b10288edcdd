"""DOCX: what Word would print becomes text, merged cells keep their units, bombs are refused."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from drawn import Drawing, W, damaged, drawing, drawings, grids, outcome, paragraph, rows_of, said, word_table, zipped
from drawn import docx as package
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest import docx
from nianbao.ingest.errors import CorruptFile, EmptyFile, FileRefused, LockedFile, OversizeFile, UnknownFormat
from nianbao.ingest.numerals import cell_value
from nianbao.ingest.report import Document, State

REPORT = f"{paragraph('甲市乙局2023年政府信息公开工作年度报告')}{word_table((('规章', 0, 0, 2, 1), ('0', 0, 1, 1, 1), ('1', 1, 1, 1, 1)))}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def _read(body: str, **parts: str) -> Document:
    return docx.read(package(body, **parts))


def _row(*cells: str, properties: str = "") -> str:
    written = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr>{properties}{written}</w:tr>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tcPr>{properties}</w:tcPr>{paragraph(text)}"


# ------------------------------------------------------------------ tables


@given(drawings(spans=True))
def test_reading_a_written_table_gives_its_cells_back(table: Drawing) -> None:
    (grid,) = grids(_read(paragraph("前") + word_table(table)))
    assert drawing(grid) == table
    assert [cell.place.grid for cell in grid.cells] == [(1, row + 1, column + 1) for _, row, column, _, _ in table]


@given(drawings(spans=True))
@settings(max_examples=25)
def test_a_table_made_by_python_docx_reads_alike(table: Drawing) -> None:
    rows = max(row + height for _, row, _, height, _ in table)
    columns = max(column + width for _, _, column, _, width in table)
    made = python_docx.Document()
    drawn = made.add_table(rows, columns)
    for text, row, column, height, width in table:
        cell = drawn.cell(row, column).merge(drawn.cell(row + height - 1, column + width - 1))
        cell.text = text
    out = io.BytesIO()
    made.save(out)
    (grid,) = grids(docx.read(out.getvalue()))
    assert drawing(grid) == table


def test_the_strict_edition_reads_alike() -> None:
    assert docx.read(package(REPORT, namespace=STRICT)) == docx.read(package(REPORT))


def test_rows_that_begin_later_keep_their_columns() -> None:
    later = _row(
        _cell("1"), _cell("2"), properties='<w:trPr><w:gridBefore w:val="2"/><w:gridAfter w:val="1"/></w:trPr>'
    )
    (grid,) = grids(_read(f"<w:tbl>{_row(_cell('甲'), _cell('乙'), _cell('丙'), _cell('丁'))}{later}</w:tbl>"))
    assert [(cell.text, cell.column) for cell in grid.cells if cell.row == 1] == [("1", 2), ("2", 3)]


def test_cells_merged_across_in_the_old_way_are_one() -> None:
    row = _row(_cell("甲", '<w:hMerge w:val="restart"/>'), _cell("", "<w:hMerge/>"), _cell("1"))
    (grid,) = grids(_read(f"<w:tbl>{row}</w:tbl>"))
    assert drawing(grid) == (("甲", 0, 0, 1, 2), ("1", 0, 2, 1, 1))


def test_a_merge_that_nothing_began_is_a_cell_of_its_own() -> None:
    (grid,) = grids(
        _read(
            f"<w:tbl>{_row(_cell('甲', '<w:vMerge/>'), _cell('1'))}{_row(_cell('', '<w:vMerge/>'), _cell('2'))}</w:tbl>"
        )
    )
    assert drawing(grid) == (("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1))


def test_a_merge_of_another_width_does_not_go_on() -> None:
    first = _row(_cell("甲", '<w:vMerge w:val="restart"/>'), _cell("乙"))
    second = _row(_cell("丙", '<w:gridSpan w:val="2"/><w:vMerge/>'))
    (grid,) = grids(_read(f"<w:tbl>{first}{second}</w:tbl>"))
    assert drawing(grid) == (("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 0, 1, 2))


def test_an_absurd_span_is_the_width_of_the_table() -> None:
    columns = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    wide = _row(_cell("题", '<w:gridSpan w:val="99999"/>'))
    (grid,) = grids(_read(f"<w:tbl>{columns}{wide}{_row(_cell('1'), _cell('2'))}</w:tbl>"))
    assert (grid.columns, grid.cells[0].column_span) == (2, 2)


def test_deleted_and_hidden_rows_are_not_in_the_grid() -> None:
    gone = "".join(
        _row(_cell("旧"), _cell("9"), properties=f"<w:trPr><w:{how}/></w:trPr>") for how in ("del", "hidden")
    )
    (grid,) = grids(_read(f"<w:tbl>{_row(_cell('甲'), _cell('1'))}{gone}{_row(_cell('乙'), _cell('2'))}</w:tbl>"))
    assert rows_of(drawing(grid)) == [["甲", "1"], ["乙", "2"]]


def test_rows_and_cells_in_content_controls_are_in_the_grid() -> None:
    cell = f"<w:sdt><w:sdtContent><w:tc>{_cell('1')}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr><w:tc>{_cell('甲')}</w:tc>{cell}</w:tr></w:sdtContent></w:sdt>"
    (grid,) = grids(_read(f"<w:tbl>{row}</w:tbl>"))
    assert rows_of(drawing(grid)) == [["甲", "1"]]


def test_a_table_that_only_lays_out_the_page_gives_its_content() -> None:
    document = _read(f"<w:tbl>{_row(REPORT + '<w:p/>')}</w:tbl>")
    assert said(document) == ["甲市乙局2023年政府信息公开工作年度报告"]
    assert [rows_of(drawing(grid)) for grid in grids(document)] == [[["规章", "0"], ["1"]]]


def test_paragraphs_of_a_cell_join() -> None:
    cell = f"<w:tc>{paragraph('本年新')}{paragraph('制作数量')}<w:p/></w:tc>"
    (grid,) = grids(_read(f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('0')}</w:tc></w:tr></w:tbl>"))
    assert grid.cells[0].text == "本年新制作数量"


# ------------------------------------------------------------------ what counts as text


def test_inserted_text_counts_and_deleted_and_hidden_text_does_not() -> None:
    runs = (
        "<w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>丙</w:t></w:r></w:moveTo>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>丁</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>戊</w:t></w:r></w:hyperlink>"
        "<w:fldSimple w:instr='DATE'><w:r><w:t>己</w:t></w:r></w:fldSimple><w:r><w:ruby><w:rt><w:r><w:t>gēng</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>庚</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert said(_read(f"<w:p>{runs}</w:p>")) == ["甲乙丙丁戊己庚"]


def test_text_hidden_by_its_style_does_not_count() -> None:
    styles = '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="n"><w:rPr/></w:style>'
    body = (
        '<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>隐</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="n"/></w:pPr><w:r>'
        '<w:t>甲</w:t></w:r><w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>藏</w:t></w:r></w:p>'
    )
    assert said(_read(body, styles=styles)) == ["甲"]


def test_breaks_end_lines_and_tabs_are_spaces() -> None:
    runs = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t><w:cr/></w:r>"
    assert said(_read(f"<w:p>{runs}</w:p>")) == ["甲", "乙 丙-丁"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    drawn = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert said(_read(f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{drawn}</w:r></w:p>")) == ["正文", "框内"]
    old = f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    assert said(_read(old)) == ["框内"]


def test_content_controls_are_transparent() -> None:
    inner = f"<w:sdtPr/><w:sdtContent>{paragraph('甲')}<w:sdt><w:sdtContent>{paragraph('乙')}</w:sdtContent></w:sdt></w:sdtContent>"
    assert said(_read(f"<w:sdt>{inner}</w:sdt>")) == ["甲", "乙"]


def test_the_prompt_of_a_content_control_is_no_content() -> None:
    prompt = "<w:sdtPr><w:showingPlcHdr{off}/></w:sdtPr>"
    run = "<w:sdt>" + prompt + "<w:sdtContent><w:r><w:t>12345</w:t></w:r></w:sdtContent></w:sdt>"
    whole = "<w:sdt>" + prompt + f"<w:sdtContent>{paragraph('12345')}</w:sdtContent></w:sdt>"
    cell = "<w:sdt>" + prompt + f"<w:sdtContent><w:tc>{_cell('12345')}</w:tc></w:sdtContent></w:sdt>"
    shown, filled = "", " w:val='0'"
    assert said(_read(f"<w:p><w:r><w:t>甲</w:t></w:r>{run.format(off=shown)}</w:p>{whole.format(off=shown)}")) == ["甲"]
    assert said(_read(f"<w:p>{run.format(off=filled)}</w:p>{whole.format(off=filled)}")) == ["12345", "12345"]
    row = f"<w:tr><w:tc>{_cell('规章')}</w:tc>{{}}<w:tc>{_cell('7')}</w:tc></w:tr>"
    assert rows_of(drawing(grids(_read(f"<w:tbl>{row.format(cell.format(off=shown))}</w:tbl>"))[0])) == [
        ["规章", "", "7"]
    ]
    assert rows_of(drawing(grids(_read(f"<w:tbl>{row.format(cell.format(off=filled))}</w:tbl>"))[0])) == [
        ["规章", "12345", "7"]
    ]


@pytest.mark.parametrize(
    ("requires", "namespace", "read"),
    [
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "9"),
        ("x", "http://example.org/unheard-of", "279"),
        ("wps x", "http://example.org/unheard-of", "279"),
        ("undeclared", "http://example.org/unheard-of", "279"),
    ],
)
def test_a_choice_that_word_does_not_understand_gives_way_to_its_fallback(
    requires: str, namespace: str, read: str
) -> None:
    bound = "" if requires == "wps" else f" xmlns:x='{namespace}'"
    choices = (
        f"<mc:AlternateContent{bound}><mc:Choice Requires='{requires}'><w:r><w:t>9</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>279</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    )
    assert said(_read(f"<w:p>{choices}</w:p>")) == [read]


def test_the_first_choice_that_is_understood_is_read() -> None:
    choice = "<mc:Choice Requires='{}'><w:r><w:t>{}</w:t></w:r></mc:Choice>"
    choices = f"{choice.format('x', '1')}{choice.format('wps', '2')}{choice.format('wps', '3')}"
    body = f"<w:p><mc:AlternateContent xmlns:x='http://example.org/x'>{choices}</mc:AlternateContent></w:p>"
    assert said(_read(body)) == ["2"]


# ------------------------------------------------------------------ numbering

LEVELS = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def _numbered(text: str, level: int, list_id: int = 1) -> str:
    return paragraph(text, f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>')


def test_automatic_numbers_are_printed() -> None:
    body = "".join(
        [
            _numbered("总体情况", 0),
            _numbered("属于国家秘密", 1),
            _numbered("2023年", 1),
            _numbered("要点", 2),
            _numbered("主动公开", 0),
            _numbered("其他", 1),
            _numbered("存在的主要问题", 0, 2),
            _numbered("其他需要报告的事项", 0, 2),
            _numbered("无编号", 0, 0),
        ]
    )
    assert said(_read(body, numbering=LEVELS)) == [
        "一、总体情况",
        "1.属于国家秘密",
        "2. 2023年",
        "要点",
        "二、主动公开",
        "1.其他",
        "五、存在的主要问题",
        "六、其他需要报告的事项",
        "无编号",
    ]


def test_a_style_numbers_its_paragraphs() -> None:
    styles = (
        '<w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="2"><w:basedOn w:val="1"/></w:style>'
    )
    body = paragraph("总体情况", '<w:pPr><w:pStyle w:val="1"/></w:pPr>') + paragraph(
        "主动公开", '<w:pPr><w:pStyle w:val="2"/></w:pPr>'
    )
    assert said(_read(body, numbering=LEVELS, styles=styles)) == ["一、总体情况", "二、主动公开"]


def test_a_numbered_figure_keeps_its_value() -> None:
    cells = f"<w:tc>{_numbered('规章', 1)}</w:tc><w:tc>{_numbered('5', 1)}</w:tc>"
    (grid,) = grids(_read(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", numbering=LEVELS))
    assert rows_of(drawing(grid)) == [["1.规章", "5"]]


# ------------------------------------------------------------------ bad input


def test_a_document_without_text_is_empty() -> None:
    for body in ("", "<w:p/>", f"<w:tbl>{_row(_cell(''), _cell(' '))}</w:tbl>"):
        with pytest.raises(EmptyFile):
            _read(body)


def test_every_truncation_is_corrupt() -> None:
    data = package(REPORT)
    for end in range(4, len(data), 7):
        with pytest.raises(CorruptFile):
            docx.read(data[:end])


def test_encrypted_documents_are_locked() -> None:
    ole = docx.OLE + bytes(504)
    with pytest.raises(LockedFile):
        docx.read(ole + "EncryptionInfo".encode("utf-16-le") + bytes(50) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnknownFormat, match="另存为 DOCX"):
        docx.read(ole + "WordDocument".encode("utf-16-le"))
    data = bytearray(package(REPORT))
    for record, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(record, at + 1)) >= 0:
            data[at + flags] |= 1
    with pytest.raises(LockedFile):
        docx.read(bytes(data))


@pytest.mark.parametrize(
    ("name", "said_to_be"),
    [
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("OFD.xml", "OFD"),
        ("mimetype", "OpenDocument"),
        ("a.txt", "压缩包"),
    ],
)
def test_other_files_in_the_same_wrapping_are_named(name: str, said_to_be: str) -> None:
    with pytest.raises(UnknownFormat, match=said_to_be) as refusal:
        docx.read(zipped({name: "<a/>"}))
    assert refusal.value.hint


def test_the_main_part_may_have_another_name() -> None:
    files = {
        "_rels/.rels": '<Relationships><Relationship Type="http://a/officeDocument" Target="/word/document2.xml"/></Relationships>',
        "word/document2.xml": f'<w:document xmlns:w="{W}"><w:body>{paragraph("甲")}</w:body></w:document>',
    }
    assert said(docx.read(zipped(files))) == ["甲"]


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    with pytest.raises(OversizeFile):
        docx.read(zipped({"word/document.xml": b" " * (3 * 2**20)}))
    with pytest.raises(OversizeFile):
        docx.read(zipped({f"a{i}": "" for i in range(5_001)}))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    data = bytearray(zipped({"word/document.xml": b" " * (3 * 2**20)}))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 1000)
    with pytest.raises(CorruptFile):
        docx.read(bytes(data))


def test_entities_are_refused_and_never_expanded() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "甲甲甲"><!ENTITY b "&a;&a;&a;">]>'
    for doctype, text in (
        (bomb, "&b;"),
        ('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;"),
        ("<!DOCTYPE d>", "甲"),
    ):
        part = (
            f'{doctype}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
        )
        with pytest.raises(CorruptFile):
            docx.read(zipped({"word/document.xml": part}))


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(OversizeFile):
        _read("<w:sdt>" * 1_000 + "</w:sdt>" * 1_000)


def test_other_compressions_are_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(CorruptFile):
        docx.read(out.getvalue())


@given(damaged(package(REPORT, numbering=LEVELS)) | st.binary().map(b"PK\x03\x04".__add__))
@settings(max_examples=150)
def test_damaged_bytes_are_read_or_refused(data: bytes) -> None:
    read = outcome(docx.read, data)
    assert read.message if isinstance(read, FileRefused) else read.blocks


@given(damaged(REPORT.encode()))
@settings(max_examples=150)
def test_damaged_markup_is_read_or_refused(body: bytes) -> None:
    root = f'<w:document xmlns:w="{W}"><w:body>'.encode()
    read = outcome(docx.read, zipped({"word/document.xml": root + body + b"</w:body></w:document>"}))
    assert read.message if isinstance(read, FileRefused) else read.blocks


# ------------------------------------------------------------------ a real report


@pytest.mark.real
def test_the_blank_form_gives_three_grids(shared_reports: Path) -> None:
    document = docx.read((shared_reports / "blank-form-2021.docx").read_bytes())
    second, third, fourth = grids(document)
    assert [(grid.rows, grid.columns) for grid in (second, third, fourth)] == [(14, 4), (28, 10), (4, 15)]
    merged = next(cell for cell in third.cells if cell.text == "（三）不予公开")
    assert (merged.row, merged.column, merged.row_span) == (7, 1, 8)
    assert [line[0] for line in said(document) if line[1:2] == "、"] == list("一二三四五六")


# ------------------------------------------------------------------ how a run is set


def _style(name: str, properties: str, more: str = "", kind: str = "character") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}">{more}<w:rPr>{properties}</w:rPr></w:style>'


DARK = (
    '<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
)
STYLES = "".join(
    (
        _style("struck", "<w:strike/>"),
        _style("doubly", "", '<w:basedOn w:val="struck"/>'),
        _style("again", '<w:strike w:val="0"/>', '<w:basedOn w:val="struck"/>'),
        _style("note", '<w:vertAlign w:val="superscript"/>'),
        _style("white", '<w:color w:val="FFFFFF"/>'),
        _style("round", "<w:strike/>", '<w:basedOn w:val="about"/>'),
        _style("about", "", '<w:basedOn w:val="round"/>'),
        _style("Struck", "<w:strike/>", kind="paragraph"),
        DARK,
    )
)


def _figure(properties: str, *, style: str = "", cell: str = "", table: str = "") -> str:
    """The text of a cell whose figure 9 is set so and whose figure 5 is not."""
    runs = f"<w:r><w:rPr>{properties}</w:rPr><w:t>9</w:t></w:r><w:r><w:t>5</w:t></w:r>"
    marked = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    written = f"<w:tc><w:tcPr>{cell}</w:tcPr><w:p>{marked}{runs}</w:p></w:tc>"
    row = f"<w:tr><w:tc>{paragraph('行政处罚')}</w:tc>{written}</w:tr>"
    body = f"<w:tbl><w:tblPr>{table}</w:tblPr>{row}</w:tbl>"
    (grid,) = grids(_read(body, styles=STYLES))
    return grid.cells[1].text


@pytest.mark.parametrize(
    "properties",
    [
        "<w:strike/>",
        '<w:dstrike w:val="true"/>',
        "<w:vanish/>",
        '<w:rStyle w:val="struck"/>',
        '<w:rStyle w:val="doubly"/>',
        '<w:rStyle w:val="about"/>',
        '<w:rStyle w:val="white"/>',
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE" w:themeColor="background1"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>',
        '<w:sz w:val="2"/>',
    ],
)
def test_figures_that_are_struck_or_not_seen_join_no_number(properties: str) -> None:
    assert _figure(properties) == "5"


@pytest.mark.parametrize(
    "properties",
    [
        '<w:strike w:val="0"/>',
        '<w:rStyle w:val="struck"/><w:strike w:val="false"/>',
        '<w:rStyle w:val="again"/>',
        '<w:rStyle w:val="white"/><w:color w:val="000000"/>',
        '<w:rStyle w:val="unknown"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:color w:val="auto"/>',
        '<w:position w:val="-2"/>',
        '<w:sz w:val="21"/>',
    ],
)
def test_figures_that_are_seen_are_read(properties: str) -> None:
    assert _figure(properties) == "95"


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vertAlign w:val="subscript"/>',
        '<w:rStyle w:val="note"/>',
        '<w:position w:val="6"/>',
        '<w:position w:val="3pt"/>',
    ],
)
def test_raised_figures_join_no_number(properties: str) -> None:
    assert _figure(properties) == "⁹5"


def test_white_figures_on_a_dark_ground_are_read() -> None:
    white, dark = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
    assert _figure(white, cell=dark) == "95"
    assert _figure(white, table=dark) == "95"
    assert _figure(white, table='<w:tblStyle w:val="Dark"/>') == "95"
    assert _figure(white, table=dark, cell='<w:shd w:val="clear" w:fill="FFFFFF"/>') == "5"


def test_a_paragraph_s_style_strikes_all_its_figures_and_a_run_s_style_takes_that_back() -> None:
    assert _figure("", style="Struck") == ""
    assert _figure('<w:rStyle w:val="struck"/>', style="Struck") == "9"
    assert _figure('<w:strike w:val="0"/>', style="Struck") == "9"


@pytest.mark.parametrize("second", ["34", "345"])
def test_two_figures_in_one_cell_are_never_one_number_unsaid(second: str) -> None:
    for between in ("</w:t></w:r></w:p><w:p><w:r><w:t>", "</w:t><w:br/><w:t>", "</w:t><w:tab/><w:t>"):
        text = f"<w:p><w:r><w:t>12{between}{second}</w:t></w:r></w:p>"
        (grid,) = grids(_read(f"<w:tbl>{_row(_cell('行政处罚'), text)}</w:tbl>"))
        read = cell_value(grid.cells[1].text)
        assert read.state is not State.NUMBER or read.doubt
