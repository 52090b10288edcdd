"""Clauses of a question that each ask for a figure of their own: 行政复议几件，其中维持几件 (pure).

A clause that names only a column goes on with the row before it (其中维持), one that names only a row goes on with the
column (律所提了几件，公开了几件); so the first part of a question is never lost to the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nianbao.app.crossed import from_hits
from nianbao.app.query import Problem, Stated, Wanted, Years
from nianbao.app.stated import number_spans, stated
from nianbao.app.vocabulary import Entry, Hit, Slot
from nianbao.app.wanted import NO_RESULTS, newest

_ENDS = re.compile(r"[,，、;；。?？]")
_ASKS = re.compile(r"多少|几[件次条项个宗份起]|几$")
_ROWS = (Slot.ROW, Slot.GROUP, Slot.MEASURE)
_COLUMNS = (Slot.COLUMN, Slot.COLUMN_GROUP)


def by_clause(text: str, hits: Sequence[Hit], *, each: bool) -> tuple[tuple[Wanted, ...], Problem | None]:
    """The figures that a question asks for, clause by clause where several of them ask."""
    hits = _without_heads(text, _carried_on(text, hits))
    parts = [own for own, _ in _asking(text, hits)]
    if len(parts) < 2:
        return from_hits(hits, each)
    wanted: dict[tuple[tuple[str, ...], ...], Wanted] = {}
    for found, problem in _read(parts, each=each):
        if problem is not None:
            return (), problem
        wanted.update({item.alternatives: item for item in found})
    return tuple(wanted.values()), None


def _without_heads(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """属于四类过程性信息的不予公开: a heading that only says what its own row is, and is no second figure."""
    rows = [hit for hit in hits if hit.of(Slot.ROW)]
    kept = []
    for hit in hits:
        heads = {(entry.table, entry.key) for entry in hit.of(Slot.GROUP)}
        sets = {entry.key for entry in hit.of(Slot.SET)}
        heads |= {(s.table, group) for s in newest().sets if s.key in sets for group in s.groups}
        own = [
            row
            for row in rows
            if row is not hit and any((e.table, e.key.split(".")[0]) in heads for e in row.of(Slot.ROW))
        ]
        if any((entry.table, entry.key) == _CONCLUDED for entry in hit.of(Slot.ROW)):
            # 答复“予以公开”的几件, 办结的申请里部分公开几件: the result that is named says which of them
            own += [row for row in rows if row is not hit and any(_is_result(entry) for entry in row.of(Slot.ROW))]
        between = [text[min(hit.end, row.end) : max(hit.start, row.start)] for row in own]
        if not between or _LISTED.search(min(between, key=len)):
            kept.append(hit)
    return tuple(kept)


_CONCLUDED = ("applications", "concluded")


def _is_result(entry: Entry) -> bool:
    return entry.table == "applications" and entry.key not in NO_RESULTS


_LISTED = re.compile(
    r"^(?:总数|合计)?(?:和|与|及|以及|跟|加|、|还有)|(?:和|与|及|以及|跟|加|、|还有)$|[,，;；。?？]|占|多少|几"
)
"""What stands between two figures that are both asked for."""


def paired(text: str, hits: Sequence[Hit], years: Years) -> tuple[tuple[Stated, Wanted], ...]:
    """Every number that a question states with the figure of its own clause, and its year where the clause names one.

    新收481件，其中自然人460件: 481 is held against 新收, 460 against the column in the same row. Empty where a number
    cannot be given to one figure.
    """
    numbers = list(zip(number_spans(text, years), stated(text, years), strict=True))
    spans = [span for span, _ in numbers]
    parts = _asking(text, with_bare(text, hits, spans), spans)
    pairs: list[tuple[Stated, Wanted]] = []
    begin = 0
    for (found, problem), (_, end) in zip(_read([own for own, _ in parts], each=False), parts, strict=True):
        own = [number for span, number in numbers if begin <= span[0] < end]
        said = _YEAR.findall(text[begin:end])
        begin = end
        if problem is not None or len(own) != len(found):
            return _of_years(text, hits, numbers)
        year = int(said[-1]) if said and len(years.stated) > 1 else None
        pairs.extend((replace(number, year=year), item) for number, item in zip(own, found, strict=True))
    return tuple(pairs) if len(pairs) == len(numbers) else ()


_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_BARE = re.compile(r"(?<!没)收(?:了|到|过)?(?:也?是|有)?$")
"""收了67件: what came, where its number stands right behind."""


def with_bare(text: str, hits: Sequence[Hit], spans: Sequence[tuple[int, int]]) -> list[Hit]:
    """`hits` with the 收 that only its number makes a figure."""
    found = _carried_on(text, hits)
    for start, _ in spans:
        bare = _BARE.search(text[:start])
        if bare is not None and not any(hit.start < start and bare.start() < hit.end for hit in hits):
            found.append(Hit(bare[0], bare.start(), start, (Entry(Slot.ROW, "applications", "received"),)))
    return sorted(found, key=lambda hit: hit.start)


def _carried_on(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """办结24件，结转2件: what is carried over, told behind what was concluded, goes to the next year."""
    found = []
    concluded = False
    for hit in hits:
        carry = any((entry.slot, entry.key) == (Slot.VAGUE, "carry") for entry in hit.entries)
        numbered = re.match(r"(?:了|有|是|为)?\d", text[hit.end :]) is not None
        found.append(replace(hit, entries=(_CARRIED_OUT,)) if concluded and carry and numbered else hit)
        concluded = concluded or any((e.table, e.key) == _CONCLUDED for e in hit.of(Slot.ROW))
    return found


_CARRIED_OUT = Entry(Slot.ROW, "applications", "carried_out")


def _of_years(
    text: str, hits: Sequence[Hit], numbers: Sequence[tuple[tuple[int, int], Stated]]
) -> tuple[tuple[Stated, Wanted], ...]:
    """2022年3556件，2023年2976件，申请量是这样吗: one figure, each number behind its own year; empty where it is not so."""
    wanted, problem = from_hits(hits, False)
    pairs = []
    begin = 0
    for (start, end), number in numbers:
        said = _YEAR.findall(text[begin:start])
        begin = end
        if problem is not None or len(wanted) != 1 or len(said) != 1:
            return ()
        pairs.append((replace(number, year=int(said[0])), wanted[0]))
    return tuple(pairs) if len({number.year for number, _ in pairs}) == len(pairs) else ()


def year_by_year(text: str, years: Years, claims: Sequence[Stated]) -> tuple[Stated, ...]:
    """2022、2023年办结分别是3323、3169件: the numbers in the order of the years; empty where they are not as many."""
    said = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text) if int(year) in years.stated]
    ordered = said if len(set(said)) == len(said) == len(years.stated) else list(years.stated)
    if len(ordered) != len(claims):
        return ()
    return tuple(replace(number, year=year) for number, year in zip(claims, ordered, strict=True))


_AGAIN = re.compile(
    r"(?:听说|而|不是|还是|真的?|就是?|也?是|只有?|才|难道|其实|应该|到底|究竟|明明|原?表[里中上]?|报告[里中上]?|有人|他们?|说|写|有没有|有|[的么吗啊但且又却还而])*"
)


def said_of_one(text: str, hits: Sequence[Hit], years: Years) -> bool:
    """只有97件，真的就是97件吗: whether every number is of the figure named beside the first, and of nothing else said."""
    before = 0
    for at, (start, end) in enumerate(number_spans(text, years)):
        begin = max((m.end() for m in _ENDS.finditer(text, 0, start)), default=0)
        stop = next((m.start() for m in _ENDS.finditer(text, end)), len(text))
        named = any(begin <= hit.start < stop for hit in hits)
        again = _AGAIN.fullmatch(text[max(begin, before) : start]) is not None
        if not again and not (named and begin >= before):
            return False  # 26件申请公开了7件: something else is said of the second
        if at == 0 and not named:
            return False
        before = end
    return True


_STEP = re.compile(r"比|较|同比|环比|增|减|降|涨|升|跌|[多少]了|[多少][收办罚批]|相差")


def beside_a_step(text: str, years: Years, claims: Sequence[Stated]) -> tuple[Stated, ...]:
    """收费715.18万元，比2023年少了23.05万元: the step, and each other number with the year that it is said of.

    Empty where there is not one step, or a number is of no year.
    """
    told: list[Stated] = []
    begin = 0
    for (start, end), number in zip(number_spans(text, years), claims, strict=False):
        part = text[begin:start]
        begin = end
        if _STEP.search(part):
            told.append(number)
            continue
        said = _YEAR.findall(part)
        year = int(said[-1]) if said else max(years.stated, default=0)
        told.append(replace(number, year=year))
    steps = [number for number in told if number.year is None]
    return tuple(told) if len(steps) == 1 and all(number.year in (None, *years.stated) for number in told) else ()


def _read(parts: Sequence[Sequence[Hit]], *, each: bool) -> Iterator[tuple[tuple[Wanted, ...], Problem | None]]:
    """The figures of each clause, with the row or the column that it takes over from the one before."""
    rows: list[Hit] = []
    columns: list[Hit] = []
    for part in parts:
        own_rows = [hit for hit in part if any(hit.of(slot) for slot in _ROWS)]
        own_columns = [hit for hit in part if any(hit.of(slot) for slot in _COLUMNS)]
        read = list(part)
        if not own_rows and own_columns:
            read = [*rows, *part]
        elif own_rows and not own_columns and not any(hit.of(Slot.TOTAL) for hit in part):
            read = [*columns, *part] if _applicants(columns) else list(part)
        yield from_hits(read, each)
        rows, columns = own_rows or rows, own_columns or columns


def _asking(text: str, hits: Sequence[Hit], numbers: Sequence[tuple[int, int]] = ()) -> list[tuple[list[Hit], int]]:
    """The words of each clause that asks, or holds one of `numbers`, and where it ends.

    A clause that does neither belongs to the next one that does.
    """
    parts: list[tuple[list[Hit], int]] = []
    begin = 0
    ends = [m.start() for m in _ENDS.finditer(text) if not any(h.start <= m.start() < h.end for h in hits)]
    for end in (*ends, len(text)):
        own = [hit for hit in hits if begin <= hit.start < end]
        held = any(begin <= start < end for start, _ in numbers)
        if own and (held if numbers else _ASKS.search(text[begin:end])):
            parts.append((own, end))
            begin = end
    if parts:
        parts[-1][0].extend(hit for hit in hits if hit.start >= begin)
    return parts


def _applicants(columns: Sequence[Hit]) -> bool:
    """Whether columns are kinds of applicants, which hold for what is asked next; a result of a case does not."""
    return bool(columns) and all(
        entry.table == "applications" for hit in columns for slot in _COLUMNS for entry in hit.of(slot)
    )
