"""The table validator: what fails, what cannot be told, and where failures cross."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random

import pytest
from builders import cell, cells, editions, filled, keys, mixed, with_state
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest.errors import FormError
from nianbao.ingest.form import Relation, load
from nianbao.ingest.numerals import cell_value
from nianbao.ingest.relations import Validation, proves_nothing, status_of, statuses_of, validate
from nianbao.ingest.report import Cell, Checks, Severity, State, Status
from nianbao.ingest.weighing import weigh

EDITIONS = st.sampled_from(("2021", "2019"))
SEEDS = st.integers(0, 10_000)
FORMS = st.builds(
    lambda *found: dict(zip(("disclosure", "applications", "review"), found, strict=True)), *[EDITIONS] * 3
)
EMPTY = st.sampled_from((State.BLANK, State.DASH))


def errors(validation: Validation) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.rule, f.keys) for f in validation.findings if f.severity is Severity.ERROR]


def of(table: str, edition: str) -> tuple[str, ...]:
    return keys({table: edition})


# ------------------------------------------------------------------ filled forms


@given(FORMS, SEEDS)
def test_a_consistent_form_passes_every_relation_and_has_no_finding(forms: dict[str, str], seed: int) -> None:
    validation = validate(cells(mixed(forms, seed)), forms)
    assert validation.findings == ()
    assert validation.checks == Checks(passed=42 if forms["applications"] == "2021" else 40)
    assert len(validation.outcomes) == validation.checks.passed


@given(EDITIONS, SEEDS, st.data())
def test_any_single_changed_cell_of_applications_is_named_by_the_crossing(
    edition: str, seed: int, data: st.DataObject
) -> None:
    """Of all cells, without exception: the total column, the totals row and the balance rows cross as well."""
    values = filled(edition, seed, busy=data.draw(st.floats(0, 1)))
    key = data.draw(st.sampled_from(of("applications", edition)))
    wrong = data.draw(st.integers(0, 500).filter(lambda number: number != values[key]))
    validation = validate(cells(values | {key: Decimal(wrong)}), editions(edition))
    failed = [f for f in validation.findings if f.status is Status.FAIL]
    assert len(failed) == validation.checks.failed == len(statuses_of(key, validation.outcomes))
    for finding in failed:
        assert finding.keys[0] == key
        assert f"若为{values[key]}，则所涉{len(failed)}式均相平" in finding.message
        assert "请对照原件核对" in finding.message


@given(EDITIONS, SEEDS, st.data())
def test_any_single_changed_cell_of_review_fails_its_block_and_only_the_block_is_named(
    edition: str, seed: int, data: st.DataObject
) -> None:
    values = filled(edition, seed)
    key = data.draw(st.sampled_from(of("review", edition)))
    wrong = data.draw(st.integers(0, 500).filter(lambda number: number != values[key]))
    validation = validate(cells(values | {key: Decimal(wrong)}), editions(edition))
    block = key.rpartition(".")[0]
    ((rule, named),) = errors(validation)
    assert rule == "review_total"
    assert named[0] == f"{block}.total"
    assert set(named) == {k for k in of("review", edition) if k.startswith(f"{block}.")}
    assert all("交叉" not in f.message for f in validation.findings)


@given(EDITIONS, SEEDS, st.data())
def test_a_located_cell_really_explains_its_failures_whatever_else_is_wrong(
    edition: str, seed: int, data: st.DataObject
) -> None:
    values: dict[str, Decimal | int | State | None] = {**filled(edition, seed)}
    spoilt = data.draw(
        st.dictionaries(st.sampled_from(of("applications", edition)), st.integers(0, 40) | EMPTY, max_size=6)
    )
    report = cells(values | spoilt)
    validation = validate(report, editions(edition))
    for finding in validation.findings:
        if "交叉定位" not in finding.message:
            continue
        located = finding.keys[0]
        corrected = Decimal(finding.message.partition("若为")[2].partition("，")[0])
        again = validate(report | {located: cell(located, corrected)}, editions(edition))
        before, after = statuses_of(located, validation.outcomes), statuses_of(located, again.outcomes)
        assert Status.FAIL not in after
        assert before.count(Status.FAIL) >= 2
        assert Status.PASS not in before
        assert again.checks.failed == validation.checks.failed - before.count(Status.FAIL)


def test_two_wrong_cells_of_one_amount_have_four_crossings_and_none_is_named() -> None:
    values = filled("2021", busy=0)
    square = [
        f"applications.{row}.{column}"
        for row in ("granted", "partially_granted")
        for column in ("business", "research")
    ]
    for key in square:
        values |= {key: Decimal(5)}
    for line in ("granted.total", "partially_granted.total", "concluded.business", "concluded.research"):
        values[f"applications.{line}"] = Decimal(10)
    for line in ("received.business", "received.research"):
        values[f"applications.{line}"] = Decimal(10)
    for line in ("received.total", "concluded.total"):
        values[f"applications.{line}"] = Decimal(20)
    assert validate(cells(values), editions()).checks == Checks(passed=42)
    crossed = validate(cells(values | {square[0]: Decimal(8), square[3]: Decimal(8)}), editions())
    assert crossed.checks.failed == 4
    assert all("交叉" not in f.message for f in crossed.findings)
    assert {f.keys[0].rpartition(".")[2] for f in crossed.findings if f.rule == "row_total"} == {"total"}


def test_crossings_that_would_need_a_negative_count_are_none() -> None:
    wrong = {"applications.granted.business": Decimal(2), "applications.partially_granted.research": Decimal(2)}
    validation = validate(cells(filled("2021", busy=0) | wrong), editions())
    assert validation.checks.failed == 4
    assert {f.keys[0] for f in validation.findings} == set(wrong)
    assert all("若为0，则" in f.message for f in validation.findings)


def test_two_wrong_cells_of_different_amounts_are_both_named() -> None:
    values = filled("2021", 1)
    wrong = {
        "applications.granted.business": values["applications.granted.business"] + 3,
        "applications.partially_granted.research": values["applications.partially_granted.research"] + 4,
    }
    assert {f.keys[0] for f in validate(cells(values | wrong), editions()).findings} == set(wrong)


def test_a_cell_whose_own_row_agrees_is_not_suspected() -> None:
    """`concluded` would explain both failures of its column, but its row holds."""
    values = filled("2021", 1)
    wrong = {
        f"applications.{row}.business": values[f"applications.{row}.business"] + 3 for row in ("received", "granted")
    }
    validation = validate(cells(values | wrong), editions())
    assert validation.checks.failed == 4
    assert {f.keys[0] for f in validation.findings} == set(wrong)


@pytest.mark.parametrize(("total", "located"), [(2, True), (1, False)])
def test_a_row_that_cannot_be_assessed_still_limits_what_a_cell_can_be(total: int, *, located: bool) -> None:
    """The row of `concluded` has a blank: it allows 2 for business beside a total of 2, not beside a total of 1."""
    values: dict[str, Decimal | int | State | None] = {**filled("2021", busy=0)}
    values |= {f"applications.{row}.{column}": 2 for row in ("received", "granted") for column in ("business", "total")}
    values |= {"applications.concluded.total": total, "applications.concluded.research": State.BLANK}
    failed = [f for f in validate(cells(values), editions()).findings if "“商业企业”列" in f.message]
    assert len(failed) == 2
    assert all(("交叉定位于“（七）总计×商业企业”" in f.message) is located for f in failed)


def test_expected_is_what_the_parts_sum_to_and_actual_what_is_printed() -> None:
    values = filled("2021", busy=0) | {
        "review.reconsideration.upheld": Decimal(10),
        "review.reconsideration.corrected": Decimal(1),
    }
    (finding,) = validate(cells(values, page=5), editions()).findings
    assert (finding.expected, finding.actual, finding.page) == ("11", "0", 5)
    assert finding.message == "行政复议：结果维持10＋结果纠正1＋其他结果0＋尚未审结0＝11，表中总计为0。请对照原件核对。"


def test_a_broken_balance_names_both_sides() -> None:
    values = filled("2021", busy=0) | {f"applications.received.{c}": Decimal(7) for c in ("natural_person", "total")}
    (first, second) = validate(cells(values), editions()).findings
    assert (first.rule, first.expected, first.actual) == ("balance", "7", "0")
    assert first.keys[0] == "applications.concluded.natural_person"
    assert first.message == (
        "表三“自然人”列：本年新收政府信息公开申请数量7＋上年结转政府信息公开申请数量0＝7，"
        "而（七）总计0＋结转下年度继续办理0＝0，两边应当相等。请对照原件核对。"
    )
    assert "“总计”列" in second.message


def test_the_all_zero_report_passes_and_proves_nothing() -> None:
    report = cells(filled("2021", busy=0))
    validation = validate(report, editions())
    assert validation.checks == Checks(passed=42)
    assert proves_nothing(report, validation.outcomes)
    busy = cells(filled("2021", 3))
    assert not proves_nothing(busy, validate(busy, editions()).outcomes)


# ------------------------------------------------------------------ blanks, dashes, unread


@given(EDITIONS, SEEDS, EMPTY, st.data())
def test_blanks_in_place_of_zeros_agree_if_blank_is_zero_and_never_simply_pass(
    edition: str, seed: int, state: State, data: st.DataObject
) -> None:
    values = filled(edition, seed)
    zeros = [key for key in (*of("applications", edition), *of("review", edition)) if values[key] == 0]
    blank = data.draw(st.sets(st.sampled_from(zeros), min_size=1)) if zeros else set()
    validation = validate(cells(with_state(values, state, blank)), editions(edition))
    for relation, status in validation.outcomes:
        empty = blank.intersection(relation.keys)
        if not empty:
            assert status is Status.PASS
        elif len(empty) == len(relation.keys):
            assert status is Status.NOT_ASSESSABLE
        else:
            assert status is Status.PASS_IF_BLANK_IS_ZERO
    assert errors(validation) == []
    assert {key for f in validation.findings for key in f.keys} == blank


@given(EDITIONS, SEEDS, st.sampled_from((State.BLANK, State.DASH, State.UNREAD, State.TEXT)), st.data())
def test_cells_without_a_number_never_make_a_consistent_form_fail(
    edition: str, seed: int, state: State, data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(keys(editions(edition)))))
    validation = validate(cells(with_state(filled(edition, seed), state, gone)), editions(edition))
    assert validation.checks.failed == 0
    assert errors(validation) == []


RELATION = Relation("balance", "t", "columns", "c", ("t.a.c", "t.b.c"), ("t.d.c", "t.e.c"))
OPERAND = st.integers(0, 4) | st.sampled_from((State.BLANK, State.UNREAD))


@given(st.tuples(OPERAND, OPERAND, OPERAND, OPERAND))
def test_a_relation_fails_exactly_where_no_non_negative_numbers_could_save_it(
    operands: tuple[int | State, ...],
) -> None:
    """Against an oracle that tries every number: parts go to 4, so 8 is enough to fill any gap."""
    held = {
        key: Cell(key, State.NUMBER, Decimal(operand)) if isinstance(operand, int) else Cell(key, operand)
        for key, operand in zip((*RELATION.left, *RELATION.right), operands, strict=True)
    }
    trials = product(*[(operand,) if isinstance(operand, int) else range(9) for operand in operands])
    possible = any(a + b == d + e for a, b, d, e in trials)
    as_zero = [operand if isinstance(operand, int) else 0 for operand in operands]
    status = weigh(RELATION, held).status
    if not possible:
        assert status is Status.FAIL
    elif all(isinstance(operand, int) for operand in operands):
        assert status is Status.PASS
    elif (
        State.UNREAD not in operands
        and any(isinstance(operand, int) for operand in operands)
        and as_zero[0] + as_zero[1] == as_zero[2] + as_zero[3]
    ):
        assert status is Status.PASS_IF_BLANK_IS_ZERO
    else:
        assert status is Status.NOT_ASSESSABLE


@pytest.mark.parametrize("state", [State.BLANK, State.DASH, State.UNREAD, State.TEXT])
def test_known_parts_over_a_printed_total_fail_beside_cells_without_a_number(state: State) -> None:
    values = filled("2021", busy=0) | {
        "review.reconsideration.upheld": Decimal(10),
        "review.reconsideration.total": Decimal(9),
    }
    validation = validate(cells(with_state(values, state, ["review.reconsideration.other"])), editions())
    finding = validation.findings[0]
    assert (finding.status, finding.expected, finding.actual) == (Status.FAIL, "10", "9")
    assert "没有数字的格无论是几都不能使两边相等" in finding.message


def test_a_printed_total_over_the_known_parts_is_not_assessable_beside_a_blank() -> None:
    values = filled("2021", busy=0) | {"review.reconsideration.total": Decimal(9)}
    validation = validate(cells(with_state(values, State.BLANK, ["review.reconsideration.other"])), editions())
    assert validation.checks == Checks(passed=41, not_assessable=1)
    (note,) = validation.findings
    assert (note.severity, note.status) == (Severity.NOTE, Status.NOT_ASSESSABLE)
    assert "行政复议的总计为9，已填各项之和为0" in note.message


def test_a_blank_total_beside_known_parts_is_not_assessable_and_the_sum_is_told() -> None:
    values = filled("2021", busy=0) | {"review.direct_suit.upheld": Decimal(4)}
    validation = validate(cells(with_state(values, State.BLANK, ["review.direct_suit.total"])), editions())
    assert validation.checks.not_assessable == 1
    assert "总计空白，已填各项之和为4" in validation.findings[0].message


@pytest.mark.parametrize("state", [State.BLANK, State.DASH])
def test_a_blank_total_is_asked_for_where_its_parts_owe_it_and_stands_first(state: State) -> None:
    total, other = "review.direct_suit.total", "review.reconsideration.upheld"
    values = filled("2021", busy=0) | {"review.direct_suit.upheld": Decimal(4)}
    (asked,) = validate(cells(with_state(values, state, [other, total])), editions()).findings
    assert (asked.severity, asked.keys) == (Severity.QUESTION, (total, other))
    (note,) = validate(cells(with_state(filled("2021", busy=0), state, [other, total])), editions()).findings
    assert (note.severity, note.keys) == (Severity.NOTE, (other, total))


def test_five_blank_cells_of_one_block_are_one_note_that_names_them() -> None:
    five = [key for key in of("review", "2021") if key.startswith("review.reconsideration.")]
    validation = validate(cells(with_state(filled("2021", 4), State.BLANK, five)), editions())
    (note,) = validation.findings
    assert (note.rule, note.severity, note.keys) == ("form_completeness", Severity.NOTE, tuple(five))
    assert "行政复议（结果维持、结果纠正、其他结果、尚未审结、总计）" in note.message
    assert validation.checks == Checks(passed=41, not_assessable=1)


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("state", [State.BLANK, State.DASH])
def test_a_form_without_a_single_figure_fails_nothing_and_is_one_note(edition: str, state: State) -> None:
    every = keys(editions(edition))
    validation = validate(cells(dict.fromkeys(every, state)), editions(edition))
    assert validation.checks == Checks(not_assessable=42 if edition == "2021" else 40)
    (note,) = validation.findings
    assert (note.severity, note.keys) == (Severity.NOTE, every)


def test_a_blank_and_a_dash_and_a_word_and_an_unread_cell_are_told_apart() -> None:
    report = cells(
        filled("2021", 2)
        | {
            "disclosure.rules.issued": State.BLANK,
            "disclosure.rules.repealed": State.DASH,
            "disclosure.licences.decisions": State.TEXT,
            "disclosure.penalties.decisions": State.UNREAD,
        }
    )
    empty, words, unread = validate(report, editions()).findings
    assert "1格空白、1格填横线或“无”" in empty.message
    assert "行政许可×本年处理决定数量“见附件”" in words.message
    assert "未能读出：行政处罚" in unread.message
    assert "原件如此" not in unread.message


def test_a_cell_that_is_missing_counts_as_unread_not_as_blank() -> None:
    report = cells(filled("2021", busy=0))
    del report["review.reconsideration.other"]
    validation = validate(report, editions())
    assert validation.checks == Checks(passed=41, not_assessable=1)
    assert "未能读出" in validation.findings[0].message


# ------------------------------------------------------------------ kinds of figures


@pytest.mark.parametrize(
    ("edition", "key", "value", "offends"),
    [
        ("2021", "disclosure.licences.decisions", "-1", True),
        ("2021", "disclosure.licences.decisions", "1.5", True),
        ("2021", "disclosure.licences.decisions", "3.0", False),
        ("2021", "disclosure.fees.amount", "7730.28", False),
        ("2021", "disclosure.fees.amount", "-0.5", True),
        ("2019", "disclosure.licences.change", "-4", False),
        ("2019", "disclosure.licences.change", "-4.5", True),
        ("2019", "disclosure.licences.items_last_year", "-4", True),
        ("2019", "disclosure.procurement.amount", "251000.5", False),
        ("2019", "disclosure.procurement.projects", "6.5", True),
    ],
)
def test_only_signed_columns_are_negative_and_only_decimal_ones_decimal(
    edition: str, key: str, value: str, *, offends: bool
) -> None:
    forms = editions(edition)
    validation = validate(cells(filled(edition, 6) | {key: Decimal(value)}), forms)
    assert errors(validation) == ([("count_kind", (key,))] if offends else [])
    assert validation.checks.failed == 0
    if offends:
        assert validation.findings[0].actual == value.rstrip("0").rstrip(".")


def test_a_negative_count_is_an_error_even_where_the_sums_hold() -> None:
    values = filled("2021", busy=0) | {"review.direct_suit.upheld": Decimal(-2), "review.direct_suit.other": Decimal(2)}
    validation = validate(cells(values), editions())
    assert validation.checks == Checks(passed=42)
    assert errors(validation) == [("count_kind", ("review.direct_suit.upheld",))]


# ------------------------------------------------------------------ the whole


@given(EDITIONS, SEEDS, st.randoms(use_true_random=False), st.data())
@settings(max_examples=40)
def test_the_order_of_cells_and_tables_changes_nothing(
    edition: str, seed: int, dice: Random, data: st.DataObject
) -> None:
    spoilt = data.draw(
        st.dictionaries(st.sampled_from(keys(editions(edition))), st.integers(0, 9) | EMPTY, max_size=12)
    )
    report = cells({**filled(edition, seed), **spoilt})
    first = validate(report, editions(edition))
    shuffled, tables = list(report.items()), list(editions(edition).items())
    dice.shuffle(shuffled)
    dice.shuffle(tables)
    assert validate(dict(shuffled), dict(tables)) == first


def test_only_tables_that_were_found_are_checked() -> None:
    validation = validate(cells(mixed({"review": "2021"}, 1)), {"review": "2021"})
    assert validation.checks == Checks(passed=3)
    assert validate({}, {}) == Validation(Checks(), (), ())


def test_an_unknown_table_is_an_error_of_ours() -> None:
    with pytest.raises(FormError):
        validate({}, {"staff": "2021"})


def test_a_cell_stands_as_its_weakest_assessable_relation() -> None:
    values = with_state(filled("2021", busy=0), State.BLANK, ["applications.granted.business"])
    outcomes = validate(cells(values), editions()).outcomes
    assert status_of("applications.granted.total", outcomes) is Status.PASS_IF_BLANK_IS_ZERO
    assert status_of("applications.received.total", outcomes) is Status.PASS
    assert status_of("disclosure.licences.decisions", outcomes) is None
    spoilt = {**values, "applications.granted.total": Decimal(1)}
    outcomes = validate(cells(spoilt), editions()).outcomes
    assert statuses_of("applications.granted.total", outcomes) == (Status.FAIL, Status.NOT_ASSESSABLE)
    assert status_of("applications.granted.total", outcomes) is Status.FAIL


# ------------------------------------------------------------------ real reports, from their hand-checked figures


def _gold(folder: Path, name: str) -> Validation:
    figures = json.loads((folder / f"{name}.gold.json").read_text(encoding="utf-8"))["cells"]
    forms = {}
    for table, edition in product(("disclosure", "applications", "review"), ("2019", "2021")):
        printed = {key for key in figures if key.startswith(f"{table}.")}
        forms |= {table: edition} if printed == {s.key for s in load(edition).table(table).cells} else {}
    assert len(forms) == 3
    report = {}
    for key, raw in figures.items():
        read = cell_value(raw or "")
        report[key] = Cell(key, read.state, read.value, raw or "")
    return validate(report, forms)


@pytest.mark.real
def test_hongze_fails_in_two_totals_and_nowhere_else(shared_reports: Path) -> None:
    validation = _gold(shared_reports, "hongze-2023")
    assert [(f.rule, f.keys[0], f.expected, f.actual) for f in validation.findings] == [
        ("review_total", "review.reconsideration.total", "11", "0"),
        ("review_total", "review.suit_after_review.total", "5", "0"),
    ]
    assert validation.checks == Checks(passed=38, failed=2)


@pytest.mark.real
def test_xihe_has_one_note_on_its_five_blank_cells(shared_reports: Path) -> None:
    validation = _gold(shared_reports, "xihe-civil-affairs-2023")
    (note,) = validation.findings
    assert len(note.keys) == 5
    assert note.severity is Severity.NOTE
    assert validation.checks == Checks(passed=41, not_assessable=1)


@pytest.mark.real
def test_shanghai_fails_nothing_beside_its_135_blanks(shared_reports: Path) -> None:
    validation = _gold(shared_reports, "shanghai-office-2019")
    assert validation.checks == Checks(passed=2, pass_if_blank_is_zero=13, not_assessable=25)
    # 予以公开 and others have figures and a blank 总计
    assert [f.severity for f in validation.findings] == [Severity.QUESTION, Severity.NOTE]
    assert sum(len(f.keys) for f in validation.findings) == 135


@pytest.mark.real
def test_shuyang_passes_everything(shared_reports: Path) -> None:
    assert _gold(shared_reports, "shuyang-2025") == Validation(
        Checks(passed=42), (), tuple((r, Status.PASS) for r in load("2021").relations)
    )
