"""How the PDF samples are laid out, as data: one entry per producer's habit seen in published reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Layout:
    """One producer.

    Attributes:
        landscape: the page lies on its side.
        borders: `all` ruling lines, `inner` (none around the table), or `none`.
        fill: colour of the banners of table 二, or None.
        break_before: sections that start a new page.
        repeat_header: a table that goes on over the page repeats its header rows.
        repeat_labels: label cells over several rows are printed again on the next page; else printed once.
        cut_rows: a row may be cut by the page's end: its label begins here and ends on the next page.
        heavy: headings are `stroked` (one text, thicker), `doubled` (the text set twice, a hair apart), or plain.
        page_number: template of the foot, with `{n}` and `{of}`.
        running_head: whether the organ's name stands at the top of each page.
        margins: left and right, top, bottom, in points.
        text_size, leading, table_size: in points.
        row_pad: above and below the text of a table row, in points.
    """

    landscape: bool = False
    borders: Literal["all", "inner", "none"] = "all"
    fill: str | None = None
    break_before: str = ""
    repeat_header: bool = False
    repeat_labels: bool = False
    cut_rows: bool = False
    heavy: Literal["stroked", "doubled", "plain"] = "stroked"
    page_number: str = "- {n} -"
    running_head: bool = False
    margins: tuple[float, float, float] = (78.0, 86.0, 78.0)
    text_size: float = 14.0
    leading: float = 26.0
    table_size: float = 9.0
    row_pad: float = 4.0


LAYOUTS = {
    "bordered": Layout(fill="#dce6f2", break_before="三"),
    "open-sides": Layout(borders="inner", heavy="plain", page_number="{n}", text_size=13.0, leading=24.0),
    "landscape": Layout(
        landscape=True, margins=(86.0, 64.0, 58.0), text_size=13.0, leading=23.0, page_number="第{n}页 共{of}页"
    ),
    "cut-rows": Layout(
        repeat_header=True, repeat_labels=True, cut_rows=True, heavy="doubled", running_head=True, row_pad=6.5
    ),
    "flowing": Layout(fill="#c9daf0", heavy="doubled", text_size=15.0, leading=28.0, row_pad=5.5),
    "borderless": Layout(borders="none", break_before="三", heavy="plain", page_number="{n} / {of}", table_size=8.5),
}
