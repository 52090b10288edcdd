"""Figures below a blank label that are no row of the form: the sums of the columns tell, and accuse nobody."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from builders import filled
from formgrids import applications_rows, grid

from nianbao.ingest.form import load
from nianbao.ingest.parse import understood
from nianbao.ingest.report import Document, Format, Line, Report, Severity, State

HEAD = 3
ROWS = load("2021").table("applications").rows
COLUMNS = [column.key for column in load("2021").table("applications").blocks[0].columns]
LAST = (11, 14, 19, 22)
"""The last row of every group."""


def without(values: dict[str, Decimal], rows: Iterable[int]) -> dict[str, Decimal]:
    """The figures of a form with results that are zero."""
    for row in rows:
        for column in COLUMNS:
            key = f"applications.{ROWS[row].key}.{column}"
            for total in ("concluded", "received"):
                values[f"applications.{total}.{column}"] -= values[key]
            values[key] = Decimal(0)
    return values


def read(rows: list[list[str]]) -> Report:
    title = Line("云岭市财政局2023年政府信息公开工作年度报告")
    return understood(Document(Format.HTML, "html", (title, grid(rows))), b"")


def figures(kind: str, rows: list[list[str]], at: int) -> list[str]:
    if kind == "subtotal":
        group = [i for i, row in enumerate(ROWS) if row.group == ROWS[at].group and i != at]
        return [str(sum(int(rows[HEAD + i][3 + c]) for i in group)) for c in range(len(COLUMNS))]
    if kind == "check":
        return [str(int(rows[HEAD + 23][3 + c]) + int(rows[HEAD + 24][3 + c])) for c in range(len(COLUMNS))]
    if kind == "repeated":
        return rows[HEAD + at - 1][3:]
    return [str(c + 1) for c in range(len(COLUMNS))]


@pytest.mark.parametrize("kind", ["subtotal", "check", "repeated", "numbers"])
@pytest.mark.parametrize("blank", [LAST[:1], LAST[:2], LAST], ids=len)
@pytest.mark.parametrize("seed", range(3))
def test_figures_that_break_the_sums_of_the_columns_are_no_row(kind: str, blank: tuple[int, ...], seed: int) -> None:
    values = without(filled("2021", seed, busy=0.8), blank)
    for column in COLUMNS:  # what was received may not fall below zero
        short = min(Decimal(0), values[f"applications.received.{column}"])
        values[f"applications.received.{column}"] -= short
        values[f"applications.carried_in.{column}"] += short
    for column in ("received", "carried_in"):
        values[f"applications.{column}.total"] = sum(
            (values[f"applications.{column}.{one}"] for one in COLUMNS[:-1]), Decimal(0)
        )
    rows = applications_rows("2021", values)
    drawn = list(rows[:HEAD])
    for i, row in enumerate(rows[HEAD:]):
        drawn += [[*row[:3], *[""] * 7], ["", "", "", *figures(kind, rows, i)]] if i in blank else [row]
    report = read(drawn)
    assert not [one for one in report.findings if one.severity is Severity.ERROR]
    empty = {ROWS[i].key for i in blank}
    for cell in report.cells:
        row, _, column = cell.key.removeprefix("applications.").rpartition(".")
        wanted = (State.BLANK, None) if row in empty else (State.NUMBER, values[f"applications.{row}.{column}"])
        assert (cell.state, cell.value) == wanted
        assert bool(cell.doubt) == (row in empty)


@pytest.mark.parametrize("blank", [LAST[:1], LAST], ids=len)
def test_rows_of_nothing_but_zeros_are_not_silently_those_of_blank_labels(blank: tuple[int, ...]) -> None:
    rows = applications_rows("2021", without(filled("2021", 3), blank))
    drawn = list(rows[:HEAD])
    for i, row in enumerate(rows[HEAD:]):
        drawn += [[*row[:3], *[""] * 7], ["", "", "", *["0"] * 7]] if i in blank else [row]
    empty = {ROWS[i].key for i in blank}
    doubted = {cell.key.removeprefix("applications.").rpartition(".")[0] for cell in read(drawn).cells if cell.doubt}
    assert doubted == empty


def test_the_organ_s_own_slip_does_not_part_a_row_from_its_label() -> None:
    values = filled("2021", 3, busy=0.8)
    values["applications.concluded.natural_person"] += 3
    rows = applications_rows("2021", values)
    at = HEAD + 6
    label, own = rows[at][:3], rows[at][3:]
    report = read([*rows[:at], [*label, *[""] * 7], ["", "", "", *own], *rows[at + 1 :]])
    cells = {cell.key: cell for cell in report.cells}
    key = ROWS[6].key
    assert [cells[f"applications.{key}.{column}"].raw for column in COLUMNS] == own
    assert any("concluded" in one.keys[0] for one in report.findings if one.severity is Severity.ERROR)
