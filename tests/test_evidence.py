"""The evidence and the chat message: what is cited is marked, what is read is text, what is said is counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import websample as sample
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from nianbao.app import evidence, reply
from nianbao.app.answer import Answer, Citation, Outcome, Reason, Refusal, Verdict
from nianbao.app.examples import examples
from nianbao.app.marks import MARKS, MEANINGS, Match, summary
from nianbao.app.markup import Markup, tag, web_address
from nianbao.app.pagemarks import CellMark, TextMark, boxes_on
from nianbao.app.pageview import window
from nianbao.app.quoted import locate, marked_text
from nianbao.app.sums import sums_of
from nianbao.ingest.form import load
from nianbao.ingest.report import Format, Origin, Place, Report, State, Status

RECEIVED = "applications.received.total"
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "![](http://evil.example/p)",
        "${1}",
        "{{1}}",
        "&lt;b&gt;",
    ]
)
ANYTHING = st.one_of(HOSTILE, st.text(min_size=1, max_size=40))


def parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def shown(answer: Answer, *reports: Report, turn: int = 1) -> LexborHTMLParser:
    """The panel of `answer`, parsed; the sample's first report is `r0`, and so on."""
    held = {f"r{number}": report for number, report in enumerate(reports)}
    return parsed(evidence.panel(answer, turn, held.get))


def message(answer: Answer, *reports: Report) -> LexborHTMLParser:
    held = {f"r{number}": report for number, report in enumerate(reports)}
    return parsed(reply.message(answer, 1, held.get))


def words(node: LexborNode | LexborHTMLParser | None) -> str:
    assert node is not None
    return node.text(separator="", strip=False)


def is_inert(html: LexborHTMLParser) -> bool:
    """Nothing in it runs, loads from elsewhere or leads elsewhere."""
    for node in html.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                return False
            if name == "src" and not (value or "").startswith("api/v1/"):
                return False
    return not html.css("script, iframe, object, embed, form, style, link, meta, base, svg")


# ---------------------------------------------------------------- text stays text


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_goes_into_an_element_comes_out_as_text(content: str, title: str) -> None:
    visible = content.replace("\r", "").replace("\x00", "")
    node = parsed(f"<body>{tag('p', content, title=title)}</body>").css_first("p")
    assert words(node).replace("\ufffd", "").replace("\x00", "") == visible.replace("\ufffd", "")
    assert set(node.attributes) == {"title"}
    assert not node.css("*:not(p)")


def test_markup_goes_in_as_it_is_and_only_markup_does() -> None:
    inner = tag("b", "1 < 2")
    assert tag("p", inner) == "<p><b>1 &lt; 2</b></p>"
    assert tag("p", str(inner)) == "<p>&lt;b&gt;1 &amp;lt; 2&lt;/b&gt;</p>"


def test_markup_is_one_line() -> None:
    """A Markdown renderer must see one HTML block, whatever the text holds."""
    assert "\n" not in tag("p", "第一行\n\n# 第二行\n- 三")


@settings(max_examples=60, deadline=None)
@given(organ=ANYTHING, prose=ANYTHING, quote=ANYTHING, question=ANYTHING, row=ANYTHING, url=ANYTHING)
def test_nothing_that_was_read_or_asked_becomes_markup(
    organ: str, prose: str, quote: str, question: str, row: str, url: str
) -> None:
    report = sample.filled(organ, prose=f"{prose}{quote}", values=sample.BUSY)
    figures, citations = sample.figures(report, "r0", RECEIVED)
    said = Citation("c2", "r0", organ, 2024, "五", Place(page=5), quote=quote, url=url)
    cited = replace(citations[0], row=row, url=url)
    answer = Answer(
        question, Outcome.ANSWERED, f"{prose}[1]{quote}[2]", "2026-01-31", figures=figures, citations=(cited, said)
    )
    refused = replace(answer, outcome=Outcome.REFUSED, refusal=Refusal(Reason.OUT_OF_SCOPE, prose, (quote,)))
    for html in (shown(answer, report), message(answer, report), message(refused, report)):
        assert is_inert(html)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "javascript://a.example/%0aalert(1)",
        "https:/etc/passwd",
        "data:text/html,x",
        "//evil.example",
        "file:///etc/passwd",
        "",
        None,
        "http://[x",
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert web_address(url) is None


