"""A word that no vocabulary knows → the figures of the form that it is most like, to be asked back and never guessed.

Likeness is lexical (characters and pairs of them that a description shares) and of meaning (`index.embed`); the model is
loaded only where a question for a number names no figure at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from nianbao.app.query import Query, Wanted
from nianbao.app.wanted import asked, cell, newest
from nianbao.index.embed import Vectors, default

_ASKS_NUMBER = re.compile(r"多少|几[件条次项个宗起份回]|几$|件数|次数|数量")
_BEFORE_IT = re.compile(r"^(?:请问|想问|想知道|的|因为|因|由于|被|有|一共|总共)+")
_BEHIND_IT = re.compile(r"(?:的|类|有|是|了|过|共|一共|总共|提|作|做|要|还|收到)*(?:多少|几|件数|次数|数量).*$")
_LEAST, _BEHIND, _MOST = 0.4, 0.12, 3
"""A figure less like than this is not offered, nor one so far behind the first, nor more than so many."""
_LEXICAL = 0.35
"""How much of the score the characters are."""

_OF_MONEY = re.compile(r"经费|违法所得|预算|开支|花了|工资|补贴|赔")
"""Money that no table counts is like none of their figures."""


def asks_number(query: Query) -> bool:
    """Whether a question asks for a number and names no figure of the form."""
    about = query.organs or query.years.stated  # 1+1等于几 is about no report
    if not about or query.wanted or query.ratios or _OF_MONEY.search(query.text):
        return False
    return _ASKS_NUMBER.search(query.text) is not None


def subject(query: Query) -> str:
    """What the number is asked of: the question without organs, years and words that fill it."""
    spans = [(at, at + len(name)) for name in query.mentioned if (at := query.text.find(name)) >= 0]
    text = query.text
    for start, end in (*spans, *query.years.spans):
        text = text[:start] + "，" * (end - start) + text[end:]
    parts = re.findall(r"[\u4e00-\u9fffA-Za-z]+", _BEHIND_IT.sub("", text))
    return max((_BEFORE_IT.sub("", part) for part in parts), key=len, default="")


def likely(word: str) -> tuple[Wanted, ...]:
    """The figures whose descriptions are most like `word`, best first; none where nothing is near."""
    if len(word) < 2:
        return ()
    figures, texts = _described()
    meaning = _vectors() @ default().encode([word])[0]
    scores = [
        (1 - _LEXICAL) * float(near) + _LEXICAL * max(_shared(word, part) for part in parts)
        for near, parts in zip(meaning, texts, strict=True)
    ]
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))[:_MOST]
    best = scores[order[0]]
    return tuple(figures[at] for at in order if scores[at] >= _LEAST and scores[at] >= best - _BEHIND)


def _shared(word: str, text: str) -> float:
    """The share of a word's pairs of characters, or else of its characters, that a description has."""
    pairs = {word[at : at + 2] for at in range(len(word) - 1)}
    return max(sum(pair in text for pair in pairs) / len(pairs), 0.5 * len(set(word) & set(text)) / len(set(word)))


@cache
def _described() -> tuple[tuple[Wanted, ...], tuple[tuple[str, ...], ...]]:
    """Every row's own figure, and every kind of applicant's, with what describes it."""
    figures: list[Wanted] = []
    texts: list[tuple[str, ...]] = []
    form = newest()
    for spec in (spec for table in form.tables for spec in table.cells):
        if spec.column.key in ("total", "decisions", "amount", "issued"):
            figures.append(cell(spec.key))
            texts.append((spec.row.label, *spec.row.words, spec.row.explain))
    for column in form.table("applications").blocks[0].columns:
        if column.key != "total":
            figures.append(cell(f"applications.received.{column.key}"))
            texts.append((column.label, *column.words, column.explain))
    return tuple(figures), tuple(texts)


@cache
def _vectors() -> Vectors:
    """One vector a figure: the mean of those of its words and its explanation."""
    made = [default().encode(parts).mean(axis=0) for parts in _described()[1]]
    rows = np.stack(made)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def questions(figures: Sequence[Wanted]) -> tuple[str, ...]:
    """Questions that can be asked as they stand, behind an organ and a year."""
    return tuple(asked(figure) for figure in figures)
