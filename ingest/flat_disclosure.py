"""Strips of a flattened table 二 → its rows; how wide a row is, its own heads say, or the edition's (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nianbao.ingest import form as forms_module
from nianbao.ingest.alignment import Span, below_heads, spread
from nianbao.ingest.assign import names as names_of
from nianbao.ingest.form import Block, Form, normalise
from nianbao.ingest.rebuilt import Rebuilt, Side, add_row, figures_of, rows_named, stand_above, width_of
from nianbao.ingest.strips import Blanks, Strip
from nianbao.ingest.vocabulary import joined, label_of


def disclosure(strips: Sequence[Strip], blanks: Blanks) -> Rebuilt:
    """Table 二: labels are one column wide, so figures begin behind them."""
    rebuilt = Rebuilt("disclosure")
    blocks_by_edition = [
        (form.edition, block) for form in forms_module.forms() for block in form.table("disclosure").blocks
    ]
    edition = _edition({normalise(text) for strip in strips for text in joined(strip.texts, "disclosure")})
    names = {name for _, block in blocks_by_edition for column in block.columns for name in names_of(column)}
    above = blanks is Blanks.LOST and stand_above(strips, names)
    width = width_of(strips)
    if blanks is Blanks.LOST:
        strips = _with_blanks(strips)
    heads: list[str] = []
    for strip in strips:
        texts = strip.texts if blanks is not Blanks.LOST else joined(strip.texts, "disclosure")
        label = label_of(texts, "disclosure", cut=blanks is Blanks.LOST)
        is_row = bool(strip.cells) and (label.row is not None or any(strip.certain))
        rebuilt.named.update(rows_named(texts, "disclosure"))
        for row in _head_rows(label.before if is_row else texts):
            rebuilt.rows.append(row)
            heads = row[1:] if row[0] == "信息内容" else row
        if not is_row:
            rebuilt.left += bool(strip.cells)
            continue
        if label.row is None:
            add_row(rebuilt, label.text, strip, None)
            continue
        wanted = _width(
            [b for b in blocks_by_edition if any(row.key == label.row.key for row in b[1].rows)], heads, edition
        )
        figures = figures_of(strip, wanted, Side.FRONT, blanks, width=width) if wanted and not above else None
        # a remark in brackets behind the label is this organ's own
        whole = len(label.text) <= len(label.row.label) + 4
        add_row(rebuilt, label.text if whole else label.row.label, strip, figures)
    return rebuilt


def _with_blanks(strips: Sequence[Strip]) -> list[Strip]:
    """The strips with their blank cells, where the figures of all rows stand below the middles of their heads."""
    heads: tuple[Span, ...] = ()
    rows: dict[int, tuple[tuple[Span, ...], tuple[Span, ...]]] = {}
    for i, strip in enumerate(strips):
        if strip.text_spans and normalise(strip.texts[0]) == "信息内容":
            heads = strip.text_spans[1:]
        elif label_of(strip.texts, "disclosure", cut=True).row is not None and (strip.cell_spans or strip.text_spans):
            rows[i] = (heads, strip.cell_spans)
        elif strip.cells:
            return list(strips)
    found = below_heads(list(rows.values()))
    filled = list(strips)
    for (i, (above, _)), columns in zip(rows.items(), found or (), strict=False):
        filled[i] = replace(strips[i], cells=spread(strips[i].cells, columns, len(above)))
    return filled


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


def _width(blocks: Sequence[tuple[str, Block]], heads: Sequence[str], edition: str | None) -> int | None:
    """How many columns a row has that the editions print in `blocks`; None where nothing tells the editions apart."""
    widths = {len(block.columns) for _, block in blocks}
    if len(widths) > 1:
        widths = {len(block.columns) for _, block in blocks if _stand_over(heads, block)}
    if not widths:
        # its own heads are damaged: the other heads of the table tell
        widths = {len(block.columns) for of, block in blocks if of == edition}
    return widths.pop() if len(widths) == 1 else None


def _edition(printed: set[str]) -> str | None:
    """The one edition whose own heads are printed, those that no other edition has."""
    heads = {form.edition: _heads_of(form) for form in forms_module.forms()}
    found = [
        edition
        for edition, names in heads.items()
        if (names - set[str]().union(*(other for of, other in heads.items() if of != edition))) & printed
    ]
    return found[0] if len(found) == 1 else None


def _heads_of(form: Form) -> set[str]:
    blocks = form.table("disclosure").blocks
    return {name for block in blocks for column in block.columns for name in names_of(column)}


def _stand_over(heads: Sequence[str], block: Block) -> bool:
    return len(heads) == len(block.columns) and all(
        normalise(head) in names_of(column) for head, column in zip(heads, block.columns, strict=True)
    )
