"""How the PDF samples are laid out, as data: one entry per producer's habit seen in published reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Layout:
    """One producer.

    Attributes:
        landscape: the page lies on its side.
        borders: `all` ruling lines, `inner` (none around the table), `none`; `double` lines; `squares`, dotted lines of
            small squares, as Word exports them; `strips`, lines that are thin rectangles, as browsers print them.
        rule: thickness of a line, in points; `colour`: of lines, squares and strips.
        frame: thickness of a heavier line around the table; 0 for none.
        fill: colour of the banners of table 二, or None; `head_fill`: of heads and labels.
        break_before: sections that start a new page.
        head_apart: tables whose header ends a page and whose figures begin the next.
        label_apart: the group whose label ends a page and whose rows begin the next.
        repeat_header: a table that goes on over the page repeats its header rows.
        repeat_labels: label cells over several rows are printed again on the next page; else printed once.
        cut_rows: a row may be cut by the page's end: its label begins here and ends on the next page.
        rotated: labels over several rows are turned by a quarter; else the side label stands letter under letter.
        narrower: table → its width in parts of the frame's.
        heavy: headings are `stroked` (one text, thicker), `doubled` (the text set twice, a hair apart), or plain.
        page_number: template of the foot, with `{n}`, `{of}` and `{site}`.
        running_head: template of what stands at the top of each page, with `{organ}`, `{title}` and `{day}`.
        margins: left and right, top, bottom, in points.
        text_size, leading, table_size: in points.
        row_pad: above and below the text of a table row, in points.
    """

    landscape: bool = False
    borders: Literal["all", "inner", "none", "double", "squares", "strips"] = "all"
    rule: float = 0.6
    colour: str = "#000000"
    frame: float = 0.0
    fill: str | None = None
    head_fill: str | None = None
    break_before: str = ""
    head_apart: tuple[str, ...] = ()
    label_apart: str = ""
    repeat_header: bool = False
    repeat_labels: bool = False
    cut_rows: bool = False
    rotated: bool = False
    narrower: Mapping[str, float] = field(default_factory=dict)
    heavy: Literal["stroked", "doubled", "plain"] = "stroked"
    page_number: str = "- {n} -"
    running_head: str = ""
    margins: tuple[float, float, float] = (78.0, 86.0, 78.0)
    text_size: float = 14.0
    leading: float = 26.0
    table_size: float = 9.0
    row_pad: float = 4.0


LAYOUTS: dict[str, Layout] = {
    "bordered": Layout(fill="#dce6f2", break_before="三"),
    "open-sides": Layout(borders="inner", heavy="plain", page_number="{n}", text_size=13.0, leading=24.0),
    "landscape": Layout(
        landscape=True, margins=(86.0, 64.0, 58.0), text_size=13.0, leading=23.0, page_number="第{n}页 共{of}页"
    ),
    "cut-rows": Layout(
        repeat_header=True,
        repeat_labels=True,
        cut_rows=True,
        heavy="doubled",
        running_head="{organ}政府信息公开工作年度报告",
        row_pad=6.5,
    ),
    "flowing": Layout(fill="#c9daf0", heavy="doubled", text_size=15.0, leading=28.0, row_pad=5.5),
    "borderless": Layout(borders="none", break_before="三", heavy="plain", page_number="{n} / {of}", table_size=8.5),
    "double-rules": Layout(borders="double", rule=0.4, break_before="三"),
    "squares": Layout(borders="squares", rule=0.5, break_before="三", heavy="plain"),
    "rotated": Layout(rotated=True, break_before="三", page_number="{n}"),
    "narrower": Layout(
        narrower={"disclosure": 0.72, "review": 0.86}, text_size=12.0, leading=18.0, table_size=8.0, row_pad=2.0
    ),
    "browser": Layout(
        borders="strips",
        rule=0.75,
        colour="#999999",
        fill="#e4e4e4",
        head_fill="#f3f3f3",
        heavy="plain",
        running_head="{day} {title}",
        page_number="https://{site}/zwgk/ndbg/ {n}/{of}",
        margins=(40.0, 64.0, 64.0),
        text_size=11.0,
        leading=20.0,
    ),
    "framed": Layout(frame=2.2, rule=0.3, fill="#dce6f2", break_before="三", heavy="doubled"),
    "small": Layout(table_size=7.5, row_pad=1.5, text_size=10.5, leading=17.0, rule=0.4),
    "head-apart": Layout(head_apart=("review",), break_before="三"),
    "label-apart": Layout(label_apart="（三）不予公开", heavy="plain"),
}
