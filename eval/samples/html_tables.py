"""How web pages write a table: one function a habit, Drawing → markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from nianbao.eval.samples.shapes import by_group, repeated
from nianbao.eval.samples.tables import Box, Drawing, Role

Cell = Callable[[Box], str]

_RIGID = (Role.LABEL, Role.ITEM)


def spans(box: Box, quote: str = '"') -> str:
    """The attributes of a merged cell."""
    across = f" colspan={quote}{box.column_span}{quote}" if box.column_span > 1 else ""
    return across + (f" rowspan={quote}{box.row_span}{quote}" if box.row_span > 1 else "")


def table(drawing: Drawing, cell: Cell, opening: str = "<table>") -> str:
    """`opening`, the rows, and the end of the table."""
    rows = "\n".join("<tr>" + "".join(cell(box) for box in line) + "</tr>" for line in drawing.lines())
    return f"{opening}<tbody>\n{rows}\n</tbody></table>"


def _plain_cell(box: Box) -> str:
    style = ' class="c b"' if box.role is Role.BANNER else "" if box.role in _RIGID else ' class="c"'
    return f"<td{spans(box)}{style}><p>{escape(box.text) or '&nbsp;'}</p></td>"


def plain(drawing: Drawing) -> str:
    """Spans as they are drawn."""
    return table(drawing, _plain_cell)


def site(drawing: Drawing) -> str:
    """Pasted from Word into a site's editor, which keeps one span of font a cell."""

    def cell(box: Box) -> str:
        text = escape(box.text) or "&nbsp;"
        return f'<td{spans(box)} valign="center"><p><span style="font-family:宋体">{text}</span></p></td>'

    opening = '<div align="center"><table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0">'
    return table(drawing, cell, opening) + "</div>"


def runs(text: str) -> list[str]:
    """Pieces as an editor's runs: Latin apart from the rest, and a number of two digits or more over two runs."""
    return [part for part in re.split(r"((?<=\d)\d+|\d)", text) if part]


def word_spans(text: str) -> str:
    """Spans of Word's own export: a language for Latin runs, a font for the others, `&nbsp;` where nothing stands."""
    if not text:
        return "<span lang=EN-US>&nbsp;</span>"
    return "".join(
        f"<span lang=EN-US\nstyle='font-size:9.0pt'>{escape(run)}</span>"
        if run.isascii()
        else f"<span style='font-size:9.0pt;font-family:宋体'>{escape(run)}</span>"
        for run in runs(text)
    )


def word(drawing: Drawing) -> str:
    """Word's own export: attributes without quotes, widths in points, numbers over several spans."""
    unit = 442 / sum(drawing.widths)

    def cell(box: Box) -> str:
        width = round(sum(drawing.widths[box.column : box.column + box.column_span]) * unit)
        align = "left" if box.role in _RIGID else "center"
        return (
            f"\n <td width={width}{spans(box, '')} style='width:{width}.0pt;border:solid windowtext 1.0pt;\n  padding:0cm 5.4pt'>\n"
            f"  <p class=MsoNormal align={align} style='text-align:{align}'>{word_spans(box.text)}<span\n"
            "  lang=EN-US><o:p></o:p></span></p>\n  </td>"
        )

    opening = "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0\n style='border-collapse:collapse;mso-yfti-tbllook:1184'>\n"
    return f"<div align=center>\n{table(drawing, cell, opening)}\n</div>"


def wps_spans(text: str) -> str:
    """Spans of a WPS export: the font said three times over, nothing but an `o:p` where nothing stands."""
    style = "mso-spacerun:'yes';font-family:宋体;mso-hansi-font-family:'Times New Roman';font-size:9.0000pt;"
    pieces = "".join(
        f'<span style="{style}"><font face="{"Times New Roman" if run.isascii() else "宋体"}">{escape(run)}</font></span>'
        for run in runs(text)
    )
    return f'{pieces}<span style="{style}"><o:p></o:p></span>'


def wps(drawing: Drawing) -> str:
    """A WPS export: conditional comments in the first cell of each row, capitals in no tag, blanks without a space."""

    def cell(box: Box) -> str:
        first = "<!--[if gte mso 9]><![endif]-->" if box.column == 0 else ""
        return (
            f'<td{spans(box)} valign="center" style="padding:0.0000pt 5.4000pt;border:1.0000pt solid windowtext;">'
            f'{first}<p class="MsoNormal" align="center">{wps_spans(box.text)}</p></td>'
        )

    opening = '<table class="MsoTableGrid" border="1" cellspacing="0" style="border-collapse:collapse;mso-table-layout-alt:fixed;">'
    return table(drawing, cell, opening)


def grouped(drawing: Drawing) -> str:
    """One table a group of rows, its header repeated."""
    return "\n<p>&nbsp;</p>\n".join(plain(part) for part in by_group(drawing))


def unmerged(drawing: Drawing) -> str:
    """Merged cells taken apart and repeated, as spreadsheet and PDF converters leave them."""
    return table(repeated(drawing), lambda box: f"<td>{escape(box.text)}</td>", '<table border="1" class="dataframe">')


def broken(drawing: Drawing) -> str:
    """Labels cut by `<br>` after every few characters, with the indentation of the source between them."""

    def cell(box: Box) -> str:
        step = 2 if box.role in (Role.HEAD, Role.SIDE, Role.GROUP) else 9
        parts = [box.text] if box.key else [box.text[at : at + step] for at in range(0, len(box.text), step)]
        inside = "<br/>\n      ".join(escape(part) for part in parts) or "<br/>"
        return f"<td{spans(box)}>\n      {inside}\n    </td>"

    return table(drawing, cell)


def headed(drawing: Drawing) -> str:
    """`th` for heads and labels but not for all of them, the header in `thead`, the last row in `tfoot`."""

    def line(boxes: tuple[Box, ...], at: int) -> str:
        cells = ""
        for box in boxes:
            name = "td" if box.key or box.role is Role.NOTE or (box.role is Role.ITEM and at % 2) else "th"
            cells += f"<{name}{spans(box)}>{escape(box.text)}</{name}>"
        return f"<tr>{cells}</tr>"

    rows = [line(boxes, at) for at, boxes in enumerate(drawing.lines())]
    head = f"<thead>{''.join(rows[: drawing.header])}</thead>" if drawing.header else ""
    body = f"<tbody>{''.join(rows[drawing.header : -1])}</tbody>"
    return f"<table><caption></caption>{head}{body}<tfoot>{rows[-1]}</tfoot></table>"


def padded(drawing: Drawing) -> str:
    """Labels set wide by spaces, figures between no-break spaces, blanks of nothing but such spaces."""

    def cell(box: Box) -> str:
        text = escape(box.text)
        if box.role in (Role.GROUP, Role.SIDE, Role.HEAD) and len(text) > 2:
            text = f"{text[:-2]}&ensp;{text[-2]} {text[-1]}"
        return f"<td{spans(box)}><div>&nbsp;{text}&nbsp; </div></td>"

    return table(drawing, cell)


def barred(drawing: Drawing) -> str:
    """A table flattened to a paragraph a row, `a | b | c |`; a merged cell stands once."""
    return "\n".join(f"<p>{' | '.join(escape(box.text) for box in line)} |</p>" for line in drawing.lines())


def stacked(drawing: Drawing) -> str:
    """A table flattened to a paragraph a cell."""
    return "\n".join(_stack(drawing))


def _stack(drawing: Drawing) -> Iterator[str]:
    for line in drawing.lines():
        for box in line:
            yield f"<p>{escape(box.text) or '&nbsp;'}</p>"
