"""The title that stands only in the page's record of its article."""

from __future__ import annotations

import pytest

from nianbao.ingest import html
from nianbao.ingest.outline import outline
from nianbao.ingest.record import recorded_title
from nianbao.ingest.text import read

TITLE = "云屿市公安局青汐分局2024年政府信息公开工作年度报告"
TABLE = "第二十条第（一）项 |\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 1 | 0 | 2 |\n"


def test_the_title_of_a_record_is_the_cell_behind_its_label() -> None:
    assert recorded_title(["标题：", TITLE, "", "索引号：", "1-2", "文号：", "无"]) == TITLE


LIST = ["序号", "文件名称", "文号", "发布日期"]


@pytest.mark.parametrize(
    "texts",
    [
        ["标题", TITLE],
        ["名称", "数量", "规章", "0"],
        ["索引号", "1"],
        ["索引号", "1", "标题"],
        LIST,
        [*LIST, "1", "云屿市节约用水办法", "云政发〔2024〕1号", "2024-03-01"],
        ["索引号", "名称", "发布日期", "1-2", TITLE, "2024-03-01"],
        ["索引号", "1-2", "名称", "云屿市节约用水办法"],
    ],
)
def test_no_other_table_has_a_title(texts: list[str]) -> None:
    assert recorded_title(texts) is None


def test_a_title_in_the_record_of_a_stored_page_is_read() -> None:
    page = f"标题: | {TITLE} | ||\n---|---|---|---|\n索引号: | 1-2 | 文号: | 无 |\n一、总体情况\n如下。\n二、主动公开政府信息情况\n{TABLE}"
    said = outline(read(page.encode()).blocks)
    assert (said.organ, said.year, said.title) == ("云屿市公安局青汐分局", 2024, TITLE)


@pytest.mark.parametrize(
    "rows", ["序号 | 文件名称 | 文号 | 发布日期", f"索引号 | 1-2 | 文号 | 无\n标题 | {TITLE[:-2]}报告 | 文号 | 无"]
)
def test_a_table_below_the_first_heading_says_nothing_of_the_article(rows: str) -> None:
    table = (
        rows.replace("\n", "|\n---|---|---|---|\n", 1)
        if "\n" in rows
        else f"{rows}|\n---|---|---|---|\n1 | 甲 | 乙 | 丙 |"
    )
    page = f"{TITLE}\n一、总体情况\n如下。\n五、存在的主要问题及改进情况\n\n{table}\n\n一是人手不足。\n六、其他需要报告的事项\n无。"
    said = outline(read(page.encode()).blocks)
    assert {section.number: section.text for section in said.sections}["五"].endswith("一是人手不足。")
    assert [line.text for line in said.body].count(TITLE) == 1


def test_a_title_in_the_record_of_a_web_page_is_read() -> None:
    page = f"""<title>政府信息公开 云屿市人民政府</title><div class=menu><a href=1>首页</a></div>
    <table><tr><td>索引号</td><td>1-2</td></tr><tr><td>信息名称：</td><td colspan=3>{TITLE}</td></tr></table>
    <div id=zoom><p>一、总体情况</p><p>如下。</p><p>二、主动公开政府信息情况</p>
    <table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
    <tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table></div>"""
    said = outline(html.read(page.encode()).blocks)
    assert (said.organ, said.year) == ("云屿市公安局青汐分局", 2024)


def test_the_title_that_the_text_prints_goes_before_another_article_s_record() -> None:
    other = "云屿市审计局2022年政府信息公开工作年度报告"
    page = f"标题: | {other} | ||\n---|---|---|---|\n索引号: | 1-2 | 文号: | 无 |\n\n{TITLE}\n一、总体情况\n如下。\n五、存在的主要问题及改进情况\n一是人手不足。"
    said = outline(read(page.encode()).blocks)
    assert (said.organ, said.year, said.title) == ("云屿市公安局青汐分局", 2024, TITLE)
