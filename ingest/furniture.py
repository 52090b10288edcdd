"""What a web page prints around an article: its navigation, dates, font sizes, footers (pure).

A title is not looked for in such lines. Those that say nothing about the article belong to no section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from nianbao.ingest.whitespace import squeeze

LONGEST = 160
"""Characters of the longest line of furniture: a list of links; more is an article."""

_MARK = (
    r"索引号|索引|文号|发文字号|主题分类|组配分类|主题词|关键词|公开方式|公开形式|公开时限|公开范围|公开日期|有效性|时效|"
    r"(?:发布|发文|公开|责任|编制|制发)(?:机构|机关|单位|部门)|(?:成文|发布|发表|发文|生成|印发|更新|创建|录入|制发)?(?:日期|时间)|"
    r"(?:信息|文章|稿件|内容)?来源|作者|责任编辑|编辑|审核|签发|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|数|量)?|访问(?:次数|量)|"
    r"字号|字体(?:大小)?|信息名称|内容概述|标签|视力保护色"
)
_LABELLED = re.compile(rf"[【\[(•·●\-\s]*(?:{_MARK})[】\])]?[::].*")
_PATH = re.compile(r"(?:您?(?:的|所在)?(?:当前)?位置|当前位置|首页).*|(?:.{0,14}>){1,8}.{0,40}|>+.{0,20}")
_BUTTONS = re.compile(
    r"(?:[【\[(•·●|/、\s]*(?:大|中|小|默认|超大|特大|字号|字体|打印(?:本页|此页|文章)?|关闭(?:本页|窗口)?|返回(?:顶部|首页|上一页)?|分享(?:到)?|收藏|"
    r"下载|纠错|朗读|登录|注册|无障碍(?:浏览|阅读)?|今天是|长者(?:模式|版)|关怀版|移动版|手机版|简体|繁体|English|微信|微博|QQ|二维码|首页|网站地图|"
    r"联系我们|关于我们|隐私声明|网站声明|使用帮助|年报图解|图解|TOP|top)[】\]):,、|/•·\s]*)+"
)
_FOOT = re.compile(
    r"[【\[•·\s]*(?:扫一扫|扫码|用手机|上一[篇条]|下一[篇条]|相关(?:链接|阅读|附件|新闻)|附件下载|友情链接|分享到|打印|关闭|"
    r"版权所有|版权|主办(?:单位)?|承办(?:单位)?|技术支持|运行维护|网站标识码|网站支持|政府网站标识码|建议使用|Copyright|©).*"
    r"|.{0,12}(?:ICP备|公网安备).*",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:日期|时间)[::]\d{4}")
_ENDS_PROSE = ("。", ";", "；", "!", "！")


class _Said(Protocol):
    @property
    def text(self) -> str: ...


def is_furniture(text: str) -> bool:
    """Whether a line is the page's and not the article's: navigation, or what the page says of the article."""
    plain = squeeze(text)
    return _is_navigation(plain) or (_is_short(plain) and _LABELLED.fullmatch(plain) is not None)


def is_navigation(text: str) -> bool:
    """Whether a line says nothing about the article: paths, buttons, footers, lone signs."""
    return _is_navigation(squeeze(text))


def without_foot(lines: Sequence[_Said]) -> int:
    """How many of `lines` are left when the page's foot is taken off their end; the day of publication stays."""
    end = len(lines)
    while end and is_furniture(lines[end - 1].text) and not _DATED.search(squeeze(lines[end - 1].text)):
        end -= 1
    return end


def _is_navigation(plain: str) -> bool:
    if not plain.strip("|•·●-—_=*>《》【】[]()"):
        return True
    return _is_short(plain) and _leads_elsewhere(plain)


@lru_cache(maxsize=1024)
def _leads_elsewhere(plain: str) -> bool:
    if _FOOT.fullmatch(plain):
        return True
    if "年度报告" in plain and ">" not in plain:
        return False
    return any(pattern.fullmatch(plain) for pattern in (_PATH, _BUTTONS))


def _is_short(plain: str) -> bool:
    return len(plain) <= LONGEST and not plain.endswith(_ENDS_PROSE)
