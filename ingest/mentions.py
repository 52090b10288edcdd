"""Figures in the prose and the cells they mean (FORM §4, pure).

The running text is read once, in order, since later figures lean on earlier ones: 其中自然人18件 on the
申请20件 before it, 办结18件 on there having been applications at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from nianbao.ingest import idioms
from nianbao.ingest.idioms import Idiom
from nianbao.ingest.left_out import counted_otherwise
from nianbao.ingest.mention import Context, Mention
from nianbao.ingest.portions import CASES, WHOLES, Narrowing
from nianbao.ingest.prose import Sentence, sentences
from nianbao.ingest.quantities import Quantity, quantities
from nianbao.ingest.referents import referents, row_words
from nianbao.ingest.report import Section
from nianbao.ingest.scope import Scope, Standing
from nianbao.ingest.spoken import Spoken

_STOPS = ",;()。"
_TAIL = re.compile(r"[^,;()。]*")
_UNITS = {"disclosure": frozenset("件份部项个"), "applications": CASES | {"项", "个", "次"}, "review": CASES | {"次"}}
_COUNTED = frozenset().union(*_UNITS.values(), "元")
_DISTRIBUTED = re.compile(r"分别|各(?:为|有|共)?$")
_OF_THE_YEAR = re.compile(r"全年|本年|年度|年内|总共|合计")
_LONG_LABEL = 6
_BEHIND = frozenset(idiom.pattern for idiom in idioms.BEHIND)


def mentions(sections: Iterable[Section], forms: Mapping[str, str], scope: Scope) -> Iterator[tuple[Mention, ...]]:
    """The mentions of every sentence that has some, in order; a sentence's own stand together."""
    reader = _Reader(forms, scope)
    for sentence in sentences(sections):
        if found := reader.read(sentence):
            yield found


class _Said(NamedTuple):
    """What a figure was understood to be: its sense, whose it is, and the mention, if it is one."""

    sense: str | None
    standing: Standing
    mention: Mention | None = None


_NOTHING = _Said(None, Standing.OTHER)


class _Reader:
    """One way through a report's text."""

    def __init__(self, forms: Mapping[str, str], scope: Scope) -> None:
        self.scope = scope
        self.spoken = Spoken(referents(forms), scope.year)
        self.narrowing = Narrowing()
        self.rows = dict(row_words(forms))
        self.row_idiom = idioms.row_idiom(tuple(self.rows))

    def read(self, sentence: Sentence) -> tuple[Mention, ...]:
        self.spoken.begin(sentence)
        self.narrowing.begin(sentence)
        counted = quantities(sentence.text)
        found: list[Mention] = []
        for index, quantity in enumerate(counted):
            last, following = counted[index - 1] if index else None, counted[index + 1 : index + 2]
            after = last.end if last else 0
            until = following[0].start if following else len(sentence.text)
            if (last and quantity.start == after) or (following and quantity.end == until):
                continue  # 20件25件30件: a row of a table
            if quantity.unit not in _COUNTED:
                continue
            start = max(after, _phrase_start(sentence.text, quantity.start))
            said = self._mention(sentence, quantity, start, until)
            phrase = sentence.text[start : quantity.start]
            tail = _TAIL.match(sentence.text, quantity.end, until)
            self.narrowing.enter(sentence, quantity, phrase, said.sense, said.standing, tail[0] if tail else "")
            if said.mention is not None:
                found.append(said.mention)
                self.spoken.remember(said.mention)
        found.extend(self._none(sentence))
        found.sort(key=lambda mention: mention.quantity.start)
        return tuple(self.spoken.with_rest(mention, found) for mention in found)

    def _mention(self, sentence: Sentence, quantity: Quantity, start: int, until: int) -> _Said:
        """What the number means by the words between `start` and `until`; the first idiom that fits decides."""
        phrase = sentence.text[start : quantity.start]
        tail = _TAIL.match(sentence.text, quantity.end, until)
        if _DISTRIBUTED.search(phrase):
            return _NOTHING
        for idiom, match in self._matches(phrase, tail[0] if tail else ""):
            lead = phrase if match.re in _BEHIND else phrase[: match.start()]
            context = Context(sentence, quantity, start, lead)
            if self.spoken.fits(idiom, match, context):
                return self._said(idiom, match, context)
        return _NOTHING

    def _matches(self, phrase: str, behind: str) -> Iterator[tuple[Idiom, re.Match[str]]]:
        if self.row_idiom is not None and (match := self.row_idiom.search(phrase)):
            label = match["label"]
            yield Idiom(self.rows[label], match.re, len(label) >= _LONG_LABEL, "application"), match
        for idiom in idioms.BEFORE:
            if match := idiom.pattern.search(phrase):
                yield idiom, match
        if not behind:
            return
        for idiom, noun in idioms.AROUND:
            if (match := idiom.pattern.search(phrase)) and noun.match(behind):
                yield idiom, match
        for idiom in idioms.BEHIND:
            if match := idiom.pattern.match(behind):
                yield idiom, match

    def _said(self, idiom: Idiom, match: re.Match[str], context: Context) -> _Said:
        """The mention, none where it is another's figure or no cell of these forms."""
        said = self.spoken.said(idiom, match, context)
        if said is None:
            return _NOTHING
        sense, readings, certain = said
        sentence, quantity = context.sentence, context.quantity
        before = sentence.text[: context.start + len(context.lead)]
        at_end = sense.startswith("carried") or sense.endswith(".in_force")
        standing = self.scope.standing(context.lead, before, sentence.before, at_end=at_end)
        table = readings[0].keys[0].split(".")[0]
        whole = sense in WHOLES and not idiom.strict and (sense == "received" or _OF_THE_YEAR.search(context.lead))
        if table == "applications" and not whole:
            standing = max(standing, self.narrowing.standing(sentence, context.start, sense, quantity.value))
        if table == "applications":
            standing = max(standing, counted_otherwise(sentence, quantity.start, quantity.end))
        if standing is Standing.OTHER or (idiom.strict and standing is Standing.UNSURE):
            return _Said(sense, standing)
        if quantity.unit not in _UNITS[table] and sense != "fees":
            return _Said(sense, standing)
        certain = certain and standing is Standing.OWN and quantity.unit in {*CASES, "部"}
        return _Said(sense, standing, Mention(sense, readings, quantity, certain, sentence, context.start))

    def _none(self, sentence: Sentence) -> Iterator[Mention]:
        """Where the words say that there was none: mentions of 0."""
        if not idioms.MAY_BE_NONE.search(sentence.text):
            return
        for idiom in idioms.NONE:
            for match in idiom.pattern.finditer(sentence.text):
                start = _phrase_start(sentence.text, match.start())
                zero = Quantity(Decimal(0), Decimal(1), "件", vague=False, start=match.end(), end=match.end())
                context = Context(sentence, zero, start, sentence.text[start : match.start()])
                if self.spoken.fits(idiom, match, context) and (mention := self._said(idiom, match, context).mention):
                    yield mention


def _phrase_start(text: str, end: int) -> int:
    """Where the words that lead up to `end` begin: behind the last stop, a colon being one but before a number."""
    stop = max(text.rfind(mark, 0, end) for mark in _STOPS)
    colon = text.rfind(":", 0, max(end - 1, 0))
    return max(stop, colon) + 1
