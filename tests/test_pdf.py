"""PDFs → Documents: one small file a peculiarity, drawn here."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pdfsample
import pikepdf
import pytest
from pdfsample import SIZE, STYLES, TABLE, XS, YS, Paper, grids, lines, pdf, steps, strokes, texts
from PIL import Image
from reportlab.lib.utils import ImageReader

from nianbao.ingest import pdf as reader
from nianbao.ingest import sheet
from nianbao.ingest.errors import CorruptFile, EmptyFile, FileRefused, LockedFile, OversizeFile
from nianbao.ingest.pages import render
from nianbao.ingest.pdf import read
from nianbao.ingest.pdfium import LOCK
from nianbao.ingest.report import Format, Grid
from nianbao.ingest.whitespace import raised

CELLS = [(left, top, right, bottom) for top, bottom in pairwise(YS) for left, right in pairwise(XS)]
FIGURES = [list(row) for row in TABLE]


def only(data: bytes) -> Grid:
    (grid,) = grids(read(data))
    return grid


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_however_a_table_is_drawn_its_cells_are_the_same(style: pdfsample.Style) -> None:
    def page(paper: Paper) -> None:
        style(paper, XS, YS)
        paper.words(XS, YS, TABLE)

    grid = only(pdf(page))
    assert texts(grid) == FIGURES
    assert [cell.place.page for cell in grid.cells] == [1] * len(CELLS)
    for cell, box in zip(grid.cells, CELLS, strict=True):
        assert cell.place.box == pytest.approx(box, abs=1)


def test_lines_and_grids_come_in_reading_order_with_page_and_box() -> None:
    def first(paper: Paper) -> None:
        paper.text(30, 200, "below the table")
        strokes(paper, XS, YS)
        paper.words(XS, YS, TABLE)
        paper.text(30, 40, "政府信息公开工作年度报告", size=16)

    document = read(pdf(first, lambda paper: paper.text(50, 100, "page two")))
    assert document.format is Format.PDF
    assert document.reader == "grid"
    assert document.pages == (SIZE, SIZE)
    kinds = [block.text if not isinstance(block, Grid) else "grid" for block in document.blocks]
    assert kinds == ["政府信息公开工作年度报告", "grid", "below the table", "page two"]
    assert [block.place.page for block in document.blocks] == [1, 1, 1, 2]
    last = document.blocks[-1].place.box
    assert last is not None
    assert last[0] == pytest.approx(50, abs=1)
    assert last[1] < 100 < last[3] + 1


def test_page_numbers_are_left_out_and_other_numbers_are_not() -> None:
    def page(paper: Paper) -> None:
        paper.text(190, 485, "- 3 -")
        paper.text(30, 250, "3")

    assert lines(read(pdf(page))) == ["3"]


@pytest.mark.parametrize("crop", [None, (10, 20, 385, 470)], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_boxes_are_where_the_page_shows_the_cell(
    turn: int, rotate: int, crop: tuple[float, float, float, float] | None
) -> None:
    def page(paper: Paper) -> None:
        with pdfsample.turned(paper, turn):
            turned = Paper(paper.canvas, SIZE[turn % 2 - 1])
            turned.rect(XS[7], YS[1], XS[8], YS[2], fill="red")
            strokes(turned, XS, YS)
            turned.words(XS, YS, TABLE)

    data = pdf(page, rotate=rotate, crop=crop)
    grid = only(data)
    assert texts(grid) == FIGURES
    (marked,) = [cell for cell in grid.cells if (cell.row, cell.column) == (1, 7)]
    assert marked.place.box == pytest.approx(_red_part(data), abs=1)
    with Image.open(io.BytesIO(render(data, 1, scale=1))) as image:
        assert read(data).pages == (image.size,)


def _red_part(data: bytes) -> tuple[float, float, float, float]:
    """Where the rendered page is red, in points."""
    with Image.open(io.BytesIO(render(data, 1, scale=2))) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    ys, xs = np.nonzero((pixels[:, :, 0] > 200) & (pixels[:, :, 1] < 60) & (pixels[:, :, 2] < 60))
    return float(xs.min()) / 2, float(ys.min()) / 2, float(xs.max() + 1) / 2, float(ys.max() + 1) / 2


def test_merged_cells_stand_once_with_their_spans() -> None:
    xs, ys = steps(30, 60, 40, 40), steps(60, 20, 20, 20)

    def page(paper: Paper) -> None:
        paper.rect(30, 60, 170, 120)
        paper.line(90, 60, 90, 120)
        paper.line(90, 80, 170, 80)
        paper.line(90, 100, 170, 100)
        paper.line(130, 80, 130, 120)
        paper.words(xs, ys, (("", "head"), ("label", "a", "b"), ("", "1", "")))

    grid = only(pdf(page))
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("label", 0, 0, 3, 1),
        ("head", 0, 1, 1, 2),
        ("a", 1, 1, 1, 1),
        ("b", 1, 2, 1, 1),
        ("1", 2, 1, 1, 1),
        ("", 2, 2, 1, 1),
    ]
    assert grid.cells[0].place.box == (30, 60, 90, 120)


def test_a_table_without_outer_border_keeps_its_outer_columns() -> None:
    assert texts(only(pdf(pdfsample.no_outer_border))) == FIGURES


def test_a_row_cut_by_the_page_break_is_read_on_both_pages() -> None:
    def upper(paper: Paper) -> None:
        for y in YS[:-1]:
            paper.line(XS[0], y, XS[-1], y)
        for x in XS:
            paper.line(x, YS[0], x, YS[-1])
        paper.words(XS, YS, TABLE)

    def lower(paper: Paper) -> None:
        for x in XS:
            paper.line(x, 30, x, 70)
        for y in (50, 70):
            paper.line(XS[0], y, XS[-1], y)
        paper.words(XS, (30, 50, 70), (("in the year",), ("carried out", *"0000000")))

    above, below = grids(read(pdf(upper, lower)))
    assert texts(above) == FIGURES
    assert texts(below) == [["in the year", *[""] * 7], ["carried out", *"0000000"]]


def test_two_tables_of_different_widths_are_two_grids() -> None:
    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        paper.words(XS, YS, TABLE)
        xs, ys = steps(30, 100, 60), steps(200, 20, 20)
        strokes(paper, xs, ys)
        paper.words(xs, ys, (("licences", "75"), ("penalties", "1")))

    wide, narrow = grids(read(pdf(page)))
    assert texts(wide) == FIGURES
    assert texts(narrow) == [["licences", "75"], ["penalties", "1"]]


def test_shading_and_underlines_rule_nothing() -> None:
    def page(paper: Paper) -> None:
        paper.rect(XS[0], YS[1], XS[-1], YS[2], fill="lightgrey")
        paper.rect(XS[1] + 2, YS[2] + 3, XS[2] - 2, YS[3] - 3, fill="lightgrey")
        strokes(paper, XS, YS)
        paper.words(XS, YS, TABLE)
        paper.line(XS[0] + 4.5, YS[2] - 4, XS[1] - 10, YS[2] - 4)

    assert texts(only(pdf(page))) == FIGURES


def test_a_turned_label_disturbs_no_other_cell() -> None:
    xs, ys = steps(60, 30, 60, 40), steps(60, 40, 40)

    def page(paper: Paper) -> None:
        paper.rect(60, 60, 190, 140)
        for x in xs[1:-1]:
            paper.line(x, 60, x, 140)
        paper.line(90, 100, 190, 100)
        paper.words(xs[1:], ys, (("granted", "1"), ("refused", "2")))
        paper.canvas.saveState()
        paper.canvas.translate(78, paper.height - 130)
        paper.canvas.rotate(90)
        paper.canvas.drawString(0, 0, "Handling")
        paper.canvas.restoreState()

    assert texts(only(pdf(page))) == [["Handling", "granted", "1"], ["refused", "2"]]


def test_fake_bold_is_read_once() -> None:
    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        for _ in range(3):
            paper.words(XS, YS, TABLE)
            paper.text(30, 40, "Report 2023")
            paper.canvas.translate(0.3, 0)

    document = read(pdf(page))
    assert texts(grids(document)[0]) == FIGURES
    assert lines(document) == ["Report 2023"]


def behind_21(paper: Paper) -> float:
    """Where the figure 21 of the table ends."""
    return XS[1] + 4 + paper.canvas.stringWidth("21", "Helvetica", 10)


def of_table(extra: Callable[[Paper], None]) -> list[list[str]]:
    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        paper.words(XS, YS, TABLE)
        extra(paper)

    return texts(only(pdf(page)))


@pytest.mark.parametrize(("rise", "size", "mark"), [(4, 6, "1"), (2, 7, "1"), (4, 5, "12")])
def test_a_raised_footnote_joins_no_number(rise: float, size: float, mark: str) -> None:
    found = of_table(lambda paper: paper.text(behind_21(paper), YS[2] - 6 - rise, mark, size=size))
    assert found[1][1] == "21" + raised(mark)
    assert [*found[1][:1], *found[1][2:]] == [*FIGURES[1][:1], *FIGURES[1][2:]]


FONTS = ("Helvetica", "Times-Roman", "Courier")  # boxes of 0.92, 0.90 and 0.79 of the font's size


@pytest.mark.parametrize(("font", "other"), [pair for pair in product(FONTS, FONTS) if pair[0] != pair[1]])
@pytest.mark.parametrize("scaled", [False, True], ids=["set in points", "set in a scaled space"])
def test_a_raised_footnote_in_another_font_joins_no_number(font: str, other: str, scaled: bool) -> None:
    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        for row, cells in enumerate(TABLE):
            for col, cell in enumerate(cells):
                paper.text(XS[col] + 4, YS[row + 1] - 6, cell, size=9, font=font if cell.isascii() else None)
        x, y = XS[1] + 4 + paper.canvas.stringWidth("21", font, 9), YS[2] - 6 - 2
        if scaled:
            paper.canvas.translate(x, paper.height - y)
            paper.canvas.scale(0.01, 0.01)
            paper.canvas.setFont(other, 700)
            paper.canvas.drawString(0, 0, "1")
        else:
            paper.text(x, y, "1", size=7, font=other)

    found = texts(only(pdf(page)))
    assert found[1][1] == "21" + raised("1")
    assert [*found[1][:1], *found[1][2:]] == [*FIGURES[1][:1], *FIGURES[1][2:]]


def test_small_figures_on_the_line_are_part_of_the_number() -> None:
    assert of_table(lambda paper: paper.text(behind_21(paper), YS[2] - 6, "5", size=7))[1][1] == "215"


def test_white_and_inkless_text_on_white_is_not_there() -> None:
    def white(paper: Paper) -> None:
        paper.canvas.setFillColor("white")
        paper.text(behind_21(paper), YS[2] - 6, "9")

    def inkless(paper: Paper) -> None:
        text = paper.canvas.beginText(behind_21(paper), paper.height - (YS[2] - 6))
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 10)
        text.textOut("9")
        paper.canvas.drawText(text)

    def clear(paper: Paper) -> None:
        paper.canvas.setFillAlpha(0)
        paper.text(behind_21(paper), YS[2] - 6, "9")

    assert of_table(white) == of_table(inkless) == of_table(clear) == FIGURES


def test_white_text_on_a_dark_ground_is_there_on_a_turned_page_as_well() -> None:
    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        paper.rect(XS[0], YS[0], XS[-1], YS[1], fill="darkblue")
        paper.words(XS, YS[1:], TABLE[1:])
        paper.canvas.setFillColor("white")
        paper.words(XS, YS[:2], TABLE[:1])

    for rotate in (0, 90, 180, 270):
        assert texts(only(pdf(page, rotate=rotate))) == FIGURES


def test_the_text_that_another_program_put_behind_a_scan_is_not_taken_at_its_word() -> None:
    def table(paper: Paper) -> None:
        strokes(paper, XS, YS)
        paper.words(XS, YS, TABLE)

    picture = Image.open(io.BytesIO(render(pdf(table), 1, scale=200 / 72)))

    def page(paper: Paper) -> None:
        paper.canvas.drawImage(ImageReader(picture), 0, 0, *SIZE)
        for row, bottom in zip(TABLE, YS[1:], strict=True):
            for word, left in zip(row, XS, strict=False):
                text = paper.canvas.beginText(left + 4, paper.height - bottom + 6)
                text.setTextRenderMode(3)
                text.setFont("Helvetica", 10)
                text.textOut("7" * len(word))
                paper.canvas.drawText(text)

    grid = only(pdf(page))
    assert texts(grid) == FIGURES
    assert {cell.reader for cell in grid.cells} == {"ocr"}


def test_a_figure_over_another_figure_is_read_as_neither() -> None:
    found = of_table(lambda paper: paper.text(XS[1] + 4, YS[2] - 6, "35"))
    assert found[1][1] == "\ufffd\ufffd"
    assert found[2:] == FIGURES[2:]


@pytest.mark.parametrize("dash", ["-", "/", "—", "–"])
def test_dashes_are_read_as_dashes(dash: str) -> None:
    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        paper.words(XS, YS, [["label-", *[dash] * 7], *[[dash] * 8] * 3])

    assert [cell.text for cell in only(pdf(page)).cells] == ["label-", *[dash] * 31]


def test_a_row_of_figures_without_any_lines_is_a_grid() -> None:
    def page(paper: Paper) -> None:
        paper.text(30, 40, "Applications", size=14)
        paper.words(XS, YS, TABLE)
        paper.text(30, 200, "Prose of 2023 with 21 figures and 1 full stop.")

    document = read(pdf(page))
    (grid,) = grids(document)
    assert texts(grid)[1:] == FIGURES[1:]
    assert lines(document) == ["Applications", "Prose of 2023 with 21 figures and 1 full stop."]
    figure = grid.cells[8].place.box
    assert grid.cells[8].text == "21"
    assert figure is not None
    assert (XS[1], YS[1]) < figure[:2] < (XS[2], YS[2])


def test_lines_above_and_below_rows_only_rule_no_columns() -> None:
    def page(paper: Paper) -> None:
        for y in (YS[0], YS[1], YS[-1]):
            paper.line(XS[0], y, XS[-1], y)
        paper.words(XS, YS, TABLE)

    assert texts(only(pdf(page)))[1:] == FIGURES[1:]


def test_text_beyond_the_crop_box_is_not_read() -> None:
    def page(paper: Paper) -> None:
        paper.text(30, 100, "seen")
        paper.text(30, 450, "cut away")

    assert lines(read(pdf(page, crop=(0, 100, 400, 500)))) == ["seen"]


def test_the_codes_a_font_names_are_made_readable() -> None:
    data = _with_codes(pdf(lambda paper: paper.text(30, 40, "ABCD")), {"A": "D842DFB7", "B": "2F08", "C": "2EA0"})
    assert lines(read(data)) == ["𠮷人民D"]


def test_a_character_whose_meaning_the_font_hides_is_not_guessed() -> None:
    data = pdfsample.without_codes(pdf(lambda paper: paper.text(30, 140, "AB21")))
    assert lines(read(data)) == ["\ufffd\ufffd21"]


def _with_codes(data: bytes, codes: dict[str, str]) -> bytes:
    """`data` whose font says that its characters mean other codes (UTF-16, hexadecimal)."""
    pairs = {letter: f"{ord(letter):04X}" for letter in "ABCD"} | codes
    mapping = " ".join(f"<{ord(letter):02X}> <{code}>" for letter, code in pairs.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(pairs)} beginbfchar {mapping} endbfchar "
        "endcmap end end"
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for font in document.pages[0].obj.Resources.Font.values():
            font.ToUnicode = document.make_stream(cmap.encode())
        document.save(out)
    return out.getvalue()


def _words(paper: Paper) -> None:
    paper.text(30, 40, "words")


def test_a_password_is_a_locked_file() -> None:
    with pytest.raises(LockedFile):
        read(pdfsample.encrypted(pdf(_words), user="secret"))


def test_a_file_that_anyone_may_open_is_not_locked() -> None:
    assert lines(read(pdfsample.encrypted(pdf(_words), user=""))) == ["words"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_off_is_corrupt(share: float) -> None:
    data = pdf(_words, _words)
    with pytest.raises(CorruptFile):
        read(data[: int(len(data) * share)])


def test_a_damaged_file_is_corrupt() -> None:
    data = pdf(_words)
    with pytest.raises(CorruptFile):
        read(data[:20] + b"\0" * (len(data) - 40) + data[-20:])


def test_a_page_that_cannot_be_loaded_is_named() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(_words, _words))) as document:
        document.pages[1].obj["/Type"] = pikepdf.Name("/Nothing")
        document.save(out)
    with pytest.raises(CorruptFile, match="第 2 页"):
        read(out.getvalue())


def test_an_unknown_encryption_is_a_locked_file() -> None:
    data = pdfsample.encrypted(pdf(_words), user="")
    with pytest.raises(LockedFile, match="不支持"):
        read(data.replace(b"/Filter /Standard", b"/Filter /Standerd"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no pdf"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        read(data)


def test_pages_that_show_no_text_are_an_empty_file() -> None:
    for page in (lambda paper: paper.rect(10, 10, 300, 300, fill="grey"), lambda paper: paper.text(190, 485, "- 3 -")):
        with pytest.raises(EmptyFile) as caught:
            read(pdf(*[page] * 2))
        assert caught.value.reason == "empty"


def test_a_page_whose_characters_mean_nothing_is_read_by_what_it_shows() -> None:
    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        paper.words(XS, YS, [["A"] * 8] * 4)

    grid = only(pdfsample.without_codes(pdf(page)))
    assert {cell.reader for cell in grid.cells} == {"ocr"}


def test_absurdly_many_objects_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.ingest.ink.MAX_OBJECTS", 20)
    with pytest.raises(OversizeFile, match="第 1 页"):
        read(pdf(lambda paper: strokes(paper, XS, [float(y) for y in range(20)])))


def test_objects_within_forms_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.ingest.ink.MAX_OBJECTS", 12)
    with pytest.raises(OversizeFile):
        read(pdf(lambda paper: pdfsample.in_a_form(paper, XS, YS)))


def test_absurdly_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_CHARACTERS", 4)
    with pytest.raises(OversizeFile, match="第 1 页"):
        read(pdf(_words))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.ingest.envelope.MAX_PAGES", 2)
    with pytest.raises(OversizeFile, match="3 页"):
        read(pdf(_words, _words, _words))


def test_threads_read_and_draw_without_disturbing_each_other() -> None:
    data = pdf(pdfsample.no_outer_border, _words)
    alone, image = read(data), render(data, 1)

    def work(number: int) -> bool:
        return read(data) == alone if number % 2 else render(data, 1) == image

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(24)))


def test_a_refused_file_leaves_the_lock_free() -> None:
    with pytest.raises(CorruptFile):
        read(b"%PDF-1.4\n%%EOF")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(LOCK.acquire, timeout=1).result()
        pool.submit(LOCK.release).result()


def test_reading_twice_gives_the_same() -> None:
    data = pdf(pdfsample.no_outer_border)
    assert read(data) == read(data)


@pytest.mark.parametrize(
    ("module", "absent"),
    [("grid", "pypdfium2"), ("columns", "pypdfium2"), ("pdf", "pdfplumber"), ("plumber", "pypdfium2")],
)
def test_a_reader_imports_nothing_it_does_not_need(module: str, absent: str) -> None:
    code = f"import sys, nianbao.ingest.{module}; sys.exit({absent!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.real
def test_a_real_report_is_read_with_every_box(shared_reports: Path) -> None:
    data = (shared_reports / "hongze-2023.pdf").read_bytes()
    document = read(data)
    (received,) = [
        (grid, cell)
        for grid in grids(document)
        for cell in grid.cells
        if cell.text.startswith("一、本年新收政府信息公开申请数量")
    ]
    row = [cell for cell in received[0].cells if cell.row == received[1].row][1:]
    assert [cell.text for cell in row] == ["21", "0", "0", "0", "0", "0", "21"]
    assert {cell.place.page for cell in row} == {3}
    boxes = [cell.place.box for cell in row if cell.place.box]
    assert len(boxes) == 7
    assert all(a[2] == b[0] and a[1] == b[1] and a[3] == b[3] for a, b in pairwise(boxes))
    assert all(_dark_within(data, 3, box) for box in boxes)


@pytest.mark.real
def test_the_review_row_of_a_real_report_has_fifteen_figures(shared_reports: Path) -> None:
    review = grids(read((shared_reports / "hongze-2023.pdf").read_bytes()))[-1]
    assert review.columns == 15
    assert texts(review)[-1] == ["10", "1", "0", "0", "0", "0", "0", "0", "0", "0", "5", "0", "0", "0", "0"]


def _dark_within(data: bytes, page: int, box: tuple[float, float, float, float]) -> bool:
    """Whether something is printed inside `box`, away from its ruling lines."""
    inner = (box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2)
    with Image.open(io.BytesIO(render(data, page, crop=inner))) as image:
        return int(np.asarray(image.convert("L")).min()) < 100


def test_the_layout_of_a_page_needs_no_file() -> None:
    empty = sheet.Sheet(1, (400.0, 500.0), 0, pdfsample.no_chars(), pdfsample.no_rulings())
    assert reader.layout(empty) == []


# ------------------------------------------------------------------ white-out


def whited_out(*, fill: str = "white", again: str = "", shift: float = 0, in_form: bool = False) -> list[str]:
    """The second row of a table whose 21 (first and last figure) was covered in the first cell."""

    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        paper.words(XS, YS, TABLE)
        if in_form:
            paper.canvas.beginForm("cover")
        paper.rect(XS[1] + 1, YS[1] + 1, XS[2] - 1, YS[2] - 1, fill=fill)
        if in_form:
            paper.canvas.endForm()
            paper.canvas.doForm("cover")
        if again:
            paper.text(XS[1] + 4 + shift, YS[2] - 6, again)

    return texts(only(pdf(page)))[1]


@pytest.mark.parametrize("in_form", [False, True], ids=["on the page", "in a form"])
@pytest.mark.parametrize("fill", ["white", "black", "yellow"])
def test_a_figure_under_an_opaque_rectangle_is_not_there(fill: str, in_form: bool) -> None:
    assert whited_out(fill=fill, in_form=in_form) == [FIGURES[1][0], "", *FIGURES[1][2:]]


def test_a_figure_under_a_tint_that_lets_it_through_is_read() -> None:
    assert whited_out(fill="rgba(255,255,0,0.3)") == FIGURES[1]


@pytest.mark.parametrize("shift", [0, 2, 8])
@pytest.mark.parametrize("again", ["68", "3", "21"])
def test_a_figure_typed_over_a_covered_one_is_never_joined_with_it(again: str, shift: float) -> None:
    read_as = whited_out(again=again, shift=shift)
    assert read_as[1] == again or "\ufffd" in read_as[1]
    assert [*read_as[:1], *read_as[2:]] == [*FIGURES[1][:1], *FIGURES[1][2:]]


def test_a_ground_that_is_drawn_before_the_text_hides_nothing() -> None:
    def page(paper: Paper) -> None:
        paper.text(30, 40, "drawn first")
        paper.rect(XS[0], YS[0], XS[-1], YS[-1], fill="lightgrey")
        strokes(paper, XS, YS)
        paper.words(XS, YS, TABLE)

    document = read(pdf(page))
    assert texts(grids(document)[0]) == FIGURES
    assert lines(document) == ["drawn first"]
