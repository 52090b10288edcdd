"""Page images with marks."""

from __future__ import annotations

import io

import pytest
from pdfsample import Paper, pdf
from PIL import Image

from nianbao.ingest import pages
from nianbao.ingest.errors import CorruptFile
from nianbao.ingest.pages import PADDING, mark, render

WHITE = (255, 255, 255)


def _page(paper: Paper) -> None:
    paper.text(110, 118, "21")


DATA = pdf(_page, _page, size=(300, 200))
BOX = (100.0, 100.0, 140.0, 124.0)


def image(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        return picture.convert("RGB")


def test_a_page_has_the_size_of_its_display() -> None:
    assert image(render(DATA, 2)).size == (600, 400)
    assert image(render(DATA, 1, scale=1.5)).size == (450, 300)


def test_without_boxes_the_page_is_left_as_it_is() -> None:
    picture = image(render(DATA, 1))
    assert picture.getpixel((210, 205)) == WHITE
    assert picture.convert("L").convert("RGB").tobytes() == picture.tobytes()  # no colour anywhere


def test_a_box_is_outlined_outside_its_edges_and_tinted_within() -> None:
    picture = image(render(DATA, 1, [BOX]))
    outline = picture.getpixel((round(2 * (BOX[0] - PADDING)), 220))
    tint = picture.getpixel((204, 204))
    assert isinstance(outline, tuple)
    assert isinstance(tint, tuple)
    assert outline[0] > 150 > 100 > outline[2]
    assert tint != WHITE
    assert tint[0] > tint[2] > 150
    assert picture.getpixel((190, 220)) == WHITE


def test_print_shows_through_the_tint() -> None:
    assert min(sum(pixel) for pixel in _pixels(image(render(DATA, 1, [BOX])), (220, 205, 240, 240))) < 300


def _pixels(picture: Image.Image, box: tuple[int, int, int, int]) -> list[tuple[int, int, int]]:
    return [picture.getpixel((x, y)) for x in range(box[0], box[2]) for y in range(box[1], box[3])]  # type: ignore[misc]


def test_every_box_is_marked() -> None:
    picture = image(render(DATA, 1, [BOX, (10, 10, 30, 30)]))
    assert picture.getpixel((40, 40)) != WHITE
    assert picture.getpixel((204, 204)) != WHITE


def test_a_crop_shows_its_part_of_the_page() -> None:
    whole, part = image(render(DATA, 1, [BOX])), image(render(DATA, 1, [BOX], crop=(90, 90, 150, 130)))
    assert part.size == (120, 80)
    assert part.tobytes() == whole.crop((180, 180, 300, 260)).tobytes()


def test_a_crop_beyond_the_page_is_cut_at_its_edge() -> None:
    assert image(render(DATA, 1, crop=(-50, 150, 1_000, 1_000))).size == (600, 100)


@pytest.mark.parametrize("crop", [(400, 0, 500, 100), (10, 10, 10, 10)])
def test_a_crop_that_shows_nothing_is_wrong_use(crop: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="crop"):
        render(DATA, 1, crop=crop)


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_wrong_use(page: int) -> None:
    with pytest.raises(ValueError, match="共 2 页"):
        render(DATA, page)


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(CorruptFile):
        render(DATA[:200], 1)


def test_a_huge_page_is_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.ingest.pdfium.MAX_PIXELS", 60_000)
    picture = image(render(DATA, 1, [BOX], scale=4))
    assert picture.size == (300, 200)
    assert picture.getpixel((102, 102)) != WHITE


def test_marking_leaves_the_given_image_alone() -> None:
    blank = Image.new("RGB", (50, 50), "white")
    assert mark(blank, [(5, 5, 20, 20)], 1).getpixel((10, 10)) != WHITE
    assert blank.getpixel((10, 10)) == WHITE
    assert pages.mark(blank, [], 1) is blank
