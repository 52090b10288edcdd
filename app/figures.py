"""Query → sentences over figures: one function a kind of question, each writing into the same Draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from nianbao.app import phrases
from nianbao.app.answer import Operation, Reason, Refusal
from nianbao.app.draft import Draft, Sheet, Term, shown
from nianbao.app.query import Query, Ratio, Wanted
from nianbao.app.scope import Pick
from nianbao.app.wanted import label_of
from nianbao.ingest.report import Severity, State, Status

Sheets = Callable[[Pick], Sheet]

_CAVEAT_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences, and the keys they are about; `refusal` where no report's form has the figure."""

    sentences: tuple[str, ...]
    keys: tuple[str, ...] = ()
    refusal: Refusal | None = None


def _title(pick: Pick) -> str:
    return f"{pick.organ.label}{pick.year}年"


def _label(wanted: Wanted, keys: Sequence[str]) -> str:
    """A single cell is called by its own row and column, whichever edition of the form it stands in."""
    return label_of(keys[0]) if len(keys) == 1 and len(wanted.alternatives) > 1 else wanted.label


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
                absent.append(f"{_title(pick)}的表格没有“{wanted.label}”这一格")
                continue
            term = draft.term(sheet, wanted)
            if term is None:
                continue
            keys.extend(found)
            terms.append(term)
            parts.append(phrases.named(_label(wanted, found), draft, term) + _of_filled(draft, sheet, found, term))
            for other in wanted.beside:
                more = draft.term(sheet, other)
                if more is not None:
                    beside.append(phrases.named(other.label, draft, more))
        if not parts:
            continue
        sentences.append(f"{_title(pick)}，{'；'.join(parts)}。")
        if beside:
            sentences.append(f"另有{'，'.join(beside)}。")
        shown_figures = [f for term in terms for f in term.figures]
        sentences.extend(phrases.disagreement(draft, sheet, shown_figures))
        sentences.extend(phrases.doubts(draft, sheet, shown_figures))
    sentences.extend(dict.fromkeys(w.note for w in query.wanted if w.note))
    if not sentences or not keys:
        return Said((), (), _not_in_form(query, picks, absent))
    if absent:
        sentences.append("；".join(dict.fromkeys(absent)) + "。")
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


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


def _not_in_form(query: Query, picks: Sequence[Pick], absent: Sequence[str]) -> Refusal:
    where = "；".join(dict.fromkeys(absent)) or "所问的报告没有读到这张表"
    first = picks[0]
    return Refusal(
        Reason.NOT_IN_FORM,
        f"{where}（各版表式的栏目不同）。",
        (
            f"{_title(first)}新收申请多少件？",
            f"{_title(first)}行政许可多少件？",
            f"{_title(first)}行政复议总计多少件？",
        ),
    )


