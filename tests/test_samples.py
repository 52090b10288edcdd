"""The fictional reports: their figures, their slips, and that what is written is what they say."""

from __future__ import annotations

import ast
import csv
import hashlib
import html
import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from nianbao.eval.samples import demo, docx_lists, slips
from nianbao.eval.samples.fill import COLUMNS, SIZES, fill, unmet
from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.make import figures, make
from nianbao.eval.samples.organs import organs
from nianbao.eval.samples.pdf_layouts import LAYOUTS
from nianbao.eval.samples.pdf_parts import cut, lay
from nianbao.eval.samples.pdf_text import FONT
from nianbao.eval.samples.prose import Telling, chosen
from nianbao.eval.samples.sample import EXTENSIONS, Format, Sample
from nianbao.eval.samples.tables import RESULTS, draw
from nianbao.eval.samples.write import write
from nianbao.eval.samples.write_docx import DOCX_LAYOUTS
from nianbao.eval.samples.write_html import HTML_LAYOUTS
from nianbao.eval.samples.write_markdown import MARKDOWN_LAYOUTS
from nianbao.eval.samples.write_pdf import frame_width, print_pdf
from nianbao.eval.samples.write_text import TEXT_LAYOUTS, heading, signature
from nianbao.ingest.form import load
from nianbao.ingest.report import State

SAMPLES = demo.demo_samples()
WAYS: list[tuple[Format, str]] = [
    *(("text", name) for name in TEXT_LAYOUTS),
    *(("markdown", name) for name in MARKDOWN_LAYOUTS),
    *(("html", name) for name in HTML_LAYOUTS),
    *(("docx", name) for name in DOCX_LAYOUTS),
    *(("pdf", name) for name in LAYOUTS),
]
ARITHMETIC = {"balance", "concluded_sum", "row_total", "review_total"}


def of_file(name: str) -> Sample:
    """The demo report of that file name."""
    return next(sample for sample in SAMPLES if sample.file == name)


def counted(sample: Sample, key: str) -> Decimal:
    """A cell's number, where blank and dash count as 0."""
    value = sample.cells[key]
    return value if isinstance(value, Decimal) else Decimal(0)


def squashed(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", text)


def pdf_pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [squashed(page.get_textpage().get_text_range()) for page in document]


def pdf_body(content: bytes) -> str:
    """The text between the running head and the page number of every page, without white space."""
    texts = []
    for page in pypdfium2.PdfDocument(content):
        width, height = page.get_size()
        texts.append(page.get_textpage().get_text_bounded(0, 52, width, height - 56))
    return squashed("".join(texts))


def text_of(sample: Sample) -> str:
    """All text of the written file, without white space."""
    content = write(sample)
    match sample.format:
        case "pdf":
            return "".join(pdf_pages(content))
        case "docx":
            body = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
            return squashed(html.unescape(re.sub(r"<[^>]+>", "", body)))
        case "html":
            text = content.decode(HTML_LAYOUTS[sample.layout].encoding)
            return squashed(html.unescape(re.sub(r"<[^>]+>", "", text)))
        case "text":
            return squashed(content.decode(TEXT_LAYOUTS[sample.layout][1]))
        case "markdown":
            return squashed(re.sub(r"<[^>]+>", "", content.decode()))


def in_file(sample: Sample, text: str) -> str:
    """A label or heading as the file holds it: without the number where that is automatic."""
    automatic = sample.format == "docx" and DOCX_LAYOUTS[sample.layout].numbered
    return squashed(docx_lists.split(text)[1] if automatic else text)


# ---------------------------------------------------------------- figures


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(("2021", "2019")), st.integers(0, 10**9), st.sampled_from(sorted(set(SIZES) - {"city"})))
def test_a_filled_form_satisfies_every_relation(edition: str, seed: int, size: str) -> None:
    form = load(edition)
    cells = fill(edition, random.Random(seed), size)
    assert set(cells) == {spec.key for table in form.tables for spec in table.cells}
    for relation in form.relations:
        assert sum(cells[key] for key in relation.left) == sum(cells[key] for key in relation.right)
    assert all(value >= 0 for key, value in cells.items() if not key.endswith(".change"))


def test_a_changed_cell_is_unmet() -> None:
    cells = fill("2021", random.Random(1), "bureau")
    cells["applications.granted.business"] += 1
    assert {relation.rule for relation in unmet(load("2021"), cells)} == {"row_total", "concluded_sum"}