def test_the_published_page_is_linked() -> None:
    report = sample.filled(values=sample.BUSY)
    answer = sample.figure_answer(report, "r0", "21件[1]", RECEIVED)
    cited = replace(answer.citations[0], url="https://www.example.gov.cn/2024.html")
    link = shown(replace(answer, citations=(cited,)), report).css_first(".source a")
    assert link.attributes["href"] == "https://www.example.gov.cn/2024.html"
    assert "noopener" in (link.attributes["rel"] or "")


# ---------------------------------------------------------------- the table


def cell_at(html: LexborHTMLParser, row: str, column: str) -> LexborNode:
    """The cell of a shown table, found by its printed headings as a reader finds it."""
    for body in html.css("table.statutory tbody"):
        heads = [words(head) for head in body.css("tr.heads th")][1:]
        for line in body.css("tr"):
            head = line.css_first("th[scope=row]")
            if head is not None and words(head) == row and column in heads:
                return line.css("td")[heads.index(column)]
    raise AssertionError(f"{row} × {column} is not in the table")


@pytest.mark.parametrize(
    "key", [RECEIVED, "disclosure.fees.amount", "disclosure.licences.decisions", "review.direct_suit.upheld"]
)
def test_the_cited_cell_and_no_other_is_marked(key: str) -> None:
    report = sample.filled(values=sample.BUSY)
    html = shown(sample.figure_answer(report, "r0", "[1]", key), report)
    cell = report.cell(key)
    assert cell is not None
    hits = html.css("td.hit")
    assert len(hits) == 1
    found = cell_at(html, cell.row, cell.column)
    assert found.attributes["class"] == hits[0].attributes["class"]
    assert words(found).startswith(cell.raw or "空白")
    assert words(found).endswith("[1]")


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("table", ["disclosure", "applications", "review"])
def test_every_cell_of_the_statutory_table_is_shown(table: str, edition: str) -> None:
    form = load(edition).table(table)
    values = {spec.key: str(number) for number, spec in enumerate(form.cells, 1)}
    report = sample.filled(values=values, edition=edition)
    html = shown(sample.figure_answer(report, "r0", "[1]", form.cells[0].key), report)
    printed = [words(cell).removesuffix("[1]") for cell in html.css("table.statutory td")]
    assert printed == list(values.values())
    for group in form.groups:
        assert any(words(head) == group.label for head in html.css("tr.group th"))


def test_only_the_headings_of_the_cited_cell_stand_out() -> None:
    """Two blocks of table 二 have a column of the same name; only one of them is cited."""
    report = sample.filled(values=sample.BUSY)
    html = shown(sample.figure_answer(report, "r0", "[1]", "disclosure.licences.decisions"), report)
    assert [words(head) for head in html.css("th.on")] == ["本年处理决定数量", "行政许可"]


def test_a_blank_cell_is_not_zero() -> None:
    report = sample.filled(values=sample.BUSY)
    html = shown(sample.figure_answer(report, "r0", "空白[1]", "review.direct_suit.upheld"), report)
    hit = html.css_first("td.hit")
    assert "空白" in words(hit)
    assert "0" not in words(hit)
    assert "blank" in (hit.attributes["class"] or "")
    assert words(html.css_first(".cited .value")) == "空白"


def test_an_uncited_blank_cell_stays_empty() -> None:
    report = sample.filled(values=sample.BUSY)
    html = shown(sample.figure_answer(report, "r0", "[1]", "review.reconsideration.total"), report)
    assert words(cell_at(html, "未经复议直接起诉", "结果维持")) == ""


