"""Follow-ups: what a question leaves out is taken from the questions before it (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.answer import Reason
from nianbao.app.crossed import from_hits
from nianbao.app.gap import APART, PAIR
from nianbao.app.query import Kind, Problem, Query, Wanted
from nianbao.app.rates import asks_share, shares_of
from nianbao.app.residue import residue
from nianbao.app.vocabulary import Entry, Hit, Slot, find
from nianbao.app.wanted import label_of
from nianbao.index.names import split_regions
from nianbao.index.organs import Organ, OrganNames
from nianbao.ingest.form import bare, specs
from nianbao.ingest.numerals import chinese_integer

_ASKS_SENTENCES = re.compile(r"问题|不足|改进|措施|下一步|怎么|如何|谁|做法|哪些|什么|介绍|总结")


_THAT_ONE = re.compile(r"^那?(?:它|他|她)|[该这那]个?(?:局|机关|单位|部门|家)")
"""Points at a place of a ranking, which no later question takes over."""
_ADDED = re.compile(
    r"^那?(?:和|与|跟|同|连同?|加上?).*(?:加起来|加在一起|一共|总共|合计|相加)|^那?(?:再(?!上?前|上?一年|往前|早)|加上)"
)
_ALL_TALKED = re.compile(r"(?P<number>[两二三四五])年(?:的)?(?:加起来|加在一起|一共|总共|合计|相加|之和)")
"""两年加起来: the years talked about last."""
_PLACE = re.compile(
    r"^那?(?:第|排第)(?P<place>[二三四五六七八九十])(?:名|位|多)?(?:的?是谁|呢|的呢|是哪个|是哪家)?[?？。]?$"
)
_POINTS = re.compile(r"(?:因为|因|由于|属于|以)[这那](?:个|种|类|一|条|项)")
"""因为这个: the term that was asked about before."""
_VERSUS = re.compile(r"^那?(?:跟|和|与|同).*比(?:呢|一下|一比|起来|较)?(?:呢|怎么样|如何)?[?？。]*$")
"""跟墨塬县自然资源局比呢: with the organ talked about before."""
_ELLIPTIC = re.compile(r"呢[?？。]*$|^那?(?:其中|里面|这里面)")


def lacks(query: Query) -> bool:
    """Whether earlier questions can still add something."""
    asks = query.wanted or query.ratios or query.problem or query.kind in (Kind.DEFINITION, Kind.FINDINGS)
    return (
        not (query.organs or query.unknown)
        or not asks
        or not query.years.stated
        or bool(query.unknown and query.corrected)
        or _POINTS.search(query.text) is not None
    )


def carried(query: Query, before: Query, hits: Sequence[Hit], names: OrganNames) -> Query:
    """`query` with what it leaves out taken from `before`."""
    if query.kind is Kind.DEFINITION or (query.problem and query.problem.reason is not None):
        return query
    if before.kind is Kind.RANK and _THAT_ONE.search(query.text) and not (query.organs or query.unknown):
        return replace(query, problem=Problem("请写明机关名称。", choices=()), kind=Kind.FIGURES)
    if before.kind is Kind.RANK and (place := _PLACE.search(query.text)):
        return replace(before, text=query.text, places=chinese_integer(place["place"]) or 1)
    out = _organs(query, before, names)
    if all_talked := _ALL_TALKED.search(query.text):
        number = chinese_integer(all_talked["number"].replace("两", "二")) or 0
        if len(before.talked) >= number and not query.years.stated:
            both = tuple(sorted(before.talked[-number:]))
            kept = _measure(replace(out, years=replace(out.years, stated=both, last=None)), before, hits)
            return replace(kept, kind=Kind.FIGURES, over_years=True)
    if out.kind is Kind.NARRATIVE and _own_subject(query):
        # a new subject keeps no organ that could lend it a figure; a question about sentences may keep it
        return out if _ASKS_SENTENCES.search(query.text) else query
    if not out.years.stated and out.years.last is None:
        out = replace(out, years=replace(out.years, stated=before.years.stated))
    elif _ADDED.search(out.text) and before.years.stated and not query.wanted:
        both = tuple(sorted({*before.years.stated, *out.years.stated}))
        out = replace(out, years=replace(out.years, stated=both, change=False), over_years=True)
    elif step := _step(out.text):
        # 上一年呢 after a question about 2024 is 2023, not last year
        out = replace(out, years=replace(out.years, stated=tuple(y + step for y in before.years.stated), relative=""))
    return _apart(_measure(out, before, hits), before)


def _apart(query: Query, before: Query) -> Query:
    """和民政局相差多少 after a question about another organ: how far the two are apart."""
    pair = tuple(dict.fromkeys((*before.organs, *query.organs)))
    versus = APART.search(query.text) or _VERSUS.search(query.text)
    asks = query.kind is Kind.FIGURES and query.wanted and not query.unknown and versus
    return replace(query, kind=Kind.GAP, organs=pair) if asks and len(pair) == len(before.organs) + 1 == PAIR else query


def _step(text: str) -> int:
    """-1 for 上一年呢, 1 for 下一年呢, 0 for a question that names its year otherwise."""
    if re.search(r"\d{2,4}年|[今去]年", text):
        return 0
    return (
        -1 if re.search(r"上一?年(?!度?结转)|前一年", text) else 1 if re.search(r"下一年(?!度?继续)|次年", text) else 0
    )


def _own_subject(query: Query) -> bool:
    """Whether a question that names no figure says something of its own (今天天气怎么样)."""
    if query.section or query.terms:
        return True
    spans = []
    for name in query.mentioned:
        at = query.text.find(name)
        if at >= 0:
            spans.append((at, at + len(name)))
    spans += [(hit.start, hit.end) for hit in find(query.text)]
    return len(residue(query.text, [*spans, *query.years.spans])) >= 2


def _organs(query: Query, before: Query, names: OrganNames) -> Query:
    """The organ of a follow-up: its own, a choice among those asked back, another region's, or the earlier one."""
    ambiguous = next((candidates for candidates in before.organs if len(candidates) > 1), ())
    if ambiguous and query.mentioned and not query.wanted:
        chosen = [organ for organ in ambiguous if all(name in organ.label for name in query.mentioned)]
        if len(chosen) == 1:
            return replace(query, organs=((chosen[0],),), unknown=())
    if query.corrected and query.mentioned and len(before.organs) == 1:
        moved = _moved(query.mentioned[0], before.organs[0][0], names)
        if moved is not None:
            return replace(query, organs=((moved,),), unknown=())
    over = (Kind.RANK, Kind.SELECT)
    own = query.organs or query.unknown or query.region or query.among or query.whole or query.subject
    if query.kind in over and before.kind in over and not own:
        # 最少的呢 after 哪个民政局最多: of the same set
        return replace(query, organs=before.organs, region=before.region, among=before.among)
    alone = query.kind in (Kind.RANK, Kind.SELECT) or query.every or bool(query.whole or query.region)
    if not query.organs and not query.unknown and not alone:
        return replace(query, organs=before.organs, unknown=before.unknown)
    return query


