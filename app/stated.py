"""Numbers that a question states, to be held against the report (pure)."""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.app.query import Stated, Years
from nianbao.ingest.numerals import chinese_integer

ASKS = re.compile(
    r"对吗|对不对|对么|是吗|是不是|正确吗|准确吗|属实|没错吧|是这样吗|填错|写错|说错|对吧|真的吗|是真的|有没有这么多"
)
"""Words that ask whether a stated number is right."""

_NUMBER = re.compile(
    r"(?P<near>约|近|大约|大概|将近|差不多)?(?P<bound>超过|多于|不止|不到|少于|不足)?(?<![\d.第])(?P<minus>-)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>万|亿)?(?P<over>余|多|来)?"
    r"(?P<unit>件|条|项|次|万元|元|宗|份|个|起|%|个百分点)?(?P<about>左右|上下)?(?=[,。，对吗是吧呀！!?？;；、的和与]|$|[\u4e00-\u9fff])"
)
_CHINESE = re.compile(
    r"(?P<near>约|近|大约)?(?P<digits>[零〇一二两三四五六七八九十百千万]{1,8})(?P<over>余|多)?(?P<unit>件|次|条|项|宗|份|起)"
)


def stated(text: str, when: Years) -> tuple[Stated, ...]:
    """The numbers of a question that are no years, with unit and whether they are approximate."""
    rest = text
    for start, end in when.spans:
        rest = rest[:start] + "年" * (end - start) + rest[end:]
    found: list[Stated] = []
    for match in _NUMBER.finditer(rest):
        if rest[match.end() :].startswith(("名", "位", "年", "号", "月", "日")) and not match["unit"]:
            continue
        scale = {"万": 10_000, "亿": 10**8}.get(match["scale"] or "", 1)
        unit = match["unit"] or ""
        if match["scale"] == "万" and unit == "元":
            unit, scale = "万元", 1
        value = Decimal(match["digits"].replace(",", "")) * (-1 if match["minus"] else 1)
        near = bool(match["near"] or match["about"])
        above = bool(match["over"]) or match["bound"] in ("超过", "多于", "不止")
        below = match["bound"] in ("不到", "少于", "不足")
        found.append(Stated(value * scale, unit, near, _step(value) * scale, above, below))
    for match in _CHINESE.finditer(rest):
        number = chinese_integer(match["digits"])
        if number is not None and re.search(r"[零〇一二两三四五六七八九十]", match["digits"]):
            found.append(Stated(Decimal(number), match["unit"], bool(match["near"]), Decimal(1), bool(match["over"])))
    return tuple(found)


def _step(value: Decimal) -> Decimal:
    """The place of the last digit that is written: 41 → 1, 400 → 100, 3.5 → 0.1."""
    text = format(value, "f")
    if "." in text:
        return Decimal(1).scaleb(-len(text.split(".")[1]))
    zeros = len(text) - len(text.rstrip("0"))
    return Decimal(10) ** min(zeros, max(len(text) - 1, 0))
