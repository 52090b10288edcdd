"""Tabs that align columns, as `unexpand` leaves them, → spaces again (pure).

A tab parts the cells of a table, or it stands for the spaces up to the next stop of a typewriter; then it says nothing
of cells, and a blank one shows only in how far apart its neighbours stand. Which of the two it is, the lines
around it tell: where tabs part cells, no cell holds two figures far apart, and none begins with its own run of spaces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import itemgetter

from nianbao.ingest.alignment import Span, breadth
from nianbao.ingest.limits import TABLE_COLUMNS
from nianbao.ingest.numerals import is_value

STOPS = (8, 4)
"""Columns from one stop to the next: a terminal's, and what editors are often set to."""

NEAR = 4
"""Lines without columns of their own that a table may have one after the other: the pieces of a label, a page's end."""

TWICE = 2
"""So many fields with two pieces far apart are no accident."""

LED = 2
"""Runs of spaces of so many lengths, at the beginning of fields, are no indent."""

LENGTHS = 3
"""Rows of the three statutory tables have so many lengths behind their labels where every cell has its tab."""

LONG, REGULAR = 8, 0.8
"""Rows of so many fields are of table three or four; so large a share of them is nearly all."""

WIDEST = 1_000
"""Characters of the longest line that tabs are expanded to; no table is as wide."""

_GAP = re.compile(r"[ \u3000]{2,}")
_LED = re.compile(r" {2,}\S")
_LAID = re.compile(r"\S(?:[ \u3000]*\t\s*|[ \u3000]{2,})\S")
_PIECE = re.compile(r"\S+")


def without_stops(lines: Sequence[str]) -> list[str]:
    """`lines`, of those whose tabs are stops each tab as the spaces it stands for; the others as they are.

    Programs disagree about how many columns a hanzi takes (of display two, of characters one, of bytes in UTF-8
    three) and where stops are. What is taken is that by which the figures of a table begin, end or have their
    middles at the fewest places. Tables with more tabs in a line than a table has columns stay as they are.
    """
    found = list(lines)
    for first, end in _tables(lines):
        table = lines[first:end]
        if all(line.count("\t") <= TABLE_COLUMNS for line in table):
            found[first:end] = _without_stops(table)
    return found


def _without_stops(table: Sequence[str]) -> Sequence[str]:
    """A table with its tabs as spaces, if they are stops.

    Where its fields do not tell, the figures do, by standing at fewer places than behind different numbers of tabs.
    """
    told = _are_stops(table)
    cells = 0 if told else _places_of_cells(table)
    if not told and not cells:
        return table
    places, way = min(((_places(way), way) for way in _ways(table)), key=itemgetter(0))
    return way if told or places < cells else table


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches of lines with pieces far apart, those that hold tabs."""
    laid = [i for i, line in enumerate(lines) if _LAID.search(line)]
    cuts = [i for i, (a, b) in enumerate(pairwise(laid), 1) if sum(map(bool, map(str.strip, lines[a + 1 : b]))) > NEAR]
    for begin, end in pairwise([0, *cuts, len(laid)]):
        if begin < end and any("\t" in lines[i] for i in laid[begin:end]):
            yield laid[begin], laid[end - 1] + 1


def _are_stops(lines: Sequence[str]) -> bool:
    """Whether the fields of a table tell that its tabs are stops."""
    fields = [line.split("\t") for line in lines if "\t" in line and line.strip()]
    apart = sum(_is_apart(field) for row in fields for field in row)
    led = {len(led[0]) for row in fields for field in row[1:] if (led := _LED.match(field))}
    # spaces are turned into tabs before the spaces that are left over: a field filled up with spaces is a cell
    filled = sum(field.endswith("  ") for row in fields for field in row[1:-1])
    return apart >= TWICE or (len(led) >= LED and not filled and not _is_regular(list(map(len, fields))))


def _is_regular(counts: Sequence[int]) -> bool:
    """Whether nearly all long rows have as many fields: figures set flush right in cells are led by spaces too."""
    long = [count for count in counts if count >= LONG]
    return bool(long) and Counter(long).most_common(1)[0][1] >= REGULAR * len(long)


def _is_apart(field: str) -> bool:
    """Whether a field holds pieces that are parted by more than one space, a figure among the later ones."""
    first, *rest = _GAP.split(field.strip())
    return bool(first) and any(piece and is_value(piece) for piece in rest)


def _ways(lines: Sequence[str]) -> Iterator[list[str]]:
    """A table with its tabs as spaces in every way, the most usual first."""
    for stop in STOPS:
        for by in (breadth, _octets, len):
            yield [_expanded(line, stop, by) for line in lines]


def _places_of_cells(lines: Sequence[str]) -> int:
    """Behind how many different numbers of tabs the figures of a table stand; 0 where the tabs may well be cells.

    Then figures are so many cells behind their labels and stand wherever these end, and the rows have hardly more
    lengths than there are tables.
    """
    rows = [behind for line in lines if (behind := _behind_label(line)) and any(map(str.strip, behind))]
    if len({len(row) for row in rows}) <= LENGTHS:
        return 0
    return len({i for row in rows for i, field in enumerate(row) if field.strip()})


def _behind_label(line: str) -> list[str]:
    """The fields behind the last text of a line with tabs, none of them a text."""
    row = line.split("\t")
    return row[max((i for i, field in enumerate(row) if not is_value(field)), default=len(row)) + 1 :]


def _expanded(line: str, stop: int, by: Callable[[str], int]) -> str:
    """`line` with its tabs as spaces, if a text takes the columns that `by` counts.

    What would be longer than `WIDEST` stays as it is, but for its tabs.
    """
    if len(line) > WIDEST:
        return line.replace("\t", " ")
    counted, out = 0, list[str]()
    for i, field in enumerate(line.split("\t")):
        if i:
            out.append(" " * (stop - counted % stop))
            counted += stop - counted % stop
        out.append(field)
        counted += by(field)
    expanded = "".join(out)
    return expanded if len(expanded) <= WIDEST else line.replace("\t", " ")


def _places(lines: Iterable[str]) -> int:
    """At how many columns the figures of a table begin, end or have their middle, whichever are fewest."""
    spans = _spans(lines)
    return min(len({anchor(*span) for span in spans}) for anchor in _ANCHORS)


def _spans(lines: Iterable[str]) -> set[Span]:
    """Where the figures behind the texts of lines stand."""
    spans: set[Span] = set()
    for line in lines:
        pieces = [piece.span() for piece in _PIECE.finditer(line) if piece.start() and is_value(piece[0])]
        if pieces:
            columns = list(accumulate(map(breadth, line), initial=0))
            spans.update((columns[start], columns[end]) for start, end in pieces)
    return spans


_ANCHORS: tuple[Callable[[int, int], int], ...] = (lambda a, _: a, lambda _, b: b, lambda a, b: (a + b) // 2)


def _octets(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
