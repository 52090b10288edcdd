"""Read a manifest: a CSV file that says what is known of each file, one row a file (INTERFACES)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from nianbao.index.source import Source
from nianbao.ingest.errors import FileRefused, ManifestError
from nianbao.ingest.given import contents, is_there

COLUMNS = ("path", "url", "organ", "region_code", "parent", "level", "scope", "year", "published", "retrieved")
BYTES = 64 * 2**20
"""Bytes of a manifest: a country's reports of a year, 250,000 rows, are some 50 MB."""
SCOPES = ("本机关", "汇总")


def read(manifest: Path) -> dict[str, Source]:
    """The sources a manifest describes, by absolute path, in its order.

    Paths are relative to the manifest's folder. UTF-8 (with or without BOM) and GB18030, which spreadsheet
    programs write in China, are both read.

    Raises:
        ManifestError: unreadable, without the column `path`, or a row that cannot be used; names the row,
            counted from 1 with the header as row 1, and the column.
    """
    sources: dict[str, Source] = {}
    for number, row in _rows(manifest):
        source = _source(manifest, number, row)
        if source.path in sources:
            raise _bad(manifest, number, "path", f"「{row['path']}」在前面的行里已经出现过")
        if not is_there(Path(source.path)):
            raise _bad(manifest, number, "path", f"找不到文件「{row['path']}」（相对于清单所在的文件夹）")
        sources[source.path] = source
    return sources


def _rows(manifest: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(_text(manifest), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if "path" not in header:
            raise ManifestError(f"{manifest}：清单第 1 行应当是列名，其中必须有 path；可用的列：{'、'.join(COLUMNS)}。")
        if unknown := [name for name in header if name not in COLUMNS]:
            raise ManifestError(
                f"{manifest}：清单第 1 行有不认识的列「{'、'.join(unknown)}」；可用的列：{'、'.join(COLUMNS)}。"
            )
        if len(set(header)) < len(header):
            raise ManifestError(f"{manifest}：清单第 1 行有重复的列名。")
        for number, values in enumerate(reader, start=2):
            if not any(value.strip() for value in values):
                continue
            if len(values) > len(header):
                raise ManifestError(f"{manifest}：清单第 {number} 行有 {len(values)} 格，多于列名的 {len(header)} 个。")
            padded = [value.strip() for value in values] + [""] * (len(header) - len(values))
            yield number, dict(zip(header, padded, strict=True))
    except csv.Error as error:
        raise ManifestError(f"{manifest}：清单第 {reader.line_num} 行不是有效的 CSV（{error}）。") from error


def _text(manifest: Path) -> str:
    try:
        data = contents(manifest, BYTES)
    except FileRefused as refusal:
        raise ManifestError(f"{manifest}：清单不能使用：{refusal.message}{refusal.hint}") from refusal
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ManifestError(f"{manifest}：清单既不是 UTF-8 也不是 GB18030 编码，请另存为 UTF-8 的 CSV。")


def _source(manifest: Path, number: int, row: dict[str, str]) -> Source:
    def said(column: str) -> str | None:
        return row.get(column) or None

    path, year, scope, region = said("path"), said("year"), said("scope"), said("region_code")
    if path is None:
        raise _bad(manifest, number, "path", "为空，每一行都要写明文件")
    if year is not None and not re.fullmatch(r"(?:19|20)\d\d", year):
        raise _bad(manifest, number, "year", f"「{year}」不是四位数的年份")
    if scope is not None and scope not in SCOPES:
        raise _bad(manifest, number, "scope", f"「{scope}」只能是本机关或汇总，也可以不填")
    if region is not None and not re.fullmatch(r"\d{2,12}", region):
        raise _bad(manifest, number, "region_code", f"「{region}」不是行政区划代码")
    for column in ("published", "retrieved"):
        _check_date(manifest, number, column, said(column))
    return Source(
        path=str((manifest.parent / path).resolve()),
        url=said("url"),
        organ=said("organ"),
        region_code=region,
        parent=said("parent"),
        level=said("level"),
        scope=scope,
        year=int(year) if year else None,
        published=said("published"),
        retrieved=said("retrieved"),
    )


def _check_date(manifest: Path, number: int, column: str, value: str | None) -> None:
    if value is None:
        return
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        raise _bad(manifest, number, column, f"「{value}」不是 2024-01-31 这样的日期") from None


def _bad(manifest: Path, number: int, column: str, what: str) -> ManifestError:
    return ManifestError(f"{manifest}：清单第 {number} 行，{column} 列：{what}。")
