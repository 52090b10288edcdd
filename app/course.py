"""What a question says of how a figure went over the years, held against them: by how much, and whether year by year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from nianbao.app import phrases
from nianbao.app.agreement import agrees, within
from nianbao.app.answer import Operation
from nianbao.app.changes import difference
from nianbao.app.draft import Draft, Term, shown
from nianbao.app.figures import one_rate
from nianbao.app.query import Query, Stated
from nianbao.app.said import Said, Sheets, not_in_form, scope
from nianbao.app.scope import Pick
from nianbao.app.series import apart, series
from nianbao.ingest.numerals import chinese_integer

_STEADILY = r"逐年|逐步|一年(?:更)?比一年|年年|连年|连续(?P<steps>[两二三四五六\d])年|持续|不断|一直在?|越来越|每年都?在?|逐渐|稳步"
_UPWARDS = r"增|多|上升|升高|攀升|涨|走高|高"
_DOWNWARDS = r"减|少|下降|下滑|降低|跌|走低|低"
COURSE = re.compile(
    rf"(?:{_STEADILY})[^,，。?？;；\d]{{0,8}}?(?:(?P<up>{_UPWARDS})|(?P<down>{_DOWNWARDS}))(?!少)(?:加|长|了|大)*(?:的)?"
)
"""逐年增多, 一年比一年少, 连续两年下降."""
_DENIED = re.compile(r"(?:没有?|不是|并非|未)[^,，。?？]{0,2}$")


@dataclass(frozen=True, slots=True)
class Course:
    """A way that a figure is said to have gone every year: up or down, over the last `steps` years or all of them."""

    up: bool
    steps: int | None = None


def said_course(text: str) -> Course | None:
    """The course that a question states; None where it states none, or denies one."""
    match = COURSE.search(text)
    if match is None or _DENIED.search(text[: match.start()]):
        return None
    steps = match["steps"]
    number = None if steps is None else int(steps) if steps.isdecimal() else chinese_integer(steps.replace("两", "二"))
    return Course(match["up"] is not None, number)


_BEST = re.compile(
    r"(?P<year>20\d\d)年(?:的|度|那年|这一?年|收的|收到的)*最(?P<word>[多高大少低小])|"
    r"最(?P<said>[多高大少低小])的?(?:那|这)?(?:一年|年份|年度|年)(?:就?是|为|应该是)?(?P<behind>20\d\d)年?|"
    r"(?:[两三四五六几\d]年(?:里|中|来|间|之?内)|历年)[^,，。?？]{0,6}?(?P<among>20\d\d)年[^,，。?？]{0,10}?最(?P<most>[多高大少低小])"
)


def said_best(text: str) -> tuple[int, bool] | None:
    """The year that a question says had most, and whether most or least: 申请2022年最多, 最少的一年是2024年."""
    match = _BEST.search(text)
    if match is None:
        return None
    year, word = (
        next(match[name] for name in names if match[name])
        for names in (("year", "behind", "among"), ("word", "said", "most"))
    )
    return int(year), word in "多高大"


_STEP = re.compile(
    rf"(?:比|较)[^,，。?？;；\d]*(?:20\d\d年)?[^,，。?？;；\d]*?(?:(?P<up>{_UPWARDS})|(?P<down>{_DOWNWARDS}))(?!少)"
)


def said_step(text: str) -> Course | None:
    """The way that a question says a figure went from one year to the next: 比2023年高."""
    match = _STEP.search(re.sub(r"增减|多少", "", text))
    if match is None or _DENIED.search(match.string[: match.start()]):
        return None
    return Course(match["up"] is not None, 1)


def course(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """一年比一年少，对不对: every year's figure, and whether each is less than the one before."""
    said = said_course(query.text) or said_step(query.text)
    best = said_best(query.text) if said is None else None
    sentences: list[str] = []
    keys: list[str] = []
    for own in series(picks):
        for label, terms in _courses(query, own, sheets, draft, keys):
            if (said is None and best is None) or not terms:
                continue
            told = "；".join(f"{p.year}年{scope(p)}{phrase}" for p, _, phrase in terms)
            values = [(p, value) for p, value, _ in terms]
            verdict, how = _gone(said, values) if said is not None else _at_best(best or (0, True), values)
            sentences.append(f"{verdict}：{own[0].organ.label}{label}：{told}；{how}。")
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said((*sentences, *apart(picks)), tuple(dict.fromkeys(keys)))


def _at_best(said: tuple[int, bool], terms: Sequence[tuple[Pick, Decimal | None]]) -> tuple[str, str]:
    """Whether the year named has most, or least, of the years there are."""
    year, most = said
    values = {p.year: value for p, value in terms if value is not None}
    if year not in values or len(values) < len(terms) or len(values) < 2:
        return "无法核对", "能比较的年度不够"
    top = max(values.values()) if most else min(values.values())
    at = "、".join(f"{one}年" for one, value in values.items() if value == top)
    return ("一致" if values[year] == top else "不一致"), f"资料库中的这些年度里{'最多' if most else '最少'}的是{at}"


