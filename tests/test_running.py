"""Lines that are printed on page after page belong to no section."""

from __future__ import annotations

from nianbao.ingest.report import Line, Place
from nianbao.ingest.running import without_running_lines


def page(number: int, *texts: str) -> list[Line]:
    return [Line(text, Place(number, (80.0, 40.0 + 20 * i, 300.0, 52.0 + 20 * i))) for i, text in enumerate(texts)]


def test_a_running_head_and_foot_are_taken_out_and_nothing_else() -> None:
    words = ("甲", "乙", "丙")
    pages = [
        page(n, "云屿市财政局年度报告", f"{w}段的正文。", f"{w}段的第二行。", f"{w}段完。", f"第 {n} 页")
        for n, w in enumerate(words, 1)
    ]
    kept = [line.text for line in without_running_lines([line for lines in pages for line in lines])]
    assert kept == [text for w in words for text in (f"{w}段的正文。", f"{w}段的第二行。", f"{w}段完。")]


def test_a_title_printed_once_stays() -> None:
    lines = page(1, "云屿市财政局2023年度报告", "甲。") + page(2, "乙。", "丙。") + page(3, "丁。", "戊。")
    assert without_running_lines(lines) == lines


def test_lines_without_a_page_are_left_alone() -> None:
    lines = [Line("同一句。"), Line("同一句。"), Line("同一句。")]
    assert without_running_lines(lines) == lines


def test_heads_of_an_electronic_book_s_sheets_cut_no_sentence() -> None:
    title = "云屿市青汐区信访局2023年政府信息公开工作年度报告"
    text = f"Page 1 - {title}\nP. 1\n一、总体情况\n公\nPage 2 - {title}\nP. 2\n开渠道。\nP. 3"
    lines = [Line(line) for line in text.splitlines()]
    kept = [line.text for line in without_running_lines(lines)]
    assert kept == [f"Page 1 - {title}", "一、总体情况", "公", "开渠道。", "P. 3"]
