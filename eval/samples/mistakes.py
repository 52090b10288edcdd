"""The mistakes that clerks make, one at a time: a correct Sample → the same with one mistake, and which cells it touched.

Tables are changed without the prose, and the prose without the tables, as it happens when the one is corrected after the
other was copied. Whether arithmetic can see a mistake at all is told by `Mistake.visible`, from the figures alone: a
relation of the form, last year's report, or the report's own prose says otherwise.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.eval.samples.fill import COLUMNS
from nianbao.eval.samples.make import TITLES, figures, make
from nianbao.eval.samples.organs import Organ
from nianbao.eval.samples.prose import Telling
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.slips import relations, stale_period

REVIEW_PARTS = ("upheld", "corrected", "other", "pending")
_FIGURE = re.compile(r"(\d+)件")
_PERCENT = re.compile(r"(\d+)\.(\d\d)%")


@dataclass(frozen=True, slots=True)
class Correct:
    """A correct report, last year's figures of the same organ, and what is needed to make it again.

    Attributes:
        sample: the report.
        before: last year's sample, whose 结转下年度 it takes over.
        telling: how its prose is told.
    """

    sample: Sample
    before: Sample
    telling: Telling


@dataclass(frozen=True, slots=True)
class Mistake:
    """A report with one mistake.

    Attributes:
        sample: the report.
        keys: the cells that were changed, or that a changed figure of the prose means; empty where it is about none.
        rule: the check that must tell it where it is no matter of sums, else empty.
        visible: whether anything in the report or in last year's contradicts it.
    """

    sample: Sample
    keys: frozenset[str]
    rule: str = ""
    visible: bool = True


Maker = Callable[[Correct, random.Random], Mistake | None]


# ---------------------------------------------------------------- in the tables


def _reprinted(correct: Correct, changes: Mapping[str, Decimal | None]) -> Mistake | None:
    """The tables with `changes`; None where they change nothing."""
    old = correct.sample.cells
    changes = {key: value for key, value in changes.items() if old[key] != value}
    if not changes:
        return None
    sample = replace(correct.sample, cells={**old, **changes})
    return Mistake(sample, frozenset(changes), visible=_contradicted(sample, correct))


def _contradicted(sample: Sample, correct: Correct) -> bool:
    if None in sample.cells.values():
        return True  # that it is blank is seen
    numbers = {key: value for key, value in sample.cells.items() if isinstance(value, Decimal)}
    if any(sum(numbers[k] for k in one.left) != sum(numbers[k] for k in one.right) for one in relations(sample)):
        return True
    told = make(sample.organ, sample.year, numbers, editions=sample.editions, telling=correct.telling)
    if told.sections != correct.sample.sections:
        return True
    last = correct.before.cells
    carried = (numbers[f"applications.carried_in.{c}"] != last[f"applications.carried_out.{c}"] for c in COLUMNS)
    return any(carried) or any(_unrolled(row, numbers, last) for row in ("rules", "normative_documents"))


def _unrolled(row: str, numbers: Mapping[str, Decimal], last: Mapping[str, object]) -> bool:
    name = f"disclosure.{row}."
    held = last.get(f"{name}in_force")
    if f"{name}in_force" not in numbers or not isinstance(held, Decimal):
        return False
    return numbers[f"{name}in_force"] != held + numbers[f"{name}issued"] - numbers[f"{name}repealed"]


def _other(value: object, rng: random.Random) -> Decimal:
    """Another count near `value`, or ten times it."""
    held = int(value) if isinstance(value, Decimal) else 0
    return Decimal(
        rng.choice([n for n in (held + 1, held + 2, held + 10, held - 1, held * 10) if n >= 0 and n != held])
    )


def _one(choose: Callable[[Sample], Sequence[str]]) -> Maker:
    def single(correct: Correct, rng: random.Random) -> Mistake | None:
        keys = choose(correct.sample)
        if not keys:
            return None
        key = rng.choice(keys)
        return _reprinted(correct, {key: _other(correct.sample.cells[key], rng)})

    return single


def _rows(sample: Sample) -> list[str]:
    return list(dict.fromkeys(spec.row.key for spec in sample.specs if spec.table == "applications"))


def _results(sample: Sample) -> list[str]:
    return [row for row in _rows(sample) if row not in ("received", "carried_in", "concluded", "carried_out")]


def _applicants(sample: Sample) -> list[str]:
    return [f"applications.{row}.{column}" for row in _rows(sample) for column in COLUMNS]


def _decisions(sample: Sample) -> list[str]:
    return [spec.key for spec in sample.specs if spec.table == "disclosure" and not spec.column.decimal]


def _blocks(sample: Sample) -> list[str]:
    return [
        spec.key.rpartition(".")[0]
        for spec in sample.specs
        if spec.key.startswith("review.") and spec.key.endswith(".total")
    ]


def _row_totals(sample: Sample) -> list[str]:
    return [f"applications.{row}.total" for row in _rows(sample) if row != "concluded"]


def _column_totals(sample: Sample) -> list[str]:
    return [f"applications.concluded.{column}" for column in COLUMNS]


def _review_totals(sample: Sample) -> list[str]:
    return [f"{block}.total" for block in _blocks(sample)]


def _swapped(pairs: Callable[[Sample], Sequence[tuple[str, str]]]) -> Maker:
    def swap(correct: Correct, rng: random.Random) -> Mistake | None:
        cells = correct.sample.cells
        found = [(a, b) for a, b in pairs(correct.sample) if cells[a] != cells[b]]
        if not found:
            return None
        one, other = rng.choice(found)
        return _reprinted(correct, {one: _number(cells[other]), other: _number(cells[one])})

    return swap


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _beside(sample: Sample) -> list[tuple[str, str]]:
    columns = (*COLUMNS, "total")
    pairs = list(itertools.pairwise(columns))
    return [(f"applications.{row}.{a}", f"applications.{row}.{b}") for row in _rows(sample) for a, b in pairs]


def _above(sample: Sample) -> list[tuple[str, str]]:
    rows = _rows(sample)
    pairs = list(itertools.pairwise(rows))
    return [(f"applications.{a}.{column}", f"applications.{b}.{column}") for a, b in pairs for column in COLUMNS]


def _in_review(sample: Sample) -> list[tuple[str, str]]:
    parts = (*REVIEW_PARTS, "total")
    return [(f"{block}.{a}", f"{block}.{b}") for block in _blocks(sample) for a, b in itertools.pairwise(parts)]


def _shifted(columns: Sequence[str]) -> Maker:
    """A row whose figures stand one column too far to the right; the last one is lost, the first cell says 0."""

    def shift(correct: Correct, rng: random.Random) -> Mistake | None:
        cells = correct.sample.cells
        rows = [row for row in _rows(correct.sample) if cells[f"applications.{row}.total"]]
        if not rows:
            return None
        row = rng.choice(rows)
        keys = [f"applications.{row}.{column}" for column in columns]
        moved = [Decimal(0), *(_number(cells[key]) for key in keys[:-1])]
        return _reprinted(correct, dict(zip(keys, moved, strict=True)))

    return shift


def _rows_swapped(correct: Correct, rng: random.Random) -> Mistake | None:
    cells, rows = correct.sample.cells, _results(correct.sample)
    found = [
        (a, b)
        for a, b in itertools.pairwise(rows)
        if cells[f"applications.{a}.total"] != cells[f"applications.{b}.total"]
    ]
    if not found:
        return None
    one, other = rng.choice(found)
    pairs = [(f"applications.{one}.{column}", f"applications.{other}.{column}") for column in (*COLUMNS, "total")]
    return _reprinted(correct, {a: _number(cells[b]) for pair in pairs for a, b in (pair, pair[::-1])})


def _blanked(choose: Callable[[Sample], Sequence[str]]) -> Maker:
    def blank(correct: Correct, rng: random.Random) -> Mistake | None:
        keys = [key for key in choose(correct.sample) if correct.sample.cells[key]]
        return _reprinted(correct, {rng.choice(keys): None}) if keys else None

    return blank


# ---------------------------------------------------------------- against last year


def _not_carried(correct: Correct, rng: random.Random) -> Mistake | None:
    """A year that begins with more than the last one left: all its own sums and its prose agree."""
    sample, last = correct.sample, correct.before.cells
    column = rng.choice(COLUMNS[:2])
    carried = {c: Decimal(str(last[f"applications.carried_out.{c}"])) for c in COLUMNS}
    carried[column] += rng.randrange(1, 4)
    before = {key: value for key, value in last.items() if isinstance(value, Decimal)}
    cells = figures(sample.organ, sample.year, sample.editions, before=before, carried_in=carried)
    again = _again(correct, cells)
    return Mistake(
        again, frozenset({f"applications.carried_in.{column}", "applications.carried_in.total"}), "carry_over"
    )


def _again(correct: Correct, cells: Mapping[str, Decimal]) -> Sample:
    sample = correct.sample
    made = make(sample.organ, sample.year, cells, editions=sample.editions, telling=correct.telling)
    return replace(sample, cells=made.cells, sections=made.sections)


def _not_rolled(correct: Correct, rng: random.Random) -> Mistake | None:
    key = "disclosure.normative_documents.in_force"
    if key not in correct.sample.cells or key not in correct.before.cells:
        return None
    return _reprinted(correct, {key: _other(correct.sample.cells[key], rng)})


# ---------------------------------------------------------------- in the prose

_TOLD: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:新收|共收到)政府信息公开申请(\d+)件", ("applications.received.total",)),
    (r"自然人(?:申请)?(\d+)件", ("applications.received.natural_person",)),
    (r"上年结转(?:申请)?(\d+)件", ("applications.carried_in.total",)),
    (r"办结(\d+)件", ("applications.concluded.total",)),
    (r"结转下年度继续办理(\d+)件", ("applications.carried_out.total",)),
    (r"予以公开(\d+)件", ("applications.granted.total",)),
    (r"部分公开(\d+)件", ("applications.partially_granted.total",)),
    (r"不予公开(\d+)件", ("applications.refused.state_secret.total",)),
    (r"行政复议(\d+)件", ("review.reconsideration.total",)),
    (r"规范性文件(\d+)件", ("disclosure.normative_documents.issued", "disclosure.normative_documents.newly_made")),
)


def _misstated(correct: Correct, rng: random.Random) -> Mistake | None:
    """One figure of section 一, told as it was before the table was corrected."""
    text = correct.sample.sections[1].text
    found = [(match, keys) for words, keys in _TOLD for match in re.finditer(words, text)]
    if not found:
        return None
    match, keys = rng.choice(found)
    told = match[0][: match.start(1) - match.start()] + f"{_other(Decimal(match[1]), rng)}件"
    return Mistake(_reworded(correct.sample, match[0], told), frozenset(keys), "text_table")


def _misreckoned(correct: Correct, rng: random.Random) -> Mistake | None:
    """One percentage of section 一, reckoned wrongly."""
    found = list(_PERCENT.finditer(correct.sample.sections[1].text))
    if not found:
        return None
    match = rng.choice(found)
    wrong = f"{int(match[1]) + rng.randrange(1, 9)}.{match[2]}%"
    before = correct.sample.sections[1].text[match.start() - 14 : match.start()]
    return Mistake(_reworded(correct.sample, before + match[0], before + wrong), frozenset(), "text_table")


def _reworded(sample: Sample, old: str, new: str) -> Sample:
    """With `new` for `old`, once."""
    number = next((i for i, section in enumerate(sample.sections) if old in section.text), None)
    if number is None:
        raise LookupError(sample.file, old)
    section = sample.sections[number]
    text = section.text.replace(old, new, 1)
    sections = (*sample.sections[:number], replace(section, paragraphs=tuple(text.split("\n"))))
    return replace(sample, sections=(*sections, *sample.sections[number + 1 :]))


# ---------------------------------------------------------------- years and names


def _stale_period(correct: Correct, _: random.Random) -> Mistake | None:
    return Mistake(stale_period(correct.sample), frozenset(), "year_agreement")


def _stale_title(correct: Correct, _: random.Random) -> Mistake | None:
    sample = correct.sample
    title = TITLES["full"].format(name=sample.organ.name, short=sample.organ.short, year=sample.year - 1)
    return Mistake(replace(sample, title=title), frozenset(), "year_agreement")


def _stale_name(correct: Correct, _: random.Random) -> Mistake | None:
    year = correct.sample.year
    old = f"{year}年政府信息公开工作年度报告"
    return Mistake(_reworded(correct.sample, old, old.replace(str(year), str(year - 1))), frozenset(), "year_agreement")


def _stale_opening(correct: Correct, _: random.Random) -> Mistake | None:
    year, opening = correct.sample.year, correct.sample.sections[1].paragraphs[0]
    if not opening.startswith(f"{year}年"):
        return None
    return Mistake(
        _reworded(correct.sample, opening, opening.replace(str(year), str(year - 1), 1)), frozenset(), "year_agreement"
    )


def stale_organ(other: Organ) -> Maker:
    """The text introduces itself with the name of `other`, whose report was the pattern."""

    def stale(correct: Correct, _: random.Random) -> Mistake | None:
        name = correct.sample.organ.name
        if correct.sample.organ.scope == "汇总":
            return None  # a government's report may well be made by a department
        return Mistake(_reworded(correct.sample, f"{name}编制", f"{other.name}编制"), frozenset(), "year_agreement")

    return stale


MISTAKES: dict[str, Maker] = {
    "single cell, table 三": _one(_applicants),
    "single cell, table 四": _one(
        lambda sample: [f"{block}.{part}" for block in _blocks(sample) for part in REVIEW_PARTS]
    ),
    "single cell, table 二": _one(_decisions),
    "neighbours swapped in a row": _swapped(_beside),
    "neighbours swapped in a column": _swapped(_above),
    "neighbours swapped in table 四": _swapped(_in_review),
    "row shifted, its total stays": _shifted(COLUMNS),
    "row shifted with its total": _shifted((*COLUMNS, "total")),
    "two rows swapped whole": _rows_swapped,
    "wrong total of a row": _one(_row_totals),
    "wrong total of a column": _one(_column_totals),
    "wrong total in table 四": _one(_review_totals),
    "blank total of a row": _blanked(_row_totals),
    "blank total of a column": _blanked(_column_totals),
    "blank total in table 四": _blanked(_review_totals),
    "figure of the prose": _misstated,
    "percentage of the prose": _misreckoned,
    "carry-over from last year": _not_carried,
    "documents in force": _not_rolled,
    "last year in the 统计期限": _stale_period,
    "last year in the title": _stale_title,
    "last year in the report's name": _stale_name,
    "last year in the opening": _stale_opening,
}
"""Kind → what makes it; None from a maker where the report has no place for it."""
