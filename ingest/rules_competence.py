"""`rules_competence`: 规章 are made by few organs, so figures for them elsewhere are asked about (FORM §3, pure).

立法法 arts. 91 and 93: departments and institutions directly under the 国务院 make 部门规章; governments of provinces,
自治区, 直辖市, 设区的市 and 自治州 make 地方政府规章. Their offices report for them. A city that is only a county, a
district, and every department of a local government make none. Not covered: the few cities without districts that
were given the power.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nianbao.ingest.divisions import by_name
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Cell, Finding, Severity, Status
from nianbao.ingest.wording import PLEASE_CHECK

RULE = "rules_competence"

_ROW = "disclosure.rules."
_MADE = ("issued", "repealed", "in_force", "newly_made")  # others' 规章 may be published by anyone (2019 form)
_REGION = re.compile(
    r"特别行政区|自治区|自治州|自治县|自治旗|新区|林区|街道|地区|省|市(?!场)|州(?!市)|盟(?!市)|县|区|旗|镇|乡"
)
_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[厅室])?")
_PLACES = frozenset({"省", "自治区", "市", "自治州"})


def rules_competence(organ: str | None, cells: Mapping[str, Cell]) -> tuple[Finding, ...]:
    """The question why an organ that makes no 规章 counts some; nothing where the organ is not known."""
    held = [cell for key, cell in cells.items() if key.startswith(_ROW) and key.endswith(_MADE) and cell.value]
    if not held or organ is None or makes_rules(organ):
        return ()
    told = "、".join(f"{cell.column}{decimal_text(cell.value)}" for cell in held if cell.value is not None)
    message = (
        f"表二规章一行有数字（{told}），而规章只由国务院部门、省级和设区的市、自治州政府制定，"
        f"{organ}可能把规范性文件填在了规章一行。{PLEASE_CHECK}"
    )
    return (Finding(RULE, Severity.QUESTION, Status.FAIL, tuple(cell.key for cell in held), message, page=_page(held)),)


def _page(held: list[Cell]) -> int | None:
    return next((cell.place.page for cell in held if cell.place.page is not None), None)


def makes_rules(organ: str) -> bool:
    """Whether the organ may make 规章, or its name leaves that open.

    >>> [makes_rules(name) for name in ("上海市人民政府办公厅", "教育部", "云屿市青汐区人民政府", "江苏省民政厅")]
    [True, True, False, False]
    """
    regions = list(_REGION.finditer(organ))
    if not regions:
        return True  # a central department, or a name without its place
    last, kind = regions[-1], organ[regions[-1].end() :]
    if last[0] not in _PLACES or _GOVERNMENT.fullmatch(kind) is None:
        return False
    if last[0] != "市":
        return True
    if any(region[0] in ("市", "自治州", "地区", "州", "盟") for region in regions[:-1]):
        return False
    name = organ[regions[-2].end() if len(regions) > 1 else 0 : last.end()]
    divisions = by_name().get(name, ())
    return not divisions or any(division.level < 3 for division in divisions)
