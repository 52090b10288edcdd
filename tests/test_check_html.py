"""The printable report of a check: everything said, the faulty cell marked, nothing in it that runs or leads elsewhere."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nianbao.eval.samples import organs, slips
from nianbao.eval.samples.make import make
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.carry import carry_over
from nianbao.ingest.chapter import TO_READ, Chapter, chapter
from nianbao.ingest.clippings import clippings, window
from nianbao.ingest.faults import count, faults
from nianbao.ingest.form import load
from nianbao.ingest.naming import ORIGINS, SEVERITIES, cells_of
from nianbao.ingest.outputs import made_here
from nianbao.ingest.parse import parse
from nianbao.ingest.printout import page
from nianbao.ingest.relations import validate
from nianbao.ingest.report import Finding, Place, Report, Severity, State, Status

CIVIL = organs.department(organs.QINGXI, "civil")
TOTAL = "review.reconsideration.total"
CONCLUDED = "applications.concluded.natural_person"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></table><h1>",
    "javascript:alert(1)",
    "&lt;b&gt;&#0;",
    "<!--",
)
RED = (200, 30, 30)


def sample(file_format: str = "text", layout: str = "tabs") -> Sample:
    return make(CIVIL, 2024, file_format=file_format, layout=layout)  # type: ignore[arg-type]


def raised(made: Sample, key: str, by: int = 1) -> Sample:
    value = made.cells[key]
    assert isinstance(value, Decimal)
    return slips.wrong_cell(made, key, int(value) + by)


def read(made: Sample) -> Report:
    return parse(write(made), source=made.file)


def faulty() -> Report:
    return read(slips.stale_period(raised(raised(sample(), CONCLUDED), TOTAL, 3)))


def printed(*reports: Report, refused: Sequence[tuple[str, str]] = (), previous: str = "") -> str:
    chapters = [chapter(report, number) for number, report in enumerate(reports, 1)]
    return page(chapters, version="1.2.3", refused=refused, previous=previous)


def shown(*reports: Report, refused: Sequence[tuple[str, str]] = ()) -> LexborHTMLParser:
    return LexborHTMLParser(printed(*reports, refused=refused))


def words(node: LexborNode | LexborHTMLParser | None) -> str:
    assert node is not None
    return node.text(separator="", strip=False)


def is_inert(html: LexborHTMLParser) -> bool:
    """Nothing in it runs, loads from elsewhere or leads elsewhere."""
    for node in html.css("*"):
        if node.tag in {"script", "iframe", "object", "embed", "link", "base", "form", "video", "audio", "svg", "use"}:
            return False
        for name, value in node.attributes.items():
            if name.startswith("on") or name in {"style", "srcset", "action", "background"}:
                return False
            if name == "href" and not re.fullmatch(r"#r\d+", value or ""):
                return False
            if name == "src" and not (value or "").startswith("data:image/png;base64,"):
                return False
    return "url(" not in words(html.css_first("style")) and "@import" not in words(html.css_first("style"))


# ------------------------------------------------------------------ what is said


def test_every_finding_is_told_with_its_severity_sides_and_origin() -> None:
    report = faulty()
    text = words(shown(report).body)
    for finding in report.findings:
        assert all(sentence in text for sentence in finding.message.split("。"))
        assert SEVERITIES[finding.severity] in text
        for told in (finding.expected, finding.actual, ORIGINS[finding.origin]):
            assert told is None or told in text


def test_a_report_says_whose_it_is_and_which_file_was_read() -> None:
    report = faulty()
    text = words(shown(report).css_first("section.report"))
    for told in (report.organ, "2024 年度", report.title, report.source, report.sha256):
        assert told is not None
        assert told in text


def test_the_summary_counts_by_severity() -> None:
    reports = (faulty(), read(sample()))
    html = shown(*reports)
    for report, row in zip(reports, html.css("table.summary tbody tr"), strict=True):
        cells = [words(cell) for cell in row.css("td")]
        assert cells[3:6] == [str(number) for number in count(report).values()]
        assert cells[2] == report.source
    errors = count(reports[0])[Severity.ERROR]
    assert f"错误 {errors} 处" in words(html.css_first(".lead"))
    assert "校验报告 2 份" in words(html.css_first(".lead"))


def test_files_that_could_not_be_read_are_listed_with_the_reason() -> None:
    html = shown(read(sample()), refused=[("坏.pdf", "PDF 文件已损坏，无法打开。")])
    assert [words(cell) for cell in html.css("table.refused tbody tr > *")] == ["坏.pdf", "PDF 文件已损坏，无法打开。"]
    assert "1 个文件未能读取" in words(html.css_first(".lead"))


def test_a_sound_report_says_so_briefly() -> None:
    html = shown(read(sample()))
    section = html.css_first("section.report")
    assert "全部相符" in words(section)
    assert "没有错误和疑问" in words(section)
    assert not html.css("article")


def test_relations_are_counted_rule_by_rule_as_the_validator_ends_them() -> None:
    report = faulty()
    outcomes = validate({cell.key: cell for cell in report.cells}, report.forms).outcomes
    rows = shown(report).css("table.checks tbody tr")
    told = [[int(words(cell)) for cell in row.css("td")] for row in rows]
    order = (Status.PASS, Status.FAIL, Status.PASS_IF_BLANK_IS_ZERO, Status.NOT_ASSESSABLE)
    assert [sum(column) for column in zip(*told, strict=True)] == [
        sum(status is wanted for _, status in outcomes) for wanted in order
    ]


def test_last_years_file_is_named_where_there_was_one() -> None:
    assert "核对结转" in printed(read(sample()), previous="去年.docx")
    assert "核对结转" not in printed(read(sample()))


def test_notes_are_listed_folded() -> None:
    report = read(slips.dash_zeros(sample(), "disclosure.", "review."))
    html = shown(report)
    notes = [finding.message for finding in report.findings if finding.severity is Severity.NOTE]
    (folded,) = html.css("details.notes")
    assert "open" not in folded.attributes
    assert len(folded.css("li")) == len(notes) > 0
    assert all(note in words(folded) for note in notes)


# ------------------------------------------------------------------ the table


def test_the_faulty_cell_alone_is_marked_in_words_and_not_by_colour_alone() -> None:
    report = faulty()
    located = {fault.cell.raw for fault in faults(report, TO_READ) if fault.cell is not None}
    html = shown(report)
    hits = html.css("td.hit")
    assert {words(hit.css_first("mark")) for hit in hits} == located
    assert all(words(hit.css_first(".flag")) == "待核" for hit in hits)
    assert len(html.css("article table td.hit")) == len(html.css("article table"))


def test_the_marked_cell_stands_under_its_column_and_beside_its_row() -> None:
    html = shown(faulty())
    for fault, table in zip(
        [one for one in faults(faulty(), TO_READ) if one.cell], html.css("article table"), strict=True
    ):
        hit = table.css_first("td.hit")
        assert hit is not None
        row = hit.parent
        assert fault.cell is not None
        assert words(row.css_first("th")) == fault.cell.row
        position = row.css("th, td").index(hit)
        assert words(table.css_first("tr.heads").css("th")[position]) == fault.cell.column


def test_several_findings_of_one_cell_share_one_card_and_one_table() -> None:
    report = read(sample())
    said = ("本行不平。", "本列不平。", "收办不平。")
    found = tuple(
        Finding(rule, Severity.ERROR, Status.FAIL, (CONCLUDED, TOTAL), message)
        for rule, message in zip(("row_total", "concluded_sum", "balance"), said, strict=True)
    )
    (card,) = shown(replace(report, findings=found)).css("article")
    assert [words(message) for message in card.css(".message")] == list(said)
    assert len(card.css("table")) == 1


@given(st.sampled_from([spec.key for spec in load("2021").table("applications").cells]))
@settings(max_examples=25, deadline=None)
def test_the_excerpt_leaves_out_no_figure_that_counts(key: str) -> None:
    """A row that is left out has only zeros among the cells that were reckoned."""
    report = read(raised(sample(), key))
    articles = shown(report).css("article")
    for fault, card in zip(faults(report, TO_READ), articles, strict=True):
        if fault.cell is None:
            continue
        rows = {words(head) for head in card.css("table tbody th[scope=row]")}
        keys = [cell for finding in fault.findings for cell in cells_of(finding, report)]
        table = load("2021").table(fault.cell.key.split(".")[0])
        assert {cell.row for cell in keys if cell.value != 0} <= rows
        left_out = sum(int(number) for number in re.findall(r"略去 (\d+) 行", words(card)))
        blocks = [block for block in table.blocks if {row.label for row in block.rows} & rows]
        assert left_out + len(rows) == sum(len(block.rows) for block in blocks)


def test_a_blank_and_an_unread_cell_are_told_apart() -> None:
    report = read(sample())
    keys = ("review.reconsideration.upheld", "review.reconsideration.corrected")
    states = dict(zip(keys, (State.BLANK, State.UNREAD), strict=True))
    cells = tuple(
        replace(cell, state=states[cell.key], value=None, raw="") if cell.key in states else cell
        for cell in report.cells
    )
    finding = Finding("review_total", Severity.ERROR, Status.FAIL, (TOTAL, *keys), "不平。")
    row = shown(replace(report, cells=cells, findings=(finding,), _by_key={})).css_first("article table tbody tr")
    assert [words(cell) for cell in row.css("td")][:2] == ["空白", "未读到"]


def test_gaps_between_years_are_one_card_that_marks_this_years_cells_only() -> None:
    before = read(make(CIVIL, 2023))
    after = read(raised(make(CIVIL, 2024), "applications.carried_in.total", 5))
    gaps = tuple(one for one in carry_over(after, before).findings if one.rule == "carry_over")
    assert len(gaps) > 1
    (card,) = shown(replace(after, findings=gaps)).css("article")
    assert len(card.css("td.hit")) == 1
    assert len(card.css("td.hit, td.used")) == len(gaps)
    assert all(finding.message.split("。")[0] in words(card) for finding in gaps)
    assert words(card).count("原件如此，请核。") == 1
    (card,) = shown(replace(after, findings=gaps[:1])).css("article")
    assert len(card.css("td.hit")) == 1
    assert not card.css("td.used")


def test_a_finding_about_no_cell_has_a_card_without_a_table() -> None:
    finding = Finding("identity", Severity.QUESTION, Status.NOT_ASSESSABLE, (), "没有写明编制机关。", page=2)
    (card,) = shown(replace(read(sample()), findings=(finding,))).css("article")
    assert not card.css("table")
    assert "第 2 页" in words(card)


# ------------------------------------------------------------------ page images


@pytest.fixture(scope="module")
def drawn() -> tuple[bytes, Report]:
    made = raised(raised(sample("pdf", "bordered"), CONCLUDED), TOTAL, 3)
    data = write(made)
    return data, parse(data, source=made.file)


def pictures(node: LexborNode) -> list[Image.Image]:
    sources = [image.attributes["src"] or "" for image in node.css("img")]
    return [Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))) for source in sources]


def reddish(image: Image.Image) -> int:
    raw = image.convert("RGB").tobytes()
    pixels = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    return sum(all(abs(a - b) < 40 for a, b in zip(pixel, RED, strict=True)) for pixel in pixels)


def with_images(data: bytes, report: Report) -> str:
    cells = [fault.cell for fault in faults(report, TO_READ) if fault.cell is not None]
    return page([chapter(report, 1, clippings(data, cells))], version="1")


def test_a_pdf_shows_the_cell_on_its_page_with_a_box(drawn: tuple[bytes, Report]) -> None:
    html = LexborHTMLParser(with_images(*drawn))
    cards = [card for card in html.css("article") if card.css("table")]
    assert len(cards) >= 2
    for card in cards:
        near, whole = pictures(card)
        assert near.width > near.height
        assert whole.height > whole.width
        assert reddish(near) > 20
        assert reddish(whole) > 4
        assert all("框出" in (image.attributes["alt"] or "") for image in card.css("img"))
    assert is_inert(html)


def test_a_cell_without_its_image_says_where_to_look(drawn: tuple[bytes, Report]) -> None:
    html = shown(drawn[1])
    cards = [card for card in html.css("article") if card.css("table")]
    assert all(re.search(r"影像从略，请看原件第 \d+ 页", words(card)) for card in cards)


def test_formats_without_pages_have_no_images_and_miss_none() -> None:
    html = shown(faulty())
    assert not html.css("img")
    assert "影像从略" not in words(html.body)


def test_a_place_that_the_file_does_not_have_gives_no_image(drawn: tuple[bytes, Report]) -> None:
    data, report = drawn
    cell = report.cell(TOTAL)
    assert cell is not None
    assert clippings(data, [replace(cell, place=Place(page=99, box=(1, 1, 2, 2)))]) == {}
    assert clippings(data, [replace(cell, place=Place(page=1))]) == {}
    assert clippings(data[:200], [cell]) == {}


@given(
    st.tuples(st.floats(50, 3000), st.floats(50, 3000)),
    st.tuples(*[st.floats(0, 1)] * 4),
)
def test_a_cutting_holds_the_cell_and_stays_on_the_page(size: tuple[float, float], corners: tuple[float, ...]) -> None:
    (x0, x1), (y0, y1) = sorted(corners[:2]), sorted(corners[2:])
    box = (x0 * size[0], y0 * size[1], x1 * size[0], y1 * size[1])
    left, top, right, bottom = window(size, box)
    slack = 1e-6
    assert -slack <= left <= box[0] + slack
    assert -slack <= top <= box[1] + slack
    assert box[2] - slack <= right <= size[0] + slack
    assert box[3] - slack <= bottom <= size[1] + slack


# ------------------------------------------------------------------ nothing runs


def test_the_policy_allows_the_page_itself_and_nothing_else() -> None:
    html = shown(faulty())
    (policy,) = html.css("meta[http-equiv='Content-Security-Policy']")
    content = policy.attributes["content"] or ""
    digest = base64.b64encode(hashlib.sha256(words(html.css_first("style")).encode()).digest()).decode()
    assert content.split("; ")[:3] == ["default-src 'none'", "img-src data:", f"style-src 'sha256-{digest}'"]
    assert len(html.css("style")) == 1


def test_the_style_has_nothing_that_could_end_it() -> None:
    assert not re.search(r"[<&]", words(shown(faulty()).css_first("style")))


@given(st.sampled_from(HOSTILE), st.text(max_size=20))
@settings(max_examples=30, deadline=None)
def test_whatever_was_read_is_text(hostile: str, more: str) -> None:
    text = hostile + more
    report = faulty()
    cells = tuple(
        replace(cell, raw=text, row=text, column=text, doubt=text, state=State.TEXT, value=None)
        if cell.key == TOTAL
        else cell
        for cell in report.cells
    )
    findings = (*report.findings, *(replace(one, message=text, rule=text, expected=text) for one in report.findings))
    dirty = replace(report, organ=text, title=text, source=text, cells=cells, findings=findings, _by_key={})
    written = printed(dirty, refused=[(text, text)], previous=text)
    html = LexborHTMLParser(written)
    assert is_inert(html)
    assert len(html.css("h1")) == 1
    clean = text.replace("\r", "").replace("\0", "")
    assert clean.replace("\ufffd", "") in words(html.body).replace("\ufffd", "")


def test_the_page_is_known_as_a_result_and_a_report_is_not() -> None:
    assert made_here(printed(faulty()).encode())
    assert not made_here(write(sample("html", "site")))


def test_the_same_reports_give_the_same_page() -> None:
    assert printed(faulty()) == printed(faulty())


# ------------------------------------------------------------------ for everyone


def test_tables_have_captions_and_scoped_heads_and_headings_are_in_order() -> None:
    html = shown(faulty(), read(slips.dash_zeros(sample(), "review.")), refused=[("坏", "坏")])
    assert html.css("table")
    for table in html.css("table"):
        assert words(table.css_first("caption")).strip()
        assert all(head.attributes.get("scope") for head in table.css("th"))
    levels = [int(node.tag[1]) for node in html.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert html.css_first("html").attributes["lang"] == "zh-CN"
    names = [node.attributes["id"] for node in html.css("[id]")]
    assert len(names) == len(set(names))


def chapters_of(folder: Path) -> list[Chapter]:
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in {".pdf", ".docx"} and "2023" in path.name]
    chapters = []
    for number, path in enumerate(paths, 1):
        data = path.read_bytes()
        report = parse(data, source=path.name)
        cells = [fault.cell for fault in faults(report, TO_READ) if fault.cell is not None]
        chapters.append(chapter(report, number, clippings(data, cells) if path.suffix == ".pdf" else {}))
    return chapters


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing, and in CI nothing is skipped")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_browser_shows_it_whole_without_complaint(
    browser: Browser, demo_files: Path, tmp_path: Path, width: int, scheme: str
) -> None:
    file = tmp_path / "校验.html"
    file.write_text(page(chapters_of(demo_files), version="1"), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    opened = context.new_page()
    told: list[str] = []
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert told == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


@pytest.mark.browser
def test_it_prints_on_a4_with_its_notes_unfolded(browser: Browser, tmp_path: Path) -> None:
    import pypdfium2

    report = read(slips.dash_zeros(raised(sample(), TOTAL), "disclosure."))
    file = tmp_path / "校验.html"
    file.write_text(printed(report), encoding="utf-8")
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(file.as_uri())
    pdf = pypdfium2.PdfDocument(opened.pdf(prefer_css_page_size=True))
    context.close()
    assert [round(side) for side in pdf[0].get_size()] == [595, 842]
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    note = next(finding for finding in report.findings if finding.severity is Severity.NOTE)
    assert note.message[:12] in re.sub(r"\s", "", text)
