"""Text that XML can hold (XML 1.0, 2.2): what is read from files may have characters that no document may."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """`text` without control characters, halves of characters and the two code points that XML excludes."""
    return _ILLEGAL.sub("", text)
