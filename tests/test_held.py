"""A claim gets its verdict first: at the precision it was said with, on what it was said of, or it is asked back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nianbao.app.agreement import agrees
from nianbao.app.answer import Operation, Outcome
from nianbao.app.course import said_course
from nianbao.app.english_claims import numbers, without_hearsay
from nianbao.app.places import said_place
from nianbao.app.query import Bound, Years
from nianbao.app.respond import respond
from nianbao.app.stated import loosely_bound, stated
from nianbao.index.library import Library

DAY = date(2026, 11, 24)
FINANCE, CITY = "云屿市财政局", "云屿市人民政府"


def lead(library: Library, question: str) -> str:
    return respond(library, question, (), DAY).text.split("：", 1)[0].split("（", 1)[0]


@pytest.mark.parametrize(
    ("said", "bound", "near"),
    [
        ("至少罚了900次", Bound.AT_LEAST, False),
        ("最多也就罚了900次", Bound.AT_MOST, False),
        ("少说也罚了900次", Bound.AT_LEAST, False),
        ("大概罚了900次", None, True),
        ("没收到900件", Bound.LESS, False),
        ("没有900件那么多", Bound.LESS, False),
        ("有没有900件", Bound.AT_LEAST, False),
        ("突破900件", Bound.MORE, False),
        ("是不是900件", None, False),
        ("不是900件", Bound.NOT, False),
    ],
)
def test_a_bound_may_stand_before_the_verb(said: str, bound: Bound | None, near: bool) -> None:
    (number,) = stated(f"{said}，对吗", Years())
    assert (number.value, number.bound, number.near) == (900, bound, near)
    assert not loosely_bound(said, Years())


@pytest.mark.parametrize(
    ("said", "unit", "cell", "holds"),
    [
        ("41万件", "件", "410489", True),
        ("45万件", "件", "410489", False),
        ("41万多件", "件", "410489", True),
        ("6万8千多次", "件", "68602", True),
        ("四十多万件", "件", "410489", True),
        ("二十几件", "件", "26", True),
        ("大概3000件", "件", "2976", True),
        ("大概3000件", "件", "3556", False),
        ("大概10件", "件", "6", False),
        ("3000件", "件", "2976", False),
        ("114万元", "万元", "114.31", True),
        ("4.76亿元", "万元", "47640.73", True),
        ("4.7亿元", "万元", "47640.73", False),
    ],
)
def test_a_number_is_held_at_the_precision_it_was_said_with(said: str, unit: str, cell: str, holds: bool) -> None:
    (number,) = stated(f"{said}，对吗", Years())
    assert agrees(number, Decimal(cell), unit) is holds


def test_words_with_a_number_in_them_state_none() -> None:
    assert stated("只公开一部分的，第三张表，一张表", Years()) == ()


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (f"{CITY}2024年办了41万件行政许可，真的吗", "大致相符"),
        (f"{CITY}2024年予以公开率37.52%，算对了吗", "一致"),
        (f"{CITY}2024年办结的过半都予以公开了，对吗", "不一致"),
        (f"{CITY}2024年超过80%的申请来自个人，对不对", "一致"),
        (f"{CITY}2024年八成多申请是自然人提的，是吗", "一致"),
        (f"{CITY}2024年公开846件，公开率37.52%，对吗", "一致"),
        (f"{CITY}2024年公开864件，公开率37.52%，对吗", "不一致"),
        (f"{CITY}2024年公开率比2023年高，对吗", "一致"),
        (f"{CITY}收到的申请一年比一年少，对不对", "一致"),
        (f"{CITY}新收申请连续两年下降，对吗", "一致"),
        (f"{CITY}的行政处罚逐年下降，对吗", "不一致"),
        (f"{CITY}予以公开率逐年上升，对吗", "一致"),
        (f"{CITY}2024年申请量比2023年下降两成多，对吗", "一致"),
        (f"{CITY}2024年新收2336件，比2023年少640件，对吗", "一致"),
        (f"{CITY}2024年新收3336件，比2023年少640件，对吗", "不全一致"),
        (f"{CITY}收到的申请2022年最多，是吗", "一致"),
        (f"{CITY}三年里2023年收到的申请最多，对不对", "不一致"),
        (f"{FINANCE}2024年收了26件，办结24件，结转2件，对吗", "一致"),
        (f"{FINANCE}2024年只有26件申请，真的就是26件吗", "一致"),
        (f"我怀疑{FINANCE}2024年新收没有26件那么多，真是26件？", "一致"),
        (f"难道{FINANCE}2024年不是收了62件申请吗", "不一致"),
        (f"{FINANCE}2024年零诉讼，是吗", "一致"),
        (f"{FINANCE}2024年申请数比云屿市清汐区财政局少，对吗", "一致"),
        (f"{FINANCE}2024年申请数比云屿市清汐区财政局多6件，对吗", "不一致"),
        ("街坊说云屿市财政局2024年收到36件申请，靠谱吗", "不一致"),
        ("云屿市清汐区财政局2022年没有行政诉讼，对吧", "无法核对"),
        ("民政局里2022年要数云屿区民政局收的申请最多，是不是", "一致"),
        ("2022年许可最多的民政局是青汐区民政局，是不是", "不一致"),
        ("墨塬县市场监督管理局2024年收的申请排第二，对吗", "一致"),
        ("墨塬县市场监督管理局2024年收的申请排第一，对吗", "不一致"),
    ],
)
def test_a_claim_gets_its_verdict_first(demo_library: Library, question: str, verdict: str) -> None:
    assert lead(demo_library, question) == verdict


def test_each_number_is_held_against_the_figure_it_is_said_of(demo_library: Library) -> None:
    told = respond(demo_library, f"{CITY}2022、2023、2024年办结分别是3323、3169、2525件，对吗", (), DAY)
    assert [f.year for f in told.figures] == [2022, 2023, 2024]
    assert told.text.count("不一致：") == 1
    back = respond(demo_library, f"{CITY}2024年被告了61次，败诉13次，是真的吗", (), DAY)
    assert back.outcome is not Outcome.ANSWERED
    assert back.figures == ()


@pytest.mark.parametrize(
    "question",
    [
        "云屿市财政局2024年26件申请公开了7件，对吗",
        "云屿市财政局2024年26件申请中有24件是个人的，对吗",
        "云屿市财政局2024年收26件，云屿市清汐区财政局收32件，对吗",
    ],
)
def test_numbers_that_may_be_of_different_things_are_asked_back(demo_library: Library, question: str) -> None:
    answer = respond(demo_library, question, (), DAY)
    assert (answer.outcome, answer.figures) == (Outcome.CLARIFY, ())


def test_an_order_that_is_asked_for_is_no_claim(demo_library: Library) -> None:
    assert not respond(demo_library, f"{FINANCE}2024年的申请排名吧", (), DAY).text.startswith("不一致")


def test_the_definition_that_a_rate_agrees_with_is_named(demo_library: Library) -> None:
    told = respond(demo_library, f"{CITY}2024年公开率45.01%，对吗", (), DAY)
    assert "所问的数是按“（予以公开＋部分公开）÷ 办理结果总计”算的" in told.text


def test_what_was_carried_in_is_added_to_no_bound_and_no_rough_number(demo_library: Library) -> None:
    assert lead(demo_library, f"{CITY}2023年收了3251件申请，对吗") == "一致"
    assert lead(demo_library, f"{CITY}2023年至少收了3000件申请，对吗") == "不一致"


@pytest.mark.parametrize(
    "question", ["2024年环保处罚4件，对吗", "2024年网上申请收到20件，对吗", "2024年农民提了20件申请，对吗"]
)
def test_a_number_of_a_part_is_not_held_against_the_whole(demo_library: Library, question: str) -> None:
    answer = respond(demo_library, f"{FINANCE}{question}", (), DAY)
    assert answer.outcome is Outcome.REFUSED
    assert "一致" not in answer.text


def test_an_organ_said_to_be_first_is_asked_back_where_its_name_is_shared(demo_library: Library) -> None:
    answer = respond(demo_library, "2024年民政局里申请最多的是清汐区民政局吧？", (), DAY)
    assert answer.outcome is Outcome.CLARIFY
    first = respond(demo_library, answer.choices[1], (), DAY)
    assert any(d.operation is Operation.RANK for d in first.derivations)


def test_a_course_is_said_up_or_down_and_never_denied() -> None:
    assert [said.up for text in ("逐年增多", "一年比一年少", "连年上升") if (said := said_course(text))] == [
        True,
        False,
        True,
    ]
    assert said_course("没有逐年增多") is None
    assert said_course("历年多少") is None


def test_a_place_is_read_and_a_third_party_is_none() -> None:
    assert [said_place(text) for text in ("排第二", "最多", "第三方最多", "第四名")] == [2, 1, 1, 4]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("did it receive more than 2,000 requests", ["超过2000件"]),
        ("at least 3000 requests in 2024", ["不少于3000件"]),
        ("37.5% of requests", ["37.5%"]),
        ("fees of 1.14 million yuan", ["114万元"]),
        ("how many in 2024", []),
    ],
)
def test_numbers_in_english_keep_their_bounds(english: str, chinese: list[str]) -> None:
    assert numbers(english)[1] == chinese


def test_who_told_an_english_number_is_left_out() -> None:
    assert without_hearsay("a friend told me that it granted 17. is that right?").strip(" .?") == "it granted 17"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (f"Someone told me {FINANCE} granted 17 requests in 2024. Is that correct?", "Does not agree."),
        (f"Did {CITY} receive more than 2000 requests in 2024?", "Agrees."),
        (f"Is it true that requests to {CITY} fell from 2023 to 2024?", "Agrees."),
        (f"Did {FINANCE} have no lawsuits in 2024?", "Agrees."),
        (f"I heard {CITY} received about 3000 requests in 2023. True?", "Agrees."),
    ],
)
def test_an_english_claim_is_judged(demo_library: Library, question: str, verdict: str) -> None:
    assert respond(demo_library, question, (), DAY).text.startswith(verdict)
