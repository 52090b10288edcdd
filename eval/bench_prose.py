"""How well questions about prose are answered, and what each part of the search is worth (an ablation).

    python -m nianbao.eval.bench_prose [--split all|tune|held] [--json]

Fictional reports (`samples.talkative`, three years an organ) are taken in, and the questions of `cases/prose.jsonl` are
asked in several ways. Columns: whether the first passage found, and the first five, hold the sentences that answer; MRR
of the first that does; whether the sentences quoted are right (all that answer, none of another topic, organ or year);
of what was refused how much no report tells, and of what no report tells how much was refused; median milliseconds.
Finding is counted over the questions that a report answers. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from rich.console import Console

from nianbao.app.answer import Outcome
from nianbao.app.choose import choose
from nianbao.app.holdings import Holdings, holdings
from nianbao.app.narrate import passages_for
from nianbao.app.query import Query
from nianbao.app.respond import respond
from nianbao.app.scope import Pick, Picked, pick
from nianbao.app.topic import topic
from nianbao.app.understand import understand
from nianbao.eval.bench_ask import fill
from nianbao.eval.metrics import rate
from nianbao.eval.plain_index import PlainIndex
from nianbao.eval.prose_cases import ProseCase, Quote, Report, Truth, is_right, load, rank, truth
from nianbao.eval.prose_rows import Row, as_json, table
from nianbao.eval.samples.talkative import Talk, talkative
from nianbao.index import build, embed
from nianbao.index.lexical import bm25
from nianbao.index.library import Library
from nianbao.index.passages import SIZE, Kind, Passage, passages
from nianbao.index.search import fused, search

CASES = Path(__file__).parent / "cases" / "prose.jsonl"
DAY = date(2026, 1, 1)
ORGANS = 70
"""So many organs the questions are spread over."""
FOUND = 12


@dataclass(frozen=True, slots=True)
class Way:
    """One row: what is searched and how, everything else being as in the program.

    Attributes:
        words, meaning: by BM25, by vectors; both are fused.
        themes: what a question asks is known by themes, for searching and for choosing the sentences.
        headings: organ, year and headings are searched with the text.
        first: the reports are picked before anything is searched.
        size: of the passages.
    """

    name: str
    words: bool = True
    meaning: bool = True
    themes: bool = True
    headings: bool = True
    first: bool = True
    size: int = SIZE


WAYS = (
    Way("words, meaning, themes (the default)"),
    Way("without themes", themes=False),
    Way("words alone", meaning=False),
    Way("meaning alone", words=False),
    Way("words alone, without themes", meaning=False, themes=False),
    Way("meaning alone, without themes", words=False, themes=False),
    Way("without headings", headings=False),
    Way("without picking the report first", first=False),
    Way("passages of 100 characters", size=100),
    Way("passages of 600 characters", size=600),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one way did with one question: stretches, best first, and what it quoted (None: it does not quote)."""

    stretches: tuple[Quote, ...]
    quotes: tuple[Quote, ...] | None
    milliseconds: float


class Pool:
    """All passages of prose of one size, for weighing one by one."""

    def __init__(self, library: Library, size: int) -> None:
        self.of: dict[str, list[Passage]] = {}
        for entry in library.entries():
            made = passages(library.report(entry.id), of=entry.id, organ=entry.organ, year=entry.year, size=size)
            self.of[entry.id] = [passage for passage in made if passage.kind is Kind.PROSE]
        every = [passage for of_one in self.of.values() for passage in of_one]
        self.size = len(every)
        vectors = embed.default().encode([passage.text for passage in every])
        self._vectors = {passage.id: vector for passage, vector in zip(every, vectors, strict=True)}

    def find(self, way: Way, question: str, reports: Sequence[str] | None) -> list[Passage]:
        """Passages, best first; `reports` None for all of them."""
        chosen = self.of if reports is None else reports
        here = {passage.id: passage for report in chosen for passage in self.of[report]}
        rankings = []
        if way.words:
            scores = bm25(question, [one.searched if way.headings else one.text for one in here.values()])
            ranked = sorted(zip(here, scores, strict=True), key=lambda one: (-one[1], one[0]))
            rankings.append([one for one, score in ranked if score > 0])
        if way.meaning and here:
            vector = embed.default().encode([question])[0]
            cosines = np.stack([self._vectors[one] for one in here]) @ vector
            rankings.append([list(here)[at] for at in np.argsort(-cosines, kind="stable")])
        scored = fused(*rankings)
        return [here[one] for one in sorted(scored, key=lambda one: (-scored[one], one))[:FOUND]]


@dataclass(frozen=True, slots=True)
class Bench:
    """A library of talkative reports and the questions with their truths."""

    library: Library
    held: Holdings
    cases: tuple[ProseCase, ...]
    truths: dict[str, Truth]

    @property
    def names(self) -> dict[str, Report]:
        """The reports' organs and years, by id."""
        return {entry.id: (entry.organ, entry.year) for entry in self.library.entries()}

    def picked(self, case: ProseCase) -> tuple[Query, tuple[Pick, ...]]:
        """What the program understands of a question, and the reports it picks."""
        query = understand(case.question, [], self.held.names, DAY)
        chosen = pick(query, self.held, DAY)
        return query, chosen.picks if isinstance(chosen, Picked) else ()


