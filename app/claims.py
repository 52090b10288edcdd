"""Text → the numbers it claims (pure).

Every Arabic number counts, in whatever width or script of digits; a Chinese numeral counts where it stands
before a measure word (三十件, 百分之五), since 一是 and 三公经费 are no figures. What stands inside 「」 is a
quotation and is checked as one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from nianbao.ingest.numerals import chinese_integer

_QUOTED = re.compile(r"「[^「」]*」")
_CITED = re.compile(r"\[\d{1,4}\]")
_ARABIC = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_CHINESE = re.compile(
    r"(?<![哪每同这那某另任])(百分之|千分之)?([零〇一二三四五六七八九十百千万亿两]+)(?:点[零〇一二三四五六七八九]+)?(?=[余多来]?(?:件|条|项|次|宗|份|起|个|人|户|名|位|天|家|格|%|元|万|亿|倍|成|分之))"
)
_PERCENT = re.compile(r"百分之([零〇一二三四五六七八九十百]+)")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in a text: its value, its printed form and where it stands."""

    value: Decimal
    printed: str
    start: int
    end: int
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in 「」, without the brackets."""

    text: str
    start: int
    end: int


def claims(text: str, cited: frozenset[str] | None = None) -> tuple[Claim, ...]:
    """All numbers of `text` outside quotations and citation marks.

    Args:
        cited: the ids of the answer's citations (`c1`): [9] is a mark only where there is a c9. None takes any.
    """

    def mark(match: re.Match[str]) -> str:
        known = cited is None or f"c{match[0][1:-1]}" in cited
        return _blank(match) if known else match[0]

    plain = _digits(_CITED.sub(mark, _QUOTED.sub(_blank, text)))
    found = [
        Claim(
            Decimal(m[0].replace(",", "")), text[m.start() : m.end()], m.start(), m.end(), plain[m.end() :][:1] == "%"
        )
        for m in _ARABIC.finditer(plain)
    ]
    for match in (*_CHINESE.finditer(plain), *_PERCENT.finditer(plain)):
        numeral = match[match.lastindex or 0]
        value = chinese_integer(numeral)
        # 万, 百 and the like alone are units, not numbers
        if value is not None and any(c in "零〇一二三四五六七八九十两" for c in numeral):
            percent = match[0].startswith("百分之") or plain[match.end() :][:1] == "%"
            found.append(Claim(Decimal(value), match[0], match.start(), match.end(), percent))
    return tuple(sorted(found, key=lambda claim: claim.start))


def quotations(text: str) -> tuple[Quotation, ...]:
    """All stretches in 「」."""
    return tuple(Quotation(m[0][1:-1], m.start(), m.end()) for m in _QUOTED.finditer(text))


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence; a 。 inside 「」 does not end one."""
    masked = _QUOTED.sub(lambda m: "「" + "＿" * (len(m[0]) - 2) + "」", text)
    return tuple(m.span() for m in _SENTENCE.finditer(masked) if m[0].strip())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _digits(text: str) -> str:
    """One character for one: any script's digit → ASCII, circled and superscript numbers included."""
    out = []
    for char in text:
        if char.isascii():
            out.append(char)
            continue
        digit = unicodedata.digit(char, None)
        if digit is not None:
            out.append(str(digit))
            continue
        numeric = unicodedata.numeric(char, None)
        if numeric is not None and unicodedata.category(char) in {"No", "Nl"} and char != "〇":
            out.append("9" if numeric >= 10 else str(int(numeric)))
            continue
        plain = unicodedata.normalize("NFKC", char)
        out.append(plain if len(plain) == 1 and plain.isascii() else char)
    return "".join(out)
