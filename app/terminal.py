"""An answer in a terminal: the text, then each figure's marks and place."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from nianbao.app.answer import Answer, Outcome, Verdict
from nianbao.ingest.report import State

VERDICTS = {
    Verdict.SUMS_AGREE: "合计相符",
    Verdict.SUMS_DISAGREE: "合计不符",
    Verdict.AGREE_IF_BLANK_IS_ZERO: "空白按0计时相符",
    Verdict.NO_SUM: "本格无合计可验",
    Verdict.NOT_ASSESSABLE: "合计无法判断",
    Verdict.READING_DOUBT: "读取存疑",
}


def show_answer(answer: Answer) -> None:
    """Text, marks and citations on standard output."""
    console = Console() if Console().is_terminal else Console(width=100)
    console.print(escape(answer.text), soft_wrap=True)
    states = {figure.citation: figure.state for figure in answer.figures}
    verdicts = {figure.citation: figure.verdict for figure in answer.figures}
    if answer.citations:
        console.print()
    for citation in answer.citations:
        page = f"第{citation.place.page}页 " if citation.place.page else ""
        what = f"{citation.row} × {citation.column}" if citation.key else ""
        verdict = verdicts.get(citation.id)
        same = "" if verdict is Verdict.READING_DOUBT or states.get(citation.id) is State.UNREAD else "与原表一致；"
        mark = f"（{same}{VERDICTS[verdict]}）" if verdict is not None else ""
        console.print(
            f"[dim]\\[{citation.id[1:]}] {escape(citation.organ)} {citation.year}年 第{citation.section}部分 {page}{escape(what)}{mark}[/dim]"
            if citation.section != "前言"
            else f"[dim]\\[{citation.id[1:]}] {escape(citation.organ)} {citation.year}年 前言 {page}[/dim]"
        )
    for choice in answer.choices:
        console.print(f"  · {escape(choice)}")
    if answer.outcome is Outcome.REFUSED and answer.refusal is not None and answer.refusal.suggestions:
        console.print("可以这样问：")
        for suggestion in answer.refusal.suggestions:
            console.print(f"  · {escape(suggestion)}")
