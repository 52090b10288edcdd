"""What is set beside one another, what is left out and said to be, and what then cannot be decided."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from askable import FEES, RECEIVED, Asked, changed, report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nianbao.app.answer import Answer, Operation, Outcome
from nianbao.app.compared import value_of
from nianbao.index.facts import Amount
from nianbao.ingest.report import Report, State

CIVIL, FINANCE, EDUCATION = "临湖市民政局", "临湖市财政局", "临湖市教育局"


def ranked(answer: Answer) -> list[str | None]:
    return [d.value for d in answer.derivations if d.operation is Operation.RANK]


@pytest.fixture
def clash(tmp_path: Path) -> Asked:
    """Two sources of one report, 99 and 98, beside a report of 7."""
    return Asked(tmp_path / "library").add(
        report(FINANCE, 2024, {RECEIVED: 99}), report(FINANCE, 2024, {RECEIVED: 98}), report(CIVIL, 2024, {RECEIVED: 7})
    )


# ------------------------------------------------------------------ two sources of one report


@pytest.mark.parametrize(
    "question", ["2024年哪个局新收最多", "2024年哪些局新收排前三", f"2024年{FINANCE}和{CIVIL}谁新收最多"]
)
def test_no_place_is_given_where_a_report_left_out_could_take_it(clash: Asked, question: str) -> None:
    answer = clash.ask(question)
    assert answer.outcome is Outcome.REFUSED
    assert ranked(answer) == []
    assert FINANCE in answer.text
    assert {f.value for f in answer.figures} == {99, 98}
    assert answer.refusal is not None
    assert all(clash.ask(one).outcome is Outcome.ANSWERED for one in answer.refusal.suggestions)


def test_what_is_left_out_and_cannot_win_is_named(clash: Asked) -> None:
    answer = clash.ask("2024年哪个局新收最少")
    assert ranked(answer) == [CIVIL]
    assert f"{FINANCE}有来源不同的几份报告，不知以哪份为准，没有参加比较。" in answer.text


def test_a_sum_names_what_it_leaves_out_and_is_refused_where_that_was_asked_for(clash: Asked) -> None:
    clash.add(report(EDUCATION, 2024, {RECEIVED: 3}))
    whole = clash.ask("2024年所有机关一共新收多少件")
    assert next(d.value for d in whole.derivations if d.operation is Operation.SUM) == "10"
    assert f"{FINANCE}有来源不同的几份报告，不知以哪份为准，没有计入。" in whole.text
    named = clash.ask(f"{FINANCE}和{CIVIL}2024年一共新收多少件")
    assert named.outcome is Outcome.REFUSED
    assert f"{FINANCE}2024年有来源不同的几份报告" in named.text


def test_where_every_report_is_claimed_twice_that_is_said(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "library").add(report(FINANCE, 2024, {RECEIVED: 99}), report(FINANCE, 2024))
    assert f"{FINANCE}2024年有来源不同的几份报告" in asked.ask("哪个局新收最多").text


def test_a_named_organ_without_a_report_is_missed_however_many_sources_the_other_has(clash: Asked) -> None:
    clash.add(report(EDUCATION, 2023))
    answer = clash.ask(f"2024年{FINANCE}和{EDUCATION}谁新收最少")
    assert ranked(answer) == []
    assert answer.outcome is Outcome.REFUSED


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 5), min_size=1, max_size=4), st.lists(st.integers(0, 5), min_size=2, max_size=3))
def test_a_place_is_given_only_if_it_holds_whichever_source_is_right(
    tmp_path_factory: pytest.TempPathFactory, own: list[int], sources: list[int]
) -> None:
    names = [f"临湖市{name}局" for name in ("民政", "教育", "水利", "统计")]
    asked = Asked(tmp_path_factory.mktemp("rank") / "library")
    asked.add(*(report(name, 2024, {RECEIVED: value}) for name, value in zip(names, own, strict=False)))
    asked.add(*(report(FINANCE, 2024, {RECEIVED: value}) for value in sources))
    places = ranked(asked.ask("2024年哪个局新收最多"))
    best = {name for name, value in zip(names, own, strict=False) if value == max(own)}
    assert places == [] if max(sources) >= max(own) else set(places) == best


def test_numbers_in_the_names_of_organs_and_files_hold_no_sentence_back(clash: Asked) -> None:
    answer = clash.ask(f"{FINANCE}2024年新收多少件")
    assert {99, 98} <= {f.value for f in answer.figures}
    assert "99件" in answer.text
    clash.add(report("临湖市第一人民医院", 2024), report("临湖市第二人民医院", 2024))
    assert "临湖市第一人民医院、临湖市第二人民医院" in clash.ask("人民医院2024年新收多少件").text
    assert "“临湖市第三人民医院”" in clash.ask("临湖市第三人民医院2024年新收多少件").text


# ------------------------------------------------------------------ money in several units


def spent(organ: str, amount: str, unit: str) -> Report:
    return changed(report(organ, 2024), FEES, value=Decimal(amount), raw=f"{amount}{unit}", unit=unit)


def test_amounts_in_several_units_are_added_in_one_and_said_to_be(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "library").add(spent(CIVIL, "50000", "元"), spent(FINANCE, "9", "万元"))
    answer = asked.ask("2024年所有机关行政事业性收费一共多少")
    assert "单位不同，折合成元相加为140000元" in answer.text
    (total,) = [d for d in answer.derivations if d.operation is Operation.SUM]
    assert (total.value, total.unit, len(total.operands)) == ("140000", "元", 2)
    first = asked.ask("2024年哪个局行政事业性收费最多")
    assert ranked(first) == [FINANCE]
    assert "已折合成元比较" in first.text


def test_amounts_and_counts_are_neither_added_nor_compared(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "library").add(spent(CIVIL, "5", "件"), spent(FINANCE, "9", "万元"))
    answer = asked.ask("2024年所有机关行政事业性收费一共多少")
    assert "单位不同，不能相加" in answer.text
    assert "—" not in answer.text
    assert not [d for d in answer.derivations if d.operation is Operation.SUM]
    assert asked.ask("2024年哪个局行政事业性收费最多").outcome is Outcome.REFUSED


# ------------------------------------------------------------------ doubts


def test_a_doubtful_cell_that_is_not_shown_may_change_the_places(tmp_path: Path) -> None:
    doubted = changed(report(CIVIL, 2024, {RECEIVED: 7}), RECEIVED, doubt="两种读法不同")
    answer = Asked(tmp_path / "library").add(doubted, report(FINANCE, 2024, {RECEIVED: 9})).ask("2024年哪个局新收最多")
    assert ranked(answer) == [FINANCE]
    assert f"没有列出的{CIVIL}此数读取存疑" in answer.text


_AMOUNT = st.one_of(
    st.builds(
        Amount,
        st.just(State.NUMBER),
        st.decimals(-9999, 9999, places=2),
        st.sampled_from(["件", "万元", "元"]),
        st.booleans(),
    ),
    st.builds(Amount, st.sampled_from([s for s in State if s is not State.NUMBER]), st.none(), st.just("件")),
)
_KEYS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True).map(tuple)


@given(own=st.dictionaries(st.sampled_from("abcd"), _AMOUNT), alternatives=st.lists(_KEYS, max_size=3).map(tuple))
def test_a_report_s_value_is_the_sum_of_the_first_cells_its_forms_have_or_none(
    own: dict[str, Amount], alternatives: tuple[tuple[str, ...], ...]
) -> None:
    chosen = next((keys for keys in alternatives if set(keys) <= set(own)), ())
    parts = [own[key] for key in chosen]
    value = value_of(own, alternatives)
    if not parts or any(part.value is None for part in parts) or len({part.unit for part in parts}) > 1:
        assert value is None
    else:
        factor = 10_000 if parts[0].unit == "万元" else 1
        total = sum(part.value for part in parts if part.value is not None) * factor
        assert value == (total, parts[0].unit, any(part.doubtful for part in parts))
