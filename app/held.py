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
from nianbao.app.said import Said, Sheets, label, not_in_form, title
from nianbao.app.scope import Pick
from nianbao.app.sheets import Sheet

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
    if stated.unit == "元" and unit == "万元":
        said, step = said / 10_000, step / 10_000
    elif stated.unit == "万元" and unit == "元":
        said, step = said * 10_000, step * 10_000
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


_MONEY = frozenset({"元", "万元", "亿元"})


def _same_kind(said: str, unit: str) -> bool:
    """Whether a unit as said can be that of the figure: money is no count; 次 and 宗 are said for 件, 条 is not."""
    if not said or said == unit or (said in _MONEY and unit in _MONEY):
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
        told = [
            (one_rate(draft, sheet, ratio, keys), draft.derivations[-1] if draft.derivations else None)
            for ratio in query.ratios
        ]
        parts = [text for text, _ in told if text]
        values = [Decimal(made.value) for text, made in told if text and made is not None and made.value is not None]
        fits = any(within(stated, round(value, 2), stated.value, stated.step) for value in values)
        if parts:
            sentences.append(f"{'一致' if fits else '不一致'}：{title(pick)}，{'；'.join(parts)}。")
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _steps(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """比上年少了7件对吗: the difference is computed, then held against the number."""
    own = sorted(picks, key=lambda p: p.year)
    wanted, stated = query.wanted[0], query.claims[0]
    terms = [(p, term) for p in own if (term := draft.term(sheets(p), wanted)) is not None]
    if not terms:
        return Said((), (), not_in_form(query, picks, ()))
    keys = [key for p, _ in terms for key in sheets(p).keys_of(wanted) or ()]
    told = "；".join(f"{p.year}年{phrases.named('', draft, term)}" for p, term in terms)
    step = difference(draft, terms[0][1], terms[-1][1]) if len(terms) >= 2 else None
    if step is None:
        return Said((f"无法核对：{own[0].organ.label}{wanted.label}：{told}。",), tuple(dict.fromkeys(keys)))
    if stated.unit in ("%", "个百分点"):
        return _growth(draft, own[0].organ.label, wanted, terms, stated, told, tuple(dict.fromkeys(keys)), query.text)
    down = any(word in query.text for word in ("少", "降", "减"))
    fits = agrees(stated, abs(step), terms[0][1].unit) and (step == 0 or (step < 0) == down)
    word = "增加" if step > 0 else "减少"
    size = format(abs(step), "f")
    change = f"{terms[-1][0].year}年比{terms[0][0].year}年{word}{size}{terms[0][1].unit}" if step else "前后持平"
    lead = "一致" if fits else "不一致"
    return Said((f"{lead}：{own[0].organ.label}{wanted.label}：{told}；{change}。",), tuple(dict.fromkeys(keys)))


def _growth(
    draft: Draft,
    organ: str,
    wanted: Wanted,
    terms: list[tuple[Pick, Term]],
    stated: Stated,
    told: str,
    keys: tuple[str, ...],
    text: str,
) -> Said:
    """比上年下降7.14%对吗: the growth is computed, then held against the percentage."""
    step = draft.derivations[-1]
    value = Decimal(step.value or 0)
    made = draft.percentage(Term(step.id, value, terms[0][1].unit, (), step), terms[0][1], Operation.GROWTH)
    if made.value is None:
        return Said((f"无法核对：{organ}{wanted.label}：{told}。",), keys)
    growth = Decimal(made.value)
    down = any(word in text for word in ("少", "降", "减"))
    fits = within(stated, abs(growth), abs(stated.value), stated.step) and (growth < 0) == down
    word = "下降" if growth < 0 else "增长"
    return Said(
        (f"{'一致' if fits else '不一致'}：{organ}{wanted.label}：{told}；{word}{made.value.lstrip('-')}%。",), keys
    )
