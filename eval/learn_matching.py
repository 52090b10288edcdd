"""Learn what `app.matching` needs: which sentence answers a question that shares no word with it.

    python -m nianbao.eval.learn_matching [--check]

The two matrices are learnt from pairs of a question and the sentence that answers it (`eval/pairs/*.tsv`): of all sentences of
a batch the right one is to lie nearest. The weights of a sentence's figures are learnt over the demo library from the cases of
`eval/cases/prose-dev.jsonl` and `prose-own-words.jsonl`. `--check` learns both from four fifths and tries the last, five times
over, and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from sklearn.linear_model import LogisticRegression

from nianbao.app import matching as matching_module
from nianbao.app.holdings import holdings
from nianbao.app.matching import Matcher
from nianbao.app.narrate import passages_for
from nianbao.app.nearest import LEAST, Told, told
from nianbao.app.scope import Picked, pick
from nianbao.app.topic import topic
from nianbao.app.understand import understand
from nianbao.eval import cases
from nianbao.eval.demo import prepare
from nianbao.eval.expectation import Refuse, Text
from nianbao.eval.learn import store, text_array
from nianbao.index.embed import default
from nianbao.index.library import Library

CASES = ("prose-dev.jsonl", "prose-own-words.jsonl")
DAY = date(2026, 1, 1)
RATE, EPOCHS, BATCH, KEEP, SHARP = 7e-4, 12, 256, 0.5, 0.07
"""Step size, rounds, pairs at once, how much the matrices are held to be one, and how sharply the nearest is told apart."""

Matrix = NDArray[np.float64]


def pairs() -> list[tuple[str, str]]:
    """All pairs, in order."""
    folder = resources.files("nianbao.eval").joinpath("pairs")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".tsv")), key=lambda one: one.name)
    lines = [line for one in files for line in one.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return [(question.strip(), sentence.strip()) for question, _, sentence in (line.partition("\t") for line in lines)]


def source() -> str:
    """What the matrices are learnt from, as one hash."""
    return hashlib.sha256("\n".join(f"{q}\t{s}" for q, s in pairs()).encode("utf-8")).hexdigest()


def turned(found: Sequence[tuple[str, str]]) -> tuple[Matrix, Matrix]:
    """The matrices of questions and of sentences: gradient steps on how far the right sentence lies before the others."""
    sentences = sorted({sentence for _, sentence in found})
    at = {sentence: index for index, sentence in enumerate(sentences)}
    asked = default().encode([question for question, _ in found]).astype(np.float64)
    tell = default().encode(sentences).astype(np.float64)
    right = np.array([at[sentence] for _, sentence in found])
    size = asked.shape[1]
    both = [np.eye(size), np.eye(size)]
    mean, square = [np.zeros((size, size)) for _ in both], [np.zeros((size, size)) for _ in both]
    random = np.random.default_rng(0)
    step = 0
    for _ in range(EPOCHS):
        order = random.permutation(len(asked))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            batch = batch[np.unique(right[batch], return_index=True)[1]]
            gradients = _gradients(asked[batch], tell[right[batch]], both)
            step += 1
            for index, pulled in enumerate(gradients):
                gradient = pulled + KEEP * (both[index] - np.eye(size)) * len(batch) / len(asked)
                mean[index] = 0.9 * mean[index] + 0.1 * gradient
                square[index] = 0.999 * square[index] + 0.001 * gradient**2
                moved = mean[index] / (1 - 0.9**step) / (np.sqrt(square[index] / (1 - 0.999**step)) + 1e-8)
                both[index] = both[index] - RATE * moved
    return both[0], both[1]


def _gradients(asked: Matrix, tell: Matrix, both: Sequence[Matrix]) -> tuple[Matrix, Matrix]:
    """Of the mean logarithm of how probable the right sentence is to its question, and the question to its sentence."""
    question, sentence = asked @ both[0], tell @ both[1]
    lengths = [np.linalg.norm(rows, axis=1, keepdims=True) for rows in (question, sentence)]
    question, sentence = question / lengths[0], sentence / lengths[1]
    close = question @ sentence.T / SHARP
    one = np.eye(len(asked))
    pull = ((_shares(close) - one) + (_shares(close.T) - one).T) / (2 * SHARP * len(asked))
    pulls = (pull @ sentence, pull.T @ question)
    outs = []
    for rows, unit, towards, length in zip((asked, tell), (question, sentence), pulls, lengths, strict=True):
        outs.append(rows.T @ ((towards - (towards * unit).sum(axis=1, keepdims=True) * unit) / length))
    return outs[0], outs[1]


def _shares(rows: Matrix) -> Matrix:
    raised = np.exp(rows - rows.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Tried:
    """A case: the sentences of its report, which of them answer, and whether any is to."""

    name: str
    told: Told
    right: NDArray[np.bool_]
    none: bool


def tried(library: Library, by: Matcher) -> Iterator[Tried]:
    """Every case about the prose of one report."""
    held = holdings(library)
    folder = resources.files("nianbao.eval").joinpath("cases")
    for name in CASES:
        for case in cases.load(Path(str(folder.joinpath(name)))).cases:
            want = case.expect.want
            none = isinstance(want, Refuse)
            query = understand(case.turns[-1], case.turns[:-1], held.names, DAY)
            chosen = pick(query, held, DAY) if query.organs else None
            if not isinstance(chosen, Picked) or len(chosen.picks) != 1 or not (none or isinstance(want, Text)):
                continue
            asked = topic(query, chosen.picks)
            one = told(asked, passages_for(asked, [chosen.picks[0].entry.id], library), library.rarity.of, by)
            words = tuple(word for group in want.phrases for word in group) if isinstance(want, Text) else ()
            right = np.array([any(word in quote.text for word in words) for quote in one.quotes])
            if none or right.any():
                yield Tried(case.id, one, right, none)


def weighed(found: Sequence[Tried]) -> dict[str, NDArray[np.float64]]:
    """The weights of a sentence's figures."""
    table = np.concatenate([Matcher.table(one.told.near, one.told.features) for one in found])
    right = np.concatenate([one.right for one in found])
    mean, scale = table.mean(axis=0), table.std(axis=0) + 1e-6
    model = LogisticRegression(C=1.0, max_iter=1000).fit((table - mean) / scale, right)
    return {"weights": model.coef_[0], "mean": mean, "scale": scale, "bias": model.intercept_}


