"""Title, organ, year, period and sections are found, whatever surrounds them."""

from __future__ import annotations

import re

import pytest

from nianbao.ingest.outline import outline
from nianbao.ingest.paragraphs import paragraphs
from nianbao.ingest.report import Line, Place
from nianbao.ingest.titles import organ_named

BODY = """一、总体情况
本年度主动公开政府信息12条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
一是人手不足。
六、其他需要报告的事项
无。"""


def lines(text: str) -> list[Line]:
    return [Line(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("front", "organ"),
    [
        ("云屿市财政局2023年政府信息公开工作年度报告", "云屿市财政局"),
        ("2023年云屿市财政局政府信息公开工作年度报告", "云屿市财政局"),
        ("云屿市财政局\n2023年政府信息公开工作年度报告", "云屿市财政局"),
        ("云屿市财政局\n关于2023年度政府信息公开工作\n年度报告", "云屿市财政局"),
        ("云屿市财政局政府信息公开工作报告\n云屿市财政局二〇二三年政府信息公开年度报告", "云屿市财政局"),
        ("云屿市财政局 2023 年政府信息公开工作告年度报告", "云屿市财政局"),
        ("青汐区人民政府２０２３年政府信息公开工作年度报告\n现由云屿市青汐区人民政府公布。", "云屿市青汐区人民政府"),
        ("2023年政府信息公开工作年度报告\n云屿市青汐区双杉街道办事处", "云屿市青汐区双杉街道办事处"),
    ],
)
def test_organ_and_year_are_found_in_every_order_of_the_title(front: str, organ: str) -> None:
    read = outline(lines(f"{front}\n{BODY}"))
    assert (read.organ, read.year) == (organ, 2023)


@pytest.mark.parametrize("organ", ["云屿市财政局", "云屿市青汐区住房和城乡建设管理委员会"])
def test_an_organ_behind_the_dash_of_a_title_is_its_own(organ: str) -> None:
    title = f"2023年政府信息公开工作年度报告——{organ}"
    read = outline(lines(f"{title}\n{BODY}"))
    assert (read.title, read.organ, read.year) == (title, organ, 2023)


@pytest.mark.parametrize(
    "tail",
    [
        "——云屿市人民政府门户网站",
        "_云屿市人民政府",
        " - 云屿市人民政府",
        "—青汐政务网",
        "——政务公开平台",
    ],
)
def test_a_site_behind_a_title_is_no_organ_and_no_part_of_it(tail: str) -> None:
    bare = "2023年政府信息公开工作年度报告"
    read = outline(lines(f"{bare}{tail}\n{BODY}"))
    assert (read.title, read.organ) == (bare, None)
    read = outline(lines(f"云屿市财政局{bare}{tail}\n{BODY}"))
    assert (read.title, read.organ) == (f"云屿市财政局{bare}", "云屿市财政局")


@pytest.mark.parametrize(
    "organ",
    [
        "云屿市资本市场服务中心",
        "云屿市植物标本中心",
        "云屿市图书版本中心",
        "云屿市样本中心",
        "云屿市基本建设办公室",
        "云屿市农产品成本市场调查队办公室",
        "日本中心",
        "本溪市财政局",
        "全椒县财政局",
    ],
)
def test_a_name_with_the_character_of_self_in_one_of_its_words_is_a_name(organ: str) -> None:
    assert organ_named(organ) == organ


@pytest.mark.parametrize(
    "text",
    [
        "我局",
        "本级",
        "本市财政局",
        "根据我局",
        "完成本部门",
        "组成本局",
        "近日本局",
        "云屿市本机关办公室",
        "全市各部门",
    ],
)
def test_an_organ_that_speaks_of_itself_has_no_name(text: str) -> None:
    assert organ_named(text) is None


def test_the_number_of_a_book_s_sheet_is_no_part_of_a_title() -> None:
    title = "云屿市财政局2023年政府信息公开工作年度报告"
    for head in ("Page 1 - ", "P.1-", "第1页:", "Page 1024 – "):
        assert outline(lines(f"{head}{title}\n{BODY}")).title == title


def test_where_the_document_names_nobody_nobody_is_named() -> None:
    read = outline(lines(f"政府信息公开工作年度报告格式模板\n{BODY}"))
    assert (read.organ, read.year) == (None, None)


def test_the_year_comes_from_the_period_where_the_title_has_none() -> None:
    read = outline(lines(f"云屿市财政局政府信息公开工作年度报告\n统计期限自2022年1月1日至2022年12月31日止。\n{BODY}"))
    assert (read.year, read.period) == (2022, ("2022-01-01", "2022-12-31"))


def test_sections_hold_their_own_text() -> None:
    read = outline(lines(f"云屿市财政局2023年政府信息公开工作年度报告\n{BODY}"))
    assert [section.number for section in read.sections] == ["前言", "一", "二", "三", "四", "五", "六"]
    assert {section.number: section.text for section in read.sections}["五"] == "一是人手不足。"


def test_a_table_of_contents_does_not_cut_the_sections() -> None:
    contents = "\n".join(line for line in BODY.splitlines() if "、" in line and len(line) > 5)
    read = outline(lines(f"云屿市财政局2023年政府信息公开工作年度报告\n{contents}\n{BODY}"))
    texts = {section.number: section.text for section in read.sections}
    assert texts["一"] == "本年度主动公开政府信息12条。"
    assert texts["六"] == "无。"


def test_a_numbered_list_inside_a_section_does_not_cut_it() -> None:
    text = BODY.replace("一是人手不足。", "一、人手不足的问题\n二、改进的措施\n继续努力。")
    read = outline(lines(f"云屿市财政局2023年政府信息公开工作年度报告\n{text}"))
    assert "继续努力。" in {section.number: section.text for section in read.sections}["五"]


def test_printed_lines_become_paragraphs_and_no_character_is_lost() -> None:
    printed = [
        Line("本报告由云屿市财政局编", Place(1, (100, 10, 300, 20))),
        Line("制，现予公布。", Place(1, (80, 30, 160, 40))),
        Line("（一）主动公开", Place(1, (100, 50, 180, 60))),
    ]
    assert paragraphs(printed) == ["本报告由云屿市财政局编制，现予公布。", "（一）主动公开"]


@pytest.mark.parametrize("text", ["", "。", "目录", "一、", "六、其他需要报告的事项"])
def test_nothing_much_is_still_an_outline(text: str) -> None:
    assert outline(lines(text)).organ is None


# ------------------------------------------------------------------ pages as they are stored


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("首页 > 政务公开 > 政府信息公开年报\n云屿市财政局2023年政府信息公开工作年度报告", None),
        ("云屿市财政局\n标题: 云屿市财政局2023年政府信息公开工作年度报告\n索引号: /2024-None 文号: 无文号", None),
        ("发布机构: 市财政局 成文日期: 2024-01-16\n云屿市财政局2023年政府信息公开工作年度报告", None),
        (
            "云屿市财政局2023年政府信息公开工作年度报告\n字号：[大 中 小]\n云屿市财政局\n2023年政府信息公开工作年度报告",
            None,
        ),
        ("云屿市财政局\n政府信息公开工作2023年度报告", "云屿市财政局政府信息公开工作2023年度报告"),
        (
            "您现在所在的位置: 首页 > 年报 > 云屿市财政局2023年政府信息公开工作年度报告\n云屿市财政局2023年政府信息公开工作年度报告",
            None,
        ),
    ],
)
def test_a_title_is_told_from_the_furniture_around_it(front: str, title: str | None) -> None:
    read = outline(lines(f"{front}\n{BODY}"))
    assert (read.organ, read.year) == ("云屿市财政局", 2023)
    assert read.title == (title or "云屿市财政局2023年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("sentence", "organ"),
    [
        ("根据《条例》规定，现公布云屿市财政局2023年政府信息公开工作年度报告。", "云屿市财政局"),
        ("特编制并向社会公布云屿市青汐区人民政府2023年政府信息公开工作年度报告。", "云屿市青汐区人民政府"),
        ("现公布2023年云屿市财政局信息公开工作年度报告。", "云屿市财政局"),
        (
            "本报告根据《条例》要求，由云屿市青汐区双杉街道办事处结合有关统计数据编制。统计2023年情况。",
            "云屿市青汐区双杉街道办事处",
        ),
        ("由双杉镇人民政府党政办公室编制。（地址：青汐县双杉镇人民政府驻地）", "青汐县双杉镇人民政府"),
        ("按照要求，双杉镇政府编制2023年政府信息公开年度报告。", "双杉镇政府"),
    ],
)
def test_where_a_page_has_lost_its_title_the_preamble_names_the_organ(sentence: str, organ: str) -> None:
    text = BODY.replace("本年度主动公开", "2023年，主动公开")
    read = outline(lines(f"{sentence}\n{text}"))
    assert (read.organ, read.year) == (organ, 2023)


