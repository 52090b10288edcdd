"""Strips of a flattened table 三 → its rows: labels cover one to three columns, so blank cells may stand around figures (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from nianbao.ingest import form as forms_module
from nianbao.ingest.alignment import below_heads, columns_of, in_columns, spread
from nianbao.ingest.applicants import in_order, uncut
from nianbao.ingest.assign import names as names_of
from nianbao.ingest.flat_heads import PlacedHeads, heads_in_line, placed_heads
from nianbao.ingest.form import Column, normalise
from nianbao.ingest.rebuilt import Rebuilt, Side, add_row, figures_of, offsets, rows_named, stand_above, width_of
from nianbao.ingest.strips import Blanks, Strip
from nianbao.ingest.vocabulary import joined, label_of, without_remark


def applications(strips: Sequence[Strip], blanks: Blanks) -> Rebuilt:
    """Table 三: labels cover one to three columns, so blank cells may stand before or behind the figures."""
    rebuilt = Rebuilt("applications")
    columns = forms_module.forms()[0].table("applications").blocks[0].columns
    wanted = len(columns)
    ordered: tuple[Column, ...] | None = None
    if blanks is Blanks.LOST:
        placed = placed_heads(strips, columns)
        ordered = placed.columns if placed else heads_in_line(strips, columns)
        strips = _with_blanks(strips, columns, placed)
    side, units = _side(strips, wanted), _common_units(strips, wanted) if blanks is not Blanks.LOST else 0
    names = {name for column in columns for name in names_of(column)}
    above = blanks is Blanks.LOST and stand_above(strips, names)
    width = width_of(strips)
    front: list[str] = []
    headed = False
    for strip in strips:
        texts = strip.texts if blanks is not Blanks.LOST else joined(strip.texts, "applications")
        label = label_of(texts, "applications", cut=blanks is Blanks.LOST)
        broken = units and strip.units != units and not (strip is strips[-1] and len(strip.cells) == wanted)
        broken = (
            broken
            or above
            or (not strip.certain and any(without_remark(text, names) in names for text in label.before))
        )
        figures = None if broken or label.row is None else figures_of(strip, wanted, side, blanks, width=width)
        is_row = figures is not None or any(strip.certain)
        rebuilt.named.update(rows_named(texts, "applications"))
        front.extend(label.before if is_row else texts)
        rebuilt.left += bool(strip.cells) and not is_row
        if not is_row and not headed:
            continue  # the head may go on
        heads = _add_texts(rebuilt, front if headed else uncut(front, columns), names)
        front = []
        if not is_row:
            continue
        if not headed and heads:
            rebuilt.rows.extend(_head_rows(heads, columns, blanks, ordered))
            rebuilt.doubt = _doubt(heads, columns) if blanks is Blanks.LOST and ordered is None else None
        headed = True
        if figures is None and not broken and label.row is not None and strip.whole and _is_seam(strip, wanted, blanks):
            rebuilt.rows.append([label.text, *strip.certain])
            continue
        add_row(rebuilt, label.text, strip, figures)
    _add_texts(rebuilt, front, names)
    return rebuilt


def _add_texts(rebuilt: Rebuilt, texts: Sequence[str], names: Collection[str]) -> list[str]:
    """Add a row for each text that is no head, and give the heads back.

    A head alone in its row would say that its column is the first, or that what it covers is.
    """
    heads = [text for text in texts if without_remark(text, names) in names or "法人" in text]
    rebuilt.rows.extend([text] for text in texts if text not in heads)
    return heads


def _with_blanks(strips: Sequence[Strip], columns: Sequence[Column], heads: PlacedHeads | None) -> list[Strip]:
    """The strips with their blank cells, where heads or whole rows show in which column each figure stands.

    A row without a figure is blank where no figures of the table lack a label.
    """
    names = {name for column in columns for name in names_of(column)}
    rows = [
        strip
        for strip in strips
        if label_of(strip.texts, "applications", cut=True).row is not None
        and (strip.cell_spans or not (strip.cells or any(without_remark(text, names) in names for text in strip.texts)))
    ]
    kept = {id(strip) for strip in rows}
    if any(strip.cells and id(strip) not in kept for strip in strips):
        rows = [strip for strip in rows if strip.cells]
    wanted = len(columns)
    places = columns_of(
        [(s.text_spans[-1][1], s.cell_spans) for s in rows if s.text_spans and len(s.cell_spans) == wanted]
    )
    found = below_heads([(heads.spans, strip.cell_spans) for strip in rows]) if heads else None
    in_place: Sequence[list[int] | None] = found or [
        in_columns(strip.cell_spans, places) if places else None for strip in rows
    ]
    filled = {
        id(strip): replace(strip, cells=spread(strip.cells, at, wanted))
        for strip, at in zip(rows, in_place, strict=True)
        if at is not None and len(strip.cells) < wanted
    }
    return [filled.get(id(strip), strip) for strip in strips]


def _is_seam(strip: Strip, wanted: int, blanks: Blanks) -> bool:
    """Whether a row that a page break has cut shows one figure too many: its sum may tell which."""
    return blanks is Blanks.SHOWN and len(strip.certain) == wanted + 1 and all(strip.certain)


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
        if spare > 0 and len(found := offsets(strip.certain, wanted)) == 1:
            fronts += found[0] == 0
            backs += found[0] == spare
    if fronts or backs:
        return None if fronts and backs else Side.FRONT if fronts else Side.BACK
    if any(None in strip.cells for strip in strips):
        return Side.FRONT
    in_place = any(strip.texts and strip.column and normalise(strip.texts[0]) == "自然人" for strip in strips)
    return Side.BACK if in_place else None


def _head_rows(
    heads: Sequence[str], columns: Sequence[Column], blanks: Blanks, ordered: tuple[Column, ...] | None
) -> list[list[str]]:
    """The heads in one row above their columns where these stand in another order than the form's; else in two.

    A whole head in one row says what stands under what, and a flattened table does not.
    """
    if ordered is not None:
        heads = [column.label for column in columns]
    elif blanks is not Blanks.LOST:
        ordered = in_order(heads, columns)
    elif _doubt(heads, columns):
        return []
    if ordered is not None and ordered != tuple(columns):
        return [["", *(column.label for column in ordered)]]
    return [list(heads[:1]), list(heads[1:])] if len(heads) > 1 else [list(heads)]


def _doubt(heads: Sequence[str], columns: Sequence[Column]) -> str | None:
    """Why figures may stand in another column than the form's, where only the order in which heads are told is known."""
    told = [
        column
        for text in heads
        for column in columns[1:-1]
        if without_remark(text, names_of(column)) in names_of(column)
    ]
    whole = {column.key for column in told} == {column.key for column in columns[1:-1]}
    return "表头各栏的次序与表式不同" if whole and tuple(told) != tuple(columns[1:-1]) else None
