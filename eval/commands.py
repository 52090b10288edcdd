"""`nianbao eval` and `nianbao demo`."""

from __future__ import annotations

import json
import math
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_LIBRARY = "./nianbao-library"
DEMO_LIBRARY = "./nianbao-demo"


def register(cli: typer.Typer) -> None:
    """Add this layer's commands to `cli`."""
    cli.command("eval")(evaluate)
    cli.command("demo")(demo)


def evaluate(
    cases: Annotated[
        Path, typer.Argument(metavar="CASES", help="用例文件（JSON Lines，一行一个用例）。", show_default=False)
    ],
    library: Annotated[
        str, typer.Option("--library", metavar="DIR", envvar="NIANBAO_LIBRARY", help="资料库所在的文件夹。")
    ] = DEFAULT_LIBRARY,
    as_json: Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 文档。")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="另写一个网页报告：每个用例的问题、应答和回答。")
    ] = None,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="OUT", help="另写一个 JUnit XML 文件。")] = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", metavar="OLD.json", help="与从前 --json 的结果相比：修好了哪些，弄坏了哪些。"),
    ] = None,
    floor: Annotated[
        list[str] | None,
        typer.Option(
            "--floor",
            metavar="METRIC=VALUE",
            help="指标的下限，可以多个（unexplained 等越低越好的指标则是上限）；达不到时退出码为 1。",
        ),
    ] = None,
) -> None:
    """用一组问题给资料库打分：数字、引证、拒答、重复一致。"""
    from nianbao.eval import compare as comparison
    from nianbao.eval.cases import load
    from nianbao.eval.junit import junit as junit_xml
    from nianbao.eval.metrics import missed
    from nianbao.eval.page import page
    from nianbao.eval.report import NAMES, print_result, result_json
    from nianbao.eval.run import evaluate as run
    from nianbao.index.library import Library
    from nianbao.index.printing import say

    floors = dict(_floor(one, NAMES) for one in floor or ())
    read = load(cases)
    for unknown in read.unknown:
        say(f"{cases}：不认识的字段，没有使用：{unknown}。")
    old = None if compare is None else comparison.load(compare)
    with Library.open(library) as opened:
        result = run(opened, read.cases, datetime.now().astimezone().date())
    compared = None if old is None else comparison.compare(old, result)
    if html is not None:
        _write(html, page(result, compared), "--html")
    if junit is not None:
        _write(junit, junit_xml(result), "--junit")
    if as_json:
        typer.echo(json.dumps(result_json(result, compared), ensure_ascii=False, indent=1))
    else:
        print_result(result, compared)
    if low := missed(result.metrics, floors):
        say("没有达到：" + "、".join(f"{NAMES[name]}（{name}={floors[name]:g}）" for name in low) + "。")
        raise typer.Exit(1)


def demo(
    library: Annotated[str, typer.Option("--library", metavar="DIR", help="演示资料库所在的文件夹。")] = DEMO_LIBRARY,
    host: Annotated[str, typer.Option(help="监听的地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="监听的端口。")] = 7860,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="建好以后是否打开网页问答。")] = True,
) -> None:
    """用虚构的机关和报告建一个资料库，并打开网页问答；重复运行不会改变任何内容。"""
    from nianbao.eval.demo import EXAMPLES, prepare
    from nianbao.index.printing import Progress, say

    with Progress() as watch:
        prepared = prepare(library, watch)
    say(f"演示资料库 {prepared.folder}：{prepared.reports} 份虚构的报告（新导入 {prepared.added} 份）。可以这样问：")
    for example in EXAMPLES:
        say(f"  · {example}")
    if not serving:
        say(f"打开网页问答：nianbao serve --library {prepared.folder}")
        return
    from nianbao.app.web import serve

    serve(library, host, port)


def _floor(text: str, names: dict[str, str]) -> tuple[str, float]:
    name, _, value = text.partition("=")
    if name not in names:
        raise typer.BadParameter(f"没有指标「{name}」；可以是 {'、'.join(names)}。", param_hint="--floor")
    try:
        floor = float(value)
    except ValueError:
        floor = math.nan
    if not math.isfinite(floor):
        raise typer.BadParameter(f"「{text}」：请写成 right=0.95 这样。", param_hint="--floor")
    return name, floor


def _write(path: Path, text: str, option: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{path} 写不了（{error.strerror}）。", param_hint=option) from error
