"""Automatic numbering of a DOCX: the “一、” or “1.” that Word prints and no text holds.

Covers the formats that reports use; a level in another format prints nothing. Counters belong to the list
definition and begin anew below a higher level, as in Word (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from nianbao.ingest.stylesheet import Styles, chain
from nianbao.ingest.wordml import child, local, number, value

_DIGITS = "〇一二三四五六七八九"
_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


def chinese(count: int) -> str:
    """The numeral of 1 to 99 as lists print it; decimal digits beyond.

    >>> chinese(3), chinese(10), chinese(12), chinese(40)
    ('三', '十', '十二', '四十')
    """
    tens, ones = divmod(count, 10)
    if tens > 9 or count < 1:
        return str(count)
    return ("", "十", f"{_DIGITS[tens]}十")[min(tens, 2)] + (_DIGITS[ones] if ones else "")


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26)


_PRINTED: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "ideographDigital": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "lowerLetter": _letter,
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is printed: `pattern` holds `%1` … `%9` for the counters of the levels."""

    form: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """All lists of a document and where their counters stand.

    Attributes:
        lists: numbering id → (list definition, its levels, level → start where this id begins anew).
        styles: paragraph style → (numbering id, level).
    """

    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def prefix(self, properties: etree._Element | None, style: str | None) -> str:
        """What Word prints before the next paragraph with these properties and this style; counts it."""
        own = child(properties, "numPr")
        list_id, depth = self.styles.get(style or "", ("0", 0))
        if own is not None:
            list_id = value(child(own, "numId")) or list_id
            depth = number(child(own, "ilvl"), depth)
        if list_id not in self.lists or depth >= _LEVELS:
            return ""
        definition, levels, restarts = self.lists[list_id]
        counters = self._counters.setdefault(definition, [None] * _LEVELS)
        if depth not in levels:
            return ""
        if depth in restarts and (list_id, depth) not in self._begun:
            counters[depth] = restarts[depth]
        else:
            before = counters[depth]
            counters[depth] = levels[depth].start if before is None else before + 1
        self._begun.add((list_id, depth))
        counters[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return _printed(levels, depth, counters)


def _printed(levels: dict[int, Level], depth: int, counters: list[int | None]) -> str:
    def count(match: re.Match[str]) -> str:
        level = levels[int(match[1]) - 1]
        counter = counters[int(match[1]) - 1]
        return _PRINTED[level.form](level.start if counter is None else counter)

    named = [int(digit) - 1 for digit in _PLACEHOLDER.findall(levels[depth].pattern)]
    if not named or any(level not in levels or levels[level].form not in _PRINTED for level in named):
        return ""
    return _PLACEHOLDER.sub(count, levels[depth].pattern)


def numbering_of(root: etree._Element | None, styles: Styles) -> Numbering:
    """The lists of `numbering.xml` and the paragraph styles that use them."""
    numbering = Numbering()
    definitions: dict[str, dict[int, Level]] = {}
    for element in root if root is not None else ():
        if local(str(element.tag)) == "abstractNum":
            definitions[value(element, "abstractNumId") or ""] = _levels(element)
        elif local(str(element.tag)) == "num":
            definition = value(child(element, "abstractNumId")) or ""
            levels, restarts = dict(definitions.get(definition, {})), {}
            for override in element:
                depth = number(override, -1, "ilvl")
                restart = child(override, "startOverride")
                if restart is not None:
                    restarts[depth] = number(restart, 1)
                levels.update(_levels(override))
            numbering.lists[value(element, "numId") or ""] = (definition, levels, restarts)
    if numbering.lists:
        numbering.styles = _numbered(styles)
    return numbering


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in parent:
        if local(str(element.tag)) == "lvl":
            levels[number(element, 0, "ilvl")] = Level(
                value(child(element, "numFmt")) or "decimal",
                value(child(element, "lvlText")) or "",
                number(child(element, "start"), 1),
            )
    return levels


def _numbered(styles: Styles) -> dict[str, tuple[str, int]]:
    """Styles with a list, their own or that of the style they are based on."""
    lists = {name: [one.numbered for one in chain(styles, name) if one.numbered is not None] for name in styles}
    return {name: own[0] for name, own in lists.items() if own}
