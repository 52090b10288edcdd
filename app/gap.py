"""How far apart two organs are in one figure of one year: both cells, and their difference."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app import phrases
from nianbao.app.agreement import agrees
from nianbao.app.changes import difference
from nianbao.app.draft import Draft, Term, shown
from nianbao.app.query import Query, Wanted
from nianbao.app.said import Said, Sheets, not_in_form, title, valued
from nianbao.app.scope import Pick
from nianbao.app.stated import ASKS

APART = re.compile(
    r"是[^,，。]{2,20}的(?:几分之几|百分之几|多少|几成)|相差|几倍|多少倍|差(?:多少|几[件次条项]|距|额|值)|比[^,，。]*?[多少高低](?:[出了收办罚批发提]){0,2}(?:多少|几[件次条项])|"
    r"(?:哪个|哪家|哪一个|谁)(?!局|区|县|市)[^,，。]{0,10}?(?:更|要)?(?:多|少|高|低)(?!少)"
)
"""Words that ask how far two are apart."""
_TIMES = re.compile(r"倍|几分之几|百分之几|几成|是[^,，。]{2,20}的多少")
PAIR = 2
"""Organs that a difference is between."""


def common_year(picks: Sequence[Pick]) -> tuple[Pick, ...]:
    """The reports of the newest year that every organ has one of; all of them where there is no such year."""
    years = [{p.year for p in picks if p.organ == organ} for organ in {p.organ for p in picks}]
    shared = set.intersection(*years) if years else set()
    return tuple(p for p in picks if p.year == max(shared)) if shared else tuple(picks)


def gap(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """The difference between the two organs of a question, year by year, with both operands."""
    sentences: list[str] = []
    keys: list[str] = []
    groups = [picks] if query.of_years else [[p for p in picks if p.year == y] for y in sorted({p.year for p in picks})]
    for own in groups:
        for wanted in query.wanted:
            terms = [(p, term) for p in own if (term := draft.term(sheets(p), wanted)) is not None]
            if not terms:
                continue
            keys.extend(key for p, _ in terms for key in sheets(p).keys_of(wanted) or ())
            told = "；".join(f"{title(p)}，{_told(draft, wanted, term)}" for p, term in terms)
            verdict = _verdict(query, terms)
            sentences.append(f"{verdict}{told}；{_apart(draft, terms, times=_TIMES.search(query.text) is not None)}。")
            for p, term in terms:
                sentences.extend(phrases.disagreement(draft, sheets(p), term.figures, most=1))
        if len({p.entry.scope for p in own}) > 1 and any(p.entry.scope == "汇总" for p in own):
            sentences.append("其中有的报告是汇总口径，含所属部门和下级机关，与另一份口径不同。")
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


_MORE = re.compile(r"[^,，。?？;；]*?(?:还|要|都|更)*(?:(?P<more>多|高|大)|(?P<less>少|低|小))(?!少)")
_NO_COUNT = re.compile(r"倍|%|成(?!立)|百分之")


def said_apart(query: Query) -> bool | None:
    """Whether a question says that its first organ has more than its second, or less; None where it says neither."""
    if len(query.mentioned) != PAIR or len(query.organs) != PAIR:
        return None
    one, other = query.mentioned
    start = query.text.find(one)
    at = query.text.find(f"比{other}", start + len(one))
    match = _MORE.match(query.text, at + 1 + len(other)) if 0 <= start < at else None
    return None if match is None or _NO_COUNT.search(query.text) else match["more"] is not None


def _verdict(query: Query, terms: Sequence[tuple[Pick, Term]]) -> str:
    """Whether two are as far apart, or as much as in that order, as a question says; empty where it says nothing of it."""
    more = said_apart(query) if query.claims or ASKS.search(query.text) else None
    if more is None:
        return ""
    values = [term.value for _, term in terms if term.value is not None]
    alike = len({term.unit for _, term in terms}) == 1 and terms[0][0].organ == query.organs[0][0]
    if len(values) != PAIR or not alike:
        return "无法核对："
    step = values[0] - values[1]
    fits = step > 0 if more else step < 0
    if query.claims:
        fits = fits and agrees(query.claims[0], abs(step), terms[0][1].unit)
    return "一致：" if fits else "不一致："


def _told(draft: Draft, wanted: Wanted, term: Term) -> str:
    """One side: a cell with its state, a sum by its value and the marks of what it adds."""
    if term.derivation is None or term.value is None:
        return phrases.named(wanted.label, draft, term)
    return f"{wanted.label}{valued(draft, term)}"


def _apart(draft: Draft, terms: Sequence[tuple[Pick, Term]], *, times: bool) -> str:
    if len(terms) != PAIR or terms[0][0].organ == terms[1][0].organ:
        return "缺一方的报告，或一方有来源不同的报告，不能相减"
    (one, first), (other, second) = terms
    if times:
        share = draft.percentage(first, second)
        of = f"{one.organ.label}是{other.organ.label}的"
        return (
            f"{of}{share.value}%" if share.value is not None else f"{other.organ.label}没有可以作分母的数字，不计算倍数"
        )
    step = difference(draft, second, first)
    if step is None or step.value is None:
        return f"两者不能相减，因为{'单位不同' if first.unit != second.unit else '有一方没有数字'}"
    if step.value == 0:
        return "两者相同"
    word = "多" if step.value > 0 else "少"
    return f"{one.organ.label}比{other.organ.label}{word}{shown(abs(step.value))}{first.unit}"
