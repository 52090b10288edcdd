"""Rows of table 三 whose label and figures lie in two drawn rows, put together (pure).

What `halves` finds is joined where no row of the form is missing there, which the figures could be instead, and where
the sums of the columns say nothing against it: a subtotal, a row that checks the columns, or one that stands twice adds
up as well and is nobody's. Joined without a doubt are several that are drawn alike and add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from nianbao.ingest.align import Match, Row
from nianbao.ingest.assign import names
from nianbao.ingest.column_sums import tested
from nianbao.ingest.form import Relation, Table, normalise
from nianbao.ingest.halves import JOINED, OPEN, STEADY, Half, Halves, doubted, ends, filled, halves, is_whole, together
from nianbao.ingest.numerals import is_value
from nianbao.ingest.report import GridCell

_SEVERAL = 2
"""So many names of columns beside each other are a head, whatever else stands there."""
_REMARK = 1
"""A text of so many characters names no row: 件."""


def rejoined(
    rows: Sequence[Row],
    matches: Sequence[Match],
    form_table: Table,
    relations: Sequence[Relation],
    labels: frozenset[str],
) -> tuple[list[Row], list[Match]]:
    """The rows that are left, and the matches with the figures of the others in them.

    Args:
        rows: of table 三, in reading order.
        matches: those of them that were told by their labels.
        form_table: of the form.
        relations: of the form.
        labels: every label that a form prints; a row of figures behind another text is a strange one.
    """
    table = _Rows.of(rows, matches, form_table, labels)
    wanted = len(form_table.blocks[0].columns)
    merged: dict[tuple[int, int], tuple[GridCell, ...]] = {}

    def fits(label: int, figures: int) -> bool:
        match = table.at[label]
        pair = table.rows[label], table.rows[figures]
        in_line = pair[0].grid == pair[1].grid and ends(pair[0].cells) == ends(pair[1].cells)
        found = together(match.values, pair[1].cells, wanted, in_line=in_line)
        if found is not None:
            merged[label, figures] = found
        return found is not None

    found = halves(table.kinds, fits)
    pairs = {
        label: merged[label, figures]
        for label, figures in found.joined.items()
        if (label, figures) in merged and not table.lacks_row(label)
    }
    joined: dict[int, Match] = {}
    for label, doubt in _kept(pairs, found, table.at, form_table, relations).items():
        match = table.at[label]
        joined[label] = replace(match, values=pairs[label], doubt=match.doubt or doubt)
    used = {found.joined[label] for label in joined}
    for label in (found.open | found.joined.keys()) - joined.keys():
        joined[label] = replace(table.at[label], values=doubted(table.at[label].values, OPEN))
    of_row = {table.at[label].form_row.key: match for label, match in joined.items()}
    taken = {(table.rows[i].grid, table.rows[i].index) for i in used}
    left = [row for row in rows if (row.grid, row.index) not in taken]
    return left, [of_row.get(match.form_row.key, match) for match in matches]


def _kept(
    pairs: Mapping[int, tuple[GridCell, ...]],
    found: Halves,
    at: Mapping[int, Match],
    form_table: Table,
    relations: Sequence[Relation],
) -> dict[int, str | None]:
    """The rows that stay together, by the index of their label, each with its doubt, if it has one.

    Several drawn alike need no doubt where none of them is refuted and sums prove one, or most rows are drawn so. They
    stay together even where a sum fails with them, which may be the organ's own slip, but then with a doubt. Any other
    goes where a sum fails with it and none needs it, and where it does not even add up by itself.
    """
    if not pairs:
        return {}
    apart = {match.form_row.key: match.values for match in at.values()}
    joins = tested({at[i].form_row.key: cells for i, cells in pairs.items()}, apart, form_table, relations)
    shown = joins.proven or 2 * len(pairs) > len(at)
    told = len(found.joined) >= STEADY and shown and len(joins.kept) == len(pairs)
    kept: dict[int, str | None] = {}
    for label, cells in pairs.items():
        key = at[label].form_row.key
        steady = told and label in found.alone and is_whole(cells)
        supported = key in joins.proven or steady or (is_whole(cells) and key not in joins.disputed)
        if key in joins.kept and supported:
            kept[label] = None if steady and key not in joins.disputed else JOINED
    return kept


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """The rows that are no repeated head, what each is, the matches by index, and the form's rows in turn."""

    rows: Sequence[Row]
    kinds: Sequence[Half]
    at: dict[int, Match]
    turn: dict[str, int]

    @classmethod
    def of(cls, rows: Sequence[Row], matches: Sequence[Match], form_table: Table, labels: frozenset[str]) -> _Rows:
        by_row = {(match.row.grid, match.row.index): match for match in matches}
        block = form_table.blocks[0]
        kept = [row for row in rows if (row.grid, row.index) in by_row or not _is_furniture(row, form_table)]
        at = {i: match for i, row in enumerate(kept) if (match := by_row.get((row.grid, row.index)))}
        grids = {match.row.grid for match in matches}
        first, last = min(at, default=0), max(at, default=-1)
        kinds: list[Half] = []
        for i, row in enumerate(kept):
            if i in at:
                kinds.append(_kind_of_match(at[i], len(block.columns)))
            elif first < i < last or row.grid in grids:
                kinds.append(_kind(row, kept[i - 1] if i and i - 1 not in at else None, labels))
            else:
                kinds.append(Half.OTHER)
        return cls(kept, kinds, at, {row.key: i for i, row in enumerate(block.rows)})

    def lacks_row(self, label: int) -> bool:
        """Whether a row of the form that was not found could stand in the run of halves around one."""
        stretch = [label]
        for step in (-1, 1):
            i = label + step
            while 0 <= i < len(self.rows) and not (i in self.at and self.kinds[i] is Half.OTHER):
                if i in self.at:
                    stretch.append(i)
                i += step
            stretch.append(i)
        turns = [self.turn[self.at[i].form_row.key] for i in stretch if i in self.at]
        begin = min(turns) if min(stretch) in self.at else -1
        end = max(turns) if max(stretch) in self.at else len(self.turn)
        known = {self.turn[match.form_row.key] for match in self.at.values()}
        return any(turn not in known for turn in range(begin + 1, end))


