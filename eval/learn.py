"""Learn the weights of `app.meaning` from labelled questions: read, count, fit, write.

    python -m nianbao.eval.learn [--check]

The questions stand in `eval/phrasings/*.tsv`, one a line: label, a tab, the question with 〔O〕 for the organ and 〔Y〕 for
the year. How labels are made is told in `docs/meaning.md`. `--check` learns from four fifths and reads the last fifth, five
times over, and prints how much of each head is read right; nothing is written.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from nianbao.app import meaning as meaning_module
from nianbao.app.meaning import HEADS, Learnt, features, of_words, with_new
from nianbao.app.vocabulary import Entry, Slot, lexicon
from nianbao.ingest.form import specs

OPERATIONS = frozenset(
    (
        "rank",
        "change",
        "trend",
        "claim",
        "compare",
        "select",
        "all",
        "share",
        "split",
        "findings",
        "term",
        "prose",
        "none",
    )
)
LEAST_SEEN = 2
"""A stretch of characters that stands in fewer questions weighs nothing."""
STRENGTH = 30.0
"""The inverse of how much large weights cost."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled question: what each head is to read of it, None where it says nothing of that."""

    text: str
    kind: str
    target: str | None
    column: str | None
    theme: str | None


def labelled(label: str, question: str) -> Asked:
    """One line of the phrasings.

    >>> labelled("rank:applications.refused.state_secret.total", "哪家涉密最多").target
    'refused.state_secret'
    """
    kind, _, rest = label.partition(":")
    if kind not in OPERATIONS and kind != "rate":
        kind, rest = "value", label
    text = of_words(question)
    if kind == "prose":
        return Asked(text, kind, None, None, rest or None)
    if kind == "split":
        return Asked(text, kind, "received", None, None)
    if kind == "term":
        return Asked(text, kind, rest or "-", None, None)
    if kind == "rate" or rest.startswith("rate:"):
        return Asked(text, kind, f"rate:{rest.removeprefix('rate:')}", None, None)
    if rest in ("", "-"):
        return Asked(text, kind, None, None, None)
    return Asked(text, kind, *_cell(rest), None)


def _cell(key: str) -> tuple[str, str]:
    """The row or sum of a key, and its column; the column of a row that has only one is its total."""
    parts = key.removeprefix("sum:").split(".")
    if parts[0] in ("applications", "review", "disclosure"):
        parts = parts[1:]
    if len(parts) == 1:
        return parts[0], "total"
    row, column = ".".join(parts[:-1]), parts[-1]
    return row, "total" if column in ("decisions", "amount") else column


def phrasings() -> list[Asked]:
    """All labelled questions, in order."""
    asked = []
    for line in _lines():
        label, _, question = line.partition("\t")
        asked.append(labelled(label.strip(), question.strip()))
    return [*asked, *of_the_form()]


def of_the_form() -> list[Asked]:
    """The words that the form has for its cells, each as a question: what is said in them is no guess."""
    asked = []
    for word, entries in sorted(lexicon().items()):
        for entry in entries:
            if (label := _label(entry)) is not None:
                asked += [labelled(label, f"〔O〕〔Y〕年{word}"), labelled(label, f"{word}多少件")]
    return asked


def _label(entry: Entry) -> str | None:
    """The label of a word of the form that means one figure; None for a column of several tables, or of an earlier edition."""
    table, key = entry.table, entry.key
    if entry.slot is Slot.ROW and table == "disclosure":
        return next(
            (f"{table}.{key}.{column}" for column in ("decisions", "amount") if f"{table}.{key}.{column}" in specs()),
            None,
        )
    if entry.slot is Slot.ROW:
        return f"{table}.{key}.total" if f"{table}.{key}.total" in specs() else None
    if entry.slot is Slot.COLUMN and table == "applications":
        return f"{table}.received.{key}" if f"{table}.received.{key}" in specs() else None
    if entry.slot in (Slot.GROUP, Slot.MEASURE) and key not in ("lost",):
        return f"sum:{key}"
    return f"rate:{key.removesuffix('_rate')}" if entry.slot is Slot.RATE else None


def source() -> str:
    """What the weights are learnt from, as one hash."""
    return hashlib.sha256("\n".join(_lines()).encode("utf-8")).hexdigest()


