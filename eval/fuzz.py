"""Damaged reports, thrown at the reader for a given time: it may refuse them, it may not crash, hang or swell.

    python -m nianbao.eval.fuzz [--minutes 30] [--seed 0] [--formats text,html,docx,pdf,markdown,scan] [--keep DIR]

Each try writes a fictional report, damages it by its own seed (bytes flipped, cut out, doubled, spliced with another
file; in markup also tags and spans; of a DOCX or a PDF often what is packed inside, else their checksums would keep
nearly all damage from the reader) and reads it whole. What fails is written to `--keep` with its seed, by which it can
be made again: the seeds of mended faults stay as tests.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import resource
import signal
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import ParamSpec, TypeVar

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.layouts import LAYOUTS
from nianbao.eval.samples.sample import Format
from nianbao.eval.samples.write import write
from nianbao.eval.scanned import scanned
from nianbao.ingest import pdf, shot
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.parse import parse

SECONDS = 30
"""A file may take so much of the processor's time, recognising its pages apart."""
PAGE_SECONDS = 40
"""Recognising one page may take so much: one that is illegible is tried all four ways up."""
MEGABYTES = 1_000
"""The process may grow by so much over a run."""
STEP = 100
"""A file that makes it grow by so many megabytes is named."""

INSIDE = 0.7
"""So often what is packed inside a file is damaged, and not the file itself."""

_RECOGNISING = "recognised"
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ELEMENT = re.compile(rb"<((?:w:)?(?:tbl|table|tr|tc|td|p|r|gridSpan|vMerge|span))\b[^>]*(?:/>|>.*?</\1>)", re.DOTALL)
_MARKUP = (
    b"<table>",
    b"</table>",
    b"<tr>",
    b"<td colspan=999>",
    b"<td rowspan='-1'>",
    b"</td>",
    b"<!--",
    b"&#x110000;",
)
_NUMBERS = (b"9" * 400, b"-1", b"1e9", "１２".encode(), b"\xff\xfe", b"\x00", "\u202e".encode())


def damaged(data: bytes, other: bytes, seed: int) -> bytes:
    """`data` with some damage; the same seed does the same."""
    rng = random.Random(seed)
    if data.startswith((_ZIP, _PDF)) and rng.random() < INSIDE:
        inside = _repacked if data.startswith(_ZIP) else _reinflated
        return inside(data, lambda content: _damaged(content, other, rng), rng)
    return _damaged(data, other, rng)


