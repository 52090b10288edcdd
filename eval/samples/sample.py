"""The types of the samples: a Sample says what is printed, its Truth what a right reading finds.

Nothing here knows how a report is read; only the form files and the names of a cell's states are shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from nianbao.eval.samples.organs import Organ
from nianbao.ingest.form import CellSpec, load
from nianbao.ingest.report import State

Value: TypeAlias = Decimal | Literal["/"] | None
"""What stands in a cell: a number, nothing, or a dash."""

Format: TypeAlias = Literal["pdf", "docx", "html", "text", "markdown"]
EXTENSIONS: dict[Format, str] = {"pdf": "pdf", "docx": "docx", "html": "html", "text": "txt", "markdown": "md"}

TABLES = ("disclosure", "applications", "review")


@dataclass(frozen=True, slots=True)
class Prose:
    """One section: its number (`前言` before the first), its heading, its paragraphs."""

    number: str
    heading: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Slip:
    """Something put into a report on purpose.

    Attributes:
        rule: the id of the check it fails (FORM §3), or what it is: `blank`, `dash`, `remark`, `injection`, `digits`.
        keys: the cells of the failing relation, the printed total first; the cells concerned otherwise.
        expected, actual: what arithmetic or the calendar demands, and what is printed.
        located: the wrong cell itself, where one was changed.
    """

    rule: str
    keys: tuple[str, ...] = ()
    expected: str | None = None
    actual: str | None = None
    located: str | None = None


@dataclass(frozen=True, slots=True)
class TrueCell:
    """What a right reading finds in one cell."""

    key: str
    state: State
    value: Decimal | None
    raw: str
    unit: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What a right reading finds in a report."""

    organ: str
    year: int
    title: str
    period: tuple[date, date]
    forms: Mapping[str, str]
    cells: tuple[TrueCell, ...]
    sections: tuple[Prose, ...]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A fictional report, ready to be written.

    Attributes:
        editions: table → edition of the form.
        cells: cell key → what is printed there.
        printed: cell key → how it is printed, where that is not the plain number.
        remarks, units: cell key → the remark or the unit that is printed in the cell.
        labels: printed label → how this report misprints it.
        title: as printed; a line break in it is printed as one.
        sections: 前言, 一 … 六; the tables stand at the end of theirs.
        layout: a name that `format`'s writer knows.
        signed: whether organ and date stand at the end.
        file: the file's name.
    """

    organ: Organ
    year: int
    editions: Mapping[str, str]
    cells: Mapping[str, Value]
    title: str
    period: tuple[date, date]
    sections: tuple[Prose, ...]
    published: date
    format: Format
    layout: str
    signed: bool = False
    printed: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file the sample is written to."""
        return f"{self.organ.slug}-{self.year}.{EXTENSIONS[self.format]}"

    @property
    def specs(self) -> tuple[CellSpec, ...]:
        """The cells of the report's tables, in printed order."""
        return tuple(spec for name in TABLES for spec in load(self.editions[name]).table(name).cells)

    def raw(self, key: str) -> str:
        """The string printed in the cell `key`."""
        if key in self.printed:
            return self.printed[key]
        value = self.cells[key]
        if isinstance(value, Decimal):
            return f"{value:f}"
        return value or ""

    @property
    def truth(self) -> Truth:
        """What a right reading of the written file finds."""
        cells = []
        for spec in self.specs:
            value = self.cells[spec.key]
            state = State.BLANK if value is None else State.DASH if value == "/" else State.NUMBER
            number = value if isinstance(value, Decimal) else None
            unit = self.units.get(spec.key, spec.column.unit)
            cells.append(TrueCell(spec.key, state, number, self.raw(spec.key), unit, self.remarks.get(spec.key)))
        return Truth(
            organ=self.organ.name,
            year=self.year,
            title=self.title.replace("\n", ""),
            period=self.period,
            forms=self.editions,
            cells=tuple(cells),
            sections=self.sections,
            slips=self.slips,
        )
