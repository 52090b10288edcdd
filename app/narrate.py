"""Passages → an extractive answer: the reports' own sentences, each quoted exactly and cited.

Nothing is reworded. Where no sentence speaks of what was asked, the answer is a refusal: 报告中没有写到.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.answer import Citation, Reason, Refusal
from nianbao.app.choose import LEAST, Quote, choose, choose_any, whole
from nianbao.app.draft import Draft
from nianbao.app.holdings import Holdings
from nianbao.app.nearest import UNTOLD, likeliest
from nianbao.app.query import Query
from nianbao.app.said import Said
from nianbao.app.scope import Pick
from nianbao.app.topic import Topic, meant, topic
from nianbao.index.lexical import bm25
from nianbao.index.library import Library
from nianbao.index.passages import Kind, Passage
from nianbao.index.search import Nearest, search
from nianbao.ingest.report import NOWHERE, Place

FOUND = 12
"""Passages of each picked report that are looked at."""

FOUND_ANYWHERE = 24
"""Passages that are looked at where no report is picked."""

_PICKED = 3
"""Reports in which the likeliest sentence is looked for."""

_OVERVIEW = re.compile(r"说了|写了|介绍|概况|总体|总结|怎么样|情况|讲了|内容|概述|摘要|概括|归纳|大意|说说")
_ASKS_SIX = re.compile(r"需要报告|其他事项")
_ENDED = re.compile(r"[。！？；!?;」』”]$")


def narrate(
    query: Query,
    picks: Sequence[Pick],
    held: Holdings,
    library: Library,
    draft: Draft,
    nearest: Nearest | None = None,
    least: float = LEAST,
) -> Said:
    """Sentences of the picked reports (of any report, where none is picked) that speak of what was asked.

    `least`: share of the question that a sentence must hold which tells no theme that is asked for.
    """
    asked = topic(query, picks)
    if picks and not asked.grams and not asked.themes and not query.section and not asked.of_section_five:
        return _overview(picks, library, draft)
    quotes = (
        _of_picked(query, asked, picks, library, least)
        if picks
        else _of_any(asked, _of_years(query, held), library, nearest)
    )
    if not quotes and picks and not asked.number and (about := meant(query, picks)) is not None:
        quotes = _of_picked(query, about, picks, library, least)
    if not quotes and picks and query.untold < UNTOLD and least == LEAST:
        quotes = likeliest(
            asked, passages_for(asked, [p.entry.id for p in picks[:_PICKED]], library), library.rarity.of
        )
    if not quotes:
        return Said((), (), _nothing(query, picks, held))
    entries = {p.entry.id: p for p in picks}
    sentences = []
    for report in dict.fromkeys(quote.passage.report for quote in quotes):
        entry = library.entry(report)
        label = entries[report].organ.label if report in entries else entry.organ
        of_report = [quote for quote in quotes if quote.passage.report == report]
        for section in dict.fromkeys(quote.passage.section for quote in of_report):
            told = "".join(
                f"「{_inner(q.text)}」{draft.mark(_cite(draft, q, label, entry.year, entry.url).id)}"
                for q in of_report
                if q.passage.section == section
            )
            where = "前言" if section == "前言" else f"第{section}部分"
            sentences.append(f"{label}{entry.year}年报告{where}写道：{told}。")
    silent = [p for p in picks if all(quote.passage.report != p.entry.id for quote in quotes)]
    sentences += [f"{p.organ.label}{p.year}年的报告里没有找到写到这一点的句子。" for p in silent]
    return Said(tuple(sentences))


def _of_picked(query: Query, asked: Topic, picks: Sequence[Pick], library: Library, least: float) -> list[Quote]:
    reports = [p.entry.id for p in picks]
    if query.section == "六" and _ASKS_SIX.search(query.text):
        return whole(_section("六", reports, library))
    found = passages_for(asked, reports, library)
    return choose(asked, found, five=_section("五", reports, library), rarity=library.rarity.of, least=least)


def passages_for(asked: Topic, reports: Sequence[str], library: Library) -> list[Passage]:
    """Passages of these reports, best first. Where all of them are looked at, no meaning is needed to choose among them."""
    prose = [one for one in library.corpus.of(reports) if one.kind is Kind.PROSE]
    limit = FOUND * len(reports)
    if len(prose) <= limit:
        scores = bm25(asked.searched, [one.searched for one in prose])
        order = sorted(range(len(prose)), key=lambda at: (-scores[at], prose[at].id))
        return [prose[at] for at in order]
    hits = search(library, asked.searched, reports=reports, kinds={Kind.PROSE}, limit=limit)
    return [hit.passage for hit in hits]


def _of_any(asked: Topic, reports: list[str] | None, library: Library, nearest: Nearest | None) -> list[Quote]:
    limit = FOUND_ANYWHERE if reports is None else FOUND
    hits = search(library, asked.searched, reports=reports, kinds={Kind.PROSE}, limit=limit, nearest=nearest)
    return choose_any(asked, [hit.passage for hit in hits], library.rarity.of)


def _section(number: str, reports: Sequence[str], library: Library) -> list[Passage]:
    """The prose of one section of each report, in order."""
    return [
        passage
        for report in reports
        for passage in library.passages(report)
        if passage.kind is Kind.PROSE and passage.section == number
    ]


def _of_years(query: Query, held: Holdings) -> list[str] | None:
    """The reports of the years a question without an organ names; None where it names none."""
    if not query.years.stated:
        return None
    return [entry.id for year in query.years.stated for _, entry in held.in_year(year)]


def asks_nothing(query: Query) -> bool:
    """Whether a question names organs and years and asks nothing about them."""
    asked = topic(query)
    named = asked.grams or asked.themes or asked.of_section_five or query.section or query.terms
    return not named and not _OVERVIEW.search(query.text)


def asks_generally(query: Query) -> bool:
    """Whether a question asks for the problems or improvements of no report in particular: of which must be asked back."""
    return topic(query).general and topic(query).of_section_five


def _overview(picks: Sequence[Pick], library: Library, draft: Draft) -> Said:
    """The first sentences of section 一: what a report says of itself."""
    sentences = []
    for p in picks:
        first = [one for one in library.passages(p.entry.id) if one.kind is Kind.PROSE and one.section == "一"]
        quotes = [
            Quote(passage, sentence, text)
            for passage in first
            for sentence in passage.sentences
            if len(text := passage.quote(sentence).strip()) >= 10 and _ENDED.search(text)
        ][:3]
        told = "".join(
            f"「{_inner(q.text)}」{draft.mark(_cite(draft, q, p.organ.label, p.year, p.entry.url).id)}" for q in quotes
        )
        if told:
            sentences.append(f"{p.organ.label}{p.year}年报告第一部分写道：{told}。")
    if not sentences:
        return Said((), (), Refusal(Reason.OUT_OF_SCOPE, "这份报告没有读到总体情况的文字。"))
    return Said(tuple(sentences))


def _inner(text: str) -> str:
    """Quotation marks inside a quotation take their inner form."""
    return text.replace("「", "『").replace("」", "』")


def _cite(draft: Draft, quote: Quote, organ: str, year: int, url: str | None) -> Citation:
    return draft.cite(
        Citation("", quote.passage.report, organ, year, quote.passage.section, _place(quote), quote=quote.text, url=url)
    )


def _place(quote: Quote) -> Place:
    """Page and box of a sentence: the box round its lines on the page where it begins."""
    places = [place for place in quote.sentence.places if place.page is not None]
    if not places:
        return Place(page=quote.passage.page) if quote.passage.page else NOWHERE
    page = places[0].page
    boxes = [place.box for place in places if place.page == page and place.box is not None]
    if not boxes:
        return Place(page=page)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Place(page=page, box=(min(lefts), min(tops), max(rights), max(bottoms)))


def _nothing(query: Query, picks: Sequence[Pick], held: Holdings) -> Refusal:
    if picks:
        first = max(picks, key=lambda pick: pick.year)
        name = f"{first.organ.label}{first.year}年"
        return Refusal(
            Reason.OUT_OF_SCOPE,
            f"{name}的报告里没有找到写到这一点的句子。",
            (f"{name}存在什么问题？", f"{name}有哪些改进措施？", f"{name}新收申请多少件？"),
        )
    examples = []
    for organ, years in list(held.reports.items())[:2]:
        newest = max(years)
        examples += [f"{organ.label}{newest}年新收申请多少件？", f"{organ.label}{newest}年存在什么问题？"]
    return Refusal(
        Reason.OUT_OF_SCOPE,
        "资料库的年度报告里没有找到与此有关的内容。可以问各机关主动公开、依申请公开、行政复议和行政诉讼的数字，以及报告正文写到的问题和做法。",
        tuple(examples[:3]),
    )