def _kind_of_match(match: Match, columns: int) -> Half:
    printed = [cell.text for cell in match.values if cell.text.strip()]
    if not all(map(is_value, printed)) or any(filled(cells) for cells in match.again):
        return Half.OTHER
    return Half.BLANK if not printed else Half.PARTLY if len(printed) < columns else Half.OTHER


def _kind(row: Row, above: Row | None, labels: frozenset[str]) -> Half:
    """What a row without a label of its own is; `above` is the one before it, if that has none either."""
    texts = _texts(row)
    if row.kind == "review" or not labels.isdisjoint(texts):
        return Half.OTHER
    if not filled(row.cells):
        return Half.OTHER if texts else Half.EMPTY
    if above is not None and not texts and not filled(above.cells) and _texts(above):
        return Half.STRANGE  # they may be those of a heading, or of the row above whose label is not known
    return Half.STRANGE if texts else Half.FIGURES


def _texts(row: Row) -> list[str]:
    return [text for text in row.labels if len(text) > _REMARK]


def _is_furniture(row: Row, form_table: Table) -> bool:
    """Whether a row is (part of) a head, or a heading with no cells behind it."""
    if not row.labels or filled(row.cells):
        return False
    heads, headings = _furniture(form_table)
    printed = sum(label in heads for label in row.labels)
    is_head = printed >= min(_SEVERAL, len(row.labels)) or not _over(form_table).isdisjoint(row.labels)
    return is_head or (not row.values_after_label and headings.issuperset(row.labels))


@lru_cache(maxsize=8)
def _furniture(form_table: Table) -> tuple[frozenset[str], frozenset[str]]:
    """The texts, normalised, of the heads and of the headings of groups."""
    printed = {name for column in form_table.blocks[0].columns for name in names(column)}
    headings = (*(group.label for group in form_table.groups), *form_table.headings)
    return _over(form_table) | printed, frozenset(map(normalise, headings))


@lru_cache(maxsize=8)
def _over(form_table: Table) -> frozenset[str]:
    """The heads over several columns, normalised."""
    return frozenset(map(normalise, form_table.heads))
