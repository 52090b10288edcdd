"""How long a figure question takes in a warm process, against the usual way: embed it and ask Chroma with a filter.

    python -m nianbao.eval.bench_ask [--reports 1000] [--questions 60] [--json]

Both ways are asked the same question over the same generated reports, in turns, so that a busy machine slows both; times
are wall-clock seconds and the ratio is that of the medians. The other way is given what it does not have to find out
(organ and year, as `where`), and only has to come back with passages: reading a number off them, citing and checking it,
which ours includes, is not in its time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import chromadb
from chromadb.config import Settings
from rich.console import Console
from rich.table import Table

from nianbao.app.respond import respond
from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.write import write
from nianbao.index import embed
from nianbao.index.library import Library
from nianbao.index.passages import Kind
from nianbao.index.source import Source
from nianbao.ingest.parse import parse

BATCH = 512
WARM = 5
DAY = date(2026, 1, 1)
ASKED = (
    ("新收政府信息公开申请多少件", "applications.received.total"),
    ("行政许可多少件", "disclosure.licences.decisions"),
    ("结转下年度继续办理多少件", "applications.carried_out.total"),
    ("行政复议总计多少件", "review.reconsideration.total"),
    ("自然人新收申请多少件", "applications.received.natural_person"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one report, with the number a right answer holds."""

    text: str
    sample: Sample
    key: str


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians in seconds; `right` counts our answers with the true number in the right cell."""

    reports: int
    passages: int
    questions: int
    right: int
    ours: float
    chroma: float

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.chroma / self.ours


def questions(samples: Sequence[Sample], count: int) -> tuple[Question, ...]:
    """`count` questions, spread over the reports and over what is asked."""
    step = max(1, len(samples) // count)
    spread = [samples[n * step % len(samples)] for n in range(count)]
    return tuple(
        Question(f"{sample.organ.name}{sample.year}年{words}？", sample, key)
        for n, sample in enumerate(spread)
        for words, key in [ASKED[n % len(ASKED)]]
    )


def fill(library: Library, samples: Sequence[Sample], watch: Callable[[str], None]) -> None:
    """Read the written samples and take them in."""
    for number, sample in enumerate(samples, start=1):
        data = write(sample)
        source = Source(path=f"/{sample.file}", organ=sample.organ.name, region_code=sample.organ.code)
        library.add(parse(data, source=sample.file, organ=sample.organ.name, year=sample.year), data, source)
        if number % 100 == 0:
            watch(f"{number}/{len(samples)} reports taken in")


class Chroma:
    """The usual way: one store for all reports, its passages told apart by what stands in their metadata."""

    def __init__(self, folder: Path, library: Library, watch: Callable[[str], None]) -> None:
        settings = Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        self._collection = self._client.create_collection(
            "passages", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        self._embedder = embed.default()
        waiting = [
            (passage.id, passage.text, {"organ": entry.organ, "year": entry.year})
            for entry in library.entries()
            for passage in library.passages(entry.id)
            if passage.kind is not Kind.ROW
        ]
        for start in range(0, len(waiting), BATCH):
            ids, texts, places = zip(*waiting[start : start + BATCH], strict=True)
            self._collection.upsert(
                ids=list(ids), embeddings=self._embedder.encode(texts), documents=list(texts), metadatas=list(places)
            )
            watch(f"{min(start + BATCH, len(waiting))}/{len(waiting)} passages embedded")
        self.passages = len(waiting)

    def ask(self, question: Question) -> object:
        """The five nearest passages of the report asked about."""
        return self._collection.query(
            query_embeddings=self._embedder.encode([question.text]),
            where={"$and": [{"organ": question.sample.organ.name}, {"year": question.sample.year}]},
            n_results=5,
        )


def measure(folder: Path, reports: int, count: int, watch: Callable[[str], None]) -> Timing:
    """Fill a library and a Chroma store in `folder` and ask both, in turns."""
    samples = tuple(islice(generated(-(-reports // 3)), reports))
    with Library.open(folder / "library", create=True) as library:
        fill(library, samples, watch)
        chroma = Chroma(folder / "chroma", library, watch)
        asked = questions(samples, count)
        for question in asked[:WARM]:
            respond(library, question.text, (), DAY)
            chroma.ask(question)
        ours, theirs, right = [], [], 0
        for question in asked:
            start = time.perf_counter()
            answer = respond(library, question.text, (), DAY)
            between = time.perf_counter()
            chroma.ask(question)
            theirs.append(time.perf_counter() - between)
            ours.append(between - start)
            truth = (
                question.sample.organ.name,
                question.sample.year,
                question.key,
                question.sample.cells[question.key],
            )
            right += any((f.organ, f.year, f.key, f.value) == truth for f in answer.figures)
    return Timing(len(samples), chroma.passages, len(asked), right, statistics.median(ours), statistics.median(theirs))


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m nianbao.eval.bench_ask", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.reports < 1 or options.questions < 1:
        parser.error("--reports and --questions must be at least 1")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        timing = measure(Path(folder), options.reports, options.questions, lambda text: print(text, file=sys.stderr))
    if options.json:
        found = {
            "reports": timing.reports,
            "passages": timing.passages,
            "questions": timing.questions,
            "right": timing.right,
            "nianbao_ms": round(timing.ours * 1000, 3),
            "chroma_ms": round(timing.chroma * 1000, 3),
            "ratio": round(timing.ratio, 1),
        }
        print(json.dumps(found, indent=2))
    else:
        Console().print(_table(timing))
    return 0


def _table(timing: Timing) -> Table:
    title = f"one figure question over {timing.reports} reports, {timing.passages} passages"
    table = Table("", "median", title=title)
    table.add_row(f"nianbao ({timing.right}/{timing.questions} right)", f"{timing.ours * 1000:.2f} ms")
    table.add_row("embedding + Chroma where", f"{timing.chroma * 1000:.2f} ms")
    table.add_row("ratio", f"{timing.ratio:.1f}×")
    return table


if __name__ == "__main__":
    raise SystemExit(main())
