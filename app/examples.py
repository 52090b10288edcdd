"""Questions to start with, made from the library's own reports: each is one that can be answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

MOST = 6


class Held(Protocol):
    """What is needed of a library's entry."""

    @property
    def organ(self) -> str:
        """The organ's full name."""

    @property
    def year(self) -> int:
        """The year the report is about."""

    @property
    def pages(self) -> int:
        """How many pages its file has, 0 where it has none to show."""


_FORMS = (
    "{organ}{year}年新收政府信息公开申请多少件？",
    "{organ}{year}年不予公开一共几件？",
    "{organ}{year}年行政复议总计多少件？",
    "{organ}{year}年政务公开存在什么问题？",
    "{organ}{year}年行政许可多少件？",
)
_GROWTH = "{organ}{year}年新收申请比上年增加多少？"


def examples(entries: Sequence[Held]) -> tuple[str, ...]:
    """Up to six questions, over as many organs as there are, about each organ's newest report.

    The newest reports come first, and among them those with pages to look at.
    """
    latest: dict[str, Held] = {}
    years: dict[str, set[int]] = {}
    for entry in entries:
        if entry.organ not in latest or latest[entry.organ].year < entry.year:
            latest[entry.organ] = entry
        years.setdefault(entry.organ, set()).add(entry.year)
    newest = {organ: entry.year for organ, entry in latest.items()}
    organs = sorted(newest, key=lambda organ: (-newest[organ], latest[organ].pages == 0, organ))
    if not organs:
        return ()
    made = [
        form.format(organ=organs[n % len(organs)], year=newest[organs[n % len(organs)]])
        for n, form in enumerate(_FORMS)
    ]
    grown = next((organ for organ in organs if newest[organ] - 1 in years[organ]), None)
    if grown is not None:
        made.insert(1, _GROWTH.format(organ=grown, year=newest[grown]))
    return tuple(dict.fromkeys(made))[:MOST]
