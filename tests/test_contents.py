"""What the format demands of a report as a whole: sections, tables, topics, notice, edition, day, and who makes 规章."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import cells, editions, filled

from nianbao.eval.samples.demo import demo_samples
from nianbao.eval.samples.sample import Sample
from nianbao.ingest.contents import contents
from nianbao.ingest.fee_kind import fee_kind
from nianbao.ingest.publication import DueDays, dated, publication_date
from nianbao.ingest.report import Cell, Finding, Section, Severity, State, Status
from nianbao.ingest.rules_competence import makes_rules, rules_competence

TOPICS = "主动公开政府信息若干条。依申请公开平稳。政府信息管理严格审核。平台建设持续推进。监督保障到位，考核有力，培训有序，全年没有责任追究。"
FEES = "disclosure.fees.amount"


def sections(**instead: str) -> list[Section]:
    """The preamble and six sections; `instead` gives other texts by number, an empty one leaves the section out."""
    texts = dict.fromkeys(("前言", "一", "二", "三", "四", "五", "六"), "内容。") | {"一": TOPICS} | instead
    return [Section(number, "标题", text) for number, text in texts.items() if text]


def told(found: tuple[Finding, ...]) -> list[str]:
    assert all(
        (f.rule, f.severity, f.status) == ("form_completeness", Severity.QUESTION, Status.NOT_ASSESSABLE) for f in found
    )
    return [f.message for f in found]


def test_a_complete_report_has_nothing_missing() -> None:
    assert told(contents(sections(), editions(), 2023)) == []
    assert told(contents(sections(), editions("2019"), 2020)) == []


def test_missing_sections_are_named_in_one_sentence() -> None:
    (message,) = told(contents(sections(五="", 六=""), editions(), 2023))
    assert message.startswith("没有找到“五、存在的主要问题及改进情况”、“六、其他需要报告的事项”这2个部分")


def test_missing_tables_are_named_in_one_sentence() -> None:
    (message,) = told(contents(sections(), {"applications": "2021"}, 2023))
    assert message == "没有找到表二、表四，格式要求三张表齐全，请对照原件核对。"


@pytest.mark.parametrize(
    ("left_out", "topic"),
    [
        ("依申请公开平稳。", "依申请公开"),
        ("平台建设持续推进。", "平台建设"),
        ("政府信息管理严格审核。", "政府信息管理"),
    ],
)
def test_a_topic_that_is_wholly_absent_is_asked_about(left_out: str, topic: str) -> None:
    (message,) = told(contents(sections(一=TOPICS.replace(left_out, "")), editions(), 2023))
    assert message.startswith(f"“一、总体情况”没有写到{topic}，")


def test_words_of_the_template_that_were_left_are_asked_about() -> None:
    found = told(
        contents(sections(一="（文字描述）", 六="（文字描述，收取信息处理费情况在此处报告。）"), editions(), 2023)
    )
    assert len(found) == 1
    assert "“一、标题”、“六、标题”还留有格式模板的提示语" in found[0]


def test_an_edition_that_was_replaced_is_asked_about_where_its_cells_differ() -> None:
    (message,) = told(contents(sections(), editions(applications="2019", review="2019"), 2023))
    assert message.startswith("表三还是2019年的格式，2023年的报告应按国办公开办函〔2021〕30号的格式编制。")
    assert told(contents(sections(), editions("2019"), None)) == []


@pytest.mark.parametrize(
    ("notice", "year", "asked"),
    [
        ("国办公开办函〔2021〕30号", 2023, False),
        ("国办公开办函〔2019〕60号", 2020, False),
        ("国办公开办函〔2019〕60号", 2023, True),
        ("国办公开办函[2021] 30 号", 2023, False),
        ("国办公开办函〔2021〕20号", 2023, True),
        ("国办发〔2021〕12号", 2023, False),
        ("国办公开办函〔2019〕60号废止，改用国办公开办函〔2021〕30号", 2023, False),
    ],
)
def test_only_the_notice_in_force_is_right_and_none_is_demanded(notice: str, year: int, *, asked: bool) -> None:
    edition = "2021" if year > 2020 else "2019"
    found = told(contents(sections(前言=f"根据《格式》（{notice}）编制。"), editions(edition), year))
    assert [("格式文号" in message) for message in found] == [True] * asked


@pytest.mark.parametrize("sample", demo_samples(), ids=lambda sample: sample.file)
def test_fictional_reports_are_complete_but_for_a_table_of_an_older_edition(sample: Sample) -> None:
    truth = sample.truth
    read = [Section(prose.number, prose.heading, prose.text) for prose in truth.sections]
    asked = told(contents(read, truth.forms, truth.year))
    assert len(asked) == (truth.forms["applications"] == "2019" and truth.year > 2020)


# ------------------------------------------------------------------ publication_date


def late(organ: str | None, day: date | None, due: DueDays | None = None) -> bool:
    found = publication_date(organ, 2023, day, due) if due else publication_date(organ, 2023, day)
    assert all((f.rule, f.severity) == ("publication_date", Severity.QUESTION) for f in found)
    return bool(found)


@pytest.mark.parametrize("organ", ["云岭市", "白水县", "南岸新区", "云岭开发区"])
def test_a_report_of_a_whole_region_is_its_governments(organ: str) -> None:
    assert not late(organ, date(2024, 3, 8))
    assert late(organ, date(2024, 4, 1))
    assert late(f"{organ}财政局", date(2024, 3, 8))


@pytest.mark.parametrize(
    ("organ", "day", "is_late"),
    [
        ("青汐区民政局", date(2024, 1, 31), False),
        ("青汐区民政局", date(2024, 2, 1), True),
        ("青汐区人民政府", date(2024, 3, 31), False),
        ("青汐区人民政府", date(2024, 4, 1), True),
        ("双杉街道办事处", date(2024, 2, 20), False),
        ("云屿市人民政府办公室", date(2024, 2, 20), True),
        (None, date(2024, 5, 1), False),
        ("青汐区民政局", None, False),
    ],
)
def test_departments_are_due_in_january_and_governments_in_march(
    organ: str | None, day: date | None, *, is_late: bool
) -> None:
    assert late(organ, day) is is_late


def test_a_local_notice_may_set_an_earlier_day() -> None:
    earlier = DueDays(department=(1, 20), government=(2, 10))
    assert late("青汐区民政局", date(2024, 1, 25), earlier)
    assert late("青汐区人民政府", date(2024, 2, 11), earlier)
    (finding,) = publication_date("青汐区民政局", 2023, date(2024, 1, 25), earlier)
    assert (finding.expected, finding.actual) == ("2024-01-20", "2024-01-25")
    assert finding.message == "公布日期是2024-01-25，2023年度的报告应于2024-01-20前公布。请对照原件核对。"


@pytest.mark.parametrize(
    ("front", "back", "day"),
    [
        ("发布日期：2024-02-05", "2024年1月20日", date(2024, 2, 5)),
        ("标题\n（2024年1月23日）", "结束。", date(2024, 1, 23)),
        ("标题", "青汐区民政局\n2024 年 1 月 20 日", date(2024, 1, 20)),
        ("发布时间：2024/01/30 10:22", "结束。", date(2024, 1, 30)),
        ("统计期限为2023年1月1日至2023年12月31日。", "结束。", None),
        ("发布日期：2024-13-05", "结束。", None),
    ],
)  # fmt: skip
def test_a_report_dates_itself_above_its_text_or_below(front: str, back: str, day: date | None) -> None:
    assert dated(sections(前言=front, 六=back)) == day
    assert dated([]) is None


# ------------------------------------------------------------------ rules_competence


@pytest.mark.parametrize(
    "organ",
    ["教育部", "国家市场监督管理总局", "江苏省人民政府", "广西壮族自治区人民政府", "上海市人民政府办公厅", "苏州市人民政府", "延边朝鲜族自治州人民政府", "云屿市人民政府"],
)  # fmt: skip
def test_who_makes_rules_is_not_asked(organ: str) -> None:
    assert makes_rules(organ)
    assert rules_competence(organ, cells(filled("2021", 3))) == ()


@pytest.mark.parametrize(
    "organ",
    ["云屿市青汐区人民政府", "昆山市人民政府", "苏州市昆山市人民政府", "江苏省民政厅", "上海市浦东新区人民政府", "云屿市市场监督管理局", "青汐区双杉街道办事处"],
)  # fmt: skip
def test_who_makes_none_is_asked_about_its_figures(organ: str) -> None:
    report = cells(filled("2021", busy=0), page=2) | cells({"disclosure.rules.issued": 3}, page=2)
    (finding,) = rules_competence(organ, report)
    assert (finding.severity, finding.keys, finding.page) == (Severity.QUESTION, ("disclosure.rules.issued",), 2)
    assert "本年制发件数3" in finding.message
    assert rules_competence(organ, cells(filled("2021", busy=0))) == ()
    assert rules_competence(None, report) == ()


def test_publishing_others_rules_is_no_making() -> None:
    report = cells(filled("2019", busy=0)) | cells({"disclosure.rules.published_total": 5})
    assert rules_competence("江苏省民政厅", report) == ()


# ------------------------------------------------------------------ fee_kind


def fees(text: str, cell: Cell | None, year: int = 2023) -> list[tuple[str | None, str | None]]:
    held = {} if cell is None else {FEES: cell}
    found = fee_kind(sections(六=text), held, organ="青汐区民政局", year=year)
    assert all((f.rule, f.severity, f.keys) == ("fee_kind", Severity.QUESTION, (FEES,)) for f in found)
    return [(f.expected, f.actual) for f in found]


def amount(printed: str) -> Cell:
    (cell,) = cells({FEES: 0}).values()
    return replace(cell, value=Decimal(printed), raw=printed)


@pytest.mark.parametrize(
    ("text", "printed", "found"),
    [
        ("2023年收取信息处理费共计380元。", "0", [("0.038", "0")]),
        ("2023年收取信息处理费共计380元。", "0.00", [("0.038", "0")]),
        ("2023年收取信息处理费共计380元。", "0.04", []),
        ("2023年收取信息处理费共计420元。", "0.04", []),
        ("2023年收取信息处理费共计380元。", "4068.208", []),
        ("收取信息处理费共计380元，其中民政局1件，收取380元。", "0", [("0.038", "0")]),
        ("收取信息处理费1.2万元。", "1.1", [("1.2", "1.1")]),
        ("收取信息处理费0元。", "0", []),
        ("2023年没有收取信息处理费。", "0", []),
        ("2022年收取信息处理费380元，2023年没有收取。", "0", []),
        ("收取停车费380元。", "0", []),
        ("收取信息处理费约380元。", "0", []),
    ],
)
def test_the_fee_may_not_exceed_the_fees(text: str, printed: str, found: list[tuple[str, str]]) -> None:
    assert fees(text, amount(printed)) == found


def test_a_fee_beside_a_blank_is_asked_about_and_beside_nothing_is_not() -> None:
    text = "2023年收取信息处理费共计380元。"
    (blank,) = cells({FEES: None}).values()
    assert fees(text, blank) == [("0.038", None)]
    (unread,) = cells({FEES: State.UNREAD}).values()
    assert fees(text, unread) == fees(text, None) == []


def test_the_question_quotes_the_sentence_and_turns_yuan_into_ten_thousands() -> None:
    (finding,) = fee_kind(sections(六="2023年收取信息处理费共计380元。"), {FEES: amount("0")}, year=2023)
    assert finding.message == (
        "正文「2023年收取信息处理费共计380元」，折合0.038万元，而表二行政事业性收费的本年收费金额为0万元；"
        "信息处理费属于行政事业性收费。请对照原件核对。"
    )
