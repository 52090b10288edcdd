"""Question → ranked passages: by words and by meaning, fused by rank.

Organ and year decide what is relevant in reports that are all alike, so the caller resolves them first and names the
reports. Then everything is taken from the record and ranked exactly. Only a question about no report in particular
goes through the full-text index and, where the process may open it, the vector index.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from nianbao.index import embed
from nianbao.index.embed import Embedder, Vectors, unpack
from nianbao.index.lexical import bm25
from nianbao.index.library import Library
from nianbao.index.passages import Kind, Passage

RANK_CONSTANT = 60
"""Of reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009)."""

WEIGHED = 600
"""Up to so many passages of the reports asked about are weighed one by one; beyond, the full-text index chooses."""

COMPARED = 20_000
"""Up to so many vectors are compared one by one; beyond, only those of passages that share words."""

CHOICE = 300
"""How many passages each way of searching may put forward."""

UNPACKED = 2_000
"""So many vectors are unpacked at a time: what one question holds of them stays small however many are compared."""


class Nearest(Protocol):
    """What the vector index offers; only the holder of the library's lock has one."""

    def nearest(self, vector: Vectors, limit: int) -> tuple[str, ...]:
        """The ids of the passages nearest to `vector`, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `score` is the fused one, and only orders."""

    passage: Passage
    score: float


def search(
    library: Library,
    question: str,
    *,
    reports: Sequence[str] | None = None,
    kinds: Collection[Kind] = frozenset(Kind),
    limit: int = 8,
    dense: bool = True,
    embedder: Embedder | None = None,
    nearest: Nearest | None = None,
) -> tuple[Hit, ...]:
    """The passages that answer best, best first; the same question always gets the same ones.

    Args:
        question: without organ and year where `reports` are given: there they distinguish nothing, and the vectors
            of every passage would come near.
        reports: ids to search in; None for the whole library.
        kinds: which passages are wanted.
        dense: whether to search by meaning too; without it no model is loaded.
        embedder: the model of the library's vectors, the embedded default if not given.
        nearest: the vector index, for questions about the whole library.
    """
    chosen = None if reports is None else tuple(dict.fromkeys(reports))
    found: dict[str, Passage] = {}
    by_words: Sequence[str]
    if chosen is not None and library.corpus.has_at_most(WEIGHED, chosen):
        found = {passage.id: passage for passage in library.corpus.of(chosen) if passage.kind in kinds}
        by_words = _by_words(question, tuple(found.values()))
    else:
        by_words = library.corpus.match(question, CHOICE, of=chosen, kinds=kinds)
    by_meaning: Sequence[str] = ()
    if dense:
        model = embedder or embed.default()
        vector = model.encode([question])[0]
        if nearest is not None and chosen is None:
            by_meaning = nearest.nearest(vector, CHOICE)
        elif library.corpus.has_at_most(COMPARED, chosen):
            by_meaning = _by_meaning(vector, *library.embeddings.of_reports(model.name, chosen, kinds))
        else:
            by_meaning = _by_meaning(vector, *library.embeddings.of(model.name, by_words))
    scores = fused(by_words, by_meaning)
    found |= library.corpus.get([one for one in scores if one not in found])
    hits = (Hit(found[one], score) for one, score in scores.items() if one in found and found[one].kind in kinds)
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.id)))[:limit]


def _by_words(question: str, passages: Sequence[Passage]) -> list[str]:
    scores = bm25(question, [passage.searched for passage in passages])
    order = sorted(range(len(passages)), key=lambda at: (-scores[at], passages[at].id))
    return [passages[at].id for at in order if scores[at] > 0][:CHOICE]


def _by_meaning(vector: Vectors, ids: Sequence[str], packed: Sequence[bytes]) -> list[str]:
    if not ids:
        return []
    blocks = (packed[start : start + UNPACKED] for start in range(0, len(packed), UNPACKED))
    cosines = np.concatenate([unpack(block, len(vector)) @ vector for block in blocks])
    return [ids[at] for at in np.argsort(-cosines, kind="stable")[:CHOICE]]


def fused(*rankings: Sequence[str]) -> dict[str, float]:
    """The scores of reciprocal rank fusion, by id; each ranking holds an id at most once, best first."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, one in enumerate(ranking, start=1):
            scores[one] = scores.get(one, 0.0) + 1 / (RANK_CONSTANT + rank)
    return scores
