"""Table 四: its heads lie over two or three rows and its figures in one; read by head, not by row label (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nianbao.ingest.form import Table, normalise
from nianbao.ingest.numerals import is_value
from nianbao.ingest.report import Block, Grid, GridCell, Line

_BLOCK_HEADS = (
    ("suit_after_review", ("复议后起诉", "经复议后起诉", "复议后诉讼", "经复议起诉")),
    ("direct_suit", ("未经复议直接起诉", "直接起诉", "未经复议")),
    ("reconsideration", ("行政复议",)),
)


@dataclass(slots=True)
class _State:
    """What has been seen on the way down: heads since the last figures, and which block they belong to."""

    heads: list[tuple[str, GridCell]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    context: str = ""


def review_values(blocks: Sequence[Block], table: Table) -> dict[str, GridCell] | None:
    """key → drawn cell for table 四, or None where no head of it was found.

    One table of fifteen columns, or three of five under their own headings; a head without figures below it
    gives an empty mapping (all unread).
    """
    columns = {normalise(a): c.key for c in table.blocks[0].columns for a in (c.label, *c.aliases)}
    values: dict[str, GridCell] = {}
    state = _State()
    seen = False
    for block in blocks:
        if isinstance(block, Line):
            if name := block_named(block.text):
                state.context = name
            continue
        seen = _read_grid(block, table, columns, state, values) or seen
    return values if seen else None


def block_named(text: str) -> str | None:
    """The block of table 四 that a short text names; 行政诉讼 alone names none."""
    plain = normalise(text)
    if len(plain) > 24 or ("行政复议" in plain and "行政诉讼" in plain):
        return None
    for key, names in _BLOCK_HEADS:
        if any(name in plain for name in names):
            return key
    return None


def _read_grid(grid: Grid, table: Table, columns: dict[str, str], state: _State, values: dict[str, GridCell]) -> bool:
    texts = {normalise(cell.text) for cell in grid.cells}
    order = [row.key for row in table.blocks[0].rows]
    if len({"结果维持", "结果纠正", "其他结果", "尚未审结"} & texts) < 3 and not state.heads:
        if not state.context:
            return False
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    seen = False
    for index in sorted(rows):
        cells = sorted(rows[index], key=lambda cell: cell.column)
        named = [cell for cell in cells if not is_value(cell.text)]
        heads = [(columns[normalise(c.text)], c) for c in named if normalise(c.text) in columns]
        for cell in named:
            if name := block_named(cell.text):
                state.blocks.append(name)
        if len(heads) >= 4:
            seen = True
            state.heads.extend(head for head in heads if not _repeated(head, state.heads))
            continue
        if state.heads and len(named) <= 1 and len(cells) - len(named) >= 5:
            figures = [cell for cell in cells if is_value(cell.text)]
            _assign(figures, order, state, values)
            state.heads, state.blocks = [], []
    return seen


def _repeated(head: tuple[str, GridCell], heads: list[tuple[str, GridCell]]) -> bool:
    """The same head in the same column again: a head repeated after a page break."""
    return any(other[0] == head[0] and other[1].column == head[1].column for other in heads)


def _assign(figures: list[GridCell], order: list[str], state: _State, values: dict[str, GridCell]) -> None:
    heads = sorted(state.heads, key=lambda head: head[1].column)
    if len(heads) % 5 or len(heads) > 15:
        return
    count = len(heads) // 5
    if count == len(order):
        names = order
    elif count == 2:
        names = order[1:]
    else:
        named = [name for name in state.blocks if name in order]
        names = [named[-1] if named else state.context] if (named or state.context) else []
    if not names:
        return
    while len(figures) > len(heads) and not figures[-1].text.strip():
        figures.pop()
    if len(figures) == len(heads):
        placed: list[GridCell | None] = list(figures)
    else:
        placed = [_under(head, figures) for _, head in heads]
    for i, ((column, _), cell) in enumerate(zip(heads, placed, strict=True)):
        key = f"review.{names[i // 5]}.{column}"
        if cell is not None and key not in values:
            values[key] = cell


def _under(head: GridCell, figures: list[GridCell]) -> GridCell | None:
    for cell in figures:
        if cell.column <= head.column < cell.column + cell.column_span:
            return cell
    return None
