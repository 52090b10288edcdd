"""READING is raised whenever the readers read a file differently: libraries read the kept documents again by it."""

from __future__ import annotations

import json

from goldenreadings import GOLDEN, digests, unraised

from nianbao.ingest.report import READING


def test_other_readings_have_another_version() -> None:
    """Where this fails, raise READING, then run `python tests/goldenreadings.py`."""
    stored, layouts = json.loads(GOLDEN.read_text("utf-8")), digests()
    assert unraised(stored, READING, layouts) == []
    assert stored == {"reading": READING, "layouts": layouts}


def test_the_guard_sees_a_layout_that_is_read_differently_and_lets_a_raised_version_pass() -> None:
    stored = {"reading": "7", "layouts": {"pdf bordered": "a", "text tabs": "b"}}
    assert unraised(stored, "7", {"pdf bordered": "a", "text tabs": "b"}) == []
    assert unraised(stored, "7", {"pdf bordered": "a", "text tabs": "c"}) == ["text tabs"]
    assert unraised(stored, "7", {"pdf bordered": "a"}) == ["text tabs"]
    assert unraised(stored, "8", {"pdf bordered": "a", "text tabs": "c"}) == []
