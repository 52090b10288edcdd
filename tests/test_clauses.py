"""Clauses that each ask for a figure lose none of them."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.app.query import Kind, Query
from nianbao.app.understand import understand
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
NAMES = OrganNames((Organ("云屿市财政局"),))


def read(question: str) -> Query:
    return understand(f"云屿市财政局{question}", (), NAMES, DAY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("律所提了几件，公开了几件", ["applications.received.legal_service", "applications.granted.legal_service"]),
        ("行政复议几件，其中维持几件", ["review.reconsideration.total", "review.reconsideration.upheld"]),
        (
            "复议维持几件、尚未审结几件",
            ["review.reconsideration.upheld", "review.reconsideration.pending"],
        ),
        ("新收几件，其中自然人几件", ["applications.received.total", "applications.received.natural_person"]),
        (
            "新收几件，其中自然人、企业各几件",
            ["applications.received.total", "applications.received.natural_person", "applications.received.business"],
        ),
        ("复议维持几件，复议后起诉纠正几件", ["review.reconsideration.upheld", "review.suit_after_review.corrected"]),
        ("新收几件，行政处罚几件", ["applications.received.total", "disclosure.penalties.decisions"]),
        ("申请几件，办结几件", ["applications.received.total", "applications.concluded.total"]),
    ],
)
def test_every_clause_gets_its_figure(question: str, expected: list[str]) -> None:
    assert [wanted.keys[0] for wanted in read(f"2024年{question}").wanted] == expected


@pytest.mark.parametrize("question", ["新收几件、办结几件、结转几件", "新收、办结、结转各多少"])
def test_a_carry_beside_other_figures_is_asked_back(question: str) -> None:
    problem = read(f"2024年{question}").problem
    assert problem is not None
    assert problem.choices == ("上年结转多少件", "结转下年度多少件")


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("2020年行政许可上一年项目数", "licences.items_last_year"),
        ("2020年行政许可项目数", "licences.items_last_year"),
        ("2020年行政强制上年多少项", "compulsory_measures.items_last_year"),
        ("2020年其他对外管理服务事项上年多少项", "other_services.items_last_year"),
        ("2020年行政许可项目增加了几项", "licences.change"),
        ("2020年行政处罚增减多少", "penalties.change"),
        ("2020年采购总金额", "procurement.amount"),
        ("2020年采购项目数量", "procurement.projects"),
        ("2020年采购花了多少钱", "procurement.amount"),
    ],
)
def test_columns_of_the_earlier_form_are_read(question: str, key: str) -> None:
    query = read(question)
    assert query.kind is Kind.FIGURES
    assert [wanted.keys for wanted in query.wanted] == [(f"disclosure.{key}",)]


def test_a_step_in_a_year_without_that_column_is_a_step() -> None:
    assert read("2024年行政处罚增减多少").kind is Kind.CHANGE


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2024年上年行政许可多少", (2023,)),
        ("2024年报告中上一年的行政许可", (2023,)),
        ("2024年上年结转多少", (2024,)),
        ("2024年从上年转来多少", (2024,)),
        ("2020年行政处罚上年多少项", (2020,)),
    ],
)
def test_the_year_before_a_stated_one_is_that_year_s(question: str, years: tuple[int, ...]) -> None:
    assert read(question).years.stated == years
