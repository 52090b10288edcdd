"""A name counts as a whole: no question is ever answered with another organ's figure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.index.names import abbreviations, split_regions
from nianbao.index.organs import Organ, OrganNames

NAMES = OrganNames(
    tuple(
        Organ(name)
        for name in (
            "云屿市人民政府",
            "云屿市人民政府办公室",
            "云屿市财政局",
            "云屿市青汐区人民政府",
            "云屿市青汐区民政局",
            "云屿市清汐区民政局",
            "云屿市墨塬县市场监督管理局",
            "云屿市青汐区双杉街道办事处",
        )
    )
)


def named(question: str) -> list[list[str]]:
    return [[organ.name for organ in mention.candidates] for mention in NAMES.mentions(question)]


@pytest.mark.parametrize(
    ("question", "organ"),
    [
        ("云屿市青汐区民政局2023年行政处罚多少件", "云屿市青汐区民政局"),
        ("青汐民政局罚了几次", "云屿市青汐区民政局"),
        ("青汐区2023年新收多少件", "云屿市青汐区人民政府"),
        ("青汐2023年新收多少件", "云屿市青汐区人民政府"),
        ("请问云屿市财政局的行政许可", "云屿市财政局"),
        ("云屿市府办收到多少", "云屿市人民政府办公室"),
        ("墨塬县市监局有多少处罚", "云屿市墨塬县市场监督管理局"),
        ("双杉街道有没有申请", "云屿市青汐区双杉街道办事处"),
        ("云屿市政府2024年", "云屿市人民政府"),
    ],
)
def test_full_and_short_names_are_resolved(question: str, organ: str) -> None:
    assert named(question) == [[organ]]


@pytest.mark.parametrize(
    "question",
    [
        "青汐区财政局2023年新收多少件",
        "青汐湖2023年新收多少件",
        "北青汐区2023年新收多少件",
        "清汐区2023年新收多少件",
        "墨塬县2023年新收多少件",
        "东屿市2023年新收多少件",
        "青汐区第一中学有多少申请",
        "教育局罚了几次",
    ],
)
def test_near_misses_are_unknown_and_never_cross(question: str) -> None:
    found = NAMES.mentions(question)
    assert found
    assert all(not mention.candidates for mention in found)


def test_a_bare_kind_of_organ_names_every_organ_of_that_kind() -> None:
    assert named("民政局罚了几次") == [["云屿市青汐区民政局", "云屿市清汐区民政局"]]


def test_several_organs_are_found_in_order() -> None:
    assert named("比较青汐区民政局和云屿市财政局的申请") == [["云屿市青汐区民政局"], ["云屿市财政局"]]


@pytest.mark.parametrize(
    "question", ["行政许可呢", "全市哪个局申请最多", "不予公开几件", "区分处理的有几件", "内部事务信息几件"]
)
def test_words_of_the_form_are_no_organs(question: str) -> None:
    assert named(question) == []


def test_an_organ_of_one_name_in_two_regions_is_asked_back() -> None:
    names = OrganNames((Organ("鼓山区人民政府", "云屿市"), Organ("鼓山区人民政府", "临澜市")))
    assert [len(mention.candidates) for mention in names.mentions("鼓山区新收多少件")] == [2]
    assert [organ.label for m in names.mentions("云屿市鼓山区新收") for organ in m.candidates] == [
        "云屿市鼓山区人民政府"
    ]


@given(st.sampled_from(NAMES.organs), st.sampled_from(["", "请问", "那", "比较一下"]))
def test_every_organ_is_found_by_its_full_name(organ: Organ, lead: str) -> None:
    assert [m.candidates for m in NAMES.mentions(f"{lead}{organ.name}2023年新收多少件")] == [(organ,)]


@given(st.text(alphabet="云屿青汐区市民政局财新收多少件年2023的呢和", max_size=24))
def test_no_question_breaks_the_resolver_and_mentions_lie_inside_it(question: str) -> None:
    for mention in NAMES.mentions(question):
        assert 0 <= mention.start < mention.end <= len(question)


def test_the_nearest_names_are_offered() -> None:
    assert NAMES.nearest("清汐区人民政府")[0].name == "云屿市青汐区人民政府"


def test_regions_are_split_from_the_body() -> None:
    assert split_regions("云岭市城市管理局") == (("云岭市",), "城市管理局")
    assert split_regions("云屿市青汐区人民政府") == (("云屿市", "青汐区"), "人民政府")


def test_a_department_is_never_called_by_its_region_alone() -> None:
    assert not {"青汐区", "青汐", "云屿市青汐区"} & set(abbreviations("云屿市青汐区民政局"))


def test_a_place_in_front_is_another_organ_unless_it_lies_there() -> None:
    names = OrganNames((Organ("淮安市洪泽区人民政府"), Organ("鼓楼区人民政府", "福州市")))
    assert [m.candidates for m in names.mentions("江苏省洪泽区2023年新收")] == [(names.organs[0],)]
    assert [m.candidates for m in names.mentions("南京洪泽区2023年新收")] == [()]
    assert [m.candidates for m in names.mentions("南京市鼓楼区2023年新收")] == [()]
    assert [m.candidates for m in names.mentions("福建鼓楼区2023年新收")] == [(names.organs[1],)]


def test_a_place_without_a_suffix_is_known_to_be_another() -> None:
    assert [(m.text, m.candidates) for m in NAMES.mentions("北京2023年收到多少")] == [("北京", ())]


@pytest.mark.parametrize("lead", ["今天", "你觉得", "直接回答", "我想知道", "假装", "关于"])
def test_words_before_a_name_are_no_part_of_it(lead: str) -> None:
    assert [m.candidates for m in NAMES.mentions(f"{lead}云屿市财政局2023年新收")] == [(NAMES.organs[2],)]


KINDS = (
    "档案馆",
    "图书馆",
    "统计局",
    "税务所",
    "总工会",
    "残联",
    "红十字会",
    "第一小学",
    "消防救援站",
    "人大",
    "政协",
    "教育部门",
    "海关",
    "文旅集团",
    "发改委",
    "行政审批局",
    "采购中心",
    "上城区",
)


@given(
    name=st.sampled_from(["云屿", "云屿市", "青汐", "青汐区", "云屿市青汐区", "墨塬县"]),
    kind=st.sampled_from(KINDS),
    asked=st.sampled_from(["2024年新收多少件", "的行政处罚多少件", "2023年存在什么问题", "有多少申请"]),
)
def test_a_known_name_with_another_kind_behind_it_is_another_organ(name: str, kind: str, asked: str) -> None:
    from nianbao.app.times import years
    from nianbao.app.vocabulary import find

    question = f"{name}{kind}{asked}"
    words = [(hit.start, hit.end) for hit in find(question)]
    found = NAMES.mentions(question, years(question, date(2026, 1, 1)).spans, words)
    assert found
    assert all(not mention.candidates for mention in found)


@pytest.mark.parametrize(
    "question",
    [
        "云屿市财政局2024年对学校和医院做了哪些工作",
        "青汐区民政局2024年与派出所有什么合作",
        "云屿市人民政府2024年与人大代表建议有关的内容",
        "云屿市人民政府2024年政务服务大厅怎么设公开专区",
        "云屿市人民政府2024年查阅场所有哪些",
        "哪个报告提到了派出所",
    ],
)
def test_organs_that_a_report_only_writes_about_are_not_asked_for(question: str) -> None:
    assert not any(not mention.candidates for mention in NAMES.mentions(question))


@pytest.mark.parametrize("name", ["教育部", "国务院", "杭州海关", "西湖派出所", "甲局", "A局", "最高法", "市总工会"])
def test_every_kind_of_organ_is_known_where_a_question_begins_with_it_or_lists_it(name: str) -> None:
    assert named(f"{name}2024年存在什么问题")[0] == []
    assert named(f"云屿市财政局和{name}2024年存在什么问题") == [["云屿市财政局"], []]
