"""An English question that words alone do not account for → the Chinese one that it means as a whole (`app.meaning`)."""

from __future__ import annotations

import re

from nianbao.app.crossed import from_hits
from nianbao.app.english import Translation
from nianbao.app.meaning import learnt, masked, meaning
from nianbao.app.meant import FIGURES, LIKELY, SURE, chance, words_of
from nianbao.app.vocabulary import Slot
from nianbao.app.wanted import asked, newest

_FEWEST = re.compile(r"\b(?:fewest|least|lowest|smallest|bottom)\b")
_NUMBER = re.compile(r"(?<!\d)\d[\d,]*(?:\.\d+)?(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def meant_in_chinese(said: Translation) -> str | None:
    """The question in Chinese; None where what is meant is not sure enough."""
    read = meaning(masked(said.whole))
    kind = next(label for label, _ in read.kind)
    if any(learnt().against(f"~{word.lower()}", FIGURES, "none") for word in said.unread):
        return None  # a word that no question taught, or that turned questions away from the form
    if kind == "findings" and chance(read.kind, kind) >= SURE:
        return f"{said.front}{said.years}勾稽有没有不平？"
    if chance(read.kind, *FIGURES) < SURE or read.target[0][1] < LIKELY or read.column[0][1] < LIKELY:
        return None
    hits = words_of(said.whole, read.target[0][0], read.column[0][0], split=kind == "split")
    rate = next((e.key for hit in hits for e in hit.of(Slot.RATE)), "")
    if rate:
        label = next(one.label for one in newest().rates if one.key == rate)
        return f"{said.front}{said.years}{label}是多少？"
    wanted, _ = from_hits(hits)
    if not wanted:
        return None
    if kind == "split":
        return f"{said.front}{said.years}各类申请人各提了几件申请？"
    if kind == "rank" and said.kind:
        most = "少" if _FEWEST.search(said.whole.lower()) else "多"
        return f"{said.front}{said.years}哪个{said.kind}{_name(asked(wanted[0]))}最{most}？"
    return f"{said.front}{said.years}{_operation(said.whole, kind, _name(asked(wanted[0])), asked(wanted[0]))}？"


def _name(question: str) -> str:
    """行政处罚 of 行政处罚多少件."""
    return re.split("多少", question, maxsplit=1)[0]


def _operation(whole: str, kind: str, name: str, question: str) -> str:
    numbers = [number.replace(",", "") for number in _NUMBER.findall(whole) if not _YEAR.fullmatch(number)]
    match kind:
        case "change":
            return f"{name}比上年增加多少"
        case "trend":
            return f"{name}历年趋势"
        case "rank":
            return f"哪个机关{name}最{'少' if _FEWEST.search(whole.lower()) else '多'}"
        case "share":
            return f"{name}占比"
        case "claim" if len(numbers) == 1:
            unit = question.removeprefix(f"{name}多少")
            return f"{name}{numbers[0]}{unit}，对吗"
        case _:
            return question
