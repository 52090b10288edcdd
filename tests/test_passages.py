"""Rules of passages: exact words, whole sentences, headings as context, places of every sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from library_builders import make_report

from nianbao.index.passages import SIZE, Kind, passages
from nianbao.index.sentences import LONGEST, Placement, sentences
from nianbao.ingest.report import Line, Place, Section, State


def cut(text: str, lines: tuple[Line, ...] = (), heading: str = "总体情况"):
    report = replace(make_report(), cells=(), forms={}, sections=(Section("一", heading, text, 4, lines),))
    return passages(report, of="r", organ="青禾区民政局", year=2023)


def test_the_text_of_a_passage_is_exactly_the_section_s():
    text = "第一句。第二句；第三句！\n 下一段　没有句号"
    (passage,) = cut(text)
    assert passage.text == text
    assert [passage.quote(one) for one in passage.sentences] == ["第一句。", "第二句；", "第三句！", "下一段　没有句号"]


_PROSE = st.text(st.sampled_from("公开信息。；！？（）()“”\n 　12a,，一二、是#."), max_size=700)


@settings(deadline=None)
@given(_PROSE)
def test_nothing_readable_is_lost_and_nothing_is_said_twice(text):
    # a heading with nothing but marks below it is left out on purpose
    assume(not re.search(r"(?m)^[^\n]*\w[^\n]*\n(?:[^\w\n]*\n)*[^\w\n]+$", text))
    quoted = [0] * len(text)
    for passage in cut(text):
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
        for one in passage.sentences:
            assert passage.quote(one) == text[passage.start + one.start : passage.start + one.end]
            for at in range(passage.start + one.start, passage.start + one.end):
                quoted[at] += 1
    assert max(quoted, default=0) <= 1
    headings = "".join("".join(passage.heading) for passage in cut(text))
    unquoted = {text[at] for at, times in enumerate(quoted) if not times and text[at].isalnum()}
    assert unquoted <= set(headings)


@settings(deadline=None)
@given(_PROSE)
def test_sentences_are_kept_whole_and_passages_are_short(text):
    for passage in cut(text):
        assert len(passage.text) <= SIZE or len(passage.sentences) == 1
        assert passage.sentences[0].start == 0
        assert passage.sentences[-1].end == len(passage.text)


def test_sentences_end_at_full_stops_and_semicolons_with_their_closing_quotes():
    text = "他说“办结了。”数量为三件（其中新收二件；结转一件），均已答复；下一句？"
    found = [text[a:b] for a, b in sentences(text, 0, len(text))]
    assert found == ["他说“办结了。”", "数量为三件（其中新收二件；结转一件），均已答复；", "下一句？"]


def test_an_unclosed_bracket_does_not_swallow_the_paragraph():
    text = "一（甲。二；三。"
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == ["一（甲。", "二；", "三。"]


def test_text_without_any_mark_is_cut_all_the_same():
    text = "无标点" * 2000
    found = list(sentences(text, 0, len(text)))
    assert all(end - start <= LONGEST for start, end in found)
    assert "".join(text[a:b] for a, b in found) == text


def test_a_heading_is_context_of_what_stands_below_it_and_no_sentence():
    first, second = cut("（一）主动公开情况。公开三百条。\n（二）依申请公开\n收到申请，均已答复。")
    assert (first.heading, first.text) == (("一、总体情况", "（一）主动公开情况"), "公开三百条。")
    assert (second.heading, second.text) == (("一、总体情况", "（二）依申请公开"), "收到申请，均已答复。")
    assert second.context == "青禾区民政局 2023年 一、总体情况 （二）依申请公开"
    assert second.searched == f"{second.context}\n{second.text}"


def test_a_heading_with_nothing_below_it_is_a_statement():
    texts = [passage.text for passage in cut("（一）公开不够主动\n（二）更新不够及时\n（三）本年无其他问题。")]
    assert texts == ["（一）公开不够主动", "（二）更新不够及时", "（三）本年无其他问题。"]


def test_what_has_no_word_in_it_is_no_passage():
    assert [passage.text for passage in cut("（一）公开方面\n…\n（二）其他\n……。——\n公开三件。")] == ["公开三件。"]


def test_labels_left_over_around_a_table_are_no_statements():
    report = make_report(editions={"applications": "2021"})
    text = "本列数据应当平衡。\n申请人情况\n（一）予以公开\n（二）部分公开"
    section = Section("三", "收到和处理政府信息公开申请情况", text)
    made = passages(replace(report, sections=(section,)), of="r", organ="某局", year=2023)
    assert [one.text for one in made if one.kind is Kind.PROSE] == ["本列数据应当平衡。"]


def test_a_chapter_s_heading_above_items_is_not_a_statement_of_its_own():
    found = cut("（一）主要问题\n1.公开不够主动\n2.更新不够及时")
    assert [passage.text for passage in found] == ["1.公开不够主动", "2.更新不够及时"]
    assert found[1].heading == ("一、总体情况", "（一）主要问题", "2.更新不够及时")


def test_a_decimal_at_the_start_of_a_line_is_no_item():
    (found,) = cut("1.5万条信息得到公开")
    assert found.heading == ("一、总体情况",)


def test_a_long_first_sentence_is_no_heading():
    text = "（一）" + "全面推进决策、执行、管理、服务、结果公开，" * 3 + "成效明显。下一句。"
    (found,) = cut(text)
    assert found.text == text
    assert found.heading == ("一、总体情况",)


# ---------------------------------------------------------------- places


def test_every_sentence_knows_the_printed_lines_it_stands_on():
    one, two, three = (Place(page, (72.0, top, 500.0, top + 14)) for page, top in ((1, 100.0), (1, 120.0), (2, 60.0)))
    lines = (Line("公开渠道保持畅", one), Line("通。全年无", two), Line("投诉。", three))
    (found,) = cut("公开渠道保持畅通。全年无投诉。", lines)
    first, second = found.sentences
    assert first.places == (one, two)
    assert second.places == (two, three)
    assert (first.page, second.page, found.page) == (1, 1, 1)


def test_spaces_in_printed_lines_do_not_matter():
    place = Place(1, (0.0, 0.0, 9.0, 9.0))
    (found,) = cut("邮编 123456。", (Line("邮 编  1 2 3 4 5 6。", place),))
    assert found.sentences[0].places == (place,)


def test_a_line_that_the_paragraph_does_not_have_is_passed_over():
    place = Place(3, (0.0, 0.0, 9.0, 9.0))
    (found,) = cut("甲句。乙句。", (Line("- 3 -", Place(3, (1.0, 1.0, 2.0, 2.0))), Line("甲句。乙句。", place)))
    assert found.sentences[1].places == (place,)


def test_without_places_the_page_is_the_section_s():
    (found,) = cut("甲句。", (Line("甲句。"),))
    assert found.sentences[0].places == ()
    assert found.page == 4


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("公开信息 　"), min_size=1, max_size=8), max_size=12))
def test_lines_are_found_again_in_the_paragraph_they_were_joined_to(parts):
    places = [Place(n + 1) for n in range(len(parts))]
    text = "".join(parts)
    placement = Placement(text, tuple(Line(part, place) for part, place in zip(parts, places, strict=True)))
    start = 0
    for part, place in zip(parts, places, strict=True):
        if part.strip():
            inside = start + len(part) - len(part.lstrip())
            assert placement.of(inside, inside + 1) == (place,)
        start += len(part)


# ---------------------------------------------------------------- tables


def test_a_table_is_described_by_its_non_zero_cells_and_quoted_by_nothing():
    report = make_report(figures={"disclosure.licences.decisions": 75, "applications.received.total": 21})
    tables = [one for one in passages(report, of="r", organ="某局", year=2023) if one.kind is Kind.TABLE]
    assert [one.section for one in tables] == ["二", "三", "四"]
    assert tables[0].text == "行政许可：本年处理决定数量 75件"
    assert "21件" in tables[1].text
    assert tables[2].text == "各格均为零或空白"
    assert all(one.sentences == () for one in tables)


def test_a_row_names_its_group_and_tells_blank_from_zero():
    report = make_report(figures={"applications.refused.state_secret.total": 2})
    key = "applications.refused.state_secret.business"
    cells = tuple(
        replace(cell, state=State.BLANK, value=None, raw="") if cell.key == key else cell for cell in report.cells
    )
    (row,) = [
        one
        for one in passages(replace(report, cells=cells), of="r", organ="某局", year=2023)
        if one.kind is Kind.ROW and "国家秘密" in one.text
    ]
    assert "不予公开" in row.text
    assert "商业企业 空白" in row.text
    assert "科研机构 0件" in row.text
    assert "总计 2件" in row.text
    assert row.page == 2


def test_ids_depend_on_report_and_content_alone():
    report = make_report()
    ids = [one.id for one in passages(report, of="r", organ="某局", year=2023)]
    assert ids == [one.id for one in passages(report, of="r", organ="某局", year=2023)]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & {one.id for one in passages(report, of="s", organ="某局", year=2023)}


def test_a_sentence_that_is_repeated_is_two_passages():
    found = cut("（一）情况\n同一句话。\n（一）情况\n同一句话。")
    assert len({one.id for one in found}) == 2


@pytest.mark.parametrize("value", [Decimal("12.50"), Decimal("0.5")])
def test_figures_are_described_as_they_stand(value):
    report = make_report(editions={"disclosure": "2021"})
    cells = tuple(replace(cell, value=value) if cell.key == "disclosure.fees.amount" else cell for cell in report.cells)
    (table,) = [
        one for one in passages(replace(report, cells=cells), of="r", organ="某局", year=2023) if one.kind is Kind.TABLE
    ]
    assert f"{value}万元" in table.text
