"""Samples as web pages: the bare article, or the whole page of a government site around it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.tables import Box, Drawing, Role, draw
from nianbao.eval.samples.write_text import TABLE_OF, heading, signature

_PLAIN_STYLE = (
    "body{font:16px/1.9 sans-serif;max-width:900px;margin:2em auto;color:#222}h1{font-size:24px;text-align:center}"
    "p.date{text-align:center;color:#777}p{text-indent:2em}h2{font-size:18px}table{border-collapse:collapse;width:100%}"
    "td{border:1px solid #333;padding:4px 6px;font-size:14px}td p{margin:0;text-indent:0}.c{text-align:center}"
    ".b{background:#dce6f2}.sign{text-align:right}"
)
_SITE_STYLE = (
    "body{margin:0;font:15px/1.8 sans-serif;color:#333;background:#f2f4f7}"
    ".top{background:#b5121b;color:#fff;padding:14px 40px}.top b{font-size:24px}"
    ".nav{background:#8f0d15;padding:8px 40px}.nav a{color:#fff;margin-right:26px;text-decoration:none}"
    ".crumb{padding:10px 40px;color:#777;font-size:13px}.layout{width:1080px;margin:0 auto;background:#fff}"
    ".layout>tbody>tr>td{vertical-align:top}.side{width:200px;background:#fafafa;padding:16px}.side li{margin:8px 0}"
    ".main{padding:24px 36px}h1{font-size:23px;text-align:center}.meta{text-align:center;color:#999;font-size:13px;"
    "border-bottom:1px solid #ddd;padding-bottom:10px}.main p{text-indent:2em}.main td p,.main .meta{text-indent:0}"
    "table.MsoNormalTable{border-collapse:collapse;width:100%}.MsoNormalTable td{border:1px solid #555;"
    "padding:3px 5px;font-size:13px}.MsoNormalTable p{margin:0;text-align:center}"
    ".foot{background:#333;color:#bbb;padding:20px 40px;text-align:center;font-size:12px}.none{display:none}"
)
_SCRIPT = (
    "<script>var visits=20231231;var page={'申请':'9999'};document.addEventListener('DOMContentLoaded',function(){"
    "var s=document.getElementById('share');if(s){s.title='一键分享';}});</script>"
)


def write_html(sample: Sample) -> bytes:
    """The page of `sample`, in UTF-8."""
    return HTML_LAYOUTS[sample.layout](sample).encode()


def _plain(sample: Sample) -> str:
    title = escape(sample.title.replace("\n", ""))
    lines = [
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>',
        f"<style>{_PLAIN_STYLE}</style></head><body>",
        "<h1>" + escape(sample.title).replace("\n", "<br>") + "</h1>",
        f'<p class="date">发布日期：{sample.published.isoformat()}</p>',
    ]
    for section in sample.sections:
        if section.heading:
            lines.append(f"<h2>{escape(heading(section))}</h2>")
        lines += [f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs]
        if section.number in TABLE_OF:
            lines.append(_table(draw(sample, TABLE_OF[section.number]), "<table>", word=False))
    lines += [f'<p class="sign">{escape(line)}</p>' for line in signature(sample)]
    return "\n".join([*lines, "</body></html>\n"])


def _site(sample: Sample) -> str:
    """The article inside a nested layout table, after a header, menus and scripts, before a footer."""
    organ = sample.organ
    place = organ.place.removeprefix(organ.city) or organ.city
    article: list[str] = []
    for section in sample.sections:
        if section.heading:
            article.append(f'<p class="MsoNormal"><strong><span>{escape(heading(section))}</span></strong></p>')
        article += [f'<p class="MsoNormal"><span>{escape(text)}</span></p>' for text in section.paragraphs]
        if section.number in TABLE_OF:
            opening = '<div align="center"><table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0">'
            article.append(_table(draw(sample, TABLE_OF[section.number]), opening, word=True) + "</div>")
    article += [f'<p class="MsoNormal" style="text-align:right">{escape(line)}</p>' for line in signature(sample)]
    title = escape(sample.title.replace("\n", ""))
    menu = "".join(f'<a href="/{name}/">{label}</a>' for name, label in _MENU)
    years = "".join(
        f'<li><a href="/zwgk/ndbg/{year}/">{year}年</a></li>' for year in range(sample.year, sample.year - 4, -1)
    )
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="SiteName" content="{escape(place)}人民政府">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{sample.published.isoformat()} 09:30">
<title>{title}_{escape(place)}人民政府</title>
<style>{_SITE_STYLE}</style>
{_SCRIPT}
</head>
<body>
<div class="top"><b>{escape(place)}人民政府</b> <span>www.{escape(organ.site.removeprefix("www."))}</span></div>
<div class="nav">{menu}</div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 政府信息公开年报</div>
<table class="layout"><tbody><tr>
<td class="side"><table><tbody><tr><td><b>历年年报</b></td></tr><tr><td><ul>{years}</ul></td></tr></tbody></table></td>
<td class="main">
<h1>{title}</h1>
<p class="meta">发布时间：{sample.published.isoformat()}　来源：{escape(organ.short)}　字号：大 中 小　{_SHARE}</p>
<div class="TRS_Editor"><style>.TRS_Editor p{{line-height:2}}</style>
{chr(10).join(article)}
</div>
<div class="none">附件：无</div>
</td></tr></tbody></table>
<div class="foot">主办：{escape(place)}人民政府办公室　网站标识码：9900000000　<a href="/map/">网站地图</a></div>
<script>document.title=document.title;</script>
</body>
</html>
"""


_SHARE = '<a id="share" href="#">分享</a>'
_MENU = (("index", "首页"), ("zwgk", "政务公开"), ("bsfw", "办事服务"), ("hdjl", "互动交流"), ("sjfb", "数据发布"))


def _table(drawing: Drawing, opening: str, *, word: bool) -> str:
    rows = "\n".join("<tr>" + "".join(_cells(line, word=word)) + "</tr>" for line in drawing.lines())
    return f"{opening}<tbody>\n{rows}\n</tbody></table>"


def _cells(line: tuple[Box, ...], *, word: bool) -> Iterator[str]:
    for box in line:
        attributes = f' colspan="{box.column_span}"' if box.column_span > 1 else ""
        attributes += f' rowspan="{box.row_span}"' if box.row_span > 1 else ""
        text = escape(box.text) or "&nbsp;"
        if word:
            attributes += ' valign="center"'
            text = f'<span style="font-family:宋体">{text}</span>'
        elif box.role is Role.BANNER:
            attributes += ' class="c b"'
        elif box.role not in (Role.LABEL, Role.ITEM):
            attributes += ' class="c"'
        yield f"<td{attributes}><p>{text}</p></td>"


HTML_LAYOUTS = {"plain": _plain, "site": _site}
