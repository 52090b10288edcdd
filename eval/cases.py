"""Cases: a conversation and what a right answer to its last question holds, one JSON object a line (INTERFACES).

Beyond the promised fields a case may carry `as_of` (the day that 去年 is counted from) and `asks` (a name shared by
the cases that ask the same in other words: paraphrase consistency is counted over them), and an expectation `also`
(expectations that must hold as well), `says` (phrases the answer's text must hold; a list inside the list means any
one of them), `silent` (phrases it must not hold) and `language` (`zh` or `en`), and a figure its `verdict`. Fields that are not known are reported, never dropped without a
word: a misspelt one would leave its case weaker than it looks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from nianbao.app.answer import Operation, Reason, Verdict
from nianbao.eval.expectation import (
    CellRef,
    Clarify,
    Derived,
    Expectation,
    Figures,
    Finding,
    Kind,
    Language,
    Refuse,
    ReportRef,
    Text,
    Want,
    Wanted,
)
from nianbao.eval.fields import Fields
from nianbao.ingest.errors import CasesError, FileRefused
from nianbao.ingest.given import contents
from nianbao.ingest.report import State

BYTES = 16 * 2**20
"""Bytes of a file of cases: a case has some hundred."""


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation; the last of `turns` is what is judged. `group` is the field `class`, `asks` may be empty."""

    id: str
    group: str
    turns: tuple[str, ...]
    expect: Expectation
    as_of: date | None = None
    asks: str = ""

    @property
    def question(self) -> str:
        """The question that is judged."""
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a file, and the fields of it that are not known (`第 3 行的 must_contian`)."""

    cases: tuple[Case, ...]
    unknown: tuple[str, ...] = ()


def load(path: Path) -> Cases:
    """Read a file of cases.

    Raises:
        CasesError: it cannot be read, holds no case, or a line cannot be used; names the line and the field.
    """
    try:
        text = contents(path, BYTES).decode("utf-8-sig")
    except FileRefused as refusal:
        raise CasesError(f"{path}：用例文件不能使用：{refusal.message}{refusal.hint}") from refusal
    except UnicodeDecodeError as error:
        raise CasesError(f"{path}：用例文件不是 UTF-8 编码。") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> Cases:
    """Read cases from JSON Lines; empty lines are passed over.

    Raises:
        CasesError: as `load`; `name` is what the text is called.
    """
    lines: dict[str, int] = {}
    cases: list[Case] = []
    unknown: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}：第 {number} 行"
        fields = Fields(_object(line, where), where)
        case = _case(fields)
        if case.id in lines:
            raise fields.wrong("id", f"「{case.id}」在第 {lines[case.id]} 行已经用过")
        lines[case.id] = number
        cases.append(case)
        unknown.extend(f"第 {number} 行的 {one}" for one in fields.left())
    if not cases:
        raise CasesError(f"{name}：文件里没有用例；每行应当是一个 JSON 对象。")
    return Cases(tuple(cases), tuple(unknown))


def _object(line: str, where: str) -> Mapping[str, object]:
    try:
        # exact decimals: a figure is never a binary float
        value: object = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise CasesError(f"{where}不是有效的 JSON（{error}）。") from error
    if not isinstance(value, dict):
        raise CasesError(f"{where}应当是一个 JSON 对象。")
    return value


def _case(fields: Fields) -> Case:
    turns = fields.texts("turns")
    if not turns:
        raise fields.wrong("turns", "至少要有一个问题")
    as_of = fields.maybe("as_of")
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise fields.wrong("as_of", f"「{as_of}」不是 2025-06-01 这样的日期") from None
    expect = fields.nested("expect")
    if expect is None:
        raise fields.wrong("expect", "缺少")
    asks = fields.maybe("asks") or ""
    return Case(fields.text("id"), fields.text("class"), turns, _expectation(expect), day, asks)


def _expectation(fields: Fields) -> Expectation:
    kind = fields.one_of(Kind, "kind")
    if kind is None:
        raise fields.wrong("kind", f"缺少；可以是 {'、'.join(Kind)}")
    also = tuple(_expectation(other) for other in fields.objects("also"))
    if any(part.alt for other in also for part in other.parts):
        raise fields.wrong("also", "其中的期望不能再写 alt，它不会被看到；请把 alt 写在最外层")
    return Expectation(
        kind,
        _want(kind, fields),
        fields.groups("says"),
        fields.texts("silent"),
        also,
        tuple(_expectation(other) for other in fields.objects("alt")),
        fields.one_of(Language, "language"),
    )


def _want(kind: Kind, fields: Fields) -> Want:
    match kind:
        case Kind.FIGURES:
            wanted = tuple(_wanted(one) for one in fields.objects("figures"))
            if not wanted:
                raise fields.wrong("figures", "至少要有一个数字")
            return Figures(wanted)
        case Kind.DERIVED:
            return _derived(fields)
        case Kind.TEXT:
            phrases = fields.groups("must_contain")
            if not phrases:
                raise fields.wrong("must_contain", "至少要有一段文字")
            return Text(_report(fields), phrases, fields.maybe("section"))
        case Kind.REFUSE:
            return Refuse(fields.one_of(Reason, "reason"))
        case Kind.CLARIFY:
            return Clarify(fields.texts("choices"))
        case Kind.FINDING:
            report = _report(fields)
            if report is None:
                raise fields.wrong("report", "缺少；写明 organ 和 year")
            return Finding(report, fields.text("rule"), fields.texts("cells"))


def _wanted(fields: Fields) -> Wanted:
    value = fields.get("value")
    state = fields.one_of(State, "state") or (State.NUMBER if value is not None else None)
    if state is None or (state is State.NUMBER) != (value is not None):
        raise fields.wrong("value", "写明数值，或用 state 写明 blank、dash 等状态，两者只取其一")
    number = None if value is None else _number(fields, value)
    report = ReportRef(fields.text("organ"), fields.whole("year"))
    return Wanted(report, fields.text("key"), state, number, fields.one_of(Verdict, "verdict"))


def _number(fields: Fields, value: object) -> Decimal:
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
    raise fields.wrong("value", f"「{value}」不是数")


def _derived(fields: Fields) -> Derived:
    value = fields.get("value")
    if not fields.has("value") or not isinstance(value, (str, int, Decimal, type(None))):
        raise fields.wrong("value", "缺少，或不是数和名称；不能计算的写 null")
    unit = fields.get("unit")
    if not isinstance(unit, (str, type(None))):
        raise fields.wrong("unit", "应当是一段文字")
    return Derived(
        None if value is None else str(value),
        unit,
        tuple(_operand(fields, one) for one in fields.items("operands")),
        fields.one_of(Operation, "operation"),
        fields.whole("of") if fields.has("of") else None,
    )


def _operand(fields: Fields, value: object) -> CellRef:
    match value:
        case str(key) if key:
            return CellRef(key)
        case [str(organ), int(year), str(key)]:
            return CellRef(key, ReportRef(organ, year))
    raise fields.wrong("operands", "每一项应当是一个键，或 [机关, 年度, 键]")


def _report(fields: Fields) -> ReportRef | None:
    match fields.get("report"):
        case None:
            return None
        case [str(organ), int(year)]:
            return ReportRef(organ, year)
        case {"organ": str(organ), "year": int(year)}:
            return ReportRef(organ, year)
    raise fields.wrong("report", "应当写明 organ 和 year")
