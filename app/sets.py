"""Names in a question that stand for several organs: 各民政局, 三家民政局（青汐区、云屿区、清汐区）, 在民政局里排第几 (pure).

A name that several organs bear is one of them, to be asked back, unless the question counts them, orders them, asks which
of them, or lists the places whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nianbao.app.joined import LINK
from nianbao.app.query import Problem
from nianbao.index.levels import is_of_level
from nianbao.index.names import split_regions
from nianbao.index.organs import Mention, Organ, OrganNames, lies_in
from nianbao.ingest.numerals import chinese_integer

_NUMBER = r"[两二三四五六七八九十\d]{1,3}"
_BEFORE = re.compile(
    rf"(?:各个?|各家|[几每]个|[几每]家|[这那]些|{_NUMBER}[个家]|所有的?|全部的?|哪(?:一个|[个些家]|几[个家]))$"
)
"""各民政局, 四个民政局, 哪个民政局."""
_PLACES_FIRST = re.compile(rf"(?:[最前后多少高低大小]的?|哪){_NUMBER}[个家]$")
"""最多的两个民政局, 前两家民政局: how many places are asked for, and not how many bear the name."""
_COUNTED = re.compile(rf"(?P<number>{_NUMBER})[个家]$")
_INSIDE = re.compile(r"(?:之?间|里面?|里头|之?中间?|当中)")
_ORDERS = re.compile(r"哪|谁|几[家个]|老几|最|排|第[一二三四五六七八九十]|[要就]数|率先")
_BEHIND = re.compile(
    r"(?:一?共|总共)?(?:都?有|是)?(?:哪[些几一]?[个家些]?|几[个家]|多少[个家])(?!件|次|项|条|宗|起|份|部)|谁|各(?![类项种个界级])"
)
"""民政局有几个, 民政局谁收得最多."""
_SORTED = re.compile(
    r"排[个一]?(?:下)?[序名队]|排一?排|排列|(?:从|由)[多少高低大小]到[多少高低大小]|[升降]序"
    r"|(?:谁|哪[一几]?[个家些])[^,，。]{0,12}最|最[多少高低大小]的?(?:是|有)?(?:谁|哪)|前[两二三四五六七八九\d][名位家个]|第[一二三四五]名?(?:的|又)?是?(?:谁|哪)|比一?比|比较|对比|横向"
)
"""民政局2023年新收排个序: those that bear the name are set in an order."""
_OWN_PLACE = re.compile(r"排(?:名|行|序)?(?:在|是)?(?:第?几|老几|什么)|第几|名次")
_COUNT_OF_A_PLACE = re.compile(
    rf"(?<=[市县区州])(?:的|里的?|下面的?|全部的?)?(?:[这那]?(?:几|{_NUMBER})[个家]|各个?|各家|所有的?|每[个家])"
    r"(?=(?!局|部门|机关|单位)[\u4e00-\u9fff]{2,8}?(?:局|委|厅|办公室))"
)
"""云屿市三家民政局: what counts organs between their place and their name is part of neither."""


@dataclass(frozen=True, slots=True)
class Named:
    """The organs that a question names.

    `organs` has one entry a name, with every candidate where it is not said which is meant; `field` is the set inside which
    another organ's place is asked for (在民政局里排第几); `problem` what stands against taking a name for a set, and `but`
    are the organs left out by the question (除了自然资源局).
    """

    organs: tuple[tuple[Organ, ...], ...]
    field: tuple[Organ, ...] = ()
    problem: Problem | None = None
    but: tuple[Organ, ...] = ()


def counting_spans(text: str) -> list[tuple[int, int]]:
    """Where organs are counted between their place and their name, and where a list of them says their level."""
    return [match.span() for pattern in (_COUNT_OF_A_PLACE, _LEVELS) for match in pattern.finditer(text)]


def named_in(mentions: Sequence[Mention], text: str) -> Named:
    """The organs of each name, those of a set apart: 各民政局, 四个民政局 and 哪个民政局 mean every one that bears it."""
    without = [m for m in mentions if m.candidates and _left_out(m, text)]
    mentions = [m for m in mentions if m not in without]
    organs: list[tuple[Organ, ...]] = []
    field: tuple[Organ, ...] = ()
    problem: Problem | None = None
    single = any(len(mention.candidates) == 1 for mention in mentions)
    for mention in mentions:
        if not mention.candidates:
            continue
        if len(mention.candidates) == 1 or not _is_set(mention, text, alone=not single):
            organs.append(mention.candidates)
            continue
        ordered = _ORDER_BEFORE.search(text[: mention.start])
        if single and (_INSIDE.match(text, mention.end) or _OWN_PLACE.search(text) or ordered):
            field = mention.candidates
            continue
        problem = problem or _miscounted(mention, text)
        organs.extend((organ,) for organ in mention.candidates)
    but = tuple(organ for mention in without for organ in mention.candidates)
    return Named(tuple(dict.fromkeys(organs)), field, problem, but)


def _left_out(mention: Mention, text: str) -> bool:
    """除了自然资源局, 自然资源局除外: an organ that a question leaves out."""
    return _BUT.search(text[: mention.start]) is not None or _BUT_BEHIND.match(text, mention.end) is not None


_BUT = re.compile(r"(?:除(?:了|去|开|掉)?|排除|剔除|撇开|抛开|去掉|不算上?|不包括|不含)$")
_BUT_BEHIND = re.compile(r"(?:除外|不算|以外|之外)")


def _is_set(mention: Mention, text: str, *, alone: bool) -> bool:
    """Whether a name of several organs stands for all of them; `alone`: no one organ is named beside it."""
    before, behind = text[: mention.start], _YEAR_FIRST.sub("", text[mention.end :])
    if _BEFORE.search(before) or _BEHIND.match(behind):
        return True
    if (inside := _INSIDE.match(behind)) and _ORDERS.search(behind, inside.end()):
        return True
    if _ORDER_BEFORE.search(before):
        return True
    listed = any(_BEHIND_LATER.search(clause) for clause in re.split("[,，。;；]", behind))
    return alone and (listed or (_SORTED.search(text) is not None and not _OWN_PLACE.search(text)))


_YEAR_FIRST = re.compile(r"^(?:(?:20)?\d\d年度?|[去今前]年)")
_ORDER_BEFORE = re.compile(
    rf"(?:最[多少高低大小]|第[一二三四五六七八九十][多少高低大小名位]?|前{_NUMBER}[名位]?|(?:超过|多于|高于|低于|少于|不到|不足|大于|小于)\d+[\u4e00-\u9fff%]{{0,3}})的$"
)
"""第二高的民政局: who stands there is asked, and no one organ is named."""
_BEHIND_LATER = re.compile(
    r"(?:的|都)(?:有|是)(?:哪[些几一]?[个家]|几[个家]|多少[个家])$|[几哪][家个]$|(?:各|分别)(?:是|有|为)?(?:多少|几)[件次条项个宗起]?$|(?:谁|哪[家个])(?:的|更|比较)?[^,，。]{0,8}[多少高低]$"
)


def _miscounted(mention: Mention, text: str) -> Problem | None:
    """三个财政局, of which the library has two: which are meant is asked back, never filled up or left out."""
    before = text[: mention.start]
    counted = None if _PLACES_FIRST.search(before) else _COUNTED.search(before)
    if counted is None:
        return None
    said = counted["number"].replace("两", "二")
    number = int(said) if said.isdecimal() else chinese_integer(said)
    return None if number == len(mention.candidates) else miscounted(mention.text, mention.candidates, text)


def miscounted(name: str, organs: Sequence[Organ], text: str) -> Problem:
    """That the organs of a name are not so many as a question says."""
    listed = "、".join(organ.label for organ in organs)
    rest = re.sub(r"\d{2,4}年度?", "", text[text.rfind(name) + len(name) :]).strip("，,的？?。")
    return Problem(
        f"资料库里这样的机关是{listed}，与所问的个数不同。请写明是哪几个机关。",
        choices=tuple(f"{organ.label}{rest}" for organ in organs[:4]),
    )


def narrowed(mentions: Sequence[Mention], names: OrganNames, text: str) -> tuple[Mention, ...]:
    """A name of several organs with the places named beside it: those of its organs that lie there.

    A place directly before it (云屿市三家民政局) holds for all; places listed (青汐区、云屿区) each add the organs of theirs.
    """
    several = [m for m in mentions if len(m.candidates) > 1]
    if len(several) != 1:
        return tuple(mentions)
    name = several[0]
    chosen, used = name.candidates, set[int]()
    listed, bracket = _bracketed(text, name, names)
    if listed and not all(listed):
        return tuple(mentions)
    end = -1
    for mention in mentions:
        if bracket[0] <= mention.start < bracket[1]:
            used.add(mention.start)
            continue
        places = names.places_called(mention.text)
        inside = tuple(o for o in chosen if any(lies_in(o, place) for place in places))
        if mention is name or not inside:
            continue
        if mention.end <= name.start and _COUNT_BETWEEN.fullmatch(text[mention.end : name.start]):
            chosen = inside
        elif 0 <= end <= mention.start and text[end : mention.start] in ("", "的"):
            listed[-1] &= frozenset(inside)  # 云屿市的清汐区 is one place
        elif not mention.candidates or len(inside) < len(chosen) or _lists_places(text, name, mention):
            listed.append(frozenset(inside))
        else:
            continue
        used.add(mention.start)
        end = mention.end
    if not used and not listed:
        return tuple(mentions)
    chosen = tuple(o for o in chosen if any(o in part for part in listed)) if listed else chosen
    # organs whose places are listed are named one by one
    own = [replace(name, candidates=(o,)) for o in chosen] if len(listed) > 1 else [replace(name, candidates=chosen)]
    others = [m for m in mentions if m is not name and m.start not in used]
    return tuple(sorted((*others, *own), key=lambda mention: mention.start))


_COUNT_BETWEEN = re.compile(
    rf"(?:的|里的?|下面的?|全部的?)?(?:[这那]?(?:几|{_NUMBER})[个家]|各个?|各家|所有的?|每[个家])"
)


def _bracketed(text: str, name: Mention, names: OrganNames) -> tuple[list[frozenset[Organ]], tuple[int, int]]:
    """The organs of each place listed behind a name, none for a place that is not understood, and where it is listed.

    财政局（市里的和清汐区的）: a level of government stands for its own organs.
    """
    found = _BRACKET.match(text, name.end)
    nothing: tuple[list[frozenset[Organ]], tuple[int, int]] = ([], (-1, -1))
    if found is None:
        return nothing
    listed = []
    for item in re.split(LINK, found["items"]):
        place = _OF.sub("", item)
        level = [o for o in name.candidates if is_of_level(split_regions(o.label)[0], place)] if len(place) == 1 else []
        places = names.places_called(place)
        listed.append(frozenset(level or (o for o in name.candidates if any(lies_in(o, p) for p in places))))
    return (listed, found.span("items")) if any(listed) else nothing


_BRACKET = re.compile(r"[(（:：—-]{1,2}(?P<items>[\u4e00-\u9fff、]{1,40})(?:[)）—-]|$)")
_LEVELS = re.compile(r"(?<=[(（—、和与及跟])[市区县](?:里|级|本级)?的?(?=[、和与及跟)）—])")
_OF = re.compile(r"(?:那[个家])?(?:里|级|本级)?(?:的|那[个家])*$")


def _lists_places(text: str, name: Mention, mention: Mention) -> bool:
    """民政局（云屿市的和临澜市的）: a place in brackets, or behind a dash, says whose they are."""
    return mention.start >= name.end and re.match(r"[(（:：—-]", text[name.end :]) is not None
