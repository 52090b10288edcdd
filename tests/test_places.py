"""How many places, from which end, among whom; another order than the one asked for is never given."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.app.answer import Operation, Outcome
from nianbao.app.places import descending, places
from nianbao.app.respond import respond
from nianbao.index.library import Library

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "number", "down"),
    [
        ("新收最多的3个局", 3, True),
        ("新收最少的三个机关", 3, False),
        ("新收最少的两个单位", 2, False),
        ("新收前5名", 5, True),
        ("新收后三名", 3, False),
        ("新收排名", 10, True),
        ("哪个局新收最少", 1, False),
        ("行政许可最高的一年", 1, True),
    ],
)
def test_places_are_read_from_either_end(question: str, number: int, down: bool) -> None:
    assert (places(question), descending(question)) == (number, down)


@pytest.mark.parametrize(
    "question",
    [
        "云屿市财政局2024年新收排名",
        "2024年新收前3和后3",
        "2024年新收最多和最少的局",
    ],
)
def test_an_order_that_is_not_computed_gets_no_other_one(demo_library: Library, question: str) -> None:
    answer = respond(demo_library, question, (), DAY)
    assert answer.outcome is not Outcome.ANSWERED
    assert not [made for made in answer.derivations if made.operation is Operation.RANK]
    assert answer.removed == ()


def test_the_organs_below_a_place_are_not_the_place(demo_library: Library) -> None:
    answer = respond(demo_library, "青汐区下属机关2024年新收排名", (), DAY)
    named = [made.value for made in answer.derivations if made.operation is Operation.RANK]
    assert named
    assert "云屿市青汐区人民政府" not in named
    assert all(name is not None and name.startswith("云屿市青汐区") for name in named)


@pytest.mark.parametrize(
    "turns",
    [
        ("云屿市财政局2022年至2024年新收最高的一年",),
        ("云屿市财政局哪年新收最多",),
        ("云屿市财政局2024年新收多少件", "哪一年最多"),
    ],
)
def test_the_year_with_most_is_one_organ_s(demo_library: Library, turns: tuple[str, ...]) -> None:
    answer = respond(demo_library, turns[-1], turns[:-1], DAY)
    assert {figure.organ for figure in answer.figures} == {"云屿市财政局"}
    assert "最多的是2023年，28件" in answer.text
