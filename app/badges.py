"""A figure's two marks as HTML: does it stand so in its table, and do its sums agree?"""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.app.answer import Figure
from nianbao.app.marks import MARKS, MEANINGS, Match, match_of
from nianbao.app.markup import Markup, tag
from nianbao.app.ports import ReportOf
from nianbao.ingest.report import Report


def alike(figures: Sequence[Figure], report_of: ReportOf) -> tuple[tuple[Figure, ...], ...]:
    """Figures grouped by their marks, in the order of their first mention."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.verdict.value, match_of(figure, report_of(figure.report))), []).append(figure)
    return tuple(tuple(group) for group in groups.values())


def badge_pair(figure: Figure, report: Report | None) -> Markup:
    """The two marks of a figure, in words."""
    mark = MARKS[figure.verdict]
    match = match_of(figure, report)
    tone = "plain" if match is Match.AS_PRINTED else "warn"
    first = tag("span", match.value, class_=f"badge {tone}", title=MEANINGS[match])
    sign = tag("span", mark.sign, class_="sign", aria_hidden="true")
    return tag(
        "span", first, tag("span", sign, mark.words, class_=f"badge {mark.tone}", title=mark.meaning), class_="badges"
    )
