"""Pictures of pages: how they lie, their ruling lines, their pieces of ink."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest import raster
from nianbao.ingest.chars import Pixels
from nianbao.ingest.grid import find_lattices

SCALE = 200 / 72
XS, YS = (60, 200, 300, 400, 500), (100, 130, 160, 190, 220)
"""Points."""


def paper(width: int = 595, height: int = 842) -> Pixels:
    return np.full((round(height * SCALE), round(width * SCALE)), 245, dtype=np.uint8)


def ruled() -> Pixels:
    page = paper()
    left, right, top, bottom = (round(edge * SCALE) for edge in (XS[0], XS[-1], YS[0], YS[-1]))
    for x in XS:
        page[top : bottom + 3, round(x * SCALE) : round(x * SCALE) + 3] = 20
    for y in YS:
        page[round(y * SCALE) : round(y * SCALE) + 3, left : right + 3] = 20
    return page


@settings(max_examples=15, deadline=None)
@given(st.floats(-4, 4))
def test_a_page_that_lies_askew_is_levelled(degrees: float) -> None:
    askew = raster.levelled(ruled(), degrees)
    assert raster.tilt(raster.ink(askew, SCALE), SCALE) == pytest.approx(-degrees, abs=0.12)


@settings(max_examples=30, deadline=None)
@given(st.floats(-4, 4), st.lists(st.tuples(st.floats(100, 900), st.floats(100, 900)), min_size=1, max_size=5))
def test_a_box_goes_back_to_where_it_came_from(degrees: float, corners: list[tuple[float, float]]) -> None:
    page = np.full((1000, 1000), 255, dtype=np.uint8)
    boxes = np.array([(x, y, x + 40, y + 20) for x, y in corners], dtype=np.float64)
    back = raster.unlevelled(boxes, page.shape, degrees)
    middles = (back[:, :2] + back[:, 2:]) / 2
    again = raster.unlevelled(np.hstack((middles, middles)), page.shape, -degrees)[:, :2]
    assert again == pytest.approx((boxes[:, :2] + boxes[:, 2:]) / 2, abs=0.01)


@pytest.mark.parametrize("degrees", [0.0, 0.8, -2.0])
def test_a_drawn_table_has_its_cells_whatever_the_light_and_the_dirt(degrees: float) -> None:
    dirt = np.random.default_rng(1)
    page = raster.levelled(ruled(), degrees).astype(np.float64) * np.linspace(1, 0.75, ruled().shape[1])
    page = np.clip(page + dirt.normal(0, 6, page.shape), 0, 255).astype(np.uint8)
    level = raster.levelled(page, raster.tilt(raster.ink(page, SCALE), SCALE))
    rulings, _ = raster.rulings(raster.ink(level, SCALE), SCALE)
    (lattice,) = find_lattices(rulings)
    assert (lattice.rows, lattice.columns) == (4, 4)
    left, top, right, bottom = lattice.box
    assert (right - left, bottom - top) == pytest.approx((XS[-1] - XS[0], YS[-1] - YS[0]), abs=2)


def test_the_feet_of_a_row_of_figures_are_no_ruling_line() -> None:
    page = paper()
    for n in range(8):  # a row of short strokes, as figures of one height begin and end
        at = round((100 + 6 * n) * SCALE)
        page[500:503, at : at + round(4.8 * SCALE)] = 0
    rulings, lines = raster.rulings(raster.ink(page, SCALE), SCALE)
    assert not len(rulings.horizontal)
    assert not lines.any()


def test_a_row_of_dots_is_a_ruling_line() -> None:
    page = paper()
    for at in range(200, 1200, 4):  # as large as the gaps between them
        page[500:503, at : at + 2] = page[at + 400 : at + 402, 700:703] = 20
    rulings, _ = raster.rulings(raster.ink(page, SCALE), SCALE)
    assert (len(rulings.horizontal), len(rulings.vertical)) == (1, 1)


def test_bold_characters_that_nearly_touch_are_no_row_of_dots() -> None:
    page = paper()
    for n in range(6):  # upright strokes with two pixels between them
        page[500:540, 300 + 10 * n : 308 + 10 * n] = 20
    rulings, lines = raster.rulings(raster.ink(page, SCALE), SCALE)
    assert not len(rulings.horizontal)
    assert not lines.any()


def test_a_line_that_fades_goes_on() -> None:
    page = paper()
    page[500:503, 200:1200] = 20
    page[500:503, 600:606] = 245
    rulings, _ = raster.rulings(raster.ink(page, SCALE), SCALE)
    assert len(rulings.horizontal) == 1


def test_ink_is_grouped_to_lines_and_words() -> None:
    upper, lower = [(10, 10, 20, 30), (25, 12, 35, 30)], [(10, 40, 20, 60)]
    boxes = np.array([*lower, *upper], dtype=np.float64)
    assert raster.text_lines(boxes) == [(10, 10, 35, 30), (10, 40, 20, 60)]
    assert raster.words(np.array([*upper, (80, 10, 90, 30)], dtype=np.float64)) == [(10, 10, 35, 30), (80, 10, 90, 30)]
    assert raster.text_lines(np.zeros((0, 4))) == raster.words(np.zeros((0, 4))) == []


def test_the_strokes_of_one_character_are_one_line() -> None:
    three = np.array([(0, 0, 30, 3), (3, 12, 27, 15), (0, 26, 30, 29)], dtype=np.float64)
    beside = np.array([(40, 0, 60, 30)], dtype=np.float64)
    assert len(raster.text_lines(np.vstack((three, beside)))) == 1


def test_boxes_are_drawn_close_around_what_they_hold() -> None:
    inked = np.array([(10, 10, 20, 20), (30, 12, 40, 20)], dtype=np.float64)
    assert raster.tightened(np.array([[0, 0, 50, 50], [60, 60, 90, 90]], dtype=np.float64), inked) == [(10, 10, 40, 20)]
