"""Characters → printed lines and cell texts, without any PDF."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.chars import Chars, visible
from nianbao.ingest.printed import cell_texts, printed_lines

EM = 10.0
Placed = tuple[str, float, float]


def typeset(text: str, x: float, baseline: float) -> list[Placed]:
    """Characters of `text` side by side: ten points wide, five if ASCII; spaces only leave room."""
    placed: list[Placed] = []
    for letter in text:
        if letter != " ":
            placed.append((letter, x, baseline))
        x += EM / 2 if letter.isascii() else EM
    return placed


def chars(placed: Sequence[Placed]) -> Chars:
    boxes = [(x, y - 8, x + (EM / 2 if letter.isascii() else EM), y + 2) for letter, x, y in placed]
    codes = np.array([ord(letter) for letter, _, _ in placed], dtype=np.int64)
    baselines = np.array([y for _, _, y in placed], dtype=float)
    sizes = np.full(len(placed), EM)
    spaced = np.zeros(len(placed), dtype=np.bool_)
    return Chars(codes, np.array(boxes, dtype=float).reshape(-1, 4), baselines, spaced, sizes)


def cell(*lines: str, width: float = 300.0) -> str:
    """The text of one cell with these lines."""
    placed = [one for number, line in enumerate(lines) for one in typeset(line, 20, 20 + 14 * number)]
    return cell_texts(chars(placed), np.zeros(len(placed), dtype=np.int64), [width])[0]


WORDS = st.text(st.sampled_from("政府信息公开工作年度报告0123456789（）、。"), min_size=1, max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_lines_are_read_whatever_order_they_were_drawn_in(texts: list[str], random: Random) -> None:
    placed = [one for number, text in enumerate(texts) for one in typeset(text, 20, 20 + 14 * number)]
    random.shuffle(placed)
    assert [line.text for line in printed_lines(chars(placed))] == texts


def test_no_characters_are_no_lines() -> None:
    assert printed_lines(chars([])) == ()
    assert cell_texts(chars([]), np.zeros(0, dtype=np.int64), []) == {}


def test_a_line_knows_its_box() -> None:
    (line,) = printed_lines(chars(typeset("年报2023", 20, 50)))
    assert line.box == (20, 42, 60, 52)


def test_a_low_full_stop_belongs_to_its_line() -> None:
    placed = chars([*typeset("3", 20, 50), *typeset("危及", 30, 50)])
    box = np.array([(25.0, 49.0, 27.0, 50.0)])
    dot = Chars(np.array([ord(".")]), box, np.array([50.0]), np.array([False]), np.array([EM]))
    joined = Chars(
        np.r_[placed.codes, dot.codes],
        np.vstack((placed.boxes, dot.boxes)),
        np.r_[placed.baselines, dot.baselines],
        np.r_[placed.spaced, dot.spaced],
        np.r_[placed.sizes, dot.sizes],
    )
    assert [line.text for line in printed_lines(joined)] == ["3.危及"]


def test_no_space_between_ideographs_and_figures() -> None:
    assert [line.text for line in printed_lines(chars(typeset("2023 年 1 月", 20, 50)))] == ["2023年1月"]


def test_a_space_between_ascii_words_is_kept() -> None:
    assert [line.text for line in printed_lines(chars(typeset("annual report 2023", 20, 50)))] == ["annual report 2023"]


def test_a_narrow_space_that_the_file_has_is_kept() -> None:
    units = np.array([ord(letter) for letter in "a b"])
    boxes = np.array([(20.0, 40, 25, 50), (25, 40, 25.5, 50), (25.5, 40, 30, 50)])
    assert [line.text for line in printed_lines(visible(units, boxes, np.full(3, 48.0)))] == ["a b"]


def test_pieces_far_apart_are_parted() -> None:
    (line,) = printed_lines(chars([*typeset("单位", 20, 50), *typeset("日期", 200, 50)]))
    assert line.text == "单位 日期"
    assert [piece.text for piece in line.pieces] == ["单位", "日期"]


@pytest.mark.parametrize("shift", [0.0, 0.4, 1.0])
def test_fake_bold_is_read_once(shift: float) -> None:
    placed = [one for step in range(3) for one in typeset("合计11", 20 + step * shift, 50)]
    assert [line.text for line in printed_lines(chars(placed))] == ["合计11"]


def test_lines_of_a_cell_are_joined_without_a_space_between_ideographs() -> None:
    assert cell("第二十条", "第（一）项") == "第二十条第（一）项"


def test_lines_of_a_cell_are_joined_with_a_space_between_ascii_words() -> None:
    assert cell("annual", "report") == "annual report"


def test_a_number_broken_for_want_of_room_is_one_number() -> None:
    assert cell("123456", "7.89", width=40) == "1234567.89"


def test_two_numbers_below_each_other_stay_two() -> None:
    assert cell("21", "22", width=200) == "21 22"


def test_a_label_set_upright_reads_from_the_top() -> None:
    assert cell(*"三、本年度办理结果") == "三、本年度办理结果"


def test_a_label_turned_to_the_left_reads_from_the_bottom() -> None:
    placed = [(letter, 20.0, 100.0 - 10 * step) for step, letter in enumerate("办理结果")]
    assert cell_texts(chars(placed), np.zeros(4, dtype=np.int64), [30.0]) == {0: "办理结果"}


def test_each_cell_keeps_its_own_text() -> None:
    placed = [*typeset("甲乙", 20, 50), *typeset("丙", 40, 50)]
    assert cell_texts(chars(placed), np.array([0, 0, 2]), [20.0, 20.0, 20.0]) == {0: "甲乙", 2: "丙"}


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.sampled_from((10.0, 6.0))), min_size=1, max_size=30),
    st.integers(1, 40),
)
def test_marks_are_the_same_among_any_number_of_other_figures(
    figures: list[tuple[int, int, float]], others: int
) -> None:
    def set_in(here: list[tuple[int, int, float]], left: float) -> Chars:
        sizes = np.array([size for _, _, size in here])
        x = np.array([left + 5.0 * column for column, _, _ in here])
        base = np.array([50 + 40.0 * row for _, row, _ in here]) - np.where(sizes < 10, 4.0, 0.0)
        boxes = np.column_stack((x, base - 0.8 * sizes, x + 5, base + 0.2 * sizes))
        return Chars(np.full(len(here), 0x31, dtype=np.int64), boxes, base, np.zeros(len(here), dtype=np.bool_), sizes)

    def marks(page: Chars) -> list[str]:
        read = cell_texts(page, (page.boxes[:, 0] > 300).astype(np.int64), [600.0, 600.0])
        return list(read[0])

    balanced = [*figures, *((9, 4 + i, 10.0) for i in range(len(figures) + 1))]  # most figures of a page are not small
    here, far = set_in(balanced, 20.0), set_in([(9, 4 + i, 10.0) for i in range(others)], 400.0)
    together = Chars(
        np.r_[far.codes, here.codes],
        np.vstack((far.boxes, here.boxes)),
        np.r_[far.baselines, here.baselines],
        np.r_[far.spaced, here.spaced],
        np.r_[far.sizes, here.sizes],
    )
    assert marks(together) == marks(here)
