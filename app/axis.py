"""Words of the form said to be a row or a column: “其他”一行, 自然人那一列 (pure).

The same word is often printed at both edges of a table; what is said to be a row is read as one, and a column without
its row is no cell and is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from nianbao.app.answer import Reason
from nianbao.app.query import Problem
from nianbao.app.residue import residue
from nianbao.app.vocabulary import Entry, Hit, Slot, find
from nianbao.ingest import form as forms_module
from nianbao.ingest.form import bare, normalise

_SAID = r"的?(?:(?:[这那该]一?|一)(?P<axis>[行列栏格项])(?![政使为业动出举表目])|(?P<bare>[行列栏])(?=[,，、。?？和与的里中是为]|$))"
SAID_AXIS = re.compile(_SAID)
"""What says that the word before it is a row or a column; 栏, 格 and 项 are said of either."""
_QUOTED = re.compile(rf"[“\"「『'‘《](?P<word>[^“”\"「」『』'‘’《》]{{1,24}})[”\"」』'’》](?:{_SAID})")
_ROWS = frozenset({Slot.ROW, Slot.GROUP, Slot.MEASURE})
_COLUMNS = frozenset({Slot.COLUMN, Slot.COLUMN_GROUP, Slot.TOTAL})
_AXES = {"行": _ROWS, "列": _COLUMNS | {Slot.VAGUE}}


def pinned(hits: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """The words of the form, those said to be a row or a column with their meanings of that kind alone."""
    return tuple(_pinned(hit, text) for hit in hits)


def _pinned(hit: Hit, text: str) -> Hit:
    said = SAID_AXIS.match(text, hit.end)
    if said is None:
        return hit
    axis = said["axis"] or said["bare"]
    if axis not in "行列":
        return hit  # 栏 and 格 are said of both
    if axis == "列":
        entries = tuple(entry for entry in hit.entries if entry.slot in _COLUMNS)
        return replace(hit, entries=entries or hit.entries)
    entries = tuple(entry for entry in hit.entries if entry.slot in _ROWS) or _rows_named().get(hit.word, ())
    return replace(hit, entries=entries or hit.entries)


@cache
def _rows_named() -> dict[str, tuple[Entry, ...]]:
    """What a row is printed as → the rows of that label in any edition (总计, 其他)."""
    found: dict[str, dict[Entry, None]] = {}
    for form in forms_module.forms():
        for table in form.tables:
            for row in table.rows:
                for label in (row.label, bare(row.label), *row.aliases):
                    found.setdefault(normalise(label), {})[Entry(Slot.ROW, table.key, row.key)] = None
    return {label: tuple(rows) for label, rows in found.items()}


def off_the_form(question: str, hits: Sequence[Hit], text: str) -> Problem | None:
    """Why what is said to be a row or a column is no cell: not printed, or a column whose row is not said.

    Args:
        question: as asked, normalised, with its quotation marks.
        hits: the words of the form in `text`, the question as it is read.
    """
    for match in _QUOTED.finditer(question):
        word, axis = bare(match["word"]), match["axis"] or match["bare"]
        found = pinned(find(word), f"{word}一{axis}")
        slots = _AXES.get(axis, _ROWS | _COLUMNS | {Slot.VAGUE})
        printed = any(hit.of(slot) for hit in found for slot in slots)
        if not printed or residue(word, [(hit.start, hit.end) for hit in found]):
            return Problem(f"统计表没有所问的这一{axis}。", Reason.NOT_IN_FORM)
    if any(hit.of(slot) for hit in hits for slot in _ROWS):
        return None
    for hit in hits:
        said = SAID_AXIS.match(text, hit.end)
        tables = {entry.table for entry in hit.entries if entry.slot in (Slot.COLUMN, Slot.COLUMN_GROUP)}
        if said is not None and (said["axis"] or said["bare"]) == "列" and tables:
            choices = tuple(f"{row}{hit.word}多少件" for table in sorted(tables) for row in _some_rows(table, hit))
            return Problem(f"“{hit.word}”是表中的一列，请问是哪一行？", choices=choices[:4])
    return None


def _some_rows(table_key: str, hit: Hit) -> tuple[str, ...]:
    """Rows that have the column, by the word that people use for them."""
    keys = {entry.key for entry in hit.entries if entry.table == table_key}
    for form in forms_module.forms():
        table = form.table(table_key)
        for block in table.blocks:
            groups = {group.key: set(group.columns) for group in form.column_groups if group.table == table_key}
            wanted = set().union(*(groups.get(key, {key}) for key in keys))
            if wanted & {column.key for column in block.columns}:
                rows = [row for row in table.rows if f"{table_key}.{row.key}.{min(wanted)}" in forms_module.specs()]
                return tuple(row.words[0] for row in rows if row.words)[:4]
    return ()
