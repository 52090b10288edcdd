"""The page around the chat: its header, and Gradio's HTML made fit for our own (language, style, script, nonce)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from nianbao.app.marks import CAVEAT, MARKS, MEANINGS, Match
from nianbao.app.markup import Markup, tag
from nianbao.index.catalogue import Entry

STATIC = files("nianbao.app").joinpath("static")
STATIC_PATH = "/look"
"""Where `static/` is served; relative addresses, so that a proxy's sub-path works."""
NOTICE = "答案摘自各机关公开的年度报告，以原件为准。"
ASSISTED = "部分回答由人工智能模型参与生成，并已注明；问题可能发送给该模型。"


def corpus(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Size and span of the library: 收录 7 份报告, 2019—2025 年度, 最近一份发布于 2026-01-28."""
    if not entries:
        return ("库中还没有报告",)
    first, last = min(entry.year for entry in entries), max(entry.year for entry in entries)
    years = f"{first} 年度" if first == last else f"{first}—{last} 年度"
    published = max((entry.published for entry in entries if entry.published), default=None)
    return (f"收录 {len(entries)} 份报告", years, *((f"最近一份发布于 {published}",) if published else ()))


def header(size: Sequence[str], *, assisted: bool = False) -> Markup:
    """The page's head: name, size of the library, notice (with a model's, where one is `assisted` by), switches, help."""
    name = tag("h1", tag("span", "年报", class_="name"), tag("span", "政府信息公开工作年度报告问答", class_="what"))
    switches = tag(
        "div",
        tag("button", "大字", type="button", id="big", aria_pressed="false"),
        tag("button", "深色", type="button", id="dark", aria_pressed="false"),
        tag("button", "说明", type="button", id="help", aria_expanded="false", aria_controls="help-text"),
        class_="switches",
    )
    notice = tag(
        "p",
        tag("span", *(tag("span", part) for part in size), class_="corpus"),
        tag("span", f"{NOTICE}{ASSISTED if assisted else ''}", class_="notice"),
        class_="about-line",
    )
    return tag("header", tag("div", name, switches, class_="top"), notice, _help(), class_="site")


def _help() -> Markup:
    said = [*((match.value, MEANINGS[match]) for match in Match), *((m.words, m.meaning) for m in MARKS.values())]
    marks = [tag("li", tag("b", words), "：", meaning) for words, meaning in said]
    return tag(
        "section",
        tag("h2", "使用说明"),
        tag(
            "p",
            "请写明机关、年度和要问的内容，例如“某某区民政局 2024 年收到多少件申请”。可以接着追问“那行政处罚呢”。"
            "空白、划线和 0 是不同的填法，回答时分开说。",
        ),
        tag("p", CAVEAT),
        tag("ul", *marks),
        tag("p", "本系统不保存问题。请勿填写姓名、电话、证件号码等个人信息。"),
        id="help-text",
        class_="help",
        hidden=True,
    )


def dress(html: str, nonce: str) -> str:
    """Gradio's page with our language, style and script, nothing that points elsewhere, and a nonce on each script.

    The nonce lets the page's own inline scripts run under a policy that forbids all others.
    """
    html = re.sub(r"<html\s+lang=\"[^\"]*\"", '<html lang="zh-CN"', html, count=1)
    html = re.sub(r"\s*<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>", "", html)
    html = re.sub(r"\s*<link rel=\"manifest\"[^>]*>", "", html)
    links = (
        f'<script src="{asset("chat.js")}"></script>'
        f'<link rel="stylesheet" href="{asset("chat.css")}">'
        f'<link rel="icon" type="image/svg+xml" href="{asset("icon.svg")}">'
        '<meta name="color-scheme" content="light dark">'
    )
    html = html.replace("</head>", f"{links}</head>", 1)
    return html.replace("<script", f'<script nonce="{nonce}"')


def asset(name: str) -> str:
    """The relative address of a static file; it changes with the file, so that caches may keep it."""
    version = sha256(STATIC.joinpath(name).read_bytes()).hexdigest()[:10]
    return f".{STATIC_PATH}/{name}?v={version}"