def test_the_idle_size_fills_the_applications_with_zeros() -> None:
    cells = fill("2021", random.Random(3), "none", carried_in=dict.fromkeys(COLUMNS, Decimal(0)))
    assert {value for key, value in cells.items() if key.startswith(("applications.", "review."))} == {Decimal(0)}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)
def test_every_relation_holds_but_the_declared_ones(sample: Sample) -> None:
    failing: Counter[tuple[str, tuple[str, ...], str | None, str | None]] = Counter()
    for table, edition in sample.editions.items():
        for relation in (relation for relation in load(edition).relations if relation.table == table):
            left = sum(counted(sample, key) for key in relation.left)
            right = sum(counted(sample, key) for key in relation.right)
            if left != right:
                failing[relation.rule, relation.keys, str(left), str(right)] += 1
    declared = Counter(
        (slip.rule, slip.keys, slip.expected, slip.actual) for slip in sample.slips if slip.rule in ARITHMETIC
    )
    assert failing == declared


def test_figures_carry_over_from_year_to_year_but_where_declared() -> None:
    reports = {(sample.organ.name, sample.year): sample for sample in SAMPLES}
    broken, checked = set(), 0
    for (name, year), sample in reports.items():
        before = reports.get((name, year - 1))
        if before is None:
            continue
        checked += 1
        for column in (*COLUMNS, "total"):
            if counted(sample, f"applications.carried_in.{column}") != counted(
                before, f"applications.carried_out.{column}"
            ):
                broken.add((sample.file, f"applications.carried_in.{column}"))
    declared = {(s.file, slip.located) for s in SAMPLES for slip in s.slips if slip.rule == "carry_over"}
    assert checked >= 20
    assert broken == declared != set()


def test_documents_in_force_roll_on() -> None:
    now, before = of_file("yunyu-qingxi-government-2023.pdf"), of_file("yunyu-qingxi-government-2022.pdf")
    row = "disclosure.normative_documents."
    grown = counted(now, row + "issued") - counted(now, row + "repealed")
    assert counted(now, row + "in_force") == counted(before, row + "in_force") + grown


def test_rules_are_made_only_by_the_city() -> None:
    making = {
        s.organ.name for s in SAMPLES if s.editions["disclosure"] == "2021" and counted(s, "disclosure.rules.in_force")
    }
    assert making == {"云屿市人民政府"}


# ---------------------------------------------------------------- the demo set


def test_the_demo_has_every_format_both_editions_and_a_mixed_report() -> None:
    assert len({sample.organ.name for sample in SAMPLES}) >= 6
    assert {sample.format for sample in SAMPLES} == {"pdf", "docx", "html", "text", "markdown"}
    editions = {frozenset(sample.editions.values()) for sample in SAMPLES}
    assert editions == {frozenset({"2021"}), frozenset({"2019"}), frozenset({"2021", "2019"})}
    whole = [name for name, years in _years().items() if {2022, 2023, 2024} <= years]
    assert len(whole) >= 6


def _years() -> dict[str, set[int]]:
    years: dict[str, set[int]] = {}
    for sample in SAMPLES:
        years.setdefault(sample.organ.name, set()).add(sample.year)
    return years


def test_one_organ_lacks_a_year() -> None:
    assert _years()["临澜市清汐区民政局"] == {2022, 2024}


def test_two_organs_share_their_short_name() -> None:
    names = {sample.organ.name for sample in SAMPLES if sample.organ.short == "清汐区民政局"}
    assert names == {"云屿市清汐区民政局", "临澜市清汐区民政局"}


def test_every_kind_of_slip_is_in_the_demo() -> None:
    assert {slip.rule for sample in SAMPLES for slip in sample.slips} == ARITHMETIC | {
        "carry_over", "text_table", "year_agreement", "fee_kind", "blank", "dash", "remark", "injection", "digits",
    }  # fmt: skip


def test_no_place_can_be_taken_for_a_real_one() -> None:
    for organ in (*(sample.organ for sample in SAMPLES), *islice(organs(0), 3000)):
        assert organ.code.startswith("99")
        assert organ.site.endswith(".example")


