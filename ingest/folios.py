"""Page numbers of a text that keeps its page breaks: they are no figures of a table that goes on behind them (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.ingest.envelope import is_page_number
from nianbao.ingest.numerals import is_value
from nianbao.ingest.vocabulary import is_word

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


_FOLIO = re.compile(r"[1-9]\d?")
"""A report has fewer than a hundred pages."""


def numbers_prose(lines: Sequence[str]) -> bool:
    """Whether a bare number stands alone between lines that are no cells, or behind the last of them.

    A text whose pages are numbered has such a number on a page without a table, or at its end; one that has none is not
    likely to have one among its tables' cells. Not covered: a text of tables alone.
    """
    told = [text for line in lines if (text := line.strip())]
    return any(
        _FOLIO.fullmatch(text) and at and _is_prose(told[at - 1]) and (at + 1 == len(told) or _is_prose(told[at + 1]))
        for at, text in enumerate(told)
    )


def _is_prose(text: str) -> bool:
    return not is_value(text) and not is_word(text)


def _at(page: list[str], edge: int) -> int:
    """The index of the first or last line of a page that is not blank."""
    return [i for i, line in enumerate(page) if line.strip()][edge]


def _number(line: str) -> int | None:
    digits = re.search(r"\d+", line)
    return int(digits[0]) if digits and is_page_number(line.strip()) else None
