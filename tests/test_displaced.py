"""Labels that stand beside their neighbour's figures, and editions told by labels that only one of them has."""

from __future__ import annotations

import pytest
from builders import filled
from formgrids import applications_rows, grid

from nianbao.ingest.cells import Reading, read_cells
from nianbao.ingest.form import load
from nianbao.ingest.report import Document, Format, State
from nianbao.ingest.text import read as read_text

HEAD = 3
KEYS = [row.key for row in load("2021").table("applications").rows]


def reading(rows: list[list[str]]) -> Reading:
    return read_cells(Document(Format.HTML, "html", (grid(rows),)))


@pytest.mark.parametrize(("first", "last"), [(4, 9), (3, 6), (15, 22), (0, 24)])
@pytest.mark.parametrize("up", [True, False])
def test_rows_between_a_missing_label_and_one_that_stands_twice_are_doubted(first: int, last: int, up: bool) -> None:
    values = filled("2021", 5)
    rows = applications_rows("2021", values)
    labels = [row[:3] for row in rows[HEAD + first : HEAD + last + 1]]
    moved = [*labels[1:], labels[-1]] if up else [labels[0], *labels[:-1]]
    for row, label in zip(rows[HEAD + first :], moved, strict=False):
        row[:3] = label
    read = reading(rows)
    told = {cell.key for cell in read.cells if cell.state is not State.UNREAD}
    doubted = {cell.key.removeprefix("applications.").rpartition(".")[0] for cell in read.cells if cell.doubt}
    assert doubted == set(KEYS[first : last + 1]) - {KEYS[first] if up else KEYS[last]}
    assert all(cell.value == values[cell.key] for cell in read.cells if cell.key in told and not cell.doubt)


def test_rows_between_a_missing_label_and_figures_without_one_are_doubted() -> None:
    values = filled("2021", 5)
    rows = applications_rows("2021", values)
    labels = [row[:3] for row in rows[HEAD + 5 : HEAD + 9]]
    for row, label in zip(rows[HEAD + 5 :], [*labels[1:], ["", "", ""]], strict=False):
        row[:3] = label
    read = reading(rows)
    assert {cell.key.split(".")[2] for cell in read.cells if cell.doubt} == {key.split(".")[1] for key in KEYS[6:9]}


