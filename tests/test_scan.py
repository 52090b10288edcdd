"""Pages that are pictures: read by their ruling lines and the ink in the cells, or refused."""

from __future__ import annotations

import io

import numpy as np
import pdfsample
import pytest
from pdfsample import TABLE, XS, YS, Paper, pdf, strokes, texts
from PIL import Image

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.errors import CorruptFile, EmptyFile, OversizeFile
from nianbao.ingest.pages import render
from nianbao.ingest.parse import parse
from nianbao.ingest.pdfium import opened
from nianbao.ingest.picture import MAX_PAGES
from nianbao.ingest.read import read
from nianbao.ingest.report import Cell, Document, Format, Grid, State
from nianbao.ingest.scan import read_picture
from nianbao.ingest.shot import is_gibberish

DPI = 200


def drawn(paper: Paper) -> None:
    strokes(paper, XS, YS)
    paper.words(XS, YS, TABLE)
    paper.text(30, 40, "政府信息公开工作年度报告", size=16)


def pictures(data: bytes, dpi: int = DPI) -> list[Image.Image]:
    with opened(data) as file:
        found = []
        for number in range(1, len(file) + 1):
            with file.page(number) as page:
                found.append(page.image(dpi / 72)[0].convert("L"))
        return found


def saved(pages: list[Image.Image], kind: str, dpi: int = DPI) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    if kind == "PDF":
        pages[0].save(out, kind, resolution=dpi, **more)
    else:
        pages[0].save(out, kind, dpi=(dpi, dpi), **more)
    return out.getvalue()


def only_grid(document: Document) -> Grid:
    (grid,) = pdfsample.grids(document)
    return grid


@pytest.mark.parametrize(("kind", "form"), [("PDF", Format.PDF), ("PNG", Format.IMAGE), ("TIFF", Format.IMAGE)])
def test_a_picture_of_a_table_is_read_like_the_table(kind: str, form: Format) -> None:
    document = read(saved(pictures(pdf(drawn)), kind))
    assert (document.format, document.reader) == (form, "ocr")
    assert document.pages == [pytest.approx(pdfsample.SIZE, abs=1)] or document.pages[0] == pytest.approx(
        pdfsample.SIZE, abs=1
    )
    grid = only_grid(document)
    assert texts(grid) == [list(row) for row in TABLE]
    assert {cell.reader for cell in grid.cells} == {"ocr"}
    assert "政府信息公开工作年度报告" in pdfsample.lines(document)
    boxes = [cell.place.box for cell in only_grid(read(pdf(drawn))).cells]
    for cell, box in zip(grid.cells, boxes, strict=True):
        assert cell.place.box == pytest.approx(box, abs=1.5)


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_page_that_lies_on_its_side_is_turned_and_its_boxes_stay_where_it_shows_them(turn: Image.Transpose) -> None:
    (picture,) = pictures(pdf(drawn))
    grid = only_grid(read(saved([picture.transpose(turn)], "PNG")))
    assert texts(grid) == [list(row) for row in TABLE]
    upright = only_grid(read(pdf(drawn))).cells[9].place.box
    assert upright is not None
    width, height = pdfsample.SIZE
    left, top, right, bottom = upright
    wanted = (
        (top, width - right, bottom, width - left)
        if turn is Image.Transpose.ROTATE_90
        else (width - right, height - bottom, width - left, height - top)
    )
    assert grid.cells[9].place.box == pytest.approx(wanted, abs=1.5)


def test_a_table_within_a_cell_owns_its_text_in_a_picture_too() -> None:
    def page(paper: Paper) -> None:
        strokes(paper, XS, YS)
        paper.words(XS, YS, TABLE)
        strokes(paper, (XS[0] - 12, XS[-1] + 12, XS[-1] + 60), (YS[0] - 40, YS[-1] + 40, YS[-1] + 80))
        paper.text(XS[-1] + 20, YS[0], "beside")

    outer, inner = pdfsample.grids(read(saved(pictures(pdf(page)), "PNG")))
    assert [cell.text for cell in outer.cells if cell.text] == ["beside"]
    assert texts(inner) == [list(row) for row in TABLE]


