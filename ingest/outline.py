"""Document → title, organ, year, 统计期限 and the six sections (pure).

Headings are recognised by their number together with the words the form gives them (or by their words
alone, where a converter lost the number), and only as a rising chain, so that a table of contents or a
numbered list inside a section does not cut it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from nianbao.ingest.furniture import is_navigation, without_foot
from nianbao.ingest.identity import identity
from nianbao.ingest.paragraphs import paragraphs
from nianbao.ingest.record import recorded_title, title_line
from nianbao.ingest.report import Block, Line, Section
from nianbao.ingest.running import without_running_lines
from nianbao.ingest.whitespace import squeeze

SECTIONS = (
    ("一", "总体情况", ("总体情况", "概述", "总体概况", "基本情况", "概况")),
    ("二", "主动公开政府信息情况", ("主动公开",)),
    ("三", "收到和处理政府信息公开申请情况", ("申请",)),
    ("四", "政府信息公开行政复议、行政诉讼情况", ("复议", "诉讼")),
    ("五", "存在的主要问题及改进情况", ("问题", "改进")),
    ("六", "其他需要报告的事项", ("其他需要", "其他事项", "报告的事项", "其它需要", "需要报告", "其他应当")),
)
BEGINNINGS = 60
"""Headings at which a chain of sections is tried to begin; tables of contents have one or two."""

PREAMBLE = "前言"


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
    lines = without_running_lines(_lines(blocks))
    lines = lines[: without_foot(lines)]
    headings = _headings(lines)
    first = min(headings.values(), default=40)
    lines = [line for i, line in enumerate(lines) if i >= first or not is_navigation(line.text)]
    headings = _headings(lines)
    cuts = sorted(headings.values())
    front = lines[: cuts[0]] if cuts else lines[:40]
    body = lines[cuts[0] + 1 : cuts[1] if len(cuts) > 1 else cuts[0] + 40] if cuts else []
    said = identity(front, lines, body)
    return Outline(said.title, said.organ, said.year, said.period, _sections(lines, headings))


def _lines(blocks: Sequence[Block]) -> list[Line]:
    """The lines of the text; of the tables, only the title in the page's record of the article, which stands above it."""
    said = [block for block in blocks if isinstance(block, Line) and block.text.strip()]
    recorded = {
        i: Line(title, block.place)
        for i, block in enumerate(blocks)
        if not isinstance(block, Line) and (title := recorded_title([cell.text for cell in block.cells])) is not None
    }
    first = min(_headings(said).values(), default=None)
    if not recorded or any(title_line(line.text) for line in said[:first]):
        return said  # what the text prints itself goes before the record, which may be another article's
    end = next((i for i, block in enumerate(blocks) if first is not None and block is said[first]), len(blocks))
    above = [recorded.get(i, block) for i, block in enumerate(blocks[:end])]
    return [block for block in (*above, *blocks[end:]) if isinstance(block, Line) and block.text.strip()]


# ------------------------------------------------------------------ sections


def heading_number(text: str) -> str | None:
    """The number of the section that a line is the heading of; None where it is none."""
    plain = squeeze(text).lstrip("#*")
    return _number_of(plain) if plain and len(plain) <= 42 else None


@lru_cache(maxsize=1024)
def _number_of(plain: str) -> str | None:
    if plain.endswith(("。", "；", ";")):
        return None
    match = re.match(r"^第?([一二三四五六])(?:部分)?[、.,:](.*)$", plain)
    if match:
        number, rest = match.groups()
        words = next(words for n, _, words in SECTIONS if n == number)
        if any(word in rest for word in words):
            return number
        plain = rest  # numbered otherwise than in the form, it is a heading only by its whole title
    plain = re.sub(r"^\d{1,2}[、.](?!\d)", "", plain)
    for number, title, _ in SECTIONS:
        if len(plain) <= len(title) + 6 and fuzz.ratio(plain, squeeze(title)) >= 88:
            return number
    return None


def _headings(lines: Sequence[Line]) -> dict[str, int]:
    """number → index of its heading: the rising chain with most headings over most lines."""
    candidates = [(i, number) for i, line in enumerate(lines) if (number := heading_number(line.text))]
    order = [number for number, _, _ in SECTIONS]
    best: dict[str, int] = {}
    # a table of contents gives the same chain on neighbouring lines: the longer stretch is the text
    for start in range(min(len(candidates), BEGINNINGS)):
        chain: dict[str, int] = {}
        rank = -1
        for i, number in candidates[start:]:
            if order.index(number) > rank:
                chain[number] = i
                rank = order.index(number)
            if rank == len(order) - 1:
                break
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
