"""Several reports bound into one file: where the second begins (pure).

Copies are put behind one another: two departments' reports, or an organ's of two years. Each has sections that begin
with 一 and tables of its own. A table of contents has no tables before it, and a report of two bodies of figures (本机关
and 汇总) begins its sections once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from nianbao.ingest.article import is_title_part
from nianbao.ingest.identity import title_at
from nianbao.ingest.outline import SECTIONS, heading_number
from nianbao.ingest.report import Block, Document, Finding, Grid, Line, Severity, Status
from nianbao.ingest.vocabulary import table_of
from nianbao.ingest.whitespace import squeeze

RULE = "identity"

ENOUGH = 4
"""A report has so many of the six sections, at least."""

TITLE = 3
"""Lines that a title is printed on, at most."""

SHOWN = 40
"""Characters of it that are shown."""

_BASIS = re.compile(r"(?:根据|依据|按照|依照)[^。]{0,30}《(?:中华人民共和国)?政府信息公开条例》.*")
_FIRST = SECTIONS[0][0]


@dataclass(frozen=True, slots=True)
class Following:
    """Where a second report begins, and what it calls itself."""

    title: str
    page: int | None


def first_report(document: Document) -> tuple[Document, Following | None]:
    """`document` up to where a second report begins in it, and that report; the document itself where none does."""
    blocks = document.blocks
    headings = [(i, number) for i, block in enumerate(blocks) if (number := _number(block))]
    for at, (i, number) in enumerate(headings):
        before, after = headings[:at], headings[at:]
        if number == _FIRST and _is_report(blocks[:i], before) and _is_report(blocks[i:], after):
            begin = _beginning(blocks, before[-1][0] + 1, i)
            return replace(document, blocks=blocks[:begin]), _following(blocks[begin:], i - begin)
    return document, None


def of_several(following: Following | None) -> tuple[Finding, ...]:
    """What the clerk is told: which report was read, and what to do about the other."""
    if following is None:
        return ()
    message = (
        f"文件里不止一份年度报告：自“{following.title}”起是另一份，没有读入。"
        "这里只读了第一份，请把文件拆开，每份报告一个文件。"
    )
    return (Finding(RULE, Severity.QUESTION, Status.NOT_ASSESSABLE, (), message, page=following.page),)


def _number(block: Block) -> str | None:
    return heading_number(block.text) if isinstance(block, Line) else None


def _is_report(blocks: Sequence[Block], headings: Sequence[tuple[int, str]]) -> bool:
    """Whether some blocks hold the sections and a statutory table of a report."""
    if len({number for _, number in headings}) < ENOUGH:
        return False
    return any(table_of(cell.text) for block in blocks if isinstance(block, Grid) for cell in block.cells)


def _beginning(blocks: Sequence[Block], first: int, heading: int) -> int:
    """Where the second report begins: at its title, or else at its legal basis, at the latest at its first heading.

    Args:
        blocks: of the whole file.
        first: behind the first report's last heading.
        heading: the second report's first.
    """
    at = [i for i in range(first, heading) if isinstance(blocks[i], Line)]
    lines = [block for i in at if isinstance(block := blocks[i], Line)]
    for start in reversed(range(len(lines))):
        if _title(lines, start):
            above = takewhile(lambda i: is_title_part(lines[i].text), reversed(range(start)))
            return at[min(above, default=start)]
    basis = (i for i, line in zip(at, lines, strict=True) if _BASIS.match(squeeze(line.text)))
    return next(basis, heading)


def _following(blocks: Sequence[Block], heading: int) -> Following:
    lines = [block for block in blocks[: heading + 1] if isinstance(block, Line)]
    title = next(filter(None, (_title(lines, start) for start in range(len(lines)))), None)
    said = title or lines[0].text.strip()
    return Following(said if len(said) <= SHOWN else f"{said[:SHOWN]}……", lines[0].place.page)


def _title(lines: Sequence[Line], start: int) -> str | None:
    """The title that begins with a line."""
    found = (title_at(lines, start, count) for count in range(1, TITLE + 1) if start + count <= len(lines))
    return next((title.text for title in found if title), None)
