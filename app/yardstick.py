"""What organs are compared by: a figure, or a rate of two; its value in many reports at once, and in one with its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.app.compared import Valued, value_of, values_of
from nianbao.app.draft import Draft, shown
from nianbao.app.figures import one_rate
from nianbao.app.query import Query, Ratio, Wanted
from nianbao.app.scope import Pick
from nianbao.app.sheets import Sheet
from nianbao.app.wanted import asked
from nianbao.index.facts import Amount
from nianbao.index.library import Library


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A figure, or with `ratio` a percentage, whose `measure` is the numerator.

    A rate of several usual definitions is compared by the first, which `label` names.
    """

    measure: Wanted
    ratio: Ratio | None = None

    @property
    def label(self) -> str:
        """How a sentence calls it; a rate's own definition stands in “” already."""
        return f"“{self.measure.label}”" if self.ratio is None else self.ratio.label

    @property
    def question(self) -> str:
        """A short question for it in one report."""
        if self.ratio is None:
            return asked(self.measure)
        return f"{self.ratio.label.split('按“')[0]}多少"

    def values(self, library: Library, picks: Sequence[Pick]) -> list[Valued]:
        """Its value in each report of one year; reports without one are left out."""
        if self.ratio is None:
            return values_of(library, picks, self.measure)
        return _rates(library, picks, self.ratio)

    def told(self, draft: Draft, sheet: Sheet, keys: list[str]) -> tuple[str, str] | None:
        """Its value in one report with its marks, and the id of the figure or derivation; None where there is none.

        The keys of the cells are added to `keys`.
        """
        if self.ratio is None:
            term = draft.term(sheet, self.measure)
            if term is None:
                return None
            keys.extend(sheet.keys_of(self.measure) or ())
            marks = "".join(draft.mark(figure.citation) for figure in term.figures[:3])
            return f"{shown(term.value)}{term.unit}{marks}", term.id
        own: list[str] = []
        made = one_rate(draft, sheet, self.ratio, own)
        if made is None or made[1].value is None:
            return None
        keys.extend(own)
        figures = [f for f in draft.figures if f.report == sheet.entry.id and f.key in own]
        marks = "".join(draft.mark(figure.citation) for figure in figures[:3])
        return f"{made[1].value}%{marks}", made[1].id


def yardstick(query: Query) -> Yardstick | None:
    """What a question compares organs by: its first figure, else its first rate; None where it names neither."""
    if query.wanted:
        return Yardstick(query.wanted[0])
    if query.ratios:
        return Yardstick(query.ratios[0].numerator, query.ratios[0])
    return None


def _rates(library: Library, picks: Sequence[Pick], ratio: Ratio) -> list[Valued]:
    if not picks:
        return []
    parts = [ratio.numerator, ratio.denominator, *([ratio.less] if ratio.less is not None else [])]
    keys = list(dict.fromkeys(key for part in parts for keys in part.alternatives for key in keys))
    amounts = library.amounts(picks[0].year, keys)
    made = ((pick, _rate(amounts.get(pick.entry.id, {}), ratio)) for pick in picks)
    return [Valued(pick, *value) for pick, value in made if value is not None]


def _rate(own: Mapping[str, Amount], ratio: Ratio) -> tuple[Decimal, str, bool] | None:
    """The exact percentage of one report; None where a side has no number or nothing is divided by."""
    part, whole = value_of(own, ratio.numerator.alternatives), value_of(own, ratio.denominator.alternatives)
    less = value_of(own, ratio.less.alternatives) if ratio.less is not None else (Decimal(0), "", False)
    if part is None or whole is None or less is None or whole[0] <= less[0]:
        return None
    return part[0] / (whole[0] - less[0]) * 100, "%", part[2] or whole[2] or less[2]
