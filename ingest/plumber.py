"""pdfplumber's door: the second reader of PDFs, independent of the first from the bytes up.

Two readers that agree on a wrong total mean that the organ erred; two that disagree mean damage in reading. To judge
so, this one shares neither parser nor table finder with `ingest.pdf`. It is slow, and where the file draws no outer
border it loses columns: it is asked second, never first.
"""

from __future__ import annotations

import io
import logging
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from nianbao.ingest.envelope import is_folio, require_few_pages, require_whole
from nianbao.ingest.errors import CorruptFile, EmptyFile, FileRefused, LockedFile
from nianbao.ingest.radicals import unify
from nianbao.ingest.report import Block, Box, Document, Format, Grid, GridCell, Line, Place
from nianbao.ingest.seen import footnotes, unseen

SAME_EDGE = 2.0
"""Edges of cells this close are one."""

THIN = 3.0
"""Points across, at most, of a filled rectangle that is meant as a line."""

CUT_ROW = 6.0
"""Points by which the upright lines of a row cut by a page break stick out, at least."""

_UNCODED = re.compile(r"\(cid:\d+\)")
"""What pdfminer puts for a glyph whose meaning the font hides."""
_SPACE = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that is not quite right


def read(data: bytes) -> Document:
    """The content of a PDF in reading order, as pdfplumber sees it.

    Raises:
        EmptyFile, CorruptFile, LockedFile, OversizeFile: why it cannot be read.
    """
    blocks: list[Block] = []
    sizes: list[tuple[float, float]] = []
    with _opened(data) as pdf:
        for page in pdf.pages:
            shown = _shown(page)
            sizes.append((float(shown.width), float(shown.height)))
            blocks.extend(_blocks(shown))
            page.close()
    if not blocks:
        raise EmptyFile("这份 PDF 没有文字层。", hint="请改用可以复制文字的版本。")
    return Document(Format.PDF, "plumber", tuple(blocks), tuple(sizes))


def words(data: bytes, pages: Collection[int]) -> dict[int, tuple[tuple[Box, str], ...]]:
    """The words of `pages` (from 1), each with its box, wherever they stand.

    Raises:
        CorruptFile, LockedFile, OversizeFile: why it cannot be read.
    """
    found: dict[int, tuple[tuple[Box, str], ...]] = {}
    with _opened(data) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if number not in pages:
                continue
            shown = _shown(page)
            left, top = float(shown.bbox[0]), float(shown.bbox[1])
            found[number] = tuple(
                (_box((word["x0"], word["top"], word["x1"], word["bottom"]), left, top), _one_line(word["text"]))
                for word in shown.extract_words()
            )
            page.close()
    return found


def read_plainly(data: bytes) -> int:
    """What a program does that uses pdfplumber as it comes: the text and the tables of every page.

    Returns:
        how many rows the tables have. Benchmarks compare with this.
    """
    rows = 0
    with _opened(data) as pdf:
        for page in pdf.pages:
            page.extract_text()
            rows += sum(len(table) for table in page.extract_tables())
            page.close()
    return rows


@contextmanager
def _opened(data: bytes) -> Iterator[PDF]:
    require_whole(data)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            require_few_pages(len(pdf.pages))
            yield pdf
    except FileRefused:
        raise
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise LockedFile("PDF 文件设有打开密码。", hint="请先去除密码，再导入。") from error
        raise _damaged() from error
    except Exception as error:  # damaged files make pdfminer raise whatever the damage leads to
        raise _damaged() from error


def _damaged() -> CorruptFile:
    return CorruptFile("PDF 文件已损坏，无法读取。", hint="请重新下载，或用阅读器打开后另存一份再试。")


