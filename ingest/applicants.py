"""The heads of table 三, its kinds of applicants: what stands under which, and where that is not certain (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nianbao.ingest.align import Row
from nianbao.ingest.assign import Head, Picked, by_columns, names, overlapping
from nianbao.ingest.form import Block, Column, normalise
from nianbao.ingest.heads import head_named
from nianbao.ingest.numerals import is_value
from nianbao.ingest.report import GridCell
from nianbao.ingest.vocabulary import is_fragment, unremarked, without_remark

ORGANISATIONS = "organisations"
"""法人或其他组织, the head over five columns."""

PRINTED = 4
"""So many heads are a head; fewer are words of the table's body (其他, 总计)."""
FIGURES = 5
"""A row with so many figures is none of the head."""
CUT = 4
"""So many heads may be broken over two lines: those over one kind of organisation each, but for 其他."""
MOST = 40
"""Texts of the longest head, titles and notes above it included."""
LONGEST = 8
"""Characters of the longest head: what is longer is a title or a note."""


@dataclass(frozen=True, slots=True)
class Applicants:
    """The head over the rows of one drawn table.

    Attributes:
        columns: the form's columns as they are printed from left to right.
        place: the grid columns of each head, where it is certain what stands under what.
        doubts: column key → why its figures may be another column's.
        totalled: whether most rows with figures have one under the last head.
    """

    columns: tuple[Column, ...]
    place: Head | None = None
    doubts: Mapping[str, str] = field(default_factory=dict)
    totalled: bool = False

    def pick(self, cells: tuple[GridCell, ...], block: Block) -> list[Picked]:
        """A drawn cell for every column of `block`, in the form's order."""
        if self.place is None:
            return self.in_order(cells, block)
        return by_columns(cells, block.columns, self.place, totalled=self.totalled)

    def in_order(self, cells: tuple[GridCell, ...], block: Block) -> list[Picked]:
        """The same by the order of the heads alone."""
        picked = by_columns(cells, self.columns, None)
        of = {column.key: one for column, one in zip(self.columns, picked, strict=True)}
        return [of[column.key] for column in block.columns]


def heads_of(rows: Iterable[Row], block: Block, *, drawn: bool) -> dict[int, Applicants]:
    """The head of each grid that `rows` stand in; a table that goes on behind a page break keeps its head.

    Args:
        rows: of table 三.
        block: of the form.
        drawn: whether a cell's column says what stands above it.
    """
    by_grid: dict[int, list[Row]] = {}
    for row in rows:
        by_grid.setdefault(row.grid, []).append(row)
    last = Applicants(block.columns)
    found: dict[int, Applicants] = {}
    for grid, of_grid in by_grid.items():
        begun = next((i for i, row in enumerate(of_grid) if _has_figures(row)), len(of_grid))
        texts = [c.text for row in of_grid[:begun] for c in row.cells if c.text.strip() and not is_value(c.text)]
        texts = [*_above(of_grid[0], block), *uncut(texts, block.columns)]
        keys = [key for text in texts if (key := _key(text, block.columns))]
        if len(set(keys) - {ORGANISATIONS}) >= PRINTED:
            last = _read(texts, keys, block)
        place = _place(of_grid, block, drawn=drawn)
        if place is not None:
            columns = tuple(sorted(block.columns, key=lambda column: place[column.key]))
            last = Applicants(columns)
        totalled = place is not None and _totalled(of_grid, place[block.columns[-1].key])
        found[grid] = Applicants(last.columns, place, last.doubts, totalled)
    return found


def in_order(heads: Iterable[str], columns: Sequence[Column]) -> tuple[Column, ...] | None:
    """All columns in the order in which `heads` are printed; None where one is missing or that is not certain.

    法人或其他组织 stands in the first row of the head, what it covers in the second: behind 总计, but left of it.
    """
    keys: list[str] = []
    for text in heads:
        key = _key(text, columns)
        if key is not None and key not in keys:
            keys.append(key)
    first, last = columns[0].key, columns[-1].key
    under = [key for key in keys if key not in {first, last, ORGANISATIONS}]
    if keys == [first, last, *under]:
        keys = [first, ORGANISATIONS, last, *under]
    if ORGANISATIONS in keys and under and keys[-len(under) :] == under:
        at = keys.index(ORGANISATIONS)
        keys = [*keys[:at], *under, *keys[at + 1 : -len(under)]]
    by_key = {column.key: column for column in columns}
    found = tuple(by_key[key] for key in keys if key in by_key)
    return found if len(found) == len(columns) else None


