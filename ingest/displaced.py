"""Rows of table 三 between a label that stands twice and one that is missing: perhaps each has its neighbour's (pure).

A converter that loses one label of a run and fills the gap with the next moves all labels of the run by one row. The
figures then add up as before: no sum tells, but the missing label does, and the row that is left over. What stands
before the figures of that row tells nothing: it may be blank, a label once more or cut, a heading, or anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from nianbao.ingest.align import Match, Row, known_labels
from nianbao.ingest.form import Table
from nianbao.ingest.halves import filled
from nianbao.ingest.likeness import aliases
from nianbao.ingest.vocabulary import table_of

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
    if not missing or not matches:
        return list(matches)
    labels = {alias: i for i in sorted(known) for alias in aliases(form_rows[i])}
    left = _left_over(rows, {(match.row.grid, match.row.index): turn[match.form_row.key] for match in matches})
    columns = len(form_table.blocks[0].columns)
    elsewhere = _elsewhere(missing, left, known)
    doubtful: set[int] = set()
    for before in sorted({before for _, before in left}):
        beside = [row for row, other in left if other == before]
        after = _after(before, known, len(form_rows))
        again = [labels[row.labels[-1]] for row in beside if row.labels and row.labels[-1] in labels]
        doubtful.update(again)
        # as many as are missing here have lost their own labels, where they stand
        held = sum(-(-len(filled(row.cells)) // columns) for row in beside) - len(again)
        here = sum(before < i < after for i in missing)
        if not again and held <= here:
            continue
        # what is left over where only strangers stand is no row whose figures stand in their place
        wanted = elsewhere if all(any(row.labels) for row in beside) and not again else missing
        wanted = [i for i in wanted if not before < i < after]
        if wanted:
            doubtful.update(range(max((i for i in wanted if i < after), default=before), before + 1))
            doubtful.update(range(after, min((i for i in wanted if i > before), default=after)))
    return [
        replace(match, doubt=match.doubt or DISPLACED) if turn[match.form_row.key] in doubtful else match
        for match in matches
    ]


def _left_over(rows: Sequence[Row], at: Mapping[tuple[int, int], int]) -> list[tuple[Row, int]]:
    """The rows of figures that are none of the form's, each with the form's row before it, -1 for none.

    Args:
        rows: of table 三, in reading order.
        at: grid and index of a row → which of the form's rows it is.
    """
    places = [i for i, row in enumerate(rows) if (row.grid, row.index) in at]
    grids = {grid for grid, _ in at}
    left: list[tuple[Row, int]] = []
    before = -1
    for i, row in enumerate(rows):
        if (row.grid, row.index) in at:
            before = at[row.grid, row.index]
        elif filled(row.cells) and not (any(row.labels) and _is_elsewhere(row)):
            if not any(row.labels) or row.grid in grids or places[0] < i < places[-1]:
                left.append((row, before))
    return left


def _is_elsewhere(row: Row) -> bool:
    """Whether a row with a text is one of another table, or numbers the columns."""
    figures = [cell.text.strip() for cell in filled(row.cells)]
    numbered = len(figures) > 1 and figures == [str(i) for i in range(1, len(figures) + 1)]
    return numbered or any(table_of(label) not in {None, "applications"} for label in row.labels)


def _elsewhere(missing: Sequence[int], left: Sequence[tuple[Row, int]], known: AbstractSet[int]) -> list[int]:
    """The missing rows but for those in whose place as many rows stand with a text that no form prints."""
    strange = [before for row, before in left if row.labels and row.labels[-1] and row.labels[-1] not in known_labels()]
    found: list[int] = []
    for i in missing:
        before = max((one for one in known if one < i), default=-1)
        beside = [one for one in missing if before < one < _after(before, known, max(missing) + 1)]
        if strange.count(before) < len(beside):
            found.append(i)
    return found


def _after(before: int, known: AbstractSet[int], end: int) -> int:
    return min((one for one in known if one > before), default=end)


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
