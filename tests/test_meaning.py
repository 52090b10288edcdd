"""What a whole question means: the same every time, learnt from the phrasings as they stand, and about cells that exist."""

from __future__ import annotations

from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.crossed import from_hits
from nianbao.app.holdings import holdings
from nianbao.app.meaning import HEADS, NUMBER, ORGAN, YEAR, Learnt, features, learnt, masked, meaning, of_words
from nianbao.app.meant import targets_of, words_of
from nianbao.app.query import Kind, Query
from nianbao.app.understand import understand
from nianbao.eval import learn
from nianbao.eval.bench_meaning import Outcome, lines, outcome, read
from nianbao.index.library import Library
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
NAMES = OrganNames(tuple(map(Organ, ("云屿市财政局", "云屿市青汐区人民政府", "云屿市青汐区民政局"))))
UNSEEN = Path(__file__).with_name("unseen_questions.tsv")


def ask(question: str, *history: str) -> Query:
    return understand(question, history, NAMES, DAY)


def test_the_weights_are_learnt_from_the_phrasings_as_they_stand() -> None:
    assert learnt().source == learn.source(), "run: python -m nianbao.eval.learn"


def test_what_was_learnt_is_written_and_read_again(tmp_path: Path) -> None:
    import numpy as np

    asked = learn.phrasings()[::60]
    weights = learn.learn(asked)
    learn.write(weights, tmp_path / "weights.npz")
    learn.write(weights, tmp_path / "again.npz")
    assert (tmp_path / "weights.npz").read_bytes() == (tmp_path / "again.npz").read_bytes()
    with np.load(tmp_path / "weights.npz") as stored:
        made = Learnt(dict(stored))
    found = {head: [0, 0, 0] for head in HEADS}
    learn.tally(made, asked, found)
    assert all(right >= 0.9 * count for count, right, _ in (found["kind"], found["target"], found["column"]))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_has_a_meaning_and_always_the_same(text: str) -> None:
    read_once, read_again = meaning(masked(text)), meaning(masked(text))
    assert read_once == read_again
    for head in HEADS:
        shares = [share for _, share in getattr(read_once, head)]
        assert shares == sorted(shares, reverse=True)
        assert 0 <= sum(shares) <= 1.001


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("〔O〕〔Y〕年来了多少件", f"{ORGAN}{YEAR}来了多少件"),
        ("〔O〕二〇二三年罚了56次？", f"{ORGAN}{YEAR}罚了{NUMBER}次"),
        ("2023年，〔O〕：23件“申请”", f"{YEAR},{ORGAN},{NUMBER}件申请"),
        ("How many requests did 〔O〕 get in 2023?", f"how many requests did{ORGAN}get in{YEAR}"),
    ],
)
def test_names_years_and_numbers_are_masked(question: str, expected: str) -> None:
    assert of_words(question) == expected


def test_every_label_that_is_learnt_is_a_figure_of_the_form() -> None:
    for target in learnt().labels("target") - _TERMS_ALONE:
        words = words_of("", target, "total")
        assert words, target
        assert from_hits(words)[0] or target.startswith("rate:"), target


_TERMS_ALONE = frozenset({"-", *learnt().labels("column")})
"""Columns, and words beside the form, of which only the meaning is asked."""


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("财政局2023年因为人家要的东西压根不在自己手里没给的有几件", "applications.unavailable.not_held.total"),
        ("财政局2023年把申请的人说成是来上访的那种有多少件", "applications.not_processed.petition.total"),
        ("财政局2023年给了一部分、挡掉一部分的申请有几件", "applications.partially_granted.total"),
        ("财政局2023年年底还攒在手上没弄完的申请有几件", "applications.carried_out.total"),
    ],
)
def test_everyday_words_find_their_cell(question: str, key: str) -> None:
    query = ask(question)
    assert [one.keys for one in query.wanted] == [(key,)], query


@pytest.mark.parametrize(
    "question",
    [
        "财政局2023年批了多少采砂许可",
        "财政局2023年女的申请人提了几件",
        "财政局2023年收了多少件保洁员提的申请",
        "财政局2023年给养猪场的处罚有几件",
        "财政局2023年行政征收几件",
        "财政局2023年行政登记多少件",
        "财政局2023年十万元以上的处罚几件",
        "财政局2023年错公开的有几件",
        "财政局2023年七天内答复的有几件",
        "财政局2023年问拆迁的申请有几件",
        "财政局2023年答复逾期了几件",
        "财政局2023年打民事官司几场",
    ],
)
def test_a_narrower_figure_is_still_refused(question: str) -> None:
    query = ask(question)
    assert query.problem is not None or query.unknown or query.kind is Kind.NARRATIVE, query


def test_a_follow_up_is_not_read_as_a_whole() -> None:
    query = ask("再前一年呢？", "财政局2024年处罚多少件？", "前一年呢")
    assert query.years.stated == (2022,)
    assert [one.keys for one in query.wanted] == [("disclosure.penalties.decisions",)]


def test_two_words_of_one_question_stay_two_figures() -> None:
    query = ask("财政局2023年行政复议和行政诉讼各有多少件")
    assert len(query.wanted) == 2
    assert [sorted(targets_of(one)) for one in query.wanted] == [["reconsideration"], ["lost", "suits"]]


def test_features_hold_what_is_named_and_marked() -> None:
    found = features(f"{ORGAN}{YEAR}属于国家秘密的几件")
    assert found["*row:applications:refused.state_secret"] == 1
    assert found[ORGAN] == found[YEAR] == 1
    assert isinstance(found, Counter)


def test_most_of_what_was_not_learnt_is_read_right(demo_library: Library) -> None:
    held = holdings(demo_library)
    organs = [organ for organ in held.reports if not organ.label.endswith("人民政府")]
    made = read(lines(UNSEEN, organs, held.newest_year or 2024), held.names)
    counted = Counter(how for _, _, how in made)
    assert counted.total() > 800
    assert counted[Outcome.RIGHT] >= 0.87 * counted.total(), counted
    assert counted[Outcome.WRONG] <= 0.03 * counted.total(), counted
    none = [how for one, _, how in made if one.asked.kind == "none"]
    assert none.count(Outcome.WRONG) <= 0.03 * len(none)


def test_an_outcome_is_judged_by_figure_and_operation() -> None:
    plain = ask("财政局2023年行政处罚多少件")
    assert outcome(learn.labelled("disclosure.penalties.decisions", ""), plain) is Outcome.RIGHT
    assert outcome(learn.labelled("change:disclosure.penalties.decisions", ""), plain) is Outcome.OPERATION
    assert outcome(learn.labelled("disclosure.licences.decisions", ""), plain) is Outcome.WRONG
    assert outcome(learn.labelled("none", ""), plain) is Outcome.WRONG


def test_every_phrasing_has_a_label_that_is_known() -> None:
    folder = resources.files("nianbao.eval").joinpath("phrasings")
    for file in folder.iterdir():
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            label, tab, question = line.partition("\t")
            assert tab, f"{file.name}:{number}"
            assert question.strip(), f"{file.name}:{number}"
            assert learn.labelled(label, question).kind
