"""The printed geometry of the three tables: which text covers which units of the grid.

As the official template has it: three header rows above 申请人情况, the label column 三、本年度办理结果 over all
results, a label cell over each group of rows, and 复议 and 诉讼 side by side in one row of figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import lcm

from nianbao.eval.samples.sample import Sample
from nianbao.ingest.form import Row, Table, load

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"


class Role(StrEnum):
    """What a printed cell is for; writers choose fill, weight and alignment by it."""

    BANNER = "banner"
    HEAD = "head"
    NOTE = "note"
    LABEL = "label"
    ITEM = "item"
    GROUP = "group"
    SIDE = "side"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell; `key` is set where a figure stands."""

    text: str
    row: int
    column: int
    role: Role
    row_span: int = 1
    column_span: int = 1
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """One printed table.

    Attributes:
        boxes: in reading order; together they cover every unit once.
        header: how many rows at the top a producer repeats on the next page.
        widths: of the columns, in parts.
    """

    key: str
    boxes: tuple[Box, ...]
    rows: int
    columns: int
    header: int
    widths: tuple[float, ...]

    def lines(self) -> Iterator[tuple[Box, ...]]:
        """The boxes that start in each row."""
        for row in range(self.rows):
            yield tuple(box for box in self.boxes if box.row == row)

    def units(self) -> list[list[Box]]:
        """For each unit of the grid the box that covers it."""
        at = {
            (row, column): box
            for box in self.boxes
            for row in range(box.row, box.row + box.row_span)
            for column in range(box.column, box.column + box.column_span)
        }
        return [[at[row, column] for column in range(self.columns)] for row in range(self.rows)]


def draw(sample: Sample, table: str) -> Drawing:
    """The printed form of `table` of `sample`."""
    shape = load(sample.editions[table]).table(table)
    drawing = {"disclosure": _disclosure, "applications": _applications, "review": _review}[table](shape, sample.raw)
    if not sample.labels:
        return drawing
    printed = (box if box.key else replace(box, text=sample.labels.get(box.text, box.text)) for box in drawing.boxes)
    return replace(drawing, boxes=tuple(printed))


def _drawing(key: str, boxes: list[Box], header: int, widths: tuple[float, ...]) -> Drawing:
    rows = max(box.row + box.row_span for box in boxes)
    ordered = sorted(boxes, key=lambda box: (box.row, box.column))
    return Drawing(key, tuple(ordered), rows, len(widths), header, widths)


def _disclosure(table: Table, raw: Callable[[str], str]) -> Drawing:
    units = lcm(*(len(block.columns) for block in table.blocks))
    boxes: list[Box] = []
    row = 0
    for block in table.blocks:
        span = units // len(block.columns)
        boxes.append(Box(block.heading, row, 0, Role.BANNER, column_span=units + 1))
        boxes.append(Box("信息内容", row + 1, 0, Role.HEAD))
        for index, column in enumerate(block.columns):
            boxes.append(Box(column.label, row + 1, 1 + index * span, Role.HEAD, column_span=span))
        for line, entry in enumerate(block.rows, row + 2):
            boxes.append(Box(entry.label, line, 0, Role.LABEL))
            for index, column in enumerate(block.columns):
                key = f"{table.key}.{entry.key}.{column.key}"
                boxes.append(Box(raw(key), line, 1 + index * span, Role.VALUE, column_span=span, key=key))
        row += 2 + len(block.rows)
    return _drawing(table.key, boxes, 0, (3.0, *[9.0 / units] * units))


def _applications(table: Table, raw: Callable[[str], str]) -> Drawing:
    (block,) = table.blocks
    groups = {group.key: group.label for group in table.groups}
    rows = block.rows
    last = len(block.columns) + 2
    boxes = [
        Box(NOTE, 0, 0, Role.NOTE, row_span=3, column_span=3),
        Box("申请人情况", 0, 3, Role.HEAD, column_span=last - 2),
        Box(block.columns[0].label, 1, 3, Role.HEAD, row_span=2),
        Box("法人或其他组织", 1, 4, Role.HEAD, column_span=last - 4),
        Box(block.columns[-1].label, 1, last, Role.HEAD, row_span=2),
    ]
    boxes += [Box(column.label, 2, at, Role.HEAD) for at, column in enumerate(block.columns[1:-1], 4)]
    inside = [index for index, row in enumerate(rows) if row.key not in ("received", "carried_in", "carried_out")]
    boxes.append(Box(RESULTS, 3 + inside[0], 0, Role.SIDE, row_span=len(inside)))
    for index, row in enumerate(rows):
        boxes += _labels(row, 3 + index, rows, groups, inside=index in inside)
        for at, column in enumerate(block.columns, 3):
            key = f"{table.key}.{row.key}.{column.key}"
            boxes.append(Box(raw(key), 3 + index, at, Role.VALUE, key=key))
    return _drawing(table.key, boxes, 3, (0.75, 0.95, 3.25, *[0.72] * len(block.columns)))


def _labels(row: Row, at: int, rows: tuple[Row, ...], groups: dict[str, str], *, inside: bool) -> Iterator[Box]:
    if not inside:
        yield Box(row.label, at, 0, Role.LABEL, column_span=3)
    elif row.group is None:
        yield Box(row.label, at, 1, Role.ITEM, column_span=2)
    else:
        members = [other for other in rows if other.group == row.group]
        if members[0] is row:
            yield Box(groups[row.group], at, 1, Role.GROUP, row_span=len(members))
        yield Box(row.label, at, 2, Role.ITEM)


def _review(table: Table, raw: Callable[[str], str]) -> Drawing:
    (block,) = table.blocks
    count = len(block.columns)
    first, *suits = block.rows
    boxes = [
        Box(first.label, 0, 0, Role.HEAD, column_span=count),
        Box("行政诉讼", 0, count, Role.HEAD, column_span=count * len(suits)),
    ]
    for index, column in enumerate(block.columns):
        boxes.append(Box(column.label, 1, index, Role.HEAD, row_span=2))
    for number, row in enumerate(suits, 1):
        boxes.append(Box(row.label, 1, number * count, Role.HEAD, column_span=count))
        for index, column in enumerate(block.columns):
            boxes.append(Box(column.label, 2, number * count + index, Role.HEAD))
    for number, row in enumerate(block.rows):
        for index, column in enumerate(block.columns):
            key = f"{table.key}.{row.key}.{column.key}"
            boxes.append(Box(raw(key), 3, number * count + index, Role.VALUE, key=key))
    return _drawing(table.key, boxes, 3, (1.0,) * count * len(block.rows))
