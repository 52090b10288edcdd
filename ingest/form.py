"""The statutory forms as typed values, loaded from `forms/*.toml`.

Reader, validator, question understanding, exports and help all read these; nothing else in the program
knows a row, a label or a relation. Adding next year's form is adding a file.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from nianbao.ingest.errors import FormError

RULES = ("balance", "concluded_sum", "row_total", "review_total")

_ITEM = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)|[一二三四五六七八九](?=总计))"
)
_SIGNS = re.compile(r"[^\w/]|_")


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: its unit and kind hold for every cell below it."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    explain: str = ""
    unit: str = "件"
    decimal: bool = False
    signed: bool = False
    free_unit: bool = False

    def __hash__(self) -> int:
        """Of the key alone: forms are keys of caches, and a hash of every label would cost more than what is cached."""
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row; `group` is the key of the heading it stands under, where that heading has no cells."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    explain: str = ""
    article: str = ""
    group: str | None = None
    name: str = ""

    def __hash__(self) -> int:
        """Of the key alone, as a column's."""
        return hash(self.key)

    @property
    def title(self) -> str:
        """How a sentence calls the row: `name` where the printed label alone would mislead, else the bare label."""
        return self.name or bare(self.label)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading without cells of its own (（三）不予公开): its figure is the sum of its rows."""

    key: str
    label: str
    words: tuple[str, ...] = ()
    explain: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows × columns under one header."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    heading: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell of a form, with the row and the column that meet in it."""

    key: str
    table: str
    row: Row
    column: Column


@dataclass(frozen=True, slots=True)
class Table:
    """One statutory table: `section` is the number of the section it stands in.

    `heads` are printed over several columns, `headings` over several groups of rows; neither has cells of its own.
    """

    key: str
    section: str
    title: str
    blocks: tuple[Block, ...]
    groups: tuple[Group, ...] = ()
    aliases: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Of the key alone, as a column's."""
        return hash(self.key)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in printed order."""
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def entries(self) -> tuple[Row | Group, ...]:
        """Rows and headings: everything that has an explanation of its own."""
        return (*self.rows, *self.groups)

    @property
    def cells(self) -> tuple[CellSpec, ...]:
        """All cells, in printed order."""
        return tuple(
            CellSpec(f"{self.key}.{row.key}.{column.key}", self.key, row, column)
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        )

    def rows_of(self, group: str) -> tuple[Row, ...]:
        """The rows that stand under the heading `group`."""
        return tuple(row for row in self.rows if row.group == group)


@dataclass(frozen=True, slots=True)
class Relation:
    """One instance of a printed or derived equation: sum(left) = sum(right).

    `total` says that the right side is one printed total of the left side's parts.
    `over` is the row or column key the equation was laid over, and `axis` says which of the two.
    """

    rule: str
    table: str
    axis: Literal["columns", "rows"]
    over: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All cells, the printed total first."""
        return (*self.right, *self.left)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that the form does not print: a sum of `rows`, in `columns` where it fixes them.

    `beside` are columns shown with it; `note` is a sentence that must go with every such figure.
    """

    key: str
    table: str
    rows: tuple[str, ...]
    label: str
    words: tuple[str, ...]
    explain: str = ""
    note: str = ""
    columns: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A printed head over several columns that has no column of its own (法人或其他组织)."""

    key: str
    table: str
    columns: tuple[str, ...]
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordSet:
    """Words that people use for several headings or columns at once: each is shown, none is guessed."""

    key: str
    table: str
    words: tuple[str, ...]
    groups: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """One usual way to compute a rate: numerator ÷ (denominator − less), in row or column keys of its table."""

    label: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    less: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage people ask for, with every usual definition. In table 四 the keys are columns, in 三 rows."""

    key: str
    table: str
    label: str
    words: tuple[str, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One edition of the national form."""

    edition: str
    notice: str
    first_year: int
    tables: tuple[Table, ...]
    relations: tuple[Relation, ...]
    measures: tuple[Measure, ...] = ()
    column_groups: tuple[ColumnGroup, ...] = ()
    rates: tuple[Rate, ...] = ()
    sets: tuple[WordSet, ...] = ()

    def __hash__(self) -> int:
        """Of the edition alone: no two forms are of one."""
        return hash(self.edition)

    def table(self, key: str) -> Table:
        """The table `key`.

        Raises:
            FormError: no such table.
        """
        for table in self.tables:
            if table.key == key:
                return table
        raise FormError(f"form {self.edition} has no table {key}")


def bare(label: str) -> str:
    """A printed label without its number.

    >>> bare("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"), bare("3.危及“三安全一稳定”")
    ('部分公开', '危及“三安全一稳定”')
    """
    text = re.sub(r"^(?:[（(]?[一二三四五六七八九十]+[）)、]|\d{1,2}\.)", "", label)
    return re.sub(r"（区分处理.*）$", "", text)


@lru_cache(maxsize=16_384)
def normalise(label: str) -> str:
    """A label without what printers vary: width, spaces, brackets, quotation marks, punctuation, leading numbers.

    >>> normalise("（三）不 予公开"), normalise("3. 危及“三安全一稳定”")
    ('不予公开', '危及三安全一稳定')
    """
    text = "".join(unicodedata.normalize("NFKC", label).split())
    return _SIGNS.sub("", _ITEM.sub("", text))


