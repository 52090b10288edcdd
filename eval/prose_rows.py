"""The rows of the bench of prose questions, and how they are shown (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

from nianbao.eval.metrics import Rate


@dataclass(frozen=True, slots=True)
class Row:
    """What one way came to."""

    name: str
    first: Rate
    five: Rate
    mrr: float
    right: Rate | None = None
    refusal_precision: Rate | None = None
    refusal_recall: Rate | None = None
    milliseconds: float = 0.0


def as_json(row: Row) -> dict[str, object]:
    """A row for a machine; intervals are Wilson's, 95 %."""
    rates = {
        "at_1": row.first,
        "at_5": row.five,
        "sentences_right": row.right,
        "refusal_precision": row.refusal_precision,
        "refusal_recall": row.refusal_recall,
    }
    return {
        "name": row.name,
        **{
            name: one and {"right": one.right, "total": one.total, "interval": one.interval}
            for name, one in rates.items()
        },
        "mrr": round(row.mrr, 3),
        "ms": round(row.milliseconds, 2),
    }


def table(title: str, rows: Sequence[Row]) -> Table:
    """All rows for a reader."""
    made = Table("", "@1", "@5", "MRR", "sentences right", "refusal precision", "refusal recall", "ms", title=title)
    for row in rows:
        rates = (row.right, row.refusal_precision, row.refusal_recall)
        made.add_row(
            row.name,
            _share(row.first),
            _share(row.five),
            f"{row.mrr:.3f}",
            *(_share(one) if one else "—" for one in rates),
            f"{row.milliseconds:.1f}",
        )
    return made


def _share(found: Rate) -> str:
    if found.value is None or found.interval is None:
        return "—"
    low, high = found.interval
    return f"{found.value:.3f} ({low:.2f}–{high:.2f})"
