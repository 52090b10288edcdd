"""Observations → scores (pure).

A rate is counted over what it is a rate of; `metrics` says for each what counts and over what. A rate of nothing is
None, never 1. All intervals are Wilson's, over independent cases: cases made from one report are not quite that, so the
true uncertainty is somewhat wider.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from nianbao.app.answer import Answer, Outcome
from nianbao.eval.cases import Case
from nianbao.eval.citations import Cited
from nianbao.eval.expectation import Derived, Figures
from nianbao.eval.judge import Judged, refusal_fits, refusal_wanted
from nianbao.eval.slots import Slots, slots

SURE = 1.959963984540054
"""The normal quantile of a 95 % interval."""

AT_MOST = frozenset({"unexplained", "confidently_wrong", "confidently_wrong_rate", "latency_p50_ms", "latency_p95_ms"})
"""Metrics of which less is better: a floor set for one of them is the most that is allowed."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One case, asked.

    Attributes:
        cited, citations: how many citations hold, and how many there are; `each` is every one of them.
        paged: the organs and years wanted whose reports have pages.
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
    each: tuple[Cited, ...] = ()
    paged: frozenset[tuple[str, int]] = frozenset()

    @property
    def wanted_cells(self) -> tuple[tuple[str, int, str], ...]:
        """The cells that the expectation names with organ and year: figures, and operands (`Judged.way`)."""
        wants = [part.want for part in self.judged.way.parts]
        figures = [(w.report, w.key) for want in wants if isinstance(want, Figures) for w in want.wanted]
        operands = [(ref.report, ref.key) for want in wants if isinstance(want, Derived) for ref in want.operands]
        named = [(report.organ, report.year, key) for report, key in (*figures, *operands) if report is not None]
        return tuple(dict.fromkeys(named))


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
    """Every metric by name, in the order they are shown.

    - `right`: cases whose answer is all that is expected, in one of the ways that are right; of all cases.
    - `figures_right`, `nonzero_figures_right`: cells shown with the right state and value and standing in the text; of
      the cells wanted (of those wanted that are numbers other than 0: a program that always says 0 is right too often).
    - `derived_right`: values computed rightly from the right cells; of the values wanted.
    - `slots_organ`, `slots_year`, `slots_cell`, `slots_right`: questions understood, in what the answer says it is
      about (its scope); of the cases that name organ and year in what they expect (`nianbao.eval.slots`); the last: all
      of a case's slots at once.
    - `citations_right`: citations that hold in cell and place; of all that are shown.
    - `citation_cell_precision`: citations of cells and quotations that say what stands there; of all that are shown.
    - `citation_page_precision`: those with the right page and box; of those shown of documents with pages.
    - `citation_cell_recall`: wanted cells (figures and operands) with a citation that holds; of the wanted cells.
    - `citation_page_recall`: the same with page and box; of the wanted cells in documents with pages.
    - `refusal_precision`: cases that may be refused; of those refused.
    - `refusal_recall`: cases refused; of those whose first expectation is a refusal.
    - `paraphrase_consistent`: groups of cases that share what is asked (`groups_of_words`) whose answers all agree; of
      the groups. Answers agree that are both right, or that are wrong in the same way: outcome, figures, values.
    - `repeatable`: cases answered the same byte for byte when asked again after all the others; of all cases.
    - `unexplained`: numbers and quotations in drafts that nothing accounts for; a count.
    - `confidently_wrong`, `confidently_wrong_rate`: cases answered with a figure or statement that is not the expected
      one, and no doubt shown (`Judged.misleads`); a count, and of all cases.
    - `latency_p50_ms`, `latency_p95_ms`: milliseconds of the second asking, by nearest rank.
    """
    figures = [found for one in observed for found in one.judged.figures]
    refused = [one for one in observed if one.answer.outcome is Outcome.REFUSED]
    to_refuse = [one for one in observed if refusal_wanted(one.case.expect)]
    understood = [found for one in observed if (found := slots(one.judged.way, one.answer)) is not None]
    times = sorted(one.milliseconds for one in observed)
    return {
        "right": rate(one.judged.right for one in observed),
        "figures_right": rate(right for _, right in figures),
        "nonzero_figures_right": rate(right for wanted, right in figures if wanted.value),
        "derived_right": rate(right for one in observed for _, right in one.judged.derived),
        **_slots(understood),
        "citations_right": Rate(sum(one.cited for one in observed), sum(one.citations for one in observed)),
        **_citations(observed),
        "refusal_precision": rate(refusal_fits(one.case.expect) for one in refused),
        "refusal_recall": rate(one.answer.outcome is Outcome.REFUSED for one in to_refuse),
        "paraphrase_consistent": rate(_agree(group) for group in groups_of_words(observed)),
        "repeatable": rate(one.repeated for one in observed),
        "unexplained": sum(one.unexplained for one in observed),
        "confidently_wrong": sum(one.judged.misleads for one in observed),
        "confidently_wrong_rate": rate(one.judged.misleads for one in observed),
        "latency_p50_ms": quantile(times, 0.5),
        "latency_p95_ms": quantile(times, 0.95),
    }


def _slots(understood: Sequence[Slots]) -> dict[str, Metric]:
    return {
        "slots_organ": rate(one.organ for one in understood if one.organ is not None),
        "slots_year": rate(one.year for one in understood if one.year is not None),
        "slots_cell": rate(one.cell for one in understood if one.cell is not None),
        "slots_right": rate(one.all for one in understood),
    }


def _citations(observed: Sequence[Observation]) -> dict[str, Metric]:
    shown = [cited for one in observed for cited in one.each]
    wanted: list[tuple[bool, bool | None]] = []
    for one in observed:
        held = {(c.organ, c.year, c.key): c.page for c in one.each if c.cell}
        for cell in one.wanted_cells:
            wanted.append((cell in held, held.get(cell, False) if cell[:2] in one.paged else None))
    # a figure without any citation is a claim to cite that does not hold
    uncited = sum(one.citations - len(one.each) for one in observed)
    cells = rate(cited.cell for cited in shown)
    return {
        "citation_cell_precision": Rate(cells.right, cells.total + uncited),
        "citation_page_precision": rate(cited.page for cited in shown if cited.page is not None),
        "citation_cell_recall": rate(cited for cited, _ in wanted),
        "citation_page_recall": rate(bool(page) for _, page in wanted if page is not None),
    }


def groups_of_words(observed: Sequence[Observation]) -> tuple[tuple[Observation, ...], ...]:
    """Cases that ask the same in other words, two or more together.

    They say so by `asks`; cases of one class that say nothing and want the very same cells or value count as well.
    """
    groups: dict[object, list[Observation]] = {}
    for one in observed:
        want = one.case.expect.want
        alike = (one.case.group, one.case.expect) if isinstance(want, (Figures, Derived)) else None
        if name := one.case.asks or alike:
            groups.setdefault(name, []).append(one)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _agree(group: Sequence[Observation]) -> bool:
    return len({_substance(one) for one in group}) == 1


def _substance(one: Observation) -> object:
    """What an answer comes to; of a right one that it is right, since it may say more than was asked."""
    if one.judged.right:
        return True
    answer = one.answer
    shown = frozenset((f.organ, f.year, f.key, f.state, f.value) for f in answer.figures)
    return answer.outcome, shown, frozenset((d.operation, d.value) for d in answer.derivations)


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
