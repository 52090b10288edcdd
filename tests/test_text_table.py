"""Figures of the prose against the tables: what is said, what is asked, and what is left alone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from builders import cells, editions, filled, with_state
from hypothesis import given, settings
from hypothesis import strategies as st
from told import figures, render, tell

from nianbao.eval.samples.demo import demo_samples
from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.sample import Sample
from nianbao.ingest import text_table as module
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Cell, Finding, Line, Place, Section, Severity, State, Status
from nianbao.ingest.text_table import MOST, text_table

ORGAN = "云屿市青汐区民政局"
RECEIVED = "applications.received.total"


def check(
    text: str, report: Mapping[str, Cell], edition: str = "2021", organ: str | None = ORGAN, number: str = "一"
) -> tuple[Finding, ...]:
    section = Section(number, "总体情况", f"（二）依申请公开情况\n{text}")
    return text_table([section], report, editions(edition), organ=organ, year=2023)


def put(**values: int | State | None) -> dict[str, Cell]:
    """An all-zero report but for these cells of table 三: `received__total=20` (a dot of the key is two underlines)."""
    zero: dict[str, Decimal | int | State | None] = {**filled("2021", busy=0)}
    return cells(zero | {f"applications.{key.replace('__', '.')}": value for key, value in values.items()})


# ------------------------------------------------------------------ any form, any style


@given(st.sampled_from(("2021", "2019")), st.integers(0, 10_000), st.integers(0, 40), st.floats(0, 1))
def test_prose_that_tells_the_form_has_no_finding(edition: str, seed: int, style: int, busy: float) -> None:
    values = filled(edition, seed, busy=busy)
    text = render(tell(values, edition, style), digits="wide" if style % 5 == 0 else "plain")
    assert check(text, cells(values), edition) == ()


@given(st.sampled_from(("2021", "2019")), st.integers(0, 10_000), st.integers(0, 40), st.data())
def test_one_changed_figure_is_exactly_one_finding_with_its_cells(
    edition: str, seed: int, style: int, data: st.DataObject
) -> None:
    values = filled(edition, seed)
    told = tell(values, edition, style)
    known = figures(told)
    place = data.draw(st.integers(0, len(known) - 1))
    wrong = int(known[place].value) + data.draw(st.integers(100_000, 900_000))
    (finding,) = check(render(told, {place: wrong}), cells(values), edition)
    assert set(finding.keys) == set(known[place].keys)
    assert Decimal(finding.expected or "") == known[place].value
    assert finding.actual == str(wrong)
    assert (finding.rule, finding.status) == ("text_table", Status.FAIL)
    assert f"{wrong}" in finding.message.partition("「")[2].partition("」")[0]
    assert "请对照原件核对" in finding.message
    if finding.keys[0].startswith("review."):
        assert finding.severity is Severity.QUESTION


@given(st.integers(0, 10_000), st.sampled_from(("2021", "2019")))
@settings(max_examples=30)
def test_a_changed_cell_that_its_own_sums_tell_is_not_told_again(seed: int, edition: str) -> None:
    """The prose agrees with what the failing relations demand of the cell."""
    values = filled(edition, seed)
    dice = random.Random(seed)
    row = dice.choice(("received", "granted", "concluded", "carried_out"))
    key = f"applications.{row}.{dice.choice(('total', 'natural_person'))}"
    text = render(tell(values, edition, seed))
    assert check(text, cells(values | {key: values[key] + dice.randint(1, 50)}), edition) == ()


@pytest.mark.parametrize("sample", [*demo_samples(), *generated(40, seed=5)], ids=lambda sample: sample.file)
def test_of_the_fictional_reports_only_the_declared_slips_are_told(sample: Sample) -> None:
    truth = sample.truth
    report = {c.key: Cell(c.key, c.state, c.value, c.raw) for c in truth.cells}
    sections = [Section(prose.number, prose.heading, prose.text) for prose in truth.sections]
    found = text_table(sections, report, truth.forms, organ=truth.organ, year=truth.year)
    declared = [slip for slip in truth.slips if slip.rule == "text_table"]
    assert [(f.keys, f.expected, f.actual) for f in found] == [(s.keys, s.expected, s.actual) for s in declared]
    assert all(f.severity is Severity.ERROR for f in found)


# ------------------------------------------------------------------ one by one


def test_the_sentence_is_quoted_as_printed_and_the_cell_is_named_with_its_value() -> None:
    (finding,) = check("2023 年，我局共收到政府信息公开申请 35 件。", put(received__total=20))
    assert finding == Finding(
        "text_table",
        Severity.ERROR,
        Status.FAIL,
        (RECEIVED,),
        "正文「我局共收到政府信息公开申请 35 件」，而表三“本年新收政府信息公开申请数量×总计”为20。请对照原件核对。",
        "20",
        "35",
    )


def test_received_may_be_told_with_what_was_carried_in() -> None:
    report = put(received__total=20, carried_in__total=3)
    assert check("共收到政府信息公开申请23件。", report) == ()
    assert check("共收到政府信息公开申请20件。", report) == ()
    (finding,) = check("共收到政府信息公开申请17件。", report)
    assert (finding.keys, finding.expected, finding.actual) == ((RECEIVED,), "20", "17")
    assert "与表三本年新收与上年结转之和也不相同" in finding.message


def test_bare_carrying_over_may_go_either_way() -> None:
    report = put(received__total=9, carried_in__total=3, carried_out__total=2)
    assert check("收到申请9件，结转3件。", report) == check("收到申请9件，结转2件。", report) == ()
    (finding,) = check("收到申请9件，结转4件。", report)
    assert finding.actual == "4"


def test_a_group_is_the_sum_of_its_rows() -> None:
    report = put(concluded__total=9, refused__state_secret__total=2, refused__other_law__total=3)
    assert check("办结申请9件，不予公开5件。", report) == ()
    (finding,) = check("办结申请9件，不予公开2件。", report)
    assert (finding.expected, len(finding.keys)) == ("5", 8)


def test_the_last_item_of_a_list_may_be_all_that_it_leaves() -> None:
    report = put(concluded__total=20, granted__total=5, unavailable__not_held__total=15)
    assert check("办结申请20件，其中予以公开5件，其他处理15件。", report) == ()
    (finding,) = check("办结申请20件，其中予以公开5件，其他处理14件。", report)
    assert finding.actual == "14"


def test_what_is_not_parted_into_granted_and_partially_granted_is_both() -> None:
    report = put(concluded__total=20, granted__total=5, partially_granted__total=2)
    assert check("办结申请20件，予以公开7件。", report) == ()
    (finding,) = check("办结申请20件，予以公开7件，部分公开2件。", report)
    assert finding.keys == ("applications.granted.total",)


def test_none_where_the_table_has_some_is_told() -> None:
    waiting = {f"{row}__{column}": 3 for row in ("received", "carried_out") for column in ("natural_person", "total")}
    (finding,) = check("全年未收到政府信息公开申请。", put(**waiting))
    assert (finding.severity, finding.expected, finding.actual) == (Severity.ERROR, "3", "0")
    assert check("全年未收到政府信息公开申请。", put()) == ()


@pytest.mark.parametrize("words", ["约20件", "近20件", "20余件", "20多件", "20件左右", "超过20件", "二十余件"])
def test_rounded_figures_are_never_compared(words: str) -> None:
    assert check(f"共收到政府信息公开申请{words}。", put(received__total=17)) == ()


def test_a_figure_in_ten_thousands_is_compared_to_its_last_digit() -> None:
    assert check("共收到政府信息公开申请1.2万件。", put(received__total=12_345)) == ()
    (finding,) = check("共收到政府信息公开申请1.2万件。", put(received__total=14_345))
    assert (finding.expected, finding.actual) == ("14345", "12000")


def test_another_scope_is_asked_about_and_never_an_error() -> None:
    (finding,) = check("全区共受理政府信息公开申请300件。", put(received__total=20))
    assert finding.severity is Severity.QUESTION
    organ = "云屿市青汐区人民政府"
    (own,) = check("全区共受理政府信息公开申请300件。", put(received__total=20), organ=organ)
    assert own.severity is Severity.ERROR


def test_the_same_disagreement_is_said_once() -> None:
    text = "共收到政府信息公开申请35件。\n（三）办理情况\n2023年收到政府信息公开申请35件，办结20件。"
    found = check(text, put(received__total=20, concluded__total=20))
    assert [f.actual for f in found] == ["35"]


# ------------------------------------------------------------------ blank, dashed, unread, doubtful


@pytest.mark.parametrize("state", [State.BLANK, State.DASH])
def test_a_blank_total_is_stood_in_for_by_its_row_and_only_asked_about(state: State) -> None:
    report = put(granted__natural_person=8, granted__business=3, granted__total=state)
    assert check("申请已办结，其中予以公开11件。", report) == ()
    below, above = (check(f"申请已办结，其中予以公开{told}件。", report) for told in (8, 15))
    assert [(f.severity, f.status, f.expected) for f in below] == [(Severity.QUESTION, Status.FAIL, "11")]
    assert [(f.severity, f.status, f.expected) for f in above] == [(Severity.QUESTION, Status.NOT_ASSESSABLE, "11")]
    assert "空白，已填各格之和为11" in below[0].message


def test_none_told_beside_a_blank_is_no_contradiction() -> None:
    report = cells(with_state(filled("2021", busy=0), State.BLANK, [RECEIVED]))
    assert check("收到政府信息公开申请0件。", report) == ()


@pytest.mark.parametrize("state", [State.UNREAD, State.TEXT])
def test_a_cell_that_holds_no_figure_to_compare_is_left_alone(state: State) -> None:
    assert check("收到政府信息公开申请35件。", cells(with_state(filled("2021", 3), state, [RECEIVED]))) == ()


def test_a_doubtful_cell_is_asked_about() -> None:
    report = put(received__total=20)
    doubtful = Cell(RECEIVED, State.NUMBER, Decimal(20), "2O", doubt="字母或圈读作数字：2O")
    (finding,) = check("收到政府信息公开申请35件。", report | {RECEIVED: doubtful})
    assert finding.severity is Severity.QUESTION


# ------------------------------------------------------------------ percentages


def shares(text: str, **values: int | State | None) -> list[tuple[str, str | None, str | None]]:
    return [(f.severity.value, f.expected, f.actual) for f in check(text, put(**values)) if "%" in f.message]


@pytest.mark.parametrize("told", ["32.9%", "32.91%", "33%", "32%", "百分之三十三", "百分之三十二点九"])
def test_a_share_may_be_rounded_or_cut(told: str) -> None:
    assert shares(f"办结申请79件，予以公开26件，占{told}。", concluded__total=79, granted__total=26) == []


def test_a_share_of_none_of_the_totals_is_an_error_where_the_sentence_names_the_whole() -> None:
    values = {"concluded__total": 80, "granted__total": 20, "received__total": 70}
    assert shares("办结申请80件，其中予以公开20件，占35%。", **values) == [("error", "25", "35")]
    assert shares("申请均已办结。其中予以公开20件，占比35.0%。", **values) == [("question", "25", "35")]


def test_a_share_whose_own_words_name_the_whole_is_an_error_where_it_is_none_of_any() -> None:
    values = {"concluded__total": 80, "granted__total": 20, "received__total": 70}
    assert shares("申请均依法答复，予以公开20件（占办结总数的35%）。", **values) == [("error", "25", "35")]
    assert shares("申请均依法答复，予以公开20件（占总数的35%）。", **values) == [("question", "25", "35")]
    # the whole of another total is no mistake that is beyond doubt
    assert shares("申请均依法答复，予以公开20件（占办结总数的28.57%）。", **values) == []


def test_a_quotation_begins_with_words_and_closes_its_brackets() -> None:
    (finding,) = check(
        "申请均依法答复，予以公开26件、部分公开20件（占办结总数的35%）。",
        put(concluded__total=80, granted__total=26, partially_granted__total=20),
    )
    assert "「部分公开20件（占办结总数的35%）」" in finding.message


def test_a_share_may_be_of_any_total_that_can_be_meant() -> None:
    values = {"received__total": 50, "carried_in__total": 30, "concluded__total": 64, "granted__total": 16}
    for percent in ("25%", "32%", "20%"):
        assert shares(f"申请均依法答复，予以公开16件，占{percent}。", **values) == []
    assert shares("申请均依法答复，予以公开16件，占30%。", **values) == [("question", "25", "30")]


def test_a_wrong_figure_and_its_right_share_are_one_finding() -> None:
    (finding,) = check("办结申请80件，其中予以公开30件，占25%。", put(concluded__total=80, granted__total=20))
    assert (finding.keys, finding.expected, finding.actual) == (("applications.granted.total",), "20", "30")


@pytest.mark.parametrize(
    "text",
    [
        "收到申请80件，较上年增长35%，办结申请80件。",
        "办结申请80件，办结率35%。",
        "办结申请80件，予以公开20件，约占35%。",
        "办结申请80件，予以公开20件，占全省同类申请的35%。",
        "主动公开信息20条，占35%。",
    ],
)
def test_rates_that_are_no_shares_of_the_form_are_left_alone(text: str) -> None:
    assert shares(text, received__total=80, concluded__total=80, granted__total=20) == []


# ------------------------------------------------------------------ places and limits


def test_the_page_is_that_of_the_sentence() -> None:
    lines = ("一切正常。", "全年共收到政府信息公开申请3", "5件。")
    section = Section("一", "", "".join(lines), 1, tuple(Line(t, Place(page=i + 1)) for i, t in enumerate(lines)))
    (finding,) = text_table([section], put(received__total=20), editions(), organ=ORGAN, year=2023)
    assert (finding.page, finding.actual) == (2, "35")


def test_a_long_sentence_is_quoted_by_its_last_clauses() -> None:
    text = (
        "在上级部门的有力指导和社会各界的大力支持之下，经过全体同志一年以来的共同努力，全年共收到政府信息公开申请35件。"
    )
    (finding,) = check(text, put(received__total=20))
    quoted = finding.message.partition("「")[2].partition("」")[0]
    assert quoted in text
    assert quoted == "全年共收到政府信息公开申请35件"


def test_a_text_that_differs_without_end_is_told_up_to_a_limit() -> None:
    text = "".join(f"共收到政府信息公开申请{number}件。" for number in range(100, 400))
    assert len(check(text, put(received__total=20))) == MOST


def test_without_tables_nothing_is_compared() -> None:
    section = Section("一", "", "共收到政府信息公开申请35件。")
    assert text_table([section], {}, {}, organ=ORGAN, year=2023) == ()


# ------------------------------------------------------------------ real reports


@pytest.mark.real
@pytest.mark.parametrize("name", ["xihe-civil-affairs-2023.txt", "hongze-2023.pdf", "shuyang-2025.md"])
def test_real_reports_whose_prose_agrees_are_left_alone(shared_reports: Path, name: str) -> None:
    report = parse((shared_reports / name).read_bytes(), source=name)
    assert [f.message for f in report.findings if f.rule == "text_table"] == []


@pytest.mark.real
def test_the_shanghai_report_differs_in_two_sums_and_a_share(shared_reports: Path) -> None:
    """Its total column is blank where the sums are told, so all three are questions."""
    report = parse((shared_reports / "shanghai-office-2019.html").read_bytes())
    found = [f for f in report.findings if f.rule == "text_table"]
    assert [(f.severity, f.keys[0], f.expected, f.actual) for f in found] == [
        (Severity.QUESTION, "applications.granted.total", "275", "258"),
        (Severity.QUESTION, "applications.unavailable.not_held.total", "337", "265"),
        (Severity.QUESTION, "applications.granted.total", "32", "33.9"),
    ]


# ------------------------------------------------------------------ long sentences


def test_a_sentence_is_searched_once_for_the_figures_that_are_the_organs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted:
        """A pattern that counts the characters it is shown."""

        def __init__(self, pattern: re.Pattern[str]) -> None:
            self.pattern, self.shown = pattern, 0

        def finditer(self, text: str) -> Iterator[re.Match[str]]:
            self.shown += len(text)
            return self.pattern.finditer(text)

        def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
            self.shown += end - start
            return self.pattern.search(text, start, end)

    counted = Counted(module._OURS)
    monkeypatch.setattr(module, "_OURS", counted)
    text = "全市收到政府信息公开申请" + "、".join(f"收到申请{i}件" for i in range(300, 360)) + "。"
    check(text, put(received__total=7))
    assert counted.shown <= 3 * len(text)


def test_words_before_another_figure_or_clause_make_no_figure_the_organs_own() -> None:
    report = put(received__total=20)
    severities = {
        text: [finding.severity for finding in check(text, report)]
        for text in (
            "共收到政府信息公开申请300件,其中我局20件。",
            "共收到政府信息公开申请300件,其中20件。",
            "共收到政府信息公开申请300件,我局5人,另20件。",
        )
    }
    assert [Severity.ERROR in found for found in severities.values()] == [False, False, True]
