"""Where failing relations cross: the one cell whose correction would make all of them hold.

In table 三 every cell stands in a row and in a column that both have an equation, so a single wrong cell
fails both by the same amount, and in a filled form no other cell can explain that: each further cell of
the failing row stands in a column that holds, and the reverse. There is no ambiguous cell; `concluded`
stands in three equations. Not covered: two wrong cells of one row or column, and two wrong by the same
amount (four crossings, two of them innocent), unless the innocent ones would have to be negative.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.ingest.report import Cell, Status
from nianbao.ingest.weighing import Sheet, Weighing


@dataclass(frozen=True, slots=True)
class Crossing:
    """A located cell: with `value` in it, the `relations` failing relations that hold it would hold."""

    key: str
    value: Decimal
    relations: int


def locate(laid: Sheet, weighings: Sequence[Weighing], cells: Mapping[str, Cell]) -> dict[int, Crossing]:
    """The crossing of each failing relation that has exactly one, by the relation's index in `laid`.

    Args:
        laid: the table.
        weighings: of each of its relations, in order.
        cells: the cells that were weighed.
    """
    statuses = [weighing.status for weighing in weighings]
    failing = [index for index, status in enumerate(statuses) if status is Status.FAIL]
    if len(failing) < 2:
        return {}
    crossings: defaultdict[int, list[Crossing]] = defaultdict(list)
    suspects = dict.fromkeys(key for index in failing for key in laid.relations[index].keys)
    for key in suspects:
        crossing = _crossing(key, laid, weighings, statuses, cells)
        if crossing is not None:
            for index, _ in laid.within[key]:
                if statuses[index] is Status.FAIL:
                    crossings[index].append(crossing)
    disputed = {crossing.key for found in crossings.values() if len(found) > 1 for crossing in found}
    return {index: found[0] for index, found in crossings.items() if found[0].key not in disputed}


def _crossing(
    key: str, laid: Sheet, weighings: Sequence[Weighing], statuses: Sequence[Status], cells: Mapping[str, Cell]
) -> Crossing | None:
    """`key` as an explanation of every failing relation that holds it, where it can be one."""
    cell = cells.get(key)
    if cell is None or cell.value is None:
        return None
    places = laid.within[key]
    failing = [(index, sign) for index, sign in places if statuses[index] is Status.FAIL]
    corrections = {-weighings[index].gap * sign for index, sign in failing}
    if len(failing) < 2 or len(corrections) != 1 or not any(weighings[index].closed for index, _ in failing):
        return None
    (correction,) = corrections
    value = cell.value + correction
    if value < 0 or value % 1:
        return None
    for index, sign in places:
        if statuses[index] in (Status.PASS, Status.PASS_IF_BLANK_IS_ZERO):
            return None
        if statuses[index] is Status.NOT_ASSESSABLE:
            weighing = weighings[index]
            if not weighing.can_meet(weighing.gap + sign * correction):
                return None
    return Crossing(key, value, len(failing))
