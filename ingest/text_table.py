"""`text_table`: figures of the prose against their cells, or the sums that are declared for them (FORM §3–4, pure).

An error only where neither the words nor the cells leave a choice; else a question. Rounded figures (余, 近, 约),
other years, comparisons, single channels and other offices' counts are no figures of the tables and are left
alone. A figure that a failing sum of the tables demands is left alone too: that sum's own rule tells it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from nianbao.ingest.mention import Mention
from nianbao.ingest.mentions import mentions
from nianbao.ingest.money import converted
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.quantities import Quantity, quantities
from nianbao.ingest.referents import Reading, Readings
from nianbao.ingest.report import Cell, Finding, Section, Severity, Status
from nianbao.ingest.scope import scope_of
from nianbao.ingest.shares import Totals, shares
from nianbao.ingest.tally import Tables, Tally
from nianbao.ingest.wording import PLEASE_CHECK

RULE = "text_table"

_OURS = re.compile(r"(?=[我本][局委厅办院所单机街镇乡部区市县省]|本级|机关|办公[室厅]|政府)")
"""Where the words begin by which a figure is the organ's own."""
_ENDS = re.compile(r"[,;。\d]")
"""They stand in the same clause as the figure, and before no other."""
_OF_WHICH = "其中"

MOST = 100
"""So many findings are told; a text that differs more often is no report's."""


def text_table(
    sections: Iterable[Section],
    cells: Mapping[str, Cell],
    forms: Mapping[str, str],
    *,
    organ: str | None = None,
    year: int | None = None,
) -> tuple[Finding, ...]:
    """Figures and percentages of the prose that do not agree with the tables.

    Args:
        sections: the report's prose.
        cells: by key.
        forms: table → edition, for the tables that were found; words for other tables mean nothing.
        organ, year: the report's own; without them more is doubtful, and asked instead of said.

    Returns:
        Findings in the text's order, each disagreement once; `expected` is the table's figure, `actual` the prose's.
    """
    tables = Tables(cells, forms)
    totals = Totals(tables)
    found: dict[tuple[tuple[str, ...], str | None], Finding] = {}
    compared: set[tuple[Readings, Decimal, bool]] = set()
    for told in mentions(sections, forms, scope_of(organ, year)):
        made: list[Finding] = []
        for mention in _doubted(told, tables):
            same = (mention.readings, mention.quantity.value, mention.certain)
            if same not in compared and (finding := _compared(mention, tables)):
                made.append(finding)
            compared.add(same)
        for finding in (*made, *shares(told, totals)):
            known = found.setdefault((finding.keys, finding.actual), finding)
            if finding.severity is Severity.ERROR and known.severity is not Severity.ERROR:
                found[finding.keys, finding.actual] = finding
        if len(found) >= MOST:
            break
    return tuple(found.values())[:MOST]


def _doubted(told: Sequence[Mention], tables: Tables) -> Iterator[Mention]:
    """The mentions of a sentence, but for those beside which it tells the table's own figure: 全市3560件,其中我局120件.

    What would be beyond doubt is doubted then, and what is doubted is no figure of the table at all.
    """
    alike: dict[tuple[str, Readings], _Alike] = {}
    for mention in told:
        alike.setdefault((mention.sense, mention.readings), _Alike()).add(mention, tables)
    for mention in told:
        if _held(mention, tables) or not alike[mention.sense, mention.readings].tells_beside(mention, tables):
            yield mention
        elif mention.certain:
            yield replace(mention, certain=False)


