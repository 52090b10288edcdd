"""openpyxl's door: rows of text and exact numbers → an XLSX file that runs nothing.

A text is stored as text, whatever it begins with; a number is stored as a number where the format can hold it
exactly, else as text. The same rows give the same bytes.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, count, islice
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from nianbao.ingest.xmltext import legal

Value: TypeAlias = str | int | Decimal | None

MOST_ROWS = 1_048_576
"""Rows of one sheet, its head included; more rows go on in a sheet of the same name and the next number."""
EXACT_DIGITS = 15
"""A spreadsheet's numbers are binary: every decimal up to so many digits comes back as it was."""
LONGEST = 32_767
"""Characters of a cell."""

_RUNNING = frozenset("=+-@\t\r#")
"""Beginnings that a spreadsheet may take for a formula, or openpyxl for an error value."""
_DATE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in characters, and whether its text is broken into lines."""

    head: str
    width: int
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows` are consumed once, as they are written."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def workbook(sheets: Iterable[Sheet], title: str) -> bytes:
    """The file with these sheets."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "nianbao"
    book.properties.created = book.properties.modified = _DATE
    for sheet in sheets:
        _fill(book, sheet)
    out = io.BytesIO()
    ExcelWriter(book, _Archive(out)).save()
    return out.getvalue()


class _Archive:
    """What openpyxl asks of a ZIP file; all entries have the same date."""

    def __init__(self, out: io.BytesIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

    def writestr(self, name: str, content: str | bytes) -> None:
        """One entry from memory."""
        self._zip.writestr(_entry(name), content)

    def write(self, path: str, name: str) -> None:
        """One entry from a file: a sheet, as openpyxl has streamed it."""
        with Path(path).open("rb") as source, self._zip.open(_entry(name), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target)

    def namelist(self) -> list[str]:
        """The entries so far."""
        return self._zip.namelist()

    def close(self) -> None:
        """Writes the directory."""
        self._zip.close()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _fill(book: Workbook, sheet: Sheet) -> None:
    rows = iter(sheet.rows)
    ahead: list[Sequence[Value]] = []
    for number in count(1):
        page = book.create_sheet(sheet.title if number == 1 else f"{sheet.title}{number}")
        _write(page, sheet.columns, islice(chain(ahead, rows), MOST_ROWS - 1))
        ahead = list(islice(rows, 1))
        if not ahead:
            return


def _write(page: WriteOnlyWorksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    """One sheet: a head that stays and filters, then the rows."""
    for index, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(index)].width = column.width
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.append([_head(page, column.head) for column in columns])
    wrapped = Alignment(vertical="top", wrap_text=True)
    plain = Alignment(vertical="top")
    styled = any(column.wrapped for column in columns)
    written = 0
    for row in rows:
        cells = [_cell(page, value) for value in row]
        if styled:
            for index, column in enumerate(columns):
                cells[index] = _aligned(page, cells[index], wrapped if column.wrapped else plain)
        page.append(cells)
        written += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written + 1}"


def _head(page: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(page, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E7F0FA")
    cell.border = Border(bottom=Side(style="thin", color="1F5A9D"))
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _aligned(page: WriteOnlyWorksheet, cell: Cell | str | int | None, how: Alignment) -> Cell:
    aligned = cell if isinstance(cell, Cell) else WriteOnlyCell(page, cell)
    aligned.alignment = how
    return aligned


def _cell(page: WriteOnlyWorksheet, value: Value) -> Cell | str | int | None:
    if isinstance(value, Decimal):
        return _number(page, value)
    if not isinstance(value, str):
        return value
    text = legal(value)[:LONGEST]
    return _text(page, text) if text[:1] in _RUNNING else text or None


def _text(page: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    # stays text when someone goes into the cell and leaves it again
    cell.quotePrefix = True
    return cell


def _number(page: WriteOnlyWorksheet, value: Decimal) -> Cell:
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or len(digits) + max(exponent, 0) > EXACT_DIGITS:
        return _text(page, format(value, "f"))
    cell = WriteOnlyCell(page, value)
    cell.number_format = f"0.{'0' * -exponent}" if exponent < 0 else "0"
    return cell
