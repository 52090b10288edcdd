"""What an everyday question means: a linear reading of its characters, learnt from many ways of asking.

The form's words and the ways of saying them (`app.vocabulary`) are lists, and no list holds what people say. Where a
question leaves words over that no list knows, it is read as a whole: pairs, triples and fours of its characters, and the
words of the form in it, each weigh for or against every row, column and kind of question. The weights are learnt by
`python -m nianbao.eval.learn` from labelled questions (`eval/phrasings`) and come with the package; reading is a sum, needs
nothing but numpy, and is the same every time. A reading is never a number: it says which cell is meant, and how surely.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nianbao.app.vocabulary import Hit, find
from nianbao.index.organs import normalise

HEADS = ("kind", "target", "column", "theme")
"""What is read of a question: the operation, the row (or heading, sum, rate), the column, what of the prose it is about."""

ORGAN, YEAR, NUMBER = "○", "◇", "#"
"""What stands for a name, a year and any other number: none of them says what is asked."""

LONGEST = 4
"""Characters of the longest stretch that is weighed."""

_PUNCTUATION = re.compile(r"[,，、。.;；:：!！?？~～…]+")
_QUOTES = re.compile(r"[“”\"「」『』'‘’《》()（）]|(?<![a-z,.;])\s+|\s+(?![a-z])")
_YEARS = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?:年度?)?|\d\d年度?)(?!\d)(?!件|份|个|次|起|万|元|名|项|宗)|二[〇零○一二三四五六七八九]{3}年?度?|[一二]\d年度?(?!\d)"
)
_DIGITS = re.compile(r"\d[\d,.]*%?")
_LATIN = re.compile(r"[a-z]+(?:['’-][a-z]+)*")

Ranked = tuple[tuple[str, float], ...]
"""Labels with their probabilities, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a question may mean, by head."""

    kind: Ranked
    target: Ranked
    column: Ranked
    theme: Ranked


def masked(text: str, organs: Sequence[tuple[int, int]] = ()) -> str:
    """A normalised question with what stands for its names, years and numbers.

    >>> masked("某局2023年来了56件", [(0, 2)])
    '○◇来了#件'
    """
    for start, end in sorted(organs, reverse=True):
        text = text[:start] + ORGAN + text[end:]
    text = _YEARS.sub(YEAR, _QUOTES.sub("", text.lower()))
    return _PUNCTUATION.sub(",", _DIGITS.sub(NUMBER, text)).strip(",")


def features(text: str, hits: Sequence[Hit] | None = None) -> Counter[str]:
    """What is weighed of a masked question: stretches of characters, English words, the form's words, and its marks."""
    words = _LATIN.findall(text) if is_latin(text) else []
    plain = _LATIN.sub(",", text).replace(" ", "") if words else text
    plain = "^" + re.sub(f"[{ORGAN}{YEAR},]+", ",", plain).strip(",") + "$"
    found = Counter(
        plain[at : at + length] for length in range(1, LONGEST + 1) for at in range(len(plain) - length + 1)
    )
    if words:
        found.update(f"~{word}" for word in words)
        found.update(f"~{one} {other}" for one, other in pairwise(words))
    for hit in find(text) if hits is None else hits:
        found.update(f"*{entry.slot}:{entry.table}:{entry.key}" for entry in hit.entries)
        beside = (("<", text[max(0, hit.start - 2) : hit.start]), (">", text[hit.end : hit.end + 2]))
        found.update(f"{side}{word}" for side, word in beside if _TWO.fullmatch(word))
    found.update(mark * min(times, 2) for mark in (ORGAN, YEAR, NUMBER) if (times := text.count(mark)))
    return found


def with_new(found: Counter[str], known: Container[str]) -> Counter[str]:
    """The same, with a mark for every word of the form that stands beside one which no question taught (采砂许可)."""
    new = Counter(f"*new{gram[0]}" for gram in found if gram[0] in "<>" and len(gram) == _MARKED and gram not in known)
    return found + new


_MARKED = 3
_TWO = re.compile(r"[\u4e00-\u9fff]{2}")


def meaning(text: str) -> Meaning:
    """What a masked question may mean."""
    return learnt().read(features(text))


