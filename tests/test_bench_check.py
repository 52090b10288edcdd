"""The benchmark of the validator: its mistakes are what they say they are, and it counts what was found."""

from __future__ import annotations

import json
import random

import pytest

from nianbao.eval.bench_check import YEARS, corrects, main, shapes_of
from nianbao.eval.samples.layouts import LAYOUTS
from nianbao.eval.samples.mistakes import MISTAKES, Correct
from nianbao.eval.samples.slips import relations


@pytest.fixture(scope="module")
def some() -> list[Correct]:
    return list(corrects(6, 1, [("text", "tabs")]))


def test_every_report_follows_its_last_year(some: list[Correct]) -> None:
    for one in some:
        assert one.before.year == one.sample.year - 1
        carried = (
            one.sample.cells["applications.carried_in.total"],
            one.before.cells["applications.carried_out.total"],
        )
        assert carried[0] == carried[1]
    assert {one.sample.year for one in some} == set(YEARS)


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_changes_its_cells_or_the_prose_and_no_more(kind: str, some: list[Correct]) -> None:
    made = [(one, m) for one in some if (m := MISTAKES[kind](one, random.Random(7))) is not None]
    assert made, kind
    for one, mistake in made:
        if mistake.rule:
            assert mistake.sample.sections != one.sample.sections or mistake.sample.title != one.sample.title
            continue
        changed = {key for key, value in mistake.sample.cells.items() if value != one.sample.cells[key]}
        assert changed == mistake.keys
        assert mistake.sample.sections == one.sample.sections


def test_two_swapped_rows_fail_no_relation(some: list[Correct]) -> None:
    for one in some:
        mistake = MISTAKES["two rows swapped whole"](one, random.Random(3))
        if mistake is not None:
            cells = mistake.sample.cells
            held = [
                (sum(map(cells.__getitem__, r.left)), sum(map(cells.__getitem__, r.right)))
                for r in relations(one.sample)
            ]
            assert all(left == right for left, right in held)


def test_the_formats_take_turns_and_every_layout_comes() -> None:
    shapes = shapes_of(["text", "docx"])
    assert [name for name, _ in shapes[:4]] == ["text", "docx", "text", "docx"]
    assert {layout for name, layout in shapes if name == "docx"} == set(LAYOUTS["docx"])


def test_correct_reports_have_no_error_and_mistakes_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--reports", "2", "--formats", "docx,html", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["clean"]["reports"] == 2
    assert (result["clean"]["errors"], result["clean"]["questions"]) == (0, 0)
    cell = result["kinds"]["single cell, table 三"]
    assert (cell["injected"], cell["detected"], cell["located"], cell["origin"]) == (2, 2, 2, 2)
    assert not any(kind["wrong_origin"] for kind in result["kinds"].values())


def test_the_table_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--reports", "2", "--formats", "text"]) == 0
    out = capsys.readouterr().out
    assert "2 correct reports: 0 errors" in out
    assert "origin right" in out


def test_an_unknown_format_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--formats", "odt"]) == 2
    assert "odt" in capsys.readouterr().err
