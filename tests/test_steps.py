"""A step between years: the verdict on a stated direction, and a rate's step in percentage points."""

from __future__ import annotations

import pytest
from askable import RECEIVED, Asked, report

from nianbao.app.answer import Operation

FINANCE = "临湖市财政局"
GRANTED, CONCLUDED = "applications.granted.total", "applications.concluded.total"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(tmp_path_factory.mktemp("steps") / "library").add(
        report(FINANCE, 2023, {RECEIVED: 40, GRANTED: 10, CONCLUDED: 40}),
        report(FINANCE, 2024, {RECEIVED: 50, GRANTED: 20, CONCLUDED: 50}),
        scope="本机关",
    )


@pytest.mark.parametrize(
    ("said", "lead"), [("增加了", "一致："), ("减少了", "不一致："), ("持平", "不一致："), ("多了", "一致：")]
)
def test_a_stated_direction_is_held_against_the_step(library: Asked, said: str, lead: str) -> None:
    assert library.ask(f"{FINANCE}2024年新收比2023年{said}，对吗？").text.startswith(lead)


def test_a_step_that_is_only_asked_for_has_no_verdict(library: Asked) -> None:
    assert library.ask(f"{FINANCE}2024年新收比2023年增加多少？").text.startswith(FINANCE)


def test_a_rate_goes_in_percentage_points(library: Asked) -> None:
    answer = library.ask(f"{FINANCE}2024年予以公开率比上年变化多少？")
    steps = [(d.value, d.unit) for d in answer.derivations if d.operation is Operation.DIFFERENCE]
    assert steps[0] == ("15", "个百分点")
    assert "高15个百分点" in answer.text
