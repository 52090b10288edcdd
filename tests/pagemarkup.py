"""Whole fictional reports in the markup that published pages have: editors' spans, Word's leftovers, copies, wrappers.

Each layout of `LAYOUTS` is a way to write a report as a page; what it shows is the same in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from formgrids import shown

from nianbao.ingest.form import Row, load

Values = Mapping[str, Decimal]
Unit = tuple[str, int, int]
"""Text, rows and columns of a drawn cell."""
Rows = list[list[Unit]]

ORGAN = "云屿市青汐区人民政府"
TITLE = f"{ORGAN}2023年政府信息公开工作年度报告"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PROSE = "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。"


def disclosure(values: Values) -> Rows:
    """Table 二 of 2021 in four columns."""
    rows: Rows = []
    for block in load("2021").table("disclosure").blocks:
        last = 4 - len(block.columns)
        rows.append([(block.heading, 1, 4)])
        rows.append(
            [("信息内容", 1, 1)] + [(c.label, 1, 1 if len(block.columns) == 3 else last) for c in block.columns]
        )
        for row in block.rows:
            cells = [shown(values[f"disclosure.{row.key}.{c.key}"]) for c in block.columns]
            rows.append([(row.label, 1, 1)] + [(text, 1, 1 if len(cells) == 3 else last) for text in cells])
    return rows


def applications(values: Values) -> Rows:
    """Table 三 of 2021 in ten columns."""
    table = load("2021").table("applications")
    block = table.blocks[0]
    names = {group.key: group.label for group in table.groups}
    rows: Rows = [
        [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [(text, 1, 1) for text in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    inner = [row for row in block.rows if row.key not in {"received", "carried_in", "carried_out"}]
    for row in block.rows:
        cells = [(shown(values[f"applications.{row.key}.{c.key}"]), 1, 1) for c in block.columns]
        rows.append([*_labels(row, block.rows, inner, names), *cells])
    return rows


def _labels(row: Row, every: Sequence[Row], inner: Sequence[Row], names: Mapping[str, str]) -> list[Unit]:
    if row not in inner:
        return [(row.label, 1, 3)]
    labels: list[Unit] = [("三、本年度办理结果", len(inner), 1)] if row == inner[0] else []
    if not row.group:
        return [*labels, (row.label, 1, 2)]
    members = [one for one in every if one.group == row.group]
    if row == members[0]:
        labels.append((names[row.group], len(members), 1))
    return [*labels, (row.label, 1, 1)]


def review(values: Values) -> Rows:
    """Table 四 in fifteen columns."""
    block = load("2021").table("review").blocks[0]
    five = [column.label for column in block.columns]
    return [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((text, 2, 1) for text in five), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        [(text, 1, 1) for text in (*five, *five)],
        [(shown(values[f"review.{row.key}.{c.key}"]), 1, 1) for row in block.rows for c in block.columns],
    ]


# ------------------------------------------------------------------ pieces


def spans(down: int, across: int) -> str:
    """The attributes of a cell's spans."""
    return (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")


def table(rows: Rows, cell: Callable[[str], str] = str, opening: str = '<table border="1">', style: str = "") -> str:
    """Rows as a table, every text through `cell`."""
    body = "".join(
        f"<tr>{''.join(f'<td{spans(down, across)}{style}>{cell(text)}</td>' for text, down, across in row)}</tr>"
        for row in rows
    )
    return f"{opening}<tbody>{body}</tbody></table>"


def number(text: str) -> bool:
    """Whether a cell holds a figure."""
    return text.replace(".", "").isdigit()


def article(values: Values, draw: Callable[[Rows], str], say: Callable[[str], str] = "<p>{}</p>".format) -> str:
    """Headings, prose and the three tables."""
    tables = (disclosure(values), applications(values), review(values))
    parts = [say(HEADINGS[0]), say(PROSE)]
    for heading, rows in zip(HEADINGS[1:4], tables, strict=True):
        parts += [say(heading), draw(rows)]
    return "\n".join([*parts, say(HEADINGS[4]), say("一是人手不足。"), say(HEADINGS[5]), say("无。")])


def page(body: str, head: str = "") -> str:
    """A page of a site around an article: menus, the path, buttons, a footer."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_政府信息公开年报_云屿市</title>{head}</head><body>'
        '<div class="header"><a href="/">首页</a><a href="/zwgk/">政务公开</a><form><input type="text" value="请输入">'
        '</form></div><div class="breadcrumb"><span>当前位置：</span><a href="../">首页</a><a href="./">年报</a></div>'
        f'<div class="article_title">{TITLE}</div><div class="extend"><span>来源：云屿县人民政府</span>'
        '<span>时间：2024-03-08 16:34</span><div class="share"><a href="#">微信</a><a href="#">QQ空间</a></div></div>'
        f'<div class="content">{body}</div><div class="print"><a href="javascript:window.print()">打印本页</a>'
        '<a href="#">关闭窗口</a></div><div class="foot">主办：云屿市人民政府办公室 网站标识码：3590000001</div></body></html>'
    )


# ------------------------------------------------------------------ layouts


def _shouted(values: Values) -> str:
    """Upper-case styles, a span a run, figures with a run of blanks before or behind."""
    style = ' style="BORDER-BOTTOM: windowtext 1pt solid; WIDTH: 44.6pt; PADDING-TOP: 0pt" valign="center" width="59"'

    def cell(text: str) -> str:
        font = '<span style="FONT-FAMILY: 仿宋_GB2312; FONT-SIZE: 12pt">'
        blanks = f"{font}&nbsp;&nbsp;&nbsp;&nbsp;</span>"
        inner = f"{font}{text}</span>" + (blanks if number(text) else "")
        return f'<p style="text-align:center;LINE-HEIGHT: 22pt; MARGIN: 0pt">{inner}</p>'

    def say(text: str) -> str:
        return f'<p style="TEXT-ALIGN: justify; MARGIN: 0pt"><span style="FONT-SIZE: 16pt"><span>{text[:2]}</span>{text[2:]}</span></p>'

    body = article(values, lambda rows: table(rows, cell, style=style), say)
    front = f"<p><br/></p><p><span><span>{ORGAN}</span>2023年</span></p><p><span><span>政府信息公开工作年度报告</span></span></p>"
    return page(f"<div class=TRS_Editor>{front}{body}</div>")


def _office(values: Values) -> str:
    """Word's paragraphs with empty runs behind each, here and there a figure without a paragraph, headings with a tail of blanks."""
    seen = [0]

    def cell(text: str) -> str:
        seen[0] += 1
        if number(text) and seen[0] % 7 == 0:
            return text
        half = len(text) // 2
        run = '<span style="mso-spacerun:&#39;yes&#39;;font-family:仿宋_GB2312;font-size:12.0000pt;\nmso-font-kerning:1.0000pt;">'
        empty = '<span style="font-family:仿宋_GB2312;"></span>'
        if not number(text) and "本年" in text and half > 2:
            return (
                f'<p class="MsoNormal">{run}{text[:half]}</span><span><br/></span>{run}{text[half:]}</span>{empty}</p>'
            )
        return f'<p class="MsoNormal" style="line-height:30.0000pt;">{run}{text}</span>{empty}</p>'

    opening = (
        '<table class="MsoNormalTable" border="1" cellspacing="0" style="mso-table-layout-alt:fixed;\nborder:none;">'
    )
    return page(
        article(
            values,
            lambda rows: table(rows, cell, opening, ' valign="center" style="mso-border-left-alt:none;"'),
            lambda text: f'<p class="MsoNormal"><span>{text}</span> &nbsp;&nbsp;&nbsp;&nbsp;<span></span></p>',
        )
    )


def _drifted(values: Values) -> str:
    """Office markup whose borders have drifted: columns of two units, `o:p`, fonts inside runs."""

    def cell(text: str) -> str:
        inner = f'<font face="Calibri">&nbsp;</font><font face="仿宋_GB2312">{text}</font>' if number(text) else text
        return (
            f'<p class="p" align="justify"><span style="font-size:14.0000pt;">{inner}</span>'
            '<span style="font-size:12.0000pt;"><o:p></o:p></span></p>'
        )

    def draw(rows: Rows) -> str:
        wide = max(sum(across for _, _, across in row) for row in rows)
        if wide != 10:
            return table(rows, cell)
        drifted: Rows = []
        for i, row in enumerate(rows):
            figures = [(text, down, 2 if j == 1 else across) for j, (text, down, across) in enumerate(row[-7:])]
            if i == 0:
                drifted.append([row[0], ("申请人情况", 1, 8)])
            elif i == 1:
                drifted.append([row[0], (row[1][0], 1, 6), row[2]])
            elif i == 2:
                drifted.append([(row[0][0], 1, 2), *row[1:]])
            else:
                drifted.append([*row[:-7], *figures])
        return table(drifted, cell)

    return page(article(values, draw))


def _labelled(values: Values) -> str:
    """Rows headed by `th`, the head in a `thead`, numbers emphasised and underlined."""

    def draw(rows: Rows) -> str:
        head = 3 if rows[-1][0][0] != rows[0][0][0] and len(rows) > 4 and rows[0][0][1] == 3 else 0
        parts = []
        for i, row in enumerate(rows):
            cells = "".join(
                f'<{"td" if number(text) else "th"}{spans(down, across)} scope="row">'
                f"{f'<strong><u>{text}</u></strong>' if number(text) else text}</{'td' if number(text) else 'th'}>"
                for text, down, across in row
            )
            parts.append(f"{'</thead><tbody>' if head and i == head else ''}<tr>{cells}</tr>")
        opening = "<thead>" if head else "<tbody>"
        return f"<table><colgroup><col width=20><col></colgroup>{opening}{''.join(parts)}</tbody></table>"

    return page(article(values, draw, lambda text: f"<h3>{text}</h3>" if text in HEADINGS else f"<p>{text}</p>"))


def _sized(values: Values) -> str:
    """A last row of no height that only sets the columns, as Word writes it for old browsers, and comments of Office."""

    def draw(rows: Rows) -> str:
        wide = max(sum(across for _, _, across in row) for row in rows)
        sizing = (
            "<![if !supportMisalignedColumns]><tr height=0>"
            + "<td width=40 style='border:none'></td>" * wide
            + "</tr><![endif]>"
        )
        return table(rows, lambda text: f"<p class=MsoNormal><span lang=EN-US>{text}<o:p></o:p></span></p>").replace(
            "</tbody>", f"{sizing}</tbody>"
        )

    office = (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
        "<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->"
    )
    return page(article(values, draw), office)


def _sheet(values: Values) -> str:
    """A spreadsheet saved as a page: hidden rows and columns, ideographic blanks, a height row first."""

    def draw(rows: Rows) -> str:
        wide = max(sum(across for _, _, across in row) for row in rows)
        hidden = '<tr height=0 style="display:none">' + "<td width=64>9</td>" * wide + "</tr>"
        body = "".join(
            "<tr height=19 style='height:14.25pt'>"
            + "".join(f"<td class=xl65{spans(d, a)} x:num>\u3000{text}\u3000</td>" for text, d, a in row)
            + '<td style="display:none">0</td></tr>'
            for row in rows
        )
        return (
            f"<table x:str border=0 cellpadding=0 style='border-collapse:collapse'><col width=72>{hidden}{body}</table>"
        )

    return page(article(values, draw))


def _headed_twice(values: Values) -> str:
    """A fixed copy of the head in a table of its own above the table, as scripts for long tables make it."""

    def draw(rows: Rows) -> str:
        if len(rows) < 20:
            return table(rows)
        return f'<div class="scroll-head">{table(rows[:3])}</div><div class="scroll-body">{table(rows)}</div>'

    return page(article(values, draw))


def _cut(values: Values) -> str:
    """Table 三 cut in two by the editor, its second part with the head again and the outer label again."""

    def draw(rows: Rows) -> str:
        if len(rows) < 20:
            return table(rows)
        at = next(i for i, row in enumerate(rows) if any("无法提供" in text for text, _, _ in row))
        first = [[(text, min(down, at - i), across) for text, down, across in row] for i, row in enumerate(rows[:at])]
        left = len(rows) - 1 - at
        second = [[("三、本年度办理结果", left, 1), *rows[at]], *rows[at + 1 :]]
        return f"{table(first)}<p>&nbsp;</p>{table([*rows[:3], *second])}"

    return page(article(values, draw))


def _nested(values: Values) -> str:
    """The article in a layout table, every figure in a table of its own."""

    def cell(text: str) -> str:
        return (
            f"<table width=100%><tr><td align=center>{text}</td></tr></table>" if number(text) else f"<div>{text}</div>"
        )

    body = article(values, lambda rows: table(rows, cell))
    return page(f'<table width="980"><tr><td class="bt_content"><div id="zoom">{body}</div></td></tr></table>')


def _upright(values: Values) -> str:
    """Labels set downwards, a break or a paragraph a character; digits of a number in several runs."""

    def cell(text: str) -> str:
        if "本年度办理结果" in text:
            return "<br>".join(text)
        if text in {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}:
            return "".join(f"<p>{one}</p>" for one in text)
        if number(text):
            return "".join(f"<span>{one}</span>" for one in text)
        return text

    return page(article(values, lambda rows: table(rows, cell)))


def _by_item(values: Values) -> str:
    """A table an item of article 20, each with a caption; blanks of zero width around every text."""

    def draw(rows: Rows) -> str:
        starts = [i for i, row in enumerate(rows) if row[0][0].startswith("第二十条")]
        if not starts:
            return table(rows, lambda text: f"\u200b{text}\ufeff")
        parts = [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
        return "".join(
            f"<table><caption>{part[0][0][0]}</caption>{table(part[1:], opening='')[:-8]}</table>" for part in parts
        )

    return page(article(values, draw))


def _shifted(values: Values) -> str:
    """Row spans that are left out: the units below stand empty."""

    def draw(rows: Rows) -> str:
        grid: list[list[str]] = []
        for i, row in enumerate(rows):
            while len(grid) <= i + max(down for _, down, _ in row) - 1:
                grid.append([])
        wide = max(sum(across for _, _, across in row) for row in rows)
        taken = [[False] * wide for _ in grid]
        out = [[""] * wide for _ in grid]
        for i, row in enumerate(rows):
            column = 0
            for text, down, across in row:
                while taken[i][column]:
                    column += 1
                out[i][column] = text
                for k in range(i, i + down):
                    taken[k][column : column + across] = [True] * across
                column += across
        return table([[(text, 1, 1) for text in row] for row in out], lambda text: text or "&nbsp;")

    return page(article(values, draw))


def _twofold(values: Values) -> str:
    """The article twice: once for the screen and once, hidden by the page's own style, for paper."""
    body = article(values, table)
    return page(
        f'<div class="screen">{body}</div><div class="paper">{body}</div>', "<style>.paper{display:none}</style>"
    )


def _footed(values: Values) -> str:
    """Feet of printed pages inside the tables: a row with a page number between the rows."""

    def draw(rows: Rows) -> str:
        if len(rows) < 20:
            return table(rows)
        at = next(i for i, row in enumerate(rows) if any("信访举报" in text for text, _, _ in row))
        grown = [
            [(text, down + (down > 1 and i <= at < i + down), across) for text, down, across in row]
            for i, row in enumerate(rows)
        ]
        left = 9
        return table([*grown[:at], [("— 4 —", 1, left)], *grown[at:]])

    return page(article(values, draw))


def _typed(values: Values) -> str:
    """Figures in the text fields of the form that the office filled in."""
    return page(
        article(
            values, lambda rows: table(rows, lambda text: f'<input value="{text}" readonly>' if number(text) else text)
        )
    )


def _again(values: Values) -> str:
    """The labels of the outer group and of a group once more in the midst of their rows, where a page of print ended."""

    def draw(rows: Rows) -> str:
        if len(rows) < 20:
            return table(rows)
        at = next(i for i, row in enumerate(rows) if any("行政执法案卷" in text for text, _, _ in row))
        out = [
            [(text, min(down, at - i) if i < at and i > 2 else down, a) for text, down, a in row]
            for i, row in enumerate(rows)
        ]
        out[at] = [("三、本年度办理结果", len(rows) - 1 - at, 1), ("（三）不予公开", 2, 1), *out[at]]
        return table(out)

    return page(article(values, draw))


LAYOUTS: Mapping[str, Callable[[Values], str]] = {
    "shouted": _shouted, "office": _office, "drifted": _drifted, "labelled": _labelled, "sized": _sized,
    "sheet": _sheet, "headed twice": _headed_twice, "cut": _cut, "nested": _nested, "upright": _upright,
    "by item": _by_item, "shifted": _shifted, "twofold": _twofold, "footed": _footed,
    "typed": _typed, "again": _again,
}  # fmt: skip
"""Every layout, by name."""
