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
from nianbao.ingest.report import Line
from nianbao.ingest.titles import KIND, REGION, YEAR, about, organ_named, title_of
from nianbao.ingest.whitespace import squeeze

NO_ORGAN = "标题、前言和落款都没有写明编制机关，请补充机关名称。"
NO_YEAR = "标题和统计期限都没有写明年度，请补充年度。"
"""What is asked where a document does not say them."""

_YEAR_TOLD = YEAR.replace("<year>", "<told>")
_DATE = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(rf"{_DATE}(?:起)?[,，]?(?:至|到|—|-|－|–|~|～)(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})日")

_STOPS = "由与在是为向到据将请及对按照的于受从含括即如本该现并经我各，。；：、（）()“”《》〈〉〔〕"
_CALLED = r"[（(](?:以下)?(?:简称|下称)[为:：]?[“\"「]?{organ}[”\"」]?[)）]"
_BEFORE = 40
"""Characters in front of a name within which its regions stand: a name of several regions has 14 at most."""
_YEAR_BEFORE = "[0-9〇零○一二三四五六七八九]年度?"
_OFFICE = re.compile(r"(?:党政|综合|党政综合)(?:管理)?(?:办公室|办|科)(?:综合科)?$")
_VERB = (
    r"(?=(?:的)?(?:认真|严格|坚持|深入|以[^来]|在|按照|按|依法|依照|依据|坚决|全面|高度|积极|紧|始终|根据|围绕|切实|把|持续|继续|进一步|贯彻|"
    r"结合|扎实|深化|不断|主动|共|累计|通过|对|未|无|没有|收到|受理|政府信息公开|政务公开|信息公开工作))"
)
_ISSUES = (
    rf"(?:公布|公开|发布|编制){YEAR}年度?(?P<organ>[\u4e00-\u9fff]{{2,40}}?{KIND})(?:政府)?信息公开",
    rf"(?P<organ>[\u4e00-\u9fff]{{2,40}}?{KIND})(?:关区)?(?:关于)?{YEAR}年度?(?:的)?政府信息公开",
    rf"(?:公布|发布|编制|形成)(?P<organ>[\u4e00-\u9fff]{{2,40}}?{KIND}){YEAR}年度?(?:的)?信息公开工作(?:年度)?报告",
    r"由(?P<organ>[\u4e00-\u9fff]{2,40}?)(?:负责)?(?:结合[\u4e00-\u9fff]{0,12})?(?:组织)?(?:编制|编写|起草)",
    rf"(?:^|[,，。;；])(?P<organ>[\u4e00-\u9fff]{{2,40}}?{KIND})特?编制(?:了)?(?:本报告|{YEAR})",
)
_BEGINS = re.compile(
    rf"^(?:[（(][一二三四五][)）](?:.{{0,20}}?[。.])?)?{YEAR}年(?:度|来|以来)?[,，]?(?P<rest>[^\d].*)$"
)
_BRACKETED = r"[（(][\u4e00-\u9fff]{2,12}[)）]"
_SUBJECT = re.compile(
    rf"^(?:在[^,，]{{2,60}}[下中][,，])*(?P<organ>[\u4e00-\u9fff]{{2,30}}?(?:{_BRACKETED}[\u4e00-\u9fff]{{0,12}}?)?(?:{KIND}|{REGION})){_VERB}"
)
_OF_YEAR = re.compile(
    rf"{YEAR}年度?(?:的)?(?:[我本][\u4e00-\u9fff]{{1,3}})?(?:政府信息公开|政务公开)(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报)"
    rf"|(?:汇报|报告)(?:[我本][\u4e00-\u9fff]{{1,3}})?{_YEAR_TOLD}年度?(?:的)?政府信息公开"
)


class Identity(NamedTuple):
    """What the front of a report says about it."""

    title: str
    organ: str | None
    year: int | None
    period: tuple[str, str] | None


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
    return Identity(title or about(front), organ, year, period)


# ------------------------------------------------------------------ organ


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
            before = re.split(f"[{re.escape(_STOPS)}]|联系|咨询|来电|致函|{_YEAR_BEFORE}", near)[-1]
            region = re.search(rf"(?:^|[^\u4e00-\u9fff])((?:[\u4e00-\u9fff]{{1,7}}?{REGION}){{1,3}})$", " " + before)
            if region and len(region[1]) + len(organ) > len(best) and len(region[1]) <= 14:
                best = region[1] + organ
    return best


def _whole(organ: str, sentences: Sequence[str]) -> str:
    """A region that a title names alone (丰都县): its government or office, where the text prints it."""
    if not re.fullmatch(rf"[\u4e00-\u9fff]{{2,20}}{REGION}", organ):
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
