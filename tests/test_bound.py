"""Two reports in one file: the first is read with its own prose and tables, and the clerk is told of the second."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.layouts import LAYOUTS
from nianbao.eval.samples.sample import Format
from nianbao.eval.samples.write import write
from nianbao.index import build
from nianbao.index.library import Library
from nianbao.index.source import Source
from nianbao.ingest import bound
from nianbao.ingest.bound import first_report
from nianbao.ingest.html import read as read_html
from nianbao.ingest.outline import outline
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Block, Document, Finding, Line, Report
from nianbao.ingest.report import Format as FileFormat

CASES = [(name, layout) for name in ("text", "markdown", "html") for layout in LAYOUTS[name]]
PAIRS = {"two years of an organ": (0, 1), "two organs": (0, 2), "an older year behind": (1, 0)}


def files(file_format: Format, layout: str) -> list[bytes]:
    """Two organs' reports about two years each."""
    made = generated(2, 77, years=(2022, 2023), file_format=file_format, layout=layout)
    return [write(sample) for sample in made]


def told(report: Report) -> list[Finding]:
    return [one for one in report.findings if "不止一份年度报告" in one.message]


def behind(first: bytes, second: bytes) -> bytes:
    return first.replace(b"</body>", b"").replace(b"</html>", b"") + b"\n" + second


@pytest.mark.parametrize(("file_format", "layout"), CASES)
@pytest.mark.parametrize("pair", PAIRS)
def test_nothing_of_a_second_report_is_held_against_the_first(file_format: Format, layout: str, pair: str) -> None:
    first, second = (files(file_format, layout)[i] for i in PAIRS[pair])
    alone, both = parse(first), parse(behind(first, second))
    assert both.cells == alone.cells
    assert (both.organ, both.year, both.title, both.checks) == (alone.organ, alone.year, alone.title, alone.checks)
    assert [one for one in both.findings if one not in told(both)] == list(alone.findings)
    (finding,) = told(both)
    assert finding.message.count(parse(second).title) == 1
    assert "拆开" in finding.message
    own = [section.text for section in both.sections]
    assert all(text.startswith(said.text) for said, text in zip(alone.sections, own, strict=True))
    assert not any(parse(second).title in text for text in own)


@pytest.mark.parametrize(("file_format", "layout"), CASES)
def test_one_report_is_one(file_format: Format, layout: str) -> None:
    assert not told(parse(files(file_format, layout)[0]))


def test_a_table_of_contents_begins_no_second_report() -> None:
    page = files("text", "tabs")[0].decode()
    numbers = tuple(f"{number}、" for number in "一二三四五六")
    headings = [line for line in page.split("\n") if line.startswith(numbers) and "\t" not in line]
    title, rest = page.split("\n", 1)
    report = parse("\n".join([title, "目录", *headings, rest]).encode())
    assert not told(report)
    assert len(report.cells) == len(parse(page.encode()).cells) > 0


def test_a_second_report_without_a_title_begins_at_its_legal_basis() -> None:
    first, second = (one.decode() for one in files("text", "tabs")[:2])
    both = parse((first + second.split("\n", 1)[1]).encode())
    assert [one for one in both.findings if one not in told(both)] == list(parse(first.encode()).findings)
    assert len(told(both)) == 1


def test_ingest_says_it_of_the_file(tmp_path: Path) -> None:
    first, second = files("markdown", "pipes")[:2]
    file = tmp_path / "两年.md"
    file.write_bytes(behind(first, second))
    with Library.open(tmp_path / "library", create=True) as library:
        (ingested,) = build.ingest(library, [Source(path=str(file))], parse=parse).files
    assert [note for note in ingested.notes if "不止一份年度报告" in note]


# ------------------------------------------------------------------ the same report once more


@pytest.mark.parametrize(("file_format", "layout"), CASES)
def test_the_same_report_once_more_is_left_out_and_nothing_is_said(file_format: Format, layout: str) -> None:
    first = files(file_format, layout)[0]
    alone, both = parse(first), parse(behind(first, first))
    assert both.cells == alone.cells
    assert both.findings == alone.findings
    own = [section.text for section in both.sections]  # the last with the foot of the first page, which is its own
    assert all(text.startswith(said.text) for said, text in zip(alone.sections, own, strict=True))
    assert sum(text.count(alone.title) for text in own) == sum(one.text.count(alone.title) for one in alone.sections)


def test_a_foot_behind_a_copy_is_nothing_new() -> None:
    page = files("html", LAYOUTS["html"][0])[0]
    both = behind(page, page.replace(b"</body>", "<p>【打印本页】 【关闭窗口】</p></body>".encode()))
    assert both.count("打印本页".encode()) > page.count("打印本页".encode())
    assert not told(parse(both))


def test_a_copy_with_another_figure_is_another_report() -> None:
    page = read_html(files("html", LAYOUTS["html"][0])[0])
    grid = next(block for block in page.blocks if not isinstance(block, Line))
    figures = [cell for cell in grid.cells if cell.text.isdigit()]
    one, other = next((a, b) for a in figures for b in figures if a.text != b.text)
    changed = replace(grid, cells=tuple(replace(cell, text=other.text) if cell is one else cell for cell in grid.cells))
    copy = tuple(changed if block is grid else block for block in page.blocks)
    _, following = first_report(replace(page, blocks=(*page.blocks, *copy)))
    assert following is not None


WORDS = [
    "云屿市财政局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "本年度主动公开政府信息12条。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "一是人手不足。",
    "六、其他需要报告的事项",
    "无。",
]


def words(*lines: str) -> Document:
    return Document(FileFormat.TEXT, "text", tuple(map(Line, lines)))


@pytest.mark.parametrize("contents", [[], [line for line in WORDS if line[1] == "、"]])
def test_a_copy_without_tables_is_no_part_of_the_last_section(contents: list[str]) -> None:
    once = [WORDS[0], *contents, *WORDS[1:]]
    document, following = first_report(words(*once, *WORDS))
    assert ([*document.blocks], following) == ([*map(Line, once)], None)


def test_what_a_copy_says_anew_is_kept() -> None:
    document, _ = first_report(words(*WORDS, *WORDS, "另有2件。"))
    assert "另有2件。" in outline(document.blocks).sections[-1].text


def test_headings_without_end_are_each_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Block] = []
    real = bound._number

    def number(block: Block) -> str | None:
        asked.append(block)
        return real(block)

    class Counted(tuple[Block, ...]):
        """Blocks that count how many of them are cut out."""

        __slots__ = ()
        cut = 0

        def __getitem__(self, at):  # type: ignore[no-untyped-def]
            found = super().__getitem__(at)
            if isinstance(at, slice):
                Counted.cut += len(found)
            return found

    monkeypatch.setattr(bound, "_number", number)
    page = read_html(files("html", LAYOUTS["html"][0])[0])
    blocks = Counted((*page.blocks, *[Line("一、总体情况"), Line("新的一行")] * 500))
    first_report(replace(page, blocks=blocks))
    assert len(asked) <= 2 * len(blocks)
    assert Counted.cut <= 10 * len(blocks)
