"""The sentences of the table validator: what a clerk reads, in printed labels, without accusation.

Every number in a sentence is a cell's, a sum of cells that are named beside it, or a count of cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from nianbao.ingest.crossing import Crossing
from nianbao.ingest.form import CellSpec, Relation
from nianbao.ingest.misplaced import Misplacement, Way
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Cell, Origin
from nianbao.ingest.weighing import Sheet, Weighing

PLEASE_CHECK = "请对照原件核对。"
"""How a rule ends its sentence: it does not know yet whose slip it is; `origin.of_origin` says so afterwards."""
ENDS: Mapping[Origin, str] = {
    Origin.DOCUMENT: "原件如此，请核。",
    Origin.EXTRACTION: "两次读取的结果不同，可能是读取所致，请对照原件。",
    Origin.UNKNOWN: PLEASE_CHECK,
}
"""The one end that a finding's sentence has for its origin; no other sentence claims what stands in the original."""

_SHORT_SUM = 5
"""Sums of more cells than this are told by their non-zero cells."""

_SHORT_LIST = 15
_LONG_LIST_ROWS = 3
"""Lists of up to so many cells are told in full; longer ones by so many rows."""

_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")


def row_name(spec: CellSpec, laid: Sheet) -> str:
    """The printed row without its ordinal and its commentary; `总计` and `其他` say what of.

    >>> from nianbao.ingest.weighing import sheet
    >>> laid = sheet("applications", "2021")
    >>> [row_name(laid.specs[f"applications.{row}.total"], laid) for row in ("concluded", "otherwise.other")]
    ['（七）总计', '其他处理之其他']
    """
    label = _plain(spec.row.label)
    if label == "总计":
        return spec.row.label
    if label == "其他":
        return next(
            (f"{_plain(group.label)}之其他" for group in laid.table.groups if group.key == spec.row.group), label
        )
    return label


def _plain(label: str) -> str:
    return re.split(r"[（、]", _ORDINAL.sub("", label))[0]


def column_name(spec: CellSpec) -> str:
    """The printed column without its unit: `本年收费金额`."""
    return _plain(spec.column.label)


def cell_name(key: str, laid: Sheet) -> str:
    """`行政复议×总计`."""
    spec = laid.specs[key]
    return f"{row_name(spec, laid)}×{column_name(spec)}"


def relation_name(relation: Relation, laid: Sheet) -> str:
    """The row or column a relation was laid over: `表三“自然人”列`, `行政复议`."""
    spec = laid.specs[relation.right[0]]
    if relation.rule == "review_total":
        return row_name(spec, laid)
    line = f"“{column_name(spec)}”列" if relation.axis == "columns" else f"“{row_name(spec, laid)}”行"
    return f"表{laid.table.section}{line}"


def failure(
    relation: Relation,
    weighing: Weighing,
    laid: Sheet,
    cells: Mapping[str, Cell],
    cause: Crossing | Misplacement | None,
) -> str:
    """What a failed relation says, and what would make it and the others that fail with it hold."""
    name = relation_name(relation, laid)
    parts = _sum(relation, relation.left, weighing.left, weighing.left_open, laid, cells)
    if len(relation.right) == 1:
        printed = "没有数字" if weighing.right_open else f"为{decimal_text(weighing.right)}"
        told = f"{name}：{parts}，表中{total_name(relation, laid)}{printed}"
    else:
        total = _sum(relation, relation.right, weighing.right, weighing.right_open, laid, cells)
        told = f"{name}：{parts}，而{total}，两边应当相等"
    if not weighing.closed:
        told += "，没有数字的格无论是几都不能使两边相等"
    if isinstance(cause, Misplacement):
        told += f"。{_put_back(cause, laid, cells)}，则所涉{len(cause.relations)}式均相平"
    elif cause is not None:
        told += (
            f"。交叉定位于“{cell_name(cause.key, laid)}”：该格现为{_value(cells[cause.key])}，"
            f"若为{decimal_text(cause.value)}，则所涉{cause.relations}式均相平"
        )
    return f"{told}。{PLEASE_CHECK}"


def _put_back(misplaced: Misplacement, laid: Sheet, cells: Mapping[str, Cell]) -> str:
    """`若“予以公开×自然人”（现为3）与“予以公开×商业企业”（现为5）两格互换`."""
    if misplaced.way in (Way.MOVE_LEFT, Way.MOVE_RIGHT):
        side = "左" if misplaced.way is Way.MOVE_LEFT else "右"
        first, last = laid.specs[misplaced.keys[0]], laid.specs[misplaced.keys[-1]]
        return f"若“{row_name(first, laid)}”行{column_name(first)}至{column_name(last)}各格的数字依次{side}移一格"
    one, other = (f"“{cell_name(key, laid)}”（现为{_value(cells[key])}）" for key in misplaced.keys)
    return f"若{one}与{other}两格互换"


def _sum(
    relation: Relation, keys: Sequence[str], known: Decimal, is_open: bool, laid: Sheet, cells: Mapping[str, Cell]
) -> str:
    """`结果维持10＋结果纠正1＝11`: all cells of a short sum, the non-zero ones of a long one."""
    terms = [(_operand_name(relation, key, laid), cells[key]) for key in keys if key in cells]
    told = [(name, cell) for name, cell in terms if cell.value is not None]
    if len(keys) > _SHORT_SUM:
        told = [(name, cell) for name, cell in told if cell.value]
    if not told:
        return f"{'已有数字之和' if is_open else '各项之和'}为{decimal_text(known)}"
    left = "＋".join(f"{name}{_value(cell)}" for name, cell in told)
    if len(told) == 1 and not is_open:
        return f"{left}，其余各项为0"
    return f"{left}＝{decimal_text(known)}" + ("（其余格没有数字）" if is_open else "")


def _operand_name(relation: Relation, key: str, laid: Sheet) -> str:
    spec = laid.specs[key]
    return row_name(spec, laid) if relation.axis == "columns" else column_name(spec)


def total_name(relation: Relation, laid: Sheet) -> str:
    """The label of the printed total: `总计`, `（七）总计`."""
    return _operand_name(relation, relation.right[0], laid)


def _value(cell: Cell) -> str:
    return "" if cell.value is None else decimal_text(cell.value)


def wrong_kind(spec: CellSpec, value: Decimal, laid: Sheet) -> str:
    """A count that is no count."""
    rule = "本格不能为负数" if value < 0 and not spec.column.signed else "本格应为整数"
    return f"{cell_name(spec.key, laid)}为{decimal_text(value)}，{rule}。{PLEASE_CHECK}"


def listing(keys: Sequence[str], laid: Sheet) -> str:
    """Cells, row by row; many are told by their first rows: `行政复议（结果维持、总计）等20行`."""
    rows: dict[str, list[str]] = {}
    for key in keys:
        spec = laid.specs[key]
        rows.setdefault(row_name(spec, laid), []).append(column_name(spec))
    most = len(rows) if len(keys) <= _SHORT_LIST else _LONG_LIST_ROWS
    told = [f"{row}（{'、'.join(columns)}）" for row, columns in list(rows.items())[:most]]
    return "、".join(told) + (f"等{len(rows)}行" if len(rows) > most else "")
