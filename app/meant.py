"""A question whose words leave something open → the query that it means as a whole, as far as that is sure.

The words of a question are read first (`app.intent`). Where one of them is left over, or none names a figure, what many
other people meant by such a question decides (`app.meaning`): a cell, a check, a term, the reports' sentences, or something
that no report says. Below a margin nothing changes: a question is refused or asked back rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.app.answer import Reason
from nianbao.app.conditions import condition
from nianbao.app.crossed import from_hits
from nianbao.app.gap import PAIR
from nianbao.app.meaning import Meaning, Ranked, learnt
from nianbao.app.operation import held, operated, over_all_years, ranked, selected
from nianbao.app.query import Bound, Kind, Problem, Query, Stated, Wanted
from nianbao.app.rates import rates, shares_of
from nianbao.app.signs import of_prose, two_compared
from nianbao.app.stated import ASKS, loosely_bound, stated
from nianbao.app.terms import labels_of, terms_in
from nianbao.app.vocabulary import HANDLED, Entry, Hit, Slot
from nianbao.app.wanted import newest, rows_by_key
from nianbao.index.themes import asked as asked_themes

LIKELY = 0.5
"""So probable must be a row, a column or a kind of question for it to be taken."""

COLUMN = 0.6
"""The same of a column, which is asked back rather than left out."""

SURE = 0.75
"""So probable, that figures are asked for at all, where a word is left over that may narrow them."""

AGAINST = 0.85
"""So probable, to go against what the words were read as."""

UNLIKELY = 0.1
"""No more probable may then be what they were read as."""

CLEARLY = 2.5
"""Or so many times more probable must be another figure."""

CERTAIN = 0.97
"""So probable, to refuse what the words name, or to take sentences or a check for it."""

NARROWS = 0.2
"""A word left over that speaks no more for a figure than this may narrow it."""

SHORTEST = 3
"""Characters of the shortest question that is read as a whole, beside names and years."""

FIGURES = ("value", "share", "rate", "rank", "change", "trend", "claim", "compare", "select", "all", "split")
"""Kinds of questions that are answered from cells."""

_MOST = re.compile(r"最[多少高低大小重轻]")
_NO_FIGURES = ("none", "prose")
_DEFINES = re.compile(
    r"定义|含义|依据|什么意思|啥意思|口径|标准|才叫|才算|怎么算|算不算|指的|是指|区别|差在|差别|一码事|一回事|解释"
)
_LOST = re.compile(r"[败输]")
_NONE = re.compile(r"没有?(?!公开|给|办|处理)|零|一(?:件|个|次)都?[不没]|从未|未曾")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is meant, with the words of the form that stand for it."""

    query: Query
    hits: tuple[Hit, ...]


def chance(among: Ranked, *labels: str) -> float:
    """How probable any of these labels is."""
    return sum(part for label, part in among if label in labels)


