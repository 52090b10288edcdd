"""From one year to another: both figures, the difference, the growth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app import phrases
from nianbao.app.answer import Operation
from nianbao.app.draft import Draft, Term, shown
from nianbao.app.query import Query, Wanted
from nianbao.app.said import Said, Sheets, not_in_form, scope, valued
from nianbao.app.scope import Pick
from nianbao.app.series import apart, series
from nianbao.app.stated import ASKS

CAVEAT_YEAR = 2024
"""Since then 复议 comes before suits over 不予公开 (行政复议法 art. 23)."""


def change(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """The figures of every year asked for, and the step from the first to the last."""
    sentences: list[str] = []
    keys: list[str] = []
    for own in series(picks):
        for wanted in query.wanted:
            terms = [(p, term) for p in own if (term := draft.term(sheets(p), wanted)) is not None]
            if not terms:
                continue
            keys.extend(key for p, _ in terms for key in sheets(p).keys_of(wanted) or ())
            told = "；".join(f"{p.year}年{scope(p)}{valued(draft, term)}" for p, term in terms)
            alone = len({p.year for p, _ in terms}) == len(terms)
            step = f"；{between(draft, terms[0], terms[-1])}" if len(terms) >= 2 and alone else ""
            step = step if alone else "；同一年度有来源不同的报告，不作比较"
            lead = _claimed(query.text, terms) if alone else ""
            sentences.append(f"{lead}{own[0].organ.label}{wanted.label}：{told}{step}。")
            for p, term in terms:
                sentences.extend(phrases.disagreement(draft, sheets(p), term.figures, most=1))
            sentences.extend(caveat(wanted, [p.year for p, _ in terms]))
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    sentences.extend(apart(picks))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


_UP, _DOWN, _SAME = (
    re.compile(r"增|多|上升|升高|涨|高"),
    re.compile(r"减|少|下降|降低|跌|低"),
    re.compile(r"持平|一样|没变|不变|相同"),
)


def _claimed(text: str, terms: Sequence[tuple[Pick, Term]]) -> str:
    """Whether a step stated without a number (比2023年增加了，对吗) is the one there was; "" where none is stated."""
    said = [up for up, pattern in ((1, _UP), (-1, _DOWN), (0, _SAME)) if pattern.search(re.sub(r"多少", "", text))]
    if not ASKS.search(text) or len(said) != 1 or re.search(r"没有?[增减升降涨跌]|不[增减升降涨跌]", text):
        return ""
    first, last = terms[0][1], terms[-1][1]
    if len(terms) < 2 or first.value is None or last.value is None or first.unit != last.unit:
        return "无法核对："
    step = last.value - first.value
    return "一致：" if (step > 0) - (step < 0) == said[0] else "不一致："


def difference(draft: Draft, earlier: Term, later: Term) -> Term | None:
    """later − earlier, with its derivation; None where a side has no number, or the units are not the same."""
    if later.value is None or earlier.value is None or later.unit != earlier.unit:
        return None
    step = later.value - earlier.value
    formula = f"{shown(later.value)} - {shown(earlier.value)}"
    made = draft.derive(Operation.DIFFERENCE, step, later.unit, formula, [later.id, earlier.id])
    return Term(made.id, step, made.unit, (), made)


def between(draft: Draft, earlier: tuple[Pick, Term], later: tuple[Pick, Term]) -> str:
    """2024年比2023年增加5件，增长23.81% / 持平 / cannot be compared."""
    (before, first), (after, last) = earlier, later
    made = difference(draft, first, last)
    lead = f"{after.year}年与{before.year}年"
    if made is None or made.value is None:
        return f"{lead}不能比较，因为{'单位不同' if first.unit != last.unit else '有的年度没有数字'}"
    step = made.value
    if step == 0:
        return f"{lead}持平"
    word = "增加" if step > 0 else "减少"
    told = f"{after.year}年比{before.year}年{word}{shown(abs(step))}{last.unit}"
    growth = draft.percentage(made, first, Operation.GROWTH)
    if growth.value is None:
        return f"{told}（{before.year}年无案件，不计算增长率）"
    return f"{told}，{'增长' if step > 0 else '下降'}{growth.value.lstrip('-')}%"


def caveat(wanted: Wanted, years: Sequence[int]) -> list[str]:
    """Figures of 四 before and after 2024 are not quite alike."""
    if wanted.keys[0].startswith("review.") and min(years) < CAVEAT_YEAR <= max(years):
        return ["自2024年起，对不予公开不服的须先申请行政复议，前后年度的复议、诉讼件数不宜直接比较。"]
    return []
