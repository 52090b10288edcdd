"""What a question asks for, as a typed value: the only thing that stands between words and look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nianbao.app.answer import Reason
from nianbao.index.organs import Organ


class Kind(StrEnum):
    """The operations a question can ask for."""

    FIGURES = "figures"
    CLAIM = "claim"
    CHANGE = "change"
    RATE = "rate"
    RANK = "rank"
    SELECT = "select"
    LARGEST = "largest"
    GAP = "gap"
    FINDINGS = "findings"
    DEFINITION = "definition"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One figure asked for.

    Attributes:
        label: how a sentence calls it.
        alternatives: lists of cell keys whose sum it is; the first list that the report's forms have holds.
        note: a sentence that must go with it.
        beside: figures that are shown with it.
    """

    label: str
    alternatives: tuple[tuple[str, ...], ...]
    note: str = ""
    beside: tuple[Wanted, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of the first alternative."""
        return self.alternatives[0]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage asked for: numerator ÷ (denominator − less), under `label`."""

    label: str
    numerator: Wanted
    denominator: Wanted
    less: Wanted | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """The years a question names. `stated` is empty where it names none.

    `last` asks for the newest so many years; `change` asks for the step from the year before;
    `relative` says how a relative word was understood.
    """

    stated: tuple[int, ...] = ()
    last: int | None = None
    change: bool = False
    relative: str = ""
    spans: tuple[tuple[int, int], ...] = ()


class Bound(StrEnum):
    """How a stated number bounds what it is held against; OVER is 二十余: above it, within its last place."""

    MORE = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="
    OVER = ">~"
    NOT = "!="


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that a question states.

    `unit` is as said, or empty; `near` says that it is approximate (约, 左右), `step` how coarsely it is rounded, and
    `bound` that it is the end of a range; `scaled` that it was said in 万 or 亿 without a unit, which before money is 万元;
    `year` the year it is said of, where a question states numbers of several; `rounded` that it was said in 万 or another
    whole that a printed figure is not: 41万件 for 410489, 37% for 37.04%.
    """

    value: Decimal
    unit: str = ""
    near: bool = False
    step: Decimal = Decimal(1)
    bound: Bound | None = None
    scaled: bool = False
    year: int | None = None
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a question cannot be looked up, found while reading it: refused, or asked back with `choices`.

    `doubtful` where it was found by what is left over, not by what is said: the question as a whole may say more.
    `left` is the word left over.
    """

    message: str
    reason: Reason | None = None
    choices: tuple[str, ...] = ()
    offered: tuple[Wanted, ...] = ()
    doubtful: bool = False
    left: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood.

    `mentioned` are the stretches that name organs; `unknown` those of them that the library has no organ for.
    `about` is the organ the conversation was about last, for what is suggested and never for a figure.
    `best_year` asks which year has most, `over_years` for the sum over the years, `average` for their mean, and
    `every` asks for all organs together, `whole` is the kind of whole named (全市 → 市), and `corrected` says that
    the question corrects an earlier one (不是青汐区，是清汐区). `subject` is the organ whose own place among all is
    asked for or stated (某局排第几), `condition` what the figure of the organs asked for must be (超过100件的局), and
    `region` the place in which the organs compared or added up lie (墨塬县各局). `anew` leaves the conversation behind,
    of which `talked` are the years, in the order they were asked about. `meant` says that what it asks for was read
    from the whole of it (`app.meant`), not from words of the form; `theme` is what of the prose it is likely about,
    `untold` how probable it is that no report tells what it asks.
    `field` are the organs among which the place of `subject` is asked for (在民政局里排第几), `place` is the only place of
    an order that is asked for (第二多的), and `of_years` the year of each organ where a question names one with each,
    and `but` are organs left out (除了自然资源局).
    """

    text: str
    kind: Kind
    organs: tuple[tuple[Organ, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    years: Years = Years()
    wanted: tuple[Wanted, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    claims: tuple[Stated, ...] = ()
    places: int = 1
    descending: bool = True
    among: str = ""
    terms: tuple[str, ...] = ()
    section: str | None = None
    problem: Problem | None = None
    every: bool = False
    whole: str = ""
    corrected: bool = False
    best_year: bool = False
    over_years: bool = False
    average: bool = False
    subject: Organ | None = None
    condition: Stated | None = None
    region: str = ""
    anew: bool = False
    talked: tuple[int, ...] = ()
    about: Organ | None = None
    meant: bool = False
    theme: str = ""
    untold: float = 0.0
    field: tuple[Organ, ...] = ()
    place: int | None = None
    of_years: tuple[tuple[Organ, int], ...] = ()
    but: tuple[Organ, ...] = ()
