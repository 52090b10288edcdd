"""Random tables, and writers of them in every text-based format: reading must give the same cells back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from nianbao.ingest.errors import FileRefused
from nianbao.ingest.report import Document, Grid, Line

Drawing = tuple[tuple[str, int, int, int, int], ...]
"""(text, row, column, row span, column span) of every cell in reading order, rows and columns from 0."""

TEXTS = st.one_of(
    st.sampled_from(("", "0", "-", "/", "1,024", "251000元", "22（其中修订16件）", "不 予公开", "（三）不予公开")),
    st.text("规章许可处罚强制自然人总计0123456789", min_size=1, max_size=8),
)


@st.composite
def drawings(draw: st.DrawFn, *, spans: bool, least_columns: int = 2) -> Drawing:
    """A table of up to 6 × 6 units that is covered exactly once by its cells; some cell has a text."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(least_columns, 6))
    free = {(r, c) for r in range(rows) for c in range(columns)}
    cells = []
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        width = draw(st.integers(1, 3)) if spans else 1
        height = draw(st.integers(1, 3)) if spans else 1
        while width > 1 and any((row, column + i) not in free for i in range(width)):
            width -= 1
        height = min(height, rows - row)
        free -= {(row + i, column + j) for i in range(height) for j in range(width)}
        cells.append((draw(TEXTS), row, column, height, width))
    if len(cells) < 2 or not any(cell[0] for cell in cells):
        cells = [("规章", 0, 0, 1, 1), ("0", 0, 1, 1, 1)]
    return tuple(cells)


def outcome(read: Callable[[bytes], Document], data: bytes) -> Document | FileRefused:
    """What reading comes to; any other exception than a refusal passes through and fails the test."""
    try:
        return read(data)
    except FileRefused as refusal:
        return refusal


def grids(document: Document) -> list[Grid]:
    """The grids of a document, in order."""
    return [block for block in document.blocks if isinstance(block, Grid)]


def said(document: Document) -> list[str]:
    """The texts of its lines, in order."""
    return [block.text for block in document.blocks if isinstance(block, Line)]


def drawing(grid: Grid) -> Drawing:
    """A grid as a drawing."""
    return tuple((cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells)


def by_row(cells: Drawing) -> list[list[tuple[str, int, int, int, int]]]:
    """The cells that begin in each row."""
    rows = max(row + height for _, row, _, height, _ in cells)
    return [[cell for cell in cells if cell[1] == row] for row in range(rows)]


def rows_of(cells: Drawing) -> list[list[str]]:
    """The texts of a drawing without spans, row by row."""
    return [[cell[0] for cell in row] for row in by_row(cells)]


def html_table(cells: Drawing) -> str:
    """The drawing as a web page's table."""
    rows = (
        "".join(f'<td rowspan="{h}" colspan="{w}"><p>{escape(text) or "&nbsp;"}</p></td>' for text, _, _, h, w in row)
        for row in by_row(cells)
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def word_table(cells: Drawing) -> str:
    """The drawing as WordprocessingML: a cell over several rows is there in each, and goes on by `w:vMerge`."""
    rows = max(row + height for _, row, _, height, _ in cells)
    written = []
    for row in range(rows):
        here = sorted((cell for cell in cells if cell[1] <= row < cell[1] + cell[3]), key=lambda cell: cell[2])
        written.append("".join(_word_cell(cell, row) for cell in here))
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in written)}</w:tbl>"


def _word_cell(cell: tuple[str, int, int, int, int], row: int) -> str:
    text, top, _, height, width = cell
    merge = "" if height == 1 else '<w:vMerge w:val="restart"/>' if row == top else "<w:vMerge/>"
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>{paragraph(text if row == top else "")}</w:tc>'


def paragraph(text: str, properties: str = "") -> str:
    """One WordprocessingML paragraph."""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
)


def docx(body: str, *, namespace: str = W, **parts: str) -> bytes:
    """A whole DOCX around a body; `numbering` and `styles` are the inner XML of those parts."""
    root = (
        f'xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    files = {
        "_rels/.rels": _RELS.format(kind="officeDocument", target="word/document.xml"),
        "word/document.xml": f"<w:document {root}><w:body>{body}</w:body></w:document>",
    }
    files |= {f"word/{name}.xml": f"<w:{name} {root}>{inner}</w:{name}>" for name, inner in parts.items()}
    return zipped(files)


def zipped(files: Mapping[str, str] | Mapping[str, bytes]) -> bytes:
    """A ZIP file of those entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table, the first as its head."""
    lines = ["| " + " | ".join(text.replace("|", "\\|") for text in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """`whole` with some bytes changed, lost or added, or cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(("change", "lose", "add", "cut"))):
            case "change":
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "lose":
                del data[at : at + draw(st.integers(1, 40))]
            case "add":
                data[at:at] = draw(st.binary(max_size=8))
            case _:
                del data[at:]
    return bytes(data)
