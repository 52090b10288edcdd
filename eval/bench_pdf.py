"""How fast PDFs are read: our reader against pdfplumber's `extract_text` + `extract_tables`, on the same files in one run.

    python -m nianbao.eval.bench_pdf FILES… [--repeat 5] [--json]

The readers take turns file by file, so that a busy machine slows both; times are processor seconds of one core, and the
ratio is that of the medians. What is not compared: how much of it is right (that is a matter of tests).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nianbao.ingest import pdf, plumber
from nianbao.ingest.errors import FileRefused


@dataclass(frozen=True, slots=True)
class Timing:
    """One file, read `repeat` times by both readers; seconds are medians."""

    file: str
    pages: int
    ours: float
    pdfplumber: float

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.pdfplumber / self.ours


def measure(name: str, data: bytes, repeat: int) -> Timing:
    """Read `data` in turns; the first turn of each warms caches and is not counted.

    Raises:
        FileRefused: it cannot be read.
    """
    pages = len(pdf.read(data).pages)
    plumber.read_plainly(data)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(repeat):
        ours.append(_seconds(pdf.read, data))
        theirs.append(_seconds(plumber.read_plainly, data))
    return Timing(name, pages, statistics.median(ours), statistics.median(theirs))


def summary(timings: Sequence[Timing]) -> Timing:
    """All files as one: the sums of their medians."""
    return Timing(
        "total",
        sum(timing.pages for timing in timings),
        sum(timing.ours for timing in timings),
        sum(timing.pdfplumber for timing in timings),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; 2 if a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m nianbao.eval.bench_pdf", description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    timings: list[Timing] = []
    for path in options.files:
        try:
            timings.append(measure(path.name, path.read_bytes(), max(1, options.repeat)))
        except (FileRefused, OSError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 2
    total = summary(timings)
    if options.json:
        rows = [{**asdict(timing), "ratio": round(timing.ratio, 2)} for timing in (*timings, total)]
        print(
            json.dumps({"repeat": options.repeat, "files": rows[:-1], "total": rows[-1]}, ensure_ascii=False, indent=2)
        )
    else:
        Console().print(_table((*timings, total)))
    return 0


def _seconds(read: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    read(data)
    return time.process_time() - start


def _table(timings: Sequence[Timing]) -> Table:
    table = Table("file", title="pages per second and core")
    for heading in ("pages", "nianbao", "pdfplumber", "ratio"):
        table.add_column(heading, justify="right")
    for timing in timings:
        speeds = (f"{timing.pages / timing.ours:.0f}", f"{timing.pages / timing.pdfplumber:.1f}")
        table.add_row(timing.file, str(timing.pages), *speeds, f"{timing.ratio:.1f}×")
    return table


if __name__ == "__main__":
    raise SystemExit(main())
