"""Plain text and Markdown → Document: tables flattened with tabs or pipes become grids, all else lines.

A tab or a pipe alone does not make a table: numbers of headings, indents and addresses are set with them
too. Statutory tables that are flattened worse than that are `flat`'s matter.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from nianbao.ingest import flat, run_on
from nianbao.ingest.charset import text_of
from nianbao.ingest.errors import OversizeFile
from nianbao.ingest.flow import Block, Drawn, Paragraph, Unit, document
from nianbao.ingest.folios import BREAK, numbers_prose, without_folios
from nianbao.ingest.hanzi import is_traditional, simplified
from nianbao.ingest.limits import BLOCKS, TABLE_COLUMNS, TEXT_BYTES
from nianbao.ingest.report import Document, Format
from nianbao.ingest.tabstops import without_stops
from nianbao.ingest.whitespace import tidy

GAP = 2
"""Blank lines inside a table: a page break leaves one or two."""

_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6}[ \t]|\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+)", re.MULTILINE)
_TABLE, _TABLE_END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_WRAPPING = re.compile(r"</?(?:html|body)>", re.IGNORECASE)
_PROSE = re.compile(
    r".*[。；！？!?;]|.{100,}|[一二三四五六]、\s*(?:总体情况|(?:因)?政府信息公开|主动公开|收到和处理|存在|其他需要).*"
)
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|第[一二三四五六]部分|[①-⑳●■◆•]"
)
_FIGURE = re.compile(r"[\d.,，%/—-]*")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-{3,}:?|:-+:?|-+:")
_LINE_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}|\s*```.*|\s*!\[[^\]]*\]\([^)]*\)\s*")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
# bounded, so that marks that are never closed cost no more than the line is long
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{0,2000}\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~>-])")


def read(data: bytes) -> Document:
    """The lines and grids of a text file in any of the encodings of `charset`.

    Raises:
        EmptyFile: white space only.
        CorruptFile: text with illegible bytes in it.
        OversizeFile: over a limit of size or cells.
        UnknownFormat: no text.
    """
    if len(data) > TEXT_BYTES:
        raise OversizeFile(f"文本超过 {TEXT_BYTES // 2**20} MB。", hint="这不像是一份年度报告，请检查文件。")
    text = without_folios(text_of(data))
    traditional = is_traditional(text)
    blocks = blocks_of(simplified(text) if traditional else text)
    return replace(document(Format.TEXT, "text", blocks), simplified=traditional)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text that is already decoded."""
    markdown = _MARKDOWN.search(text) is not None
    if _TABLE.search(text) is None:
        return _blocks(text, markdown=markdown)
    from nianbao.ingest import html as web  # a vendor's parser, and few texts have such tables

    text = _WRAPPING.sub("", text)
    blocks: list[Block] = []
    at = 0
    while (begin := _TABLE.search(text, at)) and (end := _TABLE_END.search(text, begin.end())):
        blocks.extend(_blocks(text[at : begin.start()], markdown=markdown))
        blocks.extend(web.blocks_of(text[begin.start() : end.end()]))
        at = end.end()
    return [*blocks, *_blocks(text[at:], markdown=markdown)]


def _blocks(text: str, *, markdown: bool) -> list[Block]:
    lines = text.splitlines()
    if len(lines) > BLOCKS:
        raise OversizeFile(f"文本超过 {BLOCKS} 行。", hint="这不像是一份年度报告，请检查文件。")
    lines = without_stops(lines)
    clean, paged, numbered = partial(_cell, markdown=markdown), BREAK in text, numbers_prose(lines)
    blocks: list[Block] = []
    at = looked = 0
    while at < len(lines):
        line = lines[at]
        stretch = flat.find(lines, at, clean, paged=paged, numbered=numbered) if at >= looked and line.strip() else None
        if stretch is not None:
            looked = stretch.end
            if stretch.tables:
                blocks.extend(stretch.tables)
                at = stretch.end
                continue
        is_row = next((is_row for is_row in (_tab_row, _pipe_row) if is_row(line)), None)
        if is_row is None and (blocks_in := run_on.parted(line)):
            blocks.extend(blocks_in)
            at += 1
            continue
        if is_row is None:
            if said := _said(line, markdown=markdown):
                blocks.append(Paragraph(said))
            at += 1
            continue
        rows, after = _run(lines, at, is_row)
        if is_row is _tab_row:
            blocks.extend(_tabbed(rows))
        else:
            blocks.extend(_piped(rows, markdown=markdown))
        at = after
    return blocks


