"""Findings gathered by the cell they point at: what a reader goes to once, with everything said about it (pure).

A located cell fails several relations at a time, so do two swapped ones, and one cell may carry several findings;
whoever corrects the report looks there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nianbao.ingest.naming import SEVERITIES, cells_of
from nianbao.ingest.report import Cell, Finding, Report, Severity

_ORDER = tuple(SEVERITIES)


@dataclass(frozen=True, slots=True)
class Fault:
    """One place and its findings, worst first.

    `cell` is None where the findings are about no cell of the report: such a finding is a fault of its own.
    """

    cell: Cell | None
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """The worst of its findings'."""
        return self.findings[0].severity

    @property
    def messages(self) -> tuple[str, ...]:
        """What its findings say."""
        return tuple(finding.message for finding in self.findings)


def faults(report: Report, severities: Iterable[Severity] = _ORDER) -> tuple[Fault, ...]:
    """The faults of the findings of these severities, worst first, else in the order of the findings."""
    wanted = frozenset(severities)
    gathered: dict[str, list[Finding]] = {}
    cells: dict[str, Cell | None] = {}
    for number, finding in enumerate(report.findings):
        if finding.severity not in wanted:
            continue
        held = cells_of(finding, report)
        cell = held[0] if held else None
        shelf = finding.cause or (cell.key if cell is not None else f"#{number}")
        cells.setdefault(shelf, cell)
        gathered.setdefault(shelf, []).append(finding)
    found = (
        Fault(cells[shelf], tuple(sorted(held, key=lambda one: _ORDER.index(one.severity))))
        for shelf, held in gathered.items()
    )
    return tuple(sorted(found, key=lambda fault: _ORDER.index(fault.severity)))


def count(report: Report) -> dict[Severity, int]:
    """How many findings of each severity, worst first, none left out."""
    return {severity: sum(one.severity is severity for one in report.findings) for severity in _ORDER}


def told(messages: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """What the findings of one place say: a sentence each, and the end that all of them have in common, said once.

    Of one finding there is no end apart.
    """
    if len(messages) == 1:
        return tuple(messages), ""
    split = [message.removesuffix("。").split("。") for message in messages]
    common = 0
    while common < min(map(len, split)) - 1 and len({tuple(one[-common - 1 :]) for one in split}) == 1:
        common += 1
    if not common:
        return tuple(messages), ""
    return tuple("。".join(one[:-common]) + "。" for one in split), "。".join(split[0][-common:]) + "。"
