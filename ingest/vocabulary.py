"""The words printed on the statutory tables: which table a text belongs to, which row it names (pure).

Flattened text has lost the lines between its cells; what is left to tell a label from a figure, a head from
a row and one table from the next are the form's own words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nianbao.ingest import form as forms_module
from nianbao.ingest.form import Row, Table, normalise
from nianbao.ingest.likeness import likeness

TABLES = ("disclosure", "applications", "review")

ALIKE = 0.75
"""From this likeness on a text counts as the label of a row."""

RUN = 4
"""Characters of the shortest word that is looked for in words that run together."""

PARTS = 6
"""A label is cut into no more parts than this by line breaks and spaces."""

_ITEM = re.compile(r"第二十条第[一二三四五六七八九十]{1,2}项")


@dataclass(frozen=True, slots=True)
class Label:
    """The row that the last of some texts name, and the texts before it."""

    text: str
    row: Row | None
    before: tuple[str, ...]


@cache
def _tables() -> tuple[Table, ...]:
    return tuple(table for form in forms_module.forms() for table in form.tables)


def _printed(table: Table) -> Iterator[str]:
    yield from (*table.heads, *table.headings)
    yield from (group.label for group in table.groups)
    for block in table.blocks:
        yield block.heading
        for row in block.rows:
            yield from (row.label, *row.aliases)
        for column in block.columns:
            yield from (column.label, *column.aliases)


@cache
def _words() -> dict[str, str]:
    """Normalised text → its table; nothing where two tables print it (其他, 总计)."""
    found: dict[str, str] = {}
    for table in _tables():
        for text in _printed(table):
            word = normalise(text)
            found[word] = table.key if found.get(word, table.key) == table.key else ""
    found.pop("", None)
    return found


@cache
def _all_words() -> str:
    return "\n".join(_words())


@lru_cache(maxsize=16_384)
def is_word(text: str) -> bool:
    """Whether a text is wholly what a statutory table prints in one cell, but for a remark behind it."""
    word = without_remark(text, _words())
    return word in _words() or _ITEM.fullmatch(word) is not None


HEADS = 200
"""Characters of the longest line of heads that run together: those of table 四 have 80."""


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[str, ...]:
    """The words of one statutory table that a text runs together: `信息内容本年处理决定数量`; nothing where it is none or one."""
    if len(text) > HEADS:
        return ()
    rest, found, word = normalise(text), list[str](), ""
    while rest and (word := max((w for w in _words() if len(w) >= RUN and rest.startswith(w)), key=len, default="")):
        found.append(word)
        rest = rest[len(word) :]
    of_one = len({_words()[word] for word in found} - {""}) == 1
    return tuple(found) if not rest and len(found) > 1 and of_one else ()


@lru_cache(maxsize=16_384)
def is_fragment(text: str) -> bool:
    """Whether a text could be a piece of a label that a line break has cut, down to one letter."""
    return normalise(text) in _all_words()


@lru_cache(maxsize=16_384)
def speaks(text: str) -> bool:
    """Whether a text is a word of a table, or a row's label with a misprint or a remark behind it."""
    return is_word(text) or row_named(text) is not None


@lru_cache(maxsize=16_384)
def table_of(text: str) -> str | None:
    """The statutory table that a text can only belong to."""
    word = without_remark(text, _words())
    if _ITEM.fullmatch(word):
        return "disclosure"
    if word in _words():
        return _words()[word] or None
    named = row_named(text)
    return named[0] if named else None


@lru_cache(maxsize=16_384)
def row_named(text: str) -> tuple[str, Row] | None:
    """(table, row) of the one row of 二 or 三 that a text names; None where two are alike."""
    short = normalise(unremarked(text))
    for table in _tables():
        for row in table.rows if table.key == "disclosure" else ():
            if short in {normalise(name) for name in (row.label, *row.aliases)}:
                return table.key, row
    word = without_remark(text, _words())
    (best, row), (second, _) = _ranked(word)[:2]
    if best < 1.0 and word in _words():
        return None  # not a misprint, but another word: 不予公开 is no 予以公开
    return ("applications", row) if best >= ALIKE and (best - second >= 0.05 or best == 1.0) else None


def likeness_of(text: str) -> float:
    """How well a text names the row of 三 that it names best."""
    return _ranked(without_remark(text, _words()))[0][0]


@lru_cache(maxsize=16_384)
def _ranked(word: str) -> list[tuple[float, Row]]:
    """The rows of 三 by likeness to a normalised text, the best first."""
    scores: dict[str, tuple[float, Row]] = {}
    for table in _tables():
        for row in table.rows if table.key == "applications" else ():
            scores[row.key] = max(scores.get(row.key, (0.0, row)), (likeness(word, row), row), key=lambda s: s[0])
    return sorted(scores.values(), key=lambda score: -score[0])


def label_of(texts: Sequence[str], table: str, *, cut: bool) -> Label:
    """The label among `texts`: the last of them, or the last few where a line break may have `cut` it.

    Two parts are one label only where together they name a row better than the last alone.
    """
    best: tuple[float, int, Row | None] = (0.0, 1, None)
    for count in range(1, min(PARTS if cut else 1, len(texts)) + 1):
        named = row_named("".join(texts[-count:]))
        if named is None or named[0] != table:
            continue
        score = likeness_of("".join(texts[-count:])) if table == "applications" else 1.0
        if score > best[0] + 0.02:
            best = (score, count, named[1])
    _, count, row = best
    return Label("".join(texts[len(texts) - count :]), row, tuple(texts[: len(texts) - count]))


def joined(texts: Sequence[str], table: str) -> list[str]:
    """`texts` with the heads that a line break has cut put together: the longest run that is a word of the table."""
    out: list[str] = []
    at = 0
    while at < len(texts):
        for count in range(min(PARTS, len(texts) - at), 0, -1):
            whole = "".join(texts[at : at + count])
            if (
                count == 1
                or _words().get(without_remark(whole, _words())) == table
                or _ITEM.fullmatch(normalise(whole))
            ):
                out.append(whole)
                at += count
                break
    return out


def without_remark(text: str, names: Collection[str]) -> str:
    """A text, normalised; without the remark behind it where only so it is one of `names`: `商业企业（含个体户）`."""
    whole = normalise(text)
    if whole in names or not any(bracket in text for bracket in "(（"):
        return whole
    label = unremarked(text)
    short = normalise(label)
    return short if short in names and _is_one_bracket(text[len(label) :]) else whole


def _is_one_bracket(text: str) -> bool:
    """Whether the first bracket of a text closes at its end; two labels that run together have two."""
    depth = 0
    for i, char in enumerate(text := text.strip()):
        depth += (char in "(（") - (char in ")）")
        if not depth:
            return i + 1 == len(text)
    return False


def unremarked(text: str) -> str:
    """A label without the remark in brackets behind it: `规章（设区的市填写）`."""
    return re.sub(r"(?<=[^\s（(])\s*[（(].*$", "", text, flags=re.DOTALL)
