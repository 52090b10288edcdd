"""`year_agreement`: years that an earlier report left behind, where nothing else can be meant.

Earlier years are normal in these texts (较2022年增长, 按时发布2022年年度报告, 三年行动方案), so a year is looked
at only where it must be the report's own: the 统计期限, a whole calendar year given as a range,
截至…12月31日, the report's own name, the date under it, and last year's with which section 一 or 五 opens.
Not covered: any other bare 2022年 in running prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nianbao.ingest.numerals import year_of
from nianbao.ingest.report import Finding, Line, Severity, Status
from nianbao.ingest.whitespace import squeeze
from nianbao.ingest.wording import PLEASE_CHECK

RULE = "year_agreement"

_CHINESE_YEAR = re.compile(r"二[〇○零O0][一二三四五六七八九〇○零O0]{2}(?=年)")
_Y = r"((?:19|20)\d\d)"
_RANGE = re.compile(rf"{_Y}[年./-]0?1[月./-]0?1日?(?:起|开始)?(?:至|到|[—–―~-]+)(?:{_Y}[年./-])?12[月./-]31日?")
_CUTOFF = re.compile(rf"截[至止]到?{_Y}年(?:12月31日|12月底|年?底|年?末)")
_NAME = re.compile(rf"{_Y}年度?[^\d,。;:!?]{{0,30}}?信息公开(?:工作)?(?:年度(?:工作)?报告|年报)")
_DATE = re.compile(rf"\(?{_Y}年(\d{{1,2}})月\d{{1,2}}日\)?")

_PERIOD = re.compile(r"统计(?:期限|时限|时段|时间|期间|周期|范围)|(?:数据|报告|列报)(?:的)?(?:期限|时限)")
_COMPARING = re.compile(r"上年|上一年|去年|前年|往年|历年|同期|同比|相比|较|累计|以来|方案|规划|计划")
_AGAINST = re.compile(r"上年|上一年|去年|前年|往年|历年|同期|同比|相比|较|累计")
_FIRST_SECTION = re.compile(r"^一、")
_INTRODUCED = re.compile(r"^[》”\"]?(?:的)?(?:主要)?(?:内容|全文|由|如下|包括|共分|所列)")
_LINK = re.compile(r"上一[篇条]|下一[篇条]|相关|附件|链接|>")
_NOTICE = re.compile(r"《[^《》]*(?:通知|办法|规定|格式|意见|要点|条例)》")

_OPENING = re.compile(r"(?:\([一二三四五]\)|[一二三四五]、)?(\d{4})年度?(?:以来)?,[^。;!?]*")
_OPENED = re.compile(r"^[一五]、")
_AFTER_HEADING = 3
"""Lines behind a section's heading among which its text begins: headings of its own stand before it."""
_LEAST_TEXT = 20
_WRAPPED = 18
"""A printed line of so many characters without an end goes on in the next."""

_OWN_WORK = re.compile(r"公开|受理|收到|答复|条例")
"""Words of a sentence about the report's own work: an event or an award of an earlier year may open a section too."""

_LAST_LINES = 6
"""A signature's date stands in one of so many last lines."""


@dataclass(frozen=True, slots=True)
class _Stray:
    """A year that is not the report's: what was found, in which words, on which page, and whether in the report's own name."""

    severity: Severity
    year: str
    told: str
    page: int | None
    of_name: bool = False


def year_agreement(year: int | None, period: tuple[str, str] | None, lines: Sequence[Line]) -> tuple[Finding, ...]:
    """Years in a report that differ from its title's.

    Args:
        year: of the title; without one there is nothing to compare.
        period: the 统计期限 as ISO dates, where it was found.
        lines: the running text in reading order, as paragraphs or as printed lines.

    Returns:
        An error where the 统计期限 is another year's, else questions; each stray year once a kind.
    """
    if year is None:
        return ()
    plain = [Line(_plain(line.text), line.place) for line in lines]
    strays = [
        *_in_period(year, period),
        *_in_text(year, period, plain),
        *_in_names(year, plain),
        *_in_dates(year, plain),
        *_in_openings(year, plain),
    ]
    if _title_is_odd(strays):
        told = "，".join(stray.told for stray in strays)
        strays = [_Stray(strays[0].severity, strays[0].year, f"而{told}，标题的年度可能有误", strays[-1].page)]
    return tuple(
        Finding(
            RULE,
            stray.severity,
            Status.FAIL,
            (),
            f"标题年度为{year}年，{stray.told}。{PLEASE_CHECK}",
            expected=str(year),
            actual=stray.year,
            page=stray.page,
        )
        for stray in strays
    )


def _title_is_odd(strays: Sequence[_Stray]) -> bool:
    """Whether the period and the report's own name in the text both say one other year: then the title is at fault, once."""
    in_period = strays[:1] and strays[0].severity is Severity.ERROR
    return bool(in_period) and len({one.year for one in strays}) == 1 and any(one.of_name for one in strays)


