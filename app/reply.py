"""An Answer as a chat message (pure): its text with `[n]` links and marks, the summary line, the legend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from nianbao.app.answer import Answer, Figure, Outcome, Reason
from nianbao.app.badges import alike, badge_pair
from nianbao.app.evidence import anchor, number_of
from nianbao.app.marks import CAVEAT, GENERATED, MARKS, MEANINGS, Match, match_of, summary
from nianbao.app.markup import Markup, paragraphs, tag
from nianbao.app.ports import ReportOf

_MARKERS = re.compile(r"((?:\[\d+\])+)")
_NUMBER = re.compile(r"\[(\d+)\]")
_CLOSING = re.compile(r"[，。；、：！？）」]+")
INLINE_MARKS = 2
"""Up to so many figures of a text carry their marks in the sentence; more are listed below it."""

_REASONS = {
    Reason.ORGAN_UNKNOWN: "库中没有这个机关",
    Reason.YEAR_MISSING: "库中没有这个年度",
    Reason.NOT_IN_FORM: "年报表格没有这一项",
    Reason.OUT_OF_SCOPE: "年报回答不了这个问题",
    Reason.PERSONAL: "涉及个人信息，不予回答",
}


def message(answer: Answer, turn: int, report_of: ReportOf) -> Markup:
    """The assistant's message."""
    figures = {figure.citation.removeprefix("c"): figure for figure in answer.figures}
    mentioned = {number: figures[number] for number in _NUMBER.findall(answer.text) if number in figures}
    inline = mentioned if len(mentioned) <= INLINE_MARKS else {}
    labels = {number_of(c): f"{c.organ} {c.year} 年度" for c in answer.citations}
    marked: set[str] = set()
    body = [tag("p", *_sentence(line, turn, labels, inline, marked, report_of)) for line in paragraphs(answer.text)]
    parts: list[Markup | None] = [
        tag("p", tag("strong", _REASONS[answer.refusal.reason]), class_="why") if answer.refusal else None,
        tag("p", tag("strong", "请再说明一下"), class_="why") if answer.outcome is Outcome.CLARIFY else None,
        tag("p", GENERATED, class_="generated") if answer.generated else None,
        *body,
        _listed(list(mentioned.values()), turn, report_of) if mentioned and not inline else None,
        _summary(answer, report_of),
    ]
    return tag("div", *parts, class_=f"answer {answer.outcome.value}")


def options(answer: Answer) -> tuple[str, ...]:
    """The questions offered below an answer, to be asked with one click; each once."""
    refused = answer.refusal.suggestions if answer.refusal else ()
    return tuple(dict.fromkeys((*answer.choices, *refused, *answer.suggestions)))


def _sentence(
    line: str,
    turn: int,
    labels: Mapping[str, str],
    inline: Mapping[str, Figure],
    marked: set[str],
    report_of: ReportOf,
) -> list[Markup | str]:
    """One line with its markers as links; a figure's marks stand behind the first marker that points at it."""
    pieces: list[Markup | str] = []
    badges: list[Markup] = []
    for piece in _MARKERS.split(line):
        numbers = _NUMBER.findall(piece) if _MARKERS.fullmatch(piece) else []
        if not numbers or any(number not in labels for number in numbers):
            # Closing punctuation must not begin a line of its own behind the marks.
            closing = _CLOSING.match(piece) if badges else None
            cut = closing.end() if closing else 0
            if badges:
                pieces.append(tag("span", *badges, piece[:cut], class_="tail"))
            pieces.append(piece[cut:])
            badges = []
            continue
        pieces += [_link(number, turn, labels[number]) for number in numbers]
        for number in numbers:
            if number in inline and number not in marked:
                marked.add(number)
                badges.append(badge_pair(inline[number], report_of(inline[number].report)))
    return pieces


def _link(number: str, turn: int, label: str) -> Markup:
    return tag("a", f"[{number}]", href=f"#{anchor(turn, number)}", class_="cite", title=f"依据 {number}：{label}")


def _listed(figures: Sequence[Figure], turn: int, report_of: ReportOf) -> Markup:
    """The marks of many figures, those alike in one line."""
    items = []
    for group in alike(figures, report_of):
        links = [_link(f.citation.removeprefix("c"), turn, f"{f.organ} {f.year} 年度") for f in group]
        items.append(tag("li", *links, badge_pair(group[0], report_of(group[0].report))))
    return tag("ul", *items, class_="marks")


def _summary(answer: Answer, report_of: ReportOf) -> Markup | None:
    line = summary(answer, report_of)
    if not line:
        return None
    used = Counter(figure.verdict for figure in answer.figures)
    matches = {match_of(figure, report_of(figure.report)) for figure in answer.figures}
    said = [(match.value, MEANINGS[match]) for match in Match if match in matches]
    said += [(MARKS[verdict].words, MARKS[verdict].meaning) for verdict in MARKS if used[verdict]]
    legend = [tag("li", tag("b", words), "：", meaning) for words, meaning in said]
    help_ = tag("details", tag("summary", "这是什么意思"), tag("p", CAVEAT), tag("ul", *legend) if legend else None)
    return tag("div", tag("p", line), help_ if answer.figures else None, class_="summary")
