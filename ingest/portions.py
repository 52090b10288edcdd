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
from nianbao.ingest.scope import COMPARED, OFFICE, SOME, Standing

WHOLES = frozenset({"received", "workload", "concluded", "answered", "handled"})
"""Senses that count all applications, where they are the report's own."""
RESULTS = frozenset(
    {"granted", "partially_granted", "disclosed", "refused", "unavailable", "not_processed", "otherwise"}
)
COLUMN = "column."
CARRIED = "carried"

_APPLICATIONS = re.compile(r"(?<!依)(?<!复议)(?<!诉讼)(?<!许可)申请(?!人)")
_AMONG = re.compile(r"[^,;。()\d]{0,12}中(?=[,:]|$)")
GOES_ON = re.compile(r"(?:其中|上述|以上|这些|对此)")
"""How a sentence begins that goes on with what the last one counted."""
_OF_WHICH = re.compile(
    r"其中|包括|包含|含|其余|其[他它]$|某|律师|村民|居民|业主|提出|提交|递交|转来|最多|职责|(?<!结转)的$"
)
_DIRECTLY = re.compile(r"[,:(]?(?:其中|包括|包含|含)|\(")
_WITH_SHARE = re.compile(r"^[,(](?:占|同比|较)[^,;。]*?%\)?")
_THESE = re.compile(r"其中|(?:现|目前)?(?:均|已|全部|全都|都|也)")
_OWN = re.compile(r"(?:其中)?[我本](?:局|委|厅|办|院|所|中心|单位|机关|街道|镇|乡|处|部|站)")
_IS_SUCH = re.compile(r"(?:均|都|系|已|经)*(?:属|涉|为|是|由|来自|关于|系|经|因|需|要求|申请人|反映|不属)")
"""What follows a number that tells of which kind so many are: 12件属于征地类."""
CASES = frozenset("件宗份起例")

