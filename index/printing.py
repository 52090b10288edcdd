"""The library's results for people: tables on stdout, progress and talk on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Table

from nianbao.index.accession import Outcome
from nianbao.index.build import Ingested, Reindexed, Stage, Step, Summary
from nianbao.index.library import Library
from nianbao.index.quarantine import Refused
from nianbao.ingest.naming import cell_name, shown
from nianbao.ingest.printable import markup

MOST_CELLS = 20
"""Cells that are listed of one report."""

_STAGES = {Stage.READING: "读取", Stage.EMBEDDING: "计算向量", Stage.INDEXING: "建立向量索引"}
_OUTCOMES = {
    Outcome.ADDED: "新导入",
    Outcome.VERSION: "新版本",
    Outcome.UPDATED: "更新说明",
    Outcome.SOURCE: "同一文件的又一来源",
    Outcome.CLASH: "来源冲突，分开保存",
    Outcome.UNCHANGED: "未变",
}


class Progress:
    """Bars on stderr, one a stage; called with every Step."""

    def __init__(self) -> None:
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[Stage, TaskID] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, step: Step) -> None:
        """Draw how far it is."""
        if step.stage not in self._tasks:
            self._tasks[step.stage] = self._bars.add_task(_STAGES[step.stage], total=step.total)
        self._bars.update(self._tasks[step.stage], completed=step.done, total=step.total)


def say(message: str) -> None:
    """One line on stderr."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(markup(message))


def print_summary(library: Library, summary: Summary, skipped: int) -> None:
    """What became of the files of one `ingest`."""
    out = Console(highlight=False, soft_wrap=True)
    counts = [f"{label} {count}" for outcome, label in _OUTCOMES.items() if (count := summary.count(outcome))]
    if summary.quarantined:
        counts.append(f"隔离 {len(summary.quarantined)}")
    if skipped:
        counts.append(f"按名称跳过 {skipped}")
    out.print(f"{'，'.join(counts) or '没有可导入的文件'}。资料库现有 {library.count} 份报告。")
    _print_quarantine(out, summary.quarantined)
    _print_notes(Console(stderr=True, highlight=False, soft_wrap=True), summary.files)
    touched = {file.added.report for file in summary.files}
    _print_clashes(Console(stderr=True, highlight=False, soft_wrap=True), library, touched)


def print_refused(done: Reindexed) -> None:
    """The documents that a `reindex` could not read again."""
    _print_quarantine(Console(highlight=False, soft_wrap=True), done.quarantined)


def print_reread(library: Library, done: Reindexed) -> None:
    """The reports whose cells a `reindex` read otherwise than before, cell by cell."""
    out = Console(highlight=False, soft_wrap=True)
    for reread in done.otherwise:
        entry = library.entry(reread.report)
        cells = reread.comparison.cells
        out.print(f"{markup(entry.organ)} {entry.year} 年：{len(cells)} 格的读数与旧版程序不同：")
        for change in cells[:MOST_CELLS]:
            either = change.after or change.before
            name = cell_name(either) if either is not None else change.key
            sides = " → ".join("无此格" if side is None else shown(side) for side in (change.before, change.after))
            out.print(f"  {markup(name)}：{markup(sides)}")
        if len(cells) > MOST_CELLS:
            out.print(f"  另有 {len(cells) - MOST_CELLS} 格。")


def print_library(library: Library) -> None:
    """What the library holds."""
    out = Console(highlight=False)
    table = _table("编号", "机关", "年度", "范围", "合计核对", "文件", title=f"{library.count} 份报告")
    # The number is there to be copied.
    table.columns[0].no_wrap = True
    for entry in library.entries():
        checks = entry.checks
        table.add_row(
            entry.id,
            markup(entry.organ) + (" [yellow]来源冲突[/]" if entry.clash else ""),
            str(entry.year),
            entry.scope or "",
            f"{checks.failed} 处不符" if checks.failed else f"{checks.passed} 处相符",
            markup(PurePath(entry.source).name) + (f"（第 {entry.versions} 版）" if entry.versions > 1 else ""),
        )
    out.print(table)
    _print_clashes(out, library, {entry.id for entry in library.entries()})
    _print_quarantine(out, library.quarantine.all())


def _print_notes(out: Console, files: Sequence[Ingested]) -> None:
    for file in files:
        for note in file.notes:
            out.print(f"[yellow]请核[/] {markup(file.path)}：{markup(note)}")


def _print_clashes(out: Console, library: Library, of: set[str]) -> None:
    for clash in library.clashes():
        if of.intersection(clash.reports):
            places = "、".join(library.entry(report).url or library.entry(report).source for report in clash.reports)
            out.print(
                f"[yellow]来源冲突[/] {markup(clash.organ)} {clash.year} 年有 {len(clash.reports)} 份不同来源的报告，"
                f"分开保存：{markup(places)}"
            )


def _print_quarantine(out: Console, quarantined: Sequence[Refused]) -> None:
    if not quarantined:
        return
    out.print(f"隔离 {len(quarantined)} 个文件：")
    for refused in quarantined:
        # A line each, not a table: a path is there to be copied.
        out.print(f"  {markup(refused.path)}：{markup(refused.message + refused.hint)}", soft_wrap=True)


def _table(*headings: str, title: str) -> Table:
    table = Table(title=title)
    for heading in headings:
        # A narrow terminal gets more lines, not fewer characters.
        table.add_column(heading, overflow="fold")
    return table
