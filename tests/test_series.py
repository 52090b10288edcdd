"""One year is held against another only within one scope of one organ."""

from __future__ import annotations

from pathlib import Path

import pytest
from askable import RECEIVED, Asked, changed, report

from nianbao.app.answer import Operation
from nianbao.ingest.report import State

ORGAN = "临湖市青禾区民政局"
IN, OUT = "applications.carried_in.total", "applications.carried_out.total"


@pytest.fixture
def library(tmp_path: Path) -> Asked:
    """A 汇总 report of 2023 and a 本机关 report of 2024; what one carries out is not what the other carries in."""
    asked = Asked(tmp_path / "library").add(report(ORGAN, 2023, {OUT: 30, RECEIVED: 90}), scope="汇总")
    return asked.add(report(ORGAN, 2024, {IN: 2, RECEIVED: 7}), scope="本机关")


@pytest.mark.parametrize("question", [f"{ORGAN}2024年结转对得上吗", f"{ORGAN}2024年的表格有没有错"])
def test_a_report_is_not_accused_of_what_another_scope_carried_out(library: Asked, question: str) -> None:
    answer = library.ask(question)
    assert "不一致" not in answer.text
    assert not [f for f in answer.findings if f.finding.rule == "carry_over"]
    assert "统计口径不一" in answer.text


def test_the_report_of_equal_scope_is_found_wherever_it_stands(library: Asked) -> None:
    library.add(report(ORGAN, 2023, {OUT: 2}), scope="本机关")
    answer = library.ask(f"{ORGAN}2024年结转对得上吗")
    assert "两者相符" in answer.text
    assert {(f.year, f.key, f.value) for f in answer.figures} == {(2023, OUT, 2), (2024, IN, 2)}
    assert "2023年（本机关）" in answer.text


def test_two_sources_of_last_years_report_cannot_be_held_against_this_years(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "library").add(report(ORGAN, 2023, {OUT: 30}), report(ORGAN, 2023, {OUT: 2}))
    answer = asked.add(report(ORGAN, 2024, {IN: 2})).ask(f"{ORGAN}2024年结转对得上吗")
    assert "无从核对" in answer.text
    assert answer.figures == ()


@pytest.mark.parametrize(
    "question",
    [
        f"{ORGAN}2024年新收比2023年少了83件对吗",
        f"{ORGAN}2024年新收比2023年少多少",
        f"{ORGAN}2023和2024年新收哪一年最多",
    ],
)
def test_figures_of_two_scopes_are_not_compared_over_the_years(library: Asked, question: str) -> None:
    answer = library.ask(question)
    assert not [d for d in answer.derivations if d.operation in (Operation.DIFFERENCE, Operation.GROWTH)]
    assert not answer.text.startswith(("一致", "不一致"))
    assert "最多的是" not in answer.text
    assert "不作比较" in answer.text or "不能并列比较" in answer.text


def test_one_scope_is_compared_beside_another(library: Asked) -> None:
    library.add(report(ORGAN, 2023, {RECEIVED: 3}), scope="本机关")
    answer = library.ask(f"{ORGAN}2024年新收比2023年多了4件对吗")
    assert "一致：" in answer.text
    assert [d.value for d in answer.derivations] == ["4"]


def test_a_sentence_that_compares_nothing_is_told_and_not_held_back(library: Asked) -> None:
    """一起 is read as a count of one: no sentence of ours may hold it."""
    assert "各年度的数字不能并列比较或相加。" in library.ask(f"{ORGAN}2023和2024年新收哪一年最多").text
    assert "没有可以并列比较的同类机关" in library.ask("2023年哪个县新收最多").text


@pytest.mark.parametrize(
    "question", [f"{ORGAN}2023年结转对得上吗", f"{ORGAN}2023年新收比上年多多少", f"{ORGAN}2023年新收比上年少了3件对吗"]
)
def test_a_year_that_is_missing_is_named(library: Asked, question: str) -> None:
    answer = library.ask(question)
    assert f"资料库里没有{ORGAN}2022年的年度报告" in answer.text
    assert answer.scope.years == (2022, 2023)


def test_a_carried_cell_without_a_number_is_told(tmp_path: Path) -> None:
    last = changed(report(ORGAN, 2023), OUT, state=State.BLANK, value=None, raw="")
    answer = Asked(tmp_path / "library").add(last, report(ORGAN, 2024)).ask(f"{ORGAN}2024年结转对得上吗")
    assert "没有数字，无从核对" in answer.text
