"""Rows of table 三 that have lost their labels: told by their turn (pure).

Converters that look for ruling lines keep the figures of a row whose label is broken over several lines, and leave
the label in the text around it. Between two rows with labels, as many rows of figures alone as the form has rows
are these rows, in the form's order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from nianbao.ingest.align import Match, Row
from nianbao.ingest.form import Row as FormRow
from nianbao.ingest.form import Table, normalise
from nianbao.ingest.numerals import adds_up, is_value
from nianbao.ingest.report import GridCell

DOUBT = "行标签与数字分开，按行的次序认定"


def in_turn(rows: Sequence[Row], matches: Sequence[Match], form_table: Table) -> list[Match]:
    """`matches`, and the rows of figures alone between them where they are as many as the form's rows there.

    Args:
        rows: of table 三, in reading order.
        matches: those of them that were told by their labels.
        form_table: of the form.
    """
    block = form_table.blocks[0]
    over = [normalise(heading) for heading in form_table.headings]
    headings: dict[str | None, list[str]] = {None: over}
    headings |= {group.key: [*over, normalise(group.label)] for group in form_table.groups}
    at = {(row.grid, row.index): i for i, row in enumerate(rows)}
    turn = {row.key: i for i, row in enumerate(block.rows)}
    anchors = sorted((at[match.row.grid, match.row.index], turn[match.form_row.key]) for match in matches)
    if any(after <= before for (_, before), (_, after) in pairwise(anchors)):
        return list(matches)  # not the form's order
    found: list[Match] = []
    for (first, begin), (last, end) in pairwise(anchors):
        wanted = block.rows[begin + 1 : end]
        found.extend(_between(rows[first + 1 : last], wanted, len(block.columns), headings))
    return [*matches, *found]


def _between(
    rows: Sequence[Row], wanted: tuple[FormRow, ...], columns: int, headings: Mapping[str | None, Sequence[str]]
) -> list[Match]:
    """A match for every row of the form that is `wanted`; none where anything speaks against it."""
    full = [row for row in rows if any(cell.text.strip() and is_value(cell.text) for cell in row.cells)]
    if not wanted or len(full) != len(wanted):
        return []
    found: list[Match] = []
    for row, form_row in zip(full, wanted, strict=True):
        figures = _figures(row)
        own = [normalise(label) for label in (form_row.label, *form_row.aliases)]
        own.extend(headings[form_row.group])
        if len(figures) != columns or not adds_up([cell.text for cell in figures]) or _speaks_against(row, own):
            return []
        found.append(Match(row, form_row, "", figures, 0.0, doubt=DOUBT))
    return found


def _figures(row: Row) -> tuple[GridCell, ...]:
    """The cells behind the last text of a row, without the blank ones around them."""
    last = max((i for i, cell in enumerate(row.cells) if not is_value(cell.text)), default=-1)
    filled = [i for i, cell in enumerate(row.cells) if i > last and cell.text.strip()]
    return row.cells[filled[0] : filled[-1] + 1] if filled else ()


def _speaks_against(row: Row, own: Sequence[str]) -> bool:
    """Whether a row has a text that is no piece of its `own` label and headings: it may be another row, or the organ's own."""
    return any(label and not any(label in whole for whole in own) for label in row.labels)
