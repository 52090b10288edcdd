"""`nianbao check --html`: what was checked and found, as one page of HTML that needs nothing but itself (pure).

It opens in a browser, prints on A4, and holds every image in itself. Whatever was read from a file is text in it,
never markup; its content policy forbids scripts, frames and every address but its own data.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from nianbao.ingest.chapter import Chapter
from nianbao.ingest.faults import count
from nianbao.ingest.markup import Markup, tag
from nianbao.ingest.naming import SEVERITIES
from nianbao.ingest.outputs import GENERATOR
from nianbao.ingest.printstyle import STYLE
from nianbao.ingest.report import Severity

TITLE = "政府信息公开工作年度报告校验结果"


def page(
    chapters: Sequence[Chapter], *, version: str, refused: Sequence[tuple[str, str]] = (), previous: str = ""
) -> str:
    """The whole page.

    Args:
        chapters: of `chapter`, numbered in this order.
        version: of this program.
        refused: the files that could not be read, each with the reason.
        previous: the file of the last year's report that was compared, where there was one.
    """
    style = "".join(line.strip() for line in STYLE.splitlines())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="generator", content=f"{GENERATOR} {version}"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name_="color-scheme", content="light dark"),
        tag("title", TITLE),
        # the style holds no < and no &, so that it means the same inside an element of raw text
        Markup(f"<style>{style}</style>"),
    )
    body = tag(
        "body",
        tag("header", tag("h1", TITLE), tag("p", _told(chapters, refused, previous), class_="lead")),
        tag("main", _summary(chapters, refused), *[one.body for one in chapters]),
        tag("footer", tag("p", _about(version))),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='zh-CN')}\n"


def _about(version: str) -> str:
    return (
        f"由年报校验（nianbao {version}）依国家统一格式的表内勾稽关系生成。发现是请核对的提示，不是结论；"
        "数字以原件为准，相符也不代表数字本身属实。"
    )


# ---------------------------------------------------------------- the summary


def _told(chapters: Sequence[Chapter], refused: Sequence[tuple[str, str]], previous: str) -> str:
    totals = {severity: sum(count(one.report)[severity] for one in chapters) for severity in SEVERITIES}
    found = "、".join(f"{SEVERITIES[severity]} {number} 处" for severity, number in totals.items())
    unread = f"，另有 {len(refused)} 个文件未能读取" if refused else ""
    compared = f"；已与上一年度的报告（{previous}）核对结转" if previous else ""
    return f"校验报告 {len(chapters)} 份{unread}。发现{found}{compared}。"


def _summary(chapters: Sequence[Chapter], refused: Sequence[tuple[str, str]]) -> Markup:
    heads = ("序号", "机关", "年度", "文件", *SEVERITIES.values(), "勾稽相符")
    rows = []
    for number, one in enumerate(chapters, 1):
        report, found = one.report, count(one.report)
        checks = report.checks
        total = checks.passed + checks.failed + checks.pass_if_blank_is_zero + checks.not_assessable
        name = tag("a", report.organ or "机关未写明", href=f"#r{number}")
        numbers = [tag("td", str(found[severity]), class_=_heavy(severity, found[severity])) for severity in SEVERITIES]
        rows.append(
            tag(
                "tr",
                tag("td", str(number), class_="n"),
                tag("th", name, scope="row"),
                tag("td", str(report.year) if report.year is not None else "未写明", class_="n"),
                tag("td", report.source, class_="file"),
                *numbers,
                tag("td", f"{checks.passed}／{total}", class_="n"),
            )
        )
    table = tag(
        "table",
        tag("caption", "各份报告的发现"),
        tag("thead", tag("tr", *[tag("th", head, scope="col") for head in heads])),
        tag("tbody", *rows),
        class_="summary",
    )
    return tag("section", tag("h2", "总览"), tag("div", table, class_="wide") if rows else None, _refused(refused))


def _heavy(severity: Severity, number: int) -> str:
    return f"n {severity.value}" if number else "n none"


def _refused(refused: Sequence[tuple[str, str]]) -> Markup | None:
    if not refused:
        return None
    rows = [tag("tr", tag("th", name, scope="row", class_="file"), tag("td", why)) for name, why in refused]
    head = tag("thead", tag("tr", tag("th", "文件", scope="col"), tag("th", "原因", scope="col")))
    caption = tag("caption", "未能读取的文件")
    return tag("div", tag("table", caption, head, tag("tbody", *rows), class_="refused"), class_="wide")
