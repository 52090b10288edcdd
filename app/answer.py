"""The types of answering: Query, Figure, Derivation, Citation, Claim, Verdict, Answer.

A number on the screen is rendered from a Figure or a Derivation with its operands, or stands inside a
literal quotation; everything here exists so that this can be checked (`app.verify`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nianbao.ingest.report import Finding, Place, State


class Outcome(StrEnum):
    """How a question ends."""

    ANSWERED = "answered"
    REFUSED = "refused"
    CLARIFY = "clarify"


class Verdict(StrEnum):
    """What the table validator says of a figure's cell (INTERFACES)."""

    SUMS_AGREE = "sums_agree"
    SUMS_DISAGREE = "sums_disagree"
    AGREE_IF_BLANK_IS_ZERO = "agree_if_blank_is_zero"
    NO_SUM = "no_sum"
    NOT_ASSESSABLE = "not_assessable"
    READING_DOUBT = "reading_doubt"


class Operation(StrEnum):
    """How a derivation was computed from its operands."""

    SUM = "sum"
    DIFFERENCE = "difference"
    BALANCE = "balance"
    RATIO = "ratio"
    GROWTH = "growth"
    RANK = "rank"
    COUNT = "count"
    MEAN = "mean"


class Reason(StrEnum):
    """Why a question is refused."""

    ORGAN_UNKNOWN = "organ_unknown"
    YEAR_MISSING = "year_missing"
    NOT_IN_FORM = "not_in_form"
    OUT_OF_SCOPE = "out_of_scope"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands: a cell (`key`) or a passage (`quote`)."""

    id: str
    report: str
    organ: str
    year: int
    section: str
    place: Place
    key: str | None = None
    row: str | None = None
    column: str | None = None
    quote: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of one report, as shown to a reader."""

    id: str
    report: str
    organ: str
    year: int
    key: str
    state: State
    value: Decimal | None
    unit: str
    verdict: Verdict
    citation: str
    raw: str = ""
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """A number computed from figures or other derivations; `operands` are their ids.

    `value` is a decimal string, an organ's name for `rank`, or None (zero denominator, blank operand).
    """

    id: str
    operation: Operation
    value: str | None
    unit: str
    formula: str
    operands: tuple[str, ...]
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, in one sentence, and what can be asked instead."""

    reason: Reason
    message: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """A finding with the report it belongs to."""

    report: str
    organ: str
    year: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Scope:
    """What the answer is about, echoed to the reader."""

    organs: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; `app.wire` gives the promised JSON of `ask --json` and `POST /api/v1/ask`.

    `removed` are the sentences that were drafted and are not shown, since nothing accounts for a number or a
    quotation in them (`app.verify`), and `names` what the text calls organs and files by where a number stands in
    the name: neither is part of the JSON, but a removal is a fault wherever answers are judged.
    """

    question: str
    outcome: Outcome
    text: str
    as_of: str
    scope: Scope = Scope()
    figures: tuple[Figure, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[ReportFinding, ...] = ()
    refusal: Refusal | None = None
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    reports: int = 0
    library_version: str = ""
    nianbao: str = ""
    generated: bool = False
    removed: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