def meant(query: Query, base: Query, hits: tuple[Hit, ...], meaning: Meaning) -> Reading:
    """`query`, or what is meant instead.

    Args:
        query: as its words were read.
        base: the same question before anything was read of what it asks.
        hits: the words of the form in it.
        meaning: of the whole question.
    """
    kept = Reading(query, hits)
    problem = query.problem
    if query.kind is Kind.DEFINITION:
        return kept
    if problem is not None and not problem.doubtful:
        back = problem.reason is None and bool(problem.choices)
        return (_other(query, base, meaning, CERTAIN) if back else None) or kept
    if not (base.organs or base.years.stated):
        sure = 0.0 if _DEFINES.search(base.text) else LIKELY - UNLIKELY
        if (defined := _term(base, meaning, sure)) is not None:
            return defined
    if learnt().strange(_unnamed(base)) and not over_organs(meaning):
        return kept
    if query.unknown:
        if not _whole(base):
            return kept
        return _unknown(query, base, hits, meaning) or kept
    if problem is not None and problem.reason is Reason.NOT_IN_FORM and _states(base):
        return kept  # a number said of a part that the form does not count is not held against the whole
    if problem is not None:
        if problem.left and learnt().evidence(problem.left, FIGURES, _NO_FIGURES) <= NARROWS:
            return kept
        figures = _left_over(problem, base, hits, meaning)
        if problem.reason is not None or _best(meaning) >= SURE:
            figures = figures or _figures(base, hits, meaning, SURE)
        other = CERTAIN if _NUMBER.search(base.text) else LIKELY
        return figures or _other(query, base, meaning, other) or _never_told(query, hits, meaning) or kept
    if _names_nothing(query):
        if not _whole(base):
            return kept
        themed = _COUNTS.search(base.text) is None and bool(asked_themes(base.text))
        sentences = query.kind is Kind.NARRATIVE and (of_prose(base.text) or themed)
        sure = (CERTAIN if of_prose(base.text) else AGAINST) if sentences else LIKELY
        figures = _figures(base, hits, meaning, sure) or _other(query, base, meaning, min(sure, SURE))
        return figures or _nowhere(query, hits, meaning) or kept
    if _listed(query, hits, meaning) or _handled(query, hits, meaning) or _each_held(query):
        return kept
    if (
        query.kind is Kind.RATE
        and meaning.kind[0][0] == "rate"
        and meaning.column[0][0] == "corrected"
        and not any(hit.of(Slot.RATE) for hit in hits)
    ):
        return _figures(base, hits, meaning, SURE) or kept
    if query.kind in (Kind.FINDINGS, Kind.NARRATIVE) and _claimed(base, meaning):
        return _figures(base, hits, meaning, SURE) or kept
    told = _told(query, hits, meaning)
    if told <= UNLIKELY or CLEARLY * told <= _best(meaning):
        if chance(meaning.kind, "none") >= CERTAIN:
            return Reading(replace(query, problem=_untold(query)), hits)
        return (
            _figures(base, hits, meaning, SURE)
            or _other(query, base, meaning, AGAINST if of_prose(base.text) else CERTAIN)
            or kept
        )
    return _operated(query, base, hits, meaning) or kept


def _unnamed(base: Query) -> str:
    """A question without the names of organs in it."""
    rest = base.text
    for name in sorted(base.mentioned, key=len, reverse=True):
        rest = rest.replace(name, "")
    return rest


def _whole(base: Query) -> bool:
    """Whether a question says enough to be read by itself: 再前一年呢 goes on with the one before it."""
    rest = _unnamed(base)
    least = SHORTEST if base.organs or base.unknown else 2 * SHORTEST
    told = re.sub(r"[\d二〇零一三四五六七八九]+年度?|呢|有?多少|有?几[件个次]?|[件个是的]", "", rest)
    said = len(re.findall(r"[\u4e00-\u9fffa-z]", told))
    return said >= least and not (rest.rstrip("?？。").endswith("呢") and said < 2 * SHORTEST)


def _listed(query: Query, hits: tuple[Hit, ...], meaning: Meaning) -> bool:
    """Whether several figures are named that stay apart: 各类申请人, 法人或其他组织, 复议和诉讼各几件."""
    if any(hit.of(Slot.COLUMN_GROUP) or any(e.key == "applicants" for e in hit.of(Slot.SET)) for hit in hits):
        return True
    if len(query.wanted) < _SEVERAL:
        return False
    rows = {row for one in query.wanted for row in rows_of(one)}
    entry = _entry(meaning.target[0][0], "total", "")
    whole = from_hits([Hit("", 0, 0, (entry,))])[0] if entry is not None else ()
    if any(len(rows_of(one)) > 1 and rows.intersection(rows_of(one)) for one in whole):
        return _EACH.search(query.text) is not None or _TOGETHER.search(query.text) is None
    return _best(meaning) < SURE


_SEVERAL = 2
_EACH = re.compile(r"各|分别|逐")
_TOGETHER = re.compile(r"一共|总共|合计|合起来|加起来|加一起|拢共|共计|总数|都算|之和|连同|加上?|拢总|统共|两头|三项")


