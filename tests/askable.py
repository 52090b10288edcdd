"""Libraries of a few fictional reports, asked as a reader would; every answer is held to what must hold for all."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from library_builders import at, make_report

from nianbao.app.answer import Answer
from nianbao.app.respond import respond
from nianbao.index.library import Library
from nianbao.ingest.report import Finding, Origin, Report, Severity, Status

DAY = date(2026, 11, 24)
RECEIVED = "applications.received.total"
FEES = "disclosure.fees.amount"

_QUIET = Finding("note", Severity.NOTE, Status.PASS, (), "无。", origin=Origin.UNKNOWN)


def report(organ: str, year: int, figures: dict[str, int] | None = None) -> Report:
    """A report of zeros but for `figures`, without a finding worth telling; `changed` gives single cells another shape."""
    return make_report(organ, year, figures=figures, findings=(_QUIET,))


def changed(made: Report, key: str, **more: object) -> Report:
    """`made` with one cell changed: its unit, its state, a doubt."""
    return replace(
        made,
        cells=tuple(replace(cell, **more) if cell.key == key else cell for cell in made.cells),  # type: ignore[arg-type]
    )


class Asked:
    """A library of reports to be asked; `add` takes them in, each from a path of its own."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder, create=True)

    def add(self, *reports: Report, scope: str | None = None) -> Asked:
        for one in reports:
            n = self.library.count
            data = f"{n}{one.organ}{one.year}".encode()
            self.library.add(replace(one, sha256=_sha(data)), data, at(f"/files/{n}.pdf", scope=scope))
        return self

    def ask(self, *turns: str) -> Answer:
        answer = respond(self.library, turns[-1], turns[:-1], DAY)
        assert answer.removed == ()
        ids = {figure.id for figure in answer.figures} | {made.id for made in answer.derivations}
        assert all(operand in ids for made in answer.derivations for operand in made.operands)
        return answer


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
