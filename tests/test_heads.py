"""What a head, a label or a caption says goes before the place in which a figure stands."""

from __future__ import annotations

from decimal import Decimal

import pytest
from formgrids import applications_rows, disclosure_rows, review_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest.contradiction import contradicts
from nianbao.ingest.form import load, normalise
from nianbao.ingest.likeness import likeness
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Cell, Report, State

FORM = load("2021")
VALUES = {spec.key: Decimal(i) for i, spec in enumerate((c for t in FORM.tables for c in t.cells), 101)}
LICENCES, FEES = "disclosure.licences.decisions", "disclosure.fees.amount"
DECISIONS, AMOUNT = "本年处理决定数量", "本年收费金额（单位：万元）"
Rows = list[list[str]]


def _html(rows: Rows) -> str:
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{text}</td>' for text in row) + '</tr>' for row in rows)}</table>"


def _tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _spaces(rows: Rows) -> str:
    return "\n".join(" ".join(filter(None, row)) for row in rows)


def _pipes(rows: Rows) -> str:
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


WRITERS = {"html": _html, "tabs": _tabs, "spaces": _spaces, "pipes": _pipes}
writers = pytest.mark.parametrize("writer", list(WRITERS))


def _report(writer: str, second: Rows | None = None, third: Rows | None = None, fourth: Rows | None = None) -> Report:
    write = WRITERS[writer]
    titles = (
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    )
    tables = (
        second or disclosure_rows("2021", VALUES),
        third or applications_rows("2021", VALUES),
        fourth or review_rows(VALUES),
    )
    parts = ["云岭市财政局2023年政府信息公开工作年度报告"]
    for title, table in zip(titles, tables, strict=True):
        parts += [title, write(table)]
    if writer == "html":
        parts = [part if part.startswith("<") else f"<p>{part}</p>" for part in parts]
        return parse(f"<html><body>{''.join(parts)}</body></html>".encode(), source="x.html")
    mark = "\n\n# " if writer == "pipes" else "\n\n"
    return parse(mark.join(parts).replace("# |", "|").encode(), source="x.txt")


def _cell(report: Report, key: str) -> Cell:
    cell = report.cell(key)
    assert cell is not None
    return cell


def _with(rows: Rows, old: str, new: str) -> Rows:
    """`rows` with the first cell `old` changed."""
    at = next(i for i, row in enumerate(rows) if old in row)
    return [[new if i == at and text == old else text for text in row] for i, row in enumerate(rows)]


def _second(old: str, new: str) -> Rows:
    return _with(disclosure_rows("2021", VALUES), old, new)


def _silent(cell: Cell, value: Decimal) -> bool:
    """Whether a cell is read as `value` without a word."""
    return cell.value == value and cell.doubt is None


# ------------------------------------------------------------------ what the heads of table 二 say


@writers
@pytest.mark.parametrize("head", ["上年处理决定数量", "累计处理决定数量", "上一年度处理决定数量", "办结数量"])
def test_a_figure_under_a_head_that_no_form_has_is_never_silent(writer: str, head: str) -> None:
    report = _report(writer, _second(DECISIONS, head))
    assert not _silent(_cell(report, LICENCES), VALUES[LICENCES])
    beside = _cell(report, "disclosure.penalties.decisions")
    assert beside.value == VALUES[beside.key]
    assert writer == "spaces" or beside.doubt is None


@writers
@pytest.mark.parametrize(
    "head", [DECISIONS, "本年处理决定数量（件）", "本年处理决定数量（单位：件）", "本年处理决走数量"]
)
def test_a_unit_or_a_misprint_does_not_make_another_head(writer: str, head: str) -> None:
    if (writer, head) != ("spaces", "本年处理决走数量"):
        assert _silent(_cell(_report(writer, _second(DECISIONS, head)), LICENCES), VALUES[LICENCES])


@pytest.mark.parametrize("writer", ["html", "tabs", "pipes"])
@pytest.mark.parametrize(
    ("unit", "times", "read"), [("元", 1, "元"), ("千元", 1000, "元"), ("万元", 1, "万元"), ("亿元", 1, "亿元")]
)
def test_the_unit_of_the_printed_head_is_that_of_the_amount_and_of_its_citation(
    writer: str, unit: str, times: int, read: str
) -> None:
    cell = _cell(_report(writer, _second(AMOUNT, f"本年收费金额（单位：{unit}）")), FEES)
    assert (cell.value, cell.unit, cell.doubt) == (VALUES[FEES] * times, read, None)
    assert cell.column == f"本年收费金额（单位：{unit}）"


@writers
def test_counts_under_a_head_in_ten_thousands_are_multiplied_out(writer: str) -> None:
    cell = _cell(_report(writer, _second(DECISIONS, f"{DECISIONS}（单位：万件）")), LICENCES)
    assert (cell.value, cell.unit) == (VALUES[LICENCES] * 10_000, "件")


@writers
@pytest.mark.parametrize("unit", ["美元", "箱", "件"])
def test_a_unit_that_is_none_of_the_columns_is_never_silent(writer: str, unit: str) -> None:
    cell = _cell(_report(writer, _second(AMOUNT, f"本年收费金额（单位：{unit}）")), FEES)
    assert cell.value is None or cell.doubt


@writers
@pytest.mark.parametrize(
    ("caption", "doubted"),
    [("单位：万件", True), ("（单位：千件）", True), ("单位：件、万元", False), ("填报单位：云岭市财政局", False)],
)
def test_a_unit_above_a_table_counts_for_all_its_figures(writer: str, caption: str, *, doubted: bool) -> None:
    report = _report(writer, third=[[caption], *applications_rows("2021", VALUES)])
    cells = [_cell(report, f"applications.received.{column}") for column in ("natural_person", "total")]
    assert [bool(cell.doubt) for cell in cells] == [doubted] * 2


