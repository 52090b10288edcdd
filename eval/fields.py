"""The fields of a JSON object, taken one by one with their types checked; what nobody took is left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from nianbao.ingest.errors import CasesError

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class Fields:
    """One object; `where` says where it stands, for the errors.

    Every method that reads a field raises CasesError where it is of another type.
    """

    values: Mapping[str, object]
    where: str
    _taken: set[str] = field(default_factory=set)
    _inner: list[Fields] = field(default_factory=list)

    def wrong(self, name: str, what: str) -> CasesError:
        """The error to raise about a field."""
        return CasesError(f"{self.where}，{name}：{what}。")

    def has(self, name: str) -> bool:
        """Whether the field is there, be it null."""
        return name in self.values

    def get(self, name: str) -> object:
        """The field as it is, None where it is missing."""
        self._taken.add(name)
        return self.values.get(name)

    def maybe(self, name: str) -> str | None:
        """A text that may be missing, but not empty."""
        value = self.get(name)
        if value is None or (isinstance(value, str) and value):
            return value
        raise self.wrong(name, "应当是一段不空的文字")

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self.maybe(name)
        if value is None:
            raise self.wrong(name, "缺少")
        return value

    def whole(self, name: str) -> int:
        """An integer that must be there."""
        value = self.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(name, "应当是一个整数")
        return value

    def one_of(self, kind: type[Choice], name: str) -> Choice | None:
        """A value of `kind`, None where the field is missing."""
        value = self.maybe(name)
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError:
            raise self.wrong(name, f"「{value}」不认识；可以是 {'、'.join(kind)}") from None

    def items(self, name: str) -> Sequence[object]:
        """A list, empty where the field is missing."""
        value = self.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.wrong(name, "应当是一个列表")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        found = [one for one in self.items(name) if isinstance(one, str) and one]
        if len(found) < len(self.items(name)):
            raise self.wrong(name, "应当是一列不空的文字")
        return tuple(found)

    def groups(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list whose items are texts, or lists of texts that stand for one another."""
        groups = []
        for one in self.items(name):
            group = one if isinstance(one, list) else [one]
            if not group or not all(isinstance(text, str) and text for text in group):
                raise self.wrong(name, "每一项应当是一段文字，或几段可以互换的文字")
            groups.append(tuple(str(text) for text in group))
        return tuple(groups)

    def objects(self, name: str) -> Iterator[Fields]:
        """A list of objects."""
        for one in self.items(name):
            if not isinstance(one, dict):
                raise self.wrong(name, "每一项应当是一个 JSON 对象")
            yield self._opened(one)

    def nested(self, name: str) -> Fields | None:
        """An object, None where the field is missing."""
        value = self.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(name, "应当是一个 JSON 对象")
        return self._opened(value)

    def left(self) -> tuple[str, ...]:
        """The fields that nobody took, those of nested objects included."""
        own = tuple(name for name in self.values if name not in self._taken)
        return own + tuple(name for inner in self._inner for name in inner.left())

    def _opened(self, values: Mapping[str, object]) -> Fields:
        made = Fields(values, self.where)
        self._inner.append(made)
        return made
