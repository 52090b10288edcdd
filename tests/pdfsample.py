"""Builders of small PDFs, one peculiarity each. Coordinates are points from the page's top left, as readers give them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import numpy as np
import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from nianbao.ingest.chars import Chars
from nianbao.ingest.grid import Rulings
from nianbao.ingest.report import Document, Grid

FONT = "STSong-Light"
SIZE = (400.0, 500.0)
Draw = Callable[["Paper"], None]
Style = Callable[["Paper", Sequence[float], Sequence[float]], None]

HEADER = ("", "A", "B", "C", "D", "E", "F", "Total")
FIGURES = (
    ("received", 21, 0, 0, 0, 0, 0, 21),
    ("carried in", 1, 0, 3, 0, 0, 0, 4),
    ("concluded", 22, 0, 3, 0, 0, 0, 25),
)
TABLE = (HEADER, *(tuple(map(str, row)) for row in FIGURES))


class Paper:
    """A canvas whose y grows downwards."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas = canvas
        self.height = height

    def text(self, x: float, y: float, text: str, *, size: float = 10, font: str | None = None) -> None:
        """`text` with its baseline at `y`."""
        plain = all(ord(letter) < 256 for letter in text)
        self.canvas.setFont(font or ("Helvetica" if plain else FONT), size)
        self.canvas.drawString(x, self.height - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def rect(self, left: float, top: float, right: float, bottom: float, *, fill: str | None = None) -> None:
        """A stroked rectangle, or one filled with a colour and not stroked."""
        if fill:
            self.canvas.setFillColor(fill)
        self.canvas.rect(
            left, self.height - bottom, right - left, bottom - top, stroke=int(not fill), fill=int(bool(fill))
        )
        self.canvas.setFillColor("black")

    def words(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10) -> None:
        """One text a unit cell, near its lower left corner."""
        for row, bottom in zip(rows, ys[1:], strict=True):
            for text, left in zip(row, xs, strict=False):
                if text:
                    self.text(left + 4, bottom - 6, text, size=size)


def pdf(
    *pages: Draw,
    size: tuple[float, float] = SIZE,
    rotate: int = 0,
    crop: tuple[float, float, float, float] | None = None,
) -> bytes:
    """A PDF of `pages`; `crop` (left, bottom, right, top, y upwards) and `rotate` hold for all of them."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for draw in pages:
        draw(Paper(canvas, size[1]))
        canvas.showPage()
    canvas.save()
    return changed(buffer.getvalue(), rotate, crop) if rotate or crop else buffer.getvalue()


def changed(data: bytes, rotate: int, crop: tuple[float, float, float, float] | None) -> bytes:
    """`data` with /Rotate and /CropBox set on every page."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.obj["/Rotate"] = rotate
            if crop:
                page.obj["/CropBox"] = pikepdf.Array(crop)
        document.save(out)
    return out.getvalue()


def encrypted(data: bytes, *, user: str) -> bytes:
    """`data` with an owner's password, and one for opening it unless `user` is empty."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
    return out.getvalue()


def without_codes(data: bytes) -> bytes:
    """`data` whose font has glyphs of its own in the places of A and B and does not say what they mean."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for font in document.pages[0].obj.Resources.Font.values():
            own = pikepdf.Array([65, pikepdf.Name("/g7"), pikepdf.Name("/g8")])
            font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=own)
        document.save(out)
    return out.getvalue()


def steps(start: float, *widths: float) -> tuple[float, ...]:
    """Line positions from `start` on."""
    positions = [start]
    for width in widths:
        positions.append(positions[-1] + width)
    return tuple(positions)


XS = steps(30, 80, 30, 30, 30, 30, 30, 30, 40)
YS = steps(60, 20, 20, 20, 20)


