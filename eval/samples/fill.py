"""A seed → a filled form that satisfies every relation.

The counts are drawn application by application, as a year fills a register, and the totals are added up from them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from nianbao.ingest.form import Form, Relation, load

Cells = dict[str, Decimal]

COLUMNS = ("natural_person", "business", "research", "welfare", "legal_service", "other_org")
_APPLICANTS = (84, 9, 1, 1, 4, 1)
# how often an application ends so; rows that the edition lacks are left out
_RESULTS = {
    "granted": 38,
    "partially_granted": 7,
    "refused.state_secret": 0.2,
    "refused.other_law": 1,
    "refused.public_safety": 0.4,
    "refused.third_party": 2,
    "refused.internal_affairs": 1.5,
    "refused.process_information": 2,
    "refused.enforcement_file": 2,
    "refused.administrative_query": 3,
    "unavailable.not_held": 24,
    "unavailable.needs_creation": 4,
    "unavailable.still_unclear": 1.5,
    "not_processed.petition": 5,
    "not_processed.repeated": 2.5,
    "not_processed.publication": 0.3,
    "not_processed.excessive": 0.5,
    "not_processed.confirmation": 1,
    "otherwise": 3,
    "otherwise.not_corrected": 2.5,
    "otherwise.fee_unpaid": 0.5,
    "otherwise.other": 2,
}
_OUTCOMES = {"upheld": 6, "corrected": 1, "other": 2, "pending": 1.5}


@dataclass(frozen=True, slots=True)
class Size:
    """How much an organ has to do in a year; each figure is the middle of a range."""

    received: int
    licences: int
    penalties: int
    measures: int
    fees: int
    documents: int
    rules: int = 0


SIZES = {
    "none": Size(0, 18, 0, 0, 0, 0),
    "small": Size(11, 240, 3, 0, 0, 2),
    "bureau": Size(26, 60, 5, 0, 120, 4),
    "office": Size(64, 0, 0, 0, 0, 6),
    "busy": Size(140, 1900, 85, 12, 860, 3),
    "enforcement": Size(88, 5200, 760, 140, 46, 2),
    "county": Size(410, 64000, 9200, 830, 3600, 9),
    "city": Size(2900, 410000, 62000, 5100, 41000, 17, rules=3),
}


def fill(
    edition: str,
    rng: random.Random,
    size: str = "small",
    *,
    carried_in: Mapping[str, Decimal] | None = None,
    before: Mapping[str, Decimal] | None = None,
) -> Cells:
    """Every cell of `edition`, with all relations satisfied.

    Args:
        edition: of the form; it holds for all three tables.
        rng: the source of chance.
        size: a key of `SIZES`.
        carried_in: applicant column → what last year carried out; drawn where it is None.
        before: last year's cells, from which 现行有效件数 is rolled on.

    Raises:
        AssertionError: a relation does not hold; a fault of this module.
    """
    form = load(edition)
    cells = {
        **_disclosure(form, rng, SIZES[size], before or {}),
        **_applications(form, rng, SIZES[size].received, carried_in),
    }
    cells.update(_review(rng, int(cells["applications.concluded.total"])))
    if broken := unmet(form, cells):
        raise AssertionError([relation.keys for relation in broken])
    return {spec.key: cells[spec.key] for table in form.tables for spec in table.cells}


def unmet(form: Form, cells: Mapping[str, Decimal]) -> tuple[Relation, ...]:
    """The relations of `form` that `cells` do not satisfy."""
    return tuple(
        relation
        for relation in form.relations
        if sum(cells[key] for key in relation.left) != sum(cells[key] for key in relation.right)
    )


def about(rng: random.Random, middle: int) -> int:
    """A count around `middle`; 0 stays 0."""
    return round(middle * (0.72 + 0.56 * rng.random()))


def _applications(form: Form, rng: random.Random, middle: int, carried_in: Mapping[str, Decimal] | None) -> Cells:
    table = form.table("applications")
    count = dict.fromkeys(((row.key, column) for row in table.rows for column in COLUMNS), 0)
    for column in rng.choices(COLUMNS, _APPLICANTS, k=about(rng, middle)):
        count["received", column] += 1
    results = {row.key: _RESULTS[row.key] for row in table.rows if row.key in _RESULTS}
    for column in COLUMNS:
        if carried_in is None:
            count["carried_in", column] = round(count["received", column] * 0.12 * rng.random())
        else:
            count["carried_in", column] = int(carried_in[column])
        due = count["received", column] + count["carried_in", column]
        count["carried_out", column] = round(due * 0.12 * rng.random())
        count["concluded", column] = due - count["carried_out", column]
        for row in rng.choices(tuple(results), tuple(results.values()), k=count["concluded", column]):
            count[row, column] += 1
    cells = {f"applications.{row}.{column}": Decimal(number) for (row, column), number in count.items()}
    for row in (row.key for row in table.rows):
        cells[f"applications.{row}.total"] = Decimal(sum(count[row, column] for column in COLUMNS))
    return cells


def _review(rng: random.Random, concluded: int) -> Cells:
    cells: Cells = {}
    for row, share in (("reconsideration", 0.045), ("direct_suit", 0.012), ("suit_after_review", 0.014)):
        results = rng.choices(tuple(_OUTCOMES), tuple(_OUTCOMES.values()), k=about(rng, round(concluded * share)))
        for outcome in _OUTCOMES:
            cells[f"review.{row}.{outcome}"] = Decimal(results.count(outcome))
        cells[f"review.{row}.total"] = Decimal(len(results))
    return cells


def _disclosure(form: Form, rng: random.Random, size: Size, before: Mapping[str, Decimal]) -> Cells:
    key = "disclosure."
    decisions = {
        "licences": about(rng, size.licences),
        "other_services": about(rng, size.licences // 3),
        "penalties": about(rng, size.penalties),
        "compulsory_measures": about(rng, size.measures),
    }
    cells = {f"{key}{row}.decisions": Decimal(number) for row, number in decisions.items()}
    for row, middle in (("rules", size.rules), ("normative_documents", size.documents)):
        issued, repealed = about(rng, middle), about(rng, middle // 3)
        held = before.get(f"{key}{row}.in_force", Decimal(about(rng, middle * 9) + repealed))
        cells[f"{key}{row}.issued"] = Decimal(issued)
        cells[f"{key}{row}.repealed"] = min(Decimal(repealed), held)
        cells[f"{key}{row}.in_force"] = held + issued - cells[f"{key}{row}.repealed"]
        cells[f"{key}{row}.newly_made"] = cells[f"{key}{row}.newly_published"] = Decimal(issued)
        cells[f"{key}{row}.published_total"] = cells[f"{key}{row}.in_force"]
    cells[f"{key}fees.amount"] = Decimal(about(rng, size.fees * 100)) / 100
    for row, number in decisions.items():
        cells[f"{key}{row}.items_last_year"] = Decimal(min(number, 4 + rng.randrange(60)) if number else 0)
        cells[f"{key}{row}.change"] = Decimal(rng.randrange(-3, 6) if number else 0)
    cells[f"{key}fees.items_last_year"] = Decimal(2 + rng.randrange(5) if size.fees else 0)
    cells[f"{key}fees.change"] = Decimal(-rng.randrange(3) if size.fees else 0)
    cells[f"{key}procurement.projects"] = Decimal(about(rng, 2 + size.documents * 3))
    cells[f"{key}procurement.amount"] = cells[f"{key}procurement.projects"] * (18000 + 100 * rng.randrange(900))
    known = {spec.key for spec in form.table("disclosure").cells}
    return {name: value for name, value in cells.items() if name in known}
