"""What a finding's sentence claims of the original, and its `origin`, are one and the same, in every rule."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nianbao.eval.samples import organs, slips
from nianbao.eval.samples.generated import generated
from nianbao.eval.samples.layouts import LAYOUTS
from nianbao.eval.samples.make import make
from nianbao.eval.samples.sample import Sample
from nianbao.eval.samples.write import write
from nianbao.ingest import wording
from nianbao.ingest.carry import carry_over
from nianbao.ingest.origin import of_origin
from nianbao.ingest.parse import understood
from nianbao.ingest.read import read
from nianbao.ingest.report import Document, Finding, Grid, GridCell, Line, Origin, Report, Severity, Status
from nianbao.ingest.wording import ENDS, PLEASE_CHECK

SAID = "一处不符。"


def agrees(finding: Finding) -> bool:
    claims = {origin: end in finding.message for origin, end in ENDS.items()}
    if finding.origin is Origin.DOCUMENT:
        return claims == {origin: origin is Origin.DOCUMENT for origin in Origin}
    return not claims[Origin.DOCUMENT] and (not claims[Origin.EXTRACTION] or finding.origin is Origin.EXTRACTION)


@pytest.mark.parametrize("before", Origin)
@pytest.mark.parametrize("after", Origin)
def test_a_sentence_takes_the_end_of_its_origin_whatever_it_had(before: Origin, after: Origin) -> None:
    finding = Finding("row_total", Severity.ERROR, Status.FAIL, (), SAID + ENDS[before], origin=before)
    found = of_origin(finding, after)
    assert (found.message, found.origin) == (SAID + ENDS[after], after)


def damaged(document: Document, dice: random.Random) -> Document:
    """Cells doubted, emptied, torn, worded and doubled, rows of eight figures, lines of other years and figures."""

    def cell(held: GridCell) -> GridCell:
        way = dice.randrange(40)
        if way == 0:
            return replace(held, doubt="看不清")
        if way in (1, 2):
            return replace(held, text=("", "若干", "-3", "1.5", "9999", "见附件")[dice.randrange(6)])
        return held

    def grid(held: Grid) -> Grid:
        cells = [cell(one) for one in held.cells]
        for row in range(held.rows):
            last = max((one for one in cells if one.row == row), key=lambda one: one.column, default=None)
            if last is not None and dice.random() < 0.1:
                beside = (held.columns, held.columns + 1)
                cells += [replace(last, column=c, column_span=1, text="8") for c in beside[: dice.randint(1, 2)]]
        return replace(
            held, cells=tuple(sorted(cells, key=lambda one: (one.row, one.column))), columns=held.columns + 2
        )

    blocks = [grid(block) if isinstance(block, Grid) and dice.random() < 0.8 else block for block in document.blocks]
    if dice.random() < 0.3:
        blocks.pop(dice.randrange(len(blocks)))
    for text in ("统计期限为2011年1月1日至2011年12月31日。", "收到政府信息公开申请777件。", "收取信息处理费888888元。"):
        if dice.random() < 0.4:
            blocks.insert(dice.randrange(len(blocks)), Line(text))
    return replace(document, blocks=tuple(blocks))


def samples() -> Iterator[Sample]:
    yield slips.stale_period(make(organs.department(organs.QINGXI, "civil"), 2024))
    for file_format, count in (("text", 6), ("html", 3), ("docx", 2), ("pdf", 2)):
        layout = next(iter(LAYOUTS[file_format]))
        yield from generated(count, 41, years=(2022, 2023), file_format=file_format, layout=layout)


def readings() -> Iterator[Report]:
    """Each as it is, with damage, and with other damage as recognised from a picture."""
    dice = random.Random(41)
    for sample in samples():
        data = write(sample)
        document = read(data)
        yield understood(document, data)
        for reader in (document.reader, "ocr"):
            yield understood(replace(damaged(document, dice), reader=reader), data)


def test_the_end_of_a_sentence_is_written_in_one_place() -> None:
    spelt = [
        path.name for path in Path(wording.__file__).parent.glob("*.py") if PLEASE_CHECK in path.read_text("utf-8")
    ]
    assert spelt == ["wording.py"]


def test_every_finding_of_every_reading_claims_what_its_origin_says() -> None:
    found: list[Finding] = []
    last: Report | None = None
    for report in readings():
        found += report.findings
        if last is not None:
            found += carry_over(report, replace(last, organ=report.organ, year=(report.year or 1) - 1)).findings
        last = report
    assert [finding for finding in found if not agrees(finding)] == []
    # that a text is last year's says nothing of a slip: it asks a question of its own
    assert {finding.rule for finding in found if not finding.message.endswith(tuple(ENDS.values()))} == {
        "repeated_text"
    }
    assert {finding.origin for finding in found} == set(Origin)
    assert {"row_total", "text_table", "count_kind", "year_agreement", "form_completeness", "carry_over"} <= {
        finding.rule for finding in found
    }
