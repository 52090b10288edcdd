"""Whether a figure is of all applications, or of some that its sentence has spoken of before (pure).

网上申请85件，办结80件: the second figure is of the first's applications, not of the table. Without the whole before
it, every count of some applications narrows what follows; behind the whole (收到120件，其中网上85件，…) it may, up to
the end of its clause or bracket, unless the parts told so far make up the whole, or are fewer than what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nianbao.ingest.prose import Sentence
from nianbao.ingest.quantities import Quantity
from nianbao.ingest.scope import COMPARED, SOME, Standing

WHOLES = frozenset({"received", "workload", "concluded", "answered", "handled"})
"""Senses that count all applications, where they are the report's own."""
COLUMN = "column."
CARRIED = "carried"

_APPLICATIONS = re.compile(r"(?<!依)(?<!复议)(?<!诉讼)(?<!许可)申请(?!人)")
_AMONG = re.compile(r"[^,;。()\d]{0,12}中(?=[,:]|$)")
GOES_ON = re.compile(r"(?:其中|上述|以上|这些|对此)")
"""How a sentence begins that goes on with what the last one counted."""
_OF_WHICH = re.compile(r"其中|(?:包括|包含|含)")
_IS_SUCH = re.compile(r"(?:均|都|系|已|经)*(?:属|涉|为|是|由|来自|关于|系|经|因|需|要求|申请人|反映|不属)")
"""What follows a number that tells of which kind so many are: 12件属于征地类."""
CASES = frozenset("件宗份起例")

_CARRIED_OVER = r"[^,;。]{0,12}结转"
_LESS = re.compile(
    rf"(?:合并|归并|并案|去除|剔除|扣除|排除|除去|去重|拆分|折算|折合|核减|刨除)(?!计算|统计|{_CARRIED_OVER})|"
    rf"(?:不含|不包括|不包含|未包括|未计|不计|不算)(?!{_CARRIED_OVER})|"
    rf"除(?!{_CARRIED_OVER})[^,;。]{{1,30}}?外(?!,?(?:还|也|另|又|均依法|全部公开))"
)
"""What has been left out of a count, or counted once for several: it is not the form's."""
_LESS_BEHIND = re.compile(
    rf",(?:其中|均|数据)*(?:不含|不包括|不包含|未包括|未计|不计)(?!{_CARRIED_OVER})|"
    rf"\((?:其中|已|均|数据)*(?:不含|不包括|不包含|未包括|未计|不计|剔除|去除|扣除|去重|合并|归并|除)(?!{_CARRIED_OVER})|"
    r"\((?:其中|已|均)*(?:含|包括|包含)[^()]{0,12}?(?:重复|撤回|撤销|转办|转来|移送|咨询|代办|其[他它](?!组织)|非|同类|不予受理|不属)"
)
_CLAUSES = re.compile(r"[;。]")


def counted_otherwise(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words around a figure, which begin at `start`, say that the form does not count so: 去除重复后收到290件.

    What was left out stays so up to the end of the clause; that the form leaves 上年结转 out as well is no matter.
    """
    text = sentence.text
    begin = max((match.end() for match in _CLAUSES.finditer(text, 0, start)), default=0)
    return _LESS.search(text, begin, start) is not None or _LESS_BEHIND.match(text, end) is not None


@dataclass(slots=True)
class _Told:
    """What a sentence has told so far.

    Attributes:
        whole: the last figure of all there are, None where none was told.
        parts: figures of some of them; None is one that was rounded.
        end: behind the last part.
        standing: of what follows parts of no known whole.
        by_column: whether the last part is told by its applicants.
        columns: so many kinds of applicant.
        done: something was told to be done with the last part, so that the next begins a list anew.
    """

    whole: Decimal | None = None
    parts: tuple[Decimal | None, ...] = ()
    end: int = 0
    standing: Standing = Standing.OWN
    by_column: bool = False
    columns: int = 0
    done: bool = False

    @property
    def sum(self) -> Decimal | None:
        """All parts together, None where one is not known."""
        return sum((part for part in self.parts if part is not None), Decimal(0)) if None not in self.parts else None


class Narrowing:
    """What of the applications a sentence is speaking of; fed with its figures in order."""

    def __init__(self) -> None:
        self._told = _Told()

    def begin(self, sentence: Sentence) -> None:
        """Go on to the next sentence: it speaks of all again, unless it goes on with what the last one counted.

        自然人11件，企业2件。其中78件予以公开: a sentence that has told several kinds of applicant has spoken of no one's.
        """
        last, self._told = self._told, _Told()
        if GOES_ON.match(sentence.text) and sentence.before[-1:] in {*"。!?"}:
            self._told.whole = last.whole
            if last.columns < 2 and last.whole is None:
                self._told.parts, self._told.standing = last.parts, last.standing

    def enter(
        self, sentence: Sentence, quantity: Quantity, phrase: str, sense: str | None, standing: Standing, tail: str = ""
    ) -> None:
        """Take up a figure: its sense, None where it has none, whose it was said to be, and the words behind it."""
        told = self._told
        if quantity.unit not in CASES:
            return
        if sense is not None and standing is Standing.OWN and (sense in WHOLES or sense.startswith(CARRIED)):
            self._told = _Told(whole=quantity.value, columns=told.columns)
            return
        among = _AMONG.match(sentence.text, quantity.end) is not None
        if among and quantity.value == told.whole:
            return  # 收到120件，120件中…
        is_column = sense is not None and sense.startswith(COLUMN)
        counts_some = is_column or sense in WHOLES or (sense is None and _APPLICATIONS.search(phrase) is not None)
        tells_part = _tells_part(phrase, tail)
        if not (among or counts_some or (sense is None and tells_part)) or (
            told.parts and sense in WHOLES and not tells_part
        ):
            told.done = told.done or sense is not None  # 网上60件，办结59件: no further part
            return
        if told.done or (told.whole is not None and _closed(sentence, told.end, quantity.start)):
            told.parts, told.done = (), False
        told.parts = (*told.parts, None if quantity.vague else quantity.value)
        told.end, told.by_column = quantity.end, is_column
        told.columns += is_column
        unsure = standing is Standing.UNSURE or not counts_some
        told.standing = Standing.UNSURE if unsure else Standing.OTHER

    def standing(self, sentence: Sentence, start: int, sense: str, value: Decimal) -> Standing:
        """Of a figure whose words begin at `start`: of all applications, of some, or nobody can be sure."""
        told = self._told
        if not told.parts or (told.by_column and sense.startswith(COLUMN)):
            return Standing.OWN
        if told.whole is None:
            return told.standing
        if _closed(sentence, told.end, start) or told.sum == told.whole:
            return Standing.OWN
        if told.sum is not None and value > told.sum:
            return Standing.OWN  # no part of theirs
        return Standing.UNSURE


def _closed(sentence: Sentence, part_end: int, start: int) -> bool:
    """Whether a clause or bracket ends between the last part and what begins at `start`."""
    return re.search(r"[;)]", sentence.text[part_end:start]) is not None


def _tells_part(phrase: str, tail: str) -> bool:
    """Whether the words around a figure say that it counts some of what was counted before."""
    if COMPARED.search(phrase):
        return False
    return _OF_WHICH.search(phrase) is not None or SOME.search(phrase) is not None or _IS_SUCH.match(tail) is not None
