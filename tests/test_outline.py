"""Title, organ, year, period and sections are found, whatever surrounds them."""

from __future__ import annotations

import pytest

from nianbao.ingest.outline import outline
from nianbao.ingest.paragraphs import paragraphs
from nianbao.ingest.report import Line, Place

BODY = """一、总体情况
本年度主动公开政府信息12条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
一是人手不足。
六、其他需要报告的事项
无。"""


def lines(text: str) -> list[Line]:
    return [Line(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("front", "organ"),
    [
        ("云屿市财政局2023年政府信息公开工作年度报告", "云屿市财政局"),
        ("2023年云屿市财政局政府信息公开工作年度报告", "云屿市财政局"),
        ("云屿市财政局\n2023年政府信息公开工作年度报告", "云屿市财政局"),
        ("云屿市财政局\n关于2023年度政府信息公开工作\n年度报告", "云屿市财政局"),
        ("云屿市财政局政府信息公开工作报告\n云屿市财政局二〇二三年政府信息公开年度报告", "云屿市财政局"),
        ("云屿市财政局 2023 年政府信息公开工作告年度报告", "云屿市财政局"),
        ("青汐区人民政府２０２３年政府信息公开工作年度报告\n现由云屿市青汐区人民政府公布。", "云屿市青汐区人民政府"),
        ("2023年政府信息公开工作年度报告\n云屿市青汐区双杉街道办事处", "云屿市青汐区双杉街道办事处"),
    ],
)
def test_organ_and_year_are_found_in_every_order_of_the_title(front: str, organ: str) -> None:
    read = outline(lines(f"{front}\n{BODY}"))
    assert (read.organ, read.year) == (organ, 2023)


def test_where_the_document_names_nobody_nobody_is_named() -> None:
    read = outline(lines(f"政府信息公开工作年度报告格式模板\n{BODY}"))
    assert (read.organ, read.year) == (None, None)


def test_the_year_comes_from_the_period_where_the_title_has_none() -> None:
    read = outline(lines(f"云屿市财政局政府信息公开工作年度报告\n统计期限自2022年1月1日至2022年12月31日止。\n{BODY}"))
    assert (read.year, read.period) == (2022, ("2022-01-01", "2022-12-31"))


def test_sections_hold_their_own_text() -> None:
    read = outline(lines(f"云屿市财政局2023年政府信息公开工作年度报告\n{BODY}"))
    assert [section.number for section in read.sections] == ["前言", "一", "二", "三", "四", "五", "六"]
    assert {section.number: section.text for section in read.sections}["五"] == "一是人手不足。"


def test_a_table_of_contents_does_not_cut_the_sections() -> None:
    contents = "\n".join(line for line in BODY.splitlines() if "、" in line and len(line) > 5)
    read = outline(lines(f"云屿市财政局2023年政府信息公开工作年度报告\n{contents}\n{BODY}"))
    texts = {section.number: section.text for section in read.sections}
    assert texts["一"] == "本年度主动公开政府信息12条。"
    assert texts["六"] == "无。"


def test_a_numbered_list_inside_a_section_does_not_cut_it() -> None:
    text = BODY.replace("一是人手不足。", "一、人手不足的问题\n二、改进的措施\n继续努力。")
    read = outline(lines(f"云屿市财政局2023年政府信息公开工作年度报告\n{text}"))
    assert "继续努力。" in {section.number: section.text for section in read.sections}["五"]


def test_printed_lines_become_paragraphs_and_no_character_is_lost() -> None:
    printed = [
        Line("本报告由云屿市财政局编", Place(1, (100, 10, 300, 20))),
        Line("制，现予公布。", Place(1, (80, 30, 160, 40))),
        Line("（一）主动公开", Place(1, (100, 50, 180, 60))),
    ]
    assert paragraphs(printed) == ["本报告由云屿市财政局编制，现予公布。", "（一）主动公开"]


@pytest.mark.parametrize("text", ["", "。", "目录", "一、", "六、其他需要报告的事项"])
def test_nothing_much_is_still_an_outline(text: str) -> None:
    assert outline(lines(text)).organ is None
