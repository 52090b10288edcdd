"""The chain from a question to a checked answer, readable in one screen.

understand  words → Query                      (deterministic)
pick        Query × library → reports           (or a refusal, or a question back)
say         reports → sentences with figures    (by key), or sentences of the reports (by search)
verify      sentences → claims → verdicts       (what nothing accounts for is not shown)

With a model (off by default) two steps more: what `understand` left open may be read by it, as the same Query
(`app.proposal`), and quoted sentences may be told in its words (`app.wording`). Where it fails, nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from nianbao.app import figures as by_key
from nianbao.app.answer import Answer, Outcome, Reason, Refusal
from nianbao.app.audit import audit, over_reports
from nianbao.app.carried import beside
from nianbao.app.changes import change
from nianbao.app.draft import Draft
from nianbao.app.english import is_english, translated
from nianbao.app.english_answer import in_english, not_read
from nianbao.app.english_meant import meant_in_chinese
from nianbao.app.gap import common_year, gap
from nianbao.app.growth import fastest
from nianbao.app.held import claim
from nianbao.app.holdings import holdings
from nianbao.app.inquiry import Inquiry
from nianbao.app.largest import largest
from nianbao.app.limits import LONGEST_QUESTION
from nianbao.app.llm import Model, Session
from nianbao.app.plain import is_chat
from nianbao.app.prose import may_be_told
from nianbao.app.query import Kind, Problem, Query
from nianbao.app.ranking import over_all, rank
from nianbao.app.said import Said
from nianbao.app.scope import AskBack, Picked, governments, no_whole, pick, unknown_organ, which_whole
from nianbao.app.selection import selected
from nianbao.app.terms import define
from nianbao.app.understand import understand
from nianbao.app.verify import verified
from nianbao.app.wanted import asked
from nianbao.index.library import Library
from nianbao.index.organs import OrganNames
from nianbao.index.themes import asked as asked_themes

if TYPE_CHECKING:
    from nianbao.index.search import Nearest

_BY_KEY = {
    Kind.FIGURES: by_key.figures,
    Kind.CHANGE: change,
    Kind.RATE: by_key.rate,
    Kind.CLAIM: claim,
    Kind.LARGEST: largest,
    Kind.GAP: gap,
}
_OF_A_KIND = re.compile(r"类(?:的|申请|有|共)")
"""来信来访类的有几件: of a kind of applications, whatever else reports write about it."""
_OVER_ORGANS = {Kind.RANK: rank, Kind.SELECT: selected}


def respond(
    library: Library,
    question: str,
    history: Sequence[str] = (),
    as_of: date | None = None,
    nearest: Nearest | None = None,
    model: Model | None = None,
) -> Answer:
    """Answer `question` in the light of the earlier questions `history` (oldest first).

    Without a model the same library, question, history and day give the same answer, byte for byte. `as_of` is
    what 去年 is relative to; today unless given. `nearest` is the vector index, where the process holds one.
    """
    with library.view():
        return _respond(library, question, history, as_of, nearest, Session(model) if model is not None else None)


def _respond(
    library: Library,
    question: str,
    history: Sequence[str],
    as_of: date | None,
    nearest: Nearest | None,
    session: Session | None,
) -> Answer:
    day = as_of or datetime.now().astimezone().date()
    held = holdings(library)
    question, *turns = (_well_formed(turn) for turn in (question, *history))
    history = turns
    if len(question) > LONGEST_QUESTION:
        query = Query("", Kind.NARRATIVE, problem=Problem("问题太长，请用一句话来问。", Reason.OUT_OF_SCOPE))
    else:
        before = [_chinese(turn, held.names) for turn in history if len(turn) <= LONGEST_QUESTION]
        if is_english(question):
            return _in_english(Inquiry(library, held, _NOTHING_READ, Draft(), question, day, nearest), before)
        query = understand(question, before, held.names, day)
    ask = Inquiry(library, held, query, Draft(), question, day, nearest, session)
    answer = _as_meant(ask, _answer(ask))
    if session is not None:
        answer = _read_again(ask, answer, session)
    return verified(answer, held.all_years | frozenset(query.years.stated))


def _as_meant(ask: Inquiry, answer: Answer) -> Answer:
    """An answer to a question that was read as a whole, and not from words of the form, says so: the figure it names may be another."""
    query = ask.query
    figures = query.wanted or query.ratios
    if not (query.meant and figures and answer.outcome is Outcome.ANSWERED):
        return answer
    return replace(answer, text=f"{answer.text}（栏目是按整句的意思认的；如不是所问，请换个说法。）")


def _read_again(ask: Inquiry, answer: Answer, session: Session) -> Answer:
    """What was left open, as the model reads it; `answer` where it makes nothing of it, or nothing comes of that."""
    from nianbao.app.proposal import answers, left_open, propose  # only where a model is on

    if not left_open(ask.query, answer):
        return answer
    reading = propose(session, ask.query, ask.held)
    if reading is None:
        return answer
    made = _answer(ask.again(reading.query))
    return replace(made, text=f"{reading.told(made)}{made.text}") if answers(reading, made) else answer


_NOTHING_READ = Query("", Kind.NARRATIVE)


def _chinese(turn: str, names: OrganNames) -> str:
    """An earlier question as the Chinese one that asks the same."""
    return translated(turn, names).text if is_english(turn) else turn


def _in_english(ask: Inquiry, before: Sequence[str]) -> Answer:
    """The answer to an English question: that of the Chinese one which asks the same, told in English."""
    said = translated(ask.question, ask.held.names)
    if said.choices:
        back = AskBack("", tuple(f"{organ.label}{said.text}" for organ in said.choices[:6]))
        return not_read(ask.asked_back(back), said)
    if said.unread and not said.names and (meant := meant_in_chinese(said)) is not None:
        said = replace(said, text=meant, unread=())
    if said.unread:
        named = any(word[0].isupper() for word in said.unread)
        reason = Reason.ORGAN_UNKNOWN if named else Reason.NOT_IN_FORM
        return not_read(ask.refused(Refusal(reason, "", ask.examples())), said)
    ask.query = understand(said.text, before, ask.held.names, ask.day)
    answer = in_english(_answer(ask), ask.query)
    return verified(answer, ask.held.all_years | frozenset(ask.query.years.stated))


def _answer(ask: Inquiry) -> Answer:
    query, held, draft, day = ask.query, ask.held, ask.draft, ask.day
    if not query.text and query.anew:
        return ask.asked_back(AskBack("好的，重新开始。请问想查哪个机关、哪一年的什么？", ask.examples()))
    if not query.text and query.problem is None:
        return ask.refused(Refusal(Reason.OUT_OF_SCOPE, "请输入问题。", ask.examples()))
    if is_chat(ask.question):
        return ask.asked_back(AskBack("不客气。还想查哪个机关、哪一年的什么，可以接着问。", ask.examples()))
    if query.problem is not None:
        return _problem(ask)
    if query.kind is Kind.DEFINITION:
        return ask.answered(define(query.terms))
    if not held.reports:
        return ask.refused(
            Refusal(Reason.ORGAN_UNKNOWN, "资料库里还没有任何年度报告，请先用 nianbao ingest 导入报告。")
        )
    if query.unknown and query.kind in (Kind.RANK, Kind.SELECT, Kind.FINDINGS):
        return ask.refused(unknown_organ(query, held))
    if query.kind is Kind.RANK and not (query.wanted or query.ratios):
        return ask.asked_back(
            AskBack("请问按什么数字来排？", ("哪个局新收申请最多？", "哪个局行政处罚最多？", "哪个局行政许可最多？"))
        )
    if query.kind is Kind.RANK and query.years.change and query.wanted and not query.unknown:
        return ask.finish(fastest(query, held, ask.sheet, draft, ask.library))
    if query.kind in _OVER_ORGANS and not query.unknown:
        return ask.finish(_OVER_ORGANS[query.kind](query, held, ask.sheet, draft, ask.library))
    if query.every and query.wanted and not query.unknown:
        whole = () if query.region else governments(query, held)
        if len(whole) > 1:
            return ask.asked_back(which_whole(query, whole))
        if not whole and query.whole:
            return ask.refused(no_whole(query, held))
        if not whole:
            return ask.finish(over_all(query, held, ask.sheet, draft, ask.library))
        ask.query = query = replace(query, organs=(whole,), every=False)
    if query.kind is Kind.FINDINGS and not query.organs and not query.unknown and len(held.reports) > 1:
        return ask.finish(over_reports(query, held, ask.sheet, draft, ask.library))
    if query.kind is Kind.NARRATIVE:
        return _narrative(ask)
    chosen = pick(query, held, day)
    if isinstance(chosen, Refusal):
        return ask.refused(chosen)
    if isinstance(chosen, AskBack):
        return ask.asked_back(chosen)
    if query.kind is Kind.FINDINGS:
        said = audit(query, chosen.picks, ask.sheet, draft, ask.library, held)
        return ask.finish(said, chosen)
    if not query.wanted and not query.ratios:
        return ask.asked_back(
            AskBack("请问想查什么数字？", tuple(f"{p.organ.label}{p.year}年新收申请多少件？" for p in chosen.picks[:3]))
        )
    if query.kind is Kind.GAP and not query.of_years:
        chosen = replace(chosen, picks=common_year(chosen.picks))
    said = _BY_KEY[query.kind](query, chosen.picks, ask.sheet, draft)
    return ask.finish(beside(said, chosen.picks, ask.sheet, draft, ask.library, held), chosen)


def _narrative(ask: Inquiry) -> Answer:
    from nianbao.app.narrate import (
        asks_generally,
        asks_nothing,
        narrate,
    )  # retrieval is loaded only where a question needs it

    if asks_nothing(ask.query) and not ask.query.unknown:
        return _likely(ask) or _nothing_asked(ask)
    if ask.query.organs or ask.query.unknown or len(ask.held.reports) == 1 or asks_generally(ask.query):
        chosen = pick(ask.query, ask.held, ask.day)
        if isinstance(chosen, Refusal):
            return ask.refused(chosen)
        if isinstance(chosen, AskBack):
            return ask.asked_back(chosen)
        said = narrate(ask.query, chosen.picks, ask.held, ask.library, ask.draft)
        return (
            _likely(ask) or ask.finish(said, chosen)
            if said.refusal is not None
            else ask.finish(_worded(ask, said), chosen)
        )
    said = narrate(ask.query, (), ask.held, ask.library, ask.draft, ask.nearest)
    return _likely(ask) or ask.finish(said) if said.refusal is not None else ask.finish(_worded(ask, said))


def _told(ask: Inquiry) -> Answer | None:
    """What no table has, where a report's prose surely tells it: 和谁一起核对收费目录 is no question for a figure."""
    from nianbao.app.choose import SURE
    from nianbao.app.narrate import narrate

    chosen = pick(ask.query, ask.held, ask.day) if ask.query.organs else Picked(())
    if not isinstance(chosen, Picked):
        return None
    said = narrate(ask.query, chosen.picks, ask.held, ask.library, ask.draft, ask.nearest, SURE)
    return None if said.refusal is not None else ask.finish(_worded(ask, said), chosen)


