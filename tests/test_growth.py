"""Steps and means over organs and years: both figures of each, the definition, and no number without its licence."""

from __future__ import annotations

from pathlib import Path

import pytest
from askable import RECEIVED, Asked, report
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.answer import Answer, Operation, Outcome
from nianbao.app.verify import unexplained

FEES = "disclosure.fees.amount"
CITY, COUNTY, OTHER = "云屿市财政局", "云屿市墨塬县自然资源局", "云屿市审计局"
FIGURES = {
    (CITY, 2022): 10, (CITY, 2023): 20, (CITY, 2024): 30,
    (COUNTY, 2023): 100, (COUNTY, 2024): 130,
    (OTHER, 2023): 8, (OTHER, 2024): 4,
}  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    made = Asked(Path(tmp_path_factory.mktemp("growth")) / "library")
    return made.add(*(report(organ, year, {RECEIVED: n}) for (organ, year), n in FIGURES.items()), scope="本机关")


def derived(answer: Answer, operation: Operation) -> list[str | None]:
    return [one.value for one in answer.derivations if one.operation is operation]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("2024年新收增长最快的是哪个局", CITY),
        ("2024年哪个局新收同比增幅最大", CITY),
        ("2024年新收比上年增加最多的局", COUNTY),
        ("2024年新收下降最多的局是哪个", OTHER),
    ],
)
def test_the_order_of_growth_says_by_what_it_is(asked: Asked, question: str, first: str) -> None:
    answer = asked.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert derived(answer, Operation.RANK)[0] == first
    assert "比较" in answer.text


def test_a_change_of_either_sign_is_not_ordered(asked: Asked) -> None:
    assert asked.ask("2024年新收变化最大的局").outcome is not Outcome.ANSWERED


def test_the_mean_over_the_years_is_shown_with_its_sum_and_count(asked: Asked) -> None:
    answer = asked.ask(f"{CITY}2022到2024年平均每年新收多少件")
    assert derived(answer, Operation.MEAN) == ["20"]
    assert "60 ÷ 3" in answer.text


def test_the_mean_over_organs_is_that_of_the_reports_of_the_year(asked: Asked) -> None:
    answer = asked.ask("2024年各局平均收到多少件申请")
    assert derived(answer, Operation.MEAN) == ["54.67"]


@pytest.mark.parametrize("said", ["2024年平均几天答复一件申请", "2024年人均新收多少件", "2024年平均新收多少件"])
def test_a_mean_of_what_is_not_counted_is_refused(asked: Asked, said: str) -> None:
    assert asked.ask(f"{CITY}{said}").outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (f"请核对：{CITY}2024年新收的申请30件，有没有错？", "一致："),
        (f"我记得{CITY}2024年新收的申请是31件，没记错吧？", "不一致："),
        (f"{CITY}2024年新收30件", "一致："),
        (f"{CITY}2024年新收3件，核实一下", "不一致："),
        (f"{CITY}2024年新收比50件少，对吗", "相符"),
        (f"网上传{CITY}2024年新收31件，真的假的", "不一致："),
    ],
)
def test_a_number_that_is_told_is_held_against_its_cell(asked: Asked, question: str, verdict: str) -> None:
    answer = asked.ask(question)
    assert answer.text.startswith(verdict)
    assert [figure.value for figure in answer.figures if figure.key == RECEIVED] == [30]


@pytest.mark.parametrize(
    ("question", "organs"),
    [
        ("2024年新收比25件多的局有几个", {CITY, COUNTY}),
        ("2024年哪些局一件行政复议都没有", {CITY, COUNTY, OTHER}),
        ("2024年没有被复议的局有哪些", {CITY, COUNTY, OTHER}),
    ],
)
def test_a_condition_is_read_as_it_is_said(asked: Asked, question: str, organs: set[str]) -> None:
    answer = asked.ask(question)
    assert {organ for organ in (CITY, COUNTY, OTHER) if organ in answer.text.split("。")[0]} == organs


def test_who_has_more_is_asked_of_figures(asked: Asked) -> None:
    answer = asked.ask(f"{CITY}和{COUNTY}，2024年谁的办结的申请多？")
    assert answer.scope.keys == ("applications.concluded.total",)


@pytest.mark.parametrize("said", ["云屿市财证局", "云屿市财政居"])
def test_a_body_that_sounds_alike_is_the_one_meant(asked: Asked, said: str) -> None:
    answer = asked.ask(f"{said}2024年新收多少件")
    assert (answer.outcome, {figure.organ for figure in answer.figures}) == (Outcome.ANSWERED, {CITY})


def test_a_place_that_sounds_alike_is_another_place(asked: Asked) -> None:
    assert asked.ask("云玉市财政局2024年新收多少件").outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        f"{CITY}近3年新收多少",
        f"{CITY}最近2年新收趋势",
        f"{CITY}2024年三项经费多少",
        f"{CITY}2024年两件套几件",
        f"How much did {CITY} collect in administrative fees in 2024?",
        f"How many requests did {CITY} receive in the last 3 years?",
        f"{CITY}前年和去年新收差几件",
    ],
)
def test_no_number_of_an_answer_is_without_its_licence(asked: Asked, question: str) -> None:
    answer = asked.ask(question)  # which holds that nothing was removed
    assert unexplained(answer, frozenset(range(2020, 2027))) == ()


@given(
    st.integers(1, 9),
    st.sampled_from(("近", "最近", "过去")),
    st.sampled_from(("新收多少", "新收趋势", "平均新收多少")),
)
def test_a_number_that_the_asker_wrote_is_the_askers(asked: Asked, years: int, word: str, what: str) -> None:
    assert asked.ask(f"{CITY}{word}{years}年{what}").removed == ()


def test_a_blank_in_english_holds_no_number(asked: Asked) -> None:
    answer = asked.ask(f"How many administrative penalties did {CITY} impose in 2024?")
    assert unexplained(answer) == ()
    assert " 0 yuan" not in answer.text
