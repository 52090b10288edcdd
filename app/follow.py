"""Follow-ups: what a question leaves out is taken from the questions before it (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.answer import Reason
from nianbao.app.asked_back import choice
from nianbao.app.conditions import condition
from nianbao.app.crossed import from_hits
from nianbao.app.gap import APART, PAIR
from nianbao.app.query import Kind, Problem, Query, Ratio, Wanted
from nianbao.app.rates import asks_share, shares_of
from nianbao.app.residue import residue
from nianbao.app.signs import carried_over
from nianbao.app.stated import stated
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
_COUNTS = re.compile(r"多少|几")
_ALSO = re.compile(r"也(?:是|对|一样|如此|这么多?|正确|属实|相同)")
"""2023年也是吗: the number stated before, of another year or organ."""
_NAMES_A_SET = re.compile(r"[全各每]|所有|部门|机关|单位|[局厅委镇乡]|街道|区县|[几多]家|这些|市里|县里|区里|哪[区县]")
"""Names organs of its own, or all of them."""
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
    if (organ := choice(query, before)) is not None:
        years = query.years if query.years.stated else before.years
        return replace(before, text=query.text, organs=((organ,),), unknown=(), years=years)
    if query.kind is Kind.DEFINITION or (query.problem and query.problem.reason is not None):
        return query
    if (sides := _both_ends(query, before)) is not None:
        return sides
    query = _ranked_again(_of_one(query, before), before, names)
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
        if not _ASKS_SENTENCES.search(query.text):
            return query
        named = out.years.stated or out.years.last is not None
        return out if named else replace(out, years=replace(out.years, stated=before.years.stated))
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
    again = (
        query.kind is Kind.RANK and before.kind is Kind.RANK and not (query.among or _NAMES_A_SET.search(query.text))
    )
    if query.organs or query.unknown or query.whole or query.region or (alone and not again):
        return query
    same = replace(query, organs=before.organs, unknown=before.unknown, region=before.region, whole=before.whole)
    return replace(
        same, among=query.among or before.among, every=before.every and query.kind in (Kind.FIGURES, Kind.NARRATIVE)
    )


def _of_one(query: Query, before: Query) -> Query:
    """那官司一共几件 after a question about one organ: what it comes to there, not over all organs."""
    one = len(before.organs) == 1 and len(before.organs[0]) == 1 and not before.unknown
    own = query.every and not (query.organs or query.unknown or query.whole or query.region or query.among)
    return replace(query, every=False) if one and own and not _NAMES_A_SET.search(query.text) else query


def _ranked_again(query: Query, before: Query, names: OrganNames) -> Query:
    """许可呢 after 哪个局罚得最多: by another figure; 换成民政局: among the organs of that name; 清汐区的呢: there."""
    if before.kind is Kind.RANK and not query.problem:
        elliptic = query.kind is Kind.FIGURES and _ELLIPTIC.search(query.text) and not _COUNTS.search(query.text)
        if elliptic and query.wanted and not (query.organs or query.unknown or query.every):
            again = replace(before, text=query.text, wanted=query.wanted[:1], ratios=(), subject=None)
            return replace(again, years=query.years if query.years.stated else before.years)
        if query.kind is Kind.NARRATIVE and len(query.organs) == 1 and len(query.organs[0]) > 1:
            return replace(query, organs=tuple((organ,) for organ in query.organs[0]))
    one = len(before.organs) == 1 and len(before.organs[0]) == 1 and not before.organs[0][0].name.endswith("人民政府")
    if one and len(query.unknown) == 1 and not query.organs and query.kind is Kind.NARRATIVE:
        there = _there(query.unknown[0], before.organs[0][0], names)
        return replace(query, organs=(there,), unknown=()) if there else query
    return query


def _both_ends(query: Query, before: Query) -> Query | None:
    """跟2022年底结转下年的对得上吗 after what was carried into 2023: whether the one year takes over from the other."""
    wanted = (*before.wanted, *(w for w in query.wanted if w not in before.wanted))
    if query.kind is not Kind.FINDINGS or query.organs or query.unknown or not carried_over(query.text, wanted):
        return None
    stated = tuple(sorted({*before.years.stated, *query.years.stated}))
    years = replace(query.years, stated=stated[-1:])
    return replace(query, organs=before.organs, years=years, wanted=wanted)


def _moved(region: str, organ: Organ, names: OrganNames) -> Organ | None:
    """不是青汐区，是清汐区 after a question about 青汐区民政局: the bureau of the other district."""
    found = _there(region, organ, names)
    return found[0] if len(found) == 1 else None


def _there(region: str, organ: Organ, names: OrganNames) -> tuple[Organ, ...]:
    """The organs that are in `region` what `organ` is in its own; none where `region` is no place of the library."""
    if not names.places_called(region):
        return ()
    found = [m for m in names.mentions(region + split_regions(organ.label)[1]) if m.candidates]
    return found[0].candidates if len(found) == 1 else ()


def _measure(query: Query, before: Query, hits: Sequence[Hit]) -> Query:
    """The figure of a follow-up: its own, the earlier one in another column, or the earlier one."""
    columns = [entry for hit in hits for entry in hit.of(Slot.COLUMN)]
    if not columns and before.wanted and any(hit.of(Slot.TOTAL) for hit in hits):
        columns = [Entry(Slot.COLUMN, before.wanted[0].keys[0].split(".")[0], "total")]
    if shares := _shares(query, before, hits, columns):
        return replace(query, kind=Kind.RATE, wanted=(), ratios=shares, problem=None)
    rows = any(hit.of(Slot.ROW) or hit.of(Slot.GROUP) or hit.of(Slot.MEASURE) for hit in hits)
    if columns and not rows and before.wanted and before.wanted[0].keys[0].split(".")[0] == columns[0].table:
        wanted = _in_columns(before.wanted, [c.key for c in columns if c.table == columns[0].table])
        return replace(query, kind=Kind.FIGURES, wanted=wanted, problem=None)
    if before.kind is Kind.DEFINITION and before.terms and _POINTS.search(query.text):
        meant, _ = from_hits(find(bare(before.terms[0])))
        return replace(query, kind=Kind.FIGURES, wanted=meant, problem=None) if meant else query
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
    also = kind is Kind.CLAIM and not query.claims and _ALSO.search(query.text)
    if kind is Kind.CLAIM and not query.claims and not also:
        kind = Kind.FIGURES
    chosen = query.condition or condition(query.text, hits, query.years) or before.condition
    if kind is Kind.SELECT and chosen == before.condition and stated(query.text, query.years):
        problem = Problem("所问的范围没有读懂，请写明是超过、不超过、不少于还是不到某数。")
        return replace(query, kind=kind, wanted=before.wanted, ratios=before.ratios, problem=problem)
    # 青汐区政府呢 after 比上年多多少: the step again
    stepped = kind is Kind.CHANGE and before.years.change and not query.years.last
    years = replace(query.years, change=query.years.change or stepped)
    again = kind is Kind.NARRATIVE and not _ASKS_SENTENCES.search(query.text)
    return replace(
        query,
        kind=kind,
        text=before.text if again else query.text,
        wanted=before.wanted,
        ratios=before.ratios,
        places=max(query.places, before.places),
        among=query.among or before.among,
        condition=chosen if kind is Kind.SELECT else None,
        claims=before.claims if also else query.claims,
        years=years,
        subject=query.subject or (before.subject if kind is Kind.RANK and not query.organs else None),
        descending=query.descending if query.kind in (Kind.RANK, Kind.LARGEST) else before.descending,
        problem=before.problem if before.problem and before.problem.reason is not Reason.PERSONAL else None,
        terms=before.terms,
        section=query.section or before.section,
    )


def _shares(query: Query, before: Query, hits: Sequence[Hit], columns: Sequence[Entry]) -> tuple[Ratio, ...]:
    """占多少, 律所的占比, 占办结的百分之几: shares of what was talked about; () where none is asked for."""
    # 企业占比呢 after 律所的占比: of the same whole
    talked = before.wanted or tuple(dict.fromkeys(ratio.denominator for ratio in before.ratios))
    if not asks_share(query.text) or not talked or query.claims:
        return ()
    rows = [h for h in hits if any(h.of(slot) for slot in (Slot.ROW, Slot.GROUP, Slot.MEASURE))]
    tables = {w.keys[0].split(".")[0] for w in talked}
    if not rows and columns:
        named = [c.key for c in columns if {c.table} == tables]
        return tuple(shares_of(_in_columns(talked, named))) if named else ()
    if query.ratios or not before.wanted:
        return ()
    if not rows:
        return tuple(shares_of(talked)) if not hits else ()
    at = query.text.find("占")
    whole, _ = from_hits([hit for hit in hits if hit.start > at])
    if at < 0 or any(hit.start < at for hit in hits) or len(whole) != 1 or {whole[0].keys[0].split(".")[0]} != tables:
        return ()
    if tables == {"disclosure"} or any(part.keys == whole[0].keys for part in talked):
        return ()
    return tuple(Ratio(f"{part.label}占{whole[0].label}", part, whole[0]) for part in talked)


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
    return _in_columns(query.wanted, (column,))


def _in_columns(figures: Sequence[Wanted], columns: Sequence[str]) -> tuple[Wanted, ...]:
    """律所呢 after 企业提了几件: the earlier rows in the columns just named."""
    out = []
    for wanted in figures:
        for column in dict.fromkeys(columns):
            keys = tuple(f"{key.rsplit('.', 1)[0]}.{column}" for key in wanted.keys)
            if all(key in specs() for key in keys):
                label = label_of(keys[0]) if len(keys) == 1 else f"{wanted.label}（{specs()[keys[0]].column.label}）"
                out.append(Wanted(label, (keys,), wanted.note))
    return tuple(out) or tuple(figures)
