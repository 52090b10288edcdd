"""The command line, above all layers: each layer registers its own commands through an entry point."""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points, version

import typer

from nianbao.ingest.errors import NianbaoError
from nianbao.ingest.printable import printable


def build() -> typer.Typer:
    """The `nianbao` command with whatever the installed layers register."""
    cli = typer.Typer(
        name="nianbao",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="年报：向政府信息公开工作年度报告提问，逐格引证，逐数校验。",
    )

    @cli.callback(invoke_without_command=True)
    def root(show_version: bool = typer.Option(False, "--version", help="显示版本号。")) -> None:
        if show_version:
            typer.echo(f"nianbao {version('nianbao')}")
            raise typer.Exit

    for point in sorted(entry_points(group="nianbao.commands"), key=lambda point: point.name):
        point.load()(cli)
    return cli


def main() -> None:
    """Entry point of the console script: errors of ours are one clear line and exit code 2."""
    try:
        build()()
    except NianbaoError as error:
        print(f"nianbao: {printable(str(error))}", file=sys.stderr)
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
    except KeyboardInterrupt:
        print("nianbao: 已中断。", file=sys.stderr)
        raise SystemExit(130) from None
