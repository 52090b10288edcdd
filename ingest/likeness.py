"""How well a printed label names a row of a form (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from nianbao.ingest.contradiction import contradicts
from nianbao.ingest.form import Row, normalise

LEAST = 0.62
"""Below this likeness a label is another label."""


@lru_cache(maxsize=4096)
def likeness(label: str, row: Row) -> float:
    """How well a normalised label names a row of the form: 1 for its label or an alias, else a ratio of edits.

    What contradicts a label does not name its row, however like it is.
    """
    best = 0.0
    for alias in aliases(row):
        if alias == label:
            return 1.0
        if len(label) >= 3:
            if len(alias) >= 8 and label.startswith(alias):
                best = max(best, 0.9)
            elif (like := fuzz.ratio(label, alias) / 100) > max(best, LEAST) and not contradicts(label, alias):
                best = like
    return best if best >= LEAST else 0.0


@lru_cache(maxsize=256)
def aliases(row: Row) -> tuple[str, ...]:
    """The normalised label of a row and its aliases."""
    return tuple(dict.fromkeys(normalise(alias) for alias in (row.label, *row.aliases)))


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The rows of one form; its identity stands for them in a cache, where a hash of all of them would cost too much."""

    rows: tuple[Row, ...]


@lru_cache(maxsize=32)
def labels_of(rows: tuple[Row, ...]) -> Labels:
    """The same for the same rows."""
    return Labels(rows)


@lru_cache(maxsize=4096)
def alike(label: str, labels: Labels) -> tuple[tuple[int, float], ...]:
    """The rows of the form that a normalised label may name, by their index, with its likeness: hardly ever more than one."""
    return tuple((j, like) for j, row in enumerate(labels.rows) if (like := likeness(label, row)))


@lru_cache(maxsize=4096)
def likest(label: str, labels: Labels) -> float:
    """How well a normalised label names the row that it names best; 0 where it names none."""
    return max((like for _, like in alike(label, labels)), default=0.0)
