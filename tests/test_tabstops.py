"""Tabs that align columns are spaces; tabs that part cells are none."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import flattened
import pytest
from builders import filled

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.write import write
from nianbao.ingest import tabstops
from nianbao.ingest.alignment import breadth
from nianbao.ingest.cells import read_cells
from nianbao.ingest.limits import TABLE_COLUMNS
from nianbao.ingest.report import State
from nianbao.ingest.tabstops import WIDEST, without_stops
from nianbao.ingest.text import read


def octets(text: str) -> int:
    return len(text.encode())


def with_stops(line: str, stop: int, by: Callable[[str], int]) -> str:
    """`line` with every run of spaces that reaches a stop as a tab, as `unexpand -a` writes it."""
    out, at, spaces = "", 0, 0
    for character in line:
        at += by(character)
        if character != " ":
            out += " " * spaces + character
            spaces = 0
        elif at % stop == 0:
            out += "\t" if spaces else " "
            spaces = 0
        else:
            spaces += 1
    return out


def sample(seed: int, blanks: float, layout: str) -> Sample:
    """A report, a share of its cells blank."""
    one = next(generated(1, seed, years=(2023,), layout=layout))
    dice = random.Random(seed)
    return replace(one, cells={key: None if dice.random() < blanks else value for key, value in one.cells.items()})


def padded(drawn: flattened.Drawn) -> list[str]:
    """A tab between cells, figures filled up with spaces to the same width."""
    return ["\t".join(box.text if i == 0 else box.text.rjust(5) for i, box in enumerate(row)) for row in drawn]


@pytest.mark.parametrize("by", [breadth, octets, len])
@pytest.mark.parametrize("stop", [8, 4])
@pytest.mark.parametrize("blanks", [0.0, 0.3, 0.8])
def test_columns_aligned_with_tabs_are_read_as_those_aligned_with_spaces(
    by: Callable[[str], int], stop: int, blanks: float
) -> None:
    for seed in (3, 4):
        one = sample(seed, blanks, "aligned")
        spaces = write(one).decode("gb18030")
        tabs = "\n".join(with_stops(line, stop, by) for line in spaces.split("\n"))
        assert tabs.count("\t") > 100
        truth = {cell.key: (cell.state, cell.value) for cell in one.truth.cells}
        found = {cell.key: cell for cell in read_cells(read(tabs.encode())).cells if cell.state is not State.UNREAD}
        assert {key: (cell.state, cell.value) for key, cell in found.items()}.items() <= truth.items()
        before = [cell for cell in read_cells(read(spaces.encode())).cells if cell.state is not State.UNREAD]
        assert len(found) >= len(before)


@pytest.mark.parametrize("layout", ["tabs", "tabs-units", "copied"])
@pytest.mark.parametrize("blanks", [0.0, 0.3, 0.9])
def test_tabs_between_cells_stay(layout: str, blanks: float) -> None:
    for seed in range(4):
        lines = write(sample(seed, blanks, layout)).decode().split("\n")
        assert without_stops(lines) == lines


def test_cells_filled_up_with_spaces_stay_cells() -> None:
    values = {key: None if i % 3 else value for i, (key, value) in enumerate(filled("2021", 5).items())}
    lines = flattened.report("2021", values, padded).split("\n")
    assert without_stops(lines) == lines


def test_a_table_of_figures_typed_to_stops_is_no_table_of_blank_cells() -> None:
    lines = [
        "信息内容\t\t本年制发件数\t本年废止件数\t现行有效件数",
        "规章\t\t\t1\t\t0\t\t1",
        "行政规范性文件\t\t2\t\t\t5",
        "信息内容\t\t本年处理决定数量",
        "行政许可\t\t12",
        "信访举报投诉类申请如此之长的名称\t0",
        "1.信访\t\t\t\t0",
    ]
    assert not any("\t" in line for line in without_stops(lines))


def test_a_line_is_measured_once_however_many_figures_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0

    def counted(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return breadth(text)

    monkeypatch.setattr(tabstops, "breadth", counted)
    lines = ["规章\t\t1   2   3" + " 7" * 400] * 5
    without_stops(lines)
    assert 0 < measured <= 40 * sum(map(len, lines))


def test_no_line_grows_beyond_the_widest() -> None:
    lines = ["规章   1   2\t3   4" + "\t9" * 400] * 3
    assert all("\t" not in line and len(line) <= WIDEST for line in without_stops(lines))


def test_a_line_of_more_tabs_than_a_table_has_columns_stays_to_be_refused() -> None:
    lines = ["规章   1   2\t3   4" + "\t" * TABLE_COLUMNS + "5"] * 3
    assert without_stops(lines) == lines
