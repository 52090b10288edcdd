"""What organs add to labels and how they write them changes no figure: remarks in brackets, traditional characters."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from typing import cast

import flattened
import pagemarkup
import pytest
from builders import filled

from nianbao.eval.samples import demo
from nianbao.eval.samples.make import make
from nianbao.eval.samples.sample import TABLES, Format, Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.parse import parse
from nianbao.ingest.report import Report, Severity, State

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


HEADS = {
    "自然人": "自然人（公民）",
    "商业企业": "商业企业（含个体户）",
    "科研机构": "科研机构（含高校）",
    "其他": "其他（请注明）",
    "总计": "总计（件）",
    "（七）总计": "（七）总计（一至六项之和）",
}


def moved(rows: pagemarkup.Rows) -> pagemarkup.Rows:
    """Table 三 with the columns of 商业企业 and 科研机构 in each other's place and remarks behind its heads."""
    out = []
    for row in rows:
        at = [text for text, _, _ in row].index("商业企业") if len(row) == 5 else len(row) - 6
        swapped = [*row[:at], row[at + 1], row[at], *row[at + 2 :]] if len(row) == 5 or len(row) > 7 else row
        out.append([(HEADS.get(text, text), *spans) for text, *spans in swapped])
    return cast("pagemarkup.Rows", out)


def as_page(values: dict[str, Decimal], rows: pagemarkup.Rows) -> str:
    drawn = [pagemarkup.table(one) for one in (pagemarkup.disclosure(values), rows, pagemarkup.review(values))]
    said = [f"<p>{heading}</p>" for heading in pagemarkup.HEADINGS]
    return pagemarkup.page("".join([said[0], said[1], drawn[0], said[2], drawn[1], said[3], drawn[2], *said[4:]]))


def misread(page: str, values: dict[str, Decimal]) -> list[str]:
    """Cells with another figure than the page has, and no doubt."""
    told = (cell for cell in parse(page.encode()).cells if cell.state is not State.UNREAD and not cell.doubt)
    return [cell.key for cell in told if cell.value != values[cell.key]]


def test_heads_with_remarks_name_the_columns_that_they_stand_over() -> None:
    values = filled("2021", 41)
    report = parse(as_page(values, moved(pagemarkup.applications(values))).encode())
    assert {cell.key: cell.value for cell in report.cells} == values


@pytest.mark.parametrize("writer", flattened.WRITERS, ids=lambda writer: str(writer.__name__))
def test_flattened_heads_with_remarks_name_their_columns_or_are_doubted(writer: flattened.Writer) -> None:
    values = filled("2021", 41)
    plain = flattened.applications("2021", values)
    rows = moved([[(box.text, box.high, box.wide) for box in row] for row in plain])
    drawn = [[flattened.Box(text, wide, high) for text, high, wide in row] for row in rows]
    page = flattened.report("2021", values, writer).replace("\n".join(writer(plain)), "\n".join(writer(drawn)))
    assert "含高校" in page
    assert misread(page, values) == []


@pytest.mark.parametrize("first", [True, False])
def test_a_row_of_table_three_with_a_remark_beside_the_row_itself_is_another_row(first: bool) -> None:
    values = filled("2021", 41)
    rows = pagemarkup.applications(values)
    at = next(i for i, row in enumerate(rows) if row[0][0] == "四、结转下年度继续办理")
    part = [("四、结转下年度继续办理（其中已延期）", *rows[at][0][1:]), *[("1", 1, 1)] * 7]
    rows.insert(at if first else at + 1, part)
    report = parse(as_page(values, rows).encode())
    assert {cell.key: cell.value for cell in report.cells} == values
    assert not [finding for finding in report.findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("names", [("商业企业", "商业企业（个体户）"), ("商业企业（个体户）", "商业企业（其他）")])
def test_two_heads_of_parts_of_one_column_say_nothing_of_its_place(names: tuple[str, str]) -> None:
    values = filled("2021", 41)
    wider = {"申请人情况": 8, "法人或其他组织": 6}
    rows = moved(pagemarkup.applications(values))
    for row in rows:
        row[:] = [(text, high, wider.get(text, wide)) for text, high, wide in row]
        if len(row) == 5:
            at = [text for text, _, _ in row].index(HEADS["商业企业"])
            row[at : at + 1] = [(name, 1, 1) for name in names]
        elif len(row) > 7:
            row.insert(len(row) - 4, ("1", 1, 1))
    assert misread(as_page(values, rows), values) == []