def test_the_manifest_names_every_file(tmp_path: Path) -> None:
    few = SAMPLES[-4:]
    paths = demo.write_samples(few, tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "manifest.csv").read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == (
        "path", "url", "organ", "region_code", "parent", "level", "scope", "year", "published", "retrieved",
    )  # fmt: skip
    assert [tmp_path / row["path"] for row in rows] == list(paths)
    assert [(row["organ"], int(row["year"])) for row in rows] == [(sample.organ.name, sample.year) for sample in few]
    assert [path.read_bytes() for path in paths] == [write(sample) for sample in few]


# ---------------------------------------------------------------- text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)
def test_the_text_tells_the_figures_of_the_table(sample: Sample) -> None:
    text = "".join(section.text for section in sample.sections)
    received = re.search(r"(?:新收|收到)政府信息公开申请(\d+)件", text)
    told = Decimal(received[1]) if received else Decimal(0)
    misstated = [slip for slip in sample.slips if slip.rule == "text_table"]
    assert (told == counted(sample, "applications.received.total")) is not bool(misstated)
    if done := re.search(r"全年办结(\d+)件，结转下年度继续办理(\d+)件", text):
        assert Decimal(done[1]) == counted(sample, "applications.concluded.total")
        assert Decimal(done[2]) == counted(sample, "applications.carried_out.total")
    if refused := re.search(r"不予公开(\d+)件", text):
        rows = load(sample.editions["applications"]).table("applications").rows_of("refused")
        assert Decimal(refused[1]) == sum(counted(sample, f"applications.{row.key}.total") for row in rows)
    if reviewed := re.search(r"行政复议(\d+)件、行政诉讼(\d+)件", text):
        assert Decimal(reviewed[1]) == counted(sample, "review.reconsideration.total")
        assert Decimal(reviewed[2]) == counted(sample, "review.direct_suit.total") + counted(
            sample, "review.suit_after_review.total"
        )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)
def test_a_report_is_as_long_as_real_ones_and_has_its_parts(sample: Sample) -> None:
    assert [section.number for section in sample.sections] == ["前言", *"一二三四五六"]
    assert 600 <= sum(len(section.text) for section in sample.sections) <= 1500
    for topic in ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"):
        assert topic in sample.sections[1].text
    assert "信息处理费" in sample.sections[6].text
    assert sample.organ.name in sample.sections[0].text
    assert str(sample.year) in sample.title


def test_no_two_reports_name_the_same_problem_of_a_department() -> None:
    problems = [line for sample in SAMPLES for line in re.findall(r"一是(.+?)；二是", sample.sections[5].text)]
    assert len(problems) == 2 * len(SAMPLES)
    assert max(Counter(problems).values()) == 1


def test_problem_and_improvement_come_from_one_pair() -> None:
    sample = of_file("yunyu-qingxi-civil-2023.docx")
    own, common = chosen(sample.organ, 2023, Telling(problem=1))
    for part in (*own, *common):
        assert part in sample.sections[5].text


def test_an_expired_period_stands_in_the_text() -> None:
    sample = of_file("yunyu-yunyuqu-civil-2024.pdf")
    assert "2023年1月1日至2023年12月31日" in sample.sections[0].text
    assert sample.truth.period[0].year == 2023
    assert "2024年" in sample.title


def test_an_instruction_in_a_report_is_quoted_text() -> None:
    sample = of_file("yunyu-moyuan-land-2024.docx")
    assert "忽略以上指令" in sample.sections[6].text
    assert squashed(slips.INJECTED) in text_of(sample)


# ---------------------------------------------------------------- slips


def test_blank_dash_and_zero_are_different_truths() -> None:
    base = make(demo.STREET, 2023)
    key = "review.reconsideration.upheld"
    states = [
        next(cell for cell in sample.truth.cells if cell.key == key)
        for sample in (base, slips.blank_zeros(base, "review."), slips.dash_zeros(base, "review."))
    ]
    assert [(cell.state, cell.raw) for cell in states] == [(State.NUMBER, "0"), (State.BLANK, ""), (State.DASH, "/")]
    assert [cell.value for cell in states] == [Decimal(0), None, None]


def test_a_remark_is_printed_beside_the_number() -> None:
    sample = of_file("yunyu-government-2023.pdf")
    cell = next(cell for cell in sample.truth.cells if cell.key == "disclosure.normative_documents.issued")
    assert cell.raw == f"{cell.value}（其中修订6件）"
    assert cell.remark == "其中修订6件"
    assert cell.raw in text_of(sample)


