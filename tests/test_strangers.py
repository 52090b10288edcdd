"""Another organ's name where a report says who made it."""

from __future__ import annotations

import pytest

from nianbao.ingest.report import Section, Severity
from nianbao.ingest.strangers import strangers

ORGAN = "云屿市青汐区民政局"


def asked(text: str, organ: str | None = ORGAN, number: str = "前言") -> list[str | None]:
    findings = strangers(organ, (Section(number, "", text),))
    assert all((one.rule, one.severity) == ("year_agreement", Severity.QUESTION) for one in findings)
    return [finding.actual for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "根据条例要求，云屿市青汐区财政局编制了2023年政府信息公开工作年度报告。",
        "本报告由青汐区财政局编制并公布。",
        "按照规定，云屿市岚溆区民政局编制本报告。",
    ],
)
def test_the_name_of_another_organ_is_asked_about(text: str) -> None:
    (name,) = asked(text)
    assert name is not None
    assert name in text


@pytest.mark.parametrize(
    "text",
    [
        "云屿市青汐区民政局编制了2023年政府信息公开工作年度报告。",
        "青汐区民政局编制了本报告。",
        "本报告由区民政局编制并公布。",
        "本报告由我局编制了2023年度内容。",
        "本报告由云屿市青汐区民政局办公室编制并公布。",
        "云屿市财政局编制预算时征求了意见。",
    ],
)
def test_the_organs_own_name_and_its_offices_are_not(text: str) -> None:
    assert asked(text) == []


def test_a_governments_report_may_be_made_by_a_department() -> None:
    assert asked("云屿市青汐区行政审批局编制了2023年政府信息公开工作年度报告。", "云屿市青汐区人民政府") == []


def test_only_where_the_report_introduces_itself() -> None:
    assert asked("云屿市青汐区财政局编制了2023年政府信息公开工作年度报告。", number="五") == []


def test_without_an_organ_nothing_is_asked() -> None:
    assert asked("云屿市青汐区财政局编制了2023年政府信息公开工作年度报告。", None) == []
