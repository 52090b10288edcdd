"""Clauses of a question that each ask for a figure of their own: 行政复议几件，其中维持几件 (pure).

A clause that names only a column goes on with the row before it (其中维持), one that names only a row goes on with the
column (律所提了几件，公开了几件); so the first part of a question is never lost to the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.crossed import from_hits
from nianbao.app.query import Problem, Wanted
from nianbao.app.vocabulary import Hit, Slot

_ENDS = re.compile(r"[,，、;；。?？]")
_ASKS = re.compile(r"多少|几[件次条项个宗份起]|几$")
_ROWS = (Slot.ROW, Slot.GROUP, Slot.MEASURE)
_COLUMNS = (Slot.COLUMN, Slot.COLUMN_GROUP)


def by_clause(text: str, hits: Sequence[Hit], *, each: bool) -> tuple[tuple[Wanted, ...], Problem | None]:
    """The figures that a question asks for, clause by clause where several of them ask."""
    parts = _asking(text, hits)
    if len(parts) < 2:
        return from_hits(hits, each)
    wanted: dict[tuple[tuple[str, ...], ...], Wanted] = {}
    rows: list[Hit] = []
    columns: list[Hit] = []
    for part in parts:
        own_rows = [hit for hit in part if any(hit.of(slot) for slot in _ROWS)]
        own_columns = [hit for hit in part if any(hit.of(slot) for slot in _COLUMNS)]
        read = list(part)
        if not own_rows and own_columns:
            read = [*rows, *part]
        elif own_rows and not own_columns and not any(hit.of(Slot.TOTAL) for hit in part):
            read = [*columns, *part] if _applicants(columns) else list(part)
        found, problem = from_hits(read, each)
        if problem is not None:
            return (), problem
        wanted.update({item.alternatives: item for item in found})
        rows, columns = own_rows or rows, own_columns or columns
    return tuple(wanted.values()), None


def _asking(text: str, hits: Sequence[Hit]) -> list[list[Hit]]:
    """The words of each clause that asks; a clause that does not ask belongs to the next one that does."""
    parts: list[list[Hit]] = []
    begin = 0
    ends = [m.start() for m in _ENDS.finditer(text) if not any(h.start <= m.start() < h.end for h in hits)]
    for end in (*ends, len(text)):
        own = [hit for hit in hits if begin <= hit.start < end]
        if own and _ASKS.search(text[begin:end]):
            parts.append(own)
            begin = end
    left = [hit for hit in hits if hit.start >= begin]
    if parts:
        parts[-1].extend(left)
    return parts


def _applicants(columns: Sequence[Hit]) -> bool:
    """Whether columns are kinds of applicants, which hold for what is asked next; a result of a case does not."""
    return bool(columns) and all(
        entry.table == "applications" for hit in columns for slot in _COLUMNS for entry in hit.of(slot)
    )
