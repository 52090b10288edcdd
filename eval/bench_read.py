"""How many cells of generated reports are read right, and how fast, layout by layout.

Wrong cells are counted apart by whether the reading doubts them.

    python -m nianbao.eval.bench_read [--reports 10] [--seed 900] [--formats text,html,docx,pdf,markdown] [--scans] [--json]

The generator knows nothing of the reader. Speeds are reports per CPU second of one process, reading and checking
included. `--scans` adds each PDF layout as pictures at 200 dpi; `--doc` DOCX layouts saved as DOC by LibreOffice.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.layouts import LAYOUTS
from nianbao.eval.samples.sample import Format, Sample
from nianbao.eval.samples.write import write
from nianbao.eval.scanned import scanned
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Cell, State


@dataclass(slots=True)
class Score:
    """What became of the cells of one layout.

    Attributes:
        cells, filled: how many there are, and how many of them hold a number other than 0.
        right, filled_right: read as printed.
        doubted, unread: not right, and the reading says so.
        silent: not right, and it does not.
        refused: reports that could not be read at all; their cells count as unread.
        seconds: of CPU time.
    """

    layout: str
    reports: int = 0
    cells: int = 0
    filled: int = 0
    right: int = 0
    filled_right: int = 0
    doubted: int = 0
    unread: int = 0
    silent: int = 0
    refused: int = 0
    seconds: float = 0.0

    def add(self, other: Score) -> None:
        """Count another layout's cells as well."""
        for name in (field for field in Score.__slots__ if field != "layout"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def judge(score: Score, sample: Sample, data: bytes) -> None:
    """Read one report and count its cells."""
    start = time.process_time()
    try:
        read = {cell.key: cell for cell in parse(data, source=sample.file).cells}
    except FileRefused:
        read = {}
        score.refused += 1
    score.seconds += time.process_time() - start
    score.reports += 1
    for true in sample.truth.cells:
        filled = bool(true.value)
        score.cells += 1
        score.filled += filled
        cell = read.get(true.key)
        if cell is not None and (cell.state, cell.value) == (true.state, true.value):
            score.right += 1
            score.filled_right += filled
        elif cell is None or cell.state is State.UNREAD:
            score.unread += 1
        elif _is_doubted(cell):
            score.doubted += 1
        else:
            score.silent += 1


def _is_doubted(cell: Cell) -> bool:
    return cell.doubt is not None or cell.second is not None


def corpus(
    formats: Sequence[Format], reports: int, seed: int, *, scans: bool, doc: bool
) -> Iterator[tuple[str, Iterator[tuple[Sample, bytes]]]]:
    """Each layout's name with its reports."""

    def samples(file_format: Format, layout: str) -> Iterator[Sample]:
        for number in range(reports):  # another organ a report
            yield next(generated(1, seed + number, years=(2023,), file_format=file_format, layout=layout))

    for file_format in formats:
        for layout in LAYOUTS[file_format]:
            yield f"{file_format} {layout}", ((one, write(one)) for one in samples(file_format, layout))
    for layout in LAYOUTS["pdf"] if scans else ():
        yield f"scan {layout}", ((one, scanned(write(one), seed)) for one in samples("pdf", layout))
    if doc:
        from nianbao.ingest.office import converted

        for layout in LAYOUTS["docx"]:
            yield f"doc {layout}", ((one, converted(write(one), "docx", "doc")) for one in samples("docx", layout))


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; 1 where a cell is wrong and the reading does not say so."""
    parser = argparse.ArgumentParser(prog="python -m nianbao.eval.bench_read", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--seed", type=int, default=900)
    parser.add_argument("--formats", default=",".join(LAYOUTS))
    parser.add_argument("--scans", action="store_true")
    parser.add_argument("--doc", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    formats = [name for name in LAYOUTS if name in options.formats.split(",")]
    scores: list[Score] = []
    for layout, made in corpus(formats, options.reports, options.seed, scans=options.scans, doc=options.doc):
        score = Score(layout)
        for sample, data in made:
            judge(score, sample, data)
        print(f"{layout}: {score.right}/{score.cells}", file=sys.stderr)
        scores.append(score)
    total = Score("total")
    for score in scores:
        total.add(score)
    if options.json:
        print(
            json.dumps({"seed": options.seed, "layouts": [asdict(s) for s in scores], "total": asdict(total)}, indent=2)
        )
    else:
        Console(width=None if Console().is_terminal else 120).print(_table([*scores, total]))
    return 1 if total.silent else 0


def _table(scores: Sequence[Score]) -> Table:
    table = Table("layout", title="cells of generated reports")
    for heading in ("reports", "right", "non-zero right", "doubted", "unread", "wrong, no doubt", "reports/CPU s"):
        table.add_column(heading, justify="right")
    for score in scores:
        table.add_row(
            score.layout,
            str(score.reports),
            f"{100 * score.right / max(1, score.cells):.2f} %",
            f"{100 * score.filled_right / max(1, score.filled):.2f} %",
            *map(str, (score.doubted, score.unread, score.silent)),
            f"{score.reports / max(score.seconds, 1e-9):.1f}",
        )
    return table


if __name__ == "__main__":
    raise SystemExit(main())
