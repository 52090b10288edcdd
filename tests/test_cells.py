"""Cells are anchored by label; a shifted or invented figure is worse than an unread one."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import filled
from formgrids import applications_rows, disclosure_rows, document, grid, review_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest.cells import read_cells
from nianbao.ingest.report import Document, Format, Grid, Line, State

EDITIONS = ("2021", "2019")


def values_of(document: Document) -> dict[str, Decimal | None]:
    return {cell.key: cell.value for cell in read_cells(document).cells}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), edition=st.sampled_from(EDITIONS))
def test_reading_is_the_inverse_of_drawing(seed: int, edition: str) -> None:
    values = filled(edition, seed)
    reading = read_cells(document(edition, values))
    assert {cell.key: cell.value for cell in reading.cells} == values
    assert reading.forms["applications"] == edition
    assert reading.forms["disclosure"] == edition


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), data=st.data())
def test_swapped_rows_are_read_right_because_labels_anchor_them(seed: int, data: st.DataObject) -> None:
    values = filled("2021", seed)
    order = list(range(25))
    i = data.draw(st.integers(2, 20))  # not 其他 and 总计, which name their row only in their place
    order[i], order[i + 1] = order[i + 1], order[i]
    assert values_of(document("2021", values, order)) == values


def test_a_missing_row_is_unread_and_shifts_nothing() -> None:
    values = filled("2021", 3)
    order = [i for i in range(25) if i != 9]
    read = {cell.key: cell for cell in read_cells(document("2021", values, order)).cells}
    lost = [key for key, cell in read.items() if cell.state is State.UNREAD]
    assert (
        lost == [key for key in values if key.startswith("applications.refused.process_information.")] or len(lost) == 7
    )
    assert all(read[key].value == values[key] for key in values if key not in lost)


def test_an_extra_row_of_a_province_shifts_nothing() -> None:
    values = filled("2021", 4)
    rows = applications_rows("2021", values)
    rows.insert(12, ["", "", "其中：本省增设的统计项目", *"9999999"])
    assert values_of(Document(Format.TEXT, "text", (grid(rows),))) == {
        key: value for key, value in values.items() if key.startswith("applications.")
    }


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("（三）不予公开", "（三）不 予公开"),
        ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
        ("1.本机关不掌握相关政府信息", "1.本机关不掌握相关政府信 息"),
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "(二)部分公开(区分处理的,只计这一情形,不计其他情形)",
        ),
        ("四、结转下年度继续办理", "四、结转下年度继续办里"),
    ],
)
def test_misprinted_labels_are_recognised(right: str, wrong: str) -> None:
    values = filled("2021", 5)
    rows = [[wrong if text == right else text for text in row] for row in applications_rows("2021", values)]
    assert values_of(Document(Format.TEXT, "text", (grid(rows),))) == {
        key: value for key, value in values.items() if key.startswith("applications.")
    }


def test_a_table_cut_by_pages_is_one_table() -> None:
    values = filled("2021", 6)
    rows = applications_rows("2021", values)
    first, second = grid(rows[:15]), grid(rows[:3] + rows[15:])
    assert values_of(Document(Format.PDF, "grid", (first, Line("- 3 -"), second))) == {
        key: value for key, value in values.items() if key.startswith("applications.")
    }


def test_a_label_cut_by_a_page_break_is_joined() -> None:
    values = filled("2021", 7)
    rows = applications_rows("2021", values)
    at = next(i for i, row in enumerate(rows) if "逾期未按收费通知" in row[2])
    label = rows[at][2]
    rows[at][2] = label[:14]
    rest = ["", "", label[14:], "", "", "", "", "", "", ""]
    cut = (grid(rows[: at + 1]), grid([rest, *rows[at + 1 :]]))
    read = values_of(Document(Format.PDF, "grid", cut))
    assert read == {key: value for key, value in values.items() if key.startswith("applications.")}


def test_one_value_too_many_is_settled_by_the_sum_or_left_unread() -> None:
    values = filled("2021", 8) | {
        f"applications.granted.{column}": Decimal(number)
        for column, number in zip(
            ("natural_person", "business", "research", "welfare", "legal_service", "other_org", "total"),
            (5, 1, 0, 0, 2, 0, 8),
            strict=True,
        )
    }
    rows = applications_rows("2021", values)[3:]
    at = next(i for i, row in enumerate(rows) if "予以公开" in row[2])
    rows[at].append(rows[at][-1])  # 5 1 0 0 2 0 8 8
    cells = {cell.key: cell for cell in read_cells(Document(Format.TEXT, "text", (grid(rows),))).cells}
    assert cells["applications.granted.total"].value == 8
    assert cells["applications.granted.total"].doubt
    rows[at][-3] = "3"  # nothing adds up any more
    cells = {cell.key: cell for cell in read_cells(Document(Format.TEXT, "text", (grid(rows),))).cells}
    assert {cells[f"applications.granted.{c}"].state for c in ("natural_person", "total")} == {State.UNREAD}


def test_the_forms_of_one_report_are_chosen_table_by_table() -> None:
    values = filled("2021", 1) | filled("2019", 1)
    blocks = (grid(disclosure_rows("2021", values)), grid(applications_rows("2019", values)), grid(review_rows(values)))
    reading = read_cells(Document(Format.HTML, "html", blocks))
    assert reading.forms == {"disclosure": "2021", "applications": "2019", "review": "2021"}
    assert len(reading.cells) == 10 + 161 + 15


def test_blank_dash_zero_and_unread_are_four_things() -> None:
    values = filled("2021", 2) | {
        "review.reconsideration.upheld": None,
        "review.reconsideration.corrected": "/",
        "review.reconsideration.other": Decimal(0),
    }
    reading = read_cells(document("2021", values))
    states = {cell.key: cell.state for cell in reading.cells}
    assert states["review.reconsideration.upheld"] is State.BLANK
    assert states["review.reconsideration.corrected"] is State.DASH
    assert states["review.reconsideration.other"] is State.NUMBER
    only_head = Document(Format.TEXT, "text", (grid(review_rows(values)[:3]),))
    assert {cell.state for cell in read_cells(only_head).cells} == {State.UNREAD}


def test_a_blank_form_is_blank_throughout() -> None:
    values = dict.fromkeys(filled("2021", 0))
    reading = read_cells(document("2021", values))
    assert len(reading.cells) == 200
    assert {cell.state for cell in reading.cells} == {State.BLANK}


def test_three_small_tables_of_five_are_table_four() -> None:
    values = filled("2021", 9)
    five = review_rows(values)[1][:5]
    figures = review_rows(values)[3]
    blocks: list[Line | Grid] = []
    for i, heading in enumerate(("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")):
        blocks += [Line(heading), grid([five, figures[5 * i : 5 * i + 5]])]
    read = values_of(Document(Format.TEXT, "text", tuple(blocks)))
    assert read == {key: value for key, value in values.items() if key.startswith("review.")}


def test_two_copies_of_a_table_are_never_mixed() -> None:
    first, second = filled("2021", 10), filled("2021", 11)
    blocks = (grid(applications_rows("2021", first)), grid(applications_rows("2021", second)))
    reading = read_cells(Document(Format.TEXT, "text", blocks))
    got = {cell.key: cell.value for cell in reading.cells}
    assert got == {key: value for key, value in first.items() if key.startswith("applications.")}
    assert reading.repeated == ("applications",)


def test_a_row_that_stands_twice_with_other_figures_is_doubted_and_never_chosen_silently() -> None:
    values = filled("2021", 12)
    rows = applications_rows("2021", values)
    twice = [*rows[5][:3], *(str(int(text) + 1) for text in rows[5][3:9]), rows[5][9]]
    key = "applications.granted."
    for at in (6, 12):
        read = read_cells(Document(Format.TEXT, "text", (grid([*rows[:at], twice, *rows[at:]]),))).cells
        doubted = [cell for cell in read if cell.doubt]
        assert [cell.key for cell in doubted] == [cell.key for cell in read if cell.key.startswith(key)][:6]
        assert all(f"“{text}”" in (cell.doubt or "") for cell, text in zip(doubted, twice[3:], strict=False))
        assert {cell.key: cell.value for cell in read} == {k: v for k, v in values.items() if k.startswith("app")}


def test_a_row_printed_again_after_a_page_break_is_one_row() -> None:
    values = filled("2021", 12)
    rows = applications_rows("2021", values)
    empty = [*rows[5][:3], *[""] * 7]
    for pair in ((rows[5], rows[5]), (rows[5], empty), (empty, rows[5])):
        read = read_cells(Document(Format.TEXT, "text", (grid([*rows[:5], *pair, *rows[6:]]),))).cells
        assert {cell.key: cell.value for cell in read} == {k: v for k, v in values.items() if k.startswith("app")}
        assert not any(cell.doubt for cell in read)


def test_a_row_of_table_two_that_stands_twice_is_doubted() -> None:
    values = filled("2021", 12)
    rows = disclosure_rows("2021", values)
    at = next(i for i, row in enumerate(rows) if row[0] == "行政许可")
    twice = [rows[at][0], str(int(rows[at][1]) + 1)]
    read = read_cells(Document(Format.TEXT, "text", (grid([*rows[: at + 1], twice, *rows[at + 1 :]]),))).cells
    assert [(cell.key, cell.value) for cell in read if cell.doubt] == [
        (key := "disclosure.licences.decisions", values[key])
    ]


@given(numbers=st.lists(st.integers(0, 3), min_size=2, max_size=5), alias=st.booleans())
def test_of_any_number_of_rows_none_is_chosen_silently(numbers: list[int], alias: bool) -> None:
    values = filled("2021", 12)
    rows = applications_rows("2021", values)
    labels = [rows[5][2], "予以公开" if alias else rows[5][2]]
    copies = [[*rows[5][:2], labels[i % 2], *[str(number)] * 7] for i, number in enumerate(numbers)]
    reading = read_cells(Document(Format.TEXT, "text", (grid([*rows[:5], *copies, *rows[6:]]),)))
    granted = [cell for cell in reading.cells if cell.key.startswith("applications.granted.")]
    for cell in granted:
        others = {str(number) for number in numbers} - {cell.raw}
        assert set(reading.others.get(cell.key, ())) == others
        assert bool(cell.doubt) == bool(others)
        assert all(f"“{other}”" in (cell.doubt or "") for other in others)


def test_a_row_of_table_two_that_is_first_empty_is_read_where_it_has_its_figure() -> None:
    values = filled("2021", 12)
    rows = disclosure_rows("2021", values)
    at = next(i for i, row in enumerate(rows) if row[0] == "行政许可")
    empty = [rows[at][0], ""]
    for pair in ((empty, rows[at]), (rows[at], empty), (rows[at], rows[at])):
        read = read_cells(Document(Format.TEXT, "text", (grid([*rows[:at], *pair, *rows[at + 1 :]]),))).cells
        assert {cell.key: cell.value for cell in read} == {
            k: v for k, v in values.items() if k.startswith("disclosure")
        }
        assert not any(cell.doubt for cell in read)


def _review_only(values: dict[str, Decimal]) -> dict[str, Decimal]:
    return {key: value for key, value in values.items() if key.startswith("review.")}


def test_table_four_with_two_rows_of_figures_is_doubted_where_they_differ() -> None:
    values = filled("2021", 9)
    rows = review_rows(values)
    other = [str(int(rows[3][0]) + 1), *rows[3][1:]]
    reading = read_cells(Document(Format.TEXT, "text", (grid([*rows, other]),)))
    assert {cell.key: cell.value for cell in reading.cells} == _review_only(values)
    assert [cell.key for cell in reading.cells if cell.doubt] == ["review.reconsideration.upheld"]
    assert reading.others == {"review.reconsideration.upheld": (other[0],)}
    assert reading.repeated == ()


def test_table_four_printed_twice_is_said_to_stand_twice() -> None:
    values, other = filled("2021", 9), filled("2021", 10)
    reading = read_cells(Document(Format.TEXT, "text", (grid(review_rows(values)), grid(review_rows(other)))))
    assert {cell.key: cell.value for cell in reading.cells} == _review_only(values)
    assert reading.repeated == ("review",)
    assert {cell.key for cell in reading.cells if cell.doubt} == {
        key for key, value in _review_only(values).items() if value != other[key]
    }
    again = read_cells(Document(Format.TEXT, "text", (grid(review_rows(values)), grid(review_rows(values)))))
    assert not any(cell.doubt for cell in again.cells)


def test_table_two_printed_twice_is_said_to_stand_twice() -> None:
    first, second = filled("2021", 10), filled("2021", 11)
    blocks = (grid(disclosure_rows("2021", first)), grid(disclosure_rows("2021", second)))
    reading = read_cells(Document(Format.TEXT, "text", blocks))
    assert {cell.key: cell.value for cell in reading.cells} == {k: v for k, v in first.items() if k.startswith("discl")}
    assert reading.repeated == ("disclosure",)
    assert {c.key for c in reading.cells if c.doubt} == {c.key for c in reading.cells if first[c.key] != second[c.key]}


def test_two_copies_of_table_three_are_doubted_where_they_differ() -> None:
    first, second = filled("2021", 10), filled("2021", 11)
    blocks = (grid(applications_rows("2021", first)), grid(applications_rows("2021", second)))
    read = read_cells(Document(Format.TEXT, "text", blocks)).cells
    assert {cell.key for cell in read if cell.doubt} == {c.key for c in read if first[c.key] != second[c.key]}


@pytest.mark.parametrize("cut", [2, 3])
@pytest.mark.parametrize("between", [(), (Line("- 3 -"),), (Line("云岭市财政局"), Line("- 3 -"))])
@pytest.mark.parametrize("rest", [False, True], ids=["whole-row", "cut-row"])
def test_figures_of_table_four_behind_a_page_break_are_read(cut: int, between: tuple[Line, ...], rest: bool) -> None:
    values = filled("2021", 9)
    rows = review_rows(values)
    above = [*rows[:cut], *([[""] * 15] if rest and cut == 3 else [])]
    read = values_of(Document(Format.PDF, "grid", (grid(above), *between, grid(rows[cut:]))))
    assert read == _review_only(values)


@pytest.mark.parametrize(
    "below",
    [
        (grid([["1"] * 14]),),
        (grid([["1"] * 16]),),
        (grid([["甲", "乙"], ["1", "2"]]), grid([["1"] * 15])),
        (Line("五、存在的主要问题及改进情况"), grid([["1"] * 15])),
    ],
    ids=["too-few", "too-many", "another-table-between", "next-section"],
)
@pytest.mark.parametrize("rest", [False, True], ids=["whole-row", "cut-row"])
def test_figures_that_may_be_of_another_table_are_not_taken_for_those_of_table_four(
    below: tuple[Line | Grid, ...], rest: bool
) -> None:
    rows = review_rows(filled("2021", 9))
    above = [*rows[:3], *([[""] * 15] if rest else [])]
    read = read_cells(Document(Format.PDF, "grid", (grid(above), *below))).cells
    assert {cell.state for cell in read} == {State.BLANK if rest else State.UNREAD}


HEAD_AS_TEXT = (
    Line("四、政府信息公开行政复议、行政诉讼情况"),
    Line("行政复议 行政诉讼"),
    Line("未经复议直接起诉 复议后起诉"),
    Line("结果 结果 其他 尚未 总计 " * 3),
    Line("维持 纠正 结果 审结 " * 3),
)


@pytest.mark.parametrize("lines", [HEAD_AS_TEXT, (*HEAD_AS_TEXT, Line("云岭市财政局"))])
def test_figures_of_table_four_cut_from_a_head_without_lines_are_read(lines: tuple[Line, ...]) -> None:
    values = filled("2021", 9)
    read = values_of(Document(Format.PDF, "grid", (*lines, grid(review_rows(values)[3:]))))
    assert read == _review_only(values)


@pytest.mark.parametrize(
    "blocks",
    [
        (*HEAD_AS_TEXT, grid([["1"] * 14])),
        (*HEAD_AS_TEXT, grid([["1"] * 15] * 2)),
        (*HEAD_AS_TEXT, grid([["甲", *["1"] * 14]])),
        (*HEAD_AS_TEXT, grid([["甲", "乙"], ["1", "2"]]), grid([["1"] * 15])),
        (*HEAD_AS_TEXT, Line("五、存在的主要问题及改进情况"), grid([["1"] * 15])),
        (*HEAD_AS_TEXT[:-1], grid([["1"] * 15])),
        (*HEAD_AS_TEXT[:2], Line("复议后起诉 未经复议直接起诉"), *HEAD_AS_TEXT[3:], grid([["1"] * 15])),
        (*HEAD_AS_TEXT[:3], Line("总计 结果 结果 其他 尚未 " * 3), HEAD_AS_TEXT[4], grid([["1"] * 15])),
    ],
)
def test_figures_below_a_text_that_is_not_surely_their_head_are_not_read(blocks: tuple[Line | Grid, ...]) -> None:
    assert not [cell for cell in read_cells(Document(Format.PDF, "grid", blocks)).cells if cell.state is State.NUMBER]


def test_rows_in_random_order_are_never_misread() -> None:
    values = filled("2021", 12)
    for seed in range(20):
        order = list(range(25))
        random.Random(seed).shuffle(order)
        read = values_of(document("2021", values, order))
        assert all(read[key] in (values[key], None) for key in values if key in read)


def test_places_are_kept() -> None:
    reading = read_cells(document("2021", filled("2021", 1)))
    assert all(cell.place.grid is not None for cell in reading.cells)
    assert replace(reading.cells[0]).place.grid == (1, 3, 2)
