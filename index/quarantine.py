"""Files that were kept out of the library, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from nianbao.index.record import Record
from nianbao.index.schema import quarantine


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was kept out, and why; `reason` is a word for programs."""

    path: str
    reason: str
    message: str
    hint: str = ""
    sha256: str | None = None


class Quarantine:
    """The notes about refused files, one a path: the newest refusal."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def note(self, refused: Refused) -> None:
        """Note a file that was kept out; adding it later takes the note away."""
        with self._record.write() as connection:
            connection.execute(insert(quarantine).prefix_with("OR REPLACE").values(asdict(refused)))

    def release(self, path: str) -> None:
        """Take the note about a file away: it is in the library after all, or gone."""
        with self._record.write() as connection:
            release(connection, path)

    def all(self) -> tuple[Refused, ...]:
        """Every note, by path."""
        with self._record.read() as connection:
            found = connection.execute(select(quarantine).order_by(quarantine.c.path))
            return tuple(Refused(row.path, row.reason, row.message, row.hint, row.sha256) for row in found)


def release(connection: Connection, path: str) -> None:
    """The same within the caller's transaction."""
    connection.execute(delete(quarantine).where(quarantine.c.path == path))
