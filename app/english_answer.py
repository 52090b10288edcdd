"""An answer in English, from the same figures, derivations and citations; labels and quotations stay in Chinese.

The sentences are made anew from the answer's parts and then checked like any others (`app.verify`). What the reports
say in sentences is not translated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from nianbao.app.answer import Answer, Derivation, Figure, Operation, Outcome, Reason, Verdict
from nianbao.app.english import Translation
from nianbao.app.glosses import COLUMNS, ROWS, UNITS
from nianbao.app.query import Kind, Query
from nianbao.app.wanted import label_of
from nianbao.ingest.form import specs
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import State

_REFUSED = {
    Reason.ORGAN_UNKNOWN: "The library has no report of the organ that was asked about.",
    Reason.YEAR_MISSING: "The library has no report for the year that was asked about.",
    Reason.NOT_IN_FORM: "The statutory tables have no such figure.",
    Reason.OUT_OF_SCOPE: "This cannot be answered from the annual reports.",
    Reason.PERSONAL: "The annual reports hold no personal data, and none is given here.",
}
_COUNTED = {
    "有数字的报告": "reports with this figure",
    "参加比较的报告": "reports compared",
    "排在前面的机关数 + 1": "place",
    "该年度的报告": "reports of that year",
    "符合条件的机关": "organs that meet the condition",
}
_STATES = {
    State.BLANK: "blank in the printed table, which is not zero",
    State.DASH: "a dash in the printed table, which is not zero",
    State.TEXT: "not a number in the printed table",
    State.UNREAD: "not read; see the original",
}
_IN_CHINESE = frozenset({Kind.NARRATIVE, Kind.DEFINITION, Kind.FINDINGS})


def in_english(answer: Answer, query: Query) -> Answer:
    """`answer` with its text in English."""
    if answer.outcome is Outcome.CLARIFY:
        return replace(answer, text="Which one is meant? Please choose one of these questions.")
    if answer.refusal is not None:
        text = _REFUSED[answer.refusal.reason]
        if answer.figures:
            text = f"{text} For reference: {_figures(answer)}"
        return replace(answer, text=text)
    if query.kind in _IN_CHINESE or not answer.figures:
        return replace(answer, text=f"In the words of the report or of the form: {answer.text}")
    return replace(answer, text=" ".join(part for part in (_verdict(answer), _figures(answer), _notes(answer)) if part))


def not_read(answer: Answer, said: Translation) -> Answer:
    """`answer`, refused since words were not understood, or asked back since several organs are spelt alike, in English."""
    if said.choices:
        listed = "; ".join(organ.label for organ in said.choices)
        return replace(answer, text=f"Several organs are spelt so: {listed}. Which one is meant?")
    listed = ", ".join(f"“{word}”" for word in said.unread)
    return replace(
        answer, text=f"{listed}: not understood as an organ of the library or a figure of the statutory tables."
    )


def _verdict(answer: Answer) -> str:
    """What a number that the question states was found to be."""
    leads = [lead for lead in _LEADS.findall(answer.text) if lead]
    wrong = [lead for lead in leads if lead in ("不一致", "不全一致", "相差较大")]
    if not leads:
        return ""
    if wrong:
        return "Does not agree." if len(wrong) == len(leads) else "Does not agree in all."
    return "Cannot be checked." if "无法核对" in leads else "Agrees."


_LEADS = re.compile(r"(?:^|(?<=。))(不全一致|不一致|相差较大|无法核对|一致|大致相符|相符)(?=[：（])")
"""The verdicts that sentences begin with."""


def _figures(answer: Answer) -> str:
    sentences = []
    for (organ, year), group in groupby(answer.figures, key=lambda figure: (figure.organ, figure.year)):
        own = list(group)
        few = [f for f in own if f.value or f.state is not State.NUMBER] if len(own) > 3 else own
        told = "; ".join(_figure(f) for f in few or own[:1])
        sentences.append(f"According to the {year} report of {organ}: {told}.")
    made = [text for derivation in answer.derivations if (text := _derivation(derivation, answer))]
    order = [d.value for d in answer.derivations if d.operation is Operation.RANK]
    if order:
        made.insert(0, f"In order: {'; '.join(name or '' for name in order)}.")
    return " ".join((*sentences, *made))


def _figure(figure: Figure) -> str:
    spec = specs()[figure.key]
    gloss = ROWS[spec.row.key] + (f", {COLUMNS[spec.column.key]}" if spec.column.key in COLUMNS else "")
    mark = f"[{figure.citation[1:]}]"
    name = f"{label_of(figure.key)} ({gloss})"
    if figure.value is None:
        return f"{name}: {_STATES[figure.state]}{mark}"
    doubt = " (reading in doubt)" if figure.verdict is Verdict.READING_DOUBT else ""
    return f"{name}: {decimal_text(figure.value)}{UNITS.get(figure.unit, '')}{mark}{doubt}"


def _derivation(made: Derivation, answer: Answer) -> str:
    if made.value is None:
        return "No cases: not computed." if made.operation is Operation.RATIO else ""
    about = _about(made, answer)
    match made.operation:
        case Operation.SUM | Operation.BALANCE:
            return f"Sum{_group(made, answer)}{about}: {made.value}{UNITS.get(made.unit, '')}."
        case Operation.RATIO:
            return f"{made.formula.removesuffix(' × 100%')} = {made.value}%{about}."
        case Operation.DIFFERENCE:
            return f"Difference: {made.formula} = {made.value}{UNITS.get(made.unit, '')}."
        case Operation.GROWTH:
            return f"Growth: {made.value}%."
        case Operation.MEAN:
            return f"Mean: {made.formula} = {made.value}{UNITS.get(made.unit, '')}."
        case Operation.COUNT:
            return f"{_COUNTED[made.formula].capitalize()}: {made.value}." if made.formula in _COUNTED else ""
        case Operation.RANK:
            return ""


_GROUPS = {
    "refused": "refused",
    "unavailable": "unavailable",
    "not_processed": "not processed",
    "otherwise": "handled otherwise",
}


def _group(made: Derivation, answer: Answer) -> str:
    """Which heading's rows a sum adds up."""
    rows = {f.key.split(".")[1] for f in answer.figures if f.id in made.operands}
    name = _GROUPS.get(next(iter(rows))) if len(rows) == 1 else None
    return f", {name}" if name else ""


def _about(made: Derivation, answer: Answer) -> str:
    """Of which organ and year, where an answer has several."""
    if len({(f.organ, f.year) for f in answer.figures}) < 2:
        return ""
    figures = {f.id: f for f in answer.figures}
    parts = {d.id: d for d in answer.derivations}
    ids = list(made.operands)
    while ids:
        one = ids.pop()
        if one in figures:
            return f" ({figures[one].organ}, {figures[one].year} report)"
        ids.extend(parts[one].operands if one in parts else ())
    return ""


def _notes(answer: Answer) -> str:
    missing = sorted(set(answer.scope.years) - {figure.year for figure in answer.figures})
    notes = [f"The library has no {year} report." for year in missing]
    if any(figure.verdict is Verdict.SUMS_DISAGREE for figure in answer.figures):
        notes.append("The printed totals of this table do not add up; see the findings.")
    return " ".join(notes)
