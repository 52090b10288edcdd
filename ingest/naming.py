"""What people read for the values of `ingest.report`: severities, endings, rules, places; one word for one thing.

Terminal, printed report, workbook and comments all speak these words.
"""

from __future__ import annotations

from nianbao.ingest.errors import FormError
from nianbao.ingest.form import Table, load
from nianbao.ingest.report import Cell, Checks, Finding, Origin, Place, Report, Severity, State, Status

SEVERITIES: dict[Severity, str] = {Severity.ERROR: "错误", Severity.QUESTION: "疑问", Severity.NOTE: "提示"}
"""Worst first."""

STATUSES: dict[Status, str] = {
    Status.PASS: "相符",
    Status.FAIL: "不符",
    Status.PASS_IF_BLANK_IS_ZERO: "空白按0计时相符",
    Status.NOT_ASSESSABLE: "无法判断",
}

ORIGINS: dict[Origin, str] = {
    Origin.DOCUMENT: "原件如此",
    Origin.EXTRACTION: "可能是读取所致",
    Origin.UNKNOWN: "未能判定，请对照原件",
}

STATES: dict[State, str] = {
    State.NUMBER: "数字",
    State.BLANK: "空白",
    State.DASH: "划线",
    State.TEXT: "文字",
    State.UNREAD: "未读到",
}

RULES: dict[str, str] = {
    "balance": "收办平衡",
    "concluded_sum": "办理结果合计",
    "row_total": "本行合计",
    "review_total": "本组合计",
    "count_kind": "数字类型",
    "carry_over": "跨年结转",
    "text_table": "文表一致",
    "year_agreement": "年度一致",
    "in_force_roll": "现行有效件数衔接",
    "fee_kind": "信息处理费",
    "rules_competence": "规章制定权",
    "form_completeness": "填报完整",
    "publication_date": "发布日期",
    "repeated_text": "文字雷同",
    "identity": "机关与年度",
}

_SIDES: dict[str, tuple[str, str]] = {
    "balance": ("本年新收与上年结转之和", "总计与结转下年度之和"),
    "concluded_sum": ("各项之和", "表中总计"),
    "row_total": ("各项之和", "表中总计"),
    "review_total": ("各项之和", "表中总计"),
    "count_kind": ("应为", "表中所填"),
    "carry_over": ("上年报告结转下年度", "本年报告上年结转"),
    "fee_kind": ("正文信息处理费（万元）", "表中收费金额（万元）"),
    "in_force_roll": ("按上年和本年增减推算", "表中现行有效"),
    "publication_date": ("最迟应于", "实际发布"),
    "text_table": ("表中数", "正文数"),
    "year_agreement": ("标题年度", "文中年度"),
}

OF_LAST_YEAR = frozenset({"carry_over"})
"""Rules of whose cells only the first stands in the report itself."""


def rule_name(rule: str) -> str:
    """The check's name in words, its id where it has none."""
    return RULES.get(rule, rule)


def sides(rule: str) -> tuple[str, str]:
    """What `expected` and `actual` of a finding are called."""
    return _SIDES.get(rule, ("应为", "现为"))


def report_name(report: Report) -> str:
    """`淮安市人民政府 2024 年度`, with words where the report does not say."""
    year = f"{report.year} 年度" if report.year is not None else "年度未写明"
    return f"{report.organ or '机关未写明'} {year}"


def counts(checks: Checks) -> str:
    """`40 项相符，2 项不符`; the other endings only where there are any."""
    parts = [f"{checks.passed} 项相符", f"{checks.failed} 项不符"]
    if checks.pass_if_blank_is_zero:
        parts.append(f"{checks.pass_if_blank_is_zero} 项空白按0计时相符")
    if checks.not_assessable:
        parts.append(f"{checks.not_assessable} 项无法判断")
    return "，".join(parts)


def cells_of(finding: Finding, report: Report) -> tuple[Cell, ...]:
    """The finding's cells that stand in `report`, the located one first."""
    keys = finding.keys[:1] if finding.rule in OF_LAST_YEAR else finding.keys
    found = (report.cell(key) for key in keys)
    return tuple(cell for cell in found if cell is not None)


def table_of(key: str, report: Report) -> Table | None:
    """The statutory table of a cell, in the edition the report follows."""
    name = key.split(".", 1)[0]
    edition = report.forms.get(name)
    try:
        return load(edition).table(name) if edition else None
    except FormError:
        return None


def table_name(key: str, report: Report) -> str:
    """`三、收到和处理政府信息公开申请情况`; empty where the report does not have the table."""
    table = table_of(key, report)
    return f"{table.section}、{table.title}" if table is not None else ""


def cell_name(cell: Cell) -> str:
    """`行政复议 × 总计`, with the printed labels."""
    return f"{cell.row} × {cell.column}"


def place_name(place: Place) -> str:
    """`第 3 页`, or `第 2 个表格第 5 行第 3 列` where the file has no pages; empty where nothing is known."""
    if place.page is not None:
        return f"第 {place.page} 页"
    if place.grid is not None:
        table, row, column = place.grid
        return f"第 {table} 个表格第 {row} 行第 {column} 列"
    return ""


def shown(cell: Cell) -> str:
    """What a cell holds: its printed string, or the word for its state."""
    if cell.state in (State.BLANK, State.UNREAD):
        return STATES[cell.state]
    return cell.raw.strip() or STATES[State.BLANK]
