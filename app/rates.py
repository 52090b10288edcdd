"""Words found in a question → the percentages asked for (pure).

A rate of the form has its own definitions; any other share is of the row's total, of all results, or of the figure
that the question names behind 占.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.app.crossed import from_hits
from nianbao.app.query import Ratio, Wanted
from nianbao.app.vocabulary import Hit, Slot
from nianbao.app.wanted import NO_RESULTS, cell, columns_by_key, label_of, newest, rows_by_key
from nianbao.ingest.form import Definition


def rates(hits: Sequence[Hit], text: str) -> tuple[Ratio, ...]:
    """The percentages asked for, each definition apart; of a list (公开率、自然人占比) each part by itself."""
    parts = _listed(hits, text)
    if parts:
        return tuple(dict.fromkeys(ratio for own, words in parts for ratio in rates(own, words)))
    found: list[Ratio] = []
    by_row: list[tuple[int, Ratio]] = []
    counted = re.search(r"(?:多少|几)[件个宗起]", text) is not None
    for hit in hits:
        if counted and "率" not in hit.word and "比" not in hit.word:
            continue  # 全都公开了的有几件 asks for a number
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
    if not found and (inside := _inside(hits, text)) is not None:
        return inside
    rated = [hit for hit in hits if text[hit.end : hit.end + 1] == "率" and _can_be_share(hit)]
    if not found and rated:
        review = [h for h in hits if (h.of(Slot.ROW) or h.of(Slot.MEASURE)) and h.entries[0].table == "review"]
        return tuple(_shares([*review, *rated]))
    if found or not asks_share(text) or _other_whole(hits, text):
        return tuple(found)
    return tuple(_shares(hits))


def _listed(hits: Sequence[Hit], text: str) -> list[tuple[list[Hit], str]]:
    """The parts of a list in which every part asks for a rate of its own; none where any of them does not."""
    ends = [
        m.start() for m in re.finditer(r"[、,，;；和与及]", text) if not any(h.start <= m.start() < h.end for h in hits)
    ]
    parts: list[tuple[list[Hit], str]] = []
    for begin, end in zip([0, *ends], [*ends, len(text)], strict=True):
        own = [hit for hit in hits if begin <= hit.start < end]
        if own and not re.search(r"率|占比|比例|比重|百分比|(?<!中)占", text[begin:end]):
            return []
        if own:
            moved = [replace(hit, start=hit.start - begin, end=hit.end - begin) for hit in own]
            parts.append((moved, text[begin:end]))
    return parts if len(parts) > 1 else []


_SHARE = re.compile(
    r"占比|比例|百分比|比重|份额|(?<![长加少降升跌涨高])(?<![长加少降升跌涨高]了)百分之[几多]|几成|几分之几|占(?:了|到|有)?(?:多[少大]|几|百分之|总|\s*\d|[\u4e00-\u9fff]{1,16})"
)
_NO_SHARE = re.compile(r"占[地用有据道线领]|[侵强抢]占")


def asks_share(text: str) -> bool:
    """Whether a question asks for a share; one without a denominator that can be named is asked back."""
    return _SHARE.search(text) is not None and not _NO_SHARE.search(text)


def _other_whole(hits: Sequence[Hit], text: str) -> bool:
    """占全市的比例, 占全部企业和科研机构: a whole is named that is no cell of the same report."""
    at = text.find("占")
    behind = re.match(r"占(?:了|到|有)?", text[at:]) if at >= 0 else None
    if behind is None:
        return False
    rest = text[at + behind.end() :]
    return re.match(_SAYS_NO_WHOLE, rest) is None and any(hit.end <= at for hit in hits)


_SAYS_NO_WHOLE = (
    r"(?:总(?:数|量|计|体|申请)?|全部|所有|其中|整个)?的?(?:申请|案件)?(?:总数|总量)?的?"
    r"(?:多少|多大|多高|几|百分|比|份额|\d|[一二三四五六七八九]成|$|[,，。?？])"
)
"""What may stand behind 占 where the whole is left to the form: 占多少, 占百分之几, 占总数的比例."""


def _inside(hits: Sequence[Hit], text: str) -> tuple[Ratio, ...] | None:
    """不予公开里国家秘密占多少: the second figure in the first, which it must be a part of.

    None where no figure is said to be the whole; empty where the part named is none of it.
    """
    if not asks_share(text):
        return None
    if (column := _in_row(hits, text)) is not None:
        return column
    for hit in hits:
        named = (hit.of(Slot.ROW) or hit.of(Slot.GROUP) or hit.of(Slot.MEASURE)) and not hit.weak
        if not named or not re.match(
            r"(?:的|的?申请|的?案件|总[数量]|情形|理由|原因)?(?:里面?|之?中|当中|之?内|以内)", text[hit.end :]
        ):
            continue
        before, after = [h for h in hits if h.end <= hit.end], [h for h in hits if h.start >= hit.end]
        if not any(h.of(slot) for h in after if not h.weak for slot in (Slot.ROW, Slot.GROUP, Slot.MEASURE)):
            return None  # 新收里自然人占多少: a column in its row, told by `_shares`
        whole, _ = from_hits(before)
        parts, _ = from_hits(after)
        if len(whole) != 1 or not parts or not all(_part_of(part, whole[0]) for part in parts):
            return ()
        return tuple(Ratio(f"{part.label}占{whole[0].label}", part, whole[0]) for part in parts)
    return None


def _in_row(hits: Sequence[Hit], text: str) -> tuple[Ratio, ...] | None:
    """新收申请里自然人占多大比例, 自然人占新收的百分之几: columns in the total of their one row; None where it is not so."""
    columns = [hit for hit in hits if hit.of(Slot.COLUMN) or hit.of(Slot.COLUMN_GROUP)]
    rows = [hit for hit in hits if (hit.of(Slot.ROW) or hit.of(Slot.GROUP) or hit.of(Slot.MEASURE)) and not hit.weak]
    named = {hit.entries for hit in rows}
    at = text.find("占")
    apart = {hit.start < at for hit in columns}
    if (
        not columns
        or len(named) > 1
        or (at >= 0 and len(apart) > 1)
        or (_other_whole(columns, text) and not _behind(rows, text))
    ):
        return None
    shares = tuple(_shares([*rows[:1], *columns]))
    return shares or None


def _behind(rows: Sequence[Hit], text: str) -> bool:
    """Whether the whole named behind 占 is the row."""
    at = text.find("占")
    return any(hit.start > at for hit in rows)


def _part_of(part: Wanted, whole: Wanted) -> bool:
    """Whether the cells of a figure are among those that add up to another."""
    if part.keys == whole.keys:
        return False
    inside = any(set(part.keys) <= set(keys) for keys in whole.alternatives)
    return inside or (whole.keys == ("applications.concluded.total",) and _is_result(part))


def _is_result(wanted: Wanted) -> bool:
    """Whether a figure is one of the results that 办理结果 counts."""
    rows = {key.split(".", 1)[1].rsplit(".", 1)[0] for key in wanted.keys}
    return wanted.keys[0].startswith("applications.") and not rows & NO_RESULTS


def _can_be_share(hit: Hit) -> bool:
    """A result of table 三 (不予公开率) or of table 四 (维持率): its share in all results."""
    results = {r.key for r in newest().table("applications").rows} - NO_RESULTS
    return any(
        (e.slot is Slot.GROUP)
        or (e.slot is Slot.ROW and e.key in results)
        or (e.slot is Slot.COLUMN and e.table == "review")
        for e in hit.entries
    )


def _of_each_other(hits: Sequence[Hit], text: str) -> list[Ratio]:
    """国家秘密占不予公开的比例: the first figure in the second."""
    at = text.find("占")
    if at < 0 or not re.search(
        r"占[^,，。?？占]{2,16}?(?:的)?(?:比例|比重|百分比|多少|多大|百分之|几成|几分|份额|比)|占(?!比)[^,，。?？占\d]{2,10}?的?(?:超过|不到|至少|约|大约|将近|接近)?\d",
        text,
    ):
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
    return shares_of(wanted if problem is None else ())


def shares_of(wanted: Sequence[Wanted]) -> list[Ratio]:
    """Each figure in what it is a part of: a column in its row's total, a result in all results; none of any other."""
    shares = []
    for item in wanted:
        table, *_, column = item.keys[0].split(".")
        if table == "applications" and column != "total":
            rows = dict.fromkeys(key.rsplit(".", 1)[0] for key in item.keys)
            whole = Wanted(
                "＋".join(label_of(f"{row}.total") for row in rows), (tuple(f"{row}.total" for row in rows),)
            )
        elif table == "applications" and _is_result(item):
            whole = cell("applications.concluded.total")
        elif table == "review":
            rows = dict.fromkeys(key.rsplit(".", 1)[0] for key in item.keys)
            whole = Wanted("总计", (tuple(f"{row}.total" for row in rows),))
        else:
            continue
        if whole.keys != item.keys:
            shares.append(Ratio(f"{item.label}占{whole.label}", item, whole))
    return shares
