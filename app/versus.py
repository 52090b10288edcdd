"""Two organs, each with a year of its own: 市政府2023年比青汐区政府2024年多多少 (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.query import Years
from nianbao.index.organs import Mention, Organ

_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)年?")


def year_of_each(mentions: Sequence[Mention], years: Years, text: str) -> tuple[tuple[Organ, int], ...]:
    """The year of each of two organs, where a question names two years and either stands with its own organ.

    Empty where both years hold for both organs (市政府和区政府2023年和2024年).
    """
    named = [m for m in mentions if len(m.candidates) == 1]
    said = [(span, 2000 + int(found[1])) for span in years.spans if (found := _YEAR.fullmatch(text[slice(*span)]))]
    if not (len(named) == len(said) == len(years.stated) == len(mentions) == _TWO) or years.last is not None:
        return ()
    order = "".join(kind for _, kind in sorted([(m.start, "o") for m in named] + [(s[0], "y") for s, _ in said]))
    if order not in ("oyoy", "yoyo") or {year for _, year in said} != set(years.stated):
        return ()
    return tuple((m.candidates[0], year) for m, (_, year) in zip(named, sorted(said), strict=True))


_TWO = 2
