"""Printed lines → tables without ruling lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.borderless import find_tables, is_figure
from nianbao.ingest.printed import Piece, PrintedLine, hull
from nianbao.ingest.report import Grid, Line

LABEL, FIRST, STEP = 30.0, 220.0, 40.0


def line(y: float, *pieces: tuple[float, str], height: float = 10.0) -> PrintedLine:
    """A printed line from texts at x; ten points an ideograph, five a letter."""
    made = tuple(
        Piece(text, (x, y, x + sum(5 if letter.isascii() else 10 for letter in text), y + height)) for x, text in pieces
    )
    return PrintedLine(made, hull([piece.box for piece in made]))


def row(y: float, label: str, *figures: str) -> PrintedLine:
    """A label and figures centred in their columns; an empty figure prints nothing."""
    cells = [(FIRST + STEP * i - 2.5 * len(figure), figure) for i, figure in enumerate(figures) if figure]
    return line(y, *([(LABEL, label)] if label else []), *cells)


def texts(block: Line | Grid) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[cell.text for cell in block.cells if cell.row == number] for number in range(block.rows)]


ZEROS = ("0",) * 7


def test_a_label_with_seven_figures_is_a_row() -> None:
    (grid,) = find_tables([row(10, "received", "21", *ZEROS[2:], "21")], page=3)
    assert texts(grid) == [["received", "21", "0", "0", "0", "0", "0", "21"]]


def test_cells_have_the_box_of_their_characters() -> None:
    (grid,) = find_tables([row(10, "received", *ZEROS)], page=3)
    assert isinstance(grid, Grid)
    assert grid.cells[1].place.page == 3
    assert grid.cells[1].place.box == (217.5, 10, 222.5, 20)


def test_rows_of_one_table_are_one_grid_and_prose_stays_lines() -> None:
    blocks = find_tables(
        [
            line(10, (30, "三、收到和处理政府信息公开申请情况")),
            row(30, "甲", *ZEROS),
            row(46, "乙", *ZEROS),
            line(70, (30, "正文")),
        ],
        page=1,
    )
    assert [type(block) for block in blocks] == [Line, Grid, Line]


def test_a_column_without_a_figure_in_a_row_of_figures_is_blank() -> None:
    rows = [row(10 + 16 * i, "甲", *("1234567")) for i in range(3)]
    (grid,) = find_tables([*rows, row(58, "乙", "1", "2", "", "4", "5", "6", "7")], page=1)
    assert texts(grid)[3] == ["乙", "1", "2", "", "4", "5", "6", "7"]
    assert isinstance(grid, Grid)
    (blank,) = [cell for cell in grid.cells if not cell.text]
    assert blank.place.box == (297.5, 58, 302.5, 68)


def test_a_row_of_one_figure_among_many_columns_is_blank_but_for_it() -> None:
    rows = [row(10 + 16 * i, "甲", *("1234567")) for i in range(3)]
    (grid,) = find_tables([*rows, row(58, "乙", "", "", "", "4")], page=1)
    assert texts(grid)[3] == ["乙", "", "", "", "4", "", "", ""]


def test_a_row_of_one_figure_among_three_columns_is_of_another_kind() -> None:
    rows = [row(10 + 16 * i, "甲", "1", "2", "3") for i in range(3)]
    (grid,) = find_tables([*rows, row(58, "乙", "", "1")], page=1)
    assert texts(grid)[3] == ["乙", "1"]


def test_a_head_over_several_columns_spans_them() -> None:
    head = line(10, (200, "自然人"), (260, "法人或者其他组织"), (450, "总计"))
    (grid,) = find_tables([head, row(26, "甲", *ZEROS), row(42, "乙", *ZEROS)], page=1)
    assert isinstance(grid, Grid)
    assert [(cell.column, cell.column_span) for cell in grid.cells if cell.row == 0] == [(1, 1), (2, 3), (7, 1)]


def test_a_head_of_two_lines_is_one_cell() -> None:
    heads = [line(10, (210, "自然"), (250, "商业"), (290, "科研")), line(21, (215, "人"), (250, "企业"), (290, "机构"))]
    (grid,) = find_tables([*heads, row(40, "甲", "1", "2", "3"), row(56, "乙", "1", "2", "3")], page=1)
    assert texts(grid)[0] == ["自然人", "商业企业", "科研机构"]


def test_heads_of_different_height_are_rows_one_above_the_other() -> None:
    heads = [line(10, (255, "复议诉讼")), line(26, (210, "维持"), (250, "纠正"), (290, "其他"))]
    (grid,) = find_tables([*heads, row(42, "甲", "1", "2", "3")], page=1)
    assert texts(grid) == [["复议诉讼"], ["维持", "纠正", "其他"], ["甲", "1", "2", "3"]]


def test_labels_of_several_levels_stand_in_their_own_columns() -> None:
    lines = [
        row(10, "一、新收", *ZEROS),
        _leveled(30, (110, "（三）不"), (150, "1.国家秘密")),
        line(41, (110, "予公开")),
        _leveled(50, (150, "2.其他")),
        row(70, "四、结转", *ZEROS),
    ]
    (grid,) = find_tables(lines, page=1)
    assert isinstance(grid, Grid)
    labels = [(cell.text, cell.row, cell.column, cell.column_span) for cell in grid.cells if cell.column < 3]
    assert labels == [
        ("一、新收", 0, 0, 1),
        ("（三）不予公开", 1, 1, 1),
        ("1.国家秘密", 1, 2, 1),
        ("2.其他", 2, 2, 1),
        ("四、结转", 3, 0, 1),
    ]


def _leveled(y: float, *labels: tuple[float, str]) -> PrintedLine:
    return line(y, *labels, *((FIRST + STEP * i - 2.5, "0") for i in range(7)))


def test_an_upright_label_spans_the_rows_it_stands_beside() -> None:
    rows = [_leveled(10 + 20 * i, (60, f"{i + 1}.公开")) for i in range(5)]
    upright = [line(24 + 11 * i, (30, letter)) for i, letter in enumerate("本年办理")]
    (grid,) = find_tables(sorted([*rows, *upright], key=lambda made: made.box[1]), page=1)
    assert isinstance(grid, Grid)
    (label,) = [cell for cell in grid.cells if cell.column == 0]
    assert (label.text, label.row, label.row_span) == ("本年办理", 1, 2)


def test_a_label_of_three_lines_is_one_label() -> None:
    lines = [
        row(10, "甲", *ZEROS),
        line(30, (LABEL, "申请人逾期未按")),
        row(41, "收费通知要求", "5", *ZEROS[1:]),
        line(52, (LABEL, "缴纳费用")),
        row(72, "乙", *ZEROS),
        row(92, "丙", *ZEROS),
    ]
    (grid,) = find_tables(lines, page=1)
    assert [cells[0] for cells in texts(grid)] == ["甲", "申请人逾期未按收费通知要求缴纳费用", "乙", "丙"]


def test_single_lines_of_dense_rows_stay_labels_of_their_own() -> None:
    rows = [row(10 + 12 * i, label, *ZEROS) for i, label in enumerate("甲乙丙丁")]
    (grid,) = find_tables(rows, page=1)
    assert [cells[0] for cells in texts(grid)] == list("甲乙丙丁")


def test_a_label_of_two_lines_beside_its_figures_is_one_row() -> None:
    lines = [
        row(10, "甲", *ZEROS),
        line(26, (LABEL, "要求行政机关确认")),
        row(32, "", "5", *ZEROS[1:]),
        line(38, (LABEL, "已获取信息")),
        row(54, "乙", *ZEROS),
    ]
    (grid,) = find_tables(lines, page=1)
    assert texts(grid)[1] == ["要求行政机关确认已获取信息", "5", "0", "0", "0", "0", "0", "0"]


def test_a_label_of_two_lines_may_begin_the_table() -> None:
    lines = [line(10, (LABEL, "要求确认")), row(16, "", *ZEROS), line(22, (LABEL, "信息")), row(38, "乙", *ZEROS)]
    (grid,) = find_tables(lines, page=1)
    assert [cells[0] for cells in texts(grid)] == ["要求确认信息", "乙"]


def test_a_heading_ends_the_table() -> None:
    heading = line(45, (30, "四、复议诉讼情况"), height=16)
    blocks = find_tables([row(10, "甲", *ZEROS), row(26, "乙", *ZEROS), heading, row(70, "丙", *ZEROS)], page=1)
    assert [type(block) for block in blocks] == [Grid, Line, Grid]


def test_figures_in_prose_are_no_table() -> None:
    lines = [line(10 + 16 * i, (30, "2023年新收21件，办结20件，结转1件，复议0件，诉讼0件。")) for i in range(4)]
    assert [type(block) for block in find_tables(lines, page=1)] == [Line] * 4


def test_a_label_and_one_figure_below_a_head_are_a_table() -> None:
    lines = [
        line(10, (250, "第二十条第（五）项")),
        line(26, (60, "信息内容"), (200, "本年处理决定数量")),
        line(42, (30, "行政许可"), (230, "75")),
        line(58, (250, "第二十条第（六）项")),
        line(74, (60, "信息内容"), (200, "本年处理决定数量")),
        line(90, (30, "行政处罚"), (230, "1")),
        line(106, (30, "行政强制"), (230, "0")),
    ]
    first, second = find_tables(lines, page=1)
    assert texts(first)[-1] == ["行政许可", "75"]
    assert texts(second)[-2:] == [["行政处罚", "1"], ["行政强制", "0"]]


def test_one_label_with_one_figure_alone_is_a_line() -> None:
    lines = [line(10, (30, "正文")), line(26, (30, "电话"), (200, "12345")), line(42, (30, "正文"))]
    assert [type(block) for block in find_tables(lines, page=1)] == [Line] * 3


def test_a_title_set_wide_is_no_table() -> None:
    lines = [line(10, *((30 + 40 * i, letter) for i, letter in enumerate("洪泽区政府"))) for _ in range(2)]
    assert [type(block) for block in find_tables(lines, page=1)] == [Line, Line]


def test_a_heading_in_the_size_of_the_table_still_ends_it() -> None:
    heading = line(42, (30, "四、行政复议情况"))
    blocks = find_tables([row(10, "甲", *ZEROS), row(26, "乙", *ZEROS), heading, row(58, "丙", *ZEROS)], page=1)
    assert [type(block) for block in blocks] == [Grid, Line, Grid]


def test_figures_in_other_columns_begin_another_table() -> None:
    second = [line(42 + 16 * i, (300, "丙"), (500, "1"), (540, "2")) for i in range(2)]
    rows = [line(10 + 16 * i, (30, "甲"), (100, "1"), (140, "2")) for i in range(2)]
    assert [type(block) for block in find_tables([*rows, *second], page=1)] == [Grid, Grid]


def test_a_row_that_ends_with_a_remark_is_a_row() -> None:
    remark = line(42, (LABEL, "丙"), (217, "22"), (257, "5"), (290, "22（其中修订16件）"))
    rows = [row(10 + 16 * i, "甲", "1", "2", "3") for i in range(2)]
    (grid,) = find_tables([*rows, remark], page=1)
    assert texts(grid)[-1] == ["丙", "22", "5", "22（其中修订16件）"]


def test_rows_far_apart_are_two_tables() -> None:
    blocks = find_tables([row(10, "甲", *ZEROS), row(26, "乙", *ZEROS), row(100, "丙", *ZEROS)], page=1)
    assert [type(block) for block in blocks] == [Grid, Grid]


@pytest.mark.parametrize("text", ["0", "21", "1,024", "7730.28", "-", "/", "—", "-3", "１２"])
def test_numbers_and_dashes_are_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "1.", "2023年", "22（其中修订16件）", "无", "1.2.3", "--"])
def test_other_texts_are_no_figures(text: str) -> None:
    assert not is_figure(text)


def test_rows_set_with_single_spaces_are_read_by_their_order() -> None:
    rows = [
        PrintedLine(tuple(_run(10 + 16 * i, text)), (30, 10 + 16 * i, 200, 20 + 16 * i))
        for i, text in enumerate(("received 21 0 0 0 0 0 21", "carried 1 0 0 0 0 0 1"))
    ]
    (grid,) = find_tables(rows, page=1)
    assert texts(grid) == [
        ["received", "21", "0", "0", "0", "0", "0", "21"],
        ["carried", "1", "0", "0", "0", "0", "0", "1"],
    ]


def test_rows_set_with_single_spaces_and_a_figure_missing_are_not_guessed() -> None:
    rows = [
        PrintedLine(tuple(_run(10 + 16 * i, text)), (30, 10 + 16 * i, 200, 20 + 16 * i))
        for i, text in enumerate(("received 21 0 0 0 0 0 21", "carried 1 0 0 0 0"))
    ]
    assert [block.text for block in find_tables(rows, page=1) if isinstance(block, Line)] == [
        "received 21 0 0 0 0 0 21",
        "carried 1 0 0 0 0",
    ]


def _run(y: float, text: str) -> Sequence[Piece]:
    """Words with one narrow space between, as `printed_lines` cuts them at figures."""
    x, pieces = 30.0, []
    for word in text.split():
        pieces.append(Piece(word, (x, y, x + 5 * len(word), y + 10)))
        x += 5 * len(word) + 3
    return pieces


@given(st.lists(st.lists(st.integers(0, 9_999), min_size=7, max_size=7), min_size=2, max_size=12))
def test_every_figure_is_read_in_its_column(table: list[list[int]]) -> None:
    lines = [row(10 + 16 * i, "甲乙丙", *map(str, figures)) for i, figures in enumerate(table)]
    (grid,) = find_tables(lines, page=1)
    assert texts(grid) == [["甲乙丙", *map(str, figures)] for figures in table]


PIECES = st.tuples(
    st.integers(2, 40).map(lambda n: n * 10.0), st.sampled_from(["甲", "一、丙丁", "0", "21", "-", "1.乙", "（三）"])
)


@given(st.lists(st.tuples(st.integers(4, 30), st.lists(PIECES, min_size=1, max_size=6)), max_size=12))
def test_whatever_is_printed_nothing_is_lost_and_no_unit_is_covered_twice(
    made: list[tuple[int, list[tuple[float, str]]]],
) -> None:
    lines, y = [], 0.0
    for step, pieces in made:
        y += step
        lines.append(line(y, *sorted(dict(pieces).items())))
    blocks = find_tables(lines, page=1)
    printed = "".join(sorted(letter for one in lines for piece in one.pieces for letter in piece.text))
    read: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            read.append(block.text)
            continue
        read.extend(cell.text for cell in block.cells)
        units = [
            (r, c)
            for cell in block.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(units) == len(set(units))
        assert all(r < block.rows and c < block.columns for r, c in units)
    assert "".join(sorted("".join(read).replace(" ", ""))) == printed


def test_a_column_without_any_figure_is_known_by_its_head() -> None:
    heads = line(
        0.0, *((100.0 + 40 * at, head) for at, head in enumerate(("维持", "纠正", "其他", "未结", "总计", "再加")))
    )
    values = line(20.0, *((103.0 + 40 * at, str(at)) for at in (0, 2, 3, 4, 5)))
    (grid,) = find_tables([heads, values], 1)
    assert texts(grid)[-1] == ["0", "", "2", "3", "4", "5"]


def test_a_row_whose_number_goes_on_in_the_next_line_is_doubted() -> None:
    rows = [row(y, "甲", *"1234567") for y in (60.0, 80.0, 100.0)]
    broken = [line(14.5, (215.0, "162")), row(20, "乙", "", *"123459"), line(25.5, (217.5, "27"))]
    (grid,) = find_tables([*broken, *rows], 1)
    assert isinstance(grid, Grid)
    (first,) = {cell.column for cell in grid.cells if cell.text == "27"}
    figures = [cell for cell in grid.cells if cell.column >= first]
    (known,) = {cell.row for cell in figures if cell.text == "9"}
    assert all(cell.doubt for cell in figures if cell.row == known or cell.text == "27")
    assert not any(cell.doubt for cell in figures if cell.row > known + 1)


def test_a_row_beside_digits_run_together_is_doubted() -> None:
    # the first halves of numbers that fill their columns: nothing parts them
    halves = line(10, (FIRST - 10, "3764164441049"))
    blocks = find_tables(
        [halves, row(20, "received", "3", "3", "8", "01", "1", "7", "43"), row(50, "granted", *ZEROS)], 1
    )
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    doubted = {cell.row for cell in grid.cells if cell.doubt}
    assert doubted == {0}
