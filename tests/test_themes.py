"""Rules of prose questions: themes, the choice of sentences, section 五, and the truth the bench compares with."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.app.choose import choose, choose_any
from nianbao.app.prose import asks_sentences
from nianbao.app.query import Kind as Asking
from nianbao.app.query import Query, Years
from nianbao.app.topic import topic
from nianbao.app.vocabulary import find
from nianbao.eval.prose_cases import Truth, is_right, load, rank, truth
from nianbao.eval.samples.talkative import talkative
from nianbao.index.passages import Kind, Passage
from nianbao.index.sentences import Sentence, sentences
from nianbao.index.themes import asked, themes

CASES = Path(__file__).resolve().parent.parent / "eval" / "cases" / "prose.jsonl"


def passage(section: str, text: str, *heading: str, report: str = "r") -> Passage:
    spans = tuple(Sentence(a, b) for a, b in sentences(text, 0, len(text)))
    return Passage(text, report, Kind.PROSE, section, (section, *heading), "", text, sentences=spans)


def about(text: str):
    return topic(Query(text, Asking.NARRATIVE, (), (), (), Years()))


def keys(question: str) -> set[str]:
    return {one.theme.key for one in asked(question)}


PLAIN = (
    passage("一", "年内组织业务培训3次，参训56人次。配备专职人员2名，建立替岗制度。", "（五）监督保障"),
    passage("一", "编印政府公报6期，免费送到村居和大厅。", "（四）平台建设"),
)
FIVE = (
    passage(
        "五",
        "主要有以下薄弱环节：一是解读材料与文件发布不同步；二是公开队伍专业能力参差不齐。"
        "下一步将采取以下措施：一是落实文件与解读同步起草；二是采取以案代训的方式开展轮训。",
    ),
)


@pytest.mark.parametrize(
    ("question", "key"),
    [("经办的人上过课吗", "training"), ("盲人能用他们的网站吗", "accessible"), ("会不会泄露身份证号", "privacy")],
)
def test_a_theme_is_asked_for_without_its_own_words(question, key):
    assert key in keys(question)


def test_a_theme_is_asked_for_in_the_words_that_tell_it():
    for theme in themes():
        alone = [word for word in theme.words if theme.tell.search(word)]
        assert alone, theme.key
        assert all(theme.ask.search(word) for word in alone)


def test_what_stands_inside_a_longer_match_asks_for_the_longer_one_only():
    assert "training" in keys("邀请专家授课")
    assert keys("开放数据下载") == {"open_data"}
    assert {"hotline"} <= keys("打电话问政策有人解答吗") | keys("热线打得通吗")
    assert "contact" not in keys("电话咨询政策")


def test_only_the_sentence_of_the_theme_is_quoted():
    found = choose(about("经办的人上过课吗"), PLAIN, five=FIVE)
    assert [one.text for one in found] == ["年内组织业务培训3次，参训56人次。"]


def test_a_theme_that_no_sentence_tells_has_no_answer():
    assert choose(about("有没有英文网页"), PLAIN, five=FIVE) == []
    assert choose(about("食堂的伙食怎么样"), PLAIN, five=FIVE) == []


def test_section_five_comes_second_where_it_is_not_asked_for():
    assert [one.passage.section for one in choose(about("培训过几次"), (*FIVE, *PLAIN), five=FIVE)] == ["一"]
    assert choose(about("开展轮训了吗"), FIVE, five=FIVE)


def test_a_general_question_gets_the_half_it_asks_for():
    assert len(choose(about("有哪些毛病"), PLAIN, five=FIVE)) == 2
    improved = choose(about("对这些短板拿出了什么办法"), PLAIN, five=FIVE)
    assert [one.text[-8:] for one in improved] == ["与解读同步起草；", "的方式开展轮训。"]


def test_a_named_problem_brings_the_improvement_with_its_number():
    found = choose(about("讲解赶不上文件，怎么解决"), PLAIN, five=FIVE)
    assert [one.text for one in found] == ["下一步将采取以下措施：一是落实文件与解读同步起草；"]


def test_a_question_about_no_report_gets_one_sentence_a_report():
    told = [passage("一", "编印政府公报6期。", report=name) for name in "ab"]
    assert {one.passage.report for one in choose_any(about("公报出了几期"), told)} == {"a", "b"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("给申请人的答复书律师看过吗", True),
        ("打输官司以后有没有反思", True),
        ("新收申请多少件", False),
        ("行政处罚多少件", False),
        ("逾期不补正的有几件", False),
    ],
)
def test_words_of_the_form_do_not_make_a_question_of_prose_one_for_a_figure(question, expected):
    assert asks_sentences(question, find(question), []) is expected


def test_all_that_answers_and_nothing_else_is_a_right_quotation():
    here, other = ("甲局", 2024), ("甲局", 2023)
    found = Truth(((here, "培训3次。"),), ((here, "培训3次。"), (here, "考察2次。")))
    assert is_right(found, [(here, "年内培训3次。"), (here, "考察2次。")])
    assert not is_right(found, [(other, "培训3次。")])
    assert not is_right(found, [(here, "培训3次。"), (here, "公报6期。")])
    assert not is_right(found, [])
    assert rank(found, [(other, "培训3次。"), (here, "年内培训3次。")]) == (2, 2)


def test_the_questions_have_their_truth_in_the_reports():
    cases = load(CASES)
    talks = {(talk.sample.organ.name, talk.sample.year): talk for talk in talkative(70)}
    assert len([case for case in cases if case.topics]) >= 150
    assert len([case for case in cases if not case.topics]) >= 25
    assert len({case.id for case in cases}) == len({case.question for case in cases}) == len(cases)
    for case in cases:
        assert bool(truth(case, talks).wanted) is bool(case.topics)


def test_a_talkative_report_tells_what_it_says_it_tells():
    talk = next(talkative(1))
    text = "\n".join(section.text for section in talk.sample.sections)
    assert all(one.text.strip("。") in text for one in talk.told)
