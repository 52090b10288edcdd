"""The level of government that a word names before a body alone: 市财政局, 省自然资源局, 国家统计局 (pure).

Such a word must agree with the region that the organ belongs to: 省自然资源局 is not a county's 自然资源局, even where the
library has no other.
"""

from __future__ import annotations

import re

from nianbao.index.filler import FILLER

_LEVEL = re.compile(
    r"(?:[全我本该各])?(?P<level>国家|中央|全国|我国|中国|区县|县区|市县|自治区|自治州|省|市|州|区|县|旗|镇|乡)"
    r"(?:(?:[级里属直]|本级)的?|的)?$"
)
_DISTRICT = r"(?<!自治)(?<!地)(?<!特别行政)区"
_COUNTY = r"县|旗"
_ENDS = {
    "省": r"省|自治区",
    "自治区": r"自治区",
    "市": r"市|自治州|州|盟|地区",
    "州": r"自治州|州",
    "自治州": r"自治州|州",
    "区": _DISTRICT,
    "县": _COUNTY,
    "旗": r"旗",
    "镇": r"镇",
    "乡": r"乡",
    "区县": f"{_DISTRICT}|{_COUNTY}",
    "县区": f"{_DISTRICT}|{_COUNTY}",
    "市县": f"市|{_COUNTY}",
}
"""What a region of the level ends in; 国家 and its like have no region at all."""


def level_before(text: str, at: int) -> tuple[str, int]:
    """The level word that ends where a body begins, and where it starts; ("", at) where there is none.

    What has a name of its own in front (墨原县自然资源局) is a region, not a level.
    """
    found = _LEVEL.search(text[:at])
    if found is None:
        return "", at
    start = found.start()
    if follows_a_name(text, start):
        return "", at
    return found["level"], start if text[start] not in "各" else found.start("level")


def follows_a_name(text: str, at: int) -> bool:
    """Whether characters that may belong to a name stand directly before `at`: 东屿 before 市政府, not 请问."""
    before = _TOLD.sub("，", text[:at])
    return re.search(r"[\u4e00-\u9fffA-Za-z]$", FILLER.sub("，", before)) is not None


_TOLD = re.compile(
    r"有人[讲说传]|[听据]说|网上(?:都|有人)?[传说讲]?|[找讲传说称]|看[到见]?|报道|媒体|领导|同事|朋友|消息|听|提到|记得|印象中|除[了去开掉]?|排除|剔除|不算上?|不含|不包括|去掉|超过|告(?!知|诉)|状告|起诉|法院|法庭"
)


def levels_of(regions: tuple[str, ...]) -> tuple[str, ...]:
    """The words of one character by which a government of `regions` calls its level: 市 of 市政府."""
    return tuple(level for level in _ENDS if len(level) == 1 and is_of_level(regions, level))


def is_of_level(regions: tuple[str, ...], level: str) -> bool:
    """Whether an organ of `regions` (outermost first) stands at `level`.

    >>> is_of_level(("云屿市", "墨塬县"), "县"), is_of_level(("云屿市", "墨塬县"), "市"), is_of_level((), "国家")
    (True, False, True)
    """
    ends = _ENDS.get(level)
    if ends is None or not regions:
        return ends is None and not regions
    return re.search(rf"(?:{ends})$", regions[-1]) is not None
