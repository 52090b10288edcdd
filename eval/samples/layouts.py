"""The names of all layouts by format; loads every writer."""

from __future__ import annotations

from nianbao.eval.samples import pdf_layouts
from nianbao.eval.samples.sample import Format
from nianbao.eval.samples.write_docx import DOCX_LAYOUTS
from nianbao.eval.samples.write_html import HTML_LAYOUTS
from nianbao.eval.samples.write_markdown import MARKDOWN_LAYOUTS
from nianbao.eval.samples.write_text import TEXT_LAYOUTS

LAYOUTS: dict[Format, tuple[str, ...]] = {
    "text": tuple(TEXT_LAYOUTS),
    "markdown": tuple(MARKDOWN_LAYOUTS),
    "html": tuple(HTML_LAYOUTS),
    "docx": tuple(DOCX_LAYOUTS),
    "pdf": tuple(pdf_layouts.LAYOUTS),
}
