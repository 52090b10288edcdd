"""Passages → an extractive answer: the reports' own sentences, each quoted exactly and cited.

Nothing is reworded. Where no sentence speaks of what was asked, the answer is a refusal: 报告中没有写到.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.app.answer import Citation, Reason, Refusal
from nianbao.app.draft import Draft
from nianbao.app.holdings import Holdings
from nianbao.app.query import Query
from nianbao.app.said import Said
from nianbao.app.scope import Pick
from nianbao.index.library import Library
from nianbao.index.passages import Kind, Passage
from nianbao.index.search import Nearest, search
from nianbao.index.sentences import Sentence
from nianbao.ingest.report import NOWHERE, Place

SENTENCES = 4
"""Sentences an answer quotes at most."""

_HEADED = 0.6
"""Share of it that a heading must name for the sentences below it to be about it."""

LEAST = 0.3
"""Share of the question's content that a passage must speak of."""

_STOP = re.compile(
    r"请问|我想|想知道|告诉我|了解|一下|有没有|有哪些|哪些|是什么|什么样|什么|怎么样|怎么|怎样|如何|多少|几[条件次个项]|吗|呢|吧|的|了|是|在|和|与|及|对|关于|方面|情况|报告里|报告中|报告|年报|年度"
    r"|说了|写了|提到|介绍|存在|主要|哪里|哪个|谁|有|过|为|被|把|都|还|这|那|该|其|我们|你们|它|政务公开|政府信息公开|信息公开|政府信息|工作|做了|做得|做|进行|开展|通过|主动公开了|里|中|上|下面"
)
_PROBLEM = re.compile(
    r"问题|不足|不够|不高|不强|不深|不完善|不平衡|不及时|不到位|不规范|不多|不全|薄弱|短板|欠缺|有待|差距|仍需|还需|尚未|滞后|单一|偏|较少|较低|缺乏|[一二三四五六]是"
)
_TURN = re.compile(
    r"下一步|下步|今后|改进(?:措施|情况|方向|办法|计划)?|整改|针对(?:以上|上述|存在|这些|问题)|将(?:进一步|着力|继续|从|按照|重点|加强|不断)|(?:20\d\d|新的一)年[，,]?.{0,12}将|为此"
)
_ASKS_PROBLEM = re.compile(r"问题|不足|困难|短板|差距|薄弱")
_ASKS_IMPROVE = re.compile(r"改进|整改|措施|下一步|打算|怎么解决|如何解决|计划|怎么办")
_ASKS_HOW = re.compile(r"怎么(?!样)|如何|措施|怎样")
_ORDINAL = re.compile(r"[一二三四五六七八九十]是")
_ASKS_SIX = re.compile(r"需要报告|其他事项")
_COUNTED = re.compile(r"(?:公开|发布)[^。；审]{0,40}?\d[\d,]*\s*余?(?:条|篇|件)")
_OVERVIEW = re.compile(r"说了|写了|介绍|概况|总体|总结|怎么样|情况|讲了|内容|概述|摘要")
_ENDED = re.compile(r"[。！？；!?;」』”]$")


@dataclass(frozen=True, slots=True)
class _Quote:
    passage: Passage
    sentence: Sentence
    text: str
    weight: float
    order: tuple[int, int]


def narrate(
    query: Query,
    picks: Sequence[Pick],
    held: Holdings,
    library: Library,
    draft: Draft,
    nearest: Nearest | None = None,
) -> Said:
    """Sentences of the picked reports (of any report, where none is picked) that speak of what was asked."""
    reports = [p.entry.id for p in picks] or _of_years(query, held)
    topic = _topic(query, picks)
    if picks and not _grams(topic) and not query.section:
        return _overview(picks, library, draft)
    question = topic or query.text
    hits = search(
        library, question, reports=reports, kinds={Kind.PROSE}, limit=24 if reports is None else 12, nearest=nearest
    )
    passages = [hit.passage for hit in hits]
    if query.section and picks:
        whole = [
            p
            for one in reports or ()
            for p in library.passages(one)
            if p.kind is Kind.PROSE and p.section == query.section
        ]
        passages = whole or passages
    quotes = _choose(query, topic, passages, one_each=not picks)
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


def _of_years(query: Query, held: Holdings) -> list[str] | None:
    """The reports of the years a question without an organ names; None where it names none."""
    if not query.years.stated:
        return None
    return [entry.id for year in query.years.stated for _, entry in held.in_year(year)]


def asks_nothing(query: Query) -> bool:
    """Whether a question names organs and years and asks nothing about them."""
    asked = _topic(query, ())
    return not query.section and not query.terms and not _grams(asked) and not _OVERVIEW.search(query.text)


