"""Cases are read exactly, and a line that cannot be used is named."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from nianbao.app.answer import Operation, Reason
from nianbao.eval.cases import load, parse
from nianbao.eval.expectation import CellRef, Clarify, Derived, Figures, Finding, Refuse, ReportRef, Text
from nianbao.eval.samples.demo import demo_samples
from nianbao.eval.samples.sample import Sample
from nianbao.ingest.errors import CasesError
from nianbao.ingest.report import State

DEMO = Path(__file__).resolve().parent.parent / "eval" / "cases" / "demo.jsonl"
FIGURE = {"organ": "临湖市民政局", "year": 2023, "key": "applications.received.total", "value": "21"}


def line(expect: object, **more: object) -> str:
    return json.dumps({"id": "a", "class": "b", "turns": ["问？"], "expect": expect, **more}, ensure_ascii=False)


def want(expect: dict[str, object]) -> object:
    return parse(line(expect), "x").cases[0].expect.want


def test_each_kind_of_expectation_is_read() -> None:
    report = ReportRef("临湖市民政局", 2023)
    figures = want({"kind": "figures", "figures": [FIGURE, {**FIGURE, "value": None, "state": "blank"}]})
    assert isinstance(figures, Figures)
    assert [(w.report, w.state, w.value) for w in figures.wanted] == [
        (report, State.NUMBER, Decimal(21)),
        (report, State.BLANK, None),
    ]
    operands = [["临湖市民政局", 2023, "review.direct_suit.total"], "review.suit_after_review.total"]
    derived = want({"kind": "derived", "value": "46", "unit": "件", "operands": operands, "operation": "sum", "of": 3})
    cells = (CellRef("review.direct_suit.total", report), CellRef("review.suit_after_review.total"))
    assert derived == Derived("46", "件", cells, Operation.SUM, 3)
    text = {
        "kind": "text",
        "report": {"organ": "临湖市民政局", "year": 2023},
        "must_contain": ["更新", ["慢", "不及时"]],
    }
    assert want({**text, "section": "五"}) == Text(report, (("更新",), ("慢", "不及时")), "五")
    assert want({"kind": "refuse", "reason": "year_missing"}) == Refuse(Reason.YEAR_MISSING)
    assert want({"kind": "clarify", "choices": ["上年结转"]}) == Clarify(("上年结转",))
    found = {"kind": "finding", "report": ["临湖市民政局", 2023], "rule": "row_total", "cells": ["a.b.c"]}
    assert want(found) == Finding(report, "row_total", ("a.b.c",))


def test_other_ways_and_further_parts_are_kept_in_order() -> None:
    refuse = {"kind": "refuse"}
    expect = (
        parse(line({"kind": "clarify", "also": [refuse], "alt": [{**refuse, "alt": [refuse]}, refuse]}), "x")
        .cases[0]
        .expect
    )
    assert len(expect.ways) == 4
    assert len(expect.parts) == 2
    assert expect.ways[0] is expect


def test_a_decimal_of_the_file_is_exact() -> None:
    text = line({"kind": "figures", "figures": [{**FIGURE, "value": 0.1}]})
    assert '"value": 0.1' in text
    wanted = parse(text, "x").cases[0].expect.want
    assert isinstance(wanted, Figures)
    assert wanted.wanted[0].value == Decimal("0.1")


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ("{", ""),
        ("[]", ""),
        (line({"kind": "figure"}), "kind"),
        (line({}), "kind"),
        (line(None), "expect"),
        (line({"kind": "refuse"}, turns=[]), "turns"),
        (line({"kind": "refuse"}, turns=["问", ""]), "turns"),
        (line({"kind": "refuse"}, id=""), "id"),
        (line({"kind": "refuse"}, as_of="昨天"), "as_of"),
        (line({"kind": "refuse", "reason": "unknown"}), "reason"),
        (line({"kind": "figures", "figures": []}), "figures"),
        (line({"kind": "figures", "figures": [{**FIGURE, "year": "2023"}]}), "year"),
        (line({"kind": "figures", "figures": [{**FIGURE, "value": "许多"}]}), "value"),
        (line({"kind": "figures", "figures": [{**FIGURE, "value": "NaN"}]}), "value"),
        (line({"kind": "figures", "figures": [{**FIGURE, "state": "blank"}]}), "value"),
        (line({"kind": "figures", "figures": [{**FIGURE, "value": None}]}), "value"),
        (line({"kind": "derived", "unit": "件"}), "value"),
        (line({"kind": "derived", "value": "1", "operands": [["甲", 2023]]}), "operands"),
        (line({"kind": "text", "must_contain": []}), "must_contain"),
        (line({"kind": "text", "must_contain": [[]]}), "must_contain"),
        (line({"kind": "text", "must_contain": ["甲"], "report": "甲"}), "report"),
        (line({"kind": "finding", "rule": "balance"}), "report"),
        (line({"kind": "refuse", "alt": ["甲"]}), "alt"),
        (line({"kind": "refuse", "also": [{"kind": "refuse", "alt": [{"kind": "clarify"}]}]}), "also"),
        (line({"kind": "refuse", "language": "fr"}), "language"),
        (line({"kind": "figures", "figures": [{**FIGURE, "verdict": "right"}]}), "verdict"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_field(bad: str, field: str) -> None:
    good = line({"kind": "refuse"}, id="first")
    with pytest.raises(CasesError) as caught:
        parse(f"{good}\n\n{bad}\n", "问题.jsonl")
    assert "问题.jsonl：第 3 行" in str(caught.value)
    assert field in str(caught.value)


def test_two_cases_of_one_id_are_refused() -> None:
    one = line({"kind": "refuse"})
    with pytest.raises(CasesError, match=r"第 2 行.*第 1 行"):
        parse(f"{one}\n{one}", "x")


def test_a_field_that_is_not_known_is_reported() -> None:
    misspelt = {"kind": "text", "must_contain": ["甲"], "secton": "五", "alt": [{"kind": "refuse", "why": "?"}]}
    read = parse(line(misspelt, note="x"), "x")
    assert read.unknown == ("第 1 行的 note", "第 1 行的 secton", "第 1 行的 why")


def test_a_missing_or_empty_file_is_an_error_of_ours(tmp_path: Path) -> None:
    for name, data in (("none", None), ("empty", b"\n"), ("latin", b"\xff\xfe\xfd")):
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(CasesError, match=name):
            load(path)


# ------------------------------------------------------------------ the cases that come with the program


def truth() -> dict[tuple[str, int], Sample]:
    return {(sample.organ.name, sample.year): sample for sample in demo_samples()}


def test_the_demo_cases_cover_every_kind_and_many_turns() -> None:
    read = load(DEMO)
    assert read.unknown == ()
    assert len(read.cases) >= 150
    assert {case.expect.kind.value for case in read.cases} == {
        "figures",
        "derived",
        "text",
        "refuse",
        "clarify",
        "finding",
    }
    assert sum(len(case.turns) > 1 for case in read.cases) >= 15


def test_every_expected_figure_is_what_the_generator_printed() -> None:
    samples = truth()
    checked = 0
    for case in load(DEMO).cases:
        for part in (part for way in case.expect.ways for part in way.parts):
            if isinstance(part.want, Figures):
                for wanted in part.want.wanted:
                    sample = samples[wanted.report.organ, wanted.report.year]
                    cell = next(cell for cell in sample.truth.cells if cell.key == wanted.key)
                    assert (wanted.state, wanted.value) == (cell.state, cell.value), case.id
                    checked += 1
    assert checked > 150


def test_every_expected_derivation_follows_from_the_generators_cells() -> None:
    samples = truth()
    checked = 0
    for case in load(DEMO).cases:
        for part in (part for way in case.expect.ways for part in way.parts):
            derived = part.want
            if not isinstance(derived, Derived) or derived.operation not in (Operation.SUM, Operation.DIFFERENCE):
                continue
            signed: dict[int, Decimal] = {}
            empty = False
            for operand in derived.operands:
                assert operand.report is not None
                value = samples[operand.report.organ, operand.report.year].cells[operand.key]
                empty |= not isinstance(value, Decimal)
                signed[operand.report.year] = signed.get(operand.report.year, Decimal(0)) + (
                    value if isinstance(value, Decimal) else 0
                )
            years = sorted(signed)
            if derived.operation is Operation.DIFFERENCE:
                assert derived.value == str(signed[years[-1]] - signed[years[0]]), case.id
            elif empty:
                assert derived.value is None, case.id
            elif case.group != "no-organ":  # there the operands are only those that must be among them
                assert derived.value == str(sum(signed.values())), case.id
            checked += 1
    assert checked > 40


def test_every_expected_sentence_stands_in_the_section_it_is_expected_from() -> None:
    samples = truth()
    for case in load(DEMO).cases:
        for part in (part for way in case.expect.ways for part in way.parts):
            if isinstance(part.want, Text) and part.want.report is not None:
                sections = samples[part.want.report.organ, part.want.report.year].sections
                told = "".join(s.text for s in sections if part.want.section in (None, s.number))
                assert all(any(phrase in told for phrase in group) for group in part.want.phrases), case.id


def test_every_expected_finding_was_put_in_on_purpose() -> None:
    samples = truth()
    for case in load(DEMO).cases:
        for part in (part for way in case.expect.ways for part in way.parts):
            if isinstance(part.want, Finding):
                slips = samples[part.want.report.organ, part.want.report.year].slips
                cells = set(part.want.cells)
                assert any(s.rule == part.want.rule and cells <= set(s.keys) for s in slips), case.id
