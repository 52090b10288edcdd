"""Web pages: what a reader sees becomes text, tables keep their units, menus stay outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawn import Drawing, damaged, drawing, drawings, grids, html_table, outcome, rows_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest import html
from nianbao.ingest.errors import EmptyFile, FileRefused, OversizeFile
from nianbao.ingest.report import Document, Grid, Line

TITLE = "甲市乙局2023年政府信息公开工作年度报告"
TABLE = "<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>75</table>"
REPORT = f"<p>{TITLE}</p><p>一、总体情况</p><p>主动公开信息12条。</p><p>二、主动公开政府信息情况</p>{TABLE}<p>六、其他需要报告的事项</p><p>无。</p>"
LINES = [TITLE, "一、总体情况", "主动公开信息12条。", "二、主动公开政府信息情况", "六、其他需要报告的事项", "无。"]


def _read(markup: str) -> Document:
    return html.read(markup.encode())


# ------------------------------------------------------------------ tables


@given(drawings(spans=True))
def test_reading_a_written_table_gives_its_cells_back(table: Drawing) -> None:
    (grid,) = grids(_read(f"<p>前</p>{html_table(table)}"))
    assert drawing(grid) == table
    assert [cell.place.grid for cell in grid.cells] == [(1, row + 1, column + 1) for _, row, column, _, _ in table]


def test_tables_count_from_one_through_the_document() -> None:
    document = _read(f"{TABLE}<p>三</p>{TABLE}")
    assert [grid.cells[-1].place.grid for grid in grids(document)] == [(1, 2, 2), (2, 2, 2)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<tr><td colspan=999>题</td></tr><tr><td>1</td><td>2</td></tr>",
            (("题", 0, 0, 1, 2), ("1", 1, 0, 1, 1), ("2", 1, 1, 1, 1)),
        ),
        (
            "<tr><td rowspan=9999>甲</td><td>1</td></tr><tr><td>2</td></tr>",
            (("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1)),
        ),
        (
            "<thead><tr><td rowspan=0>甲</td><td>1</td></tr><tr><td>2</td></tr></thead><tbody><tr><td>3</td></tr></tbody>",
            (("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1), ("3", 2, 0, 1, 1)),
        ),
        ("<tr><td colspan=0>甲</td><td rowspan=x>1</td></tr>", (("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1))),
        (
            # the second row's wide cell would run into the tall one: cells never overlap
            "<tr><td>甲</td><td>乙</td><td rowspan=2>丙</td></tr><tr><td colspan=3>丁</td></tr>",
            (("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 0, 2, 2, 1), ("丁", 1, 0, 1, 2)),
        ),
    ],
    ids=["wide", "tall", "to the group's end", "nonsense", "overlap"],
)
def test_spans_are_resolved_as_a_browser_does(markup: str, expected: Drawing) -> None:
    (grid,) = grids(_read(f"<table>{markup}</table>"))
    assert drawing(grid) == expected


@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=5), min_size=1, max_size=6))
def test_no_unit_is_covered_twice_whatever_the_spans(rows: list[list[tuple[int, int]]]) -> None:
    cells = "".join(f"<tr>{''.join(f'<td rowspan={h} colspan={w}>0</td>' for h, w in row)}</tr>" for row in rows)
    for grid in grids(_read(f"<p>前</p><table>{cells}</table>")):
        units = [
            (cell.row + i, cell.column + j)
            for cell in grid.cells
            for i in range(cell.row_span)
            for j in range(cell.column_span)
        ]
        assert len(units) == len(set(units))
        assert all(row < grid.rows and column < grid.columns for row, column in units)


def test_a_line_broken_between_chinese_characters_is_no_space() -> None:
    (grid,) = grids(
        _read("<table><tr><td><p>本年新<br/>\n 制作数量</p><td>结果<p>维持</p><td>12<br>件<td>a\nb</table>")
    )
    assert [cell.text for cell in grid.cells] == ["本年新制作数量", "结果维持", "12 件", "a b"]


def test_blank_cells_stay_blank() -> None:
    (grid,) = grids(_read("<table><tr><td>规章<td>&nbsp;<td><p>&nbsp;&#8203;</p><td></table>"))
    assert [cell.text for cell in grid.cells] == ["规章", "", "", ""]


def test_a_caption_is_a_line_before_its_table() -> None:
    document = _read("<table><caption>表二</caption><tr><td>规章<td>0</table>")
    assert said(document) == ["表二"]
    assert len(grids(document)) == 1


# ------------------------------------------------------------------ layout tables


def test_the_article_inside_a_layout_table_is_lines_and_grids() -> None:
    document = _read(f"<table><tr><td><table><tr><td>{REPORT}</td></tr></table></td></tr></table>")
    assert said(document) == LINES
    assert [rows_of(drawing(grid)) for grid in grids(document)] == [
        [["信息内容", "本年处理决定数量"], ["行政许可", "75"]]
    ]


def test_a_menu_beside_the_article_is_left_out() -> None:
    menu = "<p><a href=/>首页</a></p><p><a href=/a>政务公开</a></p>"
    document = _read(f"<table><tr><td>{menu}</td><td>{REPORT}</td><td>链接</td></tr></table>")
    assert said(document) == LINES


def test_prose_kept_in_a_table_is_lines() -> None:
    prose = "本局认真贯彻落实条例，依法公开政府信息。" * 10
    document = _read(f"<table><tr><td><p>一、总体情况</p><p>{prose}</p></td></tr></table>")
    assert said(document) == ["一、总体情况", prose]


def test_a_whole_report_in_one_table_is_cut_by_rows() -> None:
    prose = "本局认真贯彻落实条例，依法公开政府信息。" * 10
    rows = (TITLE, "一、总体情况", prose, "二、主动公开政府信息情况")
    sheet = "".join(f"<tr><td colspan=2>{row}" for row in rows)
    document = _read(
        f"<table>{sheet}<tr><td>规章<td>0<tr><td>行政许可<td>75<tr><td colspan=2>三、收到和处理<tr><td>甲<td>1</table>"
    )
    assert said(document) == [*rows, "三、收到和处理"]
    assert [rows_of(drawing(grid)) for grid in grids(document)] == [[["规章", "0"], ["行政许可", "75"]], [["甲", "1"]]]


def test_a_long_remark_beside_figures_is_a_cell() -> None:
    remark = "其中修订16件。" * 30
    (grid,) = grids(_read(f"<table><tr><td>规章<td>1<td>2<td>22（{remark}）<tr><td>文件<td>1<td>2<td>3</table>"))
    assert (grid.rows, len(grid.cells)) == (2, 8)


def test_a_figure_wrapped_into_a_table_of_its_own_is_a_cell() -> None:
    (grid,) = grids(_read("<table><tr><td>规章<td><table><tr><td>5</table><td>0<tr><td>行政许可<td>1<td>2</table>"))
    assert rows_of(drawing(grid)) == [["规章", "5", "0"], ["行政许可", "1", "2"]]


# ------------------------------------------------------------------ what counts as text


def test_nothing_unseen_becomes_text() -> None:
    unseen = (
        "<script>var a='脚本';document.write('脚本')</script><style>.样式{}</style><!-- 注释 --><noscript>无脚本</noscript>"
        "<template>模板</template><div hidden>隐一</div><div style='color:red;DISPLAY : none'>隐二</div>"
        "<span style=visibility:hidden>隐三</span><span style='mso-hide:all'>隐四</span><input value=输入><textarea>框</textarea>"
        "<select><option>选项</select><svg><text>图</text></svg><iframe src=a>架</iframe><nav>菜单</nav><footer>页脚</footer>"
        "<xml><w:View>Normal</w:View></xml><!--[if gte mso 9]><p>旧</p><![endif]-->"
    )
    document = _read(f"<head><title>窗口</title></head><body>{unseen}<p>正文</p>{unseen}</body>")
    assert said(document) == ["正文"]


def test_hidden_rows_and_cells_are_not_in_the_grid() -> None:
    rows = "<tr><td>规章<td style='display:none'>9<td>0</tr><tr hidden><td>隐<td>1</tr><tr><td>行政许可<td>75</tr>"
    (grid,) = grids(_read(f"<table>{rows}</table>"))
    assert rows_of(drawing(grid)) == [["规章", "0"], ["行政许可", "75"]]


def test_inline_elements_join_and_blocks_and_breaks_part() -> None:
    document = _read(
        "<div>甲<b>市</b><o:p></o:p>\n 乙<span>局</span><br>第二行<p>第三<![if !x]>行<![endif]></p>第四行</div>&nbsp;&nbsp;一、 总体 "
    )
    assert said(document) == ["甲市乙局", "第二行", "第三行", "第四行", "一、 总体"]


def test_markup_in_a_script_opens_no_table() -> None:
    assert grids(_read("<script>s='<table><tr><td>1<td>2</table>'</script><p>正文</p>")) == []


# ------------------------------------------------------------------ the article


def test_page_furniture_around_the_article_is_left_out() -> None:
    page = (
        "<div id=top><ul><li><a href=/>首页</a><li><a href=/2022>2022年政府信息公开工作年度报告</a></ul></div>"
        f"<div id=main><div class=path>首页 &gt; {TITLE}</div><div class=article>{REPORT}<p>【打印本页】 【关闭窗口】</p></div></div>"
        "<div id=foot><p>版权所有：甲市人民政府</p></div>"
    )
    assert said(_read(page)) == LINES


def test_a_title_above_the_article_belongs_to_it() -> None:
    body = REPORT.replace(f"<p>{TITLE}</p>", "")
    page = f"<p>门户网站</p><h1><p>甲市乙局</p>2023年政府信息公开工作年度报告</h1><p>来源：乙局</p><div>{body}</div><p>主办：甲市人民政府</p>"
    assert said(_read(page)) == ["甲市乙局", "2023年政府信息公开工作年度报告", "来源：乙局", *LINES[1:]]


def test_a_title_that_only_the_page_declares_is_taken_from_there() -> None:
    body = REPORT.replace(f"<p>{TITLE}</p>", "")
    declared = f"<head><meta name=ArticleTitle content='{TITLE}'><title>门户</title></head>"
    assert said(_read(f"{declared}<body>{body}</body>")) == LINES
    assert said(_read(f"<head><title>{TITLE}_甲市</title></head><body>{body}</body>")) == LINES
    assert said(_read(f"<head><title>甲市门户</title></head><body>{body}</body>")) == LINES[1:]


def test_a_page_without_headings_is_kept_whole() -> None:
    assert said(_read("<div><p>通知</p></div><div><p>公告</p></div>")) == ["通知", "公告"]


# ------------------------------------------------------------------ characters


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", "GBK"),
        ("utf-8", "utf-8"),
        ("gb18030", ""),
        ("utf-8", ""),
        ("utf-8", "gbk"),
        ("utf-16", ""),
    ],
)
def test_the_encoding_is_declared_or_found(encoding: str, declared: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    assert said(html.read(f"<html><head>{head}</head><body>{REPORT}</body></html>".encode(encoding))) == LINES


def test_one_bad_byte_in_a_long_page_does_not_lose_it() -> None:
    page = f"<meta charset=utf-8>{REPORT}<div>".encode() + b"\xe4\xb8" + "<p>完</p>".encode() * 200
    assert said(html.read(page))[: len(LINES)] == LINES


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<p>&nbsp;</p>", "<script>a</script>", "<frameset></frameset>", "<table><tr><td><td></table>"],
)
def test_a_page_without_text_is_empty(page: str) -> None:
    with pytest.raises(EmptyFile):
        _read(page)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 1_000 + "x",
        "<b><i>" * 50_000 + "x",
        "<table><tr><td>" * 300 + "x",
        "<table><tr>" + "<td rowspan=9999 colspan=60>0" * 20,
        "<table>" + "<tr><td>0<td>1" * 26_000 + "</table>",
        "<p>x" * 100_001,
    ],
    ids=["deep", "very deep", "tables", "wide", "long", "blocks"],
)
def test_a_page_beyond_the_limits_is_refused(page: str) -> None:
    with pytest.raises(OversizeFile):
        _read(page)


@given(
    damaged(f"<meta charset=gbk>{REPORT}".encode("gbk")) | damaged(f"<div hidden>{REPORT}</div>".encode()) | st.binary()
)
@settings(max_examples=150)
def test_damaged_bytes_are_read_or_refused(data: bytes) -> None:
    read = outcome(html.read, data)
    assert read.message if isinstance(read, FileRefused) else read.blocks


# ------------------------------------------------------------------ a real report


@pytest.mark.real
def test_a_real_page_gives_three_grids_of_the_right_size(shared_reports: Path) -> None:
    document = html.read((shared_reports / "shanghai-office-2019.html").read_bytes())
    gold = json.loads((shared_reports / "shanghai-office-2019.gold.json").read_text(encoding="utf-8"))["cells"]
    second, third, fourth = grids(document)
    assert [(grid.rows, grid.columns) for grid in (second, third, fourth)] == [(18, 5), (26, 10), (4, 15)]
    received = [cell.text for cell in third.cells if cell.row == 3]
    assert received == [
        "一、本年新收政府信息公开申请数量",
        *(gold[key] or "" for key in gold if key.startswith("applications.received.")),
    ]
    assert [cell.text for cell in fourth.cells if cell.row == 3] == [
        gold[key] or "" for key in gold if key.startswith("review.")
    ]
    assert said(document)[-1] == "无。"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<del>5</del>7", "7"),
        ("<s>5</s>7", "7"),
        ("7<sup>1</sup>", "7¹"),
        ("7<sub>2</sub>", "7²"),
        ("5<br>7", "5\n7"),
        ("<p>63</p><p>65</p>", "63\n65"),
    ],
)
def test_figures_taken_back_or_raised_do_not_join_a_number(markup: str, text: str) -> None:
    page = f"<table><tr><td>项目</td><td>数量</td></tr><tr><td>行政处罚</td><td>{markup}</td></tr></table>"
    (table,) = [block for block in html.read(page.encode()).blocks if isinstance(block, Grid)]
    assert table.cells[3].text == text


# ------------------------------------------------------------------ how a run is set


UNSEEN = [
    '<span style="text-decoration:line-through">9</span>',
    '<span style="text-decoration-line: line-through">9</span>',
    '<span style="TEXT-DECORATION: underline line-through red"><b>9</b></span>',
    '<span style="font-size:0">9</span>',
    '<span style="font-size:0.0pt">9</span>',
    '<span style="font-size:1px"><b style="font-size:2em">9</b></span>',
    '<span style="display:none">9</span>',
    '<span style="visibility: hidden">9</span>',
    '<span style="opacity:0">9</span>',
    '<span style="color:#fff">9</span>',
    '<span style="color:White !important">9</span>',
    '<span style="color:rgb(255, 255, 255)"><b>9</b></span>',
    '<span style="color:transparent">9</span>',
    '<span style="color:rgba(0,0,0,0)">9</span>',
    '<span style="background:#fefefe;color:#fff">9</span>',
    '<span style="position:absolute;left:-9999px">9</span>',
    '<font color="#FFFFFF">9</font>',
    '<span class="del">9</span>',
    '<span class="x del">9</span>',
    '<b id="gone">9</b>',
    '<i class="none">9</i>',
    '<sup style="display:none">9</sup>',
    "<span hidden>9</span>",
    "<del>9</del>",
]
SEEN = [
    '<span style="text-decoration:underline">9</span>',
    '<span style="font-size:10pt">9</span>',
    '<span style="font-size:0"><b style="font-size:12pt">9</b></span>',
    '<span style="visibility:hidden"><b style="visibility:visible">9</b></span>',
    '<span style="color:#fff"><b style="color:#000">9</b></span>',
    '<span style="color:transparent"><b style="color:#000">9</b></span>',
    '<span style="background:#036;color:#fff">9</span>',
    '<span style="background-color:navy"><b style="color:#fff">9</b></span>',
    '<span style="background:#036"><b style="background:none;color:#fff">9</b></span>',
    '<span style="color:#999">9</span>',
    '<span style="vertical-align:middle">9</span>',
    '<span style="vertical-align:-1px">9</span>',
    '<span class="other">9</span>',
    '<b class="del-icon">9</b>',
    '<b class="printed">9</b>',
]
RAISED = [
    '<span style="vertical-align:super">9</span>',
    '<span style="vertical-align: 5pt"><b>9</b></span>',
    '<span style="position:relative;top:-3.0pt;mso-text-raise:3.0pt">9</span>',
    '<span class="note">9</span>',
    "<sup>9</sup>",
    "<sub><b>9</b></sub>",
]
SHEET = """<style>/* .other{display:none} */
.del, #gone {text-decoration:line-through} .note{vertical-align:super} .none{display:none}
.menu .other{display:none} @media print{.printed{display:none}} div{display:none}</style>"""


def _cell_of(run: str, *, cell: str = "<td>") -> str:
    page = f"{SHEET}<p>{TITLE}</p><div><table><tr><td>行政处罚{cell}{run}5</table></div>"
    (grid,) = grids(_read(page))
    return grid.cells[1].text


@pytest.mark.parametrize("run", UNSEEN)
def test_figures_that_are_struck_or_not_seen_join_no_number(run: str) -> None:
    assert _cell_of(run) == "5"
    assert _cell_of(f"<p>{run}") == "5"


@pytest.mark.parametrize("run", SEEN)
def test_figures_that_are_seen_are_read(run: str) -> None:
    assert _cell_of(run) == "95"


@pytest.mark.parametrize("run", RAISED)
def test_raised_figures_join_no_number(run: str) -> None:
    assert _cell_of(run) == "⁹5"


@pytest.mark.parametrize("cell", ["<td class=del>", "<td style='color:#fff'>", "<td hidden><td style='font-size:0'>"])
def test_a_cell_whose_figure_is_not_seen_is_empty(cell: str) -> None:
    assert _cell_of("", cell=cell) == ""


@pytest.mark.parametrize("cell", ["<td bgcolor=#003366 style='color:white'>", "<td style='vertical-align:super'>"])
def test_a_cell_whose_figure_is_seen_is_read(cell: str) -> None:
    assert _cell_of("", cell=cell) == "5"


@given(st.text(alphabet=" \t;:{}@/*#.,-<>'\"abdelnopsy0159%()", max_size=60))
def test_no_style_stops_the_reading(style: str) -> None:
    page = f'<style>{style}</style><p>{TITLE}</p><p style="{style}">12条</p><p>{style}</p>'
    outcome(html.read, page.encode())


@pytest.mark.parametrize(
    "extra", ["", "<!-- <b -->", "<script>if (a <b) x()</script>", '<i title="a > b">', "<i x='>'>"]
)
@pytest.mark.parametrize("tag", ["p", "script", "td"])
def test_an_element_with_thousands_of_attributes_is_refused_before_it_is_parsed(extra: str, tag: str) -> None:
    many = " ".join(f'a{number}=">"' if number % 2 else f"a{number}" for number in range(100_000))
    with pytest.raises(OversizeFile, match="属性"):
        _read(f"{extra}<{tag} {many}>12")


def test_long_attributes_and_long_scripts_are_no_reason_to_refuse() -> None:
    script = "<script>" + "if (a <b) { c = 1 } " * 2_000 + "</script>"
    comment = "<!-- <p " + "a " * 2_000 + "> -->"
    picture = f'<img alt="{"图 " * 2_000}" src="data:,{"a=1 " * 2_000}">'
    assert said(_read(f"{script}{comment}{picture}<p>{TITLE}</p><p>12条</p>"))[0] == TITLE


def test_a_table_flattened_to_lines_of_a_paragraph_is_a_table_again() -> None:
    rows = [("一、本年新收政府信息公开申请数量", "3"), ("二、上年结转政府信息公开申请数量", "0")]
    cells = [text for label, first in rows for text in (label, first, "0", "", "0", "0", "0", "3")]
    page = "<p>三、收到和处理政府信息公开申请情况</p><p>" + "<br>".join(cells) + "</p><p>四、其他</p>"
    (table,) = grids(html.read(page.encode()))
    assert rows_of(drawing(table)) == [cells[:8], cells[8:]]
    paragraphs = "".join(f"<p>{text or '&nbsp;'}</p>\n" for text in cells)
    assert drawing(grids(html.read(paragraphs.encode()))[0]) == drawing(table)


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ('<input value="12" readonly>', "12"),
        ('<input type="text" value="-">', "-"),
        ("<textarea readonly> 1,204 </textarea>", "1,204"),
        ('<input type="hidden" value="7">', ""),
        ('<input type="checkbox" value="1">', ""),
        ('<input style="color:#fff;background:#00f" value=6>', "6"),
        ('<input style="background:#f5f5f5" value=6 readonly>', "6"),
        ('<input style="vertical-align:sub" value=6>', "⁶"),
        ('<input style="display:none" value="7">', ""),
        ('<input style="color:#fff" value="7">', ""),
        ('<input value="请输入">', ""),
        ('<input value="5件">', "5件"),
        ("<select><option>3</option><option>4</option></select>", "3"),
        ("<select><option>3</option><option selected>4</option></select>", "4"),
        ("<select></select>", ""),
    ],
)
def test_a_figure_in_a_text_field_of_a_cell_is_seen(field: str, shown: str) -> None:
    page = f"<p>一、总体情况</p><table><tr><td>规章</td><td>{field}</td></tr></table>"
    grid = next(block for block in html.read(page.encode()).blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == ["规章", shown]


def test_a_figure_in_a_text_field_outside_tables_is_none() -> None:
    page = '<p>一、总体情况</p><p>第<input value="3">页</p>'
    assert [block.text for block in html.read(page.encode()).blocks if isinstance(block, Line)][-1] == "第页"


def test_a_title_begins_with_the_line_of_its_organ_and_year() -> None:
    page = "<div>云屿市</div><div><p>云屿综合实验区2023年</p><p>政府信息公开工作年度报告</p><p>一、总体情况</p><p>如下。</p><p>二、主动公开政府信息情况</p></div>"
    first = next(block for block in html.read(page.encode()).blocks if isinstance(block, Line))
    assert first.text == "云屿综合实验区2023年"
