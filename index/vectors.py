"""The vector index: the one module that knows Chroma.

It mirrors the vectors of the record, so that the nearest of very many are found without reading them all. It can be
deleted at any time and is made anew from the record without embedding again. Only the holder of the library's lock may
open it: two processes on one path lose vectors without a word.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import chromadb
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError

from nianbao.index.embed import Vectors, unpack
from nianbao.index.embeddings import Embeddings
from nianbao.ingest.errors import LibraryError

FOLDER = "chroma"
BATCH = 1000


class VectorIndex:
    """The vectors of one model, in the folder `chroma` of a library whose lock the caller holds.

    Args:
        library: the library's folder.
        model, dimensions: of the vectors; those of another model are thrown away.
        anew: throw away whatever is there.

    Raises:
        LibraryError: Chroma cannot use the folder.
    """

    def __init__(self, library: Path, model: str, dimensions: int, *, anew: bool = False) -> None:
        self._folder = library / FOLDER
        self._name = f"passages-{model}"
        self._dimensions = dimensions
        self._model = model
        if anew or _is_damaged(self._folder / "chroma.sqlite3"):
            shutil.rmtree(self._folder, ignore_errors=True)
        with self._translated():
            settings = Settings(anonymized_telemetry=False)
            self._client = cast("Client", chromadb.PersistentClient(path=str(self._folder), settings=settings))
            for collection in self._client.list_collections():
                if collection.name != self._name:
                    self._client.delete_collection(collection.name)
            self._collection = self._get_collection()

    def _get_collection(self) -> Collection:
        # Without an embedding function of its own: the default one would download a model.
        return self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (ChromaError, OSError, ValueError, RuntimeError) as error:
            raise LibraryError(
                f"{self._folder}：向量索引无法使用（{error}）；请检查磁盘空间和权限，或用 nianbao reindex 重建。"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()

    @property
    def count(self) -> int:
        """How many vectors it holds."""
        return int(self._collection.count())

    def sync(self, embeddings: Embeddings, watch: Callable[[int], None] = lambda _: None) -> None:
        """Bring the index to what the record has; if it has lost or gained anything of its own, make it anew.

        `watch` is told how many vectors were taken over, after each batch.
        """
        with self._translated():
            if self.count != embeddings.indexed_count():
                self._client.delete_collection(self._name)
                self._collection = self._get_collection()
                embeddings.forget_index()
            gone = embeddings.to_drop()
            for start in range(0, len(gone), BATCH):
                self._collection.delete(ids=list(gone[start : start + BATCH]))
            embeddings.mark_dropped(gone)
            done = 0
            while (batch := embeddings.to_index(self._model, BATCH)).ids:
                # `upsert`, because `add` silently ignores an id it has.
                self._collection.upsert(ids=batch.ids, embeddings=unpack(batch.packed, self._dimensions))
                embeddings.mark_indexed(batch.numbers)
                done += len(batch.ids)
                watch(done)

    def nearest(self, vector: Vectors, limit: int) -> tuple[str, ...]:
        """The ids of the passages whose vectors are nearest, best first (approximately)."""
        with self._translated():
            if not self.count:
                return ()
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1), n_results=min(limit, self.count), include=[]
            )
            return tuple(found["ids"][0])


def _is_damaged(file: Path) -> bool:
    """Whether the index's database is none: Chroma fails on such a file and cannot open another in its place."""
    if not file.exists():
        return False
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("SELECT count(*) FROM collections").fetchone()
    except sqlite3.Error:
        return True
    return False
