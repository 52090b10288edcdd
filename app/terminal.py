"""An answer in a terminal: the text, then each figure's marks and place."""

from __future__ import annotations

from functools import cache

from rich.console import Console

from nianbao.app.answer import Answer, Outcome
from nianbao.app.marks import GENERATED, MARKS, match_of
from nianbao.app.ports import ReportOf
from nianbao.ingest.printable import markup, markup_lines


def show_answer(answer: Answer, report_of: ReportOf) -> None:
    """Text, marks and citations on standard output."""
    console = Console() if Console().is_terminal else Console(width=100)
    if answer.generated:
        console.print(f"[dim]{GENERATED}[/dim]")
    console.print(markup_lines(answer.text), soft_wrap=True)
    figures = {figure.citation: figure for figure in answer.figures}
    report_of = cache(report_of)  # one answer asks for the same reports many times
    if answer.citations:
        console.print()
    for citation in answer.citations:
        page = f"第{citation.place.page}页 " if citation.place.page else ""
        what = f"{citation.row} × {citation.column}" if citation.key else ""
        figure = figures.get(citation.id)
        mark = f"（{match_of(figure, report_of(figure.report))}；{MARKS[figure.verdict].words}）" if figure else ""
        console.print(
            f"[dim]\\[{citation.id[1:]}] {markup(citation.organ)} {citation.year}年 第{citation.section}部分 {page}{markup(what)}{mark}[/dim]"
            if citation.section != "前言"
            else f"[dim]\\[{citation.id[1:]}] {markup(citation.organ)} {citation.year}年 前言 {page}[/dim]"
        )
    for choice in answer.choices:
        console.print(f"  · {markup(choice)}")
    if answer.outcome is Outcome.REFUSED and answer.refusal is not None and answer.refusal.suggestions:
        console.print("可以这样问：")
        for suggestion in answer.refusal.suggestions:
            console.print(f"  · {markup(suggestion)}")
