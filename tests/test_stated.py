"""A stated number is read with its bound, and a bound nobody reads is asked back."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.agreement import agrees
from nianbao.app.answer import Outcome
from nianbao.app.query import Bound, Years
from nianbao.app.respond import respond
from nianbao.app.stated import loosely_bound, stated
from nianbao.app.times import years
from nianbao.index.library import Library

DAY = date(2026, 11, 24)
NONE = Years()
COMPARED: dict[str, Callable[[int, int], bool]] = {
    "超过{}件": operator.gt,
    "多于{}件": operator.gt,
    "高于{}件": operator.gt,
    "不止{}件": operator.gt,
    "不到{}件": operator.lt,
    "少于{}件": operator.lt,
    "不足{}件": operator.lt,
    "没有达到{}件": operator.lt,
    "{}件不到": operator.lt,
    "不超过{}件": operator.le,
    "没有超过{}件": operator.le,
    "没超过{}件": operator.le,
    "不多于{}件": operator.le,
    "不高于{}件": operator.le,
    "不大于{}件": operator.le,
    "至多{}件": operator.le,
    "最多{}件": operator.le,
    "{}件以下": operator.le,
    "{}件以内": operator.le,
    "{}件之内": operator.le,
    "不少于{}件": operator.ge,
    "不低于{}件": operator.ge,
    "不小于{}件": operator.ge,
    "至少{}件": operator.ge,
    "{}件以上": operator.ge,
    "{}件及以上": operator.ge,
    "至少{}件以上": operator.ge,
    "达到{}件": operator.eq,
    "是{}件": operator.eq,
}


@given(phrase=st.sampled_from(sorted(COMPARED)), cell=st.integers(0, 60), said=st.integers(1, 60))
def test_a_bound_is_judged_as_it_compares(phrase: str, cell: int, said: int) -> None:
    text = f"新收{phrase.format(said)}，对吗"
    (number,) = stated(text, NONE)
    assert not loosely_bound(text, NONE)
    assert number.value == said
    assert agrees(number, Decimal(cell), "件") is COMPARED[phrase](cell, said)


@pytest.mark.parametrize(
    ("phrase", "bound"), [("不超过五件", Bound.AT_MOST), ("十件以上", Bound.AT_LEAST), ("二十余件", Bound.OVER)]
)
def test_a_number_in_words_has_its_bound_too(phrase: str, bound: Bound) -> None:
    (number,) = stated(f"新收{phrase}对吗", NONE)
    assert number.bound is bound


def test_a_number_and_more_stays_within_its_last_place() -> None:
    (number,) = stated("新收20余件对吗", NONE)
    assert [agrees(number, Decimal(n), "件") for n in (19, 20, 21, 29, 30, 500)] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "新收5件开外对吗",
        "新收5到8件对吗",
        "新收5-8件对吗",
        "新收5件至8件之间对吗",
        "新收超过5件以下对吗",
        "新收26件，低于去年，对吗",
    ],
)
def test_a_bound_that_is_not_read_is_told(text: str) -> None:
    assert loosely_bound(text, NONE)


@pytest.mark.parametrize("text", ["新收26件，以上数据对吗", "新收26件对吗", "2022年至2024年新收26件对吗"])
def test_words_that_bound_no_number_are_left(text: str) -> None:
    spans = ((0, 11),) if text.startswith("2022") else ()
    assert not loosely_bound(text, Years(spans=spans))


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("云屿市财政局2024年新收不超过5件对吗", "不一致"),
        ("云屿市财政局2024年新收不少于5件，对吗", "相符"),
        ("云屿市财政局2024年新收26件以内，对吗", "相符"),
        ("云屿市人民政府2024年予以公开率不超过40%，对吗", "一致"),
        ("云屿市人民政府2024年予以公开率不到30%，对吗", "不一致"),
    ],
)
def test_bounds_are_held_against_cells_and_rates(demo_library: Library, question: str, lead: str) -> None:
    assert respond(demo_library, question, (), DAY).text.startswith(lead)


def test_what_is_between_two_numbers_is_asked_back(demo_library: Library) -> None:
    answer = respond(demo_library, "云屿市财政局2024年新收20到30件之间，对吗", (), DAY)
    assert (answer.outcome, answer.figures) == (Outcome.CLARIFY, ())
    assert answer.choices
    assert "通过核对" not in answer.text


@pytest.mark.parametrize(
    ("said", "held"),
    [("114.31万", True), ("114.31万元", True), ("超过100万", True), ("超过200万", False), ("114.32万", False)],
)
def test_ten_thousands_before_money_are_ten_thousand_yuan(said: str, held: bool) -> None:
    (number,) = stated(f"收费{said}，对吗", Years())
    assert agrees(number, Decimal("114.31"), "万元") is held


@pytest.mark.parametrize(("said", "held"), [("2千多件", True), ("3千多件", False), ("2千件", False), ("约2千件", True)])
def test_thousands_are_read(said: str, held: bool) -> None:
    (number,) = stated(f"新收{said}，对吗", Years())
    assert agrees(number, Decimal(2336), "件") is held


@pytest.mark.parametrize("question", ["新收2000到3000件之间，对吗", "新收2千到3千件，对吗", "新收1999-2400件之间吗"])
def test_a_range_is_no_year_and_is_asked_back(question: str) -> None:
    when = years(question, date(2026, 11, 24))
    assert when.stated == ()
    assert loosely_bound(question, when)


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("是不是超过了50件", Bound.MORE),
        ("有没有超过50件", Bound.MORE),
        ("是不是不到50件", Bound.LESS),
        ("有没有达到50件", Bound.AT_LEAST),
        ("是否达到50件", Bound.AT_LEAST),
        ("没有达到50件", Bound.LESS),
        ("不是超过50件", Bound.AT_MOST),
        ("没超过50件", Bound.AT_MOST),
    ],
)
def test_whether_a_bound_holds_denies_nothing(said: str, bound: Bound) -> None:
    assert [one.bound for one in stated(f"新收{said}", NONE)] == [bound]
