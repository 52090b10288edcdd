"""Filled forms written the way copies of web pages flatten them: the drawn table with its spans, and writers of it.

`tables(edition, values)` draws the three tables; `WRITERS` flatten a drawn table into lines. What a writer loses
(`SHOWS_BLANKS`) a reader cannot bring back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from nianbao.ingest.form import load
from nianbao.ingest.numerals import decimal_text

Values = Mapping[str, Decimal | str | None]

NARROW = str.maketrans("（）：，", "():,")


class Box(NamedTuple):
    """One drawn cell and the columns and rows it covers."""

    text: str
    wide: int = 1
    high: int = 1


Drawn = list[list[Box]]
"""The boxes that begin in each row; a box from above is not repeated."""


def shown(value: Decimal | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else decimal_text(value)


def disclosure(edition: str, values: Values) -> Drawn:
    blocks = load(edition).table("disclosure").blocks
    width = 1 + max(len(block.columns) for block in blocks)
    rows: Drawn = []
    for block in blocks:
        spare = width - 1 - len(block.columns)
        last = len(block.columns) - 1

        def boxes(texts: Sequence[str], spare: int = spare, last: int = last) -> list[Box]:
            return [Box(text, 1 + (spare if i == last else 0)) for i, text in enumerate(texts)]

        rows.append([Box(block.heading, width)])
        rows.append([Box("信息内容"), *boxes([column.label for column in block.columns])])
        for row in block.rows:
            figures = [shown(values[f"disclosure.{row.key}.{column.key}"]) for column in block.columns]
            rows.append([Box(row.label), *boxes(figures)])
    return rows


def applications(edition: str, values: Values) -> Drawn:
    table = load(edition).table("applications")
    columns = table.blocks[0].columns
    groups = {group.key: group.label for group in table.groups}
    results = [row for row in table.rows if row.key not in {"received", "carried_in", "carried_out"}]
    rows: Drawn = [
        [Box("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), Box("申请人情况", 7)],
        [Box("自然人", 1, 2), Box("法人或其他组织", 5), Box("总计", 1, 2)],
        [Box(column.label) for column in columns[1:-1]],
    ]
    seen: set[str] = set()
    for row in table.rows:
        figures = [Box(shown(values[f"applications.{row.key}.{column.key}"])) for column in columns]
        before: list[Box] = []
        if row is results[0]:
            before.append(Box("三、本年度办理结果", 1, len(results)))
        if row.group and row.group not in seen:
            seen.add(row.group)
            before.append(Box(groups[row.group], 1, len(table.rows_of(row.group))))
        wide = 1 if row.group else 2 if row in results else 3
        rows.append([*before, Box(row.label, wide), *figures])
    return rows


def review(values: Values) -> Drawn:
    block = load("2021").table("review").blocks[0]
    five = [Box(column.label) for column in block.columns]
    return [
        [Box("行政复议", 5), Box("行政诉讼", 10)],
        [*(Box(box.text, 1, 2) for box in five), Box("未经复议直接起诉", 5), Box("复议后起诉", 5)],
        [*five, *five],
        [Box(shown(values[f"review.{row.key}.{column.key}"])) for row in block.rows for column in block.columns],
    ]


def tables(edition: str, values: Values) -> tuple[Drawn, Drawn, Drawn]:
    return disclosure(edition, values), applications(edition, values), review(values)


def report(edition: str, values: Values, writer: Writer, *, narrow: bool = False) -> str:
    """The page: furniture, title, six sections, the tables flattened."""
    second, third, fourth = ("\n".join(writer(drawn)) for drawn in tables(edition, values))
    page = f"""首页 > 政务公开 > 政府信息公开年报
