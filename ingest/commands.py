"""`nianbao facts`, `check` and `compare`: a file read, the table validator over files and folders, two files held together."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from nianbao.ingest.errors import FileRefused
from nianbao.ingest.given import contents
from nianbao.ingest.printable import printable
from nianbao.ingest.report import Report, Severity


def register(cli: typer.Typer) -> None:
    """Add this layer's commands to `cli`."""
    cli.command("facts")(facts)
    cli.command("check")(check)
    cli.command("compare")(compare)


def facts(
    file: Annotated[
        Path,
        typer.Argument(
            help="年度报告文件：PDF、扫描件、DOCX、DOC、网页、文本，或装有一份报告的 ZIP。", show_default=False
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="输出 CSV，一行一格。")] = False,
) -> None:
    """读一份报告：机关、年度、每一格的数字、章节和校验结果。"""
    if as_json and as_csv:
        raise typer.BadParameter("--json 与 --csv 只能选一个。")
    from nianbao.ingest.wire import report_json

    report = load(file)
    if as_json:
        print(json.dumps(report_json(report), ensure_ascii=False, indent=1))
    elif as_csv:
        print(_csv(report), end="")
    else:
        from nianbao.ingest.terminal import show_facts

        show_facts(report)


def check(
    files: Annotated[list[Path], typer.Argument(help="文件、文件夹或 ZIP，可以多个。", show_default=False)],
    previous: Annotated[Path | None, typer.Option("--previous", help="上一年度的报告，用来核对结转。")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="写一份可以打印的校验报告（HTML，一个文件）。")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="OUT", help="写一份工作簿（XLSX）：发现、勾稽、数据、文件。")
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option("--annotate", metavar="OUT.docx", help="在送校的 DOCX 上加批注，另存一份；限一个文件。"),
    ] = None,
) -> None:
    """校验勾稽关系：有错误级发现时退出码为 1，有文件读不了或写不了时为 2。"""
    from nianbao.ingest.files import find, shown
    from nianbao.ingest.outputs import require_room
    from nianbao.ingest.results import Results, Wanted
    from nianbao.ingest.second import against_last_year
    from nianbao.ingest.wire import check_json

    found = find(files)
    if found.empty:
        raise FileRefused("文件夹里没有可以读的文件。", hint="请检查路径。", source=str(found.empty[0]))
    inputs = found.chosen
    wanted = Wanted(html, xlsx, annotate)
    if annotate is not None and len(inputs) != 1:
        raise typer.BadParameter(f"--annotate 一次批注一份 DOCX，这里有 {len(inputs)} 个文件。")
    require_room(wanted.paths, [*inputs, *files, *([previous] if previous is not None else [])])
    last, last_data = _loaded(previous) if previous is not None else (None, b"")
    reports: list[Report] = []
    results = Results(wanted, datetime.now().astimezone())
    refused = False
    for file in inputs:
        try:
            data = contents(file)
            report = _parsed(data, file, shown(file, files))
        except FileRefused as error:
            refused = True
            error.source = str(file)
            results.refuse(str(file), error.message + error.hint)
            print(f"nianbao: {printable(str(error))}", file=sys.stderr)
            continue
        reports.append(against_last_year(report, data, last, last_data) if last is not None else report)
        results.add(reports[-1], data)
    if as_json:
        print(json.dumps(check_json(reports), ensure_ascii=False, indent=1))
    else:
        from nianbao.ingest.terminal import show_check

        for report in reports:
            show_check(report)
    for line in results.write(previous.name if previous is not None else ""):
        print(f"nianbao: {printable(line)}", file=sys.stderr)
    if refused:
        raise typer.Exit(2)
    if any(finding.severity is Severity.ERROR for report in reports for finding in report.findings):
        raise typer.Exit(1)


def compare(
    before: Annotated[Path, typer.Argument(help="原来的文件。", show_default=False)],
    after: Annotated[Path, typer.Argument(help="后来的文件。", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
) -> None:
    """比较同一份报告的两个版本：改了哪一格、哪一段；有不同时退出码为 1。"""
    from nianbao.ingest.compare import compare as compared
    from nianbao.ingest.wire import comparison_json

    old, new = load(before), load(after)
    found = compared(old, new)
    if as_json:
        print(json.dumps(comparison_json(found, old, new), ensure_ascii=False, indent=1))
    else:
        from nianbao.ingest.terminal import show_comparison

        show_comparison(found, old, new)
    if not found.alike:
        raise typer.Exit(1)


def load(path: Path) -> Report:
    """Read one report from disk; of a ZIP archive the one file in it.

    Raises:
        FileRefused: it is not there, cannot be opened, or is no report; an archive with several files.
    """
    return _loaded(path)[0]


def _loaded(path: Path) -> tuple[Report, bytes]:
    from nianbao.ingest.archive import is_archive
    from nianbao.ingest.files import find

    if path.is_file() and is_archive(path):
        inside = find([path]).chosen
        if len(inside) > 1:
            raise FileRefused(
                f"压缩包里有 {len(inside)} 个文件。", hint=f"请指明一个，如 {inside[0]}。", source=str(path)
            )
        data = contents(inside[0])
        return _parsed(data, inside[0], str(inside[0].relative_to(path.parent))), data
    data = contents(path)
    return _parsed(data, path, path.name if path.is_file() else str(path)), data


def _parsed(data: bytes, path: Path, source: str) -> Report:
    from nianbao.ingest.filename import with_names
    from nianbao.ingest.parse import parse

    return with_names(parse(data, source=source), str(path.absolute()))


def _csv(report: Report) -> str:
    """One row a cell, for a spreadsheet (with the mark that makes Excel read UTF-8)."""
    from nianbao.ingest.wire import cell_json

    out = io.StringIO()
    names = (
        "organ",
        "year",
        "key",
        "value",
        "state",
        "raw",
        "unit",
        "row",
        "column",
        "remark",
        "page",
        "box",
        "grid",
        "reader",
        "doubt",
        "second",
    )
    writer = csv.writer(out)
    writer.writerow(names)
    for cell in report.cells:
        values = {
            "organ": report.organ,
            "year": report.year,
            **cell_json(cell),
            "doubt": cell.doubt,
            "second": cell.second,
        }
        writer.writerow([_plain(values[name]) for name in names])
    return "\ufeff" + out.getvalue()


def _plain(value: object) -> str:
    """A spreadsheet runs a cell that begins like a formula: such text gets a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(str(item) for item in value)
    text = str(value)
    return (
        f"'{text}"
        if text.startswith(("=", "+", "@", "\t", "\r"))
        or (text[:1] == "-" and not text[1:2].isdigit() and len(text) > 1)
        else text
    )
