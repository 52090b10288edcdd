"""Passages + what is asked → the sentences that answer it, best ones only (pure).

A sentence answers where it tells a theme that is asked for, or holds enough of the question's own words, the rare ones
above all (`app.content`). What a report does is told in 一 and 六, what it lacks and plans in 五: unless that is asked
for, 五 comes second, and what tells no theme that is asked for comes last; but a sentence that holds clearly more of the
question than those before it goes before them. 怎么保护低保户的隐私 is not answered by what a report says of privacy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nianbao.app.content import Content, Rarity, of
from nianbao.app.section_five import Point, matched, partners, points
from nianbao.app.topic import Topic, said
from nianbao.index.passages import Passage
from nianbao.index.sentences import Sentence

SENTENCES = 4
"""Sentences an answer quotes of one report at most; two more of section 五, which is asked for as a whole."""

LEAST = 0.35
"""Share of the question that a sentence must hold which tells no theme that is asked for."""

SURE = 0.5
"""The same where the question was read as one for a figure that no table has."""

OF_FIVE = 0.4
"""So much of it is enough within section 五 where that is asked for: its few points are told apart by little."""

OF_DOUBTS = 0.7
"""The same of a sentence of section 五 where a question asks whether something falls short, or why."""

SOMETHING = 0.03
"""Share of the question that whole words must make up which a sentence shares, for it to be about the same thing."""

UNNAMED = 0.55
"""The same of a sentence that names no theme that is asked for: 由谁负责更新债务 asks who leads, and of 债务 above all."""

OF_ITSELF = 0.5
"""The same of 前言, which speaks of the report itself."""

CLEARLY = 1.3
"""So many times the share of the best sentence before it, a sentence of less standing holds clearly more."""

NEAR_BEST = 0.7
"""A sentence that weighs less than this share of the best one is left out."""

ELSEWHERE = 0.5
"""Weight of a sentence of 五 where that section is not asked for, and of 前言."""

EACH_WORD = 0.25
"""What every further word of a theme adds to a sentence that tells it."""

HEADED = 0.6
"""Share of the question that a heading must name for the sentences below it to be about it."""

_COUNTED = re.compile(r"(?:公开|发布)[^。；审]{0,40}?\d[\d,]*\s*余?(?:条|篇|件)")
_NUMBER = re.compile(
    r"\d|百分之|[一二三四五六七八九十百千两]+(?:个|名|次|天|日|月|年|份|条|件|场|期|册|种|批|成|倍|处|类|项|周|小时|万?元)|没有|[未无不]"
)
"""What answers 多少: a number, or that there was none."""
ENDED = re.compile(r"[。！？；!?;」』”]$")
SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that answers; `weight` and `order` only rank."""

    passage: Passage
    sentence: Sentence
    text: str
    weight: float = 1.0
    order: tuple[int, int] = (0, 0)


def choose(
    topic: Topic,
    passages: Sequence[Passage],
    *,
    five: Sequence[Passage] = (),
    rarity: Rarity | None = None,
    least: float = LEAST,
) -> list[Quote]:
    """The sentences of the picked reports that answer; each report is weighed by itself.

    Args:
        topic: what is asked.
        passages: found ones, best first.
        five: the whole section 五 of the same reports, in order.
        rarity: of the question's words; all weigh the same without it.
        least: share of the question that a sentence must hold which tells no theme that is asked for.
    """
    words = said(topic, rarity)
    chosen: list[Quote] = []
    for report in dict.fromkeys(passage.report for passage in (*passages, *five)):
        own = [passage for passage in passages if passage.report == report]
        whole = [passage for passage in five if passage.report == report]
        chosen += _of_one(topic, words, own, points(whole), least)
    return chosen


