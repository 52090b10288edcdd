"""Strips of a flattened table → the rows it was drawn with (pure).

A row is given with its figures only where they can be nothing else: as many cells as the form has columns,
or more where all the others are blank and one convention holds for the whole table. Every other row is
given as a label alone, so that its cells are unread; its figures follow in a row without a label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from nianbao.ingest import form as forms_module
from nianbao.ingest.form import Block, Column, normalise
from nianbao.ingest.strips import Blanks, Strip
from nianbao.ingest.vocabulary import joined, label_of, row_named, table_of

_ORGANISATIONS = "organisations"
"""法人或其他组织, the head over five columns."""


class Side(Enum):
    """Where a row with more cells than columns keeps its figures."""

    FRONT = "front"
    BACK = "back"


@dataclass(slots=True)
class Rebuilt:
    """The rows of one statutory table.

    `named` are the rows of the form that were found, `settled` counts those whose figures are certain.
    """

    table: str
    rows: list[list[str]] = field(default_factory=list)
    settled: int = 0
    named: set[str] = field(default_factory=set)


def by_table(strips: Sequence[Strip]) -> Iterator[tuple[str, list[Strip]]]:
    """Cut where the words of another table begin; a strip may hold the last heads of one and the first of the next."""
    table, members = "", list[Strip]()
    for strip in strips:
        begun = 0
        for i, text in enumerate(strip.texts):
            found = table_of(text)
            if found is None or found == table:
                continue
            if table:
                if i > begun:
                    members.append(Strip(strip.texts[begun:i], (), strip.whole))
                yield table, members
                members, begun = [], i
            table = found
        members.append(replace(strip, texts=strip.texts[begun:]))
    if table:
        yield table, members


def figures_of(strip: Strip, wanted: int, side: Side | None, blanks: Blanks) -> list[str] | None:
    """The strip's cells, one a column; None where that is not certain."""
    cells = strip.certain
    if len(cells) == wanted:
        filling = blanks is Blanks.UNSURE and cells[-1:] == ("",) and any(cells)
        return None if filling else list(cells)
    if blanks is Blanks.LOST:
        return None
    if not cells and len(strip.cells) >= wanted:
        return [""] * wanted  # filling alone: no cell of the row has a text
    offsets = _offsets(cells, wanted)
    if not offsets:
        return None
    if len(offsets) == 1 or not any(cells):
        return list(cells[offsets[0] : offsets[0] + wanted])
    if side is Side.FRONT and offsets[0] == 0:
        return list(cells[:wanted])
    if side is Side.BACK and offsets[-1] == len(cells) - wanted:
        return list(cells[-wanted:])
    return None


def _offsets(cells: Sequence[str], wanted: int) -> list[int]:
    """Where `wanted` columns can begin among `cells` so that only blank cells are left over."""
    return [i for i in range(len(cells) - wanted + 1) if not any(cells[:i]) and not any(cells[i + wanted :])]


def _add(rebuilt: Rebuilt, label: str, strip: Strip, figures: list[str] | None) -> None:
    if figures is not None:
        rebuilt.rows.append([label, *figures])
        rebuilt.settled += 1
        return
    if label:
        rebuilt.rows.append([label])
    # a row of its own without a label: kept, and no cell of the form
    if any(strip.certain):
        rebuilt.rows.append(["", *strip.certain])


def _named(texts: Sequence[str], table: str) -> Iterator[str]:
    """The rows of the form that any of `texts` names by itself."""
    for text in texts:
        named = row_named(text)
        if named is not None and named[0] == table and len(normalise(text)) >= 4:
            yield named[1].key


def _names(column: Column) -> set[str]:
    return {normalise(name) for name in (column.label, *column.aliases)}


# ------------------------------------------------------------------ 二


def disclosure(strips: Sequence[Strip], blanks: Blanks) -> Rebuilt:
    """Table 二: labels are one column wide, so figures begin behind them."""
    rebuilt = Rebuilt("disclosure")
    blocks = [block for form in forms_module.forms() for block in form.table("disclosure").blocks]
    printed = {normalise(text) for strip in strips for text in joined(strip.texts, "disclosure")}
    heads: list[str] = []
    for strip in strips:
        texts = strip.texts if blanks is not Blanks.LOST else joined(strip.texts, "disclosure")
        label = label_of(texts, "disclosure", cut=blanks is Blanks.LOST)
        is_row = bool(strip.cells) and (label.row is not None or any(strip.certain))
        rebuilt.named.update(_named(texts, "disclosure"))
        for row in _head_rows(label.before if is_row else texts):
            rebuilt.rows.append(row)
            heads = row[1:] if row[0] == "信息内容" else row
        if not is_row:
            continue
        if label.row is None:
            _add(rebuilt, label.text, strip, None)
            continue
        wanted = _width([b for b in blocks if any(r.key == label.row.key for r in b.rows)], heads, printed)
        figures = figures_of(strip, wanted, Side.FRONT, blanks) if wanted else None
        # a remark in brackets behind the label is this organ's own
        whole = len(label.text) <= len(label.row.label) + 4
        _add(rebuilt, label.text if whole else label.row.label, strip, figures)
    return rebuilt


