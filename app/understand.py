"""Question + history → Query: deterministic, explainable, and never a guess that is not shown.

Read in this order: words of the form, years, organs in what is left, then what is being asked. What a
follow-up leaves out is taken from the questions before it (`app.follow`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nianbao.app import conditions
from nianbao.app.answer import Reason
from nianbao.app.axis import off_the_form, pinned
from nianbao.app.follow import carried, lacks
from nianbao.app.intent import asked_for
from nianbao.app.meaning import masked, meaning
from nianbao.app.meant import chance, meant, over_organs, theme_of
from nianbao.app.narrowing import unaccounted
from nianbao.app.operation import of_all_parts
from nianbao.app.places import ANY, BELOW, kind_spans
from nianbao.app.plain import is_chat, plain
from nianbao.app.query import Kind, Problem, Query, Years
from nianbao.app.regions import each_of_region, each_spans, in_region
from nianbao.app.sets import counting_spans, named_in, narrowed
from nianbao.app.signs import FINDINGS, OPERATIONS, RANK, WHICH_KIND, of_sentences
from nianbao.app.stated import number_spans
from nianbao.app.strays import LIKE_A_NAME, strays
from nianbao.app.talk import together
from nianbao.app.times import years as read_years
from nianbao.app.versus import year_of_each
from nianbao.app.vocabulary import Hit, Slot, find
from nianbao.app.wanted import newest
from nianbao.index.organs import Organ, OrganNames, normalise

_WHOLE = re.compile(r"全(市|县|区|省)")

_SECTIONS = (
    ("五", re.compile(r"问题|不足|困难|短板|改进|整改|下一步|措施|打算|怎么解决|如何解决")),
    ("六", re.compile(r"信息处理费|其他需要报告|需要报告的")),
)


def understand(question: str, history: Sequence[str], names: OrganNames, as_of: date) -> Query:
    """Read `question` in the light of the questions before it (oldest first)."""
    thread: list[Query] = []
    asked = [turn for turn in history[-10:] if not is_chat(turn)]
    for at, turn in enumerate((*asked, question)):
        query, hits = _alone(turn, names, as_of)
        before = thread[-1] if thread else None
        if is_chat(turn):
            return query
        if query.anew:
            thread = []
        known = before.talked if before is not None and not query.anew else ()
        made = query
        if before is not None and lacks(query) and not query.anew:
            both = together(query, thread)
            if both is not None and both.problem is not None and at < len(asked):
                continue  # what was asked back leaves what was talked about as it is
            made = both or carried(query, before, hits, names)
        talked = (*(year for year in known if year not in made.years.stated), *made.years.stated)
        thread.append(replace(made, about=_about(made, before.about if before is not None else None), talked=talked))
    return of_all_parts(thread[-1])


def _section(text: str) -> str | None:
    """The part of the report that a question is about, by its number or by what it always tells."""
    if numbered := re.search(r"第([一二三四五六])(?:部分|章|大?部分|节)", text):
        return numbered[1]
    return next((number for number, pattern in _SECTIONS if pattern.search(text)), None)


def _about(query: Query, last: Organ | None) -> Organ | None:
    """The organ a conversation is about: the first one a question settles on, else the one before."""
    return next((candidates[0] for candidates in query.organs if len(candidates) == 1), last)


def _alone(question: str, names: OrganNames, as_of: date) -> tuple[Query, tuple[Hit, ...]]:
    """The query a question makes by itself, and the words of the form in it."""
    read = plain(question, names)
    text = read.text
    found = pinned(find(text), text)
    if of_sentences(text):
        found = tuple(hit for hit in found if not hit.said)
    when = read_years(_without(text, [hit for hit in found if _between_years(hit)]), as_of)
    when = _printed_change(found, when)
    hits = tuple(hit for hit in found if not _inside((hit.start, hit.end), when.spans))
    every = [*each_spans(text), *counting_spans(text), *kind_spans(text)]
    mentions = names.mentions(text, [*when.spans, *every], [(hit.start, hit.end) for hit in hits])
    hits = tuple(h for h in hits if not any(m.start < h.end and h.start < m.end for m in mentions))
    named = [(m.start, m.end) for m in mentions]
    mentions = narrowed(mentions, names, text)
    mentioned = tuple(mention.text for mention in mentions)
    unknown = tuple(mention.text for mention in mentions if not mention.candidates)
    whole = _WHOLE.search(normalise(question))
    named_organs = named_in(mentions, text)
    base = Query(
        text,
        Kind.NARRATIVE,
        named_organs.organs,
        unknown,
        mentioned,
        when,
        section=_section(text),
        whole=whole[1] if whole else "",
        corrected=read.corrected,
        anew=read.anew,
        problem=off_the_form(normalise(question), hits, text) or named_organs.problem,
        field=named_organs.field,
        but=named_organs.but,
        of_years=year_of_each(mentions, when, text),
    )
    if base.problem is None:
        base = in_region(base, mentions, names)
    kinds = [match.span() for match in WHICH_KIND.finditer(text)]
    taken = [*when.spans, *kinds, *every, *((h.start, h.end) for h in hits), *named]
    likely = meaning(masked(text, named))
    by_words = _strayed(asked_for(base, hits, taken), taken, named, hits, over_organs(likely))
    as_meant = meant(by_words, base, hits, likely)
    query = each_of_region(as_meant.query, names)
    return replace(query, theme=theme_of(likely), untold=chance(likely.kind, "none")), as_meant.hits


def _between_years(hit: Hit) -> bool:
    """上一年没办完转过来: what was carried over, whose year is that of the question."""
    return "年" in hit.word and any(entry.key in ("carried_in", "carried_out") for entry in hit.entries)


def _without(text: str, hits: Sequence[Hit]) -> str:
    for hit in hits:
        text = text[: hit.start] + "，" * (hit.end - hit.start) + text[hit.end :]
    return text


def _printed_change(hits: Sequence[Hit], when: Years) -> Years:
    """行政处罚增减多少 of a year whose form prints 本年增/减: that column, and no step from the year before."""
    printed = [hit for hit in hits if any(e.slot is Slot.COLUMN and e.key == "change" for e in hit.entries)]
    rows = any(e.slot is Slot.ROW and e.table == "disclosure" for hit in hits for e in hit.entries)
    if not (printed and rows and when.stated and max(when.stated) < newest().first_year):
        return when
    spans = tuple(s for s in when.spans if not any(s[0] < hit.end and hit.start < s[1] for hit in printed))
    return replace(when, change=False, spans=spans)


def _strayed(
    query: Query,
    taken: Sequence[tuple[int, int]],
    named: Sequence[tuple[int, int]],
    hits: Sequence[Hit],
    every: bool,
) -> Query:
    """A figure's question with a word left over that may be an organ's name: unknown, rather than another's figure.

    `every`: it surely asks for an order of organs, so that only what ends like a name is one.
    """
    alone = query.kind in (Kind.FINDINGS, Kind.CHANGE, Kind.LARGEST)
    if query.problem is not None or not (query.wanted or query.ratios or alone):
        return query
    found = strays(query.text, [*taken, *(m.span() for p in (FINDINGS, RANK) for m in p.finditer(query.text))], named)
    if query.kind is Kind.FINDINGS or not (query.wanted or query.ratios):
        # what else such a question speaks of is what it wants checked
        found = tuple(name for name in found[:1] if query.text.startswith(name))
    if every:
        found = tuple(name for name in found if LIKE_A_NAME.search(name))
    query = replace(query, unknown=(*query.unknown, *found))
    return query if query.unknown or query.kind is Kind.FINDINGS else _accounted(query, taken, hits)


def _accounted(query: Query, taken: Sequence[tuple[int, int]], hits: Sequence[Hit]) -> Query:
    """A figure's question with a word that nothing accounts for: not in the form, rather than the figure of all."""
    if not (query.wanted or query.ratios or query.kind is Kind.LARGEST):
        return query
    operation = [m.span() for pattern in OPERATIONS for m in pattern.finditer(query.text)]
    if query.kind is Kind.SELECT:
        operation.extend(conditions.spans(query.text))
    if query.kind is Kind.RANK and query.among == ANY:
        operation.extend(m.span() for m in BELOW.finditer(query.text))
    if not (left := unaccounted(query.text, [*taken, *operation, *number_spans(query.text, query.years)], hits)):
        return query
    if of_sentences(query.text) and query.kind is Kind.FIGURES:
        return replace(query, kind=Kind.NARRATIVE, wanted=(), ratios=())
    offered = query.wanted or tuple(ratio.numerator for ratio in query.ratios[:1])
    return replace(
        query,
        problem=Problem(
            f"统计表没有“{left}”这一项的数字。", Reason.NOT_IN_FORM, offered=offered, doubtful=True, left=left
        ),
    )


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in spans)
