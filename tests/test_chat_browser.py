"""The chat as people see it, in a real headless Chromium over a served library."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
import uvicorn
import websample as sample
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect, sync_playwright

from nianbao.app.answer import Answer
from nianbao.app.respond import respond
from nianbao.app.web import assemble

pytestmark = pytest.mark.browser

CITY = "云溪市青溪区人民政府"
TRAP = "云溪市陷阱区人民政府"
SLOW, BROKEN = "慢慢想", "出错吧"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE, NARROW = (1280, 800), (390, 844), (320, 640)


@dataclass(frozen=True, slots=True)
class Site:
    """A served library, and the latch that holds back the slow answer."""

    address: str
    released: threading.Event


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    reports = (
        sample.filled(CITY, 2024, sample.BUSY),
        sample.filled(CITY, 2023, {"applications.received.natural_person": "9", "applications.received.total": "9"}),
        sample.filled(TRAP, 2024, prose=f"工作中仍存在不足。{sample.HOSTILE}。"),
    )
    released = threading.Event()
    with sample.library(tmp_path_factory.mktemp("chat") / "library", *reports) as library:

        def ask(question: str, history: Sequence[str]) -> Answer:
            if BROKEN in question:
                raise RuntimeError(BROKEN)
            if SLOW in question:
                released.wait(60)
            return respond(library, question, history)

        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(assemble(library, ask), log_level="warning", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", released)
        released.set()
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing, and in CI nothing is skipped")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield launched
        launched.close()


class Visitor:
    """Someone at the chat page; remembers what the page asked for, and what it complained of."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.page: Page = context.new_page()
        self.site = site
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("dialog", self._dismiss)
        self.page.goto(f"{site.address}/")
        expect(self.box).to_be_visible(timeout=60_000)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    @property
    def box(self):
        return self.page.locator("#ask textarea")

    @property
    def replies(self):
        return self.page.locator("#chat .answer:not(:has(.wait))")

    def ask(self, question: str) -> None:
        """Ask, and wait for the answer."""
        before = self.replies.count()
        self.box.fill(question)
        self.box.press("Enter")
        expect(self.replies).to_have_count(before + 1, timeout=30_000)
        expect(self.page.locator("#ask .submit-button")).to_be_visible(timeout=30_000)

    def width(self) -> int:
        """How wide the page would have to be to need no horizontal scrolling."""
        return self.page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")

    def is_within(self, inner: str, outer: str) -> bool:
        """Whether the first element of `inner` lies inside the first of `outer`, as far as it can be seen."""
        return self.page.evaluate(
            """([inner, outer]) => {
                const a = document.querySelector(inner).getBoundingClientRect();
                const b = document.querySelector(outer).getBoundingClientRect();
                return a.top >= b.top - 1 && a.bottom <= b.bottom + 1 && a.left >= b.left - 1 && a.right <= b.right + 1;
            }""",
            [inner, outer],
        )


@pytest.fixture
def visit(browser: Browser, site: Site):
    """Opens the page for a visitor; whatever happens there must not need a foreign host or end in an error."""
    opened: list[tuple[BrowserContext, Visitor]] = []

    def open_(size: tuple[int, int] = DESKTOP, **options: object) -> Visitor:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        visitor = Visitor(context, site)
        opened.append((context, visitor))
        return visitor

    yield open_
    for context, visitor in opened:
        foreign = [url for url in visitor.requests if not url.startswith((site.address, "data:", "blob:"))]
        complaints, dialogs = visitor.complaints, visitor.dialogs
        context.close()
        assert foreign == []
        assert complaints == []
        assert dialogs == []


# ---------------------------------------------------------------- asking and being answered