def _moved(region: str, organ: Organ, names: OrganNames) -> Organ | None:
    """不是青汐区，是清汐区 after a question about 青汐区民政局: the bureau of the other district."""
    body = split_regions(organ.label)[1]
    found = [m for m in names.mentions(region + body) if m.candidates]
    return found[0].candidates[0] if len(found) == 1 and len(found[0].candidates) == 1 else None


def _measure(query: Query, before: Query, hits: Sequence[Hit]) -> Query:
    """The figure of a follow-up: its own, the earlier one in another column, or the earlier one."""
    columns = [entry for hit in hits for entry in hit.of(Slot.COLUMN)]
    if not columns and before.wanted and any(hit.of(Slot.TOTAL) for hit in hits):
        columns = [Entry(Slot.COLUMN, before.wanted[0].keys[0].split(".")[0], "total")]
    rows = any(hit.of(Slot.ROW) or hit.of(Slot.GROUP) or hit.of(Slot.MEASURE) for hit in hits)
    if columns and not rows and before.wanted and before.wanted[0].keys[0].split(".")[0] == columns[0].table:
        wanted = _in_columns(before, [c.key for c in columns if c.table == columns[0].table])
        return replace(query, kind=Kind.FIGURES, wanted=wanted, problem=None)
    if before.kind is Kind.DEFINITION and before.terms and _POINTS.search(query.text):
        meant, _ = from_hits(find(bare(before.terms[0])))
        return replace(query, kind=Kind.FIGURES, wanted=meant, problem=None) if meant else query
    if asks_share(query.text) and not (query.wanted or query.ratios or hits) and (shares := shares_of(before.wanted)):
        return replace(query, kind=Kind.RATE, ratios=tuple(shares), problem=None)
    if query.wanted and not columns and (kept := _kept_columns(query, before, hits)):
        return replace(query, wanted=kept)
    if query.wanted or query.ratios or query.terms or query.problem or query.kind is Kind.FINDINGS:
        return query
    if before.kind is Kind.DEFINITION and before.terms and not query.wanted:
        wanted, _ = from_hits(find(bare(before.terms[0])))
        return replace(query, kind=Kind.FIGURES, wanted=wanted) if wanted else query
    told = before.kind is Kind.FINDINGS or (before.kind is Kind.NARRATIVE and _own_subject(before))
    if not (before.wanted or before.ratios or told):
        return query
    kind = (
        query.kind
        if query.kind in (Kind.CHANGE, Kind.CLAIM, Kind.RANK, Kind.LARGEST) and before.wanted
        else before.kind
    )
    if kind is Kind.CLAIM and not query.claims:
        kind = Kind.FIGURES
    again = kind is Kind.NARRATIVE and not _ASKS_SENTENCES.search(query.text)
    return replace(
        query,
        kind=kind,
        text=before.text if again else query.text,
        wanted=before.wanted,
        ratios=before.ratios,
        places=max(query.places, before.places),
        among=query.among or before.among,
        descending=query.descending if query.kind in (Kind.RANK, Kind.LARGEST) else before.descending,
        problem=before.problem if before.problem and before.problem.reason is not Reason.PERSONAL else None,
        terms=before.terms,
        section=query.section or before.section,
    )


