"""Questions about what was talked about together: 两家加起来, 差多少, 这两个加起来 (pure).

What was talked about are the values of the one thing that changed from question to question (the organ, the year or the
figure) while the other two stayed as they are; where two of them changed at once, nothing is taken together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from nianbao.app.gap import PAIR
from nianbao.app.query import Kind, Problem, Query, Wanted
from nianbao.index.organs import Organ
from nianbao.ingest.numerals import chinese_integer

_FRONT = (
    r"^(?:那|那么|请|请问|帮我|给我|再)*(?:把|将)?(?:它们|他们|这|那|上面|以上|前面|刚才)?(?:的)?"
    r"(?P<number>[两二三四五])?(?P<of>家|个(?:局|区|县|机关|单位|部门|年度|年份|数字?|项目?|类)|局|区|县|年|项|类|种|笔|者|个|边)?"
    r"(?:之间|里面?|的|数字?|件数|申请)*"
)
_ASKED = r"(?:是|有|等于|会|到底)*(?:多少|几|多大)?(?:[件次条项宗个元]|万元|钱|申请)*(?:了|呢|吗|啊)?[?？。!！]*$"
_SUM = re.compile(
    _FRONT + r"(?:一起|都)?(?:(?:加|合|算)(?:在)?(?:起来|一起|一块儿?|一下)|加总|相加|合计|总共|一共|总和|之和)"
    r"(?:的话)?(?:一共|总共|共|总数)?(?:收|罚|办)?(?:到|了)?" + _ASKED
)
_APART = re.compile(
    _FRONT
    + r"(?:相比|比较|比起来|比一?下)?(?:一共|总共|大概)?(?:相差|差距|差额|差值?|多|少|高|低|涨|增加|增长|增|降|减少|减|下降|跌|上升)"
    r"(?:了|出|掉|出来|是|有)*(?:多少|几|多大)(?:[件次条项宗个元]|万元|钱)*(?:呢|吗|啊)?[?？。!！]*$"
)
_MORE = re.compile(
    _FRONT
    + r"(?:相比|比较|比起来)?(?:谁|哪一?[个家边])(?:的)?(?:更|要|比较)?[多少高低](?:一?些|一?点)?(?:呢|啊)?[?？。]*$"
)
_GREW = re.compile(r"涨|增|减|降|跌|升|[多少高低](?:了|出)")
_ORGANS = re.compile(r"家|[局区县]|机关|单位|部门|边")
_YEARS = re.compile(r"年")
_FIGURES = re.compile(r"数|项|类|种|笔")


class Thing(Enum):
    """What may change from one question to the next."""

    ORGANS = "organs"
    YEARS = "years"
    FIGURES = "figures"


def together(query: Query, thread: Sequence[Query]) -> Query | None:
    """`query` about what `thread` (oldest first) talked about together.

    None where it asks for nothing of the kind; asked back where not two things of one kind were talked about.
    """
    if not thread or query.organs or query.unknown or query.years.stated or query.years.last or query.claims:
        return None
    match = _SUM.match(query.text) or _APART.match(query.text) or _MORE.match(query.text)
    last = thread[-1]
    if match is None or not (last.wanted or last.ratios) or last.problem:
        return None
    if not _settled(last):
        return _which(query) if match.re is not _SUM else None
    number = chinese_integer((match["number"] or "").replace("两", "二")) or 0
    added = match.re is _SUM
    if not (added or number in (0, PAIR)):
        return _which(query)
    for thing in _named(match["of"] or ""):
        values = _values(thread, thing)
        if len(values) < max(number, PAIR):
            continue
        kept = values[-number:] if number else values if added else values[-PAIR:]
        return _added(query, last, thing, kept) if added else _apart(query, last, thing, kept)
    if match.re is _APART and not match["of"] and _GREW.search(query.text) and len(last.years.stated) == 1:
        # 多了几件 of one year: since the year before
        stepped = _about(query, last, Thing.YEARS, last.years.stated)
        kind = Kind.RATE if last.ratios else Kind.CHANGE
        return replace(stepped, kind=kind, years=replace(stepped.years, change=True))
    return None if added and not number else _which(query)


def _which(query: Query) -> Query:
    """Asked back: what is to be taken together is not two things that were talked about."""
    return replace(query, kind=Kind.FIGURES, every=False, problem=Problem("请写明是哪几个机关、哪几年的什么数字。"))


def _named(word: str) -> tuple[Thing, ...]:
    """What 家, 年, 个数 … count; all of them where it is not said."""
    if _ORGANS.search(word):
        return (Thing.ORGANS,)
    if _YEARS.search(word):
        return (Thing.YEARS,)
    return (Thing.FIGURES,) if _FIGURES.search(word) else tuple(Thing)


def _settled(query: Query) -> bool:
    """Whether a question came down to figures of known organs in named years."""
    of_cells = query.kind in (Kind.FIGURES, Kind.CHANGE, Kind.GAP, Kind.RATE, Kind.CLAIM) and not query.problem
    known = bool(query.organs) and all(len(c) == 1 for c in query.organs) and not query.unknown
    return bool(of_cells and known and query.years.stated and (query.wanted or query.ratios))


def _of(query: Query, thing: Thing) -> tuple[object, ...]:
    if thing is Thing.ORGANS:
        return tuple(candidates[0] for candidates in query.organs)
    return query.years.stated if thing is Thing.YEARS else (*query.wanted, *query.ratios)


def _values(thread: Sequence[Query], thing: Thing) -> tuple[object, ...]:
    """The values of one thing, in the order they were talked about, as far back as nothing else changed."""
    last = thread[-1]
    if any(len(_of(last, other)) != 1 for other in Thing if other is not thing):
        return ()
    found: list[object] = []
    for query in reversed(thread):
        same = all(_of(query, other) == _of(last, other) for other in Thing if other is not thing)
        if not (_settled(query) and same):
            break
        found.extend(value for value in reversed(_of(query, thing)) if value not in found)
    return tuple(reversed(found))


def _about(query: Query, last: Query, thing: Thing, values: Sequence[object]) -> Query:
    """`query` about the figures talked about last, with `values` for the thing that changed."""
    organs = tuple((v,) for v in values if isinstance(v, Organ)) if thing is Thing.ORGANS else last.organs
    stated = tuple(sorted(v for v in values if isinstance(v, int))) if thing is Thing.YEARS else last.years.stated
    years = replace(query.years, stated=stated, last=None, change=False)
    made = replace(query, kind=Kind.FIGURES, organs=organs, years=years, every=False, among="", problem=None)
    return replace(made, wanted=last.wanted, ratios=last.ratios, terms=(), section=None)


def _added(query: Query, last: Query, thing: Thing, values: Sequence[object]) -> Query:
    made = _about(query, last, thing, values)
    figures = tuple(v for v in values if isinstance(v, Wanted))
    if last.ratios:
        return replace(made, problem=Problem("比例不能相加，请逐项来问。"))
    if thing is Thing.ORGANS:
        return replace(made, every=True)
    if thing is Thing.YEARS:
        return replace(made, over_years=True)
    keys = tuple(key for item in figures for key in item.keys)
    alike = len({key.split(".", 1)[0] for key in keys}) == 1 and not keys[0].startswith("disclosure.")
    if not alike or len(set(keys)) < len(keys) or _inside(figures) or any(len(f.alternatives) > 1 for f in figures):
        listed = "、".join(item.label for item in figures)
        return replace(made, wanted=figures, problem=Problem(f"{listed}不是可以相加的几项，请逐项来问。"))
    return replace(made, wanted=(Wanted("＋".join(item.label for item in figures), (keys,)),))


def _inside(figures: Sequence[Wanted]) -> bool:
    """Whether one figure may count another: a total and its columns, all results and one of them."""
    rows = [{key.rsplit(".", 1)[0] for key in item.keys} for item in figures]
    columns = {key.rsplit(".", 1)[1] for item in figures for key in item.keys}
    shared = any(one & other for at, one in enumerate(rows) for other in rows[at + 1 :])
    whole = any("applications.concluded" in own for own in rows)
    sides = {"applications.received", "applications.carried_in"}
    out = any(own & {"applications.carried_out"} for own in rows)
    came = any(own & sides for own in rows)
    return (shared and "total" in columns) or whole or (came and (out or not all(own <= sides for own in rows)))


def _apart(query: Query, last: Query, thing: Thing, values: Sequence[object]) -> Query:
    made = _about(query, last, thing, values)
    if thing is Thing.FIGURES:
        return replace(made, problem=Problem("两项不同的数字之间的差不计算，请逐项来问。"))
    if last.ratios:
        return replace(made, kind=Kind.RATE)
    if thing is Thing.YEARS:
        return replace(made, kind=Kind.CHANGE, years=replace(made.years, change=True))
    return replace(made, kind=Kind.GAP)
