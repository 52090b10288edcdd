"""Sets of organs: names that several bear, organs of a place, one place of an order, two organs in two years."""

from __future__ import annotations

from datetime import date

import pytest

from nianbao.app.answer import Answer, Operation, Outcome
from nianbao.app.places import among, places, single_place
from nianbao.app.respond import respond
from nianbao.index.library import Library

DAY = date(2026, 11, 24)
MARKET, LAND = "云屿市墨塬县市场监督管理局", "云屿市墨塬县自然资源局"
GREEN, CLOUD, CLEAR, OTHER = (
    "云屿市青汐区民政局",
    "云屿市云屿区民政局",
    "云屿市清汐区民政局",
    "临澜市清汐区民政局",
)
CITY, DISTRICT = "云屿市财政局", "云屿市清汐区财政局"


def of(answer: Answer, operation: Operation) -> list[str | None]:
    return [made.value for made in answer.derivations if made.operation is operation]


def organs(answer: Answer) -> set[str]:
    return {figure.organ for figure in answer.figures}


# ------------------------------------------------------------------ one place of an order


@pytest.mark.parametrize(
    ("question", "organ"),
    [
        ("2024年收到申请第二多的是哪个局", MARKET),
        ("各局2024年行政处罚从多到少排一下，第三是谁？", DISTRICT),
        ("2024年行政处罚亚军是哪个局", LAND),
        ("2024年行政许可第二高的民政局", CLEAR),
        ("2022年罚得第二狠的局是哪个", LAND),
        ("2024年新收倒数第二", GREEN),
    ],
)
def test_one_place_of_an_order_is_answered_with_who_stands_there(
    demo_library: Library, question: str, organ: str
) -> None:
    assert of(respond(demo_library, question, (), DAY), Operation.RANK) == [organ]


def test_organs_with_the_same_figure_share_a_place(demo_library: Library) -> None:
    answer = respond(demo_library, "2024年第三名的民政局是哪家，按新收算", (), DAY)
    assert set(of(answer, Operation.RANK)) == {OTHER, CLOUD}
    assert "排第2位（并列）" in answer.text


def test_a_place_that_nobody_has_is_refused(demo_library: Library) -> None:
    answer = respond(demo_library, "2024年新收第九十多的局是谁", (), DAY)
    assert (answer.outcome, of(answer, Operation.RANK)) == (Outcome.REFUSED, [])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("市财政局2023年收到的申请在各个局里排第几", "排第3位"),
        ("云屿市清汐区民政局2022年罚得多不多，在民政局里排老几", "排第1位"),
        ("清汐区财政局在财政局里2024年收费排第几", "排第1位"),
        ("2024年云屿区民政局的行政许可在四个民政局里排第几位", "排第3位"),
        ("市财政局2024年新收在各局里排第三，对吗", "不一致："),
        ("市财政局2024年新收在各局里排第四，对吗", "一致："),
        ("民政局里2022年要数云屿区民政局收的申请最多，是不是", "一致："),
    ],
)
def test_a_place_is_that_within_the_set_named(demo_library: Library, question: str, said: str) -> None:
    assert said in respond(demo_library, question, (), DAY).text


def test_an_office_and_a_street_are_no_bureaus(demo_library: Library) -> None:
    answer = respond(demo_library, "2023年予以公开件数前两名的局是哪两个", (), DAY)
    assert of(answer, Operation.RANK) == [LAND, MARKET]
    assert "办公室" not in respond(demo_library, "2024年新收最多的前三个局分别是谁", (), DAY).text


@pytest.mark.parametrize(
    ("text", "place", "kind", "number"),
    [
        ("新收第二多的局", 2, "局", 1),
        ("新收前三名的局", None, "局", 3),
        ("哪两个局新收最多", None, "局", 2),
        ("新收在各个局里", None, "局", 1),
        ("倒数第三的是谁", 3, "", 1),
        ("表三第二部分新收多少", None, "", 1),
    ],
)
def test_how_an_order_is_asked_for(text: str, place: int | None, kind: str, number: int) -> None:
    assert (single_place(text), among(text, ()), places(text)) == (place, kind, number)


