"""Printed strings → values, after FORM §6: exact, and never guessing.

`cell_value` reads what stands in a table cell; `chinese_integer` reads a numeral that a pattern has cut
out of a text ("七十一条" → 71). Neither is ever run over running text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from nianbao.ingest.limits import CELL_CHARACTERS
from nianbao.ingest.report import State
from nianbao.ingest.units import UNIT, scaled

LONGEST = 18
"""Digits of the longest number that is read as one; no count of a report has more than ten."""

DASHES = frozenset(
    {"/", "-", "--", "—", "——", "–", "―", "一一", "无", "\\", "//", "／", "－", "−", "N/A", "n/a", "*", "——/"}
)

_LOOKALIKE = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "l": "1", "I": "1"})
_NUMBER = r"(?P<sign>[+\-−增减]?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_UNIT = rf"(?P<unit>{UNIT}|万|[(\[【](?:单位:?)?{UNIT}[)\]】])?"
_REMARK = r"(?P<remark>[(\[【（].*|其中.*|注.*|[,;，；](?![\d.]).*)?"
_FOREIGN = re.compile(r"(?:单位:?)?(?:.{0,4}元|[百千万亿].{0,2})")
"""A remark that is a unit, though none that a report counts in."""
_PARTED = re.compile(r"\d\s+\d")
_ONE_NUMBER = re.compile(r"\D*(?:\d{1,3}(?:[^\S\n]+\d{3})+|\d(?:[^\S\n]+\d)+)(?!\d).*", re.DOTALL)
"""A number set wide, figure by figure, or in groups of three; a line's end is no space within a number."""
_CELL = re.compile(rf"^{_NUMBER}{_UNIT}{_REMARK}$", re.DOTALL)
_LEADING_REMARK = re.compile(r"^[(（][^()（）\d]{1,20}[)）](?=[\d.]+$)")

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_SCALES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell's string says. `doubt` names a reading that took more than the string plainly gives."""

    state: State
    value: Decimal | None = None
    unit: str | None = None
    remark: str | None = None
    doubt: str | None = None


BLANK = CellValue(State.BLANK)
DASH = CellValue(State.DASH)
TEXT = CellValue(State.TEXT)


def _without_notes(raw: str) -> tuple[str, str]:
    """Split off footnote marks (①, ²): NFKC would turn them into digits of the number."""
    kept: list[str] = []
    marks: list[str] = []
    for char in raw:
        kind = unicodedata.decomposition(char)
        (marks if kind.startswith(("<circle>", "<super>", "<sub>")) else kept).append(char)
    return "".join(kept), "".join(marks)


def cell_value(raw: str) -> CellValue:
    """Read one cell; one of more than `CELL_CHARACTERS` is text, whatever it begins with.

    >>> cell_value("１，０２４").value, cell_value("22（其中修订16件）").remark, cell_value("/").state
    (Decimal('1024'), '其中修订16件', <State.DASH: 'dash'>)
    """
    return _cell_value(raw) if len(raw) <= CELL_CHARACTERS or not raw.strip() else TEXT


@lru_cache(maxsize=16_384)
def _cell_value(raw: str) -> CellValue:
    kept, marks = _without_notes(raw)
    text = re.sub(r"[\s\u200b-\u200f\ufeff\u00ad]+", "", unicodedata.normalize("NFKC", kept))
    if not text:
        return BLANK if not marks else TEXT
    if text in DASHES:
        return DASH
    doubt = None
    match = _CELL.match(text) or _CELL.match(_LEADING_REMARK.sub("", text))
    if match is None and re.fullmatch(r"[\d,.OoIl〇○+\-]+", text) and any(c.isdigit() or c in "Oo〇○" for c in text):
        match = _CELL.match(text.translate(_LOOKALIKE))
        doubt = f"字母或圈读作数字：{raw.strip()}"
    if match is None:
        return TEXT
    digits = match["digits"].replace(",", "")
    if re.match(r"0\d", digits):
        doubt = f"数字以0开头：{raw.strip()}"
    if _PARTED.search(kept):
        # one number set wide, or two numbers in one cell: `12 345` is not surely 12345, and 63 over 65 is no 6365
        if not _ONE_NUMBER.fullmatch(kept.strip()):
            return CellValue(State.TEXT, doubt=f"一格中不止一个数：{' '.join(raw.split())}")
        doubt = f"数字中间有空格：{raw.strip()}"
    if len(digits) > LONGEST:
        return TEXT
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return TEXT
    if match["sign"] in {"-", "−", "减"}:
        value = -value
    unit = re.sub(r"单位|\W", "", match["unit"] or "") or None
    if unit is not None:
        times, unit = scaled(unit)
        value = Decimal(decimal_text(value * times))
    remark = (match["remark"] or "").strip("()[]【】（）,;，；") + marks
    if _FOREIGN.fullmatch(remark):
        doubt = f"单位与表式不同：{raw.strip()}"
    return CellValue(State.NUMBER, Decimal(format(value, "f")), unit or None, remark or None, doubt)


def is_value(raw: str) -> bool:
    """Whether a string could stand in a value cell: a number, a blank, a dash, or several numbers."""
    return _is_value(raw) if len(raw) <= CELL_CHARACTERS else not raw.strip()


@lru_cache(maxsize=16_384)
def _is_value(raw: str) -> bool:
    read = cell_value(raw)
    return read.state is not State.TEXT or read.doubt is not None


def chinese_integer(text: str) -> int | None:
    """The integer that `text`, wholly a Chinese numeral, stands for; None where it is none.

    >>> [chinese_integer(t) for t in ("七十一", "二〇二四", "一千二百", "三万零五", "公开")]
    [71, 2024, 1200, 30005, None]
    """
    if not text or any(c not in _DIGITS and c not in _SCALES and c not in "万亿" for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SCALES:
            section += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            total = (total + section + digit) * (10**4 if char == "万" else 10**8)
            section = digit = 0
    return total + section + digit


def year_of(text: str) -> int | None:
    """A four-digit year in Arabic or Chinese digits (`２０２４`, `二〇二四`), 1990–2099.

    >>> year_of("２０２４"), year_of("二○二四"), year_of("三千")
    (2024, 2024, None)
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = plain.replace("Ｏ", "0").replace("O", "0")
    year = int(plain) if plain.isdecimal() else chinese_integer(plain)
    return year if year is not None and 1990 <= year <= 2099 else None


def decimal_text(value: Decimal) -> str:
    """A decimal string without exponent and without trailing zeros after the point (`7730.28`, `1200`, `-3`)."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def adds_up(texts: Sequence[str], *, blanks_are_nothing: bool = False) -> bool:
    """Whether cells all hold numbers, and the last is the sum of the others.

    Args:
        texts: of a row's cells, the total last.
        blanks_are_nothing: blank cells and dashes count as 0, the total as well.

    >>> adds_up(["3", "0", "3"]), adds_up(["3", "", "3"]), adds_up(["3", "1", "3"])
    (True, False, False)
    >>> adds_up(["3", "", "3"], blanks_are_nothing=True), adds_up(["3", "无此项", "3"], blanks_are_nothing=True)
    (True, False)
    """
    read = [cell_value(text) for text in texts]
    if not read or any(one.state is State.TEXT or (one.value is None and not blanks_are_nothing) for one in read):
        return False
    *parts, total = [one.value or 0 for one in read]
    return sum(parts) == total
