"""Rules of comparing organs: what can be set beside what, and whose figure takes no part."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_builders import at, make_report

from nianbao.app.answer import Operation
from nianbao.app.ranking import _value
from nianbao.app.respond import respond
from nianbao.index.facts import Amount
from nianbao.index.library import Library
from nianbao.ingest.report import State

RECEIVED = "applications.received.total"

_AMOUNT = st.one_of(
    st.builds(Amount, st.just(State.NUMBER), st.decimals(-9999, 9999, places=2), st.sampled_from(["件", "万元", "元"])),
    st.builds(Amount, st.sampled_from([s for s in State if s is not State.NUMBER]), st.none(), st.just("件")),
)
_KEYS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True).map(tuple)


@given(own=st.dictionaries(st.sampled_from("abcd"), _AMOUNT), alternatives=st.lists(_KEYS, max_size=3).map(tuple))
def test_a_report_s_value_is_the_sum_of_the_first_cells_its_forms_have_or_none(own, alternatives):
    chosen = [keys for keys in alternatives if set(keys) <= set(own)][:1]
    parts = [own[key] for keys in chosen for key in keys]
    if not parts or any(part.value is None for part in parts):
        assert _value(own, alternatives) is None
    else:
        assert _value(own, alternatives) == sum(
            part.value * (10_000 if part.unit == "万元" else 1) for part in parts if part.value is not None
        )


def test_money_is_compared_in_yuan_whatever_a_report_prints():
    more, less = Amount(State.NUMBER, Decimal("2"), "万元"), Amount(State.NUMBER, Decimal(15_000), "元")
    assert _value({"k": more}, (("k",),)) > _value({"k": less}, (("k",),))


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path, create=True) as library:
        for number, (organ, received) in enumerate([("甲局", 5), ("乙局", 9), ("丙局", 7), ("丙局", 70)]):
            data = b"%d" % number
            report = make_report(f"临湖市{organ}", data=data, figures={RECEIVED: received})
            library.add(report, data, at(f"/{number}.pdf"))
        yield library


def test_a_report_that_two_sources_claim_takes_no_part_in_a_ranking(library):
    answer = respond(library, "2023年哪个局新收申请最多", (), date(2024, 6, 1))
    (rank,) = [one for one in answer.derivations if one.operation is Operation.RANK]
    assert (rank.value, rank.of) == ("临湖市乙局", 2)
    assert "报告尚未导入的机关不在其内" in answer.text
