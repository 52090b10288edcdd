"""Which reports a query is about: organ by organ, year by year, with what is missing said (pure but for the library)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nianbao.app.answer import Reason, Refusal
from nianbao.app.holdings import Holdings
from nianbao.app.query import Kind, Query
from nianbao.app.wanted import asked
from nianbao.index.catalogue import Entry
from nianbao.index.names import named_like_an_organ
from nianbao.index.organs import Organ

NEWEST = 3
"""Years shown where a question names none."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One report that a query is about."""

    organ: Organ
    year: int
    entry: Entry
    beside: bool = False
    """Whether another report of the same organ and year stands beside it: then its scope or source is told."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The reports, and what had to be said about choosing them."""

    picks: tuple[Pick, ...]
    notes: tuple[str, ...] = ()
    missing: tuple[tuple[Organ, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AskBack:
    """A question that needs one more word from the reader."""

    message: str
    choices: tuple[str, ...]


def pick(query: Query, holdings: Holdings, as_of: date) -> Picked | Refusal | AskBack:
    """Resolve organs and years against the library; never another organ's or year's report."""
    if query.unknown:
        return unknown_organ(query, holdings)
    for candidates in query.organs:
        if len(candidates) > 1:
            names = "、".join(organ.label for organ in candidates[:6])
            return AskBack(
                f"资料库里有几个机关都可以这样称呼：{names}。请问是哪一个？",
                tuple(f"{organ.label}{_rest(query)}" for organ in candidates[:6]),
            )
    organs = [candidates[0] for candidates in query.organs]
    organs = list(dict.fromkeys(organs))
    if not organs:
        if len(holdings.reports) != 1:
            return _which_organ(query, holdings)
        organs = list(holdings.reports)
    picks: list[Pick] = []
    missing: list[tuple[Organ, int]] = []
    for organ in organs:
        for year in _years(query, holdings, organ):
            entries = holdings.of(organ, year)
            if not entries:
                missing.append((organ, year))
            picks.extend(Pick(organ, year, entry, len(entries) > 1) for entry in entries)
    if not picks:
        return _no_year(query, holdings, missing, as_of)
    return Picked(tuple(picks), _notes(query, holdings, picks, missing, as_of), tuple(missing))


def _years(query: Query, holdings: Holdings, organ: Organ) -> tuple[int, ...]:
    have = holdings.years(organ)
    if of_each := [year for named, year in query.of_years if named == organ]:
        return tuple(sorted(dict.fromkeys(of_each)))
    if query.years.stated:
        stated = query.years.stated
        if query.years.change and len(stated) == 1 and query.kind in (Kind.CHANGE, Kind.CLAIM, Kind.RATE):
            return (stated[0] - 1, stated[0])
        return stated
    if query.kind is Kind.CHANGE and query.years.last and len(have) > 1:
        return tuple(sorted(have[: query.years.last]))
    if query.kind is Kind.CHANGE or (query.kind is Kind.CLAIM and query.years.change):
        return tuple(sorted((have[0] - 1, have[0])))
    if query.years.last:
        return tuple(sorted(have[: query.years.last]))
    if query.kind in (Kind.FIGURES, Kind.RATE):
        return tuple(sorted(have[:NEWEST]))
    return have if query.kind is Kind.GAP else have[:1]


def governments(query: Query, holdings: Holdings) -> tuple[Organ, ...]:
    """全市 without a name: the governments of that level whose own report counts the whole of it."""
    if not query.whole or query.organs:
        return ()
    years = query.years.stated
    return tuple(
        organ
        for organ, by_year in holdings.reports.items()
        if organ.name.endswith(f"{query.whole}人民政府")
        and any(entry.scope != "本机关" for year in (years or by_year) for entry in by_year.get(year, ()))
    )


def no_whole(query: Query, holdings: Holdings) -> Refusal:
    """全市 where no government's own report is here: the organs at hand are not the whole of it."""
    years = query.years.stated
    have = [organ for organ in holdings.reports if not years or holdings.of(organ, years[0])]
    near = tuple(f"{organ.label}{_rest(query)}" for organ in sorted(have, key=lambda organ: organ != query.about)[:3])
    return Refusal(
        Reason.ORGAN_UNKNOWN,
        f"资料库里没有所问年度的{query.whole}人民政府汇总报告，不能得出全{query.whole}的数字。",
        near,
    )


def which_whole(query: Query, whole: tuple[Organ, ...]) -> AskBack:
    """Several governments of the level named: which one is meant."""
    listed = "、".join(organ.label for organ in whole[:6])
    return AskBack(
        f"请问是哪里？资料库里有{listed}的报告。", tuple(f"{organ.label}{_rest(query)}" for organ in whole[:6])
    )


def _rest(query: Query) -> str:
    """What is asked, without the organ: set behind a name it is a choice that can be asked as it stands."""
    years = "".join(f"{year}年" for year in query.years.stated[:1])
    if query.wanted:
        return f"{years}{asked(query.wanted[0])}？"
    if query.ratios:
        return f"{years}{query.ratios[0].label.split('按“')[0]}多少？"
    return f"{years}存在什么问题？"


def _which_organ(query: Query, holdings: Holdings) -> AskBack | Refusal:
    year = query.years.stated[0] if query.years.stated else None
    have = [organ for organ in holdings.reports if year is None or holdings.of(organ, year)]
    if year is not None and not have:
        newest = f"最近的是{holdings.newest_year}年。" if holdings.newest_year else ""
        said = f"（{query.years.relative}）" if query.years.relative else ""
        return Refusal(Reason.YEAR_MISSING, f"资料库里没有{year}年的年度报告{said}。{newest}")
    shown = have[:6]
    more = "等" if len(have) > len(shown) else ""
    listed = "、".join(organ.label for organ in shown)
    return AskBack(
        f"请问是哪个机关？资料库里有{listed}{more}。", tuple(f"{organ.label}{_rest(query)}" for organ in shown)
    )


def unknown_organ(query: Query, holdings: Holdings) -> Refusal:
    """The refusal of a name that is none of the library's organs, with the nearest names."""
    name = query.unknown[0]
    near = holdings.names.nearest(name)
    offered = "、".join(organ.label for organ in near)
    hint = f"名称相近的有：{offered}。" if near else ""
    suggestions = []
    for organ in near or ((query.about,) if query.about is not None else ()):
        years = [y for y in query.years.stated if holdings.of(organ, y)] or list(holdings.years(organ)[:1])
        what = asked(query.wanted[0]) if query.wanted else "存在什么问题"
        suggestions.append(f"{organ.label}{years[0]}年{what}？")
    said = f"资料库里没有“{name}”的年度报告。"
    if not named_like_an_organ(name):
        said = f"“{name}”没有读懂：资料库里没有这样称呼的机关，统计表也没有这一项。"
    return Refusal(Reason.ORGAN_UNKNOWN, f"{said}{hint}", tuple(suggestions))


def _no_year(query: Query, holdings: Holdings, missing: list[tuple[Organ, int]], as_of: date) -> Refusal:
    organ = missing[0][0]
    years = "、".join(dict.fromkeys(f"{year}年" for _, year in missing))
    have = holdings.years(organ)
    listed = "、".join(f"{year}年" for year in sorted(have))
    unpublished = [year for _, year in missing if year >= as_of.year]
    why = "该年度的报告要到次年才公布；" if unpublished else ""
    what = asked(query.wanted[0]) if query.wanted else "存在什么问题"
    suggestions = tuple(f"{organ.label}{year}年{what}？" for year in have[:3])
    said = f"（{query.years.relative}）" if query.years.relative else ""
    return Refusal(
        Reason.YEAR_MISSING, f"资料库里没有{organ.label}{years}的年度报告{said}，{why}有的是{listed}。", suggestions
    )


def _clash(entries: tuple[Entry, ...]) -> bool:
    """Whether two sources claim one report; a 汇总 and a 本机关 report are two reports."""
    return len({entry.scope for entry in entries}) < len(entries)


def _notes(
    query: Query, holdings: Holdings, picks: list[Pick], missing: list[tuple[Organ, int]], as_of: date
) -> tuple[str, ...]:
    notes: list[str] = []
    if query.years.relative:
        notes.append(f"{query.years.relative}。")
    if missing:
        listed = "、".join(f"{organ.label}{year}年" for organ, year in missing[:6])
        notes.append(f"资料库里没有{listed}的年度报告。")
    if query.whole:
        summed = [p for p in picks if p.entry.scope == "汇总"]
        notes.extend(f"{p.organ.label}的报告是汇总口径，含所属部门和下级机关。" for p in summed[:1])
    clashing = {(p.organ, p.year) for p in picks if p.beside and _clash(holdings.of(p.organ, p.year))}
    for organ, year in sorted(clashing, key=lambda pair: (pair[0].label, pair[1])):
        notes.append(f"{organ.label}{year}年有来源不同的几份报告，分别列出，请核。")
    return tuple(notes)
