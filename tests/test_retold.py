"""A sentence of a model's says nothing but what its quotations say, or it is not shown."""

from __future__ import annotations

import pytest

from nianbao.app.retold import Source, Telling, figures_of, numeral

QUOTES = (
    Source("c1", "2024年，本局公开工作仍有一些不足：一是采购意向公开不够完整，存在漏报；", 2024),
    Source("c2", "二是解读材料与文件发布不同步。", 2024),
    Source("c3", "全年召开会议3次、培训５场，覆盖三百余人，满意度达到98.5%。", 2024),
    Source("c4", "针对上述问题，下一步将采取以下措施：一是把采购意向与预算编制系统联动；", 2024),
    Source("c5", "二是落实文件与解读同步起草、同步审签。", 2024),
    Source("c6", "甲镇公开目录及时更新，乙镇人员较少，培训到位。", 2024),
    Source("c7", "如果经费到位，拟建设新平台。", 2024),
    Source("c8", "部分单位主动公开意识不强。", 2024),
    Source("c10", "在网站、公告栏、新媒体同步公开。", 2024),
    Source("c11", "云屿市清汐区财政局公开报告。", 2024),
    Source("c12", "报告发布在www.yunyu.example。", 2024),
    Source("c13", "各科室均已公开，但信访科除外。", 2024),
    Source("c14", "甲、乙、丙分别负责收件和答复。", 2024),
    Source("c9", "不存在以下情形：一是泄露国家秘密；二是收费违规。", 2024),
)
FIGURES = figures_of(QUOTES)


def told(text: str, *cited: str) -> str | None:
    made = Telling(QUOTES, FIGURES).sentence(text, cited)
    return None if made is None else made.text


def test_every_number_of_a_quotation_is_a_figure_with_its_measure_word() -> None:
    assert [figure.text for figure in FIGURES] == ["2024年", "3次", "５场", "三百余人", "98.5%"]


