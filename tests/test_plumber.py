"""The second reader of PDFs: independent of the first, and known to be weaker."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pdfsample
import pytest
from pdfsample import SIZE, TABLE, XS, YS, Paper, grids, lines, steps, strokes, texts
from reportlab.lib.colors import CMYKColor

from nianbao.ingest import pdf, plumber
from nianbao.ingest.errors import CorruptFile, EmptyFile, LockedFile, OversizeFile
from nianbao.ingest.report import Format, Grid
from nianbao.ingest.whitespace import raised

CELLS = [(left, top, right, bottom) for top, bottom in pairwise(YS) for left, right in pairwise(XS)]
FIGURES = [list(row) for row in TABLE]


def _table(paper: Paper) -> None:
    strokes(paper, XS, YS)
    paper.words(XS, YS, TABLE)


def test_cells_have_text_page_and_rectangle() -> None:
    document = plumber.read(pdfsample.pdf(_table))
    (grid,) = grids(document)
    assert (document.format, document.reader, document.pages) == (Format.PDF, "plumber", (SIZE,))
    assert texts(grid) == FIGURES
    for cell, box in zip(grid.cells, CELLS, strict=True):
        assert cell.place.page == 1
        assert cell.place.box == pytest.approx(box, abs=1)


def test_merged_cells_stand_once_with_their_spans() -> None:
    def page(paper: Paper) -> None:
        paper.rect(30, 60, 170, 100)
        paper.line(90, 60, 90, 100)
        paper.line(90, 80, 170, 80)
        paper.line(130, 80, 130, 100)
        paper.words(steps(30, 60, 40, 40), steps(60, 20, 20), (("", "head"), ("label", "a", "b")))

    (grid,) = grids(plumber.read(pdfsample.pdf(page)))
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("label", 0, 0, 2, 1),
        ("head", 0, 1, 1, 2),
        ("a", 1, 1, 1, 1),
        ("b", 1, 2, 1, 1),
    ]


def test_lines_stand_around_the_table_and_page_numbers_are_left_out() -> None:
    def page(paper: Paper) -> None:
        _table(paper)
        paper.text(30, 40, "2023 年 政府信息公开工作年度报告")
        paper.text(30, 200, "annual report")
        paper.text(190, 485, "- 3 -")

    document = plumber.read(pdfsample.pdf(page))
    kinds = [block.text if not isinstance(block, Grid) else "grid" for block in document.blocks]
    assert kinds == ["2023年政府信息公开工作年度报告", "grid", "annual report"]


def test_a_row_cut_by_the_page_break_is_read() -> None:
    def page(paper: Paper) -> None:
        for y in YS[:-1]:
            paper.line(XS[0], y, XS[-1], y)
        for x in XS:
            paper.line(x, YS[0], x, YS[-1])
        paper.words(XS, YS, TABLE)

    (grid,) = grids(plumber.read(pdfsample.pdf(page)))
    assert texts(grid) == FIGURES


def test_shading_is_no_table() -> None:
    def page(paper: Paper) -> None:
        for y in (60, 80, 100):
            paper.rect(30, y, 300, y + 20, fill="lightgrey")
            paper.rect(300, y, 350, y + 20, fill="white")
            paper.text(34, y + 14, "prose on a shade")

    document = plumber.read(pdfsample.pdf(page))
    assert grids(document) == []
    assert lines(document) == ["prose on a shade"] * 3


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_both_readers_give_the_same_boxes_on_a_cropped_and_rotated_page(rotate: int) -> None:
    def page(paper: Paper) -> None:
        with pdfsample.turned(paper, rotate // 90):
            _table(Paper(paper.canvas, SIZE[(rotate // 90) % 2 - 1]))

    data = pdfsample.pdf(page, rotate=rotate, crop=(10, 20, 385, 470))
    (ours,), (theirs,) = grids(pdf.read(data)), grids(plumber.read(data))
    assert pdf.read(data).pages == plumber.read(data).pages
    for one, other in zip(ours.cells, theirs.cells, strict=True):
        assert one.text == other.text
        assert one.place.box == pytest.approx(other.place.box, abs=1)


def test_without_outer_border_the_readers_disagree() -> None:
    """The file that shows why this reader is the second: it loses the label's and the total's column."""
    data = pdfsample.pdf(pdfsample.no_outer_border)
    (ours,), (theirs,) = grids(pdf.read(data)), grids(plumber.read(data))
    assert texts(ours) == FIGURES
    assert texts(theirs) == [row[1:-1] for row in FIGURES]


def test_codes_are_made_readable_by_both_readers_alike() -> None:
    data = pdfsample.pdf(lambda paper: paper.text(30, 40, "⼈民政府"))
    assert lines(plumber.read(data)) == lines(pdf.read(data))


@pytest.mark.parametrize(("rise", "size", "mark"), [(4, 6, "1"), (3, 5, "12"), (4, 7, "3")])
def test_both_readers_set_a_raised_footnote_apart(rise: float, size: float, mark: str) -> None:
    def page(paper: Paper) -> None:
        _table(paper)
        paper.text(XS[1] + 4 + paper.canvas.stringWidth("21", "Helvetica", 10), YS[2] - 6 - rise, mark, size=size)

    (ours,), (theirs,) = grids(pdf.read(data := pdfsample.pdf(page))), grids(plumber.read(data))
    assert texts(theirs) == texts(ours)
    assert texts(theirs)[1][1] == "21" + raised(mark)


def test_small_figures_on_the_line_are_no_footnotes() -> None:
    def page(paper: Paper) -> None:
        _table(paper)
        paper.text(XS[1] + 4 + paper.canvas.stringWidth("21", "Helvetica", 10), YS[2] - 6, "5", size=7)

    assert texts(grids(plumber.read(pdfsample.pdf(page)))[0])[1][1] == "215"


@pytest.mark.parametrize("colour", ["white", CMYKColor(0, 0, 0, 0), "#FEFEFE"])
def test_white_figures_on_white_are_not_there(colour: str | CMYKColor) -> None:
    def page(paper: Paper) -> None:
        _table(paper)
        paper.rect(XS[2], YS[1], XS[3], YS[2], fill="white")
        paper.canvas.setFillColor(colour)
        paper.text(XS[1] + 16, YS[2] - 6, "9")
        paper.text(XS[2] + 16, YS[2] - 6, "9")

    (ours,), (theirs,) = grids(pdf.read(data := pdfsample.pdf(page))), grids(plumber.read(data))
    assert texts(theirs)[1][:2] == texts(ours)[1][:2] == FIGURES[1][:2]
    assert "9" not in "".join(texts(theirs)[1])


def test_white_figures_on_a_dark_ground_are_there() -> None:
    def page(paper: Paper) -> None:
        for ground in ("lightgrey", "navy"):
            paper.rect(XS[0], YS[0], XS[-1], YS[-1], fill=ground)
        strokes(paper, XS, YS)
        for row, bottom in zip(TABLE, YS[1:], strict=True):
            for word, left in zip(row, XS, strict=False):
                paper.canvas.setFillColor("white")
                paper.text(left + 4, bottom - 6, word)

    assert texts(grids(plumber.read(pdfsample.pdf(page)))[0]) == FIGURES


def _words(paper: Paper) -> None:
    paper.text(30, 40, "words")


def test_a_password_is_a_locked_file() -> None:
    with pytest.raises(LockedFile):
        plumber.read(pdfsample.encrypted(pdfsample.pdf(_words), user="secret"))


def test_a_file_cut_off_is_corrupt() -> None:
    data = pdfsample.pdf(_words)
    with pytest.raises(CorruptFile):
        plumber.read(data[: len(data) // 2])


def test_what_pdfminer_stumbles_over_is_corrupt() -> None:
    with pytest.raises(CorruptFile):
        plumber.read(
            b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 7>>\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"
        )


def test_a_scan_is_an_empty_file() -> None:
    with pytest.raises(EmptyFile, match="没有文字层"):
        plumber.read(pdfsample.pdf(lambda paper: paper.rect(10, 10, 300, 300, fill="grey")))


def test_a_scan_with_page_numbers_in_type_is_still_a_scan() -> None:
    with pytest.raises(EmptyFile, match="没有文字层"):
        plumber.read(pdfsample.pdf(lambda paper: paper.text(190, 485, "- 3 -")))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.ingest.envelope.MAX_PAGES", 1)
    with pytest.raises(OversizeFile):
        plumber.read(pdfsample.pdf(_words, _words))


def test_reading_plainly_counts_the_rows_of_all_tables() -> None:
    assert plumber.read_plainly(pdfsample.pdf(_table, _words, _table)) == 8


@pytest.mark.real
def test_both_readers_agree_on_the_figures_of_a_real_report(shared_reports: Path) -> None:
    data = (shared_reports / "hongze-2023.pdf").read_bytes()
    ours, theirs = grids(pdf.read(data)), grids(plumber.read(data))
    assert [(grid.rows, grid.columns) for grid in ours] == [(grid.rows, grid.columns) for grid in theirs]
    figures = [
        [[(c.row, c.column, c.text) for c in grid.cells if c.text.replace(".", "").isdecimal()] for grid in read]
        for read in (ours, theirs)
    ]
    assert figures[0] == figures[1]
    assert sum(map(len, figures[0])) == 186
