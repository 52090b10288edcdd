"""The deterministic table validator: the arithmetic relations of a report's own tables (FORM §3).

Pure, and no repairer: it says which relation ends how, which cells it has, and what follows from the
non-negativity of counts. Not covered: table 二, which has no relation inside a report (only the kind of
its figures is checked); two rows that were swapped, which fail nothing; whether any figure is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.ingest import form
from nianbao.ingest.completeness import Weighed, notes
from nianbao.ingest.crossing import Crossing, locate
from nianbao.ingest.form import CellSpec, Relation
from nianbao.ingest.misplaced import Misplacement, misplaced
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.origin import with_origin
from nianbao.ingest.report import Cell, Checks, Finding, Severity, State, Status
from nianbao.ingest.weighing import Sheet, sheet, weigh
from nianbao.ingest.wording import failure, wrong_kind
from nianbao.ingest.years import year_agreement

__all__ = [
    "Outcomes",
    "Validation",
    "proves_nothing",
    "status_of",
    "statuses_of",
    "validate",
    "with_origin",
    "year_agreement",
]

Outcomes = tuple[tuple[Relation, Status], ...]
"""Every relation of a report with how it ended, in the form's order."""


@dataclass(frozen=True, slots=True)
class Validation:
    """How a report's tables stand.

    Attributes:
        checks: counts of `outcomes` (42 relations in a full 2021 report, 40 in a 2019 one).
        findings: errors first, then notes; in the form's order.
        outcomes: every relation, also those that passed.
    """

    checks: Checks
    findings: tuple[Finding, ...]
    outcomes: Outcomes


def validate(cells: Mapping[str, Cell], forms: Mapping[str, str]) -> Validation:
    """Check the tables of one report.

    Args:
        cells: by key; a cell of the form that is missing here counts as unread.
        forms: table → edition, for the tables that were found; others are not checked.

    Raises:
        FormError: a table or an edition that does not exist.
    """
    tables = [_weighed(sheet(table, forms[table]), cells) for table in sorted(forms, key=_place_in_report)]
    outcomes = tuple(
        (relation, weighing.status)
        for table in tables
        for relation, weighing in zip(table.laid.relations, table.weighings, strict=True)
    )
    errors = [finding for table in tables for finding in (*_failures(table, cells), *_kinds(table.laid, cells))]
    findings = tuple(_on_page(finding, cells) for finding in (*errors, *notes(tables, cells)))
    return Validation(_count(outcomes), findings, outcomes)


def _place_in_report(table: str) -> tuple[int, str]:
    order = [known.key for known in form.forms()[0].tables]
    return (order.index(table) if table in order else len(order), table)


def _weighed(laid: Sheet, cells: Mapping[str, Cell]) -> Weighed:
    states = {key: cells[key].state if key in cells else State.UNREAD for key in laid.specs}
    return Weighed(laid, tuple(weigh(relation, cells) for relation in laid.relations), states)


def _count(outcomes: Outcomes) -> Checks:
    ended = [status for _, status in outcomes]
    return Checks(
        passed=ended.count(Status.PASS),
        failed=ended.count(Status.FAIL),
        pass_if_blank_is_zero=ended.count(Status.PASS_IF_BLANK_IS_ZERO),
        not_assessable=ended.count(Status.NOT_ASSESSABLE),
    )


def _failures(table: Weighed, cells: Mapping[str, Cell]) -> Iterable[Finding]:
    """One finding a failed relation: the located cell first, else the printed total."""
    crossings = locate(table.laid, table.weighings, cells)
    located = {index: crossing.key for index, crossing in crossings.items()}
    misplacements = misplaced(table.laid, table.weighings, cells, located)
    for index, (relation, weighing) in enumerate(zip(table.laid.relations, table.weighings, strict=True)):
        if weighing.status is not Status.FAIL:
            continue
        cause = misplacements.get(index) or crossings.get(index)
        first = _first(relation, cause)
        yield Finding(
            relation.rule,
            Severity.ERROR,
            Status.FAIL,
            (first, *(key for key in relation.keys if key != first)),
            failure(relation, weighing, table.laid, cells, cause),
            expected=_known(relation.left, weighing.left, cells),
            actual=_known(relation.right, weighing.right, cells),
            cause=cause.keys[0] if isinstance(cause, Misplacement) else None,
        )


def _first(relation: Relation, cause: Crossing | Misplacement | None) -> str:
    """The cell to look at first: the located one, the first misplaced one of the relation, or its printed total."""
    if isinstance(cause, Misplacement):
        return next(key for key in cause.keys if key in relation.keys)
    return relation.keys[0] if cause is None else cause.key


def _known(keys: Iterable[str], total: Decimal, cells: Mapping[str, Cell]) -> str | None:
    """The sum of a side's numbers, None where it has none."""
    has_number = any(key in cells and cells[key].value is not None for key in keys)
    return decimal_text(total) if has_number else None


def _kinds(laid: Sheet, cells: Mapping[str, Cell]) -> Iterable[Finding]:
    """Counts are non-negative integers, but for the form's signed and decimal columns."""
    for key, spec in laid.specs.items():
        cell = cells.get(key)
        if cell is not None and cell.value is not None and not _is_of_kind(cell.value, spec):
            yield Finding(
                "count_kind",
                Severity.ERROR,
                Status.FAIL,
                (key,),
                wrong_kind(spec, cell.value, laid),
                actual=decimal_text(cell.value),
            )


def _is_of_kind(value: Decimal, spec: CellSpec) -> bool:
    return (spec.column.signed or value >= 0) and (spec.column.decimal or value == value.to_integral_value())


def _on_page(finding: Finding, cells: Mapping[str, Cell]) -> Finding:
    """The finding with the page of its first cell that has one."""
    pages = (cells[key].place.page for key in finding.keys if key in cells)
    page = next((page for page in pages if page is not None), None)
    return finding if page is None else replace(finding, page=page)


# ------------------------------------------------------------------ asked of single cells


def statuses_of(key: str, outcomes: Outcomes) -> tuple[Status, ...]:
    """How each relation that holds the cell ended; empty where the form lays no relation over it."""
    return tuple(status for relation, status in outcomes if key in relation.left or key in relation.right)


def status_of(key: str, outcomes: Outcomes) -> Status | None:
    """How the cell stands as a whole, None where no relation holds it.

    A failed relation decides; else those that could be assessed decide, the weakest of them, so that
    nothing is said to agree which agrees only if a blank is zero.
    """
    statuses = statuses_of(key, outcomes)
    order = (Status.FAIL, Status.PASS_IF_BLANK_IS_ZERO, Status.PASS, Status.NOT_ASSESSABLE)
    return next((status for status in order if status in statuses), None)


def proves_nothing(cells: Mapping[str, Cell], outcomes: Outcomes) -> bool:
    """Whether no number under the relations is other than zero: sums of zeros always agree, and verify nothing."""
    keys = {key for relation, _ in outcomes for key in relation.keys}
    return not any(cells[key].value for key in keys if key in cells)
