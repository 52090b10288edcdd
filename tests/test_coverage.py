"""Rules of whose figures a report counts: only what it says of its own figures decides."""

from __future__ import annotations

import pytest

from nianbao.ingest.coverage import ALL, OWN, scope_of


@pytest.mark.parametrize(
    ("title", "front", "scope"),
    [
        ("云屿市人民政府2023年政府信息公开工作年度报告（本级）", "", OWN),
        ("云屿市2023年政府信息公开工作年度报告（汇总）", "", ALL),
        ("", "本报告所列数据包含市政府所属各部门和各镇、街道。", ALL),
        ("", "统计数据涵盖市政府工作部门、直属机构及下辖街道。", ALL),
        ("", "本报告由市政府办公室汇总各部门、各街道的年度报告编制而成。", ALL),
        ("", "本报告根据各镇、各街道报送的年度报告综合编制。", ALL),
        ("", "报告中所列数据仅包括市财政局本级。", OWN),
        ("", "所列数据均为本机关数据，不含下属事业单位。", OWN),
        ("", "本报告所列数据不包括各镇、街道。", OWN),
        ("", "本报告包括总体情况、各部门主动公开政府信息情况等六个部分。", None),
        ("", "本报告中所列数据的统计期限为2023年1月1日至2023年12月31日。", None),
        ("", "如对本报告有疑问，请与各部门联系。", None),
        ("云屿市财政局2023年政府信息公开工作年度报告", "", None),
    ],
)
def test_the_scope_is_what_is_said_of_the_figures(title: str, front: str, scope: str | None) -> None:
    assert scope_of(title, [front]) == scope


@pytest.mark.parametrize(
    ("front", "scope"),
    [
        ("本报告数据未包括下属单位数据。", OWN),
        ("本报告数据没有包含所属单位。", OWN),
        ("本报告由市民政局根据各科室站所提供的数据综合形成。", None),
    ],
)
def test_what_is_left_out_is_not_counted_and_an_organs_offices_are_itself(front: str, scope: str | None) -> None:
    assert scope_of("", [front]) == scope


@pytest.mark.parametrize(
    ("front", "scope"),
    [
        ("本报告所列数据为本机关及下属单位数据。", ALL),
        ("本报告数据均为本级及所属部门数据。", ALL),
        ("本报告涵盖局机关，各下属单位另行编制年度报告。", None),
        ("统计数据为市本级数据，各县（市、区）数据由其自行汇总公布。", OWN),
    ],
)
def test_who_is_counted_with_the_organ_and_who_counts_for_himself(front: str, scope: str | None) -> None:
    assert scope_of("", [front]) == scope