def _worded(ask: Inquiry, said: Said) -> Said:
    """The quoted sentences in a model's words, where there is one and its words hold; else as they are."""
    if ask.session is None or said.refusal is not None:
        return said
    from nianbao.app.wording import worded

    told = worded(ask.session, ask.question, ask.draft.citations)
    return replace(said, sentences=told, generated=True) if told else said


def _likely(ask: Inquiry) -> Answer | None:
    """A number asked for in words that neither the form nor the reports know: asked back with the likeliest figures."""
    from nianbao.app import likeness  # it looks meanings up, which a question about a figure never needs

    if not likeness.asks_number(ask.query):
        return None
    if asked_themes(ask.query.text) and not _OF_A_KIND.search(ask.query.text):
        return None  # what reports are known to write about, and this one does not, is no figure by another name
    word = likeness.subject(ask.query)
    figures = likeness.likely(word)
    if not figures:
        return None
    listed = "、".join(figure.label for figure in figures)
    front = ask.front() if ask.query.organs else "".join(f"{year}年" for year in ask.query.years.stated[:1])
    return ask.asked_back(
        AskBack(
            f"统计表里没有“{word}”这个说法，最接近的是：{listed}。请问要查的是哪一个？",
            tuple(f"{front}{question}？" for question in likeness.questions(figures)),
        )
    )


