"""Samples as Markdown, as people and converters of PDF and HTML write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from nianbao.eval.samples.html_tables import spans
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.shapes import displaced, parted, repeated
from nianbao.eval.samples.tables import Drawing, Role, draw
from nianbao.eval.samples.write_text import TABLE_OF, heading, signature


def write_markdown(sample: Sample) -> bytes:
    """Markdown of `sample`, its tables in one of `MARKDOWN_LAYOUTS`.

    Raises:
        KeyError: no such layout.
    """
    tables = MARKDOWN_LAYOUTS[sample.layout]
    parts = ["# " + sample.title.replace("\n", "")]
    for section in sample.sections:
        if section.heading:
            parts.append(f"## {heading(section)}")
        for paragraph in section.paragraphs:
            topic = paragraph.startswith("（") and "。" not in paragraph
            parts.append(f"### {paragraph}" if topic else paragraph)
        if section.number in TABLE_OF:
            parts.append("\n".join(tables(draw(sample, TABLE_OF[section.number]))))
    parts += signature(sample)
    return ("\n\n".join(parts) + "\n").encode()


def pipes(rows: list[list[str]]) -> Iterator[str]:
    """A pipe table; its first row is the head."""
    for number, cells in enumerate(rows):
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + " --- |" * len(cells)


def _texts(drawing: Drawing) -> list[list[str]]:
    """A text for every unit; of a merged cell only the first has it."""
    return [
        [box.text if (row, column) == (box.row, box.column) else "" for column, box in enumerate(units)]
        for row, units in enumerate(drawing.units())
    ]


def _first_only(drawing: Drawing) -> Iterator[str]:
    """What a merged cell covers is left empty."""
    yield from pipes(_texts(drawing))


def _repeated(drawing: Drawing) -> Iterator[str]:
    """A merged cell's text in every unit."""
    yield from pipes(_texts(repeated(drawing)))


def _displaced(drawing: Drawing) -> Iterator[str]:
    """A label over several rows in the middle one."""
    yield from pipes(_texts(displaced(drawing)))


def _html(drawing: Drawing) -> Iterator[str]:
    """HTML inside the Markdown, the only way to keep spans there."""
    yield "<table>"
    for line in drawing.lines():
        cells = "".join(f"<td{spans(box)}>{escape(box.text)}</td>" for box in line)
        yield f"  <tr>{cells}</tr>"
    yield "</table>"


def _headed(drawing: Drawing) -> Iterator[str]:
    """A heading for each group and a table of its own below it; labels of columns only where they fit one row."""
    match drawing.key:
        case "disclosure":
            banners = [box.row for box in drawing.boxes if box.role is Role.BANNER]
            for part in parted(drawing, banners[1:], header=False):
                banner, *rows = part.lines()
                yield from ("", f"### {banner[0].text}", "")
                yield from pipes([[box.text for box in row] for row in rows])
        case "applications":
            yield from _application_groups(drawing)
        case _:
            yield from _review_blocks(drawing)


def _application_groups(drawing: Drawing) -> Iterator[str]:
    """A heading for each label over rows; a row outside the groups has its label as heading and in the row."""
    head = ["类别", *_columns(drawing)]
    pending: list[list[str]] = []
    for line in list(drawing.lines())[drawing.header :]:
        *over, label = (box for box in line if not box.key)
        alone = label.column_span > 1
        headings = [*over, label] if alone else over
        if headings and pending:
            yield from pipes([head, *pending])
            pending = []
        for box in headings:
            yield from ("", f"### {box.text}", "")
        pending.append([label.text, *(box.text for box in line if box.key)])
    yield from pipes([head, *pending])


def _columns(drawing: Drawing) -> list[str]:
    heads = [box for box in drawing.boxes if box.role is Role.HEAD and box.column_span == 1]
    return [box.text for box in sorted(heads, key=lambda box: box.column)]


def _review_blocks(drawing: Drawing) -> Iterator[str]:
    figures = [box for box in drawing.boxes if box.key]
    for first in range(0, drawing.columns, 5):
        over, under = drawing.units()[0][first], drawing.units()[1][first]
        name = over.text if under.column_span == 1 else f"{over.text}（{under.text}）"
        yield from ("", f"### {name}", "")
        block = figures[first : first + 5]
        yield from pipes([[drawing.units()[2][box.column].text for box in block], [box.text for box in block]])


MARKDOWN_LAYOUTS: dict[str, Callable[[Drawing], Iterator[str]]] = {
    "pipes": _first_only,
    "pipes-repeated": _repeated,
    "pipes-displaced": _displaced,
    "headed": _headed,
    "html": _html,
}
