"""Rows of table 三 between a label that stands twice and one that is missing: perhaps each has its neighbour's (pure).

A converter that loses one label of a run and fills the gap with the next moves all labels of the run by one row. The
figures then add up as before: no sum tells, but the missing label does, and the row that is left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nianbao.ingest.align import Match, Row
from nianbao.ingest.form import Table
from nianbao.ingest.halves import filled
from nianbao.ingest.likeness import aliases

EDITION = "其后另有无法对应的数字行，可能是另一版表式的小标题"
DISPLACED = "表中缺一行的标签，另多一行数字，其间各行的标签可能错位"


def displaced(rows: Sequence[Row], matches: Sequence[Match], form_table: Table) -> list[Match]:
    """`matches`, those doubted that stand between a row left over and a row of the form that was not found.

    Args:
        rows: of table 三, in reading order, without those whose figures were joined to a label.
        matches: of them.
        form_table: of the form.
    """
    form_rows = form_table.blocks[0].rows
    turn = {row.key: i for i, row in enumerate(form_rows)}
    known = {turn[match.form_row.key] for match in matches}
    missing = [i for i in range(len(form_rows)) if i not in known]
    labels = {alias: i for i in sorted(known) for alias in aliases(form_rows[i])}
    at = {(match.row.grid, match.row.index): turn[match.form_row.key] for match in matches}
    doubtful: set[int] = set()
    before = -1
    for row in rows if missing else ():
        if (row.grid, row.index) in at:
            before = at[row.grid, row.index]
            continue
        if not filled(row.cells):
            continue
        again = labels.get(row.labels[-1]) if row.labels else None
        if again is None and any(row.labels):
            continue  # a row of the organ's own
        after = next((i for i in range(before + 1, len(form_rows)) if i in known), len(form_rows))
        if again is not None:
            doubtful.add(again)
        elif any(before < i < after for i in missing):
            continue  # it has lost its own label, where it stands
        doubtful.update(range(max((i for i in missing if i < after), default=before), before + 1))
        doubtful.update(range(after, min((i for i in missing if i > before), default=after)))
    return [
        replace(match, doubt=match.doubt or DISPLACED) if turn[match.form_row.key] in doubtful else match
        for match in matches
    ]


def of_another_edition(rows: Sequence[Row], matches: Sequence[Match], others: Sequence[Table]) -> list[Match]:
    """`matches`, those doubted that no other edition has as a row where rows of figures without a match follow them.

    What is a row in one edition may be a heading in another, with its first row's figures beside it.

    Args:
        rows, matches: as for `displaced`.
        others: the same table of the other editions.
    """
    at = {(match.row.grid, match.row.index): match for match in matches}
    common = {row.key for table in others for row in table.rows}
    doubtful: set[str] = set()
    last: Match | None = None
    for row in rows:
        match = at.get((row.grid, row.index))
        if match is None and last is not None and filled(row.cells) and last.form_row.key not in common:
            doubtful.add(last.form_row.key)
        last = match or last
    headings = {group.key for table in others for group in table.groups}
    return [
        replace(match, doubt=match.doubt or EDITION) if match.form_row.key in doubtful & headings else match
        for match in matches
    ]