def choose_any(
    topic: Topic, passages: Sequence[Passage], rarity: Rarity | None = None, least: float = SURE
) -> list[Quote]:
    """The sentences of any report that answer, one a report, best first; among so many, some hold anything a little."""
    chosen: list[Quote] = []
    found = _weighed(topic, said(topic, rarity), passages, {}, least, anywhere=True)
    for quote in _near_best(_before_others(found)):
        if len(chosen) < SENTENCES and all(other.passage.report != quote.passage.report for other in chosen):
            chosen.append(quote)
    return chosen


def whole(passages: Sequence[Passage]) -> list[Quote]:
    """The first sentences of a short section, in order."""
    every = [
        Quote(passage, sentence, text, order=(rank, at))
        for rank, passage in enumerate(passages)
        for at, sentence in enumerate(passage.sentences)
        if len(text := passage.quote(sentence).strip()) >= 4 and ENDED.search(text)
    ]
    return every[: SENTENCES + 1]


def _of_one(
    topic: Topic, words: Content, passages: Sequence[Passage], told: Sequence[Point], least: float
) -> list[Quote]:
    if topic.of_section_five and (found := _of_section_five(topic, words, told, least)):
        return found[: SENTENCES + 2]
    beside = {point.text: other.text for point, other in partners(told).items()}
    best = _near_best(_before_others(_weighed(topic, words, passages, beside, least)))[:SENTENCES]
    best.sort(key=lambda quote: quote.order)
    return _with_other_halves(best, told)


def _of_section_five(topic: Topic, words: Content, told: Sequence[Point], least: float) -> list[Quote]:
    """The half that is asked for: all of it, or what speaks of the problem that is named."""
    halves = [side for side, wanted in ((True, topic.problems), (False, topic.improvements)) if wanted]
    if topic.general:
        return [_quote(point) for side in halves for point in told if point.improves is not side]
    other = partners(told)
    found: list[_Candidate] = []
    for point in told:
        weight = weigh(topic, words, point.text, other[point].text if point in other else "")
        if weight.theme or weight.share >= (least * OF_FIVE if weight.named else UNNAMED):
            quote = _quote(point, weight.theme + weight.share)
            found.append(_Candidate(quote, weight, 0 if weight.theme else 1))
    picked = {quote.order for quote in _near_best(_before_others(found))}
    return [_quote(p) for side in halves for p in matched(told, lambda p: p.order in picked, problems=side)]


def _quote(point: Point, weight: float = 1.0) -> Quote:
    return Quote(point.passage, point.sentence, point.text, weight, point.order)


@dataclass(frozen=True, slots=True)
class Weight:
    """What a sentence says of what is asked.

    Attributes:
        theme: how much it tells of the themes that are asked for.
        share: what share of the question it holds, the words that ask for a theme it tells among them.
        own: the same of whole words beside those that ask for themes.
        literal: the same of all whole words.
        named: whether it names a theme that is asked for in the question's words; true where none is.
    """

    theme: float
    share: float
    own: float
    literal: float
    named: bool

    def enough(self, least: float) -> bool:
        """Whether a sentence may answer: it tells a theme, or it holds so much that the question must mean it.

        收费目录 is no matter of 信息处理费, and a sentence about it is one about what was asked; one about 发布 is none
        about 新闻发布会, and one that shares characters only is about nothing that was asked.
        """
        return self.theme > 0 or (self.own >= SOMETHING and self.share >= (least if self.named else UNNAMED))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer, and its standing: 0 goes before 1, 1 before 2."""

    quote: Quote
    weight: Weight
    standing: int


def weigh(topic: Topic, words: Content, text: str, beside: str, heading: frozenset[str] = frozenset()) -> Weight:
    """What `text` says of what is asked; `beside` is the other half of a point of section 五, empty where there is none."""
    lengths = {one: sum(end - start for start, end in one.spans) for one in topic.themes}
    told = {one: times for one in topic.themes if (times := one.theme.told(text))}
    theme = sum(lengths[one] * (1 + EACH_WORD * (times - 1)) for one, times in told.items())
    spans = [span for one in topic.themes for span in one.spans]
    own = of(text)
    named = not spans or any(_half_in(topic.text[start:end], text + beside) for start, end in spans)
    share = words.share(own, of(beside) | heading, [span for one in told for span in one.spans])
    return Weight(
        theme / max(lengths.values()) if theme else 0.0, share, words.pairs(own, spans), words.pairs(own, ()), named
    )


def _half_in(word: str, text: str) -> bool:
    """Whether half of the pairs of characters of `word` stand in `text`: 文件 for 老文件."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return bool(pairs) and 2 * sum(pair in text for pair in pairs) >= len(pairs)