def stored(
    matrices: tuple[Matrix, Matrix], weights: dict[str, NDArray[np.float64]] | None = None
) -> dict[str, NDArray[np.generic]]:
    """As arrays for `app.matching.Matcher`."""
    columns = matching_module.FEATURES + 3
    blank = {"weights": np.zeros(columns), "mean": np.zeros(columns), "scale": np.ones(columns), "bias": np.zeros(1)}
    arrays: dict[str, NDArray[np.generic]] = {
        "question": matrices[0].astype(np.float16),
        "sentence": matrices[1].astype(np.float16),
        "source": text_array(source()),
    }
    return arrays | {name: value.astype(np.float32) for name, value in (weights or blank).items()}


def check(found: Sequence[Tried], folds: int = 5) -> tuple[float, float, float]:
    """Shares: of cases with the right sentence first, with it among those quoted, and of those to be refused that are quoted."""
    fold = np.random.default_rng(0).permutation(len(found)) % folds
    first, quoted, told_wrongly = [], [], []
    for part in range(folds):
        weights = weighed([one for one, where in zip(found, fold, strict=True) if where != part])
        by = Matcher(stored((np.eye(1), np.eye(1)), weights))
        for one in (one for one, where in zip(found, fold, strict=True) if where == part):
            likely = by.probabilities(one.told.near, one.told.features)
            best = int(likely.argmax())
            if one.none:
                told_wrongly.append(likely[best] >= LEAST)
            else:
                first.append(one.right[best])
                quoted.append(one.right[best] and likely[best] >= LEAST)
    return float(np.mean(first)), float(np.mean(quoted)), float(np.mean(told_wrongly))


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    matrices = turned(pairs())
    with tempfile.TemporaryDirectory() as folder:
        prepare(str(Path(folder) / "library"))
        with Library.open(Path(folder) / "library") as library:
            found = list(tried(library, Matcher(stored(matrices))))
    first, quoted, wrongly = check(found)
    Console().print(
        f"{len(found)} cases: first {first:.1%}, quoted right {quoted:.1%}, quoted where none answers {wrongly:.1%}"
    )
    if not options.check:
        store(stored(matrices, weighed(found)), Path(matching_module.__file__).resolve().parent / "matching.npz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