def test_a_figure_is_answered_with_its_cell_marked_and_its_page_shown(visit) -> None:
    visitor = visit()
    visitor.ask(f"{CITY}2024年新收政府信息公开申请多少件？")
    answer = visitor.replies.last
    expect(answer).to_contain_text("21件")
    expect(answer.locator("a.cite")).to_have_text("[1]")
    expect(answer.locator(".badges")).to_contain_text("与原表一致")
    expect(answer.locator(".badges")).to_contain_text("合计相符")
    expect(answer.locator(".summary")).to_contain_text("1 个数字与原表一致；1 个合计相符")
    card = visitor.page.locator("details.card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text(CITY)
    expect(card).to_contain_text("第 3 页")
    hit = card.locator("td.hit")
    expect(hit).to_have_count(1)
    expect(hit).to_contain_text("21")
    assert visitor.is_within("td.hit", ".sheet")
    image = card.locator(".page-view img")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 1000
    address = card.locator(".page-view a").get_attribute("href")
    assert visitor.page.request.get(f"{visitor.site.address}/{address}").headers["content-type"] == "image/png"


def test_the_box_of_the_cell_can_be_seen_in_the_cropped_page(visit) -> None:
    """The crop is made by CSS: the part of the image that shows must hold the cell."""
    visitor = visit()
    visitor.ask(f"{CITY}2024年行政复议总计多少件？")
    seen = visitor.page.evaluate(
        """() => {
            const image = document.querySelector(".page-view img"), crop = document.querySelector(".crop");
            const a = image.getBoundingClientRect(), b = crop.getBoundingClientRect();
            return [a.left - b.left, a.top - b.top, a.width, b.width, b.height];
        }"""
    )
    left, top, width, crop_width, crop_height = seen
    points = width / sample.PAGE[0]
    box = sample.box("review", 0, 4)
    assert left + box[0] * points >= 0
    assert left + box[2] * points <= crop_width
    assert top + box[1] * points >= 0
    assert top + box[3] * points <= crop_height


def test_a_contradiction_in_the_report_is_marked_and_shown(visit) -> None:
    visitor = visit()
    visitor.ask(f"{CITY}2024年行政复议总计多少件？")
    expect(visitor.replies.last).to_contain_text("合计不符")
    expect(visitor.page.locator(".checked")).to_contain_text("结果维持 10 + 结果纠正 1")
    expect(visitor.page.locator(".checked .badge.warn")).to_contain_text("不符")


def test_a_follow_up_is_understood_by_what_was_asked_before(visit) -> None:
    visitor = visit()
    visitor.ask(f"{CITY}2024年行政处罚多少件？")
    visitor.ask("行政许可呢？")
    expect(visitor.replies.last).to_contain_text("75")


def test_prose_is_quoted_with_the_sentence_marked(visit) -> None:
    visitor = visit()
    visitor.ask(f"{CITY}2024年政务公开存在什么问题？")
    expect(visitor.replies.last).to_contain_text("主动公开的内容不够全面")
    marks = visitor.page.locator(".prose-sheet mark")
    assert "一是主动公开的内容不够全面。" in marks.all_text_contents()
    assert visitor.is_within(".prose-sheet mark", ".prose-sheet")


def test_the_evidence_of_an_earlier_answer_comes_back_with_its_citation(visit) -> None:
    visitor = visit()
    visitor.ask(f"{CITY}2024年新收政府信息公开申请多少件？")
    visitor.ask(f"{CITY}2024年行政许可多少件？")
    expect(visitor.page.locator("td.hit")).to_contain_text("75")
    visitor.replies.first.locator("a.cite").click()
    expect(visitor.page.locator("td.hit")).to_contain_text("21")
    expect(visitor.page.locator("#e1-1")).to_be_focused()
    visitor.replies.last.locator("a.cite").click()
    expect(visitor.page.locator("td.hit")).to_contain_text("75")


def test_a_refusal_offers_questions_that_can_be_clicked(visit) -> None:
    visitor = visit()
    visitor.ask(f"{CITY}2022年新收政府信息公开申请多少件？")
    expect(visitor.replies.last.locator(".why")).to_have_text("库中没有这个年度")
    expect(visitor.page.locator("details.card")).to_have_count(0)
    visitor.page.locator("#chat .option").first.click()
    expect(visitor.replies).to_have_count(2, timeout=30_000)
    expect(visitor.replies.last.locator("a.cite").first).to_be_visible()


def test_an_example_is_asked_with_one_click_and_answered(visit) -> None:
    visitor = visit()
    examples = visitor.page.locator("#chat button.example")
    assert 4 <= examples.count() <= 6
    examples.first.click()
    expect(visitor.replies).to_have_count(1, timeout=30_000)
    expect(visitor.replies.first.locator("a.cite").first).to_be_visible()


def test_clearing_forgets_the_conversation(visit) -> None:
    visitor = visit()
    visitor.ask(f"{CITY}2024年行政处罚多少件？")
    visitor.page.get_by_role("button", name="清空对话").click()
    expect(visitor.replies).to_have_count(0)
    expect(visitor.page.locator("details.card")).to_have_count(0)
    visitor.ask("行政许可呢？")
    expect(visitor.replies.last).not_to_contain_text("75")


def test_a_running_answer_can_be_stopped_and_the_question_stays(visit) -> None:
    visitor = visit()
    visitor.box.fill(SLOW)
    visitor.box.press("Enter")
    stop = visitor.page.get_by_role("button", name="停止")
    stop.click()
    expect(visitor.page.locator("#ask .submit-button")).to_be_visible()
    expect(visitor.replies).to_have_count(0)
    expect(visitor.page.locator("#chat .wait")).to_have_count(0)
    expect(visitor.box).to_have_value(SLOW)
    visitor.ask(f"{CITY}2024年行政许可多少件？")
    expect(visitor.replies.last).to_contain_text("75")
    visitor.site.released.set()


def test_an_error_is_said_and_the_question_stays(visit) -> None:
    visitor = visit()
    visitor.ask(BROKEN)
    expect(visitor.replies.last).to_have_text("系统出错，请稍后再试。")
    expect(visitor.box).to_have_value(BROKEN)
    visitor.ask(f"{CITY}2024年行政许可多少件？")
    expect(visitor.replies.last).to_contain_text("75")


def test_no_more_than_the_limit_can_be_typed(visit) -> None:
    visitor = visit()
    visitor.box.fill("问" * 600)
    visitor.box.press("Enter")
    expect(visitor.replies).to_have_count(1, timeout=30_000)
    assert visitor.box.get_attribute("maxlength") == "500"


# ---------------------------------------------------------------- what reports hold stays text


def test_a_report_cannot_run_a_script_or_call_home(visit) -> None:
    """The visitor's fixture sees to it that nothing was asked of another host and no dialog opened."""
    visitor = visit()
    visitor.ask(f"{TRAP}2024年政务公开存在什么问题？")
    sheet = visitor.page.locator(".prose-sheet")
    expect(sheet).to_contain_text('<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>')
    expect(sheet).to_contain_text("[图](http://evil.example/p.png) ${window.pwned=3} {{7*7}}")
    visitor.ask("<img src=x onerror='window.pwned=4'> ![](http://evil.example/q.png) <script>window.pwned=5</script>")
    expect(visitor.page.locator("#chat .question").last).to_contain_text("![](http://evil.example/q.png) <script>")
    visitor.page.wait_for_timeout(500)
    assert visitor.page.evaluate("window.pwned") is None
    assert visitor.page.locator("#chat img, #chat script, #evidence script").count() == 0


def test_even_markup_that_slipped_in_would_be_inert(browser: Browser, site: Site) -> None:
    """The policy alone stops inline handlers, scripts and foreign images."""
    context = browser.new_context()
    visitor = Visitor(context, site)
    visitor.page.evaluate(
        """() => document.querySelector("#evidence").insertAdjacentHTML("beforeend",
            `<img src="x" onerror="window.pwned = 1"><img src="http://evil.example/a.png"><iframe src="data:text/html,x"></iframe>
             <a href="javascript:window.pwned = 2" id="trap">x</a>`)"""
    )
    visitor.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 3'; document.body.append(s); }"
    )
    visitor.page.locator("#trap").click()
    visitor.page.wait_for_timeout(500)
    assert visitor.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in said for said in visitor.complaints)
    context.close()


