"""A file's name and its folders → organ and year, where the document says neither (pure).

People file reports as `某市某局2023年政府信息公开工作年度报告.pdf` or `2023/某市某局.pdf`. Names say less than a document does:
they fill what it leaves open, and where a whole title in a name contradicts the document, that is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from nianbao.ingest.identity import organ_named, title_of
from nianbao.ingest.report import Finding, Line, Report, Severity, Status
from nianbao.ingest.whitespace import squeeze

FOLDERS = 2
"""So many folders above a file may say whose it is, or of which year."""

_YEAR = re.compile(
    r"(?<![\d.-])(20[0-4]\d)(?=年度?(?:的|本级)?(?:政府)?(?:信息公开|工作|年?报|年度)|年?$)|^(20[0-4]\d)(?=年?$)|[（(](20[0-4]\d)年?[）)]$"
)
_NOT_A_NAME = re.compile(r"[、，,]|关于|报送|下载|转发|修改|模板|样[本表]|格式|审核|意见|通知|发布|给|看|各|全[市县区]")
"""Words in a name that are about the file, or of several organs."""
_COPY = re.compile(
    r"^附件?\d*[、.:_ -]*|^\d{1,3}[、.:_ -]+|[（(](?:\d{1,2}|.{0,4}稿|副本|公示.?|终版?|定稿)[）)]$|[-_—]+(?:副本|终稿|定稿)$"
)
_REGION = re.compile(
    r"(?!住房和|.{0,4}城乡)[\u4e00-\u9fff]{2,}?(?:省|市(?!场)|自治区|州|盟|县|(?<!开发)区|旗|镇|乡|街道)|国家|国务院"
)
_WORDS = re.compile(
    r"[（(]20\d\d年?[）)]|20\d\d年?度?|关于|的|政府信息公开|信息公开|工作|年度报告|年报|报告|情况|年度|[（(]\s*[）)]|[-_—·+ ]+"
)


def with_names(report: Report, path: str) -> Report:
    """`report` with what its file's name and folders say where it says nothing, and with findings about that."""
    names = [_COPY.sub("", squeeze(name)) for name in _names(path)]
    title = title_of([Line(names[0])]) if names else None
    organ = next((organ for name in names if (organ := _organ(name))), None) if report.organ is None else None
    year = next((year for name in names if (year := _year(name))), None) if report.year is None else None
    findings = [*report.findings]
    if organ is not None:
        findings = [one for one in findings if not _asks(one, "编制机关")]
        findings.append(_question(f"文中没有写明编制机关；按文件名或文件夹名作“{organ}”，请核。"))
    if year is not None:
        findings = [one for one in findings if not _asks(one, "年度")]
        findings.append(_question(f"文中没有写明年度；按文件名或文件夹名作{year}年，请核。"))
    if title is not None and title.organ is not None and title.year is not None:
        findings.extend(_contradictions(report, title.organ, title.year))
    return replace(report, organ=report.organ or organ, year=report.year or year, findings=tuple(findings))


def _names(path: str) -> Iterator[str]:
    """The file's name without its ending, then the folders, the nearest first."""
    pure = PurePath(path.replace("\\", "/"))
    if pure.name:
        yield pure.stem if re.fullmatch(r"\.[A-Za-z]{2,5}", pure.suffix) else pure.name
        yield from (parent.name for parent in list(pure.parents)[:FOLDERS] if parent.name)


def _organ(name: str) -> str | None:
    """The organ, where its region is named with it: 民政局 alone is one of thousands."""
    if _NOT_A_NAME.search(name):
        return None
    organ = title_of([Line(name)]).organ or organ_named(_WORDS.sub("", name))
    return organ if organ is not None and _REGION.match(organ) else None


def _year(name: str) -> int | None:
    if _NOT_A_NAME.search(name):
        return None
    title = title_of([Line(name)])
    found = _YEAR.search(name)
    return title.year or (int(found[1] or found[2] or found[3]) if found else None)


def _contradictions(report: Report, organ: str, year: int) -> Iterator[Finding]:
    own = report.organ
    if own is not None and not (own.endswith(organ) or organ.endswith(own)):
        yield _question(f"文件名写的是“{organ}”，文中是“{own}”，请核。")
    if report.year is not None and report.year != year:
        yield _question(f"文件名写的是{year}年，文中是{report.year}年，请核。")


def _asks(finding: Finding, what: str) -> bool:
    return finding.rule == "identity" and f"没有写明{what}" in finding.message


def _question(message: str) -> Finding:
    return Finding("identity", Severity.QUESTION, Status.NOT_ASSESSABLE, (), message)
