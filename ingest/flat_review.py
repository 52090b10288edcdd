"""Strips of a flattened table 四 → its heads in one row and its figures below them (pure).

Its heads lie over two or three rows, and flattening has parted them from their columns. They come in fives,
under the names of their blocks; the figures count only where they are as many as the heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nianbao.ingest import form as forms_module
from nianbao.ingest.alignment import Span, below_heads, spread
from nianbao.ingest.assign import names as names_of
from nianbao.ingest.form import Column, normalise
from nianbao.ingest.numerals import is_value
from nianbao.ingest.rebuilt import Rebuilt, figures_of
from nianbao.ingest.review import SUITS, block_named, printed_order
from nianbao.ingest.strips import Blanks, Strip
from nianbao.ingest.vocabulary import is_word, joined, without_remark

FORM_ORDER = ("reconsideration", "direct_suit", "suit_after_review")
"""The blocks of table 四, from left to right."""


@dataclass(slots=True)
class _Heads:
    """What has been printed since the last figures.

    Attributes:
        keys: the columns, as they follow one another.
        blocks: the names of blocks, by key.
        texts: all of it.
        used: `keys` already had figures below them: one head over several rows.
        blank: the rows, should no other figures come than blank cells.
    """

    keys: list[str] = field(default_factory=list)
    blocks: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    used: bool = False
    blank: list[list[str]] | None = None

    def take(self, text: str, columns: Sequence[Column]) -> bool:
        """Notes a text; whether figures may follow it."""
        word = normalise(text)
        self.texts.append(word)
        told = (column for column in columns if without_remark(text, names_of(column)) in names_of(column))
        key = next((column.key for column in told), None)
        if key is not None:
            if self.used:
                self.keys, self.used = [], False
            self.keys.append(key)
            return True
        name = SUITS if word == "行政诉讼" else block_named(text)
        if name is not None:
            self.blocks.setdefault(name, text)
            return self.used
        return True

    def fives(self) -> list[list[str]]:
        """The columns in fives, each of which has every column once; nothing where they have not."""
        keys = self.keys
        if len(keys) > 15 and keys[: len(keys) // 2] == keys[len(keys) // 2 :]:
            keys = keys[len(keys) // 2 :]  # repeated on a new page
        cut = [keys[i : i + 5] for i in range(0, len(keys), 5)]
        return cut if len(cut) <= 3 and all(len(set(five)) == 5 for five in cut) else []

    def order(self, count: int) -> list[str]:
        """The blocks that `count` fives belong to, as they are printed; nothing where that is not certain."""
        printed = list(self.blocks)
        suits = [name for name in printed if name in {"direct_suit", "suit_after_review"}]
        if count == 1:
            named = [name for name in printed if name != SUITS]
            return named if len(named) == 1 else [""] if not printed else suits if len(suits) == 1 else []
        if count == 2 and (not self.blocks or "reconsideration" in printed):
            return []
        order = list(printed_order(printed, list(FORM_ORDER), count))
        # a line's end that cuts a name sets its rest behind the names to the right of it
        told = order == [name for name in FORM_ORDER if name in order] or all(map(is_word, self.blocks.values()))
        return order if told else []


def review(strips: Sequence[Strip], blanks: Blanks) -> Rebuilt:
    """Table 四, in one piece or as three of five columns."""
    rebuilt = Rebuilt("review")
    columns = forms_module.forms()[0].table("review").blocks[0].columns
    labels = {column.key: column.label for column in columns}
    heads = _Heads()
    for strip in _with_blanks(strips, columns) if blanks is Blanks.LOST else strips:
        has_head, open_end = False, True
        for text in strip.texts if blanks is not Blanks.LOST else joined(strip.texts, "review"):
            before = len(heads.keys)
            open_end = heads.take(text, columns)
            has_head = has_head or len(heads.keys) != before
        # blank cells beside heads are the units that a wide head covered
        if blanks is not Blanks.LOST and (has_head if strip.whole else not open_end):
            continue
        cells = strip.cells
        while cells and cells[0] is None:
            cells = cells[1:]
        figures = replace(strip, cells=cells)
        if not figures.certain:
            continue
        rows = _under_heads(figures, heads, labels, blanks)
        if not any(figures.certain):
            # an empty row between the heads and the figures says nothing about the figures
            heads.blank = heads.blank or rows
            rebuilt.left += rows is None
            continue
        if rows is None:
            rebuilt.left += 1
            _add_alone(rebuilt, heads, labels)
            heads = _Heads()
            continue
        heads.blank = None
        _settle(rebuilt, rows, alone=not strip.whole)
        heads = _Heads(keys=heads.keys, used=True) if len(heads.keys) == 5 else _Heads()
    if heads.blank:
        _settle(rebuilt, heads.blank, alone=False)
    elif not heads.used:
        _add_alone(rebuilt, heads, labels)
    return rebuilt


def _with_blanks(strips: Sequence[Strip], columns: Sequence[Column]) -> list[Strip]:
    """The strips with their blank cells, where every figure stands below the middle of a head of its own."""
    names = {name for column in columns for name in names_of(column)}
    filled: list[Strip] = []
    above: list[Span] = []
    for strip in strips:
        heads = zip(strip.texts, strip.text_spans, strict=False)
        above += [span for text, span in heads if without_remark(text, names) in names]
        row = strip
        if strip.cells and not strip.texts:
            found = below_heads([(above, strip.cell_spans)]) if above == sorted(above) else None
            if found is not None and len(strip.cells) < len(above):
                row = replace(strip, cells=spread(strip.cells, found[0], len(above)))
            above = []
        filled.append(row)
    return filled


def _settle(rebuilt: Rebuilt, rows: list[list[str]], *, alone: bool) -> None:
    if alone:
        # heads have no figures to doubt
        begin = len(rebuilt.rows)
        rebuilt.alone.update(begin + i for i, row in enumerate(rows) if all(map(is_value, row)))
    rebuilt.rows.extend(rows)
    rebuilt.settled += 2


def _under_heads(strip: Strip, heads: _Heads, labels: dict[str, str], blanks: Blanks) -> list[list[str]] | None:
    """The heads and the figures below them, column by column; None where the figures are not as many."""
    fives = heads.fives()
    if not fives and blanks is Blanks.LOST and _is_whole_form(strip, heads):
        fives = [list(labels)] * 3
    figures = figures_of(strip, 5 * len(fives), None, blanks) if fives else None
    order = heads.order(len(fives))
    if figures is None or not order:
        return None
    if tuple(order) == FORM_ORDER:
        return [list(heads.blocks.values()) or [""], [labels[k] for five in fives for k in five], figures]
    rows = []
    for i, (name, five) in enumerate(zip(order, fives, strict=True)):
        if name:
            rows.append([heads.blocks.get(name) or _label(name)])
        rows += [[labels[key] for key in five], figures[5 * i : 5 * i + 5]]
    return rows


def _is_whole_form(strip: Strip, heads: _Heads) -> bool:
    """Whether damaged heads can only be those of all three blocks: they speak of both, and all fifteen figures are there."""
    spoken = "".join(heads.texts)
    return len(strip.certain) == 15 and "复议" in spoken and ("诉讼" in spoken or "起诉" in spoken)


def _label(name: str) -> str:
    rows = forms_module.forms()[0].table("review").rows
    return next(row.label for row in rows if row.key == name)


def _add_alone(rebuilt: Rebuilt, heads: _Heads, labels: dict[str, str]) -> None:
    """Heads whose figures are not certain: the table is there, its cells are unread."""
    rebuilt.rows.extend([text] for text in heads.blocks.values())
    if heads.keys:
        rebuilt.rows.append([labels[key] for key in heads.keys])
    rebuilt.named.update(f"{i}.{key}" for i, key in enumerate(heads.keys))