def _weighed(
    topic: Topic,
    words: Content,
    passages: Sequence[Passage],
    beside: Mapping[str, str],
    least: float,
    *,
    anywhere: bool = False,
) -> list[_Candidate]:
    """All sentences that may answer; `beside`: the other halves of points of section 五, by their text.

    A section that speaks of something else stands aside; `anywhere`: none does, the question is who says it at all.
    """
    found: list[_Candidate] = []
    for rank, passage in enumerate(passages):
        heading = of(" ".join(passage.heading))
        headed = words.share(heading) >= HEADED and words.pairs(heading, ()) >= LEAST
        aside = passage.section == "前言" or (passage.section == "五" and not topic.doubts)
        aside = aside and not anywhere
        enough = max(least, OF_ITSELF) if passage.section == "前言" else least
        if topic.doubts and passage.section == "五":
            enough *= OF_DOUBTS
        for at, sentence in enumerate(passage.sentences):
            text = passage.quote(sentence).strip()
            if len(text) < SHORTEST or not ENDED.search(text) or (topic.counted and not _COUNTED.search(text)):
                continue
            other = beside.get(text, "")
            weight = weigh(topic, words, text, other, heading)
            if topic.number and not weight.theme and not _NUMBER.search(text + other):
                continue
            if headed or weight.enough(enough):
                ranked = (weight.theme + weight.share) * (ELSEWHERE if aside else 1.0) - 0.01 * rank
                standing = 2 if not weight.theme else 1 if aside else 0
                found.append(_Candidate(Quote(passage, sentence, text, ranked, (rank, at)), weight, standing))
    return found


def _before_others(found: Sequence[_Candidate]) -> list[Quote]:
    """The sentences of the best standing, or those of less that hold clearly more of the question than any of these."""
    if not found:
        return []
    best = min(one.standing for one in found)
    first = [one.weight for one in found if one.standing == best]
    share, own, theme = (
        max(values) for values in zip(*((one.share, one.literal, one.theme) for one in first), strict=True)
    )
    more = [
        one
        for one in found
        if one.standing > best and one.weight.share >= max(LEAST, CLEARLY * share)
        if one.weight.literal > own or one.weight.theme >= CLEARLY * max(theme, SOMETHING)
    ]
    if more:
        return [replace(one.quote, weight=one.weight.share) for one in more]
    return [one.quote for one in found if one.standing == best]


def _near_best(quotes: Sequence[Quote]) -> list[Quote]:
    """The best ones, each text once a report, best first."""
    ranked = sorted(quotes, key=lambda quote: (-quote.weight, quote.order))
    near = [quote for quote in ranked if quote.weight >= NEAR_BEST * ranked[0].weight]
    once: dict[tuple[str, str], Quote] = {}
    for quote in near:
        once.setdefault((quote.passage.report, quote.text), quote)
    return list(once.values())


def _with_other_halves(best: Sequence[Quote], told: Sequence[Point]) -> list[Quote]:
    """A point of section 五 that a question finds without saying which half it wants stands with its other half."""
    other = {point.text: partner for point, partner in partners(told).items()}
    out: list[Quote] = []
    for quote in best:
        pair = [quote]
        if quote.passage.section == "五" and quote.text in other:
            partner = other[quote.text]
            pair.insert(0 if quote.text != partner.text and not partner.improves else 1, _quote(partner))
        out += [one for one in pair if all(one.text != had.text for had in out)]
    return out
