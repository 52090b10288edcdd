"""Two reports in one file: the first is read with its own prose and tables, and the clerk is told of the second."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.layouts import LAYOUTS
from nianbao.eval.samples.sample import Format
from nianbao.eval.samples.write import write
from nianbao.index import build
from nianbao.index.library import Library
from nianbao.index.source import Source
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Finding, Report

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