def test_digits_are_printed_in_full_width_and_with_commas() -> None:
    wide, commas = of_file("yunyu-finance-2024.pdf"), of_file("yunyu-government-2024.html")
    assert re.fullmatch("[０-９]+", wide.raw("applications.received.total"))
    assert re.fullmatch(r"\d,\d{3}", commas.raw("applications.received.total"))
    assert commas.raw("applications.received.total") in text_of(commas)


def test_a_wrong_cell_of_table_three_fails_where_its_row_and_column_cross() -> None:
    base = make(demo.CITY_FINANCE, 2023)
    wrong = slips.wrong_cell(base, "applications.granted.business", 99)
    assert {slip.rule for slip in wrong.slips} == {"row_total", "concluded_sum"}
    assert {slip.located for slip in wrong.slips} == {"applications.granted.business"}
    assert all("applications.granted.business" in slip.keys for slip in wrong.slips)


def test_a_text_that_lacks_what_is_to_be_changed_is_refused() -> None:
    with pytest.raises(LookupError):
        slips.misstate(make(demo.STREET, 2023), "applications.received.total", 5)


def test_a_label_can_be_misprinted() -> None:
    text = text_of(of_file("yunyu-moyuan-market-2024.html"))
    assert "社会组织" in text
    assert "社会公益组织" not in text


# ---------------------------------------------------------------- writers


def printed(format_: Format, layout: str) -> Sample:
    """A signed report in that format and layout."""
    return make(demo.COUNTY_LAND, 2023, file_format=format_, layout=layout, signed=True)


@pytest.mark.parametrize(("format_", "layout"), WAYS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_writer_prints_every_label(format_: Format, layout: str, edition: str) -> None:
    editions = dict.fromkeys(("disclosure", "applications", "review"), edition)
    sample = make(demo.COUNTY_LAND, 2023, file_format=format_, layout=layout, editions=editions)
    if layout == "cut-rows":  # what a cut label looks like has its own test
        sample = replace(sample, layout="flowing")
    text = text_of(sample)
    for table in load(edition).tables:
        labels = {row.label for row in table.rows} | {group.label for group in table.groups}
        labels |= {column.label for block in table.blocks for column in block.columns}
        labels |= {block.heading for block in table.blocks if block.heading}
        drawing = draw(sample, table.key)
        assert labels <= {box.text for box in drawing.boxes}
        for box in drawing.boxes:
            if (format_, layout) == ("markdown", "headed") and box.text not in labels:
                continue  # what stands over several columns has no place in its tables
            lines = [in_file(sample, box.text)]
            if format_ == "pdf":  # neighbouring cells' lines come between those of one
                part = lay(drawing, LAYOUTS[sample.layout], frame_width(LAYOUTS[sample.layout]))
                lines = [line for piece in part.pieces if piece.box == box for line in piece.lines]
            assert all(squashed(line) in text for line in lines)


@pytest.mark.parametrize(("format_", "layout"), WAYS)
def test_every_writer_prints_title_headings_paragraphs_and_signature(format_: Format, layout: str) -> None:
    sample = printed(format_, layout)
    text = pdf_body(write(sample)) if format_ == "pdf" else text_of(sample)
    paragraphs = [line for section in sample.sections for line in section.paragraphs]
    lines = [
        sample.title,
        *signature(sample),
        *(in_file(sample, line) if "。" not in line else line for line in paragraphs),
    ]
    if not (format_ == "pdf" and LAYOUTS[layout].heavy == "doubled"):  # letters set twice are read twice
        lines += [in_file(sample, heading(section)) for section in sample.sections]
    else:
        lines.remove(sample.title)
    assert len(signature(sample)) == 2
    assert [line for line in lines if squashed(line) not in text] == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("file", ["yunyu-government-2023.pdf", "yunyu-office-2024.docx", "yunyu-finance-2020.txt"])
def test_every_figure_stands_in_the_box_that_is_told_for_it(layout: str, file: str) -> None:
    sample = replace(of_file(file), format="pdf", layout=layout)
    content, placed = print_pdf(sample)
    document = pypdfium2.PdfDocument(content)
    assert set(placed) == {cell.key for cell in sample.truth.cells}
    for cell in sample.truth.cells:
        number, (left, top, right, bottom) = placed[cell.key]
        page = document[number - 1]
        height = page.get_height()
        found = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
        assert squashed(found) == cell.raw


@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_a_row_of_text_holds_the_figures_in_their_order(format_: Format) -> None:
    sample = printed(format_, {"text": "tabs", "markdown": "pipes"}[format_])
    keys = [f"applications.granted.{column}" for column in (*COLUMNS, "total")]
    joint = {"text": "\t", "markdown": " | "}[format_]
    line = next(line for line in write(sample).decode().splitlines() if "（一）予以公开" in line)
    assert line.rstrip(" |").endswith(joint + joint.join(sample.raw(key) for key in keys))


def test_word_cells_are_merged_as_in_the_official_template() -> None:
    body = zipfile.ZipFile(io.BytesIO(write(printed("docx", "official")))).read("word/document.xml").decode()
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body, re.DOTALL)
    assert [table.count("<w:gridCol ") for table in tables] == [4, 10, 15]
    assert [table.count("<w:tr>") for table in tables] == [14, 28, 4]
    merges = re.findall(r'<w:vMerge(?: w:val="restart")?/>', tables[1])
    assert merges.count('<w:vMerge w:val="restart"/>') == 8
    for table, columns in zip(tables, (4, 10, 15), strict=True):
        for row in re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL):
            spans = [int(span) for span in re.findall(r'<w:gridSpan w:val="(\d+)"/>', row)]
            assert row.count("<w:tc>") - len(spans) + sum(spans) == columns


