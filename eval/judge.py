"""Is an answer right? Expectation × Answer → Judged (pure).

An answer is right if one of the expectation's ways holds: everything wanted is there, with nothing of another organ
or year beside wanted figures, and each number stands in the text as well, since that is what is read. A sentence that
had to be held back makes any answer wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import assert_never

from nianbao.app.answer import Answer, Derivation, Figure, Outcome
from nianbao.app.claims import claims
from nianbao.eval.expectation import (
    CellRef,
    Clarify,
    Derived,
    Expectation,
    Figures,
    Finding,
    Language,
    Refuse,
    Text,
    Want,
    Wanted,
)
from nianbao.eval.misleading import doubted, left_undone, quotes_another, told_in_quotes
from nianbao.ingest.numerals import decimal_text


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of an expectation.

    Attributes:
        faults: what is not as expected, in the way that comes nearest; empty where the answer is right.
        figures, derived: each one wanted of that way, and whether it is there.
        should_answer: whether some way is an answer; where none is, it must be refused or asked back.
        way: the way that holds; where none does, the one that was thought of first.
        misleads: confidently wrong: it is answered, with a figure or a statement that is not the expected one, or
            where no answer was due, and no doubt of the figure is shown. A part left out does not mislead.
    """

    faults: tuple[str, ...]
    figures: tuple[tuple[Wanted, bool], ...]
    derived: tuple[tuple[Derived, bool], ...]
    should_answer: bool
    misleads: bool
    way: Expectation

    @property
    def right(self) -> bool:
        """Whether one way holds."""
        return not self.faults


def judge(expect: Expectation, answer: Answer) -> Judged:
    """Hold `answer` against every way of being right."""
    tried = [(way, _faults(way, answer)) for way in expect.ways]
    way, faults = min(tried, key=lambda one: len(one[1]))
    answering = [one for one in expect.ways if not isinstance(one.want, (Refuse, Clarify))]
    wants = [part.want for part in way.parts]
    return Judged(
        tuple(faults),
        tuple((w, not _figure_faults(w, answer)) for want in wants if isinstance(want, Figures) for w in want.wanted),
        tuple((want, not _derived_faults(want, answer)) for want in wants if isinstance(want, Derived)),
        bool(answering),
        bool(faults) and answer.outcome is Outcome.ANSWERED and all(_misled(one, answer) for one in answering),
        expect if faults else way,
    )


def refusal_wanted(expect: Expectation) -> bool:
    """Whether refusing is the way that was thought of first."""
    return isinstance(expect.want, Refuse)


def refusal_fits(expect: Expectation) -> bool:
    """Whether refusing is one way to be right."""
    return any(isinstance(way.want, Refuse) for way in expect.ways)


# ------------------------------------------------------------------ one way


def _faults(way: Expectation, answer: Answer) -> list[str]:
    faults = [fault for part in way.parts for fault in (*_missing(part.want, answer), *_words(part, answer))]
    return list(dict.fromkeys((*faults, *_strays(way, answer), *_held_back(answer))))


def _held_back(answer: Answer) -> Iterable[str]:
    """What was drafted and not shown: the reader is safe, the program was wrong."""
    yield from (f"这一句未能通过核对，没有显示：{sentence}" for sentence in answer.removed)


def _words(part: Expectation, answer: Answer) -> Iterable[str]:
    text = _plain(answer.text)
    for group in part.says:
        if not any(_plain(phrase) in text for phrase in group):
            yield f"没有说到「{'／'.join(group)}」"
    yield from (f"不该说「{phrase}」" for phrase in _unwelcome(part, answer))
    if part.language is not None and _language(answer.text) is not part.language:
        yield f"不是用应有的语言（{part.language}）写的"


def _unwelcome(part: Expectation, answer: Answer) -> list[str]:
    return [phrase for phrase in part.silent if _plain(phrase) in _plain(answer.text)]


def _language(text: str) -> Language:
    """What most of its letters are, outside quotations: names and labels stay Chinese in an English answer."""
    own = re.sub(r"「[^」]*」", "", text)
    chinese = len(re.findall(r"[\u4e00-\u9fff]", own))
    return Language.ENGLISH if len(re.findall(r"[A-Za-z]", own)) > chinese else Language.CHINESE


def _missing(want: Want, answer: Answer) -> Iterable[str]:
    match want:
        case Figures():
            yield from _outcome(Outcome.ANSWERED, answer)
            for wanted in want.wanted:
                yield from _figure_faults(wanted, answer)
        case Derived():
            yield from _outcome(Outcome.ANSWERED, answer)
            yield from _derived_faults(want, answer)
        case Text():
            yield from _outcome(Outcome.ANSWERED, answer)
            yield from _text_faults(want, answer)
        case Refuse():
            yield from _outcome(Outcome.REFUSED, answer)
            reason = answer.refusal.reason if answer.refusal else None
            if reason is not None and want.reason not in (None, reason):
                yield f"拒答的理由是 {reason}，应当是 {want.reason}"
        case Clarify():
            yield from _outcome(Outcome.CLARIFY, answer)
            for phrase in want.choices:
                if not any(phrase in choice for choice in answer.choices):
                    yield f"可选的问题里没有「{phrase}」"
        case Finding():
            yield from _outcome(Outcome.ANSWERED, answer)
            if not any(_is_finding(want, answer, at) for at in range(len(answer.findings))):
                yield f"没有指出 {want.report.organ}{want.report.year}年 {want.rule}（{'、'.join(want.cells)}）"
        case _:
            assert_never(want)


def _outcome(wanted: Outcome, answer: Answer) -> Iterable[str]:
    if answer.outcome is not wanted:
        yield f"结果是 {answer.outcome}，应当是 {wanted}"


