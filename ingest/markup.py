"""HTML that cannot be injected into: text is escaped by its type, not by remembering to.

A plain `str` is text and is escaped wherever it is put in; only `Markup`, which nothing but this module makes
from a string, goes in as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias


class Markup(str):
    """HTML made by this program. Never construct it from anything that was read or asked."""

    __slots__ = ()


Child: TypeAlias = str | Markup | None
Attribute: TypeAlias = str | int | bool | None

_VOID = frozenset({"img", "br", "hr", "col", "wbr", "meta"})


def text(content: str) -> Markup:
    """`content` escaped, also in attributes; line breaks become character references."""
    return Markup(escape(content, quote=True).replace("\r", "").replace("\n", "&#10;"))


def join(children: Iterable[Child], between: str = "") -> Markup:
    """Children one after another, plain strings (and `between`) escaped."""
    done = [child if isinstance(child, Markup) else text(child) for child in children if child is not None]
    return Markup(str(text(between)).join(done))


def tag(name: str, *children: Child, **attributes: Attribute) -> Markup:
    """One element. `class_` is `class`, `aria_label` is `aria-label`; True is a bare attribute, None and False are none.

    >>> tag("p", "1 < 2", class_="sum")
    '<p class="sum">1 &lt; 2</p>'
    """
    spelled = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        spelled.append(f" {attribute}" if value is True else f' {attribute}="{text(str(value))}"')
    head = f"<{name}{''.join(spelled)}>"
    return Markup(head if name in _VOID else f"{head}{join(children)}</{name}>")
