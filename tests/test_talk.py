"""What was talked about is taken together, shares are taken of it, and thanks in between change nothing."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.app.english import is_english
from nianbao.app.query import Kind, Query
from nianbao.app.understand import understand
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
NAMES = OrganNames(
    (
        Organ("云屿市财政局"),
        Organ("云屿市清汐区财政局"),
        Organ("云屿市青汐区民政局"),
        Organ("云屿市清汐区民政局"),
        Organ("临澜市清汐区民政局"),
    )
)


def read(*turns: str) -> Query:
    return understand(turns[-1], turns[:-1], NAMES, DAY)


def organs(query: Query) -> list[str]:
    return [candidates[0].label for candidates in query.organs if len(candidates) == 1]


FIRST = "云屿市财政局2024年新收多少件"
OTHER = "清汐区财政局呢"
BOTH = ["云屿市财政局", "云屿市清汐区财政局"]


@pytest.mark.parametrize("question", ["两家加起来多少", "加起来呢", "一共多少件", "这两个局合计是多少"])
def test_two_organs_talked_about_are_added_up(question: str) -> None:
    query = read(FIRST, OTHER, question)
    assert (query.every, organs(query), query.years.stated) == (True, BOTH, (2024,))


@pytest.mark.parametrize("question", ["差多少", "两家相差几件", "谁更多", "那多了几件"])
def test_two_organs_talked_about_are_set_apart(question: str) -> None:
    query = read(FIRST, OTHER, question)
    assert (query.kind, organs(query)) == (Kind.GAP, BOTH)


@pytest.mark.parametrize("question", ["多了几件", "涨了多少件", "少了多少", "差多少"])
def test_the_step_is_between_the_years_talked_about_last(question: str) -> None:
    query = read("云屿市财政局2022年新收多少件", "24年呢", question)
    assert (query.kind, query.years.stated) == (Kind.CHANGE, (2022, 2024))


def test_two_figures_talked_about_are_added_up_where_neither_counts_the_other() -> None:
    query = read(FIRST, "上年结转的呢", "这两个加起来")
    assert query.wanted[0].keys == ("applications.received.total", "applications.carried_in.total")
    assert read("云屿市财政局2024年办结多少件", "予以公开呢", "这两个加起来").problem is not None


@pytest.mark.parametrize("question", ["差多少", "谁更多"])
def test_what_is_not_two_things_talked_about_is_asked_back(question: str) -> None:
    assert read(FIRST, question).problem is not None
    # what was asked back leaves the thread as it was
    assert read(FIRST, question, "2023年呢").wanted == read(FIRST).wanted


@pytest.mark.parametrize("chat", ["谢谢", "好的，谢谢！", "嗯", "明白了", "thank you"])
def test_thanks_in_between_change_nothing(chat: str) -> None:
    query = read(FIRST, chat, "那2022年呢")
    assert (organs(query), query.years.stated) == (["云屿市财政局"], (2022,))
    assert query.wanted == read(FIRST).wanted


@pytest.mark.parametrize("question", ["换成2022年", "换成2022年看看", "好的，那2022年呢", "改成2022年吧"])
def test_another_year_takes_the_place_of_the_one_before(question: str) -> None:
    query = read(FIRST, question)
    assert (organs(query), query.years.stated, query.wanted) == (["云屿市财政局"], (2022,), read(FIRST).wanted)


@pytest.mark.parametrize(
    ("first", "question", "part", "whole"),
    [
        (FIRST, "律所的占比多少", "applications.received.legal_service", "applications.received.total"),
        (
            "云屿市财政局2024年予以公开几件",
            "占办结的百分之多少",
            "applications.granted.total",
            "applications.concluded.total",
        ),
        ("云屿市财政局2024年予以公开几件", "企业的占比", "applications.granted.business", "applications.granted.total"),
    ],
)
def test_shares_are_of_what_was_talked_about(first: str, question: str, part: str, whole: str) -> None:
    ratio = read(first, question).ratios[0]
    assert (ratio.numerator.keys, ratio.denominator.keys) == ((part,), (whole,))


@pytest.mark.parametrize(
    ("question", "label"),
    [("临澜的", "临澜市清汐区民政局"), ("云屿市那家", "云屿市清汐区民政局"), ("第一个", "云屿市清汐区民政局")],
)
def test_what_was_asked_back_is_chosen(question: str, label: str) -> None:
    query = read("清汐区民政局2024年新收多少件", question)
    assert (organs(query), query.years.stated) == ([label], (2024,))


def test_the_level_of_an_organ_chooses_it() -> None:
    assert organs(read("财政局2024年收费多少", "市里的那家")) == ["云屿市财政局"]
    assert organs(read("财政局2024年收费多少", "区里的")) == ["云屿市清汐区财政局"]


def test_a_correction_after_an_exclamation_keeps_year_and_figure() -> None:
    query = read("青汐区民政局2023年新收多少", "哦说错了，是云屿市清汐区民政局")
    assert (organs(query), query.years.stated) == (["云屿市清汐区民政局"], (2023,))
    assert query.wanted


def test_a_ranking_goes_on_among_the_same_organs() -> None:
    query = read("2024年哪个民政局收申请最多", "最少的呢")
    assert (query.kind, len(query.organs), query.descending) == (Kind.RANK, 3, False)
    other = read("2024年哪个局罚得最多", "行政许可呢")
    assert (other.kind, other.wanted[0].keys) == (Kind.RANK, ("disclosure.licences.decisions",))


def test_a_sum_within_one_organ_is_not_over_all_organs() -> None:
    query = read("云屿市财政局2024年未经复议直接起诉的几件", "那官司一共几件")
    assert (query.every, organs(query)) == (False, ["云屿市财政局"])


def test_another_bound_is_never_the_one_before() -> None:
    query = read("2024年新收超过30件的局有哪些", "50件左右的呢")
    assert query.condition is None or query.condition.value != 30 or query.problem is not None


def test_sentences_keep_the_year_talked_about() -> None:
    assert read("云屿市财政局2022年存在什么问题", "怎么改进").years.stated == (2022,)


def test_a_follow_up_in_english_may_name_an_organ_in_chinese() -> None:
    assert is_english("What about 清汐区财政局?")
