"""How many places a ranking shows, from which end and among whom; and the orders that are not computed (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.query import Problem
from nianbao.ingest.numerals import chinese_integer

MOST = 20
"""Places shown at most."""
_NUMBER = r"([一二两三四五六七八九十]{1,3}|\d{1,3})"
_FIRST = re.compile(rf"前{_NUMBER}(?:名|位|个|家)?(?!年)")
_LAST = re.compile(rf"(?:后|倒数前?){_NUMBER}(?:名|位|个|家)")
_BEST = re.compile(rf"(?:最[多少高低大小]|排名?(?:最?[前后])?)的?(?:前|后)?{_NUMBER}(?:个|名|家|位)")
_LEAST = re.compile(
    r"[最更][少低小末]|垫底|末位|最后一名|倒数第|后[一二两三四五六七八九十\d]{1,3}(?:名|位|个|家)|从[少低]到[多高]|升序"
)
_MOST_WORDS = re.compile(r"最[多高大]|前[一二三四五六七八九十\d]{1,3}(?:名|位|个|家)?|从[多高]到[少低]|降序")
BELOW = re.compile(r"(?:下属|所属|下辖|下级|辖区内?|直属)的?(?:各|所有)?(?:机关|部门|单位|局)")
"""Words for the organs below the one named."""
ANY = "*"
"""Every organ of the place named."""
_WHICH_PLACE = re.compile(
    r"排(?:名|行|序)?(?:在|是|到)?第?(?:几|老几)(?![个家])|第几(?:名|位)?|老几|名次(?!表)|位列|位居|排(?:名|在)?(?:什么|哪)"
)
_ORDINAL = r"([二三四五六七八九十]{1,3}|[2-9]|[1-9]\d)(?!个?[季条类种项张部月表])"
_SINGLE_PLACE = re.compile(
    rf"第{_ORDINAL}(?:多|少|高|低|大|小|狠|快|慢|名|位)?(?:的|是|呢|又?是?谁|那?[个家]|[吗么吧没不对]|[,，。?？]|$)|(?:排名?|位列|列|居|排在)第?{_ORDINAL}(?:的|是|名|位)"
    rf"|(?P<last>倒数)第?{_ORDINAL}(?![名位个家]?(?:名|个))|(?P<medal>亚军|季军|榜眼|探花)"
)
_FIRST_AND = re.compile(rf"第?一[名位多]?(?:的)?[和与及、跟]第?{_NUMBER}(?:[名位多]|的|[,，。?？]|是|分别|$)")
"""第一和第二的局: all places from the first."""
_MEDALS = {"亚军": 2, "榜眼": 2, "季军": 3, "探花": 3}
"""第二多的, 排第三的, 倒数第二: one place of an order."""
_WHICH_MANY = re.compile(
    rf"(?:哪|那){_NUMBER}[个家名位](?=[\u4e00-\u9fff]*最|[^,，。]{{0,20}}(?:最|排))|最[多少高低大小](?:的|是|的是)哪{_NUMBER}[个家名位]"
)
BEST_YEAR = re.compile(r"哪一?年|哪个年度|哪年|最[多少高低大小]的?(?:那|哪)?(?:一年|年份|年度|年)")
"""Words that ask for the year with most or least."""


def places(text: str) -> int:
    """How many places are asked for: 前三名, 最多的3个局; ten for a ranking without a number, one for 最多.

    >>> places("新收最少的两个单位"), places("新收前5名"), places("新收排名"), places("哪个局新收最多")
    (2, 5, 10, 1)
    """
    for pattern in (_FIRST, _BEST, _LAST, _WHICH_MANY, _FIRST_AND):
        if match := pattern.search(text):
            said = next(group for group in match.groups() if group)
            number = int(said) if said.isdecimal() else chinese_integer(said.replace("两", "二"))
            return max(1, min(number or 1, MOST))
    return (
        10
        if re.search(
            "排名|排行|排个?名次|排个?队|排个?序|名次表|依次排|排一排|从[高多大]到[低少小]|从[低少小]到[高多大]", text
        )
        else 1
    )


def descending(text: str) -> bool:
    """Whether the largest figure comes first."""
    return _LEAST.search(text) is None


def among(text: str, mentioned: Sequence[str]) -> str:
    """The kind of organ compared (哪个局 → 局); in 各区民政局 the 区 belongs to the name. 下属机关 is any kind: `*`."""
    for name in mentioned:
        text = text.replace(name, "，")
    match = _KIND_SAID.search(text) or _KIND_INSIDE.search(text)
    return match["kind"] if match else ANY if mentioned and BELOW.search(text) else ""


_KIND_SAID = re.compile(
    r"(?:哪(?:[一二两三四五六七八九几]?[个些家]|些)|各个?|每个|所有的?|全部的?|最[多少高低大小快慢]的?|垫底的?|第[一二三四五六七八九十]的?|居首的?|"
    rf"(?:[名位甲高低多少狠快慢]|前{_NUMBER})的|[一二两三四五六七八九十几\d][个家])(?P<kind>局|区县|区|县|市|镇|乡|街道|委|厅)(?!别|长|分局|场|民)"
)
_KIND_INSIDE = re.compile(
    r"(?:^|[\d年度,，。]|[在从]|[这那]些)(?P<kind>局|街道|镇|委|厅)(?:里面?|里头|之?中|当中|之间)"
)
"""The kind of organ an order is of: 哪个局, 前两名的局, 在各个局里."""


def kind_spans(text: str) -> list[tuple[int, int]]:
    """Where a kind of organ is said that an order is of, and no organ is named."""
    return [m.span("kind") for pattern in (_KIND_SAID, _KIND_INSIDE) for m in pattern.finditer(text)]


def asks_place(text: str) -> bool:
    """Whether the place of one organ among all is asked for (排第几)."""
    return _WHICH_PLACE.search(text) is not None


_SAID_PLACE = re.compile(rf"(?P<last>倒数)?第{_NUMBER}(?!部分|[章条节季项类次]|三?方)")


def said_place(text: str) -> int:
    """The place an organ is said to have: 2 of 排第二, 1 of 最多."""
    match = _SAID_PLACE.search(text)
    number = None if match is None else int(match[2]) if match[2].isdecimal() else chinese_integer(match[2])
    return number or 1


def states_place(text: str) -> bool:
    """Whether a place is said, and not only asked for: 最多的是某局, 排第二; 排名吧 says none."""
    return _STATES_PLACE.search(text) is not None


_STATES_PLACE = re.compile(rf"[最更][多少高低大小快慢]|第{_NUMBER}|居首|榜首|冠军|垫底|末位|倒数|之首")


def unranked(text: str) -> Problem | None:
    """The order asked for where it is not computed: asked back, never answered with another one."""
    both = re.search(rf"前{_NUMBER}[名位个家]?[和与及、跟]?[^,，]{{0,6}}?后{_NUMBER}", text)
    if both or (_LEAST.search(text) and _MOST_WORDS.search(text) and not re.search(r"[至最]少\d|最多\d", text)):
        return Problem("从多到少和从少到多请分开来问。", choices=("排名前三", "最少的三个机关"))
    return None


SORTED = re.compile(r"排个?序|排个?队|排列|从[多高大]到[少低小]|从[少低小]到[多高大]|[升降]序")
"""Words that put several organs in an order without asking who is first."""


def single_place(text: str) -> int | None:
    """The one place of an order that is asked for, counted from its beginning; None where no single one is.

    倒数第二 is the second of the order that begins with the least (`descending`).

    >>> single_place("新收第二多的局"), single_place("倒数第三的是谁"), single_place("新收前三名"), single_place("表第二部分")
    (2, 3, None, None)
    """
    found = _SINGLE_PLACE.search(text)
    if found is None or _FIRST_AND.search(text):
        return None
    if found["medal"]:
        return _MEDALS[found["medal"]]
    said = next(group for group in found.groups() if group is not None and group != found["last"])
    return int(said) if said.isdecimal() else chinese_integer(said)
