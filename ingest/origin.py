"""Whose slip a finding is: the document's, or the reading's – told by a second, independent reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nianbao.ingest.report import Cell, Finding, Origin, State
from nianbao.ingest.wording import ENDS


def with_origin(
    findings: Sequence[Finding],
    first: Mapping[str, Cell],
    second: Mapping[str, Cell] | None,
    *,
    trusted: bool = False,
) -> tuple[Finding, ...]:
    """The findings with their origin.

    Two readers that saw the same in every cell of a finding: it stands so in the document. Two that saw
    something different in one of them: it comes from reading, and the sentence says so. A cell that only
    one reader got proves neither.

    Args:
        findings: of `relations.validate` over `first`.
        first: the cells that were validated; a gap may have been filled from the second reader.
        second: what another reader saw, None where there was none.
        trusted: without a second reader, the format says itself where each cell is (text, HTML, DOCX), so
            that a plainly read cell stands so in the document. A doubtful or unread one stays unknown.
    """
    return tuple(of_origin(finding, _origin(finding.keys, first, second, trusted=trusted)) for finding in findings)


def _origin(
    keys: Sequence[str], first: Mapping[str, Cell], second: Mapping[str, Cell] | None, *, trusted: bool
) -> Origin:
    if second is None or not keys:
        plain = all(_got(first.get(key)) and first[key].doubt is None for key in keys)
        return Origin.DOCUMENT if trusted and plain else Origin.UNKNOWN
    seen = [(first.get(key), second.get(key)) for key in keys]
    if any(_got(there) and not _same(here, there) for here, there in seen):
        return Origin.EXTRACTION
    return Origin.DOCUMENT if all(_independent(here, there) for here, there in seen) else Origin.UNKNOWN


def _independent(here: Cell | None, there: Cell | None) -> bool:
    """Whether both readers got the cell, each by itself."""
    if here is None or there is None or not (_got(here) and _got(there)):
        return False
    return not here.reader or here.reader != there.reader


def _got(cell: Cell | None) -> bool:
    return cell is not None and cell.state is not State.UNREAD


def _same(here: Cell | None, there: Cell | None) -> bool:
    """Whether two readings of one cell say the same; the spaces of a printed string depend on the reader."""
    if here is None or there is None or here.state is not there.state:
        return False
    if here.state is State.TEXT:
        return "".join(here.raw.split()) == "".join(there.raw.split())
    return here.value == there.value


def of_origin(finding: Finding, origin: Origin) -> Finding:
    """The finding with this origin, and its sentence with the end that says so: the two are never set apart."""
    end = next((end for end in ENDS.values() if finding.message.endswith(end)), None)
    message = finding.message if end is None else finding.message.removesuffix(end) + ENDS[origin]
    return replace(finding, origin=origin, message=message)