_Told = tuple[Pick, Decimal | None, str]
"""A report, its figure or rate, and that in words."""


def _courses(
    query: Query, own: Sequence[Pick], sheets: Sheets, draft: Draft, keys: list[str]
) -> list[tuple[str, list[_Told]]]:
    """Each figure, or rate, of a question over the years, with its name."""
    found: list[tuple[str, list[_Told]]] = []
    for ratio in query.ratios:
        rates = [(p, one_rate(draft, sheets(p), ratio, keys)) for p in own]
        values = [(p, one[1].value, one[0]) for p, one in rates if one is not None]
        found.append(("", [(p, None if value is None else Decimal(value), text) for p, value, text in values]))
    for wanted in () if query.ratios else query.wanted[:1]:
        terms = [(p, term) for p in own if (term := draft.term(sheets(p), wanted)) is not None]
        keys.extend(key for p, _ in terms for key in sheets(p).keys_of(wanted) or ())
        found.append((wanted.label, [(p, term.value, phrases.named("", draft, term)) for p, term in terms]))
    return found


def _gone(said: Course, terms: Sequence[tuple[Pick, Decimal | None]]) -> tuple[str, str]:
    """Whether every step goes the way it is said to, and which do not."""
    word, other = ("增加", "减少") if said.up else ("减少", "增加")
    last = terms if said.steps is None else terms[-said.steps - 1 :]
    if len({p.year for p, _ in last}) < len(last):
        return "无法核对", "同一年度有来源不同的报告"
    values = [value for _, value in last if value is not None]
    if len(values) < len(last) or len(values) < 2 or (said.steps is not None and len(last) <= said.steps):
        return "无法核对", "能比较的年度不够"
    if said.steps == 1:
        (first, before), (then, after) = last
        step = (after or Decimal(0)) - (before or Decimal(0))
        how = f"{then.year}年比{first.year}年{'高' if step > 0 else '低'}" if step else "前后持平"
        return ("一致" if step and (step > 0) is said.up else "不一致"), how
    against = []
    for (_, before), (p, after) in pairwise(last):
        step = (after or Decimal(0)) - (before or Decimal(0))
        if step == 0 or (step > 0) is not said.up:
            against.append(f"{p.year}年{'持平' if step == 0 else other}")
    return ("一致", f"逐年{word}") if not against else ("不一致", f"{'、'.join(against)}，并非逐年{word}")


def steps(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """比上年少了7件对吗: the difference is computed, then held against the number."""
    sentences: list[str] = []
    keys: list[str] = []
    wanted = query.wanted[0]
    stated = next((number for number in query.claims if number.year is None), query.claims[0])
    down = _DOWN.search(_NO_DIRECTION.sub("", query.text)) is not None
    for own in series(picks):
        terms = [(p, term) for p in own if (term := draft.term(sheets(p), wanted)) is not None]
        if not terms:
            continue
        keys.extend(key for p, _ in terms for key in sheets(p).keys_of(wanted) or ())
        told = "；".join(f"{p.year}年{scope(p)}{phrases.named('', draft, term)}" for p, term in terms)
        verdict, change = _step(draft, terms, stated, down=down)
        if verdict.startswith(("一致", "大致相符")) and not _levels_hold(query, terms):
            verdict = "不全一致"
        sentences.append(f"{verdict}：{own[0].organ.label}{wanted.label}：{told}{change}。")
    if not sentences:
        return Said((), (), not_in_form(query, picks, ()))
    return Said((*sentences, *apart(picks)), tuple(dict.fromkeys(keys)))


_DOWN = re.compile(r"少|降|减|跌")
_NO_DIRECTION = re.compile(r"多少|至少|最少|少说|不少于|少于|增减")


def _levels_hold(query: Query, terms: Sequence[tuple[Pick, Term]]) -> bool:
    """Whether the numbers said of a year itself, beside the step, are that year's."""
    known = {p.year: term for p, term in terms}
    for number in query.claims:
        term = known.get(number.year) if number.year is not None else None
        if number.year is not None and (
            term is None or term.value is None or not agrees(number, term.value, term.unit)
        ):
            return False
    return True


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
        exact = stated.bound is not None or size == abs(stated.value)
        told = f"；{'下降' if Decimal(growth) < 0 else '增长'}{growth.lstrip('-')}%"
    else:
        fits = agrees(stated, abs(step.value), step.unit) and (step.value == 0 or (step.value < 0) == down)
        exact = not stated.near
        word = "增加" if step.value > 0 else "减少"
        change = f"{last.year}年比{first.year}年{word}{shown(abs(step.value))}{step.unit}"
        told = f"；{change}" if step.value else "；前后持平"
    return ("一致" if exact else "大致相符（所问是约数，不逐位比较）") if fits else "不一致", told