def _plain(text: str) -> str:
    """Without width variants, spaces and Chinese digits in years."""
    squeezed = squeeze(text).replace("\u200b", "").replace("\ufeff", "")
    return _CHINESE_YEAR.sub(lambda match: str(year_of(match[0])), squeezed)


def _in_period(year: int, period: tuple[str, str] | None) -> Iterator[_Stray]:
    if period is None:
        return
    others = [day[:4] for day in period if day[:4] != str(year)]
    if others:
        severity = Severity.ERROR if len(others) == len(period) else Severity.QUESTION
        yield _Stray(severity, others[0], f"统计期限为{period[0]}至{period[1]}", None)


def _in_text(year: int, period: tuple[str, str] | None, lines: Sequence[Line]) -> Iterator[_Stray]:
    """Ranges and 截至 dates; paragraphs that a page's printed lines cut are looked at as one text."""
    text = "".join(line.text for line in lines)
    starts: list[int] = []
    length = 0
    for line in lines:
        starts.append(length)
        length += len(line.text)
    told = {day[:4] for day in period or ()}
    for sentence in re.finditer(r"[^。;!?]+", text):
        is_period = _PERIOD.search(sentence[0]) is not None
        if not is_period and (_COMPARING.search(sentence[0]) or f"{year}年" in sentence[0]):
            continue
        for pattern in (_RANGE, _CUTOFF):
            for match in pattern.finditer(sentence[0]):
                stray = _other(year, match, both=is_period)
                if stray is None or stray in told:
                    continue
                told.add(stray)
                certain = is_period and period is None and pattern is _RANGE
                page = lines[bisect_right(starts, sentence.start() + match.start()) - 1].place.page
                severity = Severity.ERROR if certain else Severity.QUESTION
                yield _Stray(severity, stray, f"文中写有“{match[0]}”", page)


def _other(year: int, match: re.Match[str], *, both: bool) -> str | None:
    """The year of a match that is not `year`; two different years count only where `both` must be the report's."""
    years = [found for found in match.groups() if found]
    others = [found for found in years if found != str(year)]
    return others[0] if others and (both or len(set(years)) == 1) else None


def _in_names(year: int, lines: Sequence[Line]) -> Iterator[_Stray]:
    """The report's own name with another year: as a heading, or where the text introduces itself."""
    first = _preamble(lines)
    found: list[_Stray] = []
    for index, line in enumerate(lines):
        if _LINK.search(line.text):
            continue
        text = _NOTICE.sub("", line.text)
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        goes_on = len(text) >= _WRAPPED and text[-1:] not in {*"。;:!?》"}
        begins = index == 0 or lines[index - 1].text[-1:] in {*"。;:!?"}
        for match in _NAME.finditer(text + following if goes_on else text):
            if match.start() >= len(text):
                break  # it begins on the next line, and is found there
            heading = begins and match.end() == len(text.rstrip("》)")) and not re.search(r"[,。;]", text)
            introduced = _INTRODUCED.match(text[match.end() :]) is not None
            if match[1] != str(year) and (index < first or heading or introduced):
                found.append(
                    _Stray(Severity.QUESTION, match[1], f"文中写作“{match[0]}”", line.place.page, of_name=True)
                )
    if len({stray.year for stray in found}) == 1:
        yield found[0]


def _in_openings(year: int, lines: Sequence[Line]) -> Iterator[_Stray]:
    """Last year at the beginning of section 一 or 五, in a sentence that neither compares nor names the report's year."""
    for index, line in enumerate(lines):
        if not _OPENED.match(line.text):
            continue
        body = [other for other in lines[index + 1 : index + 1 + _AFTER_HEADING] if len(other.text) >= _LEAST_TEXT]
        opening = body[0] if body else None
        match = _OPENING.match(opening.text) if opening is not None else None
        if opening is None or match is None or match[1] != str(year - 1):
            continue
        # a printed line may end within a word: 推进政府信 / 息公开
        text = opening.text if "。" in opening.text else "".join(one.text for one in body[:2])
        own_work = _OWN_WORK.search(text.split("。")[0]) is not None
        if own_work and not _AGAINST.search(match[0]) and f"{year}年" not in text:
            told = f"“{line.text}”以“{match[0].split(',')[0]}”开头"
            yield _Stray(Severity.QUESTION, match[1], told, opening.place.page)
            return


def _in_dates(year: int, lines: Sequence[Line]) -> Iterator[_Stray]:
    """A date of signature, above or below the text, from before the end of the report's year."""
    first = _preamble(lines)
    for index, line in enumerate(lines):
        match = _DATE.fullmatch(line.text)
        if match is None or first <= index < len(lines) - _LAST_LINES:
            continue
        if (int(match[1]), int(match[2])) < (year, 12):
            yield _Stray(Severity.QUESTION, match[1], f"落款日期“{match[0]}”早于该年度结束", line.place.page)
            return


def _preamble(lines: Sequence[Line]) -> int:
    """How many lines stand before section 一."""
    return next((index for index, line in enumerate(lines) if _FIRST_SECTION.match(line.text)), 0)
