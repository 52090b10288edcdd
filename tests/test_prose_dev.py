"""The further questions about prose, over the demo library: true of the reports, and answered or refused as they should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nianbao.eval.cases import load
from nianbao.eval.demo import prepare
from nianbao.eval.expectation import Text
from nianbao.eval.metrics import missed
from nianbao.eval.run import evaluate
from nianbao.eval.samples.demo import demo_samples
from nianbao.index.library import Library

CASES = load(Path(__file__).resolve().parent.parent / "eval" / "cases" / "prose-dev.jsonl").cases


def test_every_sentence_wanted_stands_in_its_section() -> None:
    truth = {(sample.organ.name, sample.year): sample for sample in demo_samples()}
    told = 0
    for case in CASES:
        want = case.expect.want
        if isinstance(want, Text) and want.report is not None:
            sections = truth[want.report.organ, want.report.year].sections
            text = "".join(s.text for s in sections if want.section in (None, s.number))
            assert all(any(phrase in text for phrase in group) for group in want.phrases), case.id
            told += 1
    assert told >= 100
    assert len({case.question for case in CASES}) == len(CASES)


def test_answers_and_refusals_reach_their_floors(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("prose") / "library"
    prepare(str(folder))
    with Library.open(folder) as library:
        result = evaluate(library, CASES, date(2026, 11, 24))
    floors = {"right": 0.9, "refusal_recall": 0.93, "repeatable": 1.0, "unexplained": 0, "confidently_wrong": 5}
    assert missed(result.metrics, floors) == (), [(one.case.id, one.judged.faults) for one in result.failures]
