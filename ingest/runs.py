"""How a DOCX sets its runs, as far as that changes what a reader sees of a figure (ECMA-376 part 1, 17.3.2 and 17.7).

A run's own properties go before those of its character style, these before the paragraph's style, its defaults
last; a style adds to the one that it is based on. Not read: the fonts of table styles, and what a drawing paints under its
text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from lxml import etree

from nianbao.ingest.setting import NOTHING, Setting, ground_of, said_by, setting_of
from nianbao.ingest.stylesheet import StyleSheet, chain
from nianbao.ingest.wordml import child, local, value

_TOGGLES = ("vanish", "strike")
"""Properties that a character style turns off again where the paragraph's style has them on (17.7.3)."""
_GROUNDS = {"p": "pPr", "tc": "tcPr", "tr": "tblPrEx", "tbl": "tblPr"}
_TELLING = ("{*}vanish", "{*}strike", "{*}dstrike", "{*}vertAlign", "{*}position", "{*}color", "{*}sz")


_Mark: TypeAlias = tuple[str, tuple[tuple[str | bytes, str | bytes], ...]]
"""The name of a property with its attributes."""


class Runs:
    """The settings of a document's runs.

    Args:
        body: of the document.
        sheet: its styles.
    """

    def __init__(self, body: etree._Element, sheet: StyleSheet) -> None:
        self.sheet = sheet
        self._settings: dict[tuple[str | None, str | None], Setting] = {}
        self._marked: dict[tuple[str | None, tuple[_Mark, ...]], Setting] = {}
        said = {_mark(one): one for one in body.iter(*_TELLING)}
        self._plain = not sheet.telling and not any(said_by(one).telling for one in said.values())

    def of(self, run: etree._Element, style: str | None) -> Setting:
        """How a run of a paragraph of that style is set; pale only where nothing around it paints a ground."""
        if self._plain:
            return NOTHING
        properties = child(run, "rPr")
        marks = () if properties is None else tuple(map(_mark, properties))
        whole = style or self.sheet.defaults.get("paragraph")
        setting = self._marked.get((whole, marks))
        if setting is None:
            character = value(child(properties, "rStyle")) or self.sheet.defaults.get("character")
            setting = self._styled(character, whole)
            if properties is not None:
                setting = setting_of(properties).over(setting)
            self._marked[whole, marks] = setting  # hundreds of runs are marked alike
        if setting.pale and (_on_ground(run, self.sheet) if setting.grounded is None else setting.grounded):
            return replace(setting, pale=False)
        return setting

    def _styled(self, character: str | None, paragraph: str | None) -> Setting:
        """What the styles of a character and of its paragraph come to."""
        if (character, paragraph) not in self._settings:
            inner, outer = self._style(character), self._style(paragraph)
            off = {name: False for name in _TOGGLES if getattr(inner, name) and getattr(outer, name)}
            self._settings[character, paragraph] = replace(inner.over(outer), **off).over(self.sheet.setting)
        return self._settings[character, paragraph]

    def _style(self, name: str | None) -> Setting:
        """What a style says, with all that it is based on."""
        setting = NOTHING
        for style in chain(self.sheet.texts, name):
            setting = setting.over(style.setting)
        return setting


def _mark(one: etree._Element) -> _Mark:
    return str(one.tag), tuple(one.items())


def _on_ground(run: etree._Element, sheet: StyleSheet) -> bool:
    """Whether the paragraph, cell, row or table of a run is shaded; what a text box paints is not read, and may be."""
    for name, around in _around(run):
        if name == "txbxContent":
            return True
        properties = child(around, _GROUNDS[name])
        shading = child(properties, "shd")
        painted = ground_of(shading) if shading is not None else None
        if painted is not None:
            return painted
        styles, naming = (sheet.texts, "pStyle") if name == "p" else (sheet.tables, "tblStyle")
        if any(style.shaded for style in chain(styles, value(child(properties, naming)))):
            return True
    return False


def _around(run: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for element in run.iterancestors():
        name = local(str(element.tag))
        if name in _GROUNDS or name == "txbxContent":
            yield name, element
