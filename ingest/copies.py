"""One report that a file holds more than once: which copy is read, and what the others say instead (pure).

A page keeps a report as it was and as it was corrected, or the blank form before the filled one. Nobody but the organ
can tell which of two figures holds: the first copy is read, and each cell that another says differently is doubted. A
blank form says nothing, and the filled report behind it is read. Reports of another organ or year are no copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nianbao.ingest.bound import Following, first_report, of_several
from nianbao.ingest.cells import Reading, read_cells
from nianbao.ingest.outline import Outline, outline
from nianbao.ingest.report import Cell, Document, Finding, Severity, State, Status

RULE = "identity"
MOST = 4
"""So many reports behind the first are looked at."""

_TEMPLATE = re.compile(r"[×xX*＊_○〇Ｘ]{2,}|某")
"""What stands for the name of the organ on a blank form."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One report of a file, with its tables and what its text says of it."""

    document: Document
    reading: Reading
    text: Outline


@dataclass(frozen=True, slots=True)
class Chosen:
    """The report that is read, and what the clerk is told of the others.

    Attributes:
        copy: its cells doubted that another copy says differently.
        findings: questions.
    """

    copy: Copy
    findings: tuple[Finding, ...]


def chosen(document: Document) -> Chosen:
    """The report of `document` that is read: the first, or the filled one where that is a blank form."""
    first, following = first_report(document)
    copies = [_copy(first)]
    if following is None:
        return Chosen(copies[0], ())
    ahead: Following | None = following
    begun: list[Following] = []
    while ahead is not None and len(begun) < MOST:
        begun.append(ahead)
        one, ahead = first_report(ahead.document)
        copies.append(_copy(one))
    at = _read_instead(copies)
    read = copies[at]
    differing = _differing(read.reading.cells, [copy for copy in copies if copy is not read and _alike(read, copy)])
    cells = tuple(
        replace(cell, doubt=cell.doubt or _doubt(differing[cell.key])) if cell.key in differing else cell
        for cell in read.reading.cells
    )
    found = of_several(following) if not at else _of_a_form(begun[at - 1])
    reading = replace(read.reading, cells=cells)
    return Chosen(replace(read, reading=reading), (*found, *_of_differing(tuple(differing))))


def _copy(document: Document) -> Copy:
    return Copy(document, read_cells(document), outline(document.blocks))


def _read_instead(copies: Sequence[Copy]) -> int:
    """Which copy is read: the first, but for a filled one of the same report where the first is a blank form."""
    first = copies[0]
    if _is_filled(first):
        return 0
    return next((i for i, copy in enumerate(copies) if _is_filled(copy) and _alike(first, copy)), 0)


def _is_filled(copy: Copy) -> bool:
    return any(cell.state is State.NUMBER for cell in copy.reading.cells)


def _alike(one: Copy, other: Copy) -> bool:
    """Whether two copies are of one organ and year, as far as they name them."""
    names, years = (one.text.organ, other.text.organ), (one.text.year, other.text.year)
    return _same_organ(*names) and (None in years or years[0] == years[1])


def _same_organ(one: str | None, other: str | None) -> bool:
    if not one or not other or _TEMPLATE.search(one) or _TEMPLATE.search(other):
        return True
    return one.endswith(other) or other.endswith(one)


def _differing(cells: Iterable[Cell], copies: Sequence[Copy]) -> dict[str, tuple[str, ...]]:
    """Key → what other copies say in its place; a blank says nothing."""
    beside = [{cell.key: cell for cell in copy.reading.cells} for copy in copies]
    found: dict[str, tuple[str, ...]] = {}
    for cell in cells:
        there = (other[cell.key] for other in beside if cell.key in other)
        said = tuple(dict.fromkeys(other.raw for other in there if _differs(cell, other)))
        if said and cell.state is not State.UNREAD:
            found[cell.key] = said
    return found


def _differs(cell: Cell, other: Cell) -> bool:
    if other.state in {State.UNREAD, State.BLANK}:
        return False
    if State.TEXT in {cell.state, other.state}:
        return cell.raw != other.raw
    return (cell.state, cell.value, cell.unit) != (other.state, other.value, other.unit)


def _doubt(said: Sequence[str]) -> str:
    return f"文件里同一份报告不止一份，本格另为{'、'.join(f'“{text}”' for text in said)}"


def _of_a_form(following: Following) -> tuple[Finding, ...]:
    message = f"文件里先有一份没有填数字的表式，读的是其后填好的“{following.title}”，请把表式删去。"
    return (_question(message, (), following.page),)


def _of_differing(keys: tuple[str, ...]) -> tuple[Finding, ...]:
    if not keys:
        return ()
    message = f"文件里同一份报告不止一份，统计表有{len(keys)}格不同，宜只留一份。请核。"
    return (_question(message, keys, None),)


def _question(message: str, keys: tuple[str, ...], page: int | None) -> Finding:
    return Finding(RULE, Severity.QUESTION, Status.NOT_ASSESSABLE, keys, message, page=page)
