"""Page numbers of a text that keeps its page breaks: they are no figures of a table that goes on behind them (pure)."""

from __future__ import annotations

import re

from nianbao.ingest.envelope import is_page_number

BREAK = "\f"


def without_folios(text: str) -> str:
    """`text`, its page breaks kept, without the lines that count its pages: at the same edge of every page, each one more than the last.

    A text without page breaks, or with figures there that do not count, stays as it is.
    """
    if BREAK not in text:
        return text
    pages = [page.split("\n") for page in text.split(BREAK)]
    pages = [page for page in pages if any(line.strip() for line in page)]
    for edge in (0, -1) if len(pages) > 1 else ():
        found = [_at(page, edge) for page in pages]
        numbers = [_number(page[i]) for page, i in zip(pages, found, strict=True)]
        first = numbers[0]
        if first is not None and numbers == list(range(first, first + len(pages))):
            for page, i in zip(pages, found, strict=True):
                del page[i]
            break
    return BREAK.join("\n".join(page) for page in pages)


def _at(page: list[str], edge: int) -> int:
    """The index of the first or last line of a page that is not blank."""
    return [i for i, line in enumerate(page) if line.strip()][edge]


def _number(line: str) -> int | None:
    digits = re.search(r"\d+", line)
    return int(digits[0]) if digits and is_page_number(line.strip()) else None
