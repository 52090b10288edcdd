"""Page images of the library's documents, the last few kept."""

from __future__ import annotations

from functools import lru_cache

from nianbao.index.library import Library
from nianbao.ingest.pages import render
from nianbao.ingest.report import Box

KEPT = 48
"""Images kept in memory, 100–400 KB each."""


class PageImages:
    """Renders pages once; a document is named by its hash, so that an image never outlives a change."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._render = lru_cache(maxsize=KEPT)(self._draw)

    def page(self, report: str, sha256: str, page: int, boxes: tuple[Box, ...]) -> bytes:
        """The PNG of `page` (from 1) with `boxes` drawn on it."""
        return self._render(report, sha256, page, boxes)

    def _draw(self, report: str, sha256: str, page: int, boxes: tuple[Box, ...]) -> bytes:
        return render(self._library.document(report, sha256), page, boxes)