def test_a_table_that_the_report_does_not_have_is_not_drawn() -> None:
    whole = sample.filled(values=sample.BUSY)
    answer = sample.figure_answer(whole, "r0", "[1]", RECEIVED)
    html = shown(answer, replace(whole, forms={"disclosure": "2021"}))
    assert not html.css("table")
    assert "未能在报告中定位这张表" in words(html)


def test_a_report_that_left_the_library_is_said_to_be_gone() -> None:
    report = sample.filled(values=sample.BUSY)
    html = shown(sample.figure_answer(report, "elsewhere", "21件[1]", RECEIVED), report)
    assert "已不在库中" in words(html)
    assert Match.UNCONFIRMED in words(html)
    assert Match.NOT_AS_PRINTED not in words(html)


def test_a_ranking_shows_whole_tables_only_for_the_first() -> None:
    report = sample.filled(values=sample.BUSY)
    figures, citations = [], []
    for number in range(1, 13):
        made, cited = sample.figures(report, f"r{number - 1}", RECEIVED)
        figures.append(replace(made[0], id=f"f{number}", citation=f"c{number}"))
        citations.append(replace(cited[0], id=f"c{number}"))
    answer = Answer("q", Outcome.ANSWERED, "…", "2026-01-31", figures=tuple(figures), citations=tuple(citations))
    html = shown(answer, *[report] * 12)
    rows = [len(table.css("td")) for table in html.css("table.statutory")]
    assert rows == [175] * evidence.WHOLE_TABLES + [7] * (12 - evidence.WHOLE_TABLES)
    assert [card.attributes.get("open", "no") for card in html.css("details.card")][:3] == [None, None, "no"]


# ---------------------------------------------------------------- sums


def test_a_failing_sum_shows_its_numbers_and_asks_to_check() -> None:
    report = sample.filled(values=sample.BUSY)
    html = shown(sample.figure_answer(report, "r0", "0件[1]", "review.reconsideration.total"), report)
    said = words(html.css_first(".checked"))
    assert "不符" in said
    assert "结果维持 10 + 结果纠正 1" in said
    assert "合 11" in said
    assert "总计 0" in said
    assert "核" in words(html.css_first(".sums .note"))


@pytest.mark.parametrize(
    ("origin", "note"),
    [(Origin.DOCUMENT, "原件如此，请核。"), (Origin.EXTRACTION, "读取"), (Origin.UNKNOWN, "请对照原件")],
)
def test_a_failure_is_blamed_on_the_document_only_where_the_document_says_so(origin: Origin, note: str) -> None:
    report = sample.filled(values=sample.BUSY)
    blamed = replace(report, findings=tuple(replace(finding, origin=origin) for finding in report.findings))
    (one,) = sums_of(blamed, ["review.reconsideration.total"])
    assert note in one.note


def test_the_sums_of_a_cell_are_those_the_form_lays_over_it() -> None:
    report = sample.filled(values=sample.BUSY)
    assert [one.name for one in sums_of(report, [RECEIVED])] == ["收办平衡", "本行合计"]
    assert [one.name for one in sums_of(report, ["applications.granted.business"])] == ["本列合计", "本行合计"]
    assert sums_of(report, ["disclosure.licences.decisions"]) == ()


def test_failing_sums_stand_first_and_sums_of_zeros_last() -> None:
    values = {**sample.BUSY, "applications.granted.total": "99"}
    found = sums_of(
        sample.filled(values=values), ["applications.granted.total", "applications.refused.state_secret.total"]
    )
    assert [one.status for one in found] == [Status.FAIL, Status.FAIL, Status.PASS]
    assert "6 项为 0" in found[-1].formula


def test_sums_that_say_something_stand_before_sums_of_zeros() -> None:
    cited = ["applications.received.research", "applications.granted.total"]
    found = sums_of(sample.filled(values=sample.BUSY), cited)
    assert [one.name for one in found] == ["本列合计", "本行合计", "本行合计", "收办平衡"]


