"""What answers a question back: which of several organs of one name is meant (市里的那家, 第二个, 云屿的) (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.query import Query
from nianbao.index.names import split_regions
from nianbao.index.organs import Organ
from nianbao.ingest.numerals import chinese_integer

_LEVEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:就|要|是|指|我说的?|说的?|问的?|那个|那)*(?P<level>[市区县省])(?:里|级|本级|一级|局)?(?:的|那|那[家个一]|局)"
)
_PLACE = re.compile(
    r"^(?:就|要|是|选|看|那)*(?:第(?P<number>[一二三四五六1-6])[个家]|(?P<first>前一?[个家者]|前面那?[个家])|(?P<last>最?后[一面]?那?[个家者]))"
    r"(?:吧|的|呢)?[?？。]*$"
)
_LONGEST = 14
"""Characters of such an answer at most."""


def choice(query: Query, before: Query) -> Organ | None:
    """The organ that `query` chooses among those that `before` was asked back about; None where it names no single one."""
    several = next((candidates for candidates in before.organs if len(candidates) > 1), ())
    if not several or query.wanted or query.ratios or len(query.text) > _LONGEST:
        return None
    if match := _PLACE.match(query.text):
        at = len(several) - 1 if match["last"] else 0 if match["first"] else _number(match["number"]) - 1
        return several[at] if at < len(several) else None
    if query.mentioned and len(found := [o for o in several if all(name in o.label for name in query.mentioned)]) == 1:
        return found[0]
    if match := _LEVEL.search(query.text):
        return _only([o for o in several if _level(o) == match["level"]])
    return _placed(query.text, several)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_integer(text) or 1


def _only(found: Sequence[Organ]) -> Organ | None:
    return found[0] if len(found) == 1 else None


def _level(organ: Organ) -> str:
    """市 of 云屿市财政局, 区 of 云屿市清汐区财政局; "" of an organ that names no place."""
    regions = split_regions(organ.label)[0]
    return regions[-1][-1:] if regions else ""


def _placed(text: str, several: Sequence[Organ]) -> Organ | None:
    """云屿的那个, 临澜市: the only one whose places are named; a place by its full name before its stem."""
    for cut in (None, -1):
        named = [[r for r in split_regions(o.label)[0] if len(r[:cut]) >= 2 and r[:cut] in text] for o in several]
        most = max(len(places) for places in named)
        found = [o for o, places in zip(several, named, strict=True) if most and len(places) == most]
        if found:
            return _only(found)
    return None
