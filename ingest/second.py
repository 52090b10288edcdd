"""The second reading of a PDF or picture: when it is asked, and what becomes of a cell that two readers have seen.

It is asked where something hangs on a cell that nothing else vouches for: unread or doubtful cells, sums that fail or
that a blank leaves open, prose that says otherwise. Where the other reader finds no tables (a page without borders is
nothing to it), it still tells which words stand in a cell's place; that confirms a cell, if the table as a whole was
read so that most of its sums hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nianbao.ingest.carry import carry_over
from nianbao.ingest.checks import unproven
from nianbao.ingest.copies import chosen
from nianbao.ingest.errors import FileRefused
from nianbao.ingest.numerals import cell_value
from nianbao.ingest.read import read_again
from nianbao.ingest.relations import Validation, validate
from nianbao.ingest.report import Box, Cell, Document, Finding, Format, Origin, Report, State, Status

_WELL_READ = 3
"""So many relations hold for each that fails, where rows and columns are told rightly."""
_PIXEL = 1.0
_OF_TWO_YEARS = frozenset({"carry_over", "in_force_roll"})


def second_reading(
    document: Document, data: bytes, cells: Mapping[str, Cell], forms: Mapping[str, str], prose: Sequence[Finding]
) -> dict[str, Cell] | None:
    """What the independent reader sees, by key; None where it is not worth asking or cannot read the file.

    Args:
        document, data: the first reading, and the bytes it was made of.
        cells: of the first reading.
        forms: table → edition.
        prose: findings of the prose over `cells`.
    """
    if not document.format.paged or not forms:
        return None
    validation = validate(cells, forms)
    unread = any(cell.state is State.UNREAD or cell.doubt for cell in cells.values())
    if not (unread or validation.checks.failed or _left_open(validation) or unproven(prose, cells, forms)):
        return None
    try:
        other = chosen(read_again(document, data)).copy.reading
    except FileRefused:
        return None
    found = {
        cell.key: cell
        for cell in other.cells
        if other.forms.get(cell.key.split(".")[0]) == forms.get(cell.key.split(".")[0])
    }
    if document.format is Format.PDF and document.reader == "grid" and _well_read(validation):
        missing = [cell for key, cell in cells.items() if key not in found or found[key].state is State.UNREAD]
        found |= _in_place(missing, data)
    return found


def compared(first: Cell, second: Cell | None) -> Cell:
    """The first reading with what the second saw: agreement lifts nothing, disagreement is doubt, a gap is filled aloud."""
    if second is None or second.state is State.UNREAD:
        return first
    if first.state is State.UNREAD:
        return replace(second, doubt=second.doubt or "只有第二种读法读到本格")
    if (first.state, first.value) == (second.state, second.value):
        return first
    return replace(first, second=second.raw, doubt=f"两种读法不同：“{first.raw}”与“{second.raw}”")


def _left_open(validation: Validation) -> bool:
    """Whether a blank leaves open if a sum holds: the reader may have missed what stands there."""
    return any(status is Status.NOT_ASSESSABLE for _, status in validation.outcomes)


def _well_read(validation: Validation) -> bool:
    return validation.checks.passed > _WELL_READ * validation.checks.failed


def _in_place(cells: Sequence[Cell], data: bytes) -> dict[str, Cell]:
    """The cells as the other library sees their place: the very same characters, or a plain number that is another."""
    placed = [(cell, cell.place.page, cell.place.box) for cell in cells if cell.state is not State.UNREAD]
    if not any(page is not None and box is not None for _, page, box in placed):
        return {}
    from nianbao.ingest import plumber

    try:
        words = plumber.words(data, {page for _, page, _ in placed if page is not None})
    except FileRefused:
        return {}
    found: dict[str, Cell] = {}
    for cell, page, box in placed:
        if page is None or box is None:
            continue
        text = _text(words.get(page, ()), box)
        seen = replace(cell, reader="plumber", doubt=None, second=None)
        if text == "".join(cell.raw.split()):
            found[cell.key] = seen
        elif cell.state is State.NUMBER and text.isascii() and text.isdigit():
            found[cell.key] = replace(seen, raw=text, value=cell_value(text).value)
    return found


def _text(words: Sequence[tuple[Box, str]], box: Box) -> str:
    left, top, right, bottom = box
    within = [
        (at[1], at[0], text)
        for at, text in words
        if left - _PIXEL <= (at[0] + at[2]) / 2 <= right + _PIXEL
        and top - _PIXEL <= (at[1] + at[3]) / 2 <= bottom + _PIXEL
    ]
    return "".join("".join(text.split()) for _, _, text in sorted(within))


def against_last_year(report: Report, data: bytes, previous: Report, previous_data: bytes) -> Report:
    """`carry_over`, with a second reader asked about both files where whose slip it is hangs on a cell of one of them.

    Args:
        report, previous: this year's and last year's.
        data, previous_data: the bytes they were read from.
    """
    found = carry_over(report, previous)
    unsure = [one for one in found.findings if one.rule in _OF_TWO_YEARS and one.keys and one.origin is Origin.UNKNOWN]
    if not unsure:
        return found
    return carry_over(report, previous, seen_twice(report, data), seen_twice(previous, previous_data))


def seen_twice(report: Report, data: bytes) -> frozenset[str]:
    """The cells of a PDF's report that a second, independent reader sees alike; none of other files."""
    if report.format is not Format.PDF or any(cell.reader == "ocr" for cell in report.cells):
        return frozenset()
    from nianbao.ingest import plumber

    try:
        other = chosen(plumber.read(data)).copy.reading
    except FileRefused:
        return frozenset()
    found = {cell.key: cell for cell in other.cells if cell.state is not State.UNREAD}
    if report.checks.passed > _WELL_READ * report.checks.failed:
        found |= _in_place([cell for cell in report.cells if cell.key not in found], data)
    return frozenset(
        cell.key
        for cell in report.cells
        if cell.key in found and (cell.state, cell.value) == (found[cell.key].state, found[cell.key].value)
    )