def _lines() -> list[str]:
    folder = resources.files("nianbao.eval").joinpath("phrasings")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".tsv")), key=lambda one: one.name)
    lines = [line for one in files for line in one.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if "\t" in line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Weights:
    """What is learnt: which stretches are known, what each is worth, and the weights of every head."""

    grams: tuple[str, ...]
    idf: NDArray[np.float32]
    labels: dict[str, list[str]]
    weights: dict[str, NDArray[np.float32]]
    bias: dict[str, NDArray[np.float32]]

    def stored(self) -> dict[str, NDArray[np.generic]]:
        """As arrays for `app.meaning.Learnt`; weights as whole numbers of one byte, scaled by label."""
        arrays: dict[str, NDArray[np.generic]] = {
            "grams": text_array("\n".join(self.grams)),
            "idf": self.idf.astype(np.float16),
        }
        for head in HEADS:
            weights = self.weights[head]
            scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
            arrays[f"{head}_labels"] = text_array("\n".join(self.labels[head]))
            arrays[f"{head}_weights"] = np.rint(weights / scale).astype(np.int8)
            arrays[f"{head}_scale"] = scale.astype(np.float32)
            arrays[f"{head}_bias"] = self.bias[head].astype(np.float32)
        arrays["source"] = text_array(source())
        return arrays


def text_array(text: str) -> NDArray[np.generic]:
    """Text as an array of bytes."""
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)


def learn(asked: Sequence[Asked]) -> Weights:
    """The weights of all heads."""
    counted = [features(one.text) for one in asked]
    seen = Counter(gram for found in counted for gram in found)
    often = {gram for gram, times in seen.items() if times >= LEAST_SEEN}
    counted = [with_new(found, often) for found in counted]
    seen = Counter(gram for found in counted for gram in found)
    grams = tuple(sorted(gram for gram, times in seen.items() if times >= LEAST_SEEN))
    at = {gram: index for index, gram in enumerate(grams)}
    idf = np.array([np.log((1 + len(asked)) / (1 + seen[gram])) + 1 for gram in grams], dtype=np.float32)
    matrix = _matrix(counted, at, idf)
    labels: dict[str, list[str]] = {}
    weights: dict[str, NDArray[np.float32]] = {}
    bias: dict[str, NDArray[np.float32]] = {}
    for head in HEADS:
        names = [getattr(one, head) for one in asked]
        rows = [index for index, name in enumerate(names) if name is not None]
        model = LogisticRegression(C=STRENGTH, max_iter=400)
        model.fit(matrix[rows], [names[index] for index in rows])
        labels[head] = [str(name) for name in model.classes_]
        weights[head] = np.asarray(model.coef_.T, dtype=np.float32)
        bias[head] = np.asarray(model.intercept_, dtype=np.float32)
    return Weights(grams, idf, labels, weights, bias)


def _matrix(counted: Sequence[Counter[str]], at: dict[str, int], idf: NDArray[np.float32]) -> csr_matrix:
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for found in counted:
        known = [(at[gram], times) for gram, times in found.items() if gram in at]
        weighed = np.array([(1 + np.log(times)) * idf[column] for column, times in known])
        length = float(np.linalg.norm(weighed)) or 1.0
        values.extend((weighed / length).tolist())
        columns.extend(column for column, _ in known)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(counted), len(at)), dtype=np.float32)


def write(weights: Weights, path: Path) -> None:
    """Write them for `app.meaning`."""
    store(weights.stored(), path)


def store(arrays: Mapping[str, NDArray[np.generic]], path: Path) -> None:
    """Write one compressed archive of arrays; the same arrays make the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            made = BytesIO()
            np.lib.format.write_array(made, array, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), made.getvalue(), zipfile.ZIP_DEFLATED
            )


@dataclass(frozen=True, slots=True)
class Read:
    """How a head reads questions it has not seen: of `asked`, how many right first, and how many among three."""

    head: str
    asked: int
    right: int
    among_three: int


def check(asked: Sequence[Asked], folds: int = 5) -> list[Read]:
    """How each head reads every question when the weights are learnt from the other folds."""
    found = {head: [0, 0, 0] for head in HEADS}
    parts = StratifiedKFold(folds, shuffle=True, random_state=0)
    for known, unknown in parts.split(list(asked), [one.kind for one in asked]):
        tally(Learnt(learn([asked[at] for at in known]).stored()), [asked[at] for at in unknown], found)
    return [Read(head, *counts) for head, counts in found.items()]


def tally(learnt: Learnt, asked: Sequence[Asked], found: dict[str, list[int]]) -> None:
    """Count into `found`, by head: asked, right, and among the first three."""
    for one in asked:
        read = learnt.read(features(one.text))
        for head in HEADS:
            if (true := getattr(one, head)) is not None:
                labels = [label for label, _ in getattr(read, head)]
                found[head][0] += 1
                found[head][1] += labels[0] == true
                found[head][2] += true in labels[:3]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="read a fifth with what the others teach, five times over")
    options = parser.parse_args(arguments)
    asked = phrasings()
    if not options.check:
        path = Path(meaning_module.__file__).resolve().parent / "meaning.npz"
        write(learn(asked), path)
        Console().print(f"{len(asked)} questions, {path.stat().st_size / 1e6:.1f} MB")
        return 0
    table = Table("head", "questions", "right", "among three")
    for read in check(asked):
        table.add_row(
            read.head, str(read.asked), *(f"{part / read.asked:.1%}" for part in (read.right, read.among_three))
        )
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
