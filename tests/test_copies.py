"""One report twice in a file: what the copies say differently is doubted, and a blank form is not read for the filled one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.sample import Format, Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Report

CASES: list[tuple[Format, str]] = [("text", "tabs"), ("text", "stacked"), ("markdown", "pipes"), ("html", "plain")]
KEY = "disclosure.penalties.decisions"


def sample(file_format: Format, layout: str, year: int = 2023) -> Sample:
    return next(generated(1, 77, years=(year,), file_format=file_format, layout=layout))


def changed(one: Sample, key: str = KEY) -> Sample:
    value = one.cells[key]
    assert value is not None
    assert value != "/"
    return replace(one, cells={**one.cells, key: value + 7})


def blank(one: Sample) -> Sample:
    return replace(one, cells=dict.fromkeys(one.cells), printed={}, remarks={}, units={})


def read(*samples: Sample) -> Report:
    pages = [write(one).replace(b"</body>", b"").replace(b"</html>", b"") for one in samples]
    return parse(b"\n".join(pages))


def told(report: Report) -> list[str]:
    return [one.message for one in report.findings if one.rule == "identity"]


@pytest.mark.parametrize(("file_format", "layout"), CASES)
def test_a_cell_that_the_copy_says_differently_is_doubted(file_format: Format, layout: str) -> None:
    one = sample(file_format, layout)
    alone, both = read(one), read(one, changed(one))
    assert [cell.key for cell in both.cells if cell.doubt] == [KEY]
    assert [cell.value for cell in both.cells] == [cell.value for cell in alone.cells]
    (cell,) = (cell for cell in both.cells if cell.doubt)
    assert f"{changed(one).cells[KEY]}" in (cell.doubt or "")
    assert any("统计表有1格不同" in message for message in told(both))


@pytest.mark.parametrize(("file_format", "layout"), CASES)
def test_the_filled_report_is_read_and_not_the_blank_form_before_it(file_format: Format, layout: str) -> None:
    one = sample(file_format, layout)
    alone, both = read(one), read(blank(one), one)
    assert [(cell.key, cell.raw, cell.doubt) for cell in both.cells] == [
        (cell.key, cell.raw, cell.doubt) for cell in alone.cells
    ]
    assert [one.text for one in both.sections] == [one.text for one in alone.sections]
    assert any("没有填数字的表式" in message for message in told(both))


def test_a_blank_form_behind_the_report_puts_nothing_in_doubt() -> None:
    one = sample("text", "tabs")
    assert not any(cell.doubt for cell in read(one, blank(one)).cells)


def test_of_three_each_other_figure_is_told() -> None:
    one = sample("text", "tabs")
    both = read(blank(one), one, changed(one), changed(changed(one)))
    (cell,) = (cell for cell in both.cells if cell.doubt)
    assert (cell.key, cell.value) == (KEY, one.cells[KEY])
    assert (cell.doubt or "").count("“") == len({changed(one).cells[KEY], changed(changed(one)).cells[KEY]})


def test_another_year_s_report_is_no_copy_however_blank_the_first_is() -> None:
    one, other = sample("text", "tabs"), sample("text", "tabs", 2022)
    both = read(one, other)
    assert not any(cell.doubt for cell in both.cells)
    assert both.year == one.year
    assert not any(cell.value for cell in read(blank(one), other).cells)
