"""Filled forms drawn as grids, the way the national form prints them; what a perfect format reader would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from nianbao.ingest.form import Table, load
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Block, Document, Format, Grid, GridCell, Line, Place

Values = Mapping[str, Decimal | str | None]


def shown(value: Decimal | str | None) -> str:
    """A value as it is printed: None is a blank cell."""
    return "" if value is None else value if isinstance(value, str) else decimal_text(value)


def grid(rows: Sequence[Sequence[str]]) -> Grid:
    """A plain grid: one unit a cell, ragged rows allowed."""
    cells = tuple(
        GridCell(text, r, c, place=Place(grid=(1, r + 1, c + 1)))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Grid(cells, len(rows), max(map(len, rows)))


def applications_rows(edition: str, values: Values, order: Sequence[int] | None = None) -> list[list[str]]:
    """Table 三: three head rows, then one row a form row with its group in front."""
    table = load(edition).table("applications")
    block = table.blocks[0]
    names = {group.key: group.label for group in table.groups}
    rows = [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况"],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
    ]
    body = [
        ["三、本年度办理结果", names.get(row.group or "", ""), row.label]
        + [shown(values[f"applications.{row.key}.{column.key}"]) for column in block.columns]
        for row in block.rows
    ]
    return rows + [body[i] for i in (order or range(len(body)))]


def disclosure_rows(edition: str, values: Values) -> list[list[str]]:
    """Table 二: a heading, a head and its rows for every block."""
    rows: list[list[str]] = []
    for block in load(edition).table("disclosure").blocks:
        rows += [[block.heading], ["信息内容", *(column.label for column in block.columns)]]
        rows += [
            [row.label, *(shown(values[f"disclosure.{row.key}.{column.key}"]) for column in block.columns)]
            for row in block.rows
        ]
    return rows


def review_rows(values: Values) -> list[list[str]]:
    """Table 四: fifteen figures under three heads."""
    table: Table = load("2021").table("review")
    five = [column.label for column in table.blocks[0].columns]
    return [
        ["行政复议", "", "", "", "", "行政诉讼"],
        [*five, "未经复议直接起诉", "", "", "", "", "复议后起诉"],
        ["", "", "", "", "", *five, *five],
        [
            shown(values[f"review.{row.key}.{column.key}"])
            for row in table.blocks[0].rows
            for column in table.blocks[0].columns
        ],
    ]


def document(edition: str, values: Values, order: Sequence[int] | None = None) -> Document:
    """The three tables of a report with their section headings."""
    blocks: list[Block] = [
        Line("云岭市财政局2023年政府信息公开工作年度报告"),
        Line("二、主动公开政府信息情况"),
        grid(disclosure_rows(edition, values)),
        Line("三、收到和处理政府信息公开申请情况"),
        grid(applications_rows(edition, values, order)),
        Line("四、政府信息公开行政复议、行政诉讼情况"),
        grid(review_rows(values)),
    ]
    return Document(Format.TEXT, "text", tuple(blocks))
