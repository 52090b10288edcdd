"""Words found in a question → the figures asked for (pure).

Rows, groups and sums are crossed with the columns named beside them, within their own table; what a
question leaves out is filled in as a reader of the form would (no column: 总计), and what could be two
different cells is asked back instead of guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.answer import Reason
from nianbao.app.query import Problem, Wanted
from nianbao.app.vocabulary import Entry, Hit, Slot
from nianbao.app.wanted import bare_column, cell, columns_by_key, label_of, newest, rows_by_key
from nianbao.ingest.form import Measure, WordSet, bare, specs

_MAIN_COLUMNS = {"applications": ("total",), "review": ("total",)}

_MAIN_DISCLOSURE = {
    "licences": (("decisions",),),
    "other_services": (("decisions",),),
    "penalties": (("decisions",),),
    "compulsory_measures": (("decisions",),),
    "fees": (("amount",),),
    "rules": (("issued", "newly_made"), ("repealed", "newly_published"), ("in_force", "published_total")),
    "normative_documents": (("issued", "newly_made"), ("repealed", "newly_published"), ("in_force", "published_total")),
    "procurement": (("projects",), ("amount",)),
}
"""Without a column: what a reader means, each as the columns of the two editions that may hold it."""


def from_hits(hits: Sequence[Hit], each: bool = False) -> tuple[tuple[Wanted, ...], Problem | None]:
    """The figures that the words of a question ask for, and what stands in the way."""
    hits = _of_cases(hits)
    items = _items(hits, each)
    columns = [entry for hit in hits for entry in hit.of(Slot.COLUMN)]
    for word_set in _sets(hits):
        items.extend(_heading(word_set.table, group) for group in word_set.groups)
        columns.extend(Entry(Slot.COLUMN, word_set.table, column) for column in word_set.columns)
    columns.extend(_other_column(hits, items))
    if (stray := _stray(items, columns)) is not None:
        return (), stray
    groups_of_columns = [entry for hit in hits for entry in hit.of(Slot.COLUMN_GROUP)]
    if not items:
        if (columns and any(c.table == "applications" for c in columns)) or groups_of_columns:
            items = [(Entry(Slot.ROW, "applications", "received"),)]
        elif any(c.table == "review" for c in columns):
            word = next(columns_by_key()[c.table, c.key].label for c in columns if c.table == "review")
            return (), Problem(
                f"“{word}”在行政复议和行政诉讼两处都有，请问是哪一处？",
                choices=(f"行政复议{word}多少件", f"行政诉讼{word}多少件"),
            )
    wanted = [w for entries in items for w in _crossed(entries, columns, groups_of_columns)]
    if items and (problem := _half_carried(hits)):
        return (), problem
    unique = tuple({w.alternatives: w for w in wanted}.values())
    if len(unique) == 1 and unique[0].keys == ("applications.received.total",) and not _says_new(hits):
        # 收到 may or may not count what was carried in: the usual one, the other beside it
        unique = (replace(unique[0], beside=(cell("applications.carried_in.total"),)),)
    if not unique and (problem := _vague(hits)):
        return (), problem
    return unique, None


def _of_cases(hits: Sequence[Hit]) -> Sequence[Hit]:
    """复议没办完的几件: of a case, what is not done is 尚未审结, and nothing is carried over."""
    cases = any(e.table == "review" and e.slot in (Slot.ROW, Slot.MEASURE) for hit in hits for e in hit.entries)
    if not cases or any(e.table == "applications" and e.key != "carried_out" for hit in hits for e in hit.entries):
        return hits
    pending = (Entry(Slot.COLUMN, "review", "pending"),)
    return [
        replace(hit, entries=pending)
        if hit.of(Slot.ROW) and hit.entries[0].key == "carried_out" and "年" not in hit.word
        else hit
        for hit in hits
    ]


def of_key(key: str) -> Wanted | None:
    """The figure of a cell's key, or of a heading's with a column (`applications.refused.total`: a sum); None for no key.

    >>> of_key("applications.refused.total").label, of_key("applications.refused.amount")
    ('不予公开', None)
    """
    table, _, rest = key.partition(".")
    row, _, column = rest.rpartition(".")
    if key in specs():
        if table == "disclosure":
            pair = next((keys for keys in _MAIN_DISCLOSURE.get(row, ()) if column in keys), (column,))
            others = [f"{table}.{row}.{one}" for one in pair if one != column]
            return cell(key, *(other for other in others if other in specs()))
        return _in_column(_heading_or_row(table, row), None, column)
    if (table, column) in columns_by_key() and any(
        row == g.key for t in newest().tables for g in t.groups if t.key == table
    ):
        return _in_column(_heading(table, row), None, column)
    return None


def _heading_or_row(table: str, row: str) -> tuple[Entry, ...]:
    groups = {group.key for t in newest().tables if t.key == table for group in t.groups}
    return _heading(table, row) if row in groups else (Entry(Slot.ROW, table, row),)


def _half_carried(hits: Sequence[Hit]) -> Problem | None:
    """新收、办结、结转: 结转 beside other figures is asked back, unless one of its two rows is named or added in."""
    carried = {"carried_in", "carried_out", "workload"}
    if any(entry.key in carried for hit in hits for entry in hit.entries):
        return None
    return _vague([hit for hit in hits if any(entry.key == "carry" for entry in hit.of(Slot.VAGUE))])


def _heading(table: str, group: str) -> tuple[Entry, ...]:
    """A heading, which in an earlier edition is a row of its own (其他处理)."""
    row = (Entry(Slot.ROW, table, group),) if (table, group) in rows_by_key() else ()
    return (*row, Entry(Slot.GROUP, table, group))


def _other_column(hits: Sequence[Hit], items: Sequence[tuple[Entry, ...]]) -> list[Entry]:
    """其他 beside a row is that table's column of the name: 予以公开其他, 复议维持、纠正、其他."""
    if not any(entry.key == "other" for hit in hits for entry in hit.of(Slot.VAGUE)):
        return []
    tables = {entries[0].table for entries in items}
    names = {"applications": "other_org", "review": "other"}
    return [Entry(Slot.COLUMN, table, names[table]) for table in sorted(tables) if table in names]


