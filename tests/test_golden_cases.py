"""The golden cases are true of the generator's figures, and their two halves share nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from nianbao.app.answer import Operation
from nianbao.eval.cases import Case, Cases, load
from nianbao.eval.expectation import CellRef, Derived, Expectation, Figures, Finding, Text
from nianbao.eval.samples.demo import demo_samples
from nianbao.eval.samples.sample import Sample

FOLDER = Path(__file__).resolve().parent.parent / "eval" / "cases"
HALVES = ("golden-dev", "golden-held")


@pytest.fixture(scope="module")
def truth() -> dict[tuple[str, int], Sample]:
    return {(sample.organ.name, sample.year): sample for sample in demo_samples()}


def half(name: str) -> Cases:
    return load(FOLDER / f"{name}.jsonl")


def parts(name: str) -> Iterator[tuple[Case, Expectation]]:
    for case in half(name).cases:
        for way in case.expect.ways:
            for part in way.parts:
                yield case, part


def test_every_class_stands_in_both_halves_and_no_case_in_two() -> None:
    halves = [half(name) for name in HALVES]
    assert all(read.unknown == () for read in halves)
    dev, held = (Counter(case.group for case in read.cases) for read in halves)
    assert dev.keys() == held.keys()
    assert all(0 <= dev[group] - held[group] <= 1 for group in dev)
    assert min((dev + held).values()) >= 12
    assert sum((dev + held).values()) >= 440
    ids, turns = ([{getattr(case, of) for case in read.cases} for read in halves] for of in ("id", "turns"))
    assert not ids[0] & ids[1]
    assert not turns[0] & turns[1]


@pytest.mark.parametrize("name", HALVES)
def test_every_golden_figure_is_what_the_generator_printed(name: str, truth: dict[tuple[str, int], Sample]) -> None:
    for case, part in parts(name):
        for wanted in part.want.wanted if isinstance(part.want, Figures) else ():
            cells = truth[wanted.report.organ, wanted.report.year].truth.cells
            cell = next(cell for cell in cells if cell.key == wanted.key)
            assert (wanted.state, wanted.value) == (cell.state, cell.value), case.id


@pytest.mark.parametrize("name", HALVES)
def test_every_golden_derivation_follows_from_its_cells(name: str, truth: dict[tuple[str, int], Sample]) -> None:
    def held(ref: CellRef) -> Decimal:
        assert ref.report is not None
        value = truth[ref.report.organ, ref.report.year].cells[ref.key]
        assert isinstance(value, Decimal), ref
        return value

    for case, part in parts(name):
        want = part.want
        if isinstance(want, Derived) and want.value is not None and want.operation is not None:
            assert want.value in _values(want.operation, [held(ref) for ref in want.operands], want.value), case.id


def _values(operation: Operation, numbers: list[Decimal], value: str) -> set[str]:
    """What `operation` may make of `numbers`, in the order they are given."""
    match operation:
        case Operation.SUM:
            return {f"{sum(numbers):f}"}
        case Operation.DIFFERENCE:
            return {f"{numbers[0] - numbers[1]:f}", f"{numbers[1] - numbers[0]:f}"}
        case Operation.GROWTH:
            return {_percent(numbers[0] - numbers[1], numbers[1])}
        case Operation.RATIO:
            # the numerator's cells come first, then the denominator's; its last may be taken off (尚未审结)
            return {
                _percent(sum(numbers[:at], Decimal(0)), whole)
                for at in range(1, len(numbers))
                for last in (numbers[-1], -numbers[-1] if at < len(numbers) - 1 else numbers[-1])
                if (whole := sum(numbers[at:-1], Decimal(0)) + last)
            }
        case _:
            return {value}


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{(part * 100 / whole).quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


@pytest.mark.parametrize("name", HALVES)
def test_every_golden_sentence_stands_in_its_section(name: str, truth: dict[tuple[str, int], Sample]) -> None:
    for case, part in parts(name):
        if isinstance(part.want, Text) and part.want.report is not None:
            sections = truth[part.want.report.organ, part.want.report.year].sections
            told = "".join(s.text for s in sections if part.want.section in (None, s.number))
            assert all(any(phrase in told for phrase in group) for group in part.want.phrases), case.id


@pytest.mark.parametrize("name", HALVES)
def test_every_golden_finding_was_put_in_on_purpose(name: str, truth: dict[tuple[str, int], Sample]) -> None:
    for case, part in parts(name):
        if isinstance(part.want, Finding):
            slips = truth[part.want.report.organ, part.want.report.year].slips
            cells = set(part.want.cells)
            assert any(s.rule == part.want.rule and cells <= set(s.keys) for s in slips), case.id
