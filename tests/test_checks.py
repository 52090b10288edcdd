"""The checks beside the arithmetic, wired together: what they find in a file, and whose slip it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import cell, cells, editions, filled

from nianbao.eval.samples import slips
from nianbao.eval.samples.make import make
from nianbao.eval.samples.organs import YUNYU, department
from nianbao.eval.samples.sample import Format, Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.checks import against_tables, of_the_whole, unproven, with_origins
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Cell, Finding, Origin, Section, Severity

ORGAN = "云屿市民政局"
RECEIVED = "applications.received.total"
ISSUED = "disclosure.normative_documents.issued"
TEXT = "全年共收到政府信息公开申请35件，制发行政规范性文件9件。"


def told(report: Mapping[str, Cell], text: str = TEXT) -> tuple[Finding, ...]:
    return against_tables([Section("一", "总体情况", text)], report, editions(), ORGAN, 2023)


def origins(
    report: Mapping[str, Cell], second: Mapping[str, Cell] | None, *, trusted: bool = False, reader: str = "grid"
) -> dict[str, Origin]:
    found = with_origins(told(report), report, editions(), second, trusted=trusted, reader=reader)
    return {finding.keys[0]: finding.origin for finding in found}


@pytest.fixture
def empty() -> dict[str, Cell]:
    return cells(filled("2021", busy=0))


def test_a_cell_in_a_sum_that_adds_up_is_proven_and_one_in_none_is_not(empty: dict[str, Cell]) -> None:
    assert origins(empty, None) == {RECEIVED: Origin.DOCUMENT, ISSUED: Origin.UNKNOWN}
    assert unproven(told(empty), empty, editions())
    assert not unproven(told(empty, "全年共收到政府信息公开申请35件。"), empty, editions())


def test_two_readers_that_agree_prove_every_cell(empty: dict[str, Cell]) -> None:
    assert origins(empty, dict(empty)) == {RECEIVED: Origin.DOCUMENT, ISSUED: Origin.DOCUMENT}


def test_two_readers_that_differ_mean_reading_whatever_adds_up(empty: dict[str, Cell]) -> None:
    second = empty | {RECEIVED: cell(RECEIVED, 35), ISSUED: cell(ISSUED, 9)}
    assert origins(empty, second) == {RECEIVED: Origin.EXTRACTION, ISSUED: Origin.EXTRACTION}
    found = with_origins(told(empty), empty, editions(), second, trusted=False, reader="grid")
    assert all("请对照原件" in f.message and "原件如此" not in f.message for f in found)


def test_a_format_that_says_where_cells_are_is_trusted_but_for_doubtful_cells(empty: dict[str, Cell]) -> None:
    assert set(origins(empty, None, trusted=True).values()) == {Origin.DOCUMENT}
    doubtful = empty | {ISSUED: replace(empty[ISSUED], doubt="字母或圈读作数字")}
    assert origins(doubtful, None, trusted=True)[ISSUED] is Origin.UNKNOWN


def test_prose_that_was_recognised_from_an_image_proves_nothing(empty: dict[str, Cell]) -> None:
    assert set(origins(empty, dict(empty), reader="scan").values()) == {Origin.UNKNOWN}


def test_the_whole_is_asked_about_without_tables_or_date() -> None:
    found = of_the_whole([Section("六", "", "无。\n2024年5月6日")], {}, ORGAN, 2023)
    assert [f.rule for f in found] == ["form_completeness", "form_completeness", "publication_date"]
    assert all(f.severity is Severity.QUESTION for f in found)


# ------------------------------------------------------------------ whole files


def sample(file_format: Format, layout: str) -> Sample:
    return make(department(YUNYU, "market"), 2023, file_format=file_format, layout=layout)


def reworded(made: Sample, old: str, new: str) -> Sample:
    sections = tuple(replace(s, paragraphs=tuple(p.replace(old, new) for p in s.paragraphs)) for s in made.sections)
    assert sections != made.sections
    return replace(made, sections=sections)


@pytest.mark.parametrize(
    ("file_format", "layout"),
    [("text", "tabs"), ("html", "site"), ("docx", "official"), ("pdf", "bordered"), ("pdf", "flowing")],
)
def test_a_changed_figure_of_the_prose_is_found_in_every_format_as_the_documents(
    file_format: Format, layout: str
) -> None:
    made = sample(file_format, layout)
    held = made.cells[ISSUED]
    assert isinstance(held, Decimal)
    wrong = slips.misstate(made, RECEIVED, 4321)
    wrong = reworded(wrong, f"制发行政规范性文件{held}件", f"制发行政规范性文件{held + 7}件")
    assert [f for f in parse(write(made)).findings if f.severity is not Severity.NOTE] == []
    found = [f for f in parse(write(wrong)).findings if f.severity is not Severity.NOTE]
    assert {(f.rule, f.keys, f.actual, f.severity, f.origin) for f in found} == {
        ("text_table", (ISSUED,), str(held + 7), Severity.ERROR, Origin.DOCUMENT),
        ("text_table", (RECEIVED,), "4321", Severity.ERROR, Origin.DOCUMENT),
    }
    assert all((f.page == 1) == (file_format == "pdf") for f in found)