def _stray(items: Sequence[tuple[Entry, ...]], columns: Sequence[Entry]) -> Problem | None:
    """自然人被罚几件: a kind of applicant beside a row of a table that does not count by applicants."""
    tables = {entries[0].table for entries in items}
    applicants = [c for c in columns if c.table == "applications"]
    if applicants and tables and "applications" not in tables:
        return Problem("行政许可、处罚、强制和复议、诉讼都不按申请人类别分列。", Reason.NOT_IN_FORM)
    for column in columns:
        if column.table not in _DIVIDING or not tables or (column.key, column.table) in _COMMON:
            continue
        rows = [(e.table, e.key) for entries in items for e in entries if e.slot in (Slot.ROW, Slot.MEASURE)]
        here = [key for table, key in rows if table == column.table]
        divided = any(column.table == "review" or f"disclosure.{row}.{column.key}" in specs() for row in here)
        if not divided and (column.table == "review" or all(table == "disclosure" for table, _ in rows)):
            label = bare_column(columns_by_key()[column.table, column.key].label)
            return Problem(f"统计表里所问的这一项没有“{label}”这一栏。", Reason.NOT_IN_FORM)
    return None


_DIVIDING = frozenset({"disclosure", "review"})
"""Tables whose columns say what became of the row: 行政处罚撤销 is no 行政处罚, 行政许可废止 no 行政许可."""

_COMMON = frozenset(
    (key, "disclosure") for key in ("issued", "newly_made", "newly_published", "published_total", "decisions", "amount")
)
"""Columns whose words are everyday ones (公开, 发了, 金额) and narrow nothing."""


def _sets(hits: Sequence[Hit]) -> list[WordSet]:
    meant = {entry.key for hit in hits for entry in hit.of(Slot.SET)}
    return [word_set for word_set in newest().sets if word_set.key in meant]


def _says_new(hits: Sequence[Hit]) -> bool:
    return any("新收" in hit.word for hit in hits)


def _items(hits: Sequence[Hit], each: bool) -> list[tuple[Entry, ...]]:
    """Rows, groups and sums in order; a weak word (申请) only where nothing stronger is there."""
    found = []
    for hit in hits:
        entries = tuple(e for e in hit.entries if e.slot in (Slot.ROW, Slot.GROUP, Slot.MEASURE))
        if not entries and hit.of(Slot.RATE) and not re.search("[率比]", hit.word):
            entries = (Entry(Slot.ROW, "applications", "granted"),)  # 全都公开的有几件 is no rate
        if entries:
            found.append((hit, entries))
    strong = [entries for hit, entries in found if not hit.weak]
    groups = any(word_set.groups for word_set in _sets(hits))
    # 办完了多少件申请: what was done with the requests is meant, not how many came
    faint = [entries for hit, entries in found if hit.faint] or [entries for _, entries in found]
    chosen = strong or ([] if groups else faint[:1])
    if each:
        chosen = [part for entries in chosen for part in _apart(entries)]
    return chosen


def _apart(entries: tuple[Entry, ...]) -> list[tuple[Entry, ...]]:
    """复议和诉讼各几件 asks for two figures, 复议和诉讼几件 for their sum."""
    if entries[0].slot is Slot.MEASURE and entries[0].key == "cases":
        return [(Entry(Slot.ROW, "review", "reconsideration"),), (Entry(Slot.MEASURE, "review", "suits"),)]
    if entries[0].slot is Slot.MEASURE and entries[0].key == "disclosed":
        return [(Entry(Slot.ROW, "applications", key),) for key in ("granted", "partially_granted")]
    return [entries]


