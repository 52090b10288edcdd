"""`repeated_text`: how much of a report's prose is another report's, word for word (FORM §3, pure).

Two readings are compared sentence by sentence; years and organs' own names are left out of the comparison, since
they are what a copied text changes. Statutory words (the preamble) and short sentences are not counted. A note,
never more: that a sentence recurs is no fault in itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.outline import PREAMBLE
from nianbao.ingest.prose import sentences
from nianbao.ingest.report import Finding, Report, Severity, Status
from nianbao.ingest.scope import scope_of

RULE = "repeated_text"

FROM = Decimal("0.5")
"""From this share on it is noted."""

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_LEAST = 12
"""Shorter sentences are formulas (本年度没有其他需要报告的事项) and are not counted."""
_LEAST_PROSE = 200


@dataclass(frozen=True, slots=True)
class Repetition:
    """How much recurs.

    Attributes:
        repeated, counted: characters of the recurring sentences, and of all sentences that were compared.
        sentences: how many recur.
    """

    repeated: int
    counted: int
    sentences: int

    @property
    def share(self) -> Decimal:
        """Recurring characters of all, 0 where there is too little prose to say."""
        return Decimal(self.repeated) / self.counted if self.counted >= _LEAST_PROSE else Decimal(0)


def repetition(report: Report, other: Report) -> Repetition:
    """How much of the prose of `report` stands in `other` as well."""
    known = set(_compared(other))
    own = list(_compared(report))
    again = [sentence for sentence in own if sentence in known]
    return Repetition(sum(map(len, again)), sum(map(len, own)), len(again))


def _compared(report: Report) -> Iterator[str]:
    names = scope_of(report.organ, None).names
    for sentence in sentences(section for section in report.sections if section.number != PREAMBLE):
        text = _YEAR.sub("", sentence.text)
        for name in names:
            text = text.replace(name, "")
        if len(text) >= _LEAST:
            yield text


def repeated_text(report: Report, other: Report, threshold: Decimal = FROM) -> tuple[Finding, ...]:
    """The note that much of the prose is last year's, or another organ's.

    Args:
        report: whose prose is looked at.
        other: the same organ's last report, or another organ's.
        threshold: the share from which it is noted.
    """
    found = repetition(report, other)
    if not found.sentences or found.share < threshold:
        return ()
    percent = decimal_text((found.share * 100).quantize(Decimal(1), ROUND_HALF_UP))
    whose = f"{other.year}年的报告" if report.organ == other.organ else f"{other.organ or other.source}的报告"
    message = f"正文有{found.sentences}句、约{percent}%的文字与{whose}相同，请核是否按本年情况写成。"
    return (Finding(RULE, Severity.NOTE, Status.NOT_ASSESSABLE, (), message),)
