"""The types that reading makes: Document (what a file holds), Report (what it says), Cell, Finding.

All are frozen; figures are `Decimal`; ids are made from content, never random.
Coordinates are points from the page's top left; pages, tables, rows and columns count from 1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

READING = "6"
"""Version of the reading: raised whenever a change of the readers could read a file differently, so that libraries read their
documents again. `tests/test_reading.py` fails where the samples are read differently under the same version."""

Box: TypeAlias = tuple[float, float, float, float]
"""left, top, right, bottom, in points from the page's top left."""


class Format(StrEnum):
    """The file formats that are read, told apart by content."""

    PDF = "pdf"
    IMAGE = "image"
    DOCX = "docx"
    DOC = "doc"
    HTML = "html"
    TEXT = "text"

    @property
    def paged(self) -> bool:
        """Whether it shows pages, and nothing but their look says where a cell is."""
        return self in (Format.PDF, Format.IMAGE)


class State(StrEnum):
    """What stands in a cell. Blank is not zero, dash is not zero, unread is not blank."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    TEXT = "text"
    UNREAD = "unread"


class Status(StrEnum):
    """How a relation ends (FORM §3)."""

    PASS = "pass"
    FAIL = "fail"
    PASS_IF_BLANK_IS_ZERO = "pass_if_blank_is_zero"
    NOT_ASSESSABLE = "not_assessable"


class Severity(StrEnum):
    """`error`: certainly inconsistent; `question`: worth asking the organ; `note`: good to know."""

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"


class Origin(StrEnum):
    """Where a failure comes from: it stands so in the document, it comes from reading, or nobody can tell."""

    DOCUMENT = "document"
    EXTRACTION = "extraction"
    UNKNOWN = "unknown"


class Place(NamedTuple):
    """Where something stands in its file: page and box, or table/row/column where there are no pages."""

    page: int | None = None
    box: Box | None = None
    grid: tuple[int, int, int] | None = None


NOWHERE = Place()


# ---------------------------------------------------------------- what a file holds


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph (or, in a PDF, one printed line) of running text, outside every table."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class GridCell:
    """One drawn cell; `row` and `column` (from 0) are its top left unit, spans count units.

    `doubt` says why its text may be read wrongly, `reader` what read it where that is not the document's reader.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    place: Place = NOWHERE
    doubt: str | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as drawn. `cells` are in reading order and cover no unit twice; ragged rows are allowed."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    place: Place = NOWHERE


Block: TypeAlias = Line | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content in reading order, before anything is understood.

    `reader` names what read it (`grid`, `plumber`, `ocr`, `html`, `docx`, `text`); `pages` are the page sizes
    (width, height in points), empty where the format has none. `simplified` says that its characters were traditional
    ones and have been replaced, one for one.
    """

    format: Format
    reader: str
    blocks: tuple[Block, ...]
    pages: tuple[tuple[float, float], ...] = ()
    simplified: bool = False


# ---------------------------------------------------------------- what it says


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a statutory table.

    Attributes:
        key: `table.row.column` (FORM §2).
        state: what stands there; `value` is set only for `number`.
        value: exact decimal, in `unit`.
        raw: the printed string, untouched.
        remark: what stood beside the number (`其中修订16件`), or None.
        row, column: the form's labels, for people.
        reader: which reader saw it; `second` is the raw string the second reader saw, where it differs.
        doubt: why this reading is doubtful, or None.
    """

    key: str
    state: State
    value: Decimal | None = None
    raw: str = ""
    unit: str = "件"
    row: str = ""
    column: str = ""
    remark: str | None = None
    place: Place = NOWHERE
    reader: str = ""
    second: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six statutory sections, or the preamble (`前言`). `text` keeps paragraphs, one a line."""

    number: str
    heading: str
    text: str
    page: int | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation or check that did not simply pass.

    Attributes:
        rule: id of FORM §3.
        keys: all cells of the relation, the located or printed-total cell first.
        expected, actual: decimal strings (or years), None where there is no arithmetic.
        message: one plain Chinese sentence.
        cause: a name that findings with one and the same cause share, where that is not their first cell; it is not kept
            in libraries.
    """

    rule: str
    severity: Severity
    status: Status
    keys: tuple[str, ...]
    message: str
    expected: str | None = None
    actual: str | None = None
    origin: Origin = Origin.UNKNOWN
    page: int | None = None
    cause: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Checks:
    """How many arithmetic relations ended how."""

    passed: int = 0
    failed: int = 0
    pass_if_blank_is_zero: int = 0
    not_assessable: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """One reading of one document.

    Attributes:
        organ, year: None where the document does not say (a finding then tells).
        title: as printed, line breaks removed.
        period: the 统计期限 as (first day, last day) in ISO dates, None where not found.
        sha256: of the file's bytes.
        forms: table → form edition, for the tables found.
        cells: every cell of each found table's form, in form order.
        scope: `本机关` or `汇总`, where the document says whose figures it counts.
    """

    organ: str | None
    year: int | None
    title: str
    source: str
    sha256: str
    format: Format
    forms: dict[str, str]
    cells: tuple[Cell, ...]
    sections: tuple[Section, ...]
    checks: Checks
    findings: tuple[Finding, ...]
    period: tuple[str, str] | None = None
    pages: tuple[tuple[float, float], ...] = ()
    scope: str | None = None
    _by_key: dict[str, Cell] = field(default_factory=dict, repr=False, compare=False)

    def cell(self, key: str) -> Cell | None:
        """The cell of `key`, or None where the report's forms do not have it."""
        if not self._by_key:
            self._by_key.update((cell.key, cell) for cell in self.cells)
        return self._by_key.get(key)


def content_id(*parts: str) -> str:
    """A short id that depends on nothing but `parts` (16 hex digits of SHA-256)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
