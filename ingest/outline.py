"""Document → title, organ, year, 统计期限 and the six sections (pure).

Headings are recognised by their number together with the words the form gives them (or by their words
alone, where a converter lost the number), and only as a rising chain, so that a table of contents or a
numbered list inside a section does not cut it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from nianbao.ingest.numerals import year_of
from nianbao.ingest.paragraphs import paragraphs
from nianbao.ingest.report import Block, Line, Section
from nianbao.ingest.running import without_running_lines

SECTIONS = (
    ("一", "总体情况", ("总体情况", "概述", "总体概况", "基本情况", "概况")),
    ("二", "主动公开政府信息情况", ("主动公开",)),
    ("三", "收到和处理政府信息公开申请情况", ("申请",)),
    ("四", "政府信息公开行政复议、行政诉讼情况", ("复议", "诉讼")),
    ("五", "存在的主要问题及改进情况", ("问题", "改进")),
    ("六", "其他需要报告的事项", ("其他需要", "其他事项", "报告的事项", "其它需要", "需要报告", "其他应当")),
)
PREAMBLE = "前言"

_YEAR = r"(?P<year>(?:19|20)\d{2}|二[〇零○Ｏ0O]{1,2}[一二三四五六七八九〇零○]{1,2})"
_REPORT = r"政府信息公开(?:工作)?(?:年度|年)?(?:工作)?(?:告?年度)?(?:情况)?(?:的)?(?:工作)?报(?:告)?"
_TITLE = re.compile(rf"^(?P<before>.{{0,50}}?){_YEAR}年?度?(?P<after>.{{0,50}}?)(?:{_REPORT})(?P<rest>.{{0,24}})$")
_TITLE_NO_YEAR = re.compile(rf"^(?P<before>.{{2,50}}?)(?:{_REPORT})(?P<rest>[（(]?(?:{_YEAR})?年?度?[)）]?.{{0,8}})$")
_DATE = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(rf"{_DATE}(?:起)?(?:至|到|—|-|－|–|~|～)(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})日")

_REGION = r"(?:省|自治区|特别行政区|自治州|自治县|自治旗|地区|新区|林区|市|州|盟|县|区|旗|镇|乡|街道|兵团)"
_KIND = (
    r"(?:人民政府办公厅|人民政府办公室|人民政府|政府办公室|政府办公厅|管理委员会|工作委员会|委员会|管委会|办事处|街道|办公厅|办公室|"
    r"管理局|监督局|执法局|总局|支局|分局|局|厅|署|总队|支队|大队|中心|法院|检察院|研究院|学院|大学|学校|医院|"
    r"公司|集团|银行|总社|联社|联合会|总会|协会|部|委|处|办|院|所|站|馆|镇|乡|政府)"
)
_ORGAN = re.compile(rf"^[\u4e00-\u9fff（）()·、]{{1,40}}{_KIND}(?:[（(][\u4e00-\u9fff]{{2,20}}[）)])?$")
_STOPS = "由与在是为向到据将请及对按照的于受从含括即如本该现并经我各，。；：、（）()“”《》〈〉〔〕"
_NOISE = re.compile(
    r"^(?:关于|发布|公布|印发|公开|信息来源|来源|索引号|当前位置|首页|您的位置|附件\d*|题目|标题|名称)+[:：]?"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """What the running text says about the report as a whole."""

    title: str
    organ: str | None
    year: int | None
    period: tuple[str, str] | None
    sections: tuple[Section, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        """All lines of all sections, in order."""
        return tuple(line for section in self.sections for line in section.lines)


def outline(blocks: Sequence[Block]) -> Outline:
    """Title, organ, year, period and sections of a document's blocks."""
    lines = without_running_lines([block for block in blocks if isinstance(block, Line) and block.text.strip()])
    headings = _headings(lines)
    sections = _sections(lines, headings)
    front = lines[: min(headings.values())] if headings else lines[:40]
    title, organ, year, title_end = _title(front[:60])
    preamble = [squeeze(line.text) for line in front[title_end:]]
    if organ is None:
        organ = _organ_elsewhere(front, lines)
    if organ is not None:
        organ = _fullest(organ, preamble, [squeeze(line.text) for line in lines[-8:]])
    period = _period(front) or _period(lines[:80])
    if year is None and period is not None:
        year = int(period[1][:4])
    return Outline(title, organ, year, period, sections)


