"""What the figures of the prose mean: which cells, how surely, and which figures are none of the tables'."""

from __future__ import annotations

import pytest
from builders import editions
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.mentions import mentions
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Section
from nianbao.ingest.scope import scope_of

DEPARTMENT = "云屿市青汐区民政局"
GOVERNMENT = "云屿市青汐区人民政府"


def read(
    text: str, *, organ: str | None = DEPARTMENT, heading: str = "（二）依申请公开情况", edition: str = "2021"
) -> list[str]:
    """`sense=value` of every mention, with a `?` where it is not certain."""
    section = Section("一", "总体情况", f"{heading}\n{text}")
    return [
        f"{m.sense}={decimal_text(m.quantity.value)}{'' if m.certain else '?'}"
        for told in mentions([section], editions(edition), scope_of(organ, 2023))
        for m in told
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2023年，我局共收到政府信息公开申请35件。", ["received=35"]),
        ("本年度新收政府信息公开申请数量为35件。", ["received=35"]),
        ("共收到政府信息公开申请35件", ["received=35"]),
        ("3件申请结转至下年度办理。", ["carried_out=3"]),
        ("如期答复申请18件。", ["answered=18"]),
        ("政府信息公开申请量为35件。", ["received=35?"]),
        ("共收到20件政府信息公开申请。", ["received=20"]),
        ("全年受理公民、法人和其他组织提出的政府信息公开申请 2,034 件。", ["received=2034"]),
        ("共受理申请二十件。", ["received=20"]),
        ("收到申请２０件，办结１８件。", ["received=20", "concluded=18"]),
        ("依申请公开方面，共收到3件，答复3件。", ["received=3?", "answered=3"]),
        ("区民政局收到申请20件。", ["received=20"]),
        ("收到政府信息公开申请1.2万件。", ["received=12000"]),
        ("新收申请20件，上年结转2件，答复18件，4件结转至2024年继续办理。", ["received=20", "carried_in=2", "answered=18", "carried_out=4"]),
        ("2022年结转申请3件，2023年新收20件。", ["carried_in=3", "received=20?"]),
        ("另有3件申请按照《条例》顺延到下年度答复。", ["carried_out=3"]),
        ("收到申请9件，结转1件。", ["received=9", "carried=1"]),
        ("全年收办政府信息公开申请38件。", ["workload=38"]),
        ("共办理政府信息公开申请38件。", ["handled=38?"]),
        ("予以公开及部分公开8件，不予公开2件，无法提供3件，不予处理1件，其他处理0件。", ["disclosed=8", "refused=2", "unavailable=3", "not_processed=1", "otherwise=0"]),
        ("因信息不存在无法提供4件。", ["unavailable=4?"]),
        ("收到申请20件，其中5件予以公开，3件不予公开。", ["received=20", "granted=5", "refused=3"]),
        ("属于国家秘密1件，本机关不掌握相关政府信息3件，重复申请2件。", ["refused.state_secret=1", "unavailable.not_held=3", "not_processed.repeated=2?"]),
        ("收到申请20件（自然人18件，法人或其他组织2件）。", ["received=20", "column.natural_person=18", "column.organisations=2"]),
        ("收到申请20件，其中18件为自然人申请。", ["received=20", "column.natural_person=18"]),
        ("因政府信息公开引发行政复议3件、行政诉讼2件。", ["reconsideration=3?", "suits=2?"]),
        ("行政复议和行政诉讼案件共5件。", ["cases=5?"]),
        ("未经复议直接起诉2起，复议后起诉1起。", ["direct_suit=2?", "suit_after_review=1?"]),
        ("制发行政规范性文件3件，废止1件，现行有效12件。", ["normative_documents.issued=3", "normative_documents.repealed=1", "normative_documents.in_force=12"]),
        ("全年制定规范性文件3件。", ["normative_documents.issued=3?"]),
        ("作出行政处罚决定15件，办理行政许可事项240件。", ["penalties.decisions=15", "licences.decisions=240?"]),
        ("行政事业性收费金额12.5万元。", ["fees=125000?"]),
    ],
)  # fmt: skip
def test_words_and_the_cells_they_mean(text: str, meant: list[str]) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("全年未收到政府信息公开申请，未发生因政府信息公开引起的行政复议和行政诉讼。", ["received=0", "cases=0?"]),
        ("我局没有收到公民、法人和其他组织要求公开政府信息的申请。", ["received=0"]),
        ("未发生被申请行政复议、提起行政诉讼的情况。", ["cases=0?"]),
        ("本年度无政府信息公开申请。", ["received=0"]),
        ("无行政复议案件。", ["reconsideration=0?"]),
        ("收到申请3件，没有上年结转的申请。", ["received=3", "carried_in=0"]),
        ("本年没有制发行政规范性文件。", ["normative_documents.issued=0"]),
        ("未收到涉及征地的政府信息公开申请。", []),
        ("没有收到书面申请。", []),
    ],
)
def test_saying_that_there_was_none_is_a_figure(text: str, meant: list[str]) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "主动公开政府信息1136条，其中规范性文件3件。",
        "受理网上申请12件、信函申请3件、当面申请5件。",
        "通过依申请公开平台收到申请12件。",
        "申请量较上年减少12件，同比下降20%。",
        "2022年收到申请30件。",
        "2024年将力争办结申请20件。",
        "上半年收到申请9件。",
        "近三年累计收到申请60件。",
        "《条例》施行以来，累计收到申请300件。",
        "政府信息公开申请由去年的30件下降到今年的20件。",
        "收到人大建议3件、政协提案4件，均已答复。",
        "接到群众投诉举报20件，办结20件。",
        "全年制发公文120件，其中主动公开30件，依申请公开60件，不予公开30件。",
        "公开行政处罚信息15件，行政处罚决定书公示12件。",
        "行政复议、行政诉讼分别为3件、2件。",
        "行政复议维持3件，行政诉讼败诉0件。",
        "按期答复申请18件，延期答复申请2件。",
        "对3件不予公开的决定申请复议。",
        "有网民留言：“收到申请9999件”。",
        "贯彻《收到申请20件以上单位管理办法》。",
        "区财政局收到申请3件。",
        "收到第3件申请后，每一件申请都登记。",
        "2021年至2023年收到申请20件25件30件。",
        "收到申请 20件 25件 30件",
        "申请均已办结，不予公开、无法提供共8件。",
        "不予受理政府信息公开申请2件，撤回政府信息公开申请1件。",
        "审结行政复议案件2件，行政诉讼一审1件。",
    ],
)
def test_figures_that_are_none_of_the_tables(text: str) -> None:
    assert read(text) == []


