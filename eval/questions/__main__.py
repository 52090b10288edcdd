"""Write evaluation cases by the thousand.

    python -m nianbao.eval.questions > generated.jsonl
    nianbao eval generated.jsonl --library ./nianbao-demo --html report.html

By default over the demo library; with `--gold DIR` over a library of the reports whose figures are in the `*.gold.json`
of that folder.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from nianbao.eval.questions.classes import questions
from nianbao.eval.questions.known import of_gold, of_samples
from nianbao.eval.samples.demo import demo_samples

SEED = 20261124
"""Of the cases that CI asks."""


def main() -> None:
    """Write the cases to standard output, how many of each class to standard error."""
    options = argparse.ArgumentParser(prog="python -m nianbao.eval.questions", description=__doc__.split("\n")[0])
    options.add_argument(
        "--seed", type=int, default=SEED, help="decides which cells and phrasings (default %(default)s)"
    )
    options.add_argument("--share", type=float, default=1.0, help="of each class's number of cells (default all)")
    options.add_argument("--gold", type=Path, help="a folder of *.gold.json instead of the demo library")
    given = options.parse_args()
    known = of_samples(demo_samples()) if given.gold is None else of_gold(given.gold)
    if not known:
        options.error(f"{given.gold}: no *.gold.json there")
    asked = questions(known, given.seed, given.share)
    sys.stdout.write("".join(f"{one.line}\n" for one in asked))
    told = ", ".join(f"{group} {n}" for group, n in Counter(one.group for one in asked).items())
    sys.stderr.write(f"{len(asked)} cases about {len(known)} reports: {told}\n")


if __name__ == "__main__":
    main()