def strokes(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every line stroked once."""
    for y in ys:
        paper.line(xs[0], y, xs[-1], y)
    for x in xs:
        paper.line(x, ys[0], x, ys[-1])


def thin_rectangles(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every border of every cell a filled rectangle half a point wide, as word processors write."""
    for top, bottom in pairwise(ys):
        for left, right in pairwise(xs):
            for box in (
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            ):
                paper.rect(box[0] - 0.25, box[1] - 0.25, box[2] + 0.25, box[3] + 0.25, fill="black")


def stroked_cells(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every cell a stroked rectangle."""
    for top, bottom in pairwise(ys):
        for left, right in pairwise(xs):
            paper.rect(left, top, right, bottom)


def one_path(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """The whole table one path."""
    path = paper.canvas.beginPath()
    for y in ys:
        path.moveTo(xs[0], paper.height - y)
        path.lineTo(xs[-1], paper.height - y)
    for x in xs:
        path.moveTo(x, paper.height - ys[0])
        path.lineTo(x, paper.height - ys[-1])
    paper.canvas.drawPath(path)


def filled_frames(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every cell a frame filled between two rectangles, as browsers write."""
    for top, bottom in pairwise(ys):
        for left, right in pairwise(xs):
            path = paper.canvas.beginPath()
            path.rect(left, paper.height - bottom, right - left, bottom - top)
            path.rect(left + 1, paper.height - bottom + 1, right - left - 2, bottom - top - 2)
            paper.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def dots(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every line a row of squares."""
    places: set[tuple[float, float]] = {(round(x), y) for y in ys for x in range(round(xs[0]), round(xs[-1]), 2)}
    places |= {(x, round(y)) for x in xs for y in range(round(ys[0]), round(ys[-1]), 2)}
    for x, y in sorted(places):
        paper.rect(x, y, x + 0.8, y + 0.8, fill="black")


def dashes(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every line dashed, each dash a path of its own."""
    for y in ys:
        for left in range(round(xs[0]), round(xs[-1]), 5):
            paper.line(left, y, left + 3, y)
    for x in xs:
        for top in range(round(ys[0]), round(ys[-1]), 5):
            paper.line(x, top, x, top + 3)


def double_rules(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Every line two lines three points apart."""
    for shift in (-1.5, 1.5):
        strokes(paper, [x + shift for x in xs], [y + shift for y in ys])


def spaced_cells(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """An outer frame, and every cell a rectangle with space to its neighbours."""
    paper.rect(xs[0], ys[0], xs[-1], ys[-1])
    for top, bottom in pairwise(ys):
        for left, right in pairwise(xs):
            paper.rect(left + 0.8, top + 0.8, right - 0.8, bottom - 0.8)


def in_a_form(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """The lines in a form XObject that is drawn shifted and scaled."""
    canvas = paper.canvas
    canvas.beginForm("lines")
    strokes(Paper(canvas, 0), [(x - 10) / 2 for x in xs], [y / 2 for y in ys])
    canvas.endForm()
    canvas.saveState()
    canvas.translate(10, paper.height)
    canvas.scale(2, 2)
    canvas.doForm("lines")
    canvas.restoreState()


STYLES = (
    strokes,
    thin_rectangles,
    stroked_cells,
    one_path,
    filled_frames,
    dots,
    dashes,
    double_rules,
    spaced_cells,
    in_a_form,
)


def no_outer_border(paper: Paper) -> None:
    """Only the lines between cells, in a table whose outer columns hold figures."""
    for y in YS[1:-1]:
        paper.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        paper.line(x, YS[0], x, YS[-1])
    paper.words(XS, YS, TABLE)


@contextmanager
def turned(paper: Paper, quarters: int) -> Iterator[None]:
    """Draw sideways: the paper's content turned counter-clockwise by quarters, within the same page."""
    canvas = paper.canvas
    canvas.saveState()
    canvas.translate(*((0, 0), (SIZE[0], 0), SIZE, (0, SIZE[1]))[quarters % 4])
    canvas.rotate(90 * quarters)
    yield
    canvas.restoreState()


def no_chars() -> Chars:
    return Chars(np.zeros(0, dtype=np.int64), np.zeros((0, 4)), np.zeros(0), np.zeros(0, dtype=np.bool_), np.zeros(0))


def no_rulings() -> Rulings:
    return Rulings(np.zeros((0, 3)), np.zeros((0, 3)))


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a grid's cells by row, merged cells once."""
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not isinstance(block, Grid)]
