"""Which row of a group is largest is told from its cells, all of them cited; so is how far two organs are apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nianbao.app.answer import Answer, Operation, Outcome
from nianbao.app.respond import respond
from nianbao.app.verify import unexplained
from nianbao.eval.samples import demo
from nianbao.index.library import Library
from nianbao.ingest.form import specs

DAY = date(2026, 11, 24)
GOVERNMENT, FINANCE, CIVIL = "云屿市人民政府", "云屿市财政局", "云屿市青汐区民政局"


def ask(library: Library, *turns: str) -> Answer:
    answer = respond(library, turns[-1], turns[:-1], DAY)
    assert not unexplained(answer, frozenset(range(2015, 2030)))
    assert "通过核对" not in answer.text
    return answer


def truth(organ: str, year: int, front: str) -> dict[str, Decimal]:
    sample = next(s for s in demo.demo_samples() if s.organ.name == organ and s.year == year)
    return {k: Decimal(str(v)) for k, v in sample.cells.items() if k.startswith(front) and k.endswith(".total")}


@pytest.mark.parametrize("organ", [GOVERNMENT, FINANCE])
@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("哪种理由不予公开最多", "refused"),
        ("不予公开最多的理由是什么", "refused"),
        ("哪类不予处理最多", "not_processed"),
        ("哪种情形无法提供最多", "unavailable"),
        ("哪类其他处理最多", "otherwise"),
    ],
)
def test_the_largest_rows_of_a_group_are_told_and_all_are_cited(
    demo_library: Library, organ: str, question: str, group: str
) -> None:
    cells = truth(organ, 2024, f"applications.{group}.")
    answer = ask(demo_library, f"{organ}2024年{question}")
    assert answer.outcome is Outcome.ANSWERED
    assert {figure.key: figure.value for figure in answer.figures} == cells
    assert {citation.key for citation in answer.citations} == set(cells)
    most = max(cells.values())
    if most == min(cells.values()):
        assert "分不出最多" in answer.text
        return
    first = answer.text.split("最多的是", 1)[1].split("；其他各项", 1)[0]
    named = {key for key in cells if specs()[key].row.title in first}
    assert named == {key for key, value in cells.items() if value == most}


def test_the_smallest_are_told_too_and_a_follow_up_keeps_the_group(demo_library: Library) -> None:
    least = ask(demo_library, f"{GOVERNMENT}2024年哪种理由不予公开最少")
    assert "最少的是属于国家秘密" in least.text
    follow = ask(demo_library, f"{GOVERNMENT}2024年不予公开几件", "哪种理由最多")
    assert "最多的是属于行政查询事项" in follow.text


def test_the_kind_of_applicant_with_most_is_told(demo_library: Library) -> None:
    answer = ask(demo_library, f"{FINANCE}2024年哪类申请人申请最多")
    assert "最多的是自然人" in answer.text
    assert len(answer.figures) == 6


def test_blank_rows_are_no_zeros(demo_library: Library) -> None:
    answer = ask(demo_library, "双杉街道2024年哪种理由不予公开最多")
    assert "没有填写数字，不作零计" in answer.text
    assert "最多的是" not in answer.text


def test_a_form_without_the_rows_is_refused(demo_library: Library) -> None:
    assert ask(demo_library, f"{FINANCE}2020年哪类其他处理最多").outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    "question",
    [
        f"{FINANCE}和{CIVIL}2024年新收相差多少",
        f"{FINANCE}比{CIVIL}2024年新收多多少件",
        f"{FINANCE}与{CIVIL}新收差多少",
    ],
)
def test_two_organs_apart_show_both_operands(demo_library: Library, question: str) -> None:
    key = "applications.received.total"
    one, other = (truth(organ, 2024, "applications.received.")[key] for organ in (FINANCE, CIVIL))
    answer = ask(demo_library, question)
    (made,) = (d for d in answer.derivations if d.operation is Operation.DIFFERENCE)
    assert made.value == str(one - other)
    assert {(f.organ, f.value) for f in answer.figures} == {(FINANCE, one), (CIVIL, other)}
    assert set(made.operands) == {f.id for f in answer.figures}
    assert len(answer.citations) == 2


def test_a_side_without_a_number_or_a_report_has_no_difference(demo_library: Library) -> None:
    blank = ask(demo_library, f"{FINANCE}和双杉街道2024年重复申请相差几件")
    assert "不能相减" in blank.text
    missing = ask(demo_library, f"{FINANCE}和临澜市清汐区民政局2023年新收相差多少")
    assert "不能相减" in missing.text
    assert not any(d.operation is Operation.DIFFERENCE for d in (*blank.derivations, *missing.derivations))


def test_groups_apart_are_sums_with_their_rows(demo_library: Library) -> None:
    answer = ask(demo_library, f"{GOVERNMENT}和{CIVIL}2024年不予公开相差几件")
    sums = [d for d in answer.derivations if d.operation is Operation.SUM]
    assert len(sums) == 2
    assert "口径不同" in answer.text


def test_a_follow_up_asks_for_the_gap_to_the_organ_before(demo_library: Library) -> None:
    answer = ask(demo_library, f"{FINANCE}2024年新收多少件", f"和{CIVIL}相差多少")
    assert [f.organ for f in answer.figures] == [FINANCE, CIVIL]
    assert any(d.operation is Operation.DIFFERENCE for d in answer.derivations)
    step = ask(demo_library, f"{FINANCE}2024年新收多少件", "比上年多多少")
    assert {f.year for f in step.figures} == {2023, 2024}
