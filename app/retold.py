"""Does a sentence of a model's say nothing but what its quotations say? (pure)

There is no judging of meaning here, only a form in which nothing new can be said. A quotation is read as segments
(between full stops, semicolons, colons and ordinals) of clauses (between commas). A sentence may tell a segment from
its beginning, clause after clause, and stop early, but not before a clause that takes back what was said (但, 除外).
A clause is told word for word; only items in the middle of a list may be left out. All other words are from a closed
list of connectives. So subjects keep what is said of them, names stay whole, and what is denied, planned or partial
stays so.

A number is a placeholder for one place of one quotation. Any other digit or numeral takes the sentence with it.
「…」 holds a whole quotation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nianbao.app.claims import claims

_FIRST_SIGN = 0xE000
"""Figures stand as private characters while texts are compared: a number matches its own place alone."""

_QUOTED = re.compile(r"「[^「」]*」")
_FIGURE = re.compile(r"\{(f\d{1,3})\}")
_NUMBERS = "零〇一二三四五六七八九十百千万亿两"
_IDIOM = re.compile(
    r"统一|一些|一致|一体化?|一般|一直|一并|一律|一定|进一步|下一步|第一时间|唯一|单一|专一|万一|一站式|另?一方面|一旦|逐一|"
    r"一线|一起|一同|一样|一系列|一把手|十分|千方百计|老?百姓|(?:^|(?<=[，,；;：:、。]))[一二三四五六七八九十]是"
)
"""Words in which a numeral counts nothing; 一是 only where it begins a clause."""
_MORE_NUMERALS = re.compile(
    r"[两俩仨皕幺]|半数|过半|[一大]半|成倍|翻番|若干|[数几][十百千万亿]|[几数][件条项次份起个人]"
)
_MEASURE = re.compile(r"[余多]?(?:个?百分点|万|亿)*(?:[%％‰件条项次宗份起个人户名位天家元倍年月日篇场期类字]|个)?")

_SEGMENT_END = re.compile(
    r"(?<=[。！？!?；;：:])|(?<=[^\W，,、])(?=[（(][一二三四五六七八九十]{1,2}[）)])|(?=(?<=[，,、])[一二三四五六七八九十]是)"
)
_COMMA = re.compile(r"[，,]")
_STOPS = "。！？!?；;：:，,"
_LEAD = re.compile(
    r"^(?:[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]是|同时|此外|另外|并且|而且|并|且|也|还|但是|但|不过|然而)"
)
_TOLD_LEAD = re.compile(
    r"^(?:报告(?:还|也)?(?:指出|提到|写到|写道|说明|认为)|[一二三四五六七八九十]是|同时|此外|另外|其次|首先|最后|并且|并|且|也|还有?|另?一方面)"
)
_IN_TURN = re.compile(r"分别|依次|[共各][计有]?|合计|一并|除|不|未|没|无|非")
"""In a clause with one of these an item of a list is not left out: what is said of the items may depend on all of them."""
_TAKES_BACK = re.compile(r"^(?:但|不过|然而|只是|除|仅|尤其不)|除外|例外|不在此列")
_ADDRESS = re.compile(r"[A-Za-z0-9]\.[A-Za-z]|://|@|www|[{}\[\]<>「」『』]", re.IGNORECASE)
_CONDITION = re.compile(r"如果|倘若|假如|若|除非|一旦|只有|是否")
_FRAMES = re.compile(r"没|未|不(?!够|足|强|高|全|深)|无|非|将|拟|计划|打算|下一?步|今后|争取|力争|避免|防止|杜绝|解决")
_POINTS_BACK = re.compile(r"^(?:其(?!中|他)|该|此|这|那|上述|以上|对此|为此|两者|前者|后者)")
_OF_PROBLEMS = re.compile(r"针对(?:上述|以上|这些|存在的?)[^，,]{0,6}(?:问题|不足)")
"""A clause that leads over from problems to measures, and may be left out."""
_ITEM = re.compile(r"[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]是")
_ORDINAL = re.compile(rf"^(?:{_ITEM.pattern})")


@dataclass(frozen=True, slots=True)
class Source:
    """A quotation to be told of: its citation's id and its text; `year` is its report's, which need not be said."""

    id: str
    text: str
    year: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a quotation that a model may point at: `{f1}`."""

    id: str
    source: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Retold:
    """A sentence that holds: what is shown, without its full stop, and the ids of the quotations it tells."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """What can be told by itself: `clauses`, in order.

    `frame` is the index of the segment that `introduces` it and turns what it says (下一步将采取以下措施：): it is told
    only where that one is. `bound` are the clauses that take back what stands before them.
    """

    source: str
    clauses: tuple[str, ...]
    frame: int | None = None
    usable: bool = True
    introduces: bool = False
    bound: frozenset[int] = frozenset()


def figures_of(sources: Sequence[Source]) -> tuple[Figure, ...]:
    """Every number of the quotations with its measure word, numbered over all of them."""
    found: list[Figure] = []
    for source in sources:
        spans: list[tuple[int, int]] = []
        for claim in claims(source.text, frozenset()):
            measure = _MEASURE.match(source.text, claim.end)
            end = measure.end() if measure else claim.end
            if spans and claim.start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))  # 2024年5月1日 is one
            else:
                spans.append((claim.start, end))
        found += [Figure(f"f{len(found) + n}", source.id, source.text[a:b], a) for n, (a, b) in enumerate(spans, 1)]
    return tuple(found)


def numeral(text: str) -> bool:
    """Whether a text states a number in any script.

    >>> numeral("进一步统一标准"), numeral("一是公开不够"), numeral("共三项"), numeral("①"), numeral("过半")
    (False, False, True, True, True)
    """
    rest = _IDIOM.sub(lambda match: "文" * len(match[0]), unicodedata.normalize("NFKC", text))
    # Ⅳ is a number before it is taken apart, ㈢ after it
    signs = rest + "".join(char for char in text if not "\u4e00" <= char <= "\u9fff")
    counted = any(c in _NUMBERS or unicodedata.numeric(c, None) is not None for c in signs)
    return counted or _MORE_NUMERALS.search(rest) is not None


class Telling:
    """The quotations of one section of one report, and what of them has been told already."""

    def __init__(self, sources: Sequence[Source], figures: Sequence[Figure]) -> None:
        signs = {figure.id: chr(_FIRST_SIGN + n) for n, figure in enumerate(figures)}
        self._sources = {source.id: source for source in sources}
        self._signs: Mapping[str, str] = signs
        self._shown = {signs[figure.id]: figure.text for figure in figures}
        self._segments: list[_Segment] = []
        for source in sources:
            own = [figure for figure in figures if figure.source == source.id]
            self._segments += _segments(source, own, signs, self._segments)
        self._told: set[int] = set()

    def sentence(self, text: str, cited: Sequence[str]) -> Retold | None:
        """The sentence as it may be shown, None where something in it is not in the quotations it cites.

        Args:
            text: one sentence without citations; `{f1}` stands for figures.
            cited: the ids of the quotations it cites: each must be told in it.
        """
        plain = re.sub(r"[，,]{2,}", "，", re.sub(r"\s+", "", text)).strip(f"{_STOPS}、")
        if not plain or not cited or any(id_ not in self._sources for id_ in cited) or _private(plain):
            return None
        written = {figure: self._shown[sign] for figure, sign in self._signs.items()}
        plain = _QUOTED.sub(lambda m: _FIGURE.sub(lambda f: written.get(f[1], f[0]), m[0]), plain)
        quoted = _QUOTED.search(plain)
        outside = _QUOTED.sub("", _FIGURE.sub("", plain))
        if numeral(outside) or _ADDRESS.search(outside):
            return None
        if quoted:
            return self._quoting(plain, quoted[0][1:-1], cited)
        signed = _FIGURE.sub(lambda match: self._signs.get(match[1], match[0]), plain)
        told = self._walk(signed, frozenset(cited))
        if told is None or {self._segments[index].source for index in told} != set(cited):
            return None
        self._told |= told
        shown = "".join(f"「{self._shown[char]}」" if char in self._shown else char for char in signed)
        return Retold(shown, tuple(cited))

    def _quoting(self, text: str, quoted: str, cited: Sequence[str]) -> Retold | None:
        """报告提到「…」: nothing but a lead and the one quotation it cites, whole."""
        lead, _, rest = text.partition("「")
        raw = self._sources[cited[0]].text
        framed = _TOLD_LEAD.sub("", lead).strip("，：:,") != ""
        whole = quoted in raw and re.sub(r"\s+", "", raw).rstrip(_STOPS) == quoted.rstrip(_STOPS) != ""
        if len(cited) > 1 or framed or not whole or rest != f"{quoted}」":
            return None
        return Retold(text, tuple(cited))

    def _walk(self, text: str, cited: frozenset[str]) -> set[int] | None:
        """The segments that a sentence tells, None where a clause of it is no clause of theirs in its turn."""
        told: set[int] = set()
        at: tuple[int, int] | None = None
        for clause in re.split(r"[，,；;：:]", text):
            bare = _TOLD_LEAD.sub("", clause)
            if not bare:
                continue
            step = self._next(bare, at, told, cited)
            if step is None or (at is not None and step[0] != at[0] and self._taken_back(at)):
                return None
            at = step
            told.add(step[0])
        return None if at is not None and self._taken_back(at) else told

    def _taken_back(self, at: tuple[int, int]) -> bool:
        return at[1] + 1 in self._segments[at[0]].bound

    def _next(
        self, clause: str, at: tuple[int, int] | None, told: set[int], cited: frozenset[str]
    ) -> tuple[int, int] | None:
        """Where a clause is told from: the next clause of the segment at hand, or the first of another."""
        if at is not None:
            here = self._segments[at[0]].clauses
            if at[1] + 1 < len(here) and _within(clause, here[at[1] + 1]):
                return (at[0], at[1] + 1)
        for index, segment in enumerate(self._segments):
            known = told | self._told
            framed = segment.frame is None or segment.frame in known
            fits = segment.source in cited and segment.usable and framed and index not in known
            if fits and segment.clauses and _within(clause, segment.clauses[0]):
                return (index, 0)
        return None


def _signed(text: str, figures: Sequence[Figure], signs: Mapping[str, str]) -> str:
    for figure in sorted(figures, key=lambda figure: -figure.start):
        text = text[: figure.start] + signs[figure.id] + text[figure.start + len(figure.text) :]
    return re.sub(r"\s+", "", text)


def _segments(
    source: Source, figures: Sequence[Figure], signs: Mapping[str, str], before: Sequence[_Segment]
) -> list[_Segment]:
    """The segments of a quotation. A list's items have the frame of the list, also where it stands in a quotation before."""
    text = _signed(source.text, figures, signs)
    own_year = frozenset(signs[figure.id] for figure in figures if figure.text == f"{source.year}年")
    made: list[_Segment] = []
    frame = _open_frame(before) if _ITEM.match(text) else None
    conditional = _CONDITION.search(text) is not None
    for piece in _SEGMENT_END.split(text):
        bare = piece.strip(_STOPS + "、")
        if not bare:
            continue
        usable = not conditional and not _POINTS_BACK.search(_LEAD.sub("", bare))
        introduces = piece.endswith(("：", ":"))
        turns = introduces and _FRAMES.search(bare) is not None
        clauses = _clauses(bare, own_year)
        bound = frozenset(n for n, clause in enumerate(clauses) if _TAKES_BACK.search(clause))
        told = tuple(_LEAD.sub("", clause) for clause in clauses)
        made.append(_Segment(source.id, told, frame, usable, turns, bound))
        if introduces:
            frame = len(before) + len(made) - 1 if turns else None
    return made


