"""The words of a question, each weighing what it says: the rarer among the library's passages, the more (pure).

老的征地材料查起来慢 is about 征地, not about 材料: every report has some. Characters count beside pairs of them, because
people abbreviate: 欠债 is 债务, 社团年检 is 社会组织年检.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nianbao.index.lexical import tokens

Rarity = Callable[[Collection[str]], Mapping[str, float]]
"""How rare each token is; one that is left out weighs 1."""

TOLD = 0.75
"""What a word weighs that asks for a theme which a sentence tells in other words."""

NEAR = 0.5
"""What a word weighs that stands beside a sentence: in its heading, or in the other half of its pair of section 五."""

_EMPTY = frozenset(
    "的地得了着过是不没有和与跟对给从到被把由在就还也都又再才只很太这那哪怎么样啥谁几多少个要会能可该让使做干搞弄吗呢吧人事来去说看里中上下"
)
"""Characters that say nothing alone; in a pair they may."""

_RUN = re.compile(r"[a-zA-Z0-9]+(?:\.[0-9]+)?|[^\W\da-zA-Z_]+")


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens of a question with the characters where they stand, and what each weighs."""

    tokens: tuple[tuple[str, int, int], ...]
    weights: Mapping[str, float]

    def share(self, own: Collection[str], near: Collection[str] = (), told: Sequence[tuple[int, int]] = ()) -> float:
        """How much of the question a sentence with the tokens `own` holds, from 0 to 1.

        Args:
            own: the sentence's tokens.
            near: tokens of what stands beside it.
            told: characters of the question that ask for a theme the sentence tells, in whatever words.
        """
        whole = sum(self.weights.get(token, 1.0) for token, _, _ in self.tokens)
        if not whole:
            return 0.0
        return sum(self._part(one, own, near, told) for one in self.tokens) / whole

    def pairs(self, own: Collection[str], asked: Sequence[tuple[int, int]]) -> float:
        """The same of words longer than a character alone that stand outside `asked`: what is said of the themes."""
        whole = sum(self.weights.get(token, 1.0) for token, _, _ in self.tokens)
        held = (
            self.weights.get(token, 1.0)
            for token, start, end in self.tokens
            if len(token) > 1 and token in own and not any(a <= start and end <= b for a, b in asked)
        )
        return sum(held) / whole if whole else 0.0

    def _part(
        self,
        one: tuple[str, int, int],
        own: Collection[str],
        near: Collection[str],
        told: Sequence[tuple[int, int]],
    ) -> float:
        token, start, end = one
        if token in own:
            held = 1.0
        elif any(a <= start and end <= b for a, b in told):
            held = TOLD
        else:
            held = NEAR if token in near else 0.0
        return held * self.weights.get(token, 1.0)


def content(text: str, empty: Iterable[re.Pattern[str]], rarity: Rarity | None = None) -> Content:
    """What `text` says besides what the patterns `empty` match."""
    for pattern in empty:
        text = pattern.sub(lambda match: "，" * len(match.group()), text)
    found = tuple(
        (text[start:end].lower(), start, end)
        for run in _RUN.finditer(text)
        for start, end in _spans(run)
        if text[start:end] not in _EMPTY
    )
    distinct = {token for token, _, _ in found}
    return Content(found, rarity(distinct) if rarity is not None else dict.fromkeys(distinct, 1.0))


def _spans(run: re.Match[str]) -> Iterable[tuple[int, int]]:
    if run.group()[0].isascii():
        yield run.span()
        return
    for at in range(run.start(), run.end()):
        yield at, at + 1
        if at > run.start():
            yield at - 1, at + 1


def of(text: str) -> frozenset[str]:
    """The tokens of a sentence."""
    return frozenset(tokens(text))
