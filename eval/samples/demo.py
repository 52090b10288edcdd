"""The demo library: eleven organs over three years, one more with a year missing, and one report in the 2019 form.

On purpose there are near-misses (青汐区 and 清汐区; 清汐区 in two cities; a district named like its city; the city's
government, which counts its departments, beside its office, which does not) and slips, each declared in the sample.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from nianbao.eval.samples import organs, slips
from nianbao.eval.samples.fill import COLUMNS, Cells
from nianbao.eval.samples.make import due, edition_of, figures, make
from nianbao.eval.samples.organs import Organ, department, street
from nianbao.eval.samples.prose import Telling
from nianbao.eval.samples.sample import Format, Sample, Slip
from nianbao.eval.samples.write import write

RETRIEVED = "2025-04-08"
COLUMNS_OF_MANIFEST = (
    "path", "url", "organ", "region_code", "parent", "level", "scope", "year", "published", "retrieved",
)  # fmt: skip

DOCUMENTS = "disclosure.normative_documents"
GROUPS = ("refused", "unavailable", "not_processed", "otherwise")

CITY = organs.YUNYU
CITY_OFFICE = department(CITY, "office")
CITY_FINANCE = department(CITY, "finance")
DISTRICT = organs.QINGXI
DISTRICT_CIVIL = department(DISTRICT, "civil")
NEAR_CIVIL = department(organs.CLEAR_XI, "civil")
NEAR_FINANCE = department(organs.CLEAR_XI, "finance")
NAMESAKE_CIVIL = department(organs.YUNYU_DISTRICT, "civil")
STREET = street(DISTRICT, "双杉", "shuangshan", 1)
COUNTY_MARKET = department(organs.MOYUAN, "market")
COUNTY_LAND = department(organs.MOYUAN, "land")
OTHER_CITY_CIVIL = department(organs.LINLAN_CLEAR_XI, "civil")


@dataclass(frozen=True, slots=True)
class Year:
    """How one year's report is produced, and what is wrong with it.

    Attributes:
        put: the slips, given the faultless report.
        mixed: table 三 stands in the 2019 form although the rest follows the 2021 form.
        carried: the report starts from other figures than last year's carried out.
    """

    year: int
    format: Format
    layout: str
    put: Callable[[Sample], Sample] = lambda sample: sample
    brief: bool = False
    fee: int = 0
    mixed: bool = False
    carried: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """One organ's reports; `problem` is the first of its department's problems it tells."""

    organ: Organ
    title: str
    signed: bool
    run_in: bool
    problem: int
    years: tuple[Year, ...]


def _wrong_total(key: str) -> Callable[[Sample], Sample]:
    def put(sample: Sample) -> Sample:
        value = sample.cells[key]
        return slips.wrong_cell(sample, key, int(value) + 1 if isinstance(value, Decimal) else 1)

    return put


def _no_total(sample: Sample) -> Sample:
    """The block of 复议 has its parts, and a total of 0."""
    return slips.wrong_cell(sample, "review.reconsideration.total", 0)


def _misstated(sample: Sample) -> Sample:
    key = "applications.received.total"
    value = sample.cells[key]
    return slips.misstate(sample, key, int(value) + 2 if isinstance(value, Decimal) else 2)


def _fee_beyond(sample: Sample) -> Sample:
    """A 信息处理费 of 380 元 beside fees of 0 万元."""
    key = "disclosure.fees.amount"
    return replace(sample, slips=(*sample.slips, Slip("fee_kind", (key,), "0.038", sample.raw(key))))


PLANS = (
    Plan(
        CITY, "short", signed=True, run_in=False, problem=0,
        years=(
            Year(2022, "pdf", "bordered", fee=1260),
            Year(2023, "pdf", "flowing", lambda s: slips.remark(s, f"{DOCUMENTS}.issued", "其中修订6件")),
            Year(2024, "html", "site", slips.thousands, fee=840),
        ),
    ),
    Plan(
        CITY_OFFICE, "year first", signed=False, run_in=True, problem=0,
        years=(
            Year(2022, "docx", "official"),
            Year(2023, "docx", "official"),
            Year(2024, "docx", "official", lambda s: slips.dash_zeros(s, "disclosure.", "review.")),
        ),
    ),
    Plan(
        CITY_FINANCE, "short", signed=True, run_in=False, problem=6,
        years=(Year(2020, "text", "tabs", lambda s: slips.with_unit(s, "disclosure.procurement.amount", "元")),),
    ),
    Plan(
        CITY_FINANCE, "short", signed=True, run_in=False, problem=0,
        years=(
            Year(2022, "html", "plain"),
            Year(2023, "html", "plain", carried=False),
            Year(2024, "pdf", "bordered", lambda s: slips.full_width(s, "applications.")),
        ),
    ),
    Plan(
        DISTRICT, "short", signed=True, run_in=True, problem=3,
        years=(
            Year(2022, "pdf", "open-sides"),
            Year(2023, "pdf", "flowing", _no_total, brief=True),
            Year(2024, "pdf", "bordered", fee=420),
        ),
    ),
    Plan(
        DISTRICT_CIVIL, "full", signed=False, run_in=False, problem=0,
        years=(
            Year(2022, "text", "tabs", _fee_beyond, fee=380),
            Year(2023, "docx", "official"),
            Year(2024, "pdf", "open-sides", _misstated),
        ),
    ),
    Plan(
        NEAR_CIVIL, "short", signed=False, run_in=True, problem=3,
        years=(
            Year(2022, "markdown", "pipes"),
            Year(2023, "text", "tabs", lambda s: slips.blank_zeros(s, "review.reconsideration.")),
            Year(2024, "pdf", "landscape"),
        ),
    ),
    Plan(
        NEAR_FINANCE, "short", signed=True, run_in=False, problem=3,
        years=(
            Year(2022, "docx", "official", lambda s: slips.dash_zeros(s, "review.")),
            Year(2023, "pdf", "cut-rows", _wrong_total("applications.concluded.natural_person"), brief=True),
            Year(2024, "html", "site"),
        ),
    ),
    Plan(
        NAMESAKE_CIVIL, "two lines", signed=False, run_in=False, problem=6,
        years=(
            Year(2022, "markdown", "pipes"),
            Year(2023, "pdf", "landscape"),
            Year(2024, "pdf", "bordered", slips.stale_period),
        ),
    ),
    Plan(
        STREET, "short", signed=True, run_in=False, problem=0,
        years=(
            Year(2022, "text", "tabs-gb18030"),
            Year(2023, "docx", "official"),
            Year(
                2024, "docx", "official",
                lambda s: slips.blank_zeros(s, *(f"applications.{group}." for group in GROUPS)),
            ),
        ),
    ),
    Plan(
        COUNTY_MARKET, "short", signed=True, run_in=True, problem=0,
        years=(
            Year(2022, "pdf", "cut-rows"),
            Year(2023, "pdf", "cut-rows", _wrong_total("applications.unavailable.not_held.total"), brief=True),
            Year(2024, "html", "plain", lambda s: slips.misprinted(s, "社会公益组织", "社会组织")),
        ),
    ),
    Plan(
        COUNTY_LAND, "full", signed=False, run_in=False, problem=0,
        years=(
            Year(2022, "html", "plain", mixed=True),
            Year(2023, "markdown", "pipes", fee=2400),
            Year(2024, "docx", "official", slips.injected),
        ),
    ),
    Plan(
        OTHER_CITY_CIVIL, "short", signed=False, run_in=False, problem=9,
        years=(Year(2022, "text", "tabs"), Year(2024, "markdown", "pipes")),
    ),
)  # fmt: skip


def _reports(plan: Plan) -> Iterator[Sample]:
    before: Cells | None = None
    for index, made in enumerate(plan.years):
        editions = edition_of(made.year) | ({"applications": "2019"} if made.mixed else {})
        follows = before if index and plan.years[index - 1].year == made.year - 1 else None
        carried = None
        if follows and not made.carried:
            carried = {column: follows[f"applications.carried_out.{column}"] for column in COLUMNS}
            carried["natural_person"] += 2
        cells = figures(plan.organ, made.year, editions, before=follows, carried_in=carried)
        telling = Telling(run_in=plan.run_in, brief=made.brief, problem=plan.problem + index, fee=made.fee)
        sample = make(
            plan.organ,
            made.year,
            cells,
            file_format=made.format,
            layout=made.layout,
            editions=editions,
            title=plan.title,
            signed=plan.signed,
            telling=telling,
        )
        if follows and carried:
            sample = slips.broken_carry(sample, follows)
        yield made.put(sample)
        before = cells


@cache
def demo_samples() -> tuple[Sample, ...]:
    """Every report of the demo library, by organ and year."""
    return tuple(sample for plan in PLANS for sample in _reports(plan))


def demo_sample(organ: Organ, year: int) -> Sample:
    """The demo report of `organ` about `year`.

    Raises:
        KeyError: there is none.
    """
    for sample in demo_samples():
        if sample.organ == organ and sample.year == year:
            return sample
    raise KeyError(organ.name, year)


def manifest(samples: tuple[Sample, ...]) -> str:
    """The manifest of `samples` as CSV."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(COLUMNS_OF_MANIFEST)
    for sample in samples:
        organ = sample.organ
        url = f"https://{organ.site}/zwgk/ndbg/{sample.year}/{sample.file}"
        dates = (due(organ, sample.year).isoformat(), RETRIEVED)
        known = (organ.name, organ.code, organ.parent, organ.level, organ.scope, sample.year)
        rows.writerow((sample.file, url, *known, *dates))
    return stream.getvalue()


def write_samples(samples: tuple[Sample, ...], folder: Path) -> tuple[Path, ...]:
    """Write `samples` and their `manifest.csv` into `folder`; the paths of the reports."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sample in samples:
        path = folder / sample.file
        path.write_bytes(write(sample))
        paths.append(path)
    (folder / "manifest.csv").write_text(manifest(samples), encoding="utf-8")
    return tuple(paths)


def write_demo(folder: Path) -> tuple[Path, ...]:
    """Write the demo library's files and `manifest.csv` into `folder`; the paths of the reports."""
    return write_samples(demo_samples(), folder)
