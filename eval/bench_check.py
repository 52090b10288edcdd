"""What the validator finds: mistakes put into correct fictional reports, one at a time, and correct ones left alone.

    python -m nianbao.eval.bench_check [--reports 60] [--seed 0] [--formats docx,pdf] [--scans 0] [--json]

Every report is written in the next layout of the formats asked for, read again from its bytes and held against the same
organ's last report, as `nianbao check --previous` does. A mistake counts as detected when a finding that the correct
report does not have names one of its cells (or, of prose and years, is of the rule that must tell it), and as located
when the cell stands first. Whatever else the mistake gives rise to is an extra finding. Where a reader misreads a cell
of a correct PDF, and where scans are read, no finding may say that the document is at fault.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain, islice

from rich.console import Console
from rich.progress import track
from rich.table import Table

from nianbao.eval.samples.layouts import LAYOUTS
from nianbao.eval.samples.make import figures, make
from nianbao.eval.samples.mistakes import MISTAKES, Correct, Mistake, stale_organ
from nianbao.eval.samples.organs import organs
from nianbao.eval.samples.prose import Telling
from nianbao.eval.samples.sample import Format, Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.faults import faults
from nianbao.ingest.parse import parse, understood
from nianbao.ingest.read import read
from nianbao.ingest.report import Finding, Grid, Origin, Report, Severity
from nianbao.ingest.second import against_last_year

YEARS = (2023, 2024, 2020, 2025)
OTHER_ORGAN = "another organ's name"
MISREAD = "cell misread (PDF)"


@dataclass(slots=True)
class Kind:
    """What was counted of one kind of mistake.

    Attributes:
        injected: reports that had a place for it.
        invisible: of these, those that nothing in the report or in last year's contradicts.
        detected, errors, located: found at all, as an error, with the cell first; of those that are visible.
        origin: found ones whose origin is told rightly.
        wrong_origin: found ones whose origin is told wrongly; the rest is said to be unknown.
        extra: findings (errors and questions) beside it that are about something else.
        faults: places that a reader of the findings is sent to, over all detected ones.
        missed: the files of those not found.
    """

    injected: int = 0
    invisible: int = 0
    detected: int = 0
    errors: int = 0
    located: int = 0
    origin: int = 0
    wrong_origin: int = 0
    extra: int = 0
    faults: int = 0
    missed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Clean:
    """What was said of correct reports: `told` are the sentences of errors and questions, with their files."""

    reports: int = 0
    errors: int = 0
    questions: int = 0
    notes: int = 0
    refused: int = 0
    told: list[str] = field(default_factory=list)


def corrects(n: int, seed: int, shapes: Sequence[tuple[Format, str]]) -> Iterator[Correct]:
    """`n` correct reports of distinct organs in turn of year and of `shapes` (format, layout), each with its last year's."""
    for number, organ in enumerate(islice(organs(seed), n)):
        year = YEARS[number % len(YEARS)]
        file_format, layout = shapes[number % len(shapes)]
        telling = Telling(run_in=number % 2 == 0, problem=number, shares=number % 3 > 0, brief=number % 7 == 6)
        before = figures(organ, year - 1)
        last = make(
            organ,
            year - 1,
            before,
            file_format=file_format,
            layout=layout,
            title="full",
            telling=replace(telling, problem=number + 1),
        )
        own = make(
            organ,
            year,
            figures(organ, year, before=before),
            file_format=file_format,
            layout=layout,
            title="full",
            telling=telling,
        )
        yield Correct(own, last, telling)


@dataclass(frozen=True, slots=True)
class Last:
    """Last year's report and its file."""

    report: Report
    data: bytes


def checked(sample: Sample, last: Last) -> Report:
    """The report as `nianbao check --previous` has it."""
    data = write(sample)
    return against_last_year(parse(data, source=f"{sample.layout}-{sample.file}"), data, last.report, last.data)


