"""What a question about prose is after, in the words that reports use for it: read from `themes.toml` (pure).

People ask 经办的人上过课吗 where a report says 业务培训; neither shared characters nor a small model of meaning bridges
that, a list of what the statutory sections speak of does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the things that reports speak of.

    Attributes:
        key: its name.
        words: of telling, as they are searched for.
        ask, tell: patterns of a question and of a sentence about it.
    """

    key: str
    words: tuple[str, ...]
    ask: re.Pattern[str]
    tell: re.Pattern[str]

    def told(self, sentence: str) -> int:
        """How many of its words `sentence` holds."""
        return len({match.group() for match in self.tell.finditer(sentence)})


@dataclass(frozen=True, slots=True)
class Asked:
    """A theme in a question, and the characters that ask for it."""

    theme: Theme
    spans: tuple[tuple[int, int], ...]


@cache
def themes() -> tuple[Theme, ...]:
    """All themes, in the order of the form's sections."""
    raw = tomllib.loads(resources.files("nianbao.index").joinpath("themes.toml").read_text(encoding="utf-8"))
    return tuple(_theme(one) for one in raw["theme"])


def _theme(raw: Mapping[str, object]) -> Theme:
    match raw:
        case {"key": str(key), "ask": [*ask], "tell": [*tell]}:
            told = [".*".join(map(re.escape, str(words).split("…"))) for words in tell]
            words = tuple(part for one in tell for part in str(one).split("…"))
            return Theme(key, words, re.compile("|".join((*map(str, ask), *told))), re.compile("|".join(told)))
        case _:
            raise ValueError(f"themes.toml: {raw}")


def asked(question: str) -> tuple[Asked, ...]:
    """The themes of a question; what stands inside a longer match of another theme asks for that one only.

    >>> [one.theme.key for one in asked("经办的人上过课吗")]
    ['training']
    """
    found = {theme: tuple(match.span() for match in theme.ask.finditer(question)) for theme in themes()}
    every = [span for spans in found.values() for span in spans]
    kept = {
        theme: tuple(span for span in spans if not any(_within(span, other) for other in every))
        for theme, spans in found.items()
    }
    return tuple(Asked(theme, spans) for theme, spans in kept.items() if spans)


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
