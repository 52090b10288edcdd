"""Which reports of a year are set beside one another, and which are left out and why; and their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.app.answer import Reason, Refusal
from nianbao.app.holdings import Holdings
from nianbao.app.places import ANY
from nianbao.app.query import Query, Wanted
from nianbao.app.scope import Pick
from nianbao.index.facts import Amount
from nianbao.index.library import Library
from nianbao.index.organs import Organ, lies_in
from nianbao.ingest.money import UNITS, converted


@dataclass(frozen=True, slots=True)
class Field:
    """The reports of one year that are set beside one another.

    `clashing` are those of organs for which several sources claim the report: they cannot all be counted, and
    nobody can say which one is right.
    """

    year: int
    picks: tuple[Pick, ...]
    clashing: tuple[Pick, ...] = ()
    region: str = ""
    named: bool = False
    """Whether they are of organs that a question names, beside which nothing is left out."""
    but: tuple[Organ, ...] = ()
    """The organs that a question leaves out."""

    @property
    def contested(self) -> tuple[Organ, ...]:
        """The organs of the clashing reports."""
        return tuple(dict.fromkeys(p.organ for p in self.clashing))


@dataclass(frozen=True, slots=True)
class Valued:
    """One report's value: in 元 where it is money, whatever `unit` it is printed in; `doubtful` if it may be misread."""

    pick: Pick
    value: Decimal
    unit: str
    doubtful: bool


def is_summed(pick: Pick) -> bool:
    """Whether a report counts other organs too: a 汇总, or a government's whose scope nobody has said."""
    return pick.entry.scope == "汇总" or (pick.entry.scope is None and pick.organ.name.endswith("人民政府"))


def left_out(field: Field, held: Holdings, done: str = "并列比较") -> str:
    """Says which 汇总 reports of the year were not set beside the others; of a place only its own."""
    without = f"按所问没有计入{in_short([organ.label for organ in field.but])}。" if field.but else ""
    if field.named:
        return without
    here = {p.entry.id for p in (*field.picks, *field.clashing)}
    summed = [
        organ.label
        for organ, entry in held.in_year(field.year)
        if entry.id not in here
        and is_summed(Pick(organ, field.year, entry))
        and (not field.region or lies_in(organ, field.region))
    ]
    return f"汇总口径的{in_short(summed)}不与所属部门{done}。{without}" if summed else without


def contested(field: Field, done: str) -> str:
    """Says for which organs several sources claim the report, and with `done` what was therefore not done."""
    names = [organ.label for organ in field.contested]
    return f"{in_short(names)}有来源不同的几份报告，不知以哪份为准，{done}。" if names else ""


def in_short(names: Sequence[str]) -> str:
    """The first names of a list, and 等 where there are more."""
    return f"{'、'.join(names[:3])}{'等' if len(names) > 3 else ''}"


def _among(query: Query, held: Holdings, year: int) -> Field:
    """The reports compared: those of the kind asked for; a 汇总 report is never set beside its own departments."""
    picks = [Pick(organ, year, entry) for organ, entry in held.in_year(year)]
    places = [c[0] for c in query.organs if len(c) == 1 and c[0].name.endswith("人民政府")]
    if query.field:
        picks = [p for p in picks if p.organ in query.field]
    elif query.region:
        picks = [p for p in picks if lies_in(p.organ, query.region)]
    elif query.among and places and len(places) == len(query.organs):
        # 云屿市哪个局: the organs of that place
        fronts = tuple(place.label.removesuffix("人民政府") for place in places)
        picks = [p for p in picks if p.organ.label.startswith(fronts) and p.organ not in places]
    elif query.organs:
        wanted = {organ for candidates in query.organs for organ in candidates}
        picks = [p for p in picks if p.organ in wanted]
        # of a name that several organs bear (几个民政局) those without a report are left out, of named ones none may be
        if {p.organ for p in picks} != wanted and len(query.organs) <= len(set(query.mentioned)):
            return Field(year, ())
    if query.among and query.among != ANY:
        ending = query.among
        picks = [p for p in picks if p.organ.name.endswith((ending, f"{ending}人民政府", f"{ending}办事处"))]
    picks = [p for p in picks if p.organ not in query.but]
    own = [p for p in picks if not is_summed(p)] or picks
    sources = Counter(p.organ for p in own)
    return Field(
        year,
        tuple(p for p in own if sources[p.organ] == 1),
        tuple(replace(p, beside=True) for p in own if sources[p.organ] > 1),
        query.region,
        bool(query.field) or (bool(query.organs) and not query.among),
        query.but,
    )


