"""The unit that stands above a table, once for all its figures: 单位：件、万元 (pure)."""

from __future__ import annotations

import re

from nianbao.ingest.report import Document, Line
from nianbao.ingest.units import printed_unit, without_unit

_SECTION = re.compile(r"\s*[一二三四五六]\s*、")


def captions(document: Document) -> dict[int, str]:
    """`id` of each cell of a grid → the unit said above its table, for the tables above which one is said.

    It stands in the text before the table or alone in a row of it, and holds until another section begins: a table may
    go on on the next page.
    """
    found: dict[int, str] = {}
    said = ""
    for block in document.blocks:
        if isinstance(block, Line):
            said = printed_unit(block.text) or ("" if _SECTION.match(block.text) else said)
            continue
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            if cell.text.strip():
                rows.setdefault(cell.row, []).append(cell.text)
        alone = (row[0] for row in rows.values() if len(row) == 1 and not without_unit(row[0]).strip())
        if caption := next(alone, "") or said:
            unit = printed_unit(caption) or said
            found.update((id(cell), unit) for cell in block.cells)
    return found
