"""The largest rows under one heading, or columns of one row, of a report: found by comparing cells, every one cited."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.app import phrases
from nianbao.app.answer import Figure, Operation
from nianbao.app.draft import Draft, shown
from nianbao.app.query import Query, Wanted
from nianbao.app.said import Said, Sheets, not_in_form, title
from nianbao.app.scope import Pick
from nianbao.ingest.report import State

_NAMED = 7
"""Other cells that are told; of more only the next ones are, and all are cited."""


def largest(query: Query, picks: Sequence[Pick], sheets: Sheets, draft: Draft) -> Said:
    """Which of the cells that `query.wanted` adds up is largest (or smallest), report by report."""
    sentences: list[str] = []
    keys: list[str] = []
    absent: list[str] = []
    wanted = query.wanted[0]
    for pick in picks:
        sheet = sheets(pick)
        found = next(
            (keys for keys in wanted.alternatives if len(keys) > 1 and all(k in sheet.cells for k in keys)), None
        )
        if found is None:
            absent.append(f"{title(pick)}的表格没有“{wanted.label}”的分项")
            continue
        sheet.prepare(found)
        figures = [draft.figure(sheet, key) for key in found]
        keys.extend(found)
        sentences.append(f"{title(pick)}，{_compared(draft, figures, wanted, descending=query.descending)}。")
        sentences.extend(phrases.disagreement(draft, sheet, figures))
    if not keys:
        return Said((), (), not_in_form(query, picks, absent))
    if absent:
        sentences.append("；".join(absent) + "。")
    return Said(tuple(sentences), tuple(dict.fromkeys(keys)))


def _compared(draft: Draft, figures: Sequence[Figure], wanted: Wanted, *, descending: bool) -> str:
    unknown = [f for f in figures if f.state in (State.UNREAD, State.TEXT)]
    if unknown:
        listed = "、".join(f"{phrases.short_name(f.key, figures)}：{phrases.said(draft, f)}" for f in unknown)
        return f"“{wanted.label}”的各项不能比较，{listed}"
    filled = [(f.value, f) for f in figures if f.value is not None]
    empty = [f for f in figures if f.value is None]
    marks = "".join(draft.mark(f.citation) for f in empty)
    if not filled:
        return f"“{wanted.label}”的各项均没有填写数字，不作零计{marks}"
    count = draft.derive(Operation.COUNT, Decimal(len(filled)), "项", "填有数字的各项", [f.id for _, f in filled])
    blank = f"；其余各格没有填写数字，不参加比较{marks}" if empty else ""
    values = [value for value, _ in filled]
    best = max(values) if descending else min(values)
    word = "最多" if descending else "最少"
    if min(values) == max(values):
        told = "".join(draft.mark(f.citation) for _, f in filled)
        return f"“{wanted.label}”填有数字的{count.value}项都是{shown(best)}{figures[0].unit}{told}，分不出{word}{blank}"
    first = "、".join(
        f"{phrases.short_name(f.key, figures)}（{phrases.said(draft, f)}）" for value, f in filled if value == best
    )
    ranked = sorted(filled, key=lambda pair: -pair[0] if descending else pair[0])
    others = [f"{phrases.short_name(f.key, figures)}{phrases.said(draft, f)}" for value, f in ranked if value != best]
    rest = f"{'、'.join(others[:_NAMED])}{'等' if len(others) > _NAMED else ''}"
    lead = "其次是" if len(others) > _NAMED else "其他各项："
    return f"“{wanted.label}”填有数字的{count.value}项里，{word}的是{first}；{lead}{rest}{blank}"
