"""Samples as web pages: for each producer its page, its paragraphs and its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nianbao.eval.samples import html_pages as pages
from nianbao.eval.samples import html_tables as tables
from nianbao.eval.samples.html_pages import Kind
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.tables import Drawing, draw
from nianbao.eval.samples.write_text import TABLE_OF, heading, signature


@dataclass(frozen=True, slots=True)
class Producer:
    """One habit of making web pages.

    Attributes:
        table: Drawing → its markup.
        page: the page around title and article.
        paragraph: a paragraph's text and what it is for → its markup.
        encoding: of the file.
    """

    table: Callable[[Drawing], str]
    page: Callable[[Sample, str], str] = pages.plain_page
    paragraph: Callable[[str, Kind], str] = pages.plain_paragraph
    encoding: str = "utf-8"


HTML_LAYOUTS = {
    "plain": Producer(tables.plain),
    "site": Producer(tables.site, pages.site_page, pages.site_paragraph),
    "word": Producer(tables.word, pages.word_page, pages.word_paragraph, "gb18030"),
    "wps": Producer(tables.wps, pages.wps_page, pages.wps_paragraph),
    "grouped": Producer(tables.grouped),
    "unmerged": Producer(tables.unmerged),
    "broken": Producer(tables.broken),
    "headed": Producer(tables.headed, pages.site_page, pages.site_paragraph),
    "padded": Producer(tables.padded),
    "nested": Producer(tables.plain, pages.nested_page, pages.nested_paragraph),
    "barred": Producer(tables.barred),
    "stacked": Producer(tables.stacked, pages.site_page, pages.site_paragraph),
}


def write_html(sample: Sample) -> bytes:
    """The page of `sample`, in one of `HTML_LAYOUTS`.

    Raises:
        KeyError: no such layout.
    """
    producer = HTML_LAYOUTS[sample.layout]
    article = []
    for section in sample.sections:
        if section.heading:
            article.append(producer.paragraph(heading(section), Kind.HEADING))
        article += [producer.paragraph(text, Kind.TEXT) for text in section.paragraphs]
        if section.number in TABLE_OF:
            article.append(producer.table(draw(sample, TABLE_OF[section.number])))
    article += [producer.paragraph(line, Kind.SIGNATURE) for line in signature(sample)]
    return producer.page(sample, "\n".join(article)).encode(producer.encoding)
