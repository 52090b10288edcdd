"""Two runs over the same cases: what was fixed, what was broken (pure, but for reading the file of the old run)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from nianbao.eval.metrics import Observation
from nianbao.eval.run import Result
from nianbao.ingest.errors import CasesError, FileRefused
from nianbao.ingest.given import contents

BYTES = 256 * 2**20
"""Bytes of the JSON of a run: a case has about a thousand."""


class Fate(StrEnum):
    """What became of a case."""

    FIXED = "fixed"
    """It was wrong, it is right."""
    BROKEN = "broken"
    """It was right, it is wrong."""
    STILL_WRONG = "still_wrong"
    """It was wrong, and is."""
    NEW = "new"
    """It was not asked before, or something else was under the same id."""
    GONE = "gone"
    """It was asked before only."""
    SAME = "same"
    """It was right, and is."""


@dataclass(frozen=True, slots=True)
class Old:
    """An earlier run, of its JSON what is compared.

    Attributes:
        right: case → whether it was right; of a run without `results` only those that were not are known.
        turns: case → what was asked, where it is known.
        texts: case → what was answered, where it is known.
        whole: whether every case of the run is known.
    """

    right: Mapping[str, bool]
    turns: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]
    metrics: Mapping[str, float | None]
    nianbao: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the cases.

    Attributes:
        fates: case → what became of it, in the order of the run; those that only the old run asked come last.
    """

    old: Old
    fates: Mapping[str, Fate]

    def cases(self, fate: Fate) -> tuple[str, ...]:
        """The ids of the cases of one fate."""
        return tuple(case for case, became in self.fates.items() if became is fate)


def load(path: Path) -> Old:
    """Read the JSON of an earlier `eval --json`.

    Raises:
        CasesError: it cannot be read, or is not that.
    """
    try:
        told = json.loads(contents(path, BYTES).decode("utf-8-sig"))
        return _old(told)
    except FileRefused as refusal:
        raise CasesError(f"{path}：不能用来比较：{refusal.message}{refusal.hint}") from refusal
    except (UnicodeDecodeError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise CasesError(f"{path}：不是 nianbao eval --json 的结果，不能用来比较。") from error


def _old(told: Mapping[str, object]) -> Old:
    results, failures, metrics = told.get("results"), told["failures"], told["metrics"]
    if not isinstance(failures, list) or not isinstance(metrics, dict) or not isinstance(results, (list, type(None))):
        raise TypeError
    right = {str(case): False for case in failures}
    right |= {str(one["id"]): bool(one["right"]) for one in results or ()}
    return Old(
        right,
        {str(one["id"]): tuple(one["turns"]) for one in results or ()},
        {str(one["id"]): str(one["text"]) for one in results or ()},
        {name: value for name, value in metrics.items() if value is None or isinstance(value, (int, float))},
        str(told.get("nianbao", "")),
        results is not None,
    )


def compare(old: Old, result: Result) -> Comparison:
    """What became of the cases of `old` in `result`."""
    fates = {one.case.id: _fate(old, one) for one in result.observed}
    return Comparison(old, fates | {case: Fate.GONE for case in old.right if case not in fates})


def _fate(old: Old, one: Observation) -> Fate:
    case = one.case.id
    # a case that only `failures` names was asked in words that are not known
    if old.whole and (case not in old.right or old.turns.get(case, one.case.turns) != one.case.turns):
        return Fate.NEW
    was, now = old.right.get(case, True), one.judged.right
    if was:
        return Fate.SAME if now else Fate.BROKEN
    return Fate.FIXED if now else Fate.STILL_WRONG