def _strays(way: Expectation, answer: Answer) -> Iterable[str]:
    """Figures of an organ or year that was not asked about, where it is known which were."""
    wants = [part.want for part in way.parts]
    asked = {(w.report.organ, w.report.year) for want in wants if isinstance(want, Figures) for w in want.wanted}
    if not asked:
        return
    asked |= {
        (ref.report.organ, ref.report.year)
        for want in wants
        if isinstance(want, Derived)
        for ref in want.operands
        if ref.report
    }
    for figure in answer.figures:
        if (figure.organ, figure.year) not in asked:
            yield f"多出了 {figure.organ}{figure.year}年的数字"


def _misled(way: Expectation, answer: Answer) -> bool:
    """Whether a reader who takes the answer at its word goes wrong, if `way` is what is so."""
    if any(_unwelcome(part, answer) for part in way.parts):
        return True
    quoted = [citation for citation in answer.citations if citation.quote and citation.key is None]
    if not (answer.figures or answer.derivations or quoted):
        return False
    valued = [part.want for part in way.parts if not isinstance(part.want, Text)]
    if valued and not (answer.figures or answer.derivations):
        return not all(told_in_quotes(want, answer) for want in valued)
    if valued:
        judged = (want for want in valued if not doubted(want, answer) and not left_undone(want, answer))
        return any(True for want in judged for _ in _missing(want, answer))
    if answer.figures or answer.derivations:
        return True
    texts = [part.want for part in way.parts if isinstance(part.want, Text)]
    return any(quotes_another(want, answer) for want in texts)


# ------------------------------------------------------------------ its parts


def _figure_faults(wanted: Wanted, answer: Answer) -> list[str]:
    name = f"{wanted.report.organ}{wanted.report.year}年 {wanted.key}"
    same = [
        f for f in answer.figures if (f.organ, f.year, f.key) == (wanted.report.organ, wanted.report.year, wanted.key)
    ]
    if not same:
        return [f"没有 {name}"]
    if not any((f.state, f.value) == (wanted.state, wanted.value) for f in same):
        return [f"{name} 是 {_seen(same[0])}，应当是 {_expected(wanted)}"]
    if wanted.verdict is not None and all(f.verdict is not wanted.verdict for f in same):
        return [f"{name} 的核对结果是 {same[0].verdict}，应当是 {wanted.verdict}"]
    if wanted.value is not None and abs(wanted.value) not in _numbers(answer):
        return [f"{name} 的 {decimal_text(wanted.value)} 没有出现在文字里"]
    return []


def _seen(figure: Figure) -> str:
    return figure.state.value if figure.value is None else decimal_text(figure.value)


def _expected(wanted: Wanted) -> str:
    return wanted.state.value if wanted.value is None else decimal_text(wanted.value)


def _derived_faults(want: Derived, answer: Answer) -> list[str]:
    name = f"{want.value} {want.unit or ''}".strip()
    fitting = [d for d in answer.derivations if _is_derived(want, d)]
    if not fitting:
        return [f"没有算出 {name}"]
    if not any(_made_of(want, d, answer) for d in fitting):
        return [f"{name} 不是由应有的各格算出的"]
    if want.value is None:
        return []
    number = _decimal(want.value)
    shown = want.value in answer.text if number is None else abs(number) in _numbers(answer)
    return [] if shown else [f"{name} 没有出现在文字里"]


def _is_derived(want: Derived, derivation: Derivation) -> bool:
    if want.value is None or derivation.value is None:
        same = want.value == derivation.value
    else:
        numbers = (_decimal(want.value), _decimal(derivation.value))
        same = want.value == derivation.value or (None not in numbers and numbers[0] == numbers[1])
    return (
        same
        and want.unit in (None, derivation.unit)
        and want.operation in (None, derivation.operation)
        and want.of in (None, derivation.of)
    )


def _made_of(want: Derived, derivation: Derivation, answer: Answer) -> bool:
    figures = {f.id: f for f in answer.figures}
    derivations = {d.id: d for d in answer.derivations}
    reached: dict[str, None] = {}
    waiting = list(derivation.operands)
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached[one] = None
            waiting.extend(derivations[one].operands if one in derivations else ())
    used = [figures[one] for one in reached if one in figures]
    return all(any(_is_cell(ref, figure) for figure in used) for ref in want.operands)


def _is_cell(ref: CellRef, figure: Figure) -> bool:
    return ref.key == figure.key and (
        ref.report is None or (ref.report.organ, ref.report.year) == (figure.organ, figure.year)
    )


def _text_faults(want: Text, answer: Answer) -> Iterable[str]:
    text = _plain(answer.text)
    for group in want.phrases:
        if not any(_plain(phrase) in text for phrase in group):
            yield f"没有写到「{'／'.join(group)}」"
    if want.report is None:
        return
    quoted = [c for c in answer.citations if c.quote]
    own = [c for c in quoted if (c.organ, c.year) == (want.report.organ, want.report.year)]
    name = f"{want.report.organ}{want.report.year}年"
    if not any(want.section in (None, c.section) for c in own):
        yield f"没有引用 {name}{f'第{want.section}部分' if want.section else ''}的原文"
    if len(own) < len(quoted):
        yield f"引用了 {name}以外的报告"


def _is_finding(want: Finding, answer: Answer, at: int) -> bool:
    found = answer.findings[at]
    return (found.organ, found.year, found.finding.rule) == (want.report.organ, want.report.year, want.rule) and set(
        want.cells
    ) <= set(found.finding.keys)


def _numbers(answer: Answer) -> frozenset[Decimal]:
    return frozenset(claim.value for claim in claims(answer.text))


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
