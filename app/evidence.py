"""The evidence beside an answer: an Answer and its Reports → HTML (pure).

One card a statutory table or section cited: where it stands, the table with the cells marked or the text with
the sentence marked, the sums checked, and the page image with the cells' boxes where the file has pages.
Elements that an answer's `[n]` points at have the id `anchor(turn, n)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from nianbao.app.answer import Answer, Citation, Figure
from nianbao.app.badges import alike, badge_pair
from nianbao.app.marks import shown
from nianbao.app.markup import Markup, join, tag, web_address
from nianbao.app.pagemarks import CellMark, TextMark
from nianbao.app.pageview import page_views
from nianbao.app.ports import ReportOf
from nianbao.app.quoted import locate, marked_text
from nianbao.app.sums import ENDINGS, Sum, sums_of
from nianbao.app.tables import statutory
from nianbao.ingest.errors import FormError
from nianbao.ingest.form import Table, load, specs
from nianbao.ingest.report import Report

OPEN_CARDS = 2
"""Cards that are unfolded at first."""
WHOLE_TABLES = 6
"""Cards that show the whole table; later ones (a ranking's) show the cited rows."""
SUMS_SHOWN = 3
LISTED = 10
"""Cells of one card that are named at once."""
FEW = 3
"""Up to so many cells carry their marks one by one; more share a line of marks."""


@dataclass(frozen=True, slots=True)
class CellCard:
    """The citations of one statutory table of one report."""

    report: str
    table: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ProseCard:
    """The quotations from one section of one report."""

    report: str
    section: str
    citations: tuple[Citation, ...]


Card = CellCard | ProseCard


def anchor(turn: int, number: str) -> str:
    """The id of citation `number` of the `turn`th answer."""
    return f"e{turn}-{number}"


def number_of(citation: Citation) -> str:
    """What stands in the brackets: `1` for `c1`."""
    return citation.id.removeprefix("c")


def cards(citations: Sequence[Citation]) -> tuple[Card, ...]:
    """Citations grouped by what has to be shown for them, in the order of their first mention."""
    grouped: dict[tuple[str, str, str], list[Citation]] = {}
    for citation in citations:
        kind, shelf = ("cell", citation.key.split(".", 1)[0]) if citation.key else ("prose", citation.section)
        grouped.setdefault((kind, citation.report, shelf), []).append(citation)
    return tuple(
        (CellCard if kind == "cell" else ProseCard)(report, shelf, tuple(group))
        for (kind, report, shelf), group in grouped.items()
    )


def panel(answer: Answer, turn: int, report_of: ReportOf) -> Markup:
    """The whole evidence panel of one answer; closed, the page's script unfolds it where there is room."""
    if not answer.citations:
        return empty("这一回答没有引用报告。")
    shown_cards = cards(answer.citations)
    bodies = []
    for position, card in enumerate(shown_cards):
        report = report_of(card.report)
        match card:
            case CellCard():
                body = _cell_card(card, answer, turn, report, whole=position < WHOLE_TABLES)
            case ProseCard():
                body = _prose_card(card, turn, report)
            case _:
                assert_never(card)
        head = tag("summary", *_heading(card.citations[0], report))
        bodies.append(tag("details", head, body, class_="card", open=position < OPEN_CARDS))
    title = tag("summary", tag("h2", "依据"), tag("span", f"{len(answer.citations)} 处", class_="count"))
    about = tag("p", tag("span", "所答问题"), answer.question, class_="about")
    return tag("details", title, about, *bodies, class_="evidence", data_turn=turn)


def empty(message: str) -> Markup:
    """The panel when there is nothing to show."""
    return tag("div", tag("h2", "依据"), tag("p", message, class_="quiet"), class_="evidence none")


def _heading(citation: Citation, report: Report | None) -> list[Markup]:
    place = f"{citation.section}、" if len(citation.section) == 1 else f"{citation.section} "
    page = f"第 {citation.place.page} 页" if citation.place.page else ""
    where = place + _title(citation, report)
    return [
        tag("span", tag("strong", citation.organ), tag("span", f"{citation.year} 年度", class_="year"), class_="who"),
        tag("span", where, tag("span", page, class_="page") if page else None, class_="where"),
    ]


def _title(citation: Citation, report: Report | None) -> str:
    if citation.key:
        spec = specs().get(citation.key)
        table = _form_table(report, spec.table) if report and spec else None
        return table.title if table else ""
    for section in report.sections if report else ():
        if section.number == citation.section:
            return section.heading
    return ""


def _form_table(report: Report, key: str) -> Table | None:
    edition = report.forms.get(key)
    try:
        return load(edition).table(key) if edition else None
    except FormError:
        return None


# ---------------------------------------------------------------- a table's card


def _cell_card(card: CellCard, answer: Answer, turn: int, report: Report | None, *, whole: bool) -> Markup:
    figures = {figure.citation: figure for figure in answer.figures}
    few = len(card.citations) <= FEW
    items = [_cited(citation, figures.get(citation.id) if few else None, turn, report) for citation in card.citations]
    listed = tag("ul", *items[:LISTED], class_="cited" if few else "cited many")
    if len(items) > LISTED:
        more = tag("summary", f"另有 {len(items) - LISTED} 格")
        listed = join([listed, tag("details", more, tag("ul", *items[LISTED:], class_="cited many"), class_="more")])
    if not few:
        listed = join([listed, _shared_marks([figures[c.id] for c in card.citations if c.id in figures], report)])
    if report is None:
        return join([listed, tag("p", "这份报告已不在库中，无法显示原表。", class_="quiet")])
    keys = [citation.key for citation in card.citations if citation.key]
    numbers: dict[str, tuple[str, ...]] = {}
    for citation in card.citations:
        if citation.key:
            numbers[citation.key] = (*numbers.get(citation.key, ()), number_of(citation))
    table = _form_table(report, card.table)
    if table is None:
        drawn = tag("p", "未能在报告中定位这张表。", class_="quiet")
    else:
        rows = None if whole else {key.split(".", 1)[1].rsplit(".", 1)[0] for key in keys}
        grid = statutory(table, report, numbers, rows)
        drawn = tag("div", grid, class_="sheet", tabindex=0, role="region", aria_label=f"原表：{table.title}")
    return join(
        [
            listed,
            drawn,
            _sums(sums_of(report, keys)),
            *page_views(card.report, report, [CellMark(key) for key in keys]),
            _source(card),
        ]
    )


def _cited(citation: Citation, figure: Figure | None, turn: int, report: Report | None) -> Markup:
    number = number_of(citation)
    cell = report.cell(citation.key) if report and citation.key else None
    unit = cell.unit if cell is not None and cell.value is not None and cell.raw.strip() == str(cell.value) else ""
    badges = badge_pair(figure, report) if figure else None
    return tag(
        "li",
        tag("span", f"[{number}]", class_="n"),
        tag("span", f"{citation.row or ''} × {citation.column or ''}", class_="axis"),
        tag("strong", f"{shown(cell)}{unit and ' ' + unit}", class_="value"),
        badges,
        id=anchor(turn, number),
        tabindex=-1,
    )


def _shared_marks(figures: Sequence[Figure], report: Report | None) -> Markup:
    """The marks of many figures, those alike in one line: `[1] [2] … 与原表一致 合计相符`."""
    items = [
        tag("li", " ".join(f"[{figure.citation.removeprefix('c')}]" for figure in group), badge_pair(group[0], report))
        for group in alike(figures, lambda _: report)
    ]
    return tag("ul", *items, class_="marks")


def _sums(sums: Sequence[Sum]) -> Markup | None:
    if not sums:
        return tag("p", "这张表没有包含所引格的合计，无从用加法核对。", class_="quiet sums-none")
    items = [_sum(one) for one in sums]
    first = tag("ul", *items[:SUMS_SHOWN], class_="sums")
    rest = items[SUMS_SHOWN:]
    more = tag("details", tag("summary", f"另有 {len(rest)} 个合计"), tag("ul", *rest, class_="sums")) if rest else None
    return tag("section", tag("h3", "合计核对"), first, more, class_="checked")


def _sum(one: Sum) -> Markup:
    end = ENDINGS[one.status]
    return tag(
        "li",
        tag("span", tag("span", end.sign, class_="sign", aria_hidden="true"), end.words, class_=f"badge {end.tone}"),
        tag("span", f"{one.name}（{one.over}）", class_="name"),
        tag("span", one.formula, class_="formula"),
        tag("span", one.note, class_="note") if one.note else None,
        class_=end.tone,
    )


def _source(card: Card) -> Markup | None:
    address = web_address(card.citations[0].url)
    link = tag("a", "报告发布网页", href=address, target="_blank", rel="noopener noreferrer") if address else None
    return tag("p", link, class_="source") if link else None


# ---------------------------------------------------------------- a section's card


def _prose_card(card: ProseCard, turn: int, report: Report | None) -> Markup:
    numbers = [
        tag(
            "li",
            tag("span", f"[{number_of(c)}]", class_="n"),
            tag("q", c.quote or "", class_="quote"),
            id=anchor(turn, number_of(c)),
            tabindex=-1,
        )
        for c in card.citations
    ]
    listed = tag("ul", *numbers, class_="cited")
    section = next((s for s in report.sections if s.number == card.section), None) if report else None
    if report is None or section is None:
        return join([listed, tag("p", "未能在报告中定位这一节。", class_="quiet")])
    spans = {number_of(c): span for c in card.citations if (span := locate(section.text, c.quote or "")) is not None}
    body = marked_text(section.text, spans)
    missing = [number for citation in card.citations if (number := number_of(citation)) not in spans and citation.quote]
    note = f"未能在本节中定位引文 {'、'.join(f'[{n}]' for n in missing)}。" if missing else ""
    text = tag(
        "div", body, class_="sheet prose-sheet", tabindex=0, role="region", aria_label=f"原文：{section.heading}"
    )
    views = page_views(card.report, report, [TextMark(section.number, *span) for span in spans.values()])
    return join([listed, text, tag("p", note, class_="quiet") if note else None, *views, _source(card)])
