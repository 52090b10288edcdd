"""What the library can be asked about: its organs, their years, their reports; built once a library version."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from nianbao.index.catalogue import Entry
from nianbao.index.library import Library
from nianbao.index.organs import Organ, OrganNames


@dataclass(frozen=True, slots=True)
class Holdings:
    """The library by organ and year. Two reports that claim the same organ and year both stand there.

    Attributes:
        names: resolves what questions call the organs.
        reports: organ → year → reports.
        count: how many reports there are.
        all_years: every year there is a report for.
        version: the library's, at the time.
        numbered: names that an answer may say and in which a numeral stands (第二人民医院): it is no figure.
    """

    names: OrganNames
    reports: dict[Organ, dict[int, tuple[Entry, ...]]]
    count: int
    all_years: frozenset[int]
    version: str
    numbered: tuple[str, ...] = ()

    def years(self, organ: Organ) -> tuple[int, ...]:
        """The years there are reports for, newest first."""
        return tuple(sorted(self.reports.get(organ, ()), reverse=True))

    def of(self, organ: Organ, year: int) -> tuple[Entry, ...]:
        """The reports of one organ and year: one, or several where sources clash."""
        return self.reports.get(organ, {}).get(year, ())

    def in_year(self, year: int) -> tuple[tuple[Organ, Entry], ...]:
        """Every report of a year, by organ."""
        return tuple((organ, entry) for organ, years in self.reports.items() for entry in years.get(year, ()))

    @property
    def newest_year(self) -> int | None:
        """The newest year any report is for."""
        return max(self.all_years, default=None)


def holdings(library: Library) -> Holdings:
    """The library's holdings, kept until the library changes."""
    entries = library.entries()
    kept = _kept.get(library)
    if kept is None or kept[0] is not entries:
        kept = (entries, _build(entries, library.version))
        _kept[library] = kept
    return kept[1]


_kept: WeakKeyDictionary[Library, tuple[tuple[Entry, ...], Holdings]] = WeakKeyDictionary()


def _build(entries: tuple[Entry, ...], version: str) -> Holdings:
    grouped: dict[Organ, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    places: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.region_code:
            places[entry.organ].add(entry.region_code)
    for entry in entries:
        # a region is added only where one name stands for organs of several regions
        region = (entry.parent or entry.region_code or "") if len(places[entry.organ]) > 1 else ""
        grouped[Organ(entry.organ, _place(region))][entry.year].append(entry)
    reports = {
        organ: {year: tuple(found) for year, found in years.items()}
        for organ, years in sorted(grouped.items(), key=lambda item: (item[0].name, item[0].region))
    }
    return Holdings(
        OrganNames(tuple(reports)),
        reports,
        len(entries),
        frozenset(entry.year for entry in entries),
        version,
        tuple(name for name in _names(reports) if _NUMERAL.search(name)),
    )


_NUMERAL = re.compile(r"[\d零〇一二两三四五六七八九十百千万]")


def _names(reports: dict[Organ, dict[int, tuple[Entry, ...]]]) -> Iterator[str]:
    """What answers call reports by: the organ, and where several stand side by side the file as `distinction` says."""
    for organ, years in reports.items():
        yield organ.label
        for found in years.values():
            if len(found) > 1:
                yield from (distinction(entry) for entry in found)


def distinction(entry: Entry) -> str:
    """What tells a report from another one of the same organ and year: its scope, or the file it came from."""
    return f"（{entry.scope or Path(entry.source).name}）"


def _place(parent: str) -> str:
    """南京市人民政府 as a parent says that the organ is in 南京市."""
    return parent.removesuffix("人民政府")
