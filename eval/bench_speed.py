"""How fast reports are read: reports per second and core, two processes against one, peak memory, `check` from cold.

    python -m nianbao.eval.bench_speed [--reports 5] [--seed 900] [--formats text,html,docx,pdf,markdown] [--json]

`read` is bytes → Document: text and tables, each cell with its place (in a PDF its box), before anything is understood.
`whole` is `parse`, bytes → Report: reading, sections, cells, arithmetic, prose against tables, and where a PDF's cells
are in doubt the second reader. Both are reports per CPU second of one process, over every layout of a format, each
report of another organ; the first of each layout warms up and is not counted. Making the reports is never counted.
Two processes each read all that one reads alone: the ratio is of reports per second of the clock, beside that of a bare
loop, which is all that the machine gives at the time. Memory is the highest
resident size of a process of its own that parses one PDF of `PAGES` pages; `check` is the clock time of the command.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.layouts import LAYOUTS
from nianbao.eval.samples.sample import Format, Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.parse import parse
from nianbao.ingest.read import read

PAGES = 20
"""Of the PDF whose memory is measured."""
STARTS = 5
"""So often is the command started."""
LEAST_SECONDS = 4.0
"""So long a process reads, at least, for the ratio of two to one."""

_READ_ON = """
import sys, time
from pathlib import Path
from nianbao.ingest.parse import parse
files = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
for data in files: parse(data)
print("ready", flush=True)
rounds = int(input())
start = time.perf_counter()
for _ in range(rounds):
    for data in files: parse(data)
print(time.perf_counter() - start, flush=True)
"""
_COUNT = """
import time
print("ready", flush=True)
rounds = int(input())
start = time.perf_counter()
for _ in range(rounds):
    sum(number * number for number in range(1_000_000))
print(time.perf_counter() - start, flush=True)
"""
_READ_ONCE = """
import resource, sys
from pathlib import Path
from nianbao.ingest.parse import parse
pages = len(parse(Path(sys.argv[1]).read_bytes()).pages)
status = Path("/proc/self/status")
told = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
print(pages, told[0] if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_CHECK = "from nianbao.ingest.main import main; main()"


@dataclass(frozen=True, slots=True)
class Speed:
    """Reports of one format per CPU second of one process."""

    format: str
    reports: int
    read: float
    whole: float


@dataclass(frozen=True, slots=True)
class Process:
    """What whole processes take.

    Attributes:
        two_to_one: reports per second of two processes, in those of one.
        bare_two_to_one: the same of a loop that shares nothing and does nothing.
        pages, peak_mib: of the PDF parsed, and the highest resident size of the process that did so.
        check_seconds: of `nianbao check` over one PDF from cold, the median.
    """

    two_to_one: float
    bare_two_to_one: float
    pages: int
    peak_mib: float
    check_seconds: float


def speed(name: Format, reports: int, seed: int) -> Speed:
    """The speed of one format over all its layouts."""
    spent: dict[str, list[float]] = {"read": [], "whole": []}
    for layout in LAYOUTS[name]:
        files = [write(one) for one in _samples(name, layout, 2 * reports + 1, seed)]
        parse(files[0])
        # every report is read once only: what a cache keeps of it must not count
        spent["read"] += [_seconds(read, data) for data in files[1 : reports + 1]]
        spent["whole"] += [_seconds(parse, data) for data in files[reports + 1 :]]
    count_of = len(spent["read"])
    return Speed(name, count_of, count_of / sum(spent["read"]), count_of / sum(spent["whole"]))


def processes(formats: Sequence[Format], seed: int) -> Process:
    """What two processes read against one, and what one takes from cold."""
    with tempfile.TemporaryDirectory() as folder:
        files, single = Path(folder, "files"), Path(folder, "one.pdf")
        files.mkdir()
        for name in formats:
            for layout in LAYOUTS[name]:
                for one in _samples(name, layout, 1, seed):
                    (files / f"{name}-{layout}").write_bytes(write(one))
        ratio, bare = _two_to_one(_READ_ON, str(files)), _two_to_one(_COUNT)
        single.write_bytes(_long(seed))
        pages, peak = _run(_READ_ONCE, str(single)).stdout.split()
        single.write_bytes(write(_samples("pdf", "bordered", 1, seed)[0]))
        check = statistics.median(_started(single) for _ in range(STARTS))
    return Process(ratio, bare, int(pages), int(peak) / 1024, check)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m nianbao.eval.bench_speed", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=5)
    parser.add_argument("--seed", type=int, default=900)
    parser.add_argument("--formats", default=",".join(LAYOUTS))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    formats = [name for name in LAYOUTS if name in options.formats.split(",")]
    speeds = [speed(name, max(1, options.reports), options.seed) for name in formats]
    whole = processes(formats, options.seed)
    if options.json:
        print(json.dumps({"speeds": [asdict(one) for one in speeds], "processes": asdict(whole)}, indent=2))
    else:
        Console().print(_table(speeds))
        print(f"two processes: {whole.two_to_one:.2f}× one (a bare loop: {whole.bare_two_to_one:.2f}×)")
        print(f"peak memory, one PDF of {whole.pages} pages: {whole.peak_mib:.0f} MiB")
        print(f"nianbao check one.pdf, cold: {whole.check_seconds:.2f} s")
    return 0


def _samples(name: Format, layout: str, number: int, seed: int) -> Sequence[Sample]:
    """So many reports of different organs."""
    return [next(generated(1, seed + n, years=(2023,), file_format=name, layout=layout)) for n in range(number)]


def _long(seed: int) -> bytes:
    """A PDF of `PAGES` pages: a report whose second section but one says everything again and again."""
    sample = _samples("pdf", "bordered", 1, seed)[0]
    for times in count(1):
        last = replace(sample.sections[-2], paragraphs=sample.sections[-2].paragraphs * times)
        data = write(replace(sample, sections=(*sample.sections[:-2], last, sample.sections[-1])))
        if len(read(data).pages) >= PAGES:
            break
    return data


def _seconds(of: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    of(data)
    return time.process_time() - start


def _two_to_one(code: str, *arguments: str) -> float:
    rounds = max(1, round(LEAST_SECONDS / max(_clock(code, arguments, 1, 1), 1e-3)))
    return 2 * _clock(code, arguments, 1, rounds) / _clock(code, arguments, 2, rounds)


def _clock(code: str, arguments: Sequence[str], number: int, rounds: int) -> float:
    """Seconds of the clock until `number` processes, begun together, have each done their work so many times."""
    command = [sys.executable, "-c", code, *arguments]
    begun = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  (our own program)
        for _ in range(number)
    ]
    for process in begun:
        if process.stdout is not None:
            process.stdout.readline()
    for process in begun:
        if process.stdin is not None:
            print(rounds, file=process.stdin, flush=True)
    return max(float(process.communicate()[0]) for process in begun)


def _started(file: Path) -> float:
    start = time.perf_counter()
    _run(_CHECK, "check", str(file))
    return time.perf_counter() - start


def _run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  (our own program)


def _table(speeds: Sequence[Speed]) -> Table:
    table = Table("format", title="reports per second and core")
    for heading in ("reports", "read", "whole parse"):
        table.add_column(heading, justify="right")
    for one in speeds:
        table.add_row(one.format, str(one.reports), f"{one.read:.0f}", f"{one.whole:.0f}")
    return table


if __name__ == "__main__":
    raise SystemExit(main())
