"""White space as Chinese text means it (pure).

A line broken between two Chinese characters is no space; anywhere else a run of white space is one space.
Characters that are never seen (zero-width spaces, soft hyphens, byte-order marks) do not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDE = r"\u00b7\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Chinese characters, full-width signs, and the quotation marks, dashes and dots of Chinese text."""

_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_RUN = re.compile(rf"[\s{_UNSEEN}]+")
_BROKEN = re.compile(rf"(?<=[{_WIDE}]) ?\n ?(?=[{_WIDE}])")


_KEPT = 2_000
"""Characters of the longest text that is kept in a cache: a paragraph."""


def squeeze(text: str) -> str:
    """NFKC without any white space: what labels, titles and names are compared by."""
    return _squeezed(text) if len(text) <= _KEPT else _squeeze(text)


def _squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


_squeezed = lru_cache(maxsize=1024)(_squeeze)
"""Every line of a report is asked for a dozen times."""


def tidy(text: str) -> str:
    r"""`text` on one line, without white space at its ends.

    >>> tidy(" 本年新\n制作数量 "), tidy("不 予公开"), tidy("2023\n年")
    ('本年新制作数量', '不 予公开', '2023 年')
    """
    if not _RUN.search(text):
        return text
    return _BROKEN.sub("", _RUN.sub(_one, text).strip()).replace("\n", " ")


def _one(run: re.Match[str]) -> str:
    """What a run comes to: nothing, a space, or a line break that `_BROKEN` judges by its neighbours."""
    if "\n" in (found := run[0]):
        return "\n"
    return " " if found.strip(_UNSEEN) else ""


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """A footnote's mark as it is printed: its figures must not join the number they stand behind."""
    return text.translate(_RAISED)
