"""What a right answer holds: the types of expectations."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from nianbao.app.answer import Operation, Reason, Verdict
from nianbao.ingest.report import State


class Kind(StrEnum):
    """What is expected of an answer."""

    FIGURES = "figures"
    DERIVED = "derived"
    TEXT = "text"
    REFUSE = "refuse"
    CLARIFY = "clarify"
    FINDING = "finding"


class Language(StrEnum):
    """The language an answer is written in; labels and quotations keep their own."""

    CHINESE = "zh"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class ReportRef:
    """A report by organ and year."""

    organ: str
    year: int


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell; without `report` that of any report."""

    key: str
    report: ReportRef | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One figure: a number, or a cell of another state (`value` is then None); `verdict` None where it does not matter."""

    report: ReportRef
    key: str
    state: State
    value: Decimal | None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Every one of these figures, and none of another organ or year."""

    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed value, from at least these cells.

    Attributes:
        value: a decimal string, an organ's name for a rank, None where nothing can be computed.
        unit, operation, of: None where they do not matter.
    """

    value: str | None
    unit: str | None
    operands: tuple[CellRef, ...]
    operation: Operation | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences of a report (of none, where a term is explained) that hold these phrases, one of each group."""

    report: ReportRef | None
    phrases: tuple[tuple[str, ...], ...]
    section: str | None


@dataclass(frozen=True, slots=True)
class Refuse:
    """No answer, for this reason; for any, where it is None."""

    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Clarify:
    """A question back, with these phrases among its choices."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the checks found in a report: this rule, over at least these cells."""

    report: ReportRef
    rule: str
    cells: tuple[str, ...]


Want: TypeAlias = Figures | Derived | Text | Refuse | Clarify | Finding


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is wanted of an answer.

    Attributes:
        says: groups of phrases; of each group one must stand in the text.
        silent: phrases that must not stand in it.
        also: what must hold beside `want`.
        alt: whole expectations that would be right as well.
        language: what the text is written in; None where it does not matter.
    """

    kind: Kind
    want: Want
    says: tuple[tuple[str, ...], ...] = ()
    silent: tuple[str, ...] = ()
    also: tuple[Expectation, ...] = ()
    alt: tuple[Expectation, ...] = ()
    language: Language | None = None

    @property
    def ways(self) -> tuple[Expectation, ...]:
        """Every way to be right, this one first."""
        return (self, *(way for other in self.alt for way in other.ways))

    @property
    def parts(self) -> tuple[Expectation, ...]:
        """This one and what must hold beside it."""
        return (self, *(part for other in self.also for part in other.parts))
