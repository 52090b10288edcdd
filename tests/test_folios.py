"""Page numbers go only where they count the pages of a text that keeps its page breaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from builders import filled
from formgrids import Values, applications_rows, disclosure_rows
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.cells import read_cells
from nianbao.ingest.folios import numbers_prose, without_folios
from nianbao.ingest.report import Cell
from nianbao.ingest.text import read

HEAD = 3


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("甲\n- 1 -\f乙\n- 2 -\n", "甲\f乙\n"),
        ("3\n甲\f4\n乙", "甲\f乙"),
        ("甲\n0\f乙\n0\f", "甲\n0\f乙\n0"),
        ("甲\n1\f乙\n3", "甲\n1\f乙\n3"),
        ("甲\n1\n乙\n2", "甲\n1\n乙\n2"),
        ("甲\n1\f", "甲\n1"),
        ("\f", ""),
    ],
)
def test_lines_that_count_the_pages_are_left_out(text: str, kept: str) -> None:
    assert without_folios(text) == kept


@given(st.text(st.sampled_from("甲1 2-\n\f"), max_size=40))
def test_any_text_keeps_its_words(text: str) -> None:
    assert without_folios(text).count("甲") == text.count("甲")


# ------------------------------------------------------------------ one cell a line

TITLE = "云岭市财政局2023年政府信息公开工作年度报告"
NUMBERED = ["一、总体情况", "本年度主动公开政府信息12条，", "7", "均按时公开。"]


def one_cell_a_line(values: Values, *, prose: Sequence[str] = ()) -> list[str]:
    """A report's tables 二 and 三, blank cells as blank lines."""
    two = [text for row in disclosure_rows("2021", values) for text in row]
    three: list[str] = []
    before = ["", ""]
    for i, row in enumerate(applications_rows("2021", values)):
        told = [text for text, other in zip(row[:2], before, strict=True) if text and text != other]
        three += [*told, *filter(None, row[2:3]), *(row[3:] if i >= HEAD else filter(None, row[3:]))]
        before = row[:2]
    heads = "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"
    return [TITLE, *prose, heads[0], *two, heads[1], *three, "五、存在的主要问题及改进情况", "一是人手不足。"]


def cells(lines: Sequence[str]) -> dict[str, Cell]:
    return {cell.key: cell for cell in read_cells(read("\n".join(lines).encode())).cells}


def test_blank_lines_for_blank_cells_leave_no_room_for_a_page_number_where_no_page_has_one() -> None:
    values: Values = {**filled("2021", 5), "applications.granted.total": None, "applications.received.research": None}
    found = cells(one_cell_a_line(values))
    assert len(found) == 185
    assert {key: cell.value for key, cell in found.items()} == {key: values[key] for key in found}
    assert not any(cell.doubt for cell in found.values())


def test_a_page_number_in_the_place_of_a_blank_cell_is_not_silently_the_cell() -> None:
    values: Values = {**filled("2021", 5), "disclosure.penalties.decisions": None}
    lines = one_cell_a_line(values, prose=NUMBERED)
    at = lines.index("行政处罚") + 1
    found = cells([*lines[:at], "8", *lines[at + 1 :]])
    assert found["disclosure.penalties.decisions"].raw == "8"
    assert found["disclosure.penalties.decisions"].doubt


@pytest.mark.parametrize(
    ("lines", "numbered"),
    [
        (["本年度公开", "3", "条信息。"], True),
        (["六、其他", "无。", "5"], True),
        (["行政处罚", "3", "行政强制"], False),
        (["无。", "2023", "无。"], False),
        (["1", "无。"], False),
    ],
)
def test_pages_are_numbered_where_a_bare_number_stands_in_the_prose(lines: list[str], numbered: bool) -> None:
    assert numbers_prose(lines) == numbered
