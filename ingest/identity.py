"""Front matter of a report → title, organ, year, 统计期限 (pure).

The title names organ and year where there is one; a stored page often lacks it, and then the sentences do
that must name them by law: who issues the report, of which year. A name that only means something to
its readers (我局, 区统计局) is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.ingest.contact import asked
from nianbao.ingest.furniture import is_furniture
from nianbao.ingest.numerals import year_of
from nianbao.ingest.organ_kinds import either
from nianbao.ingest.report import Line
from nianbao.ingest.running import without_sheet
from nianbao.ingest.whitespace import squeeze

NO_ORGAN = "标题、前言和落款都没有写明编制机关，请补充机关名称。"
NO_YEAR = "标题和统计期限都没有写明年度，请补充年度。"
"""What is asked where a document does not say them."""

_YEAR = r"(?<![\d/.-])(?P<year>(?:19|20)\d{2}|二[〇零○Ｏ0O]{1,2}[一二三四五六七八九〇零○]{1,2})(?![\d/.-])"
_REPORT = r"政府信息公开(?:工作)?(?:年度|年)?(?:工作)?(?:告?年度)?(?:情况)?(?:的)?(?:工作)?报(?:告)?"
_TITLE = re.compile(rf"^(?P<before>.{{0,50}}?){_YEAR}年?度?(?P<after>.{{0,50}}?)(?:{_REPORT})(?P<rest>.{{0,24}})$")
_TITLE_LATE = re.compile(
    rf"^(?P<before>.{{2,50}}?)政府信息公开(?:工作)?(?:的)?{_YEAR}年?度?(?P<after>)(?:工作)?(?:情况)?(?:的)?(?:年度)?报告(?P<rest>.{{0,24}})$"
)
_TITLE_NO_YEAR = re.compile(rf"^(?P<before>.{{2,50}}?)(?:{_REPORT})(?P<rest>[（(]?(?:{_YEAR})?年?度?[)）]?.{{0,8}})$")
_TITLE_SHORT = re.compile(
    rf"^(?P<before>.{{2,50}}?(?:政府|办事处|管委会|委员会|局|厅|署|部|委)){_YEAR}年?度?(?P<after>)信息公开(?:工作)?(?:年度)?(?:工作)?报告(?P<rest>)$"
)
"""Without 政府: schools, hospitals and enterprises have such reports too, of another form."""
_YEAR_TOLD = _YEAR.replace("<year>", "<told>")
_DATE = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(rf"{_DATE}(?:起)?[,，]?(?:至|到|—|-|－|–|~|～)(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})日")

_REGION = r"(?:省|自治区|特别行政区|自治州|自治县|自治旗|地区|新区|林区|市|州|盟|县|区|旗|镇|乡|街道|兵团)"
_KIND = either()
_ORGAN = re.compile(rf"^[\u4e00-\u9fff（）()·、]{{1,40}}{_KIND}(?:[（(][\u4e00-\u9fff]{{2,20}}[）)])?$")
_STOPS = "由与在是为向到据将请及对按照的于受从含括即如本该现并经我各，。；：、（）()“”《》〈〉〔〕"
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
_CALLED = r"[（(](?:以下)?(?:简称|下称)[为:：]?[“\"「]?{organ}[”\"」]?[)）]"
_BEFORE = 40
"""Characters in front of a name within which its regions stand: a name of several regions has 14 at most."""
_TAIL = re.compile(r"(?<=报告)(?P<mark>[-_—–|]{1,2})(?P<tail>[^\d（(].*)$")
"""Behind a title: the name of the site or of a part of it, as browsers show it; behind a dash, the organ's own."""
_DASHES = frozenset({"—", "——", "–", "––", "--"})
_SITE = re.compile(r"(?:网|网站|门户|平台)$")
_FORM = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(]|第[一二三四五六])|本年|政府信息|年报|工作报告|情况")
_OFFICE = re.compile(r"(?:党政|综合|党政综合)(?:管理)?(?:办公室|办|科)(?:综合科)?$")
_VERB = (
    r"(?=(?:的)?(?:认真|严格|坚持|深入|以[^来]|在|按照|按|依法|依照|依据|坚决|全面|高度|积极|紧|始终|根据|围绕|切实|把|持续|继续|进一步|贯彻|"
    r"结合|扎实|深化|不断|主动|共|累计|通过|对|未|无|没有|收到|受理|政府信息公开|政务公开|信息公开工作))"
)
_ISSUES = (
    rf"(?:公布|公开|发布|编制){_YEAR}年度?(?P<organ>[\u4e00-\u9fff]{{2,40}}?{_KIND})(?:政府)?信息公开",
    rf"(?P<organ>[\u4e00-\u9fff]{{2,40}}?{_KIND})(?:关区)?(?:关于)?{_YEAR}年度?(?:的)?政府信息公开",
    r"由(?P<organ>[\u4e00-\u9fff]{2,40}?)(?:负责)?(?:结合[\u4e00-\u9fff]{0,12})?(?:组织)?(?:编制|编写|起草)",
    rf"(?:^|[,，。;；])(?P<organ>[\u4e00-\u9fff]{{2,40}}?{_KIND})特?编制(?:了)?(?:本报告|{_YEAR})",
)
_BEGINS = re.compile(
    rf"^(?:[（(][一二三四五][)）](?:.{{0,20}}?[。.])?)?{_YEAR}年(?:度|来|以来)?[,，]?(?P<rest>[^\d].*)$"
)
_BRACKETED = r"[（(][\u4e00-\u9fff]{2,12}[)）]"
_SUBJECT = re.compile(
    rf"^(?:在[^,，]{{2,60}}[下中][,，])*(?P<organ>[\u4e00-\u9fff]{{2,30}}?(?:{_BRACKETED}[\u4e00-\u9fff]{{0,12}}?)?(?:{_KIND}|{_REGION})){_VERB}"
)
_OF_YEAR = re.compile(
    rf"{_YEAR}年度?(?:的)?(?:[我本][\u4e00-\u9fff]{{1,3}})?(?:政府信息公开|政务公开)(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报)"
    rf"|(?:汇报|报告)(?:[我本][\u4e00-\u9fff]{{1,3}})?{_YEAR_TOLD}年度?(?:的)?政府信息公开"
)


