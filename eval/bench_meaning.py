"""How much of labelled questions is read right: by the learned weights alone, and by the whole of the understanding.

    python -m nianbao.eval.bench_meaning FILE.tsv [--library nianbao-demo] [--show 20]

FILE has lines like those of `eval/phrasings` that the weights were not learnt from. Nothing is looked up: what is judged is
the figure and the operation that a question is read as. `refused` counts those that would be refused or asked back.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nianbao.app.crossed import from_hits
from nianbao.app.holdings import holdings
from nianbao.app.meaning import HEADS, is_latin, learnt
from nianbao.app.meant import words_of
from nianbao.app.query import Kind, Query
from nianbao.app.understand import understand
from nianbao.eval.learn import Asked, labelled, tally
from nianbao.index.library import Library
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 1, 1)
_OF_SENTENCES = {"findings": Kind.FINDINGS, "term": Kind.DEFINITION, "prose": Kind.NARRATIVE}
_OPERATIONS = {
    "rank": (Kind.RANK,),
    "change": (Kind.CHANGE, Kind.RANK),
    "claim": (Kind.CLAIM,),
    "select": (Kind.SELECT, Kind.RANK),
    "compare": (Kind.GAP, Kind.FIGURES, Kind.RANK, Kind.RATE, Kind.CLAIM),
}


class Outcome(StrEnum):
    """How a question was read."""

    RIGHT = "right"
    REFUSED = "refused"
    OPERATION = "other operation"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line of the file: its label, what the heads are to read of it, and the question with names put in."""

    label: str
    asked: Asked
    question: str


def lines(path: Path, organs: Sequence[Organ], year: int) -> list[Labelled]:
    """The Chinese questions of a file; a name or a year that a figure needs and the question leaves out is put before it."""
    found = []
    first, second = organs[0].label, organs[1].label
    for line in path.read_text(encoding="utf-8").splitlines():
        label, tab, text = line.partition("\t")
        if not tab or is_latin(re.sub("〔[^〕]*〕", "", text)):
            continue
        asked = labelled(label.strip(), text)
        alone = asked.kind in ("term", "none", "rank", "select", "compare", "all")
        front = "" if alone or "〔O〕" in text else first
        text = text.replace("〔O〕", first).replace("〔O2〕", second)
        if asked.kind == "term":
            text = re.sub(rf"{first}|〔Y\d?〕年?度?", "", text)
        found.append(Labelled(label.strip(), asked, f"{front}{re.sub('〔Y[0-9]?〕', str(year), text)}"))
    return found


def outcome(asked: Asked, query: Query) -> Outcome:
    """How `query` stands to what is labelled."""
    stopped = query.problem is not None or bool(query.unknown)
    if asked.kind == "none":
        told = query.wanted or query.ratios or query.kind in (Kind.FINDINGS, Kind.DEFINITION)
        return Outcome.WRONG if told and not stopped else Outcome.RIGHT
    if asked.kind in _OF_SENTENCES:
        if query.kind is _OF_SENTENCES[asked.kind] and not stopped:
            return Outcome.RIGHT
        return Outcome.REFUSED if stopped or query.kind is Kind.NARRATIVE else Outcome.WRONG
    if stopped or not (query.wanted or query.ratios):
        return Outcome.WRONG if query.kind in (Kind.FINDINGS, Kind.DEFINITION) and not stopped else Outcome.REFUSED
    if not _same_figure(asked, query):
        return Outcome.WRONG
    return Outcome.RIGHT if query.kind in _OPERATIONS.get(asked.kind, (query.kind,)) else Outcome.OPERATION


def _same_figure(asked: Asked, query: Query) -> bool:
    target = asked.target or ""
    if target.startswith("rate:"):
        return bool(query.ratios)
    if asked.kind == "split":
        return len(query.wanted) > 1
    wanted, _ = from_hits(words_of("", target, asked.column or "total"))
    meant = {key for one in wanted for key in one.alternatives}
    told = query.wanted or tuple(ratio.numerator for ratio in query.ratios)
    return any(key in meant for one in told for key in one.alternatives)


def read(found: Sequence[Labelled], names: OrganNames) -> list[tuple[Labelled, Query, Outcome]]:
    """Every question as it is read."""
    made = []
    for one in found:
        query = understand(one.question, (), names, DAY)
        made.append((one, query, outcome(one.asked, query)))
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Read a file and print how much of it was read right."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--library", default="nianbao-demo")
    parser.add_argument("--show", type=int, default=0, help="print so many questions that were not read right")
    options = parser.parse_args(arguments)
    console = Console()
    with Library.open(options.library) as library:
        held = holdings(library)
        organs = [organ for organ in held.reports if not organ.label.endswith("人民政府")]
        found = lines(options.file, organs, held.newest_year or DAY.year - 1)
        made = read(found, held.names)
    heads = {head: [0, 0, 0] for head in HEADS}
    tally(learnt(), [one.asked for one in found], heads)
    for head, (asked, right, among_three) in heads.items():
        if asked:
            console.print(
                f"{head}: {right / asked:.1%} of {asked} right, {among_three / asked:.1%} among the first three"
            )
    table = Table("kind", "questions", *(str(one) for one in Outcome))
    for kind in ("", *sorted({one.asked.kind for one in found})):
        counted = Counter(how for one, _, how in made if kind in ("", one.asked.kind))
        table.add_row(
            kind or "all", str(counted.total()), *(f"{counted[how] / counted.total():.1%}" for how in Outcome)
        )
    console.print(table)
    for one, query, how in [part for part in made if part[2] is not Outcome.RIGHT][: options.show]:
        wanted = "、".join(item.label for item in query.wanted)
        console.print(f"{how}: {one.label} | {one.question} | {query.kind} {wanted}", markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
