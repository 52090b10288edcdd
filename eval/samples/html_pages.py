"""What stands around the article on a web page, and how its paragraphs are marked up."""

from __future__ import annotations

from enum import StrEnum
from html import escape

from nianbao.eval.samples.html_tables import word_spans, wps_spans
from nianbao.eval.samples.sample import Sample


class Kind(StrEnum):
    """What a paragraph is for."""

    HEADING = "heading"
    TEXT = "text"
    SIGNATURE = "signature"


def one_line(sample: Sample) -> str:
    """The title, escaped, in one line."""
    return escape(sample.title.replace("\n", ""))


# ---------------------------------------------------------------- the bare article


_PLAIN_STYLE = (
    "body{font:16px/1.9 sans-serif;max-width:900px;margin:2em auto;color:#222}h1{font-size:24px;text-align:center}"
    "p.date{text-align:center;color:#777}p{text-indent:2em}h2{font-size:18px}table{border-collapse:collapse;width:100%}"
    "td{border:1px solid #333;padding:4px 6px;font-size:14px}td p{margin:0;text-indent:0}.c{text-align:center}"
    ".b{background:#dce6f2}.sign{text-align:right}"
)


def plain_page(sample: Sample, article: str) -> str:
    """Title, day of publication and the article."""
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{one_line(sample)}</title>
<style>{_PLAIN_STYLE}</style></head><body>
<h1>{escape(sample.title).replace(chr(10), "<br>")}</h1>
<p class="date">发布日期：{sample.published.isoformat()}</p>
{article}
</body></html>
"""


def plain_paragraph(text: str, kind: Kind) -> str:
    """Headings as `h2`."""
    match kind:
        case Kind.HEADING:
            return f"<h2>{escape(text)}</h2>"
        case Kind.TEXT:
            return f"<p>{escape(text)}</p>"
        case Kind.SIGNATURE:
            return f'<p class="sign">{escape(text)}</p>'


# ---------------------------------------------------------------- a government site


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
_SHARE = '<a id="share" href="#">分享</a>'
_MENU = (("index", "首页"), ("zwgk", "政务公开"), ("bsfw", "办事服务"), ("hdjl", "互动交流"), ("sjfb", "数据发布"))


def site_page(sample: Sample, article: str) -> str:
    """The article inside a nested layout table, after a header, menus and scripts, before a footer."""
    organ = sample.organ
    place = organ.place.removeprefix(organ.city) or organ.city
    title = one_line(sample)
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
{article}
</div>
<div class="none">附件：无</div>
</td></tr></tbody></table>
<div class="foot">主办：{escape(place)}人民政府办公室　网站标识码：9900000000　<a href="/map/">网站地图</a></div>
<script>document.title=document.title;</script>
</body>
</html>
"""


def site_paragraph(text: str, kind: Kind) -> str:
    """Paragraphs of Word pasted into a site's editor; a heading is a bold one."""
    match kind:
        case Kind.HEADING:
            return f'<p class="MsoNormal"><strong><span>{escape(text)}</span></strong></p>'
        case Kind.TEXT:
            return f'<p class="MsoNormal"><span>{escape(text)}</span></p>'
        case Kind.SIGNATURE:
            return f'<p class="MsoNormal" style="text-align:right">{escape(text)}</p>'


# ---------------------------------------------------------------- exports of word processors


def word_page(sample: Sample, article: str) -> str:
    """A page saved by Word: name spaces, conditional comments, one section; the charset is the old name of GB18030."""
    title = "".join(
        f"<p class=MsoNormal align=center style='text-align:center'><b>{word_spans(line)}</b></p>\n"
        for line in sample.title.split("\n")
    )
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<meta name=ProgId content=Word.Document>
<title>{one_line(sample)}</title>
<!--[if gte mso 9]><xml>
 <o:DocumentProperties><o:Author>9999</o:Author><o:Pages>5</o:Pages></o:DocumentProperties>
</xml><![endif]-->
<style>
<!--
 p.MsoNormal, li.MsoNormal, div.MsoNormal
\t{{mso-style-parent:"";margin:0cm;text-align:justify;font-size:10.5pt}}
-->
</style>
</head>

<body lang=ZH-CN style='tab-interval:21.0pt'>

<div class=WordSection1 style='layout-grid:15.6pt'>

{title}
{article}

</div>

</body>

</html>
"""


def word_paragraph(text: str, kind: Kind) -> str:
    """One `MsoNormal` a paragraph, its text over several spans."""
    align = " align=right" if kind is Kind.SIGNATURE else ""
    bold = ("<b>", "</b>") if kind is Kind.HEADING else ("", "")
    return f"<p class=MsoNormal{align} style='text-indent:32.0pt'>{bold[0]}{word_spans(text)}{bold[1]}</p>\n"


def wps_page(sample: Sample, article: str) -> str:
    """A page saved by WPS."""
    title = "".join(f'<p class="MsoNormal" align="center">{wps_spans(line)}</p>' for line in sample.title.split("\n"))
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="Generator" content="WPS Office">
<title></title><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>@font-face{{font-family:"宋体";}}p.MsoNormal{{margin:0pt;text-align:justify;}}</style></head>
<body style="tab-interval:21pt;text-justify-trim:punctuation;"><!--StartFragment--><div class="Section0">
{title}
{article}
</div><!--EndFragment--></body></html>
"""


def wps_paragraph(text: str, kind: Kind) -> str:
    """One `MsoNormal` a paragraph, the font repeated at every change of script."""
    inside = f"<b>{wps_spans(text)}</b>" if kind is Kind.HEADING else wps_spans(text)
    return f'<p class="MsoNormal" style="text-indent:32.0000pt;">{inside}</p>'


# ---------------------------------------------------------------- old sites


def nested_page(sample: Sample, article: str) -> str:
    """The whole report in one cell of a layout table, itself in another: the pages of old content systems."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{one_line(sample)}</title></head>
<body topmargin="0"><center><table width="980" border="0" cellspacing="0"><tr><td background="/images/top.gif" height="120">&nbsp;</td></tr>
<tr><td><table width="100%" border="0" cellpadding="8"><tr><td width="20">&nbsp;</td><td>
<table width="100%" border="0"><tr><td align="center"><font size="5"><b>{one_line(sample)}</b></font></td></tr>
<tr><td align="center">发布时间：{sample.published.isoformat()}</td></tr>
<tr><td id="zoom">
{article}
</td></tr></table>
</td><td width="20">&nbsp;</td></tr></table></td></tr>
<tr><td align="center">版权所有：{escape(sample.organ.short)}</td></tr></table></center></body></html>
"""


def nested_paragraph(text: str, kind: Kind) -> str:
    """Text parted by `<br>` with ideographic spaces before it, no paragraph at all."""
    return f"<b>　　{escape(text)}</b><br>" if kind is Kind.HEADING else f"　　{escape(text)}<br>"