def measure(found: Sequence[Correct], seed: int) -> tuple[Clean, dict[str, Kind]]:
    """Check every report as it is, then with one mistake of each kind."""
    clean = Clean()
    kinds = {name: Kind() for name in (*MISTAKES, OTHER_ORGAN, MISREAD)}
    for number, correct in enumerate(track(found, description="reports", console=Console(stderr=True))):
        name = f"{correct.sample.format}/{correct.sample.layout} {correct.sample.organ.name} {correct.sample.year}"
        file = write(correct.before)
        last = Last(parse(file, source="last"), file)
        try:
            sound = checked(correct.sample, last)
        except FileRefused:
            clean.refused += 1
            continue
        _count(clean, sound, name)
        makers = {**MISTAKES, OTHER_ORGAN: stale_organ(found[number - 1].sample.organ)}
        for kind, maker in makers.items():
            mistake = maker(correct, random.Random(f"{seed} {number} {kind}"))
            if mistake is not None:
                _enter(kinds[kind], mistake, checked(mistake.sample, last), sound, name)
        if correct.sample.format == "pdf":
            _misread(kinds[MISREAD], correct, sound, name, random.Random(f"{seed} {number}"))
    return clean, kinds


def _count(clean: Clean, report: Report, name: str) -> None:
    clean.reports += 1
    for finding in report.findings:
        clean.errors += finding.severity is Severity.ERROR
        clean.questions += finding.severity is Severity.QUESTION
        clean.notes += finding.severity is Severity.NOTE
        if finding.severity is not Severity.NOTE:
            clean.told.append(f"{name}: {finding.severity} {finding.message}")


def _enter(kind: Kind, mistake: Mistake, report: Report, sound: Report, name: str) -> None:
    kind.injected += 1
    if not mistake.visible:
        kind.invisible += 1
        return
    known = {_said(finding) for finding in sound.findings}
    new = [finding for finding in report.findings if _said(finding) not in known]
    hits = [finding for finding in new if _is_about(finding, mistake)]
    kind.extra += sum(finding not in hits and finding.severity is not Severity.NOTE for finding in new)
    if not hits:
        kind.missed.append(name)
        return
    _found(kind, hits, mistake.keys, Origin.DOCUMENT, report)


def _found(kind: Kind, hits: Sequence[Finding], keys: frozenset[str], right: Origin, report: Report) -> None:
    kind.detected += 1
    kind.errors += any(finding.severity is Severity.ERROR for finding in hits)
    kind.located += not keys or any(finding.keys[0] in keys for finding in hits)
    origins = {finding.origin for finding in hits}
    kind.origin += origins == {right}
    kind.wrong_origin += bool(origins - {right, Origin.UNKNOWN})
    kind.faults += len(faults(replace(report, findings=tuple(hits))))


