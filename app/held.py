"""A number stated in the question, held against its cell, or against another usual meaning of the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from nianbao.app import phrases
from nianbao.app.agreement import agrees, in_unit, lead, within
from nianbao.app.answer import Derivation, Reason, Refusal
from nianbao.app.course import course, steps
from nianbao.app.draft import Draft, Term
from nianbao.app.figures import one_rate
from nianbao.app.query import Query, Ratio, Stated, Wanted
from nianbao.app.said import Said, Sheets, label, not_in_form, title
from nianbao.app.scope import Pick
from nianbao.app.sheets import Sheet

_WORKLOAD = Wanted("本年新收与上年结转之和", (("applications.received.total", "applications.carried_in.total"),))


_ONE_BY_ONE = Said((), (), Refusal(Reason.OUT_OF_SCOPE, "问题里的数字和要核对的栏目对不上，请逐个核对。"))


def claim(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """Each stated number against what the report says; a step or a rate is computed first."""
    if not query.claims:
        return course(query, picks, sheets, draft)
    if query.years.change and not query.ratios:
        return steps(query, picks, sheets, draft)
    if query.ratios:
        return _rates(query, picks, sheets, draft)
    if len(query.claims) > 1 and len(query.wanted) not in (1, len(query.claims)):
        return _ONE_BY_ONE
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
    """Numbers and figures in order; several numbers for one figure each against it, one for several against the first."""
    if len(query.claims) == len(query.wanted):
        return list(zip(query.claims, query.wanted, strict=True))
    return [(number, query.wanted[0]) for number in query.claims]


def _judged(draft: Draft, sheet: Sheet, pick: Pick, stated: Stated, wanted: Wanted, term: Term, keys: list[str]) -> str:
    what = phrases.named(label(wanted, wanted.keys), draft, term)
    if term.value is None:
        return f"无法核对：{title(pick)}，{what}。"
    side = in_unit(stated, term.unit)
    holds = side is not None and within(stated, term.value, *side)
    verdict = lead(stated, term.value, side[0] if side is not None else None, holds=holds)
    if holds:
        return f"{verdict}：{title(pick)}，{what}。"
    if wanted.keys == ("applications.received.total",) and stated.bound is None and not stated.near:
        # 受理 may count what was carried in as well (FORM §4): accept either, say which
        both = draft.term(sheet, _WORKLOAD)
        if both is not None and both.value is not None and agrees(stated, both.value, both.unit):
            keys.append("applications.carried_in.total")
            added = phrases.named(_WORKLOAD.label, draft, both)
            return f"一致（按“新收＋上年结转”计）：{title(pick)}，{what}，{added}。"
    return f"{verdict}：{title(pick)}，{what}，与所问的{'范围' if stated.bound is not None else '数'}{'不符' if stated.bound is not None else '不同'}。"


def _rates(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """公开率37.5%对吗: held against every usual definition; several percentages each against the share in its place.

    A count beside them is held against what the shares are made of.
    """
    sentences: list[str] = []
    keys: list[str] = []
    percentages = [number for number in query.claims if number.unit in _PERCENT]
    counts = [number for number in query.claims if number.unit not in _PERCENT]
    if len(percentages) > 1 and len(percentages) != len(query.ratios):
        return _ONE_BY_ONE
    for pick in picks:
        told = [
            (ratio, one) for ratio in query.ratios if (one := one_rate(draft, sheets(pick), ratio, keys)) is not None
        ]
        if not told:
            continue
        sentences.extend(_count_judged(number, pick, query.ratios, sheets, draft) for number in counts)
        if len(percentages) > 1 and len(told) == len(percentages):
            sentences.extend(_rate_judged(stated, pick, [one]) for stated, one in zip(percentages, told, strict=True))
        elif len(percentages) == 1:
            sentences.append(_rate_judged(percentages[0], pick, told))
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


_PERCENT = ("", "%", "个百分点")


def _count_judged(stated: Stated, pick: Pick, ratios: Sequence[Ratio], sheets: Sheets, draft: Draft) -> str:
    """A count stated beside a rate: one of the figures that the rate is made of, or else not its numerator."""
    parts = [part for ratio in ratios for part in (ratio.numerator, ratio.denominator)]
    terms = [(part, term) for part in parts if (term := draft.term(sheets(pick), part)) is not None]
    for part, term in terms:
        if term.value is not None and agrees(stated, term.value, term.unit):
            return f"一致：{title(pick)}，{phrases.named(part.label, draft, term)}。"
    part, term = terms[0]
    if term.value is None:
        return f"无法核对：{title(pick)}，{phrases.named(part.label, draft, term)}。"
    return f"不一致：{title(pick)}，{phrases.named(part.label, draft, term)}，与所问的数不同。"


def _rate_judged(stated: Stated, pick: Pick, told: Sequence[tuple[Ratio, tuple[str, Derivation]]]) -> str:
    """The verdict on a percentage, and with which of its definitions it agrees where they differ."""
    parts = "；".join(text for _, (text, _) in told)
    values = [(ratio, Decimal(made.value)) for ratio, (_, made) in told if made.value is not None]
    if not values:
        return f"无法核对：{title(pick)}，{parts}。"
    fitting = [(ratio, value) for ratio, value in values if within(stated, value, stated.value, stated.step)]
    if not fitting:
        return f"不一致：{title(pick)}，{parts}。"
    exact = stated.bound is not None or any(value == stated.value for _, value in fitting)
    verdict = "一致" if exact else "大致相符（按所问的数的位数四舍五入）"
    which = ""
    if len(fitting) < len(values) and (how := re.search("“(.+)”", fitting[0][0].label)):
        which = f"；所问的数是按“{how[1]}”算的"
    return f"{verdict}：{title(pick)}，{parts}{which}。"
