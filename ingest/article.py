"""Which part of a web page is the report (pure).

The smallest element that holds the statutory headings and tables is the article; a title that stands
above it is taken along. What remains after its last mark is cut at the first piece of page furniture.
Where nothing statutory is found the whole page stands, and the layers above judge.
"""

from __future__ import annotations

import re

from nianbao.ingest.flow import Block, Drawn, Flow, Paragraph
from nianbao.ingest.record import recorded_title, title_line

_HEADING = re.compile(
    r"第?[一二三四五六](?:部分)?[、.．：]\s*(?:总体情况|概述|(?:行政机关)?主动公开|收到和处理|"
    r"(?:因)?政府信息公开|存在的?|(?:主要)?问题|其[他它]需要)"
)
_STATUTORY = ("信息内容", "第二十条", "自然人", "结果维持", "结果 维持", "本年新收")
_YEAR = re.compile(r"(?:19|20)\d\d|[２二][０〇○零O]")
_FURNITURE = re.compile(
    r"[【\[（(]?(?:打印|关闭(?:窗口|本页)|返回(?:顶部|首页|列表|上[一页])|分享(?:到|至|[:：])|纠错|上一[篇条页]|下一[篇条页]|"
    r"相关(?:文章|阅读|链接|新闻|文件)|扫一扫|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|网站标识码|网站地图|联系我们|"
    r"友情链接|责任编辑|[^。]{0,4}ICP备|[^。]{0,4}公网安备)[^。]{0,60}"
)
_TITLE_PART = re.compile(
    r"[\u4e00-\u9fff（）()]{2,30}(?:政府|[局厅委办会院处部署]|办公室|中心|街道|镇|乡|[省市州盟县区旗](?=关?于?\s*\w{4}\s*年))"
    r"(?:关于)?(?:\s*\w{4}\s*年度?)?|[（(]?\w{4}\s*年度?[）)]?"
)
"""The lines a title may begin with when it is printed on several: the organ's name, the year, both."""


def article(flow: Flow) -> list[Block]:
    """The blocks of the report, its title first."""
    blocks = flow.blocks
    marks = [index for index, block in enumerate(blocks) if _statutory(block)]
    if not marks:
        return blocks
    first, last = marks[0], marks[-1]
    around = [(end - start, start, end) for start, end in flow.extents if start <= first and end > last]
    _, start, end = min(around, default=(0, 0, len(blocks)))
    start = _start(blocks, start, first)
    return blocks[start : _end(blocks, last + 1, end)]


def _statutory(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return not block.linked and _HEADING.match(block.text) is not None
    return any(unit.text.startswith(_STATUTORY) for unit in block.units)


def _start(blocks: list[Block], start: int, first: int) -> int:
    """Where the report begins: at its title, which may stand inside the element or above it.

    Lines above it belong to it where they are an organ's name or a year.
    """
    title = next((i for i in range(start, first) if _titles(blocks[i])), None)
    if title is None:
        title = next((i for i in range(start - 1, -1, -1) if _titles(blocks[i])), None)
    if title is None:
        return start
    while title and _title_part(blocks[title - 1]):
        title -= 1
    return title


def is_title_part(text: str) -> bool:
    """Whether a line could be the beginning of a title that is printed on several: an organ's name, a year."""
    return _TITLE_PART.fullmatch(text) is not None


def _title_part(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.linked and is_title_part(block.text)


def _titles(block: Block) -> bool:
    if isinstance(block, Drawn):
        return recorded_title([unit.text for unit in block.units]) is not None
    if block.linked or not title_line(block.text):
        return False
    return "公开" in block.text or _YEAR.search(block.text) is not None


def _end(blocks: list[Block], after: int, end: int) -> int:
    for index in range(after, end):
        block = blocks[index]
        if isinstance(block, Paragraph) and _FURNITURE.fullmatch(block.text):
            return index
    return end
