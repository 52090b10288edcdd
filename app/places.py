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
    r"[最更][少低小末]|垫底|末位|最后一名|倒数第一|后[一二三四五六七八九十\d]{1,3}(?:名|位|个|家)|从[少低]到[多高]|升序"
)
_MOST_WORDS = re.compile(r"最[多高大]|前[一二三四五六七八九十\d]{1,3}(?:名|位|个|家)?|从[多高]到[少低]|降序")
BELOW = re.compile(r"(?:下属|所属|下辖|下级|辖区内?|直属)的?(?:各|所有)?(?:机关|部门|单位|局)")
"""Words for the organs below the one named."""
ANY = "*"
"""Every organ of the place named."""
_WHICH_PLACE = re.compile(r"排(?:名|行|序)?(?:在|是)?第?几|第几(?:名|位)?|名次|位列|位居|排(?:名|在)?(?:什么|哪)")
_SINGLE_PLACE = re.compile(r"(?:第|排|排第|排名第)[二三四五六七八九十2-9](?:多|少|高|低|名|的|位|是)|倒数")
BEST_YEAR = re.compile(r"哪一?年|哪个年度|哪年|最[多少高低大小]的?(?:那|哪)?(?:一年|年份|年度|年)")
"""Words that ask for the year with most or least."""


def places(text: str) -> int:
    """How many places are asked for: 前三名, 最多的3个局; ten for a ranking without a number, one for 最多.

    >>> places("新收最少的两个单位"), places("新收前5名"), places("新收排名"), places("哪个局新收最多")
    (2, 5, 10, 1)
    """
    for pattern in (_FIRST, _BEST, _LAST):
        if match := pattern.search(text):
            number = int(match[1]) if match[1].isdecimal() else chinese_integer(match[1].replace("两", "二"))
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
    match = re.search(
        r"(?:哪(?:个|些|家|一个)|各|所有的?|最[多少高低大小快慢]的?|垫底的?|第一的?|居首的?)(局|区县|区|县|市|镇|乡|街道|委|厅)",
        text,
    )
    return match[1] if match else ANY if mentioned and BELOW.search(text) else ""


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
    if _SINGLE_PLACE.search(text) and not _LAST.search(text):
        return Problem("这里按从多到少或从少到多列出名次，请问要看前几名？", choices=("排名前三",))
    return None
