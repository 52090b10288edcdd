"""The page image of a PDF, cropped around the cited cells by CSS alone; a click opens the whole page.

Nothing is rendered here: the image comes from `GET /api/v1/reports/{id}/pages/{n}.png`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.app.limits import MOST_MARKED
from nianbao.app.markup import Markup, tag
from nianbao.app.pagemarks import CellMark, Mark, address, boxes_on
from nianbao.ingest.form import specs
from nianbao.ingest.report import Box, Report

MIN_WIDTH = 400.0
"""Points of paper shown at least: two thirds of an A4 page, so that labels and neighbours are seen."""
MARGIN = 40.0
FLATTEST, TALLEST = 0.42, 0.9
"""Height of the window as a share of its width."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a page to show, in points from its top left."""

    left: float
    top: float
    width: float
    height: float


def window(page: tuple[float, float], boxes: Sequence[Box]) -> Window:
    """The window around `boxes` (at least one), inside the page."""
    page_width, page_height = page
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    width = min(page_width, max(MIN_WIDTH, right - left + 2 * MARGIN))
    height = min(page_height, max(width * FLATTEST, min(bottom - top + 2 * MARGIN, width * TALLEST)))
    return Window(
        _clamp((left + right - width) / 2, page_width - width),
        _clamp((top + bottom - height) / 2 if bottom - top <= height else top - MARGIN, page_height - height),
        width,
        height,
    )


def page_views(report_id: str, report: Report, marks: Sequence[Mark]) -> tuple[Markup, ...]:
    """One figure a page on which a mark stands; none where the file has no pages."""
    if not report.format.paged:
        return ()
    on_page: dict[int, list[Mark]] = {}
    for mark in marks:
        for page in dict.fromkeys(place.page for place in mark.places(report) if place.page):
            on_page.setdefault(page, []).append(mark)
    known = range(1, len(report.pages) + 1)
    return tuple(_figure(report_id, report, page, held) for page, held in sorted(on_page.items()) if page in known)


def _figure(report_id: str, report: Report, page: int, marks: Sequence[Mark]) -> Markup:
    size = report.pages[page - 1]
    boxes = boxes_on(report, page, marks)
    source = address(report_id, page, marks[:MOST_MARKED])
    if not boxes:
        link = tag("a", f"打开原件第 {page} 页", href=source, target="_blank", rel="noopener")
        return tag("p", link, class_="source")
    view = window(size, boxes)
    image = tag(
        "img",
        src=source,
        alt=f"{report.title}，第 {page} 页影像，框出{_named(marks)}",
        loading="lazy",
        decoding="async",
        style=(
            f"width:{_percent(size[0] / view.width)};left:{_percent(-view.left / view.width)};"
            f"top:{_percent(-view.top / view.height)}"
        ),
    )
    crop = tag("span", image, class_="crop", style=f"aspect-ratio:{view.width:.1f}/{view.height:.1f}")
    link = tag("a", crop, href=source, target="_blank", rel="noopener", title="打开整页")
    caption = tag("figcaption", f"原件第 {page} 页，红框为所引之处。点击图片打开整页。")
    return tag("figure", link, caption, class_="page-view")


def _named(marks: Sequence[Mark]) -> str:
    """What is boxed, for those who cannot see it."""
    known = specs()
    cells = [known[mark.key] for mark in marks if isinstance(mark, CellMark) and mark.key in known]
    return "、".join(f"{spec.row.label}×{spec.column.label}" for spec in cells) or "所引文字"


def _clamp(value: float, most: float) -> float:
    return max(0.0, min(value, most))


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
