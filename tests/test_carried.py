"""A library holds each 上年结转 against the year before by itself, also where nobody asks for a check."""

from __future__ import annotations

from pathlib import Path

import pytest
from askable import Asked, report

from nianbao.ingest.report import Severity

ORGAN = "临湖市青禾区民政局"
OTHER = "临湖市青禾区财政局"
IN, OUT = "applications.carried_in.total", "applications.carried_out.total"


@pytest.fixture
def library(tmp_path: Path) -> Asked:
    """Of two organs the reports of two years each; one takes over what it left, the other does not."""
    asked = Asked(tmp_path / "library")
    asked.add(report(ORGAN, 2023, {OUT: 5}), report(ORGAN, 2024, {IN: 2}))
    return asked.add(report(OTHER, 2023, {OUT: 4}), report(OTHER, 2024, {IN: 4}))


def test_a_figure_that_was_not_taken_over_is_told_so_with_both_sides_cited(library: Asked) -> None:
    answer = library.ask(f"{ORGAN}2024年上年结转多少件")
    assert "不一致。请对照原件核对" in answer.text
    assert {(2023, OUT, 5), (2024, IN, 2)} <= {(f.year, f.key, f.value) for f in answer.figures}
    (found,) = [f.finding for f in answer.findings if f.finding.rule == "carry_over"]
    assert (found.severity, found.keys, found.expected, found.actual) == (Severity.ERROR, (IN, OUT), "5", "2")


@pytest.mark.parametrize("question", [f"{OTHER}2024年上年结转多少件", f"{ORGAN}2023年上年结转多少件"])
def test_nothing_is_told_where_it_agrees_or_last_year_is_not_here(library: Asked, question: str) -> None:
    answer = library.ask(question)
    assert "不一致" not in answer.text
    assert answer.findings == ()


def test_a_figure_of_another_scope_is_not_held_against_it(tmp_path: Path) -> None:
    asked = Asked(tmp_path / "library").add(report(ORGAN, 2023, {OUT: 5}), scope="汇总")
    answer = asked.add(report(ORGAN, 2024, {IN: 2}), scope="本机关").ask(f"{ORGAN}2024年上年结转多少件")
    assert "不一致" not in answer.text


def test_all_reports_are_held_against_their_last_years(library: Asked) -> None:
    answer = library.ask("哪些报告的结转和上年对不上")
    assert "有2份报告可以与上年核对结转，其中1份不一致" in answer.text
    assert ORGAN in answer.text
    assert OTHER not in answer.text
