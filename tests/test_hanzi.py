"""Traditional characters are read as simplified ones, one for one; simplified text is never changed."""

from __future__ import annotations

from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from nianbao.index.organs import Organ, OrganNames, normalise
from nianbao.ingest.hanzi import simplified, spellings

ROWS = [line.split(",") for line in files("nianbao.ingest").joinpath("hanzi.csv").read_text("utf-8").splitlines()[1:]]
CHARACTERS = [row[0] for row in ROWS]
TRADITIONAL = {row[0]: row[2] for row in ROWS if row[2]}


@given(st.lists(st.sampled_from(CHARACTERS)).map("".join))
def test_simplified_text_stays_as_it_is(text: str) -> None:
    assert simplified(text) == text


@given(st.data(), st.lists(st.sampled_from(sorted(TRADITIONAL)), min_size=1).map("".join))
def test_a_traditional_spelling_of_a_text_is_read_as_the_text(data: st.DataObject, text: str) -> None:
    written = "".join(data.draw(st.sampled_from(sorted(TRADITIONAL[char]))) for char in text)
    read = simplified(written)
    assert len(read) == len(written)
    # a form of several characters (发 and 髮) is read as one of them, always the same
    assert simplified(read) == read
    assert all(written[at] in TRADITIONAL[read[at]] for at in range(len(text)))


def test_an_organ_is_found_by_its_traditional_name_and_the_other_way_round() -> None:
    names = OrganNames((Organ("临湖市财政局"), Organ("临湖市臺前镇人民政府")))
    for question, name in (
        ("臨湖市財政局2024年", "临湖市财政局"),
        ("台前镇政府", "临湖市臺前镇人民政府"),
        ("臺前镇", "临湖市臺前镇人民政府"),
    ):
        (mention,) = names.mentions(normalise(question))
        assert [organ.name for organ in mention.candidates] == [name]


def test_names_are_spelt_with_every_reading() -> None:
    assert "qingxi" in spellings("青汐")
    assert {"changle", "zhangle"} <= spellings("长乐")
    assert spellings("㐀") == frozenset()
