"""What every class of cases is made from: the known reports, what their organs are called, and chance that a seed decides."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias, TypeVar

from nianbao.eval.questions.known import Known, Value, names
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import State

Item = TypeVar("Item")
Json: TypeAlias = Mapping[str, object]

AS_OF = "2025-06-01"
"""The day of asking of questions that say 去年: the reports about 2024 are the newest then."""
LAST = 2024


@dataclass(frozen=True, slots=True)
class Question:
    """A case to be written. `asks` is shared by the questions that ask the same in other words."""

    group: str
    text: str
    expect: Json
    asks: str = ""
    as_of: str | None = None

    @property
    def id(self) -> str:
        """Made from what is asked, so that the same question keeps its name when others come and go."""
        return f"{self.group}-{hashlib.sha256(self.text.encode()).hexdigest()[:10]}"

    @property
    def line(self) -> str:
        """The case as a line of a file of cases."""
        case: dict[str, object] = {"id": self.id, "class": self.group, "turns": [self.text]}
        case |= {"asks": self.asks} if self.asks else {}
        case |= {"as_of": self.as_of} if self.as_of else {}
        return json.dumps({**case, "expect": self.expect}, ensure_ascii=False)


@dataclass(slots=True)
class Ground:
    """The reports to ask about."""

    reports: tuple[Known, ...]
    rng: random.Random
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def organs(self) -> tuple[str, ...]:
        """The organs, each once."""
        return tuple(dict.fromkeys(report.organ for report in self.reports))

    def years(self, organ: str) -> tuple[int, ...]:
        """The years that `organ` reported about."""
        return tuple(sorted(report.year for report in self.reports if report.organ == organ))

    def report(self, organ: str, year: int) -> Known | None:
        """The report of `organ` about `year`."""
        return next((one for one in self.reports if (one.organ, one.year) == (organ, year)), None)

    def called(self, organ: str) -> str:
        """One of the names of `organ`."""
        if organ not in self._names:
            self._names[organ] = names(organ, self.organs)
        return self.rng.choice(self._names[organ])

    def pick(self, items: Sequence[Item], n: int) -> list[Item]:
        """`n` different ones of `items`, in any order; all where there are no more."""
        return self.rng.sample(items, min(n, len(items)))

    def spread(self, items: Iterable[Item], by: Callable[[Item], object], n: int) -> list[Item]:
        """`n` of `items`, as evenly over the values of `by` as can be."""
        piles: dict[object, list[Item]] = {}
        for item in items:
            piles.setdefault(by(item), []).append(item)
        for pile in piles.values():
            self.rng.shuffle(pile)
        order = list(piles.values())
        self.rng.shuffle(order)
        chosen: list[Item] = []
        while len(chosen) < n and any(order):
            chosen.extend(pile.pop() for pile in order if pile)
        return chosen[:n]


# ------------------------------------------------------------------ expectations


def figure(report: Known, key: str) -> Json:
    """One wanted figure, as it is printed."""
    value = report.cells[key]
    told = {"state": value.state.value} if value.number is None else {"value": text(value.number)}
    return {"organ": report.organ, "year": report.year, "key": key, **told}


def figures(*wanted: tuple[Known, str], **more: object) -> Json:
    """Expect these figures."""
    return {"kind": "figures", "figures": [figure(report, key) for report, key in wanted], **more}


def derived(
    operation: str, value: Decimal | str | None, unit: str | None, operands: Iterable[tuple[Known, str]], **more: object
) -> Json:
    """Expect a value computed from these cells."""
    told = text(value) if isinstance(value, Decimal) else value
    cells = [[report.organ, report.year, key] for report, key in operands]
    unit_told = {} if unit is None else {"unit": unit}
    return {"kind": "derived", "operation": operation, "value": told, **unit_told, "operands": cells, **more}


def refuse(reason: str, *alt: Json) -> Json:
    """Expect a refusal for this reason, or one of the others."""
    return {"kind": "refuse", "reason": reason, **({"alt": list(alt)} if alt else {})}


def text(number: Decimal) -> str:
    """A number as the promised JSON writes it."""
    return decimal_text(number)


def is_number(value: Value | None) -> bool:
    """Whether there is such a cell, with a number in it."""
    return value is not None and value.state is State.NUMBER