@pytest.mark.parametrize(
    ("sentence", "organ"),
    [
        ("2023年，云屿市财政局认真贯彻落实《条例》。", "云屿市财政局"),
        ("2023年，在市委、市政府的坚强领导下，双杉街道办事处持续推进政务公开。", "双杉街道办事处"),
        ("2023年青汐县坚持以人民为中心。报告在青汐县人民政府网站公开。", "青汐县人民政府"),
    ],
)
def test_the_first_sentences_name_the_organ_where_nothing_else_does(sentence: str, organ: str) -> None:
    read = outline(lines(BODY.replace("本年度主动公开政府信息12条。", sentence)))
    assert (read.organ, read.year) == (organ, 2023)


@pytest.mark.parametrize(
    "sentence",
    [
        "现公布区统计局2023年政府信息公开工作年度报告。",
        "现将我办2023年度政府信息公开情况报告如下：",
        "2023年，我局认真贯彻落实《条例》。",
        "2023年，全市各部门认真贯彻落实《条例》。",
        "本报告由云屿市人民政府办公室编制。2023年，政务公开稳步推进。",
        "根据《云屿市人民政府办公室关于2023年政府信息公开工作年度报告编制的通知》，编制本报告。",
    ],
)
def test_a_name_that_only_its_readers_understand_is_no_name(sentence: str) -> None:
    read = outline(lines(BODY.replace("本年度主动公开政府信息12条。", sentence)))
    assert read.organ is None


