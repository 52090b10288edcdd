"""How a question is meant to be read: taken back, begun anew, renamed, and the words people use for it."""

from __future__ import annotations

from datetime import date

import pytest
from askable import RECEIVED, Asked, report

from nianbao.app.answer import Operation, Outcome
from nianbao.app.plain import plain
from nianbao.app.query import Kind, Query
from nianbao.app.times import years
from nianbao.app.understand import understand
from nianbao.index.organs import Organ, OrganNames

DAY = date(2026, 11, 24)
NAMES = OrganNames(tuple(map(Organ, ("临湖市人民政府", "临湖市东塘县市场监督管理局", "临湖市财政局", "远山市财政局"))))
FIRST = "临湖市财政局2023年行政处罚多少件？"


def read(*turns: str) -> Query:
    return understand(turns[-1], turns[:-1], NAMES, DAY)


def slots(query: Query) -> tuple[list[str], tuple[int, ...], list[str]]:
    organs = [found[0].name for found in query.organs]
    return organs, query.years.stated, [wanted.keys[0] for wanted in query.wanted]


@pytest.mark.parametrize(
    "correction",
    [
        "不是2023年，是2024年",
        "说错了，是2024年",
        "错了，2024年",
        "我问的是2024年",
        "不对，我要的是2024年的",
        "我说的是2024年",
    ],
)
def test_a_corrected_year_leaves_the_rest_as_it_was(correction: str) -> None:
    assert slots(read(FIRST, correction)) == (["临湖市财政局"], (2024,), ["disclosure.penalties.decisions"])


@pytest.mark.parametrize(
    "correction", ["错了，我问的是远山市财政局", "我说的是远山市财政局", "不是临湖市财政局，是远山市财政局"]
)
def test_a_corrected_organ_leaves_the_rest_as_it_was(correction: str) -> None:
    assert slots(read(FIRST, correction)) == (["远山市财政局"], (2023,), ["disclosure.penalties.decisions"])


@pytest.mark.parametrize("words", ["重新开始", "换个话题", "换个问题吧", "从头来过", "不聊这个了"])
def test_starting_over_leaves_nothing_behind(words: str) -> None:
    assert read(FIRST, words).anew
    after = read(FIRST, words, "行政许可多少件？")
    assert slots(after) == ([], (), ["disclosure.licences.decisions"])
    at_once = read(FIRST, f"{words}，远山市财政局罚了几次？")
    assert slots(at_once) == (["远山市财政局"], (), ["disclosure.penalties.decisions"])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("东塘县工商局（现在叫市场监督管理局）2022年新收几件", "东塘县市场监督管理局2022年新收几件"),
        ("临湖全市2022年新收几件", "临湖市2022年新收几件"),
        ("请问全市2022年新收几件", "请问全市2022年新收几件"),
        ("不是2023年，是2024年", "2024年"),
        ("是不是2024年", "是不是2024年"),
    ],
)
def test_what_only_says_how_to_read_is_left_out(question: str, text: str) -> None:
    assert plain(question, NAMES).text == text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("22、23、24年新收", (2022, 2023, 2024)),
        ("2022、2023、2024三年", (2022, 2023, 2024)),
        ("三年一共（2022-2024）", (2022, 2023, 2024)),
    ],
)
def test_years_in_a_series_are_all_read(question: str, expected: tuple[int, ...]) -> None:
    read_years = years(question, DAY)
    assert read_years.stated == expected
    assert read_years.last is None


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    asked = Asked(tmp_path_factory.mktemp("plain") / "library")
    security = "applications.refused.public_safety.total"
    for year, value in ((2022, 1), (2023, 2), (2024, 4)):
        asked.add(
            report("临湖市财政局", year, {RECEIVED: value, security: 1, "applications.refused.state_secret.total": 5})
        )
    return asked.add(report("远山市财政局", 2024, {RECEIVED: 9}))


def test_a_conversation_of_ten_turns_keeps_what_is_not_said_again(library: Asked) -> None:
    turns = [
        "临湖市财政局2024年新收多少件？", "2023年呢？", "再前一年呢？", "行政处罚呢？", "新收呢？", "远山市财政局2024年呢？",
        "不是远山，是临湖市财政局", "2023年的呢", "两年加起来？", "哪一年最多？", "2022年呢",
    ]  # fmt: skip
    values = {3: 1, 5: 1, 6: 9, 7: 4, 8: 2}
    for number, value in values.items():
        assert library.ask(*turns[:number]).figures[0].value == value, turns[number - 1]
    added = library.ask(*turns[:9])
    assert "以上各年度相加为6件" in added.text
    assert library.ask(*turns).figures[0].value == 1


