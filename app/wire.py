"""Answer → the promised JSON of `ask --json` and `POST /api/v1/ask` (INTERFACES)."""

from __future__ import annotations

from nianbao.app.answer import Answer, Citation, Derivation, Figure, ReportFinding
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.wire import finding_json


def answer_json(answer: Answer) -> dict[str, object]:
    """The whole answer as plain values: strings, numbers that are years or counts, lists, None."""
    refusal = answer.refusal
    return {
        "question": answer.question,
        "outcome": answer.outcome.value,
        "text": answer.text,
        "as_of": answer.as_of,
        "generated": answer.generated,
        "scope": {
            "organs": list(answer.scope.organs),
            "years": list(answer.scope.years),
            "keys": list(answer.scope.keys),
        },
        "figures": [_figure(figure) for figure in answer.figures],
        "derivations": [_derivation(derivation) for derivation in answer.derivations],
        "citations": [_citation(citation) for citation in answer.citations],
        "findings": [_finding(finding) for finding in answer.findings],
        "refusal": None
        if refusal is None
        else {
            "reason": refusal.reason.value,
            "message": refusal.message,
            "suggestions": list(refusal.suggestions),
        },
        "choices": list(answer.choices),
        "library": {"reports": answer.reports, "version": answer.library_version},
        "nianbao": answer.nianbao,
    }


def _figure(figure: Figure) -> dict[str, object]:
    out: dict[str, object] = {
        "id": figure.id,
        "organ": figure.organ,
        "year": figure.year,
        "key": figure.key,
        "state": figure.state.value,
        "value": None if figure.value is None else decimal_text(figure.value),
        "unit": figure.unit,
        "verdict": figure.verdict.value,
        "citation": figure.citation,
    }
    if figure.remark:
        out["remark"] = figure.remark
    return out


def _derivation(derivation: Derivation) -> dict[str, object]:
    return {
        "id": derivation.id,
        "operation": derivation.operation.value,
        "value": derivation.value,
        "unit": derivation.unit,
        "formula": derivation.formula,
        "operands": list(derivation.operands),
        "of": derivation.of,
    }


def _citation(citation: Citation) -> dict[str, object]:
    place = citation.place
    return {
        "id": citation.id,
        "report": citation.report,
        "organ": citation.organ,
        "year": citation.year,
        "section": citation.section,
        "page": place.page,
        "box": [round(x, 1) for x in place.box] if place.box else None,
        "grid": list(place.grid) if place.grid else None,
        "key": citation.key,
        "row": citation.row,
        "column": citation.column,
        "quote": citation.quote,
        "url": citation.url,
    }


def _finding(found: ReportFinding) -> dict[str, object]:
    return {"report": found.report, "organ": found.organ, "year": found.year, **finding_json(found.finding)}