@dataclass(slots=True)
class _Alike:
    """What a sentence says of one thing: a long one says much, and is gone through once.

    Attributes:
        held: the tables have one of its figures.
        total: all of them.
        ours: unit → where the words begin for the last figure that the tables have and that is the organ's own.
    """

    held: bool = False
    total: Decimal = Decimal(0)
    ours: dict[str, int] = field(default_factory=dict)

    def add(self, mention: Mention, tables: Tables) -> None:
        self.held = self.held or _held(mention, tables)
        self.total += mention.quantity.value

    def tells_beside(self, mention: Mention, tables: Tables) -> bool:
        """Whether the sentence has the table's figure beside a mention that has another."""
        together = replace(mention.quantity, value=self.total)
        if self.held or _held(replace(mention, quantity=together), tables):
            return True  # 局机关100件,下属单位20件
        unit = mention.quantity.unit
        if unit not in self.ours:
            own = ((begin, other) for begin, other in reversed(_ours(mention.sentence.text)) if other.unit == unit)
            self.ours[unit] = next((at for at, one in own if _held(replace(mention, quantity=one), tables)), -1)
        return self.ours[unit] >= mention.quantity.end


@lru_cache(maxsize=16)
def _ours(text: str) -> tuple[tuple[int, Quantity], ...]:
    """The quantities of a sentence that it tells to be the organ's own, each with where the words for it begin."""
    words = [match.start() for match in _OURS.finditer(text)]
    ends = [match.end() for match in _ENDS.finditer(text)]
    found: list[tuple[int, Quantity]] = []
    for quantity in quantities(text):
        start = quantity.start
        clause, last = bisect_right(ends, start), bisect_left(words, start)
        begin = words[last - 1] if last else -1
        if text.endswith(_OF_WHICH, 0, start):
            begin = start - len(_OF_WHICH)
        if begin >= (ends[clause - 1] if clause else 0):
            found.append((begin, quantity))
    return tuple(found)


def _held(mention: Mention, tables: Tables) -> bool:
    """Whether the tables have the figure in one of its readings."""
    tallies = (tables.tally(reading) for reading in mention.readings)
    return any(tally is not None and _agrees(mention, tally) for tally in tallies)


def _compared(mention: Mention, tables: Tables) -> Finding | None:
    """The finding on one figure, None where it agrees with a reading, is rounded, or cannot be compared."""
    if mention.quantity.vague:
        return None
    value = mention.quantity.value
    if mention.sense == "fees":  # printed in 万元, told in 元 or 万元
        value = converted(value, "元", "万元")
    tallies = [(reading, tables.tally(reading)) for reading in mention.readings]
    known = [(reading, tally) for reading, tally in tallies if tally is not None]
    if not known or any(_agrees(mention, tally) for _, tally in known):
        return None
    if any(tables.told_by_sums(reading, value) for reading, _ in known):
        return None
    reading, tally = known[0]
    certain = mention.certain and len(known) == len(tallies) and not tally.blank and not tally.doubtful
    return Finding(
        RULE,
        Severity.ERROR if certain else Severity.QUESTION,
        Status.NOT_ASSESSABLE if tally.blank and value > tally.value else Status.FAIL,
        reading.keys,
        _message(mention, known),
        expected=decimal_text(tally.value),
        actual=decimal_text(value),
        page=mention.sentence.page,
    )


def _agrees(mention: Mention, tally: Tally) -> bool:
    value = converted(tally.value, "万元", "元") if mention.sense == "fees" else tally.value
    return mention.quantity.agrees(value)


def _message(mention: Mention, known: Sequence[tuple[Reading, Tally]]) -> str:
    (reading, tally), *others = known
    told = f"正文「{mention.sentence.quote(mention.start, mention.quantity.end)}」，而{_said(reading, tally)}"
    other = [reading.label for reading, also in others if also.value != tally.value]
    if other:
        told += f"，与{'、'.join(other)}也不相同"
    return f"{told}。{PLEASE_CHECK}"


def _said(reading: Reading, tally: Tally) -> str:
    if not tally.blank:
        return f"{reading.label}为{decimal_text(tally.value)}"
    if not tally.filled:
        return f"{reading.label}空白"
    blank = "空白" if len(reading.keys) == 1 else "有空白"
    return f"{reading.label}{blank}，已填各格之和为{decimal_text(tally.value)}"