def _kept_columns(query: Query, before: Query, hits: Sequence[Hit]) -> tuple[Wanted, ...]:
    """部分公开的呢 after 律所申请几件: the row just named in the column talked about, () where none was.

    A question that is whole by itself, or says 总计, keeps no column.
    """
    elliptic = not query.mentioned and _ELLIPTIC.search(query.text) and query.kind is Kind.FIGURES
    if not elliptic or any(hit.of(Slot.TOTAL) or hit.of(Slot.COLUMN_GROUP) for hit in hits):
        return ()
    held = {tuple(key.split(".")[:: len(key.split(".")) - 1]) for w in before.wanted for key in w.keys}
    if len(held) != 1:
        return ()
    table, column = next(iter(held))
    if table != "applications" or column == "total":
        return ()
    if not all(key.startswith("applications.") for w in query.wanted for key in w.keys):
        return ()
    return _in_columns(query, (column,))


def _in_columns(before: Query, columns: Sequence[str]) -> tuple[Wanted, ...]:
    """律所呢 after 企业提了几件: the earlier rows in the columns just named."""
    out = []
    for wanted in before.wanted:
        for column in dict.fromkeys(columns):
            keys = tuple(f"{key.rsplit('.', 1)[0]}.{column}" for key in wanted.keys)
            if all(key in specs() for key in keys):
                label = label_of(keys[0]) if len(keys) == 1 else f"{wanted.label}（{specs()[keys[0]].column.label}）"
                out.append(Wanted(label, (keys,), wanted.note))
    return tuple(out) or before.wanted
