"""The marks beside a figure, in words: does it stand so in the table, and do the sums it belongs to agree?

The public reads these words; 勾稽 is the staff's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from nianbao.app.answer import Answer, Figure, Operation, Outcome, Verdict
from nianbao.app.ports import ReportOf
from nianbao.ingest.report import Cell, Report, State

CAVEAT = "“与原表一致”只说明所答与报告原表相同，不代表数据本身属实。"


GENERATED = "以下文字由人工智能生成，所引数字摘自报告原文"
"""Stands before whatever a model has worded."""


class Match(StrEnum):
    """Whether a figure is what its cell holds, as it is said."""

    AS_PRINTED = "与原表一致"
    UNCONFIRMED = "未能确认与原表一致"
    NOT_AS_PRINTED = "与原表不一致"


MEANINGS: dict[Match, str] = {
    Match.AS_PRINTED: "所答数字与报告原表中的格相同，显示时再核对过。",
    Match.UNCONFIRMED: "这一格没有读到、读取存疑，或者报告已不在库中，请以原件为准。",
    Match.NOT_AS_PRINTED: "显示时再核对，所答与报告原表中的格不同，请勿采用，以原件为准。",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """How a verdict is said. `tone` picks the look (`good`, `warn`, `plain`), `sign` repeats it without colour."""

    words: str
    sign: str
    tone: str
    meaning: str


MARKS: dict[Verdict, Mark] = {
    Verdict.SUMS_AGREE: Mark("合计相符", "✓", "good", "本格所在的行、列合计都与各项之和相等。"),
    Verdict.SUMS_DISAGREE: Mark("合计不符", "!", "warn", "本格所在的某个合计与各项之和不相等，请核对原件。"),
    Verdict.AGREE_IF_BLANK_IS_ZERO: Mark("空白按0计时相符", "≈", "plain", "有空白格；把空白当作 0，合计才相符。"),
    Verdict.NO_SUM: Mark("本格无合计可验", "–", "plain", "表中没有包含本格的合计，无从用加法核对。"),
    Verdict.NOT_ASSESSABLE: Mark("合计无法判断", "–", "plain", "有空白、文字或未读出的格，合计算不出来。"),
    Verdict.READING_DOUBT: Mark("读取存疑", "?", "warn", "机器读这一格没有把握，请以原件为准。"),
}

_ORDER = (
    Verdict.SUMS_DISAGREE,
    Verdict.READING_DOUBT,
    Verdict.SUMS_AGREE,
    Verdict.AGREE_IF_BLANK_IS_ZERO,
    Verdict.NOT_ASSESSABLE,
    Verdict.NO_SUM,
)

_NO_SUMS = (Operation.RANK, Operation.COUNT)
"""Derivations whose value is a name or a number of reports."""

_STATES = {State.BLANK: "空白格", State.DASH: "划线格", State.TEXT: "文字格", State.UNREAD: "未读出格"}


def match_of(figure: Figure, report: Report | None) -> Match:
    """Whether the figure is what its cell holds: looked up again at the moment of display.

    Nobody can say that of a cell that was not surely read, or of a report that is no longer there.
    """
    if report is None:
        return Match.UNCONFIRMED
    cell = report.cell(figure.key)
    if cell is None or (cell.state, cell.value) != (figure.state, figure.value):
        return Match.NOT_AS_PRINTED
    unsure = cell.state is State.UNREAD or cell.doubt is not None or figure.verdict is Verdict.READING_DOUBT
    return Match.UNCONFIRMED if unsure else Match.AS_PRINTED


def shown(cell: Cell | None) -> str:
    """What a cell holds, for running text: its printed string, or the word for its state."""
    if cell is None or cell.state is State.UNREAD:
        return "未读出"
    if cell.state is State.BLANK:
        return "空白"
    return cell.raw.strip() or (str(cell.value) if cell.value is not None else "空白")


def summary(answer: Answer, report_of: ReportOf) -> str:
    """One line under an answer: how many figures stand in their tables, and how their sums end. Empty without figures.

    The counts are of figures; numbers computed from them are counted apart.
    """
    if not answer.figures:
        quotes = sum(1 for citation in answer.citations if citation.quote and citation.key is None)
        quoted = answer.outcome is Outcome.ANSWERED and quotes
        return f"{quotes} 处引文均逐字摘自报告原文" if quoted else ""
    states = Counter(figure.state for figure in answer.figures)
    named = [(states.pop(State.NUMBER, 0), "数字"), *((n, _STATES[state]) for state, n in sorted(states.items()))]
    counted = "、".join(f"{n} 个{name}" for n, name in named if n)
    matches = Counter(match_of(figure, report_of(figure.report)) for figure in answer.figures)
    apart = [match for match in (Match.NOT_AS_PRINTED, Match.UNCONFIRMED) if matches[match]]
    several = "均" if len(answer.figures) > 1 else ""
    others = "、".join(f"{matches[match]} 个{match}" for match in apart)
    head = f"{counted}，其中 {others}" if others else f"{counted}{several}{Match.AS_PRINTED}"
    verdicts = Counter(figure.verdict for figure in answer.figures)
    sums = "，".join(f"{verdicts[verdict]} 个{MARKS[verdict].words}" for verdict in _ORDER if verdicts[verdict])
    sums_made = sum(1 for made in answer.derivations if made.value is not None and made.operation not in _NO_SUMS)
    computed = f"；另有 {sums_made} 个数由上述数字算得" if sums_made else ""
    return f"{head}；{sums}{computed}"
