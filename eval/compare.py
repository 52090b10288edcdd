"""Two runs over the same cases: what was fixed, what was broken (pure, but for reading the file of the old run)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nianbao.eval.metrics import Observation
from nianbao.eval.run import Result
from nianbao.ingest.errors import CasesError, FileRefused
from nianbao.ingest.given import contents

BYTES = 256 * 2**20
"""Bytes of the JSON of a run: a case has about a thousand."""


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
    """Cases by what became of them, each by its id.

    Attributes:
        fixed: were wrong, are right.
        broken: were right, are wrong.
        still_wrong: were wrong and are.
        new: were not asked before, or something else was under the same id.
        gone: were asked before only.
    """

    old: Old
    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    still_wrong: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    def fate(self, case: str) -> str:
        """`fixed`, `broken`, `still_wrong`, `new`, or nothing where nothing changed."""
        for name in ("fixed", "broken", "still_wrong", "new"):
            if case in getattr(self, name):
                return name
        return ""


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
    fates: dict[str, list[str]] = {"fixed": [], "broken": [], "still_wrong": [], "new": [], "same": []}
    for one in result.observed:
        fates[_fate(old, one)].append(one.case.id)
    asked = {one.case.id for one in result.observed}
    return Comparison(
        old,
        tuple(fates["fixed"]),
        tuple(fates["broken"]),
        tuple(fates["still_wrong"]),
        tuple(fates["new"]),
        tuple(case for case in old.right if case not in asked),
    )


def _fate(old: Old, one: Observation) -> str:
    case = one.case.id
    if old.whole and (case not in old.right or old.turns[case] != one.case.turns):
        return "new"
    was, now = old.right.get(case, True), one.judged.right
    if was:
        return "same" if now else "broken"
    return "fixed" if now else "still_wrong"
