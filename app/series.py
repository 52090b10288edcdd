"""Which reports may be set beside one another over the years: one organ's, of one scope (pure).

A 汇总 report counts the organs below as well, a 本机关 report does not, and of a report whose scope nobody has said
neither can be assumed: a figure of one says nothing about the next year's figure of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from nianbao.app.holdings import Holdings
from nianbao.app.scope import Pick


def series(picks: Sequence[Pick]) -> tuple[tuple[Pick, ...], ...]:
    """`picks` parted by organ and scope, each part oldest first; a year stands twice in it where sources clash."""
    ordered = sorted(picks, key=lambda p: (p.organ.label, p.entry.scope or "", p.year))
    return tuple(tuple(own) for _, own in groupby(ordered, key=lambda p: (p.organ, p.entry.scope)))


def apart(picks: Sequence[Pick]) -> tuple[str, ...]:
    """A sentence for each organ with reports of several years, no two of which have one scope."""
    comparable = {own[0].organ for own in series(picks) if len({p.year for p in own}) > 1}
    years: dict[str, set[int]] = {}
    for p in picks:
        if p.organ not in comparable:
            years.setdefault(p.organ.label, set()).add(p.year)
    return tuple(
        f"{organ}各年度的报告统计口径不一（或未注明），不作比较。"
        for organ, found in sorted(years.items())
        if len(found) > 1
    )


def year_before(pick: Pick, held: Holdings) -> Pick | str:
    """Last year's report of the same organ and scope; else why there is none to hold `pick` against, as a clause."""
    year = pick.year - 1
    every = held.of(pick.organ, year)
    same = [entry for entry in every if entry.scope == pick.entry.scope]
    if len(same) == 1:
        return Pick(pick.organ, year, same[0], len(every) > 1)
    if not every:
        return f"资料库里没有{pick.organ.label}{year}年的年度报告"
    if not same:
        return f"{pick.organ.label}{year}年的报告与{pick.year}年的统计口径不一（或未注明）"
    return f"{pick.organ.label}{year}年有来源不同的几份报告"
