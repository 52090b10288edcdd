"""Notes on cells that hold no number: blanks, dashes, words, and what could not be read.

Many relations of one table cannot be assessed for one and the same cause, so the cause is said once a
table, with all its cells, and the relations it touches are counted in the sentence; how each single
relation ended stands in `Validation.outcomes`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nianbao.ingest.numerals import decimal_text
from nianbao.ingest.report import Cell, Finding, Severity, State, Status
from nianbao.ingest.weighing import EMPTY, Sheet, Weighing
from nianbao.ingest.wording import PLEASE_CHECK, cell_name, listing, relation_name, total_name

RULE = "form_completeness"

_MOST_DETAILS = 4


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sheet, the weighings of its relations in order, and the states of its cells in printed order."""

    laid: Sheet
    weighings: tuple[Weighing, ...]
    states: dict[str, State]


def notes(tables: Sequence[Weighed], cells: Mapping[str, Cell]) -> tuple[Finding, ...]:
    """At most one note a table and cause (a question where a total is owed); a single one for a form left empty."""
    states = [state for table in tables for state in table.states.values()]
    if states and EMPTY.issuperset(states):
        keys = tuple(key for table in tables for key in table.states)
        message = f"各表{len(keys)}格全部空白，没有可以核验的数字。{PLEASE_CHECK}"
        return (_note(keys, Status.NOT_ASSESSABLE, message),)
    found: list[Finding] = []
    for table in tables:
        holding = {state: [key for key, held in table.states.items() if held is state] for state in State}
        if empty := [key for key, held in table.states.items() if held in EMPTY]:
            found.append(_empty(table, empty, len(holding[State.DASH])))
        if words := holding[State.TEXT]:
            found.append(_words(table, words, cells))
        if unread := holding[State.UNREAD]:
            found.append(_unread(table, unread))
    return tuple(found)


def _note(keys: Sequence[str], status: Status, message: str, severity: Severity = Severity.NOTE) -> Finding:
    return Finding(RULE, severity, status, tuple(keys), message)


def _empty(table: Weighed, keys: Sequence[str], dashes: int) -> Finding:
    blanks = len(keys) - dashes
    counted = "、".join([f"{blanks}格空白"] * bool(blanks) + [f"{dashes}格填横线或“无”"] * bool(dashes))
    ended = [weighing.status for weighing in table.weighings if not weighing.unknown]
    held, undecided = ended.count(Status.PASS_IF_BLANK_IS_ZERO), ended.count(Status.NOT_ASSESSABLE)
    told = [f"表{table.laid.table.section}有{counted}：{listing(keys, table.laid)}"]
    if held:
        told.append(f"按0计时有{held}个合计相符")
    if undecided:
        told.append(f"有{undecided}个合计因此无法核验" + _details(table))
    told.append("空白不等于0，确为零的宜填0")
    status = Status.PASS_IF_BLANK_IS_ZERO if held and not undecided else Status.NOT_ASSESSABLE
    owed = _owed(table)
    # a total that is owed by the figures beside it is no zero left out: it is asked for, and looked at first
    severity = Severity.QUESTION if owed else Severity.NOTE
    return _note(
        (*owed, *(key for key in keys if key not in owed)), status, f"{'；'.join(told)}。{PLEASE_CHECK}", severity
    )


def _owed(table: Weighed) -> tuple[str, ...]:
    """Totals that hold no number although what they add up is there, in the table's order."""
    return tuple(
        dict.fromkeys(
            relation.right[0]
            for relation, weighing in zip(table.laid.relations, table.weighings, strict=True)
            if weighing.status is Status.NOT_ASSESSABLE
            and not weighing.unknown
            and len(relation.right) == 1
            and weighing.right_open
            and weighing.left
        )
    )


def _details(table: Weighed) -> str:
    """The undecided totals of which something is known: `（行政复议的总计空白，已填各项之和为11）`."""
    details = []
    for relation, weighing in zip(table.laid.relations, table.weighings, strict=True):
        if weighing.status is not Status.NOT_ASSESSABLE or weighing.unknown or len(relation.right) > 1:
            continue
        name = relation_name(relation, table.laid)
        total = total_name(relation, table.laid)
        if weighing.right_open and weighing.left:
            details.append(f"{name}的{total}空白，已填各项之和为{decimal_text(weighing.left)}")
        elif not weighing.right_open and weighing.right:
            details.append(
                f"{name}的{total}为{decimal_text(weighing.right)}，已填各项之和为{decimal_text(weighing.left)}"
            )
    if not details:
        return ""
    more = "，等等" if len(details) > _MOST_DETAILS else ""
    return f"（{'；'.join(details[:_MOST_DETAILS])}{more}）"


def _words(table: Weighed, keys: Sequence[str], cells: Mapping[str, Cell]) -> Finding:
    told = "、".join(f"{cell_name(key, table.laid)}“{cells[key].raw.strip()}”" for key in keys[:_MOST_DETAILS])
    more = "等" if len(keys) > _MOST_DETAILS else ""
    message = f"表{table.laid.table.section}有{len(keys)}格不是数字：{told}{more}{_unassessed(table)}。{PLEASE_CHECK}"
    return _note(keys, Status.NOT_ASSESSABLE, message)


def _unread(table: Weighed, keys: Sequence[str]) -> Finding:
    where = f"表{table.laid.table.section}"
    if len(keys) == len(table.states):
        told = f"{where}{len(keys)}格均未能读出"
    else:
        told = f"{where}有{len(keys)}格未能读出：{listing(keys, table.laid)}"
    return _note(keys, Status.NOT_ASSESSABLE, f"{told}{_unassessed(table)}。{PLEASE_CHECK}")


def _unassessed(table: Weighed) -> str:
    count = sum(weighing.unknown and weighing.status is Status.NOT_ASSESSABLE for weighing in table.weighings)
    return f"；有{count}个合计因此无法核验" if count else ""
