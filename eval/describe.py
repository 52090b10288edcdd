"""An expectation in words, for people who read what was expected beside what was answered (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from nianbao.eval.expectation import (
    CellRef,
    Clarify,
    Derived,
    Expectation,
    Figures,
    Finding,
    Refuse,
    ReportRef,
    Text,
    Want,
    Wanted,
)
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import State

_STATES = {State.BLANK: "空白", State.DASH: "斜线或横线", State.TEXT: "文字", State.UNREAD: "未读到"}


def describe(expect: Expectation) -> tuple[str, ...]:
    """Every way to be right, one a line."""
    return tuple(f"{'或：' if n else ''}{_way(way)}" for n, way in enumerate(expect.ways))


def _way(way: Expectation) -> str:
    told = "；并且".join(_want(part.want) for part in way.parts)
    says = [f"说到「{'／'.join(group)}」" for part in way.parts for group in part.says]
    silent = [f"不说「{phrase}」" for part in way.parts for phrase in part.silent]
    return "；".join((told, *says, *silent))


def _want(want: Want) -> str:
    match want:
        case Figures():
            return "；".join(_wanted(one) for one in want.wanted)
        case Derived():
            value = "不能计算" if want.value is None else f"{want.value}{want.unit or ''}"
            among = "" if want.of is None else f"（{want.of} 份中）"
            made = f"{want.operation}：" if want.operation else ""
            return f"{made}{value}{among}，由 {_refs(want.operands)} 得出" if want.operands else f"{made}{value}{among}"
        case Text():
            where = _report(want.report) if want.report else ""
            section = f"第{want.section}部分" if want.section else ""
            return f"引用{where}{section}，写到「{'」「'.join('／'.join(group) for group in want.phrases)}」"
        case Refuse():
            return f"拒答（{want.reason}）" if want.reason else "拒答"
        case Clarify():
            return f"反问，可选「{'」「'.join(want.choices)}」" if want.choices else "反问"
        case Finding():
            return f"指出{_report(want.report)} {want.rule}（{'、'.join(want.cells)}）"
        case _:
            assert_never(want)


def _wanted(one: Wanted) -> str:
    value = _STATES.get(one.state, one.state.value) if one.value is None else decimal_text(one.value)
    return f"{_report(one.report)} {one.key} = {value}"


def _refs(refs: Iterable[CellRef]) -> str:
    return "、".join(f"{_report(ref.report)} {ref.key}" if ref.report else ref.key for ref in refs)


def _report(report: ReportRef) -> str:
    return f"{report.organ}{report.year}年"
