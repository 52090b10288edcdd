"""A place as a set of organs: 墨塬县各局, 墨塬县那两个局, 云屿市2024年所有部门 (pure).

The organs of a place are those whose names say that they lie in it; a government's own 汇总 report counts them already
and is never set beside them (`app.compared`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.places import ANY
from nianbao.app.query import Kind, Problem, Query
from nianbao.app.sets import miscounted
from nianbao.index.organs import Mention, Organ, OrganNames, lies_in
from nianbao.ingest.numerals import chinese_integer

_NUMBER = r"[两二三四五六七八九]"
_KIND = r"(?P<kind>局|部门|机关|单位|委办局|委|厅|街道|乡镇|镇|乡)(?!长)"
_EACH = re.compile(
    r"(?:各个?|所有的?|全部的?|每个|哪(?:个|些|家|一个)|"
    rf"(?:[这那](?:几|{_NUMBER})|(?<=[\u4e00-\u9fff])(?<![最前后哪的多少高低])(?:里的?|的|下[面属辖]的?)?(?:[这那]?(?:几|{_NUMBER})))[个家]|[那这]些|"
    r"(?<=[县市区省])(?:的|里的|下[属面辖]的?)(?=局(?:20|[里中,，、]|谁|哪|都|一共|总共|合计|加)))"
    rf"{_KIND}"
)
"""Words for every organ of a kind; what they are organs of is the place named beside them."""
_COUNT = re.compile(rf"(?P<number>几|{_NUMBER})[个家]")
_ANY_KIND = frozenset({"部门", "机关", "单位", "委办局"})
_MOST = 4


def each_spans(text: str) -> list[tuple[int, int]]:
    """Where a question speaks of every organ: no part of any organ's name."""
    return [match.span() for match in _EACH.finditer(text)]


def in_region(query: Query, mentions: Sequence[Mention], names: OrganNames) -> Query:
    """`query` about the organs of the place it names, where it speaks of all of them; else as it was.

    So many organs (墨塬县那两个局) are named one by one; another number than there are is asked back.
    """
    each = _EACH.search(query.text)
    if each is None or len(mentions) != 1:
        return query
    named = mentions[0].text.removesuffix("政府").removesuffix("人民")
    found = names.places_called(named)
    if not found:
        return query
    kind = ANY if each["kind"] in _ANY_KIND else each["kind"]
    within = replace(query, organs=(), unknown=(), whole="", among=kind)
    if len(found) == 1:
        counted = _COUNT.search(each[0])
        return (
            _each_named(within, found[0], each[0], counted["number"], names)
            if counted
            else replace(within, region=found[0])
        )
    listed = "、".join(found[:_MOST])
    rest = re.sub(r"\d{4}年度?", "", query.text.replace(mentions[0].text, "", 1))
    choices = tuple(f"{place}{rest}".rstrip("？?。") for place in found[:_MOST])
    return replace(within, problem=Problem(f"有几个地方都叫“{named}”：{listed}。请问是哪一个？", choices=choices))


def _each_named(query: Query, place: str, said: str, number: str, names: OrganNames) -> Query:
    organs = of_kind(place, query.among, names)
    if not organs:
        return replace(query, region=place)
    query = replace(query, among="", organs=tuple((organ,) for organ in organs))
    if number != "几" and chinese_integer(number.replace("两", "二")) != len(organs):
        return replace(query, problem=query.problem or miscounted(said, organs, query.text))
    return query


def each_of_region(query: Query, names: OrganNames) -> Query:
    """墨塬县各局新收各多少: the organs of a place one by one, where no order or sum of them is asked for."""
    apart = query.kind in (Kind.FIGURES, Kind.CHANGE, Kind.RATE) and not query.every and query.problem is None
    if not (query.region and apart) or query.organs:
        return query
    organs = of_kind(query.region, query.among or ANY, names)
    return replace(query, region="", among="", organs=tuple((organ,) for organ in organs)) if organs else query


def of_kind(place: str, kind: str, names: OrganNames) -> tuple[Organ, ...]:
    """The organs of a place that are of a kind, or of any; a place's own government is none of them.

    Departments are what a place's 局 are: an office of a government and a street are of other kinds.
    """
    inside = (organ for organ in names.organs if lies_in(organ, place))
    fit = (o for o in inside if o.name.endswith((kind, f"{kind}办事处")) or kind == ANY)
    return tuple(sorted((o for o in fit if not o.name.endswith("人民政府")), key=lambda organ: organ.label))
