"""WordprocessingML by local names, so that the transitional and the strict edition (ISO/IEC 29500) read alike."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """`tag` without its namespace."""
    return tag.rpartition("}")[2]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that local name; None of nothing is nothing."""
    if element is None or not len(element):
        return None
    first = element[0]  # properties stand first
    return first if local(str(first.tag)) == name else next(element.iterchildren(f"{{*}}{name}"), None)


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is not None:
        for key, text in element.items():
            if local(str(key)) == name:
                return str(text)
    return None


def number(element: etree._Element | None, default: int, name: str = "val") -> int:
    """A whole number in an attribute, `default` where there is none."""
    text = value(element, name)
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 9 else default


def switched_on(element: etree._Element | None) -> bool:
    """Whether a toggle such as `w:vanish` is there and not turned off."""
    return element is not None and value(element) not in {"0", "false", "off"}
