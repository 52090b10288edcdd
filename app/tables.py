"""A statutory table as HTML, in the form's own layout: headings, rows × columns, the cited cells marked."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from nianbao.app.markup import Markup, join, tag
from nianbao.ingest.form import Block, Table
from nianbao.ingest.report import Cell, Report, State


def statutory(
    table: Table, report: Report, cited: Mapping[str, tuple[str, ...]], rows: AbstractSet[str] | None = None
) -> Markup:
    """The table as `report` fills it.

    Args:
        cited: cell key → the citation numbers that point at it.
        rows: show these rows only (their keys), or all with None.
    """
    width = max(len(block.columns) for block in table.blocks)
    bodies = [_block(table, block, report, cited, rows, width) for block in table.blocks]
    columns = tag("colgroup", tag("col", class_="label"), tag("col", span=width))
    return tag(
        "table", tag("caption", f"{table.section}、{table.title}"), columns, *bodies, class_=f"statutory {table.key}"
    )


def _block(
    table: Table,
    block: Block,
    report: Report,
    cited: Mapping[str, tuple[str, ...]],
    only: AbstractSet[str] | None,
    width: int,
) -> Markup | None:
    keys = {row.key for row in block.rows} & only if only is not None else {row.key for row in block.rows}
    if not keys:
        return None
    lines: list[Markup] = []
    if block.heading:
        lines.append(tag("tr", tag("th", block.heading, colspan=width + 1, scope="rowgroup"), class_="part"))
    marked = {key for key in cited if key.startswith(f"{table.key}.")}
    spans = _spans(len(block.columns), width)
    heads = [
        tag(
            "th",
            column.label,
            scope="col",
            colspan=span if span > 1 else None,
            class_="on" if any(key.endswith(f".{column.key}") and _row(key) in keys for key in marked) else None,
        )
        for column, span in zip(block.columns, spans, strict=True)
    ]
    lines.append(tag("tr", tag("th", "信息内容" if block.heading else "项目", scope="col"), *heads, class_="heads"))
    group: str | None = None
    labels = {entry.key: entry.label for entry in table.groups}
    for row in block.rows:
        if row.key not in keys:
            continue
        if row.group != group:
            group = row.group
            if group is not None:
                lines.append(tag("tr", tag("th", labels[group], colspan=width + 1, scope="rowgroup"), class_="group"))
        cells = [
            _cell(report.cell(f"{table.key}.{row.key}.{column.key}"), cited, span)
            for column, span in zip(block.columns, spans, strict=True)
        ]
        on = any(f"{table.key}.{row.key}.{column.key}" in marked for column in block.columns)
        head = tag("th", row.label, scope="row", class_="on" if on else None)
        lines.append(tag("tr", head, *cells, class_="in" if row.group else None))
    return tag("tbody", *lines)


def _row(key: str) -> str:
    """The row part of a cell key (`refused.state_secret` of `applications.refused.state_secret.total`)."""
    return key.split(".", 1)[1].rsplit(".", 1)[0]


def _spans(columns: int, width: int) -> tuple[int, ...]:
    """How many units each column takes, so that a narrow block fills the table's width."""
    share, rest = divmod(width, columns)
    return tuple(share + (1 if number < rest else 0) for number in range(columns))


def _cell(cell: Cell | None, cited: Mapping[str, tuple[str, ...]], span: int) -> Markup:
    numbers = cited.get(cell.key, ()) if cell else ()
    content: list[Markup | str] = []
    state = cell.state if cell else State.UNREAD
    if cell is not None and state not in (State.BLANK, State.UNREAD):
        content.append(cell.raw.strip() or str(cell.value))
    elif state is State.UNREAD:
        content.append(tag("span", "未读出", class_="quiet"))
    elif numbers:
        content.append(tag("span", "空白", class_="quiet"))
    if cell is not None and cell.doubt:
        content.append(tag("abbr", "?", title=f"读取存疑：{cell.doubt}"))
    if numbers:
        # A break is allowed before each number: four digits and a citation do not fit a narrow column.
        content = [tag("mark", *content)]
        for number in numbers:
            content += [tag("wbr"), tag("sup", f"[{number}]")]
    return tag(
        "td",
        join(content),
        colspan=span if span > 1 else None,
        class_=" ".join(
            filter(None, ("hit" if numbers else "", "zero" if cell and cell.value == 0 else "", state.value))
        ),
        data_cite=" ".join(numbers) or None,
    )
