"""Plain llama-index code over the library: checked answers with their cells as source nodes."""

from __future__ import annotations

from datetime import date

from nianbao.app.engine import query_engine
from nianbao.eval.samples.demo import CITY_FINANCE, demo_sample
from nianbao.index.library import Library


def test_a_query_engine_gives_the_checked_answer_and_its_cell(demo_library: Library) -> None:
    response = query_engine(demo_library, date(2026, 11, 24)).query("云屿市财政局2024年行政处罚多少件")
    printed = demo_sample(CITY_FINANCE, 2024).raw("disclosure.penalties.decisions")
    assert str(response).startswith("云屿市财政局2024年，行政处罚")
    (node,) = response.source_nodes
    assert node.node.get_content() == f"行政处罚 × 本年处理决定数量：{printed}"
    assert (node.node.metadata["organ"], node.node.metadata["year"]) == ("云屿市财政局", 2024)
    assert response.metadata == {"refused": False}


def test_a_refusal_is_told_to_be_one(demo_library: Library) -> None:
    response = query_engine(demo_library, date(2026, 11, 24)).query("东屿市2024年新收多少件")
    assert response.metadata == {"refused": True}
    assert response.source_nodes == []
