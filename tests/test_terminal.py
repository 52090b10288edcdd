"""An answer in a terminal carries the same marks as in the chat."""

from __future__ import annotations

from pathlib import Path

import pytest
from askable import RECEIVED, Asked, changed, report

from nianbao.app.marks import Match
from nianbao.app.terminal import show_answer
from nianbao.ingest.report import State

ORGAN = "临湖市青禾区民政局"


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({}, Match.AS_PRINTED),
        ({"doubt": "两种读法不同"}, Match.UNCONFIRMED),
        ({"state": State.UNREAD, "value": None, "raw": ""}, Match.UNCONFIRMED),
    ],
    ids=["sure", "doubted", "unread"],
)
def test_a_figure_is_marked_by_what_its_cell_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: dict[str, object], match: Match
) -> None:
    asked = Asked(tmp_path / "library").add(changed(report(ORGAN, 2024), RECEIVED, **more))
    show_answer(asked.ask(f"{ORGAN}2024年新收多少件"), asked.library.report)
    told = "".join(capsys.readouterr().out.split())
    line = next(part for part in told.split("[1]")[1:] if ORGAN in part)
    assert f"（{match}；" in line
