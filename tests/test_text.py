"""Text and Markdown: flattened tables become grids, outcome, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawn import Drawing, damaged, drawing, drawings, grids, markdown_table, outcome, rows_of, said
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nianbao.ingest import text
from nianbao.ingest.errors import CorruptFile, EmptyFile, FileRefused, OversizeFile, UnknownFormat
from nianbao.ingest.report import Document

REPORT = "甲市乙局2023年政府信息公开工作年度报告\n一、总体情况\n本局主动公开信息12条。\n信息内容\t本年处理决定数量\n行政许可\t75\n"


def _read(content: str) -> tuple[list[str], list[list[list[str]]]]:
    """(lines, grids as rows of texts)."""
    document = text.read(content.encode())
    return said(document), [rows_of(drawing(grid)) for grid in grids(document)]


# ------------------------------------------------------------------ tabs


@given(drawings(spans=False))
def test_reading_a_table_written_with_tabs_gives_its_cells_back(table: Drawing) -> None:
    rows = rows_of(table)
    assume(any(any(row[:-1]) for row in rows))
    document = text.read("\n".join("\t".join(row) for row in rows).encode())
    assert [drawing(grid) for grid in grids(document)] == [table]
    assert [cell.place.grid for cell in grids(document)[0].cells] == [
        (1, row + 1, col + 1) for _, row, col, _, _ in table
    ]


def test_empty_fields_at_both_ends_are_blank_cells() -> None:
    _, (rows,) = _read("\t\t规章\t0\n\t\t\t\t\n行政处罚\t1\t\t\t")
    assert rows == [["", "", "规章", "0"], ["", "", "", "", ""], ["行政处罚", "1", "", "", ""]]


def test_blank_lines_of_a_page_break_do_not_end_a_table() -> None:
    lines, tables = _read("规章\t0\n\n\n行政许可\t75\n\n\n\n行政处罚\t1\n行政强制\t0\n")
    assert lines == []
    assert tables == [[["规章", "0"], ["行政许可", "75"]], [["行政处罚", "1"], ["行政强制", "0"]]]


def test_a_line_without_tabs_ends_a_table() -> None:
    lines, tables = _read("规章\t0\n行政许可\t75\n三、收到和处理\n自然人\t总计\n0\t0\n")
    assert lines == ["三、收到和处理"]
    assert [len(table) for table in tables] == [2, 2]


@pytest.mark.parametrize(
    "line",
    [
        "\t2023年，本局认真贯彻《条例》，依法公开信息。",
        "一、\t总体情况",
        "（一）\t主动公开",
        "1.\t健全机制",
        "\t乙局办公室",
        "二、主动公开政府信息情况\t\t\t",
        "地址：\t甲市乙路1号，欢迎来电来函查询。",
    ],
)
def test_a_tab_alone_makes_no_table(line: str) -> None:
    lines, tables = _read(f"甲市乙局年度报告\n{line}\n以上。")
    assert tables == []
    assert lines == ["甲市乙局年度报告", line.strip().replace("\t", " "), "以上。"]


def test_two_figures_side_by_side_are_a_row_and_no_heading() -> None:
    assert _read("尚未审结\t总计\n3.\t0") == ([], [[["尚未审结", "总计"], ["3.", "0"]]])


# ------------------------------------------------------------------ pipes


@given(drawings(spans=False))
def test_reading_a_markdown_table_gives_its_cells_back(table: Drawing) -> None:
    document = text.read(f"# 报告\n\n{markdown_table(rows_of(table))}\n\n完".encode())
    assert [drawing(grid) for grid in grids(document)] == [table]
    assert said(document) == ["报告", "完"]


@given(drawings(spans=False))
def test_reading_cells_flattened_with_a_pipe_after_each_gives_them_back(table: Drawing) -> None:
    rows = rows_of(table)
    # were every first cell blank, nothing would tell it from a leading pipe
    assume(all(any(row) for row in rows) and any(row[0] for row in rows))
    document = text.read("\n".join("".join(f"{cell} | " for cell in row) for row in rows).encode())
    assert [drawing(grid) for grid in grids(document)] == [table]


def test_a_row_of_dashes_is_data_and_a_rule_is_not() -> None:
    _, (rows,) = _read("| 数量 | 总计 |\n|---|:-:|\n| - | - |\n| 0 | -- |")
    assert rows == [["数量", "总计"], ["-", "-"], ["0", "--"]]


def test_a_new_head_begins_a_new_markdown_table() -> None:
    _, tables = _read("|a|b|\n|---|---|\n|1|2|\n\n|c|d|\n|---|---|\n|3|4|\n\n|5|6|\n")
    assert tables == [[["a", "b"], ["1", "2"]], [["c", "d"], ["3", "4"]], [["5", "6"]]]


def test_an_escaped_pipe_stands_in_its_cell() -> None:
    _, (rows,) = _read("| a\\|b | c |\n|---|---|\n| d | \\| |")
    assert rows == [["a|b", "c"], ["d", "|"]]


def test_markdown_marks_are_no_text() -> None:
    lines, (rows,) = _read(
        "# 甲市乙局 #\n\n---\n**一、总体情况**\n![图](a.png)\n见[公报](http://a.example)。\n\n"
        "| **信息**<br>内容 | a&nbsp;b |\n|---|---|\n| 1\\.属于国家秘密 | 0 |"
    )
    assert lines == ["甲市乙局", "一、总体情况", "见公报。"]
    assert rows == [["信息内容", "a b"], ["1.属于国家秘密", "0"]]


def test_marks_stay_where_the_text_is_no_markdown() -> None:
    assert _read("1*2*3 __ **原文**\n见[附件](一)")[0] == ["1*2*3 __ **原文**", "见[附件](一)"]


def test_a_menu_with_pipes_is_a_line() -> None:
    assert _read("首页 | 政务公开 | 联系我们\n正文") == (["首页 | 政务公开 | 联系我们", "正文"], [])


def test_a_table_in_markup_inside_markdown_is_a_grid() -> None:
    document = text.read(
        "# 报告\n\n<html><body><table><tr><td colspan=2>规章</td></tr><tr><td>0</td><td>1</td></tr></table></body></html>\n\n"
        "完".encode()
    )
    assert drawing(grids(document)[0]) == (("规章", 0, 0, 1, 2), ("0", 1, 0, 1, 1), ("1", 1, 1, 1, 1))
    assert said(document) == ["报告", "完"]


# ------------------------------------------------------------------ characters


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_every_usual_encoding_reads_alike(encoding: str) -> None:
    assert text.read(REPORT.encode(encoding)) == text.read(REPORT.encode())
    assert said(text.read(REPORT.encode(encoding)))[0] == "甲市乙局2023年政府信息公开工作年度报告"


def test_utf_16_of_either_byte_order_reads() -> None:
    assert said(text.read(b"\xfe\xff" + "甲市".encode("utf-16-be"))) == ["甲市"]


@pytest.mark.parametrize("end", range(20, 120))
def test_a_text_cut_inside_a_character_is_corrupt_and_never_guessed_at(end: int) -> None:
    data = REPORT.encode()[:end]
    whole = data.decode(errors="ignore")
    if whole.encode() == data:
        assert "".join(said(text.read(data))) == whole.replace("\n", "")
        return
    with pytest.raises(CorruptFile, match="截断"):
        text.read(data)


def test_bytes_of_a_program_are_no_text() -> None:
    for data in (
        bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01\x00" + b"\x90" * 64,
        b"\x00" * 10,
        b"\xb0\xa1" * 4 + b"\x01",
    ):
        with pytest.raises(UnknownFormat):
            text.read(data)


def test_mangled_text_is_not_taken_for_gb18030() -> None:
    with pytest.raises(FileRefused):
        text.read(REPORT.encode().replace(b"\xe7", b"\xff"))


def test_white_space_only_is_empty() -> None:
    with pytest.raises(EmptyFile):
        text.read(" \n\t\n\u3000\ufeff\n| | |\n".encode())


def test_a_line_of_more_cells_than_any_table_is_refused() -> None:
    for line in ("\t" * 600, "|" * 600):
        with pytest.raises(OversizeFile):
            text.read(f"甲{line}".encode())


@pytest.mark.parametrize(
    "line", ["**a " * 20_000, "[" * 80_000, "# " + " " * 80_000 + "x", "<table" * 10_000, "\n" * 80_000, "-" * 80_000]
)
def test_marks_that_never_close_cost_no_more_than_their_length(line: str) -> None:
    # quadratic matching would take minutes here
    assert said(text.read(f"# 报告\n{line}\n完".encode()))[0] == "报告"


@given(damaged(REPORT.encode()) | damaged(REPORT.encode("gb18030")) | damaged(REPORT.encode("utf-16")) | st.binary())
@settings(max_examples=150)
def test_damaged_bytes_are_read_or_refused(data: bytes) -> None:
    read = outcome(text.read, data)
    assert read.message if isinstance(read, FileRefused) else read.blocks


# ------------------------------------------------------------------ real reports


@pytest.mark.real
def test_a_real_table_cut_by_pages_is_one_grid(shared_reports: Path) -> None:
    document, figures = _real(shared_reports, "xihe-civil-affairs-2023.txt")
    second, third, fourth = grids(document)
    assert [(grid.rows, grid.columns) for grid in (second, third, fourth)] == [(14, 4), (29, 11), (4, 15)]
    assert rows_of(drawing(second))[6] == ["行政许可", figures["disclosure.licences.decisions"], "", ""]
    review = [figures[key] or "" for key in figures if key.startswith("review.")]
    assert rows_of(drawing(fourth))[3] == review
    assert [line for line in said(document) if line[1:2] == "、"][-1] == "六、其他需要报告的事项"


@pytest.mark.real
def test_a_real_markdown_report_has_a_grid_for_each_group(shared_reports: Path) -> None:
    document, figures = _real(shared_reports, "shuyang-2025.md")
    tables = [rows_of(drawing(grid)) for grid in grids(document)]
    assert len(tables) == 19
    assert ["行政许可", figures["disclosure.licences.decisions"]] in tables[1]
    carried = [figures[key] for key in figures if key.startswith("applications.carried_out.")]
    assert ["四、结转下年度继续办理", *carried] in tables[15]
    review = [figures[key] for key in figures if key.startswith("review.")]
    assert [figure for table in tables[16:] for figure in table[1]] == review
    assert not any(line.startswith("#") for line in said(document))


def _real(folder: Path, name: str) -> tuple[Document, dict[str, str | None]]:
    gold = json.loads((folder / f"{name.rsplit('.', 1)[0]}.gold.json").read_text(encoding="utf-8"))
    return text.read((folder / name).read_bytes()), gold["cells"]