def _states(base: Query) -> bool:
    return ASKS.search(base.text) is not None and bool(stated(base.text, base.years))


def _each_held(query: Query) -> bool:
    """收了26件，办结24件，对吗: numbers that each stand with a figure of their own are held against these."""
    return query.kind is Kind.CLAIM and len(query.claims) == len(query.wanted) >= _SEVERAL


def _handled(query: Query, hits: tuple[Hit, ...], meaning: Meaning) -> bool:
    """办理了多少件申请, 处理了几件: what came and what was concluded are told apart by the words, where they are told apart."""
    rows = {row for one in query.wanted for row in rows_of(one)}
    apart = {*rows, meaning.target[0][0]} == {"received", "concluded"}
    return apart or any(hit.word in HANDLED for hit in hits)


def _unknown(query: Query, base: Query, hits: tuple[Hit, ...], meaning: Meaning) -> Reading | None:
    """A question with a name that the library does not know: of a term, or of nothing that any report tells."""
    if chance(meaning.kind, "none") >= AGAINST and not (query.wanted or query.ratios):
        return Reading(replace(query, problem=_untold(query)), hits)
    return _term(base, meaning, AGAINST)


def _nowhere(query: Query, hits: tuple[Hit, ...], meaning: Meaning) -> Reading | None:
    """A number, or a step, of something that surely no report tells (三公经费花了多少, GDP 增长多少)."""
    least = CERTAIN if query.kind is Kind.NARRATIVE else AGAINST
    if chance(meaning.kind, "none") < least or (query.kind is Kind.NARRATIVE and not _NUMBER.search(query.text)):
        return None
    return Reading(replace(query, problem=_untold(query)), hits)


_COUNTS = re.compile(r"(?:多少|几)(?:件|宗|起|份|个|回|次|家|单|桩|张|本|部|万|百|成)|[几多]少?[?？。]?$|数量|件数")
"""The units that the form counts in."""
_NUMBER = re.compile(r"多少|几(?!乎)|比例|占比|率")


def _never_told(query: Query, hits: tuple[Hit, ...], meaning: Meaning) -> Reading | None:
    """A question that would be asked back, and is surely for what no report tells."""
    back = query.problem is not None and query.problem.reason is None
    return (
        Reading(replace(query, problem=_untold(query)), hits)
        if back and chance(meaning.kind, "none") >= AGAINST
        else None
    )


def _names_nothing(query: Query) -> bool:
    """Whether the words leave open what is asked for: sentences, as far as they say, or an operation on nothing."""
    return query.kind is Kind.NARRATIVE or (query.kind in _ON_FIGURES and not (query.wanted or query.ratios))


_ON_FIGURES = (Kind.FIGURES, Kind.CHANGE, Kind.RANK, Kind.CLAIM, Kind.SELECT, Kind.RATE)


def _told(query: Query, hits: tuple[Hit, ...], meaning: Meaning) -> float:
    """How probable it is that the figures, or the kind of answer, that the words were read as are meant."""
    if query.kind in _OTHERS:
        return chance(meaning.kind, _OTHERS[query.kind])
    wanted = query.wanted or tuple(ratio.numerator for ratio in query.ratios)
    if not wanted:
        return 1.0
    rated = chance(meaning.target, "rate:granted", "rate:corrected") if query.ratios else 0.0
    rows = min(1.0, rated + _rows(meaning, wanted))
    columns = 1.0 if query.ratios or _applicant(hits, query.text) else _columns(meaning, wanted)
    return rows * columns * chance(meaning.kind, *FIGURES)


def _rows(meaning: Meaning, wanted: Sequence[Wanted]) -> float:
    """How probable the rows of some figures are; certain where one is of no row that is learnt (an earlier edition's)."""
    targets = {target for one in wanted for target in targets_of(one)}
    return chance(meaning.target, *targets) if targets & learnt().labels("target") else 1.0


def _columns(meaning: Meaning, wanted: Sequence[Wanted]) -> float:
    """The same of their columns."""
    columns = {column_of(one) for one in wanted}
    return chance(meaning.column, *columns) if columns <= learnt().labels("column") else 1.0


