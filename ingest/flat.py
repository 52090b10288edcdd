"""Statutory tables that a copy of a page has flattened → tables again (pure).

Stored copies of web pages and PDF-to-text give a table as lines: a pipe behind every cell, one row or one
cell a line; one cell a line without a mark; or cells parted by spaces. Nothing but the form's own words
tells where such a table begins and ends and where its rows do: a stretch of lines is taken for a table only
where rows come out of it whole, and every row that does not is left unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nianbao.ingest.envelope import is_page_number
from nianbao.ingest.flat_applications import applications
from nianbao.ingest.flat_disclosure import disclosure
from nianbao.ingest.flat_review import review
from nianbao.ingest.flow import Drawn, Unit
from nianbao.ingest.intruders import doubted
from nianbao.ingest.numerals import is_value
from nianbao.ingest.rebuilt import Rebuilt, by_table
from nianbao.ingest.spaced import names_row, pieces_of, spaced
from nianbao.ingest.strips import Blanks, Clean, Strip, begins_ruled, blanks_of, is_rule, piped, stream_strips
from nianbao.ingest.vocabulary import is_fragment, is_word, row_named, speaks

GAP = 3
"""Blank lines between two cells: some copies set one or two between all lines."""

MOST = 16
"""Blank lines one after the other that can be blank cells: those of table 四, and one that parts it from the text."""

CUT = 4
"""Lines that one cell may be cut into."""

CUT_HEADS = 3
"""Pieces side by side that can be the upper halves of heads; fewer are words of any text."""

LABEL = 160
"""Characters of the longest label with an organ's own remark in it."""

ROWS = 5
"""So many rows of one table are that table, even where no row can be read for the blank cells that were lost."""

_PIPE = re.compile(r"(?<!\\)\|")
_SENTENCE = re.compile(r"[。；！？]")
_HEADING = re.compile(
    r"\s*(?:#{1,6}\s.*|(?:第?[一二三四五六七](?:部分)?\s*[、.．,，:：]|\d{1,2}\s*、)?\s*"
    r"(?:.{0,16}(?:总体情况|主动公开政府信息情况|申请情况|(?:复议|诉讼).{0,12}情况|改进情况|改进措施|报告的事项|其他事项))\s*)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines that belong together, up to `end`; no tables where they are no statutory table."""

    end: int
    tables: tuple[Drawn, ...]


def find(
    lines: Sequence[str],
    at: int,
    clean: Clean,
    *,
    paged: bool = False,
    folios: bool = True,
    numbered: bool = False,
) -> Stretch | None:
    """The flattened tables that begin at line `at`; None where none can begin there.

    Args:
        lines: of the whole text.
        at: a line that is not blank.
        clean: makes the text of a cell out of what stands between two pipes.
        paged: a blank line may be a page's end; else it may be a blank cell.
        folios: a bare number may be a page's; web pages have none.
        numbered: bare numbers stand alone in the prose as well. Where none does, and every row has as many cells as
            columns, the blank ones among them, none of the cells is a page's number; where one does, a figure of
            table 二 may be one however whole its rows are.
    """
    if "\t" in lines[at] or _is_heading(lines[at]):
        return None
    if _begins_piped(lines, at):
        end = _piped_end(lines, at)
        kept = _without_folios(lines[at:end])
        if _is_whole(kept):
            return None
        strips = piped(kept, clean)
        rebuilt = _rebuilt(strips, blanks_of(strips, kept))
        words = {word for line in lines[at:end] for word in map(str.strip, _PIPE.split(line)) if _tells(word)}
        bare = any(line.strip().isdecimal() for line in kept)  # the number of a page has no pipe behind it
        return Stretch(end, _drawn(rebuilt, folios=folios and bare, numbered=numbered) if len(words) >= 3 else ())
    if "|" in lines[at] or not (_is_head(lines[at]) or _is_row(lines[at]) or _is_cut_head(lines, at)):
        return None
    end, looked = _spaced_end(lines, at)
    rebuilt = _rebuilt(spaced(_without_folios(lines[at:end])), Blanks.LOST)
    with_blanks, last = ([], end) if paged else _with_blank_lines(lines, at, end, clean)
    if _settled(with_blanks) > _settled(rebuilt):
        end, rebuilt, folios = last, with_blanks, folios and numbered
    is_table = _settled(rebuilt) >= 2 or any(len(r.named) >= ROWS for r in rebuilt)
    return Stretch(end, _drawn(rebuilt, folios=folios, numbered=numbered)) if is_table else Stretch(looked, ())


def _with_blank_lines(lines: Sequence[str], at: int, end: int, clean: Clean) -> tuple[list[Rebuilt], int]:
    """The tables of lines with a cell each, if blank lines are blank cells, and the line after the last of them.

    They are where all rows have as many cells as columns then; else there is no table here. Of the blank lines behind
    the last cell, as many as stand above the first part the table from what follows.
    """
    above = next((i for i in range(at) if lines[at - 1 - i].strip()), at)
    behind = next((i for i, line in enumerate(lines[end : end + MOST + above]) if line.strip()), 0)
    last = end + max(behind - above, 0)
    cells = [clean(line) for line in _without_folios(lines[at:last])]
    if all(cells) or any(pieces_of(cell)[0] and pieces_of(cell)[1] for cell in cells):
        return [], end
    rebuilt = _rebuilt(stream_strips(cells), Blanks.LOST)
    return ([], end) if any(table.left for table in rebuilt) else (rebuilt, last)


def _settled(rebuilt: Sequence[Rebuilt]) -> int:
    return sum(table.settled for table in rebuilt)


def _without_folios(lines: Sequence[str]) -> list[str]:
    """The lines without page numbers that no cell could be: `- 3 -`, `第3页`."""
    return [line for line in lines if is_value(line) or not is_page_number(line)]


def _rebuilt(strips: Sequence[Strip], blanks: Blanks) -> list[Rebuilt]:
    makers = {"disclosure": disclosure, "applications": applications, "review": review}
    return [makers[table](members, blanks) for table, members in by_table(strips)]


def _drawn(rebuilt: Sequence[Rebuilt], *, folios: bool, numbered: bool) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(tuple(_units(table, doubted(table, numbered=numbered) if folios else {})))
        for table in rebuilt
        if table.rows
    )


