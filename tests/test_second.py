"""A second reader is asked where something hangs on it, and confirms a cell in its place where it finds no tables."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.slips import wrong_cell
from nianbao.eval.samples.write import write
from nianbao.ingest.carry import carry_over
from nianbao.ingest.parse import parse, understood
from nianbao.ingest.read import read
from nianbao.ingest.report import Grid, Origin, Severity, State
from nianbao.ingest.second import against_last_year, seen_twice

KEY = "applications.granted.natural_person"


@cache
def sample(year: int = 2023) -> Sample:
    (before, own) = generated(1, 9, years=(2022, 2023), file_format="pdf", layout="bordered")
    return own if year == 2023 else before


def printed(layout: str, made: Sample) -> bytes:
    return write(replace(made, format="pdf", layout=layout))


def raised(key: str = KEY, by: int = 3) -> Sample:
    held = sample().cells[key]
    return wrong_cell(sample(), key, int(str(held)) + by)


@pytest.mark.parametrize("layout", ["bordered", "open-sides", "squares", "borderless"])
def test_an_error_that_the_file_prints_is_the_documents_in_every_layout(layout: str) -> None:
    report = parse(printed(layout, raised()))
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    assert errors
    assert {finding.origin for finding in errors} == {Origin.DOCUMENT}


def test_a_cell_that_only_the_first_reader_took_for_something_else_comes_from_reading() -> None:
    data = printed("bordered", sample())
    cell = parse(data).cell(KEY)
    assert cell is not None
    document = read(data)
    blocks = tuple(
        replace(block, cells=tuple(replace(c, text="7777") if c.place == cell.place else c for c in block.cells))
        if isinstance(block, Grid)
        else block
        for block in document.blocks
    )
    report = understood(replace(document, blocks=blocks), data)
    errors = [finding for finding in report.findings if KEY in finding.keys and finding.severity is Severity.ERROR]
    assert errors
    assert {finding.origin for finding in errors} == {Origin.EXTRACTION}


def test_a_blank_that_leaves_a_sum_open_is_looked_at_twice() -> None:
    key = "applications.granted.total"
    blank = replace(sample(), cells={**sample().cells, key: None})
    (note,) = [f for f in parse(printed("bordered", blank)).findings if key in f.keys and f.rule == "form_completeness"]
    assert note.origin is Origin.DOCUMENT


def test_a_table_read_mostly_wrong_is_confirmed_by_nothing() -> None:
    data = printed("borderless", sample())
    report = parse(data)
    assert len(seen_twice(report, data)) > 100
    shuffled = replace(report, checks=replace(report.checks, passed=3, failed=9), _by_key={})
    assert not seen_twice(shuffled, data)


def test_a_file_that_says_itself_where_cells_are_needs_no_second_reader() -> None:
    data = write(replace(sample(), format="docx", layout="official"))
    assert seen_twice(parse(data), data) == frozenset()


def test_a_gap_between_the_years_of_two_pdfs_is_the_documents() -> None:
    key = "disclosure.normative_documents.in_force"
    data, last = printed("bordered", raised(key)), printed("open-sides", sample(2022))
    own, before = parse(data), parse(last)
    alone = [f for f in carry_over(own, before).findings if f.rule == "in_force_roll"]
    assert {finding.origin for finding in alone} == {Origin.UNKNOWN}
    both = [f for f in against_last_year(own, data, before, last).findings if f.rule == "in_force_roll"]
    assert {finding.origin for finding in both} == {Origin.DOCUMENT}


def test_cells_stay_as_the_first_reader_has_them_where_the_second_only_confirms() -> None:
    report = parse(printed("open-sides", raised()))
    assert all(cell.reader == "grid" and cell.doubt is None for cell in report.cells if cell.state is State.NUMBER)