@pytest.mark.parametrize("between", ["\n", "\n\t"])
@pytest.mark.parametrize("writer", ["tabs", "spaces"])
def test_a_figure_alone_behind_a_whole_row_may_be_the_rest_of_its_number(writer: str, between: str) -> None:
    space = {"tabs": "\t", "spaces": " "}[writer]
    if (writer, between) == ("spaces", "\n\t"):
        return
    report = _report(writer, _second(str(VALUES[LICENCES]), f"2{between}18"))
    assert _cell(report, LICENCES).raw == "2", space
    assert _cell(report, LICENCES).doubt


# ------------------------------------------------------------------ labels that contradict


@pytest.mark.parametrize(
    "label",
    [
        "一、上年新收政府信息公开申请数量",
        "一、累计新收政府信息公开申请数量",
        "二、本年结转政府信息公开申请数量",
        "四、结转上年度继续办理",
        "（一）不予以公开",
        "（一）未予以公开",
        "（二）部分不公开",
        "2.非重复申请",
        "1.本机关掌握相关政府信息",
        "3.补正后申请内容明确",
    ],
)
def test_a_label_that_says_the_opposite_names_no_row(label: str) -> None:
    assert not any(likeness(normalise(label), row) for row in FORM.table("applications").rows)


@given(st.sampled_from(FORM.table("applications").rows), st.data())
def test_a_label_with_a_negation_put_in_or_taken_out_contradicts(row: object, data: st.DataObject) -> None:
    label = normalise(row.label)  # type: ignore[attr-defined]
    at = data.draw(st.integers(0, len(label)))
    assert contradicts(f"{label[:at]}不{label[at:]}", label)
    assert not contradicts(label, label)


@writers
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("一、本年新收政府信息公开申请数量", "一、上年新收政府信息公开申请数量", "received"),
        ("（一）予以公开", "（一）不予以公开", "granted"),
    ],
)
def test_a_row_that_says_the_opposite_is_not_the_forms(writer: str, old: str, new: str, key: str) -> None:
    report = _report(writer, third=_with(applications_rows("2021", VALUES), old, new))
    assert _cell(report, f"applications.{key}.total").state is State.UNREAD
    assert _silent(_cell(report, "applications.carried_in.total"), VALUES["applications.carried_in.total"])


# ------------------------------------------------------------------ the order of columns and blocks


def _permuted(order: tuple[int, ...]) -> Rows:
    """Table 三 with the columns of organisations in another order."""
    rows = applications_rows("2021", VALUES)
    for row in rows[2:]:
        row[4:9] = [row[4 + i] for i in order]
    return rows


@writers
@given(order=st.permutations(range(5)).map(tuple), lost=st.booleans())
@settings(max_examples=8, deadline=None)
def test_figures_follow_their_printed_heads(writer: str, order: tuple[int, ...], *, lost: bool) -> None:
    rows = _permuted(order)
    if lost:
        rows[:3] = [[text for text in row if text] for row in rows[:3]]
    report = _report(writer, third=rows)
    wrong = [k for k, v in VALUES.items() if k.startswith("applications.") and not _silent(_cell(report, k), v)]
    assert wrong == []


@writers
def test_columns_in_another_order_of_which_one_is_unknown_are_never_silent(writer: str) -> None:
    rows = _permuted((1, 0, 2, 3, 4))
    rows[2] = ["国外机构" if text == "其他" else text for text in rows[2]]
    report = _report(writer, third=rows)
    keys = [f"applications.received.{column}" for column in ("business", "research", "other_org")]
    assert all(_cell(report, key).value is None or _cell(report, key).doubt for key in keys)


@writers
def test_an_unknown_kind_of_applicant_is_doubted_alone(writer: str) -> None:
    rows = applications_rows("2021", VALUES)
    rows[2] = ["国外机构" if text == "科研机构" else text for text in rows[2]]
    report = _report(writer, third=rows)
    assert _cell(report, "applications.received.research").doubt
    assert _silent(_cell(report, "applications.received.business"), VALUES["applications.received.business"])


@writers
@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("suits_first", [False, True])
@pytest.mark.parametrize("swapped", [False, True])
def test_the_blocks_of_table_four_follow_their_heads(
    writer: str, *, lost: bool, suits_first: bool, swapped: bool
) -> None:
    figures = review_rows(VALUES)[-1]
    five = [column.label for column in FORM.table("review").blocks[0].columns]
    recon, direct, after = figures[:5], figures[5:10], figures[10:]
    names = ["未经复议直接起诉", "复议后起诉"]
    suits = [*direct, *after]
    if swapped:
        names, suits = names[::-1], [*after, *direct]
    blank = [""] * 4
    under = [names[0], *blank, names[1], *blank]
    if suits_first:
        rows = [["行政诉讼", *[""] * 9, "行政复议"], [*under, *five], [*five, *five], [*suits, *recon]]
    else:
        rows = [["行政复议", *blank, "行政诉讼"], [*five, *under], [*[""] * 5, *five, *five], [*recon, *suits]]
    if lost:
        rows = [[text for text in row if text] for row in rows]
    report = _report(writer, fourth=rows)
    wrong = [k for k, v in VALUES.items() if k.startswith("review.") and not _silent(_cell(report, k), v)]
    assert wrong == []
