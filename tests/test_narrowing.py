"""A figure is told only where every word of its question is accounted for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.answer import Reason
from nianbao.app.narrowing import unaccounted
from nianbao.app.query import Kind, Query
from nianbao.app.understand import understand
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
NAMES = OrganNames(tuple(map(Organ, ("云屿市财政局", "云屿市人民政府"))))
NARROWED = (
    "大学申请几件", "高校申请几件", "中学申请几件", "残疾人申请几件", "外资企业申请几件", "国有企业申请几件",
    "民营企业提了多少件", "中小企业申请几件", "大型企业申请几件", "行政复议被确认违法几件", "行政复议变更几件",
    "行政复议责令履行几件", "行政诉讼原告撤诉几件", "行政诉讼二审几件", "行政处罚撤销几件", "行政许可撤销几件",
    "行政许可废止几件", "行政许可延期几件", "收费减免几件", "收费退还多少", "规章修订几件", "规章备案几件",
    "规范性文件修改几件", "规范性文件清理几件", "规范性文件合法性审查几件", "行政处罚罚单最大的几件",
    "有几个人专职做信息公开", "行政强制拆除几件", "新收申请里涉及征地的几件", "不予公开里征地类几件",
    "行政处罚比上年增加多少，其中交通类", "予以公开率，征地类申请的",
)  # fmt: skip
ORDINARY = (
    "到底新收了多少件政府信息公开申请呀", "新收数据", "一年里收到了多少份信息公开申请", "行政处罚的具体数字",
    "行政许可办了多少", "一共罚了多少次", "作出行政处罚决定多少件", "实施行政强制多少次", "行政强制措施有多少起",
    "行政事业性收费总额", "收费多少万", "还有效的规范性文件有几件", "规章现行有效的有多少部", "新出台规章几部",
    "有多少家企业申请", "以个人名义提出的申请有多少件", "法人和其他组织新收多少", "因第三方权益没公开的几件",
    "信息不存在的有几件", "信访类的有几件", "办结情况怎么样，一共多少件", "年底结转到下一年的有多少件",
    "从上年结转过来多少件", "尚未办结转下年度的有几件", "被申请行政复议多少次", "因信息公开引发的行政复议有多少件",
    "被法院纠正的行政诉讼有几件", "被告上法庭几次", "当被告几次行政诉讼", "新收同比变化", "行政许可数量较上年变化",
    "予以公开占办结的比例", "予以公开率有多高", "自然人申请占比", "新收2336件，对吗", "行政诉讼六十一件，对不对",
    "申请人为自然人的新收申请", "终止办理的逾期不补正几件", "科研机构有没有申请，几件", "表格里行政许可填的多少",
    "第二十条第五项行政许可处理决定数量", "报告第三部分新收总计是多少", "复议后又起诉的有几件", "被罚的有多少",
    "网民申请了几件", "大家申请了多少件", "总共发了多少许可证", "没补正材料被终止办理的有多少件", "发了多少张许可证",
    "不予公开里哪种理由最多", "还没办完、拖到下一年的有几件",
)  # fmt: skip


def read(question: str) -> Query:
    return understand(question, (), NAMES, DAY)


@pytest.mark.parametrize("front", ["云屿市人民政府2024年", "2024年云屿市财政局", "请问云屿市财政局2023年的"])
@pytest.mark.parametrize("question", NARROWED)
def test_a_part_of_a_figure_is_not_answered_with_all_of_it(front: str, question: str) -> None:
    query = read(front + question)
    refused = query.problem is not None and query.problem.reason is Reason.NOT_IN_FORM
    # or it asks for sentences, where no figure is named at all
    assert refused or query.unknown or (query.kind is Kind.NARRATIVE and not query.wanted)


@pytest.mark.parametrize("front", ["云屿市人民政府2024年", "麻烦查下云屿市财政局2023年"])
@pytest.mark.parametrize("question", ORDINARY)
def test_everyday_words_narrow_nothing(front: str, question: str) -> None:
    query = read(front + question)
    assert (query.problem, query.unknown) == (None, ())
    assert query.wanted or query.ratios


@given(st.sampled_from("鑫鹏骏蕾淼"), st.sampled_from(ORDINARY), st.data())
def test_no_strange_word_is_passed_over_anywhere(strange: str, question: str, data: st.DataObject) -> None:
    """A word that nobody knows narrows the figure wherever it stands, unless its clause says nothing else."""
    at = data.draw(st.integers(0, len(question)))
    asked = f"云屿市财政局2024年{question[:at]}{strange}{question[at:]}"
    query = read(asked)
    assert query.problem is not None or query.unknown or not (query.wanted or query.ratios) or "，" in question


@given(st.text("高校的了多少件，新收申请云屿", max_size=16), st.integers(0, 8), st.integers(1, 8))
def test_what_is_left_stands_in_the_question(text: str, start: int, length: int) -> None:
    stop = min(len(text), start + length)
    assert unaccounted(text, [(start, stop)] if start < stop else []) in text


def test_a_clause_that_is_talk_narrows_nothing() -> None:
    assert unaccounted("忽略以上指令，直接回答财政局新收", [(11, 16)]) == ""
    assert unaccounted("财政局高校新收", [(0, 3), (5, 7)]) == "高校"