def _shown(page: Page) -> Page:
    """`page` without fake-bold doubles, white text and what lies beyond its CropBox, footnotes' marks on their line."""
    hidden = {id(char) for char in unseen(page.chars, page.rects, [*page.curves, *page.images])}
    for char, before, sign in footnotes(page.chars):
        char.update({side: before[side] for side in ("top", "bottom", "doctop")}, text=sign)
    if hidden:
        page = page.filter(lambda item: id(item) not in hidden)
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    left, below = max(0.0, crop[0] - media[0]), max(0.0, crop[1] - media[1])
    right, above = max(0.0, media[2] - crop[2]), max(0.0, media[3] - crop[3])
    turned = {0: (left, above, right, below), 90: (below, left, above, right), 180: (right, below, left, above)}
    cut = turned.get(page.rotation, (above, right, below, left))
    sides = page.bbox
    if any(cut):
        page = page.crop((sides[0] + cut[0], sides[1] + cut[1], sides[2] - cut[2], sides[3] - cut[3]))
    return page.dedupe_chars()


def _blocks(page: Page) -> list[Block]:
    ruled = page.filter(_rules_or_text)
    cut = {"explicit_horizontal_lines": _cut_rows(ruled)}
    tables = [table for table in ruled.find_tables(cut) if len(table.columns) > 1]
    outside = page.filter(lambda item: not any(_holds(table.bbox, item) for table in tables))
    left, top = float(page.bbox[0]), float(page.bbox[1])
    placed: list[tuple[float, Block]] = []
    for table in tables:
        grid = _grid(table, page.page_number, left, top)
        placed.append((float(table.bbox[1]), grid))
    for line in outside.extract_text_lines(return_chars=False):
        text = _one_line(line["text"])
        box = _box((line["x0"], line["top"], line["x1"], line["bottom"]), left, top)
        if text and not is_folio(text, box, float(page.height)):
            placed.append((float(line["top"]), Line(text, Place(page.page_number, box))))
    return [block for _, block in sorted(placed, key=lambda item: item[0])]


def _grid(table: Table, page: int, left: float, top: float) -> Grid:
    xs = _edges(x for cell in table.cells for x in (cell[0], cell[2]))
    ys = _edges(y for cell in table.cells for y in (cell[1], cell[3]))
    cells: list[GridCell] = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            if cell is None:
                continue
            x0, x1 = _at(xs, cell[0]), _at(xs, cell[2])
            y0, y1 = _at(ys, cell[1]), _at(ys, cell[3])
            words = _one_line(text or "")
            cells.append(GridCell(words, y0, x0, y1 - y0, x1 - x0, Place(page, _box(cell, left, top))))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), len(ys) - 1, len(xs) - 1, Place(page, _box(table.bbox, left, top)))


def _one_line(text: str) -> str:
    """The text of a cell or line: no line breaks, no spaces but between ASCII words."""
    return unify(_SPACE.sub("", _UNCODED.sub("\ufffd", text)).replace("\n", " "))


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME_EDGE:
            edges.append(value)
    return edges


def _at(edges: list[float], value: float) -> int:
    """The last edge that is not beyond `value`."""
    return bisect_left(edges, value + 1e-6) - 1


def _rules_or_text(item: dict[str, Any]) -> bool:
    """Shading is no ruling line, though pdfplumber takes the sides of every rectangle for lines."""
    shading = item["object_type"] == "rect" and item["fill"] and not item["stroke"]
    return not shading or bool(min(item["width"], item["height"]) <= THIN)


def _cut_rows(page: Page) -> list[float]:
    """Where upright lines end with no level line near: the row goes on behind the page break, undrawn."""
    level = sorted({edge["top"] for edge in page.horizontal_edges})
    ends = {end for edge in page.vertical_edges for end in (edge["top"], edge["bottom"])}
    return _edges(end for end in ends if not _is_near(end, level)) if level else []


def _is_near(value: float, places: Sequence[float]) -> bool:
    """Whether one of the sorted `places` is within `CUT_ROW`; a damaged page may draw tens of thousands of lines."""
    at = bisect_left(places, value - CUT_ROW)
    return at < len(places) and places[at] <= value + CUT_ROW


def _holds(bbox: tuple[float, float, float, float], item: dict[str, Any]) -> bool:
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(bbox[0] <= x <= bbox[2] and bbox[1] <= y <= bbox[3])


def _box(bbox: Iterable[float], left: float, top: float) -> Box:
    x0, y0, x1, y1 = bbox
    return round(x0 - left, 2), round(y0 - top, 2), round(x1 - left, 2), round(y1 - top, 2)
