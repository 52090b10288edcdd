"""One amount, whatever unit it is printed or said in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import cells, filled
from hypothesis import given
from hypothesis import strategies as st

from nianbao.app.agreement import agrees
from nianbao.app.query import Stated
from nianbao.ingest.fee_kind import fee_kind
from nianbao.ingest.money import UNITS, converted
from nianbao.ingest.report import Cell, Finding, Section
from nianbao.ingest.text_table import text_table

FEES = "disclosure.fees.amount"
AMOUNTS = st.decimals(-(10**9), 10**9, places=4, allow_nan=False)
UNIT = st.sampled_from(sorted(UNITS))


@given(AMOUNTS, UNIT, UNIT, UNIT)
def test_a_conversion_is_exact_whichever_way_it_goes(amount: Decimal, one: str, two: str, three: str) -> None:
    assert converted(converted(amount, one, two), two, one) == amount
    assert converted(converted(amount, one, two), two, three) == converted(amount, one, three)


def test_the_units_are_ten_thousands() -> None:
    assert converted(Decimal(1), "亿元", "万元") == converted(Decimal(1), "万元", "元") == 10_000
    assert converted(Decimal(5), "元", "元") == 5


@pytest.mark.parametrize("units", [("件", "元"), ("万元", "条"), ("", "元")])
def test_what_is_no_money_is_not_converted(units: tuple[str, str]) -> None:
    with pytest.raises(KeyError):
        converted(Decimal(1), *units)


@given(AMOUNTS, UNIT, UNIT)
def test_a_stated_amount_agrees_with_the_same_amount_in_any_unit_and_with_no_other(
    amount: Decimal, said: str, printed: str
) -> None:
    stated = Stated(converted(amount, printed, said), said)
    assert agrees(stated, amount, printed)
    assert not agrees(stated, amount + 1, printed)
    if said != printed and amount:
        assert not agrees(Stated(amount, said), amount, printed)


# ------------------------------------------------------------------ a table printed in another unit than its form's


def printed(value: str, unit: str) -> dict[str, Cell]:
    report = cells(filled("2021", busy=0))
    return {**report, FEES: replace(report[FEES], value=Decimal(value), unit=unit, raw=f"{value}{unit}")}


def told(text: str, report: dict[str, Cell]) -> tuple[Finding, ...]:
    section = Section("一", "总体情况", text)
    return text_table([section], report, {"disclosure": "2021"}, organ="青汐区民政局", year=2023)


@pytest.mark.parametrize("report", [printed("251000", "元"), printed("25.1", "万元"), printed("0.00251", "亿元")])
def test_prose_is_held_against_the_amount_and_not_against_its_digits(report: dict[str, Cell]) -> None:
    assert told("行政事业性收费金额25.1万元。", report) == ()
    assert told("行政事业性收费金额251000元。", report) == ()
    (finding,) = told("行政事业性收费金额30万元。", report)
    assert (finding.expected, finding.actual) == ("25.1", "30")


def test_a_fee_is_held_against_the_amount_and_not_against_its_digits() -> None:
    section = Section("六", "其他", "2023年收取信息处理费共计380元。")
    assert fee_kind([section], printed("380", "元"), year=2023) == ()
    (finding,) = fee_kind([section], printed("30", "元"), year=2023)
    assert (finding.expected, finding.actual) == ("0.038", "0.003")
