"""Observations → scores (pure).

A rate is counted over what it is a rate of: `figures_right` over every figure wanted, `citations_right` over every
citation shown, `refusal_precision` over what was refused. A rate of nothing is None, never 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nianbao.app.answer import Answer, Outcome
from nianbao.eval.cases import Case
from nianbao.eval.judge import Judged, refusal_fits, refusal_wanted

SURE = 1.959963984540054
"""The normal quantile of a 95 % interval."""

AT_MOST = frozenset({"unexplained", "confidently_wrong", "latency_p50_ms", "latency_p95_ms"})
"""Metrics of which less is better: a floor set for one of them is the most that is allowed."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One case, asked.

    Attributes:
        cited, citations: how many citations hold, and how many there are.
        unexplained: numbers and quotations that nothing accounts for, in the text and in what was held back from it.
        repeated: whether asking again gave the same answer, byte for byte.
        milliseconds: of the second asking.
        faults: what is wrong with its citations.
    """

    case: Case
    answer: Answer
    judged: Judged
    cited: int
    citations: int
    unexplained: int
    repeated: bool
    milliseconds: float
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """`right` of `total`."""

    right: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.right / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % score interval (JASA 22, 1927), which stays within 0 and 1 and is honest at few cases."""
        if not self.total:
            return None
        share, z2 = self.right / self.total, SURE**2
        middle = share + z2 / (2 * self.total)
        half = SURE * math.sqrt(share * (1 - share) / self.total + z2 / (4 * self.total**2))
        scale = 1 + z2 / self.total
        return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


Metric: TypeAlias = Rate | int | float


def metrics(observed: Sequence[Observation]) -> dict[str, Metric]:
    """Every metric by name, in the order they are shown."""
    figures = [found for one in observed for found in one.judged.figures]
    refused = [one for one in observed if one.answer.outcome is Outcome.REFUSED]
    to_refuse = [one for one in observed if refusal_wanted(one.case.expect)]
    times = sorted(one.milliseconds for one in observed)
    return {
        "right": rate(one.judged.right for one in observed),
        "figures_right": rate(right for _, right in figures),
        "nonzero_figures_right": rate(right for wanted, right in figures if wanted.value),
        "derived_right": rate(right for one in observed for _, right in one.judged.derived),
        "citations_right": Rate(sum(one.cited for one in observed), sum(one.citations for one in observed)),
        "refusal_precision": rate(refusal_fits(one.case.expect) for one in refused),
        "refusal_recall": rate(one.answer.outcome is Outcome.REFUSED for one in to_refuse),
        "repeatable": rate(one.repeated for one in observed),
        "unexplained": sum(one.unexplained for one in observed),
        "confidently_wrong": sum(one.judged.misleads for one in observed),
        "latency_p50_ms": quantile(times, 0.5),
        "latency_p95_ms": quantile(times, 0.95),
    }


def by_group(observed: Sequence[Observation]) -> dict[str, Rate]:
    """How many cases of each class are right, in the order the classes come."""
    groups = dict.fromkeys(one.case.group for one in observed)
    return {group: rate(one.judged.right for one in observed if one.case.group == group) for group in groups}


def rate(held: Iterable[bool]) -> Rate:
    """How many of `held` are true."""
    every = list(held)
    return Rate(sum(every), len(every))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed (nearest rank); 0 of nothing."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def number(metric: Metric) -> float | None:
    """What a floor is compared with."""
    return metric.value if isinstance(metric, Rate) else float(metric)


def missed(found: dict[str, Metric], floors: dict[str, float]) -> tuple[str, ...]:
    """The metrics of `floors` that are not reached; a rate of nothing reaches none."""
    names = []
    for name, floor in floors.items():
        value = number(found[name])
        if value is None or (value > floor if name in AT_MOST else value < floor):
            names.append(name)
    return tuple(names)
