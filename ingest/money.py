"""Amounts of money in 元, 万元 and 亿元: the one conversion between them (pure)."""

from __future__ import annotations

from decimal import Decimal

_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}

UNITS = frozenset(_YUAN)
"""The units that amounts of money are printed and said in."""


def converted(amount: Decimal, unit: str, into: str) -> Decimal:
    """`amount` of `unit` in the unit `into`, exactly up to the 28 digits of decimal arithmetic.

    Raises:
        KeyError: a unit that is none of `UNITS`: 件 are no money.
    """
    up, down = _YUAN[unit], _YUAN[into]
    return amount * (up // down) if up >= down else amount / (down // up)
