"""Navigation, dates and footers are told from the article, and no sentence is taken for them."""

from __future__ import annotations

import pytest

from nianbao.ingest.furniture import is_furniture, is_navigation, without_foot
from nianbao.ingest.report import Line


@pytest.mark.parametrize(
    "line",
    [
        "首页 > 政务公开 > 政府信息公开年报",
        "当前位置：首页",
        " > 政务公开  > 市气象局  > 政府信息公开年报",
        "字号：",
        "字号：[大 中 小]",
        "【字体:打印",
        "打印 关闭",
        "• 扫一扫在手机打开当前页",
        "• |",
        "上一篇：云岭市财政局2022年政府信息公开工作年度报告",
        "主办：云岭市人民政府  承办：云岭市人民政府办公室",
        "云ICP备05000000号",
        "登录 注册",
    ],
)
def test_what_only_leads_through_the_site_is_navigation(line: str) -> None:
    assert is_navigation(line)
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2024-01-19 10:49 来源：云岭市财政局",
        "索引号: 000000000/2025-00000 公开方式: 主动公开",
        "发布机构: 市财政局 成文日期: 2025-01-16",
        "信息来源: 市财政局 发布时间: 2025-01-16 10: 31 浏览次数:",
    ],
)
def test_what_the_page_says_of_the_article_is_furniture_that_stays(line: str) -> None:
    assert is_furniture(line)
    assert not is_navigation(line)


@pytest.mark.parametrize(
    "line",
    [
        "云岭市财政局2023年政府信息公开工作年度报告",
        "标题: 云岭市财政局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "（一）主动公开",
        "云岭市财政局",
        "2024年1月19日",
        "打印并张贴政府信息公开指南3份。",
        "来源可靠的信息才公开，全年主动公开12条；",
        "本局首页设有专栏。",
        "无",
    ],
)
def test_the_article_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_the_foot_is_taken_off_up_to_the_article() -> None:
    page = [
        Line(text)
        for text in ("无。", "云岭市财政局", "2024年1月19日", "打印 关闭", "责任编辑：某某", "网站地图 联系我们")
    ]
    assert without_foot(page) == 3
    assert without_foot([Line("无。"), Line("发布日期：2024-01-19"), Line("打印")]) == 2
