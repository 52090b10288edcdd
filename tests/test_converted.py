"""Tables that a converter of PDFs to Markdown has torn: labels over several lines stay in the text, their figures in rows alone."""

from __future__ import annotations

import pytest

from nianbao.ingest import text
from nianbao.ingest.cells import read_cells
from nianbao.ingest.report import Cell, State

HEAD = """# 云岭市科技局 2024 年政府信息公开工作年度报告
## 二、主动公开政府信息情况
第二十条第（一）项
第二十条第（五）项
信息内容本年处理决定数量
行政许可 41
第二十条第（六）项
信息内容本年处理决定数量
行政处罚 5
行政强制 2
第二十条第（八）项
信息内容本年收费金额（单位：万元）
行政事业性收费 7.5

| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
|---|---|---|---|
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 6 | 1 | 30 |

## 三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 40 | 3 | 0 | 0 | 0 | 0 | 43 |
|---|---|---|---|---|---|---|---|
| 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
| （一）予以公开 | 11 | 1 | 0 | 0 | 0 | 0 | 12 |
| 3 | 0 | 0 | 0 | 0 | 0 | 3 |
|---|---|---|---|---|---|---|

（二）部分公开（区分处理的，只
计这一情形，不计其他情形）
"""
REFUSED = """| 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
|---|---|---|---|---|---|---|---|
| 2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 4.保护第三方合法权益 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
| 5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 6.属于四类过程性信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 7.属于行政执法案卷 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 8.属于行政查询事项 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
| 9 | 1 | 0 | 0 | 0 | 0 | 10 |
|---|---|---|---|---|---|---|

1.本机关不掌握相关政
府信息
（四）无2.没有现成信息需要另
法提供行制作
3.补正后申请内容仍不
明确
"""
ALONE = (
    "| 4 | 0 | 0 | 0 | 0 | 0 | 4 |\n|---|---|---|---|---|---|---|\n",
    "| 5 | 1 | 0 | 0 | 0 | 0 | 6 |\n|---|---|---|---|---|---|---|\n",
)
REST = """| 1.信访举报投诉类申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
|---|---|---|---|---|---|---|---|
| 2.重复申请 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
| 3.要求提供公开出版物 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 4.无正当理由大量反复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 5.要求行政机关确认或重新出具已获取信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 3.其他 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
| （七）总计 | 39 | 3 | 0 | 0 | 0 | 0 | 42 |
| 四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |

"""
REVIEW_HEAD = """## 四、政府信息公开行政复议、行政诉讼情况
行政复议行政诉讼
未经复议直接起诉复议后起诉
结果结果其他尚未
总计总计
维持纠正结果审结维持纠正结果审结
| 维持 | 纠正 | 结果 | 审结 | 总计 | 总计 |
|---|---|---|---|---|---|
"""
FIFTEEN = "| 3 | 1 | 0 | 2 | 6 | 1 | 0 | 0 | 0 | 1 | 2 | 0 | 1 | 0 | 3 |\n"
APPLICATIONS = HEAD + REFUSED + "".join(ALONE) + REST
UNAVAILABLE = ("not_held", "needs_creation", "still_unclear")


def cells_of(page: str) -> dict[str, Cell]:
    return {cell.key: cell for cell in read_cells(text.read(page.encode())).cells}


def rows_of(cells: dict[str, Cell], *rows: str) -> list[list[str]]:
    kept = [[c for k, c in cells.items() if k.startswith(f"applications.{row}.")] for row in rows]
    return [["?" if c.state is State.UNREAD else str(c.value) for c in row] for row in kept]


def test_rows_of_figures_alone_are_told_by_their_turn() -> None:
    cells = cells_of(APPLICATIONS)
    read = rows_of(cells, "partially_granted", *(f"unavailable.{row}" for row in UNAVAILABLE))
    assert [" ".join(row) for row in read] == ["3 0 0 0 0 0 3", "9 1 0 0 0 0 10", "4 0 0 0 0 0 4", "5 1 0 0 0 0 6"]
    assert cells["applications.unavailable.needs_creation.total"].doubt
    assert not cells["applications.refused.administrative_query.total"].doubt


