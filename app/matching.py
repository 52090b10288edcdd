"""Which sentence of a report answers a question, where it shares no word with it: learnt, and only ever quoted.

Meanings of question and sentence (`index.embed`) are each turned by a matrix, so that what is asked in everyday words lies near
what reports write about it (掏了多少钱 and 收取信息处理费): learnt from pairs of questions and sentences (`eval/pairs`) by
`python -m nianbao.eval.learn_matching`. Ten figures of each sentence, that nearness first, then say how probably it answers; the
weights of those come from the cases over the demo library. What is chosen is quoted as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

FEATURES = 7
"""Figures of a sentence beside its nearness: share, theme, named, in 五, in 五 and asked of what falls short, in 前言, number."""

Rows = NDArray[np.float64]


class Matcher:
    """The learnt matrices and weights, as `eval.learn_matching` writes them.

    Args:
        stored: `question` and `sentence` (n × n), `weights`, `mean` and `scale` (one a feature), `bias`, and `source`.
    """

    def __init__(self, stored: Mapping[str, NDArray[np.generic]]) -> None:
        self._question = stored["question"].astype(np.float32)
        self._sentence = stored["sentence"].astype(np.float32)
        self._weights, self._mean, self._scale = (
            stored[name].astype(np.float64) for name in ("weights", "mean", "scale")
        )
        self._bias = float(stored["bias"].astype(np.float64)[0])
        self.source = bytes(stored["source"]).decode("ascii")

    def near(self, question: NDArray[np.float32], sentences: NDArray[np.float32]) -> Rows:
        """How near each sentence is to what is asked: the cosine of the turned vectors."""
        asked, told = _unit(question[None] @ self._question), _unit(sentences @ self._sentence)
        return np.asarray((told @ asked.T)[:, 0], dtype=np.float64)

    def probabilities(self, near: Rows, features: Rows) -> Rows:
        """How probably each sentence of one report answers; `features` has a row a sentence."""
        columns = (self.table(near, features) - self._mean) / self._scale
        return np.asarray(1 / (1 + np.exp(-(columns @ self._weights + self._bias))))

    @staticmethod
    def table(near: Rows, features: Rows) -> Rows:
        """All that is weighed of the sentences of one report, among them how far each stands out from the others."""
        ordered = np.sort(near)[::-1]
        second = ordered[1] if len(ordered) > 1 else 0.0
        ahead = near - np.where(near == ordered[0], second, ordered[0])
        spread = (near - near.mean()) / (near.std() + 1e-6)
        return np.column_stack((near, features, spread, ahead))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


@cache
def matcher() -> Matcher:
    """The matcher that comes with the package, loaded with the first question that needs it."""
    with resources.files("nianbao.app").joinpath("matching.npz").open("rb") as stored, np.load(stored) as arrays:
        return Matcher(dict(arrays))
