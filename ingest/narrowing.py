"""Whether a figure is of all applications, or of some that its sentence has spoken of before (pure).

网上申请85件，办结80件: the second figure is of the first's applications, not of the table. Without the whole before
it, every count of some applications narrows what follows; behind the whole (收到120件，其中网上85件，…) it may, up to
the end of its clause or bracket, unless the parts told so far make up the whole.
"""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.ingest.prose import Sentence
from nianbao.ingest.quantities import Quantity
from nianbao.ingest.scope import Standing

WHOLES = frozenset({"received", "workload", "concluded", "answered", "handled"})
"""Senses that count all applications, where they are the report's own."""
COLUMN = "column."

_APPLICATIONS = re.compile(r"(?<!依)(?<!复议)(?<!诉讼)(?<!许可)申请(?!人)")
_AMONG = re.compile(r"[^,;。()\d]{0,12}中(?=[,:]|$)")
_GOES_ON = re.compile(r"(?:其中|上述|以上|这些|对此)")
CASES = frozenset("件宗份起例")


class Narrowing:
    """What of the applications a sentence is speaking of; fed with its figures in order."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._whole: Decimal | None = None
        self._parts: list[Decimal] = []
        self._part_end = 0
        self._narrowed = Standing.OWN
        self._by_column = False
        self._columns = 0

    def begin(self, sentence: Sentence) -> None:
        """Go on to the next sentence: it speaks of all again, unless it goes on with what the last one counted.

        自然人11件，企业2件。其中78件予以公开: a sentence that has told several kinds of applicant has spoken of no one's.
        """
        narrowed = self._narrowed if self._columns < 2 else Standing.OWN
        self._clear()
        if _GOES_ON.match(sentence.text) and sentence.before[-1:] in {*"。!?"}:
            self._narrowed = narrowed

    def enter(self, sentence: Sentence, quantity: Quantity, phrase: str, sense: str | None, standing: Standing) -> None:
        """Take up a figure: its sense, None where it has none, and whose it was said to be."""
        text, end = sentence.text, quantity.end
        if quantity.unit not in CASES:
            return
        if sense in WHOLES and standing is Standing.OWN:
            self._clear()
            self._whole = quantity.value
            return
        among = _AMONG.match(text, end) is not None
        is_column = sense is not None and sense.startswith(COLUMN)
        counts_some = is_column or sense in WHOLES or (sense is None and _APPLICATIONS.search(phrase) is not None)
        if not among and not counts_some:
            return
        if self._whole is not None:
            self._parts.append(quantity.value)
            self._part_end = end
            return
        self._by_column = is_column
        self._columns += is_column
        self._narrowed = (
            Standing.UNSURE if standing is Standing.UNSURE or (among and not counts_some) else Standing.OTHER
        )

    def standing(self, sentence: Sentence, start: int, sense: str) -> Standing:
        """Of a figure whose words begin at `start`: of all applications, of some, or nobody can be sure."""
        if self._whole is None:
            both = self._by_column and sense.startswith(COLUMN)
            return Standing.OWN if both else self._narrowed
        closed = re.search(r"[;)]", sentence.text[self._part_end : start]) is not None
        complete = sum(self._parts, Decimal(0)) == self._whole
        if not self._parts or closed or complete or sense.startswith(COLUMN):
            return Standing.OWN
        return Standing.UNSURE
