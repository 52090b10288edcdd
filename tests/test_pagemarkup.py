"""A report is read whole from every markup that published pages have."""

from __future__ import annotations

import pytest
from builders import filled
from pagemarkup import LAYOUTS, ORGAN, TITLE

from nianbao.ingest.parse import parse
from nianbao.ingest.report import Severity


@pytest.mark.parametrize("seed", [3, 11])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_is_read_from_every_markup(layout: str, seed: int) -> None:
    values = filled("2021", seed, most=300, busy=0.7)
    report = parse(LAYOUTS[layout](values).encode(), source="page.html")
    assert {cell.key: cell.value for cell in report.cells} == values
    assert (report.organ, report.year, report.title) == (ORGAN, 2023, TITLE)
    assert [section.number for section in report.sections if section.number != "前言"] == list("一二三四五六")
    assert report.sections[-1].text == "无。"
    assert not [one for one in report.findings if one.severity is Severity.ERROR]
