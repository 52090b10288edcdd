"""A level word before a body alone agrees with the organ's own region, or the organ is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.index.levels import is_of_level, levels_of
from nianbao.index.organs import Organ, OrganNames

NAMES = OrganNames(
    tuple(
        map(
            Organ,
            (
                "云屿市人民政府",
                "云屿市人民政府办公室",
                "云屿市财政局",
                "云屿市清汐区财政局",
                "云屿市墨塬县自然资源局",
                "云屿市墨塬县市场监督管理局",
                "云屿市青汐区民政局",
                "云屿市清汐区民政局",
            ),
        )
    )
)


def named(question: str) -> list[list[str]]:
    return [[organ.name for organ in mention.candidates] for mention in NAMES.mentions(question)]


@given(
    level=st.sampled_from(["省", "市", "国家", "全国", "中央", "区", "镇", "自治区", "省级", "市级", "全市", "省里的"]),
    body=st.sampled_from(["自然资源局", "市场监管局", "市监局", "市场监督管理局"]),
    lead=st.sampled_from(["", "请问", "那", "帮我查一下"]),
)
def test_another_level_is_another_organ(level: str, body: str, lead: str) -> None:
    assert named(f"{lead}{level}{body}2024年行政处罚") == [[]]


@pytest.mark.parametrize(
    ("question", "organs"),
    [
        ("县自然资源局2024年行政处罚", ["云屿市墨塬县自然资源局"]),
        ("我县市监局2024年行政处罚", ["云屿市墨塬县市场监督管理局"]),
        ("自然资源局2024年行政处罚", ["云屿市墨塬县自然资源局"]),
        ("市财政局2024年新收多少件", ["云屿市财政局"]),
        ("区财政局2024年新收多少件", ["云屿市清汐区财政局"]),
        ("各区民政局2024年新收多少件", ["云屿市青汐区民政局", "云屿市清汐区民政局"]),
        ("市政府2024年新收多少件", ["云屿市人民政府"]),
        ("请问市府办2024年新收多少件", ["云屿市人民政府办公室"]),
    ],
)
def test_the_level_that_agrees_names_the_organ(question: str, organs: list[str]) -> None:
    assert named(question) == [organs]


@pytest.mark.parametrize("name", ["东屿市政府", "南京市政府", "墨原县自然资源局", "东屿县自然资源局"])
def test_a_region_of_its_own_name_is_no_level(name: str) -> None:
    assert [] in named(f"{name}2024年新收多少件")


def test_the_last_region_is_the_level() -> None:
    assert levels_of(("云屿市", "墨塬县")) == ("县",)
    assert levels_of(("广西壮族自治区",)) == ("省",)
    assert is_of_level(("云屿市", "青汐区"), "区县")
    assert not is_of_level(("某某自治区",), "区")
    assert not is_of_level((), "市")
