"""Questions over many organs: who has most, and what it comes to together; the set compared is always said."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.app import phrases
from nianbao.app.answer import Figure, Operation, Reason, Refusal, Verdict
from nianbao.app.draft import Draft, shown
from nianbao.app.holdings import Holdings
from nianbao.app.query import Query, Wanted
from nianbao.app.said import Said, Sheets
from nianbao.app.scope import Pick
from nianbao.index.library import Library
from nianbao.ingest.report import Cell

MOST = 20
"""Figures an answer shows at most."""

_Valued = tuple[Pick, Decimal]


def _is_summed(pick: Pick) -> bool:
    """Whether a report counts other organs too: a 汇总, or a government's whose scope nobody has said."""
    return pick.entry.scope == "汇总" or (pick.entry.scope is None and pick.organ.name.endswith("人民政府"))


def _left_out(picks: Sequence[Pick], held: Holdings, year: int) -> str:
    """Says which reports of the year were not compared."""
    here = {p.entry.id for p in picks}
    summed = [
        organ.label
        for organ, entry in held.in_year(year)
        if entry.id not in here and _is_summed(Pick(organ, year, entry))
    ]
    return f"汇总口径的{'、'.join(summed[:3])}{'等' if len(summed) > 3 else ''}不与所属部门并列比较。" if summed else ""


def _among(query: Query, held: Holdings, year: int) -> list[Pick]:
    """The reports compared: those of the kind asked for; a 汇总 report is never set beside its own departments."""
    picks = [Pick(organ, year, entry) for organ, entry in held.in_year(year)]
    places = [c[0] for c in query.organs if len(c) == 1 and c[0].name.endswith("人民政府")]
    if query.among and places and len(places) == len(query.organs):
        # 云屿市哪个局: the organs of that place
        fronts = tuple(place.label.removesuffix("人民政府") for place in places)
        picks = [p for p in picks if p.organ.label.startswith(fronts) and p.organ not in places]
    elif query.organs:
        wanted = {organ for candidates in query.organs for organ in candidates}
        picks = [p for p in picks if p.organ in wanted]
        if len(picks) < len(wanted):
            return []
    if query.among:
        ending = query.among
        picks = [p for p in picks if p.organ.name.endswith((ending, f"{ending}人民政府", f"{ending}办事处"))]
    own = [p for p in picks if not _is_summed(p)] or picks
    # two sources that claim one report cannot both be counted, and nobody can say which one is right
    doubled = {p.organ for p in own if sum(q.organ == p.organ for q in own) > 1}
    return [p for p in own if p.organ not in doubled]


def _values(library: Library, picks: Sequence[Pick], wanted: Wanted) -> list[_Valued]:
    """Each report's value by one look-up for all; reports without a number are left out."""
    keys = list(dict.fromkeys(key for alternative in wanted.alternatives for key in alternative))
    cells = library.cells_many([p.entry.id for p in picks], keys)
    found: list[_Valued] = []
    for p in picks:
        own = cells.get(p.entry.id, {})
        chosen = next((alt for alt in wanted.alternatives if all(key in own for key in alt)), None)
        numbers = [_in_yuan(own[key]) for key in chosen or ()]
        known = [number for number in numbers if number is not None]
        if known and len(known) == len(numbers):
            found.append((p, sum(known, Decimal(0))))
    return found


def _in_yuan(cell: Cell) -> Decimal | None:
    """A value that can be set beside others: money in 元, whatever unit the report prints."""
    return None if cell.value is None else cell.value * {"万元": 10_000, "亿元": 10**8}.get(cell.unit, 1)


def _year(query: Query, held: Holdings) -> int | None:
    """The year asked for, else the newest that has a report of the kind asked for."""
    if query.years.stated:
        return query.years.stated[-1]
    years = sorted(held.all_years, reverse=True)
    return next((year for year in years if _among(query, held, year)), None)


def _compared(query: Query, held: Holdings) -> tuple[int, list[Pick]] | Refusal:
    """The year, and the reports that are set beside one another."""
    year = _year(query, held)
    picks = _among(query, held, year) if year is not None else []
    if year is None or not picks:
        return _no_year(year, held)
    return _one_year_each(query) if len(query.years.stated) > 1 else (year, picks)