ODD = {
    "cut": lambda row: [row[0], row[1], row[2][:6]],
    "rest": lambda row: ["", "", row[2][6:]],
    "half": lambda row: [row[0], row[1], row[2][: len(row[2]) // 2]],
    "heading": lambda row: [row[0], "", row[1]],
    "heading-in-its-column": lambda row: [row[0], row[1], ""],
    "another-heading": lambda row: [row[0], "", "（五）不予处理"],
    "illegible": lambda row: [row[0], row[1], "口口口口"],
    "blank": lambda row: ["", "", ""],
}
"""What may stand before the figures that are left over, by the label that a row has lost."""


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(("first", "last"), [(4, 9), (11, 14), (15, 22), (5, 6)])
@pytest.mark.parametrize("up", [True, False])
@pytest.mark.parametrize("in_lines", [True, False], ids=["a-cell-a-line", "drawn"])
def test_what_stands_before_the_row_left_over_hides_no_displacement(
    odd: str, first: int, last: int, up: bool, in_lines: bool
) -> None:
    values = filled("2021", 5)
    rows = applications_rows("2021", values)
    labels = [row[:3] for row in rows[HEAD + first : HEAD + last + 1]]
    left_over = ODD[odd](labels[-1] if up else labels[0])
    moved = [*labels[1:], left_over] if up else [left_over, *labels[:-1]]
    for row, label in zip(rows[HEAD + first :], moved, strict=False):
        row[:3] = label
    if in_lines:
        heads = [text for row in rows[:HEAD] for text in row if text]
        lines, before = ["三、收到和处理政府信息公开申请情况", *heads], ["", ""]
        for row in rows[HEAD:]:
            told = ["" if a == b else a for a, b in zip(row[:2], before, strict=True)]
            lines += [text for text in (*told, *row[2:]) if text]
            before = row[:2]
        document = read_text("\n".join(lines).encode())
    else:
        document = Document(Format.HTML, "html", (grid(rows),))
    silent = [cell for cell in read_cells(document).cells if cell.state is not State.UNREAD and not cell.doubt]
    assert len(silent) > 7 * (len(KEYS) - (last - first + 4))
    assert all(cell.value == values[cell.key] for cell in silent)


@pytest.mark.parametrize("label", ["本地另行统计的事项", "栏次"])
def test_a_row_of_the_organ_s_own_displaces_nothing_where_a_label_is_illegible(label: str) -> None:
    rows = applications_rows("2021", filled("2021", 5))
    rows[HEAD + 12][2] = "口口口口"
    own = ["", "", label, *(str(i + 1) for i in range(7))]
    read = reading([*rows[: HEAD + 3], own, *rows[HEAD + 3 :]])
    assert {cell.key.rpartition(".")[0] for cell in read.cells if cell.doubt} <= {f"applications.{KEYS[12]}"}


def test_a_row_that_stands_twice_leaves_its_neighbours_alone_where_no_label_is_missing() -> None:
    rows = applications_rows("2021", filled("2021", 5))
    read = reading([*rows[:9], rows[8], *rows[9:]])
    assert not any(cell.doubt for cell in read.cells)


@pytest.mark.parametrize("label", ["", "口口口口"], ids=["blank", "illegible"])
@pytest.mark.parametrize("once", [True, False], ids=["heading-once", "heading-in-every-row"])
@pytest.mark.parametrize("lost", [(20, 21, 22), (3, 4, 5, 6, 7, 20, 21, 22), tuple(range(16, 24))], ids=len)
def test_a_table_that_lacks_labels_is_not_taken_for_another_edition(
    label: str, once: bool, lost: tuple[int, ...]
) -> None:
    values = filled("2021", 5)
    rows = applications_rows("2021", values)
    for i in lost:
        rows[HEAD + i][2] = label
    for above, row in reversed(list(zip(rows[HEAD:], rows[HEAD + 1 :], strict=False))):
        row[:2] = ["" if once and a == b else b for a, b in zip(above[:2], row[:2], strict=True)]
    read = reading(rows)
    assert read.forms["applications"] == "2021"
    assert all(cell.state is State.UNREAD or cell.value == values[cell.key] for cell in read.cells)


def test_a_row_of_one_edition_that_may_be_a_heading_of_another_is_doubted() -> None:
    rows = applications_rows("2021", filled("2021", 5))
    for i in (20, 21, 22):
        rows[HEAD + i][1:3] = ["（六）其他处理" if i == 20 else "", ""]
    rows[HEAD + 20][-1] = "999"  # so that the rows are not told by their sums
    read = reading(rows)
    otherwise = [cell for cell in read.cells if cell.key.startswith("applications.otherwise.")]
    assert all(cell.doubt or cell.state is State.UNREAD for cell in otherwise)


def test_a_row_that_lost_a_blank_cell_before_its_figures_stands_where_it_adds_up() -> None:
    rows = applications_rows("2021", filled("2021", 5))
    row = rows[HEAD + 6]
    row[:] = [*row[1:3], "", "1", "0", "2", "0", "0", "3", ""]
    cells = [cell for cell in reading(rows).cells if ".public_safety." in cell.key]
    assert [cell.raw for cell in cells] == ["", "1", "0", "2", "0", "0", "3"]
    assert all(cell.doubt for cell in cells)


def test_a_blank_total_beside_a_wide_label_moves_no_figure() -> None:
    rows = applications_rows("2021", filled("2021", 5))
    row = rows[HEAD]
    row[:] = [row[2], "", "", *row[3:9], ""]
    cells = [cell for cell in reading(rows).cells if ".received." in cell.key]
    assert [cell.raw for cell in cells] == row[3:]
    assert not any(cell.doubt for cell in cells)


def test_rows_none_of_which_can_be_told_leave_the_table_unread() -> None:
    page = """
        3.补正后申请内容仍不明确 | 0 | 0 | |||||||
        （五）不予处理 | 1.信访举报投诉类申请 | 0 | 0 | 0 | 0 | 0 | |||
        2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | |||
        3.要求提供公开出版物 | 0 | 0 | 0 | 0 | |||||
        4.无正当理由大量反复申请 | 0 | 0 | 0 | 0 | 0 | ||||
        5.要求行政机关确认或重新出具已获取信息 | 59 | 0 | 0 | 59 | |||||
        （六）其他处理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ||
        （七）总计 | 86 | 26 | 0 | 0 | 140 | 252 | |||
        四、结转下年度继续办理 | 0 | 0 | 0 | 25 | 25 | ||||
    """
    found = read_cells(read_text("\n".join(map(str.strip, page.splitlines())).encode())).cells
    figures = {cell.key: cell.value for cell in found if cell.state is not State.UNREAD}
    assert not any(figures.values())
