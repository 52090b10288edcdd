"""What makes each layout of the fictional reports the habit that its name says."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import pypdfium2
import pytest

from nianbao.eval.samples import demo, docx_lists, slips
from nianbao.eval.samples.make import make
from nianbao.eval.samples.pdf_layouts import LAYOUTS
from nianbao.eval.samples.sample import TABLES, Format, Sample
from nianbao.eval.samples.shapes import by_group, displaced, finer, group_starts, parted, repeated
from nianbao.eval.samples.tables import RESULTS, Drawing, Role, draw
from nianbao.eval.samples.write import write
from nianbao.eval.samples.write_html import HTML_LAYOUTS

GROUPS = ("（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")


def sample_in(format_: Format, layout: str, edition: str = "2021") -> Sample:
    editions = dict.fromkeys(TABLES, edition)
    return make(demo.COUNTY_LAND, 2023, file_format=format_, layout=layout, editions=editions)


def markup(layout: str) -> str:
    return write(sample_in("html", layout)).decode(HTML_LAYOUTS[layout].encoding)


def word(layout: str) -> str:
    content = write(sample_in("docx", layout))
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def pages(layout: str, edition: str = "2021") -> list[str]:
    document = pypdfium2.PdfDocument(write(sample_in("pdf", layout, edition)))
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


def covers_every_unit_once(drawing: Drawing) -> bool:
    units = [
        (row, column)
        for box in drawing.boxes
        for row in range(box.row, box.row + box.row_span)
        for column in range(box.column, box.column + box.column_span)
    ]
    return sorted(units) == [(row, column) for row in range(drawing.rows) for column in range(drawing.columns)]


# ---------------------------------------------------------------- shapes


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("table", TABLES)
def test_whatever_is_done_to_a_table_it_covers_its_grid_and_keeps_every_figure(table: str, edition: str) -> None:
    drawing = draw(sample_in("text", "tabs", edition), table)
    figures = [(box.key, box.text) for box in drawing.boxes if box.key]
    for change in (repeated, displaced, finer):
        changed = change(drawing)
        assert covers_every_unit_once(changed)
        assert list(dict.fromkeys((box.key, box.text) for box in changed.boxes if box.key)) == figures
    for header in (True, False):
        parts = parted(drawing, group_starts(drawing), header=header)
        assert all(covers_every_unit_once(part) for part in parts)
        assert [(box.key, box.text) for part in parts for box in part.boxes if box.key] == figures


def test_a_displaced_label_stands_once_in_the_middle_of_its_rows() -> None:
    drawing = draw(sample_in("text", "tabs"), "applications")
    moved = [box for box in displaced(drawing).boxes if box.text == GROUPS[0]]
    (whole,) = (box for box in drawing.boxes if box.text == GROUPS[0])
    assert [box.row for box in moved] == [whole.row + 3]


def test_a_table_by_groups_has_one_part_for_each_and_the_header_in_all() -> None:
    parts = by_group(draw(sample_in("text", "tabs"), "applications"))
    held = [{box.text for box in part.boxes if box.role is Role.GROUP} for part in parts]
    assert held == [set(), *({group} for group in GROUPS), set()]
    assert all(sum(box.text == "申请人情况" for box in part.boxes) == 1 for part in parts)
    assert all(sum(box.text == RESULTS for box in part.boxes) == 1 for part in parts)


# ---------------------------------------------------------------- html


def test_numbers_of_a_word_or_wps_export_lie_over_several_spans() -> None:
    for layout in ("word", "wps"):
        body = markup(layout).split("<body", 1)[1]
        assert not re.search(r">\d{2,}0\d*</", body.replace("\n", ""))
        assert re.search(r">\d</(?:span|font)>(?:</span>)?<span[^>]*>(?:<font[^>]*>)?\d+<", body)
    assert "charset=gb2312" in markup("word")


def test_an_unmerged_table_has_no_spans_and_says_everything_again() -> None:
    body = markup("unmerged")
    assert "colspan" not in body
    assert "rowspan" not in body
    assert body.count(f"<td>{GROUPS[0]}</td>") == 8


def test_a_grouped_page_has_a_table_for_each_group() -> None:
    assert markup("grouped").count("<table>") == 4 + 6 + 1


def test_labels_are_broken_by_br_and_figures_are_not() -> None:
    body = markup("broken")
    assert re.search(r"自然<br/>\s+人", body)
    assert not re.search(r"\d<br/>\s+\d", body)


def test_a_flattened_page_has_no_table() -> None:
    for layout in ("barred", "stacked"):
        assert GROUPS[0] in markup(layout)
    assert "<table" not in markup("barred")
    assert "<p>（一）予以公开</p>" in markup("stacked")


# ---------------------------------------------------------------- docx


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_automatic_numbers_run_in_the_order_of_the_form(edition: str) -> None:
    numerals = "一二三四五六七八九十"
    labels = [box.text for box in draw(sample_in("docx", "numbered", edition), "applications").boxes if not box.key]
    counters = [0, 0, 0]
    for label in labels:
        level, rest = docx_lists.split(label)
        if level is None:
            continue
        counters[level:] = [counters[level] + 1, *[0] * (2 - level)]
        count = counters[level]
        said = (f"{numerals[count - 1]}、", f"（{numerals[count - 1]}）", f"{count}.")[level]
        assert said + rest == label


def test_the_other_word_layouts_have_their_marks() -> None:
    assert word("libreoffice").count('<w:vMerge w:val="continue"/>') > 20
    assert re.search(r"<w:t>\d</w:t></w:r><w:r>", word("edited"))
    assert word("nested").count("<w:tbl>") == 6
    assert word("in-two").count("<w:tbl>") == 4
    assert re.findall(r'w:orient="(\w+)"', word("landscape")).count("landscape") == 1
    assert "<w:numPr>" in word("numbered")


# ---------------------------------------------------------------- pdf


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_group_s_label_ends_a_page_and_its_rows_begin_the_next(edition: str) -> None:
    above, below = next(pair for pair in pairwise(pages("label-apart", edition)) if "申请人情况" in pair[0])
    assert "（三）不" in above
    assert "属于国家秘密" not in above
    assert "（三）不" not in below
    assert "属于国家秘密" in below


def test_the_header_of_table_four_ends_a_page_and_its_figures_begin_the_next() -> None:
    above, below = next(pair for pair in pairwise(pages("head-apart")) if "复议后起诉" in pair[0])
    assert above.split("复议后起诉")[1].count("总计") == 2
    assert re.match(r"-\d-\d{15,}五、", below)


def test_lines_are_drawn_by_the_operators_that_the_layout_says() -> None:
    def paths(layout: str) -> int:
        document = pypdfium2.PdfDocument(write(sample_in("pdf", layout)))
        return sum(1 for page in document for item in page.get_objects() if item.type == 2)

    assert paths("squares") > 20 * paths("framed")
    assert paths("double-rules") > 1.5 * paths("framed")


def test_two_tables_on_a_page_differ_in_width() -> None:
    assert LAYOUTS["narrower"].narrower["disclosure"] < 1
    assert any("第二十条第（八）项" in page and "申请人情况" in page for page in pages("narrower"))


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize("mark", ["/", "-", "—", "无"])
def test_a_dash_is_printed_as_asked(mark: str) -> None:
    sample = slips.dash_zeros(sample_in("html", "plain"), "review.", mark=mark)
    keys = [key for key, value in sample.cells.items() if value == "/"]
    assert keys
    assert {sample.raw(key) for key in keys} == {mark}
    assert f"<p>{mark}</p>" in write(sample).decode()
