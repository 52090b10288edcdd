"""A word said to be a row is read as one, and a column without its row is asked back."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.app.answer import Outcome, Reason
from nianbao.app.query import Query
from nianbao.app.respond import respond
from nianbao.app.understand import understand
from nianbao.index.library import Library
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
NAMES = OrganNames((Organ("云屿市财政局"),))


def read(question: str, *history: str) -> Query:
    return understand(f"财政局2024年{question}", history, NAMES, DAY)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("“其他”一行多少", "applications.otherwise.other.total"),
        ('"3.其他"这一行多少', "applications.otherwise.other.total"),
        ("自然人那一列的其他一行", "applications.otherwise.other.natural_person"),
        ("“总计”一行多少", "applications.concluded.total"),
        ("“（七）总计”那一行自然人一列", "applications.concluded.natural_person"),
        ("“予以公开”那一行", "applications.granted.total"),
        ("新收“其他”那一列", "applications.received.other_org"),
        ("行政复议“其他”那一列", "review.reconsideration.other"),
        ("“规范性文件”一行“现行有效件数”一列", "disclosure.normative_documents.in_force"),
        ("申请行政复议几件", "review.reconsideration.total"),
    ],
)
def test_rows_and_columns_are_read_as_they_are_said(question: str, key: str) -> None:
    query = read(question)
    assert query.problem is None
    assert [wanted.keys[0] for wanted in query.wanted] == [key]


@pytest.mark.parametrize(
    "question",
    [
        "“自然人”这一列多少",
        "“总计”这一列多少",
        "“其他”那一列多少",
        "“结果维持”一列多少",
        "“现行有效件数”一列",
        "“法人或其他组织”一列",
    ],
)
def test_a_column_alone_is_asked_back(question: str) -> None:
    problem = read(question).problem
    assert problem is not None
    assert problem.reason is None
    assert len(problem.choices) >= 2
    for choice in problem.choices:
        assert read(choice).problem is None


@pytest.mark.parametrize("question", ["“公开”一行多少", "“网上申请”一行多少", "“自然人”一行多少", "“予以公开”这一列"])
def test_what_is_not_printed_there_is_refused(question: str) -> None:
    problem = read(question).problem
    assert problem is not None
    assert problem.reason is Reason.NOT_IN_FORM


def test_a_column_after_its_row_is_no_question_back(demo_library: Library) -> None:
    turns = ("云屿市人民政府2024年予以公开多少件", "“自然人”这一列呢")
    answer = respond(demo_library, turns[1], turns[:1], DAY)
    assert answer.outcome is Outcome.ANSWERED
    assert [figure.key for figure in answer.figures] == ["applications.granted.natural_person"]