云岭市财政局2023年政府信息公开工作年度报告
发布时间：2024-01-19 10:49 来源：云岭市财政局
字号：[大 中 小] 打印
根据《中华人民共和国政府信息公开条例》编制本报告，统计期限为2023年1月1日至2023年12月31日。
一、总体情况
本年度主动公开政府信息12条。
二、主动公开政府信息情况
{second}
三、收到和处理政府信息公开申请情况
全年收到的申请均已按期答复。
{third}
四、政府信息公开行政复议、行政诉讼情况
{fourth}
五、存在的主要问题及改进情况
一是人手不足。
六、其他需要报告的事项
无其他需要报告的事项。
打印 关闭
"""
    return page.translate(NARROW) if narrow else page


# ------------------------------------------------------------------ writers

Writer = Callable[[Drawn], list[str]]


def _width(drawn: Drawn) -> int:
    return sum(box.wide for box in drawn[0])


def _pads(drawn: Drawn, row: list[Box]) -> int:
    return _width(drawn) - len(row)


def rows_padded(drawn: Drawn) -> list[str]:
    """One row a line, a pipe behind every cell, one more for every unit that no cell begins in."""
    return [" ".join(f"{box.text} |" for box in row) + " " + "|" * _pads(drawn, row) for row in drawn]


def rows_broken(drawn: Drawn) -> list[str]:
    """As `rows_padded`, but a blank cell holds an empty paragraph: its pipe stands on a line of its own."""
    lines: list[str] = []
    for row in drawn:
        cells = "".join(f" {box.text} |" if box.text else "\n|" for box in row)
        lines += f"{cells}{'|' * _pads(drawn, row)}".strip().split("\n")
    return lines


def rows_bare(drawn: Drawn) -> list[str]:
    """One row a line, a pipe behind every cell."""
    return [" ".join(f"{box.text} |" for box in row) for row in drawn]


def rows_ruled(drawn: Drawn) -> list[str]:
    """One row a line, a pipe between two cells and a rule under the first row."""
    rows = [" | ".join(box.text for box in row) for row in drawn]
    return [rows[0], "---|" * (_width(drawn) - 1) + "---", *rows[1:]]


def rows_in_place(drawn: Drawn) -> list[str]:
    """Markdown: every unit has its cell, those that a cell covers are empty."""
    rows = [["" for _ in range(_width(drawn))] for _ in drawn]
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(drawn):
        column = 0
        for box in row:
            while (r, column) in taken:
                column += 1
            rows[r][column] = box.text
            taken |= {(r + i, column + j) for i in range(box.high) for j in range(box.wide)}
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "|" + "---|" * _width(drawn), *lines[1:]]


def rows_from_the_left(drawn: Drawn) -> list[str]:
    """One row a line with pipes on both sides; wide cells are followed by empty ones, covered ones left out."""
    return [
        "| " + " | ".join(text for box in row for text in (box.text, *[""] * (box.wide - 1))) + " |" for row in drawn
    ]


def cells_padded(drawn: Drawn) -> list[str]:
    """One cell a line; the row's last line ends with the units that no cell begins in."""
    lines = []
    for row in drawn:
        for box in row:
            lines.append(f"{box.text} |".strip())
        if pads := _pads(drawn, row):
            lines[-1] += " " + "|" * pads
    return lines


def cells_padded_apart(drawn: Drawn) -> list[str]:
    """One cell a line; the units that no cell begins in stand on a line of their own."""
    lines = []
    for row in drawn:
        lines += [f"{box.text} |".strip() for box in row]
        if pads := _pads(drawn, row):
            lines.append("|" * pads)
    return lines


def cells_begun(drawn: Drawn) -> list[str]:
    """One cell a line, a pipe before every row as well."""
    lines = []
    for row in drawn:
        lines.append("|")
        lines += [f"{box.text} |".strip() for box in row]
        if pads := _pads(drawn, row):
            lines[-1] += " " + "|" * pads
    return lines


def cells_and_pipes(drawn: Drawn) -> list[str]:
    """Every text and every pipe on a line of its own."""
    return [line for row in drawn for box in row for line in ((box.text, "|") if box.text else ("|",))]


