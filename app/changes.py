"""From one year to another: both figures, the difference, the growth."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from nianbao.app import phrases
from nianbao.app.answer import Operation
from nianbao.app.draft import Draft, Term, shown
from nianbao.app.query import Query, Wanted
from nianbao.app.said import Said, Sheets, not_in_form, scope, valued
from nianbao.app.scope import Pick

CAVEAT_YEAR = 2024
"""Since then 复议 comes before suits over 不予公开 (行政复议法 art. 23)."""


def change(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """The figures of every year asked for, and the step from the first to the last."""
    sentences: list[str] = []
    keys: list[str] = []
    # one scope is held against itself; 汇总 and 本机关 of an organ are two series
    series = sorted(picks, key=lambda p: (p.organ.label, p.entry.scope or "", p.year))
    for _, of_organ in groupby(series, key=lambda p: (p.organ, p.entry.scope)):
        own = list(of_organ)
        for wanted in query.wanted:
            terms = [(p, term) for p in own if (term := draft.term(sheets(p), wanted)) is not None]
            if not terms:
                continue
            keys.extend(key for p, _ in terms for key in sheets(p).keys_of(wanted) or ())
            told = "；".join(f"{p.year}年{scope(p)}{valued(draft, term)}" for p, term in terms)
            alone = len({p.year for p, _ in terms}) == len(terms)
            step = f"；{between(draft, terms[0], terms[-1])}" if len(terms) >= 2 and alone else ""
            step = step if alone else "；同一年度有来源不同的报告，不作比较"
            sentences.append(f"{own[0].organ.label}{wanted.label}：{told}{step}。")
            for p, term in terms:
                sentences.extend(phrases.disagreement(draft, sheets(p), term.figures, most=1))
            sentences.extend(caveat(wanted, [p.year for p, _ in terms]))
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def difference(draft: Draft, earlier: Term, later: Term) -> Decimal | None:
    """later − earlier as a derivation; None where a side has no number."""
    if later.value is None or earlier.value is None or later.unit != earlier.unit:
        return None
    step = later.value - earlier.value
    draft.derive(
        Operation.DIFFERENCE, step, later.unit, f"{shown(later.value)} - {shown(earlier.value)}", [later.id, earlier.id]
    )
    return step


def between(draft: Draft, earlier: tuple[Pick, Term], later: tuple[Pick, Term]) -> str:
    """2024年比2023年增加5件，增长23.81% / 持平 / cannot be compared."""
    (before, first), (after, last) = earlier, later
    step = difference(draft, first, last)
    lead = f"{after.year}年与{before.year}年"
    if step is None:
        return f"{lead}不能比较，因为{'单位不同' if first.unit != last.unit else '有的年度没有数字'}"
    if step == 0:
        return f"{lead}持平"
    word = "增加" if step > 0 else "减少"
    told = f"{after.year}年比{before.year}年{word}{shown(abs(step))}{last.unit}"
    made = draft.derivations[-1]
    growth = draft.percentage(Term(made.id, step, last.unit, (), made), first, Operation.GROWTH)
    if growth.value is None:
        return f"{told}（{before.year}年无案件，不计算增长率）"
    return f"{told}，{'增长' if step > 0 else '下降'}{growth.value.lstrip('-')}%"


def caveat(wanted: Wanted, years: Sequence[int]) -> list[str]:
    """Figures of 四 before and after 2024 are not quite alike."""
    if wanted.keys[0].startswith("review.") and min(years) < CAVEAT_YEAR <= max(years):
        return ["自2024年起，对不予公开不服的须先申请行政复议，前后年度的复议、诉讼件数不宜直接比较。"]
    return []
