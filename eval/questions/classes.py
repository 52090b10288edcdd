"""All classes of generated cases, with how many of each: known reports and a seed → lines of a file of cases."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from nianbao.eval.questions import cells, claims, computed, refusals
from nianbao.eval.questions.ground import Ground, Question
from nianbao.eval.questions.known import Known

Maker: TypeAlias = Callable[[Ground, int], Iterator[Question]]

CLASSES: dict[str, tuple[Maker, int]] = {
    "cell-formal": (cells.formal, 160),
    "column-formal": (cells.columns, 160),
    "cell-spoken": (cells.own_words, 220),
    "column-spoken": (cells.applicants, 90),
    "blank": (cells.blanks, 180),
    "group-sum": (computed.sums, 110),
    "rate": (computed.shares, 90),
    "difference": (computed.differences, 130),
    "trend": (computed.trends, 60),
    "ranking": (computed.ranks, 60),
    "two-organs": (computed.compared, 100),
    "claim-true": (claims.true_claims, 150),
    "claim-false": (claims.false_claims, 150),
    "near-organ": (refusals.near_organs, 150),
    "near-year": (refusals.near_years, 130),
    "which-organ": (refusals.no_organ, 80),
    "not-in-form": (refusals.not_in_form, 80),
}
"""Class → what makes it, and of how many subjects; a subject is asked about in one to four ways."""


def questions(reports: Sequence[Known], seed: int, share: float = 1.0) -> tuple[Question, ...]:
    """Questions of every class over `reports`, the same for the same seed; none is asked twice.

    Args:
        reports: what is known to be in the library, and nothing else of these organs.
        seed: decides which cells and which phrasings.
        share: of the number of subjects of each class.
    """
    found: dict[str, Question] = {}
    for name, (make, subjects) in CLASSES.items():
        # each class has its own chance: another number of the one leaves the others as they are
        ground = Ground(tuple(reports), random.Random(f"{name} {seed}"))
        for question in make(ground, max(1, round(subjects * share))):
            found.setdefault(question.text, question)
    return tuple(found.values())
