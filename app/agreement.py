"""Whether a number that a question states is the one of a report, at the precision it was said with (pure)."""

from __future__ import annotations

from decimal import Decimal

from nianbao.app.query import Bound, Stated
from nianbao.ingest.money import UNITS, converted

_ABOUT = Decimal("0.2")
"""A rough number is off by no more of itself, however coarsely it was said: 大概10件 is not 6."""
_ROUNDED = Decimal("0.05")
"""So little may a number be off that was said in 万 and not as a rough one."""
_CLOSE = Decimal("0.02")
"""And by so much a rough one may be off, however finely it was said: 大概2950件 for 2976."""


def agrees(stated: Stated, value: Decimal, unit: str) -> bool:
    """Whether a stated number is the value: exactly, in another unit of money, or within its own rounding."""
    side = in_unit(stated, unit)
    return side is not None and within(stated, value, *side)


def in_unit(stated: Stated, unit: str) -> tuple[Decimal, Decimal] | None:
    """A stated number and its rounding in the unit of a figure; None where it counts something else."""
    said, step = stated.value, stated.step
    if stated.scaled and unit in UNITS:
        return converted(said, "元", unit), converted(step, "元", unit)
    if stated.unit in UNITS and unit in UNITS:
        return converted(said, stated.unit, unit), converted(step, stated.unit, unit)
    return (said, step) if _same_kind(stated.unit, unit) else None


def within(stated: Stated, value: Decimal, said: Decimal, step: Decimal) -> bool:
    """Whether `value` lies where the number puts it; `said` and `step` are its value and rounding in the unit of `value`."""
    match stated.bound:
        case Bound.MORE:
            return value > said
        case Bound.LESS:
            return value < said
        case Bound.AT_LEAST:
            return value >= said
        case Bound.AT_MOST:
            return value <= said
        case Bound.OVER:
            return said < value < said + step
        case Bound.NOT:
            return value != said
        case None:
            return said == value or abs(said - value) <= _slack(stated, abs(said), step)


def _slack(stated: Stated, said: Decimal, step: Decimal) -> Decimal:
    """How far a figure may be from the number that rounds it; nothing where that was said exactly."""
    if stated.near:
        return min(said * _ABOUT, max(step / 2, said * _CLOSE))
    return min(said * _ROUNDED, step / 2) if stated.rounded else Decimal(0)


def lead(stated: Stated, value: Decimal, said: Decimal | None, *, holds: bool) -> str:
    """The verdict as a sentence begins with it.

    Args:
        stated: the number.
        value: what the report has.
        said: the number in the unit of the report, None where it counts something else.
        holds: whether they agree.
    """
    if not holds:
        return "相差较大" if stated.near else "不一致"
    if stated.near or stated.bound is Bound.OVER:
        return "大致相符（所问是约数，不逐位比较）"
    if stated.bound is not None:
        return "相符（所问是范围）"
    return "一致" if said == value else "大致相符（按所问的数的位数四舍五入）"


def _same_kind(said: str, unit: str) -> bool:
    """Whether a unit as said can be that of the figure: money is no count; 次 and 宗 are said for 件, 条 is not."""
    if not said or said == unit:
        return True
    return said in {"件", "次", "宗", "份", "起", "个", "项", "部", "张"} and unit in {"件", "项", "部"}
