"""Lines of a page without ruling lines, cut where two columns stand side by side."""

from __future__ import annotations

import numpy as np

from nianbao.ingest.chars import Floats
from nianbao.ingest.parting import parted
from nianbao.ingest.report import Box

HIGH = 20.0
Sign = tuple[float, float, float, float]


def character(left: float) -> Sign:
    return left, 0.0, left + 18, HIGH


def comma(left: float) -> Sign:
    return left, 14.0, left + 5, HIGH


def bracket(left: float) -> Sign:
    return left, 0.0, left + 5, HIGH


def figure(left: float) -> Sign:
    return left, 4.0, left + 8, HIGH - 1


def line(*signs: Sign) -> Floats:
    return np.array(signs)


def written(left: float, count: int) -> list[Sign]:
    return [character(left + 21 * n) for n in range(count)]


def spans(*lines: Floats) -> list[tuple[float, float]]:
    """Where the pieces of the first of the lines, one below the other, begin and end."""
    inked = [ink + np.array([0, 40 * n, 0, 40 * n]) for n, ink in enumerate(lines)]
    boxes: list[Box] = []
    for ink in inked:
        (left, top), (right, bottom) = ink[:, :2].min(axis=0).tolist(), ink[:, 2:].max(axis=0).tolist()
        boxes.append((left, top, right, bottom))
    return [(box[0], box[2]) for box in parted(boxes, inked) if box[1] < HIGH]


LABELS = [line(*written(100, n)) for n in (2, 3)]
ITEMS = [line(*written(180, n)) for n in (4, 5)]


def test_the_label_of_a_group_and_the_item_beside_it_are_two() -> None:
    first = line(*written(100, 3), *written(180, 6))
    assert spans(first, *LABELS, *ITEMS) == [(100, 160), (180, 303)]


def test_a_head_above_a_column_may_be_centred_over_it() -> None:
    figures = [
        line(figure(126), figure(206)),
        line(figure(126)),
        line(figure(206)),
        line(figure(126)),
        line(figure(206)),
    ]
    first = line(*written(100, 3), *written(180, 3))
    assert spans(first, *figures) == [(100, 160), (180, 240)]


def test_a_character_of_two_parts_is_no_bracket() -> None:
    halves = [(180.0, 0.0, 185.0, HIGH), (186.0, 0.0, 198.0, HIGH)]
    first = line(*written(100, 3), *halves, *written(201, 4))
    assert len(spans(first, *LABELS, *ITEMS)) == 2


def test_a_gap_where_no_column_begins_is_left() -> None:
    first = line(*written(100, 3), *written(180, 6))
    assert len(spans(first, *LABELS)) == 1


def test_behind_a_comma_a_line_goes_on() -> None:
    first = line(*written(100, 2), character(142), comma(161), *written(181, 6))
    assert len(spans(first, *LABELS, *ITEMS)) == 1


def test_before_a_bracket_a_line_goes_on() -> None:
    first = line(*written(100, 3), bracket(180), *written(190, 6))
    assert len(spans(first, *LABELS, *ITEMS)) == 1


def test_a_number_before_its_item_is_not_cut_off_where_its_full_stop_was_taken_for_dirt() -> None:
    numbered = [line(figure(100), *written(124, n)) for n in (3, 4, 5)]
    items = [line(*written(124, n)) for n in (6, 7)]
    assert len(spans(*numbered, *items)) == 1


def test_a_line_without_ink_stays() -> None:
    box = (0.0, 0.0, 10.0, 5.0)
    assert parted([box], [np.zeros((0, 4))]) == [box]
