"""The HTML of answers: what `ingest.markup` escapes by type, and the little that only the web needs."""

from __future__ import annotations

from urllib.parse import urlsplit

from nianbao.ingest.markup import Attribute, Child, Markup, join, tag, text

__all__ = ["Attribute", "Child", "Markup", "join", "paragraphs", "tag", "text", "web_address"]


def paragraphs(content: str) -> tuple[str, ...]:
    """The non-empty lines of a text."""
    return tuple(line.strip() for line in content.splitlines() if line.strip())


def web_address(url: str | None) -> str | None:
    """`url` if a browser may be sent there (http, https), else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else None
