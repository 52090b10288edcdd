"""What makes an answer right, and what makes it mislead."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from nianbao.app.answer import (
    Answer,
    Citation,
    Derivation,
    Figure,
    Operation,
    Outcome,
    Reason,
    Refusal,
    ReportFinding,
    Verdict,
)
from nianbao.eval.cases import parse
from nianbao.eval.judge import Judged, judge
from nianbao.ingest.report import NOWHERE, Finding, Severity, State, Status

ORGAN = "临湖市民政局"
DIRECT, AFTER = "review.direct_suit.total", "review.suit_after_review.total"


def figure(n: int, value: int | None, key: str, organ: str = ORGAN, year: int = 2023) -> Figure:
    state = State.BLANK if value is None else State.NUMBER
    number = None if value is None else Decimal(value)
    return Figure(f"f{n}", "r", organ, year, key, state, number, "件", Verdict.SUMS_AGREE, f"c{n}")


def answer(text: str, *figures: Figure, **more: object) -> Answer:
    return replace(Answer("问", Outcome.ANSWERED, text, "2026-01-01", figures=figures), **more)  # type: ignore[arg-type]


def judged(expect: str, given: Answer) -> Judged:
    line = f'{{"id": "a", "class": "b", "turns": ["问"], "expect": {expect}}}'
    return judge(parse(line, "x").cases[0].expect, given)


def figures(*wanted: str, more: str = "") -> str:
    return f'{{"kind": "figures", "figures": [{", ".join(wanted)}]{more}}}'


def wanted(value: str, key: str = DIRECT, organ: str = ORGAN, year: int = 2023) -> str:
    return f'{{"organ": "{organ}", "year": {year}, "key": "{key}", {value}}}'


TWENTY = wanted('"value": "20"')
SUM = f'{{"kind": "derived", "value": "46", "unit": "件", "operands": [["{ORGAN}", 2023, "{DIRECT}"], "{AFTER}"]}}'
SUITS = (figure(1, 20, DIRECT), figure(2, 26, AFTER))
ADDED = Derivation("d1", Operation.SUM, "46", "件", "20 + 26", ("f1", "f2"))


def test_a_figure_must_be_the_cells_own_and_stand_in_the_text() -> None:
    assert judged(figures(TWENTY), answer("共20件。", SUITS[0])).right
    assert not judged(figures(TWENTY), answer("见表。", SUITS[0])).right
    assert not judged(figures(TWENTY), answer("共20件。", figure(1, 20, AFTER))).right
    assert not judged(figures(TWENTY), answer("共20件。", figure(1, 20, DIRECT, year=2022))).right


def test_a_sentence_that_was_held_back_is_a_fault_of_any_answer() -> None:
    held_back = judged(figures(TWENTY), answer("共20件。", SUITS[0], removed=("另有321件。",)))
    assert held_back.faults == ("这一句未能通过核对，没有显示：另有321件。",)
    assert not held_back.misleads


def test_a_wrong_figure_misleads_and_a_missing_one_does_not() -> None:
    assert judged(figures(TWENTY), answer("共12件。", figure(1, 12, DIRECT))).misleads
    assert not judged(figures(TWENTY), answer("报告写道：「略」。")).misleads


def test_a_figure_of_another_organ_beside_the_right_one_is_wrong() -> None:
    other = figure(2, 5, DIRECT, organ="临江市民政局")
    found = judged(figures(TWENTY), answer("20件，5件。", SUITS[0], other))
    assert found.faults == ("多出了 临江市民政局2023年的数字",)


def test_a_blank_cell_is_not_zero() -> None:
    blank = figures(wanted('"state": "blank"'))
    assert judged(blank, answer("此格为空白。", figure(1, None, DIRECT))).right
    assert judged(blank, answer("为0件。", figure(1, 0, DIRECT))).misleads


def test_a_derived_value_must_come_from_its_cells_also_through_other_derivations() -> None:
    assert judged(SUM, answer("共46件。", *SUITS, derivations=(ADDED,))).right
    through = (replace(ADDED, id="d2", operands=("d1",)), replace(ADDED, value="45"))
    assert judged(SUM, answer("共46件。", *SUITS, derivations=through)).right
    lacking = replace(ADDED, operands=("f1",))
    assert not judged(SUM, answer("共46件。", *SUITS, derivations=(lacking,))).right
    assert not judged(SUM, answer("共46条。", *SUITS, derivations=(replace(ADDED, unit="条"),))).right
    assert judged(SUM, answer("共47件。", *SUITS, derivations=(replace(ADDED, value="47"),))).misleads


def test_a_decrease_is_told_without_its_sign() -> None:
    less = '{"kind": "derived", "operation": "difference", "value": "-6", "unit": "件"}'
    made = Derivation("d1", Operation.DIFFERENCE, "-6", "件", "20 - 26", ("f1", "f2"))
    assert judged(less, answer("减少6件。", *SUITS, derivations=(made,))).right
    assert not judged(less, answer("减少了。", *SUITS, derivations=(made,))).right


def test_what_cannot_be_computed_has_no_value() -> None:
    none = '{"kind": "derived", "value": null, "unit": "%"}'
    made = Derivation("d1", Operation.RATIO, None, "%", "0 ÷ 0", ("f1", "f2"))
    assert judged(none, answer("无案件。", *SUITS, derivations=(made,))).right
    assert not judged(none, answer("0.00%。", *SUITS, derivations=(replace(made, value="0.00"),))).right


def test_a_rank_is_won_by_name_among_so_many() -> None:
    rank = f'{{"kind": "derived", "operation": "rank", "value": "{ORGAN}", "of": 8}}'
    made = Derivation("d1", Operation.RANK, ORGAN, "", "", ("f1",), 8)
    assert judged(rank, answer(f"最多的是{ORGAN}。", SUITS[0], derivations=(made,))).right
    assert not judged(rank, answer(f"最多的是{ORGAN}。", SUITS[0], derivations=(replace(made, of=7),))).right


def test_a_text_must_quote_the_report_and_no_other() -> None:
    text = f'{{"kind": "text", "report": ["{ORGAN}", 2023], "must_contain": ["更新慢"], "section": "五"}}'
    quote = Citation("c1", "r", ORGAN, 2023, "五", NOWHERE, quote="更新慢")
    assert judged(text, answer("写道：「更新慢」。", citations=(quote,))).right
    assert not judged(text, answer("更新慢。")).right
    assert not judged(text, answer("写道：「更新慢」。", citations=(replace(quote, section="六"),))).right
    assert not judged(text, answer("写道：「更新慢」。", citations=(quote, replace(quote, year=2022)))).right


def test_a_text_answered_with_a_figure_misleads() -> None:
    assert judged('{"kind": "text", "must_contain": ["118条"]}', answer("共20件。", SUITS[0])).misleads


def test_a_refusal_needs_its_reason_and_a_question_back_its_choices() -> None:
    refused = replace(answer("没有。"), outcome=Outcome.REFUSED, refusal=Refusal(Reason.YEAR_MISSING, "没有。"))
    assert judged('{"kind": "refuse", "reason": "year_missing"}', refused).right
    assert not judged('{"kind": "refuse", "reason": "personal"}', refused).right
    back = replace(answer("哪一个？"), outcome=Outcome.CLARIFY, choices=("上年结转多少件？",))
    assert judged('{"kind": "clarify", "choices": ["上年结转"]}', back).right
    assert not judged('{"kind": "clarify", "choices": ["结转下年度"]}', back).right


def test_a_finding_is_known_by_report_rule_and_cells() -> None:
    made = Finding("review_total", Severity.ERROR, Status.FAIL, (DIRECT, AFTER), "不符")
    given = answer("不符。", *SUITS, findings=(ReportFinding("r", ORGAN, 2023, made),))
    expected = f'{{"kind": "finding", "report": ["{ORGAN}", 2023], "rule": "review_total", "cells": ["{AFTER}"]}}'
    assert judged(expected, given).right
    assert not judged(expected.replace("2023", "2022"), given).right
    assert not judged(expected.replace(AFTER, "review.reconsideration.total"), given).right


def test_a_wrong_figure_that_is_doubted_does_not_mislead() -> None:
    wrong = figure(1, 12, DIRECT)
    assert judged(figures(TWENTY), answer("共12件。", wrong)).misleads
    doubted = replace(wrong, verdict=Verdict.READING_DOUBT)
    assert not judged(figures(TWENTY), answer("共12件，读取存疑。", doubted)).misleads
    beside = replace(figure(2, 3, AFTER), verdict=Verdict.READING_DOUBT)
    assert judged(figures(TWENTY), answer("共12件。", wrong, beside)).misleads


def test_cells_that_were_to_be_computed_with_do_not_mislead_but_another_computation_does() -> None:
    assert not judged(SUM, answer("20件；26件。", *SUITS)).misleads
    assert judged(SUM, answer("共20件。", SUITS[0])).misleads
    other = replace(ADDED, operation=Operation.DIFFERENCE, value="6")
    assert judged(SUM, answer("相差6件。", *SUITS, derivations=(other,))).misleads


def quoting(quote: str, organ: str = ORGAN, section: str = "一") -> Answer:
    citation = Citation("c1", "r", organ, 2023, section, NOWHERE, quote=quote)
    return answer(f"写道：「{quote}」[1]。", citations=(citation,))


def test_a_quotation_that_is_not_what_was_asked_misleads_unless_it_tells_the_figure() -> None:
    assert judged(figures(TWENTY), quoting("加强学习")).misleads
    assert judged(figures(TWENTY), quoting("共120件")).misleads
    told = judged(figures(TWENTY), quoting("诉讼20件"))
    assert (told.right, told.misleads) == (False, False)
    assert judged(figures(TWENTY), quoting("诉讼20件", organ="临江市民政局")).misleads


def test_sentences_of_another_report_or_section_mislead_and_missing_ones_do_not() -> None:
    text = f'{{"kind": "text", "report": ["{ORGAN}", 2023], "must_contain": ["更新慢"], "section": "五"}}'
    assert judged(text, quoting("人手少", section="六")).misleads
    assert judged(text, quoting("更新慢", organ="临江市民政局", section="五")).misleads
    assert not judged(text, quoting("人手少", section="五")).misleads


def test_the_way_that_holds_is_told_and_else_the_first() -> None:
    either = f'{{"kind": "refuse", "alt": [{figures(TWENTY)}]}}'
    assert judged(either, answer("共20件。", SUITS[0])).way.kind == "figures"
    assert judged(either, answer("共12件。", figure(1, 12, DIRECT))).way.kind == "refuse"


def test_words_that_must_not_be_said_mislead() -> None:
    no = figures(TWENTY, more=', "says": [["不一致", "不符"]], "silent": ["属实"]')
    assert judged(no, answer("不符：为20件。", SUITS[0])).right
    said = judged(no, answer("属实，为20件。", SUITS[0]))
    assert not said.right
    assert said.misleads
    quiet = judged(no, answer("为20件。", SUITS[0]))
    assert not quiet.right
    assert not quiet.misleads


def test_everything_that_must_hold_as_well_is_asked_for() -> None:
    both = figures(TWENTY, more=f', "also": [{SUM}]')
    assert judged(both, answer("20件，共46件。", *SUITS, derivations=(ADDED,))).right
    assert not judged(both, answer("20件。", SUITS[0])).right


def test_a_verdict_that_is_wanted_must_be_the_figures_own() -> None:
    def failing(verdict: str) -> str:
        return figures(wanted(f'"value": "20", "verdict": "{verdict}"'))

    assert judged(failing("sums_agree"), answer("共20件。", SUITS[0])).right
    assert not judged(failing("sums_disagree"), answer("共20件。", SUITS[0])).right


def test_an_answer_is_in_the_language_that_is_wanted_whatever_it_quotes() -> None:
    english = figures(TWENTY, more=', "language": "en"')
    chinese = figures(TWENTY, more=', "language": "zh"')
    told = answer(
        "临湖市民政局 received 20 cases in 2023, as it says: 「本年新收政府信息公开申请二十件，全部按期答复」", SUITS[0]
    )
    assert judged(english, told).right
    assert not judged(chinese, told).right
    assert not judged(english, answer("临湖市民政局2023年共20件。", SUITS[0])).right