def _has_figures(row: Row) -> bool:
    filled = any(cell.text.strip() and is_value(cell.text) for cell in row.cells)
    return filled and row.values_after_label >= FIGURES


def _totalled(rows: Sequence[Row], place: tuple[int, int]) -> bool:
    """Whether most rows with figures have one in these grid columns."""
    cells = [overlapping(row.cells, place) for row in rows if _has_figures(row)]
    return 2 * sum(cell is not None and bool(cell.text.strip()) for cell in cells) > len(cells)


def _above(row: Row, block: Block) -> list[str]:
    """The heads in the line above a table without lines: a head that no form prints leaves them in the text."""
    pieces = row.context.split()
    return pieces if sum(_key(piece, block.columns) is not None for piece in pieces) >= PRINTED - 1 else []


def uncut(texts: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """The texts of a head, those put together whose ends stand alone in its last line: 商业, 科研, 其他 and 企业, 机构."""
    labels = {name for column in columns for name in names(column)}
    if len(texts) > MOST or any(len(text) > LONGEST for text in texts[-1:]):
        return list(texts)
    for count in range(min(CUT, len(texts) // 2), 0, -1):
        joined, at = list(texts[:-count]), 0
        for end in texts[-count:]:
            at = next((i for i in range(at, len(joined)) if normalise(joined[i] + end) in labels), len(joined))
            if at == len(joined):
                break
            joined[at] += end
            at += 1
        else:
            return joined
    return list(texts)


def _key(text: str, columns: Sequence[Column]) -> str | None:
    """The column that a head names, or `ORGANISATIONS`; None where none."""
    if "法人" in normalise(unremarked(text)):
        return ORGANISATIONS
    return next((column.key for column in columns if without_remark(text, names(column)) in names(column)), None)


def _read(texts: Sequence[str], keys: Sequence[str], block: Block) -> Applicants:
    """What a printed head says of the order of the columns, and what it leaves open."""
    columns = in_order(texts, block.columns)
    if columns is not None and (columns[0], columns[-1]) == (block.columns[0], block.columns[-1]):
        return Applicants(columns)  # of the organisations each form may have its order; else lines were mixed up
    under = [column.key for column in block.columns[1:-1]]
    printed = [key for key in dict.fromkeys(keys) if key in under]
    if printed != sorted(printed, key=under.index) or columns is not None:
        return Applicants(block.columns, None, {c.key: "表头各栏的次序与表式不同" for c in block.columns})
    missing = [column for column in block.columns if column.key not in keys]
    missing = [column for column in missing if column.key in under] or missing
    strange = [text for text in texts if _is_strange(text, missing)]
    said = f"表头与表式不符：{'、'.join(f'“{text}”' for text in strange)}"
    return Applicants(block.columns, None, {column.key: said for column in missing} if strange else {})


def _is_strange(text: str, missing: Sequence[Column]) -> bool:
    """Whether a text of the head is neither a word of the form, nor a piece or a misprint of one."""
    word = normalise(text)
    if not 2 <= len(word) <= LONGEST or is_fragment(text):
        return False
    return not head_named(text, frozenset(name for column in missing for name in names(column)))


def _place(rows: Sequence[Row], block: Block, *, drawn: bool) -> Head | None:
    """Column key → first and last grid column of its printed head, where a whole head was found.

    A head over several rows counts only where something says what stands under what: drawn lines, markup, or rows
    of a text that all have the same number of fields.
    """
    wide = {row.cells[-1].column for row in rows if len(row.cells) > 1}
    keys = {name: column.key for column in block.columns for name in names(column)}
    found: Head = {}
    for row in rows:
        if row.values_after_label >= FIGURES:
            continue
        printed = {text for cell in row.cells if (text := normalise(cell.text)) in keys}
        open_names = keys.keys() - printed  # beside the head itself, one with a remark is of a part of it
        told = [(keys.get(without_remark(cell.text, open_names)), cell) for cell in row.cells]
        here = {key: (cell.column, cell.column + cell.column_span - 1) for key, cell in told if key}
        if len({(key, normalise(cell.text)) for key, cell in told if key}) > len(here):
            return None  # two parts of one column
        if drawn or len(wide) == 1 or len(here) == len(block.columns):
            found = here | found
    whole = len(found) == len(block.columns)
    spans = sorted(found.values())
    apart = all(left[1] < right[0] for left, right in pairwise(spans))  # else their rows are not in line
    return found if whole and apart else None