def _said(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.keys, finding.severity, finding.expected, finding.actual, finding.status


def _is_about(finding: Finding, mistake: Mistake) -> bool:
    if mistake.keys and mistake.keys.isdisjoint(finding.keys):
        return False
    return not mistake.rule or finding.rule == mistake.rule


def _misread(kind: Kind, correct: Correct, sound: Report, name: str, rng: random.Random) -> None:
    """The first reader takes one figure for another; a second, independent one reads it as it is."""
    data = write(correct.sample)
    cells = [c for c in sound.cells if c.key.startswith(("applications.", "review.")) and c.value and c.place.box]
    if not cells:
        return
    cell = rng.choice(cells)
    document = read(data)
    wrong = cell.raw.strip()[:-1] + rng.choice([d for d in "0123456789" if d != cell.raw.strip()[-1]])
    blocks = tuple(
        replace(block, cells=tuple(replace(c, text=wrong) if c.place == cell.place else c for c in block.cells))
        if isinstance(block, Grid)
        else block
        for block in document.blocks
    )
    report = understood(replace(document, blocks=blocks), data, source="misread")
    known = {_said(finding) for finding in sound.findings}
    new = [finding for finding in report.findings if _said(finding) not in known]
    hits = [finding for finding in new if cell.key in finding.keys]
    kind.injected += 1
    kind.extra += sum(finding not in hits and finding.severity is not Severity.NOTE for finding in new)
    if hits:
        _found(kind, hits, frozenset({cell.key}), Origin.EXTRACTION, report)
    else:
        kind.missed.append(name)


def scans(found: Sequence[Correct], seed: int) -> dict[str, int]:
    """Correct reports as scans: how many errors are said to stand in the document, and how many not."""
    from nianbao.eval.scanned import scanned

    told = {"scans": 0, "document": 0, "extraction": 0, "unknown": 0}
    for number, correct in enumerate(found):
        pdf = write(replace(correct.sample, format="pdf", layout="bordered"))
        report = parse(scanned(pdf, seed + number), source="scan")
        told["scans"] += 1
        for finding in report.findings:
            if finding.severity is Severity.ERROR:
                told[finding.origin.value] += 1
    return told


def shapes_of(formats: Sequence[str]) -> list[tuple[Format, str]]:
    """(format, layout) of the formats, the formats taking turns."""
    lists = [[(name, layout) for layout in layouts] for name, layouts in LAYOUTS.items() if name in formats]
    longest = max(map(len, lists))
    return list(chain.from_iterable(zip(*((one * longest)[:longest] for one in lists), strict=True)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; 1 if a correct report was said to have an error."""
    parser = argparse.ArgumentParser(prog="python -m nianbao.eval.bench_check", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--formats", default=",".join(LAYOUTS))
    parser.add_argument("--scans", type=int, default=0, help="so many of the reports are read as scans as well")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    formats = options.formats.split(",")
    if unknown := [name for name in formats if name not in LAYOUTS]:
        print(f"no such format: {', '.join(unknown)}; there are {', '.join(LAYOUTS)}", file=sys.stderr)
        return 2
    found = list(corrects(max(2, options.reports), options.seed, shapes_of(formats)))
    clean, kinds = measure(found, options.seed)
    scanned = scans(found[: options.scans], options.seed) if options.scans else None
    if options.json:
        told = {"clean": asdict(clean), "kinds": {name: asdict(kind) for name, kind in kinds.items()}, "scans": scanned}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _show(clean, kinds, scanned)
    return 1 if clean.errors else 0


def _show(clean: Clean, kinds: dict[str, Kind], scanned: dict[str, int] | None) -> None:
    table = Table("kind of mistake", title="mistakes put into correct reports, one at a time")
    for heading in (
        "injected",
        "in sight",
        "detected",
        "as error",
        "located",
        "origin right",
        "wrong",
        "extra",
        "places",
    ):
        table.add_column(heading, justify="right")
    for name, kind in (*kinds.items(), ("all", _sum(list(kinds.values())))):
        if name == "all":
            table.add_section()
        seen = kind.injected - kind.invisible
        shares = [
            _share(n, of)
            for n, of in (
                (kind.detected, seen),
                (kind.errors, seen),
                (kind.located, kind.detected),
                (kind.origin, kind.detected),
            )
        ]
        places = f"{kind.faults / kind.detected:.2f}" if kind.detected else "–"
        table.add_row(name, str(kind.injected), str(seen), *shares, str(kind.wrong_origin), str(kind.extra), places)
    console = Console(width=None if Console().is_terminal else 150)
    console.print(table)
    console.print(
        f"{clean.reports} correct reports: {clean.errors} errors, {clean.questions} questions, {clean.notes} notes; {clean.refused} not read"
    )
    if scanned:
        console.print("scans of correct reports, errors by origin:", scanned)


def _sum(kinds: Sequence[Kind]) -> Kind:
    total = Kind()
    for name in ("injected", "invisible", "detected", "errors", "located", "origin", "wrong_origin", "extra", "faults"):
        setattr(total, name, sum(getattr(kind, name) for kind in kinds))
    return total


def _share(number: int, of: int) -> str:
    return f"{number * 100 / of:.1f} %" if of else "–"


if __name__ == "__main__":
    raise SystemExit(main())
