"""One question on its way through the chain: what every branch needs, and how its answer is finished."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from nianbao.app import phrases
from nianbao.app.answer import Answer, Outcome, Refusal, Scope
from nianbao.app.conditions import told
from nianbao.app.draft import Draft
from nianbao.app.holdings import Holdings
from nianbao.app.llm import Session
from nianbao.app.query import Query
from nianbao.app.said import Said
from nianbao.app.scope import AskBack, Pick, Picked
from nianbao.app.sheets import Sheet
from nianbao.index.library import Library
from nianbao.index.organs import Organ, normalise

if TYPE_CHECKING:
    from nianbao.index.search import Nearest

_NOTHING = Picked(())


class Inquiry:
    """A question over a library at one moment, with the draft its answer is written into."""

    def __init__(
        self,
        library: Library,
        held: Holdings,
        query: Query,
        draft: Draft,
        question: str,
        day: date,
        nearest: Nearest | None,
        session: Session | None = None,
    ) -> None:
        self.library, self.held, self.query, self.draft = library, held, query, draft
        self.question, self.day, self.nearest, self.session = question, day, nearest, session
        self._sheets: dict[str, Sheet] = {}

    def again(self, query: Query) -> Inquiry:
        """The same question, read as `query`, with a new draft."""
        return Inquiry(self.library, self.held, query, Draft(), self.question, self.day, self.nearest, self.session)

    def sheet(self, pick: Pick) -> Sheet:
        """The cells of a report with what the validator says of them; loaded once an answer."""
        known = self._sheets.get(pick.entry.id)
        if known is None:
            known = Sheet(self.library, pick.entry, pick.organ.label)
            self._sheets[pick.entry.id] = known
        return known

    def front(self) -> str:
        """Organ and year as a question would begin with them."""
        organs = [c[0] for c in self.query.organs[:1]] or list(self._shown())[:1]
        if not organs:
            return ""
        return f"{organs[0].label}{self._year(organs[0])}年"

    def examples(self) -> tuple[str, ...]:
        """Questions that can be answered, from the library's own reports."""
        shown = [(organ, self._year(organ)) for organ in self._shown()[:2]]
        asked = [f"{organ.label}{year}年新收申请多少件？" for organ, year in shown]
        return (*asked, *(f"{organ.label}{year}年存在什么问题？" for organ, year in shown[:1]))

    def _shown(self) -> tuple[Organ, ...]:
        """The library's organs: the one asked or talked about first, then those that have the year asked for."""
        asked_of = set(self.query.years.stated)
        return tuple(
            sorted(
                self.held.reports,
                key=lambda organ: (organ != self.query.about, asked_of.isdisjoint(self.held.years(organ))),
            )
        )

    def _year(self, organ: Organ) -> int:
        """The year asked for where the organ has it, else its newest."""
        have = self.held.years(organ)
        return next((year for year in self.query.years.stated if year in have), have[0])

    def _asked(self, text: str) -> tuple[str, ...]:
        """The question's own words that an answer repeats and in which a number may stand: in “”, or as a year's reading."""
        asked = f"{normalise(self.question)}{self.query.text}"
        words = (word[0] for word in re.finditer("“[^“”]+”", text) if normalise(word[0][1:-1]) in asked)
        relative = (self.query.years.relative,) if self.query.years.relative else ()
        wanted = self.query.condition
        return (
            *words,
            *relative,
            *(f"{told(wanted, unit)}的机关" for unit in ("件", "项", "万元", "元", "%") if wanted),
        )

    def finish(self, said: Said, chosen: Picked = _NOTHING) -> Answer:
        """An answer from sentences about the reports `chosen`; or the refusal they ended in."""
        if said.refusal is not None:
            return self.refused(said.refusal)
        years = (*(year for _, year in chosen.missing), *said.years)
        made = self._made(Outcome.ANSWERED, "".join((*said.sentences, *chosen.notes)), chosen.picks, said.keys, years)
        return replace(made, generated=said.generated)

    def answered(self, text: str) -> Answer:
        """Outcome `answered`, about no report."""
        return self._made(Outcome.ANSWERED, text)

    def refused(self, refusal: Refusal, sentences: Sequence[str] = ()) -> Answer:
        """Outcome `refused`; figures that help may stand beside it."""
        return self._made(Outcome.REFUSED, "".join((refusal.message, *sentences)), refusal=refusal)

    def asked_back(self, back: AskBack) -> Answer:
        """Outcome `clarify`."""
        return self._made(Outcome.CLARIFY, back.message, choices=back.choices)

    def _made(
        self,
        outcome: Outcome,
        text: str,
        picks: Sequence[Pick] = (),
        keys: Sequence[str] = (),
        named: Sequence[int] = (),
        refusal: Refusal | None = None,
        choices: tuple[str, ...] = (),
    ) -> Answer:
        draft = self.draft
        text = f"{text}{phrases.doubts(draft)}"
        cited = [(c.organ, c.year) for c in draft.citations]
        organs = [p.organ.label for p in picks] or [organ for organ, _ in cited]
        organs = organs or [c[0].label for c in self.query.organs if len(c) == 1]
        years = [p.year for p in picks] or [year for _, year in cited] or list(self.query.years.stated)
        # a year that is missing was asked about as well
        years = [*years, *named]
        return Answer(
            question=self.question,
            outcome=outcome,
            text=text,
            as_of=self.day.isoformat(),
            scope=Scope(tuple(dict.fromkeys(organs)), tuple(sorted(set(years))), tuple(dict.fromkeys(keys))),
            figures=tuple(draft.figures),
            derivations=tuple(draft.derivations),
            citations=tuple(draft.citations),
            findings=tuple(draft.findings),
            refusal=refusal,
            choices=choices,
            reports=self.held.count,
            library_version=self.held.version,
            nianbao=_version(),
            names=tuple(name for name in (*self.held.numbered, *self._asked(text)) if name in text),
        )


@cache
def _version() -> str:
    """The installed version; reading a distribution's metadata takes longer than a look-up."""
    return version("nianbao")
