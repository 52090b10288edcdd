"""The benchmark asks both ways the same, and counts what is right; how fast is not asserted."""

from __future__ import annotations

import json

import pytest

from nianbao.eval.bench_ask import ASKED, Timing, main, questions
from nianbao.eval.samples.generated import generated


def test_questions_are_spread_over_reports_and_over_what_is_asked() -> None:
    samples = tuple(generated(4))
    asked = questions(samples, 6)
    assert len({(q.sample.organ.name, q.sample.year) for q in asked}) == 6
    assert {q.key for q in asked} == {key for _, key in ASKED}
    assert all(q.text.startswith(f"{q.sample.organ.name}{q.sample.year}年") for q in asked)


def test_the_ratio_is_of_the_medians() -> None:
    assert Timing(1, 1, 1, 1, ours=0.002, chroma=0.05).ratio == pytest.approx(25)


def test_both_ways_are_asked_and_ours_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--reports", "6", "--questions", "6", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["reports"], found["questions"], found["right"]) == (6, 6, 6)
    assert found["nianbao_ms"] > 0
    assert found["chroma_ms"] > 0


def test_nothing_to_ask_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--reports", "0"])
    assert ended.value.code == 2
