"""The words of the forms, found in a question: rows, columns, groups, sums and rates.

Everything comes from `ingest/forms/`; nothing here knows a label. Words are found longest first, so that
上年结转 is not 结转 and 予以公开率 is not 予以公开.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from nianbao.app import sayings
from nianbao.ingest import form as forms_module
from nianbao.ingest.form import bare, normalise

WEAK = frozenset(
    {
        "申请",
        "依申请公开",
        "申请公开",
        "收费",
        "申请数",
        "申请量",
        "申请数量",
        "申请件数",
        "申请总数",
        "申请多少",
        "申请了多少",
        "多少申请",
        "多少件申请",
        "几件申请",
        "公开了多少件",
        "公开了几件",
        "公开多少件",
        "公开几件",
        "要信息",
        "要公开信息",
        "要公开",
        "办理了多少",
        "办理多少",
        "办了多少",
        "办理了几件",
        "收了几件",
        "收了多少件",
        "来了几个",
    }
)
"""Words that name 新收 only where nothing else of table 三 or 四 is named."""


class Slot(StrEnum):
    """What a word of the form stands for."""

    ROW = "row"
    COLUMN = "column"
    GROUP = "group"
    MEASURE = "measure"
    COLUMN_GROUP = "column_group"
    RATE = "rate"
    SET = "set"
    TOTAL = "total"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a word: a slot, its table and its key there."""

    slot: Slot
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A word found in a question, with every meaning it has; `faint` where it names only what nothing else does.

    `said` tells what people say for the form's words from the words themselves.
    """

    word: str
    start: int
    end: int
    entries: tuple[Entry, ...]
    faint: bool = False
    said: bool = False

    @property
    def weak(self) -> bool:
        """Whether it names a figure only where nothing stronger is named."""
        return self.faint or self.word in WEAK

    def of(self, slot: Slot) -> tuple[Entry, ...]:
        """The meanings of one kind."""
        return tuple(entry for entry in self.entries if entry.slot is slot)


_TOTAL_WORDS = ("总计", "合计", "一共", "总共", "总数", "共计", "总量")
_VAGUE = {"其他": "other", "其它": "other", "结转": "carry", "总计": "total"}


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """word → meanings, over every edition of the form."""
    words: dict[str, dict[Entry, None]] = {}

    def say(word: str, entry: Entry) -> None:
        if len(word) >= 2:
            words.setdefault(word, {})[entry] = None

    for form in forms_module.forms():
        for table in form.tables:
            for group in table.groups:
                for word in (*group.words, normalise(group.label)):
                    say(word, Entry(Slot.GROUP, table.key, group.key))
            for row in table.rows:
                for word in (*row.words, *_labels(row.label, row.aliases)):
                    say(word, Entry(Slot.ROW, table.key, row.key))
            for block in table.blocks:
                for column in block.columns:
                    entry = Entry(Slot.TOTAL if column.key == "total" else Slot.COLUMN, table.key, column.key)
                    for word in (*column.words, *_labels(column.label, column.aliases)):
                        say(word, entry)
        for measure in form.measures:
            for word in measure.words:
                say(normalise(word) if "、" in word else word, Entry(Slot.MEASURE, measure.table, measure.key))
                say(word, Entry(Slot.MEASURE, measure.table, measure.key))
        for column_group in form.column_groups:
            for word in column_group.words:
                say(word, Entry(Slot.COLUMN_GROUP, column_group.table, column_group.key))
        for word_set in form.sets:
            for word in word_set.words:
                say(word, Entry(Slot.SET, word_set.table, word_set.key))
        for rate in form.rates:
            for word in rate.words:
                say(word, Entry(Slot.RATE, rate.table, rate.key))
    for word in _TOTAL_WORDS:
        words[word] = {Entry(Slot.TOTAL, "", "total"): None}
    for word, key in _VAGUE.items():
        if word not in _TOTAL_WORDS:
            words[word] = {Entry(Slot.VAGUE, "", key): None}
    return {word: tuple(entries) for word, entries in words.items()}


def _labels(label: str, aliases: tuple[str, ...]) -> set[str]:
    names = {normalise(label), normalise(bare(label)), *(normalise(alias) for alias in aliases)}
    return {name for name in names if name not in _VAGUE and name not in _TOTAL_WORDS}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(lexicon(), key=lambda w: (-len(w), w))))


def find(text: str) -> tuple[Hit, ...]:
    """Every word and saying of the forms in `text`, the longest first where they overlap, none inside another."""
    words = lexicon()
    printed = [
        Hit(m[0], m.start(), m.end(), words[m[0]])
        for m in _pattern().finditer(text)
        if not (m[0] == "个人" and _COUNTED.search(text[: m.start()]))
        and not (m[0] in HANDLED and not _NOTHING_ELSE.match(text, m.end()))
    ]
    said = [hit for hit in _said(text) if not any(_over(hit, other) for other in printed)]
    kept = [hit for hit in printed if not any(_overlap(hit, other) for other in said)]
    return tuple(sorted((*kept, *said), key=lambda hit: hit.start))


def _said(text: str) -> list[Hit]:
    found = []
    for match in sayings.pattern().finditer(text):
        if match[0].startswith("个人") and _COUNTED.search(text[: match.start()]):
            continue
        saying = sayings.SAYINGS[int((match.lastgroup or "s0")[1:])]
        entry = Entry(Slot(saying.slot), saying.table, saying.key)
        found.append(Hit(match[0], match.start(), match.end(), (entry,), saying.weak, said=True))
    return found


def _over(saying: Hit, word: Hit) -> bool:
    """Whether a word of the form keeps its place against a saying: it is as long and they share a character."""
    return _overlap(saying, word) and len(word.word) >= len(saying.word)


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


HANDLED = frozenset({"办理了多少", "办理多少", "办了多少", "办理了几件", "来了几个", "收了几件", "收了多少件"})
_NOTHING_ELSE = re.compile(r"件?(?:的?(?:政府信息公开|信息公开)?申请|要公开|要信息|[，,。?？了啊呢吧]|$)")
"""办理了多少件人大代表建议: what was handled is said, and is no request."""
_COUNTED = re.compile(r"(?<![这那])[几多少两一二三四五六七八九十每哪某\d]$")
"""几个人, 每个人: persons are counted, and no kind of applicant is named."""