def _open_frame(before: Sequence[_Segment]) -> int | None:
    """The frame that the last list began with."""
    for index in range(len(before) - 1, -1, -1):
        if before[index].introduces:
            return index
        if before[index].frame is not None:
            return before[index].frame
    return None


def _clauses(segment: str, own_year: frozenset[str]) -> tuple[str, ...]:
    """A segment's clauses, without the ordinal of its item and the report's own year, which the answer says."""
    clauses = _COMMA.split(_ORDINAL.sub("", segment))
    if len(clauses) > 1 and (clauses[0] in own_year or _OF_PROBLEMS.fullmatch(clauses[0])):
        clauses = clauses[1:]
    return tuple(clause for clause in clauses if _LEAD.sub("", clause))


def _private(text: str) -> bool:
    return any(unicodedata.category(char) in {"Co", "Cs", "Cc", "Cf", "Cn"} for char in text)


def _within(told: str, clause: str) -> bool:
    """Whether `told` is `clause`, items in the middle of its list left out at most."""
    told = _LEAD.sub("", told)
    if told == clause:
        return True
    if _private(clause) or _IN_TURN.search(clause):
        return False
    kept, items = told.split("、"), clause.split("、")
    if len(kept) < 2 or kept[0] != items[0] or kept[-1] != items[-1]:
        return False
    rest = iter(items[1:-1])
    return all(item in rest for item in kept[1:-1])
