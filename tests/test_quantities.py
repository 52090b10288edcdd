"""Numbers with their measure words, as running text prints them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.numerals import LONGEST
from nianbao.ingest.prose import plain, sentences, squeezed
from nianbao.ingest.quantities import Quantity, quantities
from nianbao.ingest.report import Line, Place, Section


def found(text: str) -> list[Quantity]:
    return list(quantities(plain(squeezed(text))))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("收到 35 件", "35", "件"),
        ("收到１，０２４件", "1024", "件"),
        ("收到三十五宗", "35", "宗"),
        ("收到两件", "2", "件"),
        ("占32.90%", "32.90", "%"),
        ("占百分之三十二点九", "32.9", "%"),
        ("共计380元", "380", "元"),
        ("收费12.5万元", "125000", "元"),
        ("收到1.2万件", "12000", "件"),
        ("收到〇件", "0", "件"),
    ],
)
def test_a_number_before_a_measure_word_is_read_exactly(text: str, value: str, unit: str) -> None:
    (quantity,) = found(text)
    assert (quantity.value, quantity.unit, quantity.vague) == (Decimal(value), unit, False)


@pytest.mark.parametrize(
    "text",
    ["一是公开三公经费", "第三条", "第3件", "每一件申请", "同一件事", "3-5件", "2023年", "两三件", "百件", "提高3个百分点", "“收到9999件”", "《不少于20件的规定》"],
)  # fmt: skip
def test_what_is_no_count_is_not_read(text: str) -> None:
    assert [q for q in found(text) if q.unit == "件"] == []


@pytest.mark.parametrize(
    "text", ["20余件", "20多件", "近20件", "约20件", "20件左右", "20件以上", "不少于20件", "十余件", "逾二十件"]
)
def test_what_is_rounded_is_known_to_be(text: str) -> None:
    (quantity,) = found(f"收到申请{text}")
    assert quantity.vague


@pytest.mark.parametrize(
    ("text", "agree", "differ"),
    [("35件", ["35"], ["34", "36"]), ("32.9%", ["32.85", "32.94", "32.99"], ["33.1", "32.7"]), ("33%", ["32.6", "33.4", "33.9"], ["34.2"]), ("1.2万件", ["11600", "12900"], ["13000", "11000"])],
)  # fmt: skip
def test_agreement_is_to_the_last_printed_digit(text: str, agree: list[str], differ: list[str]) -> None:
    (quantity,) = found(text)
    assert all(quantity.agrees(Decimal(value)) for value in agree)
    assert not any(quantity.agrees(Decimal(value)) for value in differ)


def test_footnote_marks_are_no_digits() -> None:
    assert [q.value for q in found("①3件，²5件，⒈7件")] == [3, 5, 7]


@given(st.integers(0, 10**9), st.sampled_from(["件", "宗", "元", "%"]))
def test_any_integer_is_read_back_with_and_without_commas(value: int, unit: str) -> None:
    for printed in (f"{value}", f"{value:,}"):
        (quantity,) = found(f"共{printed}{unit}")
        assert (quantity.value, quantity.unit) == (value, unit)


@given(st.text("零一二三十百千万亿第余约近件宗%0123456789.,（）“” \n", max_size=60))
def test_any_text_is_survived_and_stretches_are_in_it(text: str) -> None:
    short = plain(squeezed(text))
    for quantity in quantities(short):
        assert 0 <= quantity.start < quantity.end <= len(short)
        assert quantity.step > 0


# ------------------------------------------------------------------ sentences


def test_sentences_know_what_stands_before_them_and_are_quoted_as_printed() -> None:
    section = Section("一", "总体情况", "（二）依申请公开\n收到 35 件。已 全部办结。\n其他。")
    read = list(sentences([section]))
    assert [s.text for s in read] == ["(二)依申请公开", "收到35件。", "已全部办结。", "其他。"]
    assert [s.before for s in read] == [
        "(二)依申请公开",
        "(二)依申请公开",
        "(二)依申请公开收到35件。",
        "(二)依申请公开",
    ]
    assert read[1].quote(0, 5) == "收到 35 件"
    assert read[2].quote(0, 6) == "已 全部办结。"


def test_a_sentence_over_a_page_break_is_of_the_page_it_begins_on() -> None:
    lines = ("一二三。四五", "六七。八", "九。")
    section = Section("一", "", "".join(lines), 3, tuple(Line(t, Place(page=3 + i)) for i, t in enumerate(lines)))
    assert [s.page for s in sentences([section])] == [3, 3, 4]
    assert [s.page for s in sentences([Section("一", "", "没有行。", 7)])] == [7]


def test_text_without_an_end_is_cut() -> None:
    read = list(sentences([Section("一", "", "长" * 5000)]))
    assert max(len(s.text) for s in read) <= 1001
    assert sum(len(s.text) for s in read) == 5000


@pytest.mark.parametrize("run", ["7", "1,", "7,777", "1.", "一", "1%", "百分之一"])
def test_a_long_run_of_numbers_costs_no_more_than_its_length(run: str) -> None:
    # work with the square of it would take minutes here
    list(quantities(run * 250_000))


@given(st.integers(LONGEST + 1, 60), st.sampled_from("件%元"))
def test_a_number_longer_than_any_count_is_none(length: int, unit: str) -> None:
    assert found(f"收到{'7' * length}{unit}") == []
    assert found(f"收到{'7' * length}{unit}，办结3件")[-1].value == 3


@given(st.integers(0, 10**LONGEST - 1), st.booleans())
def test_a_number_of_any_length_that_is_read_is_read_whole(number: int, commas: bool) -> None:
    (quantity,) = found(f"收到{number:,}件" if commas else f"收到{number}件")
    assert quantity.value == number
