"""A word that may be an organ's name is never passed over where the organ is not named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.answer import Outcome, Reason
from nianbao.app.query import Query
from nianbao.app.respond import respond
from nianbao.app.strays import strays
from nianbao.app.understand import understand
from nianbao.index.library import Library
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
ONE = OrganNames((Organ("云屿市财政局"),))
STRANGERS = (
    "教育部", "国务院", "杭州海关", "西湖派出所", "甲局", "A局", "国家电网", "中国石油", "最高法", "故宫博物院", "新华社",
    "组织部", "阿里巴巴", "市总工会", "证监会", "国办", "发改委", "华为公司", "上级机关", "红星小学", "省政府", "县医院", "人民银行", "消防",
)  # fmt: skip
FIRST = "云屿市财政局2023年新收多少件"


def read(question: str, *history: str) -> Query:
    return understand(question, history, ONE, DAY)


@given(
    stranger=st.sampled_from(STRANGERS),
    lead=st.sampled_from(["", "请问", "那", "我想知道", "麻烦查一下"]),
    asked=st.sampled_from(
        ["2024年新收申请多少件", "2024年行政处罚", "的行政许可有几件", "2024年全市行政处罚一共多少件"]
    ),
    history=st.sampled_from([(), (FIRST,)]),
)
def test_an_organ_nobody_knows_gets_no_other_organ_s_figure(
    stranger: str, lead: str, asked: str, history: tuple[str, ...]
) -> None:
    query = read(f"{lead}{stranger}{asked}", *history)
    refused = query.problem is not None and query.problem.reason is not None
    assert query.unknown or refused


@given(stranger=st.sampled_from(STRANGERS), link=st.sampled_from(["和", "与", "、", "以及", "跟"]), first=st.booleans())
def test_one_of_a_list_that_nobody_knows_is_told(stranger: str, link: str, first: bool) -> None:
    pair = [stranger, "云屿市财政局"] if first else ["云屿市财政局", stranger]
    assert read(f"{link.join(pair)}2024年新收各多少件").unknown


@pytest.mark.parametrize(
    "question",
    [
        "行政处罚多少件呢",
        "其中自然人提出的有多少",
        "最后给公开了多少件",
        "麻烦再看一下2023年的行政处罚",
        "顺便问一下行政强制是多少",
        "请列出行政处罚和行政许可的数量",
        "表三里新收申请总计填的是多少",
        "2024年因政府信息公开引发的行政诉讼多少件",
        "2024年当事人申请复议几件",
        "2024年有哪些申请类型，自然人几件",
        "2024年年报第三部分新收申请多少件",
        "报告显示2024年新收26件，是真的吗",
        "2024年行政处罚、行政许可、行政强制分别多少",
        "截至2024年底现行有效的规范性文件几件",
        "你们单位2024年新收多少件",
        "贵局2024年新收申请多少件",
        "本机关2024年新收申请多少件",
        "局里2024年新收多少件申请",
        "该局当年行政处罚决定有几件",
        "去年老百姓一共来申请了多少次",
        "2024年年初结转过来的申请多少件，上年结转",
        "2024年比2023年新收增加多少",
        "过去三年行政处罚数量",
        "2024年予以公开的占多少",
        "2024年仅部分公开的几件",
        "2024年收办平衡吗",
        "行政复议那张表有没有算错",
        "请核对一下2024年的数据，有错吗",
        "2024年新收申请最少的三个机关",
        "本单位2024年新收多少件",
        "这家单位2024年办结多少件",
    ],
)
@pytest.mark.parametrize("history", [(), (FIRST,)])
def test_everyday_words_are_no_organs(question: str, history: tuple[str, ...]) -> None:
    query = read(question, *history)
    assert (query.unknown, query.problem) == ((), None)


@given(
    st.text(alphabet="国家电网甲局的和、2024年新收多少件云屿市财政", max_size=24), st.integers(0, 8), st.integers(0, 8)
)
def test_a_stray_begins_outside_what_is_understood(text: str, start: int, length: int) -> None:
    stop = min(len(text), start + length)
    for stray in strays(text, [(start, stop)] if start < stop else []):
        places = [at for at in range(len(text)) if text.startswith(stray, at)]
        assert stray
        assert any(not start <= at < stop for at in places)


def test_what_is_no_organ_s_name_is_said_not_to_be_understood(demo_library: Library) -> None:
    answer = respond(demo_library, "国家电网2024年新收多少件", (FIRST,), DAY)
    assert answer.refusal is not None
    assert (answer.refusal.reason, answer.figures) == (Reason.ORGAN_UNKNOWN, ())
    assert "“国家电网”没有读懂" in answer.text
    answer = respond(demo_library, "教育部2024年全市行政处罚", (), DAY)
    assert (answer.outcome, answer.figures) == (Outcome.REFUSED, ())
    assert "没有“教育部”的年度报告" in answer.text


@pytest.mark.parametrize("stranger", ["国家电网", "教育部", "甲局"])
@pytest.mark.parametrize(
    "asked",
    [
        "2024年哪里勾稽不平",
        "的表有没有算错",
        "比去年呢",
        "哪年新收最多",
        "哪种理由不予公开最多",
        "予以公开率",
        "2024年新收26件对吗",
    ],
)
def test_no_other_operation_answers_for_a_stranger_either(demo_library: Library, stranger: str, asked: str) -> None:
    answer = respond(demo_library, f"{stranger}{asked}", (FIRST,), DAY)
    assert (answer.outcome, answer.figures) == (Outcome.REFUSED, ())