def _nothing_asked(ask: Inquiry) -> Answer:
    """An organ or a year alone: what can be asked about it."""
    if not ask.query.organs and not ask.query.years.stated:
        return ask.refused(
            Refusal(Reason.OUT_OF_SCOPE, "这里只回答关于政府信息公开工作年度报告的问题。", ask.examples())
        )
    front = ask.front()
    return ask.asked_back(
        AskBack(
            "请问想了解哪方面？",
            (
                f"{front}新收申请多少件？",
                f"{front}行政处罚多少件？",
                f"{front}行政复议多少件？",
                f"{front}存在什么问题？",
            ),
        )
    )


def _problem(ask: Inquiry) -> Answer:
    if (problem := ask.query.problem) is None:
        return ask.refused(Refusal(Reason.OUT_OF_SCOPE, "这一问没有读懂，请换个说法。", ask.examples()))
    if may_be_told(ask.query) and (told := _told(ask)) is not None:
        return told
    if problem.reason is None:
        front = "".join(c[0].label for c in ask.query.organs[:1]) + "".join(
            f"{y}年" for y in ask.query.years.stated[:1]
        )
        return ask.asked_back(AskBack(problem.message, tuple(f"{front}{choice}？" for choice in problem.choices)))
    sentences: tuple[str, ...] = ()
    if problem.offered and ask.query.organs:
        chosen = pick(ask.query, ask.held, ask.day)
        if not isinstance(chosen, (Refusal, AskBack)):
            sentences = by_key.offered(problem.offered, chosen.picks, ask.sheet, ask.draft)
    suggestions = tuple(f"{ask.front()}{asked(wanted)}？" for wanted in problem.offered) or ask.examples()
    return ask.refused(Refusal(problem.reason, problem.message, suggestions), sentences)


def _well_formed(text: str) -> str:
    """Half a surrogate pair, as a terminal or a client may send it, is a character nobody can print."""
    return text.encode("utf-8", "replace").decode("utf-8")
