"""Questions about prose: what a right answer quotes, known from what the fictional reports were made to tell (pure).

One JSON object a line: `question`; `reports` that it is about, as [organ, year]; `topics` of the sentences that answer
it (none: no sentence does, and the question is to be refused); `also`, topics of sentences that may stand beside them;
`kind`, what sort of question it is; `split`, whether it was looked at while the program was tuned (`tune`) or not (`held`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nianbao.eval.samples.talkative import Talk

Report = tuple[str, int]
"""Organ (full name) and year."""

Quote = tuple[Report, str]
"""A quoted sentence and the report it is cited from."""


@dataclass(frozen=True, slots=True)
class ProseCase:
    """One question; see the module for its fields."""

    id: str
    kind: str
    held: bool
    question: str
    reports: tuple[Report, ...]
    topics: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The sentences that must be quoted, and all that may be; both empty where the question is to be refused."""

    wanted: tuple[Quote, ...]
    allowed: tuple[Quote, ...]


def load(path: Path) -> tuple[ProseCase, ...]:
    """The questions of a file.

    Raises:
        KeyError, ValueError: a line is no such question.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_case(json.loads(line)) for line in lines if line.strip())


def _case(line: Mapping[str, object]) -> ProseCase:
    match line:
        case {
            "id": str(name),
            "kind": str(kind),
            "split": "tune" | "held" as split,
            "question": str(question),
            "reports": [*reports],
            "topics": [*topics],
            "also": [*also],
        }:
            asked = tuple(map(_report, reports))
            return ProseCase(
                name, kind, split == "held", question, asked, tuple(map(str, topics)), tuple(map(str, also))
            )
        case _:
            raise ValueError(f"not a question about prose: {line}")


def _report(value: object) -> Report:
    match value:
        case [str(organ), int(year)]:
            return organ, year
        case _:
            raise ValueError(f"not an organ and a year: {value}")


def truth(case: ProseCase, talks: Mapping[Report, Talk]) -> Truth:
    """What the reports asked about tell of the topics.

    Raises:
        KeyError: a report is not among `talks`.
        ValueError: a report tells nothing of what its question is said to be about.
    """
    wanted: list[Quote] = []
    for report in case.reports:
        told = tuple((report, one.text) for topic in case.topics for one in talks[report].about(topic))
        if case.topics and not told:
            raise ValueError(f"{case.id}: {report} tells nothing of {case.topics}")
        wanted += told
    also = ((report, one.text) for report in case.reports for topic in case.also for one in talks[report].about(topic))
    return Truth(tuple(wanted), (*wanted, *also) if wanted else ())


def is_of(quote: Quote, told: Quote) -> bool:
    """Whether a quotation is (part of) a sentence that was told, or holds it with what introduces it (一是 …)."""
    said, meant = quote[1].strip().strip("。；"), told[1].strip("。；")
    return quote[0] == told[0] and bool(said) and (meant in said or said in meant)


def is_right(found: Truth, quotes: Sequence[Quote]) -> bool:
    """Whether all that is wanted is quoted and nothing that is of another topic, organ or year."""
    return (
        bool(quotes)
        and all(any(is_of(quote, told) for quote in quotes) for told in found.wanted)
        and all(any(is_of(quote, told) for told in found.allowed) for quote in quotes)
    )


def rank(found: Truth, texts: Iterable[Quote]) -> tuple[int, int]:
    """(place of the first stretch that holds a wanted sentence, place by which all wanted ones are found), from 1.

    0 where that never happens.
    """
    missing = {told for told in found.wanted if told[1]}
    first = 0
    for place, (report, text) in enumerate(texts, start=1):
        held = {told for told in missing if told[0] == report and told[1].strip("。；") in text}
        first = first or (place if held else 0)
        missing -= held
        if not missing:
            return first, place
    return first, 0
