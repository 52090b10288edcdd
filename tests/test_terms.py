"""Which terms of the form a question asks to have explained, and which questions ask for something else."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.app.query import Kind
from nianbao.app.terms import define
from nianbao.app.understand import understand
from nianbao.index.organs import Organ, OrganNames

NAMES = OrganNames((Organ("临湖市财政局"),))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("现行有效的件数中，现行有效件数怎么理解", "往年制发"),
        ("新收跟上年结转有何不同", "不含上年结转"),
        ("“三安全一稳定”指哪几样", "经济安全"),
        ("后勤管理算不算内部事务信息", "第十六条第一款"),
        ("条例第二十条第八项说的是什么", "行政事业性收费"),
        ("执法案卷为什么可以不公开", "第十六条第二款"),
        ("社会公益组织包括哪些", "非营利"),
        ("补正是什么意思", "第三十条"),
    ],
)
def test_a_term_is_explained_however_it_is_asked(question: str, told: str) -> None:
    query = understand(question, (), NAMES, date(2026, 11, 24))
    assert query.kind is Kind.DEFINITION
    assert told in define(query.terms)


@pytest.mark.parametrize(
    "question",
    ["临湖市财政局2023年不予公开包括哪些", "为什么不予公开越来越多", "2023年重复申请有多少件", "哪些机关重复申请最多"],
)
def test_a_number_is_never_answered_with_a_definition(question: str) -> None:
    assert understand(question, (), NAMES, date(2026, 11, 24)).kind is not Kind.DEFINITION