def test_years_at_the_beginning_of_paragraphs_name_the_year_only_where_they_agree() -> None:
    said = BODY.replace("本年度主动公开", "2023年，本局主动公开")
    assert outline(lines(said)).year == 2023
    assert outline(lines(said.replace("一是人手不足", "2024年，补足人手"))).year is None
    assert outline(lines(f"{said}\n2024年1月19日")).year == 2023


def test_a_region_in_the_title_is_its_government_where_the_text_prints_it() -> None:
    front = "青汐县2023年政府信息公开工作年度报告"
    assert outline(lines(f"{front}\n{BODY}")).organ == "青汐县"
    assert outline(lines(f"{front}\n由青汐县人民政府公布。\n{BODY}")).organ == "青汐县人民政府"


def test_lost_cells_of_a_table_are_no_signature() -> None:
    assert outline(lines(f"2023年政府信息公开工作年度报告\n{BODY}\n三、本年度办")).organ is None


def test_buttons_and_paths_belong_to_no_section_and_dates_stay() -> None:
    front = "首页 > 年报\n云屿市财政局2023年政府信息公开工作年度报告\n发布日期：2024-01-19\n字号：[大 中 小]"
    texts = {s.number: s.text for s in outline(lines(f"{front}\n{BODY}\n打印 关闭\n上一篇：没有了")).sections}
    assert texts["前言"] == "云屿市财政局2023年政府信息公开工作年度报告\n发布日期：2024-01-19"
    assert texts["六"] == "无。"


def test_headings_numbered_in_figures_are_headings() -> None:
    numbered = BODY.replace("一、总体情况", "1、 总体情况").replace("五、存在", "5．存在")
    read = outline(lines(f"云屿市财政局2023年政府信息公开工作年度报告\n{numbered}"))
    assert [section.number for section in read.sections] == ["前言", "一", "二", "三", "四", "五", "六"]


def test_a_name_that_stands_ten_thousand_times_in_one_line_is_found_at_once() -> None:
    often = "该局" + "云屿市财政局负责，" * 20_000 + "由东江省云屿市财政局编制。"
    read = outline(lines(f"财政局2023年政府信息公开工作年度报告\n{often}\n{BODY}"))
    assert read.organ is not None
    assert read.organ.endswith("云屿市财政局")


def test_headings_numbered_otherwise_than_in_the_form_are_known_by_their_whole_title() -> None:
    body = """一、总体情况
本年度主动公开政府信息12条。
二、工作机制保障
一、主动公开政府信息情况
二、收到和处理政府信息公开申请情况
三、政府信息公开行政复议、行政诉讼情况
四、存在的主要问题及改进情况
一是人手不足。
五、其他需要报告的事项
无。"""
    read = outline(lines(f"云屿市财政局2023年政府信息公开工作年度报告\n{body}"))
    assert [section.number for section in read.sections] == ["前言", "一", "二", "三", "四", "五", "六"]


@pytest.mark.parametrize(
    ("sentence", "organ"),
    [
        ("我局编制了本报告。如对本报告有疑问,请与云屿市财政局办公室联系(地址:云屿市一路2号)。", "云屿市财政局"),
        ("现公布我镇年度报告。如有疑问,请与青汐区南汀镇政府综合督考办公室联系。", "青汐区南汀镇"),
        ("我局编制了本报告。如有疑问,请与云屿市人民政府办公室联系。", None),
        ("本报告依照规定编制。如有疑问,请与云屿市财政局办公室联系。", None),
    ],
)
def test_the_one_to_ask_is_the_organ_where_the_report_calls_itself_so(sentence: str, organ: str | None) -> None:
    assert outline(lines(f"{sentence}\n{BODY}")).organ == organ


