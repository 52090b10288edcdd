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

from nianbao.ingest.form import normalise
from nianbao.ingest.strips import Blanks, Strip
from nianbao.ingest.vocabulary import row_named, table_of


class Side(Enum):
    """Where a row with more cells than columns keeps its figures."""

    FRONT = "front"
    BACK = "back"


@dataclass(slots=True)
class Rebuilt:
    """The rows of one statutory table.

    Attributes:
        named: the rows of the form that were found.
        settled: how many of them have figures that are certain.
        left: how many strips have cells that found no column.
        doubt: why its figures may stand in other columns.
        alone: the indexes of rows whose cells stood on lines of their own, with nothing to show where the row ends.
    """

    table: str
    rows: list[list[str]] = field(default_factory=list)
    settled: int = 0
    left: int = 0
    doubt: str | None = None
    named: set[str] = field(default_factory=set)
    alone: set[int] = field(default_factory=set)

    @property
    def is_short(self) -> bool:
        """Whether a row has lost cells, so that others may have as well."""
        return self.left > 0 or len(self.named) > self.settled


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
                    members.append(Strip(strip.texts[begun:i], (), strip.whole, text_spans=strip.text_spans[begun:i]))
                yield table, members
                members, begun = [], i
            table = found
        members.append(replace(strip, texts=strip.texts[begun:], text_spans=strip.text_spans[begun:]))
    if table:
        yield table, members


def width_of(strips: Sequence[Strip]) -> int:
    """The width up to which most rows are filled with covered units; 0 where none is."""
    widths = Counter(strip.units for strip in strips if None in strip.cells)
    return max(widths, key=lambda width: widths[width], default=0)


def figures_of(strip: Strip, wanted: int, side: Side | None, blanks: Blanks, *, width: int = 0) -> list[str] | None:
    """The strip's cells, one a column; None where that is not certain.

    Args:
        strip: of one row.
        wanted: how many columns there are.
        side: where a row with more cells keeps its figures.
        blanks: what the layout does with blank cells.
        width: up to which the table's rows are filled.
    """
    cells = strip.certain
    if len(cells) == wanted:
        filling = blanks is Blanks.UNSURE and cells[-1:] == ("",) and any(cells)
        return None if filling else list(cells)
    if blanks is Blanks.LOST:
        return None
    filled = [cell for cell in cells if cell]
    if len(filled) == wanted:
        return filled  # whatever the blank units among them are, a figure for every column stands in order
    if not cells and strip.units == width >= wanted + 1:
        return [""] * wanted  # filling alone: no cell of the row has a text
    found = offsets(cells, wanted)
    if not found:
        return None
    if len(found) == 1 or not any(cells):
        return list(cells[found[0] : found[0] + wanted])
    if side is Side.FRONT and found[0] == 0:
        return list(cells[:wanted])
    if side is Side.BACK and found[-1] == len(cells) - wanted:
        return list(cells[-wanted:])
    return None


def offsets(cells: Sequence[str], wanted: int) -> list[int]:
    """Where `wanted` columns can begin among `cells` so that only blank cells are left over."""
    return [i for i in range(len(cells) - wanted + 1) if not any(cells[:i]) and not any(cells[i + wanted :])]


def stand_above(strips: Sequence[Strip], heads: set[str]) -> bool:
    """Whether figures stand above their labels, cell by cell: the first of them follow the heads, not a label."""
    first = next((strip for strip in strips if strip.cells), None)
    return first is not None and not first.whole and normalise(first.texts[-1] if first.texts else "") in heads


def add_row(rebuilt: Rebuilt, label: str, strip: Strip, figures: list[str] | None) -> None:
    """Adds a row: with its figures, or as a label alone where they are not certain."""
    if figures is not None:
        if not strip.whole:
            rebuilt.alone.add(len(rebuilt.rows))
        rebuilt.rows.append([label, *figures])
        rebuilt.settled += 1
        return
    rebuilt.left += bool(strip.cells)
    if label:
        rebuilt.rows.append([label])
    # a row of its own without a label: kept, and no cell of the form
    if any(strip.certain):
        rebuilt.rows.append(["", *strip.certain])


def rows_named(texts: Sequence[str], table: str) -> Iterator[str]:
    """The rows of the form that any of `texts` names by itself."""
    for text in texts:
        named = row_named(text)
        if named is not None and named[0] == table and len(normalise(text)) >= 4:
            yield named[1].key
