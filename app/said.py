"""What every kind of answer is made of: sentences, the keys they are about, and how a report and a figure are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nianbao.app import phrases
from nianbao.app.answer import Reason, Refusal
from nianbao.app.draft import Draft, Term, shown
from nianbao.app.holdings import distinction
from nianbao.app.query import Query, Wanted
from nianbao.app.scope import Pick
from nianbao.app.sheets import Sheet
from nianbao.app.wanted import label_of
from nianbao.ingest.report import State

Sheets = Callable[[Pick], Sheet]
"""The cells of a picked report with what the validator says of them."""


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences, and the keys they are about; `refusal` where no report's form has the figure.

    `years` are years they name although the library has no report for them; `generated` says that a model worded them.
    """

    sentences: tuple[str, ...]
    keys: tuple[str, ...] = ()
    refusal: Refusal | None = None
    years: tuple[int, ...] = ()
    generated: bool = False


def title(pick: Pick) -> str:
    """A report as a sentence begins with it: 云屿市财政局2024年."""
    return f"{pick.organ.label}{pick.year}年{scope(pick)}"


def scope(pick: Pick) -> str:
    """What tells a report from another one of the same organ and year, where there is one."""
    return distinction(pick.entry) if pick.beside else ""


def label(wanted: Wanted, keys: Sequence[str]) -> str:
    """A single cell is called by its own row and column, whichever edition of the form it stands in."""
    return label_of(keys[0]) if len(keys) == 1 and len(wanted.alternatives) > 1 else wanted.label


def valued(draft: Draft, term: Term) -> str:
    """A number after its name: 为21件[1]; 空白 and the like without 为."""
    if term.derivation is None:
        figure = term.figures[0]
        return ("为" if figure.state is State.NUMBER else "") + phrases.said(draft, figure)
    if term.value is None:
        return phrases.added(draft, term)
    marks = "".join(draft.mark(f.citation) for f in term.figures if f.value) or draft.mark(term.figures[0].citation)
    return f"为{shown(term.value)}{term.unit}{marks}"


def not_in_form(query: Query, picks: Sequence[Pick], absent: Sequence[str]) -> Refusal:
    """The refusal where no picked report's form has what was asked for; `absent` says it report by report."""
    where = "；".join(dict.fromkeys(absent)) or "所问的报告没有读到这张表"
    first = picks[0]
    return Refusal(
        Reason.NOT_IN_FORM,
        f"{where}（各版表式的栏目不同）。",
        (
            f"{title(first)}新收申请多少件？",
            f"{title(first)}行政许可多少件？",
            f"{title(first)}行政复议总计多少件？",
        ),
    )
