"""Whose slip a finding is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import cell, cells, editions, filled

from nianbao.ingest.origin import with_origin
from nianbao.ingest.relations import validate
from nianbao.ingest.report import Cell, Finding, Origin, Severity, State, Status

TOTAL = "review.reconsideration.total"
UPHELD = "review.reconsideration.upheld"


def told(first: dict[str, Cell], second: dict[str, Cell] | None, *, trusted: bool = False) -> Finding:
    (finding,) = with_origin(validate(first, editions()).findings, first, second, trusted=trusted)
    return finding


@pytest.fixture
def wrong() -> dict[str, Cell]:
    return cells(filled("2021", busy=0) | {UPHELD: Decimal(10)})


def test_two_readers_that_agree_on_a_wrong_total_mean_that_it_stands_so(wrong: dict[str, Cell]) -> None:
    finding = told(wrong, dict(wrong))
    assert finding.origin is Origin.DOCUMENT
    assert "原件如此，请核" in finding.message


def test_two_readers_that_differ_in_a_cell_of_the_relation_mean_extraction(wrong: dict[str, Cell]) -> None:
    finding = told(wrong, wrong | {TOTAL: cell(TOTAL, 10)})
    assert finding.origin is Origin.EXTRACTION
    assert "原件如此" not in finding.message
    assert "请对照原件" in finding.message


def test_a_difference_elsewhere_says_nothing_about_the_relation(wrong: dict[str, Cell]) -> None:
    elsewhere = "review.direct_suit.total"
    assert told(wrong, wrong | {elsewhere: cell(elsewhere, 3)}).origin is Origin.DOCUMENT


def test_a_blank_to_one_reader_and_a_dash_to_the_other_differ() -> None:
    first = cells(filled("2021", busy=0) | {UPHELD: None})
    assert told(first, first | {UPHELD: cell(UPHELD, State.DASH)}).origin is Origin.EXTRACTION
    assert told(first, first).origin is Origin.DOCUMENT


def test_a_cell_that_only_one_reader_got_proves_nothing(wrong: dict[str, Cell]) -> None:
    assert told(wrong, wrong | {TOTAL: cell(TOTAL, State.UNREAD)}).origin is Origin.UNKNOWN
    assert told(wrong, {key: held for key, held in wrong.items() if key != TOTAL}).origin is Origin.UNKNOWN


def test_a_gap_that_was_filled_from_the_second_reader_is_no_agreement(wrong: dict[str, Cell]) -> None:
    first = {key: replace(held, reader="grid") for key, held in wrong.items()}
    second = {key: replace(held, reader="plumber") for key, held in wrong.items()}
    assert told(first, second).origin is Origin.DOCUMENT
    assert told(first | {TOTAL: second[TOTAL]}, second).origin is Origin.UNKNOWN


def test_what_the_first_reader_missed_and_the_second_saw_is_extraction() -> None:
    first = cells(filled("2021", busy=0) | {TOTAL: State.UNREAD})
    assert told(first, first | {TOTAL: cell(TOTAL, 0)}).origin is Origin.EXTRACTION


def test_without_a_second_reader_only_a_trusted_format_speaks_for_the_document(wrong: dict[str, Cell]) -> None:
    assert told(wrong, None).origin is Origin.UNKNOWN
    assert told(wrong, None, trusted=True).origin is Origin.DOCUMENT


def test_a_doubtful_or_unread_cell_of_a_trusted_format_stays_unknown(wrong: dict[str, Cell]) -> None:
    doubtful = wrong | {UPHELD: replace(wrong[UPHELD], doubt="字母读作数字")}
    assert told(doubtful, None, trusted=True).origin is Origin.UNKNOWN
    unread = cells(filled("2021", busy=0) | {TOTAL: State.UNREAD})
    assert told(unread, None, trusted=True).origin is Origin.UNKNOWN


def test_spaces_of_a_word_in_a_cell_depend_on_the_reader() -> None:
    first = cells(filled("2021", busy=0) | {UPHELD: State.TEXT})
    assert told(first, first | {UPHELD: replace(first[UPHELD], raw="见 附件")}).origin is Origin.DOCUMENT
    assert told(first, first | {UPHELD: replace(first[UPHELD], raw="详见附件")}).origin is Origin.EXTRACTION


def test_a_finding_without_cells_is_the_documents_only_in_a_trusted_format(wrong: dict[str, Cell]) -> None:
    finding = Finding("year_agreement", Severity.ERROR, Status.FAIL, (), "…")
    for second, trusted, origin in (
        (None, True, Origin.DOCUMENT),
        (None, False, Origin.UNKNOWN),
        (wrong, False, Origin.UNKNOWN),
    ):
        assert with_origin([finding], wrong, second, trusted=trusted)[0].origin is origin
