"""Where no words of a report's sentences meet a question's: the sentence that most probably answers it, if that is probable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nianbao.app.choose import ENDED, SHORTEST, Quote, Weight, weigh
from nianbao.app.content import Rarity
from nianbao.app.matching import Matcher, Rows, matcher
from nianbao.app.topic import Topic, said
from nianbao.index.embed import default
from nianbao.index.passages import Passage

LEAST = 0.35
"""So probable must be what is quoted."""

CLOSE = 0.4
"""A second sentence is quoted with the first where it is not less probable than this share of it."""

MOST = 48
"""Sentences of a report that are looked at."""

UNTOLD = 0.2
"""No more probable may be that no report tells what is asked."""


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of one report with what `app.matching` weighs of each."""

    quotes: tuple[Quote, ...]
    near: Rows
    features: Rows


def likeliest(topic: Topic, passages: Sequence[Passage], rarity: Rarity | None = None) -> list[Quote]:
    """The sentences, at most two of each report, that most probably answer; none where none is probable enough."""
    chosen: list[Quote] = []
    for report in dict.fromkeys(passage.report for passage in passages):
        read = told(topic, [passage for passage in passages if passage.report == report], rarity, matcher())
        if not read.quotes:
            continue
        likely = matcher().probabilities(read.near, read.features)
        order = np.argsort(-likely, kind="stable")[:2]
        first = float(likely[order[0]])
        best = [read.quotes[at] for at in order if first >= LEAST and likely[at] >= CLOSE * first]
        chosen += sorted(best, key=lambda quote: quote.order)
    return chosen


def told(topic: Topic, passages: Sequence[Passage], rarity: Rarity | None, by: Matcher) -> Told:
    """The sentences of the passages of one report, each once, and what is weighed of them."""
    once: dict[str, Quote] = {}
    for rank, passage in enumerate(passages):
        for at, sentence in enumerate(passage.sentences):
            text = passage.quote(sentence).strip()
            if len(text) >= SHORTEST and ENDED.search(text):
                once.setdefault(text, Quote(passage, sentence, text, order=(rank, at)))
    quotes = tuple(list(once.values())[:MOST])
    if not quotes:
        return Told((), np.zeros(0), np.zeros((0, 0)))
    vectors = default().encode([topic.text.replace("，", ""), *(quote.text for quote in quotes)])
    words = said(topic, rarity)
    rows = [_features(topic, quote, weigh(topic, words, quote.text, "")) for quote in quotes]
    return Told(quotes, by.near(vectors[0], vectors[1:]), np.array(rows, dtype=np.float64))


def _features(topic: Topic, quote: Quote, weight: Weight) -> tuple[float, ...]:
    """The figures of a sentence that `app.matching` weighs beside its nearness, in its order."""
    five = quote.passage.section == "五"
    counted = topic.number and any(char.isdigit() for char in quote.text)
    flags = (weight.named, five, five and topic.doubts, quote.passage.section == "前言", counted)
    return (weight.share, min(weight.theme, 2.0), *map(float, flags))
