"""Reports and findings in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table as View

from nianbao.ingest import naming
from nianbao.ingest.compare import Comparison
from nianbao.ingest.faults import faults, told
from nianbao.ingest.form import load
from nianbao.ingest.naming import SEVERITIES, STATES, cell_name, counts, place_name, report_name
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.outline import PREAMBLE
from nianbao.ingest.printable import markup
from nianbao.ingest.report import Cell, Report, Severity, State

_STYLES = {Severity.ERROR: "bold red", Severity.QUESTION: "yellow", Severity.NOTE: "dim"}
_WIDE = 100


def _console() -> Console:
    console = Console()
    # a pipe has no width of its own; nothing is cut there
    return console if console.is_terminal else Console(width=_WIDE)


def show_facts(report: Report) -> None:
    """Organ, year, every table as printed, sections and checks."""
    console = _console()
    console.print(
        f"[bold]{markup(report.organ or '机关未写明')}[/bold]  {report.year or '年度未写明'}  [dim]{markup(report.title)}[/dim]"
    )
    console.print(f"[dim]{markup(report.source)}  sha256 {report.sha256[:16]}…[/dim]\n")
    for table_key, edition in report.forms.items():
        table = load(edition).table(table_key)
        for block in table.blocks:
            view = View(
                title=f"{table.section}、{table.title}（{edition}年表式）" if block is table.blocks[0] else None,
                title_justify="left",
            )
            view.add_column("")
            for column in block.columns:
                view.add_column(column.label, justify="right")
            for row in block.rows:
                cells = [report.cell(f"{table.key}.{row.key}.{column.key}") for column in block.columns]
                view.add_row(markup(row.label), *(_shown(cell) for cell in cells))
            console.print(view)
    for section in report.sections:
        page = f"第{section.page}页" if section.page else ""
        console.print(f"[dim]{section.number}  {markup(section.heading)}  {len(section.text)}字 {page}[/dim]")
    console.print()
    show_check(report, console)


_ABOUT = {"organ": "机关", "year": "年度", "title": "标题"}


def show_comparison(comparison: Comparison, before: Report, after: Report) -> None:
    """What differs between two versions, each side with its place."""
    console = _console()
    console.print(f"[bold]{markup(before.source)}[/bold] → [bold]{markup(after.source)}[/bold]")
    if comparison.alike:
        console.print(f"  没有不同：{comparison.same} 格和各部分文字都一致。")
        return
    for what, old, new in comparison.about:
        console.print(f"  {_ABOUT[what]}：{markup(old) or '未写明'} → {markup(new) or '未写明'}", soft_wrap=True)
    for change in comparison.cells:
        either = change.after or change.before
        name = cell_name(either) if either is not None else change.key
        console.print(f"  {markup(name)}：{_side(change.before)} → {_side(change.after)}", soft_wrap=True)
        console.print(f"       [dim]{markup(change.key)}[/dim]")
    for text in comparison.text:
        part = text.section if text.section == PREAMBLE else f"第{text.section}部分"
        console.print(f"  {part}：", soft_wrap=True)
        for sign, style, lines in (("－", "red", text.before), ("＋", "green", text.after)):
            for line in lines:
                where = f"（第 {line.place.page} 页）" if line.place.page else ""
                console.print(f"    [{style}]{sign}[/{style}] {markup(line.text)}{where}", soft_wrap=True)
    console.print(f"  其余 {comparison.same} 格一致。")


def _side(cell: Cell | None) -> str:
    if cell is None:
        return "表中没有本格"
    where = place_name(cell.place)
    return markup(naming.shown(cell)) + (f"（{where}）" if where else "")


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.state is State.NUMBER and cell.value is not None:
        text = decimal_text(cell.value) + (f"（{cell.remark}）" if cell.remark else "")
    else:
        text = cell.raw.strip() if cell.state in (State.DASH, State.TEXT) else STATES[cell.state]
    return markup(text) + ("[yellow]?[/yellow]" if cell.doubt else "")


def show_check(report: Report, console: Console | None = None) -> None:
    """The validator's findings, worst first; those about one place stand together."""
    console = console or _console()
    console.print(f"[bold]{markup(report_name(report))}[/bold]  {markup(report.source)}")
    console.print(f"  勾稽关系：{counts(report.checks)}")
    for fault in faults(report):
        sentences, end = told(fault.messages)
        style, word = _STYLES[fault.severity], SEVERITIES[fault.severity]
        first = fault.findings[0]
        page = f" 第{first.page}页" if first.page else ""
        if len(sentences) == 1:
            console.print(f"  [{style}]{word}[/{style}]{page} {markup(sentences[0])}", soft_wrap=True)
        else:
            name = cell_name(fault.cell) if fault.cell is not None else naming.rule_name(first.rule)
            console.print(f"  [{style}]{word}[/{style}]{page} {markup(name)}", soft_wrap=True)
            for finding, sentence in zip(fault.findings, sentences, strict=True):
                other = "" if finding.severity is fault.severity else f"{SEVERITIES[finding.severity]}："
                console.print(f"       {other}{markup(sentence)}", soft_wrap=True)
            if end:
                console.print(f"       {markup(end)}", soft_wrap=True)
        if first.keys and fault.severity is not Severity.NOTE:
            console.print(f"       [dim]{markup(first.keys[0])}[/dim]")
    console.print()
