"""Lines of a flattened table with pipes → strips: some labels and the cells behind them (pure).

With a pipe behind every cell and one row a line, a strip is a row. With one cell a line, rows end nowhere: a
strip ends where the next label begins, and pipes side by side are the units that wider cells covered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from nianbao.ingest import form as forms_module
from nianbao.ingest.alignment import Span
from nianbao.ingest.numerals import is_value
from nianbao.ingest.vocabulary import is_fragment, is_word, label_of, speaks

Clean = Callable[[str], str]
"""What makes the text of a cell out of what stands between two pipes."""

_PIPE = re.compile(r"(?<!\\)\|")
_RUN = re.compile(r"(?<!\\)\|+")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)*\s*:?-{2,}:?\s*\|?\s*")


class Blanks(Enum):
    """What a layout does with blank cells."""

    SHOWN = "shown"
    UNSURE = "unsure"
    """A row is filled up to the table's width at its end: a blank cell there may have stood anywhere in it."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Strip:
    """Labels and the cells behind the last of them.

    Attributes:
        texts: the labels, in order; none where figures stand alone in a row.
        cells: what stands behind: figures, `""` for a blank cell, None for units that a wider cell covered.
        whole: the strip is a row, its end is known.
        column: where in its row the first label stands, from 0.
        units: how many cells and covered units there are from the first label on.
        text_spans, cell_spans: where on its line each of `texts` and `cells` stands; empty where that is not known.
    """

    texts: tuple[str, ...]
    cells: tuple[str | None, ...]
    whole: bool = False
    column: int = 0
    units: int = 0
    text_spans: tuple[Span, ...] = ()
    cell_spans: tuple[Span, ...] = ()

    @property
    def certain(self) -> tuple[str, ...]:
        """The cells up to the first covered unit: behind it another row may have begun."""
        found: list[str] = []
        for cell in self.cells:
            if cell is None:
                break
            found.append(cell)
        return tuple(found)


def blanks_of(strips: Sequence[Strip], lines: Sequence[str]) -> Blanks:
    """Whether blank cells of a layout with pipes stand in their places, or only as filling at the end of a row."""
    if not any(None in strip.cells for strip in strips) or any(map(_in_place, strips)):
        return Blanks.SHOWN
    # one cell a line, and filling behind the last of them: a pipe on its own line is a cell
    in_lines = not any(strip.whole for strip in strips)
    beside = in_lines and not any(line.strip("| \t") == "" and "||" in line for line in lines)
    return Blanks.SHOWN if beside else Blanks.UNSURE


def _in_place(strip: Strip) -> bool:
    """Whether a blank cell stands before another cell: filling stands at the end, in one piece."""
    cells = strip.cells
    return any(cell == "" and (i + 1 < len(cells)) for i, cell in enumerate(cells))


def is_rule(line: str) -> bool:
    """Whether a line is the rule under a head: `---|---`, `|:-:|---|`."""
    return "--" in line and "|" in line and _RULE.fullmatch(line) is not None


def begins_ruled(lines: Sequence[str], at: int) -> bool:
    """Whether a Markdown table begins at line `at`: no line before its first pipe belongs to it."""
    return lines[at].lstrip().startswith("|") and at + 1 < len(lines) and is_rule(lines[at + 1])


# ------------------------------------------------------------------ with pipes


def piped(lines: Sequence[str], clean: Clean) -> list[Strip]:
    """The strips of lines with pipes in them."""
    rules = [line for line in lines if is_rule(line)]
    lines = [line for line in lines if line.strip() and not is_rule(line)]
    # blank cells at the ends of rows look like closing pipes: where there is a rule, it tells
    telling = rules or [line for line in lines if _PIPE.search(line)]
    if 2 * sum(map(_is_closed, telling)) <= len(telling):
        return _row_strips([_split(line) for line in lines], clean)
    running = _without_begins(stream_strips(_stream(lines, clean)))
    if sum(_filled(line) >= 2 for line in lines) < 2:
        return running
    rows = _row_strips(map(_filling, _rows(lines)), clean)
    # blank cells may be lines of their own in rows that otherwise stand in one
    return running if _complete(running) > _complete(rows) else rows


def _complete(strips: Sequence[Strip]) -> int:
    """How many strips are rows of table 三 with a cell for every column."""
    wanted = len(forms_module.forms()[0].table("applications").blocks[0].columns)
    named = (strip for strip in strips if len(strip.certain) == wanted)
    return sum(label_of(strip.texts, "applications", cut=False).row is not None for strip in named)


def _is_closed(line: str) -> bool:
    line = line.rstrip()
    return _PIPE.search(line, len(line) - 1) is not None


def _split(line: str) -> list[str]:
    return _PIPE.split(line)


def _filled(line: str) -> int:
    return sum(bool(cell.strip()) for cell in _split(line))