def _damaged(data: bytes, other: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        rng.choice(_WAYS)(out, other, rng)
    return bytes(out)


def _repacked(data: bytes, damage: Callable[[bytes], bytes], rng: random.Random) -> bytes:
    """A ZIP file with one member damaged, mostly the largest: the document's text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {info.filename: package.read(info) for info in package.infolist()}
    largest = max(members, key=lambda name: len(members[name]) if name.endswith("document.xml") else 0)
    chosen = largest if rng.random() < INSIDE else rng.choice(list(members))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)  # without the time of day
            package.writestr(entry, damage(content) if name == chosen else content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _reinflated(data: bytes, damage: Callable[[bytes], bytes], rng: random.Random) -> bytes:
    """A PDF with the inflated content of one stream damaged; its table of objects no longer fits, and is made anew."""
    streams = [(m.start(1), m.end(1)) for m in _STREAM.finditer(data)]
    rng.shuffle(streams)
    for start, end in streams:
        try:
            content = zlib.decompress(data[start:end])
        except zlib.error:
            continue
        return data[:start] + zlib.compress(damage(content)) + data[end:]
    return damage(data)


def _flip(out: bytearray, _other: bytes, rng: random.Random) -> None:
    for _ in range(min(len(out), rng.choice((1, 3, 20)))):
        out[rng.randrange(len(out))] = rng.randrange(256)


def _cut(out: bytearray, _other: bytes, rng: random.Random) -> None:
    start = rng.randrange(len(out) + 1)
    del out[start : start + rng.choice((1, 10, 300, len(out)))]


def _double(out: bytearray, _other: bytes, rng: random.Random) -> None:
    start = rng.randrange(len(out) + 1)
    piece = bytes(out[start : start + rng.choice((3, 40, 2_000))])
    out[start:start] = piece * rng.choice((1, 2, 50))


def _splice(out: bytearray, other: bytes, rng: random.Random) -> None:
    start, at = rng.randrange(len(other) + 1), rng.randrange(len(out) + 1)
    out[at:at] = other[start : start + rng.choice((5, 200, 5_000))]


def _insert(out: bytearray, _other: bytes, rng: random.Random) -> None:
    at = rng.randrange(len(out) + 1)
    out[at:at] = rng.choice((*_MARKUP, *_NUMBERS))


def _element(out: bytearray, _other: bytes, rng: random.Random) -> None:
    """Takes a whole element out, or puts it in again elsewhere: the markup stays well-formed, the table does not."""
    found = [match.span() for match in _ELEMENT.finditer(bytes(out))]
    if not found:
        return
    start, end = rng.choice(found)
    element = bytes(out[start:end])
    if rng.random() < 0.5:
        del out[start:end]
    else:
        at = rng.choice(found)[0]
        out[at:at] = element * rng.choice((1, 1, 3, 40))


_WAYS: tuple[Callable[[bytearray, bytes, random.Random], None], ...] = (
    _flip,
    _cut,
    _double,
    _splice,
    _insert,
    _element,
    _element,
)


class TooSlow(BaseException):
    """A file took longer than it may; no reader's own handling of errors catches this."""


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


P = ParamSpec("P")
R = TypeVar("R")


def _apart(page: Callable[P, R]) -> Callable[P, R]:
    """`page`, with a time of its own: damage to a PDF's fonts makes its text gibberish, and its pages are recognised."""

    @wraps(page)
    def timed(*arguments: P.args, **options: P.kwargs) -> R:
        left, _ = signal.setitimer(signal.ITIMER_PROF, PAGE_SECONDS)
        try:
            return page(*arguments, **options)
        finally:
            signal.setitimer(signal.ITIMER_PROF, left)

    return timed


@contextmanager
def watched() -> Iterator[None]:
    """Within it, `attempt` ends a file that takes too long."""
    handler, page = signal.signal(signal.SIGPROF, _alarm), shot.recognised
    for module in (pdf, shot):
        setattr(module, _RECOGNISING, _apart(page))
    try:
        yield
    finally:
        for module in (pdf, shot):
            setattr(module, _RECOGNISING, page)
        signal.signal(signal.SIGPROF, handler)


def attempt(data: bytes) -> str:
    """What came of one file: `read`, `refused`, or what must not happen."""
    # of its own time, however busy the machine is
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        parse(data, source="fuzz")
    except FileRefused as refusal:
        # what a parser of others raised is a refusal too, and worth a look
        cause = f" after {type(refusal.__cause__).__name__}" if refusal.__cause__ else ""
        return f"refused: {refusal.reason}{cause}"
    except TooSlow:
        return "FAULT: too slow"
    except Exception as error:  # noqa: BLE001  every other exception is the fault that is looked for
        return f"FAULT: {type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "read"


def originals(formats: Sequence[str], seed: int) -> list[tuple[str, bytes]]:
    """A file of every layout of the formats, with its name; `scan` is one page as a picture."""
    found: list[tuple[str, bytes]] = []
    names: tuple[Format, ...] = ("text", "markdown", "html", "docx", "pdf")
    for name in names:
        if name in formats:
            samples = (next(generated(1, seed, years=(2023,), file_format=name, layout=one)) for one in LAYOUTS[name])
            found.extend((f"{name} {sample.layout}", write(sample)) for sample in samples)
    if "scan" in formats:
        sample = next(generated(1, seed, years=(2023,), file_format="pdf", layout="bordered"))
        found.append(("scan", scanned(write(sample), seed, 72)))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; 1 if a fault was found."""
    parser = argparse.ArgumentParser(prog="python -m nianbao.eval.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--formats", default="text,markdown,html,docx,pdf")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(arguments)
    files = originals(options.formats.split(","), options.seed)
    outcomes: Counter[str] = Counter()
    faults = 0
    before = _grown()
    most = before
    end, seed = time.monotonic() + 60 * options.minutes, options.seed
    while time.monotonic() < end:
        name, data = files[seed % len(files)]
        made = damaged(data, files[(seed * 7 + 1) % len(files)][1], seed)
        with watched():
            outcome = attempt(made)
        outcomes[f"{name.split()[0]}: {outcome}"] += 1
        if (grown := _grown()) > most + STEP:
            most = grown
            print(f"seed {seed} ({name}): {grown - before} MB", file=sys.stderr)
        if outcome.startswith("FAULT"):
            faults += 1
            print(f"seed {seed} ({name}): {outcome}", file=sys.stderr)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{seed}.bin").write_bytes(made)
        seed += 1
    grown = _grown() - before
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:8d}  {outcome}")
    print(f"{seed - options.seed} files, {faults} faults, {grown} MB grown")
    return 1 if faults or grown > MEGABYTES else 0


def _grown() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())
