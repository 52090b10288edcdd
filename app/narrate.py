"""Passages → an extractive answer: the reports' own sentences, each quoted exactly and cited.

Nothing is reworded. Where no sentence speaks of what was asked, the answer is a refusal: 报告中没有写到.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.app.answer import Citation, Reason, Refusal
from nianbao.app.draft import Draft
from nianbao.app.figures import Said
from nianbao.app.holdings import Holdings
from nianbao.app.query import Query
from nianbao.app.scope import Pick
from nianbao.index.library import Library
from nianbao.index.passages import Kind, Passage
from nianbao.index.search import search
from nianbao.index.sentences import Sentence
from nianbao.ingest.report import NOWHERE, Place

SENTENCES = 4
"""Sentences an answer quotes at most."""

LEAST = 0.3
"""Share of the question's content that a passage must speak of."""

_STOP = re.compile(
    r"请问|我想|想知道|告诉我|了解|一下|有没有|有哪些|哪些|是什么|什么样|什么|怎么样|怎么|怎样|如何|多少|几[条件次个项]|吗|呢|吧|的|了|是|在|和|与|及|对|关于|方面|情况|报告里|报告中|报告|年报|年度"
    r"|说了|写了|提到|介绍|存在|主要|哪里|哪个|谁|有|过|为|被|把|都|还|这|那|该|其|我们|你们|它|政务公开|政府信息公开|信息公开|政府信息|工作|做了|做得|做|进行|开展|通过|主动公开了|里|中|上|下面"
)
_PROBLEM = re.compile(r"问题|不足|不够|不高|不强|不深|不完善|不平衡|薄弱|短板|欠缺|有待|差距|仍需|还需|尚未|滞后|单一|待提")
_IMPROVE = re.compile(r"下一步|将|加强|改进|进一步|完善|提升|强化|优化|健全|推进|加大|规范|拓宽|深化|落实")
_ASKS_PROBLEM = re.compile(r"问题|不足|困难|短板|差距")
_ASKS_IMPROVE = re.compile(r"改进|整改|措施|下一步|打算|怎么解决|如何解决|计划")
_HEADING = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]?[^。；]{0,20}$")


@dataclass(frozen=True, slots=True)
class _Quote:
    passage: Passage
    sentence: Sentence
    text: str
    weight: float
    order: tuple[int, int]


def narrate(query: Query, picks: Sequence[Pick], held: Holdings, library: Library, draft: Draft) -> Said:
    """Sentences of the picked reports (of any report, where none is picked) that speak of what was asked."""
    reports = [p.entry.id for p in picks] or None
    topic = _topic(query, picks)
    question = topic or query.text
    hits = search(library, question, reports=reports, kinds={Kind.PROSE}, limit=24 if reports is None else 12)
    passages = [hit.passage for hit in hits]
    if query.section and reports:
        whole = [p for one in reports for p in library.passages(one) if p.kind is Kind.PROSE and p.section == query.section]
        passages = whole or passages
    quotes = _choose(query, topic, passages, one_each=reports is None)
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
    return Said(tuple(sentences))


def _inner(text: str) -> str:
    """Quotation marks inside a quotation take their inner form."""
    return text.replace("「", "『").replace("」", "』")


def _cite(draft: Draft, quote: _Quote, organ: str, year: int, url: str | None) -> Citation:
    return draft.cite(
        Citation("", quote.passage.report, organ, year, quote.passage.section, _place(quote), quote=quote.text, url=url)
    )


def _place(quote: _Quote) -> Place:
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


def _topic(query: Query, picks: Sequence[Pick]) -> str:
    """The question without organ, year and the words every question has."""
    text = query.text
    for pick in picks:
        for name in (pick.organ.label, pick.organ.name):
            text = text.replace(name, "，")
    text = re.sub(r"(?:(?:19|20)\d{2}|\d{2}|二[〇零○一二三四五六七八九]{3})年度?|去年|今年|前年", "，", text)
    return "".join(part for part in re.split(r"[，,。？?！!、；;：:]", text) if part)


def _grams(text: str) -> set[str]:
    """Bigrams of the content words of a text."""
    parts = re.split(r"[\s，,。？?！!、；;：:]+", _STOP.sub("，", text))
    return {part[i : i + 2] for part in parts for i in range(len(part) - 1)}


def _choose(query: Query, topic: str, passages: Sequence[Passage], one_each: bool) -> list[_Quote]:
    wanted = _grams(topic)
    cue = _IMPROVE if _ASKS_IMPROVE.search(query.text) and not _ASKS_PROBLEM.search(query.text) else _PROBLEM
    by_cue = query.section == "五"
    quotes: list[_Quote] = []
    for rank, passage in enumerate(passages):
        context = _grams(passage.context) | _grams(" ".join(passage.heading))
        for at, sentence in enumerate(passage.sentences):
            text = passage.quote(sentence).strip()
            if len(text) < 6 or (_HEADING.match(text) and not by_cue):
                continue
            own = len(wanted & _grams(text)) / len(wanted) if wanted else 0.0
            about = len(wanted & (_grams(text) | context)) / len(wanted) if wanted else 0.0
            if by_cue:
                weight = (1.0 if cue.search(text) else 0.0) + own
                enough = cue.search(text) is not None and not _HEADING.match(text)
            else:
                weight = own + 0.5 * about - 0.02 * rank
                enough = about >= LEAST and own > 0 or not wanted
            if enough:
                quotes.append(_Quote(passage, sentence, text, weight, (rank, at)))
    return _best(quotes, by_cue, one_each)


def _best(quotes: list[_Quote], in_order: bool, one_each: bool) -> list[_Quote]:
    if in_order and not one_each:
        return sorted(quotes, key=lambda q: q.order)[: SENTENCES + 1]
    ranked = sorted(quotes, key=lambda q: (-q.weight, q.order))
    if not ranked:
        return []
    top = ranked[0].weight
    chosen: list[_Quote] = []
    seen: set[str] = set()
    for quote in ranked:
        if quote.weight < 0.6 * top or len(chosen) >= SENTENCES:
            break
        if quote.text in seen or (one_each and any(q.passage.report == quote.passage.report for q in chosen)):
            continue
        seen.add(quote.text)
        chosen.append(quote)
    return chosen if one_each else sorted(chosen, key=lambda q: q.order)


def _nothing(query: Query, picks: Sequence[Pick], held: Holdings) -> Refusal:
    if picks:
        first = picks[0]
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