def test_a_sum_over_blanks_is_not_praised() -> None:
    values = {f"review.direct_suit.{column}": "" for column in ("upheld", "corrected", "other", "pending", "total")}
    (one,) = sums_of(sample.filled(values=values), ["review.direct_suit.total"])
    assert one.status is Status.NOT_ASSESSABLE
    assert "空白" in one.formula


# ---------------------------------------------------------------- quotations


def test_a_quoted_sentence_is_marked_where_it_stands() -> None:
    report = sample.filled()
    html = shown(sample.prose_answer(report, "r0", ["一是主动公开的内容不够全面。"]), report)
    assert [words(mark) for mark in html.css(".prose-sheet mark")] == ["一是主动公开的内容不够全面。"]
    assert report.sections[5].text in words(html.css_first(".prose-sheet p")).replace("[1]", "")


def test_a_sentence_that_runs_over_lines_is_found() -> None:
    assert locate("前文。一是 公开\n不够\n全面。后文", "一是公开不够全面。") == (3, 15)


def test_a_quotation_that_is_not_there_is_not_marked_and_that_is_said() -> None:
    report = sample.filled()
    html = shown(sample.prose_answer(report, "r0", ["从未写过的话。"]), report)
    assert not html.css("mark")
    assert "未能在本节中定位引文 [1]" in words(html)


def test_a_quotation_within_a_longer_one_does_not_shorten_the_mark() -> None:
    node = parsed(f"<body>{marked_text('一二三四五六', {'1': (0, 5), '2': (1, 3)})}</body>")
    assert [words(mark) for mark in node.css("mark")] == ["一二三四五"]
    assert [words(number) for number in node.css("sup")] == ["[1]", "[2]"]


@given(
    st.text(alphabet="政务公开。 \n", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 9)), max_size=4),
)
def test_marking_loses_and_adds_no_character(content: str, spans: list[tuple[int, int]]) -> None:
    inside = {
        str(number): (start, min(len(content), start + length))
        for number, (start, length) in enumerate(spans, 1)
        if start < len(content)
    }
    node = parsed(f"<body>{marked_text(content, inside)}</body>").css_first("p")
    for sup in node.css("sup"):
        sup.decompose()
    for line in node.css("br"):
        line.replace_with("\n")
    assert words(node) == content


# ---------------------------------------------------------------- page images


@given(
    st.lists(
        st.tuples(st.floats(0, 560), st.floats(0, 800), st.floats(1, 200), st.floats(1, 60)), min_size=1, max_size=5
    ),
    st.sampled_from([(595.0, 842.0), (842.0, 595.0), (200.0, 100.0)]),
)
def test_the_window_lies_on_the_page_and_shows_a_cell(
    places: list[tuple[float, float, float, float]], page: tuple[float, float]
) -> None:
    boxes = [
        (min(left, page[0] - 1), min(top, page[1] - 1), min(left + w, page[0]), min(top + h, page[1]))
        for left, top, w, h in places
    ]
    view = window(page, boxes)
    assert view.left >= 0
    assert view.top >= 0
    assert view.left + view.width <= page[0] + 1e-6
    assert view.top + view.height <= page[1] + 1e-6
    assert view.top <= min(box[1] for box in boxes) + 1e-6
    assert view.top + view.height > min(box[1] for box in boxes)
    assert view.left <= min(box[0] for box in boxes) + 1e-6
    assert view.left + view.width >= max(box[2] for box in boxes) - 1e-6


def test_the_page_image_asks_for_the_cited_cells() -> None:
    report = sample.filled(values=sample.BUSY)
    answer = sample.figure_answer(report, "r0", "[1][2]", RECEIVED, "applications.received.business")
    html = shown(answer, report)
    (image,) = html.css(".page-view img")
    assert image.attributes["src"] == (
        "api/v1/reports/r0/pages/3.png?cell=applications.received.total&cell=applications.received.business"
    )
    assert "第 3 页" in (image.attributes["alt"] or "")
    assert "总计" in (image.attributes["alt"] or "")
    assert html.css_first(".page-view a").attributes["href"] == image.attributes["src"]


