"""Was the question understood? What the answer says it is about, against what the expectation names (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from nianbao.app.answer import Answer
from nianbao.eval.expectation import Derived, Expectation, Figures, Text


@dataclass(frozen=True, slots=True)
class Slots:
    """Whether each slot was filled rightly; None where the expectation does not name it."""

    organ: bool | None
    year: bool | None
    cell: bool | None

    @property
    def all(self) -> bool:
        """Whether no slot that is named was missed."""
        return False not in (self.organ, self.year, self.cell)


def slots(way: Expectation, answer: Answer) -> Slots | None:
    """The slots of `answer`, as `way` names them; None where it names no report.

    - organ, year: every wanted one is in the answer's scope, and where figures are wanted none is shown of another. A
      year of the scope that has no report is no fault; of a computed value only some operands may be known.
    - cell: one of the wanted cells is in the scope, and each is there or shown, as what belongs beside a figure is.

    A refusal and a question back fill no slot.
    """
    wants = [part.want for part in way.parts]
    figures = {(w.report, w.key) for want in wants if isinstance(want, Figures) for w in want.wanted}
    named = figures | {(ref.report, ref.key) for want in wants if isinstance(want, Derived) for ref in want.operands}
    reports = {report for report, _ in named} | {want.report for want in wants if isinstance(want, Text)}
    organs = {report.organ for report in reports if report is not None}
    years = {report.year for report in reports if report is not None}
    keys = {key for _, key in named}
    if not organs:
        return None
    scope, shown = answer.scope, {figure.key for figure in answer.figures}
    strict = bool(figures)
    return Slots(
        organs <= set(scope.organs) and not (strict and {f.organ for f in answer.figures} - organs),
        years <= set(scope.years) and not (strict and {f.year for f in answer.figures} - years),
        bool(keys & set(scope.keys)) and keys <= shown | set(scope.keys) if keys else None,
    )
