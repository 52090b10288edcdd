"""Rows of drawn tables matched to rows of a form: monotone alignment by label (pure).

The alignment is the classic dynamic programme over two sequences (Needleman & Wunsch 1970) with label
likeness as score and no cost for gaps: extra rows and missing rows are normal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from nianbao.ingest import form as forms_module
from nianbao.ingest.contradiction import contradicts
from nianbao.ingest.form import Row as FormRow
from nianbao.ingest.form import normalise
from nianbao.ingest.numerals import cell_value, is_value
from nianbao.ingest.report import Document, Grid, GridCell, Line, State

LEAST = 0.62
"""Below this likeness a label is another label."""

_TELLING = 4
"""A label of so many characters names its row wherever it stands; 其他 and 总计 do so only in their place."""

RESULTS = frozenset({"结果维持", "结果纠正", "其他结果", "尚未审结"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a drawn table: the cells that begin in it, in column order.

    `labels` are the normalised texts of its label cells, `kind` says whether its table is table 四
    (`review`), `context` is the last line of text before its table, and `below` is the figure that stands alone in the
    next row or line, if one does.
    """

    grid: int
    index: int
    cells: tuple[GridCell, ...]
    labels: tuple[str, ...]
    values_after_label: int
    kind: str = "other"
    context: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A drawn row that stands for a row of the form, with the cells after its label."""

    row: Row
    form_row: FormRow
    label: str
    values: tuple[GridCell, ...]
    score: float
    again: tuple[tuple[GridCell, ...], ...] = ()
    """The cells of every other row with a label of this row of the form: they may say something else."""
    doubt: str | None = None
    """Why it may be another row of the form."""


def logical_rows(document: Document) -> tuple[Row, ...]:
    """All rows of all grids in reading order."""
    rows: list[Row] = []
    context, number = "", 0
    for block in document.blocks:
        if isinstance(block, Line):
            if rows and not context and not rows[-1].below and _is_lone(block):
                rows[-1] = replace(rows[-1], below=block.text.strip())
            context = block.text
            continue
        number += 1
        rows.extend(_rows_of(block, number, context))
        context = ""
    return tuple(rows)


def _is_lone(line: Line) -> bool:
    """Whether a line is a figure and nothing else; on a page such a line is the page's number."""
    return line.place.page is None and cell_value(line.text).state is State.NUMBER


def _rows_of(grid: Grid, number: int, context: str) -> list[Row]:
    by_row: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    texts = {normalise(cell.text) for cell in grid.cells}
    reviewed = len(RESULTS & texts) >= 3
    applied = bool(texts & _application_labels())
    rows: list[Row] = []
    in_review = reviewed and not applied
    for index in sorted(by_row):
        cells = tuple(sorted(by_row[index], key=lambda cell: cell.column))
        # one drawn table may hold 三 and 四 (a text without a blank line between them): 四 begins at its head
        in_review = in_review or (reviewed and len(RESULTS & {normalise(cell.text) for cell in cells}) >= 3)
        last = max((i for i, cell in enumerate(cells) if not is_value(cell.text)), default=-1)
        kind = "review" if in_review else "applications" if applied else "other"
        labels = tuple(normalise(cell.text) for cell in cells if not is_value(cell.text))
        filled = [cell.text.strip() for cell in cells if cell.text.strip()]
        if rows and rows[-1].grid == number and len(filled) == 1 and cell_value(filled[0]).state is State.NUMBER:
            rows[-1] = replace(rows[-1], below=filled[0])
        rows.append(Row(number, index, cells, labels, len(cells) - 1 - last, kind, context))
    return rows


@lru_cache(maxsize=1)
def _application_labels() -> frozenset[str]:
    """Labels that only table 三 has: a grid that holds one of them is (part of) table 三."""
    rows = forms_module.forms()[0].table("applications").rows
    return frozenset(normalise(row.label) for row in rows if len(normalise(row.label)) >= 4)


@lru_cache(maxsize=1)
def known_labels() -> frozenset[str]:
    """Every label of every form, normalised: a cell that holds one is no value."""
    names: set[str] = {"申请人情况", "法人或其他组织", "行政诉讼", "信息内容"}
    for form in forms_module.forms():
        for table in form.tables:
            names.update(normalise(group.label) for group in table.groups)
            for block in table.blocks:
                names.update(normalise(row.label) for row in block.rows)
                names.update(normalise(column.label) for column in block.columns)
    return frozenset(names)


@lru_cache(maxsize=4096)
def likeness(label: str, row: FormRow) -> float:
    """How well a normalised label names a row of the form: 1 for its label or an alias, else a ratio of edits.

    What contradicts a label does not name its row, however like it is.
    """
    best = 0.0
    for alias in _aliases(row):
        if alias == label:
            return 1.0
        if len(label) >= 3:
            if len(alias) >= 8 and label.startswith(alias):
                best = max(best, 0.9)
            elif (like := fuzz.ratio(label, alias) / 100) > max(best, LEAST) and not contradicts(label, alias):
                best = like
    return best if best >= LEAST else 0.0


