"""The workbook of a check: every row there, numbers exact, and no text that runs."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from nianbao.eval.samples import organs, slips
from nianbao.eval.samples.make import make
from nianbao.eval.samples.write import write
from nianbao.ingest import workbook as door
from nianbao.ingest.checkbook import checkbook
from nianbao.ingest.naming import SEVERITIES, STATUSES
from nianbao.ingest.parse import parse
from nianbao.ingest.relations import validate
from nianbao.ingest.report import Finding, Report, Severity, State, Status
from nianbao.ingest.workbook import Column, Sheet, Value, workbook

CIVIL = organs.department(organs.QINGXI, "civil")
TOTAL = "review.reconsideration.total"
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://evil.example")',
    "\t=1",
    "#N/A",
    "=cmd|' /C calc'!A0",
    "-",
)


def report(year: int = 2024) -> Report:
    made = make(CIVIL, year, file_format="text", layout="tabs")
    value = made.cells[TOTAL]
    assert isinstance(value, Decimal)
    made = slips.dash_zeros(slips.wrong_cell(made, TOTAL, int(value) + 3), "disclosure.")
    return parse(write(made), source=made.file)


def opened(data: bytes) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(io.BytesIO(data))}


def table(sheet: Worksheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def written(*values: Value) -> Worksheet:
    """One row in a sheet of its own."""
    return opened(workbook([Sheet("一", [Column(str(n), 9) for n in range(len(values))], [values])], "题"))["一"]


# ------------------------------------------------------------------ what is in it


def test_one_row_a_finding_in_words() -> None:
    checked = report()
    rows = table(opened(checkbook([checked]))["发现"])
    assert sorted((str(row["程度"]), str(row["说明"])) for row in rows) == sorted(
        (SEVERITIES[one.severity], one.message) for one in checked.findings
    )
    first = next(row for row in rows if row["规则"] == "review_total")
    assert (first["机关"], first["年度"], first["文件"]) == (checked.organ, 2024, checked.source)
    assert (first["行"], first["列"], first["格"], first["结果"]) == ("行政复议", "总计", TOTAL, "不符")
    assert first["核算数"] - first["所列数"] == first["差"] == -3  # type: ignore[operator]


def test_the_worst_stands_first() -> None:
    order = list(SEVERITIES.values())
    told = [order.index(str(row["程度"])) for row in table(opened(checkbook([report()]))["发现"])]
    assert told == sorted(told)


def test_one_row_a_relation_with_how_it_ended_and_every_cell() -> None:
    checked = report()
    outcomes = validate({cell.key: cell for cell in checked.cells}, checked.forms).outcomes
    rows = table(opened(checkbook([checked]))["勾稽"])
    assert [(row["规则"], row["结果"]) for row in rows] == [(one.rule, STATUSES[status]) for one, status in outcomes]
    for (relation, status), row in zip(outcomes, rows, strict=True):
        for keys, side in ((relation.left, "左边各格"), (relation.right, "右边各格")):
            assert str(row[side]).count("＋") == len(keys) - 1
        assert (row["差"] == 0) == (status in (Status.PASS, Status.PASS_IF_BLANK_IS_ZERO))


def test_one_row_a_cell_with_its_exact_value() -> None:
    checked = report()
    rows = table(opened(checkbook([checked]))["数据"])
    assert [row["格"] for row in rows] == [cell.key for cell in checked.cells]
    for cell, row in zip(checked.cells, rows, strict=True):
        assert (None if row["数值"] is None else Decimal(str(row["数值"]))) == cell.value
        assert row["原文"] == (cell.raw or None)


def test_one_row_a_file_and_those_that_could_not_be_read() -> None:
    checked = (report(), report(2023))
    rows = table(opened(checkbook(checked, [("坏.pdf", "打不开。")]))["文件"])
    assert [row["文件"] for row in rows] == [checked[0].source, checked[1].source, "坏.pdf"]
    assert [row["SHA-256"] for row in rows] == [checked[0].sha256, checked[1].sha256, None]
    assert rows[2]["未能读取的原因"] == "打不开。"
    checks = checked[0].checks
    assert (rows[0]["勾稽相符"], rows[0]["勾稽不符"]) == (checks.passed, checks.failed)
    assert rows[0]["错误"] == sum(one.severity is Severity.ERROR for one in checked[0].findings)


def test_no_reports_give_a_workbook_of_heads() -> None:
    assert [sheet.max_row for sheet in opened(checkbook([])).values()] == [1, 1, 1, 1]


def test_heads_stay_filters_are_set_and_columns_have_widths() -> None:
    for sheet in opened(checkbook([report()])).values():
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width >= 6 for cell in sheet[1])
        assert all(cell.font.b for cell in sheet[1])


def test_long_sentences_are_broken_into_lines() -> None:
    sheet = opened(checkbook([report()]))["发现"]
    column = next(cell.column for cell in sheet[1] if cell.value == "说明")
    assert all(row[column - 1].alignment.wrap_text for row in sheet.iter_rows(min_row=2))


# ------------------------------------------------------------------ nothing runs


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_text_and_stays_text(text: str) -> None:
    (cell,) = written(text)[2]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_a_hostile_report_has_no_formula_in_any_sheet() -> None:
    checked = report()
    cells = tuple(replace(cell, raw="=1+1", remark="@x", doubt="+1", state=State.TEXT) for cell in checked.cells)
    finding = Finding(
        "row_total", Severity.ERROR, Status.FAIL, (TOTAL,), "=cmd|' /C calc'!A0", expected="=1", actual="+x"
    )
    dirty = replace(checked, organ="=1+1", title="@title", source="-x", cells=cells, findings=(finding,), _by_key={})
    data = checkbook([dirty], [("=file", "+why")])
    values = [cell for sheet in opened(data).values() for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in values} <= {"s", "n"}
    assert "=1+1" in {cell.value for cell in values}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f" not in archive.read(name).replace(b"<fitTo", b"")
        assert not [name for name in archive.namelist() if "external" in name.lower() or "rels/sheet" in name]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back_as_that_text(texts: list[str]) -> None:
    kept = [door.legal(text) for text in texts]
    cells = written(*texts)[2]
    assert [cell.value or "" for cell in cells] == kept
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_a_text_longer_than_a_cell_is_cut_not_refused() -> None:
    (cell,) = written("长" * 40_000)[2]
    assert len(str(cell.value)) == door.LONGEST


# ------------------------------------------------------------------ numbers


@given(st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=2))
@settings(max_examples=60, deadline=None)
def test_a_decimal_comes_back_exactly(value: Decimal) -> None:
    (cell,) = written(value)[2]
    assert Decimal(str(cell.value)) == value
    assert cell.data_type == ("n" if len(value.as_tuple().digits) <= door.EXACT_DIGITS else "s")


@pytest.mark.parametrize(
    ("value", "format_"),
    [(Decimal("7730.28"), "0.00"), (Decimal("12.50"), "0.00"), (Decimal(1200), "0"), (Decimal("-3"), "0")],
)
def test_a_number_shows_the_decimals_it_was_printed_with(value: Decimal, format_: str) -> None:
    (cell,) = written(value)[2]
    assert (cell.number_format, cell.data_type) == (format_, "n")


def test_a_number_too_long_for_a_spreadsheet_is_kept_as_text() -> None:
    (cell,) = written(Decimal("1234567890123456789.01"))[2]
    assert (cell.data_type, cell.value) == ("s", "1234567890123456789.01")


# ------------------------------------------------------------------ large, and again


def rows(count: int) -> Iterable[Sequence[Value]]:
    return ([number] for number in range(count))


@pytest.mark.parametrize(("count", "sheets"), [(3, ["数"]), (4, ["数", "数2"]), (9, ["数", "数2", "数3"]), (0, ["数"])])
def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
    count: int, sheets: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_ROWS", 4)
    book = opened(workbook([Sheet("数", [Column("号", 9)], rows(count))], "题"))
    held = [cell.value for sheet in book.values() for (cell,) in sheet.iter_rows(min_row=2)]
    assert held == list(range(count))
    assert list(book) == sheets


def test_the_same_reports_give_the_same_bytes() -> None:
    assert checkbook([report()]) == checkbook([report()])


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib\nfrom nianbao.ingest.workbook import Column, Sheet, workbook\n"
        "data = workbook([Sheet('数', [Column('号', 9)], [['甲'], [1]])], '题')\nprint(hashlib.sha256(data).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
