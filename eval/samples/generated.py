"""Any number of fictional reports, for benchmarks: cheap to make, as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from nianbao.eval.samples.fill import Cells
from nianbao.eval.samples.make import figures, make
from nianbao.eval.samples.organs import organs
from nianbao.eval.samples.prose import Telling
from nianbao.eval.samples.sample import Format, Sample


def generated(
    n: int,
    seed: int = 0,
    *,
    years: tuple[int, ...] = (2022, 2023, 2024),
    file_format: Format = "text",
    layout: str = "tabs",
) -> Iterator[Sample]:
    """The reports of `n` distinct organs about each of `years`, organ by organ; figures carry over between years.

    The same `n` and `seed` give the same reports, and a larger `n` continues them.
    """
    for number, organ in enumerate(islice(organs(seed), n)):
        before: Cells | None = None
        for index, year in enumerate(years):
            follows = before if index and years[index - 1] == year - 1 else None
            before = figures(organ, year, before=follows)
            telling = Telling(run_in=number % 2 == 0, problem=number + index)
            yield make(organ, year, before, file_format=file_format, layout=layout, title="full", telling=telling)