def _rows(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a table whose cells all end with a pipe; a line without one is the beginning of a cell cut in two."""
    rows: list[list[str]] = []
    begun = ""
    for line in lines:
        cells = _split(line)
        if is_value(cells[-1]) and cells[-1].strip():
            cells.append("")
        if cells[-1].strip():
            # the cell goes on in the next line
            rest = cells.pop()
            cells[:1] = [f"{begun}\n{cells[0]}" if begun else cells[0]] if cells else []
            if cells:
                rows.append(cells)
                begun = rest
            else:
                begun = f"{begun}\n{rest}" if begun else rest
            continue
        if begun:
            cells[0] = f"{begun}\n{cells[0]}"
            begun = ""
        rows.append(cells[:-1])
    if begun:
        rows.append([begun])
    if all(not row[0].strip() for row in rows if len(row) > 1):
        rows = [row[1:] if len(row) > 1 else row for row in rows]
    return [part for row in rows for part in _parted(row)]


def _parted(row: list[str]) -> Iterator[list[str]]:
    """A row whose first cell took in a line that is a row of its own."""
    first, *rest = _texts(row[0]) or [""]
    if not rest:
        yield [first, *row[1:]]
        return
    yield [first]
    yield [*rest, *row[1:]]


def _filling(row: list[str]) -> list[str | None]:
    """A row with None for the pipes side by side at its end: `| 75 | ||`."""
    last = len(row)
    while last and row[last - 1] == "":
        last -= 1
    if last < len(row) and last and not row[last - 1].strip():
        last -= 1
    return [*row[:last], *[None] * (len(row) - last)]


def _texts(raw: str) -> list[str]:
    """The text between two pipes: one cell, unless its last line alone is a word of the form."""
    parts = [part for part in raw.split("\n") if part.strip()]
    if len(parts) > 1 and is_word(parts[-1]) and not speaks("".join(parts)):
        return ["\n".join(parts[:-1]), parts[-1]]
    return ["\n".join(parts)] if parts else []


def _row_strips(rows: Iterable[Sequence[str | None]], clean: Clean) -> list[Strip]:
    strips = []
    for raw in rows:
        row = [None if cell is None else clean(cell) for cell in raw]
        texts = [i for i, cell in enumerate(row) if cell and not is_value(cell)]
        # a remark among the figures is no label: the last word of the form is
        cut = all(is_fragment(cell) for cell in row if cell)  # 企业 | 机构, below 商业 | 科研
        last = max((i for i in texts if cut or speaks(row[i] or "")), default=max(texts, default=-1))
        labels = [i for i in texts if i <= last]
        column = labels[0] if labels else 0
        names = tuple(row[i] or "" for i in labels)
        strips.append(Strip(names, tuple(row[last + 1 :]), True, column, len(row) - column))
    return strips


def _stream(lines: Sequence[str], clean: Clean) -> Iterator[str | None]:
    """The cells of lines that hold one each, in order."""
    held: list[str] = []
    for line in lines:
        at, ended = 0, False
        for run in _RUN.finditer(line):
            held.append(line[at : run.start()])
            at = run.end()
            width = len(run[0])
            if texts := _texts("\n".join(held)):
                yield from map(clean, texts)
                yield from [None] * (width - 1)
                ended = True
            elif width == 1 and not ended:
                yield ""
            else:
                yield from [None] * width
            held = []
        held.append(line[at:])
    yield from map(clean, _texts("\n".join(held)))


def stream_strips(cells: Iterable[str | None]) -> list[Strip]:
    """The strips of single cells: a label behind a figure begins the next."""
    strips: list[Strip] = []
    texts: list[str] = []
    behind: list[str | None] = []
    for cell in cells:
        if not cell or is_value(cell):
            behind.append(cell)
            continue
        if behind:
            strips.append(Strip(tuple(texts), tuple(behind), units=len(texts) + len(behind)))
            texts, behind = [], []
        texts.append(cell)
    last = Strip(tuple(texts), tuple(behind), units=len(texts) + len(behind))
    return [*strips, last] if last.units else strips


def _without_begins(strips: list[Strip]) -> list[Strip]:
    """The strips without the pipe that stands before every row in some copies, and looks like a blank cell.

    Such a copy begins with one, or has one behind all covered units but the last.
    """
    padded = [strip.cells for strip in strips[:-1] if None in strip.cells]
    begun = strips and not strips[0].texts and strips[0].cells == ("",)
    if not begun and not (padded and all(cells[-1] == "" for cells in padded)):
        return strips
    kept = []
    for strip in strips:
        cells = list(strip.cells)
        covered = max((i for i, cell in enumerate(cells) if cell is None), default=-1)
        if covered >= 0 and covered + 1 < len(cells):
            del cells[covered + 1]
        if strip is not strips[-1] and len(cells) > covered + 1 and cells[-1] == "":
            cells.pop()
        kept.append(replace(strip, cells=tuple(cells), units=len(strip.texts) + len(cells)))
    return [strip for strip in kept if strip.texts or strip.cells]
