"""Years left over from an earlier report, and years that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.report import Line, Place, Severity, Status
from nianbao.ingest.years import year_agreement

OWN = ("2023-01-01", "2023-12-31")


def found(*texts: str, year: int | None = 2023, period: tuple[str, str] | None = OWN) -> list[tuple[str, str | None]]:
    findings = year_agreement(year, period, [Line(text, Place(page=i + 1)) for i, text in enumerate(texts)])
    assert all(f.rule == "year_agreement" and f.status is Status.FAIL for f in findings)
    return [(f.severity.value, f.actual) for f in findings]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全局主动公开政府信息71条，较2022年增长12.3%。",
        "与上年同期（2022年1月1日至2022年12月31日）相比，申请数量下降。",
        "1月份，按时编制并发布了本机关2022年政府信息公开工作年度报告。",
        "根据《国务院办公厅关于做好2021年政府信息公开工作年度报告编制工作的通知》要求，编制本报告。",
        "落实《三年行动方案（2021年1月1日至2021年12月31日）》。",
        "上一篇：某某局2022年政府信息公开工作年度报告",
        "截至2022年底共有12个栏目，2023年新增3个。",
        "截至2023年12月31日，共收到申请3件。",
        "本报告数据统计期限为2023年1月1日至2023年12月31日。",
        "统计期限从2023年1月1日到12月31日止。",
        "2024年1月20日",
        "二〇二四年一月二十日",
    ],
)
def test_earlier_years_that_are_normal_are_not_asked_about(text: str) -> None:
    assert found("某某局2023年政府信息公开工作年度报告", "一、总体情况", text) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("截至2022年12月31日，共收到申请3件。", "question"),
        ("2022年1月1日至2022年12月31日，我局新收申请3件。", "question"),
        ("2022.1.1-2022.12.31，我局新收申请3件。", "question"),
        ("本报告所列数据的统计期限自2022年1月1日起至12月31日止。", "question"),
        ("２０２２ 年 1 月 1 日 至 １２ 月 31 日，我局新收申请3件。", "question"),
        ("二〇二二年1月1日至12月31日，我局新收申请3件。", "question"),
        ("某某局2022年政府信息公开工作年度报告", "question"),
        ("《某某局2022年政府信息公开工作年度报告》由六部分组成。", "question"),
        ("2022年1月20日", "question"),
    ],
)
def test_a_year_that_can_only_be_the_reports_own_is_asked_about(text: str, severity: str) -> None:
    assert found("某某局2023年政府信息公开工作年度报告", "一、总体情况", "全年平稳。", text) == [(severity, "2022")]


def test_another_years_period_is_an_error() -> None:
    (finding,) = year_agreement(2023, ("2022-01-01", "2022-12-31"), [])
    assert (finding.severity, finding.expected, finding.actual) == (Severity.ERROR, "2023", "2022")
    assert finding.message == "标题年度为2023年，统计期限为2022-01-01至2022-12-31。请对照原件核对。"


def test_the_period_is_said_once_although_the_text_has_it_too() -> None:
    text = "统计期限为2022年1月1日至2022年12月31日。"
    assert found(text, period=("2022-01-01", "2022-12-31")) == [("error", "2022")]


def test_a_period_that_only_the_text_gives_is_an_error_as_well() -> None:
    assert found("统计期限为2022年1月1日至2022年12月31日。", period=None) == [("error", "2022")]


def test_a_period_with_one_stray_end_is_a_question() -> None:
    assert found(period=("2022-01-01", "2023-12-31")) == [("question", "2022")]


def test_printed_lines_that_cut_a_date_are_read_as_one_text_and_the_page_is_that_of_its_beginning() -> None:
    lines = [
        Line("一、总体情况", Place(page=1)),
        Line("截至2022年", Place(page=1)),
        Line("12月31日，收到3件。", Place(page=2)),
    ]
    (finding,) = year_agreement(2023, OWN, lines)
    assert (finding.actual, finding.page) == ("2022", 1)


def test_a_preamble_that_names_last_years_report_is_asked_about_but_a_list_of_links_is_not() -> None:
    assert found("现公布某某局2022年政府信息公开工作年度报告。", "一、总体情况") == [("question", "2022")]
    years = [f"某某局{year}年政府信息公开工作年度报告" for year in (2020, 2021, 2022, 2023)]
    assert found(*years, "一、总体情况") == []


def test_a_wrapped_line_that_happens_to_look_like_a_heading_is_prose() -> None:
    assert found("一、总体情况", "年初按时发布了本局", "2022年政府信息公开工作年度报告") == []


def test_a_date_of_signature_in_the_reports_december_is_possible() -> None:
    assert found("一、总体情况", "2023年12月29日") == []
    assert found("一、总体情况", "（2023年1月18日）") == [("question", "2023")]


def test_a_report_without_a_year_is_not_compared() -> None:
    assert found("截至2022年12月31日。", year=None) == []


@given(
    st.lists(st.text("二〇一2023年度1月日至截止统计期限。，信息公开工作年度报告《》（）较", max_size=40), max_size=6)
)
def test_any_text_is_survived_and_only_other_years_are_named(texts: list[str]) -> None:
    findings = year_agreement(2023, None, [Line(text) for text in texts])
    assert all(f.expected == "2023" for f in findings)
    assert all(f.actual != "2023" for f in findings if "落款" not in f.message)


@pytest.mark.real
@pytest.mark.parametrize(("name", "year"), [("xihe-civil-affairs-2023.txt", 2023), ("shuyang-2025.md", 2025)])
def test_real_reports_that_name_no_other_year_are_left_alone(shared_reports: Path, name: str, year: int) -> None:
    lines = [Line(text) for text in (shared_reports / name).read_text(encoding="utf-8").splitlines() if text.strip()]
    assert year_agreement(year, None, lines) == ()
    assert year_agreement(year + 1, None, lines) != ()


def test_a_title_that_period_and_name_contradict_is_told_once() -> None:
    lines = [
        "某某局2022年政府信息公开工作年度报告",
        "现公布某某局2023年政府信息公开工作年度报告。统计期限为2023年1月1日至2023年12月31日。",
        "一、总体情况",
    ]
    (finding,) = year_agreement(2022, OWN, [Line(line) for line in lines])
    assert finding.severity is Severity.ERROR
    assert (finding.expected, finding.actual) == ("2022", "2023")
    assert "标题的年度可能有误" in finding.message


def test_a_stale_period_beside_the_reports_right_name_is_no_fault_of_the_title() -> None:
    lines = ["某某局2023年政府信息公开工作年度报告", "一、总体情况", "2022年，我局认真贯彻条例，各项工作平稳推进有序。"]
    findings = year_agreement(2023, ("2022-01-01", "2022-12-31"), [Line(line) for line in lines])
    assert len(findings) == 2
    assert not any("标题的年度可能有误" in finding.message for finding in findings)


def test_the_reports_name_is_read_over_a_break_of_the_printed_line() -> None:
    wrapped = ("根据条例和国家规定的年度报告格式要求编制了2022年政府信息公开工作", "年度报告。报告由六个部分组成。")
    assert found("某某局2023年政府信息公开工作年度报告", *wrapped, "一、总体情况") == [("question", "2022")]


@pytest.mark.parametrize("section", ["一、总体情况", "五、存在的主要问题及改进情况"])
def test_last_year_at_the_opening_of_a_section_is_asked_about(section: str) -> None:
    opening = "2022年，我局认真贯彻条例规定，各项公开工作平稳有序推进。"
    assert found("某某局2023年政府信息公开工作年度报告", section, opening) == [("question", "2022")]


def test_an_opening_whose_line_ends_within_a_word_is_read_on() -> None:
    lines = (
        "2022年，我局紧扣群众关切，结合法治政府建设的实际推进政府信",
        "息公开，信息发布更加及时，办事指引更加清楚。",
    )
    assert found("某某局2023年政府信息公开工作年度报告", "一、总体情况", *lines) == [("question", "2022")]
    assert (
        found(
            "某某局2023年政府信息公开工作年度报告", "一、总体情况", lines[0], "息公开，较2023年更及时更清楚更方便群众。"
        )
        == []
    )


@pytest.mark.parametrize(
    "opening",
    [
        "2022年，我局存在栏目更新不及时的问题，2023年已全部整改到位。",
        "2022年以来，我局收到的申请同比有所上升，各项工作平稳有序推进。",
        "2019年，新修订的条例施行，我局认真贯彻，各项工作平稳有序推进。",
    ],
)
def test_an_opening_that_looks_back_or_compares_is_not_asked_about(opening: str) -> None:
    assert found("某某局2023年政府信息公开工作年度报告", "一、总体情况", opening) == []