# ---------------------------------------------------------------- phones, reading aids, keyboard


@pytest.mark.parametrize("size", [PHONE, NARROW])
def test_a_phone_needs_no_sideways_scrolling(visit, size: tuple[int, int]) -> None:
    visitor = visit(size)
    assert visitor.width() == size[0]
    visitor.ask(f"{CITY}2024年不予公开一共几件？")
    visitor.page.locator(".evidence > summary").click()
    assert visitor.width() == size[0]
    visitor.page.locator("#big").click()
    assert visitor.width() == size[0]


def test_on_a_phone_the_evidence_is_closed_until_it_is_asked_for(visit) -> None:
    visitor = visit(PHONE)
    visitor.ask(f"{CITY}2024年新收政府信息公开申请多少件？")
    expect(visitor.page.locator("details.card")).to_be_hidden()
    visitor.replies.last.locator("a.cite").click()
    expect(visitor.page.locator("details.card")).to_be_visible()
    assert visitor.is_within("td.hit", ".sheet")
    assert visitor.is_within("#head h1", "html")


def test_on_a_desktop_the_evidence_is_open_beside_the_conversation(visit) -> None:
    visitor = visit(DESKTOP)
    visitor.ask(f"{CITY}2024年新收政府信息公开申请多少件？")
    expect(visitor.page.locator("details.card")).to_be_visible()
    talk, side = visitor.page.locator("#talk").bounding_box(), visitor.page.locator("#side").bounding_box()
    assert talk["x"] + talk["width"] <= side["x"]
    assert 0.55 < talk["width"] / (talk["width"] + side["width"]) < 0.65


