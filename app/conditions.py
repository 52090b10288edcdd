"""Organs asked for by what their figure is: 哪些局超过一百件, 几个机关没有行政诉讼 (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from nianbao.app.query import Bound, Stated, Years
from nianbao.app.stated import number_spans, stated
from nianbao.app.vocabulary import Hit, Slot

_KINDS = r"(?:局|区县|区|县|市|镇|乡|街道|委|厅|机关|部门|单位|家)"
_HOW_MANY = r"(?:哪[些几]个?|几[个家]|多少[个家]?|哪个|哪一个|哪家)"
_WHICH = re.compile(
    r"有(?:哪几|几|多少|哪些)[家个](?=[^,，。]{0,12}(?:超过|[多高大]于|不[到足]|[少低小]于|达到|以[上下]|没))|"
    rf"的(?:都)?(?:是|有)(?:哪一?[家个些]|哪几[家个]|谁)|{_HOW_MANY}[\u4e00-\u9fff]{{0,3}}?{_KINDS}|{_KINDS}(?:一共|共)?(?:都?有|是)?(?:哪[些几]个?|几[个家]|多少[个家])"
)
"""哪些机关, 几个局, 局有几个: organs are asked for, or how many of them there are."""
_ORDERED = re.compile(r"最[多少高低大小]|排[名行第]|前[一二三四五六七八九十\d]")
_NONE = re.compile(
    r"(?:没有|未发生|未收到|没收到|不存在|没发生|无|没|零)过?(?:任何)?(?:被|遭)?(?:(?:发|办|批|开|下|作|做|颁发|核发|受理|实施|产生)(?:出|理|了)?过?)?(?:任何|一件|一个)?的?$"
)
_NONE_BEHIND = re.compile(r"[^,，。?？]{0,3}(?:都|也)(?:没有?|未|不曾)")
"""一件复议都没有."""
_NOT_ONE = re.compile(r"(?:一|1|半|任何一?)(?:件|次|个|起|宗|项|条|份|张|场)?[^,，。?？]{0,4}$|连$")
_SOME = re.compile(r"(?:有|收到|发生|出现|产生)过?(?:了)?(?:申请|案子|案件)?(?:还|一直)?$")
_NOTHING = re.compile(
    r"(?:没有?|未)过?(?:任何)?(?:被|遭)?|(?:一|1|半|任何一?)(?:件|次|个|起|宗|项|条|份|张|场)|(?:都|也)(?:没有?|未)"
)
_ZERO = re.compile(r"(?:为|是|等于)(?:零|0)(?![\d.])|(?<!\d)(?:0|零)件|挂零")
_EXACTLY = re.compile(r"等于|正好|恰好|刚好")
_EQUALS = re.compile(rf"(?:{_EXACTLY.pattern}|为|是)$")


def asks_which(text: str) -> bool:
    """Whether a question asks for organs, or how many they are, and for no order among them."""
    return _WHICH.search(text) is not None and _ORDERED.search(text) is None


def condition(text: str, hits: Sequence[Hit], years: Years) -> Stated | None:
    """What the figure of the organs asked for must be; None where a question sets no condition that is read.

    没有 and 为零 are the number 0, 有 and 收到过 more than 0.
    """
    if not asks_which(text):
        return None
    numbers = stated(text, years)
    if len(numbers) > 1:
        return None
    if numbers:
        (span,) = number_spans(text, years)
        exact = numbers[0].unit or _EQUALS.search(text[: span[0]])
        return numbers[0] if numbers[0].bound is not None or exact else None
    if _ZERO.search(text):
        return Stated(Decimal(0))
    said = happened(text, hits)
    return said[0] if said is not None else None


def happened(text: str, hits: Sequence[Hit]) -> tuple[Stated, Hit] | None:
    """没有行政复议 is the number 0 of what it names, 收到过行政复议 more than 0; None where neither is said."""
    found = all_happened(text, hits)
    return found[0] if found else None


def all_happened(text: str, hits: Sequence[Hit]) -> tuple[tuple[Stated, Hit], ...]:
    """The same of every figure of which it is said, one listed behind another included (没有行政复议、行政诉讼)."""
    found: list[tuple[Stated, Hit]] = []
    for hit in hits:
        before = text[: hit.start]
        faint = hit.weak and hit.word != "收费" and not before.endswith("零")
        if faint or not any(hit.of(slot) for slot in _FIGURES):
            continue
        if _NONE.search(before) or (_NOT_ONE.search(before) and _NONE_BEHIND.match(text, hit.end)):
            found.append((Stated(Decimal(0)), hit))
        elif (_SOME.search(before) or re.match(r"罚[过了]", hit.word)) and not re.search(r"有没有$", before):
            found.append((Stated(Decimal(0), bound=Bound.MORE), hit))
        elif found and _LISTED.fullmatch(text[found[-1][1].end : hit.start]):
            found.append((found[-1][0], hit))
    return tuple(found)


_LISTED = re.compile(r"[、和与及或]|以及|或者|还有")
_FIGURES = (Slot.ROW, Slot.GROUP, Slot.MEASURE, Slot.COLUMN, Slot.VAGUE)


def spans(text: str) -> list[tuple[int, int]]:
    """The stretches of a question that set its condition and name no figure."""
    return [m.span() for pattern in (_WHICH, _ZERO, _EXACTLY, _NOTHING) for m in pattern.finditer(text)]


def told(condition: Stated, unit: str) -> str:
    """The condition in words: 超过100件, 为0件."""
    number = f"{condition.value.normalize():f}{condition.unit or unit}"
    words = {
        Bound.MORE: "超过",
        Bound.LESS: "不到",
        Bound.AT_LEAST: "不少于",
        Bound.AT_MOST: "不超过",
        Bound.OVER: "多于",
        Bound.NOT: "不是",
    }
    if condition.bound is Bound.MORE and condition.value == 0:
        return "不为零"
    if condition.bound is None:
        return "为零" if condition.value == 0 else f"为{number}"
    return f"{words[condition.bound]}{number}"
