"""Lines of a flattened table without pipes → strips: some labels and the figures behind them (pure).

Blank cells are lost here. With one cell a line, a strip is what stands between two labels. With one row a
line, as text taken out of a PDF has it, a label of several lines leaves its figures on a line of their own,
above, below or in the midst of it: such a line belongs to a label only where, between two whole rows,
labels and lines of figures follow one another in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from nianbao.ingest.alignment import Span, breadth
from nianbao.ingest.form import normalise
from nianbao.ingest.numerals import is_value
from nianbao.ingest.strips import Strip, stream_strips
from nianbao.ingest.vocabulary import PARTS, is_word, likeness_of, row_named, words_of
from nianbao.ingest.whitespace import tidy

WIDEST = 400
"""Characters of the longest line in which columns are looked for."""

_PIECE = re.compile(r"\S+(?:(?<=\d)[ \u3000]+(?:万?元|件|条|项)(?!\S))?")
_HEADS_TOO = frozenset({"其他", "其它", "总计", "合计", "总数"})
"""Labels of rows that are heads of columns as well, unless they are numbered."""

_Kind: TypeAlias = Literal["row", "label", "figures", "text"]


@dataclass(frozen=True, slots=True)
class _Line:
    kind: _Kind
    texts: tuple[str, ...]
    figures: tuple[str, ...] = ()
    text_spans: tuple[Span, ...] = ()
    figure_spans: tuple[Span, ...] = ()

    @property
    def strip(self) -> Strip:
        return Strip(self.texts, self.figures, whole=True, text_spans=self.text_spans, cell_spans=self.figure_spans)


def spaced(lines: Sequence[str]) -> list[Strip]:
    """The strips of lines whose cells are parted by spaces or stand on a line of their own."""
    pieces = [pieces_of(line) for line in lines if line.strip()]
    in_rows = sum(bool(texts and figures) + 2 * (len(figures) > 2) for texts, figures in pieces)
    if in_rows < 2:
        return stream_strips(tidy(line) for line in lines if line.strip())
    told = _around(_joined([_line(line) for line in lines if line.strip()]))
    strips: list[Strip] = []
    for is_row, members in groupby(told, lambda line: line.kind == "row"):
        if is_row:
            strips.extend(line.strip for line in members)
        else:
            strips.extend(_in_turn(list(members)))
    return strips


def pieces_of(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts of a line and the figures at its end.

    >>> pieces_of("二、上年结转政府信息公开申请数量  3 0 / 251000 元")
    (('二、上年结转政府信息公开申请数量',), ('3', '0', '/', '251000元'))
    """
    if is_word(line):
        return (tidy(line),), ()
    if len(line.split()) == 1 and (words := words_of(line)):
        return words, ()
    pieces = ["".join(piece.split()) for piece in _PIECE.findall(line)]
    first = len(pieces)
    while first and is_value(pieces[first - 1]):
        first -= 1
    return tuple(pieces[:first]), tuple(pieces[first:])


def _spans(line: str) -> list[Span]:
    """Where the pieces of a line stand, as `pieces_of` cuts them; of a line longer than any table nobody asks."""
    if len(line) > WIDEST:
        return []
    at = [(match.start(), match.end()) for match in _PIECE.finditer(line)]
    return [(breadth(line[:start]), breadth(line[:end])) for start, end in at]


def names_row(texts: Sequence[str]) -> bool:
    """Whether the last of some texts, or the last few together, are the label of a row."""
    for count in range(1, min(PARTS, len(texts)) + 1):
        whole = "".join(texts[-count:])
        if row_named(whole) is not None and not (normalise(whole) in _HEADS_TOO and whole in _HEADS_TOO):
            return True
    return False


def _line(line: str) -> _Line:
    texts, figures = pieces_of(line)
    spans = tuple(_spans(line))
    spans = spans if len(spans) == len(texts) + len(figures) else ()
    of_texts, of_figures = spans[: len(texts)], spans[len(texts) :]
    if not figures:
        return _Line("label" if names_row(texts) else "text", texts, text_spans=of_texts)
    # letters of a label that is printed from top to bottom
    letters = all(len(normalise(text)) <= 2 for text in texts) and not names_row(texts)
    if letters:
        return _Line("figures", (), figures, figure_spans=of_figures)
    return _Line("row", texts, figures, of_texts, of_figures)


def _joined(lines: Sequence[_Line]) -> list[_Line]:
    """The lines with a label that is cut in two put together; its first lines have no figures."""
    out: list[_Line] = []
    for line in lines:
        count, whole = _completed(out, line)
        if count:
            del out[-count:]
            kind: _Kind = "row" if line.figures else "label"
            out.append(_Line(kind, whole, line.figures, figure_spans=line.figure_spans))
        else:
            out.append(line)
    return out


def _completed(before: Sequence[_Line], line: _Line) -> tuple[int, tuple[str, ...]]:
    """How many lines before `line` it completes to a label, and the texts of all; 0 where it completes none."""
    if line.kind in {"text", "row"} and not names_row(line.texts):
        for count in (1, 2):
            begun = before[-count:]
            if len(begun) < count or any(other.figures for other in begun):
                break
            whole = (*(text for other in begun for text in other.texts), *line.texts)
            gained = likeness_of("".join(whole)) - max(likeness_of("".join(other.texts)) for other in begun)
            if names_row(whole) and (gained > 0 or (line.figures and gained == 0)):
                return count, whole
    return 0, ()


def _around(lines: Sequence[_Line]) -> list[_Line]:
    """A label in whose midst its figures stand: what follows them is no label, and makes one of what comes before."""
    out: list[_Line] = []
    taken = False
    for i, line in enumerate(lines):
        if taken:
            taken = False
            continue
        after = lines[i + 1] if i + 1 < len(lines) else None
        if line.kind == "figures" and out and not out[-1].figures and after and after.kind == "text":
            whole = (*out[-1].texts, *after.texts)
            if names_row(whole) and likeness_of("".join(whole)) > likeness_of("".join(out[-1].texts)):
                out[-1] = _Line("row", whole, line.figures, figure_spans=line.figure_spans)
                taken = True
                continue
        out.append(line)
    return out


def _in_turn(lines: Sequence[_Line]) -> Iterator[Strip]:
    """The strips of lines between two whole rows."""
    order = [line.kind for line in lines if line.kind != "text"]
    pairs = len(order) // 2
    above, below = order == ["label", "figures"] * pairs, order == ["figures", "label"] * pairs
    held: _Line | None = None
    for line in lines:
        if line.kind == "text" or not (above or below):
            yield line.strip
        elif held is None:
            held = line
        else:
            figures = held if held.figures else line
            # a figure alone may be the number of a page
            whole = len(figures.figures) > 1
            yield Strip(held.texts or line.texts, figures.figures, whole=whole, cell_spans=figures.figure_spans)
            held = None