def _best(meaning: Meaning) -> float:
    """How probable the likeliest figure is."""
    return meaning.target[0][1] * meaning.column[0][1] * chance(meaning.kind, *FIGURES)


def over_organs(meaning: Meaning) -> bool:
    """Whether a question surely asks for organs: their order, or those of a condition."""
    return chance(meaning.kind, "rank", "select") >= AGAINST and meaning.target[0][1] >= LIKELY


def theme_of(meaning: Meaning) -> str:
    """What of the prose a question is about, where that is likely; empty otherwise."""
    theme, likely = meaning.theme[0]
    return theme if likely >= LIKELY else ""


def _operated(query: Query, base: Query, hits: tuple[Hit, ...], meaning: Meaning) -> Reading | None:
    """The figures that the words name, with the operation that the question as a whole means."""
    kind, likely = meaning.kind[0]
    over = query.every and kind not in ("rank", "select")
    plain = query.kind is Kind.FIGURES and not (over or query.over_years or query.average or query.best_year)
    least = LIKELY if kind in ("rank", "select") and not base.organs else AGAINST
    if likely < least or not plain or kind not in ("change", "rank", "select", "share", "claim"):
        return None
    made = _operation(replace(base, meant=True), hits, query.wanted, kind)
    return Reading(made, hits) if made is not None and made.kind is not Kind.FIGURES else None


_OTHERS = {Kind.FINDINGS: "findings", Kind.DEFINITION: "term", Kind.NARRATIVE: "prose"}


def _left_over(problem: Problem, base: Query, hits: tuple[Hit, ...], meaning: Meaning) -> Reading | None:
    """The figures that the words name, where the question as a whole means them too and what is left over says no more."""
    wanted = problem.offered
    if _MOST.search(base.text) and _kind(meaning) == "value":
        return None
    rows, columns = _rows(meaning, wanted), _columns(meaning, wanted)
    if not wanted or rows < LIKELY or columns < LIKELY or chance(meaning.kind, *FIGURES) < SURE:
        return None
    made = _operation(replace(base, problem=None, meant=True), hits, wanted, _kind(meaning))
    return Reading(made, hits) if made is not None else None


def column_of(wanted: Wanted) -> str:
    """The column of a figure; that of a row which has only one is its total."""
    column = wanted.keys[0].rsplit(".", 1)[1]
    return "total" if column in ("decisions", "amount") else column


def targets_of(wanted: Wanted) -> frozenset[str]:
    """The row of a figure, or the heading or sum that it is; the rows that it adds up where the form has no word for them.

    >>> sorted(targets_of(Wanted("", (("applications.granted.total", "applications.partially_granted.total"),))))
    ['disclosed']
    """
    rows = rows_of(wanted)
    sums = [m.key for m in newest().measures if m.rows == rows]
    sums += [g.key for t in newest().tables for g in t.groups if tuple(r.key for r in t.rows_of(g.key)) == rows]
    return frozenset(sums or rows)


def rows_of(wanted: Wanted) -> tuple[str, ...]:
    """The rows of the cells that a figure adds up."""
    return tuple(dict.fromkeys(key.split(".", 1)[1].rsplit(".", 1)[0] for key in wanted.keys))


def _kind(meaning: Meaning) -> str:
    """The likeliest operation on figures."""
    return next((label for label, _ in meaning.kind if label in FIGURES), "value")


def _target(kind: str, meaning: Meaning) -> str:
    """The likeliest row or sum; of a rate in other words than its own, the rate that its column belongs to."""
    target = meaning.target[0][0]
    if kind != "rate" or target.startswith("rate:"):
        return target
    return "rate:corrected" if meaning.column[0][0] == "corrected" else "rate:granted"


