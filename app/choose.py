"""Passages + what is asked → the sentences that answer it, best ones only (pure).

A sentence answers where it tells a theme that is asked for, or holds enough of the question's own words. What a report
does is told in 一 and 六, what it lacks and plans in 五: unless that is asked for, 五 comes second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.app.section_five import Point, matched, points
from nianbao.app.topic import Topic, grams
from nianbao.index.passages import Passage
from nianbao.index.sentences import Sentence

SENTENCES = 4
"""Sentences an answer quotes of one report at most; two more of section 五, which is asked for as a whole."""

LEAST = 0.3
"""Share of the question's content that a sentence with its headings must hold, where no theme is asked for."""

SURE = 0.5
"""The same where a theme is asked for that the sentence does not tell."""

NEAR_BEST = 0.7
"""A sentence that weighs less than this share of the best one is left out."""

ELSEWHERE = 0.5
"""Weight of a sentence of 五 where that section is not asked for, and of 前言, which speaks of the report itself."""

EACH_WORD = 0.25
"""What every further word of a theme adds to a sentence that tells it."""

HEADED = 0.6
"""Share of the question's content that a heading must name for the sentences below it to be about it."""

_ASKS_HOW = re.compile(r"怎么(?!样)|如何|措施|怎样")
_COUNTED = re.compile(r"(?:公开|发布)[^。；审]{0,40}?\d[\d,]*\s*余?(?:条|篇|件)")
_ENDED = re.compile(r"[。！？；!?;」』”]$")
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that answers; `weight` and `order` only rank."""

    passage: Passage
    sentence: Sentence
    text: str
    weight: float = 1.0
    order: tuple[int, int] = (0, 0)


def choose(topic: Topic, passages: Sequence[Passage], *, five: Sequence[Passage] = ()) -> list[Quote]:
    """The sentences of the picked reports that answer; each report is weighed by itself.

    Args:
        topic: what is asked.
        passages: found ones, best first.
        five: the whole section 五 of the same reports, in order.
    """
    chosen: list[Quote] = []
    for report in dict.fromkeys(passage.report for passage in (*passages, *five)):
        own = [passage for passage in passages if passage.report == report]
        whole = [passage for passage in five if passage.report == report]
        chosen += _of_one(topic, own, points(whole))
    return chosen


def choose_any(topic: Topic, passages: Sequence[Passage]) -> list[Quote]:
    """The sentences of any report that answer, one a report, best first."""
    chosen: list[Quote] = []
    for quote in _near_best([quote for _, _, quote in _weighed(topic, passages, anywhere=True)]):
        if len(chosen) < SENTENCES and all(other.passage.report != quote.passage.report for other in chosen):
            chosen.append(quote)
    return chosen


def whole(passages: Sequence[Passage]) -> list[Quote]:
    """The first sentences of a short section, in order."""
    every = [
        Quote(passage, sentence, text, order=(rank, at))
        for rank, passage in enumerate(passages)
        for at, sentence in enumerate(passage.sentences)
        if len(text := passage.quote(sentence).strip()) >= 4 and _ENDED.search(text)
    ]
    return every[: SENTENCES + 1]


def _of_one(topic: Topic, passages: Sequence[Passage], told: Sequence[Point]) -> list[Quote]:
    if topic.of_section_five and (found := _of_section_five(topic, told)):
        return found[: SENTENCES + 2]
    best = _near_best(_central(_weighed(topic, passages)))[:SENTENCES]
    best.sort(key=lambda quote: quote.order)
    return _with_remedies(best, told) if _ASKS_HOW.search(topic.text) else best


def _of_section_five(topic: Topic, told: Sequence[Point]) -> list[Quote]:
    """The half that is asked for: all of it, or what speaks of the problem that is named."""
    halves = [side for side, wanted in ((True, topic.problems), (False, topic.improvements)) if wanted]
    if topic.general:
        return [_quote(point) for side in halves for point in told if point.improves is not side]
    weighed = {point: _weight(topic, point.text) for point in told}
    themed = any(weight.theme for weight in weighed.values())
    weights = {point: w.theme + w.words if w.theme or not themed else 0.0 for point, w in weighed.items()}
    best = max(weights.values(), default=0.0)
    if not best:
        return []
    picked = {point for point, weight in weights.items() if weight >= NEAR_BEST * best}
    return [_quote(point) for side in halves for point in matched(told, picked.__contains__, problems=side)]


def _quote(point: Point) -> Quote:
    return Quote(point.passage, point.sentence, point.text, order=point.order)


@dataclass(frozen=True, slots=True)
class _Weight:
    """How much a sentence says of what is asked: of its themes, and in its own words; both 0: not enough."""

    theme: float
    words: float


def _weight(topic: Topic, text: str, context: frozenset[str] = frozenset()) -> _Weight:
    lengths = {one: sum(end - start for start, end in one.spans) for one in topic.themes}
    told = {one: one.theme.told(text) for one in topic.themes}
    theme = sum(lengths[one] * (1 + EACH_WORD * (times - 1)) for one, times in told.items() if times)
    theme = theme / max(lengths.values()) if theme else 0.0
    if not topic.grams:
        return _Weight(theme, 0.0)
    here = grams(text)
    own, about = len(topic.grams & here), len(topic.grams & (here | context))
    headed = len(topic.grams & context) / len(topic.grams) >= HEADED
    enough = own > 0 and about / len(topic.grams) >= (SURE if topic.themes else LEAST)
    words = (own + 0.5 * about) / len(topic.grams)
    return _Weight(theme, words) if theme or enough or headed else _Weight(0.0, 0.0)


def _weighed(topic: Topic, passages: Sequence[Passage], *, anywhere: bool = False) -> list[tuple[bool, bool, Quote]]:
    """(whether it tells a theme that is asked for, whether it stands aside, sentence) of all that may answer.

    Aside is a section that speaks of something else; `anywhere`: none does, the question is who says it at all.
    """
    found: list[tuple[bool, bool, Quote]] = []
    for rank, passage in enumerate(passages):
        context = grams(" ".join(passage.heading))
        aside = passage.section == "前言" or (passage.section == "五" and not topic.of_section_five)
        aside = aside and not anywhere
        for at, sentence in enumerate(passage.sentences):
            text = passage.quote(sentence).strip()
            if len(text) < _SHORTEST or not _ENDED.search(text) or (topic.counted and not _COUNTED.search(text)):
                continue
            weight = _weight(topic, text, context)
            total = (weight.theme + weight.words) * (ELSEWHERE if aside else 1.0)
            if total:
                quote = Quote(passage, sentence, text, total - 0.01 * rank, (rank, at))
                found.append((weight.theme > 0, aside, quote))
    return found


def _central(found: Sequence[tuple[bool, bool, Quote]]) -> list[Quote]:
    """Where a sentence tells a theme that is asked for, only those that do, and those aside where no other does."""
    themed = [(aside, quote) for of_theme, aside, quote in found if of_theme]
    central = [quote for aside, quote in themed if not aside]
    return central or [quote for _, quote in themed] or [quote for _, _, quote in found]


def _near_best(quotes: Sequence[Quote]) -> list[Quote]:
    """The best ones, each text once a report, best first."""
    ranked = sorted(quotes, key=lambda quote: (-quote.weight, quote.order))
    near = [quote for quote in ranked if quote.weight >= NEAR_BEST * ranked[0].weight]
    once: dict[tuple[str, str], Quote] = {}
    for quote in near:
        once.setdefault((quote.passage.report, quote.text), quote)
    return list(once.values())


def _with_remedies(best: list[Quote], told: Sequence[Point]) -> list[Quote]:
    """A problem of section 五 that was asked about with 怎么: its remedy stands beside it."""
    out: list[Quote] = []
    for quote in best:
        out.append(quote)
        mine = next((p for p in told if not p.improves and p.text == quote.text), None)
        if mine is None:
            continue
        remedies = matched(told, mine.__eq__, problems=False)
        out += [_quote(p) for p in remedies if all(p.text != other.text for other in best)]
    return out
