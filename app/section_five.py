"""Section 五: the problems, and what is done about each (pure).

Problems stand before the turn (下一步 …), improvements after it; headings say so too. Where both halves count the same
(一是 … 二是 …), a problem and the improvement with its number belong together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nianbao.index.passages import Passage
from nianbao.index.sentences import Sentence

_PROBLEM = re.compile(
    r"问题|不足|不够|不高|不强|不深|不完善|不平衡|不及时|不到位|不规范|不多|不全|薄弱|短板|欠缺|有待|差距|仍需|还需|尚未|滞后|单一|偏|较少|较低|缺乏|[一二三四五六]是"
)
_TURN = re.compile(
    r"下一步|下步|今后|改进(?:措施|情况|方向|办法|计划)?|整改|针对(?:以上|上述|存在|这些|问题)|将(?:进一步|着力|继续|从|按照|重点|加强|不断)|(?:20\d\d|新的一)年[，,]?.{0,12}将|为此"
)
_OF_PROBLEMS = re.compile(r"问题|不足|困难|短板|差距|薄弱")
_ORDINAL = re.compile(r"([一二三四五六七八九十])是")


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of section 五; `number` is its 一, 二 …, empty where it has none."""

    passage: Passage
    sentence: Sentence
    text: str
    improves: bool
    number: str
    order: tuple[int, int]


def points(passages: Sequence[Passage]) -> tuple[Point, ...]:
    """The problems and the improvements that `passages` (of section 五, in the document's order) tell."""
    found: list[Point] = []
    turned: dict[str, bool] = {}
    for rank, passage in enumerate(passages):
        heading = " ".join(passage.heading[1:])
        if _TURN.search(heading):
            turned[passage.report] = True
        elif _OF_PROBLEMS.search(heading):
            turned[passage.report] = False
        for at, sentence in enumerate(passage.sentences):
            text = passage.quote(sentence).strip()
            if _TURN.search(text) and not re.search(r"(?:问题|不足).{0,6}[:：]", text):
                turned[passage.report] = True
            after = turned.get(passage.report, False)
            if len(text) >= 6 and (after or _PROBLEM.search(text)):
                ordinal = _ORDINAL.search(text)
                found.append(Point(passage, sentence, text, after, ordinal[1] if ordinal else "", (rank, at)))
    return tuple(found)


def matched(told: Sequence[Point], chosen: Callable[[Point], bool], *, problems: bool) -> tuple[Point, ...]:
    """Of one report: the problems (or else the improvements) that `chosen` picks out, itself or by their other half."""
    half = tuple(point for point in told if point.improves is not problems)
    hit = [point for point in told if chosen(point)]
    if _paired(told):
        numbers = {point.number for point in hit}
        return tuple(point for point in half if point.number in numbers)
    return tuple(point for point in half if point in hit)


def partners(told: Sequence[Point]) -> dict[Point, Point]:
    """The improvement of each problem and the problem of each improvement, where both halves count the same."""
    if not _paired(told):
        return {}
    return {one: other for one in told for other in told if one.number == other.number and one is not other}


def _paired(told: Sequence[Point]) -> bool:
    """Whether both halves count the same, and nothing but the counted is told."""
    first, second = ([p.number for p in told if p.improves is improves] for improves in (False, True))
    return first == second and len(set(first)) == len(first) and "" not in first