class Learnt:
    """The weights, as `eval.learn` writes them.

    Args:
        stored: arrays by name: `grams` (UTF-8, one a line), `idf` (their weights), and for each head `*_labels`,
            `*_weights` (grams × labels, bytes), `*_scale` (one a label) and `*_bias`; `source`, what they were learnt from.
    """

    def __init__(self, stored: Mapping[str, NDArray[np.generic]]) -> None:
        grams = bytes(stored["grams"]).decode("utf-8").split("\n")
        self._at = {gram: at for at, gram in enumerate(grams)}
        self._idf = stored["idf"].astype(np.float32)
        self._heads = {head: _Head(stored, head) for head in HEADS}
        self._labels = {head: frozenset(one.labels) for head, one in self._heads.items()}
        self.source = bytes(stored["source"]).decode("ascii")

    def labels(self, head: str) -> frozenset[str]:
        """What a head can read."""
        return self._labels[head]

    def strange(self, text: str) -> bool:
        """Whether a character stands in it that no question taught: part of a word that may change what is asked."""
        return any(char not in self._at for char in re.findall(r"[\u4e00-\u9fff]", text))

    def evidence(self, word: str, for_: Sequence[str], against: Sequence[str]) -> float:
        """How much a word by itself speaks for some kinds of question and against others; 0 where nothing was taught of it.

        保洁员 may narrow a figure, whatever the rest of a question means; 点头 was met where nothing was narrowed.
        """
        lengths = (1,) if len(word) == 1 else range(2, LONGEST + 1)
        grams = [word[at : at + length] for length in lengths for at in range(len(word) - length + 1)]
        rows = [self._at[gram] for gram in grams if gram in self._at]
        kind = self._heads["kind"]
        if len(word) > 1 and 2 * sum(word[at : at + 2] in self._at for at in range(len(word) - 1)) < len(word) - 1:
            return 0.0
        parts = [(kind.most(row, for_) - kind.most(row, against)) * float(self._idf[row]) for row in rows]
        return sum(parts) / len(grams) if grams else 0.0

    def against(self, gram: str, for_: Sequence[str], against: str) -> bool:
        """Whether a word is not known, or speaks more against these kinds of question than for any of them."""
        row = self._at.get(gram)
        kind = self._heads["kind"]
        return row is None or kind.most(row, [against]) > kind.most(row, for_)

    def read(self, found: Mapping[str, int]) -> Meaning:
        """The labels of each head, from the features of a question."""
        marked = with_new(Counter(found), self._at)
        known = sorted((at, times) for gram, times in marked.items() if (at := self._at.get(gram)) is not None)
        rows = np.array([at for at, _ in known], dtype=np.intp)
        weighed = np.array([1 + math.log(times) for _, times in known], dtype=np.float32) * self._idf[rows]
        length = float(np.linalg.norm(weighed))
        weighed = weighed / length if length else weighed
        kind, target, column, theme = (self._heads[head].ranked(rows, weighed) for head in HEADS)
        return Meaning(kind, target, column, theme)


class _Head:
    def __init__(self, stored: Mapping[str, NDArray[np.generic]], head: str) -> None:
        self.labels = bytes(stored[f"{head}_labels"]).decode("utf-8").split("\n")
        self._weights = stored[f"{head}_weights"]
        self._scale = stored[f"{head}_scale"].astype(np.float32)
        self._bias = stored[f"{head}_bias"].astype(np.float32)

    def most(self, row: int, labels: Sequence[str]) -> float:
        """The largest weight of one stretch for any of these labels."""
        return max(float(self._weights[row, at]) * float(self._scale[at]) for at in map(self.labels.index, labels))

    def ranked(self, rows: NDArray[np.intp], weighed: NDArray[np.float32]) -> Ranked:
        scores = (weighed @ self._weights[rows].astype(np.float32)) * self._scale + self._bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        return tuple((self.labels[at], round(float(shares[at]), 4)) for at in order[:8])


@cache
def learnt() -> Learnt:
    """The weights that come with the package, loaded with the first question that needs them."""
    with resources.files("nianbao.app").joinpath("meaning.npz").open("rb") as stored, np.load(stored) as arrays:
        return Learnt(dict(arrays))


def of_words(question: str) -> str:
    """A labelled question (〔O〕 for the organ, 〔Y〕 for the year) as it is read."""
    text = re.sub(r"〔O\d?〕", ORGAN, re.sub(r"〔Y\d?〕(?:年度?)?", YEAR, question))
    return masked(unicodedata.normalize("NFKC", text) if is_latin(text) else normalise(text))


def is_latin(text: str) -> bool:
    """Whether a question is written in words between blanks."""
    return len(_LATIN.findall(text.lower())) >= 3
