"""Years are read in every script, and relative words are relative to a stated day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.times import years

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("2023年新收多少", (2023,)),
        ("二〇二三年新收多少", (2023,)),
        ("二零二三年度新收多少", (2023,)),
        ("23年新收多少", (2023,)),
        ("2023新收多少", (2023,)),
        ("2022、2023和2024年", (2022, 2023, 2024)),
        ("2022-2024年", (2022, 2023, 2024)),
        ("2022年到2024年", (2022, 2023, 2024)),
        ("去年新收多少", (2025,)),
        ("前年新收多少", (2024,)),
        ("今年新收多少", (2026,)),
        ("近三年趋势", (2023, 2024, 2025)),
        ("新收2019件对吗", ()),
        ("上年结转多少件", ()),
        ("第23条", ()),
        ("收到2000条", ()),
    ],
)
def test_the_years_of_a_question(question: str, stated: tuple[int, ...]) -> None:
    assert years(question, DAY).stated == stated


@pytest.mark.parametrize("question", ["比上年增加多少", "较去年增长多少", "同比变化", "2024年比去年多多少"])
def test_a_step_between_years_is_a_change(question: str) -> None:
    assert years(question, DAY).change


def test_a_step_keeps_the_year_it_is_taken_from() -> None:
    assert years("2024年比去年增加多少", DAY).stated == (2024,)


def test_how_a_relative_word_was_understood_is_said() -> None:
    assert years("去年新收多少", DAY).relative == "去年指2025年"


@given(st.integers(2008, 2099))
def test_every_script_of_a_year_means_the_same(year: int) -> None:
    chinese = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    assert years(f"{year}年", DAY).stated == years(f"{chinese}年", DAY).stated == (year,)