def ablate(bench: Bench, way: Way, pool: Pool) -> Row:
    """One way of searching, with the program's choice of sentences behind it."""

    def ask(case: ProseCase) -> Found:
        query, picks = bench.picked(case)
        begun = time.perf_counter()
        asked = topic(query, picks if way.first else ())
        asked = asked if way.themes else replace(asked, themes=())
        text = asked.searched
        if not way.first:
            text = f"{case.question} {text}"
            if way.words and way.meaning:
                hits = search(bench.library, text, kinds={Kind.PROSE}, limit=FOUND)
                found = [hit.passage for hit in hits]
            else:
                found = pool.find(way, text, None)
        else:
            found = pool.find(way, text, [one.entry.id for one in picks])
        five = [p for one in picks for p in pool.of[one.entry.id] if p.section == "五"] if way.first else []
        quotes = [(q.passage.report, q.text) for q in choose(asked, found, five=five, rarity=bench.library.rarity.of)]
        spent = (time.perf_counter() - begun) * 1000
        stretches = tuple((bench.names[p.report], p.text) for p in found)
        return Found(stretches, tuple((bench.names[report], text) for report, text in quotes), spent)

    return scored(way.name, bench, ask)


def program(bench: Bench) -> Row:
    """The program as it is asked, from the question's characters to the checked answer."""

    def ask(case: ProseCase) -> Found:
        query, picks = bench.picked(case)
        found = passages_for(topic(query, picks), [one.entry.id for one in picks], bench.library)
        begun = time.perf_counter()
        answer = respond(bench.library, case.question, (), DAY)
        spent = (time.perf_counter() - begun) * 1000
        told = answer.outcome is Outcome.ANSWERED
        cited = [(bench.names[one.report], one.quote) for one in answer.citations if one.quote] if told else []
        # an answer that quotes nothing (a figure, a question back) is no refusal: it counts as a wrong quotation
        quotes = cited or ([] if answer.outcome is Outcome.REFUSED else [(("", 0), answer.text)])
        return Found(tuple((bench.names[one.report], one.text) for one in found), tuple(quotes), spent)

    return scored("nianbao, whole", bench, ask)


def plain(bench: Bench, index: PlainIndex, *, filtered: bool) -> Row:
    """llama-index over Chroma; `filtered`: it is told organ and year, which it cannot find out by itself."""

    def ask(case: ProseCase) -> Found:
        begun = time.perf_counter()
        wanted = case.reports if filtered else (None,)
        found = sorted(
            (chunk for report in wanted for chunk in index.find(case.question, FOUND, report)),
            key=lambda chunk: -chunk.score,
        )
        spent = (time.perf_counter() - begun) * 1000
        return Found(tuple(((chunk.organ, chunk.year), chunk.text) for chunk in found), None, spent)

    return scored(f"llama-index + Chroma{', told organ and year' if filtered else ''}", bench, ask)


def scored(name: str, bench: Bench, ask: Callable[[ProseCase], Found]) -> Row:
    """Ask every question one way."""
    ask(bench.cases[0])
    found = [(case, bench.truths[case.id], ask(case)) for case in bench.cases]
    told = [(truth, one) for case, truth, one in found if case.topics]
    places = [rank(truth, one.stretches) for truth, one in told]
    row = Row(
        name,
        first=rate(first == 1 for first, _ in places),
        five=rate(0 < last <= 5 for _, last in places),
        mrr=statistics.fmean(1 / first if first else 0.0 for first, _ in places),
        milliseconds=statistics.median(one.milliseconds for _, _, one in found),
    )
    if any(one.quotes is None for _, _, one in found):
        return row
    refused = [not case.topics for case, _, one in found if not one.quotes]
    return Row(
        row.name,
        row.first,
        row.five,
        row.mrr,
        rate(is_right(truth, one.quotes or ()) for truth, one in told),
        rate(refused),
        rate(not one.quotes for case, _, one in found if not case.topics),
        row.milliseconds,
    )


@contextmanager
def prepared(folder: Path, split: str, watch: Callable[[str], None]) -> Iterator[Bench]:
    """The library, filled and embedded."""
    talks: dict[Report, Talk] = {(talk.sample.organ.name, talk.sample.year): talk for talk in talkative(ORGANS)}
    cases = tuple(case for case in load(CASES) if split == "all" or case.held == (split == "held"))
    with Library.open(folder / "library", create=True) as library:
        fill(library, [talk.sample for talk in talks.values()], watch)
        watch("embedding")
        build.complete(library, embed.default())
        yield Bench(library, holdings(library), cases, {case.id: truth(case, talks) for case in cases})


def measure(folder: Path, split: str, watch: Callable[[str], None]) -> tuple[int, int, tuple[Row, ...]]:
    """(passages, questions, rows)."""
    with prepared(folder, split, watch) as bench:
        rows = [program(bench)]
        pools: dict[int, Pool] = {}
        for way in WAYS:
            watch(way.name)
            pool = pools[way.size] = pools.get(way.size) or Pool(bench.library, way.size)
            rows.append(ablate(bench, way, pool))
        watch("llama-index")
        prose = ((*bench.names[report], of_one) for report, of_one in pools[SIZE].of.items())
        index = PlainIndex(folder / "plain", prose)
        rows += [plain(bench, index, filtered=filtered) for filtered in (False, True)]
        return pools[SIZE].size, len(bench.cases), tuple(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m nianbao.eval.bench_prose", description=__doc__.splitlines()[0])
    parser.add_argument("--split", choices=("all", "tune", "held"), default="all")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        size, asked, rows = measure(Path(folder), options.split, lambda text: print(text, file=sys.stderr))
    if options.json:
        print(json.dumps({"passages": size, "questions": asked, "rows": [as_json(row) for row in rows]}, indent=2))
    else:
        Console().print(table(f"{asked} questions over {size} passages of prose", rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
