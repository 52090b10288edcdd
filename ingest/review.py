"""Table 四: its heads lie over two or three rows and its figures in one; read by head, not by row label (pure)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from nianbao.ingest.form import Table, normalise
from nianbao.ingest.numerals import adds_up, is_value
from nianbao.ingest.report import Block, Grid, GridCell
from nianbao.ingest.review_head import in_order, is_head
from nianbao.ingest.twice import Settled, settle
from nianbao.ingest.vocabulary import without_remark

_BLOCK_HEADS = (
    ("suit_after_review", ("复议后起诉", "经复议后起诉", "复议后诉讼", "经复议起诉")),
    ("direct_suit", ("未经复议直接起诉", "直接起诉", "未经复议")),
    ("reconsideration", ("行政复议",)),
)
SUITS = "suits"
"""行政诉讼, the head over both blocks of suits."""
UNEVEN = "本行的格数与表头不同"
"""Why figures are doubted that are not as many as the heads above them."""
_NEXT_SECTION = re.compile(r"\s*[五六]\s*、")


class Review(NamedTuple):
    """What was found of table 四: its cells by key, and whether all of it stands more than once."""

    values: dict[str, Settled]
    repeated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Head:
    """A whole head: the columns from left to right, five for each block that it names."""

    columns: tuple[tuple[str, GridCell], ...]
    blocks: tuple[str, ...]


@dataclass(slots=True)
class _State:
    """What has been seen on the way down.

    Attributes:
        heads: since the last figures.
        blocks: the blocks named since then.
        context: the block that the text before a table names.
        last: the head of the figures just read: of a second row under it, or of the rest of a row that a page break cut.
        lines: the text since the last table: a head without ruling lines, cut from its figures, is only text.
        found: every row of figures with its head.
    """

    heads: list[tuple[str, GridCell]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    context: str = ""
    last: _Head | None = None
    lines: list[str] = field(default_factory=list)
    found: list[tuple[_Head, dict[str, GridCell]]] = field(default_factory=list)


def review_values(blocks: Sequence[Block], table: Table) -> Review | None:
    """The cells of table 四, or None where no head of it was found.

    One table of fifteen columns, or three of five under their own headings; a head without figures below it
    gives an empty mapping (all unread). Where a page ends under the head, the figures are the next table's first row,
    if it has exactly as many cells as the head has columns; so where that head was drawn without lines, and is text.
    """
    columns = {normalise(a): c.key for c in table.blocks[0].columns for a in (c.label, *c.aliases)}
    order = [row.key for row in table.blocks[0].rows]
    state = _State()
    seen = False
    for block in blocks:
        if isinstance(block, Grid):
            lone = not _has_head(block, columns) and _below_text(
                block, order, list(dict.fromkeys(columns.values())), state
            )
            seen = lone or _read_grid(block, order, columns, state) or seen
            state.lines = []
            continue
        state.lines.append(block.text)
        if name := block_named(block.text):
            state.context = name
        if _NEXT_SECTION.match(block.text):
            state.heads, state.blocks, state.last, state.lines = [], [], None, []
    return _settled(state, order, [column.key for column in table.blocks[0].columns]) if seen else None


def printed_order(named: Sequence[str], order: Sequence[str], count: int) -> tuple[str, ...]:
    """The `count` blocks from left to right, two of them being those of suits; in the form's `order` where their names do not say.

    行政诉讼 stands in the first row of the head, what it covers in the second: behind 行政复议, but perhaps left of it.
    """
    first, *suits = order
    printed = list(dict.fromkeys(named))
    both = [name for name in printed if name in suits]
    both = both if len(both) == len(suits) else suits
    if count == len(suits):
        return tuple(both)
    return (*both, first) if first in printed[1:] else (first, *both)


def block_named(text: str) -> str | None:
    """The block of table 四 that a short text names; 行政诉讼 alone names none."""
    plain = normalise(text)
    if len(plain) > 24 or ("行政复议" in plain and "行政诉讼" in plain):
        return None
    for key, names in _BLOCK_HEADS:
        if any(name in plain for name in names):
            return key
    return None


def _read_grid(grid: Grid, order: list[str], columns: dict[str, str], state: _State) -> bool:
    texts = {without_remark(cell.text, columns) for cell in grid.cells}
    expected = bool(state.heads or state.last or state.context)
    if len({"结果维持", "结果纠正", "其他结果", "尚未审结"} & texts) < 3 and not expected:
        return False
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    seen, from_before, named_blocks, last = False, bool(state.heads), len(state.blocks), state.last
    for index in sorted(rows):
        cells = sorted(rows[index], key=lambda cell: cell.column)
        named = [cell for cell in cells if not is_value(cell.text)]
        heads = [(columns[column], c) for c in named if (column := without_remark(c.text, columns)) in columns]
        for cell in named:
            if name := SUITS if normalise(cell.text) == "行政诉讼" else block_named(cell.text):
                state.blocks.append(name)
        if len(heads) >= 4:
            seen, from_before, state.last = True, False, None
            state.heads.extend(head for head in heads if not _repeated(head, state.heads))
        elif len(named) <= 1 and len(cells) - len(named) >= 5:
            figures = [cell for cell in cells if is_value(cell.text)]
            _read_figures(figures, order, state, exact=from_before or not state.heads)
            from_before = False
    if from_before and len(state.blocks) == named_blocks:
        state.heads, state.blocks = [], []  # another table lies between the head and whatever figures follow
    if state.last is last or not _goes_on(state):
        state.last = None
    return seen


def _has_head(grid: Grid, columns: Mapping[str, str]) -> bool:
    """Whether a row of a grid is the whole head of all blocks: it says what stands under what."""
    heads = Counter(cell.row for cell in grid.cells if without_remark(cell.text, columns) in columns)
    return max(heads.values(), default=0) >= 3 * len(set(columns.values()))


def _below_text(grid: Grid, order: Sequence[str], columns: Sequence[str], state: _State) -> bool:
    """Reads a table whose head is the text before it, or what a converter has left of it there and in its first rows."""
    rows = [list(cells) for _, cells in groupby(grid.cells, lambda cell: cell.row)]
    figures = rows[-1] if rows else []
    if state.heads or state.last or len(figures) != len(order) * len(columns):
        return False
    above = [cell.text for row in rows[:-1] for cell in row if cell.text.strip()]
    if not all(is_value(cell.text) for cell in figures) or any(map(is_value, above)):
        return False
    whole = not above and is_head("".join(state.lines), len(order))
    texts = [cell.text for cell in figures]
    each = [texts[i : i + len(columns)] for i in range(0, len(texts), len(columns))]
    if not whole and not (in_order([*state.lines, *above]) and all(map(adds_up, each))):
        return False
    keyed = [(column, cell) for cell, column in zip(figures, [*columns] * len(order), strict=True)]
    keys = [f"review.{name}.{column}" for name in order for column in columns]
    state.found.append((_Head(tuple(keyed), tuple(order)), dict(zip(keys, figures, strict=True))))
    return True


def _goes_on(state: _State) -> bool:
    """Whether the last row of figures was empty, so that a page break may have cut it from its figures."""
    return state.last is not None and not any(cell.text.strip() for cell in state.found[-1][1].values())


def _repeated(head: tuple[str, GridCell], heads: list[tuple[str, GridCell]]) -> bool:
    """The same head in the same column again: a head repeated after a page break."""
    return any(other[0] == head[0] and other[1].column == head[1].column for other in heads)


def _read_figures(figures: list[GridCell], order: list[str], state: _State, *, exact: bool) -> None:
    """Puts a row of figures under the head above it; `exact` where that head is not directly above it."""
    head = _whole_head(order, state, len(figures)) if state.heads else None if state.blocks else state.last
    state.heads, state.blocks, state.last = [], [], None
    if head is None:
        return
    begin = min(cell.column for _, cell in head.columns)
    while len(figures) > len(head.columns) and not figures[0].text.strip() and figures[0].column < begin:
        figures.pop(0)  # below the label of the row above
    while not exact and len(figures) > len(head.columns) and not figures[-1].text.strip():
        figures.pop()
    if len(figures) == len(head.columns):
        placed: list[GridCell | None] = list(figures)
    elif exact:
        return
    else:
        under = [_under(cell, figures) for _, cell in head.columns]
        placed = [cell and replace(cell, doubt=cell.doubt or UNEVEN) for cell in under]
    keys = (f"review.{head.blocks[i // 5]}.{column}" for i, (column, _) in enumerate(head.columns))
    row = {key: cell for key, cell in zip(keys, placed, strict=True) if cell is not None}
    if row:
        state.found.append((head, row))
        state.last = head


def _whole_head(order: list[str], state: _State, figures: int) -> _Head | None:
    """The head that has been gathered over so many figures, None where it is not whole or names no block."""
    heads = tuple(sorted(state.heads, key=lambda head: head[1].column))
    if len(heads) % 5 or len(heads) > 15:
        return None
    count = len(heads) // 5
    named = [name for name in state.blocks if name in order]
    if len({cell.column for _, cell in heads}) < len(heads) or (count == 2 and len(set(named)) == len(order)):
        return _out_of_line(state, order, figures)
    if count > 1:
        return _Head(heads, printed_order(state.blocks, order, count))
    name = named[-1] if named else state.context
    return _Head(heads, (name,)) if name else None


def _out_of_line(state: _State, order: Sequence[str], figures: int) -> _Head | None:
    """A head of all blocks whose rows do not stand in line with each other: their order is left, if all are alike."""
    five = state.heads[:5]
    keys = [key for key, _ in five]
    named = set(state.blocks) >= set(order)
    alike = all([key for key, _ in state.heads[i : i + 5]] == keys for i in range(0, len(state.heads), 5))
    if not (named and alike and len(set(keys)) == 5 and figures == 5 * len(order)):
        return None
    return _Head(tuple(five) * len(order), printed_order(state.blocks, order, len(order)))


def _under(head: GridCell, figures: list[GridCell]) -> GridCell | None:
    for cell in figures:
        if cell.column <= head.column < cell.column + cell.column_span:
            return cell
    return None


def _settled(state: _State, order: Sequence[str], columns: Sequence[str]) -> Review:
    values: dict[str, Settled] = {}
    heads: list[int] = []
    for name in order:
        keys = [f"review.{name}.{column}" for column in columns]
        rows = [(head, [row.get(key) for key in keys]) for head, row in state.found if not row.keys().isdisjoint(keys)]
        heads.append(len({head for head, _ in rows}))
        if rows:
            found = zip(keys, settle([row for _, row in rows]), strict=True)
            values.update((key, settled) for key, settled in found if settled.cell is not None)
    return Review(values, repeated=min(heads) > 1)
