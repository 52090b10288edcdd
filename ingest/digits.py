"""Digits that run together → the numbers they were (pure).

A cell holds no number with a zero in front, so some runs can be cut in one way only; others in one way that adds up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

Numbers = tuple[int, ...]

LONGEST = 60
"""Digits of the longest run that is cut: fifteen cells of table 四 have fewer."""

STEPS = 10_000
"""Numbers that are tried for one run; a run that needs more says nothing."""


class _TooMany(Exception):
    """A run can be cut in more ways than are looked at."""


def certain(runs: Sequence[str], count: int) -> Numbers | None:
    """The `count` numbers in `runs` where these can be cut in one way only, even if some cells were blank.

    >>> certain(["000"], 3), certain(["70", "7"], 3), certain(["1100"], 3)
    ((0, 0, 0), None, None)
    """
    if sum(map(len, runs)) > LONGEST:
        return None
    left = [STEPS]
    try:
        ways = list(islice(chain.from_iterable(_ways(tuple(runs), some, left) for some in range(1, count + 1)), 2))
    except _TooMany:
        return None
    return ways[0] if len(ways) == 1 and len(ways[0]) == count else None


def adding_up(runs: Sequence[str], count: int, blocks: int = 1) -> list[Numbers]:
    """Every way to cut `runs` into `blocks` of `count` numbers, the last of each the sum of the others.

    Nothing as well where there are too many ways to look at.

    >>> adding_up(["750000075"], 7)
    [(75, 0, 0, 0, 0, 0, 75)]
    """
    if sum(map(len, runs)) > LONGEST:
        return []
    try:
        return list(_sums(tuple(runs), count, blocks, (), [STEPS]))
    except _TooMany:
        return []


def _heads(runs: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the next number can be, shortest first, and the runs behind it."""
    run, rest = runs[0], runs[1:]
    for end in range(1, 2 if run[0] == "0" else len(run) + 1):
        yield run[:end], (run[end:], *rest) if end < len(run) else rest


def _ways(runs: tuple[str, ...], count: int, left: list[int]) -> Iterator[Numbers]:
    if not runs or not count:
        if not runs and not count:
            yield ()
        return
    if count < len(runs) or count > sum(map(len, runs)):
        return
    left[0] -= 1
    if left[0] < 0:
        raise _TooMany
    for number, rest in _heads(runs):
        for way in _ways(rest, count - 1, left):
            yield (int(number), *way)


def _sums(runs: tuple[str, ...], count: int, blocks: int, begun: Numbers, left: list[int]) -> Iterator[Numbers]:
    """The ways to go on behind the numbers `begun` of the first block."""
    if not blocks:
        if not runs:
            yield ()
        return
    digits, cells = sum(map(len, runs)), count * blocks - len(begun)
    # the sum has no fewer digits than the longest number before it
    spare = digits - cells - (len(str(max(begun, default=0))) - 1)
    if not runs or cells < len(runs) or spare < 0:
        return
    left[0] -= 1
    if left[0] < 0:
        raise _TooMany
    for number, rest in _heads(runs):
        if len(begun) < count - 1:
            yield from _sums(rest, count, blocks, (*begun, int(number)), left)
        elif int(number) == sum(begun):
            for way in _sums(rest, count, blocks - 1, (), left):
                yield (*begun, int(number), *way)