def test_large_print_and_dark_are_remembered(visit) -> None:
    visitor = visit(color_scheme="light")
    size = "getComputedStyle(document.querySelector('#ask textarea')).fontSize"
    ground = "getComputedStyle(document.body).backgroundColor"
    before = visitor.page.evaluate(f"[{size}, {ground}]")
    visitor.page.get_by_role("button", name="大字").click()
    visitor.page.get_by_role("button", name="深色").click()
    changed = visitor.page.evaluate(f"[{size}, {ground}]")
    assert float(changed[0].removesuffix("px")) >= 1.2 * float(before[0].removesuffix("px"))
    assert changed[1] != before[1]
    visitor.page.reload()
    expect(visitor.page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    expect(visitor.page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")
    assert visitor.page.evaluate(f"[{size}, {ground}]") == changed


def test_dark_follows_the_system_until_it_is_chosen(visit) -> None:
    visitor = visit(color_scheme="dark")
    expect(visitor.page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")


def test_the_help_opens_and_closes_by_keyboard(visit) -> None:
    visitor = visit()
    button = visitor.page.get_by_role("button", name="说明")
    button.focus()
    button.press("Enter")
    expect(visitor.page.locator("#help-text")).to_be_visible()
    expect(visitor.page.locator("#help-text")).to_contain_text("不代表数据本身属实")
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#help-text")).to_be_hidden()
    expect(button).to_be_focused()


def test_everything_can_be_reached_by_keyboard(visit) -> None:
    visitor = visit()
    visitor.ask(f"{CITY}2024年新收政府信息公开申请多少件？")
    reached: set[str] = set()
    visitor.page.locator("#big").focus()
    for _ in range(30):
        reached.add(
            visitor.page.evaluate(
                "(e => e.id || e.className.toString().split(' ')[0] || e.tagName)(document.activeElement)"
            )
        )
        visitor.page.keyboard.press("Tab")
    assert {"big", "dark", "help", "cite", "submit-button", "sheet"} <= reached


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_the_page_speaks_chinese_in_any_browser(visit, locale: str) -> None:
    visitor = visit(locale=locale)
    expect(visitor.page.get_by_role("log", name="对话")).to_be_visible()
    visitor.ask(f"{CITY}2022年新收政府信息公开申请多少件？")
    expect(visitor.page.get_by_label("回答")).to_have_count(1)
    english = visitor.page.evaluate(
        r"""() => [...document.querySelectorAll("body *")].flatMap((element) => {
            const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent);
            const said = ["aria-label", "title", "alt", "placeholder"].map((name) => element.getAttribute(name) || "");
            if (!element.checkVisibility() || ["SCRIPT", "STYLE"].includes(element.tagName)) return [];
            return [...own, ...said].filter((words) => /[A-Za-z]{3,}/.test(words));
        })"""
    )
    assert english == []
    assert visitor.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "年报" in visitor.page.title()


def test_every_button_is_large_enough_to_hit(visit) -> None:
    visitor = visit(PHONE)
    visitor.ask(f"{CITY}2024年新收政府信息公开申请多少件？")
    small = visitor.page.evaluate(
        """() => [...document.querySelectorAll("button, a, summary")].filter((e) => e.checkVisibility())
            .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    )
    assert small == []
