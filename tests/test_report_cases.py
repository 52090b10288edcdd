"""The cases over the real reports: true by the figures checked by hand, and nothing of the reports' own text in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nianbao.eval.cases import Case, load, parse
from nianbao.eval.expectation import Expectation, Figures, Text
from nianbao.eval.metrics import missed
from nianbao.eval.questions.classes import questions
from nianbao.eval.questions.known import of_gold
from nianbao.eval.run import evaluate
from nianbao.index.library import Library
from nianbao.index.source import Source
from nianbao.ingest.parse import parse as read
from nianbao.ingest.report import State

CASES = Path(__file__).resolve().parent.parent / "eval" / "cases" / "reports.jsonl"
TODAY = date(2026, 11, 24)
LONGEST = 12
"""Characters of a phrase that may be taken from a report: a term, never a sentence."""


@pytest.fixture(scope="module")
def library(shared_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The real reports that have checked figures, under the names that were checked as well."""
    with Library.open(tmp_path_factory.mktemp("reports") / "library", create=True) as opened:
        for gold in sorted(shared_reports.glob("*.gold.json")):
            told = json.loads(gold.read_text(encoding="utf-8"))
            organ, year = told["organ"], told["year"]
            name = gold.name.removesuffix(".gold.json")
            (path,) = (one for one in shared_reports.glob(f"{name}.*") if one != gold)
            data = path.read_bytes()
            report = read(data, source=path.name, organ=organ, year=year)
            opened.add(report, data, Source(str(path), organ=organ, year=year))
        yield opened


def expectations(case: Case) -> list[Expectation]:
    return [part for way in case.expect.ways for part in way.parts]


def test_phrases_are_terms_and_never_sentences() -> None:
    for case in load(CASES).cases:
        for part in expectations(case):
            wanted = part.want.phrases if isinstance(part.want, Text) else ()
            for phrase in (*(one for group in (*wanted, *part.says) for one in group), *part.silent):
                assert len(phrase) <= LONGEST, case.id


def test_no_question_repeats_a_line_of_a_report(shared_reports: Path) -> None:
    texts = [
        "".join(path.read_text(encoding="utf-8", errors="replace").split())
        for path in shared_reports.iterdir()
        if path.suffix in {".md", ".txt", ".html"} and path.name != "README.md"
    ]
    for case in load(CASES).cases:
        for turn in case.turns:
            pieces = {turn[at : at + 20] for at in range(len(turn) - 19)}
            assert not [piece for piece in pieces for text in texts if piece in text and "年" not in piece], case.id


def test_every_figure_is_the_one_that_was_checked_by_hand(shared_reports: Path) -> None:
    known = {(report.organ, report.year): report for report in of_gold(shared_reports)}
    count = 0
    for case in load(CASES).cases:
        for part in expectations(case):
            for wanted in part.want.wanted if isinstance(part.want, Figures) else ():
                value = known[wanted.report.organ, wanted.report.year].cells[wanted.key]
                assert (wanted.state, wanted.value) == (value.state, value.number), case.id
                count += 1
    assert count > 40


def test_the_hand_written_cases_reach_their_floors(library: Library) -> None:
    result = evaluate(library, load(CASES).cases, TODAY)
    floors = {
        "right": 0.94,
        "nonzero_figures_right": 0.97,
        "derived_right": 1.0,
        "citation_cell_precision": 1.0,
        "citation_page_precision": 1.0,
        "repeatable": 1.0,
        "unexplained": 0,
        "confidently_wrong": 1,
    }
    assert missed(result.metrics, floors) == (), [(one.case.id, one.judged.faults) for one in result.failures]


def test_generated_cases_over_the_real_reports_reach_theirs(library: Library, shared_reports: Path) -> None:
    made = questions(of_gold(shared_reports), 7, 0.1)
    result = evaluate(library, parse("\n".join(one.line for one in made), "x").cases, TODAY)
    floors = {
        "right": 0.6,
        "citation_cell_precision": 1.0,
        "citation_page_precision": 1.0,
        "repeatable": 1.0,
        "unexplained": 0,
        "confidently_wrong_rate": 0.06,
    }
    assert missed(result.metrics, floors) == (), result.metrics


def test_a_blank_of_the_checked_figures_is_a_blank_and_a_unit_is_kept(tmp_path: Path) -> None:
    cells = {
        "disclosure.procurement.amount": "251000元",
        "disclosure.rules.issued": None,
        "disclosure.fees.amount": "1.5",
    }
    told = {"organ": "临湖市民政局", "year": 2023, "cells": cells}
    (tmp_path / "x.gold.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    (report,) = of_gold(tmp_path)
    amount, blank, fees = report.cells.values()
    assert (amount.number, amount.unit) == (Decimal(251000), "元")
    assert (blank.state, blank.number) == (State.BLANK, None)
    assert (fees.number, fees.unit) == (Decimal("1.5"), "万元")
