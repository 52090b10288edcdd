"""Samples as born-digital PDF, with an embedded font so that page images look alike on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, PageBreak, SimpleDocTemplate, Spacer
from reportlab.platypus.flowables import Flowable

from nianbao.eval.samples.pdf_layouts import LAYOUTS, Layout
from nianbao.eval.samples.pdf_parts import cut, label_first, lay
from nianbao.eval.samples.pdf_table import FormTable, Record
from nianbao.eval.samples.pdf_text import FONT, Text, measure
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.shapes import row_of
from nianbao.eval.samples.tables import draw
from nianbao.eval.samples.write_text import TABLE_OF, heading, signature

Placed = Mapping[str, tuple[int, tuple[float, float, float, float]]]
"""Cell key → page (from 1) and the drawn cell's left, top, right, bottom in points from the page's top left."""


@cache
def _register_font() -> None:
    with as_file(files("nianbao.eval.samples") / "fonts" / "SampleSans.ttf") as path:
        pdfmetrics.registerFont(TTFont(FONT, path))


def write_pdf(sample: Sample) -> bytes:
    """The PDF of `sample`, in one of `pdf_layouts.LAYOUTS`."""
    return print_pdf(sample)[0]


def print_pdf(sample: Sample) -> tuple[bytes, Placed]:
    """The PDF of `sample`, and where every figure's cell was drawn.

    Raises:
        KeyError: no such layout.
    """
    layout = LAYOUTS[sample.layout]
    _register_font()
    pages, content, placed = _print(sample, layout, 0)
    if "{of}" in layout.page_number:
        _, content, placed = _print(sample, layout, pages)
    return content, placed


def _print(sample: Sample, layout: Layout, pages: int) -> tuple[int, bytes, Placed]:
    width, height = landscape(A4) if layout.landscape else A4
    side, top, bottom = layout.margins
    placed: dict[str, tuple[int, tuple[float, float, float, float]]] = {}
    stream = BytesIO()
    title = sample.title.replace("\n", "")
    document = SimpleDocTemplate(
        stream,
        pagesize=(width, height),
        leftMargin=side - 6,  # the frame itself pads by 6
        rightMargin=side - 6,
        topMargin=top - 6,
        bottomMargin=bottom - 6,
        title=title,
        author=sample.organ.short,
        producer="",
        invariant=1,
        pageCompression=1,
    )

    def record(key: str, corners: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = corners
        placed[key] = (document.page, (x0, height - y1, x1, height - y0))

    def furniture(canvas: Any, _: object) -> None:
        site = sample.organ.site
        foot = layout.page_number.format(n=canvas.getPageNumber(), of=pages, site=site)
        head = layout.running_head.format(organ=sample.organ.name, title=title, day=sample.published)
        canvas.saveState()
        canvas.setFont(FONT, 10.5)
        canvas.drawString((width - measure(foot, 10.5)) / 2, bottom * 0.55, foot)
        if head:
            canvas.setFont(FONT, 9)
            canvas.drawString(side, height - top * 0.6, head)
        canvas.restoreState()

    document.build(_story(sample, layout, record), onFirstPage=furniture, onLaterPages=furniture)
    return document.page, stream.getvalue(), placed


def _story(sample: Sample, layout: Layout, record: Record) -> list[Flowable]:
    size, leading = layout.text_size, layout.leading
    story: list[Flowable] = [Spacer(1, 18)]
    frame = frame_width(layout)
    story += [
        Text(line, size + 6, leading + 8, align="center", heavy=layout.heavy)
        for line in title_lines(sample, frame, size + 6)
    ]
    story.append(Spacer(1, leading * 0.8))
    for section in sample.sections:
        if section.number in layout.break_before:
            story.append(PageBreak())
        if section.heading:
            story.append(CondPageBreak(leading * (6 if section.number in TABLE_OF else 3)))
            story.append(Text(heading(section), size + 1, leading + 2, indent=2 * size, heavy=layout.heavy))
        for paragraph in section.paragraphs:
            if paragraph.startswith("（") and "。" not in paragraph:
                story.append(CondPageBreak(leading * 2))
            story.append(Text(paragraph, size, leading, indent=2 * size))
        if section.number in TABLE_OF:
            story += [*_table(sample, TABLE_OF[section.number], layout, record), Spacer(1, leading * 0.5)]
    if lines := signature(sample):
        story += [CondPageBreak(leading * 2.5), Spacer(1, leading * 0.5)]
        story += [Text(line, size, leading, align="right") for line in lines]
    return story


def _table(sample: Sample, name: str, layout: Layout, record: Record) -> list[Flowable]:
    """The table, in two where the layout wants the page's end at a certain place in it."""
    drawing = draw(sample, name)
    whole = lay(drawing, layout, frame_width(layout))
    if name in layout.head_apart:
        parts = cut(whole, layout, drawing.header)
    elif layout.label_apart and name == "applications":
        parts = label_first(whole, layout, row_of(drawing, layout.label_apart))
    else:
        return [FormTable(whole, layout, record)]
    first, second = (FormTable(part, layout, record) for part in parts)
    return [first, PageBreak(), second]


def frame_width(layout: Layout) -> float:
    """The width between the margins, in points."""
    return float((A4[1] if layout.landscape else A4[0]) - 2 * layout.margins[0])


def title_lines(sample: Sample, width: float, size: float) -> list[str]:
    """The title; one too long for a line is parted after the organ or the year."""
    lines = []
    for line in sample.title.split("\n"):
        for mark in (f"{sample.year}年政府", "政府信息公开工作"):
            organ, found, rest = line.partition(mark)
            if measure(line, size) > width and found and organ:
                lines += [organ, found + rest]
                break
        else:
            lines.append(line)
    return lines
