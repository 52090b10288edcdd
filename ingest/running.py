"""Running heads and feet: what is printed on page after page belongs to no section (pure)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from nianbao.ingest.report import Line

_SHEET = re.compile(r"(?:Page|P\.|第)\s*\d{1,4}\s*页?\s*[-–—:：]\s*(?P<title>\S.*)")
_SHEET_NUMBER = re.compile(r"P\.\s*\d{1,4}")
MARGIN = 2
"""So many lines at the top and at the bottom of a page may be running ones."""


def without_running_lines(lines: Sequence[Line]) -> list[Line]:
    """`lines` without those that stand at the same edge of most pages, page numbers and digits apart.

    A document of one page has none; a title that is printed once stays.
    """
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.place.page is not None and line.place.box is not None:
            pages[line.place.page].append(line)
    if len(pages) < 2:
        return _without_sheets(lines)
    seen: Counter[tuple[str, str]] = Counter()
    edges: dict[int, tuple[str, str]] = {}
    for on_page in pages.values():
        order = sorted(on_page, key=lambda line: line.place.box[1] if line.place.box else 0.0)
        for edge, some in (("top", order[:MARGIN]), ("bottom", order[-MARGIN:])):
            for line in some:
                edges[id(line)] = (edge, _without_digits(line.text))
            seen.update({(edge, _without_digits(line.text)) for line in some})
    # a page that a table fills has no line of its own: most of the pages that have lines is enough
    running = {key for key, count in seen.items() if count >= 2 and count * 2 > len(pages)}
    return [line for line in lines if edges.get(id(line)) not in running]


def without_sheet(text: str) -> str:
    """A title without the number of the sheet that an electronic book prints in front of it, `Page 3 - title`."""
    head = _SHEET.fullmatch(text)
    return text if head is None else head["title"]


def _without_sheets(lines: Sequence[Line]) -> list[Line]:
    """`lines` of an electronic book without the heads of its sheets, `Page 3 - title` and `P. 3`; the first title stays."""
    heads = [_SHEET.fullmatch(line.text.strip()) for line in lines]
    titles = Counter(head["title"] for head in heads if head is not None)
    kept: list[Line] = []
    seen: set[str] = set()
    below = False
    for line, head in zip(lines, heads, strict=True):
        running = head is not None and titles[head["title"]] > 1
        number = below and _SHEET_NUMBER.fullmatch(line.text.strip()) is not None
        if not number and not (running and head is not None and head["title"] in seen):
            kept.append(line)
        if head is not None:
            seen.add(head["title"])
        below = head is not None
    return kept


def _without_digits(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)
