"""The cells of the form by name: rows and columns by their keys, how a sentence calls them, how a question does (pure)."""

from __future__ import annotations

from functools import cache

from nianbao.app.query import Wanted
from nianbao.ingest import form as forms_module
from nianbao.ingest.form import Column, Form, Row, Table, specs


def newest() -> Form:
    """The newest edition, whose words a question is read with."""
    return forms_module.forms()[0]


@cache
def rows_by_key() -> dict[tuple[str, str], tuple[Table, Row]]:
    """(table, row) → them, over all editions, the newest edition's wording first."""
    return {(t.key, r.key): (t, r) for form in reversed(forms_module.forms()) for t in form.tables for r in t.rows}


@cache
def columns_by_key() -> dict[tuple[str, str], Column]:
    """(table, column) → it, over all editions, the newest edition's wording first."""
    return {
        (t.key, c.key): c
        for form in reversed(forms_module.forms())
        for t in form.tables
        for b in t.blocks
        for c in b.columns
    }


def label_of(key: str) -> str:
    """How a sentence calls a cell: its row, and its column in brackets where that is not the total.

    >>> label_of("applications.received.total"), label_of("review.direct_suit.upheld")
    ('本年新收政府信息公开申请数量', '行政诉讼（未经复议直接起诉）结果维持')
    """
    spec = specs()[key]
    if spec.table == "review":
        return f"{spec.row.title}{spec.column.label}"
    if spec.column.key == "total":
        return spec.row.title
    return f"{spec.row.title}（{bare_column(spec.column.label)}）"


def by_applicant(wanted: Wanted) -> Wanted | None:
    """The kinds of applicants of one row of table three, each a cell; None for any other figure.

    >>> len(by_applicant(cell("applications.received.total")).keys)
    6
    """
    table, row = wanted.keys[0].rsplit(".", 1)[0].split(".", 1)
    applicants = next(word_set for word_set in newest().sets if word_set.key == "applicants")
    if table != applicants.table or len(wanted.keys) > 1:
        return None
    keys = tuple(f"{table}.{row}.{column}" for column in applicants.columns)
    return Wanted(f"{label_of(wanted.keys[0])}（按申请人类别）", (keys,))


def bare_column(label: str) -> str:
    """A printed column head without its unit (本年收费金额（单位：万元） → 本年收费金额)."""
    return label.split("（单位", maxsplit=1)[0]


def cell(key: str, *others: str) -> Wanted:
    """One cell; `others` are the keys that hold the same figure in another edition."""
    return Wanted(label_of(key), ((key,), *((other,) for other in others)))


def asked(wanted: Wanted) -> str:
    """A short question for a figure that this module understands again: 行政处罚多少件."""
    keys = wanted.keys
    spec = specs()[keys[0]]
    word = wanted.label if len(keys) > 1 else spec.row.words[0]
    if len(keys) == 1 and spec.column.key not in ("total", "decisions", "amount"):
        word = f"{word}{spec.column.words[0]}"
    return f"{word}多少{spec.column.unit}"


def results() -> Wanted:
    """The results of table three, each a cell: what 办理结果总计 adds up."""
    rows = [row.key for row in newest().table("applications").rows]
    keys = tuple(f"applications.{row}.total" for row in rows if row not in NO_RESULTS)
    return Wanted("各项办理结果", (keys,))


def reasons() -> Wanted:
    """The rows that say why something was not given, each a cell."""
    keys = tuple(key for key in results().keys if key.split(".")[1] not in ("granted", "partially_granted"))
    return Wanted("没有公开或没有处理的各项理由", (keys,))


NO_RESULTS = frozenset({"received", "carried_in", "concluded", "carried_out"})
"""Rows of table three that are no result."""