def _tuples(raw: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}


def _column(raw: dict[str, Any]) -> Column:
    return Column(**_tuples(raw))


def _row(raw: dict[str, Any]) -> Row:
    return Row(**_tuples(raw))


def _table(raw: dict[str, Any]) -> Table:
    if "same_as" in raw:
        return _derived(load(raw["same_as"]).table(raw["key"]), raw)
    blocks = tuple(
        Block(
            rows=tuple(_row(row) for row in block["rows"]),
            columns=tuple(_column(column) for column in block["columns"]),
            heading=block.get("heading", ""),
            item=block.get("item", ""),
        )
        for block in raw["block"]
    )
    groups = tuple(Group(**_tuples(group)) for group in raw.get("group", []))
    words = {name: tuple(raw.get(name, ())) for name in ("aliases", "heads", "headings")}
    return Table(raw["key"], raw["section"], raw["title"], blocks, groups, **words)


def _derived(base: Table, raw: dict[str, Any]) -> Table:
    """A table taken over from another edition, less and plus some rows."""
    inserts = {insert["after"]: _row(insert["row"]) for insert in raw.get("insert", [])}
    without = set(raw.get("without", ()))
    blocks = []
    for block in base.blocks:
        rows: list[Row] = []
        for row in block.rows:
            if row.key not in without:
                rows.append(row)
            if row.key in inserts:
                rows.append(inserts[row.key])
        blocks.append(replace(block, rows=tuple(rows)))
    groups = tuple(group for group in base.groups if group.key not in set(raw.get("without_groups", ())))
    return replace(base, blocks=tuple(blocks), groups=groups)


def _relations(raw: dict[str, Any], table: Table) -> list[Relation]:
    rule, axis = raw["rule"], raw["over"]
    if rule not in RULES:
        raise FormError(f"unknown relation {rule}")
    laid = []
    for block in table.blocks:
        rows, columns = [row.key for row in block.rows], [column.key for column in block.columns]
        lines = columns if axis == "columns" else rows
        for line in lines:

            def key(name: str, line: str = line) -> str:
                row, column = (name, line) if axis == "columns" else (line, name)
                return f"{table.key}.{row}.{column}"

            if raw.get("parts") == "results":
                first, last = rows.index("granted"), rows.index(raw["total"])
                left, right = rows[first:last], [raw["total"]]
            elif "parts" in raw:
                left, right = raw["parts"], [raw["total"]]
            else:
                left, right = raw["left"], raw["right"]
            laid.append(Relation(rule, table.key, axis, line, tuple(map(key, left)), tuple(map(key, right))))
    return laid


@cache
def load(edition: str) -> Form:
    """The form of `edition` (`2021`, `2019`).

    Raises:
        FormError: no such file, or it contradicts itself.
    """
    file = files("nianbao.ingest").joinpath("forms", f"{edition}.toml")
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FormError(f"form {edition} cannot be read: {error}") from error
    tables = tuple(_table(table) for table in raw["table"])
    by_key = {table.key: table for table in tables}
    relations = tuple(laid for relation in raw["relation"] for laid in _relations(relation, by_key[relation["table"]]))
    known = {cell.key for table in tables for cell in table.cells}
    for relation in relations:
        if missing := [key for key in relation.keys if key not in known]:
            raise FormError(f"form {edition}: relation {relation.rule} names {missing}")
    return Form(
        raw["edition"],
        raw["notice"],
        raw["first_year"],
        tables,
        relations,
        tuple(Measure(**_tuples(measure)) for measure in raw.get("measure", [])),
        tuple(ColumnGroup(**_tuples(group)) for group in raw.get("column_group", [])),
        tuple(
            Rate(**{**_tuples(rate), "definitions": tuple(Definition(**_tuples(d)) for d in rate["definitions"])})
            for rate in raw.get("rate", [])
        ),
        tuple(WordSet(**_tuples(words)) for words in raw.get("set", [])),
    )


@cache
def forms() -> tuple[Form, ...]:
    """All editions, newest first."""
    found = [
        load(file.name.removesuffix(".toml"))
        for file in files("nianbao.ingest").joinpath("forms").iterdir()
        if file.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda form: form.edition, reverse=True))


@cache
def specs() -> dict[str, CellSpec]:
    """Every cell key of every edition, the newest edition's wording first."""
    return {cell.key: cell for form in reversed(forms()) for table in form.tables for cell in table.cells}


@cache
def glossary() -> tuple[tuple[str, str, str], ...]:
    """(term, explanation, article) of every row, group and column that has an explanation, newest wording first."""
    seen: dict[str, tuple[str, str, str]] = {}
    for form in forms():
        for table in form.tables:
            for entry in table.entries:
                seen.setdefault(normalise(entry.label), (entry.label, entry.explain, entry.article))
            for block in table.blocks:
                for column in block.columns:
                    if column.explain:
                        seen.setdefault(normalise(column.label), (column.label, column.explain, ""))
    return tuple(seen.values())
