"""The part of a statutory table that a fault is about, as HTML in the form's own layout (pure).

Rows that say nothing for the fault (all their cells in question are zero, or they are not in question) are left
out, and the gap says so; every column stays, so that a figure is seen beside its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from nianbao.ingest.faults import Fault
from nianbao.ingest.form import Block, Row, Table
from nianbao.ingest.markup import Child, Markup, join, tag
from nianbao.ingest.naming import cells_of, table_of
from nianbao.ingest.report import Cell, Report, State

LEAST_GAP = 2
"""A gap of fewer rows is not worth leaving out."""
SHORT = 14
"""A table of up to so many lines is printed on one page."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """The faulty cell, and the cells that were reckoned with it."""

    faulty: str
    involved: frozenset[str]

    def touch(self, key: str) -> bool:
        return key == self.faulty or key in self.involved


def excerpt(fault: Fault, report: Report) -> Markup | None:
    """The table around the fault's cell; None where the fault is about no cell of a statutory table."""
    if fault.cell is None:
        return None
    table = table_of(fault.cell.key, report)
    if table is None:
        return None
    involved = frozenset(cell.key for finding in fault.findings for cell in cells_of(finding, report))
    marks = _Marks(fault.cell.key, involved - {fault.cell.key})
    blocks = [block for block in table.blocks if any(marks.touch(key) for key in _keys(table, block))]
    width = max(len(block.columns) for block in blocks)
    caption = tag("caption", f"{table.section}、{table.title}", tag("span", "（摘录）", class_="quiet"))
    columns = tag("colgroup", tag("col", class_="label"), tag("col", span=width))
    heads = [_head(block, marks, width) for block in blocks]
    bodies = [_body(table, block, report, marks, width) for block in blocks]
    short = sum(body.count("<tr") for body in bodies) <= SHORT
    if len(blocks) == 1:  # printed again on top of every page that the table goes on to
        parts = [tag("thead", heads[0]), tag("tbody", bodies[0])]
    else:
        parts = [tag("tbody", head, body) for head, body in zip(heads, bodies, strict=True)]
    return tag("table", caption, columns, *parts, class_=f"statutory {table.key}{' short' if short else ''}")


def _keys(table: Table, block: Block) -> Iterator[str]:
    return (f"{table.key}.{row.key}.{column.key}" for row in block.rows for column in block.columns)


def _head(block: Block, marks: _Marks, width: int) -> Markup:
    lines: list[Markup] = []
    if block.heading:
        lines.append(tag("tr", tag("th", block.heading, colspan=width + 1, scope="colgroup"), class_="part"))
    heads = [
        tag("th", column.label, scope="col", colspan=_more(span), class_=_on(marks.faulty.endswith(f".{column.key}")))
        for column, span in zip(block.columns, _spans(len(block.columns), width), strict=True)
    ]
    lines.append(tag("tr", tag("th", "信息内容" if block.heading else "项目", scope="col"), *heads, class_="heads"))
    return join(lines)


def _body(table: Table, block: Block, report: Report, marks: _Marks, width: int) -> Markup:
    spans = _spans(len(block.columns), width)
    lines: list[Markup] = []
    groups = {group.key: group.label for group in table.groups}
    shown_group: str | None = None
    kept = _kept(table, block, report, marks)
    gap = 0
    for row in block.rows:
        if row.key not in kept:
            gap += 1
            continue
        if gap:
            lines.append(_gap(gap, width))
            gap = 0
        if row.group is not None and row.group != shown_group:
            lines.append(tag("tr", tag("th", groups[row.group], colspan=width + 1, scope="rowgroup"), class_="group"))
        shown_group = row.group
        cells = [
            _cell(report.cell(f"{table.key}.{row.key}.{column.key}"), marks, span)
            for column, span in zip(block.columns, spans, strict=True)
        ]
        head = tag("th", row.label, scope="row", class_=_on(marks.faulty.startswith(f"{table.key}.{row.key}.")))
        lines.append(tag("tr", head, *cells, class_="in" if row.group else None))
    if gap:
        lines.append(_gap(gap, width))
    return join(lines)


def _kept(table: Table, block: Block, report: Report, marks: _Marks) -> AbstractSet[str]:
    """The rows to show: those with a cell in question that is not zero, and short gaps between them."""
    kept = [_telling(table, row, block, report, marks) for row in block.rows]
    start = 0
    while start < len(kept):
        end = start
        while end < len(kept) and not kept[end]:
            end += 1
        if 0 < end - start < LEAST_GAP:
            kept[start:end] = [True] * (end - start)
        start = end + 1
    return {row.key for row, keep in zip(block.rows, kept, strict=True) if keep}


def _telling(table: Table, row: Row, block: Block, report: Report, marks: _Marks) -> bool:
    for column in block.columns:
        key = f"{table.key}.{row.key}.{column.key}"
        cell = report.cell(key)
        if key == marks.faulty or (key in marks.involved and (cell is None or cell.value != 0)):
            return True
    return False


def _gap(rows: int, width: int) -> Markup:
    told = f"略去 {rows} 行：与本项无关，或所涉的格为 0"
    return tag("tr", tag("td", told, colspan=width + 1), class_="gap")


def _cell(cell: Cell | None, marks: _Marks, span: int) -> Markup:
    if cell is None:
        return tag("td", colspan=_more(span))
    content: list[Child] = []
    if cell.state is State.UNREAD:
        content.append(tag("span", "未读到", class_="quiet"))
    elif cell.state is State.BLANK:
        content.append(tag("span", "空白", class_="quiet") if marks.touch(cell.key) else None)
    else:
        content.append(cell.raw.strip())
    if cell.doubt:
        content.append(tag("abbr", "?", title=f"读取存疑：{cell.doubt}"))
    if cell.key == marks.faulty:
        content = [tag("mark", *content), tag("span", "待核", class_="flag")]
        return tag("td", join(content), colspan=_more(span), class_="hit")
    return tag("td", join(content), colspan=_more(span), class_="used" if cell.key in marks.involved else None)


def _spans(columns: int, width: int) -> tuple[int, ...]:
    """How many units each column takes, so that a narrow block fills the table's width."""
    share, rest = divmod(width, columns)
    return tuple(share + (1 if number < rest else 0) for number in range(columns))


def _more(span: int) -> int | None:
    return span if span > 1 else None


def _on(here: bool) -> str | None:
    return "on" if here else None
