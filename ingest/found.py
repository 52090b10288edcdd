"""What one statutory table was found to say: a drawn cell for every key that could be placed."""

from __future__ import annotations

from dataclasses import dataclass

from nianbao.ingest.form import Table
from nianbao.ingest.report import GridCell


@dataclass(frozen=True, slots=True)
class Value:
    """A drawn cell that was assigned to a key, with the doubt that the assignment itself carries.

    Attributes:
        cell: as drawn.
        doubt: of the assignment, or None.
        unit: the one printed in the head above it, or None.
        others: what other rows of the same label say in its place.
    """

    cell: GridCell
    doubt: str | None = None
    unit: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One table read as one edition of the form.

    Attributes:
        table, edition: of the form.
        values: by key.
        score: how well the edition fits, to be compared with that of another edition for the same rows.
        repeated: whether the whole table stands more than once.
    """

    table: Table
    edition: str
    values: dict[str, Value]
    score: float
    repeated: bool = False