def test_a_file_without_pages_has_no_page_image() -> None:
    report = sample.filled(values=sample.BUSY, kind=Format.HTML)
    html = shown(sample.figure_answer(report, "r0", "[1]", RECEIVED), report)
    assert not html.css("img")
    assert html.css("td.hit")


def test_a_text_mark_is_read_back_from_its_address() -> None:
    mark = TextMark("五", 12, 40)
    assert TextMark.parse(mark.parameter[1]) == mark
    assert TextMark.parse("五:12") is None
    assert TextMark.parse("<b>:1-2") is None


def test_boxes_are_those_of_the_page() -> None:
    report = sample.filled(values=sample.BUSY)
    marks = [CellMark(RECEIVED), CellMark("review.reconsideration.total"), CellMark("no.such.cell")]
    assert boxes_on(report, 3, marks) == (sample.box("applications", 0, 6),)
    assert boxes_on(report, 4, marks) == (sample.box("review", 0, 4),)


# ---------------------------------------------------------------- the message


def test_markers_become_links_to_their_evidence() -> None:
    report = sample.filled(values=sample.BUSY)
    answer = sample.figure_answer(report, "r0", "新收21件[1]，另见[7]。", RECEIVED)
    html = parsed(reply.message(answer, 3, {"r0": report}.get))
    (link,) = html.css("a.cite")
    assert link.attributes["href"] == "#e3-1"
    assert parsed(evidence.panel(answer, 3, {"r0": report}.get)).css_first("#e3-1") is not None
    assert "[7]" in words(html)


def test_a_figure_carries_both_marks_once() -> None:
    report = sample.filled(values=sample.BUSY)
    answer = sample.figure_answer(report, "r0", "新收21件[1]。再说一次21件[1]。", RECEIVED)
    said = words(message(answer, report).css_first("p"))
    assert said == "新收21件[1]与原表一致✓合计相符。再说一次21件[1]。"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_is_said_in_its_own_words(verdict: Verdict) -> None:
    report = sample.filled(values=sample.BUSY)
    answer = sample.figure_answer(report, "r0", "21件[1]。", RECEIVED)
    answer = replace(answer, figures=(replace(answer.figures[0], verdict=verdict),))
    html = message(answer, report)
    assert MARKS[verdict].words in words(html.css_first(".badges"))
    assert MARKS[verdict].words in words(html.css_first(".summary"))
    assert len({mark.words for mark in MARKS.values()}) == len(Verdict)


def test_a_figure_that_is_not_in_its_cell_is_called_out() -> None:
    report = sample.filled(values=sample.BUSY)
    answer = sample.figure_answer(report, "r0", "21件[1]", RECEIVED)
    other = sample.filled(values={**sample.BUSY, RECEIVED: "22"})
    assert "与原表不一致" in words(message(answer, other))
    assert "1 个与原表不一致" in words(message(answer, other).css_first(".summary"))


@pytest.mark.parametrize(
    "more", [{"state": State.UNREAD, "value": None, "raw": ""}, {"doubt": "两种读法不同"}], ids=["unread", "doubted"]
)
def test_of_a_cell_that_was_not_surely_read_nobody_says_whether_it_agrees(more: dict[str, object]) -> None:
    whole = sample.filled(values=sample.BUSY)
    cells = tuple(replace(cell, **more) if cell.key == RECEIVED else cell for cell in whole.cells)  # type: ignore[arg-type]
    report = replace(whole, cells=cells)
    answer = sample.figure_answer(report, "r0", "21件[1]", RECEIVED)
    verdict = Verdict.READING_DOUBT if "doubt" in more else Verdict.NOT_ASSESSABLE
    answer = replace(answer, figures=(replace(answer.figures[0], verdict=verdict),))
    for html in (message(answer, report), parsed(evidence.panel(answer, 1, {"r0": report}.get))):
        assert Match.UNCONFIRMED in words(html.css_first(".badges"))
        assert Match.NOT_AS_PRINTED not in words(html)
    assert f"其中 1 个{Match.UNCONFIRMED}" in summary(answer, {"r0": report}.get)
    assert MEANINGS[Match.UNCONFIRMED] in words(message(answer, report).css_first(".summary"))
    # a figure that is not what the cell holds is false, however unsurely the cell was read
    false = replace(answer, figures=(replace(answer.figures[0], state=State.NUMBER, value=Decimal(99)),))
    assert Match.NOT_AS_PRINTED in words(message(false, report).css_first(".badges"))