@pytest.mark.parametrize(
    ("text", "cited", "shown"),
    [
        ("采购意向公开不够完整，存在漏报。", ["c1"], None),
        ("解读材料与文件发布不同步。", ["c2"], None),
        ("采购意向公开不够完整，解读材料与文件发布不同步", ["c1", "c2"], None),
        ("二是解读材料与文件发布不同步", ["c2"], None),
        ("同时，解读材料与文件发布不同步", ["c2"], None),
        ("在网站、新媒体同步公开", ["c10"], None),
        ("在网站、公告栏、新媒体同步公开", ["c10"], None),
        ("本局公开工作仍有一些不足：采购意向公开不够完整", ["c1"], None),
        ("全年召开会议{f2}、培训{f3}", ["c3"], "全年召开会议「3次」、培训「５场」"),
        ("全年召开会议{f2}、培训{f3}，覆盖{f4}", ["c3"], "全年召开会议「3次」、培训「５场」，覆盖「三百余人」"),
        ("下一步将采取以下措施：把采购意向与预算编制系统联动", ["c4"], None),
        ("下一步将采取以下措施：把采购意向与预算编制系统联动，落实文件与解读同步起草、同步审签", ["c4", "c5"], None),
        ("甲镇公开目录及时更新", ["c6"], None),
        ("部分单位主动公开意识不强", ["c8"], None),
        ("报告提到「二是解读材料与文件发布不同步。」", ["c2"], None),
        ("报告提到「二是解读材料与文件发布不同步」", ["c2"], None),
    ],
)
def test_what_the_quotations_say_may_be_shortened_and_joined(text: str, cited: list[str], shown: str | None) -> None:
    assert told(text, *cited) == (shown or text.rstrip("。"))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("采购意向公开不完整", ["c1"]),
        ("采购意向公开完整", ["c1"]),  # a denial left out
        ("采购意向公开不够完整", ["c2"]),  # another quotation's
        ("采购意向公开不够完整", ["c1", "c2"]),  # one that is not told
        ("采购意向公开不够完整", []),
        ("采购意向公开不够完整", ["c99"]),
        ("采购意向公开十分不够完整", ["c1"]),  # a word of its own
        ("财政局采购意向公开不够完整", ["c1"]),
        ("存在漏报", ["c1"]),  # from the middle: its subject is gone
        ("完整", ["c1"]),
        ("采购", ["c1"]),
        ("全年召开会议3次", ["c3"]),
        ("全年召开会议三次", ["c3"]),
        ("全年召开会议{f3}", ["c3"]),  # another place's number
        ("全年召开会议、培训{f3}", ["c3"]),
        ("全年召开会议{f1}", ["c3"]),
        ("全年召开会议{f99}", ["c3"]),
        ("{f2}", ["c3"]),
        ("覆盖{f4}", ["c3"]),
        ("把采购意向与预算编制系统联动", ["c4"]),  # planned, not done
        ("采取以下措施：把采购意向与预算编制系统联动", ["c4"]),
        ("落实文件与解读同步起草、同步审签", ["c5"]),  # its list's frame is in another quotation, and untold
        ("甲镇公开目录及时更新，培训到位", ["c6"]),  # the subject between left out
        ("甲镇公开目录及时更新，乙镇培训到位", ["c6"]),
        ("乙镇人员较少", ["c6"]),
        ("拟建设新平台", ["c7"]),  # on a condition
        ("建设新平台", ["c7"]),
        ("单位主动公开意识不强", ["c8"]),
        ("泄露国家秘密", ["c9"]),
        ("一是泄露国家秘密，二是收费违规", ["c9"]),
        ("「培训５场，」", ["c3"]),
        ("全年召开会议{f2}", ["c3"]),
        ("清汐区财政局公开报告", ["c11"]),  # another organ's name, made of this one's
        ("云屿市财政局公开报告", ["c11"]),
        ("在新媒体同步公开", ["c10"]),
        ("在网站同步公开", ["c10"]),
        ("报告发布在www.yunyu.example", ["c12"]),
        ("各科室均已公开", ["c13"]),  # 除信访科外
        ("甲、丙分别负责收件和答复", ["c14"]),
        ("报告提到「全年召开会议{f2}、培训{f3}，」", ["c3"]),
        ("「全年召开会议{f2}、」", ["c3"]),  # cut inside a clause
        ("「泄露国家秘密；」", ["c9"]),
        ("报告提到「二是解读材料与文件发布同步。」", ["c2"]),
        ("报告称赞「二是解读材料与文件发布不同步。」", ["c2"]),
        ("「二是解读材料与文件发布不同步。」并作假", ["c2"]),
        ("<b>解读材料与文件发布不同步</b>", ["c2"]),
        ("[解读材料](http://x.example)与文件发布不同步", ["c2"]),
        ("解读材料与文件发布不同步[1]", ["c2"]),
        ("解读材料与文件发布不同步\u202e", ["c2"]),
        ("解读材料\u200b与文件发布不同步", ["c2"]),
        ("解读材料与文件发布不同步\ue001", ["c2"]),
        ("，，，", ["c2"]),
        ("同时，此外", ["c2"]),
        ("", ["c2"]),
    ],
)
def test_anything_else_is_no_sentence(text: str, cited: list[str]) -> None:
    assert told(text, *cited) is None


def test_a_list_item_may_follow_its_frame_in_a_later_sentence() -> None:
    telling = Telling(QUOTES, FIGURES)
    assert telling.sentence("下一步将采取以下措施：把采购意向与预算编制系统联动。", ["c4"])
    assert telling.sentence("落实文件与解读同步起草、同步审签。", ["c5"])
    assert telling.sentence("落实文件与解读同步起草、同步审签。", ["c5"]) is None  # nothing is said twice


@pytest.mark.parametrize(
    "text",
    ["共三项", "３项", "①", "Ⅳ", "㈢", "廿项", "叁项", "两次", "俩人", "过半", "一半", "数十次", "几百件", "若干", "成倍", "五公开",
     "百分之五", "三成", "二十一是", "共一是", "十一些", "一万", "٣", "𝟛", "1", "翻番", "数件", "〇", "万件"],
)  # fmt: skip
def test_a_number_in_any_writing_is_a_numeral(text: str) -> None:
    assert numeral(text)


@pytest.mark.parametrize(
    "text",
    [
        "一些单位",
        "一是公开不够，二是解读少",
        "统一标准",
        "进一步规范",
        "一致",
        "下一步",
        "老百姓",
        "十分重视",
        "公开",
        "",
    ],
)
def test_words_that_hold_a_numeral_and_count_nothing_are_none(text: str) -> None:
    assert not numeral(text)
