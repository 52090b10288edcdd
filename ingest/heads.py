"""Heads of columns by their names: which column a printed head stands for (pure)."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from nianbao.ingest.contradiction import contradicts
from nianbao.ingest.form import normalise
from nianbao.ingest.units import without_unit
from nianbao.ingest.vocabulary import unremarked

ALIKE = 80
"""Below this likeness (of 100) a head is another head."""


@lru_cache(maxsize=4096)
def head_named(text: str, columns: frozenset[str]) -> str:
    """The name among `columns` (normalised) that a printed head stands for; nothing where it stands for none.

    A unit or a remark printed behind it does not matter, nor does a misprint; 上年 for 本年 does.
    """
    whole, bare = normalise(text), normalise(without_unit(text))
    for name in (whole, bare, normalise(unremarked(text))):
        if name in columns:
            return name
    if len(bare) < 4:
        return ""
    alike = [(fuzz.ratio(bare, name), name) for name in columns if not contradicts(bare, name)]
    likeness, name = max(alike, default=(0.0, ""))
    return name if likeness >= ALIKE else ""
