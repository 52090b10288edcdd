"""PDFium's door: the only module that imports pypdfium2, with its lock, its errors and its functions.

PDFium is not thread-safe: whoever holds an open file holds one lock of the whole process; parallel reading takes
processes. No error and no type of pypdfium2 leaves this module.
"""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import repeat

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw
from PIL import Image

from nianbao.ingest.envelope import require_few_pages, require_whole
from nianbao.ingest.errors import CorruptFile, FileRefused, LockedFile
from nianbao.ingest.inflation import require_modest
from nianbao.ingest.report import Box

LOCK = threading.RLock()
"""Held while a PDF is open."""

MAX_PIXELS = 40_000_000
"""A page image is drawn at a smaller scale rather than with more pixels."""

TEXT: int = pypdfium2.raw.FPDF_PAGEOBJ_TEXT
PATH: int = pypdfium2.raw.FPDF_PAGEOBJ_PATH
IMAGE: int = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
FORM: int = pypdfium2.raw.FPDF_PAGEOBJ_FORM
LINE_TO: int = pypdfium2.raw.FPDF_SEGMENT_LINETO
MOVE_TO: int = pypdfium2.raw.FPDF_SEGMENT_MOVETO

_PASSWORD: int = pypdfium2.raw.FPDF_ERR_PASSWORD
_SECURITY: int = pypdfium2.raw.FPDF_ERR_SECURITY


def bound(name: str, result: type, *arguments: type) -> Callable[..., int]:
    """PDFium's function `name`, called with plain addresses and without releasing the interpreter's lock.

    A call lasts a fifth of a microsecond and a page takes thousands: handing the interpreter over between them costs
    more than the calls. pypdfium2's own binding converts every argument.
    """
    address = ctypes.cast(getattr(pypdfium2.raw, name), ctypes.c_void_p).value
    function: Callable[..., int] = ctypes.PYFUNCTYPE(result, *arguments)(address or 0)
    return function


def bare(name: str, result: type = ctypes.c_int) -> Callable[..., int]:
    """The same for functions of which a page takes a call a character: nothing is converted, which takes half the time.

    Addresses are given as objects of `ctypes`, and so is whatever is no C `int`.
    """
    address = ctypes.cast(getattr(pypdfium2.raw, name), ctypes.c_void_p).value
    function: Callable[..., int] = ctypes.PYFUNCTYPE(result)(address or 0)
    return function


class Slots:
    """Room for what PDFium tells of each character of a page, with the address of each place in it made once.

    Shared by all pages, which the lock keeps apart.

    Args:
        fields: how many numbers are told of a character.
        single: whether they are floats of four bytes, else of eight.
        apart: whether each number is written to an address of its own.
    """

    COUNT = 1_024

    def __init__(self, fields: int, *, single: bool, apart: bool) -> None:
        self._room = np.zeros((self.COUNT, fields), dtype=np.float32 if single else np.float64)
        base, step = self._room.ctypes.data, self._room.itemsize
        self._addresses = [
            [ctypes.c_void_p(base + step * (fields * slot + field)) for slot in range(self.COUNT)]
            for field in range(fields if apart else 1)
        ]

    def told(self, function: Callable[..., int], layer: ctypes.c_void_p, count: int) -> npt.NDArray[np.float64]:
        """What `function` (of `bare`) writes for each of `count` characters, 0 where it writes nothing; shape (count, fields)."""
        parts = [np.zeros((0, self._room.shape[1]))]
        for start in range(0, count, self.COUNT):
            part = range(start, min(start + self.COUNT, count))
            self._room[:] = 0
            deque(map(function, repeat(layer), part, *self._addresses), maxlen=0)
            parts.append(self._room[: len(part)].astype(np.float64))
        return np.concatenate(parts)


class OpenPage:
    """One loaded page; valid until the next page of its file is asked for."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self._page = page
        self.number = number

    @property
    def handle(self) -> int:
        """The address that `bound` functions take for a page."""
        return ctypes.cast(self._page.raw, ctypes.c_void_p).value or 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as displayed."""
        width, height = self._page.get_size()
        return float(width), float(height)

    @property
    def rotation(self) -> int:
        """Quarter turns clockwise between the page's own space and its display."""
        return int(self._page.get_rotation()) // 90

    @property
    def bounds(self) -> Box:
        """What is displayed (CropBox within MediaBox): left, bottom, right, top in the page's own space."""
        left, bottom, right, top = self._page.get_bbox()
        return float(left), float(bottom), float(right), float(top)

    @contextmanager
    def text(self) -> Iterator[int]:
        """The address that `bound` functions take for the page's text layer."""
        try:
            layer = self._page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise _broken_page(self.number) from error
        try:
            yield ctypes.cast(layer.raw, ctypes.c_void_p).value or 0
        finally:
            layer.close()

    def image(self, scale: float) -> tuple[Image.Image, float]:
        """The page as displayed, and the scale (pixels a point) it was drawn at."""
        width, height = self.size
        scale = min(scale, (MAX_PIXELS / (width * height)) ** 0.5)
        try:
            bitmap = self._page.render(scale=scale)
        except pypdfium2.PdfiumError as error:
            raise _broken_page(self.number) from error
        try:
            return bitmap.to_pil().convert("RGB"), scale
        finally:
            bitmap.close()


class OpenPdf:
    """An open file; made by `opened`."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    @contextmanager
    def page(self, number: int) -> Iterator[OpenPage]:
        """Page `number`, counted from 1.

        Raises:
            CorruptFile: it cannot be loaded.
        """
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise _broken_page(number) from error
        try:
            yield OpenPage(page, number)
        finally:
            page.close()


@contextmanager
def opened(data: bytes) -> Iterator[OpenPdf]:
    """The PDF in `data`, with PDFium's lock held until it is closed.

    Raises:
        EmptyFile, CorruptFile, LockedFile, OversizeFile: why it cannot be read.
    """
    require_whole(data)
    require_modest(data)
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _refusal(error.err_code) from error
        try:
            require_few_pages(len(document))
            yield OpenPdf(document)
        finally:
            document.close()


def _refusal(code: int | None) -> FileRefused:
    if code == _PASSWORD:
        return LockedFile("PDF 文件设有打开密码。", hint="请先去除密码，再导入。")
    if code == _SECURITY:
        return LockedFile("PDF 文件用不支持的方式加了密。", hint="请另存为不加密的 PDF，再导入。")
    return CorruptFile("PDF 文件已损坏，无法打开。", hint="请重新下载，或用阅读器打开后另存一份再试。")


def _broken_page(number: int) -> CorruptFile:
    return CorruptFile(f"PDF 文件第 {number} 页已损坏，无法读取。", hint="请重新下载，或用阅读器打开后另存一份再试。")
