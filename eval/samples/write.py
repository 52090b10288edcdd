"""Sample → bytes, in the format and layout it asks for."""

from __future__ import annotations

from nianbao.eval.samples import pdf_layouts
from nianbao.eval.samples.sample import Format, Sample
from nianbao.eval.samples.write_html import HTML_LAYOUTS, write_html
from nianbao.eval.samples.write_text import MARKDOWN_LAYOUTS, TEXT_LAYOUTS, write_markdown, write_text

LAYOUTS: dict[Format, tuple[str, ...]] = {
    "text": tuple(TEXT_LAYOUTS),
    "markdown": tuple(MARKDOWN_LAYOUTS),
    "html": tuple(HTML_LAYOUTS),
    "docx": ("official",),
    "pdf": tuple(pdf_layouts.LAYOUTS),
}
"""The layouts of every format."""


def write(sample: Sample) -> bytes:
    """The file of `sample`; the same sample gives the same bytes.

    Layouts: text `tabs`, `tabs-gb18030`, `tabs-units`; markdown `pipes`, `pipes-repeated`; html `plain`, `site`;
    docx `official`; pdf those of `pdf_layouts.LAYOUTS`.

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
