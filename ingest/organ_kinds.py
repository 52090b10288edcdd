"""What the name of an organ ends in: the one list, read by the reader of titles and by the reader of questions.

A kind is the noun behind region and subject (云屿市 · 财政 · 局). Stems that stand without one (财政, 消防) are no
kinds, nor are the words of regions (`divisions`). The order is that of a pattern: a longer kind before its own end.
"""

from __future__ import annotations

KINDS = (
    "人民政府办公厅", "人民政府办公室", "人民政府", "政府办公室", "政府办公厅", "政府办", "府办",
    "管理委员会", "工作委员会", "委员会", "管委会", "办事处", "街道", "办公厅", "办公室",
    "管理局", "监督局", "执法局", "总局", "支局", "分局", "局", "厅", "署", "总队", "支队", "大队", "中队", "中心",
    "法院", "检察院", "研究院", "学院", "大学", "中学", "小学", "学校", "医院", "幼儿园", "博物院", "博物馆",
    "公司", "集团", "银行", "海关", "总社", "联社", "供销社", "联合会", "红十字会", "总工会", "总会", "协会", "商会",
    "残联", "妇联", "人大", "政协", "指挥部", "气象台", "派出所",
    "部门", "部", "委", "处", "办", "院", "所", "站", "馆", "镇", "乡", "政府",
)  # fmt: skip
"""Every kind of organ, as it is written."""


def either(kinds: tuple[str, ...] = KINDS) -> str:
    """The alternation of `kinds`, as a group of a pattern."""
    return f"(?:{'|'.join(kinds)})"
