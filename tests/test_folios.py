"""Page numbers go only where they count the pages of a text that keeps its page breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.folios import without_folios


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("甲\n- 1 -\f乙\n- 2 -\n", "甲\f乙\n"),
        ("3\n甲\f4\n乙", "甲\f乙"),
        ("甲\n0\f乙\n0\f", "甲\n0\f乙\n0"),
        ("甲\n1\f乙\n3", "甲\n1\f乙\n3"),
        ("甲\n1\n乙\n2", "甲\n1\n乙\n2"),
        ("甲\n1\f", "甲\n1"),
        ("\f", ""),
    ],
)
def test_lines_that_count_the_pages_are_left_out(text: str, kept: str) -> None:
    assert without_folios(text) == kept


@given(st.text(st.sampled_from("甲1 2-\n\f"), max_size=40))
def test_any_text_keeps_its_words(text: str) -> None:
    assert without_folios(text).count("甲") == text.count("甲")