def test_another_year_in_the_sentence_does_not_hide_this_years_figure() -> None:
    text = "2023年，我局共收到政府信息公开申请35件，比2022年的30件增加5件，已全部办结。"
    assert read(text) == ["received=35"]
    assert read("2022年收到申请30件，2023年收到申请20件。") == ["received=20"]


def test_of_a_first_and_a_narrower_count_only_the_first_is_the_tables() -> None:
    assert read("收到申请22件，受理申请20件。") == ["received=22"]


def test_a_legal_person_beside_other_organisations_is_not_all_five_columns() -> None:
    text = "收到政府信息公开申请20件，其中自然人申请18件、法人申请1件、其他组织申请1件。"
    assert read(text) == ["received=20", "column.natural_person=18"]


@pytest.mark.parametrize(
    ("organ", "text", "meant"),
    [
        (GOVERNMENT, "2023年全区受理政府信息公开申请21件。", ["received=21"]),
        (GOVERNMENT, "青汐区人民政府共收到政府信息公开申请21件。", ["received=21"]),
        (GOVERNMENT, "区政府办公室收到政府信息公开申请21件。", ["received=21?"]),
        (GOVERNMENT, "由区政府办公室牵头办理。全年共收到申请5件。", ["received=5?"]),
        (GOVERNMENT, "全市收到申请300件。", ["received=300?"]),
        (GOVERNMENT, "区级部门受理申请300件、镇街受理申请50件。", []),
        (DEPARTMENT, "全区共受理政府信息公开申请300件。", ["received=300?"]),
        (DEPARTMENT, "局机关受理政府信息公开申请30件。", ["received=30?"]),
        (DEPARTMENT, "本局受理政府信息公开申请30件。", ["received=30"]),
        (None, "全区受理政府信息公开申请21件。", ["received=21?"]),
    ],
)
def test_a_scope_word_that_is_not_the_organs_own_leaves_a_doubt(organ: str | None, text: str, meant: list[str]) -> None:
    assert read(text, organ=organ) == meant


def test_applications_without_any_word_of_public_information_are_others() -> None:
    assert read("全年受理申请3000件。", heading="（一）为民服务") == []
    assert read("全年办理行政复议案件120件。", heading="（一）为民服务") == []


def test_rounded_figures_are_known_as_such() -> None:
    section = Section("一", "", "全年收到政府信息公开申请近20件，上年结转申请3件左右，办结申请20余件。")
    (told,) = mentions([section], editions(), scope_of(DEPARTMENT, 2023))
    assert [m.quantity.vague for m in told] == [True, True, True]


def test_an_edition_without_the_column_has_no_such_mention() -> None:
    assert read("废止行政规范性文件1件，行政事业性收费金额3万元。", edition="2019") == []
    assert read("主动公开规章13件。", edition="2019") == ["rules.published=13?"]
    assert read("主动公开规章13件。") == []


def test_tables_that_were_not_found_mean_nothing() -> None:
    section = Section("一", "", "共收到政府信息公开申请35件，行政复议3件。")
    assert list(mentions([section], {}, scope_of(DEPARTMENT, 2023))) == []
    (told,) = mentions([section], {"review": "2021"}, scope_of(DEPARTMENT, 2023))
    assert [m.sense for m in told] == ["reconsideration"]


WORDS = st.lists(
    st.sampled_from(
        [
            "收到",
            "受理",
            "政府信息公开申请",
            "依申请公开",
            "办结",
            "答复",
            "结转",
            "下年度",
            "上年",
            "予以公开",
            "不予公开",
            "其他处理",
            "自然人",
            "法人",
            "其他组织",
            "行政复议",
            "行政诉讼",
            "规范性文件",
            "制发",
            "废止",
            "没有",
            "未",
            "2022年",
            "2023年",
            "20件",
            "3宗",
            "占",
            "5%",
            "十余件",
            "（",
            "）",
            "，",
            "。",
            "；",
            "：",
            "、",
            "“",
            "”",
            "《",
            "》",
            "全区",
            "本级",
            "共",
            "其中",
            "\n",
        ]
    ),
    max_size=60,
)


@given(WORDS, st.sampled_from(["2021", "2019"]), st.sampled_from([GOVERNMENT, DEPARTMENT, None]))
def test_any_text_is_survived_and_every_mention_has_cells(words: list[str], edition: str, organ: str | None) -> None:
    section = Section("三", "收到和处理政府信息公开申请情况", "".join(words))
    for told in mentions([section], editions(edition), scope_of(organ, 2023)):
        for mention in told:
            assert mention.keys
            assert mention.sentence.text[mention.start : mention.quantity.end]
            assert mention.sentence.quote(mention.start, mention.quantity.end) in section.text
