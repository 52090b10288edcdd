"""Numbers of the running text with their measure words, cut out by a pattern (FORM §6, pure).

Only a number that stands directly before a measure word is one: 一是, 三公经费 and 第三条 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from nianbao.ingest.numerals import LONGEST, chinese_integer

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
# Whole runs of digits of a bounded length only: begun anew at every digit of a long one, it would be read as often.
_DIGITS_READ = rf"(?<!\d)\d{{1,{LONGEST}}}(?!\d)(?:\.\d{{1,{LONGEST}}}(?!\d))?"
_GROUPS_READ = rf"(?<!\d)\d{{1,3}}(?:,\d{{3}}){{1,{LONGEST // 3}}}+(?!\d)(?:\.\d{{1,{LONGEST}}}(?!\d))?"
_QUANTITY = re.compile(
    rf"(?P<number>{_GROUPS_READ}|{_DIGITS_READ}|[零〇一二两三四五六七八九十百千万]{{1,12}})"
    r"(?P<scale>[百千万亿]?)(?P<more>[余多来]?)"
    r"(?P<unit>件次|件|宗|份|起|例|项|个(?!百分点|多?(?:月|季度|年|星期|周|工作日|自然日|小时))|部|次|条|元|%)(?P<after>左右|以上|以下|上下|[余多])?"
)
_PERCENT = re.compile(r"百分之(?P<number>[零〇一二两三四五六七八九十]+)(?:点(?P<part>[零〇一二三四五六七八九]+))?")
_ABOUT = re.compile(r"(?:约|近|超过?|逾|大约|不足|不到|至少|最多|将近|不少于|多达|(?<![线网以之])上)$")
_NO_COUNT = re.compile(r"(?:第|\d|\d[.,]|[~\-—–至〔\[/]|每|哪|另|这|那|某|同|任)$")
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十]")  # 百 and 万 alone are no numbers
_EITHER = re.compile(r"[一二两三四五六七八九]{2,}")  # 两三件
_QUOTED = re.compile(r"“[^“”]*”|「[^「」]*」|《[^《》]*》")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure word.

    Attributes:
        value: in units of `unit`; `1.2万件` is 12000 件.
        step: what the last printed digit counts (1 for `35件`, 1000 for `1.2万件`, 0.1 for `32.9%`).
        vague: said with 余, 近, 约, 多, 左右 and the like: never to be compared exactly.
        start, end: in the sentence's text; `end` is behind the measure word.
    """

    value: Decimal
    step: Decimal
    unit: str
    vague: bool
    start: int
    end: int

    def agrees(self, value: Decimal) -> bool:
        """Whether `value`, rounded or cut to the printed digits, is this number."""
        if self.step == 1 and value == value.to_integral_value():
            return self.value == value
        return abs(self.value - value) < self.step


@lru_cache(maxsize=1024)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a plain text, a sentence, in order; what others are quoted to have said is left out."""
    found = list(_counted(text))
    if "百分之" in text:
        found = sorted((*found, *_percents(text)), key=lambda quantity: quantity.start)
    quoted = [match.span() for match in _QUOTED.finditer(text)] if found else []
    return tuple(one for one in found if not any(start < one.start < end for start, end in quoted))


def _counted(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        before = text[max(0, match.start() - 3) : match.start()]
        number = match["number"]
        if _NO_COUNT.search(before):
            continue
        if number[0].isdigit():
            digits = Decimal(number.replace(",", ""))
            step = Decimal(1).scaleb(int(digits.as_tuple().exponent))
        else:
            count = chinese_integer(number)
            if count is None or not _NUMERAL.search(number) or _EITHER.fullmatch(number):
                continue
            digits, step = Decimal(count), Decimal(1)
        scale = _SCALES[match["scale"]]
        vague = bool(match["more"] or match["after"] or _ABOUT.search(before))
        yield Quantity(digits * scale, step * scale, match["unit"], vague, *match.span())


def _percents(text: str) -> Iterator[Quantity]:
    for match in _PERCENT.finditer(text):
        whole, part = chinese_integer(match["number"]), (match["part"] or "").translate(_DIGITS)
        if whole is not None:
            before = text[max(0, match.start() - 3) : match.start()]
            value = Decimal(f"{whole}.{part}" if part else whole)
            step = Decimal(1).scaleb(-len(part))
            yield Quantity(value, step, "%", _ABOUT.search(before) is not None, *match.span())
