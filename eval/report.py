"""A Result for people and programs: a table on the terminal, and the promised JSON (the page is `nianbao.eval.page`)."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from nianbao.eval.compare import Comparison, Fate
from nianbao.eval.describe import describe
from nianbao.eval.metrics import AT_MOST, Metric, Observation, Rate, metrics, number
from nianbao.eval.run import Result
from nianbao.ingest.printable import markup, markup_lines

NAMES = {
    "right": "答对",
    "figures_right": "数字正确",
    "nonzero_figures_right": "非零数字正确",
    "derived_right": "计算正确",
    "slots_organ": "认对机关",
    "slots_year": "认对年度",
    "slots_cell": "认对格",
    "slots_right": "机关、年度、格全认对",
    "citations_right": "引证成立",
    "citation_cell_precision": "引证准确（格）",
    "citation_page_precision": "引证准确（页）",
    "citation_cell_recall": "引证齐全（格）",
    "citation_page_recall": "引证齐全（页）",
    "refusal_precision": "拒答得当",
    "refusal_recall": "该拒的拒了",
    "paraphrase_consistent": "换个说法答得一样",
    "repeatable": "重复一致",
    "unexplained": "草稿中无从说明的数字",
    "confidently_wrong": "错而不自知",
    "confidently_wrong_rate": "错而不自知的比例",
    "latency_p50_ms": "用时中位数（毫秒）",
    "latency_p95_ms": "用时 95 分位（毫秒）",
}
FATES = {
    Fate.FIXED: "修好了",
    Fate.BROKEN: "弄坏了",
    Fate.STILL_WRONG: "仍然不对",
    Fate.NEW: "新的",
    Fate.GONE: "这次没有问",
}


# ------------------------------------------------------------------ JSON


def result_json(result: Result, compared: Comparison | None = None) -> dict[str, object]:
    """The promised JSON of `eval --json`; rates are numbers from 0 to 1 with four decimals, null where of nothing.

    Beyond what is promised: `intervals` (metric → low, high), `class_metrics` (class → metrics), `results` (every case,
    in the order they were asked), and `compared` where an earlier run was given.
    """
    told: dict[str, object] = {
        "cases": len(result.observed),
        "right": len(result.observed) - len(result.failures),
        "metrics": _metrics(result.metrics),
        "by_class": {group: {"cases": rate.total, "right": rate.right} for group, rate in result.groups.items()},
        "failures": [one.case.id for one in result.failures],
        "nianbao": result.nianbao,
        "library": {"reports": result.reports, "version": result.library_version},
        "intervals": {
            name: [round(end, 4) for end in metric.interval]
            for name, metric in result.metrics.items()
            if isinstance(metric, Rate) and metric.interval
        },
        "class_metrics": {
            group: _metrics(metrics([one for one in result.observed if one.case.group == group]))
            for group in result.groups
        },
        "results": [_case_json(one) for one in result.observed],
    }
    if compared is not None:
        told["compared"] = {fate.value: list(compared.cases(fate)) for fate in FATES}
    return told


def _metrics(found: dict[str, Metric]) -> dict[str, float | int | None]:
    return {name: _rounded(metric) for name, metric in found.items()}


def _rounded(metric: Metric) -> float | int | None:
    if isinstance(metric, int):
        return metric
    value = number(metric)
    return None if value is None else round(value, 4 if isinstance(metric, Rate) else 1)


def _case_json(one: Observation) -> dict[str, object]:
    return {
        "id": one.case.id,
        "class": one.case.group,
        "turns": list(one.case.turns),
        "right": one.judged.right,
        "confidently_wrong": one.judged.misleads,
        "outcome": one.answer.outcome.value,
        "expected": list(describe(one.case.expect)),
        "text": one.answer.text,
        "faults": [*one.judged.faults, *one.faults],
        "milliseconds": round(one.milliseconds, 1),
    }


# ------------------------------------------------------------------ terminal


def print_result(result: Result, compared: Comparison | None = None) -> None:
    """Metrics with their intervals, classes and failures (confidently wrong ones first), on standard output."""
    out = Console(highlight=False) if Console().is_terminal else Console(highlight=False, width=100)
    before = [] if compared is None else ["上次"]
    table = Table(
        "指标", "", "值", "95% 区间", *before, title=f"{len(result.observed)} 个用例，{result.reports} 份报告"
    )
    for name, metric in result.metrics.items():
        old = [] if compared is None else [shown_before(compared, name)]
        table.add_row(NAMES[name], name, *shown(metric), *old, style="dim" if name.startswith("latency") else "")
    out.print(table)
    classes = Table("类别", "答对", "95% 区间", "错而不自知")
    for group, held in result.groups.items():
        misleading = sum(one.judged.misleads for one in result.observed if one.case.group == group)
        mark = "red" if misleading else "" if held.right == held.total else "yellow"
        classes.add_row(markup(group), f"{held.right}/{held.total}", shown(held)[1], str(misleading or ""), style=mark)
    out.print(classes)
    for one in sorted(result.failures, key=lambda one: not one.judged.misleads):
        mark = "✗✗" if one.judged.misleads else "✗"
        out.print(f"[red]{mark}[/] {markup(one.case.id)}  {markup(' → '.join(one.case.turns))}")
        for fault in (*one.judged.faults, *one.faults):
            out.print(f"    {markup(fault)}")
        out.print(f"    [dim]{markup_lines(one.answer.text)}[/]")
    if compared is not None:
        _print_comparison(out, compared)


def _print_comparison(out: Console, compared: Comparison) -> None:
    told = "，".join(f"{name} {len(compared.cases(fate))}" for fate, name in FATES.items())
    out.print(f"与上次（nianbao {markup(compared.old.nianbao)}）相比：{told}")
    for fate, style in ((Fate.BROKEN, "red"), (Fate.FIXED, "green")):
        for case in compared.cases(fate):
            out.print(f"  [{style}]{FATES[fate]}[/] {markup(case)}")


def shown(metric: Metric) -> tuple[str, str]:
    """A metric as people read it, and its interval: `97.5%（196/201）`, `94.3%–98.9%`."""
    if not isinstance(metric, Rate):
        return (f"{metric}" if isinstance(metric, int) else f"{metric:.1f}"), ""
    if metric.value is None or metric.interval is None:
        return "—", ""
    low, high = metric.interval
    return f"{metric.value:.1%}（{metric.right}/{metric.total}）", f"{low:.1%}–{high:.1%}"


def shown_before(compared: Comparison, name: str) -> str:
    """A metric of the old run."""
    value = compared.old.metrics.get(name)
    if value is None:
        return "—"
    is_rate = name not in AT_MOST or name.endswith("_rate")
    return f"{value:.1%}" if is_rate else f"{value:g}"
