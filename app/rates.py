"""Words found in a question → the percentages asked for (pure).

A rate of the form has its own definitions; any other share is of the row's total, of all results, or of the figure
that the question names behind 占.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.app.query import Ratio, Wanted
from nianbao.app.vocabulary import Hit, Slot
from nianbao.app.wanted import cell, columns_by_key, from_hits, label_of, newest, rows_by_key
from nianbao.ingest.form import Definition


def rates(hits: Sequence[Hit], text: str) -> tuple[Ratio, ...]:
    """The percentages asked for, each definition apart."""
    found: list[Ratio] = []
    by_row: list[tuple[int, Ratio]] = []
    for hit in hits:
        for entry in hit.of(Slot.RATE):
            rate = next(r for r in newest().rates if r.key == entry.key)
            for definition in rate.definitions:
                if rate.table == "review":
                    by_row.extend(
                        (at, _ratio(f"{label}{rate.label}按“{definition.label}”计", rate.table, rows, definition, True))
                        for at, (label, rows) in enumerate(_review_rows(hits))
                    )
                else:
                    for line in _lines(hits):
                        kind = "" if line == "total" else columns_by_key()[rate.table, line].label
                        label = f"{kind}{rate.label}按“{definition.label}”计"
                        found.append(_ratio(label, rate.table, (line,), definition, False))
    found.extend(ratio for _, ratio in sorted(by_row, key=lambda pair: pair[0]))
    if not found:
        found.extend(_of_each_other(hits, text))
    rated = [hit for hit in hits if text[hit.end : hit.end + 1] == "率" and _can_be_share(hit)]
    if not found and rated:
        review = [h for h in hits if h.of(Slot.ROW) and h.entries[0].table == "review"]
        return tuple(_shares([*review, *rated]))
    asks = ("占比", "比例", "占多少", "占百分之", "百分比", "比重", "占了多少", "占总")
    if found or not (re.search(r"占\s*\d", text) or any(word in text for word in asks)):
        return tuple(found)
    return tuple(_shares(hits))


def _can_be_share(hit: Hit) -> bool:
    """A result of table 三 (不予公开率) or of table 四 (维持率): its share in all results."""
    results = {r.key for r in newest().table("applications").rows} - {
        "received",
        "carried_in",
        "concluded",
        "carried_out",
    }
    return any(
        (e.slot is Slot.GROUP)
        or (e.slot is Slot.ROW and e.key in results)
        or (e.slot is Slot.COLUMN and e.table == "review")
        for e in hit.entries
    )


def _of_each_other(hits: Sequence[Hit], text: str) -> list[Ratio]:
    """国家秘密占不予公开的比例: the first figure in the second."""
    at = text.find("占")
    if at < 0 or not re.search(r"占[\u4e00-\u9fff]{2,14}?(?:的)?(?:比例|比重|百分比|多少)", text):
        return []
    part, _ = from_hits([hit for hit in hits if hit.end <= at])
    whole, _ = from_hits([hit for hit in hits if hit.start > at])
    if len(part) != 1 or len(whole) != 1 or part[0].keys == whole[0].keys:
        return []
    return [Ratio(f"{part[0].label}占{whole[0].label}", part[0], whole[0])]


def _lines(hits: Sequence[Hit]) -> list[str]:
    """The applicant columns a rate of table 三 is asked for, else the total."""
    named = [e.key for hit in hits for e in hit.of(Slot.COLUMN) if e.table == "applications"]
    return list(dict.fromkeys(named)) or ["total"]


def _review_rows(hits: Sequence[Hit]) -> list[tuple[str, tuple[str, ...]]]:
    suits = ("direct_suit", "suit_after_review")
    chosen: list[tuple[str, tuple[str, ...]]] = []
    for hit in hits:
        for entry in hit.entries:
            if entry.table == "review" and entry.slot is Slot.MEASURE:
                chosen.append(("行政诉讼", suits))
            elif entry.table == "review" and entry.slot is Slot.ROW:
                chosen.append((rows_by_key()["review", entry.key][1].title, (entry.key,)))
    return chosen or [("行政复议", ("reconsideration",)), ("行政诉讼", suits)]


def _ratio(label: str, table: str, lines: tuple[str, ...], definition: Definition, by_column: bool) -> Ratio:
    def wanted(names: tuple[str, ...]) -> Wanted:
        keys = tuple(f"{table}.{line}.{n}" if by_column else f"{table}.{n}.{line}" for n in names for line in lines)
        return Wanted("＋".join(dict.fromkeys(label_of(key) for key in keys)), (keys,))

    return Ratio(
        label,
        wanted(definition.numerator),
        wanted(definition.denominator),
        wanted(definition.less) if definition.less else None,
    )


def _shares(hits: Sequence[Hit]) -> list[Ratio]:
    """自然人占比: the column in its row's total; 不予公开占比: the result in all results."""
    wanted, problem = from_hits([hit for hit in hits if not hit.of(Slot.RATE)])
    shares = []
    for item in wanted if problem is None else ():
        table, _, column = (item.keys[0].split(".")[0], "", item.keys[0].rsplit(".", 1)[1])
        if table == "applications" and column != "total":
            rows = dict.fromkeys(key.rsplit(".", 1)[0] for key in item.keys)
            whole = Wanted(
                "＋".join(label_of(f"{row}.total") for row in rows), (tuple(f"{row}.total" for row in rows),)
            )
        elif table == "applications":
            whole = cell("applications.concluded.total")
        elif table == "review":
            rows = dict.fromkeys(key.rsplit(".", 1)[0] for key in item.keys)
            whole = Wanted("总计", (tuple(f"{row}.total" for row in rows),))
        else:
            continue
        if whole.keys != item.keys:
            shares.append(Ratio(f"{item.label}占{whole.label}", item, whole))
    return shares