def test_a_term_asked_about_is_what_a_later_question_points_to(library: Asked) -> None:
    answer = library.ask("什么叫三安全一稳定", "临湖市财政局2024年因为这个不公开的几件")
    assert answer.figures[0].key == "applications.refused.public_safety.total"
    assert "不予公开共" not in answer.text


def test_the_second_place_is_shown_after_the_first(library: Asked) -> None:
    answer = library.ask("2024年哪个局新收最多？", "第二呢？")
    places = [d.value for d in answer.derivations if d.operation is Operation.RANK]
    assert places == ["远山市财政局", "临湖市财政局"]


def test_figures_named_together_are_added_where_one_number_is_asked_for(library: Asked) -> None:
    one = library.ask("临湖市财政局2024年国家秘密和三安全一稳定合计几件？")
    assert next(d.value for d in one.derivations if d.operation is Operation.SUM) == "6"
    each = library.ask("临湖市财政局2024年国家秘密和三安全一稳定各几件？")
    assert "属于国家秘密＋" in one.text
    assert "属于国家秘密＋" not in each.text


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("属于国家秘密的不予公开件数", "applications.refused.state_secret.total"),
        ("公开了多少件", "applications.granted.total"),
        ("办理了多少件", RECEIVED),
        ("收了几件", RECEIVED),
        ("还有几个复议没出结果", "review.reconsideration.pending"),
        ("有多少申请拖到了下一年", "applications.carried_out.total"),
        ("开了多少张罚单", "disclosure.penalties.decisions"),
    ],
)
def test_everyday_words_name_one_cell(library: Asked, question: str, key: str) -> None:
    answer = library.ask(f"临湖市财政局2024年{question}？")
    assert (answer.outcome, answer.figures[0].key) == (Outcome.ANSWERED, key)


@pytest.mark.parametrize("question", ["有几个人专职做信息公开", "办理了多少件人大建议", "收到多少条意见"])
def test_what_no_table_counts_is_no_figure(library: Asked, question: str) -> None:
    assert library.ask(f"临湖市财政局2024年{question}？").figures == ()


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("三类内部事务信息包括啥", "人事管理"),
        ("不予处理和不予公开差别在哪儿？", "不予处理"),
        ("逾期不补正是说谁逾期？", "申请人"),
        ("依申请公开是啥？我是小白", "申请"),
        ("勾稽关系是什么？", "相等"),
        ("解释一下信息处理费", "频次"),
    ],
)
def test_terms_are_explained_in_the_words_people_ask_with(library: Asked, question: str, says: str) -> None:
    answer = library.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert says in answer.text
    assert read(question).kind is Kind.DEFINITION


def test_a_year_that_nobody_has_is_refused_with_the_newest(library: Asked) -> None:
    answer = library.ask("今年的年报里行政许可多少件")
    assert answer.outcome is Outcome.REFUSED
    assert "最近的是2024年" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "不是说临湖市财政局2024年新收只有3件吗？",
        "临湖市财政局2024年新收明明是3件，怎么回事",
        "新闻稿里说临湖市财政局2024年新收3件，核实一下",
        "邻居说临湖市财政局2024年新收3件，真的假的",
        "临湖市财政局2024年新收整整3件，有这回事吗",
        "临湖市财政局2024年新收3件，这说法靠谱吗",
    ],
)
def test_a_number_heard_or_doubted_is_held_against_the_cell(question: str) -> None:
    query = read(question)
    assert (query.kind, query.problem) == (Kind.CLAIM, None)
    assert slots(query) == (["临湖市财政局"], (2024,), [RECEIVED])
    assert [int(claim.value) for claim in query.claims] == [3]


@pytest.mark.parametrize("question", ["市里2024年新闻稿发了多少篇", "简报登了12期，对吗", "电视报道了多少次"])
def test_what_was_published_is_no_hearsay(question: str) -> None:
    assert "听说" not in plain(question, NAMES).text


def test_figures_named_by_a_set_alone_are_added_up_or_shown_and_raise_nothing() -> None:
    query = read("临湖市财政局2022年总共拒绝公开了多少件")
    assert (query.kind, query.problem) == (Kind.FIGURES, None)
    assert query.wanted


def test_a_place_in_the_tables_asks_for_its_figure() -> None:
    query = read("临湖市财政局2023表二规范性文件现行有效")
    assert slots(query)[2] == ["disclosure.normative_documents.in_force"]