def _units(table: Rebuilt, doubts: Mapping[int, str]) -> Iterator[Unit]:
    for r, row in enumerate(table.rows):
        for c, text in enumerate(row):
            yield Unit(text, r, c, doubt=table.doubt or doubts.get(r))


def _is_whole(lines: Sequence[str]) -> bool:
    """Whether a table is none of the flattened: Markdown with a rule, every row with as many cells as the rule."""
    rows = [line.strip() for line in lines if line.strip()]
    widths = {len(_PIPE.split(row.strip("|"))) for row in rows}
    return any(map(is_rule, rows)) and len(widths) == 1 and all("|" in row[1:-1] for row in rows)


def _tells(text: str) -> bool:
    """Whether a text is a word long enough to be no accident."""
    return len(text) >= 4 and is_word(text)


def _is_heading(line: str) -> bool:
    return len(line) <= 60 and (line.startswith("#") or not is_word(line)) and _HEADING.fullmatch(line) is not None


# ------------------------------------------------------------------ with pipes


def _has_pipe(line: str) -> bool:
    return "|" in line and _PIPE.search(line) is not None and _SENTENCE.search(line) is None


def _begins_piped(lines: Sequence[str], at: int) -> bool:
    """Whether a table with pipes begins here: perhaps its first cell's pipe stands in one of the next lines."""
    if _has_pipe(lines[at]):
        return True
    if not is_fragment(lines[at]) and not is_word(lines[at]):
        return False
    ahead = [i for i in range(at + 1, min(at + 1 + CUT * (GAP + 1), len(lines))) if lines[i].strip()][:CUT]
    for i in ahead:
        if _has_pipe(lines[i]):
            return not begins_ruled(lines, i) and (is_word(lines[at]) or not is_word(_PIPE.split(lines[i])[0]))
        if not is_fragment(lines[i]):
            return False
    return False


def _piped_end(lines: Sequence[str], at: int) -> int:
    """The line after the last cell of the table: pipes go on, and what stands between them is no heading or sentence.

    As in Markdown, a table with a rule under its head ends at a blank line.
    """
    end, blank, between, ruled = at, 0, 0, False
    for i in range(at, len(lines)):
        line = lines[i]
        if not line.strip():
            blank += 1
            if blank > GAP:
                break
            continue
        if blank and (ruled or (i + 1 < len(lines) and is_rule(lines[i + 1]))):
            break
        if i > at and begins_ruled(lines, i):
            break
        blank = 0
        if _has_pipe(line):
            ruled = ruled or is_rule(line)
            end, between = i + 1, 0
            continue
        between += 1
        if "\t" in line or between > CUT or len(line) > LABEL or _is_heading(line) or _SENTENCE.search(line):
            break
    return end


# ------------------------------------------------------------------ without pipes


def _is_head(line: str) -> bool:
    """Whether a line holds words of the form and nothing else."""
    texts, figures = pieces_of(line)
    return not figures and (is_word(line) or all(map(is_word, texts)))


def _is_cut_head(lines: Sequence[str], at: int) -> bool:
    """Whether a line holds the upper halves of heads side by side, and the next goes on with words of the form."""
    texts, figures = pieces_of(lines[at])
    if figures or len(texts) < CUT_HEADS or not all(map(is_fragment, texts)):
        return False
    after = next((line for line in lines[at + 1 : at + 2 + GAP] if line.strip()), "")
    return _is_head(after) and bool(pieces_of(after)[0])


def _is_row(line: str) -> bool:
    """Whether a line is a whole row: the label of a row and figures."""
    texts, figures = pieces_of(line)
    return bool(figures and texts) and names_row(texts)


def _is_part(line: str) -> bool:
    """Whether a line by itself can be part of a flattened table."""
    if is_word(line) or is_value(line.strip()) or is_page_number(line):
        return True
    texts, _ = pieces_of(line)
    return all(map(is_fragment, texts)) or speaks(line) or _is_row(line)


def _spaced_end(lines: Sequence[str], at: int) -> tuple[int, int]:
    """The line after the last figure or word of the table that begins at `at`, and the line that was looked at last."""
    end, blank, last, i = at, 0, "", at
    for i in range(at, len(lines)):
        line = lines[i]
        if not line.strip():
            blank += 1
            if blank > MOST:
                break
            continue
        if "\t" in line or "|" in line or _is_heading(line) or (blank > GAP and not _is_part(line)):
            break
        blank = 0
        if not _is_part(line) and not _goes_on(lines, i, last):
            break
        if is_word(line) or pieces_of(line)[1]:
            end = i + 1
        last = line
    return end, max(end, i)


def _goes_on(lines: Sequence[str], at: int, last: str) -> bool:
    """Whether an unknown text is a label: figures follow it, or it and its neighbour are one label cut in two."""
    line = lines[at]
    if len(line) > LABEL or _SENTENCE.search(line):
        return False
    after = next((other for other in lines[at + 1 : at + 2 + GAP] if other.strip()), "")
    texts, figures = pieces_of(after)
    behind = pieces_of(line)[1]
    return (
        len(behind) >= 3
        or (bool(figures) and not texts)
        or row_named(line + after) is not None
        or row_named(last + line) is not None
    )
