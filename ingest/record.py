"""The record that a page keeps of its article: a small table of 索引号, 标题, 发布机构 above it (pure).

Pages of some sites print the title nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.ingest.whitespace import squeeze

_NAMES = frozenset({"标题", "名称", "信息名称", "文件名称", "题名"})
_OTHERS = re.compile(
    r"索引号|(?:发布|发文|公开|责任)(?:机构|机关|单位|部门)|(?:发布|发文|公开|生成|成文)日期|文号|发文字号|发布文号|主题分类"
)
LONGEST = 40
"""Cells of the largest record."""


def recorded_title(texts: Sequence[str]) -> str | None:
    """What the record whose cells are `texts`, row by row, calls the article; None where they are no record."""
    if len(texts) > LONGEST:
        return None
    labels = [squeeze(text).rstrip(":") for text in texts]
    if not any(_OTHERS.fullmatch(label) for label in labels):
        return None
    return next((text for label, text in zip(labels, texts[1:], strict=False) if label in _NAMES), None)
