"""Sample → bytes, in the format and layout it asks for."""

from __future__ import annotations

from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.write_html import write_html
from nianbao.eval.samples.write_markdown import write_markdown
from nianbao.eval.samples.write_text import write_text


def write(sample: Sample) -> bytes:
    """The file of `sample`; the same sample gives the same bytes.

    The layouts of a format are the keys of its table: `TEXT_LAYOUTS`, `MARKDOWN_LAYOUTS`, `HTML_LAYOUTS`,
    `DOCX_LAYOUTS` beside the writer, and `pdf_layouts.LAYOUTS`.

    Raises:
        KeyError: the format has no such layout.
    """
    # The writers of PDF and DOCX load large libraries; who writes text does not wait for them.
    match sample.format:
        case "text":
            return write_text(sample)
        case "markdown":
            return write_markdown(sample)
        case "html":
            return write_html(sample)
        case "docx":
            from nianbao.eval.samples.write_docx import write_docx

            return write_docx(sample)
        case "pdf":
            from nianbao.eval.samples.write_pdf import write_pdf

            return write_pdf(sample)