def test_the_summary_counts_figures_and_verdicts() -> None:
    report = sample.filled(values=sample.BUSY)
    keys = (RECEIVED, "applications.granted.total", "disclosure.licences.decisions", "review.direct_suit.upheld")
    answer = sample.figure_answer(report, "r0", "…", *keys)
    assert summary(answer, {"r0": report}.get) == (
        "3 个数字、1 个空白格均与原表一致；2 个合计相符，1 个空白按0计时相符，1 个本格无合计可验"
    )


def test_quotations_are_counted_where_there_are_no_figures() -> None:
    report = sample.filled()
    answer = sample.prose_answer(report, "r0", ["一是主动公开的内容不够全面。", "二是解读形式较为单一。"])
    assert summary(answer, {"r0": report}.get) == "2 处引文均逐字摘自报告原文"


def test_many_figures_share_their_marks() -> None:
    report = sample.filled(values=sample.BUSY)
    keys = [f"applications.{row.key}.total" for row in load("2021").table("applications").rows_of("refused")]
    text = "、".join(f"[{number}]" for number in range(1, len(keys) + 1))
    html = message(sample.figure_answer(report, "r0", text, *keys), report)
    assert len(html.css("p .badges")) == 0
    assert len(html.css("ul.marks li")) == 1
    assert len(html.css("ul.marks a.cite")) == len(keys)


@pytest.mark.parametrize("reason", list(Reason))
def test_a_refusal_says_why_and_offers_what_can_be_asked(reason: Reason) -> None:
    answer = Answer(
        "q",
        Outcome.REFUSED,
        "没有这份报告。",
        "2026-01-31",
        refusal=Refusal(reason, "没有这份报告。", ("甲？", "乙？")),
    )
    html = message(answer)
    assert words(html.css_first(".why"))
    assert "没有这份报告。" in words(html)
    assert reply.options(answer) == ("甲？", "乙？")


def test_each_offered_question_is_offered_once() -> None:
    answer = Answer("q", Outcome.CLARIFY, "哪一处？", "2026-01-31", choices=("甲", "乙"), suggestions=("乙", "丙"))
    assert reply.options(answer) == ("甲", "乙", "丙")


def test_a_text_that_a_model_wrote_is_labelled() -> None:
    report = sample.filled(values=sample.BUSY)
    answer = replace(sample.figure_answer(report, "r0", "21件[1]", RECEIVED), generated=True)
    assert "人工智能生成" in words(message(answer, report))
    assert "人工智能生成" not in words(message(replace(answer, generated=False), report))


# ---------------------------------------------------------------- example questions


def test_examples_ask_about_reports_that_are_there(tmp_path) -> None:
    reports = [
        sample.filled("甲市乙区民政局", 2024),
        sample.filled("甲市乙区民政局", 2023),
        sample.filled("甲市丙县人民政府", 2023),
    ]
    with sample.library(tmp_path / "library", *reports) as held:
        asked = examples(held.entries())
    assert 4 <= len(asked) <= 6
    assert len(set(asked)) == len(asked)
    for question in asked:
        assert question.startswith(("甲市乙区民政局2024年", "甲市丙县人民政府2023年"))
    assert any("比上年" in question for question in asked)


def test_an_empty_library_has_no_examples() -> None:
    assert examples(()) == ()


def test_markup_is_still_a_string() -> None:
    assert isinstance(tag("p"), Markup)
    assert isinstance(tag("p"), str)