def _without_blanks(drawn: Drawn) -> Drawn:
    return [[Box(""), *(box for box in row if box.text)][1:] for row in drawn]


def rows_filled(drawn: Drawn) -> list[str]:
    """As `rows_padded`, but blank cells are left out: the row is filled up at its end."""
    width = _width(drawn)
    return [" ".join(f"{box.text} |" for box in row) + " " + "|" * (width - len(row)) for row in _without_blanks(drawn)]


def cells_filled(drawn: Drawn) -> list[str]:
    """As `cells_padded_apart`, but blank cells are left out: the row is filled up at its end."""
    width = _width(drawn)
    lines = []
    for row in _without_blanks(drawn):
        lines += [*(f"{box.text} |" for box in row), *(["|" * (width - len(row))] if width > len(row) else [])]
    return lines


def cells_alone(drawn: Drawn) -> list[str]:
    """One cell a line without a mark: blank cells are lost."""
    return [box.text for row in drawn for box in row if box.text]


def cells_indented(drawn: Drawn) -> list[str]:
    """One cell a line, blank lines between them."""
    return [line for text in cells_alone(drawn) for line in (f"    {text}", "")]


HALVES = {
    "商业企业": ("商业", "企业"),
    "科研机构": ("科研", "机构"),
    "结果维持": ("结果", "维持"),
    "尚未审结": ("尚未", "审结"),
    "本年新制作数量": ("本年新", "制作数量"),
    "本年收费金额（单位：万元）": ("本年收费金额", "（单位：万元）"),
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": (
        "2.申请人逾期未按收费通知要求缴纳费用、",
        "行政机关不再处理其政府信息公开申请",
    ),
}


def cells_halved(drawn: Drawn) -> list[str]:
    """One cell a line, some labels cut in two."""
    return [part for text in cells_alone(drawn) for part in HALVES.get(text, (text,))]


def cells_halved_with_pipes(drawn: Drawn) -> list[str]:
    """One cell a line with pipes and pads, some labels cut in two."""
    lines = []
    for row in drawn:
        for box in row:
            *first, last = HALVES.get(box.text, (box.text,))
            lines += [*first, f"{last} |".strip()]
        if pads := _pads(drawn, row):
            lines.append("|" * pads)
    return lines


def spaced_widely(drawn: Drawn) -> list[str]:
    """One row a line, cells parted by spaces: blank cells are lost."""
    return ["   ".join(box.text for box in row if box.text) for row in drawn]


def spaced(drawn: Drawn) -> list[str]:
    """One row a line, cells parted by single spaces."""
    return [" ".join(box.text for box in row if box.text) for row in drawn]


def spaced_and_cut(drawn: Drawn) -> list[str]:
    """As `spaced`, long labels cut over two lines with the figures behind the second part."""
    lines = []
    for row in drawn:
        texts: list[str] = []
        for box in row:
            parts = HALVES.get(box.text, (box.text,))
            if len(parts[0]) > 12:
                lines.append(" ".join([*texts, parts[0]]))
                texts, parts = [], parts[1:]
            texts.append("".join(parts))
        lines.append(" ".join(text for text in texts if text))
    return lines


ROW_WRITERS = (rows_padded, rows_bare, rows_ruled, rows_in_place, rows_from_the_left)
CELL_WRITERS = (cells_padded, cells_padded_apart, cells_begun, cells_and_pipes, cells_halved_with_pipes)
BARE_WRITERS = (cells_alone, cells_indented, cells_halved)
SPACE_WRITERS = (spaced_widely, spaced, spaced_and_cut)
SHOWS_BLANKS = ROW_WRITERS + CELL_WRITERS
FILLS = (rows_filled, cells_filled, rows_broken)
LOSES_BLANKS = BARE_WRITERS + SPACE_WRITERS + FILLS
WRITERS = SHOWS_BLANKS + LOSES_BLANKS
