"""What a DOCX says of how a run is set, as far as that changes what a reader sees of a figure (ECMA-376 part 1, 17.3.2)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from nianbao.ingest.paper import named_pale
from nianbao.ingest.whitespace import raised
from nianbao.ingest.wordml import local, switched_on, value

_LIFTED = 3
"""Half points above or below the line from which on a run is raised or lowered."""
_TINY = 2
"""Half points of a letter's height up to which it is not seen."""


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


NOTHING = Setting()
"""Nothing is said."""


def setting_of(properties: etree._Element) -> Setting:
    """What the properties of a run or of a style say together (`w:rPr`)."""
    setting = NOTHING
    for one in properties:
        own = said_by(one)
        if own is not NOTHING:
            setting = own.over(setting)
    return setting


def said_by(one: etree._Element) -> Setting:
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
            return Setting(grounded=ground_of(one))
        case "highlight":
            return Setting(grounded=None if value(one) in {None, "none"} else value(one) != "white")
    return NOTHING


def _half_points(one: etree._Element) -> float:
    """A length, which stands in half points or with its unit (`6pt`)."""
    text = value(one) or ""
    try:
        return float(text.removesuffix("pt")) * (2 if text.endswith("pt") else 1)
    except ValueError:
        return _TINY + 0.5  # neither moved nor tiny


def ground_of(shading: etree._Element) -> bool | None:
    """Whether a shading is another than that of paper; None where it lets what is below through."""
    if value(shading) not in {None, "clear", "nil"}:
        return True
    fill = value(shading, "fill")
    return None if fill in {None, "auto"} or value(shading) == "nil" else not named_pale(fill or "")
