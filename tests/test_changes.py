"""Steps and rates carry their own derivation, also where it was computed before."""

from __future__ import annotations

from pathlib import Path

from askable import RECEIVED, Asked, report

from nianbao.app.changes import difference
from nianbao.app.draft import Draft
from nianbao.app.figures import one_rate
from nianbao.app.query import Ratio, Wanted
from nianbao.app.sheets import Sheet

ORGAN = "临湖市青禾区民政局"
CONCLUDED = "applications.concluded.total"


def test_a_step_and_a_rate_are_the_derivation_they_made_and_not_the_newest(tmp_path: Path) -> None:
    library = Asked(tmp_path / "library").add(report(ORGAN, 2024, {RECEIVED: 40, CONCLUDED: 10})).library
    sheet, draft = Sheet(library, library.entries()[0], ORGAN), Draft()
    received, concluded = Wanted("新收", ((RECEIVED,),)), Wanted("办理结果总计", ((CONCLUDED,),))
    before, after = draft.term(sheet, received), draft.term(sheet, concluded)
    assert before is not None
    assert after is not None
    first = difference(draft, before, after)
    rate = one_rate(draft, sheet, Ratio("办结率", concluded, received), [])
    assert difference(draft, before, after) == first
    assert one_rate(draft, sheet, Ratio("办结率", concluded, received), []) == rate
    assert first is not None
    assert rate is not None
    assert (first.value, first.derivation) == (-30, draft.derivations[0])
    assert rate[1].value == "25.00"
    assert len(draft.derivations) == 2
