"""The door to SQL: one engine, transactions for reading and for writing, and errors of our own.

SQLite in WAL mode, so that any number of processes read while one writes; a transaction of reading sees one state
of the library from its first statement to its last.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, insert, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from nianbao.index.lexical import TOKENS
from nianbao.index.schema import SCHEMA, metadata, state
from nianbao.ingest.errors import LibraryDamaged, LibraryError, LibraryIncompatible, LibraryLocked

BUSY_SECONDS = 20

_FAULTS = (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.NotSupportedError)
"""Errors of the program and not of the library: they must look like what they are, and not like a damaged file."""


class Record:
    """The record at `path`, made there if `create` is true.

    Raises:
        LibraryDamaged: the file is there but is no record.
        LibraryIncompatible: made by another version of the schema.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._reading = threading.local()
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args={"timeout": BUSY_SECONDS},
            pool_size=8,
            max_overflow=56,
        )
        event.listen(self._engine, "connect", _on_connect)
        event.listen(self._engine, "begin", _on_begin)
        try:
            if create:
                with self.write() as connection:
                    metadata.create_all(connection)
                    if connection.scalar(select(state.c.id)) is None:
                        connection.execute(
                            insert(state).values(id=1, schema=SCHEMA, revision=0, tokens=TOKENS, fingerprint="0" * 16)
                        )
            self._check_schema()
        except BaseException:
            self.close()
            raise

    def _check_schema(self) -> None:
        with self.read() as connection:
            schema = connection.scalar(select(state.c.schema))
        if schema != SCHEMA:
            raise LibraryIncompatible(
                f"{self.path.parent}：资料库的结构是第 {schema} 版，本程序需要第 {SCHEMA} 版；"
                "请用原来的版本打开，或用 nianbao ingest 另建一个。"
            )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the record; nothing can be written through it by accident and stay.

        Inside another one of the same thread it is that one: what is read together is of one state of the record.
        """
        outer: Connection | None = getattr(self._reading, "connection", None)
        if outer is not None:
            with self._translated():
                yield outer
            return
        with self._translated(), self._engine.connect() as connection:
            connection.begin()
            self._reading.connection = connection
            try:
                yield connection
            finally:
                self._reading.connection = None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it stays, or (an error, a killed process) none of it."""
        with self._translated(), self._engine.connect() as connection:
            connection.execution_options(immediate=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error, PoolTimeout) as error:
            # A listener's own errors come unwrapped, all others with the driver's error inside.
            cause = error.orig if isinstance(error, DBAPIError) else error
            if isinstance(cause, _FAULTS):
                raise
            raise self._ours(cause) from error

    def _ours(self, cause: BaseException | None) -> LibraryError:
        said = str(cause)
        if isinstance(cause, sqlite3.OperationalError):
            if "locked" in said:
                return LibraryLocked(
                    f"{self.path.parent}：资料库正被另一进程写入，等了 {BUSY_SECONDS} 秒仍未让出；请稍后再试。"
                )
            if "no such table" not in said:
                return LibraryError(f"{self.path}：资料库无法使用（{said}）；请检查磁盘空间和权限。")
        if isinstance(cause, sqlite3.DatabaseError):
            return LibraryDamaged(
                f"{self.path}：不是 nianbao 的资料库，或已损坏（{said}）；请恢复备份，或换一个位置重新 nianbao ingest。"
            )
        return LibraryError(f"{self.path}：资料库无法使用（{said}）。")

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _on_connect(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver would otherwise begin transactions by rules of its own, too late for a consistent view.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    # In WAL mode NORMAL survives a killed process; a power failure may cost the last commits, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
