"""What organs add to labels and how they write them changes no figure: remarks in brackets, traditional characters."""

from __future__ import annotations

from importlib.resources import files
from typing import cast

import pytest
from builders import filled

from nianbao.eval.samples import demo
from nianbao.eval.samples.make import make
from nianbao.eval.samples.sample import TABLES, Format, Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Report, Severity

REMARKS = {
    "规章": "规章（设区的市、自治州人民政府填写）",
    "规范性文件": "规范性文件（以“规定”“办法”“细则”为题的公文，一般属于规范性文件）",
    "行政许可": "行政许可 （含网上办理）",
    "上一年项目数量": "上一年项目数量 （指上年末事项数）",
    "本年增/减": "本年增/减 （减少用负数表示，如-8）",
    "重复申请": "重复申请（同一申请人以同样内容再次申请）",
}
TRADITIONAL = {
    simple: form[0]
    for line in files("nianbao.ingest").joinpath("hanzi.csv").read_text("utf-8").splitlines()[1:]
    for simple, _, form in [line.split(",")]
    if form and simple not in "年度工作中心了里后面台几干只丑余斗谷千于"
}


def sample_in(file_format: str, layout: str, edition: str) -> Sample:
    figures = filled(edition, 41, most=900)
    editions = dict.fromkeys(TABLES, edition)
    return make(
        demo.CITY_FINANCE, 2023, figures, file_format=cast("Format", file_format), layout=layout, editions=editions
    )


def wrong(report: Report, sample: Sample) -> dict[str, tuple[object, object]]:
    """Cells that are not as in the truth, or doubted."""
    got = {cell.key: cell for cell in report.cells}
    return {
        true.key: (true.value, got[true.key].value if true.key in got else "missing")
        for true in sample.truth.cells
        if true.key not in got or got[true.key].value != true.value or got[true.key].doubt
    }


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_remark_in_brackets_behind_a_label_changes_no_figure(edition: str) -> None:
    sample = sample_in("html", "wps", edition)
    page = write(sample).decode()
    for label, remarked in REMARKS.items():
        page = page.replace(f"{label}<", f"{remarked}<")
    assert "填写" in page
    assert wrong(parse(page.encode()), sample) == {}


def test_a_row_with_a_remark_beside_the_row_itself_is_another_row() -> None:
    sample = sample_in("html", "wps", "2021")
    page = write(sample).decode()
    at = page.index(">行政许可<")
    begin, end = page.rindex("<tr", 0, at), page.index("</tr>", at) + len("</tr>")
    part = page[begin:end].replace(">行政许可<", ">行政许可（网上办理）<")
    assert wrong(parse((page[:end] + part + page[end:]).encode()), sample) == {}


@pytest.mark.parametrize(("file_format", "layout"), [("html", "site"), ("markdown", "pipes"), ("text", "tabs")])
def test_a_report_in_traditional_characters_is_read_as_one_in_simplified_ones(file_format: str, layout: str) -> None:
    sample = sample_in(file_format, layout, "2021")
    written = write(sample).decode().translate({ord(simple): form for simple, form in TRADITIONAL.items()})
    assert "公開" in written
    report = parse(written.encode())
    assert wrong(report, sample) == {}
    assert (report.organ, report.year) == ("云屿市财政局", 2023)
    assert any("繁体" in finding.message and finding.severity is Severity.NOTE for finding in report.findings)