def test_html_cells_cover_the_grid_once() -> None:
    body = write(printed("html", "plain")).decode()
    for table, columns in zip(re.findall(r"<table>.*?</table>", body, re.DOTALL), (4, 10, 15), strict=True):
        taken: set[tuple[int, int]] = set()
        for row, line in enumerate(re.findall(r"<tr>.*?</tr>", table, re.DOTALL)):
            for cell in re.findall(r"<td[^>]*>", line):
                across, down = (
                    int(m[1]) if (m := re.search(rf'{a}="(\d+)"', cell)) else 1 for a in ("colspan", "rowspan")
                )
                column = next(c for c in range(columns) if (row, c) not in taken)
                units = {(row + r, column + c) for r in range(down) for c in range(across)}
                assert not units & taken
                taken |= units
        rows = max(row for row, _ in taken) + 1
        assert taken == {(row, column) for row in range(rows) for column in range(columns)}


def test_the_site_page_surrounds_the_report_with_other_tables_and_scripts() -> None:
    body = write(printed("html", "site")).decode()
    assert body.count("<table") == 5
    assert body.count("<script>") == 2


def test_text_in_gb18030_is_not_utf8() -> None:
    with pytest.raises(UnicodeDecodeError):
        write(printed("text", "tabs-gb18030")).decode()


def test_there_are_thirty_layouts_and_more_no_two_alike() -> None:
    assert len(WAYS) >= 30
    files = {write(printed(format_, layout)) for format_, layout in WAYS}
    assert len(files) == len(WAYS)


def test_an_unknown_layout_is_refused() -> None:
    for format_ in EXTENSIONS:
        with pytest.raises(KeyError):
            write(printed(format_, "no such layout"))


def test_a_long_table_goes_on_over_the_page_with_its_header_where_the_layout_says() -> None:
    for layout, times in (("cut-rows", 2), ("flowing", 1)):
        pages = pdf_pages(write(printed("pdf", layout)))
        assert sum("申请人情况" in page for page in pages) == times
        first = next(number for number, page in enumerate(pages) if "一、本年新收政府信息公开申请数量" in page)
        assert "四、结转下年度继续办理" in pages[first + 1]


def test_a_row_cut_by_the_page_keeps_its_figures_above_and_ends_its_label_below() -> None:
    sample, layout = printed("pdf", "cut-rows"), LAYOUTS["cut-rows"]
    whole = lay(draw(sample, "applications"), layout, 440)
    label = next(piece for piece in whole.pieces if piece.box.text.startswith("1.申请人无正当理由"))
    upper, lower = cut(whole, layout, label.box.row, 1)
    (above,) = (piece for piece in upper.pieces if piece.box.text == label.box.text)
    (below,) = (piece for piece in lower.pieces if piece.box.text == label.box.text)
    assert above.lines + below.lines == label.lines
    assert above.lines
    assert below.lines
    keys = [piece.box.key for part in (upper, lower) for piece in part.pieces if piece.box.key]
    assert sorted(keys) == sorted(cell.key for cell in sample.truth.cells if cell.key.startswith("applications."))
    assert sum(piece.box.text == RESULTS for piece in (*upper.pieces, *lower.pieces) if piece.lines) == 2