def squeeze(text: str) -> str:
    """NFKC without any white space: what labels, titles and names are compared by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


# ------------------------------------------------------------------ sections


def _heading_number(text: str) -> str | None:
    plain = squeeze(text).lstrip("#*")
    if not plain or len(plain) > 42 or plain.endswith(("。", "；", ";")):
        return None
    match = re.match(r"^第?([一二三四五六])(?:部分)?[、.,:](.*)$", plain)
    if match:
        number, rest = match.groups()
        words = next(words for n, _, words in SECTIONS if n == number)
        if any(word in rest for word in words):
            return number
        return None
    for number, title, _ in SECTIONS:
        if len(plain) <= len(title) + 6 and fuzz.ratio(plain, squeeze(title)) >= 88:
            return number
    return None


def _headings(lines: Sequence[Line]) -> dict[str, int]:
    """number → index of its heading: the rising chain with most headings over most lines."""
    candidates = [(i, number) for i, line in enumerate(lines) if (number := _heading_number(line.text))]
    order = [number for number, _, _ in SECTIONS]
    best: dict[str, int] = {}
    # a table of contents gives the same chain on neighbouring lines: the longer stretch is the text
    for start in range(len(candidates)):
        chain: dict[str, int] = {}
        rank = -1
        for i, number in candidates[start:]:
            if order.index(number) > rank:
                chain[number] = i
                rank = order.index(number)
        if (len(chain), _span(chain)) > (len(best), _span(best)):
            best = chain
    return best


def _span(chain: dict[str, int]) -> int:
    """How many lines a chain of headings stretches over."""
    return max(chain.values()) - min(chain.values()) if chain else 0


def _sections(lines: Sequence[Line], headings: dict[str, int]) -> tuple[Section, ...]:
    cuts = sorted((i, number) for number, i in headings.items())
    first = cuts[0][0] if cuts else len(lines)
    sections = []
    if first:
        sections.append(_section(PREAMBLE, "", lines[:first]))
    ends = [*(start for start, _ in cuts[1:]), len(lines)][: len(cuts)]
    for (start, number), end in zip(cuts, ends, strict=True):
        heading = re.sub(r"^第?[一二三四五六](?:部分)?[、.,:，．：]\s*", "", lines[start].text.strip().lstrip("# "))
        sections.append(_section(number, heading.strip(), lines[start + 1 : end], lines[start]))
    return tuple(sections)


def _section(number: str, heading: str, body: Sequence[Line], head: Line | None = None) -> Section:
    page = (head or body[0]).place.page if (head or body) else None
    return Section(number, heading, "\n".join(paragraphs(body)), page, tuple(body))


# ------------------------------------------------------------------ title, organ, year


def _title(front: Sequence[Line]) -> tuple[str, str | None, int | None, int]:
    """(title, organ, year, index of the line after it); the title may be printed on up to four lines."""
    for start in range(len(front)):
        for count in (1, 2, 3, 4):
            part = front[start : start + count]
            if len(part) < count:
                break
            joined = squeeze("".join(line.text for line in part)).lstrip("#*")
            if len(joined) > 90 or "。" in joined or "，" in joined or "," in joined:
                break
            match = _TITLE.match(joined)
            # a running head above the title is no part of it
            if match is None or len(match["rest"]) > 12 or "报告" in match["before"]:
                continue
            organ = _clean_organ(match["before"]) or _clean_organ(match["after"])
            if organ is None and not match["before"] and start:
                organ = _organ_above(front, start)
                joined = f"{organ or ''}{joined}"
            if organ is None:
                organ = _clean_organ(match["rest"].strip("()（）"))
            return joined, organ, year_of(match["year"]), start + count
    for i, line in enumerate(front):
        joined = squeeze(line.text).lstrip("#*")
        match = _TITLE_NO_YEAR.match(joined)
        if match and len(joined) <= 60 and "。" not in joined and "，" not in joined:
            year = year_of(match["year"]) if match["year"] else None
            return joined, _clean_organ(match["before"]), year, i + 1
    titled = next((squeeze(line.text) for line in front if "政府信息公开" in line.text), "")
    return titled if len(titled) <= 60 else "", None, None, 0


def _clean_organ(text: str) -> str | None:
    name = _NOISE.sub("", text.strip("《》“”\"'—-–·*#:：的 "))
    name = re.sub(r"(?:本级|关于|发布|的|年度?)$", "", name)
    name = name.split("|")[-1].split(">")[-1]
    if 2 <= len(name) <= 40 and (_ORGAN.match(name) or re.fullmatch(rf"[\u4e00-\u9fff]{{2,12}}{_REGION}", name)):
        return name
    return None


def _organ_above(front: Sequence[Line], start: int) -> str | None:
    for line in reversed(front[max(0, start - 2) : start]):
        if organ := _clean_organ(squeeze(line.text)):
            return organ
    return None


def _organ_elsewhere(front: Sequence[Line], lines: Sequence[Line]) -> str | None:
    """Where the title names nobody: a line of its own in front, the signature, the preamble's first words."""
    for line in (*front[:12], *reversed(lines[-6:])):
        text = squeeze(line.text)
        if (
            len(text) <= 30
            and (organ := _clean_organ(text))
            and organ.endswith(("府", "局", "厅", "室", "会", "处", "委", "街道", "办", "署", "部"))
        ):
            return organ
    for line in front:
        match = re.match(
            rf"^(?:现将|根据.{{0,60}}[,，])?([\u4e00-\u9fff]{{2,30}}?{_KIND}){_YEAR}年", squeeze(line.text)
        )
        if match and (organ := _clean_organ(match[1])):
            return organ
    return None


def _fullest(organ: str, preamble: Sequence[str], tail: Sequence[str]) -> str:
    """The organ's name with the regions that the preamble or the signature print directly in front of it."""
    if not re.match(r"[\u4e00-\u9fff]", organ):
        return organ
    best = organ
    for text in (*preamble[:30], *tail):
        for match in re.finditer(re.escape(organ), text):
            before = re.split(f"[{re.escape(_STOPS)}]", text[: match.start()])[-1]
            region = re.search(rf"(?:^|[^\u4e00-\u9fff])((?:[\u4e00-\u9fff]{{1,7}}?{_REGION}){{1,3}})$", " " + before)
            if region and len(region[1]) + len(organ) > len(best) and len(region[1]) <= 14:
                best = region[1] + organ
    return best


def _period(lines: Sequence[Line]) -> tuple[str, str] | None:
    text = squeeze("".join(line.text for line in lines))
    found = _PERIOD.search(text)
    if found is None:
        return None
    year, month, day, year_to, month_to, day_to = found.groups()
    return (f"{year}-{int(month):02d}-{int(day):02d}", f"{year_to or year}-{int(month_to):02d}-{int(day_to):02d}")
