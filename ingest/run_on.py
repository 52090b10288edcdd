"""A report whose paragraphs and cells run together in one line → headings, prose and tables again (pure).

Text that is taken out of a page without a mark between its elements ends nowhere: a row is its label and the digits
of all its cells. Headings and labels are the form's own words and show where to cut; digits are cut where they can be
cut in one way only, or in one that adds up in every row and column of the table. What is left open stays unread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from nianbao.ingest.digits import Numbers, adding_up, certain
from nianbao.ingest.flow import Block, Drawn, Paragraph, Unit
from nianbao.ingest.form import Form, Row, Table, load
from nianbao.ingest.numerals import is_value
from nianbao.ingest.review_head import is_head
from nianbao.ingest.whitespace import tidy

LEAST = 400
"""Characters of the shortest line that can hold three tables."""

MOST = 20_000
"""Characters of the longest section with a table in it."""

MENTIONS = 8
"""So often a label is looked for."""

DOUBT = "数字连写，按合计分开"

_HEADINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"一、\s*(?:总体情况|概述)",
        r"二、\s*主动公开政府信息情况",
        r"三、\s*收到和处理政府信息公开申请情况",
        r"四、\s*(?:因)?政府信息公开[^。]{0,12}复议[^。]{0,8}诉讼(?:的)?情况",
        r"五、\s*(?:政府信息公开工作)?存在的?(?:主要)?问题[及和]改进(?:情况|措施)",
        r"六、\s*其他需要报告的事项",
    )
)
_EDITIONS = (("2021", "本年制发件数", "逾期不补正"), ("2019", "本年新制作数量", "（六）其他处理"))
_ITEM = r"第\s*二十\s*条\s*第\s*[（(]\s*[一二三四五六七八九]\s*[)）]\s*项"
_FOLLOWED = re.compile(r"\s*\d[\d\s,.]*+(?![件条项个宗起次])")
_RUNS = re.compile(r"[\d\s]*")
_FIGURES = "0123456789.,-元万 \t\u3000\xa0"
_SIDES = ("received", "carried_in", "concluded", "carried_out")


class _Row(NamedTuple):
    """A row of the form, its label as printed, and the figures behind it; where both begin and end."""

    row: Row
    label: str
    behind: str
    begin: int
    end: int


def parted(line: str) -> list[Block] | None:
    """The blocks that a line holds; None where it is no report that runs together."""
    if len(line) < LEAST:
        return None
    cuts: list[tuple[int, int]] = []
    for heading in _HEADINGS:
        found = heading.search(line, cuts[-1][1] if cuts else 0)
        if found is None:
            return None
        cuts.append(found.span())
    bodies = [line[a:b] for (_, a), (b, _) in zip(cuts, [*cuts[1:], (len(line), 0)], strict=True)]
    if max(map(len, bodies[1:4])) > MOST:
        return None
    second, third = list(_disclosure(bodies[1])), list(_applications(bodies[2]))
    # where no cell of table 三 was blank, those of table 四 are taken to be filled as well
    fourth = list(_review(bodies[3], filled=any(map(_is_filled, third))))
    first, *_, fifth, sixth = ([_said(body)] for body in bodies)
    held: tuple[Sequence[Block], ...] = (first, second, third, fourth, fifth, sixth)
    if not any(isinstance(block, Drawn) for blocks in held for block in blocks):
        return None
    blocks: list[Block] = [_said(line[: cuts[0][0]])]
    for (begin, end), inside in zip(cuts, held, strict=True):
        blocks += [_said(line[begin:end]), *inside]
    return [block for block in blocks if isinstance(block, Drawn) or block.text]


def _said(text: str) -> Paragraph:
    return Paragraph(tidy(text))


def _is_filled(block: Block) -> bool:
    """Whether every row of a table has as many cells as the first row of figures could have."""
    if not isinstance(block, Drawn):
        return False
    wide = Counter(unit.row for unit in block.units)
    return all(wide[row] == wide[0] + 1 for row in wide if row)


# ------------------------------------------------------------------ 二


def _disclosure(text: str) -> Iterator[Block]:
    form = _edition(text, 1)
    table = form.table("disclosure") if form else None
    rows = list(_rows(text, table)) if table else []
    if table is None or not rows:
        yield _said(text)
        return
    behind = {row.row.key: row for row in rows}
    drawn: list[list[str]] = []
    for block in table.blocks:
        drawn += [[block.heading], ["信息内容", *(column.label for column in block.columns)]]
        for row in block.rows:
            if row.key in behind:
                drawn.append([behind[row.key].label, *_cells(behind[row.key].behind, len(block.columns))])
    yield from _around(text, rows, [Unit(cell, r, c) for r, cells in enumerate(drawn) for c, cell in enumerate(cells)])


def _cells(behind: str, count: int) -> list[str]:
    """The cells of a row of table 二; none where its digits can be cut in more ways than one."""
    if count == 1:
        return [behind.strip()] if is_value(behind.strip()) else []
    numbers = certain(behind.split(), count) if _RUNS.fullmatch(behind) else None
    return [str(number) for number in numbers or ()]


# ------------------------------------------------------------------ 三


def _applications(text: str) -> Iterator[Block]:
    form = _edition(text, 2)
    table = form.table("applications") if form else None
    rows = list(_rows(text, table)) if table else []
    if table is None or not rows or not _heads_in_order(text[: rows[0].begin], table):
        yield _said(text)
        return
    columns = table.blocks[0].columns
    known = {row.row.key: certain(row.behind.split(), len(columns)) for row in rows}
    summed = _summed(rows, table)
    units = [Unit(column.label, 0, i) for i, column in enumerate(columns, 1)]
    for r, row in enumerate(rows, 1):
        numbers = known[row.row.key] or summed.get(row.row.key) or ()
        doubt = None if known[row.row.key] else DOUBT
        units.append(Unit(row.label, r, 0))
        units += [Unit(str(number), r, c, doubt=doubt) for c, number in enumerate(numbers, 1)]
    yield from _around(text, rows, units)


def _heads_in_order(text: str, table: Table) -> bool:
    """Whether the heads of table 三 run together in the form's order, 总计 among them."""
    plain = re.sub(r"\s+", "", text)
    first, *under, total = (column.label for column in table.blocks[0].columns)
    at = [plain.find(first)]
    for label in under:
        at.append(plain.find(label, at[-1] + 1))
    return total in plain and at == sorted(at) and at[0] >= 0