@pytest.fixture(scope="module")
def sample() -> Sample:
    return next(generated(1, seed=77, file_format="pdf", layout="bordered"))


@pytest.fixture(scope="module")
def scanned(sample: Sample) -> dict[str, Cell]:
    """The cells of tables 二 and 三, from pictures of their pages."""
    bicubic = Image.Resampling.BICUBIC
    turned = [page.rotate(0.7, fillcolor=255, resample=bicubic) for page in pictures(write(sample), 150)[1:3]]
    report = parse(saved(turned, "PDF", 150), source="s.pdf", organ=sample.organ.name, year=sample.year)
    return {cell.key: cell for cell in report.cells}


def test_a_scanned_table_has_every_figure(sample: Sample, scanned: dict[str, Cell]) -> None:
    assert {key: cell.value for key, cell in scanned.items()} == {
        key: value for key, value in sample.cells.items() if not key.startswith("review")
    }


def test_recognised_cells_are_doubted_unless_a_sum_vouches_for_them(scanned: dict[str, Cell]) -> None:
    assert all(cell.reader == "ocr" for cell in scanned.values() if cell.state is not State.UNREAD)
    assert {key for key, cell in scanned.items() if cell.doubt} == {
        key for key in scanned if key.startswith("disclosure")
    }


def test_the_image_of_a_picture_s_page_is_drawn_with_the_box() -> None:
    data = saved(pictures(pdf(drawn)), "PNG")
    plain, marked = (render(data, 1, boxes) for boxes in ((), [(40, 60, 80, 80)]))
    assert Image.open(io.BytesIO(plain)).size == Image.open(io.BytesIO(marked)).size == (801, 1000)
    assert plain != marked
    with pytest.raises(ValueError, match="第 2 页"):
        render(data, 2)


def test_an_empty_picture_is_an_empty_file() -> None:
    for kind in ("PNG", "PDF"):
        with pytest.raises(EmptyFile):
            read(saved([Image.new("L", (800, 1000), 255)], kind))


def test_a_cut_off_picture_is_corrupt() -> None:
    data = saved(pictures(pdf(drawn)), "PNG")
    with pytest.raises(CorruptFile):
        read(data[: len(data) // 2])


def test_pictures_over_a_limit_are_refused() -> None:
    with pytest.raises(OversizeFile, match="像素"):
        read(saved([Image.new("1", (10_000, 8_001), 1)], "PNG"))
    with pytest.raises(OversizeFile, match="页"):
        read(saved([Image.new("1", (60, 80), 1)] * (MAX_PAGES + 1), "TIFF"))


def test_a_text_layer_of_wrong_characters_is_noticed() -> None:
    said = "政府信息公开工作年度报告的总体情况和主动公开的有关数据" * 20
    assert not is_gibberish(np.array([ord(c) for c in said]))
    assert is_gibberish(np.array([ord(c) + 517 for c in said]))
    assert not is_gibberish(np.array([ord(c) for c in "only a few words"]))


def test_a_page_of_type_between_pictures_is_read_by_its_text() -> None:
    mixed = saved([*pictures(pdf(drawn))], "PDF")
    document = read(mixed)
    assert document.reader == "ocr"
    assert read(pdf(drawn)).reader == "grid"


def test_a_recognised_table_without_lines_says_so_of_every_cell() -> None:
    sample = next(generated(1, 3, years=(2023,), file_format="pdf", layout="borderless"))
    page = Image.open(io.BytesIO(render(write(sample), 3, scale=2.0))).convert("L")
    blocks = read_picture(np.asarray(page), 2.0, 3, 200)
    cells = [cell for block in blocks if isinstance(block, Grid) for cell in block.cells]
    assert len(cells) > 20
    assert {cell.reader for cell in cells} == {"ocr"}
