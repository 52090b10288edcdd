"""A year against the last: carried over, rolled on, written again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import cells, editions, filled, with_state
from hypothesis import given
from hypothesis import strategies as st

from nianbao.eval.samples.demo import demo_samples
from nianbao.eval.samples.write import write
from nianbao.ingest.carry import COLUMNS, carry_over
from nianbao.ingest.in_force import in_force_roll
from nianbao.ingest.parse import parse
from nianbao.ingest.repeated_text import repeated_text, repetition
from nianbao.ingest.report import Cell, Checks, Finding, Format, Origin, Report, Section, Severity, State, Status

ORGAN = "云屿市青汐区民政局"
IN_FORCE = "disclosure.normative_documents.in_force"
SENTENCES = [
    f"第{number}项工作围绕群众关切扎实推进，信息发布更加及时准确，办事指引更加清楚明白。" for number in range(8)
]


def report(
    year: int, held: Mapping[str, Cell] | None = None, *texts: str, organ: str = ORGAN, form: Format = Format.TEXT
) -> Report:
    held = cells(filled("2021", busy=0)) if held is None else held
    sections = tuple(Section(number, "", text) for number, text in zip("一五六", texts, strict=False))
    return Report(organ, year, "", f"{year}", "", form, editions(), tuple(held.values()), sections, Checks(), ())


def given_rise(own: Report, before: Report) -> tuple[Finding, ...]:
    return carry_over(own, before).findings[len(own.findings) :]


@given(st.integers(0, 1000), st.sampled_from(COLUMNS), st.integers(1, 50))
def test_what_one_year_carries_out_the_next_carries_in(seed: int, column: str, more: int) -> None:
    values = filled("2021", seed)
    own = report(2023, cells(values))
    out = {f"applications.carried_out.{c}": values[f"applications.carried_in.{c}"] for c in COLUMNS}
    roll = {f"disclosure.{row}.in_force": values[f"disclosure.{row}.in_force"] - values[f"disclosure.{row}.issued"] + values[f"disclosure.{row}.repealed"] for row in ("rules", "normative_documents")}  # fmt: skip
    assert given_rise(own, report(2022, cells(values | out | roll))) == ()
    key = f"applications.carried_out.{column}"
    (finding,) = given_rise(own, report(2022, cells(values | roll | out | {key: out[key] + more})))
    assert (finding.rule, finding.severity) == ("carry_over", Severity.ERROR)
    assert finding.keys == (f"applications.carried_in.{column}", key)
    assert (finding.expected, finding.actual) == (str(out[key] + more), str(out[key]))


def test_another_organ_makes_a_gap_a_question() -> None:
    gap = cells(filled("2021", busy=0) | {"applications.carried_out.total": Decimal(3)})
    told, finding = given_rise(report(2023), report(2022, gap, organ="云屿市青汐区民政和退役军人事务局"))
    assert (told.severity, told.keys) == (Severity.QUESTION, ())
    assert "不是同一机关" in told.message
    assert finding.severity is Severity.QUESTION


def test_another_scope_makes_a_gap_a_question() -> None:
    gap = cells(filled("2021", busy=0) | {"applications.carried_out.total": Decimal(3)})
    own, before = replace(report(2023), scope="本机关"), replace(report(2022, gap), scope="汇总")
    (finding,) = given_rise(own, before)
    assert finding.severity is Severity.QUESTION
    (finding,) = given_rise(own, replace(before, scope=None))
    assert finding.severity is Severity.ERROR


def test_columns_that_were_not_taken_over_share_one_cause() -> None:
    gap = {f"applications.carried_out.{column}": Decimal(3) for column in ("business", "total")}
    found = given_rise(report(2023), report(2022, cells(filled("2021", busy=0) | gap)))
    assert len(found) == 2
    assert len({finding.cause for finding in found} - {None}) == 1


def test_documents_in_force_are_not_asked_about_where_another_finding_tells_why() -> None:
    values = filled("2021", busy=0) | {"disclosure.rules.issued": Decimal(2)}
    asked = Finding("rules_competence", Severity.QUESTION, Status.FAIL, ("disclosure.rules.issued",), "")
    own = report(2023, cells(values))
    assert [finding.rule for finding in given_rise(own, report(2022))] == ["in_force_roll"]
    assert given_rise(replace(own, findings=(asked,)), report(2022)) == ()
    key = "disclosure.normative_documents.issued"
    own = report(2023, cells(filled("2021", busy=0) | {key: Decimal(4)}))
    told = Finding("text_table", Severity.ERROR, Status.FAIL, (key,), "", expected="4", actual="0")
    assert [finding.rule for finding in given_rise(own, report(2022))] == ["in_force_roll"]
    assert given_rise(replace(own, findings=(told,)), report(2022)) == ()
    assert given_rise(replace(own, findings=(replace(told, actual="1"),)), report(2022))


def test_the_year_of_the_period_is_good_enough_where_the_title_has_another() -> None:
    own = replace(report(2022), period=("2023-01-01", "2023-12-31"))
    gap = cells(filled("2021", busy=0) | {"applications.carried_out.total": Decimal(3)})
    (finding,) = given_rise(own, report(2022, gap))
    assert finding.status is Status.FAIL


def test_a_report_of_another_year_is_said_to_be_none_and_nothing_else_is_compared() -> None:
    (finding,) = given_rise(report(2023, None, *SENTENCES[:3]), report(2021, None, *SENTENCES[:3]))
    assert (finding.rule, finding.severity) == ("carry_over", Severity.QUESTION)
    assert "2021年的报告" in finding.message


def test_a_gap_stands_in_the_document_where_both_cells_are_sure() -> None:
    gap = filled("2021", busy=0) | {"applications.carried_out.natural_person": Decimal(3)}
    before = report(2022, cells(gap))
    (finding,) = given_rise(report(2023), before)
    assert finding.origin is Origin.DOCUMENT
    printed = report(2022, cells(gap), form=Format.PDF)  # there only a sum that adds up makes a cell sure
    (finding,) = given_rise(report(2023), printed)
    assert finding.origin is Origin.UNKNOWN
    both = gap | {"applications.carried_out.total": Decimal(3)}
    found = given_rise(report(2023, form=Format.PDF), report(2022, cells(both), form=Format.PDF))
    assert {f.origin for f in found} == {Origin.DOCUMENT}


# ------------------------------------------------------------------ in_force_roll


def rolled(before: int, issued: int, repealed: int, now: int | State | None) -> tuple[Finding, ...]:
    zero = filled("2021", busy=0)
    row = "disclosure.normative_documents"
    own = cells({**zero, f"{row}.issued": issued, f"{row}.repealed": repealed, IN_FORCE: now}, page=2)
    return in_force_roll(report(2023, own), report(2022, cells(zero | {IN_FORCE: Decimal(before)})))


def test_documents_in_force_roll_on() -> None:
    assert rolled(30, 6, 4, 32) == ()
    (finding,) = rolled(30, 6, 4, 33)
    assert (finding.severity, finding.expected, finding.actual, finding.page) == (Severity.QUESTION, "32", "33", 2)
    assert finding.keys[0] == IN_FORCE
    assert "上年现行有效30＋本年制发6－本年废止4＝32，本年现行有效为33" in finding.message


@pytest.mark.parametrize("state", [None, State.DASH, State.UNREAD, State.TEXT])
def test_a_cell_without_a_number_does_not_roll(state: State | None) -> None:
    assert rolled(30, 6, 4, state) == ()


def test_an_edition_without_the_columns_does_not_roll() -> None:
    old = Report(
        ORGAN,
        2020,
        "",
        "",
        "",
        Format.TEXT,
        editions("2019"),
        tuple(cells(filled("2019", 1)).values()),
        (),
        Checks(),
        (),
    )
    assert in_force_roll(report(2021, cells(filled("2021", 1))), old) == ()


# ------------------------------------------------------------------ repeated_text


def test_the_share_of_what_recurs_is_counted_in_characters() -> None:
    own = report(2023, None, "".join(SENTENCES[:4]), "".join(SENTENCES[4:]))
    half = report(2022, None, "".join(SENTENCES[:4]))
    found = repetition(own, half)
    assert (found.sentences, found.share) == (4, Decimal("0.5"))
    (note,) = repeated_text(own, half)
    assert (note.rule, note.severity, note.keys) == ("repeated_text", Severity.NOTE, ())
    assert note.message == "正文有4句、约50%的文字与2022年的报告相同，请核是否按本年情况写成。"
    assert repeated_text(own, half, Decimal("0.6")) == ()
    assert repeated_text(own, report(2022, None, SENTENCES[0])) == ()


def test_a_changed_year_and_a_changed_name_hide_nothing() -> None:
    def told(organ: str, year: int) -> Report:
        text = "".join(f"{year} 年，{organ}{sentence}" for sentence in SENTENCES)
        return report(year, None, text, organ=organ)

    assert repetition(told(ORGAN, 2023), told(ORGAN, 2022)).share == 1
    other = told("云屿市清汐区民政局", 2023)
    assert repetition(told(ORGAN, 2023), other).share == 1
    (note,) = repeated_text(told(ORGAN, 2023), other)
    assert "与云屿市清汐区民政局的报告相同" in note.message


def test_preambles_and_formulas_are_not_counted() -> None:
    preamble = Section("前言", "", "".join(SENTENCES))
    own = Report(
        ORGAN, 2023, "", "", "", Format.TEXT, {}, (), (preamble, Section("六", "", "无其他事项。")), Checks(), ()
    )
    assert repetition(own, own).counted == 0
    assert repeated_text(own, own) == ()


@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_the_share_is_between_nothing_and_all(own: list[str], other: list[str]) -> None:
    first, second = report(2023, None, "".join(own)), report(2022, None, "".join(other))
    found = repetition(first, second)
    assert 0 <= found.repeated <= found.counted
    assert found.sentences == sum(sentence in other for sentence in own)
    assert repetition(first, first).repeated == repetition(first, first).counted


# ------------------------------------------------------------------ over the fictional reports


def test_between_the_fictional_years_only_the_declared_gaps_are_found() -> None:
    reports = {
        (s.organ.name, s.year): (s, parse(write(s))) for s in demo_samples() if s.format in ("text", "markdown", "html")
    }
    compared = 0
    for (organ, year), (sample, own) in reports.items():
        if (organ, year - 1) in reports:
            compared += 1
            found = given_rise(own, reports[organ, year - 1][1])
            declared = {(s.keys, s.expected, s.actual) for s in sample.slips if s.rule == "carry_over"}
            assert {(f.keys, f.expected, f.actual) for f in found} == declared
            assert all(f.origin is Origin.DOCUMENT for f in found)
    assert compared


def test_cells_without_numbers_are_not_compared() -> None:
    keys = [f"applications.carried_in.{column}" for column in COLUMNS]
    own = report(2023, cells(with_state(filled("2021", busy=0), State.BLANK, keys)))
    gap = cells(filled("2021", busy=0) | {f"applications.carried_out.{column}": Decimal(3) for column in COLUMNS})
    assert given_rise(own, report(2022, gap)) == ()
