"""A DOCX's style sheet (`styles.xml`, ECMA-376 part 1, 17.7) as far as reading needs it, without its XML.

Sheets are long, and documents made from one template have the same: what a sheet says is kept and known by its bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from nianbao.ingest.package import xml_of
from nianbao.ingest.setting import NOTHING, Setting, ground_of, setting_of
from nianbao.ingest.wordml import child, number, value

_KEPT, _KEPT_BYTES = 8, 1_000_000
"""So many sheets are kept, none of which is longer."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style.

    Attributes:
        base: the style that it adds to.
        setting: what it says itself of the runs it is given to.
        shaded: whether it paints a ground anywhere.
        numbered: the list and the level that it gives to paragraphs.
    """

    base: str | None = None
    setting: Setting = NOTHING
    shaded: bool = False
    numbered: tuple[str, int] | None = None


Styles = Mapping[str, Style]
"""Styles by the ids by which they are named."""


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The styles of a document.

    Attributes:
        texts: those of paragraphs, characters and lists.
        tables: those of tables, which no paragraph and no run names; Word writes a hundred of them into a sheet.
        defaults: kind (`paragraph`, `character`) → the style of what names none.
        setting: what is said of every run before any style.
    """

    texts: Styles = field(default_factory=dict)
    tables: Styles = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    setting: Setting = NOTHING

    @property
    def telling(self) -> bool:
        """Whether text can be anything but plainly read by its style."""
        return self.setting.telling or any(style.setting.telling for style in self.texts.values())


def chain(styles: Styles, name: str | None) -> Iterator[Style]:
    """A style and, one after the other, those that it is based on."""
    seen: set[str] = set()
    while name is not None and name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        name = styles[name].base


def style_sheet(content: bytes, name: str) -> StyleSheet:
    """What a style sheet says.

    Args:
        content: of the part.
        name: of the part, for messages.

    Raises:
        CorruptFile, OversizeFile: as `package.xml_of`.
    """
    return (_kept if len(content) <= _KEPT_BYTES else _read)(content, name)


def _read(content: bytes, name: str) -> StyleSheet:
    root = xml_of(content, name)
    texts: dict[str, Style] = {}
    tables: dict[str, Style] = {}
    defaults: dict[str, str] = {}
    for element in root.iterchildren("{*}style"):
        kind, own = value(element, "type"), value(element, "styleId")
        if own is None:
            continue
        (tables if kind == "table" else texts)[own] = _style(element)
        if kind and value(element, "default") in {"1", "true", "on"}:
            defaults[kind] = own
    return StyleSheet(texts, tables, defaults, _setting(child(child(root, "docDefaults"), "rPrDefault")))


_kept = lru_cache(maxsize=_KEPT)(_read)


def _style(element: etree._Element) -> Style:
    numbering = child(child(element, "pPr"), "numPr")
    return Style(
        value(child(element, "basedOn")),
        _setting(element),
        any(ground_of(one) for one in element.iter("{*}shd")),
        None if numbering is None else (value(child(numbering, "numId")) or "0", number(child(numbering, "ilvl"), 0)),
    )


def _setting(element: etree._Element | None) -> Setting:
    properties = child(element, "rPr")
    return NOTHING if properties is None else setting_of(properties)
