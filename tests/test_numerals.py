"""Numbers are exact, and a string that is no number stays none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest import numerals
from nianbao.ingest.limits import CELL_CHARACTERS
from nianbao.ingest.numerals import adds_up, cell_value, chinese_integer, decimal_text, is_value, year_of
from nianbao.ingest.report import State

_CHINESE = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A numeral as it is written, by an independent recursive rule."""
    for size, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest and rest < size // 10 else ""
            return chinese(head) + name + gap + (chinese(rest) if rest else "")
    return _CHINESE[number]


@given(st.integers(0, 10**8))
def test_a_written_numeral_is_read_back(number: int) -> None:
    assert chinese_integer(chinese(number)) == number


@given(st.integers(0, 10**12))
def test_width_spaces_and_thousands_commas_do_not_change_a_number(number: int) -> None:
    full = str(number).translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    for printed in (str(number), f"{number:,}", f"{number:,}".replace(",", "，"), full, f" {number} "):
        read = cell_value(printed)
        assert (read.state, read.value) == (State.NUMBER, number)


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False, allow_infinity=False))
def test_decimals_are_exact_and_written_without_exponent(value: Decimal) -> None:
    assert cell_value(format(value, "f")).value == value
    assert Decimal(decimal_text(value)) == value
    assert "E" not in decimal_text(value)


@pytest.mark.parametrize("printed", ["", " ", "\u3000", "\xa0", "\u200b"])
def test_white_space_is_blank_and_blank_is_not_zero(printed: str) -> None:
    assert (cell_value(printed).state, cell_value(printed).value) == (State.BLANK, None)


@pytest.mark.parametrize("printed", ["/", "-", "—", "——", "无", "／"])
def test_a_dash_is_not_zero(printed: str) -> None:
    assert (cell_value(printed).state, cell_value(printed).value) == (State.DASH, None)


@pytest.mark.parametrize("printed", ["详见附件", "约20", "12,34", "一是", "20至30", "1/2", "2023年"])
def test_what_is_no_number_stays_text(printed: str) -> None:
    assert cell_value(printed).state is State.TEXT


@pytest.mark.parametrize(
    ("printed", "value", "unit", "remark"),
    [
        ("251000元", "251000", "元", None),
        ("22（其中修订16件）", "22", None, "其中修订16件"),
        ("1.2万件", "12000", "件", None),
        ("22①", "22", None, "①"),
        ("0件", "0", "件", None),
        ("4068.208", "4068.208", None, None),
        ("-3", "-3", None, None),
        ("减2", "-2", None, None),
    ],
)
def test_units_and_remarks_are_kept_apart_from_the_number(
    printed: str, value: str, unit: str | None, remark: str | None
) -> None:
    read = cell_value(printed)
    assert (read.state, read.value, read.unit, read.remark) == (State.NUMBER, Decimal(value), unit, remark)


@pytest.mark.parametrize("printed", ["1O", "l2", "007"])
def test_a_look_alike_is_read_aloud(printed: str) -> None:
    read = cell_value(printed)
    assert read.state is State.NUMBER
    assert read.doubt


@pytest.mark.parametrize(
    ("printed", "year"),
    [("2024", 2024), ("２０２４", 2024), ("二〇二四", 2024), ("二○二四", 2024), ("三千", None), ("24", None)],
)
def test_years_in_any_script(printed: str, year: int | None) -> None:
    assert year_of(printed) == year


@given(st.text(max_size=30))
def test_no_string_breaks_the_reader(printed: str) -> None:
    read = cell_value(printed)
    assert (read.value is not None) == (read.state is State.NUMBER)


@pytest.mark.parametrize("filler", ["7", "其中", "①", " 7"])
def test_a_cell_longer_than_any_number_with_its_remark_is_text(filler: str) -> None:
    assert cell_value("22（" + filler * CELL_CHARACTERS + "）").state is State.TEXT
    assert cell_value(" " * 2 * CELL_CHARACTERS).state is State.BLANK


def test_what_is_too_long_for_a_number_is_not_remembered() -> None:
    before = numerals._cell_value.cache_info().currsize
    cell_value("7" * 10 * CELL_CHARACTERS)
    assert numerals._cell_value.cache_info().currsize == before


@given(st.lists(st.integers(0, 99_999), min_size=2, max_size=4), st.sampled_from(["\n", " \n ", "\n\n"]))
def test_figures_below_each_other_are_never_one_number(numbers: list[int], between: str) -> None:
    raw = between.join(map(str, numbers))
    read = cell_value(raw)
    assert (read.state, read.value) == (State.TEXT, None)
    assert read.doubt
    assert is_value(raw)


@given(st.integers(10, 99), st.integers(10, 99))
def test_figures_beside_each_other_that_cannot_be_one_number_are_none(one: int, other: int) -> None:
    read = cell_value(f"{one} {other}")
    assert (read.state, read.value) == (State.TEXT, None)
    assert read.doubt


@pytest.mark.parametrize("raw", ["12 345", "1 2 3", "2 018", "１２\u3000３４５"])
def test_a_number_set_wide_is_read_with_doubt(raw: str) -> None:
    read = cell_value(raw)
    assert read.state is State.NUMBER
    assert read.doubt


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("218（万件）", 2_180_000, "件"),
        ("218（单位：万件）", 2_180_000, "件"),
        ("218千件", 218_000, "件"),
        ("218（件）", 218, "件"),
        ("5千元", 5_000, "元"),
        ("5（万元）", 5, "万元"),
    ],
)
def test_a_unit_behind_a_number_counts_in_brackets_too(raw: str, value: int, unit: str) -> None:
    read = cell_value(raw)
    assert (read.value, read.unit, read.remark, read.doubt) == (value, unit, None, None)


@pytest.mark.parametrize("raw", ["218（美元）", "218（千）", "218（万人次）", "3件（万元）"])
def test_a_unit_that_no_report_counts_in_is_a_doubt(raw: str) -> None:
    assert cell_value(raw).doubt


@pytest.mark.parametrize("blanks_are_nothing", [False, True])
def test_no_cells_add_up_to_nothing(blanks_are_nothing: bool) -> None:
    assert not adds_up([], blanks_are_nothing=blanks_are_nothing)
    assert not adds_up(["1", "另附", "1"], blanks_are_nothing=blanks_are_nothing)
    assert adds_up(["1", "-", "", "1"], blanks_are_nothing=blanks_are_nothing) is blanks_are_nothing