@pytest.mark.parametrize("lead", ["请联系", "请向", "请咨询"])
def test_the_verb_before_the_one_to_ask_is_no_part_of_the_name(lead: str) -> None:
    front = f"双杉街道办事处2023年政府信息公开工作年度报告\n如有疑问,{lead}云屿市双杉街道办事处(地址:一路2号)。"
    assert outline(lines(f"{front}\n{BODY}")).organ == "云屿市双杉街道办事处"


def test_a_year_before_a_name_is_no_part_of_its_region() -> None:
    found = outline([Line("公安局2019年政府信息公开年度工作报告"), *map(Line, BODY.splitlines())])
    named = outline(
        [
            Line("公安局2019年政府信息公开年度工作报告"),
            Line("根据要求，公布本报告。"),
            Line("2019年云岭县公安局在县委的领导下，做好工作。"),
            *map(Line, BODY.splitlines()),
        ]
    )
    assert (found.organ, named.organ) == ("公安局", "云岭县公安局")


def test_what_an_organ_did_for_disclosure_in_the_year_names_it() -> None:
    said = "2022年,南汀乡政府信息公开工作在县委、县政府的正确领导下,按照有关规定认真开展。"
    assert outline(lines(BODY.replace("本年度主动公开政府信息12条。", said))).organ == "南汀乡"


@pytest.mark.parametrize(
    ("front", "title", "organ"),
    [
        ("云屿市财政局2023年信息公开工作年度报告", "云屿市财政局2023年信息公开工作年度报告", "云屿市财政局"),
        ("云屿大学2023年信息公开工作年度报告", "", None),
        ("标题南汀乡2023年政府信息公开工作年度报告", "南汀乡2023年政府信息公开工作年度报告", "南汀乡"),
        ("根据《政府信息公开条例》的规定,结合工作实际,制定本报告:", "", None),
    ],
)
def test_a_title_is_no_sentence_and_a_schools_is_none(front: str, title: str, organ: str | None) -> None:
    read = outline(lines(f"{front}\n{BODY}"))
    assert (read.title, read.organ) == (title, organ)


REST = "\n二、主动公开政府信息情况\n如下。\n三、收到和处理政府信息公开申请情况\n如下。"


@pytest.mark.parametrize(
    ("front", "organ"),
    [
        ("Page 3 - 云屿市青汐区商务局2023年政府信息公开工作年度报告\nP. 3", "云屿市青汐区商务局"),
        ("云屿市医疗保障局2023年政府信息公开工作年度报告-云屿政府网", "云屿市医疗保障局"),
        ("云屿海关关区2023年政府信息公开工作年度报告", "云屿海关"),
        ("云屿海关（本级机关）2023年政府信息公开工作年度报告", "云屿海关"),
        ("云屿市青汐区科学技术局2023年度信息公开报告", "云屿市青汐区科学技术局"),
        ("按照规定，梳理编制云屿海关关区2023年政府信息公开工作年度报告。", "云屿海关"),
        (
            "青汐区税务局2023年政府信息公开工作年度报告\n本报告结合国家税务总局云屿市青汐区税务局（以下简称“青汐区税务局”）有关统计数据撰写。",
            "国家税务总局云屿市青汐区税务局",
        ),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(front: str, organ: str) -> None:
    read = outline(lines(f"{front}\n{BODY}"))
    assert (read.organ, read.year) == (organ, 2023)
    assert not re.search("Page|-", read.title)


@pytest.mark.parametrize(
    ("body", "organ"),
    [
        ("本报告按照要求，现结合我镇实际，从六个方面汇报我镇2023年政府信息公开工作。", None),
        ("按照通知要求，特向社会公布2023年度我局政府信息公开工作报告。", None),
        ("青汐区住建局高度重视公开工作。2023年，青汐区住建局共主动公开政府信息27条。", "青汐区住建局"),
        ("2023年，云屿高新区（新材料城）管委会办公室政务公开工作按照要点进行。", "云屿高新区(新材料城)管委会办公室"),
        ("根据要求，云屿市青汐区双杉街道特编制2023年政府信息公开年度报告。", "云屿市青汐区双杉街道"),
    ],
)
def test_a_page_without_title_says_its_year_and_whose_it_is_in_sentences(body: str, organ: str | None) -> None:
    read = outline(lines(f"一、总体情况\n{body}{REST}"))
    assert (read.organ, read.year) == (organ, 2023)
