"""Rows of table 四 under their heads: in the order that the heads have, and doubted where they are not as many."""

from __future__ import annotations

import pytest

from nianbao.ingest import html
from nianbao.ingest.cells import read_cells
from nianbao.ingest.report import Cell, State

FIVE = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
FIGURES = ["7", "4", "5", "3", "19", "2", "0", "0", "1", "3", "1", "1", "2", "0", "4"]
BLOCKS = ("reconsideration", "direct_suit", "suit_after_review")
COLUMNS = ("upheld", "corrected", "other", "pending", "total")
REVIEW, SUITS = '<td colspan="5" rowspan="2">行政复议</td>', '<td colspan="10">行政诉讼</td>'


def cells_of(first: str, figures: list[str]) -> dict[str, Cell]:
    heads = "".join(f"<td>{head}</td>" for head in FIVE * 3)
    suits = '<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td>'
    row = "".join(f"<td>{figure}</td>" for figure in figures)
    page = f"<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr>{first}</tr><tr>{suits}</tr><tr>{heads}</tr><tr>{row}</tr></table>"
    return {cell.key: cell for cell in read_cells(html.read(page.encode())).cells}


@pytest.mark.parametrize("suits_first", [False, True])
def test_figures_follow_the_order_of_the_blocks(suits_first: bool) -> None:
    figures = [*FIGURES[5:], *FIGURES[:5]] if suits_first else FIGURES
    cells = cells_of(SUITS + REVIEW if suits_first else REVIEW + SUITS, figures)
    got = [str(cells[f"review.{block}.{column}"].value) for block in BLOCKS for column in COLUMNS]
    assert got == FIGURES
    assert not any(cell.doubt for cell in cells.values())


@pytest.mark.parametrize("lost", [0, 2, 7, 14])
def test_a_row_with_a_figure_too_few_or_too_many_is_doubted(lost: int) -> None:
    truth = dict(zip((f"review.{b}.{c}" for b in BLOCKS for c in COLUMNS), FIGURES, strict=True))
    for figures in ([*FIGURES[:lost], *FIGURES[lost + 1 :]], [*FIGURES[:lost], "8", *FIGURES[lost:]]):
        for key, cell in cells_of(REVIEW + SUITS, figures).items():
            if key.startswith("review."):
                assert cell.state is State.UNREAD or cell.doubt or str(cell.value) == truth[key]
