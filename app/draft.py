"""An answer in the making: figures, derivations and citations get their ids here, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from nianbao.app.answer import Citation, Derivation, Figure, Operation, ReportFinding, Verdict
from nianbao.app.query import Wanted
from nianbao.app.sheets import Sheet
from nianbao.ingest.form import Relation, specs
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Finding, State, Status

_VERDICTS = {
    Status.FAIL: Verdict.SUMS_DISAGREE,
    Status.PASS_IF_BLANK_IS_ZERO: Verdict.AGREE_IF_BLANK_IS_ZERO,
    Status.PASS: Verdict.SUMS_AGREE,
    Status.NOT_ASSESSABLE: Verdict.NOT_ASSESSABLE,
    None: Verdict.NO_SUM,
}
_SECTIONS = {"disclosure": "二", "applications": "三", "review": "四"}


@dataclass(frozen=True, slots=True)
class Term:
    """A number that can be said: a figure as printed, or a derivation over figures."""

    id: str
    value: Decimal | None
    unit: str
    figures: tuple[Figure, ...]
    derivation: Derivation | None = None

    @property
    def state(self) -> State:
        """The state of a single figure; a derivation is a number, or blank where nothing could be added."""
        if self.derivation is None:
            return self.figures[0].state
        return State.NUMBER if self.value is not None else State.BLANK


@dataclass(slots=True)
class Draft:
    """Everything an answer will carry besides its text."""

    figures: list[Figure] = field(default_factory=list)
    derivations: list[Derivation] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    findings: list[ReportFinding] = field(default_factory=list)

    def figure(self, sheet: Sheet, key: str) -> Figure:
        """The cell `key` as a figure with its citation; the same one when asked again."""
        for known in self.figures:
            if known.report == sheet.entry.id and known.key == key:
                return known
        cell, spec = sheet.cells[key], specs()[key]
        citation = self.cite(
            Citation(
                "",
                sheet.entry.id,
                sheet.organ,
                sheet.entry.year,
                _SECTIONS[spec.table],
                cell.place,
                key,
                cell.row or spec.row.label,
                cell.column or spec.column.label,
                cell.raw or None,
                sheet.entry.url,
            )
        )
        verdict = Verdict.READING_DOUBT if cell.doubt else _VERDICTS[sheet.status(key)]
        for relation in sheet.failing(key):
            self.failure(sheet, relation)
        made = Figure(
            f"f{len(self.figures) + 1}",
            sheet.entry.id,
            sheet.organ,
            sheet.entry.year,
            key,
            cell.state,
            cell.value,
            cell.unit,
            verdict,
            citation.id,
            cell.raw,
            cell.remark,
        )
        self.figures.append(made)
        return made

    def cite(self, citation: Citation) -> Citation:
        """`citation` with its id; an equal one is not cited twice."""
        for known in self.citations:
            if replace(known, id="") == replace(citation, id=""):
                return known
        made = replace(citation, id=f"c{len(self.citations) + 1}")
        self.citations.append(made)
        return made

    def term(self, sheet: Sheet, wanted: Wanted) -> Term | None:
        """What `wanted` is in one report, None where the report's forms do not have it."""
        keys = sheet.keys_of(wanted)
        if keys is None:
            return None
        sheet.prepare(keys)
        figures = tuple(self.figure(sheet, key) for key in keys)
        if len(figures) == 1:
            return Term(figures[0].id, figures[0].value, figures[0].unit, figures)
        return self.sum(figures)

    def sum(self, figures: Sequence[Figure]) -> Term:
        """Figures added up. Blank and dashed cells are left out; an unread or text cell makes the sum unknown."""
        known = [f.value for f in figures if f.value is not None]
        # 元 and 万元 are not added up, nor are words and cells that nobody read
        mixed = len({f.unit for f in figures if f.value is not None}) > 1
        unknown = mixed or any(f.state in (State.UNREAD, State.TEXT) for f in figures)
        value = sum(known, Decimal(0)) if known and not unknown else None
        formula = " + ".join(decimal_text(f.value) if f.value is not None else _sign(f.state) for f in figures)
        made = self.derive(Operation.SUM, value, figures[0].unit, formula, [f.id for f in figures])
        return Term(made.id, value, made.unit, tuple(figures), made)

    def derive(
        self,
        operation: Operation,
        value: Decimal | None,
        unit: str,
        formula: str,
        operands: Iterable[str],
        of: int | None = None,
    ) -> Derivation:
        """A derivation with its id; the same one when computed again."""
        text = None if value is None else decimal_text(value)
        return self.derived(operation, text, unit, formula, operands, of)

    def derived(
        self,
        operation: Operation,
        value: str | None,
        unit: str,
        formula: str,
        operands: Iterable[str],
        of: int | None = None,
    ) -> Derivation:
        """Like `derive`, for values that are names (`rank`)."""
        made = Derivation(f"d{len(self.derivations) + 1}", operation, value, unit, formula, tuple(operands), of)
        for known in self.derivations:
            if replace(known, id="") == replace(made, id=""):
                return known
        self.derivations.append(made)
        return made

    def percentage(self, part: Term, whole: Term, operation: Operation = Operation.RATIO) -> Derivation:
        """part ÷ whole in %, two decimals, rounded half up; None where a side is missing or the whole is zero."""
        value = None
        if part.value is not None and whole.value is not None and whole.value > 0:
            value = (part.value / whole.value * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        text = None if value is None else format(value, "f")
        formula = f"{shown(part.value)} ÷ {shown(whole.value)} × 100%"
        return self.derived(operation, text, "%", formula, [part.id, whole.id])

    def mean(self, total: Term, count: Derivation) -> Derivation:
        """total ÷ count, two decimals at most, rounded half up; None where there is no total."""
        value = None
        if total.value is not None and count.value is not None:
            value = (total.value / Decimal(count.value)).quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
        formula = f"{shown(total.value)} ÷ {count.value}"
        return self.derive(Operation.MEAN, value, total.unit, formula, [total.id, count.id])

    def failure(self, sheet: Sheet, relation: Relation) -> Finding | None:
        """Put a failed relation among the findings, with the arithmetic that its sentence shows."""
        finding = next(
            (f for f in sheet.findings if f.rule == relation.rule and set(f.keys) == set(relation.keys)), None
        )
        if finding is not None:
            self.report(sheet, finding)
        return finding

    def report(self, sheet: Sheet, finding: Finding) -> None:
        """Put a finding into the answer, once."""
        made = ReportFinding(sheet.entry.id, sheet.organ, sheet.entry.year, finding)
        if made not in self.findings:
            self.findings.append(made)

    def mark(self, citation: str) -> str:
        """How the text cites `c3`: `[3]`."""
        return f"[{citation[1:]}]"


def shown(value: Decimal | None) -> str:
    """A number for a formula."""
    return "—" if value is None else decimal_text(value)


def _sign(state: State) -> str:
    return {State.BLANK: "空白", State.DASH: "/", State.TEXT: "文字", State.UNREAD: "未读到"}[state]