# ------------------------------------------------------------------ organs of a place, and names of several


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("墨塬县两个局里，2022年谁罚得多？各多少", {MARKET, LAND}),
        ("墨塬县那两个局2023年的规范性文件现行有效各多少件", {MARKET, LAND}),
        ("墨塬县所有局2023年新收各多少", {MARKET, LAND}),
        ("24年墨塬县两个局哪个予以公开率高一点", {MARKET, LAND}),
        ("两个清汐区民政局（云屿市的和临澜市的）2022年各收到几件", {CLEAR, OTHER}),
        ("财政局（市级、清汐区）2024年收费哪个高", {CITY, DISTRICT}),
        ("青汐区和云屿区的民政局2024年谁新收多", {GREEN, CLOUD}),
        ("云屿市的三个民政局2024年新收分别是多少", {GREEN, CLOUD, CLEAR}),
        ("民政局2024年新收各多少", {GREEN, CLOUD, CLEAR, OTHER}),
        ("2022年民政局里面有复议案子的是哪一家", {CLOUD}),
    ],
)
def test_a_set_of_organs_is_every_one_of_them_and_no_other(
    demo_library: Library, question: str, named: set[str]
) -> None:
    answer = respond(demo_library, question, (), DAY)
    assert answer.outcome is Outcome.ANSWERED
    assert organs(answer) == named


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("云屿市三家民政局2022年一共罚了几次（青汐、清汐、云屿三个区）", "9"),
        ("三家民政局——青汐区、云屿区、云屿市清汐区——2024年新收合计多少？", "32"),
        ("墨塬县市监局和自然资源局2024年予以公开的合起来有几件", "105"),
        ("清汐区财政局加市财政局，2024年办结总共多少件", "55"),
        ("墨塬两个局2024年新收合计", "234"),
        ("青汐、云屿两个区的民政局2024年新收一共多少", "20"),
    ],
)
def test_organs_named_together_are_added_up(demo_library: Library, question: str, total: str) -> None:
    assert of(respond(demo_library, question, (), DAY), Operation.SUM) == [total]


@pytest.mark.parametrize(
    "question",
    [
        "墨塬县三个局2024年新收各多少",
        "三个财政局2024年新收合计多少",
        "民政局（火星的和青汐区的）2024年新收多少",
        "民政局2024年新收多少",
    ],
)
def test_a_set_that_is_not_surely_known_is_asked_back(demo_library: Library, question: str) -> None:
    answer = respond(demo_library, question, (), DAY)
    assert answer.outcome is not Outcome.ANSWERED
    assert answer.figures == ()


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("2022年新收不到10件的民政局有几个？", "2"),
        ("2022年年底还有申请没办完的局有多少个", "6"),
        ("民政局2024年有几家新收超过10件", "3"),
        ("2023年没有收费的局有几个", "3"),
    ],
)
def test_organs_of_a_kind_are_counted_by_their_figure(demo_library: Library, question: str, count: str) -> None:
    answer = respond(demo_library, question, (), DAY)
    assert next(made.value for made in answer.derivations if made.formula == "符合条件的机关") == count


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("2024年除了墨塬县自然资源局，哪个局新收最多", [MARKET]),
        ("墨塬县自然资源局除外，2024年新收最多的局是谁", [MARKET]),
        ("2024年除了墨塬县自然资源局，其他局新收最多的是谁", [MARKET]),
        ("2024年新收第一和第二的局分别是谁", [LAND, MARKET]),
    ],
)
def test_an_organ_left_out_is_left_out_and_said_to_be(demo_library: Library, question: str, first: list[str]) -> None:
    answer = respond(demo_library, question, (), DAY)
    assert of(answer, Operation.RANK) == first
    assert ("没有计入" in answer.text) is (LAND not in first)


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("2024年民政系统新收合计", "43"),
        ("2024年前三名的局新收合计多少", "266"),
        ("2024年除市财政局外各局新收合计", "309"),
        ("市、区两级财政局2024年新收合计", "58"),
    ],
)
def test_a_sum_is_over_the_set_that_is_asked_for(demo_library: Library, question: str, total: str) -> None:
    assert of(respond(demo_library, question, (), DAY), Operation.SUM) == [total]