def change(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """The step from one year to the next, with both figures."""
    sentences: list[str] = []
    keys: list[str] = []
    for _, of_organ in groupby(picks, key=lambda p: p.organ):
        own = sorted(of_organ, key=lambda p: p.year)
        for wanted in query.wanted:
            terms: list[tuple[Pick, Term]] = []
            for pick in own:
                sheet = sheets(pick)
                term = draft.term(sheet, wanted)
                if term is None:
                    continue
                keys.extend(sheet.keys_of(wanted) or ())
                terms.append((pick, term))
            if not terms:
                continue
            said = "；".join(f"{pick.year}年{_value(draft, term)}" for pick, term in terms)
            sentence = f"{own[0].organ.label}{wanted.label}：{said}"
            if len(terms) >= 2:
                (_, earlier), (later_pick, later) = terms[-2], terms[-1]
                _, words = phrases.difference(draft, later, earlier)
                sentence += f"；{later_pick.year}年比{terms[-2][0].year}年{words}"
            sentences.append(sentence + "。")
            for pick, term in terms:
                sentences.extend(phrases.disagreement(draft, sheets(pick), term.figures, most=1))
            sentences.extend(_caveat(wanted, [pick.year for pick, _ in terms]))
    if not sentences:
        return Said((), (), _not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _caveat(wanted: Wanted, years: Sequence[int]) -> list[str]:
    """Figures of 四 before and after 2024 are not quite alike (行政复议法 art. 23)."""
    if wanted.keys[0].startswith("review.") and min(years) < _CAVEAT_YEAR <= max(years):
        return ["自2024年起，对不予公开不服的须先申请行政复议，前后年度的复议、诉讼件数不宜直接比较。"]
    return []


def _value(draft: Draft, term: Term) -> str:
    if term.derivation is None:
        figure = term.figures[0]
        return ("为" if figure.state is State.NUMBER else "") + phrases.said(draft, figure)
    if term.value is None:
        return phrases.added(draft, term)
    marks = "".join(draft.mark(f.citation) for f in term.figures if f.value) or draft.mark(term.figures[0].citation)
    return f"为{shown(term.value)}{term.unit}{marks}"


def rate(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """Percentages, each definition with its numerator and denominator."""
    sentences: list[str] = []
    keys: list[str] = []
    for pick in picks:
        sheet = sheets(pick)
        parts = [text for ratio in query.ratios if (text := _one_rate(draft, sheet, ratio, keys)) is not None]
        if parts:
            sentences.append(f"{_title(pick)}，{'；'.join(parts)}。")
            sentences.extend(
                phrases.disagreement(draft, sheet, [f for f in draft.figures if f.report == pick.entry.id], most=1)
            )
    if not sentences:
        return Said((), (), _not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _one_rate(draft: Draft, sheet: Sheet, ratio: Ratio, keys: list[str]) -> str | None:
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
            made = draft.derive(Operation.DIFFERENCE, value, whole.unit, formula, [whole.id, less.id])
            below = Term(made.id, value, whole.unit, (), made)
        else:
            below = Term(whole.id, None, whole.unit, whole.figures, whole.derivation)
    made = draft.percentage(part, below)
    shown_part, shown_whole = _value(draft, part).removeprefix("为"), _value(draft, whole).removeprefix("为")
    if below.value == 0:
        return f"{ratio.label}无案件，不计算（分子{shown_part}，分母{shown_whole}）"
    if made.value is None:
        return f"{ratio.label}无法计算（分子{shown_part}，分母{shown_whole}）"
    if below is not whole:
        return f"{ratio.label}为{made.value}%（分子{shown_part}，分母{shown(below.value)}{below.unit}）"
    return f"{ratio.label}为{made.value}%（分子{shown_part}，分母{shown_whole}）"


def claim(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """A number stated in the question against its cell, or against another usual meaning of the same words."""
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
        return Said((), (), _not_in_form(query, picks, ()))
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _paired(query: Query) -> list[tuple[Decimal, Wanted]]:
    """Numbers and figures in order; one number for several figures is held against the first."""
    if len(query.claims) == len(query.wanted):
        return list(zip(query.claims, query.wanted, strict=True))
    return [(query.claims[0], query.wanted[0])]


_WORKLOAD = Wanted("本年新收与上年结转之和", (("applications.received.total", "applications.carried_in.total"),))


def _judged(
    draft: Draft, sheet: Sheet, pick: Pick, stated: Decimal, wanted: Wanted, term: Term, keys: list[str]
) -> str:
    what = phrases.named(_label(wanted, wanted.keys), draft, term)
    if term.value == stated:
        return f"一致：{_title(pick)}，{what}。"
    if wanted.keys == ("applications.received.total",):
        # 受理 may count what was carried in as well (FORM §4): accept either, say which
        both = draft.term(sheet, _WORKLOAD)
        if both is not None and both.value is not None and both.value == stated:
            keys.append("applications.carried_in.total")
            return (
                f"按“新收＋上年结转”计，一致：{_title(pick)}，{what}，{phrases.named(_WORKLOAD.label, draft, both)}。"
            )
    if term.value is None:
        return f"无法核对：{_title(pick)}，{what}。"
    return f"不一致：{_title(pick)}，{what}，与所问的数不同。"


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
                parts.append(phrases.named(_label(item, found), draft, term))
        if parts:
            sentences.append(f"可供参考：{_title(pick)}，{'；'.join(parts)}。")
    return tuple(sentences)


def findings(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """What the validator finds in a report: failures with their arithmetic first, then questions and notes."""
    sentences: list[str] = []
    keys: list[str] = []
    for pick in picks:
        sheet = sheets(pick)
        failed = [relation for relation, status in sheet.outcomes if status is Status.FAIL]
        located = list(dict.fromkeys(relation.right[0] for relation in failed))
        for finding in sheet.findings:
            draft.report(sheet, finding)
        if failed:
            keys.extend(located)
            sentences.append(f"{_title(pick)}的表格中有合计不符之处。")
            sentences.extend(
                phrases.disagreement(draft, sheet, [draft.figure(sheet, key) for key in located[:5]], most=5)
            )
        elif sheet.outcomes:
            passed = [relation for relation, status in sheet.outcomes if status is Status.PASS]
            if passed and not _all_zero(sheet):
                figure = draft.figure(sheet, passed[0].right[0])
                keys.append(figure.key)
                sentences.append(
                    f"{_title(pick)}的表格没有发现合计不符之处，例如{label_of(figure.key)}为{phrases.said(draft, figure)}，与各格之和相符。"
                )
            else:
                sentences.append(
                    f"{_title(pick)}的表格没有发现合计不符之处；但各格多为零或空白，合计相符说明不了什么。"
                )
        sentences.extend(
            f"{_title(pick)}：{finding.message}"
            for finding in sheet.findings
            if finding.severity is not Severity.NOTE
            and finding.status is Status.FAIL
            and finding.rule in ("year_agreement", "identity")
        )
    if sentences and "正文" in query.text:
        sentences.append("以上只核对了表格内部的合计，正文里的数字是否与表格一致，没有核对。")
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _all_zero(sheet: Sheet) -> bool:
    return not any(c.value for key, c in sheet.cells.items() if not key.startswith("disclosure."))
