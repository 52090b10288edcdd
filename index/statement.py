"""A SELECT that every question runs: compiled once, then run by the driver's own cursor.

SQLAlchemy looks a statement up in its cache and builds a result around the cursor every time, which takes ten times
as long as SQLite takes to find the rows of one report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, TextClause
from sqlalchemy.dialects import sqlite


class Statement:
    """`select` with its named parameters; columns must be of types that SQLite itself returns (text and numbers)."""

    def __init__(self, select: Select[Any] | TextClause) -> None:
        compiled = select.compile(dialect=sqlite.dialect(paramstyle="named"))
        self._sql = str(compiled)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}

    def rows(self, connection: Connection, **parameters: str | int) -> Sequence[tuple[Any, ...]]:
        """All rows, as tuples in the order of the selected columns; a missing parameter is the driver's error."""
        cursor = connection.connection.cursor()
        cursor.execute(self._sql, self._fixed | parameters)
        return cursor.fetchall()
