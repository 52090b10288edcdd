"""Ruling lines and characters → grids, without any PDF."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.chars import Chars
from nianbao.ingest.grid import Drawn, Lattice, Rulings, find_grids, find_lattices, join_pieces
from nianbao.ingest.report import Box, Grid
from nianbao.ingest.sheet import rule

Line = tuple[float, float, float, float]
Units = tuple[int, int, int, int]
"""A cell as top, left, bottom, right in units."""


def ruled(lines: Sequence[Line]) -> Rulings:
    """Rulings from level and upright lines (left, top, right, bottom)."""
    level = [(top, left, right) for left, top, right, bottom in lines if top == bottom]
    upright = [(left, top, bottom) for left, top, right, bottom in lines if left == right]
    return Rulings(np.array(level, dtype=float).reshape(-1, 3), np.array(upright, dtype=float).reshape(-1, 3))


def sides(left: float, top: float, right: float, bottom: float) -> list[Line]:
    return [
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ]


def mesh(xs: Sequence[float], ys: Sequence[float]) -> list[Line]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def letters(*placed: tuple[str, float, float]) -> Chars:
    """Characters of ten points, each with its centre at a place."""
    boxes = np.array([(x - 5, y - 5, x + 5, y + 5) for _, x, y in placed]).reshape(-1, 4)
    codes = np.array([ord(letter) for letter, _, _ in placed], dtype=np.int64)
    return Chars(codes, boxes, boxes[:, 3] - 1, np.zeros(len(placed), dtype=np.bool_), np.full(len(placed), 10.0))


def only(lattices: Sequence[Lattice]) -> Lattice:
    assert len(lattices) == 1
    return lattices[0]


def spans(lattice: Lattice) -> list[Units]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in lattice.cells]


def boxes(lattice: Lattice) -> list[Box]:
    return [cell.box for cell in lattice.cells]


XS, YS = (10.0, 60.0, 90.0, 120.0), (10.0, 30.0, 50.0)
UNIT_BOXES = [(left, top, right, bottom) for top, bottom in pairwise(YS) for left, right in pairwise(XS)]


def test_each_unit_of_a_mesh_is_a_cell_with_its_rectangle() -> None:
    lattice = only(find_lattices(ruled(mesh(XS, YS))))
    assert boxes(lattice) == UNIT_BOXES
    assert (lattice.rows, lattice.columns) == (2, 3)


def test_a_merged_cell_is_one_cell_with_the_whole_rectangle() -> None:
    lines = [*sides(10, 10, 120, 30), *mesh((10, 60, 90, 120), (30, 50, 70)), *sides(10, 30, 60, 70)]
    lines.remove((10, 50, 120, 50))
    lattice = only(find_lattices(ruled([*lines, (60, 50, 120, 50)])))
    assert lattice.cells[0] == Drawn(0, 0, 1, 3, (10, 10, 120, 30))
    assert lattice.cells[1] == Drawn(1, 0, 2, 1, (10, 30, 60, 70))
    assert len(lattice.cells) == 6


def test_borders_drawn_cell_by_cell_make_the_same_cells() -> None:
    lines = [line for box in UNIT_BOXES for line in sides(*box)]
    assert boxes(only(find_lattices(ruled(lines)))) == UNIT_BOXES


@pytest.mark.parametrize("missing", ["left", "right", "top", "bottom", "all"])
def test_an_outer_edge_that_is_not_drawn_is_closed_where_the_lines_end(missing: str) -> None:
    outer = {
        "left": (10, 10, 10, 50),
        "right": (120, 10, 120, 50),
        "top": (10, 10, 120, 10),
        "bottom": (10, 50, 120, 50),
    }
    gone = outer.values() if missing == "all" else [outer[missing]]
    lines = [line for line in mesh(XS, YS) if line not in gone]
    assert boxes(only(find_lattices(ruled(lines)))) == UNIT_BOXES


def test_open_edges_are_closed_for_each_table_by_itself() -> None:
    wide = mesh((10, 60, 200), (10, 30, 50))
    narrow = [line for line in mesh((10, 60, 120), (80, 100, 120)) if line != (120, 80, 120, 120)]
    first, second = find_lattices(ruled([*wide, *narrow]))
    assert first.box == (10, 10, 200, 50)
    assert second.box == (10, 80, 120, 120)


def test_a_row_cut_by_a_page_break_keeps_its_cells() -> None:
    lines = [line for line in mesh(XS, YS) if line != (10, 50, 120, 50)]
    assert boxes(only(find_lattices(ruled(lines)))) == UNIT_BOXES


def test_verticals_that_barely_stick_out_make_no_row() -> None:
    lines = [(x0, y0, x1, y1 + 3 * (x0 == x1)) for x0, y0, x1, y1 in mesh(XS, YS)]
    assert boxes(only(find_lattices(ruled(lines)))) == UNIT_BOXES


def test_the_notch_beside_a_narrower_table_is_no_cell() -> None:
    lines = [*mesh((10, 60, 120), (10, 30)), *mesh((10, 60, 90), (30, 50))]
    lattice = only(find_lattices(ruled(lines)))
    assert (90, 30, 120, 50) not in boxes(lattice)
    assert len(lattice.cells) == 4  # the upper right cell stretches over the notch
    assert lattice.locate(np.array([105.0]), np.array([40.0])).tolist() == [-1]


def test_a_cell_whose_upper_line_a_page_break_left_out_is_still_a_cell() -> None:
    lines = [*mesh(XS, YS)]
    lines.remove((10, 10, 120, 10))
    assert boxes(only(find_lattices(ruled([*lines, (60, 10, 120, 10)])))) == UNIT_BOXES


def test_a_double_rule_is_one_line_in_its_middle() -> None:
    shifted = [tuple(side + shift for side in line) for line in mesh(XS, YS) for shift in (-1.5, 1.5)]
    assert boxes(only(find_lattices(ruled([line for line in shifted if len(line) == 4])))) == UNIT_BOXES


def test_an_underline_rules_nothing() -> None:
    lines = [*mesh(XS, YS), (15, 25, 50, 25), (10, 80, 120, 80)]
    assert boxes(only(find_lattices(ruled(lines)))) == UNIT_BOXES


def test_dashes_and_dots_are_one_line() -> None:
    dashes = np.array([(20.0, x, x + 2.0) for x in range(10, 100, 4)])
    assert join_pieces(dashes).tolist() == [[20.0, 10.0, 100.0]]


@pytest.mark.parametrize("step", [0.9, 1.0, 1.7, 3.0])
def test_a_mesh_of_dots_is_one_of_lines_whatever_dots_lie_across(step: float) -> None:
    dots = [
        (left + at, top, left + at + 0.5, top + 0.5) if bottom == top else (left, top + at, left + 0.5, top + at + 0.5)
        for left, top, right, bottom in mesh(XS, YS)
        for at in np.arange(0.0, max(right - left, bottom - top) + 0.5, step).tolist()
    ]
    squares = [*dots, *((x + 0.3, y + 0.4, x + 0.8, y + 0.9) for x, y, _, _ in dots if x in XS and y not in YS)]
    lattice = only(find_lattices(rule(np.array(squares))))
    assert spans(lattice) == spans(only(find_lattices(ruled(mesh(XS, YS)))))
    for box, drawn in zip(boxes(lattice), UNIT_BOXES, strict=True):
        assert box == pytest.approx(drawn, abs=1.5)


def test_pieces_far_apart_stay_two_lines_and_corners_are_none() -> None:
    pieces = np.array([(20.0, 10.0, 40.0), (20.0, 60.0, 90.0), (50.0, 10.0, 12.0)])
    assert join_pieces(pieces).tolist() == [[20.0, 10.0, 40.0], [20.0, 60.0, 90.0]]


def test_side_by_side_tables_are_two() -> None:
    lines = [*mesh((10, 60, 120), (10, 30, 50)), *mesh((150, 200, 250), (10, 40, 50))]
    assert sorted(lattice.box for lattice in find_lattices(ruled(lines))) == [(10, 10, 120, 50), (150, 10, 250, 50)]


@pytest.mark.parametrize(
    "lines", [[], sides(10, 10, 90, 90), mesh((10, 90), (10, 30, 50)), [(10, 10, 90, 10)], [(10, 10, 10, 90)]]
)
def test_frames_and_single_columns_are_no_tables(lines: list[Line]) -> None:
    assert find_lattices(ruled(lines)) == ()


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    lines: list[Line] = [(x * 5.0, 0, x * 5.0, 90) for x in range(2_100)]
    assert find_lattices(ruled([*lines, (0, 0, 11_000, 0), (0, 90, 11_000, 90)])) == ()


def test_graph_paper_is_no_table() -> None:
    ticks = [5.0 * step for step in range(300)]
    assert find_lattices(ruled(mesh(ticks, ticks))) == ()


def test_characters_go_to_the_cell_that_holds_their_centre() -> None:
    chars = letters(("a", 35, 20), ("1", 75, 20), ("b", 35, 40), ("z", 300, 40))
    (grid,), free = find_grids(ruled(mesh(XS, YS)), chars, page=7)
    assert [cell.text for cell in grid.cells] == ["a", "1", "", "b", "", ""]
    assert [cell.place.page for cell in grid.cells] == [7] * 6
    assert free.tolist() == [False, False, False, True]


def test_a_table_without_any_text_is_no_grid() -> None:
    grids, free = find_grids(ruled(mesh(XS, YS)), letters(("z", 300, 40)), page=1)
    assert grids == ()
    assert free.all()


def test_a_table_within_a_cell_owns_its_text() -> None:
    lines = [*mesh((0, 300, 400), (0, 200, 400)), *mesh((20, 60, 120), (20, 60, 100))]
    grids, _ = find_grids(ruled(lines), letters(("i", 40, 40), ("o", 350, 100)), page=1)
    assert [[cell.text for cell in grid.cells if cell.text] for grid in grids] == [["o"], ["i"]]


@st.composite
def partitions(draw: st.DrawFn) -> tuple[list[float], list[float], list[Units]]:
    """Line positions and cells of a table with random merged cells."""
    columns, rows = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    size = st.integers(12, 60)
    xs = [20.0 + sum(widths) for widths in _prefixes(draw(st.lists(size, min_size=columns, max_size=columns)))]
    ys = [20.0 + sum(heights) for heights in _prefixes(draw(st.lists(size, min_size=rows, max_size=rows)))]
    taken: set[tuple[int, int]] = set()
    cells: list[Units] = []
    for top in range(rows):
        for left in range(columns):
            if (top, left) in taken:
                continue
            bottom, right = draw(st.integers(top + 1, rows)), draw(st.integers(left + 1, columns))
            units = {(r, c) for r in range(top, bottom) for c in range(left, right)}
            if units & taken:
                bottom, right, units = top + 1, left + 1, {(top, left)}
            taken |= units
            cells.append((top, left, bottom, right))
    return xs, ys, cells


def _prefixes(sizes: list[int]) -> list[list[int]]:
    return [sizes[:end] for end in range(len(sizes) + 1)]


@given(partitions())
def test_reading_is_the_inverse_of_drawing_merged_cells(table: tuple[list[float], list[float], list[Units]]) -> None:
    xs, ys, cells = table
    drawn = [(xs[left], ys[top], xs[right], ys[bottom]) for top, left, bottom, right in cells]
    lattices = find_lattices(ruled([line for box in drawn for line in sides(*box)]))
    if len({left for _, left, _, _ in cells}) < 2:
        assert lattices == ()
    else:
        assert boxes(only(lattices)) == drawn


@given(st.lists(st.tuples(*[st.integers(0, 40).map(lambda n: n * 7.0)] * 3, st.booleans()), max_size=40))
def test_no_unit_is_covered_twice_whatever_is_drawn(lines: list[tuple[float, float, float, bool]]) -> None:
    drawn: list[Line] = [
        (at, min(a, b), at, max(a, b)) if up else (min(a, b), at, max(a, b), at) for at, a, b, up in lines
    ]
    for lattice in find_lattices(ruled(drawn)):
        covered = [
            (r, c)
            for row, column, row_span, column_span in spans(lattice)
            for r in range(row, row + row_span)
            for c in range(column, column + column_span)
        ]
        assert len(covered) == len(set(covered))
        assert max(r for r, _ in covered) == lattice.rows - 1
        assert max(c for _, c in covered) == lattice.columns - 1


@given(partitions())
def test_every_character_lands_in_its_cell(table: tuple[list[float], list[float], list[Units]]) -> None:
    xs, ys, cells = table
    centres = [((xs[c[1]] + xs[c[3]]) / 2, (ys[c[0]] + ys[c[2]]) / 2) for c in cells]
    lines = [line for top, left, bottom, right in cells for line in sides(xs[left], ys[top], xs[right], ys[bottom])]
    grids, free = find_grids(ruled(lines), letters(*(("x", x, y) for x, y in centres)), page=1)
    held = sum(len(cell.text) for grid in grids for cell in grid.cells)
    assert held + int(free.sum()) == len(cells)
    if grids:
        assert [cell.text for cell in _one(grids).cells] == ["x"] * len(cells)


def _one(grids: Sequence[Grid]) -> Grid:
    (grid,) = grids
    return grid