@lru_cache(maxsize=256)
def _aliases(row: FormRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalise(alias) for alias in (row.label, *row.aliases)))


_Option = tuple[float, str, tuple[GridCell, ...]]
_NONE: _Option = (0.0, "", ())


def _options(row: Row, form_rows: tuple[FormRow, ...]) -> list[_Option]:
    """For every row of the form, the best way to read `row` as it: which cell is the label, and the cells after it.

    A label that is exactly one row's is never read as another row that it merely resembles.
    """
    best = [_NONE] * len(form_rows)
    for i, cell in enumerate(row.cells):
        if is_value(cell.text):
            continue
        after = row.cells[i + 1 :]
        if len(after) < 5 or any(normalise(other.text) in known_labels() for other in after):
            continue
        if sum(is_value(other.text) for other in after) * 2 < len(after):
            continue
        label = normalise(cell.text)
        # a label cut over two label cells ("（三）" | "不予公开") is tried whole as well
        before = normalise("".join(c.text for c in row.cells[max(0, i - 1) : i + 1]))
        for j, form_row in enumerate(form_rows):
            score = likeness(label, form_row)
            if score < 1.0 and before != label:
                score = max(score, likeness(before, form_row) * 0.99)
            if score > best[j][0]:
                best[j] = (score, label, after)
    if any(option[0] == 1.0 for option in best):
        best = [option if option[0] == 1.0 else _NONE for option in best]
    return best


def join_fragments(rows: list[Row], form_rows: tuple[FormRow, ...]) -> list[Row]:
    """Join rows whose label a page break or a line break has cut in two.

    Two neighbours become one where together they name a row of the form clearly better than the first
    alone, and at most one of them carries figures.
    """
    joined: list[Row] = []
    for row in rows:
        previous = joined[-1] if joined else None
        merged = _merge(previous, row, form_rows) if previous is not None else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(row)
    return joined


def _merge(first: Row, second: Row, form_rows: tuple[FormRow, ...]) -> Row | None:
    if not second.labels or not first.labels or (_has_figures(first) and _has_figures(second)):
        return None
    label = first.labels[-1] + second.labels[-1]
    alone = max((likeness(first.labels[-1], row) for row in form_rows), default=0.0)
    second_alone = max((likeness(second.labels[-1], row) for row in form_rows), default=0.0)
    whole = max((likeness(label, row) for row in form_rows), default=0.0)
    if whole < 0.85 or whole < max(alone, second_alone) + 0.02:
        return None
    figures = second if _has_figures(second) else first
    at = max(i for i, cell in enumerate(figures.cells) if not is_value(cell.text))
    text = next(c.text for c in reversed(first.cells) if not is_value(c.text)) + next(
        c.text for c in reversed(second.cells) if not is_value(c.text)
    )
    cells = (*figures.cells[:at], replace(figures.cells[at], text=text), *figures.cells[at + 1 :])
    return replace(figures, cells=cells, labels=(*figures.labels[:-1], label))


def _has_figures(row: Row) -> bool:
    return any(cell.text.strip() and is_value(cell.text) for cell in row.cells)


def align(rows: list[Row], form_rows: tuple[FormRow, ...]) -> list[Match]:
    """The monotone matching of `rows` to `form_rows` with the greatest sum of likeness."""
    options = [_options(row, form_rows) for row in rows]
    height, width = len(rows), len(form_rows)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            skip = max(best[i + 1][j], best[i][j + 1])
            score = options[i][j][0]
            best[i][j] = max(skip, score + best[i + 1][j + 1]) if score else skip
    matches: list[Match] = []
    i = j = 0
    while i < height and j < width:
        score, label, after = options[i][j]
        if score and best[i][j] == score + best[i + 1][j + 1]:
            matches.append(Match(rows[i], form_rows[j], label, after, score))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return _with_the_rest(rows, form_rows, options, matches)


def _with_the_rest(
    rows: list[Row], form_rows: tuple[FormRow, ...], options: list[list[_Option]], matches: list[Match]
) -> list[Match]:
    """`matches`, and the rows that stand elsewhere than the form has them, taken by their own full label.

    The first such row is the form's row; every other with its label, or with an alias of it, is kept beside it.
    """
    found = {match.form_row.key: match for match in matches}
    used = {(match.row.grid, match.row.index) for match in matches}
    for row, of_row in zip(rows, options, strict=True):
        if (row.grid, row.index) in used:
            continue
        for form_row, (score, label, after) in zip(form_rows, of_row, strict=True):
            if score < 1.0 or len(label) < _TELLING:
                continue
            if form_row.key not in found:
                found[form_row.key] = Match(row, form_row, label, after, score)
            else:
                match = found[form_row.key]
                found[form_row.key] = replace(match, again=(*match.again, after))
            break
    return list(found.values())
