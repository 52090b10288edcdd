"""What is known to be in a library, from outside of it: the samples' own figures, or figures checked by hand.

Nothing here reads a report or asks the program: an expectation that came from the program could not find it wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from nianbao.eval.samples.sample import Sample
from nianbao.ingest.form import specs
from nianbao.ingest.report import State

_SPOKEN = (
    ("人民政府办公室", "政府办"),
    ("人民政府办公厅", "政府办公厅"),
    ("人民政府", "政府"),
    ("市场监督管理局", "市场监管局"),
    ("街道办事处", "街道办"),
)
_WITH_UNIT = re.compile(r"(?P<number>-?\d+(\.\d+)?)(?P<unit>\D*)")
_DASHES = ("/", "-", "—", "无")
_SEAT = re.compile(r"^(?P<city>.{2,4}?市)?(?P<seat>.{2,4}?[区县])?")


@dataclass(frozen=True, slots=True)
class Value:
    """What is printed in a cell."""

    state: State
    number: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Known:
    """One report.

    Attributes:
        organ: its full name.
        cells: cell key → what is printed.
        wrong: cells that something in the report contradicts.
    """

    organ: str
    year: int
    cells: Mapping[str, Value]
    wrong: frozenset[str] = frozenset()

    def number(self, key: str) -> Decimal | None:
        """The number in the cell `key`; None where there is none, or no such cell."""
        value = self.cells.get(key)
        return value.number if value else None

    def numbers(self, keys: Iterable[str]) -> tuple[Decimal, ...] | None:
        """The numbers of all of `keys`, None where one is lacking."""
        found = [number for key in keys if (number := self.number(key)) is not None]
        return tuple(found) if len(found) == len(list(keys)) else None


def of_samples(samples: Iterable[Sample]) -> tuple[Known, ...]:
    """The reports that `samples` print."""
    return tuple(
        Known(
            truth.organ,
            truth.year,
            {cell.key: Value(cell.state, cell.value, cell.unit) for cell in truth.cells},
            frozenset(key for slip in truth.slips for key in slip.keys),
        )
        for truth in (sample.truth for sample in samples)
    )


def of_gold(folder: Path) -> tuple[Known, ...]:
    """The reports of a folder of `*.gold.json` (organ, year, cells by key, null for a blank one), by file name."""
    units = {key: spec.column.unit for key, spec in specs().items()}
    found = []
    for path in sorted(folder.glob("*.gold.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        cells = {key: _of_text(value, units.get(key, "件")) for key, value in told["cells"].items()}
        found.append(Known(told["organ"], told["year"], cells))
    return tuple(found)


def _of_text(value: str | None, unit: str) -> Value:
    if value is None:
        return Value(State.BLANK, None, unit)
    match = _WITH_UNIT.fullmatch(value)
    if match is None:
        return Value(State.DASH if value in _DASHES else State.TEXT, None, unit)
    return Value(State.NUMBER, Decimal(match["number"]), match["unit"] or unit)


# ------------------------------------------------------------------ names


def names(organ: str, others: Iterable[str]) -> tuple[str, ...]:
    """What people call `organ`, the full name first: shorter ones only where no other organ can be meant."""
    match = _SEAT.match(organ)
    shorter = organ.removeprefix(match["city"]) if match and match["city"] and match["seat"] else organ
    called = [organ, shorter, *(_spoken(name) for name in (organ, shorter))]
    rivals = [name for other in others if other != organ for name in (other, _spoken(other))]
    return tuple(
        name for name in dict.fromkeys(called) if name == organ or not any(rival.endswith(name) for rival in rivals)
    )


def places(reports: Sequence[Known]) -> tuple[str, ...]:
    """The cities, districts and counties that the organs sit in."""
    found = []
    for report in reports:
        match = _SEAT.match(report.organ)
        if match and match[0]:
            found.append(match[0])
    return tuple(dict.fromkeys(found))


def _spoken(name: str) -> str:
    for long, short in _SPOKEN:
        if name.endswith(long):
            return name.removesuffix(long) + short
    return name
