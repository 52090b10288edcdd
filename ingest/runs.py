"""How a DOCX sets its runs, as far as that changes what a reader sees of a figure (ECMA-376 part 1, 17.3.2 and 17.7).

A run's own properties go before those of its character style, these before the paragraph's style, its defaults
last; a style adds to the one that it is based on. Not read: the fonts of table styles, and what a drawing paints under its
text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from nianbao.ingest.paper import named_pale
from nianbao.ingest.whitespace import raised
from nianbao.ingest.wordml import child, local, styles_of, switched_on, value

_LIFTED = 3
"""Half points above or below the line from which on a run is raised or lowered."""
_TINY = 2
"""Half points of a letter's height up to which it is not seen."""
_TOGGLES = ("vanish", "strike")
"""Properties that a character style turns off again where the paragraph's style has them on (17.7.3)."""
_GROUNDS = {"p": "pPr", "tc": "tcPr", "tr": "tblPrEx", "tbl": "tblPr"}
_TELLING = ("{*}vanish", "{*}strike", "{*}dstrike", "{*}vertAlign", "{*}position", "{*}color", "{*}sz")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is said of a run; None where nothing is said.

    Attributes:
        vanish: hidden text.
        strike, dstrike: struck through, once or twice.
        lifted: a superscript or subscript.
        moved: raised or lowered by itself.
        pale: in the colour of paper.
        tiny: too small to be seen.
        grounded: on a ground of its own: shaded or highlighted.
    """

    vanish: bool | None = None
    strike: bool | None = None
    dstrike: bool | None = None
    lifted: bool | None = None
    moved: bool | None = None
    pale: bool | None = None
    tiny: bool | None = None
    grounded: bool | None = None

    def over(self, base: Setting) -> Setting:
        """What is said here, and for the rest what `base` says."""
        return Setting(
            base.vanish if self.vanish is None else self.vanish,
            base.strike if self.strike is None else self.strike,
            base.dstrike if self.dstrike is None else self.dstrike,
            base.lifted if self.lifted is None else self.lifted,
            base.moved if self.moved is None else self.moved,
            base.pale if self.pale is None else self.pale,
            base.tiny if self.tiny is None else self.tiny,
            base.grounded if self.grounded is None else self.grounded,
        )

    @property
    def telling(self) -> bool:
        """Whether text set so is anything but plainly read."""
        return any((self.vanish, self.strike, self.dstrike, self.lifted, self.moved, self.pale, self.tiny))

    def shown(self, text: str) -> str:
        """What a reader sees of `text`: figures that do not stand on the line must not join those that do."""
        if self.vanish or self.strike or self.dstrike or self.pale or self.tiny:
            return ""
        return raised(text) if self.lifted or self.moved else text


_NOTHING = Setting()
_Mark: TypeAlias = tuple[str, tuple[tuple[str | bytes, str | bytes], ...]]
"""The name of a property with its attributes."""


class Runs:
    """The settings of a document's runs.

    Args:
        body: of the document.
        styles: its style sheet, None where it has none.
    """

    def __init__(self, body: etree._Element, styles: etree._Element | None) -> None:
        self._sheet = styles
        self._styles = styles_of(styles)
        self._settings: dict[tuple[str | None, str | None], Setting] = {}
        self._marked: dict[tuple[str | None, tuple[_Mark, ...]], Setting] = {}
        self._defaults = {
            kind: name
            for name, style in self._styles.items()
            if (kind := value(style, "type")) and value(style, "default") in {"1", "true", "on"}
        }
        defaults = child(child(child(styles, "docDefaults"), "rPrDefault"), "rPr")
        self._base = _setting(defaults) if defaults is not None else _NOTHING
        roots = (body, *self._styles.values(), *([] if defaults is None else [defaults]))
        said = {_mark(one): one for root in roots for one in root.iter(*_TELLING)}
        self._plain = not any(_setting_of(one).telling for one in said.values())

    def of(self, run: etree._Element, style: str | None) -> Setting:
        """How a run of a paragraph of that style is set; pale only where nothing around it paints a ground."""
        if self._plain:
            return _NOTHING
        properties = child(run, "rPr")
        marks = () if properties is None else tuple(map(_mark, properties))
        whole = style or self._defaults.get("paragraph")
        setting = self._marked.get((whole, marks))
        if setting is None:
            character = value(child(properties, "rStyle")) or self._defaults.get("character")
            setting = self._styled(character, whole)
            if properties is not None:
                setting = _setting(properties).over(setting)
            self._marked[whole, marks] = setting  # hundreds of runs are marked alike
        if setting.pale and (_on_ground(run, self) if setting.grounded is None else setting.grounded):
            return replace(setting, pale=False)
        return setting

    def _styled(self, character: str | None, paragraph: str | None) -> Setting:
        """What the styles of a character and of its paragraph come to."""
        if (character, paragraph) not in self._settings:
            inner, outer = self._style(character), self._style(paragraph)
            off = {name: False for name in _TOGGLES if getattr(inner, name) and getattr(outer, name)}
            self._settings[character, paragraph] = replace(inner.over(outer), **off).over(self._base)
        return self._settings[character, paragraph]

    def _style(self, name: str | None) -> Setting:
        """What a style says, with all that it is based on."""
        setting = _NOTHING
        for style in _chain(self._styles, name):
            properties = child(style, "rPr")
            setting = setting if properties is None else setting.over(_setting(properties))
        return setting

    def shaded(self, name: str | None, *, table: bool) -> bool:
        """Whether a style of a paragraph or of a table paints a ground anywhere."""
        styles = self._tables if table else self._styles
        return any(_ground(one) for style in _chain(styles, name) for one in style.iter("{*}shd"))

    @cached_property
    def _tables(self) -> dict[str, etree._Element]:
        return styles_of(self._sheet, tables=True)


def _chain(styles: Mapping[str, etree._Element], name: str | None) -> Iterator[etree._Element]:
    """A style and, one after the other, those that it is based on."""
    seen: set[str] = set()
    while name is not None and name in styles and name not in seen:
        seen.add(name)
        style = styles[name]
        yield style
        name = value(child(style, "basedOn"))


def _mark(one: etree._Element) -> _Mark:
    return str(one.tag), tuple(one.items())


def _setting(properties: etree._Element) -> Setting:
    setting = _NOTHING
    for one in properties:
        own = _setting_of(one)
        if own is not _NOTHING:
            setting = own.over(setting)
    return setting


def _setting_of(one: etree._Element) -> Setting:
    """What one property says."""
    match local(str(one.tag)):
        case "vanish":
            return Setting(vanish=switched_on(one))
        case "strike":
            return Setting(strike=switched_on(one))
        case "dstrike":
            return Setting(dstrike=switched_on(one))
        case "vertAlign":
            return Setting(lifted=value(one) in {"superscript", "subscript"})
        case "position":
            return Setting(moved=abs(_half_points(one)) >= _LIFTED)
        case "color":
            return Setting(pale=named_pale(value(one) or ""))
        case "sz":
            return Setting(tiny=_half_points(one) <= _TINY)
        case "shd":
            return Setting(grounded=_ground(one))
        case "highlight":
            return Setting(grounded=None if value(one) in {None, "none"} else value(one) != "white")
    return _NOTHING


def _half_points(one: etree._Element) -> float:
    """A length, which stands in half points or with its unit (`6pt`)."""
    text = value(one) or ""
    try:
        return float(text.removesuffix("pt")) * (2 if text.endswith("pt") else 1)
    except ValueError:
        return _TINY + 0.5  # neither moved nor tiny


def _ground(shading: etree._Element) -> bool | None:
    """Whether a shading is another than that of paper; None where it lets what is below through."""
    if value(shading) not in {None, "clear", "nil"}:
        return True
    fill = value(shading, "fill")
    return None if fill in {None, "auto"} or value(shading) == "nil" else not named_pale(fill or "")


def _on_ground(run: etree._Element, runs: Runs) -> bool:
    """Whether the paragraph, cell, row or table of a run is shaded; what a text box paints is not read, and may be."""
    for name, around in _around(run):
        if name == "txbxContent":
            return True
        properties = child(around, _GROUNDS[name])
        shading = child(properties, "shd")
        painted = _ground(shading) if shading is not None else None
        if painted is not None:
            return painted
        if runs.shaded(value(child(properties, "pStyle" if name == "p" else "tblStyle")), table=name != "p"):
            return True
    return False


def _around(run: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for element in run.iterancestors():
        name = local(str(element.tag))
        if name in _GROUNDS or name == "txbxContent":
            yield name, element