_SUCH_ONES = re.compile(rf"[^,;。()\d]{{0,6}}?(?:{SOME.pattern})[^,;。()\d]{{0,6}}?申请(?![人表])")
_APPLIED = re.compile(r"的?申请(?![人表])")
_OF_KIND = re.compile(r"(?<!办结)(?<!办毕)(?<!答复)(?<!收到)(?<!新收)(?<!受理)(?<!办理)(?<!结转)的$")
_BARE = re.compile(r"(?:分别|、|共计|总计|共|达到?|为|有)*$")
_CLAUSE_BEFORE = re.compile(r"(?<![^,;。()、\d件])(?P<words>[^,;。()、\d]{1,28})[,(]$")
_GOES_WITH = re.compile(r"\)?、[^,;。()\d]{1,20}\(?")
_IN_BRACKET = re.compile(r"\(\d{1,12}[件宗份起例]$")
_LONGEST_CASE = 30
_IN_SUCH_CASE = re.compile(
    r"(?<![^,;。:、])(?:(?:经(?!统计|汇总|梳理|核实|核算)|因|对|针对|由于)[^,;。:\d]{1,24}|"
    r"[^,;。:\d]{0,12}(?:典型|案例|抽查|评查|演练|模拟)[^,;。:\d]{0,12}),$"
)
"""A clause before a figure by which it may be of some: 经征求第三方意见，予以公开10件."""
_BY_RESULT = re.compile(r";[^;\d]{0,6}(?:办理|处理|答复)(?:结果|情况)")
"""How a list of results of all begins behind other lists: 从申请方式看，网上60件；从办理结果看，…"""


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
        result: behind the last figure of what was done, 0 where none was told.
        special: whether what was done last was done to some: 经补正后予以公开10件.
        carried: the parts are what was carried over.
        such: the last part's kind follows its number (其中12件属于征地类), as it does where more is told of that part.
    """

    whole: Decimal | None = None
    parts: tuple[Decimal | None, ...] = ()
    end: int = 0
    standing: Standing = Standing.OWN
    by_column: bool = False
    columns: int = 0
    done: bool = False
    result: int = 0
    special: Standing = Standing.OWN
    carried: bool = False
    such: bool = False

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
                self._told.parts, self._told.standing, self._told.carried = last.parts, last.standing, last.carried

    def enter(
        self, sentence: Sentence, quantity: Quantity, phrase: str, sense: str | None, standing: Standing, tail: str = ""
    ) -> None:
        """Take up a figure: its sense, None where it has none, whose it was said to be, and the words behind it."""
        told = self._told
        if quantity.unit not in CASES:
            return
        if sense is not None and (sense.startswith(CARRIED) or (sense in WHOLES and standing is Standing.OWN)):
            self._told = _after(quantity, sense, told)
            return
        among = _AMONG.match(sentence.text, quantity.end) is not None
        if among and quantity.value == told.whole:
            return  # 收到120件，120件中…
        is_column = sense is not None and sense.startswith(COLUMN)
        counts_some = is_column or sense in WHOLES or (sense is None and _APPLICATIONS.search(phrase) is not None)
        lead = _clause_before(sentence, quantity, phrase)
        tells_part = _tells_part(phrase if lead is None else lead, tail)
        tells_part = tells_part or (lead is not None and _APPLICATIONS.search(lead) is not None)
        tells_part = tells_part or (
            told.parts != () and _GOES_WITH.fullmatch(sentence.text, told.end, quantity.start) is not None
        )
        if not (among or counts_some or (sense is None and tells_part)) or (
            told.parts and sense in WHOLES and not tells_part
        ):
            if sense is not None:  # 网上60件，办结59件: no further part
                told.done, told.result = True, quantity.end
                if standing is Standing.OTHER and SOME.search(phrase):
                    told.special = Standing.OTHER
                elif _in_such_case(sentence, quantity.start - len(phrase)):
                    told.special = max(told.special, Standing.UNSURE)
            return
        behind = _WITH_SHARE.sub("", sentence.text[told.result : quantity.start])
        if told.result and (is_column or _DIRECTLY.match(behind)) and "," not in behind[1:]:
            return  # 予以公开50件,其中征地类20件: a part of the result, and no more
        if told.done or (told.whole is not None and _closed(sentence, told.end, quantity.start)):
            told.parts, told.done = (), False
        told.parts = (*told.parts, None if quantity.vague else quantity.value)
        told.end, told.by_column = quantity.end, is_column
        told.columns += is_column
        told.such = sense is None and _is_such(phrase, tail)
        unsure = standing is Standing.UNSURE or is_column or not (counts_some or told.such)
        told.standing = Standing.UNSURE if unsure else Standing.OTHER

    def standing(self, sentence: Sentence, start: int, sense: str, value: Decimal) -> Standing:
        """Of a figure whose words begin at `start`: of all applications, of some, or nobody can be sure."""
        told = self._told
        if sense in RESULTS and (
            _in_such_case(sentence, start)
            or (told.special is not Standing.OWN and not _closed(sentence, told.result, start))
        ):
            return Standing.OTHER if told.special is Standing.OTHER else Standing.UNSURE
        if not told.parts or _BY_RESULT.search(sentence.text, told.end, start):
            return Standing.OWN
        if (told.by_column or told.carried) and sense.startswith(COLUMN):
            return Standing.OWN
        if told.carried and sense.startswith(CARRIED):
            return Standing.OWN
        if told.whole is None and not told.carried:
            return told.standing
        if _closed(sentence, told.end, start):
            return Standing.OWN
        if told.sum == told.whole and not sentence.text.startswith("其中", start):
            return Standing.OWN
        if told.sum is not None and value > told.sum:
            return Standing.OWN  # no part of theirs
        if told.carried and sense in WHOLES and not _THESE.match(sentence.text, start):
            return Standing.OWN  # 新收20件，上年结转30件，办结25件
        if told.carried and _THESE.match(sentence.text, start):
            return Standing.OTHER
        return Standing.OTHER if told.such else Standing.UNSURE


def _after(quantity: Quantity, sense: str, told: _Told) -> _Told:
    """Behind a figure of all there are, or of those carried over: what follows may be of the latter alone."""
    if sense in WHOLES:
        return _Told(whole=quantity.value, columns=told.columns)
    return _Told(told.whole, (quantity.value,), quantity.end, Standing.UNSURE, columns=told.columns, carried=True)


def _closed(sentence: Sentence, part_end: int, start: int) -> bool:
    """Whether a clause or bracket ends between the last part and what begins at `start`."""
    if _IN_BRACKET.search(sentence.text, 0, part_end):
        part_end += 1
    return re.search(r"[;)]", sentence.text[part_end:start]) is not None


def _clause_before(sentence: Sentence, quantity: Quantity, phrase: str) -> str | None:
    """The words before a number that has none of its own: 住建局收到申请最多，共60件; 涉及征地(40件); None where it has."""
    if not _BARE.match(phrase):
        return None
    end = quantity.start - len(phrase)
    before = _CLAUSE_BEFORE.search(sentence.text, max(0, end - _LONGEST_CASE), end)
    return before["words"] if before else None


def _in_such_case(sentence: Sentence, start: int) -> bool:
    """Whether the clause before `start` says in which case, so that what follows may be told of some."""
    return _IN_SUCH_CASE.search(sentence.text, max(0, start - _LONGEST_CASE), start) is not None


def _is_such(phrase: str, tail: str) -> bool:
    """Whether the words say of what kind exactly so many are: 12件属于征地类, 涉及征地的12件, 12件网上申请, 住建局12件."""
    if _OF_KIND.search(phrase) or OFFICE.search(phrase):
        return True
    return any(words.match(tail) for words in (_IS_SUCH, _SUCH_ONES))


def _tells_part(phrase: str, tail: str) -> bool:
    """Whether the words around a figure say that it counts some of what was counted before."""
    if COMPARED.search(phrase) or _OWN.match(phrase):
        return False
    if any(words.search(phrase) for words in (_OF_WHICH, SOME)):
        return True
    return _is_such(phrase, tail) or _APPLIED.match(tail) is not None
