"""`nianbao check --xlsx`: findings, relations, cells and files of many reports, one row each (pure but for its door)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from nianbao.ingest.faults import count
from nianbao.ingest.form import Relation
from nianbao.ingest.naming import (
    ORIGINS,
    SEVERITIES,
    STATES,
    STATUSES,
    cells_of,
    place_name,
    rule_name,
    table_name,
)
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.relations import validate
from nianbao.ingest.report import Cell, Report, Status
from nianbao.ingest.weighing import Sheet as Laid
from nianbao.ingest.weighing import sheet, weigh
from nianbao.ingest.wording import column_name, relation_name, row_name
from nianbao.ingest.workbook import Column, Sheet, Value, workbook

TITLE = "政府信息公开工作年度报告校验结果"

_WHO = (Column("机关", 24), Column("年度", 7), Column("文件", 26))
_FINDINGS = (
    *_WHO,
    Column("程度", 7),
    Column("项目", 14),
    Column("说明", 70, wrapped=True),
    Column("核算数", 11),
    Column("所列数", 11),
    Column("差", 9),
    Column("表", 30),
    Column("行", 30),
    Column("列", 14),
    Column("页", 6),
    Column("位置", 24),
    Column("来源", 22),
    Column("结果", 18),
    Column("规则", 18),
    Column("格", 44),
)
_RELATIONS = (
    *_WHO,
    Column("表", 30),
    Column("项目", 14),
    Column("所在行列", 34),
    Column("结果", 18),
    Column("左边之和", 11),
    Column("右边之和", 11),
    Column("差", 9),
    Column("左边各格", 60),
    Column("右边各格", 40),
    Column("规则", 16),
)
_CELLS = (
    *_WHO,
    Column("表", 30),
    Column("行", 34),
    Column("列", 16),
    Column("数值", 12),
    Column("单位", 7),
    Column("状态", 9),
    Column("原文", 16),
    Column("备注", 20),
    Column("页", 6),
    Column("位置", 24),
    Column("读取方式", 10),
    Column("另一读法", 12),
    Column("存疑", 24),
    Column("格", 44),
)
_FILES = (
    *_WHO,
    Column("标题", 44),
    Column("统计期限起", 12),
    Column("统计期限止", 12),
    Column("格式", 7),
    Column("页数", 7),
    Column("表式", 24),
    *(Column(word, 8) for word in SEVERITIES.values()),
    *(Column(f"勾稽{word}", 12) for word in STATUSES.values()),
    Column("未能读取的原因", 44),
    Column("SHA-256", 68),
)


def checkbook(reports: Sequence[Report], refused: Sequence[tuple[str, str]] = ()) -> bytes:
    """The XLSX of a check.

    Args:
        reports: as read and checked.
        refused: the files that could not be read, each with the reason.
    """
    sheets = (
        Sheet("发现", _FINDINGS, _findings(reports)),
        Sheet("勾稽", _RELATIONS, _relations(reports)),
        Sheet("数据", _CELLS, _cells(reports)),
        Sheet("文件", _FILES, _files(reports, refused)),
    )
    return workbook(sheets, TITLE)


def _who(report: Report) -> tuple[Value, Value, Value]:
    return (report.organ, report.year, report.source)


def _findings(reports: Sequence[Report]) -> Iterator[tuple[Value, ...]]:
    order = list(SEVERITIES)
    for report in reports:
        for finding in sorted(report.findings, key=lambda one: order.index(one.severity)):
            held = cells_of(finding, report)
            first = held[0] if held else None
            expected, actual = _number(finding.expected), _number(finding.actual)
            gap = expected - actual if isinstance(expected, Decimal) and isinstance(actual, Decimal) else None
            yield (
                *_who(report),
                SEVERITIES[finding.severity],
                rule_name(finding.rule),
                finding.message,
                expected,
                actual,
                gap,
                table_name(first.key, report) if first else None,
                first.row if first else None,
                first.column if first else None,
                finding.page,
                _spot(first) if first else None,
                ORIGINS[finding.origin],
                STATUSES[finding.status],
                finding.rule,
                first.key if first else None,
            )


def _number(text: str | None) -> Decimal | str | None:
    """A decimal string as a number, other words as they are."""
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return value if value.is_finite() else text


def _relations(reports: Sequence[Report]) -> Iterator[tuple[Value, ...]]:
    for report in reports:
        cells = {cell.key: cell for cell in report.cells}
        for relation, status in validate(cells, report.forms).outcomes:
            laid = sheet(relation.table, report.forms[relation.table])
            weighing = weigh(relation, cells)
            known = status is not Status.NOT_ASSESSABLE
            yield (
                *_who(report),
                table_name(relation.keys[0], report),
                rule_name(relation.rule),
                relation_name(relation, laid),
                STATUSES[status],
                weighing.left,
                weighing.right,
                weighing.gap if known else None,
                _side(relation, relation.left, laid, cells),
                _side(relation, relation.right, laid, cells),
                relation.rule,
            )


def _side(relation: Relation, keys: Sequence[str], laid: Laid, cells: dict[str, Cell]) -> str:
    """`自然人 18＋商业企业 1＋科研机构 空白`: every cell of one side."""
    terms = []
    for key in keys:
        spec, cell = laid.specs[key], cells.get(key)
        name = row_name(spec, laid) if relation.axis == "columns" else column_name(spec)
        held = decimal_text(cell.value) if cell is not None and cell.value is not None else None
        terms.append(f"{name} {held or (STATES[cell.state] if cell is not None else '未读到')}")
    return "＋".join(terms)


def _cells(reports: Sequence[Report]) -> Iterator[tuple[Value, ...]]:
    for report in reports:
        for cell in report.cells:
            yield (
                *_who(report),
                table_name(cell.key, report),
                cell.row,
                cell.column,
                cell.value,
                cell.unit,
                STATES[cell.state],
                cell.raw,
                cell.remark,
                cell.place.page,
                _spot(cell),
                cell.reader,
                cell.second,
                cell.doubt,
                cell.key,
            )


def _spot(cell: Cell) -> str:
    """The box on the page in points, or the table, row and column where there are no pages."""
    if cell.place.box is not None:
        return " ".join(f"{side:.1f}" for side in cell.place.box)
    return place_name(cell.place) if cell.place.grid is not None else ""


def _files(reports: Sequence[Report], refused: Sequence[tuple[str, str]]) -> Iterator[tuple[Value, ...]]:
    for report in reports:
        checks = report.checks
        first, last = report.period or (None, None)
        yield (
            *_who(report),
            report.title,
            first,
            last,
            report.format.value,
            len(report.pages) or None,
            "；".join(f"{table_name(f'{table}.', report)[:1]}：{edition}" for table, edition in report.forms.items()),
            *count(report).values(),
            checks.passed,
            checks.failed,
            checks.pass_if_blank_is_zero,
            checks.not_assessable,
            None,
            report.sha256,
        )
    for name, why in refused:
        yield (None, None, name, *[None] * (len(_FILES) - 5), why, None)
