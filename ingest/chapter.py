"""One report's part of the printed report: who, which file, how the relations ended, and every fault in its place (pure)."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nianbao.ingest.excerpt import excerpt
from nianbao.ingest.faults import Fault, faults, told
from nianbao.ingest.markup import Markup, join, tag
from nianbao.ingest.naming import (
    ORIGINS,
    RULES,
    SEVERITIES,
    STATUSES,
    cell_name,
    cells_of,
    place_name,
    report_name,
    rule_name,
    shown,
    sides,
    table_name,
)
from nianbao.ingest.relations import validate
from nianbao.ingest.report import Cell, Finding, Report, Severity, Status

TO_READ = (Severity.ERROR, Severity.QUESTION)
"""What gets a card of its own; notes are listed, folded."""

_SIGNS = {Severity.ERROR: "✕", Severity.QUESTION: "?", Severity.NOTE: "i"}


@dataclass(frozen=True, slots=True)
class Clipping:
    """PNG images of one cell's place, each with its size in pixels."""

    page: int
    near: bytes
    near_size: tuple[int, int]
    whole: bytes
    whole_size: tuple[int, int]


NO_IMAGES: Mapping[str, Clipping] = {}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One report in the page: made while the file is at hand, so that no file needs to be kept."""

    report: Report
    body: Markup


def chapter(report: Report, number: int, images: Mapping[str, Clipping] = NO_IMAGES) -> Chapter:
    """The part of the page about one report.

    Args:
        report: as read and checked.
        number: its place among the reports of the page, from 1.
        images: cell key → its page image, for those that have one.
    """
    found = faults(report, TO_READ)
    notes = [finding for finding in report.findings if finding.severity is Severity.NOTE]
    cards = [_card(fault, report, images, f"r{number}-{index}") for index, fault in enumerate(found, 1)]
    nothing = None if found else tag("p", "没有错误和疑问。")
    body = tag(
        "section",
        tag("h2", f"{number}. {report_name(report)}", id=f"r{number}"),
        _identity(report),
        _checks(report),
        nothing,
        *cards,
        _notes(notes, report),
        class_="report" if found else "report sound",
        aria_labelledby=f"r{number}",
    )
    return Chapter(report, body)


# ---------------------------------------------------------------- one report


def _identity(report: Report) -> Markup:
    known = [("标题", report.title or "未找到"), ("文件", report.source), ("SHA-256", report.sha256)]
    if report.pages:
        known.insert(2, ("页数", str(len(report.pages))))
    return tag("dl", *[tag("div", tag("dt", name), tag("dd", value)) for name, value in known], class_="identity")


def _checks(report: Report) -> Markup:
    """How the relations ended: in a line where all agree, else rule by rule."""
    outcomes = validate({cell.key: cell for cell in report.cells}, report.forms).outcomes
    if not outcomes:
        return tag("p", "没有找到可以核验的统计表。", class_="quiet")
    if all(status is Status.PASS for _, status in outcomes):
        return tag("p", f"勾稽关系 {len(outcomes)} 项，全部相符。")
    ended: dict[str, dict[Status, int]] = {}
    for relation, status in outcomes:
        line = ended.setdefault(relation.rule, dict.fromkeys(STATUSES, 0))
        line[status] += 1
    order = [rule for rule in RULES if rule in ended]
    rows = [
        tag(
            "tr",
            tag("th", rule_name(rule), scope="row"),
            *[
                tag("td", str(number), class_=f"n {'error' if status is Status.FAIL and number else ''}".strip())
                for status, number in ended[rule].items()
            ],
        )
        for rule in order
    ]
    heads = [tag("th", word, scope="col") for word in STATUSES.values()]
    head = tag("thead", tag("tr", tag("th", "勾稽关系", scope="col"), *heads))
    table = tag("table", tag("caption", "勾稽核验"), head, tag("tbody", *rows), class_="checks")
    return tag("div", table, class_="wide")


def _notes(notes: Sequence[Finding], report: Report) -> Markup | None:
    if not notes:
        return None
    items = [tag("li", finding.message, tag("span", _where(finding, report), class_="quiet")) for finding in notes]
    word = SEVERITIES[Severity.NOTE]
    return tag("details", tag("summary", f"{word} {len(notes)} 条"), tag("ul", *items), class_="notes")


def _where(finding: Finding, report: Report) -> str:
    """`（三、…，第 3 页）`, empty where nothing is known; a note has many cells, and only its table is known."""
    held = cells_of(finding, report)
    parts = [table_name(held[0].key, report) if held else "", f"第 {finding.page} 页" if finding.page else ""]
    known = "，".join(part for part in parts if part)
    return f"（{known}）" if known else ""


# ---------------------------------------------------------------- one fault


def _card(fault: Fault, report: Report, images: Mapping[str, Clipping], name: str) -> Markup:
    cell = fault.cell
    severity = fault.severity
    badge = tag(
        "span", tag("span", _SIGNS[severity], aria_hidden="true"), SEVERITIES[severity], class_=f"badge {severity}"
    )
    title = cell_name(cell) if cell is not None else rule_name(fault.findings[0].rule)
    where = None
    if cell is not None:
        facts = [table_name(cell.key, report), place_name(cell.place), f"现填：{shown(cell)}"]
        where = tag("p", " · ".join(fact for fact in facts if fact), class_="where")
    image = _image(cell, images, title) if cell is not None else None
    sentences, end = told(fault.messages)
    return tag(
        "article",
        tag("h3", badge, title, id=name),
        where,
        *[_finding(finding, sentence, fault) for finding, sentence in zip(fault.findings, sentences, strict=True)],
        tag("div", tag("p", end, class_="message"), class_="finding") if end else None,
        _table(fault, report, title),
        image,
        class_=f"fault {severity}",
        aria_labelledby=name,
    )


def _table(fault: Fault, report: Report, title: str) -> Markup | None:
    """The excerpt with what its marks mean."""
    table = excerpt(fault, report)
    if table is None:
        return None
    signs = [tag("span", "待核", class_="flag"), " 请核对的格"]
    if any(len(cells_of(finding, report)) > 1 for finding in fault.findings):
        signs += [tag("span", "12", class_="sample"), " 参与计算的格"]
    sheet = tag("div", table, class_="wide", tabindex="0", role="region", aria_label=f"原表摘录：{title}")
    return join([sheet, tag("p", *signs, class_="legend")])


def _finding(finding: Finding, sentence: str, fault: Fault) -> Markup:
    """The sentence, the two sides, whose slip it seems to be, and its page where that is not the cell's."""
    expected, actual = sides(finding.rule)
    known = [("项目", rule_name(finding.rule))]
    if finding.expected is not None:
        known.append((expected, finding.expected))
    if finding.actual is not None:
        known.append((actual, finding.actual))
    known.append(("来源", ORIGINS[finding.origin]))
    if finding.severity is not fault.severity:
        known.insert(0, ("程度", SEVERITIES[finding.severity]))
    cell = fault.cell
    if finding.page is not None and (cell is None or cell.place.page != finding.page):
        known.append(("位置", f"第 {finding.page} 页"))
    facts = tag("dl", *[tag("div", tag("dt", name), tag("dd", value)) for name, value in known], class_="facts")
    return tag("div", tag("p", sentence, class_="message"), facts, class_="finding")


def _image(cell: Cell, images: Mapping[str, Clipping], title: str) -> Markup | None:
    """The cell's place on its page; a word where the page would have one and it is left out."""
    clipping = images.get(cell.key)
    if clipping is None:
        known = cell.place.page is not None and cell.place.box is not None
        return tag("p", f"页面影像从略，请看原件第 {cell.place.page} 页。", class_="quiet") if known else None
    caption = f"原件第 {clipping.page} 页，红框处为“{title}”；旁为整页缩样。"
    near, whole = clipping.near_size, clipping.whole_size
    return tag(
        "figure",
        tag(
            "div",
            tag(
                "img",
                src=_data(clipping.near),
                width=near[0],
                height=near[1],
                alt=f"第 {clipping.page} 页局部，框出{title}",
            ),
            tag(
                "img",
                src=_data(clipping.whole),
                width=whole[0] // 2,
                height=whole[1] // 2,
                alt=f"第 {clipping.page} 页整页，框出{title}",
                class_="whole",
            ),
            class_="images",
        ),
        tag("figcaption", caption),
    )


def _data(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
