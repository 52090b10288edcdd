"""What a follow-up leaves out is taken over; what it cannot mean is asked back."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.app.answer import Outcome
from nianbao.app.query import Query
from nianbao.app.respond import respond
from nianbao.app.understand import understand
from nianbao.index.library import Library
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
NAMES = OrganNames((Organ("云屿市财政局"),))


def read(*turns: str) -> Query:
    return understand(turns[-1], turns[:-1], NAMES, DAY)


FIRST = "云屿市财政局2024年律所申请几件"


@pytest.mark.parametrize(
    ("turns", "key"),
    [
        ((FIRST, "部分公开的呢"), "applications.partially_granted.legal_service"),
        ((FIRST, "其中部分公开几件"), "applications.partially_granted.legal_service"),
        ((FIRST, "部分公开的呢", "比上年呢"), "applications.partially_granted.legal_service"),
        ((FIRST, "部分公开总计呢"), "applications.partially_granted.total"),
        ((FIRST, "行政处罚呢"), "disclosure.penalties.decisions"),
        ((FIRST, "云屿市财政局部分公开的呢"), "applications.partially_granted.total"),
    ],
)
def test_a_row_alone_keeps_the_applicant_talked_about(turns: tuple[str, ...], key: str) -> None:
    assert [wanted.keys for wanted in read(*turns).wanted] == [(key,)]


def test_a_year_added_is_added_to_the_year_before() -> None:
    query = read("云屿市财政局2024年新收多少件", "和2023年加起来呢")
    assert (query.years.stated, query.over_years) == ((2023, 2024), True)


def test_a_place_of_a_ranking_is_not_pointed_at(demo_library: Library) -> None:
    answer = respond(demo_library, "它2023年呢", ("2024年哪个局新收最多",), DAY)
    assert (answer.outcome, answer.figures) == (Outcome.CLARIFY, ())


@pytest.mark.parametrize("question", ["没有收到申请", "没有行政复议", "未发生行政诉讼，对吗", "没有行政处罚"])
def test_whether_something_came_at_all_is_answered_by_its_figure(question: str) -> None:
    query = read(f"云屿市财政局2024年{question}")
    assert query.problem is None
    assert query.wanted


def test_the_rest_of_a_case_s_results_is_asked_back_among_them() -> None:
    problem = read("云屿市财政局2024年没有维持的几件").problem
    assert problem is not None
    assert all("行政复议" in choice or "行政诉讼" in choice for choice in problem.choices)
