"""Rules of names: a file's name and folders fill what the document leaves open, and what contradicts it is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from nianbao.ingest.filename import with_names
from nianbao.ingest.identity import NO_ORGAN
from nianbao.ingest.main import build
from nianbao.ingest.report import Checks, Finding, Format, Report, Severity, Status

ASKED = Finding("identity", Severity.QUESTION, Status.NOT_ASSESSABLE, (), NO_ORGAN)


def report(organ: str | None, year: int | None) -> Report:
    return Report(
        organ=organ,
        year=year,
        title="",
        source="a.pdf",
        sha256="0" * 64,
        format=Format.PDF,
        forms={},
        cells=(),
        sections=(),
        checks=Checks(0, 0, 0, 0),
        findings=() if organ else (ASKED,),
    )


@pytest.mark.parametrize(
    ("path", "organ", "year"),
    [
        ("云屿市财政局2023年政府信息公开工作年度报告.pdf", "云屿市财政局", 2023),
        ("/data/附件1：云屿市财政局2023年度政府信息公开年报（终稿）.docx", "云屿市财政局", 2023),
        ("/data/2023/云屿市财政局.pdf", "云屿市财政局", 2023),
        ("/data/云屿市东江街道/2022年年报.html", "云屿市东江街道", 2022),
        ("C:\\年报\\云屿市财政局\\2021年报告.doc", "云屿市财政局", 2021),
        ("/data/财政局/2023.pdf", None, 2023),
        ("/data/2023/住房和城乡建设局.pdf", None, 2023),
        ("/data/2023/市场监督管理局.pdf", None, 2023),
        ("/data/2023/经济开发区管委会.pdf", None, 2023),
        ("/data/本局2023年年报.pdf", None, 2023),
        ("关于报送云屿市财政局2024年政府信息公开工作年度报告的函.txt", None, None),
        ("下载云屿市财政局2024年.txt", None, None),
        ("云屿市财政局、云屿市民政局2024年政府信息公开工作年度报告.txt", None, None),
        ("/2025年报送/云屿市财政局.txt", "云屿市财政局", None),
        ("/data/云屿市财政局（2024）.pdf", "云屿市财政局", 2024),
        ("/data/t20230119_2136694.html", None, None),
        ("/data/report-2023-01-19.pdf", None, None),
        ("年报.pdf", None, None),
        ("", None, None),
    ],
)
def test_a_name_fills_what_the_document_leaves_open(path: str, organ: str | None, year: int | None) -> None:
    named = with_names(report(None, None), path)
    assert (named.organ, named.year) == (organ, year)
    messages = [finding.message for finding in named.findings]
    assert (
        any("按文件名" in message and organ in message for message in messages) == (organ is not None)
        if organ
        else True
    )
    assert (ASKED in named.findings) == (organ is None)


def test_what_the_document_says_goes_before_the_name() -> None:
    path = "/2021/云屿市教育局2022年政府信息公开工作年度报告.pdf"
    named = with_names(report("云屿市财政局", 2023), path)
    assert (named.organ, named.year) == ("云屿市财政局", 2023)
    assert [finding.severity for finding in named.findings] == [Severity.QUESTION] * 2
    assert "云屿市教育局" in named.findings[0].message
    assert "2022" in named.findings[1].message


@pytest.mark.parametrize(
    "path",
    [
        "财政局2023年政府信息公开工作年度报告.pdf",
        "2024.pdf",
        "公示版.pdf",
        "云屿市财政局关于转发云屿市民政局2024年政府信息公开工作年度报告的通知.pdf",
    ],
)
def test_a_shorter_name_or_a_year_of_publication_is_no_contradiction(path: str) -> None:
    assert with_names(report("云屿市财政局", 2023), path).findings == ()


def test_facts_names_the_source_of_a_name(tmp_path: Path) -> None:
    labels = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "1.属于国家秘密",
    )
    text = "三、收到和处理政府信息公开申请情况\n" + "".join(f"{label}\t1\t0\t0\t0\t0\t0\t1\n" for label in labels)
    file = tmp_path / "云屿市财政局2023年政府信息公开工作年度报告.txt"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(build(), ["facts", str(file)])
    assert result.exit_code == 0
    assert "云屿市财政局" in result.stdout
    assert "按文件名" in "".join(result.stdout.split())
