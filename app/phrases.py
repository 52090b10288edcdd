"""How figures are said: short Chinese sentences, each number cited, blanks never called zero (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.app.answer import Figure, Verdict
from nianbao.app.draft import Draft, Term, shown
from nianbao.app.sheets import Sheet
from nianbao.app.wanted import label_of
from nianbao.ingest.form import Relation, specs
from nianbao.ingest.report import Finding, Origin, State
from nianbao.ingest.wording import ENDS


def said(draft: Draft, figure: Figure) -> str:
    """`21件[1]`, 原表此格为空白[1] …"""
    mark = draft.mark(figure.citation)
    match figure.state:
        case State.NUMBER:
            remark = f"（原格印作「{figure.raw}」）" if figure.remark else ""
            return f"{shown(figure.value)}{figure.unit}{remark}{mark}"
        case State.BLANK:
            return f"原表此格为空白，不作零计{mark}"
        case State.DASH:
            return f"原表此格印作「{figure.raw}」，不作零计{mark}"
        case State.TEXT:
            return f"原表此格不是数字，印作「{figure.raw}」{mark}"
        case State.UNREAD:
            return f"本格没有读到，请以原件为准{mark}"


def named(label: str, draft: Draft, term: Term) -> str:
    """One figure with its name: 行政处罚1件[1]; 不予公开共3件，即…."""
    if term.derivation is None:
        figure = term.figures[0]
        joint = "为" if figure.state is State.NUMBER else "："
        return f"{label}{joint}{said(draft, figure)}"
    return f"{label}{added(draft, term)}"


def added(draft: Draft, term: Term) -> str:
    """A sum with its operands: those that are not zero by name, the others in one word."""
    if any(f.state is State.UNREAD for f in term.figures):
        missing = [f for f in term.figures if f.state is State.UNREAD]
        names = "、".join(f"{label_of(f.key)}{draft.mark(f.citation)}" for f in missing[:5])
        return f"不能合计：{names}没有读到，请以原件为准"
    if any(f.state is State.TEXT for f in term.figures):
        words = "、".join(
            f"{label_of(f.key)}印作「{f.raw}」{draft.mark(f.citation)}" for f in term.figures if f.state is State.TEXT
        )
        return f"不能合计：{words}"
    if len({f.unit for f in term.figures if f.value is not None}) > 1:
        apart = "、".join(
            f"{short_name(f.key, term.figures)}{said(draft, f)}" for f in term.figures if f.value is not None
        )
        return f"各格单位不同，不能相加：{apart}"
    filled = [f for f in term.figures if f.value is not None]
    if not filled:
        marks = "".join(draft.mark(f.citation) for f in term.figures[:3])
        return f"各格均没有填写数字，原表未印合计，不作零计{marks}"
    parts = [f for f in filled if f.value]
    some_empty = len(filled) < len(term.figures)
    empty = "；其余各格为空白，只加了已填的格" if some_empty else ""
    if not parts:
        marks = "".join(draft.mark(f.citation) for f in filled[:3])
        return f"合计{shown(term.value)}{term.unit}：表中各格均为{shown(filled[0].value)}{marks}{empty}"
    listed = "、".join(f"{short_name(f.key, term.figures)}{said(draft, f)}" for f in parts)
    zeros = [f for f in filled if not f.value]
    rest = f"，其余各格为{shown(zeros[0].value)}" if zeros and not some_empty else ""
    return f"共{shown(term.value)}{term.unit}（表中未印合计，由各格相加：{listed}{rest}{empty}）"


def short_name(key: str, among: Sequence[Figure]) -> str:
    """The part of a cell's name that tells it from the others it is added to."""
    rows = {f.key.split(".", 1)[1].rsplit(".", 1)[0] for f in among}
    spec = specs()[key]
    if len(rows) == 1:
        return spec.column.label
    return spec.row.title if spec.table != "review" else spec.row.label


def disagreement(draft: Draft, sheet: Sheet, figures: Sequence[Figure], most: int = 2) -> list[str]:
    """For each figure whose cell stands in a failed relation: the arithmetic, and whether the document says so itself."""
    sentences: list[str] = []
    shown_relations: list[Relation] = []
    for figure in figures:
        for relation in sheet.failing(figure.key):
            draft.failure(sheet, relation)
            if relation in shown_relations or len(shown_relations) >= most:
                continue
            shown_relations.append(relation)
            sentences.append(_failed(draft, sheet, relation))
    return sentences


def _failed(draft: Draft, sheet: Sheet, relation: Relation) -> str:
    finding = draft.failure(sheet, relation)
    left = draft.sum([draft.figure(sheet, key) for key in relation.left])
    right = [draft.figure(sheet, key) for key in relation.right]
    operands = [f for f in left.figures if f.value]
    terms = " + ".join(f"{short_name(f.key, left.figures)}{shown(f.value)}" for f in operands[:8]) or "各项"
    more = " + …" if len(operands) > 8 else ""
    where = _where(relation)
    if len(right) == 1:
        text = f"{where}各项相加为{shown(left.value)}（{terms}{more}），与表中所印的{label_of(relation.right[0])}{said(draft, right[0])}不符"
    else:
        other = draft.sum(right)
        text = f"{where}新收与上年结转之和为{shown(left.value)}，总计与结转下年度之和为{shown(other.value)}，两边不等"
    return f"{text}。{ending(finding)}。"


def ending(finding: Finding | None) -> str:
    """What a reader is to do about a finding, by where it comes from."""
    return ENDS[finding.origin if finding is not None else Origin.UNKNOWN].removesuffix("。")


def _where(relation: Relation) -> str:
    spec = specs()[relation.right[0]]
    if relation.axis == "columns":
        return f"“{spec.column.label}”列"
    return f"“{spec.row.title}”一行"


NAMED = 5
"""So many doubtful cells are named; of more only the marks are given."""


def doubts(draft: Draft) -> str:
    """The sentence on the figures of an answer whose reading is doubtful, empty where none is.

    A cell that was not read at all says so where it is told.
    """
    doubtful = [f for f in draft.figures if f.verdict is Verdict.READING_DOUBT and f.state is not State.UNREAD]
    if not doubtful:
        return ""
    several = len({f.report for f in draft.figures}) > 1
    named = "、".join(
        f"{f'{f.organ}{f.year}年' if several else ''}{label_of(f.key)}{draft.mark(f.citation)}"
        for f in doubtful[:NAMED]
    )
    more = "".join(draft.mark(f.citation) for f in doubtful[NAMED:])
    return f"{named}{f'等{more}' if more else ''}的读取存疑，请对照原件。"
