"""A number stated in the question, held against its cell, or against another usual meaning of the same words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.app import phrases
from nianbao.app.answer import Operation, Reason, Refusal
from nianbao.app.changes import difference
from nianbao.app.draft import Draft, Term
from nianbao.app.figures import one_rate
from nianbao.app.query import Bound, Query, Stated, Wanted
from nianbao.app.said import Said, Sheets, label, not_in_form, scope, title
from nianbao.app.scope import Pick
from nianbao.app.series import apart, series
from nianbao.app.sheets import Sheet
from nianbao.ingest.money import UNITS, converted

_WORKLOAD = Wanted("本年新收与上年结转之和", (("applications.received.total", "applications.carried_in.total"),))


def claim(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """Each stated number against what the report says; a step or a rate is computed first."""
    if len(query.claims) > 1 and len(query.claims) != len(query.wanted) and not query.ratios:
        return Said((), (), Refusal(Reason.OUT_OF_SCOPE, "问题里的数字和要核对的栏目对不上，请逐个核对。"))
    if query.ratios:
        return _rates(query, picks, sheets, draft)
    if query.years.change:
        return _steps(query, picks, sheets, draft)
    sentences: list[str] = []
    keys: list[str] = []
    for pick in picks:
        sheet = sheets(pick)
        for stated, wanted in _paired(query):
            if stated.year not in (None, pick.year):
                continue
            term = draft.term(sheet, wanted)
            if term is None:
                continue
            keys.extend(sheet.keys_of(wanted) or ())
            sentences.append(_judged(draft, sheet, pick, stated, wanted, term, keys))
            sentences.extend(phrases.disagreement(draft, sheet, term.figures))
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _paired(query: Query) -> list[tuple[Stated, Wanted]]:
    """Numbers and figures in order; one number for several figures is held against the first."""
    if len(query.claims) == len(query.wanted):
        return list(zip(query.claims, query.wanted, strict=True))
    return [(query.claims[0], query.wanted[0])]


def agrees(stated: Stated, value: Decimal, unit: str) -> bool:
    """Whether a stated number is the value: exactly, in another unit of money, or within its own rounding."""
    said = stated.value
    step = stated.step
    if stated.scaled and unit in UNITS:
        said, step = converted(said, "元", unit), converted(step, "元", unit)
    elif stated.unit in UNITS and unit in UNITS:
        said, step = converted(said, stated.unit, unit), converted(step, stated.unit, unit)
    elif not _same_kind(stated.unit, unit):
        return False
    return within(stated, value, said, step)


def within(stated: Stated, value: Decimal, said: Decimal, step: Decimal) -> bool:
    """Whether `value` lies where the number puts it; `said` and `step` are its value and rounding in the unit of `value`."""
    match stated.bound:
        case Bound.MORE:
            return value > said
        case Bound.LESS:
            return value < said
        case Bound.AT_LEAST:
            return value >= said
        case Bound.AT_MOST:
            return value <= said
        case Bound.OVER:
            return said < value < said + step
        case None:
            return abs(said - value) < step if stated.near else said == value


def _same_kind(said: str, unit: str) -> bool:
    """Whether a unit as said can be that of the figure: money is no count; 次 and 宗 are said for 件, 条 is not."""
    if not said or said == unit:
        return True
    return said in {"件", "次", "宗", "份", "起", "个", "项"} and unit in {"件", "项"}


def _judged(draft: Draft, sheet: Sheet, pick: Pick, stated: Stated, wanted: Wanted, term: Term, keys: list[str]) -> str:
    what = phrases.named(label(wanted, wanted.keys), draft, term)
    if term.value is None:
        return f"无法核对：{title(pick)}，{what}。"
    if agrees(stated, term.value, term.unit):
        lead = "一致"
        if stated.near or stated.bound is Bound.OVER:
            lead = "大致相符（所问是约数，不逐位比较）"
        elif stated.bound is not None:
            lead = "相符（所问是范围）"
        return f"{lead}：{title(pick)}，{what}。"
    if wanted.keys == ("applications.received.total",):
        # 受理 may count what was carried in as well (FORM §4): accept either, say which
        both = draft.term(sheet, _WORKLOAD)
        if both is not None and both.value is not None and agrees(stated, both.value, both.unit):
            keys.append("applications.carried_in.total")
            added = phrases.named(_WORKLOAD.label, draft, both)
            return f"按“新收＋上年结转”计，一致：{title(pick)}，{what}，{added}。"
    return f"{'相差较大' if stated.near else '不一致'}：{title(pick)}，{what}，与所问的数不同。"


def _rates(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """公开率37.5%对吗: held against every usual definition."""
    sentences: list[str] = []
    keys: list[str] = []
    stated = query.claims[0]
    for pick in picks:
        sheet = sheets(pick)
        told = [one for ratio in query.ratios if (one := one_rate(draft, sheet, ratio, keys)) is not None]
        parts = [text for text, _ in told]
        values = [Decimal(made.value) for _, made in told if made.value is not None]
        fits = any(within(stated, round(value, 2), stated.value, stated.step) for value in values)
        if parts:
            sentences.append(f"{'一致' if fits else '不一致'}：{title(pick)}，{'；'.join(parts)}。")
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _steps(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """比上年少了7件对吗: the difference is computed, then held against the number."""
    sentences: list[str] = []
    keys: list[str] = []
    wanted, stated = query.wanted[0], query.claims[0]
    down = any(word in query.text for word in ("少", "降", "减"))
    for own in series(picks):
        terms = [(p, term) for p in own if (term := draft.term(sheets(p), wanted)) is not None]
        if not terms:
            continue
        keys.extend(key for p, _ in terms for key in sheets(p).keys_of(wanted) or ())
        told = "；".join(f"{p.year}年{scope(p)}{phrases.named('', draft, term)}" for p, term in terms)
        lead, change = _step(draft, terms, stated, down=down)
        sentences.append(f"{lead}：{own[0].organ.label}{wanted.label}：{told}{change}。")
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said((*sentences, *apart(picks)), tuple(dict.fromkeys(keys)))


def _step(draft: Draft, terms: Sequence[tuple[Pick, Term]], stated: Stated, *, down: bool) -> tuple[str, str]:
    """Whether the step from the first year to the last is as stated, and the step in words."""
    (first, earlier), (last, later) = terms[0], terms[-1]
    alone = len(terms) > 1 and len({p.year for p, _ in terms}) == len(terms)
    step = difference(draft, earlier, later) if alone else None
    if step is None or step.value is None:
        return "无法核对", ""
    if stated.unit in ("%", "个百分点"):
        growth = draft.percentage(step, earlier, Operation.GROWTH).value
        if growth is None:
            return "无法核对", ""
        size = abs(Decimal(growth))
        fits = within(stated, size, abs(stated.value), stated.step) and (Decimal(growth) < 0) == down
        told = f"；{'下降' if Decimal(growth) < 0 else '增长'}{growth.lstrip('-')}%"
    else:
        fits = agrees(stated, abs(step.value), step.unit) and (step.value == 0 or (step.value < 0) == down)
        word = "增加" if step.value > 0 else "减少"
        change = f"{last.year}年比{first.year}年{word}{format(abs(step.value), 'f')}{step.unit}"
        told = f"；{change}" if step.value else "；前后持平"
    return "一致" if fits else "不一致", told
