"""Which cell stands under which column: never shifted, at worst unread."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.assign import Head, by_columns
from nianbao.ingest.form import load
from nianbao.ingest.report import GridCell

COLUMNS = load("2021").table("applications").blocks[0].columns
HEAD: Head = {column.key: (3 + i, 3 + i) for i, column in enumerate(COLUMNS)}


def cells(*texts: str, first: int = 3) -> tuple[GridCell, ...]:
    return tuple(GridCell(text, 0, first + i) for i, text in enumerate(texts))


def read(drawn: tuple[GridCell, ...], head: Head | None = None) -> list[str | None]:
    return [cell.text if cell is not None else None for cell, _ in by_columns(drawn, COLUMNS, head)]


UNREAD = [None] * 7


def test_as_many_cells_as_columns_are_taken_in_order() -> None:
    assert read(cells("1", "0", "0", "0", "0", "", "1")) == ["1", "0", "0", "0", "0", "", "1"]


def test_a_blank_total_behind_a_padded_label_is_not_shifted() -> None:
    padded = cells("", "", "5", "1", "0", "0", "2", "0", "", first=1)
    assert read(padded, HEAD) == ["5", "1", "0", "0", "2", "0", ""]
    assert read(padded) == UNREAD  # without a head it could as well be a blank first column


def test_blank_leftovers_go_where_there_is_one_way_to_let_them_go() -> None:
    assert read(cells("5", "1", "0", "0", "2", "0", "8", "")) == ["5", "1", "0", "0", "2", "0", "8"]
    assert read(cells("", "5", "1", "0", "0", "2", "0", "8")) == ["5", "1", "0", "0", "2", "0", "8"]
    assert read(cells(*[""] * 9)) == [""] * 7


def test_a_row_with_one_number_too_many_is_settled_by_its_sum_or_unread() -> None:
    assert read(cells("5", "1", "0", "0", "2", "0", "8", "8")) == ["5", "1", "0", "0", "2", "0", "8"]
    assert read(cells("5", "1", "0", "0", "3", "0", "8", "8")) == UNREAD


def test_columns_in_another_order_are_read_by_their_head() -> None:
    order = list(COLUMNS)
    order[0], order[1] = order[1], order[0]
    head = {column.key: (3 + i, 3 + i) for i, column in enumerate(order)}
    assert read(cells("1", "5", "0", "0", "2", "0", "8"), head)[:2] == ["5", "1"]


@given(
    values=st.lists(st.sampled_from(["", "0", "1", "7"]), min_size=7, max_size=7),
    left=st.integers(0, 3),
    right=st.integers(0, 3),
)
def test_padding_never_shifts_a_value(values: list[str], left: int, right: int) -> None:
    padded = cells(*[""] * left, *values, *[""] * right, first=3 - left)
    assert read(padded, HEAD) == values
    assert read(padded) in (values, UNREAD) or _could_be(padded, read(padded))


def _could_be(padded: tuple[GridCell, ...], got: list[str | None]) -> bool:
    """Whether the reading is one the cells allow and the row's own sum decided for."""
    numbers = [int(text) for text in got if text]
    return len(numbers) == 7 and sum(numbers[:-1]) == numbers[-1]
