"""What keeps a wrong answer from misleading its reader, and what makes a quotation mislead (pure)."""

from __future__ import annotations

import re

from nianbao.app.answer import Answer, Verdict
from nianbao.eval.expectation import Derived, Figures, Text, Want
from nianbao.ingest.numerals import decimal_text


def doubted(want: Want, answer: Answer) -> bool:
    """Whether the cells that `want` asks for are shown with a doubt of how they were read."""
    unsure = {(f.organ, f.year, f.key) for f in answer.figures if f.verdict is Verdict.READING_DOUBT}
    if isinstance(want, Figures):
        shown = {(f.organ, f.year, f.key, f.state, f.value) for f in answer.figures}
        cells = {(one.report.organ, one.report.year, one.key): (one.state, one.value) for one in want.wanted}
        amiss = {cell for cell, printed in cells.items() if (*cell, *printed) not in shown}
        return bool(amiss) and amiss <= unsure
    return isinstance(want, Derived) and any(ref.key == key for ref in want.operands for _, _, key in unsure)


def told_in_quotes(want: Want, answer: Answer) -> bool:
    """Whether the figures wanted are told all the same, in quotations of the reports they are of and no others."""
    if not isinstance(want, Figures):
        return False
    reports = {(one.report.organ, one.report.year) for one in want.wanted}
    values = [decimal_text(one.value) for one in want.wanted if one.value is not None]
    return {(c.organ, c.year) for c in answer.citations} <= reports and all(
        re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.])", answer.text) for value in values
    )


def left_undone(want: Want, answer: Answer) -> bool:
    """Whether just the cells that were to be computed with are shown, and nothing is made of them."""
    keys = {ref.key for ref in want.operands} if isinstance(want, Derived) else set()
    return bool(keys) and not answer.derivations and {figure.key for figure in answer.figures} == keys


def quotes_another(want: Text, answer: Answer) -> bool:
    """Whether another report is quoted, or nothing of the section that was asked for."""
    if want.report is None:
        return False
    places = {(c.organ, c.year, c.section) for c in answer.citations if c.quote}
    own = {section for organ, year, section in places if (organ, year) == (want.report.organ, want.report.year)}
    return len(own) < len(places) or (want.section is not None and want.section not in own)
