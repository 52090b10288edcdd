"""Reading is the inverse of writing a filled form, in every format; and swapped rows are read right."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import filled
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.eval.samples import demo
from nianbao.eval.samples.make import make
from nianbao.eval.samples.write import write
from nianbao.ingest.parse import parse
from nianbao.ingest.report import State

LAYOUTS = (
    ("text", "tabs"),
    ("text", "tabs-gb18030"),
    ("markdown", "pipes"),
    ("markdown", "pipes-repeated"),
    ("html", "plain"),
    ("html", "site"),
    ("docx", "official"),
    ("pdf", "bordered"),
    ("pdf", "cut-rows"),
)


@pytest.mark.parametrize(("file_format", "layout"), LAYOUTS)
@settings(max_examples=12)
@given(
    seed=st.integers(0, 10**6),
    edition=st.sampled_from(["2021", "2019"]),
    blanks=st.sets(st.integers(0, 400), max_size=12),
)
def test_reading_is_the_inverse_of_writing(
    file_format: str, layout: str, seed: int, edition: str, blanks: set[int]
) -> None:
    figures = filled(edition, seed, most=3000)
    keys = list(figures)
    values: dict[str, Decimal | None] = figures | dict.fromkeys((keys[blank % len(keys)] for blank in blanks), None)
    editions = dict.fromkeys(("disclosure", "applications", "review"), edition)
    faultless = make(demo.CITY_FINANCE, 2023, figures, file_format=file_format, layout=layout, editions=editions)
    sample = replace(faultless, cells=values)
    report = parse(write(sample), source=sample.file)
    assert (report.organ, report.year) == ("云屿市财政局", 2023)
    assert {cell.key: cell.value for cell in report.cells} == values
    assert {cell.key for cell in report.cells if cell.state is State.BLANK} == {
        k for k, v in values.items() if v is None
    }
