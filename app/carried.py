"""上年结转 against the 结转下年度 of the year before, by itself: where the library holds both, a gap is told.

Said beside a figure that was asked for, and for every report of a year. Only reports of one organ and one scope are held
against each other (`series`).
"""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.app import phrases
from nianbao.app.draft import Draft
from nianbao.app.holdings import Holdings
from nianbao.app.said import Said, Sheets, title
from nianbao.app.scope import Pick
from nianbao.app.series import year_before
from nianbao.index.library import Library
from nianbao.ingest.carry import carry_over
from nianbao.ingest.report import Finding

IN, OUT = "applications.carried_in.", "applications.carried_out."


def across(pick: Pick, before: Pick | str, library: Library) -> tuple[Finding, ...]:
    """What the report and last year's report of the same organ and scope say differently."""
    if isinstance(before, str):
        return ()
    own = library.report(pick.entry.id)
    return tuple(f for f in carry_over(own, library.report(before.entry.id)).findings if f not in own.findings)


def beside(said: Said, picks: Sequence[Pick], sheets: Sheets, draft: Draft, library: Library, held: Holdings) -> Said:
    """`said` with a sentence for each 上年结转 it tells that last year's report does not."""
    columns = [key.removeprefix(IN) for key in said.keys if key.startswith(IN)]
    more = [
        sentence
        for pick in picks
        for column in columns
        if (sentence := gap(pick, column, sheets, draft, library, held)) is not None
    ]
    return Said((*said.sentences, *more), said.keys, said.refusal, said.years) if more else said


def comparable(pick: Pick, column: str, sheets: Sheets, held: Holdings) -> bool:
    """Whether both reports hold a number in the column."""
    before = year_before(pick, held)
    if isinstance(before, str):
        return False
    cells = (sheets(pick).cells.get(IN + column), sheets(before).cells.get(OUT + column))
    return all(cell is not None and cell.value is not None for cell in cells)


def gap(pick: Pick, column: str, sheets: Sheets, draft: Draft, library: Library, held: Holdings) -> str | None:
    """The sentence on one column, None where nothing differs or nothing can be held against it."""
    before = year_before(pick, held)
    if isinstance(before, str) or not comparable(pick, column, sheets, held):
        return None
    now, then = sheets(pick), sheets(before)
    if now.cells[IN + column].value == then.cells[OUT + column].value:
        return None
    findings = [f for f in across(pick, before, library) if f.rule == "carry_over" and IN + column in f.keys]
    for finding in findings:
        draft.report(now, finding)
    there, here = draft.figure(then, OUT + column), draft.figure(now, IN + column)
    return (
        f"{title(before)}的报告结转下年度继续办理{phrases.said(draft, there)}，"
        f"与{title(pick)}的上年结转{phrases.said(draft, here)}不一致。{phrases.ending(findings[0] if findings else None)}。"
    )