def test_organs_held_against_another_are_asked_for_in_two_steps(demo_library: Library) -> None:
    answer = respond(demo_library, "2024年新收比市财政局多的局有哪些", (), DAY)
    assert (answer.outcome, answer.figures) == (Outcome.CLARIFY, ())


def test_a_follow_up_on_an_order_stays_with_its_set(demo_library: Library) -> None:
    answer = respond(demo_library, "最少的呢", ("2024年哪个民政局收申请最多",), DAY)
    assert of(answer, Operation.RANK) == [GREEN]


# ------------------------------------------------------------------ a year of its own for each, and the newest report


def test_two_organs_each_with_a_year_are_compared_in_those_years(demo_library: Library) -> None:
    answer = respond(demo_library, "市政府2023年行政复议比青汐区政府2024年的多多少？", (), DAY)
    assert {(figure.organ, figure.year) for figure in answer.figures} == {
        ("云屿市人民政府", 2023),
        ("云屿市青汐区人民政府", 2024),
    }
    assert of(answer, Operation.DIFFERENCE) == ["106"]


def test_years_compared_of_two_organs_are_no_comparison_of_the_organs(demo_library: Library) -> None:
    answer = respond(demo_library, "墨塬县这两个局2023年比2022年新收多了多少", (), DAY)
    assert of(answer, Operation.DIFFERENCE) == ["-23", "-18"]


@pytest.mark.parametrize("said", ["最近一年的报告里", "最新的年报，", "最新一期年报", "最新数据，"])
def test_the_newest_report_is_the_organs_own(demo_library: Library, said: str) -> None:
    answer = respond(demo_library, f"市政府{said}新收多少件", (), DAY)
    assert [(figure.year, figure.value) for figure in answer.figures][:1] == [(2024, 2336)]


@pytest.mark.parametrize(
    ("name", "organ"),
    [("市财政", CITY), ("市财局", CITY), ("区财政", DISTRICT), ("县市监", MARKET), ("县自然资源", LAND)],
)
def test_a_level_makes_a_stem_a_name(demo_library: Library, name: str, organ: str) -> None:
    assert organs(respond(demo_library, f"{name}2023年新收几件？", (), DAY)) == {organ}


@pytest.mark.parametrize("name", ["市财政资金", "东屿市财政", "市财政厅"])
def test_a_stem_inside_another_word_is_no_name(demo_library: Library, name: str) -> None:
    assert respond(demo_library, f"{name}2023年新收几件？", (), DAY).figures == ()


# ------------------------------------------------------------------ in English


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which civil affairs bureau received the most requests in 2023?", GREEN),
        ("Which finance bureau charged the highest fees in 2024?", DISTRICT),
        ("Which bureau received the most requests in 2024?", LAND),
        ("Which bureau received the second most requests in 2024?", MARKET),
        ("Which bureau other than 墨塬县自然资源局 received the most requests in 2024?", MARKET),
    ],
)
def test_a_kind_of_bureau_is_the_set_in_english(demo_library: Library, question: str, first: str) -> None:
    assert of(respond(demo_library, question, (), DAY), Operation.RANK)[0] == first


@pytest.mark.parametrize("kind", ["education", "tax", "city"])
def test_a_kind_that_the_library_has_none_of_is_not_passed_over_in_english(demo_library: Library, kind: str) -> None:
    answer = respond(demo_library, f"Which {kind} bureau received the most requests in 2023?", (), DAY)
    assert (answer.outcome, answer.figures) == (Outcome.REFUSED, ())


def test_two_organs_are_compared_in_english(demo_library: Library) -> None:
    question = "Did 墨塬县市场监督管理局 or 墨塬县自然资源局 impose more penalties in 2024?"
    assert of(respond(demo_library, question, (), DAY), Operation.DIFFERENCE) == ["854"]
