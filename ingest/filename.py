"""A file's name and its folders → organ and year, where the document says neither (pure).

People file reports as `某市某局2023年政府信息公开工作年度报告.pdf` or `2023/某市某局.pdf`. Names say less than a document does:
they fill what it leaves open, and where a whole title in a name contradicts the document, that is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from nianbao.ingest.identity import NO_ORGAN, NO_YEAR
from nianbao.ingest.report import Finding, Line, Report, Severity, Status
from nianbao.ingest.titles import organ_named, title_of
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
    names = list(_names(path))
    telling = [name for name in names if not _NOT_A_NAME.search(name)]
    organ = next(filter(None, map(_organ, telling)), None) if report.organ is None else None
    year = next(filter(None, map(_year, telling)), None) if report.year is None else None
    answered = {asked for asked, told in ((NO_ORGAN, organ), (NO_YEAR, year)) if told is not None}
    findings = [one for one in report.findings if one.message not in answered]
    if organ is not None:
        findings.append(_question(f"文中没有写明编制机关；按文件名或文件夹名作“{organ}”，请核。"))
    if year is not None:
        findings.append(_question(f"文中没有写明年度；按文件名或文件夹名作{year}年，请核。"))
    if telling[:1] == names[:1]:
        findings.extend(_contradictions(report, names[0] if names else ""))
    return replace(report, organ=report.organ or organ, year=report.year or year, findings=tuple(findings))


def _names(path: str) -> Iterator[str]:
    """The file's name without its ending, then the folders, the nearest first; none says which copy it is."""
    pure = PurePath(path.replace("\\", "/"))
    own = pure.stem if re.fullmatch(r"\.[A-Za-z]{2,5}", pure.suffix) else pure.name
    for name in (own, *(parent.name for parent in list(pure.parents)[:FOLDERS])):
        if name:
            yield _COPY.sub("", squeeze(name))


def _organ(name: str) -> str | None:
    """The organ, where its region is named with it: 民政局 alone is one of thousands."""
    organ = title_of([Line(name)]).organ or organ_named(_WORDS.sub("", name))
    return organ if organ is not None and _REGION.match(organ) else None


def _year(name: str) -> int | None:
    found = _YEAR.search(name)
    return title_of([Line(name)]).year or (int(found[1] or found[2] or found[3]) if found else None)


def _contradictions(report: Report, name: str) -> Iterator[Finding]:
    """Where a whole title, with organ and year, is the file's name."""
    title, own = title_of([Line(name)]), report.organ
    if title.organ is None or title.year is None:
        return
    if own is not None and not (own.endswith(title.organ) or title.organ.endswith(own)):
        yield _question(f"文件名写的是“{title.organ}”，文中是“{own}”，请核。")
    if report.year is not None and report.year != title.year:
        yield _question(f"文件名写的是{title.year}年，文中是{report.year}年，请核。")


def _question(message: str) -> Finding:
    return Finding("identity", Severity.QUESTION, Status.NOT_ASSESSABLE, (), message)
