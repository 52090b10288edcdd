"""Organs by a condition, the place of one organ, organs of a place, and what a stated fact is held against."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from askable import RECEIVED, Asked, changed, report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nianbao.app.answer import Answer, Operation, Outcome
from nianbao.ingest.report import State

CARRIED_IN = "applications.carried_in.total"
CIVIL, FINANCE, EDUCATION, COUNTY = "临湖市民政局", "临湖市财政局", "临湖市教育局", "临湖市东塘县财政局"
VALUES = {CIVIL: 7, FINANCE: 100, EDUCATION: 0, COUNTY: 55}


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Four organs of one city, one of them in a county, with 7, 100, 0 and 55 requests."""
    asked = Asked(tmp_path_factory.mktemp("four") / "library")
    return asked.add(*(report(organ, 2024, {RECEIVED: value}) for organ, value in VALUES.items()))


def named(answer: Answer) -> set[str]:
    return {organ for organ in VALUES if f"{organ}（" in answer.text}


def counted(answer: Answer, formula: str) -> Decimal:
    return next(Decimal(d.value or "") for d in answer.derivations if d.formula == formula)


# ------------------------------------------------------------------ conditions


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bound=st.integers(1, 120), word=st.sampled_from(["超过", "不到", "不少于", "不超过"]))
def test_exactly_the_organs_that_meet_a_condition_are_named_and_counted(four: Asked, bound: int, word: str) -> None:
    meets = {
        "超过": lambda value: value > bound,
        "不到": lambda value: value < bound,
        "不少于": lambda value: value >= bound,
        "不超过": lambda value: value <= bound,
    }[word]
    answer = four.ask(f"2024年新收{word}{bound}件的机关有哪些？")
    expected = {organ for organ, value in VALUES.items() if meets(value)}
    assert answer.outcome is Outcome.ANSWERED
    assert named(answer) == expected
    assert counted(answer, "符合条件的机关") == len(expected)
    assert answer.removed == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2024年哪些机关没有收到申请？", {EDUCATION}),
        ("2024年新收为零的局有几个？", {EDUCATION}),
        ("2024年有几个局新收在50件以上？", {FINANCE, COUNTY}),
        ("2024年新收正好7件的是哪个局？", {CIVIL}),
    ],
)
def test_a_condition_is_read_in_the_words_people_use(four: Asked, question: str, expected: set[str]) -> None:
    answer = four.ask(question)
    assert (answer.outcome, named(answer)) == (Outcome.ANSWERED, expected)


def test_a_blank_meets_no_condition_and_is_told(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "library").add(
        changed(report(CIVIL, 2024), RECEIVED, state=State.BLANK, value=None, raw=""),
        report(FINANCE, 2024, {RECEIVED: 3}),
        report(EDUCATION, 2024, {RECEIVED: 0}),
    )
    answer = asked.ask("2024年哪些局新收为零？")
    assert named(answer) == {EDUCATION}
    assert f"{CIVIL}此数空白" in answer.text


def test_a_bare_carried_over_is_asked_back_with_questions_that_are_answered(four: Asked) -> None:
    answer = four.ask("2024年哪些机关没有结转？")
    assert answer.outcome is Outcome.CLARIFY
    assert all(four.ask(choice).outcome is Outcome.ANSWERED for choice in answer.choices)


# ------------------------------------------------------------------ the place of one organ


@pytest.mark.parametrize(("organ", "place"), [(FINANCE, "1"), (COUNTY, "2"), (CIVIL, "3"), (EDUCATION, "4")])
def test_the_place_of_an_organ_is_counted_among_all(four: Asked, organ: str, place: str) -> None:
    answer = four.ask(f"{organ}2024年新收排第几？")
    assert f"{organ}2024年" in answer.text
    assert f"排第{place}位" in answer.text
    assert answer.removed == ()


@pytest.mark.parametrize(("organ", "verdict"), [(FINANCE, "一致："), (CIVIL, "不一致：")])
def test_a_stated_first_place_is_held_against_the_order(four: Asked, organ: str, verdict: str) -> None:
    answer = four.ask(f"2024年新收最多的是{organ}，对吗？")
    assert answer.text.startswith(verdict)


# ------------------------------------------------------------------ organs of a place


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("临湖市2024年各局新收合计多少", "162"),
        ("东塘县各局2024年新收合计多少", "55"),
        ("临湖市所有部门2024年新收一共多少件", "162"),
    ],
)
def test_the_organs_of_a_place_are_added_up(four: Asked, question: str, total: str) -> None:
    answer = four.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert next(d.value for d in answer.derivations if d.operation is Operation.SUM) == total


def test_a_summed_report_is_never_added_to_its_departments(tmp_path: Path) -> None:
    government = "临湖市人民政府"
    asked = Asked(tmp_path / "library").add(
        report(CIVIL, 2024, {RECEIVED: 7}),
        report(FINANCE, 2024, {RECEIVED: 3}),
        report(government, 2024, {RECEIVED: 10}),
    )
    answer = asked.ask("临湖市各局2024年新收合计多少")
    assert next(d.value for d in answer.derivations if d.operation is Operation.SUM) == "10"
    assert government not in {f.organ for f in answer.figures}
    assert f"汇总口径的{government}不与所属部门相加" in answer.text


def test_two_places_of_one_name_are_asked_back(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "library").add(
        report("临湖市东塘区民政局", 2024, {RECEIVED: 7}), report("远山市东塘区民政局", 2024, {RECEIVED: 3})
    )
    answer = asked.ask("东塘区各局2024年新收合计多少")
    assert answer.outcome is Outcome.CLARIFY
    assert [next(f.organ for f in asked.ask(choice).figures) for choice in answer.choices] == [
        "临湖市东塘区民政局",
        "远山市东塘区民政局",
    ]


# ------------------------------------------------------------------ stated facts


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(received=st.integers(0, 200), carried=st.integers(0, 200))
def test_each_of_several_numbers_is_held_against_its_own_figure(four: Asked, received: int, carried: int) -> None:
    answer = four.ask(f"{FINANCE}2024年新收{received}件，上年结转{carried}件，对吗？")
    first, second = (figure.key for figure in answer.figures[:2])
    assert (first, second) == (RECEIVED, CARRIED_IN)
    assert answer.text.startswith("一致" if received == 100 else "不一致")


def test_numbers_of_several_years_are_each_held_against_their_own(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "library").add(report(CIVIL, 2023, {RECEIVED: 5}), report(CIVIL, 2024, {RECEIVED: 7}))
    answer = asked.ask(f"{CIVIL}2023年新收5件，2024年新收8件，对吗？")
    assert [(f.year, f.value) for f in answer.figures if f.key == RECEIVED] == [(2023, 5), (2024, 7)]
    assert answer.text.startswith("一致")
    assert "不一致：临湖市民政局2024年" in answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (f"{EDUCATION}2024年没有收到申请，对吗？", "一致"),
        (f"{FINANCE}2024年没有收到申请，是吗？", "不一致"),
    ],
)
def test_a_denied_event_is_the_number_zero(four: Asked, question: str, verdict: str) -> None:
    assert four.ask(question).text.startswith(verdict)
