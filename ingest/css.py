"""How a web page sets its text, as far as that changes what a reader sees of a figure (pure).

Read are the element's own `style` and presentational attributes, and rules of the page's own style sheets that name an
element, a class or an id alone (`.del`, `span.del`, `#x`). Sheets of other files, rules with other selectors and scripts
are not: hence a rule hides only a run within a line, while a whole block may be shown again by what is not read. Only
striking through and grounds count from wherever they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from nianbao.ingest.paper import named_pale
from nianbao.ingest.whitespace import raised

_SETTINGS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("hidden", r"\bhidden\b"),
        ("display", r"display\s*:\s*none"),
        ("visibility", r"visibility\s*:"),
        ("mso-hide", r"mso-hide\s*:"),
        ("line-through", r"line-through"),
        ("vertical-align", r"vertical-align\s*:"),
        ("font-size", r"font-size\s*:\s*[01.]"),
        ("color", r"(?<![-\w])color\s*[:=]"),
        ("opacity", r"opacity\s*:\s*0"),
        ("-", r":\s*-\d{4}"),
        ("position", r"position\s*:\s*relative"),
    )
)
"""What sets text in a way that matters here, by a word that is in it; in small letters."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_AT_RULE = re.compile(r"@[^@{};]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}?)")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:(?P<kind>[.#])(?P<name>[\w-]+))?", re.IGNORECASE)
_LENGTH = re.compile(r"([+-]?[\d.]+)\s*(px|pt|em|ex|rem|%)?")
_FAR = re.compile(r"-\d{4,}")

_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "ex": 6.0, "rem": 12.0, "%": 0.12}
_LONGEST_VALUE, _LONGEST_STYLE = 200, 4_000
"""Characters; what is longer is a picture or a list of fonts."""
_TINY = 1.0
"""Points of a letter's height up to which it is not seen."""
LIFTED = 1.5
"""Points above or below the line from which on text is raised or lowered."""
_CELLS = frozenset({"td", "th"})

Attributes = Mapping[str, str | None]
Declared = Mapping[str, str]
"""Property → value, both in small letters."""


def is_set(page: str) -> bool:
    """Whether a page contains what could set any of its text in a way that matters here."""
    small = page.lower()
    return any(name in small and pattern.search(small) is not None for name, pattern in _SETTINGS)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text is set.

    Attributes:
        raised: above or below the line.
        struck: struck through, which takes it back.
        hidden: not drawn, though it has its room.
        tiny: too small to be seen.
        clear: in no colour.
        pale: in the colour of paper.
        grounded: on a ground that is not paper.
    """

    raised: bool = False
    struck: bool = False
    hidden: bool = False
    tiny: bool = False
    clear: bool = False
    pale: bool = False
    grounded: bool = False

    def shown(self, text: str) -> str:
        """What a reader sees of `text`: figures that do not stand on the line must not join those that do."""
        if self is PLAIN:
            return text  # as nearly all is
        if self.struck or self.hidden or self.tiny or self.clear or (self.pale and not self.grounded):
            return ""
        return raised(text) if self.raised else text


PLAIN = Look()


class _Rule(NamedTuple):
    tag: str
    kind: str
    name: str
    declared: Declared


class Sheets:
    """The rules of a page's own style sheets, by what they name."""

    def __init__(self, sheets: str) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        for rule in _rules(sheets):
            self._rules.setdefault(rule.kind + rule.name if rule.kind else rule.tag, []).append(rule)

    def declared(self, tag: str, attributes: Attributes) -> Declared:
        """What the rules say of an element; an id's count before a class's, a class's before an element's."""
        if not self._rules:
            return {}
        names = (tag, *(f".{name}" for name in (attributes.get("class") or "").split()), f"#{attributes.get('id')}")
        found: dict[str, str] = {}
        for name in names:
            for rule in self._rules.get(name, ()):
                if rule.tag in ("", tag):
                    found |= rule.declared
        return found


def _rules(sheets: str) -> Iterator[_Rule]:
    for rule in _AT_RULE.sub("", _COMMENT.sub("", sheets)).split("}"):
        selectors, _, declarations = rule.partition("{")
        declared = declarations_of(declarations)
        if not declared:
            continue
        for selector in selectors.split(","):
            found = _SELECTOR.fullmatch(selector.strip())
            if found is not None and found[0]:
                yield _Rule((found["tag"] or "").lower(), found["kind"] or "", found["name"] or "", declared)


