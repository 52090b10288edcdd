"""The whole chain on whole files: gold figures of real reports, every demo report, and identity from outside."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from nianbao.eval.samples.demo import demo_samples
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.errors import NotAReport
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.outline import SECTIONS
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Origin, Report, Severity, State, Status

REAL = {
    "xihe-civil-affairs-2023.txt": 200,
    "hongze-2023.pdf": 186,
    "shanghai-office-2019.html": 198,
    "shuyang-2025.md": 200,
}


def real(folder: Path, name: str) -> Report:
    return parse((folder / name).read_bytes(), source=name)


def gold_text(report: Report, key: str) -> str | None:
    """A cell as the gold files write it: a free unit stands with its number."""
    cell = report.cell(key)
    assert cell is not None
    if cell.value is None:
        assert cell.state is State.BLANK
        return None
    return decimal_text(cell.value) + (cell.unit if key == "disclosure.procurement.amount" else "")


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_every_gold_cell_is_right_and_nothing_is_extra(shared_reports: Path, name: str) -> None:
    gold = json.loads((shared_reports / f"{Path(name).stem}.gold.json").read_text(encoding="utf-8"))
    report = real(shared_reports, name)
    assert len(report.cells) == REAL[name] == len(gold["cells"])
    assert {cell.key: gold_text(report, cell.key) for cell in report.cells} == gold["cells"]
    assert report.year == gold["year"]
    if name != "shuyang-2025.md":  # its recogniser wrote another character for 沭 throughout
        assert report.organ == gold["organ"]


@pytest.mark.real
def test_the_blank_form_is_blank_and_nothing_fails(shared_reports: Path) -> None:
    report = real(shared_reports, "blank-form-2021.docx")
    assert Counter(cell.state for cell in report.cells) == {State.BLANK: 200}
    assert (report.checks.passed, report.checks.failed, report.checks.not_assessable) == (0, 0, 42)
    assert (report.organ, report.year) == (None, None)


@pytest.mark.real
def test_the_organs_own_errors_are_found_as_the_documents(shared_reports: Path) -> None:
    errors = [f for f in real(shared_reports, "hongze-2023.pdf").findings if f.severity is Severity.ERROR]
    assert {(f.keys[0], f.expected, f.actual, f.origin) for f in errors} == {
        ("review.reconsideration.total", "11", "0", Origin.DOCUMENT),
        ("review.suit_after_review.total", "5", "0", Origin.DOCUMENT),
    }


@pytest.mark.real
def test_blank_cells_are_noted_and_are_no_errors(shared_reports: Path) -> None:
    findings = real(shared_reports, "xihe-civil-affairs-2023.txt").findings
    assert not [f for f in findings if f.severity is Severity.ERROR]
    (note,) = [f for f in findings if f.severity is Severity.NOTE]
    assert set(note.keys) == {
        f"review.reconsideration.{c}" for c in ("upheld", "corrected", "other", "pending", "total")
    }


@pytest.mark.parametrize("sample", demo_samples(), ids=lambda sample: sample.file)
def test_every_demo_report_is_read_right(sample: Sample) -> None:
    truth = sample.truth
    report = parse(write(sample), source=sample.file)
    assert (report.organ, report.year) == (truth.organ, truth.year)
    assert report.forms == truth.forms
    read = {cell.key: (cell.state, cell.value, cell.remark) for cell in report.cells}
    assert read == {cell.key: (cell.state, cell.value, cell.remark) for cell in truth.cells}
    assert [section.number for section in report.sections] == [section.number for section in truth.sections]
    for section, printed in zip(report.sections, truth.sections, strict=True):
        if section.number != "前言":
            assert "".join(printed.text.split()) in "".join(section.text.split())
    failed = {f.rule: f for f in report.findings if f.status is Status.FAIL and f.severity is Severity.ERROR}
    arithmetic = {"balance", "concluded_sum", "row_total", "review_total"}
    assert arithmetic & set(failed) == arithmetic & {slip.rule for slip in sample.slips}
    assert all(f.origin is Origin.DOCUMENT for rule, f in failed.items() if rule in arithmetic)
    declared = {(s.rule, s.keys, s.expected, s.actual) for s in sample.slips if s.rule in ("text_table", "fee_kind")}
    told = [f for f in report.findings if f.rule in ("text_table", "fee_kind", "rules_competence")]
    assert {(f.rule, f.keys, f.expected, f.actual) for f in told} == declared
    assert all(f.origin is Origin.DOCUMENT for f in told)
    assert set(failed) <= {slip.rule for slip in sample.slips}


def test_what_is_known_from_outside_wins_and_a_difference_is_asked() -> None:
    sample = demo_samples()[0]
    report = parse(write(sample), organ="临澜市财政局", year=2021)
    assert (report.organ, report.year) == ("临澜市财政局", 2021)
    assert [f.rule for f in report.findings if f.severity is Severity.QUESTION and f.rule == "identity"] == [
        "identity"
    ] * 2


def test_a_readable_file_that_is_no_report_is_refused() -> None:
    with pytest.raises(NotAReport, match="政府信息公开工作年度报告"):
        parse("会议通知\n定于明日上午召开会议，请准时参加。".encode())


def _twice(changed: str, *, times: int = 1) -> Report:
    """A demo report in which a row of table three is followed by copies of it whose figures are changed."""
    sample = next(sample for sample in demo_samples() if sample.format == "markdown")
    text = write(sample).decode()
    (row,) = [line for line in text.splitlines() if "（一）予以公开" in line]
    copy = re.sub(r"(?<=\|) *\d+ *(?=\|)", changed, row)
    return parse(text.replace(row, "\n".join([row, *[copy] * times])).encode(), source=sample.file)


@pytest.mark.parametrize("times", [1, 3])
def test_rows_that_stand_twice_with_other_figures_are_one_question_to_the_clerk(times: int) -> None:
    report = _twice("97", times=times)
    (found,) = [finding for finding in report.findings if "不止一次" in finding.message]
    assert (found.rule, found.severity, found.origin) == ("form_completeness", Severity.QUESTION, Origin.DOCUMENT)
    assert set(found.keys) == {cell.key for cell in report.cells if cell.key.startswith("applications.granted.")}
    assert found.message.startswith("表三")
    assert "予以公开" in found.message
    assert "自然人“" in found.message
    assert "“97”" in found.message
    assert found.message.endswith("原件如此，请核。")
    assert {cell.key for cell in report.cells if cell.doubt} == set(found.keys)


def test_all_six_headings_of_the_form_make_a_report_without_title_or_tables() -> None:
    headings = [f"{number}、{title}" for number, title, _ in SECTIONS]
    text = "\n".join(f"{heading}\n工作有序开展。" for heading in headings)
    report = parse(text.encode())
    assert [section.number for section in report.sections if section.number in "一二三四五六"] == list("一二三四五六")
    with pytest.raises(NotAReport):
        parse(text.replace(headings[3], "").replace(headings[1], "").encode())