def _run(lines: Sequence[str], at: int, is_row: Callable[[str], bool]) -> tuple[list[str], int]:
    """The rows of the table that begins at line `at`, and the line after it.

    A blank line ends a Markdown table; in other texts page breaks leave them inside tables.
    """
    rows: list[str] = []
    after = at
    ruled = False
    while at < len(lines) and at - after <= GAP:
        line = lines[at]
        if is_row(line):
            begins = at + 1 < len(lines) and _is_rule(lines[at + 1])
            if at > after and (ruled or begins):
                break
            ruled = ruled or _is_rule(line)
            rows.append(line)
            after = at + 1
        elif line.strip():
            break
        at += 1
    return rows, after


def _refuse_width(separators: int) -> None:
    if separators > TABLE_COLUMNS:
        raise OversizeFile(f"有一行分成了 {separators} 格以上。", hint="这不像是一份年度报告，请检查文件。")


# ------------------------------------------------------------------ tabs


def _tab_row(line: str) -> bool:
    """Whether a line with tabs is a row of a table: not an indented paragraph, not a number before its heading."""
    if "\t" not in line:
        return False
    _refuse_width(line.count("\t"))
    fields = line.split("\t")
    filled = [field.strip() for field in fields if field.strip()]
    if len(filled) == 1:
        return _PROSE.fullmatch(filled[0]) is None
    numbered = len(filled) == len(fields) == 2 and _NUMBER.fullmatch(filled[0]) and not _FIGURE.fullmatch(filled[1])
    return not numbered


def _tabbed(rows: Sequence[str]) -> list[Block]:
    fields = [[tidy(field) for field in row.split("\t")] for row in rows]
    lone = len(fields) == 1 and any(_PROSE.fullmatch(field) for field in fields[0])
    # indents only: paragraphs
    indented = all(not any(row[:-1]) for row in fields)
    if lone or indented:
        return [Paragraph(text) for row in fields if (text := " ".join(filter(None, row)))]
    return [_drawn(fields)]


# ------------------------------------------------------------------ pipes


def _pipe_row(line: str) -> bool:
    if "|" not in line or _PIPE.search(line) is None:
        return False
    _refuse_width(line.count("|"))
    stripped = line.strip()
    return stripped.startswith("|") or _PROSE.fullmatch(stripped) is None


def _is_rule(line: str) -> bool:
    """Whether a line is the rule under a Markdown table's head; a row of single dashes is a row of dashes."""
    fields = _PIPE.split(line.strip().strip("|"))
    return "|" in line and all(_RULE.fullmatch(field.strip()) for field in fields)


def _piped(rows: Sequence[str], *, markdown: bool) -> list[Block]:
    """A table with pipes between its cells, and perhaps before the first and after the last of every row."""
    kept = [row.strip() for row in rows if not _is_rule(row)]
    if len(kept) == 1 == len(rows) and not kept[0].startswith("|") and not kept[0].endswith("|"):
        return [Paragraph(tidy(kept[0]))]
    before = all(row.startswith("|") for row in kept)
    behind = all(_PIPE.search(row, len(row) - 1) for row in kept)
    fields = []
    for row in kept:
        cells = _PIPE.split(row)
        cells = cells[1 if before else 0 : len(cells) - 1 if behind and len(cells) > 1 else len(cells)]
        fields.append([_cell(cell, markdown=markdown) for cell in cells])
    if not any(any(row) for row in fields):
        return []
    return [_drawn(fields)]


def _cell(text: str, *, markdown: bool) -> str:
    text = text.replace("\\|", "|")
    if not markdown:
        return tidy(text)
    text = re.sub(r"<br\s*/?>", "\n", text, flags=re.IGNORECASE)
    return tidy(html.unescape(_plain(text)))


def _drawn(rows: Sequence[Sequence[str]]) -> Drawn:
    return Drawn(tuple(Unit(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)))


# ------------------------------------------------------------------ lines


def _said(line: str, *, markdown: bool) -> str:
    """The text of a line outside every table, without Markdown's marks."""
    if not markdown:
        return tidy(line)
    if _LINE_RULE.fullmatch(line):
        return ""
    if _HEADING.match(line):
        line = line.strip().strip("#")
    return tidy(_plain(line))


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text)
