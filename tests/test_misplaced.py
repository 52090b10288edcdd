"""Right figures in the wrong places are told by what would put them back, and once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from builders import cells, editions, filled
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.faults import faults, told
from nianbao.ingest.relations import validate
from nianbao.ingest.report import Checks, Finding, Format, Report, Severity, Status

ROW = "applications.granted"
COLUMNS = ("natural_person", "business", "research", "welfare", "legal_service", "other_org", "total")
FORM = editions()


def figures(**changed: int) -> dict[str, Decimal]:
    """A consistent form in which no two cells of `ROW` are alike, with `column=value` printed in it instead."""
    values = filled("2021", busy=0)
    for number, column in enumerate(COLUMNS[:-1]):
        for row in ("received", "granted", "concluded"):
            values[f"applications.{row}.{column}"] = Decimal(3 * 2**number)
    for row in ("received", "granted", "concluded"):
        values[f"applications.{row}.total"] = Decimal(3 * 63)
    return values | {f"{ROW}.{column}": Decimal(value) for column, value in changed.items()}


def found(values: dict[str, Decimal]) -> tuple[Finding, ...]:
    return validate(cells(values), FORM).findings


def faults_of(findings: tuple[Finding, ...], values: dict[str, Decimal]) -> int:
    report = Report("", 2023, "", "", "", Format.TEXT, FORM, tuple(cells(values).values()), (), Checks(), findings)
    return len(faults(report))


def test_two_swapped_neighbours_are_one_fault_and_both_are_named() -> None:
    values = figures(business=12, research=6)
    findings = found(values)
    assert {finding.keys[0] for finding in findings} == {f"{ROW}.business", f"{ROW}.research"}
    assert all("若“予以公开×商业企业”（现为12）与“予以公开×科研机构”（现为6）两格互换" in f.message for f in findings)
    assert faults_of(findings, values) == 1


def test_a_swap_with_the_total_explains_the_row_as_well() -> None:
    values = figures(other_org=189, total=96)
    findings = found(values)
    assert {finding.rule for finding in findings} == {"row_total", "concluded_sum"}
    assert len(findings) == 3
    assert all("两格互换，则所涉3式均相平" in finding.message for finding in findings)


def test_a_row_moved_to_the_right_is_told_as_such() -> None:
    values = figures()
    old = [int(values[f"{ROW}.{column}"]) for column in COLUMNS[:-1]]
    values |= {f"{ROW}.{column}": Decimal(value) for column, value in zip(COLUMNS, (0, *old), strict=True)}
    findings = found(values)
    assert len(findings) > 2
    assert all("各格的数字依次左移一格" in finding.message for finding in findings)
    assert faults_of(findings, values) == 1


def test_a_single_wrong_cell_is_never_told_as_a_swap() -> None:
    findings = found(figures(business=7))
    assert all("交叉定位于“予以公开×商业企业”" in finding.message for finding in findings)
    assert all(finding.cause is None for finding in findings)


def test_where_two_swaps_explain_the_same_none_is_told() -> None:
    values = figures(business=12, research=6)
    for column, value in (("business", 12), ("research", 6)):
        values[f"applications.partially_granted.{column}"] = Decimal(value)
        for row in ("received", "concluded"):
            values[f"applications.{row}.{column}"] += value
    values["applications.partially_granted.total"] = Decimal(18)
    for row in ("received", "concluded"):
        values[f"applications.{row}.total"] += 18
    findings = found(values)
    assert findings
    assert not any("互换" in finding.message for finding in findings)


@given(st.integers(0, 300), st.sampled_from(COLUMNS[:-1]), st.integers(1, 9))
def test_every_failing_relation_keeps_its_own_cells(seed: int, column: str, by: int) -> None:
    values = filled("2021", seed)
    values[f"{ROW}.{column}"], values["applications.concluded.total"] = (
        values[f"{ROW}.{column}"] + by,
        values["applications.concluded.total"] + by,
    )
    validation = validate(cells(values), FORM)
    failing = {frozenset(one.keys) for one, status in validation.outcomes if status is Status.FAIL}
    assert {frozenset(finding.keys) for finding in validation.findings if finding.severity is Severity.ERROR} == failing


def test_what_findings_of_one_place_have_in_common_is_said_once() -> None:
    values = figures(business=7)
    report = Report("", 2023, "", "", "", Format.TEXT, FORM, tuple(cells(values).values()), (), Checks(), found(values))
    (fault,) = faults(report)
    sentences, end = told(fault.messages)
    assert len(sentences) == 2
    assert not any("交叉定位" in sentence or "请核" in sentence for sentence in sentences)
    assert end.startswith("交叉定位于")
    assert end.endswith("请对照原件核对。")
    (alone,) = faults(replace(report, findings=report.findings[:1]))
    assert told(alone.messages) == ((report.findings[0].message,), "")
