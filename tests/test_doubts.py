"""A cell whose reading is doubtful is said to be so in every kind of answer, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from askable import RECEIVED, Asked, changed, report

CIVIL, FINANCE = "临湖市民政局", "临湖市财政局"
CONCLUDED = "applications.concluded.total"


@pytest.fixture
def library(tmp_path: Path) -> Asked:
    doubted = changed(report(CIVIL, 2024, {RECEIVED: 50, CONCLUDED: 50}), RECEIVED, doubt="两种读法不同")
    return Asked(tmp_path / "library").add(
        report(CIVIL, 2023, {RECEIVED: 40}), doubted, report(FINANCE, 2024, {RECEIVED: 9})
    )


@pytest.mark.parametrize(
    "question",
    [
        f"{CIVIL}2024年新收多少件",
        f"{CIVIL}2024年新收50件对吗",
        f"{CIVIL}2024年新收比2023年多多少",
        f"{CIVIL}2024年新收比2023年多了10件对吗",
        f"{CIVIL}2024年新收占办理结果总计的比例是多少",
        f"{CIVIL}2024年的表格有没有错",
        "2024年哪个局新收最多",
        "2024年所有机关一共新收多少件",
    ],
)
def test_a_doubt_is_told_once_whatever_is_asked(library: Asked, question: str) -> None:
    answer = library.ask(question)
    (figure,) = [f for f in answer.figures if (f.organ, f.year, f.key) == (CIVIL, 2024, RECEIVED)]
    assert answer.text.count("读取存疑") == 1
    assert f"[{figure.citation[1:]}]的读取存疑，请对照原件。" in answer.text


def test_no_doubt_is_told_of_what_is_not_shown(library: Asked) -> None:
    assert "存疑" not in library.ask(f"{CIVIL}2023年新收多少件").text


def test_many_doubtful_cells_are_all_marked(tmp_path: Path) -> None:
    made = report(CIVIL, 2024, {RECEIVED: 3})
    rows = [c.key for c in made.cells if c.key.startswith("applications.refused.") and c.key.endswith(".total")]
    for key in rows:
        made = changed(made, key, doubt="两种读法不同")
    answer = Asked(tmp_path / "library").add(made).ask(f"{CIVIL}2024年不予公开一共几件")
    told = answer.text[answer.text.rindex("。", 0, -1) + 1 :]
    assert answer.text.count("读取存疑") == 1
    assert all(f"[{f.citation[1:]}]" in told for f in answer.figures if f.key in rows)
