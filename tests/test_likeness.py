"""A word outside the vocabulary is asked back with the figures it is like, and never answered."""

from __future__ import annotations

import pytest
from askable import Asked, report

from nianbao.app.answer import Outcome
from nianbao.app.likeness import likely

FINANCE = "临湖市财政局"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(tmp_path_factory.mktemp("like") / "library").add(report(FINANCE, 2024), report("远山市财政局", 2024))


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("大学和研究所", "applications.received.research"),
        ("慈善组织", "applications.received.welfare"),
        ("群众来信来访", "applications.not_processed.petition.total"),
        ("要求提供书籍", "applications.not_processed.publication.total"),
        ("工作秘密", "applications.refused.state_secret.total"),
        ("内部文件", "applications.refused.internal_affairs.total"),
        ("罚款", "disclosure.penalties.decisions"),
    ],
)
def test_the_likeliest_figure_comes_first(word: str, key: str) -> None:
    assert likely(word)[0].keys == (key,)


@pytest.mark.parametrize("word", ["天气", "股票", "低保", "热线", "GDP", "预算", "会", ""])
def test_what_is_like_nothing_has_no_figure(word: str) -> None:
    assert likely(word) == ()


@pytest.mark.parametrize("words", ["群众来信来访类的有几件", "工作秘密几件", "上诉的有几件"])
def test_an_unknown_word_is_asked_back_and_every_choice_is_answered(library: Asked, words: str) -> None:
    answer = library.ask(f"{FINANCE}2024年{words}？")
    assert (answer.outcome, answer.figures) == (Outcome.CLARIFY, ())
    assert answer.choices
    for choice in answer.choices:
        chosen = library.ask(choice)
        assert chosen.outcome is Outcome.ANSWERED
        assert {figure.organ for figure in chosen.figures} == {FINANCE}
