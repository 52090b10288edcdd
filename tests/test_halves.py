"""A row that is drawn as two is one row where its halves can belong to no other; else nothing of it is lost unsaid."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from decimal import Decimal

import pytest
from builders import filled
from formgrids import applications_rows, disclosure_rows, grid, review_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest.cells import read_cells
from nianbao.ingest.halves import Half, halves
from nianbao.ingest.report import Cell, Document, Format, Grid, State

HEAD = 3
COLUMNS = 7


def cells_of(*grids: Grid) -> dict[str, Cell]:
    return {cell.key: cell for cell in read_cells(Document(Format.HTML, "html", grids)).cells}


def split(row: list[str], *, up: bool = False, kept: int = 0, alone: bool = False) -> list[list[str]]:
    """A row of table 三 as two; `kept` figures stay with the label, and the others have no cells before them if `alone`."""
    label, figures = row[:3], row[3:]
    two = [
        [*label, *figures[:kept], *[""] * (COLUMNS - kept)],
        figures if alone else ["", "", "", *[""] * kept, *figures[kept:]],
    ]
    return two[::-1] if up else two


def drawn(rows: Iterable[list[str]], which: Iterable[int], **how: bool | int) -> Grid:
    """Table 三 with some rows of its body as two."""
    rows, which = list(rows), set(which)
    body = [part for i, row in enumerate(rows[HEAD:]) for part in (split(row, **how) if i in which else [row])]
    return grid([*rows[:HEAD], *body])


def of_table(values: Mapping[str, Decimal], table: str) -> dict[str, Decimal]:
    return {key: value for key, value in values.items() if key.startswith(f"{table}.")}


@pytest.mark.parametrize(
    "how", [{}, {"up": True}, {"alone": True}, {"up": True, "alone": True}, {"kept": 3}], ids="-".join
)
@pytest.mark.parametrize(
    "which",
    [{5}, {0}, {24}, {5, 6}, set(range(25)), set(range(0, 25, 2))],
    ids=["one", "first", "last", "two", "all", "half"],
)
def test_a_row_drawn_as_two_is_one_row(which: set[int], how: dict[str, bool | int]) -> None:
    values = filled("2021", 7)
    read = cells_of(drawn(applications_rows("2021", values), which, **how))
    assert {key: cell.value for key, cell in read.items()} == of_table(values, "applications")
    assert sum(bool(cell.doubt) for cell in read.values()) == (COLUMNS * len(which) if len(which) < 3 else 0)


def test_a_row_that_is_nobodys_is_not_silently_the_blank_one_s_above_it() -> None:
    rows = applications_rows("2021", filled("2021", 7))
    blank = [*rows[HEAD + 12][:3], *[""] * COLUMNS]
    subtotal = ["", "", "", *rows[HEAD + 2][3:]]
    read = cells_of(grid([*rows[: HEAD + 12], blank, subtotal, *rows[HEAD + 13 :]]))
    assert all(cell.doubt for key, cell in read.items() if ".not_held." in key)


def test_figures_above_their_label_and_below_a_heading_leave_the_label_in_doubt() -> None:
    rows = applications_rows("2021", filled("2021", 7))
    at = HEAD + 4  # the first of the reasons
    heading = ["（三）不予公开", "", "", *[""] * COLUMNS]
    label, figures = split(rows[at])
    read = cells_of(grid([*rows[:at], heading, figures, label, *rows[at + 1 :]]))
    assert all(cell.doubt for key, cell in read.items() if ".state_secret." in key)


def test_figures_between_two_blank_rows_leave_both_in_doubt() -> None:
    rows = applications_rows("2021", filled("2021", 7))
    label, figures = split(rows[HEAD + 6])
    blank, _ = split(rows[HEAD + 7])
    read = cells_of(grid([*rows[: HEAD + 6], label, figures, blank, *rows[HEAD + 8 :]]))
    doubted = {key.rsplit(".", 1)[0] for key, cell in read.items() if cell.doubt}
    assert doubted == {"applications.refused.public_safety", "applications.refused.third_party"}


def test_figures_that_may_be_those_of_a_row_without_a_label_are_not_silently_the_neighbours() -> None:
    rows = applications_rows("2021", filled("2021", 7))
    blank, _ = split(rows[HEAD + 6])
    other = ["", "", "", *rows[HEAD + 7][3:]]
    read = cells_of(grid([*rows[: HEAD + 6], blank, other, *rows[HEAD + 8 :]]))
    assert all(cell.doubt for key, cell in read.items() if ".public_safety." in key)


def test_figures_behind_an_unknown_text_leave_the_blank_row_beside_them_in_doubt() -> None:
    rows = applications_rows("2021", filled("2021", 7))
    label, figures = split(rows[HEAD + 6])
    figures[2] = "（含网上申请）"
    read = cells_of(grid([*rows[: HEAD + 6], label, figures, *rows[HEAD + 7 :]]))
    assert all(cell.doubt for key, cell in read.items() if ".public_safety." in key)


def test_a_joined_row_that_does_not_add_up_is_doubted() -> None:
    rows = applications_rows("2021", filled("2021", 7))
    rows[HEAD + 6][-1] = "999"
    read = cells_of(drawn(rows, {6}))
    assert all(cell.doubt for key, cell in read.items() if ".public_safety." in key)


def test_a_blank_row_beside_an_empty_one_is_blank() -> None:
    rows = applications_rows("2021", filled("2021", 7))
    blank, _ = split(rows[HEAD + 6])
    read = cells_of(grid([*rows[: HEAD + 6], blank, [""] * 10, *rows[HEAD + 7 :]]))
    blanks = [cell for cell in read.values() if cell.state is State.BLANK]
    assert len(blanks) == COLUMNS
    assert not any(cell.doubt for cell in read.values())


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), ways=st.sampled_from(((False,), (True,), (False, True))), alone=st.booleans())
def test_no_row_of_halves_and_blanks_and_gaps_is_misread_silently(
    seed: int, ways: tuple[bool, ...], alone: bool
) -> None:
    dice = random.Random(seed)
    values: dict[str, Decimal | None] = {**filled("2021", seed)}
    drawn_rows: list[list[str]] = []
    rows = applications_rows("2021", filled("2021", seed))
    keys = [key for key in values if key.startswith("applications.")]
    for i, row in enumerate(rows[HEAD:]):
        figures = keys[COLUMNS * i : COLUMNS * (i + 1)]
        chance = dice.random()
        if chance < 0.15:
            values |= dict.fromkeys(figures)
            drawn_rows.append([*row[:3], *[""] * COLUMNS])
        elif chance < 0.2:
            drawn_rows.append(["", "", "", *row[3:]])
        elif chance < 0.7:
            drawn_rows.extend(split(row, up=dice.choice(ways), alone=alone))
        else:
            drawn_rows.append(row)
        if dice.random() < 0.1:
            drawn_rows.append([""] * 10)
    read = cells_of(grid([*rows[:HEAD], *drawn_rows]))
    silent = [key for key, cell in read.items() if cell.state is not State.UNREAD and not cell.doubt]
    assert {key: read[key].value for key in silent} == {key: values[key] for key in silent}


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("up", [False, True], ids=["below", "above"])
@pytest.mark.parametrize("every", [False, True], ids=["one", "all"])
def test_a_row_of_table_two_drawn_as_two_is_one_row(edition: str, up: bool, every: bool) -> None:
    values = filled(edition, 3)
    rows: list[list[str]] = []
    for row in disclosure_rows(edition, values):
        whole = len(row) == 1 or row[0] == "信息内容" or not (every or row[0] == "行政处罚")
        two = [[row[0], *[""] * (len(row) - 1)], ["", *row[1:]]]
        rows += [row] if whole else two[::-1] if up else two
    read = cells_of(grid(rows))
    assert {key: cell.value for key, cell in read.items()} == of_table(values, "disclosure")
    doubted = {key.split(".")[1] for key, cell in read.items() if cell.doubt}
    assert doubted == ({key.split(".")[1] for key in read} if every else {"penalties"})  # no sum proves them


@pytest.mark.parametrize("figure", ["2", "7", "2023"])
def test_the_number_of_a_page_or_a_column_is_not_silently_the_blank_row_s_above_it(figure: str) -> None:
    rows = disclosure_rows("2021", filled("2021", 3))
    at = next(i for i, row in enumerate(rows) if row[0] == "行政强制")
    read = cells_of(grid([*rows[:at], ["行政强制", ""], ["", figure], *rows[at + 1 :]]))
    assert read["disclosure.compulsory_measures.decisions"].doubt


def test_a_lone_figure_between_two_blank_rows_of_table_two_leaves_both_in_doubt() -> None:
    rows = disclosure_rows("2021", filled("2021", 3))
    at = next(i for i, row in enumerate(rows) if row[0] == "行政处罚")
    read = cells_of(grid([*rows[:at], ["行政处罚", ""], ["", "5"], ["行政强制", ""], *rows[at + 2 :]]))
    assert [key for key, cell in read.items() if cell.doubt] == [
        "disclosure.penalties.decisions",
        "disclosure.compulsory_measures.decisions",
    ]


def test_table_four_is_read_where_its_figures_lie_below_the_row_of_their_label() -> None:
    values = filled("2021", 9)
    *heads, figures = review_rows(values)
    rows = [*(["", *row] for row in heads), ["件数", *[""] * 15], ["", *figures]]
    read = cells_of(grid(rows))
    assert {key: cell.value for key, cell in read.items()} == of_table(values, "review")


def test_rows_with_nothing_in_them_are_halves_only_where_all_rows_are_drawn_alike() -> None:
    sure = [Half.BLANK, Half.FIGURES] * 3 + [Half.BLANK, Half.EMPTY, Half.BLANK, Half.FIGURES]
    found = halves(sure, lambda *_: True)
    assert (found.joined, found.open) == ({0: 1, 2: 3, 4: 5, 8: 9}, frozenset())
    assert found.alone == found.joined.keys()
    few = halves([Half.BLANK, Half.EMPTY, Half.BLANK, Half.FIGURES, Half.BLANK, Half.EMPTY], lambda *_: True)
    assert few.joined.keys() | few.open == {0, 2, 4}
    assert not few.alone
