"""`year_agreement`, the part about names: another organ's name left where the report says who made it (FORM §3, pure).

A report copied from another organ's keeps its name in the sentence that introduces it (`某局编制了2023年…年度报告`). Looked
at only there, and only in the reports of departments: a government's report is made by one of its offices. A name is
another's where neither is a part of the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.ingest.organ_kinds import either
from nianbao.ingest.report import Finding, Section, Severity, Status
from nianbao.ingest.whitespace import squeeze
from nianbao.ingest.wording import PLEASE_CHECK

RULE = "year_agreement"

_MADE = re.compile(
    rf"(?:^|[,。;:由])(?P<organ>[\u4e00-\u9fff]{{3,40}}?{either()})(?:负责)?(?:组织)?(?:编制|编写)(?:了|并|的|本|(?:19|20)\d\d年)"
)
_GOVERNMENT = re.compile(r"(?:政府|管(?:理)?委(?:员)?会|街道|办事处|镇|乡)(?:\(.*\))?$")
_OFFICE = re.compile(r"办公[室厅]|领导小组|中心|科$|^(?:[我本该各全区县省州镇乡]|市(?![中南北]区))")
_BEGINNING = ("前言", "一")


def _is_short_for(name: str, organ: str) -> bool:
    """Whether the letters of a name stand in the organ's in their order: 市发改委 for 市发展和改革委员会."""
    letters = iter(organ)
    return all(letter in letters for letter in name)


def strangers(organ: str | None, sections: Sequence[Section]) -> tuple[Finding, ...]:
    """The question about another organ's name; nothing where the report does not say whose it is."""
    if organ is None or _GOVERNMENT.search(organ):
        return ()
    for section in sections:
        if section.number not in _BEGINNING:
            continue
        text = squeeze(section.text)
        for match in _MADE.finditer(text):
            name = match["organ"].split("由")[-1]
            if _OFFICE.search(name) or name in organ or organ in name or _is_short_for(name, organ):
                continue
            message = f"标题的机关为{organ}，文中写作“{name}”编制本报告。{PLEASE_CHECK}"
            return (Finding(RULE, Severity.QUESTION, Status.FAIL, (), message, organ, name, page=section.page),)
    return ()
