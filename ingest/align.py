"""Rows of drawn tables matched to rows of a form: monotone alignment by label (pure).

The alignment is the classic dynamic programme over two sequences (Needleman & Wunsch 1970) with label
likeness as score and no cost for gaps: extra rows and missing rows are normal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from nianbao.ingest import form as forms_module
from nianbao.ingest.form import Row as FormRow
from nianbao.ingest.form import Table, normalise
from nianbao.ingest.likeness import Labels, alike, labels_of, likest
from nianbao.ingest.numerals import cell_value, is_value
from nianbao.ingest.report import Document, Grid, GridCell, Line, State
from nianbao.ingest.vocabulary import without_remark

FEWEST_VALUES = 5
"""A row has so many cells behind its label, at least."""

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
    by_row: dict[int, list[tuple[GridCell, str]]] = {}
    texts: set[str] = set()
    for cell in grid.cells:
        text = without_remark(cell.text, RESULTS)
        by_row.setdefault(cell.row, []).append((cell, text))
        texts.add(text)
    reviewed = len(RESULTS & texts) >= 3
    applied = not texts.isdisjoint(_application_labels())
    rows: list[Row] = []
    in_review = reviewed and not applied
    for index in sorted(by_row):
        placed = sorted(by_row[index], key=_column_of)
        # one drawn table may hold 三 and 四 (a text without a blank line between them): 四 begins at its head
        in_review = in_review or (reviewed and len(RESULTS & {text for _, text in placed}) >= 3)
        told = [i for i, (cell, _) in enumerate(placed) if not is_value(cell.text)]
        last = told[-1] if told else -1
        kind = "review" if in_review else "applications" if applied else "other"
        labels = tuple(placed[i][1] for i in told)
        filled = [text for cell, _ in placed if (text := cell.text.strip())]
        if rows and len(filled) == 1 and cell_value(filled[0]).state is State.NUMBER:
            rows[-1] = replace(rows[-1], below=filled[0])
        cells = tuple(cell for cell, _ in placed)
        rows.append(Row(number, index, cells, labels, len(cells) - 1 - last, kind, context))
    return rows


def _column_of(placed: tuple[GridCell, str]) -> int:
    return placed[0].column


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


_Option = tuple[float, str, tuple[GridCell, ...]]
_NONE: _Option = (0.0, "", ())
_Options = dict[int, _Option]
"""Index of a row of the form → the best way to read a drawn row as it; those it cannot be read as are left out."""


def _options(
    row: Row, labels: Labels, columns: int, headings: frozenset[str], bare: frozenset[str] = frozenset()
) -> _Options:
    """For every row of the form, the best way to read `row` as it: which cell is the label, and the cells after it.

    A label that is exactly one row's, or that of a heading, is never read as another row that it merely resembles.
    One with a remark behind it is that of a part of the row whose own label is among the `bare` ones.
    """
    best: _Options = {}
    cells = row.cells
    values = [is_value(cell.text) for cell in cells]
    known = known_labels()
    texts = [without_remark(cell.text, known - bare) for cell in cells]
    filled, first = sum(values), max((i for i, text in enumerate(texts) if text in known), default=0)
    for i, cell in enumerate(cells):
        count = len(cells) - i - 1
        if count < FEWEST_VALUES:
            break
        filled -= values[i]
        if (
            values[i]
            or i < first
            or filled * 2 < count
            or (count > columns and not values[i + 1] and len(texts[i + 1]) >= _TELLING)
        ):
            continue  # a heading stands before another label, even where this one cannot be read; 件 is none
        label = texts[i]
        # a label cut over two label cells ("（三）" | "不予公开") is tried whole as well; a whole one is not cut
        before = normalise(cells[i - 1].text + cell.text) if i and texts[i - 1] not in known else label
        scores = {j: like for j, like in alike(label, labels) if like == 1.0 or label not in headings}
        if before != label:
            for j, like in alike(before, labels):
                scores[j] = max(scores.get(j, 0.0), like * 0.99)
        for j, score in scores.items():
            if score > best.get(j, _NONE)[0]:
                best[j] = (score, label, cells[i + 1 :])
    if any(option[0] == 1.0 for option in best.values()):
        best = {j: option for j, option in best.items() if option[0] == 1.0}
    return best


def join_fragments(rows: list[Row], form_rows: tuple[FormRow, ...]) -> list[Row]:
    """Join rows whose label a page break or a line break has cut in two.

    Two neighbours become one where together they name a row of the form clearly better than the first
    alone, and at most one of them carries figures.
    """
    joined: list[Row] = []
    labels = labels_of(form_rows)
    for row in rows:
        previous = joined[-1] if joined else None
        merged = _merge(previous, row, labels) if previous is not None else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(row)
    return joined


def _merge(first: Row, second: Row, labels: Labels) -> Row | None:
    if not second.labels or not first.labels:
        return None
    label = first.labels[-1] + second.labels[-1]
    whole = likest(label, labels)
    if whole < 0.85 or whole < max(likest(first.labels[-1], labels), likest(second.labels[-1], labels)) + 0.02:
        return None
    if _has_figures(first) and _has_figures(second):
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


def align(rows: list[Row], form_table: Table) -> list[Match]:
    """The monotone matching of `rows` to the rows of table 三 with the greatest sum of likeness."""
    block = form_table.blocks[0]
    form_rows, columns = block.rows, len(block.columns)
    headings = frozenset(normalise(group.label) for group in form_table.groups)
    labels = labels_of(form_rows)
    bare = frozenset(label for row in rows if _has_figures(row) for label in row.labels[-1:])
    options = [_options(row, labels, columns, headings, bare) for row in rows]
    height, width = len(rows), len(form_rows)
    best = [[0.0] * (width + 1)] * (height + 1)
    for i in range(height - 1, -1, -1):
        best[i] = _with_row(best[i + 1], options[i])
    matches: list[Match] = []
    i = j = 0
    while i < height and j < width:
        score, label, after = options[i].get(j, _NONE)
        if score and best[i][j] == score + best[i + 1][j + 1]:
            matches.append(Match(rows[i], form_rows[j], label, after, score))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return _with_the_rest(rows, form_rows, options, matches)


def _with_row(below: list[float], options: _Options) -> list[float]:
    """The line of the programme for one drawn row: the greatest sum from here on, for each row of the form to begin at.

    Such a line never rises, so that it differs from the one `below` only around the rows of the form that the drawn
    row may be.
    """
    if not options:
        return below
    best = list(below)
    first = min(options)
    for j in range(max(options), -1, -1):
        skip = max(below[j], best[j + 1])
        option = options.get(j)
        best[j] = max(skip, option[0] + below[j + 1]) if option else skip
        if j < first and best[j] == below[j]:
            break
    return best


def _with_the_rest(
    rows: list[Row], form_rows: tuple[FormRow, ...], options: list[_Options], matches: list[Match]
) -> list[Match]:
    """`matches`, and the rows that stand elsewhere than the form has them, taken by their own full label.

    The first such row is the form's row; every other with its label, or with an alias of it, is kept beside it.
    """
    found = {match.form_row.key: match for match in matches}
    used = {(match.row.grid, match.row.index) for match in matches}
    for row, of_row in zip(rows, options, strict=True):
        if (row.grid, row.index) in used:
            continue
        for j in sorted(of_row):
            form_row, (score, label, after) = form_rows[j], of_row[j]
            if score < 1.0 or len(label) < _TELLING:
                continue
            if form_row.key not in found:
                found[form_row.key] = Match(row, form_row, label, after, score)
            else:
                match = found[form_row.key]
                found[form_row.key] = replace(match, again=(*match.again, after))
            break
    return list(found.values())
