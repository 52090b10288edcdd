"""Samples as plain text: tables flattened by tabs, as text copied out of a word processor is, or as Markdown pipes."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.eval.samples.sample import Prose, Sample
from nianbao.eval.samples.tables import Drawing, draw

TABLE_OF = {"二": "disclosure", "三": "applications", "四": "review"}

# layout: (encoding, whether a merged cell leaves an empty field for each column it covers)
TEXT_LAYOUTS = {"tabs": ("utf-8", False), "tabs-gb18030": ("gb18030", False), "tabs-units": ("utf-8", True)}
MARKDOWN_LAYOUTS = {"pipes": False, "pipes-repeated": True}


def signature(sample: Sample) -> tuple[str, ...]:
    """Organ and date at the end, where the report is signed."""
    day = sample.published
    return (sample.organ.name, f"{day.year}年{day.month}月{day.day}日") if sample.signed else ()


def heading(section: Prose) -> str:
    """A section's printed heading; the preamble has none."""
    return f"{section.number}、{section.heading}" if section.heading else ""


def write_text(sample: Sample) -> bytes:
    """Title, paragraphs, tables flattened by tabs; a cell merged downwards leaves empty cells below it."""
    encoding, units = TEXT_LAYOUTS[sample.layout]
    parts = [sample.title]
    for section in sample.sections:
        parts += filter(None, (heading(section), *section.paragraphs))
        if section.number in TABLE_OF:
            parts.append("\n".join(_tabbed(draw(sample, TABLE_OF[section.number]), every_unit=units)))
    parts += signature(sample)
    return ("\n\n".join(parts) + "\n").encode(encoding)


def _tabbed(drawing: Drawing, *, every_unit: bool) -> Iterator[str]:
    for number, units in enumerate(drawing.units()):
        cells = []
        for column, box in enumerate(units):
            if every_unit or column == box.column:
                cells.append(box.text if (number, column) == (box.row, box.column) else "")
        yield "\t".join(cells)


def write_markdown(sample: Sample) -> bytes:
    """Markdown with pipe tables; what a merged cell covers is left empty or repeated, by layout."""
    repeated = MARKDOWN_LAYOUTS[sample.layout]
    parts = ["# " + sample.title.replace("\n", "")]
    for section in sample.sections:
        if section.heading:
            parts.append(f"## {heading(section)}")
        for paragraph in section.paragraphs:
            topic = paragraph.startswith("（") and "。" not in paragraph
            parts.append(f"### {paragraph}" if topic else paragraph)
        if section.number in TABLE_OF:
            parts.append("\n".join(_piped(draw(sample, TABLE_OF[section.number]), repeated=repeated)))
    parts += signature(sample)
    return ("\n\n".join(parts) + "\n").encode()


def _piped(drawing: Drawing, *, repeated: bool) -> Iterator[str]:
    for number, units in enumerate(drawing.units()):
        cells = [
            box.text if repeated or (number, column) == (box.row, box.column) else ""
            for column, box in enumerate(units)
        ]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + " --- |" * len(units)
