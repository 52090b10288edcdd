"""English questions: the same figures as the Chinese question, and nothing where a word was not understood."""

from __future__ import annotations

import pytest
from askable import RECEIVED, Asked, report

from nianbao.app.answer import Operation, Outcome, Reason
from nianbao.app.english import is_english, translated
from nianbao.index.organs import Organ, OrganNames

GOVERNMENT, CIVIL, OTHER = "临湖市人民政府", "临湖市东塘区民政局", "远山市东汤区民政局"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    asked = Asked(tmp_path_factory.mktemp("english") / "library")
    for year, figures in ((2023, {RECEIVED: 40, "applications.granted.total": 10}), (2024, {RECEIVED: 50})):
        asked.add(report(GOVERNMENT, year, figures), report(CIVIL, year, {RECEIVED: 5}), scope="本机关")
    return asked.add(report(OTHER, 2024, {RECEIVED: 9}), scope="本机关")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("How many requests did 临湖市人民政府 receive in 2024?", "临湖市人民政府2024年收到多少件申请？"),
        ("How many requests did Linhu City government receive in 2024?", "临湖市人民政府2024年收到多少件申请？"),
        ("How many requests were granted by Linhu government in 2023?", "临湖市人民政府2023年予以公开几件？"),
        ("How many penalties did Linhu People's Government impose in 2024?", "临湖市人民政府2024年行政处罚几件？"),
        ("What was the disclosure rate of Linhu government in 2023?", "临湖市人民政府2023年予以公开率？"),
        ("How many lawsuits did Linhu government have in 2024?", "临湖市人民政府2024年行政诉讼几件？"),
        ("Which bureau received the most requests in 2024?", "2024年哪个局新收最多？"),
        (
            "How many requests did Linhu government receive from 2023 to 2024?",
            "临湖市人民政府2023年到2024年收到几件申请？",
        ),
    ],
)
def test_an_english_question_has_the_figures_of_the_chinese_one(library: Asked, english: str, chinese: str) -> None:
    one, other = library.ask(english), library.ask(chinese)
    assert one.outcome is other.outcome is Outcome.ANSWERED
    assert [(f.organ, f.year, f.key, f.value) for f in one.figures] == [
        (f.organ, f.year, f.key, f.value) for f in other.figures
    ]
    assert [d.value for d in one.derivations] == [d.value for d in other.derivations]
    assert one.question == english
    assert all(f"[{figure.citation[1:]}]" in one.text for figure in one.figures if figure.value or len(one.figures) < 4)
    assert " report of " in one.text


def test_what_is_not_understood_is_named_and_nothing_is_answered(library: Asked) -> None:
    narrowed = library.ask("How many agricultural permits did Linhu government issue in 2024?")
    assert (narrowed.outcome, narrowed.figures) == (Outcome.REFUSED, ())
    assert "“agricultural”" in narrowed.text
    unknown = library.ask("How many requests did Springfield receive in 2024?")
    assert unknown.refusal is not None
    assert unknown.refusal.reason is Reason.ORGAN_UNKNOWN
    assert unknown.figures == ()


def test_organs_spelt_alike_are_asked_back_with_questions_that_are_answered(library: Asked) -> None:
    answer = library.ask("How many requests did Dongtang District Civil Affairs Bureau receive in 2024?")
    assert answer.outcome is Outcome.CLARIFY
    assert [library.ask(choice).figures[0].organ for choice in answer.choices] == [CIVIL, OTHER]


def test_a_missing_year_is_refused_in_english(library: Asked) -> None:
    answer = library.ask("How many requests did Linhu government receive in 2019?")
    assert answer.refusal is not None
    assert answer.refusal.reason is Reason.YEAR_MISSING
    assert answer.text.startswith("The library has no report")


def test_a_conversation_goes_on_in_english(library: Asked) -> None:
    first = "How many requests did Linhu government receive in 2024?"
    assert [f.value for f in library.ask(first, "And in 2023?").figures][:1] == [40]
    assert library.ask(first, "What about penalties?").figures[0].key == "disclosure.penalties.decisions"
    increase = library.ask(first, "Did they increase?")
    assert any(d.operation is Operation.DIFFERENCE and d.value == "10" for d in increase.derivations)


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("临湖市人民政府2024年收到多少件申请？", False),
        ("<script>alert(1)</script>临湖市2024年新收多少件？", False),
        ("ABC公司2024年新收多少件", False),
        ("How many requests did 临湖市人民政府 receive in 2024?", True),
    ],
)
def test_a_question_is_english_by_its_words(question: str, english: bool) -> None:
    assert is_english(question) is english


def test_a_city_is_not_its_district_in_letters_either() -> None:
    names = OrganNames((Organ("临湖市人民政府"), Organ("临湖市临湖区人民政府")))
    city, district = (
        translated(f"How many requests did Linhu {level} receive in 2024?", names) for level in ("City", "District")
    )
    assert city.text.startswith("临湖市人民政府")
    assert district.text.startswith("临湖市临湖区人民政府")
    assert len(translated("How many requests did Linhu receive in 2024?", names).choices) == 2


@pytest.mark.parametrize(
    ("english", "words"),
    [
        ("How many lawsuits were filed directly, without reconsideration, in 2023?", "直接起诉"),
        ("How many requests lapsed because the fee was not paid in 2023?", "逾期不缴费"),
        ("What was the backlog carried into 2024 at the end of 2023?", "2023年没办完、结转下年度"),
        ("How many reconsideration decisions went against 临湖市人民政府 in 2023?", "行政复议、结果纠正"),
        ("How many requests were granted only in part in 2023?", "2023年部分公开"),
        ("How many requests would have required new records to be created in 2023?", "另行制作"),
    ],
)
def test_idioms_are_the_words_of_the_form(english: str, words: str) -> None:
    read = translated(english, OrganNames(()))
    assert words in read.text
    assert read.unread == ()


def test_a_heading_in_english_asks_too() -> None:
    assert is_english("Duplicate requests at Linhu government, 2024?")
    assert not is_english("临湖市人民政府 FOI 2024")


def test_a_word_of_a_subject_is_still_told() -> None:
    assert translated("How many people asked about land in 2023?", OrganNames(())).unread == ("land",)
