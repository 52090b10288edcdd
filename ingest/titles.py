"""Titles of reports, and the names of organs in them (pure).

A title is printed on one line or on several, before or behind the name of a site; it names organ and year where it is
whole. A name that only means something to its readers (我局, 区统计局) is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.ingest.numerals import year_of
from nianbao.ingest.organ_kinds import either
from nianbao.ingest.report import Line
from nianbao.ingest.running import without_sheet
from nianbao.ingest.whitespace import squeeze

YEAR = r"(?<![\d/.-])(?P<year>(?:19|20)\d{2}|二[〇零○Ｏ0O]{1,2}[一二三四五六七八九〇零○]{1,2})(?![\d/.-])"
_REPORT = r"政府信息公开(?:工作)?(?:年度|年)?(?:工作)?(?:告?年度)?(?:情况)?(?:的)?(?:工作)?报(?:告)?"
_TITLE = re.compile(rf"^(?P<before>.{{0,50}}?){YEAR}年?度?(?P<after>.{{0,50}}?)(?:{_REPORT})(?P<rest>.{{0,24}})$")
_TITLE_LATE = re.compile(
    rf"^(?P<before>.{{2,50}}?)政府信息公开(?:工作)?(?:的)?{YEAR}年?度?(?P<after>)(?:工作)?(?:情况)?(?:的)?(?:年度)?报告(?P<rest>.{{0,24}})$"
)
_TITLE_NO_YEAR = re.compile(rf"^(?P<before>.{{2,50}}?)(?:{_REPORT})(?P<rest>[（(]?(?:{YEAR})?年?度?[)）]?.{{0,8}})$")
_TITLE_SHORT = re.compile(
    rf"^(?P<before>.{{2,50}}?(?:政府|办事处|管委会|委员会|局|厅|署|部|委)){YEAR}年?度?(?P<after>)信息公开(?:工作)?(?:年度)?(?:工作)?报告(?P<rest>)$"
)
"""Without 政府: schools, hospitals and enterprises have such reports too, of another form."""
REGION = r"(?:省|自治区|特别行政区|自治州|自治县|自治旗|地区|新区|林区|市|州|盟|县|区|旗|镇|乡|街道|兵团)"
KIND = either()
_ORGAN = re.compile(rf"^[\u4e00-\u9fff（）()·、]{{1,40}}{KIND}(?:[（(][\u4e00-\u9fff]{{2,20}}[）)])?$")
_NOISE = re.compile(
    r"^(?:关于|发布|公布|印发|公开|信息来源|来源|索引号|当前位置|首页|您的位置|附件\d*|题目|标题|名称|"
    r"现将|现(?=公布|发布|公开|编制|就)|特(?=编制|制定|公布)|梳理(?=编制)|编制(?:了)?|制定|并(?=向社会|公布)|向社会(?=公布|公开|发布)|就)+[:：]?"
)
_RELATIVE = re.compile(
    r"^(?:[区县省我该各]|全(?![椒州南]县)|有关|相关|上级|本(?:局|机关|单位|部门|级|办|委|市|县|区|镇|乡|街)|市(?![中南北]区)|[镇乡](?:人民)?政府)"
)
_SELF = re.compile(
    r"(?:我|(?<!^日)(?<![资标版样基根文剧副绘善课读书成])本|(?<=[完组形]成)本)"
    r"(?:局|机关|单位|部门|办|委|厅|署|院|校|省|市|县|区|州|旗|镇|乡|街道|中心)"
)
"""An organ that speaks of itself; 资本市场, 标本中心, 成本调查 and their kind are words of a name."""
_OF_WHOM = re.compile(r"[（(](?:本级|本机关|机关本级|本级机关|汇总)[）)]$|(?<=海关)关区$")
"""Behind an organ's name: whose figures its report counts (`coverage`), which is no part of the name."""
_TAIL = re.compile(r"(?<=报告)(?P<mark>[-_—–|]{1,2})(?P<tail>[^\d（(].*)$")
"""Behind a title: the name of the site or of a part of it, as browsers show it; behind a dash, the organ's own."""
_DASHES = frozenset({"—", "——", "–", "––", "--"})
_SITE = re.compile(r"(?:网|网站|门户|平台)$")
_FORM = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(]|第[一二三四五六])|本年|政府信息|年报|工作报告|情况")


