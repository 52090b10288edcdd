"""The checks of one report beside the arithmetic of its tables, in one place, and whose slip each finding is.

Prose and table are read apart from each other, so where they differ one of the two may have been misread. The
prose of a file with a text layer is plain; it is the cell that has to be sure: two readers saw the same, or the
format says itself where each cell is, or a sum that holds the cell adds up (a misread cell would break it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nianbao.ingest.contents import contents
from nianbao.ingest.fee_kind import fee_kind
from nianbao.ingest.origin import of_origin, with_origin
from nianbao.ingest.publication import dated, publication_date
from nianbao.ingest.report import Cell, Finding, Origin, Section, State, Status
from nianbao.ingest.rules_competence import rules_competence
from nianbao.ingest.strangers import strangers
from nianbao.ingest.tally import Tables
from nianbao.ingest.text_table import text_table

PLAIN_READERS = frozenset({"grid", "plumber", "html", "docx", "text"})
"""Readers whose running text is the file's own characters, not recognised from an image."""

RECOGNISED = "识别自图像，没有相符的合计可以印证"
"""The doubt of a cell that was recognised and that no passing relation covers."""


def against_tables(
    sections: Sequence[Section],
    cells: Mapping[str, Cell],
    forms: Mapping[str, str],
    organ: str | None,
    year: int | None,
) -> tuple[Finding, ...]:
    """What the prose says and the tables do not: `text_table`, `fee_kind`, `rules_competence`; origin not yet told."""
    return (
        *text_table(sections, cells, forms, organ=organ, year=year),
        *fee_kind(sections, cells, organ=organ, year=year),
        *rules_competence(organ, cells),
    )


def of_the_whole(
    sections: Sequence[Section],
    forms: Mapping[str, str],
    organ: str | None,
    year: int | None,
    period: tuple[str, str] | None = None,
) -> tuple[Finding, ...]:
    """What the format demands of the report as a whole: `form_completeness`, `publication_date`, whose name it says."""
    return (
        *contents(sections, forms, year),
        *publication_date(organ, _latest(year, period), dated(sections)),
        *strangers(organ, sections),
    )


def _latest(year: int | None, period: tuple[str, str] | None) -> int | None:
    """The later of the title's year and the period's: where they differ, that is told already, and nothing is late by it."""
    return year if year is None or period is None else max(year, int(period[1][:4]))


def of_plain_text(findings: Sequence[Finding], reader: str) -> tuple[Finding, ...]:
    """Findings that quote the running text alone: it stands so in a document whose text is its own characters."""
    if reader not in PLAIN_READERS:
        return tuple(findings)
    return tuple(
        of_origin(finding, Origin.DOCUMENT)
        if not finding.keys and finding.status is Status.FAIL and finding.origin is Origin.UNKNOWN
        else finding
        for finding in findings
    )


def vouched(cells: Mapping[str, Cell], forms: Mapping[str, str]) -> dict[str, Cell]:
    """The cells, those doubted that were recognised from an image and lie in no sum that adds up."""
    tables = Tables(cells, forms)
    return {
        key: replace(cell, doubt=RECOGNISED)
        if cell.reader == "ocr" and cell.doubt is None and cell.state is not State.UNREAD and not tables.proven(key)
        else cell
        for key, cell in cells.items()
    }


def unproven(findings: Sequence[Finding], cells: Mapping[str, Cell], forms: Mapping[str, str]) -> bool:
    """Whether a finding rests on a cell that no sum vouches for, so that a second reader is worth asking."""
    tables = Tables(cells, forms)
    return not all(_proven(finding, tables) for finding in findings)


def _proven(finding: Finding, tables: Tables) -> bool:
    return all(key in tables.cells and tables.cells[key].doubt is None and tables.proven(key) for key in finding.keys)


def with_origins(
    findings: Sequence[Finding],
    cells: Mapping[str, Cell],
    forms: Mapping[str, str],
    second: Mapping[str, Cell] | None,
    *,
    trusted: bool,
    reader: str,
) -> tuple[Finding, ...]:
    """The findings of `against_tables` with their origin.

    Args:
        findings: of `against_tables` over `cells`.
        cells, second, trusted: as for `origin.with_origin`.
        forms: table → edition.
        reader: what read the document; the prose of an image may have been misread, whatever the cells are.
    """
    if reader not in PLAIN_READERS:
        return tuple(findings)
    tables = Tables(cells, forms)
    return tuple(
        of_origin(finding, Origin.DOCUMENT)
        if finding.origin is Origin.UNKNOWN and finding.keys and _proven(finding, tables)
        else finding
        for finding in with_origin(findings, cells, second, trusted=trusted)
    )