def _head_rows(texts: Sequence[str]) -> Iterator[list[str]]:
    """The item (第二十条第（一）项) alone, the head (信息内容 …) in one row."""
    row: list[str] = []
    for text in texts:
        word = normalise(text)
        if word == "信息内容" or word.startswith("第二十条第"):
            if row:
                yield row
            row = []
        row.append(word if word == "信息内容" else text)
    if row:
        yield row


def _width(blocks: Sequence[Block], heads: Sequence[str], printed: set[str]) -> int | None:
    """How many columns a row has that the editions print in `blocks`; None where nothing tells the editions apart."""
    widths = {len(block.columns) for block in blocks}
    if len(widths) > 1:
        widths = {len(block.columns) for block in blocks if _stand_over(heads, block)}
    if not widths:
        # the heads are damaged: whichever edition's own words are printed anywhere in the table
        widths = {len(block.columns) for block in blocks if _own_words(block, blocks) & printed}
    return widths.pop() if len(widths) == 1 else None


def _stand_over(heads: Sequence[str], block: Block) -> bool:
    return len(heads) == len(block.columns) and all(
        normalise(head) in _names(column) for head, column in zip(heads, block.columns, strict=True)
    )


def _own_words(block: Block, blocks: Sequence[Block]) -> set[str]:
    others = {name for other in blocks if other != block for column in other.columns for name in _names(column)}
    return {name for column in block.columns for name in _names(column)} - others


# ------------------------------------------------------------------ 三


def applications(strips: Sequence[Strip], blanks: Blanks) -> Rebuilt:
    """Table 三: labels cover one to three columns, so blank cells may stand before or behind the figures."""
    rebuilt = Rebuilt("applications")
    columns = forms_module.forms()[0].table("applications").blocks[0].columns
    wanted = len(columns)
    side, units = _side(strips, wanted), _common_units(strips, wanted) if blanks is not Blanks.LOST else 0
    names = {name for column in columns for name in _names(column)}
    heads: list[str] = []
    headed = False
    for strip in strips:
        texts = strip.texts if blanks is not Blanks.LOST else joined(strip.texts, "applications")
        label = label_of(texts, "applications", cut=blanks is Blanks.LOST)
        broken = units and strip.units != units and not (strip is strips[-1] and len(strip.cells) == wanted)
        broken = broken or (not strip.certain and any(normalise(text) in names for text in label.before))
        figures = None if broken or label.row is None else figures_of(strip, wanted, side, blanks)
        is_row = figures is not None or any(strip.certain)
        rebuilt.named.update(_named(texts, "applications"))
        before = label.before if is_row else texts
        if not headed:
            heads.extend(text for text in before if normalise(text) in names or "法人" in text)
        # a head alone in its row would say that its column is the first
        rebuilt.rows.extend([text] for text in before if normalise(text) not in names)
        if not is_row:
            continue
        if not headed and heads:
            rebuilt.rows.append(_head_in_order(heads, columns) or heads)
        headed = True
        _add(rebuilt, label.text, strip, figures)
    return rebuilt


def _common_units(strips: Sequence[Strip], wanted: int) -> int:
    """The width of a table whose rows are all filled up to it; 0 where they are not.

    A row of another width has lost or won a cell, and nobody knows which.
    """
    rows = Counter(
        strip.units for strip in strips if label_of(strip.texts, "applications", cut=False).row and strip.certain
    )
    units, count = max(rows.items(), key=lambda item: item[1], default=(0, 0))
    return units if units > wanted + 1 and count * 2 > rows.total() else 0


def _side(strips: Sequence[Strip], wanted: int) -> Side | None:
    """The convention that all rows keep which can be read in one way only; without such a row, what the head shows.

    Where a row is filled up at its end, wide cells take one place; where 自然人 does not begin its row, every
    cell stands in its own.
    """
    fronts = backs = 0
    for strip in strips:
        spare = len(strip.certain) - wanted
        if spare > 0 and len(offsets := _offsets(strip.certain, wanted)) == 1:
            fronts += offsets[0] == 0
            backs += offsets[0] == spare
    if fronts or backs:
        return None if fronts and backs else Side.FRONT if fronts else Side.BACK
    if any(None in strip.cells for strip in strips):
        return Side.FRONT
    in_place = any(strip.texts and strip.column and normalise(strip.texts[0]) == "自然人" for strip in strips)
    return Side.BACK if in_place else None


def _head_in_order(heads: Sequence[str], columns: Sequence[Column]) -> list[str] | None:
    """The seven heads in the order of their columns, in one row; None where one is missing.

    法人或其他组织 stands in the first row of the head, what it covers in the second: behind 总计, but left of it.
    """
    keys: list[str] = []
    for text in heads:
        word = normalise(text)
        key = next((column.key for column in columns if word in _names(column)), None)
        if "法人" in word:
            key = _ORGANISATIONS
        if key is not None and key not in keys:
            keys.append(key)
    first, under, last = columns[0].key, [column.key for column in columns[1:-1]], columns[-1].key
    if keys == [first, last, *under]:
        keys = [first, _ORGANISATIONS, last, *under]
    if _ORGANISATIONS in keys and keys[-len(under) :] == under:
        at = keys.index(_ORGANISATIONS)
        keys = [*keys[:at], *under, *keys[at + 1 : -len(under)]]
    labels = {column.key: column.label for column in columns}
    keys = [key for key in keys if key in labels]
    return ["", *(labels[key] for key in keys)] if len(keys) == len(columns) else None
