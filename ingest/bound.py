"""Several reports bound into one file: where the second begins (pure).

Two departments' reports are put behind one another, or an organ's of two years. Each has sections that begin with 一 and
tables of its own. A table of contents has no tables before it, and a report of two bodies of figures (本机关 and 汇总)
begins its sections once. Pages keep the same report once more, for printing or for small screens: what says nothing
new is no second report, and is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from nianbao.ingest.article import is_title_part
from nianbao.ingest.furniture import without_foot
from nianbao.ingest.outline import SECTIONS, heading_number
from nianbao.ingest.report import Block, Document, Finding, Grid, Line, Severity, Status
from nianbao.ingest.running import without_running_lines
from nianbao.ingest.titles import title_at
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
    """A second report: what it calls itself, where it begins, and all that is left of the file from there on."""

    title: str
    page: int | None
    document: Document


def first_report(document: Document) -> tuple[Document, Following | None]:
    """`document` up to where a second report begins in it, and that report.

    The document itself where none does, and no other report where all that follows is the first once more.
    """
    blocks = document.blocks
    numbers = [_number(block) for block in blocks]
    sections = _enough(numbers)
    firsts = [i for i in range(sections, len(blocks)) if numbers[i] == _FIRST] if sections else []
    if not firsts:
        return document, None
    tables = [i for i, block in enumerate(blocks) if isinstance(block, Grid) and _is_statutory(block)]
    left = len(blocks) - _enough(numbers[::-1])
    second = next((i for i in firsts if tables and tables[0] < i <= min(left, tables[-1])), None)
    # a copy may be of the words alone; behind a table of contents, the first to begin again is the report itself
    for heading in (firsts[0], firsts[-1]) if second is None else (second,):
        if begin := _copy(blocks, numbers, heading):
            return replace(document, blocks=blocks[:begin]), None
    if second is None:
        return document, None
    begin = _beginning(blocks, _behind_last(numbers, second), second)
    title, page = _front(blocks[begin : second + 1])
    rest = replace(document, blocks=blocks[begin:])
    return replace(document, blocks=blocks[:begin]), Following(title, page, rest)


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


def _enough(numbers: Sequence[str | None]) -> int:
    """Up to where blocks, by the numbers of the headings among them, hold the sections of a report; 0 where they do not."""
    seen: set[str] = set()
    for i, number in enumerate(numbers, 1):
        if number and number not in seen:
            seen.add(number)
            if len(seen) == ENOUGH:
                return i
    return 0


def _is_statutory(grid: Grid) -> bool:
    return any(table_of(cell.text) for cell in grid.cells)


def _behind_last(numbers: Sequence[str | None], heading: int) -> int:
    """The block behind the last heading before another."""
    return next((i + 1 for i in reversed(range(heading)) if numbers[i]), 0)


def _copy(blocks: Sequence[Block], numbers: Sequence[str | None], heading: int) -> int:
    """Where the first report begins once more, if nothing is said from there on that it has not said; else 0.

    The copy's front is as the first one's. Lines around the pages and the foot of the last do not count.

    Args:
        blocks: of the whole file.
        numbers: of the headings among them.
        heading: where the sections begin again.
    """
    front = {said for block in blocks[: numbers.index(_FIRST)] for said in _said(block)}
    last = _behind_last(numbers, heading)
    begin = heading
    while begin > last and front.issuperset(_said(blocks[begin - 1])):
        begin -= 1
    known = {said for block in blocks[:begin] for said in _said(block)}
    lines = without_running_lines([block for block in blocks if isinstance(block, Line) and block.text.strip()])
    counted = {id(line) for line in lines[: without_foot(lines)]}
    behind = (block for block in blocks[begin:] if isinstance(block, Grid) or id(block) in counted)
    return begin if all(known.issuperset(_said(block)) for block in behind) else 0


def _said(block: Block) -> Iterable[tuple[str, ...]]:
    """What a block says: a line, or a table's rows; a changed figure shows beside its label, whatever else it equals."""
    if isinstance(block, Line):
        return filter(any, [(squeeze(block.text),)])
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for cell in block.cells:
        rows[cell.row].append(squeeze(cell.text))
    return filter(any, map(tuple, rows.values()))


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


def _front(front: Sequence[Block]) -> tuple[str, int | None]:
    """What a report calls itself that begins with these blocks, up to its first heading, and the page it begins on."""
    lines = [block for block in front if isinstance(block, Line)]
    title = next(filter(None, (_title(lines, start) for start in range(len(lines)))), None)
    said = title or lines[0].text.strip()
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}……", lines[0].place.page


def _title(lines: Sequence[Line], start: int) -> str | None:
    """The title that begins with a line."""
    found = (title_at(lines, start, count) for count in range(1, TITLE + 1) if start + count <= len(lines))
    return next((title.text for title in found if title), None)
