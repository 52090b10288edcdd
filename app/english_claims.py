"""Numbers that an English question states, in the words of the Chinese one; who is said to have told them goes (pure)."""

from __future__ import annotations

import re
from decimal import Decimal

_WHO = (
    r"(?:i|we|you|he|she|they|some(?:one|body)|some people|people|many|everyone|"
    r"(?:a|an|my|our|the|some) (?:local |news |online )?(?:friend|colleague|neighbou?r|reporter|journalist|newspaper|paper|press|media|article|story|post|report|website|blog)s?)"
)
_TELLS = (
    r"(?:(?:just|once|also|have|has|had|was|were|am|is|keeps?|could swear|can|do(?:es)?n't|do not) )*"
    r"(?:told|tells?|said|says?|saying|hears?|heard|read|saw|seen|claim(?:s|ed|ing)?|thinks?|thought|believes?|believed|suspects?|doubts?|writes?|wrote|reports?|reported|assum(?:e|ed)|remember)"
)
_HEARSAY = re.compile(
    rf"\b{_WHO} {_TELLS}\b(?: (?:me|us|somewhere|online|there|in (?:the|a) (?:news|paper|newspaper|press)))*,?(?: that\b| whether\b| if\b)?"
    r"|\b(?:it is|it's|is it) (?:said|claimed|reported|rumou?red)(?: that)?|\baccording to (?:rumou?rs?|the (?:news|press|media)|a (?:friend|post))\b|\brumou?r has it(?: that)?"
)
"""Someone told me that …"""
_WHETHER = re.compile(
    r"\b(?:is|was|isn't|wasn't|are|were) (?:it|that|this|these|those|the (?:number|figure|claim)s?)(?: number| figure| claim| really| actually| all| both)* "
    r"(?:right|true|correct|accurate|so|the case|wrong|false|a mistake)\b|\b(?:can|could|would) you (?:please )?(?:confirm|verify|check)(?: (?:that|whether|if|this))?"
    r"|\b(?:really|actually|indeed)\b"
)
_BOUNDS = (
    (r"(?:no|not) (?:more|greater|higher) than|at most|up to|(?:do(?:es)?|did)(?:n't| not) exceed", "不超过"),
    (r"(?:no|not) (?:less|fewer|lower) than|at least", "不少于"),
    (r"(?:more|greater|higher) than|over|above|exceed(?:ed|s|ing)?|in excess of", "超过"),
    (r"(?:less|fewer|lower) than|under|below", "不到"),
    (r"about|around|roughly|approximately|approx\.?|nearly|almost|close to|some|circa", "约"),
    (r"exactly|precisely|just|only", ""),
)
_BOUND = "|".join(words for words, _ in _BOUNDS)
_COUNTED = r"requests?|applications?|penalt(?:y|ies)|licen[cs]es?|permits?|cases?|items?|decisions?|lawsuits?|suits?|reconsiderations?|times|documents?|rules?"
_SCALES = {"hundred": 100, "thousand": 1000, "k": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_NUMBER = re.compile(
    rf"(?:\b(?P<bound>{_BOUND})\s+)?(?<![\d.,-])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*(?P<scale>hundred|thousand|million|billion|k)\b)?(?P<percent>\s*(?:%|per ?cent\b))?"
    rf"(?P<money>\s*(?:rmb|yuan)\b)?(?P<counted>(?= (?:new |valid |such |administrative )?(?:{_COUNTED})\b))?",
)
_NONE = re.compile(rf"\bno(?= (?:new |valid |such |administrative )?(?:{_COUNTED})\b)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_MONEY = re.compile(r"\b(?:fees?|yuan|rmb|charged?|collected|procurement)\b")


def direction(text: str) -> str:
    """Which way a question says that a figure went: 增加, 减少, or empty where it says neither or both."""
    up, down = _UP.search(text) is not None, _DOWN.search(text) is not None
    return "" if up is down else "增加" if up else "减少"


_UP = re.compile(r"\b(?:rose|rise[ns]?|rising|increase[ds]?|increasing|grew|grown?|went up|gone? up|higher)\b")
_DOWN = re.compile(
    r"\b(?:fell|fall(?:en|s)?|decrease[ds]?|decreasing|decline[ds]?|dropped|drop|went down|gone? down|lower)\b"
)


def without_hearsay(text: str) -> str:
    """A question in lower case without who told its number and without what only asks whether it is so.

    >>> without_hearsay("someone told me 399 requests were refused. is that right?").strip(" .?")
    '399 requests were refused'
    """
    return _WHETHER.sub(_dots, _HEARSAY.sub(_dots, text))


def numbers(text: str) -> tuple[str, list[str]]:
    """The question without the numbers it states, and these in Chinese; a year is none.

    >>> numbers("did it receive more than 2,000 requests in 2024?")[1]
    ['超过2000件']
    """
    found: list[str] = []
    money = _OF_MONEY.search(text) is not None

    def take(match: re.Match[str]) -> str:
        plain = match["bound"] is None and match["counted"] is None and match["scale"] is None and not match["percent"]
        if _YEAR.fullmatch(match["digits"]) and plain:
            return match[0]
        found.append(_chinese(match, money=money))
        return _dots(match)

    rest = _NUMBER.sub(take, text)
    if not found and (none := _NONE.search(rest)):
        return rest[: none.start()] + _dots(none) + rest[none.end() :], ["0件"]
    return rest, found


def _chinese(match: re.Match[str], *, money: bool) -> str:
    bound = next((word for words, word in _BOUNDS if match["bound"] and re.fullmatch(words, match["bound"])), "")
    value = Decimal(match["digits"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
    if match["percent"]:
        return f"{bound}{value:f}%"
    if match["scale"] in ("million", "billion"):
        return f"{bound}{(value / 10_000).normalize():f}万{'元' if money else '件'}"
    if match["money"]:
        return f"{bound}{value:f}元"
    return f"{bound}{value:f}{'' if money else '件'}"


def _dots(match: re.Match[str]) -> str:
    return "." * len(match[0])
