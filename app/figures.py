"""Query → sentences over figures: cells, sums and rates, each writing into the same Draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from nianbao.app import phrases
from nianbao.app.answer import Derivation, Operation
from nianbao.app.draft import Draft, Term, shown
from nianbao.app.query import Query, Ratio, Wanted
from nianbao.app.said import Said, Sheets, label, not_in_form, title, valued
from nianbao.app.scope import Pick
from nianbao.app.series import series
from nianbao.app.sheets import Sheet
from nianbao.ingest.report import State


def figures(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """The figures asked for, report by report."""
    sentences: list[str] = []
    keys: list[str] = []
    absent: list[str] = []
    for pick in picks:
        sheet = sheets(pick)
        parts: list[str] = []
        terms: list[Term] = []
        beside: list[str] = []
        for wanted in query.wanted:
            found = sheet.keys_of(wanted)
            if found is None:
                absent.append(f"{title(pick)}的表格没有“{wanted.label}”这一格")
                continue
            term = draft.term(sheet, wanted)
            if term is None:
                continue
            keys.extend(found)
            terms.append(term)
            short = len(picks) > 1 and term.derivation is not None and term.value is not None
            named = phrases.named(label(wanted, found), draft, term)
            parts.append(
                f"{wanted.label}{valued(draft, term)}" if short else named + _of_filled(draft, sheet, found, term)
            )
            for other in wanted.beside:
                more = draft.term(sheet, other)
                if more is not None:
                    beside.append(phrases.named(other.label, draft, more))
        if not parts:
            continue
        sentences.append(f"{title(pick)}，{'；'.join(parts)}。")
        if beside:
            sentences.append(f"另有{'，'.join(beside)}。")
        shown_figures = [f for term in terms for f in term.figures]
        sentences.extend(phrases.disagreement(draft, sheet, shown_figures))
    sentences.extend(_over_years(query, picks, sheets, draft))
    sentences.extend(dict.fromkeys(w.note for w in query.wanted if w.note))
    if not sentences or not keys:
        return Said((), (), not_in_form(query, picks, absent))
    if absent:
        sentences.append("；".join(dict.fromkeys(absent)) + "。")
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _over_years(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> list[str]:
    """The year with most (or least), and the sum over the years, where a question asks for one."""
    if not (query.best_year or query.over_years or query.average) or len({p.organ for p in picks}) != 1:
        return []
    wanted = query.wanted[0]
    terms = [(p, term) for p in picks if (term := draft.term(sheets(p), wanted)) is not None and term.value is not None]
    alike = len(series([p for p, _ in terms])) == 1 and len({term.unit for _, term in terms}) == 1
    if not alike or len(terms) < 2 or len({p.year for p, _ in terms}) < len(terms):
        return ["各年度的数字不能并列比较或相加。"]
    told = []
    if query.best_year:
        least = "最少" in query.text or "最低" in query.text
        values = [term.value for _, term in terms if term.value is not None]
        best = min(values) if least else max(values)
        years = "、".join(f"{p.year}年" for p, term in terms if term.value == best)
        told.append(
            f"资料库中的这些年度里，{'最少' if least else '最多'}的是{years}，{shown(best)}{terms[0][1].unit}。"
        )
    if query.over_years or query.average:
        value = sum((term.value for _, term in terms if term.value is not None), Decimal(0))
        formula = " + ".join(shown(term.value) for _, term in terms)
        made = draft.derive(Operation.SUM, value, terms[0][1].unit, formula, [term.id for _, term in terms])
        told.append(f"以上各年度相加为{made.value}{made.unit}。")
        if query.average:
            count = draft.derive(Operation.COUNT, Decimal(len(terms)), "个", "有数字的年度", [])
            mean = draft.mean(Term(made.id, value, made.unit, (), made), count)
            told.append(f"有数字的年度{count.value}个，平均每年{mean.value}{mean.unit}（{mean.formula}）。")
    return told


def _of_filled(draft: Draft, sheet: Sheet, keys: Sequence[str], term: Term) -> str:
    """Where the total column is empty but its rows are not: what the filled cells come to, said to be no printed total."""
    if term.value is not None or not all(key.endswith(".total") for key in keys):
        return ""
    if any(f.state not in (State.BLANK, State.DASH) for f in term.figures):
        return ""
    rows = [key.rsplit(".", 1)[0] + "." for key in keys]
    parts = [key for key in sheet.cells if key.startswith(tuple(rows)) and key not in keys]
    filled = [key for key in parts if sheet.cells[key].value is not None]
    if not filled or any(sheet.cells[key].state in (State.UNREAD, State.TEXT) for key in parts):
        return ""
    total = draft.sum([draft.figure(sheet, key) for key in filled])
    marks = "".join(draft.mark(f.citation) for f in total.figures[:6])
    return f"；总计栏没有填写，已填的各格相加为{shown(total.value)}{total.unit}{marks}"


def rate(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """Percentages, each definition with its numerator and denominator."""
    sentences: list[str] = []
    keys: list[str] = []
    for pick in picks:
        sheet = sheets(pick)
        parts = [told[0] for ratio in query.ratios if (told := one_rate(draft, sheet, ratio, keys)) is not None]
        if parts:
            sentences.append(f"{title(pick)}，{'；'.join(parts)}。")
            sentences.extend(
                phrases.disagreement(draft, sheet, [f for f in draft.figures if f.report == pick.entry.id], most=1)
            )
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    if _ASKS_STEP.search(query.text) and (step := _rate_step(query, picks, sheets, draft)):
        sentences.append(step)
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


_ASKS_STEP = re.compile(r"变化|比[^,，。]*(?:[高低升降增减多少])|[上提]升|下降|提高|降低|差(?:多少|几)")


def _rate_step(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> str:
    """How far a rate of one organ went between the first year and the last, in percentage points."""
    ordered = sorted(picks, key=lambda p: p.year)
    if len({p.year for p in ordered}) < len(ordered) or len(series(ordered)) != 1 or len(ordered) < 2:
        return ""
    told = []
    for ratio in query.ratios:
        ends = [one_rate(draft, sheets(p), ratio, []) for p in (ordered[0], ordered[-1])]
        made = [end[1] for end in ends if end is not None and end[1].value is not None]
        if len(made) == 2:
            before, after = (Decimal(one.value or 0) for one in made)
            formula = f"{made[1].value} - {made[0].value}"
            step = draft.derive(Operation.DIFFERENCE, after - before, "个百分点", formula, [made[1].id, made[0].id])
            word = "高" if after > before else "低"
            same = "持平" if after == before else f"{word}{(step.value or '').lstrip('-')}个百分点"
            told.append(f"{ratio.label}{ordered[-1].year}年比{ordered[0].year}年{same}")
    return f"{'；'.join(told)}。" if told else ""


def one_rate(draft: Draft, sheet: Sheet, ratio: Ratio, keys: list[str]) -> tuple[str, Derivation] | None:
    """One definition of a rate, told with numerator and denominator, and its derivation.

    None where the report's forms have no such cells; the cells it is made of are added to `keys`.
    """
    part, whole = draft.term(sheet, ratio.numerator), draft.term(sheet, ratio.denominator)
    if part is None or whole is None:
        return None
    for wanted in (ratio.numerator, ratio.denominator):
        keys.extend(sheet.keys_of(wanted) or ())
    below = whole
    if ratio.less is not None and (less := draft.term(sheet, ratio.less)) is not None:
        if whole.value is not None and less.value is not None:
            value = whole.value - less.value
            formula = f"{shown(whole.value)} - {shown(less.value)}"
            rest = draft.derive(Operation.DIFFERENCE, value, whole.unit, formula, [whole.id, less.id])
            below = Term(rest.id, value, whole.unit, (), rest)
        else:
            below = Term(whole.id, None, whole.unit, whole.figures, whole.derivation)
    made = draft.percentage(part, below)
    return _rate_told(draft, ratio, part, whole, below, made), made


def _rate_told(draft: Draft, ratio: Ratio, part: Term, whole: Term, below: Term, made: Derivation) -> str:
    """The sentence of a rate; `below` is what was divided by, `whole` less what the definition leaves out."""
    shown_part, shown_whole = valued(draft, part).removeprefix("为"), valued(draft, whole).removeprefix("为")
    if below.value is not None and below.value < 0:
        return f"{ratio.label}无法计算（总计少于尚未审结，分子{shown_part}）"
    if below.value == 0:
        return f"{ratio.label}无案件，不计算（分子{shown_part}，分母{shown_whole}）"
    if made.value is None:
        return f"{ratio.label}无法计算（分子{shown_part}，分母{shown_whole}）"
    if below is not whole:
        return f"{ratio.label}为{made.value}%（分子{shown_part}，分母{shown(below.value)}{below.unit}）"
    return f"{ratio.label}为{made.value}%（分子{shown_part}，分母{shown_whole}）"


def offered(wanted: Sequence[Wanted], picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> tuple[str, ...]:
    """Figures that help beside a refusal (the count of penalties where the fines were asked for)."""
    sentences = []
    for pick in picks[:1]:
        sheet = sheets(pick)
        parts = []
        for item in wanted:
            found = sheet.keys_of(item)
            term = draft.term(sheet, item) if found else None
            if found and term is not None:
                parts.append(phrases.named(label(item, found), draft, term))
        if parts:
            sentences.append(f"可供参考：{title(pick)}，{'；'.join(parts)}。")
    return tuple(sentences)
