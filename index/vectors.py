"""The vector index: the one module that knows Chroma.

It mirrors the vectors of the record, so that the nearest of very many are found without reading them all. It can be
deleted at any time and is made anew from the record without embedding again. Only the holder of the library's lock may
open it: two processes on one path lose vectors without a word.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError

from nianbao.index.embed import Vectors, unpack
from nianbao.index.embeddings import Embeddings
from nianbao.ingest.errors import LibraryError

FOLDER = "chroma"
BATCH = 1000


class VectorIndex:
    """The vectors of one model, in the folder `chroma` of a library whose lock the caller holds.

    Raises:
        LibraryError: Chroma cannot use the folder, not even an empty one.
    """

    def __init__(self, library: Path, model: str, dimensions: int) -> None:
        self._folder = library / FOLDER
        self._name = f"passages-{model}"
        self._dimensions = dimensions
        self._model = model
        try:
            self._open()
        except (ChromaError, OSError, ValueError, RuntimeError):
            # A damaged index is only a cache that must be made anew.
            self.clear()

    def _open(self) -> None:
        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        self._client = cast(Client, chromadb.PersistentClient(path=str(self._folder), settings=settings))
        # Without an embedding function of its own: the default one would download a model.
        self._collection = self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        self._collection.count()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()

    def clear(self) -> None:
        """Throw the index away and begin an empty one."""
        try:
            if hasattr(self, "_client"):
                self._client.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._open()
        except (ChromaError, OSError, ValueError, RuntimeError) as error:
            raise LibraryError(f"{self._folder}：向量索引无法建立（{error}）；请检查磁盘空间和权限。") from error

    @property
    def count(self) -> int:
        """How many vectors it holds."""
        return int(self._collection.count())

    def sync(self, embeddings: Embeddings, watch: Callable[[int], None] = lambda _: None) -> None:
        """Bring the index to what the record has; if it has lost or gained anything of its own, make it anew.

        `watch` is told how many vectors were taken over, after each batch.
        """
        if self.count != embeddings.indexed_count():
            self.clear()
            embeddings.forget_index()
        if gone := embeddings.to_drop():
            for start in range(0, len(gone), BATCH):
                self._collection.delete(ids=list(gone[start : start + BATCH]))
            embeddings.mark_dropped(gone)
        done = 0
        while True:
            ids, numbers, packed = embeddings.to_index(self._model, BATCH)
            if not ids:
                return
            # `upsert`, because `add` silently ignores an id it has.
            self._collection.upsert(ids=ids, embeddings=unpack(packed, self._dimensions))
            embeddings.mark_indexed(numbers)
            done += len(ids)
            watch(done)

    def nearest(self, vector: Vectors, limit: int) -> tuple[str, ...]:
        """The ids of the passages whose vectors are nearest, best first (approximately)."""
        if not self.count:
            return ()
        found = self._collection.query(
            query_embeddings=vector.reshape(1, -1),
            n_results=min(limit, self.count),
            include=[],
        )
        return tuple(found["ids"][0])
