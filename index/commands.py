"""The library's commands: `ingest`, `reports`, `remove`, `reindex`.

Results go to stdout, talk and progress to stderr. Everything heavy is imported inside the commands, so that the
others start quickly.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_LIBRARY = "./nianbao-library"

LibraryOption = Annotated[
    str, typer.Option("--library", metavar="DIR", envvar="NIANBAO_LIBRARY", help="资料库所在的文件夹。")
]
JsonOption = Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 文档。")]


def register(cli: typer.Typer) -> None:
    """Add this layer's commands to `cli`."""
    cli.command("ingest")(ingest)
    cli.command("reports")(reports)
    cli.command("remove")(remove)
    cli.command("reindex")(reindex)


def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH…", help="文件、文件夹或 ZIP，可以有多个。")
    ] = None,
    library: LibraryOption = DEFAULT_LIBRARY,
    organ: Annotated[str | None, typer.Option("--organ", metavar="NAME", help="机关名称，文中没有写明时用。")] = None,
    year: Annotated[int | None, typer.Option("--year", min=2000, max=2100, help="年度，文中没有写明时用。")] = None,
    manifest: Annotated[
        Path | None, typer.Option("--manifest", metavar="CSV", help="清单：逐个文件说明来源、机关和年度。")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """把文件和文件夹导入资料库；重复运行不会改变任何内容。

    不给 PATH 时，导入清单里的全部文件。读不了的文件会被隔离并说明原因，其余照常导入。
    """
    from nianbao.index import build, embed
    from nianbao.index import manifest as manifests
    from nianbao.index.library import Library
    from nianbao.index.lock import hold
    from nianbao.index.printing import Progress, print_summary
    from nianbao.index.wire import summary_json
    from nianbao.ingest.files import Files, find
    from nianbao.ingest.parse import parse

    described = manifests.read(manifest) if manifest else {}
    if not paths and not described:
        raise typer.BadParameter("请给出要导入的文件或文件夹，或用 --manifest 给出清单。", param_hint="PATH…")
    files = find(paths) if paths else Files(tuple(Path(path) for path in described))
    if (organ or year) and len(files.chosen) > 1:
        raise typer.BadParameter(
            "说的是一份报告，而这里有多个文件；请逐个导入，或用 --manifest。", param_hint="--organ --year"
        )
    sources = build.describe([file.resolve() for file in files.chosen], described, organ=organ, year=year)
    folder = Library.folder_of(library)
    with hold(folder, "ingest"), Library.open(folder, create=True) as opened:
        with Progress() as watch:
            summary = build.ingest(opened, sources, parse=parse, embedder=embed.default(), watch=watch)
        if as_json:
            typer.echo(json.dumps(summary_json(opened, summary, files.skipped), ensure_ascii=False, indent=2))
        else:
            print_summary(opened, summary, files.skipped)
    raise typer.Exit(1 if summary.quarantined else 0)


def reports(library: LibraryOption = DEFAULT_LIBRARY, as_json: JsonOption = False) -> None:
    """列出资料库里的报告、来源冲突和被隔离的文件。"""
    from nianbao.index.library import Library
    from nianbao.index.printing import print_library
    from nianbao.index.wire import library_json

    with Library.open(library) as opened, opened.view():
        if as_json:
            typer.echo(json.dumps(library_json(opened), ensure_ascii=False, indent=2))
        else:
            print_library(opened)


def remove(
    report: Annotated[str, typer.Argument(metavar="ID", help="报告编号，见 nianbao reports。")],
    library: LibraryOption = DEFAULT_LIBRARY,
) -> None:
    """从资料库删除一份报告，连同它的各个版本。"""
    from nianbao.index import build, embed
    from nianbao.index.library import Library
    from nianbao.index.lock import hold
    from nianbao.index.printing import say

    with Library.open(library) as opened, hold(opened.folder, "remove"):
        entry = opened.entry(report)
        opened.remove(report)
        build.index(opened, embed.default())
        say(f"已删除 {entry.organ} {entry.year} 年的报告（{report}）。")


def reindex(library: LibraryOption = DEFAULT_LIBRARY) -> None:
    """重建全文索引和向量索引；内容取自资料库本身，不需要原来的文件。

    旧版程序读过的报告会重读；读不了的保留原来的读数，记入隔离，退出码为 1。
    """
    from nianbao.index import build, embed
    from nianbao.index.library import Library
    from nianbao.index.lock import hold
    from nianbao.index.printing import Progress, print_refused, print_reread, say
    from nianbao.ingest.parse import parse

    with Library.open(library) as opened, hold(opened.folder, "reindex"):
        with Progress() as watch:
            done = build.reindex(opened, embed.default(), parse=parse, watch=watch)
        say(f"已重建索引：{opened.count} 份报告，{opened.corpus.count()} 个段落，其中 {done.embedded} 个新算了向量。")
        print_reread(opened, done)
        print_refused(done)
    raise typer.Exit(1 if done.quarantined else 0)
