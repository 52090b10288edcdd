"""Characters: traditional → simplified, one for one, and how names are written in Latin letters.

`hanzi.csv` holds the characters of GB 2312 with their readings without tones (from pinyin-data, MIT) and their
traditional forms (from OpenCC, Apache-2.0). A character of GB 2312 is never changed, so simplified text stays as it is.
Not covered: words that differ by more than their characters.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import product

_MOST_READINGS = 64
"""Spellings kept of one name: names are short, and few of their characters have several readings."""


def simplified(text: str) -> str:
    """`text` with every traditional character replaced; the length stays, so that offsets keep counting.

    >>> simplified("雲嶼市財政局"), simplified("云屿市财政局")
    ('云屿市财政局', '云屿市财政局')
    """
    return text if text.isascii() else text.translate(_tables()[0])


def is_traditional(text: str) -> bool:
    """Whether a report's text is written in traditional characters: what it is about is, more often than not.

    >>> is_traditional("政府信息公開工作年度報告"), is_traditional("政府信息公开 繁體版")
    (True, False)
    """
    return text.count("公開") > text.count("公开")


def spellings(name: str) -> frozenset[str]:
    """Every way `name` is spelt in letters without tones or spaces; none where a character has no known reading.

    >>> "qingxi" in spellings("青汐")
    True
    """
    readings = _tables()[1]
    each = [readings.get(ord(char), ()) for char in name]
    ways = {"".join(way) for way, _ in zip(product(*each), range(_MOST_READINGS), strict=False)}
    return frozenset(way for way in ways if way)


@cache
def _tables() -> tuple[dict[int, int], dict[int, tuple[str, ...]]]:
    text = files("nianbao.ingest").joinpath("hanzi.csv").read_text(encoding="utf-8")
    plain: dict[int, int] = {}
    readings: dict[int, tuple[str, ...]] = {}
    for line in text.splitlines()[1:]:
        char, sounds, forms = line.split(",")
        readings[ord(char)] = tuple(sounds.split())
        plain.update({ord(form): ord(char) for form in forms if ord(form) not in plain})
    return plain, readings
