"""Two versions of a report: which cell, which paragraph; what is only set anew is no change."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from nianbao.eval.samples.make import make
from nianbao.eval.samples.organs import organs
from nianbao.eval.samples.sample import Format, Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.compare import compare
from nianbao.ingest.main import build
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Report

ORGAN = next(organs(11))


def sample(file_format: Format = "text", layout: str = "tabs") -> Sample:
    return make(ORGAN, 2023, file_format=file_format, layout=layout)


def read(one: Sample) -> Report:
    return parse(write(one), source=one.file)


def changed(one: Sample, key: str, value: Decimal | None) -> Sample:
    return replace(one, cells={**one.cells, key: value})


def test_a_report_is_like_itself_in_every_format() -> None:
    plain = read(sample())
    for file_format, layout in (("html", "plain"), ("docx", "official"), ("pdf", "bordered"), ("markdown", "pipes")):
        other = read(sample(file_format, layout))
        assert compare(other, read(sample(file_format, layout))).alike
        assert compare(plain, other).cells == ()
        assert compare(plain, other).same == len(plain.cells)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_exactly_the_changed_cells_are_named(data: st.DataObject) -> None:
    one = sample()
    keys = data.draw(st.lists(st.sampled_from(sorted(one.cells)), min_size=1, max_size=4, unique=True))
    other = one
    for key in keys:
        value = one.cells[key]
        other = changed(other, key, Decimal(value) + 1 if isinstance(value, Decimal) else None)
    comparison = compare(read(one), read(other))
    assert {change.key for change in comparison.cells} == set(keys)
    for change in comparison.cells:
        assert change.before is not None
        assert change.after is not None
        assert (change.before.value, change.after.value) == (one.cells[change.key], other.cells[change.key])


def test_a_blank_is_not_a_zero() -> None:
    one = changed(sample(), "review.reconsideration.total", Decimal(0))
    comparison = compare(read(one), read(changed(one, "review.reconsideration.total", None)))
    assert [change.key for change in comparison.cells] == ["review.reconsideration.total"]


def test_a_paragraph_that_was_changed_stands_with_both_its_forms_and_pages() -> None:
    one = sample("pdf", "bordered")
    five = next(section for section in one.sections if section.number == "五")
    told = (f"{five.paragraphs[0]}另补充一句说明。", *five.paragraphs[1:])
    sections = tuple(replace(s, paragraphs=told) if s.number == "五" else s for s in one.sections)
    comparison = compare(read(one), read(replace(one, sections=sections)))
    assert comparison.cells == ()
    (change,) = comparison.text
    assert change.section == "五"
    assert (len(change.before), len(change.after)) == (1, 1)
    assert change.after[0].text.endswith("另补充一句说明。")
    assert change.before[0].place.page == change.after[0].place.page
    assert change.before[0].place.page


def test_a_title_printed_on_two_lines_is_no_changed_text() -> None:
    one = replace(sample(), title=f"{ORGAN.name}2023年政府信息公开工作年度报告")
    two = replace(one, title=f"{ORGAN.name}\n2023年政府信息公开工作年度报告")
    assert compare(read(one), read(two)).alike
    other = replace(two, title=f"{ORGAN.name}\n2022年政府信息公开工作年度报告")
    assert [what for what, *_ in compare(read(one), read(other)).about] == ["year", "title"]


def test_another_organ_is_said() -> None:
    plain = read(sample())
    assert compare(plain, replace(plain, organ="云岭市财政局")).about == (("organ", plain.organ, "云岭市财政局"),)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    one = sample("pdf", "bordered")
    before, after = tmp_path / "旧.pdf", tmp_path / "新.pdf"
    before.write_bytes(write(one))
    after.write_bytes(write(changed(one, "disclosure.licences.decisions", Decimal(7))))
    return before, after


def test_the_command_says_which_cell_and_where(files: tuple[Path, Path]) -> None:
    run = CliRunner().invoke(build(), ["compare", *map(str, files)])
    assert run.exit_code == 1
    assert "行政许可 × 本年处理决定数量" in run.stdout
    assert "→ 7（第 " in run.stdout
    assert "disclosure.licences.decisions" in run.stdout
    alike = CliRunner().invoke(build(), ["compare", str(files[0]), str(files[0])])
    assert (alike.exit_code, "没有不同" in alike.stdout) == (0, True)


def test_the_json_has_both_sides(files: tuple[Path, Path]) -> None:
    found = json.loads(CliRunner().invoke(build(), ["compare", *map(str, files), "--json"]).stdout)
    (cell,) = found["cells"]
    assert cell["key"] == "disclosure.licences.decisions"
    assert cell["after"]["value"] == "7"
    assert cell["before"]["page"] == cell["after"]["page"]
    assert (found["text"], found["about"]) == ([], [])
