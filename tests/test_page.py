"""The page around the chat: Gradio's HTML made ours, and colours that can be read."""

from __future__ import annotations

import re

import pytest

from nianbao.app.marks import MARKS, MEANINGS, Match
from nianbao.app.page import STATIC, asset, dress, header

GRADIO = """<!doctype html>
<html
	lang="en"
	style="margin: 0">
<head><meta charset="utf-8" />
<meta
	property="og:image"
	content="https://elsewhere.example/header-image.jpg"
/>
<meta name="twitter:creator" content="@Gradio" />
<script>window.gradio_config = {"a": "\\u003cscript>"};</script>
<script type="module" src="./assets/index.js"></script>
<link rel="manifest" href="/manifest.json" />
</head><body><script>1</script></body></html>"""


def test_every_script_gets_the_nonce_and_nothing_else_does() -> None:
    dressed = dress(GRADIO, "abc")
    assert dressed.count('nonce="abc"') == dressed.count("<script") == 4
    assert "\\u003cscript>" in dressed


def test_what_points_elsewhere_is_taken_out() -> None:
    dressed = dress(GRADIO, "abc")
    assert "elsewhere.example" not in dressed
    assert "twitter" not in dressed
    assert "manifest" not in dressed
    assert re.search(r'<html lang="zh-CN"\s+style="margin: 0">', dressed)


def test_our_script_runs_before_gradios() -> None:
    """Modules are deferred: a plain script in the head comes before them, wherever in the head it stands."""
    tag = re.search(r"<script [^>]*chat\.js[^>]*>", dress(GRADIO, "abc"))
    assert tag is not None
    assert "defer" not in tag[0]
    assert "async" not in tag[0]
    assert "module" not in tag[0]


def test_an_address_changes_with_its_file() -> None:
    assert len({asset(name).split("v=")[1] for name in ("chat.css", "chat.js", "icon.svg")}) == 3


def test_the_help_explains_every_mark() -> None:
    head = header(("收录 1 份报告",))
    for mark in MARKS.values():
        assert mark.words in head
        assert mark.meaning in head
    for match in Match:
        assert f"<b>{match}</b>" in head
        assert MEANINGS[match] in head
    assert "否则不显示" not in head


def colours(selector: str) -> dict[str, str]:
    """The colour variables that the style sheet sets at `selector`."""
    css = STATIC.joinpath("chat.css").read_text(encoding="utf-8")
    block = re.search(rf"^{re.escape(selector)} \{{(.*?)\}}", css, re.DOTALL | re.MULTILINE)
    assert block is not None
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAIRS = [
    *[("ink", ground) for ground in ("card", "ground", "card-soft", "main-soft", "hit", "warn-soft")],
    *[("ink-soft", ground) for ground in ("card", "ground", "card-soft", "hit")],
    *[("main", ground) for ground in ("card", "ground", "main-soft", "hit")],
    *[("main-strong", ground) for ground in ("card", "main-soft")],
    *[("warn", ground) for ground in ("card", "warn-soft")],
    ("on-main", "main"),
]


@pytest.mark.parametrize("mode", [":root", "body.dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_told_from_its_ground(mode: str, text: str, ground: str) -> None:
    """WCAG 2.2 AA: 4.5 : 1 for text of normal size."""
    known = colours(mode)
    light, dark = sorted((luminance(known[text]), luminance(known[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