class Identity(NamedTuple):
    """What the front of a report says about it."""

    title: str
    organ: str | None
    year: int | None
    period: tuple[str, str] | None


class Title(NamedTuple):
    """A title, and what it names."""

    text: str
    organ: str | None
    year: int | None
    end: int
    """The index of the line after it."""


def identity(front: Sequence[Line], lines: Sequence[Line], body: Sequence[Line]) -> Identity:
    """Title, organ, year and period.

    Args:
        front: the lines before the first section.
        lines: all lines.
        body: the lines of the first section.
    """
    front = [line for line in front if not is_furniture(line.text)][:60]
    title, organ, year, end = title_of(front)
    sentences = [squeeze(line.text) for line in (*front[end:], *body[:6])]
    tail = [squeeze(line.text) for line in lines[-8:] if not is_furniture(line.text)]
    if organ is None:
        organ = _organ_alone(front[:12]) or _organ_alone(list(reversed(lines[-6:]))) or _issuer(sentences)
    if organ is not None:
        organ = _called(organ, sentences[:30])
        organ = _whole(_fullest(organ, sentences[:30], tail), sentences)
    period = _period(front) or _period(lines[:80])
    if year is None and period is not None:
        year = int(period[1][:4])
    if year is None:
        year = _year_said(sentences, [squeeze(line.text) for line in lines])
    if not title and organ is not None and year is not None and any(_OF_YEAR.search(text) for text in sentences):
        title = f"{organ}{year}年政府信息公开工作年度报告"
    return Identity(title or _about(front), organ, year, period)


# ------------------------------------------------------------------ title


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


def _about(front: Sequence[Line]) -> str:
    """Where no line is a title, the first short one that says what the file is about."""
    titled = next((squeeze(line.text) for line in front if "政府信息公开" in line.text), "")
    return titled if len(titled) <= 60 and not any(mark in titled for mark in "。，,") else ""


# ------------------------------------------------------------------ organ


def organ_named(text: str) -> str | None:
    """The organ whose name a text is, but for words of a notice around it; None where it is no organ's, or of 本 or 我."""
    name = _NOISE.sub("", text.strip("《》“”\"'—-–·*#:：的 "))
    name = _OF_WHOM.sub("", re.sub(r"(?:本级|关于|发布|的|年度?)$", "", name))
    name = name.split("|")[-1].split(">")[-1]
    if not 2 <= len(name) <= 40 or _RELATIVE.search(name) or _SELF.search(name) or _FORM.search(name):
        return None
    if _ORGAN.match(name) or re.fullmatch(rf"[\u4e00-\u9fff]{{2,12}}{_REGION}", name):
        return name
    return None


def _organ_above(front: Sequence[Line], start: int) -> str | None:
    for line in reversed(front[max(0, start - 2) : start]):
        if organ := organ_named(squeeze(line.text)):
            return organ
    return None


