"""Scores are counted over what they are rates of; nothing is praised that was not seen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.answer import Answer, Figure, Outcome, Reason, Refusal, Scope, Verdict
from nianbao.eval.cases import Case
from nianbao.eval.citations import Cited
from nianbao.eval.expectation import Clarify, Expectation, Figures, Kind, Refuse, ReportRef, Wanted
from nianbao.eval.judge import judge
from nianbao.eval.metrics import Observation, Rate, by_group, groups_of_words, metrics, missed, quantile
from nianbao.eval.slots import Slots, slots
from nianbao.ingest.report import State

ORGAN, KEY = "临湖市民政局", "applications.received.total"


def expecting(value: int, *, alt: tuple[Expectation, ...] = ()) -> Expectation:
    wanted = Wanted(ReportRef(ORGAN, 2023), KEY, State.NUMBER, Decimal(value))
    return Expectation(Kind.FIGURES, Figures((wanted,)), alt=alt)


def saying(value: int) -> Answer:
    figure = Figure("f1", "r", ORGAN, 2023, KEY, State.NUMBER, Decimal(value), "件", Verdict.SUMS_AGREE, "c1")
    return Answer("问", Outcome.ANSWERED, f"为{value}件[1]。", "2026-01-01", figures=(figure,))


def refusing(reason: Reason = Reason.YEAR_MISSING) -> Answer:
    return Answer("问", Outcome.REFUSED, "没有。", "2026-01-01", refusal=Refusal(reason, "没有。"))


REFUSE = Expectation(Kind.REFUSE, Refuse(Reason.YEAR_MISSING))


def observed(expect: Expectation, answer: Answer, *, group: str = "甲", bad: int = 0) -> Observation:
    case = Case("x", group, ("问",), expect)
    shown = len(answer.figures)
    return Observation(case, answer, judge(expect, answer), shown - bad, shown, 0, repeated=True, milliseconds=1.0)


def test_each_rate_has_its_own_denominator() -> None:
    seen = [
        observed(expecting(21), saying(21)),
        observed(expecting(0), saying(0)),
        observed(expecting(21), saying(12), bad=1),
        observed(REFUSE, refusing()),
        observed(REFUSE, saying(21)),
        observed(expecting(21), refusing()),
    ]
    found = metrics(seen)
    assert found["right"] == Rate(3, 6)
    assert found["figures_right"] == Rate(2, 4)
    assert found["nonzero_figures_right"] == Rate(1, 3)
    assert found["citations_right"] == Rate(3, 4)
    assert found["refusal_precision"] == Rate(1, 2)
    assert found["refusal_recall"] == Rate(1, 2)
    assert found["confidently_wrong"] == 2


def test_a_rate_of_nothing_is_no_rate_and_reaches_no_floor() -> None:
    found = metrics([observed(REFUSE, refusing())])
    assert isinstance(found["figures_right"], Rate)
    assert found["figures_right"].value is None
    assert found["figures_right"].interval is None
    assert missed(found, {"figures_right": 0.0}) == ("figures_right",)


def test_a_floor_is_the_most_for_metrics_of_which_less_is_better() -> None:
    found = metrics([observed(REFUSE, saying(21))])
    assert missed(found, {"confidently_wrong": 1}) == ()
    assert missed(found, {"confidently_wrong": 0, "right": 0.5}) == ("confidently_wrong", "right")


def test_the_interval_is_wilsons() -> None:
    # 10 of 10: [0.7225, 1]; 45 of 50: [0.7864, 0.9565] (Newcombe, Statistics in Medicine 17, 1998)
    assert Rate(10, 10).interval == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert Rate(45, 50).interval == pytest.approx((0.7864, 0.9565), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_bounds(counts: tuple[int, int]) -> None:
    rate = Rate(*counts)
    assert rate.interval is not None
    assert rate.value is not None
    low, high = rate.interval
    assert 0 <= low <= rate.value + 1e-12
    assert rate.value - 1e-12 <= high <= 1
    assert low < high


@given(st.lists(st.integers(0, 50).map(float), min_size=1), st.sampled_from([0.5, 0.95]))
def test_a_quantile_is_the_smallest_value_that_so_many_do_not_exceed(values: list[float], share: float) -> None:
    found = quantile(sorted(values), share)
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9
    assert sum(value < found for value in values) < share * len(values)


def test_classes_are_counted_apart() -> None:
    seen = [observed(REFUSE, refusing(), group="乙"), observed(REFUSE, saying(1)), observed(REFUSE, refusing())]
    assert by_group(seen) == {"乙": Rate(1, 1), "甲": Rate(1, 2)}


def test_answering_where_refusing_or_asking_back_was_due_misleads_even_with_a_true_figure() -> None:
    clarify = Expectation(Kind.CLARIFY, Clarify(()))
    assert judge(clarify, saying(21)).misleads
    assert judge(REFUSE, saying(21)).misleads
    assert not judge(clarify, refusing()).misleads


def test_another_way_of_being_right_counts() -> None:
    either = expecting(21, alt=(REFUSE,))
    assert judge(either, refusing()).right
    assert judge(either, saying(21)).right
    assert not judge(either, saying(12)).right


# ------------------------------------------------------------------ slots, citations, paraphrases


def within(answer: Answer, *, organs: tuple[str, ...] = (ORGAN,), years: tuple[int, ...] = (2023,)) -> Answer:
    return replace(answer, scope=Scope(organs, years, (KEY,)))


def test_a_slot_is_right_where_the_scope_names_what_was_asked_and_nothing_else_is_shown() -> None:
    assert slots(expecting(21), within(saying(21))) == Slots(organ=True, year=True, cell=True)
    assert slots(expecting(21), within(saying(12))) == Slots(organ=True, year=True, cell=True)
    assert slots(expecting(21), within(saying(21), organs=("临江市民政局",))) == Slots(False, True, True)
    assert slots(expecting(21), within(saying(21), years=(2022,))) == Slots(True, False, True)
    assert slots(expecting(21), refusing()) == Slots(False, False, False)
    assert slots(REFUSE, refusing()) is None


def test_a_year_that_has_no_report_may_be_named_but_no_other_years_figure_shown() -> None:
    named = within(saying(21), years=(2022, 2023))
    assert slots(expecting(21), named) == Slots(True, True, True)
    other = replace(named.figures[0], id="f2", year=2022)
    assert slots(expecting(21), replace(named, figures=(*named.figures, other))) == Slots(True, False, True)


def cited(expect: Expectation, answer: Answer, *each: Cited, paged: bool = True) -> Observation:
    at = frozenset({(ORGAN, 2023)}) if paged else frozenset()
    return replace(observed(expect, answer), citations=len(each), each=each, paged=at)


def test_citations_are_counted_by_cell_and_by_page_over_the_shown_and_over_the_wanted() -> None:
    good = Cited(ORGAN, 2023, KEY, cell=True, page=True)
    seen = [
        cited(expecting(21), saying(21), good),
        cited(expecting(21), saying(21), replace(good, page=False)),
        cited(expecting(21), saying(12), replace(good, cell=False)),
        cited(expecting(21), saying(21), replace(good, page=None), paged=False),
        cited(expecting(21), refusing()),
    ]
    found = metrics(seen)
    assert found["citation_cell_precision"] == Rate(3, 4)
    assert found["citation_page_precision"] == Rate(2, 3)
    assert found["citation_cell_recall"] == Rate(3, 5)
    assert found["citation_page_recall"] == Rate(1, 4)


def test_a_figure_without_any_citation_counts_against_precision() -> None:
    uncited = replace(observed(expecting(21), saying(21)), citations=1)
    assert metrics([uncited])["citation_cell_precision"] == Rate(0, 1)


def called(name: str, expect: Expectation, answer: Answer) -> Observation:
    one = observed(expect, answer)
    return replace(one, case=replace(one.case, asks=name))


def test_paraphrases_agree_that_are_right_or_wrong_in_the_same_way() -> None:
    more = replace(saying(21), text="为21件，另有结转。")
    seen = [
        called("both right", expecting(21), saying(21)),
        called("both right", expecting(21), more),
        called("one refused", expecting(21), saying(21)),
        called("one refused", expecting(21), refusing()),
        called("same mistake", expecting(21), saying(12)),
        called("same mistake", expecting(21), saying(12)),
        called("other mistakes", expecting(21), saying(12)),
        called("other mistakes", expecting(21), saying(11)),
        called("alone", expecting(21), saying(21)),
    ]
    assert metrics(seen)["paraphrase_consistent"] == Rate(2, 4)


def test_cases_that_want_the_same_cells_are_paraphrases_without_saying_so() -> None:
    seen = [observed(expecting(21), saying(21)), observed(expecting(21), refusing()), observed(expecting(5), saying(5))]
    assert [len(group) for group in groups_of_words(seen)] == [2]
    assert groups_of_words([observed(REFUSE, refusing()), observed(REFUSE, refusing())]) == ()


def test_the_rate_of_misleading_answers_is_of_all_cases_and_less_is_better() -> None:
    found = metrics([observed(expecting(21), saying(12)), observed(expecting(21), saying(21))])
    assert found["confidently_wrong_rate"] == Rate(1, 2)
    assert missed(found, {"confidently_wrong_rate": 0.5}) == ()
    assert missed(found, {"confidently_wrong_rate": 0.4}) == ("confidently_wrong_rate",)
