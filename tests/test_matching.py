"""The sentence that most probably answers: learnt from the pairs as they stand, quoted exactly, or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.answer import Outcome
from nianbao.app.matching import FEATURES, Matcher, matcher
from nianbao.app.respond import respond
from nianbao.eval import learn, learn_matching
from nianbao.index.embed import default
from nianbao.index.library import Library


def test_the_matrices_are_learnt_from_the_pairs_as_they_stand() -> None:
    assert matcher().source == learn_matching.source(), "run: python -m nianbao.eval.learn_matching"


def test_a_question_lies_nearer_to_its_sentence_once_that_is_learnt() -> None:
    found = learn_matching.pairs()[::7]
    questions = default().encode([question for question, _ in found])
    sentences = default().encode([sentence for _, sentence in found])
    before = (questions @ sentences.T).argmax(axis=1)
    after = np.array([matcher().near(question, sentences).argmax() for question in questions])
    right = np.arange(len(found))
    assert (after == right).mean() > (before == right).mean()


def test_what_was_learnt_is_written_and_read_again(tmp_path: Path) -> None:
    made = learn_matching.stored((np.eye(4), np.eye(4)))
    learn.store(made, tmp_path / "matching.npz")
    with np.load(tmp_path / "matching.npz") as stored:
        again = Matcher(dict(stored))
    vectors = np.eye(4, dtype=np.float32)
    assert again.near(vectors[0], vectors).tolist() == [1.0, 0.0, 0.0, 0.0]


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=40))
def test_probabilities_are_probabilities(near: list[float]) -> None:
    likely = matcher().probabilities(np.array(near), np.zeros((len(near), FEATURES)))
    assert ((likely >= 0) & (likely <= 1)).all()


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("市政府2022年网页坏链接查了多少遍？", "检查链接64次"),
        ("墨塬县市监局2023年发出去前请什么人先读一遍", "非本专业人员试读"),
        ("双杉街道2022年公告栏换了之后照片谁传？", "网格员拍照上传"),
    ],
)
def test_everyday_words_find_the_sentence_that_answers(demo_library: Library, question: str, phrase: str) -> None:
    answer = respond(demo_library, question, (), date(2026, 1, 1))
    assert answer.outcome is Outcome.ANSWERED
    assert any(phrase in (citation.quote or "") for citation in answer.citations)
    assert all(citation.quote in answer.text for citation in answer.citations if citation.quote)
