"""Radicals that a font names instead of the ideograph with the same glyph (pure).

`⼈⺠政府` and `人民政府` are the same ink, yet no word of the one matches the other. The file's map from glyphs to
characters is at fault, not the organ; every reader of PDFs writes the ideograph.
"""

from __future__ import annotations

import unicodedata

FIRST, LAST = 0x2E80, 0x2FD5
"""The blocks CJK Radicals Supplement and Kangxi Radicals."""

# Unicode maps the Kangxi block itself (NFKC); the supplement's simplified forms it leaves alone.
_SUPPLEMENT = zip(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⺟",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙母",
    strict=True,
)

IDEOGRAPHS: dict[int, int] = {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, LAST + 1)}
"""Code point of the radical → code point of the ideograph."""
IDEOGRAPHS.update((ord(radical), ord(ideograph)) for radical, ideograph in _SUPPLEMENT)


def unify(text: str) -> str:
    """`text` with ideographs where a font named radicals."""
    return text.translate(IDEOGRAPHS)
