"""What people say for a cell is read as that cell, and what says part of one is answered with no figure."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.harmless import unread
from nianbao.app.query import Kind, Query
from nianbao.app.sayings import SAYINGS
from nianbao.app.understand import understand
from nianbao.app.vocabulary import Slot, find
from nianbao.app.wanted import columns_by_key, newest, rows_by_key
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
NAMES = OrganNames(tuple(map(Organ, ("云屿市财政局", "云屿市人民政府", "云屿市墨塬县自然资源局"))))
SAID = [
    line.split("\t")
    for line in Path(__file__).with_name("sayings.tsv").read_text(encoding="utf-8").splitlines()
    if line
]
"""Keys, added up where there are several, and how people ask for them: written apart from the patterns."""
COUNTED_NOWHERE = (
    "女性提了几件申请", "外地人来申请的有几件", "大学生提了几件申请", "退休人员申请几件",
    "农民申请公开的有几件", "记者申请了几件", "村委会提的申请有几件", "外国企业申请几件",
    "国企申请几件", "小微企业申请几件", "网上申请的有几件", "通过邮寄提出的申请几件",
    "当面提交的申请多少件", "当场答复的申请有几件", "按时答复的几件", "超期答复的几件",
    "延期答复的有几件", "电话咨询多少次", "涉及拆迁的申请几件", "关于土地征收的申请有多少件",
    "教育类申请几件", "环保方面的申请有几件", "涉及房产的行政许可几件", "餐饮行政许可几件",
    "环保处罚几件", "交通类行政处罚几件", "罚款超过一万元的处罚几件", "当场处罚几件",
    "行政处罚听证几次", "不予行政许可几件", "行政许可撤回几件", "行政许可延续几件",
    "涉税行政强制几次", "代履行几次", "查封了几家", "停产停业的处罚几件",
    "行政复议和解几件", "行政复议驳回几件", "行政复议不予受理几件", "行政复议调解结案几件",
    "行政复议确认违法几件", "上诉案件几件", "二审几件", "行政赔偿几件",
    "申请人撤回申请几件", "信访接待了多少人次", "人大建议办理了多少件", "政协提案答复几件",
    "政务服务办件量多少", "热线工单多少件", "培训了几次", "开了几次新闻发布会",
    "重大行政决策几项", "规范性文件备案审查几件", "规范性文件修订几件", "合法性审查几件",
    "规章清理几件", "房屋征收补偿信息公开申请几件", "第一季度收到几件申请", "上半年收到多少件申请",
    "3月份新收几件申请", "每个工作日收到几件", "申请办理平均用了几天", "答复满意率",
    "受理率", "按时办结率", "不符合要求的申请有几件", "不合格的申请几件",
    "被退回的申请几件", "未受理的申请几件", "没收到答复的申请几件", "匿名申请几件",
    "同一个人提的申请最多几件", "收费减免了多少", "罚没收入多少", "收费项目有几个",
    "有多少个公开专栏", "几个人负责公开工作", "申请公开预算的有几件", "要求公开会议纪要的有几件",
)  # fmt: skip


def read(question: str) -> Query:
    return understand(question, (), NAMES, DAY)


@pytest.mark.parametrize("front", ["云屿市财政局2024年", "请问2023年墨塬县自然资源局"])
@pytest.mark.parametrize(("keys", "said"), SAID)
def test_what_people_say_is_the_cell_they_mean(front: str, keys: str, said: str) -> None:
    query = read(f"{front}{said}？")
    assert (query.problem, query.unknown, query.kind) == (None, (), Kind.FIGURES)
    assert ["+".join(wanted.keys) for wanted in query.wanted] == [keys]


@pytest.mark.parametrize("said", COUNTED_NOWHERE)
def test_what_no_cell_counts_is_given_no_figure(said: str) -> None:
    query = read(f"云屿市财政局2024年{said}？")
    assert query.problem is not None or query.unknown or not (query.wanted or query.ratios)


@given(
    st.sampled_from(SAID),
    st.sampled_from(("请问", "麻烦", "到底", "一共", "其实", "究竟")),
    st.sampled_from(("呢", "呀", "啊", "谢谢")),
)
def test_words_of_talk_change_no_cell(one: list[str], before: str, behind: str) -> None:
    query = read(f"{before}云屿市财政局2024年{one[1]}{behind}")
    assert not query.wanted or ["+".join(wanted.keys) for wanted in query.wanted] == [one[0]]


def test_every_saying_is_of_an_entry_of_the_form() -> None:
    groups = {(t.key, g.key) for t in newest().tables for g in t.groups}
    measures = {(m.table, m.key) for m in newest().measures}
    heads = {(g.table, g.key) for g in newest().column_groups}
    known = {
        Slot.ROW: set(rows_by_key()),
        Slot.COLUMN: set(columns_by_key()),
        Slot.GROUP: groups,
        Slot.MEASURE: measures,
        Slot.COLUMN_GROUP: heads,
    }
    assert all((saying.table, saying.key) in known[Slot(saying.slot)] for saying in SAYINGS)


@given(st.text("申请公开没办完转到下年内部事务律师个人几多件了的不给", max_size=24))
def test_no_word_is_found_inside_another(text: str) -> None:
    hits = find(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(hits))
    assert all(hit.word == text[hit.start : hit.end] for hit in hits)


@pytest.mark.parametrize(
    "word", ["征地", "记者", "农民", "教育类", "女性", "当场", "部分", "网上", "工作日", "不符合要求"]
)
def test_a_word_of_a_subject_is_left_over(word: str) -> None:
    assert unread(f"其中{word}的一共有") is not None


@given(st.text("征地农民记者教育学校医院", min_size=1, max_size=6))
def test_what_is_left_over_lies_in_the_stretch(text: str) -> None:
    found = unread(text)
    assert found is None or 0 <= found[0] < found[1] <= len(text)
