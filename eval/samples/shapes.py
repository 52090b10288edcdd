"""What producers do to a drawn table before it is written: Drawing → Drawings, pure.

Each keeps every figure with its key; a figure whose cell is repeated has several boxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from nianbao.eval.samples.tables import Drawing, Role


def _units(drawing: Drawing, text_at: dict[int, tuple[int, int]] | None = None) -> Drawing:
    """Every unit a box of its own; `text_at` says, by box, the one unit that has the text (all of them where None)."""
    boxes = []
    for row, line in enumerate(drawing.units()):
        for column, box in enumerate(line):
            shown = text_at is None or text_at[id(box)] == (row, column)
            unit = replace(box, row=row, column=column, row_span=1, column_span=1)
            boxes.append(unit if shown else replace(unit, text="", key=None))
    return replace(drawing, boxes=tuple(boxes))


def repeated(drawing: Drawing) -> Drawing:
    """Merged cells taken apart, their text in every unit: converters that know no spans do so."""
    return _units(drawing)


def displaced(drawing: Drawing) -> Drawing:
    """Merged cells taken apart, a label over several rows in the middle one: so a converter of PDF sees them."""
    return _units(drawing, {id(box): (box.row + (box.row_span - 1) // 2, box.column) for box in drawing.boxes})


def finer(drawing: Drawing) -> Drawing:
    """The same table on a grid of twice the columns, which is what moving borders by hand leaves behind."""
    boxes = tuple(replace(box, column=2 * box.column, column_span=2 * box.column_span) for box in drawing.boxes)
    widths = tuple(part for width in drawing.widths for part in (width * 0.4, width * 0.6))
    return replace(drawing, boxes=boxes, columns=2 * drawing.columns, widths=widths)


def parted(drawing: Drawing, starts: Sequence[int], *, header: bool) -> tuple[Drawing, ...]:
    """The table cut above each row of `starts`; labels over a cut stand in both parts.

    Args:
        drawing: the whole.
        starts: rows in their order, none of them in the header.
        header: whether the later parts repeat the header.
    """
    edges = (0, *starts, drawing.rows)
    parts = [_rows(drawing, first, last) for first, last in pairwise(edges)]
    if header and drawing.header:
        head = _rows(drawing, 0, drawing.header)
        parts[1:] = [_joined(head, part) for part in parts[1:]]
    return tuple(parts)


def _rows(drawing: Drawing, first: int, last: int) -> Drawing:
    boxes = []
    for box in drawing.boxes:
        top, bottom = max(box.row, first), min(box.row + box.row_span, last)
        if top < bottom:
            boxes.append(replace(box, row=top - first, row_span=bottom - top))
    boxes.sort(key=lambda box: (box.row, box.column))
    return replace(
        drawing,
        boxes=tuple(boxes),
        rows=last - first,
        header=max(0, min(drawing.header, last) - min(drawing.header, first)),
    )


def _joined(head: Drawing, body: Drawing) -> Drawing:
    below = tuple(replace(box, row=box.row + head.rows) for box in body.boxes)
    return replace(head, boxes=head.boxes + below, rows=head.rows + body.rows)


def group_starts(drawing: Drawing) -> tuple[int, ...]:
    """The rows at which a producer starts another table: under each banner; before and after each group of rows."""
    starts = set(_edges(drawing))
    return tuple(sorted(start for start in starts if drawing.header < start < drawing.rows))


def _edges(drawing: Drawing) -> Iterator[int]:
    for box in drawing.boxes:
        if box.role is Role.BANNER:
            yield box.row
        elif box.role is Role.GROUP:
            yield box.row
            yield box.row + box.row_span


def by_group(drawing: Drawing) -> tuple[Drawing, ...]:
    """One table a banner or a group of rows, each with the header."""
    return parted(drawing, group_starts(drawing), header=True)


def row_of(drawing: Drawing, text: str) -> int:
    """The row in which the box begins whose text starts with `text`."""
    return next(box.row for box in drawing.boxes if box.text.startswith(text))
