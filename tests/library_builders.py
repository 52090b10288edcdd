"""Reports, sources and files for the tests of the library, all fictional."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from nianbao.index.embed import Vectors
from nianbao.index.source import Source
from nianbao.ingest.errors import CorruptFile, EmptyFile, NotAReport
from nianbao.ingest.form import load
from nianbao.ingest.report import (
    Cell,
    Checks,
    Finding,
    Format,
    Line,
    Origin,
    Place,
    Report,
    Section,
    Severity,
    State,
    Status,
)

PROBLEMS = (
    "（一）存在的主要问题\n"
    "政策解读形式比较单一，图解和视频偏少。个别单位更新栏目不及时；基层人员业务不够熟练。\n"
    "（二）改进情况\n"
    "明年将增加视频解读，每季度检查一次栏目更新，并举办两期业务培训。"
)


def make_report(
    organ: str | None = "临湖市青禾区民政局",
    year: int | None = 2023,
    *,
    figures: Mapping[str, int] | None = None,
    problems: str = PROBLEMS,
    data: bytes = b"",
    findings: tuple[Finding, ...] = (),
    editions: Mapping[str, str] | None = None,
) -> Report:
    """A whole report: every cell of its forms (0 unless `figures` says otherwise), prose with places, a finding."""
    forms = dict(editions or {"disclosure": "2021", "applications": "2021", "review": "2021"})
    given = dict(figures or {})
    cells = []
    for table, edition in forms.items():
        for at, spec in enumerate(load(edition).table(table).cells):
            number = given.get(spec.key, 0)
            cells.append(
                Cell(
                    key=spec.key,
                    state=State.NUMBER,
                    value=Decimal(number),
                    raw=str(number),
                    unit=spec.column.unit,
                    row=spec.row.label,
                    column=spec.column.label,
                    place=Place(page=2, box=(10.5, 20.0 + at, 40.25, 30.0 + at)),
                    reader="grid",
                )
            )
    return Report(
        organ=organ,
        year=year,
        title=f"{organ}{year}年政府信息公开工作年度报告",
        source="report.pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        format=Format.PDF,
        forms=forms,
        cells=tuple(cells),
        sections=(
            _section("前言", "", f"根据条例要求，编制{organ}{year}年度报告。", 1),
            _section("一", "总体情况", "全年主动公开政府信息三百余条。\n（一）主动公开。公开渠道保持畅通。", 1),
            _section("五", "存在的主要问题及改进情况", problems, 3),
            _section("六", "其他需要报告的事项", "本年度没有收取信息处理费。", 3),
        ),
        checks=Checks(passed=40, failed=2),
        findings=findings
        or (
            Finding(
                rule="review_total",
                severity=Severity.ERROR,
                status=Status.FAIL,
                keys=("review.reconsideration.total", "review.reconsideration.upheld"),
                message="行政复议总计与各项之和不符。",
                expected="11",
                actual="0",
                origin=Origin.DOCUMENT,
                page=5,
            ),
        ),
        period=(f"{year}-01-01", f"{year}-12-31"),
        pages=((595.3, 841.9), (595.3, 841.9), (841.9, 595.3)),
    )


def _section(number: str, heading: str, text: str, page: int) -> Section:
    lines = []
    for at, paragraph in enumerate(text.split("\n")):
        # printed lines are shorter than paragraphs
        for start in range(0, len(paragraph), 20):
            top = 100.0 + 40 * at + start
            lines.append(Line(paragraph[start : start + 20], Place(page=page, box=(72.0, top, 520.5, top + 14))))
    return Section(number, heading, text, page, tuple(lines))


def at(path: str, **said: object) -> Source:
    """A source at `path`."""
    return Source(path=path, **said)  # type: ignore[arg-type]


def file_of(organ: str | None, year: int | None, **more: object) -> bytes:
    """A file that `parse_file` reads."""
    return json.dumps({"organ": organ, "year": year, **more}, ensure_ascii=False).encode()


def parse_file(data: bytes, *, source: str = "", organ: str | None = None, year: int | None = None) -> Report:
    """Reads what `file_of` wrote, with the errors of the real reader; stands where that one does in `index.build`."""
    if not data:
        raise EmptyFile("文件是空的。", source=source)
    try:
        said = json.loads(data)
    except ValueError as error:
        raise CorruptFile("文件已损坏。", hint="请重新下载。", source=source) from error
    if "organ" not in said:
        raise NotAReport("不是年度报告。", source=source)
    if said.get("fault"):
        raise RuntimeError("a fault of the reader")
    return make_report(
        organ or said["organ"],
        year or said["year"],
        figures=said.get("figures"),
        data=data,
        problems=said.get("problems", PROBLEMS),
    )


class Letters:
    """An embedder whose vectors count a few characters: near where the words are near, and nothing to load."""

    name = "letters"
    alphabet = "题问更新解读收费复议培训图解渠道"

    @property
    def dimensions(self) -> int:
        return len(self.alphabet) + 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        counts = np.array([[*(text.count(one) for one in self.alphabet), 0.1] for text in texts], dtype=np.float32)
        return (counts / np.linalg.norm(counts, axis=1, keepdims=True)).astype(np.float32)