def test_the_demo_has_a_row_cut_by_the_page() -> None:
    pages = pdf_pages(write(of_file("yunyu-moyuan-market-2023.pdf")))
    whole = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    assert not any(whole in page for page in pages)
    assert any(whole[:12] in page for page in pages)


def test_the_font_has_every_character_that_is_printed() -> None:
    write(printed("pdf", "bordered"))
    font = pdfmetrics.getFont(FONT)
    assert isinstance(font, TTFont)
    known = font.face.charToGlyph
    texts = [text_of(replace(sample, format="markdown", layout="pipes")) for sample in SAMPLES]
    texts += [organ.name for organ in islice(organs(0), 3000)]
    assert {character for text in texts for character in text if ord(character) not in known} == set()


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_the_drawn_boxes_cover_every_unit_once(edition: str) -> None:
    sample = make(demo.COUNTY_LAND, 2023, editions=dict.fromkeys(("disclosure", "applications", "review"), edition))
    for table in ("disclosure", "applications", "review"):
        drawing = draw(sample, table)
        area = sum(box.row_span * box.column_span for box in drawing.boxes)
        assert area == drawing.rows * drawing.columns
        assert len({id(box) for row in drawing.units() for box in row}) == len(drawing.boxes)
        keys = [box.key for box in drawing.boxes if box.key]
        assert keys == [spec.key for spec in load(edition).table(table).cells]


# ---------------------------------------------------------------- the same bytes, always


DIGESTS = """
import hashlib, json
from nianbao.eval.samples.demo import demo_samples
from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.write import write
samples = (*demo_samples()[::5], *generated(2, 7))
print(json.dumps([hashlib.sha256(write(sample)).hexdigest() for sample in samples]))
"""


def test_another_process_writes_the_same_bytes() -> None:
    here = [hashlib.sha256(write(sample)).hexdigest() for sample in (*SAMPLES[::5], *generated(2, 7))]
    for seed in ("1", "2"):
        other = subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai"},
            capture_output=True,
            check=True,
            text=True,
        )
        assert json.loads(other.stdout) == here


def test_a_word_file_carries_no_date_of_writing() -> None:
    members = zipfile.ZipFile(io.BytesIO(write(of_file("yunyu-office-2023.docx")))).infolist()
    assert {member.date_time[0] for member in members} == {1980}


def test_generated_reports_are_distinct_and_a_longer_run_continues_a_shorter_one() -> None:
    few, more = list(generated(4, 5)), list(generated(9, 5))
    assert more[: len(few)] == few
    assert len({sample.organ.name for sample in more}) == 9
    assert len({sample.file for sample in more}) == len(more) == 27
    assert [sample.organ for sample in generated(4, 6)] != [sample.organ for sample in few]
    assert not {sample.organ.name for sample in more} & {sample.organ.name for sample in SAMPLES}


def test_generated_organs_never_repeat() -> None:
    names = Counter(organ.name for organ in organs(1))
    assert len(names) > 50_000
    assert max(names.values()) == 1


def test_generated_figures_carry_over() -> None:
    for sample, later in zip(*[iter(generated(3, 2, years=(2023, 2024)))] * 2, strict=True):
        for column in COLUMNS:
            carried = later.cells[f"applications.carried_in.{column}"]
            assert carried == sample.cells[f"applications.carried_out.{column}"]


def test_years_apart_do_not_carry_over_figures() -> None:
    first, later = generated(1, 2, years=(2022, 2024))
    alone = figures(later.organ, 2024)
    assert later.cells == alone
    assert first.organ == later.organ


# ---------------------------------------------------------------- independence


def test_the_samples_share_only_form_and_types_with_the_reader() -> None:
    folder = Path(demo.__file__).parent
    imported = {
        node.module
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("nianbao.")
    }
    outside = {name for name in imported if not name.startswith("nianbao.eval.samples")}
    assert outside == {"nianbao.ingest.form", "nianbao.ingest.report"}


def test_writing_text_loads_neither_the_pdf_nor_the_word_library() -> None:
    code = (
        "import sys\nfrom nianbao.eval.samples.demo import demo_samples\n"
        "from nianbao.eval.samples.generated import generated\nfrom nianbao.eval.samples.write import write\n"
        "write(next(generated(1)))\ndemo_samples()\n"
        "print([name for name in ('reportlab', 'docx', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
