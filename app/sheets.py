"""One report's cells and what the validator says of them, fetched only as far as a question needs.

A figure question needs its cell and the operands of the sums it stands in, some twenty of two hundred cells;
an audit needs all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from nianbao.app.query import Wanted
from nianbao.index.catalogue import Entry
from nianbao.index.library import Library
from nianbao.ingest import weighing
from nianbao.ingest.form import Relation, load
from nianbao.ingest.relations import Outcomes, status_of, validate
from nianbao.ingest.report import Cell, Finding, Status


@lru_cache(maxsize=64)
def _keys(forms: tuple[tuple[str, str], ...]) -> dict[str, None]:
    """All cell keys of a report with these forms, in the forms' order."""
    return {cell.key: None for table, edition in forms for cell in load(edition).table(table).cells}


class Cells(Mapping[str, Cell]):
    """The cells of one report; a look-up fetches what is not here yet, walking through them fetches all."""

    def __init__(self, library: Library, entry: Entry) -> None:
        self._library, self._report = library, entry.id
        self._keys = _keys(entry.forms)
        self._here: dict[str, Cell] = {}

    def fetch(self, keys: Iterable[str]) -> None:
        """Fetch several cells in one look-up."""
        missing = [key for key in dict.fromkeys(keys) if key in self._keys and key not in self._here]
        if missing:
            self._here.update(self._library.cells(self._report, missing))

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __getitem__(self, key: str) -> Cell:
        if key not in self._here:
            if key not in self._keys:
                raise KeyError(key)
            self.fetch([key])
        return self._here[key]

    def __iter__(self) -> Iterator[str]:
        if len(self._here) < len(self._keys):
            self._here.update(self._library.cells(self._report))
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Sheet:
    """A report with its cells, its relations and its findings.

    Attributes:
        entry: the report in the library.
        organ: the name it is shown with.
        cells: by key.
    """

    def __init__(self, library: Library, entry: Entry, organ: str) -> None:
        self.entry, self.organ = entry, organ
        self.cells = Cells(library, entry)
        self._library = library
        self._forms = dict(entry.forms)
        self._ended: dict[Relation, Status] = {}

    def keys_of(self, wanted: Wanted) -> tuple[str, ...] | None:
        """The cells whose sum `wanted` is in this report's forms, None where the forms do not have it."""
        return next((keys for keys in wanted.alternatives if all(key in self.cells for key in keys)), None)

    def prepare(self, keys: Iterable[str]) -> None:
        """Fetch cells together with the operands of their sums."""
        wanted = list(keys)
        self.cells.fetch(
            other for key in wanted for other in (key, *(k for relation in self._over(key) for k in relation.keys))
        )

    def status(self, key: str) -> Status | None:
        """How the cell stands by the sums it is in, None where there is none."""
        return status_of(key, self._outcomes(key))

    def failing(self, key: str) -> tuple[Relation, ...]:
        """The relations over a cell that fail."""
        return tuple(relation for relation, status in self._outcomes(key) if status is Status.FAIL)

    @cached_property
    def outcomes(self) -> Outcomes:
        """Every relation of the report with how it ended."""
        return validate({key: self.cells[key] for key in self.cells}, self._forms).outcomes

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What reading the report found."""
        return self._library.findings(self.entry.id)

    def _outcomes(self, key: str) -> Outcomes:
        self.prepare([key])
        out = []
        for relation in self._over(key):
            if relation not in self._ended:
                self._ended[relation] = weighing.weigh(relation, self.cells).status
            out.append((relation, self._ended[relation]))
        return tuple(out)

    def _over(self, key: str) -> tuple[Relation, ...]:
        """The relations that hold a cell."""
        table = key.split(".", 1)[0]
        edition = self._forms.get(table)
        if edition is None:
            return ()
        laid = weighing.sheet(table, edition)
        return tuple(laid.relations[index] for index in dict.fromkeys(i for i, _ in laid.within.get(key, ())))
