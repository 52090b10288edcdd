"""A share is of the whole that is named, or asked back."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.app.query import Kind, Query
from nianbao.app.understand import understand
from nianbao.index.organs import Organ, OrganNames

NAMES = OrganNames((Organ("云屿市财政局"),))


def read(question: str) -> Query:
    return understand(f"云屿市财政局2024年{question}", (), NAMES, date(2026, 11, 24))


@pytest.mark.parametrize(
    ("question", "part", "whole"),
    [
        ("不予公开里国家秘密占多少", "applications.refused.state_secret.total", 8),
        ("不予处理中信访占多少", "applications.not_processed.petition.total", 5),
        ("不予公开申请中国家秘密占比", "applications.refused.state_secret.total", 8),
        ("办结中予以公开占多少", "applications.granted.total", 1),
        ("新收申请里企业占百分之几", "applications.received.business", 1),
        ("行政诉讼维持率", "review.direct_suit.upheld", 2),
        ("行政复议中维持占多少", "review.reconsideration.upheld", 1),
        ("自然人占总数的百分之几", "applications.received.natural_person", 1),
    ],
)
def test_a_share_is_of_the_whole_named(question: str, part: str, whole: int) -> None:
    query = read(question)
    assert query.kind is Kind.RATE
    assert [(r.numerator.keys[0], len(r.denominator.keys)) for r in query.ratios] == [(part, whole)]


@pytest.mark.parametrize(
    "question",
    [
        "新收占全市比例",
        "新收占比",
        "企业新收占全部企业和科研机构新收",
        "行政处罚占比",
        "新收中予以公开占多少",
        "办结占全省的比例",
    ],
)
def test_a_share_of_something_else_is_asked_back(question: str) -> None:
    query = read(question)
    assert query.ratios == ()
    assert query.problem is not None


def test_rates_in_a_list_are_each_read_by_itself() -> None:
    names = OrganNames((Organ("云屿市财政局"),))
    query = understand("云屿市财政局2024年予以公开率、自然人占比、复议纠正率", (), names, date(2026, 11, 24))
    numerators = [ratio.numerator.keys[0] for ratio in query.ratios]
    assert numerators == [
        "applications.granted.total",
        "applications.granted.total",
        "applications.received.natural_person",
        "review.reconsideration.corrected",
        "review.reconsideration.corrected",
    ]