def _crossed(entries: tuple[Entry, ...], columns: Sequence[Entry], column_groups: Sequence[Entry]) -> list[Wanted]:
    table = entries[0].table
    here = [c for c in columns if c.table == table]
    if table == "disclosure":
        return _disclosure(entries, here)
    measure = next((m for m in newest().measures if entries[0].slot is Slot.MEASURE and m.key == entries[0].key), None)
    if measure is not None and measure.columns:
        return [_measured(measure, column) for column in measure.columns]
    keys = list(dict.fromkeys(c.key for c in here)) or ([] if column_groups else list(_MAIN_COLUMNS[table]))
    wanted = [_in_column(entries, measure, key) for key in keys]
    for entry in column_groups:
        if entry.table == table:
            wanted.append(_in_columns(entries, measure, entry.key))
    return [w for w in wanted if w is not None]


def _row_sets(entries: tuple[Entry, ...], measure: Measure | None) -> list[tuple[str, tuple[str, ...]]]:
    """(label, rows to add) for every reading of the entries: a printed row before a heading's rows."""
    table = newest().table(entries[0].table)
    if measure is not None:
        return [(measure.label, measure.rows)]
    sets: list[tuple[str, tuple[str, ...]]] = []
    for entry in sorted(entries, key=lambda e: e.slot is Slot.GROUP):
        if entry.slot is Slot.GROUP:
            group = next(g for g in table.groups if g.key == entry.key)
            sets.append((bare(group.label), tuple(row.key for row in table.rows_of(group.key))))
        else:
            sets.append((rows_by_key()[entry.table, entry.key][1].title, (entry.key,)))
    return sets


def _in_column(entries: tuple[Entry, ...], measure: Measure | None, column: str) -> Wanted | None:
    table = entries[0].table
    sets = _row_sets(entries, measure)
    laid = [tuple(f"{table}.{row}.{column}" for row in rows) for _, rows in sets]
    alternatives = tuple(keys for keys in laid if all(key in specs() for key in keys))
    if not alternatives:
        return None
    name = columns_by_key()[table, column].label
    label = sets[0][0]
    if len(alternatives) == 1 and len(alternatives[0]) == 1:
        label = label_of(alternatives[0][0])
    elif table == "review":
        label = f"{label}{name}"
    elif column != "total":
        label = f"{label}（{name}）"
    return Wanted(label, alternatives, measure.note if measure else "")


def _in_columns(entries: tuple[Entry, ...], measure: Measure | None, column_group: str) -> Wanted:
    """A figure of 法人或其他组织: the sum over the columns under that head."""
    group = next(g for g in newest().column_groups if g.key == column_group)
    sets = _row_sets(entries, measure)
    alternatives = tuple(
        tuple(f"{group.table}.{row}.{column}" for row in rows for column in group.columns) for _, rows in sets
    )
    usable = tuple(keys for keys in alternatives if all(key in specs() for key in keys))
    return Wanted(f"{sets[0][0]}（{group.label}）", usable or alternatives)


def _measured(measure: Measure, column: str) -> Wanted:
    def keys(name: str) -> tuple[str, ...]:
        return tuple(f"{measure.table}.{row}.{name}" for row in measure.rows)

    beside = tuple(
        Wanted(f"行政诉讼{columns_by_key()[measure.table, name].label}", (keys(name),)) for name in measure.beside
    )
    return Wanted(measure.label, (keys(column),), measure.note, beside)


def _disclosure(entries: tuple[Entry, ...], columns: Sequence[Entry]) -> list[Wanted]:
    row = entries[0].key
    title = rows_by_key()["disclosure", row][1].title
    named: list[tuple[str, ...]] = []
    by_word: dict[str, list[str]] = {}
    for column in columns:
        if f"disclosure.{row}.{column.key}" in specs():
            by_word.setdefault(_edition_pair(column.key), []).append(column.key)
    named.extend(tuple(dict.fromkeys(keys)) for keys in by_word.values())
    wanted = []
    for group in named or list(_MAIN_DISCLOSURE[row]):
        keys = [f"disclosure.{row}.{column}" for column in group]
        present = [key for key in keys if key in specs()]
        if present:
            label = title if len(present) == 1 and group == ("decisions",) else label_of(present[0])
            wanted.append(Wanted(label, tuple((key,) for key in present)))
    return wanted


def _edition_pair(column: str) -> str:
    """Columns of the two editions that answer the same word share a slot."""
    pairs = {"newly_made": "issued", "issued": "issued"}
    return pairs.get(column, column)


def _vague(hits: Sequence[Hit]) -> Problem | None:
    for hit in hits:
        for entry in hit.of(Slot.VAGUE):
            if entry.key == "other":
                return Problem(
                    "“其他”在表中有好几处：申请人类别、办理结果和复议诉讼结果，请问是哪一处？",
                    choices=(
                        "其他处理一共几件",
                        "行政复议其他结果几件",
                        "行政诉讼其他结果几件",
                        "其他组织提了几件申请",
                    ),
                )
            if entry.key == "carry":
                return Problem(
                    "“结转”分上年结转（转入本年）和结转下年度（转出），请问是哪一个？",
                    choices=("上年结转多少件", "结转下年度多少件"),
                    doubtful=True,
                )
        if hit.of(Slot.TOTAL):
            return Problem(
                "表中有好几个“总计”，请问是哪一项的总计？",
                choices=("新收申请总计多少件", "办理结果总计多少件", "行政复议总计多少件"),
                doubtful=True,
            )
    return None
