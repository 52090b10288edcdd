"""Rows of table 二 whose label and figures lie in two drawn rows, put together (pure).

No sum proves a figure of this table, and numbers of columns or pages stand alone as well: what is joined is doubted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nianbao.ingest.align import Row
from nianbao.ingest.form import Block, normalise
from nianbao.ingest.form import Row as FormRow
from nianbao.ingest.halves import JOINED, OPEN, Half, doubted, ends, filled, halves, together
from nianbao.ingest.report import GridCell


def with_halves(rows: Sequence[Row], by_label: Mapping[str, tuple[Block, FormRow]]) -> list[Row]:
    """The rows, those that were drawn as two put together, and blank ones doubted that may be halves.

    Args:
        rows: of all drawn tables, in reading order.
        by_label: normalised label → the form's row, with its block.
    """
    labelled = {i: label for i, row in enumerate(rows) if row.kind == "other" and (label := _label_of(row, by_label))}
    kinds = [
        _kind_of_label(labelled[i]) if i in labelled else _kind(row, labelled.get(i - 1)) for i, row in enumerate(rows)
    ]
    if Half.FIGURES not in kinds and Half.STRANGE not in kinds:
        return list(rows)

    def merged(label: int, rest: int) -> tuple[GridCell, ...] | None:
        one, other = rows[label], rows[rest]
        in_line = one.grid == other.grid and ends(one.cells) == ends(other.cells)
        return together(labelled[label].cells, other.cells, labelled[label].wanted, in_line=in_line)

    found = halves(kinds, lambda label, rest: merged(label, rest) is not None)
    changed: dict[int, Row] = {}
    for at, rest in found.joined.items():
        cells = tuple(replace(cell, doubt=cell.doubt or JOINED) for cell in merged(at, rest) or ())
        changed[at] = _behind(rows[at], labelled[at], cells)
    for at in found.open:
        changed[at] = _behind(rows[at], labelled[at], doubted(labelled[at].cells, OPEN))
    used = set(found.joined.values())
    return [changed.get(i, row) for i, row in enumerate(rows) if i not in used]


@dataclass(frozen=True, slots=True)
class _Label:
    """Which row of the form a drawn row has the label of, in how many columns, and the cells behind the label."""

    key: str
    wanted: int
    at: int
    cells: tuple[GridCell, ...]


def _label_of(row: Row, by_label: Mapping[str, tuple[Block, FormRow]]) -> _Label | None:
    for at, cell in enumerate(row.cells):
        if (found := by_label.get(normalise(cell.text))) is not None:
            block, form_row = found
            return _Label(form_row.key, len(block.columns), at, row.cells[at + 1 :])
    return None


def _behind(row: Row, label: _Label, cells: tuple[GridCell, ...]) -> Row:
    return replace(row, cells=(*row.cells[: label.at + 1], *cells), below="")


def _kind_of_label(label: _Label) -> Half:
    count = len(filled(label.cells))
    if not label.cells or count >= label.wanted:
        return Half.OTHER
    return Half.PARTLY if count else Half.BLANK


def _kind(row: Row, above: _Label | None) -> Half:
    """What a row without a label of the form is; `above` is that of the row before it."""
    if row.kind != "other":
        return Half.OTHER
    if not filled(row.cells):
        return Half.OTHER if any(row.labels) else Half.EMPTY
    if above is not None and not above.cells:
        return Half.OTHER  # behind the label of a row whose figures are not certain they are kept alone
    return Half.STRANGE if any(row.labels) else Half.FIGURES
