"""What a text layer lists → the characters a reader sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.ingest.chars import among, lengths, median, table_of, visible
from nianbao.ingest.radicals import unify


def seen(units: Sequence[int]) -> str:
    """What `visible` leaves of UTF-16 units."""
    found = visible(np.array(units, dtype=np.int64), np.zeros((len(units), 4)), np.zeros(len(units)))
    return "".join(map(chr, found.codes.tolist()))


def test_surrogates_are_joined() -> None:
    assert seen([0xD842, 0xDFB7, ord("a")]) == "𠮷a"


def test_a_lone_surrogate_is_an_unknown_character() -> None:
    assert seen([0xD842, ord("a"), 0xDFB7]) == "\ufffda\ufffd"


@given(st.text(st.characters(min_codepoint=0x21, exclude_categories=("Cs", "Cc", "Zs", "Cf")), max_size=20))
def test_visible_characters_survive_utf16(text: str) -> None:
    units = np.frombuffer(text.encode("utf-16-le"), dtype="<u2").astype(np.int64)
    assert seen(units.tolist()) == unify(text.replace("\ufffe", "").replace("\uffff", ""))


def test_spaces_and_marks_without_ink_are_left_out() -> None:
    assert seen([ord(letter) for letter in "a \u3000\u00a0\u200b\ufeff\r\nb"]) == "ab"


def test_an_unknown_character_is_not_nothing() -> None:
    assert seen([0]) == "\ufffd"


def test_a_hyphen_at_a_line_end_is_a_dash_and_not_blank() -> None:
    assert seen([0x02]) == "-"


def test_radicals_become_ideographs() -> None:
    assert seen([ord(letter) for letter in "⼈⺠政府"]) == "人民政府"
    assert unify("⼈⺠政府⻓⻔") == "人民政府长门"


@given(st.integers(0x2F00, 0x2FD5).map(chr))
def test_every_kangxi_radical_becomes_what_unicode_says(radical: str) -> None:
    assert unify(radical) == unicodedata.normalize("NFKC", radical)


@pytest.mark.parametrize("values", [[3.0], [1.0, 2.5], [5.0, 1.0, 2.0], [0.1, 0.2, 0.4, 0.8], [1.0, float("nan"), 2.0]])
def test_the_median_is_that_of_numpy(values: list[float]) -> None:
    assert median(np.array(values)) == pytest.approx(float(np.median(values)), abs=0.0, rel=0.0, nan_ok=True)


def test_a_code_beyond_the_table_is_in_no_set() -> None:
    codes = np.array([0x20, 0x3000, 0xFFFF, 0x10000, 0x1F600])
    assert among(codes, table_of([0x3000, 0xFFFF])).tolist() == [False, True, True, False, False]


def test_the_last_stretch_ends_at_the_end() -> None:
    assert lengths(np.array([0, 2, 3]), 7).tolist() == [2, 1, 4]
    assert lengths(np.zeros(0, dtype=np.int64), 0).tolist() == []