def _organ_alone(lines: Sequence[Line]) -> str | None:
    """A line of its own, in front or as the signature."""
    for line in lines:
        text = squeeze(line.text)
        if (
            len(text) <= 30
            and (organ := organ_named(text))
            and organ.endswith(("府", "局", "厅", "室", "会", "处", "委", "街道", "办", "署", "部"))
        ):
            return organ
    return None


def _issuer(sentences: Sequence[str]) -> str | None:
    """The organ that a sentence says the report is of: who issues it, who made it, who did what in the year."""
    # what a notice or a rule is called says nothing about this report
    plain = [re.sub(r"《[^》]*(?:通知|条例|规定|格式|要点|办法|意见)[^》]*》", "", text) for text in sentences]
    for pattern in _ISSUES:
        for text in plain:
            for match in re.finditer(pattern, text):
                if organ := _maker(match["organ"]):
                    return organ
    for text in (*sentences, *_clauses(sentences)):
        begins = _BEGINS.match(text)
        subject = _SUBJECT.match(begins["rest"]) if begins else None
        if subject and (organ := organ_named(subject["organ"])):
            return organ
    return _maker(asked(sentences) or "")


def _maker(text: str) -> str | None:
    """The organ whose office made the report; a government's office writes its own as well, and is none."""
    organ = organ_named(_OFFICE.sub("", re.split("根据|按照|依据", text)[0]))
    return None if organ is not None and re.search(r"政府办公[厅室]$|领导小组|信息公开", organ) else organ


def _called(organ: str, sentences: Sequence[str]) -> str:
    """The name for which `organ` is the short one, as a text says it: 某某市某某局（以下简称某某局）."""
    short = re.compile(_CALLED.format(organ=re.escape(organ)))
    for text in sentences:
        for match in short.finditer(text):
            before = re.split(f"[{re.escape(_STOPS)}]|结合|联系|咨询|公布|发布|编制", text[: match.start()])[-1]
            full = organ_named(before)
            if full is not None and len(full) > len(organ) and full[-1] == organ[-1]:
                return full
    return organ


def _fullest(organ: str, preamble: Sequence[str], tail: Sequence[str]) -> str:
    """The organ's name with the regions that the preamble or the signature print directly in front of it."""
    if not re.match(r"[\u4e00-\u9fff]", organ):
        return organ
    best = organ
    for text in (*preamble, *tail):
        for match in re.finditer(re.escape(organ), text):
            near = text[max(0, match.start() - _BEFORE) : match.start()]
            before = re.split(f"[{re.escape(_STOPS)}]|联系|咨询|来电|致函", near)[-1]
            region = re.search(rf"(?:^|[^\u4e00-\u9fff])((?:[\u4e00-\u9fff]{{1,7}}?{_REGION}){{1,3}})$", " " + before)
            if region and len(region[1]) + len(organ) > len(best) and len(region[1]) <= 14:
                best = region[1] + organ
    return best


def _whole(organ: str, sentences: Sequence[str]) -> str:
    """A region that a title names alone (丰都县): its government or office, where the text prints it."""
    if not re.fullmatch(rf"[\u4e00-\u9fff]{{2,20}}{_REGION}", organ):
        return organ
    for kind in ("人民政府", "办事处"):
        # the text may print the last of several regions alone
        if any(f"{organ[i:]}{kind}" in text for text in sentences for i in range(len(organ) - 2)):
            return organ + kind
    return organ


# ------------------------------------------------------------------ year


def _period(lines: Sequence[Line]) -> tuple[str, str] | None:
    text = squeeze("".join(line.text for line in lines))
    found = _PERIOD.search(text)
    if found is None:
        return None
    year, month, day, year_to, month_to, day_to = found.groups()
    return (f"{year}-{int(month):02d}-{int(day):02d}", f"{year_to or year}-{int(month_to):02d}-{int(day_to):02d}")


def _year_said(sentences: Sequence[str], lines: Sequence[str]) -> int | None:
    """The year of the report that a sentence announces, or the one year with which the text's paragraphs begin."""
    for text in sentences:
        # the title of a notice to all organs is no announcement
        if match := _OF_YEAR.search(re.sub(r"《[^》]*》", "", text)):
            return year_of(match["year"] or match["told"])
    begun = {year_of(match["year"]) for text in lines if (match := _BEGINS.match(text))}
    if not begun:
        begun = {year_of(match["year"]) for text in _clauses(sentences) if (match := _BEGINS.match(text))}
    return begun.pop() if len(begun) == 1 else None


def _clauses(sentences: Sequence[str]) -> list[str]:
    """The sentences inside the paragraphs, in order."""
    return [one for text in sentences for one in re.split("(?<=。)", text) if one]
