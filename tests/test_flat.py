"""Flattened tables: every layout is read right, and what a layout has lost stays unread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import flattened
import pdfplumber
import pytest
from builders import filled
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.ingest import text
from nianbao.ingest.alignment import breadth
from nianbao.ingest.cells import lines, read_cells
from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.outline import outline
from nianbao.ingest.read import read
from nianbao.ingest.report import Cell, Document, Grid, Line, State

IN_PLACE = {"2021": ("repealed", "business", "corrected"), "2019": ("newly_published", "business", "corrected")}
APPLICANTS = ("natural_person", "business", "research", "welfare", "legal_service", "other_org", "total")
EDITIONS = st.sampled_from(("2021", "2019"))


def document(page: str) -> Document:
    return text.read(page.encode())


def cells_of(page: str) -> dict[str, Cell]:
    return {cell.key: cell for cell in read_cells(document(page)).cells}


def piped(*rows: str) -> str:
    return "云岭市财政局2023年政府信息公开工作年度报告\n" + "\n".join(rows) + "\n完。"


def applications(row: str = "", *, at: str = "") -> list[str]:
    """Table 三 of zeros, one cell a line without a mark; the figures of the row `at` replaced by `row`."""
    drawn = flattened.applications("2021", dict.fromkeys(filled("2021"), Decimal(0)))
    out: list[str] = []
    for boxes in drawn:
        texts = [box.text for box in boxes]
        out += [*texts[: texts.index(at) + 1], *row.split()] if at and at in texts else texts
    return out


# ------------------------------------------------------------------ all layouts


@settings(max_examples=120, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    edition=EDITIONS,
    writer=st.sampled_from(flattened.WRITERS),
    busy=st.sampled_from((0.0, 0.2, 0.8)),
    narrow=st.booleans(),
)
def test_a_filled_form_is_read_right_however_it_was_flattened(
    seed: int, edition: str, writer: flattened.Writer, busy: float, narrow: bool
) -> None:
    values = filled(edition, seed, busy=busy)
    reading = read_cells(document(flattened.report(edition, values, writer, narrow=narrow)))
    assert {cell.key: cell.value for cell in reading.cells} == values
    assert reading.forms == {"disclosure": edition, "applications": edition, "review": edition}
    assert reading.repeated == ()
    assert all(cell.place.grid is not None for cell in reading.cells)


@settings(max_examples=120, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    edition=EDITIONS,
    writer=st.sampled_from(flattened.SHOWS_BLANKS),
    share=st.sampled_from((0.02, 0.3, 0.7, 1.0)),
    data=st.data(),
)
def test_blank_cells_are_blank_where_the_layout_shows_them(
    seed: int, edition: str, writer: flattened.Writer, share: float, data: st.DataObject
) -> None:
    dice = data.draw(st.randoms(use_true_random=False))
    values = {key: None if dice.random() < share else value for key, value in filled(edition, seed).items()}
    # a blank cell before another shows that the layout keeps blank cells in their places
    second = [next(key for key in values if key.endswith(f".{column}")) for column in IN_PLACE[edition]]
    values |= dict.fromkeys(second)
    cells = cells_of(flattened.report(edition, values, writer))
    for key, value in values.items():
        if writer is flattened.rows_from_the_left and cells[key].state is State.UNREAD:
            continue  # blank cells on both sides of the figures, and no row to settle it
        assert (cells[key].value, cells[key].state) == (value, State.BLANK if value is None else State.NUMBER)


@settings(max_examples=120, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    edition=EDITIONS,
    writer=st.sampled_from(flattened.LOSES_BLANKS),
    share=st.sampled_from((0.02, 0.3, 0.7, 1.0)),
    data=st.data(),
)
def test_where_blank_cells_are_lost_a_row_is_right_or_unread(
    seed: int, edition: str, writer: flattened.Writer, share: float, data: st.DataObject
) -> None:
    dice = data.draw(st.randoms(use_true_random=False))
    values = {key: None if dice.random() < share else value for key, value in filled(edition, seed).items()}
    for key, cell in cells_of(flattened.report(edition, values, writer)).items():
        assert cell.state is State.UNREAD or cell.value == values[key]
        # filling alone is a row without any text
        assert cell.state is not State.BLANK or writer in flattened.FILLS


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    edition=EDITIONS,
    # where a text and its pipe are two lines, a lost text leaves what a blank cell leaves
    writer=st.sampled_from([w for w in flattened.WRITERS if w is not flattened.cells_and_pipes]),
    harm=st.sampled_from(("lost", "twice", "续表")),
    place=st.integers(0, 10**6),
    folios=st.lists(st.integers(0, 10**6), max_size=3),
)
def test_a_damaged_copy_is_read_right_or_not_at_all(
    seed: int, edition: str, writer: flattened.Writer, harm: str, place: int, folios: Sequence[int]
) -> None:
    values = filled(edition, seed)
    page = flattened.report(edition, values, writer).split("\n")
    for folio in folios:
        page.insert(8 + folio % (len(page) - 16), "- 3 -")
    at = 8 + place % (len(page) - 16)
    page[at : at + 1] = {"lost": [], "twice": [page[at]] * 2, "续表": [page[at], "续表"]}[harm]
    for key, cell in cells_of("\n".join(page)).items():
        # a word that got into a cell is shown as it stands there
        assert cell.state in {State.UNREAD, State.TEXT} or cell.value == values.get(key)


@pytest.mark.parametrize("writer", flattened.WRITERS)
def test_the_sections_hold_their_text_and_no_cells(writer: flattened.Writer) -> None:
    read = outline(document(flattened.report("2021", filled("2021", 1), writer)).blocks)
    assert (read.organ, read.year) == ("云岭市财政局", 2023)
    assert {section.number: section.text for section in read.sections if section.number in "二三四五"} == {
        "二": "",
        "三": "全年收到的申请均已按期答复。",
        "四": "",
        "五": "一是人手不足。",
    }


# ------------------------------------------------------------------ rows


def test_a_row_of_fewer_figures_than_columns_is_unread_and_its_neighbours_are_right() -> None:
    cells = cells_of("\n".join(applications("3 0 0 3", at="2.重复申请")))
    unread = {key for key, cell in cells.items() if cell.state is State.UNREAD}
    assert unread == {key for key in cells if key.startswith("applications.not_processed.repeated.")}
    assert len(unread) == 7


def test_a_row_of_more_figures_than_columns_is_unread() -> None:
    cells = cells_of("\n".join(applications("3 0 0 0 0 0 3 4", at="2.重复申请")))
    assert cells["applications.not_processed.repeated.natural_person"].state is State.UNREAD


def test_a_figure_parted_by_a_space_is_one_figure_on_its_line() -> None:
    page = "\n".join(applications("15 0 0 1 0 0 X", at="2.重复申请")).replace("X", "1 6")
    assert cells_of(page)["applications.not_processed.repeated.total"].value == 16


def test_filling_at_the_end_of_a_row_is_no_blank_cell() -> None:
    head = ["第二十条第（一）项 | |||", "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |"]
    rest = ["第二十条第（六）项 | |||", "信息内容 | 本年处理决定数量 | ||", "行政处罚 | |||", "行政强制 | 4 | ||"]
    cells = cells_of(piped(*head, "规章 | |||", "行政规范性文件 | 2 | ||", *rest))
    assert {cells[f"disclosure.rules.{column}"].state for column in ("issued", "repealed", "in_force")} == {State.BLANK}
    assert cells["disclosure.normative_documents.issued"].state is State.UNREAD
    assert cells["disclosure.penalties.decisions"].state is State.BLANK
    assert cells["disclosure.compulsory_measures.decisions"].value == 4
    # one unit of filling looks like a blank cell at the end
    cells = cells_of(piped(*head, "规章 | 0 | 0 | 0 |", "行政规范性文件 | 2 | 1 | |", *rest))
    assert cells["disclosure.normative_documents.issued"].state is State.UNREAD
    cells = cells_of(piped(*head, "规章 | 0 | | 0 |", "行政规范性文件 | 2 | 1 | |", *rest))
    assert cells["disclosure.normative_documents.issued"].value == 2
    assert cells["disclosure.normative_documents.in_force"].state is State.BLANK


def test_dashes_are_cells() -> None:
    rows = [
        "第二十条第（一）项 |||",
        "信息内容 |",
        "本年制发件数 |",
        "本年废止件数 |",
        "现行有效件数 |",
        "规章 |",
        *["/ |"] * 3,
        "行政规范性文件 |",
        *["0 |", "|", "无 |"],
    ]
    cells = cells_of(piped(*rows))
    assert [cell.state.value for cell in cells.values()][:6] == ["dash", "dash", "dash", "number", "blank", "dash"]


def test_a_remark_behind_a_label_or_a_figure_is_no_label() -> None:
    cells = cells_of(
        piped(
            "第二十条第（一）项",
            "信息内容",
            "本年新制作数量",
            "本年新公开数量",
            "对外公开总数量",
            "规章（设区的市、自治州人民政府应提供相关数据）",
            "0",
            "0",
            "0",
            "规范性文件（行政机关制定发布的决定、公告、通告、意见、通知，以及标题采用“规定”“办法”等字样的公文）",
            "34",
            "4",
            "47（其中修订2件）",
            "其他主动公开文件（可参考本单位平台栏目数据）",
            "1",
            "2",
            "3",
        )
    )
    assert [str(cell.value) for cell in cells.values()][:6] == ["0", "0", "0", "34", "4", "47"]
    assert cells["disclosure.normative_documents.published_total"].remark == "其中修订2件"


def test_the_width_of_a_row_is_its_heads_in_either_edition() -> None:
    new = cells_of(piped("第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "75", *_rules("制发件数")))
    assert new["disclosure.licences.decisions"].value == 75
    heads = ["第二十条第（五）项", "信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    old = cells_of(piped(*heads, "行政许可", "75", *_rules("新制作数量")))
    assert old["disclosure.licences.decisions"].state is State.UNREAD
    assert old["disclosure.licences.items_last_year"].state is State.UNREAD


def _rules(first: str) -> list[str]:
    heads = [
        "本年" + first,
        *(("本年废止件数", "现行有效件数") if "件" in first else ("本年新公开数量", "对外公开总数量")),
    ]
    return ["信息内容", *heads, "规章", *"000", "规范性文件", *"000"]


def test_blank_cells_on_both_sides_of_figures_are_settled_by_the_other_rows_or_not_at_all() -> None:
    label, other = "1.属于国家秘密", "2.其他法律行政法规禁止公开"
    doubtful = f"| {label} |  |  | 3 |  |  |  |  |  |  |"
    front = cells_of(piped(doubtful, f"| {other} | 1 |  |  |  |  |  | 1 |  |  |", *_zeros()))
    assert front["applications.refused.state_secret.research"].value == 3
    back = cells_of(piped(doubtful, f"| {other} |  |  | 1 |  |  |  |  |  | 1 |", *_zeros()))
    assert back["applications.refused.state_secret.natural_person"].value == 3
    alone = cells_of(piped(doubtful, *_zeros()))
    assert {c.state for k, c in alone.items() if ".state_secret." in k} == {State.UNREAD}


def _zeros() -> list[str]:
    labels = ("3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息")
    return [f"| {label} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |" for label in labels]


def test_a_figure_for_every_column_stands_in_order_whatever_units_lie_between() -> None:
    cells = cells_of(
        piped(
            "| 第二十条第（一）项 |  |  |  |  |",
            "| 信息内容 | 本年新制作数量 | 本年新公开数量 |  | 对外公开总数量 |",
            "| 规章 | 13 | 12 |  | 524 |",
            "| 规范性文件 | 60 |  |  | 368 |",
            "| 第二十条第（八）项 |  |  |  |  |",
            "| 信息内容 | 上一年项目数量 | 本年增/减 |  |  |",
            "| 行政事业性收费 | 7 |  | 8 |  |",
        )
    )
    assert [str(cell.value) for cell in cells.values() if cell.value is not None] == ["13", "12", "524", "7", "8"]
    assert cells["disclosure.normative_documents.newly_made"].state is State.UNREAD


def test_a_table_cut_short_is_of_the_edition_beside_it() -> None:
    values = dict.fromkeys(filled("2019"), Decimal(0))
    for edition in ("2019", "2021"):
        second = flattened.cells_alone(flattened.disclosure(edition, values | filled(edition)))
        third = flattened.cells_alone(flattened.applications("2019", values))[:40]
        heading = "三、收到和处理政府信息公开申请情况"
        reading = read_cells(document("\n".join([*second, heading, *third])))
        assert reading.forms == {"disclosure": edition, "applications": edition}


def test_letters_set_downwards_do_not_end_a_table() -> None:
    page = "（一）予以公开 0 0 0 0 0 0 0\n三\n、\n本 1.属于国家秘密 1 0 0 0 0 0 1\n年\n度\n（七）总计 1 0 0 0 0 0 1"
    cells = cells_of(page)
    assert cells["applications.refused.state_secret.total"].value == 1
    assert cells["applications.concluded.total"].value == 1


def test_heads_in_another_order_are_followed() -> None:
    head = "| 项目 | 总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |"
    cells = cells_of(piped(head, "| 1.属于国家秘密 | 9 | 1 | 2 | 3 | 1 | 1 | 1 |", *_zeros()))
    assert cells["applications.refused.state_secret.total"].value == 9
    assert cells["applications.refused.state_secret.other_org"].value == 1


# ------------------------------------------------------------------ 四


FIVE = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def test_three_small_tables_of_five_are_told_apart_by_their_names() -> None:
    page = []
    for i, name in enumerate(("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")):
        page += [name, *FIVE, str(i + 1), "0", "0", "0", str(i + 1)]
    cells = cells_of("\n".join(page))
    assert {key: str(cell.value) for key, cell in cells.items() if cell.value} == {
        f"review.{block}.{column}": str(i + 1)
        for i, block in enumerate(("reconsideration", "direct_suit", "suit_after_review"))
        for column in ("upheld", "total")
    }


def test_one_head_over_a_row_for_each_block() -> None:
    rows = [f"| 类别 | {' | '.join(FIVE)} |"]
    rows += [f"| {name} | {i} | 0 | 0 | 0 | {i} |" for i, name in ((4, "复议后起诉"), (2, "行政复议"))]
    cells = cells_of(piped(*rows))
    assert cells["review.suit_after_review.upheld"].value == 4
    assert cells["review.reconsideration.upheld"].value == 2
    assert cells["review.direct_suit.upheld"].state is State.UNREAD


def test_suits_printed_in_another_order_are_followed() -> None:
    heads = ["行政复议", "行政诉讼", *FIVE, "复议后起诉", "未经复议直接起诉", *FIVE, *FIVE]
    figures = [*"10001", *"20002", *"30003"]
    cells = cells_of("\n".join([*heads, *figures]))
    assert cells["review.suit_after_review.upheld"].value == 2
    assert cells["review.direct_suit.upheld"].value == 3


def test_heads_torn_apart_are_known_by_their_fifteen_figures() -> None:
    page = (
        "行政复议 行政诉讼\n结果 结果 其他 尚未 总计 未经复议直接起诉 复议后起诉\n维持 纠正 结果 审结 结果 结果 其他\n"
    )
    cells = cells_of(page + "1 2 3 4 10 0 0 0 0 0 5 0 0 0 5")
    assert [int(cell.value or 0) for cell in cells.values()] == [1, 2, 3, 4, 10, 0, 0, 0, 0, 0, 5, 0, 0, 0, 5]
    cells = cells_of(page + "1 2 3 4 10 0 0 0 0 5 0 0 0 5")
    assert not any(cell.value for cell in cells.values())


def test_fourteen_figures_under_fifteen_heads_are_unread() -> None:
    page = ["行政复议", "行政诉讼", *FIVE, "未经复议直接起诉", "复议后起诉", *FIVE, *FIVE, *["1"] * 14]
    assert {cell.state for cell in cells_of("\n".join(page)).values()} == {State.UNREAD}


# ------------------------------------------------------------------ no tables


@pytest.mark.parametrize(
    "page",
    [
        "行政复议\n本年度没有行政复议。\n其他\n2023",
        "首页 | 政务公开 | 行政许可 | 行政处罚 | 联系我们\n正文。",
        "规章\n规范性文件\n行政许可\n正文。",
        "2023 年 12 月 31 日\n总计 5",
    ],
)
def test_words_of_the_form_alone_are_no_table(page: str) -> None:
    assert not [block for block in document(page).blocks if isinstance(block, Grid)]


def test_prose_between_a_heading_and_its_table_stays_prose() -> None:
    page = piped(
        "三、收到和处理政府信息公开申请情况",
        "2023年收到申请3件，均已按期答复。",
        *(f"{text} |" if text else "|" for text in applications()),
        "四、政府信息公开行政复议、行政诉讼情况",
        "2023年没有相关案件。",
    )
    read = document(page)
    assert [line.text for line in lines(read)][1:] == [
        "三、收到和处理政府信息公开申请情况",
        "2023年收到申请3件，均已按期答复。",
        "四、政府信息公开行政复议、行政诉讼情况",
        "2023年没有相关案件。",
        "完。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "规章\n" * 30_000,
        "规章 |\n" * 30_000,
        "规章 0\n" * 30_000,
        "公开\n其他\n" * 30_000,
        "自然人 商业企业 科研机构\n" * 30_000,
        "".join(f"（一）予以公开 {i} 0 0 0 0 0\n" for i in range(30_000)),
    ],
    ids=range(6),
)
def test_a_long_file_of_labels_costs_no_more_than_its_length(line: str) -> None:
    # quadratic work would take minutes here
    assert document(line).blocks


def test_page_numbers_between_page_breaks_are_no_figures() -> None:
    rows = [*applications("", at="2.重复申请"), "四、政府信息公开行政复议、行政诉讼情况"]
    at = rows.index("2.重复申请") + 1
    figures = ["3", "0", "0", "0", "0", "3"]  # one blank cell is lost
    page = "\n".join([*rows[:at], *figures, "1\f", *rows[at:], "2\f", "完。", "3"])
    assert cells_of(page)["applications.not_processed.repeated.total"].state is State.UNREAD
    page = "\n".join([*rows[:at], "0", *figures, "1\f", *rows[at:], "2\f", "完。", "3"])
    assert cells_of(page)["applications.not_processed.repeated.total"].value == 3


# ------------------------------------------------------------------ figures on lines of their own


def test_figures_above_their_labels_are_read_where_both_follow_in_turn() -> None:
    page = "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n{}\n（七）总计 4 0 0 0 0 0 4\n四、结转下年度继续办理 0 0 0 0 0 0 0"
    above = cells_of(page.format("1 0 0 0 0 0 1\n1.属于国家秘密\n3 0 0 0 0 0 3\n2.其他法律行政法规禁止公开"))
    below = cells_of(page.format("1.属于国家秘密\n1 0 0 0 0 0 1\n2.其他法律行政法规禁止公开\n3 0 0 0 0 0 3"))
    for cells in (above, below):
        assert cells["applications.refused.state_secret.total"].value == 1
        assert cells["applications.refused.other_law.total"].value == 3
    lost = cells_of(page.format("1.属于国家秘密\n3 0 0 0 0 0 3\n2.其他法律行政法规禁止公开"))
    assert lost["applications.refused.state_secret.total"].state is State.UNREAD
    assert lost["applications.refused.other_law.total"].state is State.UNREAD


def test_figures_in_the_midst_of_their_label_are_its_own() -> None:
    cells = cells_of(
        "（一）予以公开 0 0 0 0 0 0 0\n（二）部分公开（区分处理的，只计这一情 形，不\n4 0 0 0 0 0 4\n计其他情形）\n"
        "1 0 0 0 0 0 1\n1.属于国家秘密\n2.其他法律行政法规禁止公开 0 0 0 0 0 0 0"
    )
    assert cells["applications.partially_granted.total"].value == 4
    assert cells["applications.refused.state_secret.total"].value == 1


def test_single_figures_above_their_labels_are_unread() -> None:
    values = filled("2021", 5)
    page = []
    for drawn in flattened.tables("2021", values)[:2]:
        for row in drawn:
            texts = [box.text for box in row if not box.text.replace(".", "").isdigit()]
            page += [*(box.text for box in row if box.text not in texts), *texts]
    assert {cell.state for cell in cells_of("\n".join(page)).values()} == {State.UNREAD}


# ------------------------------------------------------------------ real reports


@pytest.mark.real
@pytest.mark.parametrize("layout", [True, False])
def test_the_text_of_a_real_pdf_gives_every_figure(shared_reports: Path, layout: bool) -> None:
    gold = json.loads((shared_reports / "hongze-2023.gold.json").read_text(encoding="utf-8"))["cells"]
    with pdfplumber.open(shared_reports / "hongze-2023.pdf") as pdf:
        page = "\f".join(page.extract_text(layout=layout) for page in pdf.pages)
    assert {key: decimal_text(cell.value) for key, cell in cells_of(page).items() if cell.value is not None} == gold


@pytest.mark.real
@pytest.mark.parametrize("writer", flattened.WRITERS)
@pytest.mark.parametrize("name", ["shanghai-office-2019.html", "hongze-2023.pdf"])
def test_real_tables_flattened_are_never_read_wrong(shared_reports: Path, name: str, writer: flattened.Writer) -> None:
    gold = json.loads((shared_reports / f"{name.rsplit('.', 1)[0]}.gold.json").read_text(encoding="utf-8"))["cells"]
    page: list[str] = []
    for block in read((shared_reports / name).read_bytes()).blocks:
        page += [block.text] if isinstance(block, Line) else ["", *writer(_drawn(block)), ""]
    for key, cell in cells_of("\n".join(page)).items():
        unit = cell.unit if key == "disclosure.procurement.amount" else ""
        said = None if cell.value is None else decimal_text(cell.value) + unit
        assert cell.state is State.UNREAD or said == gold[key]


def _drawn(grid: Grid) -> flattened.Drawn:
    rows: flattened.Drawn = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(flattened.Box(cell.text, cell.column_span, cell.row_span))
    return rows


def test_a_blank_line_is_a_blank_cell_where_every_row_is_whole_by_it() -> None:
    rows = applications("", at="2.重复申请")
    at = rows.index("2.重复申请") + 1
    page = "\n".join([*rows[:at], "3", "0", "", "0", "0", "", "3", *rows[at:]])
    cells = cells_of(page)
    assert cells["applications.not_processed.repeated.research"].state is State.BLANK
    assert cells["applications.not_processed.repeated.other_org"].state is State.BLANK
    assert cells["applications.not_processed.repeated.total"].value == 3
    # between pages, a blank line says nothing
    torn = page.replace("3\n0\n\n0\n0\n\n3", "3\n0\n0\n0\n\n\f0\n3")
    assert cells_of(torn)["applications.not_processed.repeated.total"].state is State.UNREAD


@pytest.mark.parametrize(
    ("heads", "doubted"),
    [
        # text taken out of a PDF tells 法人或其他组织, which stands higher, before 自然人 left of it
        ("法人或其他组织 自然人 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他", False),
        ("自然人 法人或其他组织 总计 其他 商业企业 科研机构 社会公益组织 法律服务机构", True),
    ],
)
def test_heads_told_line_by_line_do_not_move_columns(heads: str, doubted: bool) -> None:
    labels = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "1.属于国家秘密",
    )
    rows = [line for label in labels for line in (label, *"1234005")]
    cell = cells_of("\n".join(["三、收到和处理政府信息公开申请情况", *heads.split(), *rows]))[
        "applications.received.natural_person"
    ]
    assert cell.value == 1
    assert bool(cell.doubt) == doubted


def test_heads_cut_over_lines_are_put_together_where_they_stand() -> None:
    middles = (40, 47, 54, 63, 73, 81, 87)
    lines = (
        ("", "", "商业", "科研", "社会公益", "法律服务", "", ""),
        ("", "自然人", "", "", "", "", "其他", "总计"),
        ("", "", "企业", "机构", "组织", "机构", "", ""),
        ("一、本年新收政府信息公开申请数量", "1", "2", "", "4", "", "", "7"),
        ("二、上年结转政府信息公开申请数量", "", "", "3", "", "", "5", "8"),
        ("（一）予以公开", "1", "2", "", "", "", "", "3"),
    )
    page = ["三、收到和处理政府信息公开申请情况"]
    for label, *texts in lines:
        line = label
        for middle, piece in zip(middles, texts, strict=True):
            if piece:
                line += " " * (middle - breadth(piece) // 2 - breadth(line)) + piece
        page.append(line)
    cells = cells_of("\n".join(page))
    got = [cells[f"applications.{row}.{column}"].value for row in ("received", "carried_in") for column in APPLICANTS]
    assert got == [1, 2, None, 4, None, None, 7, None, None, 3, None, None, 5, 8]
    assert cells["applications.received.research"].state is State.BLANK


# ------------------------------------------------------------------ numbers of pages


@pytest.mark.parametrize("writer", flattened.BARE_WRITERS)
@pytest.mark.parametrize("place", range(1, 8))
def test_a_page_number_that_fills_a_row_up_is_doubted(writer: flattened.Writer, place: int) -> None:
    """The one blank cell of the tables is lost, and a bare page number stands among the others of its row."""
    for seed in range(4):
        values: dict[str, Decimal | None] = dict(filled("2021", seed))
        row = "applications.received"
        lost = f"{row}.{APPLICANTS[place % 6]}"
        values |= {lost: None, f"{row}.total": (values[f"{row}.total"] or 0) - (values[lost] or 0)}
        page = flattened.report("2021", values, writer).split("\n")
        at = next(i for i, line in enumerate(page) if line.strip() == "一、本年新收政府信息公开申请数量")
        step = 2 if writer is flattened.cells_indented else 1
        page.insert(at + place * step, "7")
        for cell in read_cells(document("\n".join(page))).cells:
            assert cell.state is State.UNREAD or cell.doubt or cell.value == values[cell.key]


def test_a_page_number_among_cells_of_table_two_is_doubted_where_rows_have_lost_cells() -> None:
    head = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    rest = ["第二十条第（六）项", "信息内容", "本年处理决定数量", "行政处罚", "3", "行政强制"]
    cells = cells_of("\n".join([*head, "规章", "0", "行政规范性文件", "2", "4", "9", *rest]))
    assert cells["disclosure.normative_documents.issued"].doubt
    assert cells["disclosure.penalties.decisions"].doubt
    whole = cells_of("\n".join([*head, "规章", "0", "0", "0", "行政规范性文件", "2", "4", "9", *rest, "0"]))
    assert not any(cell.doubt for cell in whole.values())


@pytest.mark.parametrize("writer", [flattened.rows_bare, flattened.rows_ruled, flattened.spaced_widely])
def test_a_block_whose_name_ends_behind_its_neighbours_is_not_moved_there(writer: flattened.Writer) -> None:
    values = filled("2021", 3)
    lines = flattened.report("2021", values, writer).split("\n")
    at = next(i for i, line in enumerate(lines) if "未经复议直接起诉" in line)
    lines[at : at + 1] = [lines[at].replace("未经复议直接起诉", "未经复"), "议直接起诉"]
    for cell in read_cells(document("\n".join(lines))).cells:
        assert cell.state is State.UNREAD or cell.value == values[cell.key]