def _overview(picks: Sequence[Pick], library: Library, draft: Draft) -> Said:
    """The first sentences of section 一: what a report says of itself."""
    sentences = []
    for p in picks:
        first = [one for one in library.passages(p.entry.id) if one.kind is Kind.PROSE and one.section == "一"]
        quotes = [
            _Quote(passage, sentence, text, 1.0, (0, 0))
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
    for name in (*query.mentioned, *(p.organ.label for p in picks), *(p.organ.name for p in picks)):
        text = text.replace(name, "，")
    text = re.sub(r"(?:(?:19|20)\d{2}|\d{2}|二[〇零○一二三四五六七八九]{3})年度?|去年|今年|前年", "，", text)
    return "".join(part for part in re.split(r"[，,。？?！!、；;：:]", text) if part)


def _grams(text: str) -> set[str]:
    """Bigrams of the content words of a text."""
    parts = re.split(r"[\s，,。？?！!、；;：:]+", _STOP.sub("，", text))
    return {part[i : i + 2] for part in parts for i in range(len(part) - 1)}


def _choose(query: Query, topic: str, passages: Sequence[Passage], one_each: bool) -> list[_Quote]:
    """The sentences that answer: of section 五 the half that was asked for, else those that speak of the topic."""
    if query.section == "五" and not one_each:
        return _of_section_five(query, passages)
    if query.section == "六" and not one_each and _ASKS_SIX.search(query.text):
        return _whole_section(passages)
    wanted = _grams(topic)
    counted = "主动公开" in query.terms
    quotes: list[_Quote] = []
    for rank, passage in enumerate(passages):
        context = _grams(" ".join(passage.heading))
        for at, sentence in enumerate(passage.sentences):
            text = passage.quote(sentence).strip()
            if len(text) < 6 or not _ENDED.search(text) or (counted and not _COUNTED.search(text)):
                continue
            grams = _grams(text)
            own = len(wanted & grams) / len(wanted) if wanted else 0.0
            about = len(wanted & (grams | context)) / len(wanted) if wanted else 0.0
            if query.section and passage.section == query.section:
                own += 0.2
            headed = bool(wanted) and len(wanted & context) / len(wanted) >= _HEADED
            if (about >= LEAST and own > 0) or headed or not wanted:
                quotes.append(_Quote(passage, sentence, text, own + 0.5 * about - 0.02 * rank, (rank, at)))
    best = _best(quotes, one_each)
    return best if one_each or not _ASKS_HOW.search(query.text) else _with_remedies(best, passages)


def _with_remedies(best: list[_Quote], passages: Sequence[Passage]) -> list[_Quote]:
    """A problem of section 五 that was asked about with 怎么: the remedy with the same ordinal stands beside it."""
    remedies = {
        (quote.passage.report, ordinal[0]): quote
        for quote in _halves(passages, problems=False, improvements=True)
        if (ordinal := _ORDINAL.search(quote.text))
    }
    out: list[_Quote] = []
    for quote in best:
        out.append(quote)
        ordinal = _ORDINAL.search(quote.text)
        remedy = remedies.get((quote.passage.report, ordinal[0])) if ordinal and quote.passage.section == "五" else None
        if remedy is not None and all(remedy.text != other.text for other in best):
            out.append(remedy)
    return out


def _whole_section(passages: Sequence[Passage]) -> list[_Quote]:
    """The first sentences of a short section, in order."""
    return [
        _Quote(passage, sentence, text, 1.0, (rank, at))
        for rank, passage in enumerate(passages)
        for at, sentence in enumerate(passage.sentences)
        if len(text := passage.quote(sentence).strip()) >= 4 and _ENDED.search(text)
    ][: SENTENCES + 1]


def _of_section_five(query: Query, passages: Sequence[Passage]) -> list[_Quote]:
    """Problems stand before the turn (下一步 …), improvements after it; headings say so too."""
    quotes = _halves(passages, bool(_ASKS_PROBLEM.search(query.text)), bool(_ASKS_IMPROVE.search(query.text)))
    return quotes[: SENTENCES + 2]


def _halves(passages: Sequence[Passage], problems: bool, improvements: bool) -> list[_Quote]:
    """The problems and the improvements that section 五 tells, in order."""
    quotes: list[_Quote] = []
    turned: dict[str, bool] = {}
    for rank, passage in enumerate(passages):
        heading = " ".join(passage.heading[1:])
        if _TURN.search(heading):
            turned[passage.report] = True
        elif _ASKS_PROBLEM.search(heading):
            turned[passage.report] = False
        for at, sentence in enumerate(passage.sentences):
            text = passage.quote(sentence).strip()
            if _TURN.search(text) and not re.search(r"(?:问题|不足).{0,6}[:：]", text):
                turned[passage.report] = True
            after = turned.get(passage.report, False)
            fits = (improvements and after) or (problems and not after and _PROBLEM.search(text))
            if fits and len(text) >= 6:
                quotes.append(_Quote(passage, sentence, text, 1.0, (rank, at)))
    return quotes


def _best(quotes: list[_Quote], one_each: bool) -> list[_Quote]:
    ranked = sorted(quotes, key=lambda q: (-q.weight, q.order))
    chosen: list[_Quote] = []
    seen: set[str] = set()
    for quote in ranked:
        if quote.weight < 0.6 * ranked[0].weight or len(chosen) >= SENTENCES:
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
