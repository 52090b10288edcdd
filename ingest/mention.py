"""A figure of the prose that means cells, and where it stands (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from nianbao.ingest.prose import Sentence
from nianbao.ingest.quantities import Quantity
from nianbao.ingest.referents import Readings


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of the prose.

    Attributes:
        sense: a key of `referents`, or `column.…`.
        readings: what it may stand for, the usual one first; never empty.
        quantity: the number as printed; where the words say there was none, 0.
        certain: neither the words nor their surroundings leave another referent open.
        start: where its words begin in the sentence.
    """

    sense: str
    readings: Readings
    quantity: Quantity
    certain: bool
    sentence: Sentence
    start: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The cells of its usual reading."""
        return self.readings[0].keys

    def behind(self, other: Mention) -> str:
        """The words between this figure and the figure of `other`, which follows it in the same sentence."""
        return self.sentence.text[self.quantity.end : other.quantity.start]


@dataclass(frozen=True, slots=True)
class Context:
    """Where a figure stands: `start` is where the words that lead up to it begin, `lead` those before its idiom."""

    sentence: Sentence
    quantity: Quantity
    start: int
    lead: str
