"""A place as a set of organs: 墨塬县各局, 云屿市2024年所有部门 (pure).

The organs of a place are those whose names say that they lie in it; a government's own 汇总 report counts them already
and is never set beside them (`app.compared`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.places import ANY
from nianbao.app.query import Problem, Query
from nianbao.index.organs import Mention, OrganNames

_EACH = re.compile(
    r"(?:各个?|所有的?|全部的?|每个|哪(?:个|些|家|一个)|[那这](?:几|两|三|四|五)个|[那这]些|(?<=[县市区省])(?:里的?|的)?(?:几|两|三|四|五)个)(?P<kind>局|部门|机关|单位|委办局|委|厅|街道|乡镇|镇|乡)(?!长)"
)
"""Words for every organ of a kind; what they are organs of is the place named beside them."""
_ANY_KIND = frozenset({"部门", "机关", "单位", "委办局"})
_MOST = 4


def each_spans(text: str) -> list[tuple[int, int]]:
    """Where a question speaks of every organ: no part of any organ's name."""
    return [match.span() for match in _EACH.finditer(text)]


def in_region(query: Query, mentions: Sequence[Mention], names: OrganNames) -> Query:
    """`query` about the organs of the place it names, where it speaks of all of them; else as it was."""
    each = _EACH.search(query.text)
    if each is None or len(mentions) != 1:
        return query
    named = mentions[0].text.removesuffix("政府").removesuffix("人民")
    found = names.places_called(named)
    if not found:
        return query
    within = replace(query, organs=(), unknown=(), whole="", among=ANY if each["kind"] in _ANY_KIND else each["kind"])
    if len(found) == 1:
        return replace(within, region=found[0])
    listed = "、".join(found[:_MOST])
    rest = re.sub(r"\d{4}年度?", "", query.text.replace(mentions[0].text, "", 1))
    choices = tuple(f"{place}{rest}".rstrip("？?。") for place in found[:_MOST])
    return replace(within, problem=Problem(f"有几个地方都叫“{named}”：{listed}。请问是哪一个？", choices=choices))