def values_of(library: Library, picks: Sequence[Pick], wanted: Wanted) -> list[Valued]:
    """The value of each report of one year, by one look-up for all; reports without a number are left out."""
    if not picks:
        return []
    keys = list(dict.fromkeys(key for alternative in wanted.alternatives for key in alternative))
    amounts = library.amounts(picks[0].year, keys)
    valued = ((p, value_of(amounts.get(p.entry.id, {}), wanted.alternatives)) for p in picks)
    return [Valued(p, *value) for p, value in valued if value is not None]


def value_of(own: Mapping[str, Amount], alternatives: Sequence[Sequence[str]]) -> tuple[Decimal, str, bool] | None:
    """What the first cells that a report's forms have come to, with the unit they are printed in and whether in doubt.

    None where one of them is no number, or they are printed in several units.
    """
    chosen = next((keys for keys in alternatives if all(map(own.__contains__, keys))), ())
    parts = [own[key] for key in chosen]
    numbers = [part.value for part in parts if part.value is not None]
    if not parts or len(numbers) < len(parts) or len({part.unit for part in parts}) > 1:
        return None
    unit = parts[0].unit
    return _comparable(sum(numbers, Decimal(0)), unit), unit, any(part.doubtful for part in parts)


def _comparable(value: Decimal, unit: str) -> Decimal:
    """A value that can be set beside others: money in 元, whatever unit the report prints."""
    return converted(value, unit, "元") if unit in UNITS else value


def _year(query: Query, held: Holdings) -> int | None:
    """The year asked for, else the newest that has a report of the kind asked for."""
    if query.years.stated:
        return query.years.stated[-1]
    years = sorted(held.all_years, reverse=True)
    fields = (_among(query, held, year) for year in years)
    return next((field.year for field in fields if field.picks or field.clashing), None)


def reports_compared(query: Query, held: Holdings) -> Field | Refusal:
    """The year, and the reports that are set beside one another."""
    year = _year(query, held)
    if year is None:
        return _no_year(year, held)
    field = _among(query, held, year)
    if not field.picks:
        return undecided(field) if field.clashing else _no_year(year, held)
    return _one_year_each(query) if len(query.years.stated) > 1 else field


def undecided(field: Field) -> Refusal:
    """The refusal where clashing sources leave nothing to compare, or nothing to add up."""
    names = in_short([organ.label for organ in field.contested])
    return Refusal(
        Reason.OUT_OF_SCOPE,
        f"{names}{field.year}年有来源不同的几份报告，不知以哪份为准，不能比较或相加，请逐个机关查数。",
        tuple(f"{organ.label}{field.year}年新收申请多少件？" for organ in field.contested[:3]),
    )


def reports_named(query: Query, held: Holdings, year: int) -> list[Pick]:
    """The reports of the organs that a question names."""
    organs = {organ for candidates in query.organs for organ in candidates}
    return [Pick(organ, year, entry) for organ, entry in held.in_year(year) if organ in organs]


def _one_year_each(query: Query) -> Refusal:
    years = "、".join(f"{year}年" for year in query.years.stated)
    return Refusal(Reason.OUT_OF_SCOPE, f"多个机关的比较和相加只在同一年度内进行（所问的有{years}），请逐年来问。")


def _no_year(year: int | None, held: Holdings) -> Refusal:
    newest = held.newest_year
    if year in held.all_years:
        return Refusal(Reason.OUT_OF_SCOPE, f"资料库里{year}年的报告中，没有可以并列比较的同类机关。")
    have = f"最近的是{newest}年。" if newest is not None else ""
    said = f"{year}年的" if year is not None else "可以比较的"
    return Refusal(Reason.YEAR_MISSING, f"资料库里没有{said}年度报告。{have}")