class Title(NamedTuple):
    """A title, and what it names."""

    text: str
    organ: str | None
    year: int | None
    end: int
    """The index of the line after it."""


def title_of(front: Sequence[Line]) -> Title:
    """The title, printed on one line or on up to four; one that names its organ goes before one that does not."""
    found: Title | None = None
    for count in (1, 2, 3, 4):
        for start in range(len(front) - count + 1):
            title = title_at(front, start, count)
            if title is not None and title.organ is not None:
                return title
            found = found or title
    if found is not None:
        return found
    for i, line in enumerate(front):
        joined = _bare(line.text)
        match = _TITLE_NO_YEAR.match(joined)
        if match and len(joined) <= 60 and "。" not in joined and "，" not in joined:
            year = year_of(match["year"]) if match["year"] else None
            return Title(joined, organ_named(match["before"]), year, i + 1)
    return Title("", None, None, 0)


def title_at(front: Sequence[Line], start: int, count: int) -> Title | None:
    """The title that `count` lines from `start` on are, with its year; None where they are none."""
    printed = "".join(line.text for line in front[start : start + count])
    joined = _bare(printed)
    if len(joined) > 90 or any(mark in joined for mark in "。，,"):
        return None
    match = _TITLE_LATE.match(joined) or _TITLE.match(joined) or _TITLE_SHORT.match(joined)
    # a running head above the title is no part of it
    if match is None or len(match["rest"]) > 12 or "报告" in match["before"]:
        return None
    organ = organ_named(match["before"]) or organ_named(match["after"])
    if organ is None and not _NOISE.sub("", match["before"]) and start:
        organ = _organ_above(front, start)
        joined = f"{organ or ''}{joined}"
    if organ is None:
        organ = organ_named(match["rest"].strip("()（）"))
    if organ is None and (tail := _own_tail(printed)) is not None:
        organ = organ_named(tail)
        joined += tail if organ is not None else ""
    return Title(joined, organ, year_of(match["year"]), start + count)


def _bare(text: str) -> str:
    plain = without_sheet(_TAIL.sub("", squeeze(text).lstrip("#*")))
    return re.sub(r"^(?:(?:题目|标题)[:：]?|(?:信息)?名称[:：])", "", plain)


def _own_tail(text: str) -> str | None:
    """What stands behind a title's dash and may name its organ: no site, and nothing that another mark sets off."""
    tail = _TAIL.search(squeeze(text))
    return None if tail is None or tail["mark"] not in _DASHES or _SITE.search(tail["tail"]) else tail[0]


def about(front: Sequence[Line]) -> str:
    """Where no line is a title, the first short one that says what the file is about."""
    titled = next((squeeze(line.text) for line in front if "政府信息公开" in line.text), "")
    return titled if len(titled) <= 60 and not any(mark in titled for mark in "。，,") else ""


def organ_named(text: str) -> str | None:
    """The organ whose name a text is, but for words of a notice around it; None where it is no organ's, or of 本 or 我."""
    name = _NOISE.sub("", text.strip("《》“”\"'—-–·*#:：的 "))
    name = _OF_WHOM.sub("", re.sub(r"(?:本级|关于|发布|的|年度?)$", "", name))
    name = name.split("|")[-1].split(">")[-1]
    if not 2 <= len(name) <= 40 or _RELATIVE.search(name) or _SELF.search(name) or _FORM.search(name):
        return None
    if _ORGAN.match(name) or re.fullmatch(rf"[\u4e00-\u9fff]{{2,12}}{REGION}", name):
        return name
    return None


def _organ_above(front: Sequence[Line], start: int) -> str | None:
    for line in reversed(front[max(0, start - 2) : start]):
        if organ := organ_named(squeeze(line.text)):
            return organ
    return None
