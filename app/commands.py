"""`nianbao ask` and `nianbao serve`."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nianbao.app.llm import Model

DEFAULT_LIBRARY = "./nianbao-library"

LibraryOption = Annotated[
    str,
    typer.Option("--library", envvar="NIANBAO_LIBRARY", help="资料库所在的文件夹。"),
]


def register(cli: typer.Typer) -> None:
    """Add this layer's commands to `cli`."""
    cli.command("ask")(ask)
    cli.command("serve")(serve)


def ask(
    questions: Annotated[
        list[str],
        typer.Argument(metavar="QUESTION…", help="问题；几个问题算一次对话，回答最后一个。", show_default=False),
    ],
    library: LibraryOption = DEFAULT_LIBRARY,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="“去年”等相对年份以哪一天为准（默认今天）。")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
) -> None:
    """向资料库提问：逐数引证，报告没有说的就说没有。拒答或反问时退出码为 1。"""
    from nianbao.app.answer import Outcome
    from nianbao.app.respond import respond
    from nianbao.app.wire import answer_json
    from nianbao.index.library import Library

    day = _day(as_of)
    model = _model()
    with Library.open(library) as opened:
        answer = respond(opened, questions[-1], questions[:-1], day, model=model)
        if as_json:
            print(json.dumps(answer_json(answer), ensure_ascii=False, indent=1))
        else:
            from nianbao.app.terminal import show_answer

            show_answer(answer, opened.report)
    if answer.outcome is not Outcome.ANSWERED:
        raise typer.Exit(1)


def serve(
    library: LibraryOption = DEFAULT_LIBRARY,
    host: Annotated[str, typer.Option(help="监听的地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="监听的端口。")] = 7860,
) -> None:
    """打开网页问答和 API。"""
    from nianbao.app.web import serve as run

    run(library, host, port, model=_model())


def _model() -> Model | None:
    """The model that the environment names; by default none, and then nothing of one is loaded."""
    from nianbao.app.settings import model_settings

    settings = model_settings(os.environ)
    if settings is None:
        return None
    from nianbao.app.endpoint import Endpoint

    return Endpoint(settings)


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--as-of {text}：请写成 2026-01-31 这样的日期。") from None
