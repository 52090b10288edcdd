"""Percentages of the prose, computed again: 不予公开35件，占4.35% (FORM §3–4, pure).

What a share is of is often left unsaid, so every total that may be meant is tried: those the sentence and its
paragraph tell, and those of the tables. Only a share that fits none of them is told, and it is an error only
where its figure agrees with the tables and the sentence itself names the whole. Growth rates and rates without
their figure are not covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from nianbao.ingest.mention import Mention
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.quantities import Quantity, quantities
from nianbao.ingest.referents import Readings, referents
from nianbao.ingest.report import Finding, Severity, Status
from nianbao.ingest.tally import Tables
from nianbao.ingest.wording import PLEASE_CHECK

RULE = "text_table"

_SHARE = re.compile(
    r"[,、(]?占(?>本年度?|今年|全年|全部|所有|新收|收到|受理|办结|已?答复|办理结果|政府信息公开|信息公开|申请|件数|数量|总数|总量|总计|总|"
    r"量|比例|比重|比|数|件|的|为|达到|达|到)*+$"
)
_WHOLES = frozenset({"received", "workload", "concluded", "answered", "handled"})
_NAMED_WHOLES = (("concluded", re.compile(r"办结|办理结果")), ("received", re.compile(r"新收")))
"""Totals that the words between a figure and its percentage leave no doubt about."""
_HUNDRED = Decimal(100)
_MOST_WHOLES = 12


@dataclass(slots=True)
class Totals:
    """The wholes a share may be of: the tables' own, and those a paragraph has told so far."""

    tables: Tables
    told: list[Mention] = field(default_factory=list)
    wrong: set[tuple[tuple[str, ...], Decimal]] = field(default_factory=set)
    """Cells and shares that were told already."""

    def enter(self, sentence_of: Sequence[Mention]) -> None:
        """Take up a sentence's wholes; a new paragraph forgets the last one's."""
        first = sentence_of[0].sentence
        if self.told and (self.told[-1].sentence.section is not first.section or first.before[-1:] not in {*"。!?"}):
            self.told.clear()
        self.told.extend(mention for mention in sentence_of if mention.sense in _WHOLES)
        del self.told[:-_MOST_WHOLES]

    def printed(self) -> Iterator[tuple[Decimal, tuple[str, ...], str]]:
        """Every whole of the tables that may be meant, with its cells and its name."""
        meanings = referents(self.tables.forms)
        for sense in ("concluded", "received", "answered"):
            for reading in meanings.get(sense, ()):
                if reading.whole and (tally := self.tables.tally(reading)):
                    yield tally.value, reading.keys, reading.label

    def of(self, readings: Readings) -> Iterator[tuple[Decimal, tuple[str, ...]]]:
        """The values of readings that shares are told of, where they can be told."""
        for reading in readings:
            if reading.whole and (tally := self.tables.tally(reading)):
                yield tally.value, reading.keys


def shares(told: Sequence[Mention], totals: Totals) -> Iterator[Finding]:
    """The findings on the percentages of one sentence that tells the mentions `told`."""
    totals.enter(told)
    text = told[0].sentence.text
    percents = [quantity for quantity in quantities(text) if quantity.unit == "%"]
    for mention in told:
        percent = next((p for p in percents if p.start > mention.quantity.end), None)
        if percent is None or percent.vague or mention.quantity.vague or not mention.keys[0].startswith("applications"):
            continue
        if (mention.keys, percent.value) in totals.wrong:
            continue
        if not _SHARE.fullmatch(text, mention.quantity.end, percent.start):
            continue
        if finding := _share(mention, percent, told, totals, text):
            totals.wrong.add((mention.keys, percent.value))
            yield finding


def _share(mention: Mention, percent: Quantity, told: Sequence[Mention], totals: Totals, text: str) -> Finding | None:
    part = mention.quantity.value
    parts = {part, *(value for value, _ in totals.of(mention.readings))}
    here = [other for other in told if other.quantity.start < mention.quantity.start and not other.quantity.vague]
    spoken = [*here, *(other for other in totals.told if not other.quantity.vague)]
    wholes = {other.quantity.value for other in spoken} | {value for value, _, _ in totals.printed()}
    wholes |= {value for other in spoken for value, _ in totals.of(other.readings)}
    wholes.discard(Decimal(0))
    if not wholes or any(percent.agrees(part * _HUNDRED / whole) for part in parts for whole in wholes):
        return None
    words = text[mention.quantity.end : percent.start]
    named = next((other for other in reversed(here) if other.sense in _WHOLES and other.quantity.value), None)
    by_name = _by_name(words, totals)
    if by_name is not None:
        whole, keys, label = by_name
    elif named is not None:
        whole, keys, label = named.quantity.value, named.keys, "句中总数"
    else:
        printed = next((printed for printed in totals.printed() if printed[0]), None)
        whole, keys, label = printed or (max(wholes), (), "文中总数")
    share = decimal_text((part * _HUNDRED / whole).quantize(percent.step, ROUND_HALF_UP))
    agrees = any(value == part for value, _ in totals.of(mention.readings))
    sure_whole = by_name is not None or (named is not None and named.certain)
    certain = sure_whole and mention.certain and agrees
    return Finding(
        RULE,
        Severity.ERROR if certain else Severity.QUESTION,
        Status.FAIL,
        tuple(dict.fromkeys((*mention.keys, *keys))),
        f"正文「{mention.sentence.quote(mention.start, percent.end)}」，而按{label}计算为{share}%，"
        f"按其他总数计算也不相同。{PLEASE_CHECK}",
        expected=share,
        actual=decimal_text(percent.value),
        page=mention.sentence.page,
    )


def _by_name(words: str, totals: Totals) -> tuple[Decimal, tuple[str, ...], str] | None:
    """The table's own total that the words of the share name: 占办结总数的."""
    sense = next((sense for sense, named in _NAMED_WHOLES if named.search(words)), None)
    for reading in referents(totals.tables.forms).get(sense, ()) if sense else ():
        tally = totals.tables.tally(reading)
        if tally is not None and tally.value and not tally.blank and not tally.doubtful:
            return tally.value, reading.keys, reading.label
    return None
