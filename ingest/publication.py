"""`publication_date`: a report is published by the due day of the following year (FORM §3, pure).

政府信息公开条例 art. 49: departments from county level up by 31 January, governments by 31 March. Local notices set
earlier days, so the days are arguments. For a 乡镇 or 街道 the 条例 names no day of its own: the later one holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nianbao.ingest.prose import plain, squeezed
from nianbao.ingest.report import Finding, Section, Severity, Status
from nianbao.ingest.wording import PLEASE_CHECK

RULE = "publication_date"

_GOVERNMENT = re.compile(r"(?:人民政府|管(?:理)?委(?:员)?会|街道办事处|街道|镇|乡|[省市区县州旗盟])$")
_SIGNED = re.compile(r"\(?(20\d\d)年(\d{1,2})月(\d{1,2})日\)?")
_PUBLISHED = re.compile(
    r"(?:发布|公开|公布|发文|成文)(?:日期|时间):(20\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})(?:日|(?=\D|\d\d:)|$)"
)
_LAST_LINES = 4


@dataclass(frozen=True, slots=True)
class DueDays:
    """(month, day) in the year after the report's: the last days of publication."""

    department: tuple[int, int] = (1, 31)
    government: tuple[int, int] = (3, 31)

    def of(self, organ: str, year: int) -> date:
        """The last day for the report of `organ` about `year`."""
        month, day = self.government if _GOVERNMENT.search(organ) else self.department
        return date(year + 1, month, day)


STATUTORY = DueDays()
"""The days of the 条例."""


def publication_date(
    organ: str | None, year: int | None, published: date | None, due: DueDays = STATUTORY
) -> tuple[Finding, ...]:
    """The question about a report that was published late.

    Args:
        organ, year: whose report, about which year; without them no day is due.
        published: as a manifest or the report itself says (`dated`).
        due: the last days.
    """
    if organ is None or year is None or published is None:
        return ()
    last = due.of(organ, year)
    if published <= last:
        return ()
    message = f"公布日期是{published.isoformat()}，{year}年度的报告应于{last.isoformat()}前公布。{PLEASE_CHECK}"
    return (
        Finding(
            RULE,
            Severity.QUESTION,
            Status.FAIL,
            (),
            message,
            expected=last.isoformat(),
            actual=published.isoformat(),
        ),
    )


def dated(sections: Sequence[Section]) -> date | None:
    """The day a report gives itself: 发布日期 above the text, else the date below its title or its last lines."""
    if not sections:
        return None
    front = [plain(squeezed(line)) for line in sections[0].text.split("\n")] if sections[0].number == "前言" else []
    back = [plain(squeezed(line)) for line in sections[-1].text.split("\n")][-_LAST_LINES:]
    for line in front:
        if found := _PUBLISHED.search(line):
            return _day(found)
    for line in (*reversed(back), *front):
        if found := _SIGNED.fullmatch(line):
            return _day(found)
    return None


def _day(found: re.Match[str]) -> date | None:
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
