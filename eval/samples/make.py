"""Organ + year → a faultless Sample; `slips` puts the faults in."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from nianbao.eval.samples.fill import COLUMNS, Cells, fill
from nianbao.eval.samples.organs import Organ
from nianbao.eval.samples.prose import Telling, compose
from nianbao.eval.samples.sample import TABLES, Format, Sample
from nianbao.ingest.form import forms

NOTHING_SPECIAL = Telling()
TITLES = {
    "short": "{short}{year}年政府信息公开工作年度报告",
    "full": "{name}{year}年政府信息公开工作年度报告",
    "two lines": "{name}\n{year}年政府信息公开工作年度报告",
    "year first": "{year}年{short}政府信息公开工作年度报告",
}


def figures(
    organ: Organ,
    year: int,
    editions: Mapping[str, str] | None = None,
    *,
    before: Mapping[str, Decimal] | None = None,
    carried_in: Mapping[str, Decimal] | None = None,
    size: str | None = None,
) -> Cells:
    """The figures of an organ's year: `fill` with the organ's size, continuing `before`, last year's figures."""
    editions = editions or edition_of(year)
    if before is not None and carried_in is None:
        carried_in = {column: before[f"applications.carried_out.{column}"] for column in COLUMNS}
    size = size or ("city" if (organ.scope, organ.level) == ("汇总", "市级") else organ.department.size)
    cells: Cells = {}
    for table in TABLES:
        rng = random.Random(f"figures {organ.name} {year}")
        filled = fill(editions[table], rng, size, carried_in=carried_in, before=before)
        cells.update({key: value for key, value in filled.items() if key.startswith(f"{table}.")})
    return cells


def edition_of(year: int) -> dict[str, str]:
    """For each table the edition in force for reports about `year` (the oldest known for those before it)."""
    edition = next((form.edition for form in forms() if form.first_year <= year), forms()[-1].edition)
    return dict.fromkeys(TABLES, edition)


def due(organ: Organ, year: int) -> date:
    """A day of publication within the legal term: January for departments, March for governments."""
    rng = random.Random(f"published {organ.name} {year}")
    first = date(year + 1, 3, 4) if organ.scope == "汇总" else date(year + 1, 1, 8)
    return first + timedelta(days=rng.randrange(20))


def make(
    organ: Organ,
    year: int,
    cells: Mapping[str, Decimal] | None = None,
    *,
    file_format: Format = "text",
    layout: str = "tabs",
    editions: Mapping[str, str] | None = None,
    title: str = "short",
    signed: bool = False,
    telling: Telling = NOTHING_SPECIAL,
) -> Sample:
    """A report whose text agrees with `cells`.

    Args:
        organ, year: whose report, about which year.
        cells: the figures, in the editions given; drawn from organ and year where None.
        file_format, layout: the producer; see `write`.
        editions: table → edition; the one in force where None.
        title: a key of `TITLES`.
        signed: whether organ and date stand at the end.
        telling: how the text is told.
    """
    editions = editions or edition_of(year)
    cells = cells if cells is not None else figures(organ, year, editions)
    period = (date(year, 1, 1), date(year, 12, 31))
    return Sample(
        organ=organ,
        year=year,
        editions=editions,
        cells=dict(cells),
        title=TITLES[title].format(name=organ.name, short=organ.short, year=year),
        period=period,
        sections=compose(organ, year, cells, edition=editions["disclosure"], period=period, telling=telling),
        published=due(organ, year),
        format=file_format,
        layout=layout,
        signed=signed,
    )