def _summed(rows: Sequence[_Row], table: Table) -> dict[str, Numbers]:
    """The one way to cut the digits of all rows so that every row and every column adds up; nothing where it is not one."""
    wanted = len(table.blocks[0].columns)
    if {row.row.key for row in rows} != {row.key for row in table.rows}:
        return {}
    ways = {row.row.key: adding_up(row.behind.split(), wanted) for row in rows}
    if len(ways["concluded"]) != 1:
        return {}
    whole = ways["concluded"][0]
    for key, found in ways.items():
        if key not in _SIDES:
            ways[key] = [way for way in found if all(a <= b for a, b in zip(way, whole, strict=True))]
    if any(len(found) != 1 for found in ways.values()):
        return {}
    told = {key: found[0] for key, found in ways.items()}
    results = [numbers for key, numbers in told.items() if key not in _SIDES]
    received, carried_in, concluded, carried_out = (told[key] for key in _SIDES)
    ended = tuple(map(sum, zip(*results, strict=True))) == concluded
    kept = all(a + b == c + d for a, b, c, d in zip(received, carried_in, concluded, carried_out, strict=True))
    return told if ended and kept else {}


# ------------------------------------------------------------------ 四


def _review(text: str, *, filled: bool) -> Iterator[Block]:
    table = load("2021").table("review")
    blocks, columns = table.blocks[0].rows, table.blocks[0].columns
    found = re.search(r"总\s*计(?P<runs>(?:\s*\d)+)(?P<rest>\D*)$", text)
    head = text[: found.start("runs")] if found else ""
    if found is None or not is_head(head, len(blocks)):
        yield _said(text)
        return
    runs, count = found["runs"].split(), len(blocks) * len(columns)
    sure = certain(runs, count)
    ways = [sure] if sure else adding_up(runs, len(columns), len(blocks)) if filled else []
    numbers = ways[0] if len(ways) == 1 else ()
    units = [Unit(row.label, 0, i * len(columns)) for i, row in enumerate(blocks)]
    units += [Unit(column.label, 1, i) for i, column in enumerate([*columns] * len(blocks))]
    units += [Unit(str(number), 2, i, doubt=None if sure else DOUBT) for i, number in enumerate(numbers)]
    yield Drawn(tuple(units))
    yield _said(found["rest"])


# ------------------------------------------------------------------ words


def _edition(text: str, told_by: int) -> Form | None:
    plain = re.sub(r"\s+", "", text)
    return next((load(edition[0]) for edition in _EDITIONS if edition[told_by] in plain), None)


def _rows(text: str, table: Table) -> Iterator[_Row]:
    """The rows whose labels follow one another in the form's order, and the digits behind each."""
    found: list[tuple[Row, int, int]] = []
    at = 0
    for row in table.rows:
        match = next(filter(None, (_printed(label, text, at) for label in (row.label, *row.aliases))), None)
        if match is not None:
            found.append((row, *match.span()))
            at = match.end()
    over = (*table.heads, *(group.label for group in table.groups), *table.headings)
    words = re.compile("|".join([_ITEM, *(_pattern(text).pattern for text in over)]))
    for i, (row, begin, end) in enumerate(found):
        last = found[i + 1][1] if i + 1 < len(found) else len(text)
        word = words.search(text, end, last)
        behind = text[end : word.start() if word else last]
        if i + 1 == len(found):
            behind = behind[: len(behind) - len(behind.lstrip(_FIGURES))]
        told = behind if not behind.strip(_FIGURES) else ""
        yield _Row(row, text[begin:end], told, begin, end + len(told))


def _printed(label: str, text: str, at: int) -> re.Match[str] | None:
    """Where a label is printed: where figures follow it, for prose may name it too; else where it first stands."""
    found = list(islice(_pattern(label).finditer(text, at), MENTIONS))
    return next((match for match in found if _FOLLOWED.match(text, match.end())), found[0] if found else None)


def _pattern(label: str) -> re.Pattern[str]:
    """A label wherever white space stands in it; a number before it that would be read as digits belongs to it."""
    wide = {"（": "[（(]", "）": "[）)]", "“": '[“”"]?', "”": '[“”"]?', "，": "[，,]", ".": r"\s*[.．、]"}
    return re.compile(r"\s*".join(wide.get(letter, re.escape(letter)) for letter in label))


def _around(text: str, rows: Sequence[_Row], units: Sequence[Unit]) -> Iterator[Block]:
    """The table, and the prose before and behind it."""
    before = text[: rows[0].begin]
    head = re.search(rf"{_ITEM}|[（(]\s*本列数据|申请人情况", before)
    yield _said(before[: head.start()] if head else before)
    yield Drawn(tuple(units))
    yield _said(text[rows[-1].end :])