def _other(query: Query, base: Query, meaning: Meaning, sure: float) -> Reading | None:
    """A check, a term or the reports' sentences, where one of these is meant."""
    other, likely = meaning.kind[0]
    if likely < sure or _OTHERS.get(query.kind) == other:
        return None
    if other == "findings":
        return Reading(replace(base, problem=None, kind=Kind.FINDINGS, meant=True), ())
    if other == "prose":
        return Reading(replace(base, problem=None, kind=Kind.NARRATIVE), ())
    asked_of_one = base.organs or base.years.stated
    return _term(base, meaning, sure) if other == "term" and not asked_of_one else None


def _figures(base: Query, hits: tuple[Hit, ...], meaning: Meaning, sure: float) -> Reading | None:
    """The figures that are meant, and what is done with them; None where the question does not say enough for it.

    `sure`: so probable must it be that figures are asked for.
    """
    if _claimed(base, meaning):
        meaning = replace(meaning, kind=(("claim", 1.0),))
    if chance(meaning.kind, *FIGURES) < sure or meaning.target[0][1] < max(LIKELY, sure - 0.15):
        return None
    kind = _kind(meaning)
    target = _target(kind, meaning)
    columns = {entry.key for hit in hits for entry in hit.of(Slot.COLUMN)}
    if (kind == "share" and len(columns) > 1) or (kind == "value" and _MOST.search(base.text)):
        return None
    column = _column(hits, target, base.text, meaning)
    if column is None:
        return None
    words = words_of(base.text, target, column, split=kind == "split")
    wanted, _ = from_hits(words)
    made = _operation(replace(base, problem=None, meant=True), words, wanted, kind)
    return Reading(made, words) if made is not None else None


def _claimed(base: Query, meaning: Meaning) -> bool:
    """有效规章31部，这个数字有没有问题: one number is stated of a figure, and whether it holds is asked."""
    checks = chance(meaning.kind, "claim", "findings") >= SURE and meaning.kind[0][0] in ("claim", "findings")
    return checks and meaning.target[0][1] >= AGAINST and len(stated(base.text, base.years)) == 1


def _applicant(hits: Sequence[Hit], text: str) -> str:
    """The one kind of applicant that is named as such (科研单位, not the 企业 of 企业机密, nor 老百姓 at large); or empty."""
    named = {
        entry.key
        for hit in hits
        for entry in hit.of(Slot.COLUMN)
        if entry.table == "applications" and hit.word not in _AT_LARGE and not _OWNED.match(text, hit.end)
    }
    return named.pop() if len(named) == 1 else ""


_PEOPLE = re.compile(r"老百姓|百姓|群众|大家|人家|人们|村民|市民|居民|公民|民众|乡亲|街坊")
_PERSON = re.compile(r"个人|自然人|私人|散户|名义|个体|本人|普通人")
_AT_LARGE = frozenset(("老百姓", "百姓", "群众", "市民", "村民", "居民", "公民", "个人", "其他", "人"))
_OWNED = re.compile(r"的?(?:商业|技术)?(?:机密|秘密|隐私|信息|权益|利益|材料|资料|核心)")


def _column(hits: Sequence[Hit], target: str, text: str, meaning: Meaning) -> str | None:
    """The column that is meant: one that is named, where that may be, else the likeliest; None where none is likely."""
    entry = _entry(target, "total", "")
    table = entry.table if entry is not None else ""
    if table == "applications" and (applicant := _applicant(hits, text)):
        return applicant
    named = dict.fromkeys(e.key for hit in hits for e in hit.of(Slot.COLUMN) if e.table == table)
    if len(named) == 1 and chance(meaning.column, *named) >= 2 * UNLIKELY:
        return next(iter(named))
    column, likely = meaning.column[0]
    if column == "natural_person" and _PEOPLE.search(text) and not _PERSON.search(text):
        return "total"  # 老百姓提了多少件: whoever asks for information is one of them
    return column if likely >= COLUMN else None


