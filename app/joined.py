"""Places joined before one name: 青汐区和云屿区的民政局 → 青汐区民政局和云屿区民政局 (pure)."""

from __future__ import annotations

import re

from nianbao.index.organs import OrganNames

LINK = r"[、和与及跟]"
_NUMBER = r"[两二三四五六七八九]"
_PLACE = r"[\u4e00-\u9fff]{1,8}?[区县市]"
_JOINED = re.compile(
    rf"(?P<places>{_PLACE}(?:{LINK}{_PLACE})+)(?:这?{_NUMBER}个?[区县市]|两地|各自)?的?(?P<body>[\u4e00-\u9fff]{{2,12}}?局)"
)
_LISTED = re.compile(
    rf"(?P<list>[\u4e00-\u9fff]{{2,3}}?(?:{LINK}[\u4e00-\u9fff]{{2,3}}?)+)这?{_NUMBER}个?(?P<kind>[区县市])(?![\u4e00-\u9fff]{{0,1}}局)"
)

_OF_PLACE = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,4})(?:的|那[个家边里]的?)(?P<body>[\u4e00-\u9fff]{2,12}?局)")

_SYSTEM = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,4})系统")
_LEVELS = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<levels>[市区县](?:{LINK}[市区县])+)(?:[两三]级)?的?(?P<body>(?![市区县])[\u4e00-\u9fff]{{2,8}}?局)"
)


def spread(text: str, names: OrganNames) -> str:
    """`text` with a name that several places share said with each of them, where each place has such an organ."""
    text = _LISTED.sub(_each_kind, text)
    text = _SYSTEM.sub(lambda match: _system(match, names), text)
    text = _LEVELS.sub(
        lambda match: "和".join(f"{level}{match['body']}" for level in re.split(LINK, match["levels"])), text
    )
    text = _OF_PLACE.sub(lambda match: _of_place(match, names), text)
    return _JOINED.sub(lambda match: _each(match, names), text)


def _system(match: re.Match[str], names: OrganNames) -> str:
    """民政系统 → 各民政局, where there are such."""
    for at in range(len(match["stem"]) - 1):
        found = names.mentions(f"{match['stem'][at:]}局")
        if len(found) == 1 and found[0].start == 0 and found[0].candidates:
            return f"{match['stem'][:at]}各{match['stem'][at:]}局"
    return match[0]


def _of_place(match: re.Match[str], names: OrganNames) -> str:
    """临澜的清汐区民政局, 云屿那个清汐区民政局 → the name with its place, where there is such an organ."""
    said, body = match["place"], match["body"]
    for at in range(len(said) - 1):
        named = f"{said[at:]}{body}"
        if names.places_called(said[at:]) and len(found := names.mentions(named)) == 1 and found[0].candidates:
            return f"{said[:at]}{named}"
    return match[0]


def _each_kind(match: re.Match[str]) -> str:
    """青汐、清汐、云屿三个区 → 青汐区、清汐区、云屿区: a kind of place said once for a list of them."""
    return "、".join(f"{part}{match['kind']}" for part in re.split(LINK, match["list"]))


def _each(match: re.Match[str], names: OrganNames) -> str:
    first, *others = re.split(LINK, match["places"])
    at = next((at for at in range(len(first)) if names.places_called(first[at:])), None)
    if at is None or not all(names.places_called(place) for place in others):
        return match[0]
    made = [f"{place}{match['body']}" for place in (first[at:], *others)]
    if not all(len(found := names.mentions(name)) == 1 and found[0].candidates for name in made):
        return match[0]
    return f"{first[:at]}{'和'.join(made)}"
