"""What an evaluation leaves behind: a page of every case, JUnit, a comparison; whatever was read in them is text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from selectolax.lexbor import LexborHTMLParser

from nianbao.app.answer import Answer, Figure, Outcome, Reason, Refusal, Verdict
from nianbao.eval import compare
from nianbao.eval.cases import Case, parse
from nianbao.eval.describe import describe
from nianbao.eval.judge import judge
from nianbao.eval.junit import junit
from nianbao.eval.metrics import AT_MOST, Observation, by_group, metrics
from nianbao.eval.page import page
from nianbao.eval.report import NAMES, print_result, result_json
from nianbao.eval.run import Result
from nianbao.ingest.errors import CasesError
from nianbao.ingest.report import State

ORGAN, KEY = "临湖市民政局", "applications.received.total"
HOSTILE = "<script>alert('x')</script>\x1b[2J\x00新收多少件？"


def case(name: str, value: int, question: str = "新收多少件？", group: str = "甲") -> Case:
    figure = {"organ": ORGAN, "year": 2023, "key": KEY, "value": str(value)}
    expect = {"kind": "figures", "figures": [figure]}
    line = json.dumps({"id": name, "class": group, "turns": [question], "expect": expect})
    return parse(line, "x").cases[0]


def observed(of: Case, value: int | None) -> Observation:
    """Asked and answered with `value`; None is a refusal."""
    refusal = Refusal(Reason.YEAR_MISSING, "没有。")
    answer = Answer(of.question, Outcome.REFUSED, f"没有。{of.question}", "2026-01-01", refusal=refusal)
    if value is not None:
        figure = Figure("f1", "r", ORGAN, 2023, KEY, State.NUMBER, Decimal(value), "件", Verdict.SUMS_AGREE, "c1")
        answer = Answer(of.question, Outcome.ANSWERED, f"为{value}件。", "2026-01-01", figures=(figure,))
    return Observation(of, answer, judge(of.expect, answer), 0, 0, 0, repeated=True, milliseconds=2.0)


def result(*seen: Observation) -> Result:
    return Result(tuple(seen), metrics(seen), by_group(seen), 1, "v", "0.1.0")


RIGHT, REFUSED, MISLEADING = (
    observed(case("right", 21), 21),
    observed(case("refused", 21, HOSTILE, "乙"), None),
    observed(case("misleading", 21), 12),
)


def test_the_page_holds_every_case_the_worst_first() -> None:
    tree = LexborHTMLParser(page(result(RIGHT, REFUSED, MISLEADING)))
    found = [(node.attributes["class"], node.attributes["data-group"]) for node in tree.css("article")]
    assert found == [("misleads", "甲"), ("wrong", "乙"), ("right", "甲")]
    text = tree.css("article")[0].text()
    for told in (f"{ORGAN}2023年 {KEY} = 21", "为12件。", "应当是 21", "misleading"):
        assert told in text


def test_the_page_fetches_nothing_and_what_was_asked_is_text() -> None:
    html = page(result(RIGHT, REFUSED, MISLEADING))
    tree = LexborHTMLParser(html)
    assert len(tree.css("script")) == 1
    assert "<script>alert" not in html
    assert not tree.css("link, img, iframe, [src]")
    assert [node.attributes["href"] for node in tree.css("[href]")] == ["#cases", "#cases"]
    assert "url(" not in html
    assert "@import" not in html


def test_junit_has_a_test_a_case_and_survives_what_xml_cannot_hold() -> None:
    root = fromstring(junit(result(RIGHT, REFUSED, MISLEADING)))
    assert (root.attrib["tests"], root.attrib["failures"]) == ("3", "2")
    assert [suite.attrib["name"] for suite in root] == ["甲", "乙"]
    assert len(root.findall(".//testcase")) == 3
    kinds = [failure.attrib["type"] for failure in root.findall(".//failure")]
    assert kinds == ["confidently_wrong", "wrong"]
    assert {one.attrib["name"] for one in root.findall(".//property")} == set(NAMES)


def test_every_metric_has_a_name_and_is_in_the_json_with_its_interval() -> None:
    told = result_json(result(RIGHT, REFUSED, MISLEADING))
    assert list(told["metrics"]) == list(NAMES)  # type: ignore[call-overload]
    assert set(NAMES) >= AT_MOST
    assert told["intervals"]["right"] == [0.0615, 0.7923]  # type: ignore[index]
    assert told["class_metrics"]["乙"]["right"] == 0.0  # type: ignore[index]
    first = told["results"][0]  # type: ignore[index]
    assert (first["id"], first["right"], first["confidently_wrong"]) == ("right", True, False)


# ------------------------------------------------------------------ comparison


def told(tmp_path: Path, run: Result, change: Callable[[dict[str, object]], None] = lambda _: None) -> Path:
    document = result_json(run)
    change(document)
    path = tmp_path / "old.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_comparison_tells_what_was_fixed_and_what_was_broken(tmp_path: Path) -> None:
    a, b, c, d, gone = (case(name, 21) for name in ("a", "b", "c", "d", "gone"))
    old = result(observed(a, 12), observed(b, 21), observed(c, None), observed(d, 21), observed(gone, 21))
    other = replace(d, turns=("别的问题？",))
    new = result(observed(a, 21), observed(b, None), observed(c, 12), observed(other, 12), observed(case("e", 21), 12))
    found = compare.compare(compare.load(told(tmp_path, old)), new)
    assert {fate.value: found.cases(fate) for fate in compare.Fate} == {
        "fixed": ("a",), "broken": ("b",), "still_wrong": ("c",), "new": ("d", "e"), "gone": ("gone",), "same": ()
    }  # fmt: skip
    assert result_json(new, found)["compared"]["broken"] == ["b"]  # type: ignore[index]
    articles = LexborHTMLParser(page(new, found)).css("article[data-fate=broken]")
    assert [node.css_first("dl").text(separator=" ").count("为21件。") for node in articles] == [1]


def test_a_run_of_an_earlier_version_is_compared_by_its_failures(tmp_path: Path) -> None:
    def shorten(document: dict[str, object]) -> None:
        for name in ("results", "intervals", "class_metrics"):
            del document[name]

    a, b, c = (case(name, 21) for name in ("a", "b", "c"))
    path = told(tmp_path, result(observed(a, 12), observed(b, 21), observed(c, 21)), shorten)
    found = compare.compare(compare.load(path), result(observed(a, 21), observed(b, 12), observed(c, 21)))
    assert found.fates == {"a": compare.Fate.FIXED, "b": compare.Fate.BROKEN, "c": compare.Fate.SAME}


def test_a_case_that_only_the_failures_name_is_compared(tmp_path: Path) -> None:
    def shorten(document: dict[str, object]) -> None:
        document["results"] = []

    a = case("a", 21)
    old = compare.load(told(tmp_path, result(observed(a, 12)), shorten))
    assert compare.compare(old, result(observed(a, 21))).fates == {"a": compare.Fate.FIXED}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"failures": 1, "metrics": {}}', '{"failures": [], "metrics": []}', "\xff"]
)
def test_what_is_no_run_cannot_be_compared_with(tmp_path: Path, text: str) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(CasesError):
        compare.load(path)
    with pytest.raises(CasesError):
        compare.load(tmp_path / "none.json")


def test_the_terminal_tells_the_worst_first_and_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = compare.load(told(tmp_path, result(replace_right(REFUSED), MISLEADING)))
    now = result(RIGHT, REFUSED, MISLEADING)
    print_result(now, compare.compare(old, now))
    out = capsys.readouterr().out
    assert out.index("✗✗ misleading") < out.index("✗ refused")
    assert "弄坏了 1" in out
    assert "\x1b[2J" not in out


def replace_right(one: Observation) -> Observation:
    return observed(one.case, 21)


# ------------------------------------------------------------------ in words


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ('{"kind": "figures", "figures": [{"organ": "甲", "year": 2023, "key": "k", "state": "blank"}]}', "甲2023年 k = 空白"),
        ('{"kind": "derived", "operation": "sum", "value": "46", "unit": "件", "operands": ["k"]}', "sum：46件，由 k 得出"),
        ('{"kind": "derived", "value": null}', "不能计算"),
        ('{"kind": "refuse", "reason": "year_missing", "says": ["2022年"]}', "拒答（year_missing）；说到「2022年」"),
        ('{"kind": "clarify", "choices": ["上年结转"]}', "反问，可选「上年结转」"),
        ('{"kind": "text", "report": ["甲", 2023], "must_contain": ["慢"], "section": "五"}', "引用甲2023年第五部分，写到「慢」"),
        ('{"kind": "finding", "report": ["甲", 2023], "rule": "balance", "cells": ["k"]}', "指出甲2023年 balance（k）"),
    ],
)  # fmt: skip
def test_an_expectation_is_told_in_words(expect: str, words: str) -> None:
    line = f'{{"id": "a", "class": "b", "turns": ["问"], "expect": {expect}}}'
    assert describe(parse(line, "x").cases[0].expect) == (words,)
