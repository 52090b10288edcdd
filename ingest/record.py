"""The title of a page's article, and the record that the page keeps of it: a small table of 索引号, 标题, 发布机构 (pure).

Pages of some sites print the title nowhere else. A list of other articles has the same labels at the heads of its columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.ingest.whitespace import squeeze

_TITLE = re.compile(r"[^。；>»]{0,60}(?:年度报告|年报|工作报告)[^。；>»]{0,20}")
_NAMES = frozenset({"标题", "名称", "信息名称", "文件名称", "题名"})
_OTHERS = re.compile(
    r"索引号|(?:发布|发文|公开|责任)(?:机构|机关|单位|部门)|(?:发布|发文|公开|生成|成文)日期|文号|发文字号|发布文号|主题分类"
)
LONGEST = 40
"""Cells of the largest record."""


def title_line(text: str) -> bool:
    """Whether a line could be the report's title: short, one phrase, no path of menus."""
    return _TITLE.fullmatch(text) is not None


def recorded_title(texts: Sequence[str]) -> str | None:
    """What the record whose cells are `texts`, row by row, calls the article; None where they are no record."""
    if len(texts) > LONGEST:
        return None
    labels = [squeeze(text).rstrip(":") for text in texts]
    if not any(_OTHERS.fullmatch(label) for label in labels):
        return None
    named = (
        text
        for label, text, value in zip(labels, texts[1:], labels[1:], strict=False)
        if label in _NAMES and not _is_label(value)
    )
    return next((text for text in named if title_line(text)), None)


def _is_label(text: str) -> bool:
    return text in _NAMES or _OTHERS.fullmatch(text) is not None