def rank(query: Query, held: Holdings, sheets: Sheets, draft: Draft, library: Library) -> Said:
    """The organs with most (or least) of one figure in one year."""
    field = _compared(query, held)
    if isinstance(field, Refusal):
        return Said((), (), field)
    year, picks = field
    wanted = query.wanted[0]
    valued = sorted(
        _values(library, picks, wanted), key=lambda v: (-v[1] if query.descending else v[1], v[0].organ.label)
    )
    if not valued:
        return Said((), (), Refusal(Reason.NOT_IN_FORM, f"{year}年的报告里没有可比的“{wanted.label}”数字。"))
    cut = min(query.places, MOST, len(valued))
    while cut < min(len(valued), MOST) and valued[cut][1] == valued[cut - 1][1] and query.places == 1:
        cut += 1  # organs with the same figure share the place
    told: list[str] = []
    keys: list[str] = []
    for p, _ in valued[:cut]:
        sheet = sheets(p)
        term = draft.term(sheet, wanted)
        if term is None:
            continue
        keys.extend(sheet.keys_of(wanted) or ())
        draft.derived(Operation.RANK, p.organ.label, "", wanted.label, [term.id], len(valued))
        told.append(f"{p.organ.label}（{_brief(draft, term.value, term.unit, [f.citation for f in term.figures])}）")
    compared = draft.derive(Operation.COUNT, Decimal(len(valued)), "份", "有数字的报告", ())
    of = draft.derive(Operation.COUNT, Decimal(len(picks)), "份", "参加比较的报告", ())
    word = "最多" if query.descending else "最少"
    lead = (
        f"{year}年“{wanted.label}”{word}的是"
        if query.places == 1
        else f"{year}年“{wanted.label}”从{'多到少' if query.descending else '少到多'}依次是"
    )
    doubtful = sum(f.verdict is Verdict.SUMS_DISAGREE for f in draft.figures)
    sentences = [
        f"{lead}{'、'.join(told)}。",
        f"参加比较的{of.value}份报告里有此数字的是{compared.value}份，未收入资料库的机关不在其内。{_left_out(picks, held, year)}",
    ]
    if doubtful:
        sentences.append("其中有的数字与表内合计不符，见标注。")
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _named(query: Query, held: Holdings, year: int) -> list[Pick]:
    """The reports of the organs that a question names."""
    organs = {organ for candidates in query.organs for organ in candidates}
    return [Pick(organ, year, entry) for organ, entry in held.in_year(year) if organ in organs]


def _one_year_each(query: Query) -> Refusal:
    years = "、".join(f"{year}年" for year in query.years.stated)
    return Refusal(Reason.OUT_OF_SCOPE, f"多个机关的比较和相加只在同一年度内进行（所问的有{years}），请逐年来问。")


def _brief(draft: Draft, value: Decimal | None, unit: str, citations: Sequence[str]) -> str:
    marks = "".join(draft.mark(citation) for citation in citations[:3])
    return f"{shown(value)}{unit}{marks}"


def _no_year(year: int | None, held: Holdings) -> Refusal:
    newest = held.newest_year
    if year in held.all_years:
        return Refusal(Reason.OUT_OF_SCOPE, f"资料库里{year}年的报告中，没有可以并列比较的同类机关。")
    have = f"最近的是{newest}年。" if newest is not None else ""
    said = f"{year}年的" if year is not None else "可以比较的"
    return Refusal(Reason.YEAR_MISSING, f"资料库里没有{said}年度报告。{have}")


def over_all(query: Query, held: Holdings, sheets: Sheets, draft: Draft, library: Library) -> Said:
    """A figure over every organ of the library in one year: organ by organ, and their sum over a stated set."""
    field = _compared(query, held)
    if isinstance(field, Refusal):
        return Said((), (), field)
    year, picks = field
    if query.organs and not query.among and any(_is_summed(p) for p in _named(query, held, year)):
        return Said(
            (),
            (),
            Refusal(Reason.OUT_OF_SCOPE, "所问的机关里有汇总口径的报告，已含所属部门，相加会重复计算，请逐个查数。"),
        )
    sentences: list[str] = []
    keys: list[str] = []
    for wanted in query.wanted[:2]:
        valued = sorted(_values(library, picks, wanted), key=lambda v: (-v[1], v[0].organ.label))
        if not valued:
            sentences.append(f"{year}年的报告里没有可相加的“{wanted.label}”数字。")
            continue
        figures: list[Figure] = []
        for p, _ in valued[:MOST]:
            sheet = sheets(p)
            found = sheet.keys_of(wanted) or ()
            keys.extend(found)
            figures.extend(draft.figure(sheet, key) for key in found)
        count = draft.derive(Operation.COUNT, Decimal(len(valued)), "份", "有数字的报告", ())
        of = draft.derive(Operation.COUNT, Decimal(len(picks)), "份", "该年度的报告", ())
        if len(valued) <= MOST:
            total = draft.sum(figures)
            listed = "、".join(f"{f.organ}{phrases.said(draft, f)}" for f in figures if f.value)
            if any(f.verdict is Verdict.SUMS_DISAGREE for f in figures):
                listed = f"{listed or '各份均为零'}；其中有的数字与表内合计不符，见标注"
            sentences.append(
                f"{year}年“{wanted.label}”在资料库的{of.value}份报告中有数字的{count.value}份相加为{shown(total.value)}{total.unit}"
                f"（{listed or '各份均为零'}）；这不等于全部机关的合计。"
            )
        else:
            sentences.append(f"{year}年有此数字的报告共{count.value}份，超出逐一列示的数目，请指明机关。")
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))
