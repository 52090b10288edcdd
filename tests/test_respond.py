"""Answers over the demo library: right to the cell, cited, checked, and silent where the reports are."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nianbao.app.answer import Answer, Operation, Outcome, Reason, Verdict
from nianbao.app.respond import respond
from nianbao.app.wire import answer_json
from nianbao.eval.samples import demo
from nianbao.eval.samples.sample import Sample
from nianbao.index.library import Library
from nianbao.index.source import Source
from nianbao.ingest.parse import parse
from nianbao.ingest.report import State

DAY = date(2026, 11, 24)
CIVIL = "云屿市青汐区民政局"
FINANCE = "云屿市财政局"


def sample(organ: str, year: int) -> Sample:
    return next(s for s in demo.demo_samples() if s.organ.name == organ and s.year == year)


def ask(library: Library, *turns: str) -> Answer:
    answer = respond(library, turns[-1], turns[:-1], DAY)
    assert answer.removed == ()
    for figure in answer.figures:
        cited = next(c for c in answer.citations if c.id == figure.citation)
        cell = library.cells(cited.report, [figure.key])[figure.key]
        assert (cell.value, cell.state, cited.key) == (figure.value, figure.state, figure.key)
        if library.entry(cited.report).pages:
            assert cited.place.page
            assert cited.place.box
    return answer


def values(answer: Answer) -> dict[str, Decimal | None]:
    return {figure.key: figure.value for figure in answer.figures}


@pytest.mark.parametrize(
    "key", ["disclosure.penalties.decisions", "disclosure.licences.decisions", "applications.granted.total"]
)
def test_a_figure_is_the_cell_of_the_truth(demo_library: Library, key: str) -> None:
    words = {
        "disclosure.penalties.decisions": "行政处罚",
        "disclosure.licences.decisions": "行政许可",
        "applications.granted.total": "予以公开",
    }
    for year in (2022, 2023, 2024):
        answer = ask(demo_library, f"{FINANCE}{year}年{words[key]}多少件")
        assert values(answer) == {key: sample(FINANCE, year).cells[key]}
        assert answer.scope.organs == (FINANCE,)
        assert answer.scope.years == (year,)


def test_a_group_is_a_sum_with_every_operand_cited(demo_library: Library) -> None:
    truth = sample(CIVIL, 2024)
    answer = ask(demo_library, f"{CIVIL}2024年不予公开一共几件")
    rows = [key for key in truth.cells if key.startswith("applications.refused.") and key.endswith(".total")]
    assert len(rows) == 8
    assert values(answer) == {key: truth.cells[key] for key in rows}
    (total,) = answer.derivations
    assert total.operation is Operation.SUM
    assert Decimal(total.value or "-1") == sum(Decimal(str(truth.cells[key])) for key in rows)
    assert total.operands == tuple(figure.id for figure in answer.figures)


def test_a_blank_cell_is_said_to_be_blank_and_not_zero(demo_library: Library) -> None:
    answer = ask(demo_library, "云屿市清汐区民政局2023年行政复议维持几件")
    (figure,) = answer.figures
    assert (figure.state, figure.value) == (State.BLANK, None)
    assert "空白" in answer.text
    assert "0件" not in answer.text


def test_a_report_that_contradicts_itself_is_quoted_and_marked(demo_library: Library) -> None:
    answer = ask(demo_library, "云屿市青汐区2023年行政复议总计多少件")
    figure = answer.figures[0]
    assert (figure.value, figure.verdict) == (0, Verdict.SUMS_DISAGREE)
    assert answer.derivations[0].value == "16"
    assert answer.findings[0].finding.rule == "review_total"
    assert "原件如此，请核" in answer.text


def test_near_misses_and_missing_years_are_refused_without_a_figure(demo_library: Library) -> None:
    for question, reason in (
        ("青汐湖2023年新收多少件", Reason.ORGAN_UNKNOWN),
        ("云屿市青汐区财政局2023年新收多少件", Reason.ORGAN_UNKNOWN),
        ("临澜市清汐区民政局2023年新收多少件", Reason.YEAR_MISSING),
        (f"{FINANCE}今年新收多少件", Reason.YEAR_MISSING),
    ):
        answer = ask(demo_library, question)
        assert answer.refusal is not None
        assert answer.refusal.reason is reason
        assert answer.figures == ()
        assert answer.refusal.suggestions


def test_an_organ_of_one_name_in_two_cities_is_asked_back(demo_library: Library) -> None:
    answer = ask(demo_library, "清汐区民政局2024年新收多少件")
    assert answer.outcome is Outcome.CLARIFY
    assert len(answer.choices) == 2
    assert all(ask(demo_library, choice).outcome is Outcome.ANSWERED for choice in answer.choices)


def test_every_suggestion_can_be_answered(demo_library: Library) -> None:
    refused = [
        "青汐湖2023年新收多少件",
        "临澜市清汐区民政局2023年行政许可多少件",
        f"{CIVIL}罚了多少钱",
        "今天天气怎么样",
        f"{CIVIL}2024年采购花了多少",
    ]
    for question in refused:
        answer = ask(demo_library, question)
        assert answer.refusal is not None
        for suggestion in answer.refusal.suggestions:
            assert ask(demo_library, suggestion).outcome is not Outcome.REFUSED, suggestion


def test_follow_ups_carry_organ_year_and_figure(demo_library: Library) -> None:
    answer = ask(demo_library, f"{FINANCE}2023年行政处罚多少件", "行政许可呢")
    assert values(answer) == {
        "disclosure.licences.decisions": sample(FINANCE, 2023).cells["disclosure.licences.decisions"]
    }
    answer = ask(demo_library, f"{FINANCE}2023年行政处罚多少件", "2024年呢")
    assert values(answer) == {
        "disclosure.penalties.decisions": sample(FINANCE, 2024).cells["disclosure.penalties.decisions"]
    }


def test_the_step_between_two_years_shows_both(demo_library: Library) -> None:
    answer = ask(demo_library, f"{FINANCE}2024年新收比上年增加多少")
    key = "applications.received.total"
    now, before = (Decimal(str(sample(FINANCE, year).cells[key])) for year in (2024, 2023))
    difference = next(d for d in answer.derivations if d.operation is Operation.DIFFERENCE)
    assert Decimal(difference.value or "0") == now - before
    assert {(f.year, f.value) for f in answer.figures} == {(2023, before), (2024, now)}


def test_a_stated_number_is_held_against_its_cell(demo_library: Library) -> None:
    truth = sample(FINANCE, 2024).cells["applications.received.total"]
    assert ask(demo_library, f"{FINANCE}2024年新收{truth}件对吗").text.startswith("一致")
    wrong = ask(demo_library, f"{FINANCE}2024年新收{int(str(truth)) + 1}件对吗")
    assert wrong.text.startswith("不一致")
    assert wrong.figures[0].value == truth


def test_problems_and_improvements_are_quoted_from_their_own_half(demo_library: Library) -> None:
    problems = ask(demo_library, f"{CIVIL}2022年存在什么问题")
    improvements = ask(demo_library, f"{CIVIL}2022年怎么改进")
    text = next(s.text for s in sample(CIVIL, 2022).sections if s.number == "五").replace("\n", "")
    for answer in (problems, improvements):
        assert answer.citations
        assert all(c.quote and c.quote in text and c.section == "五" and c.key is None for c in answer.citations)
    assert not {c.quote for c in problems.citations} & {c.quote for c in improvements.citations}


def test_a_ranking_says_what_was_compared(demo_library: Library) -> None:
    answer = ask(demo_library, "2024年哪个局行政处罚最多")
    bureaus = [s for s in demo.demo_samples() if s.year == 2024 and s.organ.name.endswith("局")]
    best = max(bureaus, key=lambda s: Decimal(str(s.cells["disclosure.penalties.decisions"] or 0)))
    rank = next(d for d in answer.derivations if d.operation is Operation.RANK)
    assert (rank.value, rank.of) == (best.organ.name, len(bureaus))


def test_out_of_reach_is_refused_in_one_sentence(demo_library: Library) -> None:
    for question, reason in (
        ("今天天气怎么样", Reason.OUT_OF_SCOPE),
        (f"{CIVIL}的申请是谁提的", Reason.PERSONAL),
        (f"{CIVIL}罚了多少钱", Reason.NOT_IN_FORM),
        (f"为什么{CIVIL}不予公开这么多", Reason.OUT_OF_SCOPE),
    ):
        answer = ask(demo_library, question)
        assert answer.refusal is not None
        assert answer.refusal.reason is reason


def test_the_same_question_gives_the_same_answer_byte_for_byte(demo_library: Library, demo_folder: Path) -> None:
    for question in (
        f"{CIVIL}2024年不予公开一共几件",
        f"{CIVIL}存在什么问题",
        "2024年哪个局行政处罚最多",
        "民政局罚了几次",
    ):
        first = json.dumps(answer_json(respond(demo_library, question, (), DAY)), ensure_ascii=False)
        with Library.open(demo_folder) as again:
            assert json.dumps(answer_json(respond(again, question, (), DAY)), ensure_ascii=False) == first


@pytest.mark.real
def test_the_questions_of_the_real_reports(shared_reports: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", create=True) as library:
        for path in sorted(shared_reports.iterdir()):
            if path.suffix in {".pdf", ".html", ".txt"}:
                data = path.read_bytes()
                library.add(parse(data, source=path.name), data, Source(path=str(path)))
        first = "细河区民政局2023年行政处罚多少件"
        assert values(ask(library, first)) == {"disclosure.penalties.decisions": 1}
        assert values(ask(library, first, "行政许可呢")) == {"disclosure.licences.decisions": 75}
        (blank,) = ask(library, "细河区民政局2023年行政复议维持几件").figures
        assert blank.state is State.BLANK
        both = ask(library, "洪泽区2023年收到多少申请，其中不予公开几件")
        assert both.figures[0].value == 21
        assert [(d.value, len(d.operands)) for d in both.derivations] == [("3", 8)]
        total = ask(library, "洪泽区2023年行政复议总计")
        assert (total.figures[0].value, total.figures[0].verdict) == (0, Verdict.SUMS_DISAGREE)
        assert (total.derivations[0].value, total.derivations[0].formula) == ("11", "10 + 1 + 0 + 0")
        for question in ("洪泽区2022年新收多少件", "淮安区2023年新收多少件"):
            refused = ask(library, question)
            assert (refused.outcome, refused.figures) == (Outcome.REFUSED, ())
        problems = ask(library, "细河区民政局政务公开存在什么问题")
        assert problems.citations
        assert {c.section for c in problems.citations} == {"五"}
        assert ask(library, "上海市府办2019年受理859件对吗").text.startswith("一致")


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("云屿市人民政府和云屿市财政局2024年新收一共多少件", Outcome.REFUSED),
        ("2023和2024年哪个局新收最多", Outcome.REFUSED),
        ("全省2024年新收多少件", Outcome.REFUSED),
        ("青汐区统计局2024年新收多少件", Outcome.REFUSED),
        ("墨塬县自然资源局2024年自然人被罚几件", Outcome.REFUSED),
        ("墨塬县自然资源局2024年刑事诉讼几件", Outcome.REFUSED),
        ("云屿市财政局1924年新收多少件", Outcome.REFUSED),
        ("云屿市财政局2023年以后新收多少件", Outcome.CLARIFY),
        ("云屿市财政局2024年新收不是26件，对吗", Outcome.CLARIFY),
        ("2024年云屿市财政局排名第几", Outcome.CLARIFY),
    ],
)
def test_what_would_mislead_is_not_answered(demo_library: Library, question: str, outcome: Outcome) -> None:
    assert ask(demo_library, question).outcome is outcome


@pytest.mark.parametrize(
    ("turns", "key", "year"),
    [
        (("青汐区民政局2024年新收多少件", "上一年呢"), "applications.received.total", 2023),
        (("民政局2024年新收多少件", "青汐区", "2023年呢"), "applications.received.total", 2023),
        (("云屿市财政局2023年行政复议维持几件", "纠正呢", "总计呢"), "review.reconsideration.total", 2023),
    ],
)
def test_follow_ups_build_on_each_other(demo_library: Library, turns: tuple[str, ...], key: str, year: int) -> None:
    answer = ask(demo_library, *turns)
    assert (answer.figures[0].key, answer.figures[0].year) == (key, year)
    assert not answer.figures[0].organ.endswith("人民政府")


def test_a_bureau_is_called_by_its_stem(demo_library: Library) -> None:
    assert ask(demo_library, "云屿市财政2024年新收多少件").scope.organs == (FINANCE,)


@pytest.mark.parametrize("question", ["各区民政局2024年新收多少件", "哪个区民政局2024年行政许可最多"])
def test_a_level_before_a_list_belongs_to_the_name(demo_library: Library, question: str) -> None:
    answer = ask(demo_library, question)
    assert answer.outcome is Outcome.ANSWERED
    assert {"云屿市清汐区民政局", "临澜市清汐区民政局", CIVIL} & {figure.organ for figure in answer.figures}


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("媒体申请多少件", 2022),
        ("2023年网上新收申请多少件", 2023),
        ("2019年农业行政许可多少件", 2024),
        ("今天天气怎么样", 2022),
        ("国家电网2023年新收多少件", 2023),
    ],
)
def test_what_is_suggested_is_of_the_organ_talked_about(demo_library: Library, question: str, year: int) -> None:
    answer = ask(demo_library, f"{FINANCE}2022年行政处罚多少件", question)
    assert answer.refusal is not None
    assert answer.refusal.suggestions[0].startswith(f"{FINANCE}{year}年")
    assert ask(demo_library, answer.refusal.suggestions[0]).outcome is Outcome.ANSWERED


def test_without_an_organ_those_that_have_the_year_are_suggested(demo_library: Library) -> None:
    answer = ask(demo_library, "全县2020年新收申请多少件")
    assert answer.refusal is not None
    assert all(ask(demo_library, again).outcome is Outcome.ANSWERED for again in answer.refusal.suggestions)