def declarations_of(style: str) -> Declared:
    """The declarations of a `style` attribute or of a rule's body."""
    return _declarations(style[:_LONGEST_STYLE])


@lru_cache(maxsize=1024)
def _declarations(style: str) -> Declared:
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, _, value in pairs
        if value and len(value) <= _LONGEST_VALUE
    }


def look_of(tag: str, attributes: Attributes, around: Look, sheets: Sheets, *, block: bool) -> Look | None:
    """How the text of an element is set; None where nothing of the element is shown.

    Args:
        tag: of the element.
        attributes: of the element.
        around: how the text around it is set.
        sheets: the page's own.
        block: whether it is a block, a table or a part of one, and no run within a line.
    """
    if "hidden" in attributes:
        return None
    own = declarations_of(attributes.get("style") or "")
    ruled = sheets.declared(tag, attributes)
    if _gone(own) or (not block and (_gone(ruled) or _faded({**ruled, **own}))):
        return None
    declared = {**ruled, **own}
    ground = declared.get("background-color") or declared.get("background") or _attribute(attributes, "bgcolor")
    seen = own if block else declared
    colour = seen.get("color") or (_attribute(attributes, "color") if tag == "font" else "")
    look = around
    if ground or attributes.get("background"):
        look = replace(look, grounded=_is_ground(ground or "url", around))
    if colour and colour not in {"inherit", "currentcolor"}:
        look = replace(look, pale=named_pale(colour), clear=_clear(colour))
    if "visibility" in seen:
        look = replace(look, hidden=seen["visibility"] in {"hidden", "collapse"})
    if "font-size" in seen:
        look = replace(look, tiny=_tiny(seen["font-size"], around))
    if "line-through" in declared.get("text-decoration", "") + declared.get("text-decoration-line", ""):
        look = replace(look, struck=True)
    if tag in {"sup", "sub"} or (tag not in _CELLS and not block and _lifted(declared)):
        look = replace(look, raised=True)
    return look


def _attribute(attributes: Attributes, name: str) -> str:
    return (attributes.get(name) or "").lower()


def _gone(declared: Declared) -> bool:
    if declared.get("display") == "none" or declared.get("mso-hide") == "all":
        return True
    placed = ("left", "top") if declared.get("position") in {"absolute", "fixed"} else ()
    return any(_FAR.match(declared.get(name, "")) for name in ("text-indent", *placed))


def _faded(declared: Declared) -> bool:
    """Whether a run has no opacity; a block without may be faded in by a script."""
    opacity = _LENGTH.match(declared.get("opacity", ""))
    return opacity is not None and _number(opacity[1]) == 0


def _is_ground(background: str, around: Look) -> bool:
    """Whether text has a ground that is not paper; a transparent one shows what is around."""
    first = background.partition(" ")[0]
    if first in {"", "none", "transparent", "inherit", "initial", "unset", "0"} or _clear(background):
        return around.grounded
    return "url" in background or "gradient" in background or not named_pale(background if "(" in background else first)


def _clear(colour: str) -> bool:
    """Whether a colour is wholly transparent."""
    return colour == "transparent" or re.fullmatch(r"rgba\(.*[,/]\s*0*\.?0*\s*\)", colour) is not None


def _tiny(size: str, around: Look) -> bool:
    found = _LENGTH.match(size)
    if found is None:
        return False
    number, unit = _number(found[1]), found[2]
    if number and unit in {"em", "ex", "%"} and around.tiny:
        return True
    return number * _POINTS.get(unit or "px", 1.0) <= _TINY


def _lifted(declared: Declared) -> bool:
    """Whether a run stands above or below its line."""
    align = declared.get("vertical-align", "")
    if align in {"super", "sub"} or _far(align):
        return True
    if declared.get("position") != "relative":
        return False
    return _far(declared.get("top", "")) or _far(declared.get("bottom", ""))


def _far(length: str) -> bool:
    found = _LENGTH.match(length)
    return found is not None and abs(_number(found[1])) * _POINTS.get(found[2] or "px", 1.0) >= LIFTED


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
