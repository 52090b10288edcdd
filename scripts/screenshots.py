"""Pictures of the chat for the documentation: the demo library, served and looked at in headless Chromium.

Usage: python scripts/screenshots.py [FOLDER]        (docs/images by default)
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, expect, sync_playwright

from nianbao.app.web import create_app
from nianbao.eval.demo import prepare
from nianbao.index.library import Library

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TODAY = date(2025, 6, 1)
DESKTOP, TALL, PHONE = (1280, 800), (1280, 1000), (390, 844)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what is asked, and what is done before it is taken."""

    name: str
    size: tuple[int, int]
    scheme: str
    questions: Sequence[str] = ()
    clicks: Sequence[str] = ()


FIGURE = "青汐区人民政府2024年新收多少件申请，其中不予公开几件？"
CONTRADICTION = "青汐区2023年行政复议总计多少件？"
PROSE = "墨塬县自然资源局2024年政务公开存在什么问题？"

SHOTS = (
    Shot("chat-start", DESKTOP, "light"),
    Shot("chat-figure", TALL, "light", (CONTRADICTION,)),
    Shot("chat-sum", DESKTOP, "light", (FIGURE,)),
    Shot("chat-prose", DESKTOP, "light", (PROSE,)),
    Shot("chat-dark", DESKTOP, "dark", (FIGURE, CONTRADICTION)),
    Shot("chat-refused", DESKTOP, "light", ("青汐区2021年新收多少件申请？",)),
    Shot("phone-start", PHONE, "light"),
    Shot("phone-answer", PHONE, "light", (CONTRADICTION,)),
    Shot("phone-evidence", PHONE, "light", (CONTRADICTION,), ("#chat a.cite >> nth=0",)),
    Shot("phone-dark", PHONE, "dark", (PROSE,), (".evidence > summary",)),
)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The demo library, made in `folder` and served; its address."""
    prepare(str(folder))
    with Library.open(folder) as library:
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(library, as_of=TODAY), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.should_exit = True
        thread.join(30)


def take(page: Page, address: str, shot: Shot, folder: Path) -> Path:
    """Take one picture."""
    page.goto(address)
    box = page.locator("#ask textarea")
    expect(box).to_be_visible(timeout=60_000)
    for number, question in enumerate(shot.questions, 1):
        box.fill(question)
        box.press("Enter")
        expect(page.locator("#chat .answer:not(:has(.wait))")).to_have_count(number, timeout=60_000)
    for selector in shot.clicks:
        page.locator(selector).click()
    # Images load when they come near the window; the page keeps a stream open, so that "idle" never comes.
    page.wait_for_function("[...document.images].every((image) => image.loading === 'lazy' || image.complete)")
    page.wait_for_timeout(1_500)
    path = folder / f"{shot.name}.png"
    page.screenshot(path=path)
    return path


def main(folder: Path) -> None:
    """Take all pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed")
    with tempfile.TemporaryDirectory() as library, served(Path(library)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for shot in SHOTS:
            width, height = shot.size
            scheme = "dark" if shot.scheme == "dark" else "light"
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, locale="zh-CN")
            print(take(page, address, shot, folder))
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "docs" / "images")