def test_a_label_before_a_ruled_row_does_not_take_its_figures() -> None:
    # the last label above two rows of figures is that of the second of them
    cells = cells_of(HEAD + REFUSED + "".join(ALONE) + REST)
    assert str(cells["applications.unavailable.still_unclear.total"].value) == "6"


@pytest.mark.parametrize("lost", [0, 1])
def test_fewer_rows_of_figures_than_labels_are_unread(lost: int) -> None:
    cells = cells_of(HEAD + REFUSED + ALONE[lost] + REST)
    assert rows_of(cells, *(f"unavailable.{row}" for row in UNAVAILABLE)) == [["?"] * 7] * 3
    assert str(cells["applications.partially_granted.total"].value) == "3"


def test_rows_of_figures_alone_that_do_not_add_up_are_unread() -> None:
    cells = cells_of(APPLICATIONS.replace("| 5 | 1 | 0 | 0 | 0 | 0 | 6 |", "| 5 | 1 | 0 | 0 | 0 | 0 | 7 |"))
    assert rows_of(cells, *(f"unavailable.{row}" for row in UNAVAILABLE)) == [["?"] * 7] * 3


def test_what_is_left_of_a_label_speaks_against_another_row() -> None:
    turned = APPLICATIONS.replace("| 4 | 0 | 0 | 0 | 0 | 0 | 4 |", "| 补正后申请内容仍 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |")
    assert rows_of(cells_of(turned), "unavailable.needs_creation") == [["?"] * 7]


def test_rows_of_table_two_are_read_under_heads_that_run_together() -> None:
    cells = cells_of(APPLICATIONS)
    keys = ("licences.decisions", "penalties.decisions", "compulsory_measures.decisions", "fees.amount")
    assert [str(cells[f"disclosure.{key}"].value) for key in keys] == ["41", "5", "2", "7.5"]
    assert str(cells["disclosure.normative_documents.in_force"].value) == "30"


def test_fifteen_figures_are_read_under_a_torn_head() -> None:
    cells = cells_of(APPLICATIONS + REVIEW_HEAD + FIFTEEN)
    read = [str(cell.value) for key, cell in cells.items() if key.startswith("review.")]
    assert read == FIFTEEN.strip("|\n ").split(" | ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| 2 | 6 |", "| 2 | 7 |"),  # a block does not add up
        ("行政复议行政诉讼\n", "行政诉讼行政复议\n"),
        ("直接起诉复议后起诉", "复议后起诉未经复议直接起诉"),
        ("结果结果其他尚未\n", "结果结果尚未其他\n"),
        ("行政复议行政诉讼\n未经复议直接起诉复议后起诉\n", ""),
    ],
)
def test_fifteen_figures_under_a_torn_head_are_unread_where_anything_is_open(old: str, new: str) -> None:
    page = REVIEW_HEAD.replace("政府信息公开行政复议、行政诉讼情况", "复议诉讼情况") + FIFTEEN
    assert old in page
    cells = cells_of(APPLICATIONS + page.replace(old, new))
    assert not [key for key, cell in cells.items() if key.startswith("review.") and cell.state is not State.UNREAD]


@pytest.mark.parametrize("label", ["其中：不予公开小计", "1.属于国家秘密", "合计"])
def test_a_row_of_the_organs_own_is_no_row_of_the_form_whose_turn_it_is(label: str) -> None:
    # 2.其他法律行政法规禁止公开 is lost, and another row stands in its place
    own = APPLICATIONS.replace(
        "| 2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |", f"| {label} | 4 | 0 | 0 | 0 | 0 | 0 | 4 |"
    )
    assert own != APPLICATIONS
    assert rows_of(cells_of(own), "refused.other_law") == [["?"] * 7]
