"""A report whose paragraphs and cells run together in one line: right where nothing else can be meant, else unread."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import flattened
import pytest
from builders import filled
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest import text
from nianbao.ingest.cells import read_cells
from nianbao.ingest.digits import adding_up, certain
from nianbao.ingest.outline import outline
from nianbao.ingest.report import Cell, State

EDITIONS = st.sampled_from(("2021", "2019"))
PROSE = (
    "根据《中华人民共和国政府信息公开条例》编制本报告，分为总体情况、主动公开政府信息情况等六个部分。"
    "本报告所列数据统计期限为2023年1月1日至2023年12月31日。"
)
Values = Mapping[str, Decimal | str | None]


def line_of(edition: str, values: Values, *, tail: str = "") -> str:
    """The report in one line; `tail` stands behind table 三."""
    two, three, four = map(_joined, flattened.tables(edition, values))
    return (
        f"{PROSE}一、总体情况2023年，全市稳步推进政务公开。{'（一）主动公开。发布信息310条。' * 8}"
        f"二、主动公开政府信息情况{two}三、收到和处理政府信息公开申请情况{three}{tail}"
        f"四、政府信息公开行政复议、行政诉讼情况{four}五、存在的主要问题及改进情况队伍建设有待加强。六、其他需要报告的事项无。"
    )


def _joined(table: flattened.Drawn) -> str:
    return "".join(box.text for row in table for box in row)


def cells_of(line: str) -> dict[str, Cell]:
    page = f"标题: 云岭市2023年政府信息公开工作年度报告\n{line}"
    return {cell.key: cell for cell in read_cells(text.read(page.encode())).cells}


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    edition=EDITIONS,
    busy=st.sampled_from((0.0, 0.1, 0.5)),
    most=st.sampled_from((3, 30, 900)),
)
def test_every_figure_is_right_or_unread(seed: int, edition: str, busy: float, most: int) -> None:
    values = filled(edition, seed, busy=busy, most=most)
    for key, cell in cells_of(line_of(edition, values)).items():
        assert cell.state is State.UNREAD or cell.value == values[key]


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), edition=EDITIONS, busy=st.sampled_from((0.1, 0.5)), harm=st.integers(0, 10**6))
def test_a_table_that_does_not_add_up_is_right_or_unread(seed: int, edition: str, busy: float, harm: int) -> None:
    values = dict(filled(edition, seed, busy=busy, most=9))
    inner = [key for key in values if key.startswith("applications.") and not key.endswith(".total")]
    wrong = inner[harm % len(inner)]
    values[wrong] += 1 + harm % 7
    for key, cell in cells_of(line_of(edition, values)).items():
        if key.startswith(("applications.", "disclosure.")):
            assert cell.state is State.UNREAD or cell.value == values[key]


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), edition=EDITIONS, share=st.sampled_from((0.05, 0.5)), data=st.data())
def test_blank_cells_leave_no_trace_and_nothing_is_read_in_their_place(
    seed: int, edition: str, share: float, data: st.DataObject
) -> None:
    dice = data.draw(st.randoms(use_true_random=False))
    values = {key: None if dice.random() < share else value for key, value in filled(edition, seed).items()}
    for key, cell in cells_of(line_of(edition, values)).items():
        if cell.state is State.NUMBER and key.startswith("applications."):
            assert cell.value == values[key]


def test_zeros_are_certain_and_a_table_that_adds_up_is_read_with_a_doubt() -> None:
    values = dict(filled("2021", busy=0.0))
    for key in ("received", "granted", "concluded"):
        values |= {f"applications.{key}.natural_person": Decimal(38), f"applications.{key}.total": Decimal(38)}
    cells = cells_of(line_of("2021", values))
    assert {key: cell.value for key, cell in cells.items()} == values
    assert cells["applications.granted.total"].doubt == "数字连写，按合计分开"
    assert cells["applications.refused.state_secret.total"].doubt is None
    assert cells["disclosure.licences.decisions"].doubt is None


def test_the_six_sections_are_cut_where_their_numbered_headings_stand() -> None:
    values = filled("2021", busy=0.0)
    page = f"标题: 云岭市2023年政府信息公开工作年度报告\n{line_of('2021', values, tail='另有说明。')}"
    told = outline(text.read(page.encode()).blocks)
    assert [section.number for section in told.sections] == ["前言", *"一二三四五六"]
    assert told.sections[5].text == "队伍建设有待加强。"
    assert told.sections[3].text == "另有说明。"
    assert told.organ == "云岭市"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("四、政府信息公开行政复议、行政诉讼情况", "四、"),
        ("商业企业科研机构", "科研机构商业企业"),
        ("三、收到和处理", "收到和处理"),
    ],
)
def test_what_has_lost_its_headings_or_has_other_heads_is_not_cut(old: str, new: str) -> None:
    line = line_of("2021", filled("2021", busy=0.0))
    assert old in line
    read = cells_of(line.replace(old, new))
    assert not [key for key, cell in read.items() if key.startswith("applications.") and cell.state is State.NUMBER]


def test_a_run_is_cut_in_one_way_or_not_at_all() -> None:
    assert certain(["23", "0", "00", "0", "023"], 7) == (23, 0, 0, 0, 0, 0, 23)
    assert certain(["7000007"], 7) is None  # 70, blank, 0, 0, 0, 0, 7
    assert adding_up(["220000325"], 7) == [(2, 20, 0, 0, 0, 3, 25), (22, 0, 0, 0, 0, 3, 25)]
    assert adding_up(["1" * 41], 7) == []


@pytest.mark.parametrize("runs", [["1" * 53, "0" * 7], ["1" * 25, "0" * 15]])
def test_a_run_that_can_be_cut_in_too_many_ways_is_given_up_soon(runs: list[str]) -> None:
    # without a limit these take minutes
    assert certain(runs, 7) is None
    assert certain(runs, 15) is None


def test_prose_that_names_rows_of_the_table_is_kept_and_takes_none_of_their_cells() -> None:
    values = filled("2021", busy=0.0)
    line = line_of("2021", values)
    before, behind = (
        "本年度制定规章0件，行政规范性文件2件。",
        "以上数据经过核对。本年度行政事业性收费没有变化，政策不变。",
    )
    line = line.replace("二、主动公开政府信息情况", f"二、主动公开政府信息情况{before}", 1)
    line = line.replace("三、收到和处理", f"{behind}三、收到和处理", 1)
    page = f"标题: 云岭市2023年政府信息公开工作年度报告\n{line}"
    second = next(one for one in outline(text.read(page.encode()).blocks).sections if one.number == "二")
    assert second.text.replace("\n", "") == before + behind
    assert {key: cell.value for key, cell in cells_of(line).items() if key.startswith("disclosure.")} == {
        key: value for key, value in values.items() if key.startswith("disclosure.")
    }
