"""Paragraphs that hold a flattened statutory table → tables again (pure).

Some pages set a table as a paragraph a row, `a | b | c |`, or a paragraph a cell; `flat` knows how such lines are read.
Blank paragraphs count as blank lines: they may stand for blank cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from nianbao.ingest import flat
from nianbao.ingest.flow import Block, Paragraph
from nianbao.ingest.whitespace import tidy


def unflattened(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with tables in the place of the paragraphs that were tables."""
    out: list[Block] = []
    for is_text, members in groupby(blocks, lambda block: isinstance(block, Paragraph) and not block.linked):
        run = list(members)
        out.extend(_of_run([block for block in run if isinstance(block, Paragraph)]) if is_text else run)
    return out


def _of_run(paragraphs: Sequence[Paragraph]) -> list[Block]:
    lines: list[str] = []
    held: list[Paragraph | None] = []
    for paragraph in paragraphs:
        lines += [*[""] * paragraph.blank_above, paragraph.text]
        held += [*[None] * paragraph.blank_above, paragraph]
    out: list[Block] = []
    at = looked = 0
    while at < len(lines):
        stretch = flat.find(lines, at, tidy, folios=False) if at >= looked and lines[at] else None
        if stretch is not None:
            looked = stretch.end
            if stretch.tables:
                out.extend(stretch.tables)
                at = stretch.end
                continue
        if (said := held[at]) is not None:
            out.append(said)
        at += 1
    return out
