"""The sums that a cited cell belongs to, written out with the report's own numbers.

How each sum ends is the validator's word (`ingest.relations`); this module only says it, briefly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from nianbao.ingest.form import Relation
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.relations import validate
from nianbao.ingest.report import Cell, Finding, Origin, Report, State, Status
from nianbao.ingest.weighing import Sheet, sheet, weigh
from nianbao.ingest.wording import ENDS, column_name, relation_name, row_name

_NAMES = {"row_total": "本行合计", "concluded_sum": "本列合计", "balance": "收办平衡", "review_total": "本组合计"}
_FEW = 2
"""A side of more cells than this is told without its zeros."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a sum's end is said and looks; `sign` repeats the tone without colour."""

    sign: str
    words: str
    tone: str


ENDINGS: dict[Status, Ending] = {
    Status.PASS: Ending("✓", "相符", "good"),
    Status.FAIL: Ending("!", "不符", "warn"),
    Status.PASS_IF_BLANK_IS_ZERO: Ending("≈", "空白按0计时相符", "plain"),
    Status.NOT_ASSESSABLE: Ending("–", "无法判断", "plain"),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """One relation over cited cells: `name` and `over` say which, `formula` holds the numbers, `note` what to do."""

    name: str
    over: str
    formula: str
    status: Status
    note: str = ""


def sums_of(report: Report, keys: Iterable[str]) -> tuple[Sum, ...]:
    """Every sum that contains one of `keys`, each once.

    Those that fail stand first, those that only add up zeros (and so prove nothing) last, else the form's order.
    """
    wanted = set(keys)
    tables = {key.split(".", 1)[0] for key in wanted}
    cells = {cell.key: cell for cell in report.cells}
    forms = {table: edition for table, edition in report.forms.items() if table in tables}
    held = [
        (relation, status) for relation, status in validate(cells, forms).outcomes if wanted.intersection(relation.keys)
    ]
    held.sort(key=lambda one: (one[1] is not Status.FAIL, not any(_value(cells, key) for key in one[0].keys)))
    return tuple(
        _sum(report, relation, status, sheet(relation.table, forms[relation.table]), cells) for relation, status in held
    )


def _value(cells: dict[str, Cell], key: str) -> Decimal | None:
    cell = cells.get(key)
    return cell.value if cell is not None else None


def _sum(report: Report, relation: Relation, status: Status, laid: Sheet, cells: dict[str, Cell]) -> Sum:
    weighing = weigh(relation, cells)
    left = _side(relation, relation.left, laid, cells)
    right = _side(relation, relation.right, laid, cells)
    if status is Status.FAIL:
        printed = f"，合 {decimal_text(weighing.right)}" if len(relation.right) > 1 else ""
        formula = f"{left}，合 {decimal_text(weighing.left)}；而{right}{printed}"
    elif status is Status.NOT_ASSESSABLE:
        formula = f"{left}；{right}"
    else:
        formula = f"{left} = {right}"
    name = _NAMES.get(relation.rule, "合计")
    return Sum(name, relation_name(relation, laid), formula, status, _note(report, relation, status))


def _side(relation: Relation, keys: tuple[str, ...], laid: Sheet, cells: dict[str, Cell]) -> str:
    """`结果维持 10 + 结果纠正 1（其余 2 项为 0）`; cells without a number are counted by what they hold instead."""
    terms: list[str] = []
    zeros = blanks = others = 0
    for key in keys:
        cell, spec = cells.get(key), laid.specs[key]
        name = row_name(spec, laid) if relation.axis == "columns" else column_name(spec)
        if cell is not None and cell.value is not None:
            if cell.value == 0 and len(keys) > _FEW:
                zeros += 1
            else:
                terms.append(f"{name} {decimal_text(cell.value)}")
        elif len(keys) <= _FEW:
            blank = cell is not None and cell.state in (State.BLANK, State.DASH)
            terms.append(f"{name}（{'空白' if blank else '无数字'}）")
        elif cell is not None and cell.state in (State.BLANK, State.DASH):
            blanks += 1
        else:
            others += 1
    counted = [(zeros, "为 0"), (blanks, "空白"), (others, "无数字")]
    rest = "、".join(f"{count} 项{what}" for count, what in counted if count)
    if not terms:
        return rest
    return " + ".join(terms) + (f"（其余 {rest}）" if rest else "")


def _note(report: Report, relation: Relation, status: Status) -> str:
    """What to make of a failure, by where the validator says it comes from."""
    if status is not Status.FAIL:
        return ""
    finding = _finding(report, relation)
    return ENDS[finding.origin if finding is not None else Origin.UNKNOWN]


def _finding(report: Report, relation: Relation) -> Finding | None:
    keys = set(relation.keys)
    return next((f for f in report.findings if f.rule == relation.rule and set(f.keys) == keys), None)