def _operation(base: Query, hits: tuple[Hit, ...], wanted: tuple[Wanted, ...], kind: str) -> Query | None:
    text, years = base.text, base.years
    numbers = stated(text, years)
    if kind != "split" and (ratios := rates(hits, text)):
        claims = numbers if kind == "claim" else ()
        made = replace(base, kind=Kind.CLAIM if claims else Kind.RATE, ratios=ratios, claims=claims)
        return ranked(made) if kind == "rank" else made
    if not wanted:
        return None
    match kind:
        case "share":
            found = tuple(shares_of(wanted))
            return replace(base, kind=Kind.RATE, ratios=found) if found else None
        case "claim" if numbers:
            return None if loosely_bound(text, years) else held(base, hits, wanted, numbers)
        case "select":
            chosen = condition(text, hits, years) or _condition(text, numbers)
            return selected(base, hits, chosen, wanted, (), None) if chosen is not None else None
        case "rank" if len(base.organs) != 1:
            return ranked(replace(base, wanted=wanted[:1]))
        case "change" | "compare" if base.of_years or two_compared(base):
            return replace(base, kind=Kind.GAP, wanted=wanted)
        case "change":
            return replace(base, kind=Kind.CHANGE, wanted=wanted, years=replace(years, change=True))
        case "trend" if not years.stated and years.last is None:
            return replace(base, kind=Kind.FIGURES, wanted=wanted, years=over_all_years(years))
        case "compare" if len(base.organs) == PAIR:
            return replace(base, kind=Kind.GAP, wanted=wanted)
        case _:
            return operated(base, hits, wanted, ())


def _condition(text: str, numbers: Sequence[Stated]) -> Stated | None:
    """超过100件的都有谁: the number; 被复议纠正过的是哪些单位: those that have any; 一件没有的, those that have none."""
    if numbers:
        return numbers[0] if len(numbers) == 1 else None
    return Stated(Decimal(0), bound=None if _NONE.search(text) else Bound.MORE)


def words_of(text: str, target: str, column: str, *, split: bool = False) -> tuple[Hit, ...]:
    """The words of the form that a meaning stands for, at the end of the question; none where the form has no such."""
    entries = [_entry(target, column, text)]
    if split:
        entries.append(Entry(Slot.SET, "applications", "applicants"))
    elif column != "total" and entries[0] is not None and entries[0].key != "lost":
        entries.append(Entry(Slot.COLUMN, entries[0].table, column))
    end = len(text)
    return tuple(Hit("", end, end, (entry,), said=True) for entry in entries if entry is not None)


def _entry(target: str, column: str, text: str) -> Entry | None:
    if target.startswith("rate:"):
        return next((Entry(Slot.RATE, r.table, r.key) for r in newest().rates if r.key == f"{target[5:]}_rate"), None)
    if target == "suits" and column in ("total", "corrected") and _LOST.search(text):
        return Entry(Slot.MEASURE, "review", "lost")
    for table in newest().tables:
        if any(group.key == target for group in table.groups):
            return Entry(Slot.GROUP, table.key, target)
        if (table.key, target) in rows_by_key():
            return Entry(Slot.ROW, table.key, target)
    for measure in newest().measures:
        if measure.key == target:
            return Entry(Slot.MEASURE, measure.table, target)
    return next((Entry(Slot.SET, s.table, s.key) for s in newest().sets if s.key == target), None)


def _term(base: Query, meaning: Meaning, sure: float) -> Reading | None:
    """The question as one for what a word of the form means; None where it is not surely one, or not surely of which."""
    if chance(meaning.kind, "term") < sure:
        return None
    label, likely = meaning.target[0]
    entry = _entry(label, "total", "") if likely >= LIKELY else None
    meant = labels_of(Hit("", 0, 0, (entry,)))[:1] if entry is not None else ()
    terms = terms_in(base.text) or tuple(meant)
    return Reading(replace(base, problem=None, kind=Kind.DEFINITION, terms=terms), ()) if terms else None


def _untold(query: Query) -> Problem:
    """That the form does not count what is asked, with the nearest that it does."""
    offered = query.wanted or tuple(ratio.numerator for ratio in query.ratios[:1])
    return Problem("统计表里没有单独列出所问的这一项。", Reason.NOT_IN_FORM, offered=offered)
