"""Units as the tables print them, in a head, above a table or behind a number: `（单位：万件）` (pure).

A report counts in 件 and its like and in 元, 万元 and 亿元, which stay as they are printed; any other multiple is
multiplied out, so that no figure is shown in a unit that its form does not know. What is none of these is not guessed.
"""

from __future__ import annotations

import re

from nianbao.ingest.money import UNITS

UNIT = r"(?:[十百千万亿]{0,2}(?:元|件|条|项|个|次|份|宗))"
"""A unit that a report counts in."""

_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_UNIT = re.compile(UNIT)
_SEPARATOR = re.compile(r"[、，,/／和；;（）()\s]+")
_PRINTED = re.compile(
    r"[\s，,]*(?:"
    r"[（(【\[]\s*(?:(?:计量)?单位\s*[:：]?\s*(?P<said>[^（）()]{1,12}?)|(?P<bare>[十百千万亿]{0,2}[元件条项个次份宗]|(?:[^\s（）()]\s*){1,3}元))"
    r"\s*[)）】\]]|(?:计量)?单位\s*[:：]\s*(?P<open>\S{1,12}))\s*$"
)


def scaled(unit: str) -> tuple[int, str]:
    """How many of which unit that reports are kept in one of `unit` is; the second is empty for a bare 万.

    >>> scaled("万件"), scaled("千元"), scaled("万元"), scaled("万")
    ((10000, '件'), (1000, '元'), (1, '万元'), (10000, ''))
    """
    times = 1
    while unit and unit not in UNITS and unit[0] in _SCALES:
        times *= _SCALES[unit[0]]
        unit = unit[1:]
    return times, unit


def is_unit(text: str) -> bool:
    """Whether `text` is a unit that a report counts in."""
    return _UNIT.fullmatch(text) is not None


def is_money(unit: str) -> bool:
    """Whether a unit is one of money."""
    return unit.endswith("元")


def printed_unit(text: str) -> str | None:
    """The unit that a head or a caption ends with, known or not; None where it names none.

    >>> printed_unit("本年收费金额（单位：千元）"), printed_unit("采购总金额（万 元）"), printed_unit("本年制发件数")
    ('千元', '万元', None)
    """
    found = _PRINTED.search(text)
    unit = next(filter(None, found.groups()), None) if found else None
    return "".join(unit.split()) if unit else None  # 万 元, set wide


def without_unit(text: str) -> str:
    """A head or caption without the unit at its end."""
    return _PRINTED.sub("", text)


def foreign(caption: str, own: str) -> str | None:
    """The unit of a caption that figures of the unit `own` would not be counted in; None where there is none.

    A caption may name several units, one for each kind of column; 填报单位 names an organ, and no unit.

    >>> foreign("件、万元", "件"), foreign("万件", "件"), foreign("千元", "万元"), foreign("云岭市财政局", "件")
    (None, '万件', '千元', None)
    """
    named = [unit for unit in _SEPARATOR.split(caption) if is_unit(unit) and is_money(unit) == is_money(own)]
    kept = [unit for unit in named if (unit == own if is_money(own) else scaled(unit)[0] == 1)]
    return named[0] if named and not kept else None
