"""A Result for people and programs: a table on the terminal, the promised JSON, a page of HTML."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from nianbao.app.markup import Markup, tag
from nianbao.eval.metrics import AT_MOST, Metric, Observation, Rate, number
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

_STYLE = (
    "body{font:15px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2733}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border-bottom:1px solid #d5dbe1;padding:.35rem .6rem;text-align:left;vertical-align:top}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}"
    ".wrong{color:#a3261b}.answer{white-space:pre-wrap;color:#48576a}"
    "@media (prefers-color-scheme:dark){body{background:#14191f;color:#dde4ea}th,td{border-color:#35404b}"
    ".wrong{color:#ff8f84}.answer{color:#a9b6c3}}"
)


def result_json(result: Result) -> dict[str, object]:
    """The promised JSON of `eval --json`; rates are numbers from 0 to 1 with four decimals, null where of nothing."""
    return {
        "cases": len(result.observed),
        "right": len(result.observed) - len(result.failures),
        "metrics": {name: _rounded(metric) for name, metric in result.metrics.items()},
        "by_class": {group: {"cases": rate.total, "right": rate.right} for group, rate in result.groups.items()},
        "failures": [one.case.id for one in result.failures],
        "nianbao": result.nianbao,
        "library": {"reports": result.reports, "version": result.library_version},
    }


def _rounded(metric: Metric) -> float | int | None:
    if isinstance(metric, int):
        return metric
    value = number(metric)
    return None if value is None else round(value, 4 if isinstance(metric, Rate) else 1)


def print_result(result: Result) -> None:
    """Metrics with their intervals, classes and failures, on standard output."""
    out = Console(highlight=False) if Console().is_terminal else Console(highlight=False, width=100)
    table = Table("指标", "", "值", "95% 区间", title=f"{len(result.observed)} 个用例，{result.reports} 份报告")
    for name, metric in result.metrics.items():
        table.add_row(NAMES[name], name, *_cells(metric), style="dim" if name.startswith("latency") else "")
    out.print(table)
    classes = Table("类别", "答对", "95% 区间")
    for group, held in result.groups.items():
        mark = "" if held.right == held.total else "yellow"
        classes.add_row(markup(group), f"{held.right}/{held.total}", _cells(held)[1], style=mark)
    out.print(classes)
    for one in result.failures:
        out.print(f"[red]✗[/] {markup(one.case.id)}  {markup(' → '.join(one.case.turns))}")
        for fault in (*one.judged.faults, *one.faults):
            out.print(f"    {markup(fault)}")
        out.print(f"    [dim]{markup_lines(one.answer.text)}[/]")


def _cells(metric: Metric) -> tuple[str, str]:
    """A metric as shown: `97.5%（196/201）`, `94.3%–98.9%`."""
    if not isinstance(metric, Rate):
        return (f"{metric}" if isinstance(metric, int) else f"{metric:.1f}"), ""
    if metric.value is None or metric.interval is None:
        return "—", ""
    low, high = metric.interval
    return f"{metric.value:.1%}（{metric.right}/{metric.total}）", f"{low:.1%}–{high:.1%}"


# ------------------------------------------------------------------ HTML


def page(result: Result) -> str:
    """A page that needs nothing but itself; whatever was asked or answered is text in it, never markup."""
    title = f"年报问答评测：{len(result.observed) - len(result.failures)}/{len(result.observed)}"
    body = tag(
        "body",
        tag("h1", title),
        tag("p", f"nianbao {result.nianbao}，{result.reports} 份报告（{result.library_version}）"),
        _table(("指标", "值", "95% 区间"), [(f"{NAMES[n]}（{n}）", *_cells(m)) for n, m in result.metrics.items()]),
        tag("p", f"{'、'.join(NAMES[name] for name in NAMES if name in AT_MOST)}：越低越好。"),
        _table(("类别", "答对", "95% 区间"), [(group, *_cells(rate)) for group, rate in result.groups.items()]),
        tag("h2", f"没有答对的 {len(result.failures)} 个"),
        *[_failure(one) for one in result.failures],
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", _STYLE),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='zh-Hans')}\n"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Markup:
    lines = [tag("tr", tag("td", first), *[tag("td", cell, class_="n") for cell in rest]) for first, *rest in rows]
    return tag("table", tag("tr", *[tag("th", name) for name in head]), *lines)


def _failure(one: Observation) -> Markup:
    faults = [tag("li", fault) for fault in (*one.judged.faults, *one.faults)]
    return tag(
        "section",
        tag("h3", f"{one.case.id}（{one.case.group}）", class_="wrong" if one.judged.misleads else None),
        tag("p", tag("strong", " → ".join(one.case.turns))),
        tag("ul", *faults),
        tag("p", one.answer.text, class_="answer"),
    )
