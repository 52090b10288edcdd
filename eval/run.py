"""Cases → observations: every question asked twice, each answer judged, its citations looked up, its numbers explained."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import TypeAlias

from nianbao.app.answer import Answer
from nianbao.app.respond import respond
from nianbao.app.times import years
from nianbao.app.verify import unexplained
from nianbao.app.wire import answer_json
from nianbao.eval.cases import Case
from nianbao.eval.citations import Citations
from nianbao.eval.judge import judge
from nianbao.eval.metrics import Metric, Observation, Rate, by_group, metrics
from nianbao.index.library import Library
from nianbao.index.organs import normalise

Ask: TypeAlias = Callable[[str, Sequence[str], date], Answer]
"""(question, earlier questions, the day of asking) → Answer."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of all cases, over which library."""

    observed: tuple[Observation, ...]
    metrics: dict[str, Metric]
    groups: dict[str, Rate]
    reports: int
    library_version: str
    nianbao: str

    @property
    def failures(self) -> tuple[Observation, ...]:
        """The cases that are not right."""
        return tuple(one for one in self.observed if not one.judged.right)


def evaluate(
    library: Library,
    cases: Sequence[Case],
    today: date,
    *,
    ask: Ask | None = None,
    watch: Callable[[int], None] = lambda _: None,
) -> Result:
    """Ask the library every case.

    All cases are asked once and then all again, so that an answer which depends on what was asked before it shows;
    the time is that of the second asking, when nothing is loaded any more.

    Args:
        today: the day of asking of cases that do not say one.
        ask: another way of answering; `respond` over `library` by default.
        watch: is told how many questions were asked.
    """

    def of_library(question: str, history: Sequence[str], day: date) -> Answer:
        return respond(library, question, history, day)

    ask = ask or of_library
    days = [case.as_of or today for case in cases]
    first: list[bytes] = []
    for case, day in zip(cases, days, strict=True):
        first.append(_bytes(ask(case.question, case.turns[:-1], day)))
        watch(len(first))
    citations = Citations(library)
    held = frozenset(entry.year for entry in library.entries())
    observed: list[Observation] = []
    for case, day, before in zip(cases, days, first, strict=True):
        start = time.perf_counter()
        answer = ask(case.question, case.turns[:-1], day)
        spent = time.perf_counter() - start
        checked = citations.check(answer)
        asked = {year for turn in case.turns for year in years(normalise(turn), day).stated}
        observed.append(
            Observation(
                case=case,
                answer=answer,
                judged=judge(case.expect, answer),
                cited=checked.held,
                citations=checked.total,
                unexplained=len(unexplained(_drafted(answer), held | asked)),
                repeated=_bytes(answer) == before,
                milliseconds=spent * 1000,
                faults=checked.faults,
                each=checked.cited,
            )
        )
        named = {(organ, year) for organ, year, _ in observed[-1].wanted_cells}
        observed[-1] = replace(observed[-1], paged=frozenset(one for one in named if citations.paged(*one)))
        watch(len(first) + len(observed))
    return Result(
        tuple(observed), metrics(observed), by_group(observed), library.count, library.version, version("nianbao")
    )


def _drafted(answer: Answer) -> Answer:
    """`answer` as it was written, with the sentences that were taken out before it was shown."""
    return replace(answer, text="".join((answer.text, *answer.removed)))


def _bytes(answer: Answer) -> bytes:
    return json.dumps(answer_json(answer), ensure_ascii=False).encode()
