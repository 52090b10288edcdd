"""Samples as plain text, in the ways in which tables come out of word processors, browsers and converters of PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unicodedata import east_asian_width

from nianbao.eval.samples.sample import Prose, Sample
from nianbao.eval.samples.shapes import parted, row_of
from nianbao.eval.samples.tables import Box, Drawing, Role, draw

TABLE_OF = {"二": "disclosure", "三": "applications", "四": "review"}

Flatten = Callable[[Drawing], Iterator[str]]


def signature(sample: Sample) -> tuple[str, ...]:
    """Organ and date at the end, where the report is signed."""
    day = sample.published
    return (sample.organ.name, f"{day.year}年{day.month}月{day.day}日") if sample.signed else ()


def heading(section: Prose) -> str:
    """A section's printed heading; the preamble has none."""
    return f"{section.number}、{section.heading}" if section.heading else ""


def write_text(sample: Sample) -> bytes:
    """Title, paragraphs and flattened tables, in one of `TEXT_LAYOUTS`.

    Raises:
        KeyError: no such layout.
    """
    flatten, encoding = TEXT_LAYOUTS[sample.layout]
    parts = [sample.title]
    for section in sample.sections:
        parts += filter(None, (heading(section), *section.paragraphs))
        if section.number in TABLE_OF:
            parts.append("\n".join(flatten(draw(sample, TABLE_OF[section.number]))))
    parts += signature(sample)
    return ("\n\n".join(parts) + "\n").encode(encoding)


def _tabbed(drawing: Drawing) -> Iterator[str]:
    """A tab between cells; a cell merged downwards leaves an empty one in each row below."""
    yield from _tab_lines(drawing, every_unit=False)


def _tabbed_units(drawing: Drawing) -> Iterator[str]:
    """The same, and a cell merged over columns leaves an empty one for each."""
    yield from _tab_lines(drawing, every_unit=True)


def _tab_lines(drawing: Drawing, *, every_unit: bool) -> Iterator[str]:
    for number, units in enumerate(drawing.units()):
        cells = []
        for column, box in enumerate(units):
            if every_unit or column == box.column:
                cells.append(box.text if (number, column) == (box.row, box.column) else "")
        yield "\t".join(cells)


def _copied(drawing: Drawing) -> Iterator[str]:
    """Copied out of a paged document: after the page's end an empty line, and the group's label once more."""
    if drawing.key != "applications":
        yield from _tabbed(drawing)
        return
    above, below = parted(drawing, [row_of(drawing, "7.属于行政执法案卷")], header=False)
    yield from _tabbed(above)
    yield ""
    yield from _tabbed(below)


def _stacked(drawing: Drawing) -> Iterator[str]:
    """One cell a line, an empty line where nothing stands in it."""
    for line in drawing.lines():
        yield from (box.text for box in line)


def _aligned(drawing: Drawing) -> Iterator[str]:
    """Columns under each other by spaces, as `pdftotext -layout` has them; a hanzi is two spaces wide."""
    widths = [0] * drawing.columns
    for box in sorted(drawing.boxes, key=lambda box: box.column_span):
        last = box.column + box.column_span
        widths[last - 1] += max(0, _breadth(box.text) + 2 - sum(widths[box.column : last]))
    for number, units in enumerate(drawing.units()):
        line = ""
        for column, box in enumerate(units):
            if column == box.column:
                text = box.text if number == box.row else ""
                line += _fill(text, sum(widths[column : column + box.column_span]), box)
        yield line.rstrip()


def _fill(text: str, width: int, box: Box) -> str:
    free = width - _breadth(text)
    left = 0 if box.role in (Role.LABEL, Role.ITEM, Role.NOTE) else free // 2
    return " " * left + text + " " * (free - left)


def _breadth(text: str) -> int:
    return sum(2 if east_asian_width(character) in "FWA" else 1 for character in text)


TEXT_LAYOUTS: dict[str, tuple[Flatten, str]] = {
    "tabs": (_tabbed, "utf-8"),
    "tabs-gb18030": (_tabbed, "gb18030"),
    "tabs-units": (_tabbed_units, "utf-8"),
    "copied": (_copied, "utf-8"),
    "aligned": (_aligned, "gb18030"),
    "stacked": (_stacked, "utf-8"),
}
