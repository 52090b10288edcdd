"""The demo library is asked every case that comes with the program: the floors are what is reached, never less."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from nianbao.app.answer import Answer
from nianbao.app.query import Kind
from nianbao.app.respond import respond
from nianbao.app.said import Said
from nianbao.eval.cases import Case, load, parse
from nianbao.eval.citations import Citations
from nianbao.eval.demo import prepare
from nianbao.eval.judge import judge
from nianbao.eval.metrics import AT_MOST, Rate, missed
from nianbao.eval.page import page
from nianbao.eval.report import result_json
from nianbao.eval.run import Result, evaluate
from nianbao.index.library import Library
from nianbao.ingest.errors import CasesError
from nianbao.ingest.main import build
from nianbao.ingest.report import NOWHERE

DEMO = Path(__file__).resolve().parent.parent / "eval" / "cases" / "demo.jsonl"
TODAY = date(2026, 11, 24)
FLOORS = {
    "right": 0.99,
    "figures_right": 0.99,
    "nonzero_figures_right": 0.99,
    "derived_right": 0.99,
    "citations_right": 1.0,
    "refusal_precision": 0.98,
    "refusal_recall": 0.98,
    "repeatable": 1.0,
    "unexplained": 0,
    "confidently_wrong": 1,
}
"""Levels reached; raise them as answers get better."""

GOOD = '{"id": "good", "class": "一", "turns": ["青汐区民政局2023年行政处罚多少件？"], "expect": {"kind": "figures", "figures": [{"organ": "云屿市青汐区民政局", "year": 2023, "key": "disclosure.penalties.decisions", "value": "2"}]}}'
BAD = (
    '{"id": "bad", "class": "二", "turns": ["青汐区民政局2023年<b>行政许可</b>多少件？"], "expect": {"kind": "refuse"}}'
)


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("eval") / "library")
    prepare(folder)
    return folder


@pytest.fixture
def library(location: str) -> Iterator[Library]:
    with Library.open(location) as opened:
        yield opened


@pytest.fixture(scope="module")
def result(location: str) -> Result:
    with Library.open(location) as opened:
        return evaluate(opened, load(DEMO).cases, TODAY)


def test_the_demo_cases_reach_their_floors(result: Result) -> None:
    wrong = [(one.case.id, one.judged.faults) for one in result.failures]
    assert missed(result.metrics, FLOORS) == (), wrong


def test_no_answer_needs_the_day_it_is_asked_on(result: Result, library: Library) -> None:
    for one in result.observed:
        case = one.case
        if case.as_of is None:
            later = respond(library, case.question, case.turns[:-1], date(2027, 3, 1))
            assert judge(case.expect, later).right == one.judged.right, case.id


def asked(library: Library, question: str) -> Answer:
    return respond(library, question, (), TODAY)


def test_a_citation_of_another_cell_place_or_number_does_not_hold(library: Library) -> None:
    answer = asked(library, "青汐区政府2024年新收多少件？")
    (figure,), (citation,) = answer.figures, answer.citations
    check = Citations(library).check
    assert check(answer).held == check(answer).total == 1
    spoilt = [
        replace(answer, citations=()),
        replace(answer, citations=(replace(citation, place=NOWHERE),)),
        replace(answer, citations=(replace(citation, place=citation.place._replace(page=99)),)),
        replace(answer, citations=(replace(citation, key="applications.carried_in.total"),)),
        replace(answer, citations=(replace(citation, year=2023),)),
        replace(answer, citations=(replace(citation, report="0" * 16),)),
        replace(answer, citations=(replace(citation, quote="482"),)),
        replace(answer, figures=(replace(figure, value=Decimal(482)),)),
        replace(answer, figures=(replace(figure, unit="项"),)),
    ]
    for one in spoilt:
        checked = check(one)
        assert (checked.held, checked.total) == (0, 1), one
        assert checked.faults


def test_a_quotation_must_stand_in_its_section(library: Library) -> None:
    answer = asked(library, "青汐区政府2024年存在什么问题？")
    check = Citations(library).check
    assert check(answer).held == check(answer).total > 0
    first, *others = answer.citations
    for spoilt in (replace(first, quote=f"没有{first.quote}"), replace(first, section="六")):
        assert check(replace(answer, citations=(spoilt, *others))).held == len(others)


def cases(*lines: str) -> tuple[Case, ...]:
    return parse("\n".join(lines), "x").cases


def test_an_answer_that_changes_is_not_repeatable(library: Library) -> None:
    count = 0

    def fickle(question: str, history: object, day: date) -> Answer:
        nonlocal count
        count += 1
        return replace(asked(library, question), text=f"第{count}次")

    found = evaluate(library, cases(GOOD), TODAY, ask=fickle)
    assert not found.observed[0].repeated


def test_a_number_that_nothing_accounts_for_is_counted(library: Library) -> None:
    def boastful(question: str, history: object, day: date) -> Answer:
        answer = asked(library, question)
        return replace(answer, text=f"{answer.text}另有321件。")

    assert evaluate(library, cases(GOOD), TODAY, ask=boastful).metrics["unexplained"] == 1


def test_a_number_drafted_without_account_is_counted_though_it_is_not_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nianbao.app import respond as chain

    told = chain._BY_KEY[Kind.FIGURES]

    def boastful(*asked: Any) -> Said:
        said = told(*asked)
        return replace(said, sentences=(*said.sentences, "另有321件。"))

    assert evaluate(library, cases(GOOD), TODAY).metrics["unexplained"] == 0
    monkeypatch.setitem(chain._BY_KEY, Kind.FIGURES, boastful)
    found = evaluate(library, cases(GOOD), TODAY)
    assert "321" not in found.observed[0].answer.text
    assert found.metrics["unexplained"] == 1
    assert found.metrics["right"] == Rate(0, 1)
    assert any("321件" in fault for fault in found.failures[0].judged.faults)


def test_the_json_is_exactly_what_is_promised(result: Result) -> None:
    told = result_json(result)
    promised = ["cases", "right", "metrics", "by_class", "failures", "nianbao", "library"]
    assert list(told) == [*promised, "intervals", "class_metrics", "results"]
    assert told["cases"] == len(result.observed)
    assert told["library"] == {"reports": 36, "version": result.library_version}
    assert json.loads(json.dumps(told)) == told


def test_the_page_holds_questions_as_text_and_fetches_nothing(library: Library) -> None:
    html = page(evaluate(library, cases(GOOD, BAD), TODAY))
    assert "&lt;b&gt;" in html
    assert "<b>行政许可" not in html
    assert "http" not in html
    assert "bad" in html


# ------------------------------------------------------------------ the command


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{GOOD}\n{BAD}\n", encoding="utf-8")
    return path


def run(location: str, *arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(build(), ["eval", *arguments, "--library", location])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found.exit_code, found.stdout, found.stderr


def test_the_command_prints_one_json_document(location: str, written: Path) -> None:
    code, out, _ = run(location, str(written), "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["cases"], told["right"], told["failures"]) == (2, 1, ["bad"])
    assert told["by_class"] == {"一": {"cases": 1, "right": 1}, "二": {"cases": 1, "right": 0}}
    assert told["metrics"]["right"] == 0.5
    assert told["metrics"]["derived_right"] is None


def test_the_table_names_what_failed_and_why(location: str, written: Path) -> None:
    code, out, _ = run(location, str(written))
    assert code == 0
    assert "bad" in out
    assert "应当是 refused" in out


def test_a_missed_floor_is_exit_one(location: str, written: Path) -> None:
    assert run(location, str(written), "--floor", "right=0.5", "--floor", "unexplained=0")[0] == 0
    code, _, err = run(location, str(written), "--floor", "right=0.6")
    assert code == 1
    assert "right=0.6" in err


@pytest.mark.parametrize("floor", ["speed=1", "right", "right=", "right=much", "right=nan"])
def test_a_floor_that_cannot_be_used_is_exit_two(location: str, written: Path, floor: str) -> None:
    assert run(location, str(written), "--floor", floor)[0] == 2


def test_a_file_that_cannot_be_used_is_an_error_of_ours(location: str, tmp_path: Path) -> None:
    with pytest.raises(CasesError):
        run(location, str(tmp_path / "none.jsonl"))


def test_a_field_that_is_not_known_is_said_on_stderr(location: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(GOOD.replace('"class"', '"note": 1, "class"'), encoding="utf-8")
    code, _, err = run(location, str(path))
    assert code == 0
    assert "note" in err


def test_the_page_is_written_where_asked(location: str, written: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert run(location, str(written), "--html", str(out))[0] == 0
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run(location, str(written), "--html", str(tmp_path / "none" / "out.html"))[0] == 2


def test_no_sentence_of_the_program_s_own_is_taken_out_by_the_check(result: Result) -> None:
    lost = [o.case.id for o in result.observed if "通过核对" in o.answer.text]
    assert lost == []


def test_junit_and_a_comparison_with_an_earlier_run_come_of_the_command(
    location: str, written: Path, tmp_path: Path
) -> None:
    code, out, _ = run(location, str(written), "--json", "--junit", str(tmp_path / "out.xml"))
    assert code == 0
    assert 'failures="1"' in (tmp_path / "out.xml").read_text(encoding="utf-8")
    old = tmp_path / "old.json"
    old.write_text(out, encoding="utf-8")
    written.write_text(f"{GOOD.replace('民政局', '财政局', 1)}\n{BAD}\n", encoding="utf-8")
    code, out, _ = run(location, str(written), "--json", "--compare", str(old))
    assert json.loads(out)["compared"] == {
        "fixed": [], "broken": [], "still_wrong": ["bad"], "new": ["good"], "gone": []
    }  # fmt: skip
    with pytest.raises(CasesError):
        run(location, str(written), "--compare", str(written))


def test_every_metric_can_have_a_floor(location: str, written: Path) -> None:
    from nianbao.eval.report import NAMES

    floors = [part for name in NAMES for part in ("--floor", f"{name}=100000")]
    code, _, err = run(location, str(written), *floors)
    assert code == 1
    assert all((name in err) == (name not in AT_MOST) for name in NAMES)


def test_a_citations_cell_and_its_page_are_judged_apart(library: Library) -> None:
    answer = asked(library, "青汐区政府2024年新收多少件？")
    (citation,) = answer.citations
    check = Citations(library).check
    assert [(one.key, one.cell, one.page) for one in check(answer).cited] == [
        ("applications.received.total", True, True)
    ]
    moved = replace(answer, citations=(replace(citation, place=citation.place._replace(page=1)),))
    assert [(one.cell, one.page) for one in check(moved).cited] == [(True, False)]
    other = replace(answer, citations=(replace(citation, key="applications.carried_in.total"),))
    assert [one.cell for one in check(other).cited] == [False]
    paperless = asked(library, "云屿市政府2024年新收多少件？")
    assert [(one.cell, one.page) for one in check(paperless).cited] == [(True, None)]
