"""Where a document comes from, and what its publisher or a manifest says of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One place at which a document was found, with what is known of it beside its own text.

    None means "not said", which is never the same as an empty claim: a manifest that names a region tells two
    organs of one name apart, a manifest that is silent does not.

    Attributes:
        path: absolute path of the file.
        url: the address it was published at; where given, it and not the path says whether two files are one source.
        organ, year: what the manifest says; they win over what the document says.
        region_code: administrative division code (GB/T 2260).
        parent: the organ this one reports to.
        level: administrative level, free text.
        scope: `本机关` or `汇总`.
        published, retrieved: ISO dates.
    """

    path: str
    url: str | None = None
    organ: str | None = None
    region_code: str | None = None
    parent: str | None = None
    level: str | None = None
    scope: str | None = None
    year: int | None = None
    published: str | None = None
    retrieved: str | None = None

    @property
    def location(self) -> str:
        """The address to show: the URL where there is one, else the path."""
        return self.url or self.path

    def is_same_place(self, other: Source) -> bool:
        """Whether both name one place: one URL, or one path where either has no URL."""
        if self.url and other.url:
            return self.url == other.url
        return self.path == other.path


@dataclass(frozen=True, slots=True)
class Claim:
    """Which report a document says it is: an organ's (name + region), of a year, over a scope."""

    organ: str
    year: int
    region_code: str | None = None
    scope: str | None = None

    def may_be(self, other: Claim) -> bool:
        """Whether both may mean one report: nothing that both of them say tells them apart.

        >>> Claim("鼓楼区人民政府", 2023, "320106").may_be(Claim("鼓楼区人民政府", 2023, "350102"))
        False
        >>> Claim("鼓楼区人民政府", 2023, "320106").may_be(Claim("鼓楼区人民政府", 2023))
        True
        """
        return (
            (self.organ, self.year) == (other.organ, other.year)
            and _agree(self.region_code, other.region_code)
            and _agree(self.scope, other.scope)
        )


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
