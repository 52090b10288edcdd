"""What the words of the prose stand for in the tables: sums of cells, with a name for each (FORM §4, pure).

Some words have two readings that are both in use (收到 with or without 上年结转); all of them are given, the
usual one first. A reading whose cells the report's forms do not have is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nianbao.ingest.form import load, specs
from nianbao.ingest.weighing import Sheet, sheet
from nianbao.ingest.wording import cell_name, column_name, row_name

TOTAL = ".total"
GROUPS = ("refused", "unavailable", "not_processed", "otherwise")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sum of cells, less some: `plus` − `minus`; `label` is how a sentence calls it.

    `whole` is whether shares are told of it.
    """

    label: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    whole: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """All its cells."""
        return (*self.plus, *self.minus)


Readings = tuple[Reading, ...]


def referents(forms: Mapping[str, str]) -> dict[str, Readings]:
    """Sense → its readings in a report with these forms (table → edition)."""
    return _referents(tuple(sorted(forms.items())))


@lru_cache(maxsize=32)
def _referents(forms: tuple[tuple[str, str], ...]) -> dict[str, Readings]:
    sheets = {table: sheet(table, edition) for table, edition in forms}
    found: dict[str, list[Reading]] = {}
    if laid := sheets.get("applications"):
        found |= _applications(laid)
    if laid := sheets.get("review"):
        found |= _review(laid)
    if laid := sheets.get("disclosure"):
        found |= _disclosure(laid)
    return {sense: tuple(readings) for sense, readings in found.items() if readings}


def _applications(laid: Sheet) -> dict[str, list[Reading]]:
    def cell(row: str) -> Reading:
        return _cell(f"applications.{row}{TOTAL}", laid)

    def both(label: str, *rows: str) -> Reading:
        return Reading(f"表三{label}", tuple(f"applications.{row}{TOTAL}" for row in rows))

    received, concluded = cell("received"), cell("concluded")
    workload = both("本年新收与上年结转之和", "received", "carried_in")
    found = {row.key: [cell(row.key)] for row in laid.table.rows}
    for group in GROUPS:
        rows = [row.key for row in laid.table.rows_of(group)]
        if rows:
            found[group] = [both(f"“{_label(group, laid)}”各行总计之和", *rows)]
    less = Reading("表三办理结果总计减去其他处理", concluded.plus, tuple(k for r in found["otherwise"] for k in r.plus))
    carried_in = cell("carried_in").plus
    of_the_year = Reading("表三办理结果总计减去上年结转", concluded.plus, carried_in, whole=False)
    return found | {
        "received": [received, workload],
        "concluded": [concluded, of_the_year],
        "workload": [workload],
        "handled": [concluded, workload, received],
        "answered": [concluded, less, of_the_year],
        "carried": [cell("carried_out"), cell("carried_in")],
        "disclosed": [both("予以公开与部分公开之和", "granted", "partially_granted")],
    }


def _review(laid: Sheet) -> dict[str, list[Reading]]:
    rows = [row.key for row in laid.table.rows]
    found = {row: [_cell(f"review.{row}{TOTAL}", laid)] for row in rows}
    suits = tuple(f"review.{row}{TOTAL}" for row in rows if "suit" in row)
    found["suits"] = [Reading("表四两栏行政诉讼总计之和", suits)]
    found["cases"] = [Reading("表四行政复议与行政诉讼总计之和", tuple(f"review.{row}{TOTAL}" for row in rows))]
    return found


# what is said to be done with documents → the columns it may mean, the usual one first; by edition's own columns
_DEEDS = {
    "issued": ("issued", "newly_made", "newly_published"),
    "published": ("newly_published", "newly_made", "published_total"),
    "repealed": ("repealed",),
    "in_force": ("in_force",),
}


def _disclosure(laid: Sheet) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = {}
    for row in ("normative_documents", "rules"):
        for deed, columns in _DEEDS.items():
            keys = [f"disclosure.{row}.{column}" for column in columns]
            found[f"{row}.{deed}"] = [_cell(key, laid) for key in keys if key in laid.specs]
    for row in ("licences", "penalties", "compulsory_measures"):
        found[f"{row}.decisions"] = [_cell(f"disclosure.{row}.decisions", laid)]
    if "disclosure.fees.amount" in laid.specs:
        found["fees"] = [_cell("disclosure.fees.amount", laid)]
    return found


def _cell(key: str, laid: Sheet) -> Reading:
    return Reading(f"表{laid.table.section}“{cell_name(key, laid)}”", (key,))


def _label(group: str, laid: Sheet) -> str:
    return next(entry.label.split("）")[-1] for entry in laid.table.groups if entry.key == group)


def in_columns(readings: Iterable[Reading], columns: tuple[str, ...], label: str) -> Readings:
    """`readings` of the total column, in other columns: 收到20件，其中自然人18件."""
    return tuple(
        Reading(
            f"{_without_total(reading.label)}的{label}",
            tuple(key.removesuffix(TOTAL) + f".{column}" for key in reading.plus for column in columns),
            tuple(key.removesuffix(TOTAL) + f".{column}" for key in reading.minus for column in columns),
        )
        for reading in readings
        if all(key.startswith("applications.") and key.endswith(TOTAL) for key in reading.keys)
    )


def _without_total(label: str) -> str:
    return label.replace("×总计", "").replace("各行总计之和", "各行")


def column_label(columns: tuple[str, ...]) -> str:
    """How a sentence calls one column, or the five of 法人或其他组织."""
    if len(columns) > 1:
        return next(g.label for g in load("2021").column_groups if g.columns == columns) + "各列之和"
    return column_name(specs()[f"applications.received.{columns[0]}"]) + "一列"


def row_words(forms: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(printed label without its number, row key) of the result rows that name themselves, the longest label first."""
    edition = forms.get("applications")
    if edition is None:
        return ()
    laid = sheet("applications", edition)
    found = {
        row_name(laid.specs[f"applications.{row.key}{TOTAL}"], laid): row.key
        for row in laid.table.rows
        if row.group in GROUPS and row.key != "otherwise.other"
    }
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))
