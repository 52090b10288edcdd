"""How rare a token is among all passages of a library, at a price that does not grow with the library.

The full-text index counts the passages that hold a token by going through all of them. A library of many reports is
represented by some of its passages, evenly spread, read once a process: what counts is whether a word is rare, not how rare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from math import log

from nianbao.index.corpus import Corpus
from nianbao.index.lexical import tokens

COUNTED = 20_000
"""Up to so many passages the full-text index counts."""

SAMPLE = 3_000
"""So many passages stand for more of them."""


class Rarity:
    """Weights of tokens among the passages of every report's newest reading."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._sample: tuple[int, int, Mapping[str, int]] | None = None

    def of(self, wanted: Collection[str]) -> dict[str, float]:
        """How rare each token is: BM25's weight of a word (Lucene's form, never negative).

        A pair that no passage holds although they hold both its characters weighs nothing: mostly it is no word, but the
        end of one and the beginning of the next.
        """
        every = self._corpus.highest()
        counts: Mapping[str, int]
        if every <= COUNTED:
            counts = self._corpus.holding(wanted)
        else:
            every, sampled = self._of_sample(every)
            # what the sample lacks is rare, so that counting it is cheap; that it is there at all is what matters
            rare = self._corpus.holding([token for token in wanted if token not in sampled])
            counts = {token: sampled.get(token, 0) or min(1, rare.get(token, 0)) for token in wanted}
        return {token: _weight(token, wanted, every, counts) for token in wanted}

    def _of_sample(self, every: int) -> tuple[int, Mapping[str, int]]:
        """(how many passages, how many of them hold a token), counted anew once the library has doubled."""
        size = every.bit_length()
        if self._sample is None or self._sample[0] != size:
            found = self._corpus.searched(range(1, every + 1, max(1, every // SAMPLE)))
            counts = Counter(token for text in found for token in set(tokens(text)))
            self._sample = (size, len(found), counts)
        return self._sample[1], self._sample[2]


def _weight(token: str, wanted: Collection[str], every: int, counts: Mapping[str, int]) -> float:
    held = counts.get(token, 0)
    if not held and len(token) == 2 and not any(one in wanted and not counts.get(one, 0) for one in token):
        return 0.0
    return log(1 + max(every - held + 0.5, 0.0) / (held + 0.5))
