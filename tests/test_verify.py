"""No number reaches the reader that nothing accounts for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nianbao.app.answer import Answer, Citation, Derivation, Figure, Operation, Outcome, Scope, Verdict
from nianbao.app.claims import claims, quotations, sentences
from nianbao.app.verify import unexplained, verified
from nianbao.ingest.report import Place, State


def answer(text: str, *values: int) -> Answer:
    figures = tuple(
        Figure(
            f"f{i}",
            "r",
            "云屿市财政局",
            2023,
            "applications.received.total",
            State.NUMBER,
            Decimal(v),
            "件",
            Verdict.NO_SUM,
            "c1",
        )
        for i, v in enumerate(values)
    )
    cited = Citation("c1", "r", "云屿市财政局", 2023, "五", Place(), quote="全年培训38次，覆盖1200人。")
    scope = Scope(("云屿市财政局",), (2023,), ())
    return Answer("？", Outcome.ANSWERED, text, "2026-11-24", scope, figures, citations=(cited,))


NUMBERS = st.integers(0, 10**7)


@given(known=st.lists(NUMBERS, max_size=5), foreign=NUMBERS, lead=st.sampled_from(["共", "为", "（", "，", "≈"]))
def test_no_text_with_a_foreign_number_passes(known: list[int], foreign: int, lead: str) -> None:
    assume(foreign not in known)
    for printed in (
        f"{foreign}件",
        f"{foreign:,}件",
        str(foreign).translate(str.maketrans("0123456789", "０１２３４５６７８９")) + "件",
    ):
        made = answer(f"云屿市财政局2023年新收{lead}{printed}[1]。", *known)
        assert unexplained(made)
        assert str(foreign) not in verified(made).text or foreign == 2023


@given(values=st.lists(NUMBERS, min_size=1, max_size=6))
def test_a_text_of_known_numbers_passes(values: list[int]) -> None:
    text = "，".join(f"{v}件[1]" for v in values)
    made = answer(f"云屿市财政局2023年：{text}。", *values)
    assert not unexplained(made)
    assert verified(made) is made


@pytest.mark.parametrize(
    "text",
    [
        "共三十件。",
        "占百分之五。",
        "有①件。",
        "有²件。",
        "有٣件。",
        "有Ⅸ件。",
        "有十二次。",
        "共[481]件。",
        "有三十人。",
        "三十余件。",
        "约1.5万件。",
        "30％。",
        "2023件。",
        "2019年。",
        "两千三百件。",
    ],
)
def test_numbers_in_any_script_are_claims(text: str) -> None:
    assert unexplained(answer(text, 5))


@pytest.mark.parametrize(
    "text", ["一是公开三公经费。", "危及“三安全一稳定”。", "第二十条第（一）项。", "2023年。", "见[1]。", "统一公开。"]
)
def test_words_that_hold_numerals_are_no_claims(text: str) -> None:
    assert not unexplained(answer(text, 5))


def test_a_quotation_must_stand_in_a_citation() -> None:
    assert not unexplained(answer("「全年培训38次，覆盖1200人。」[1]"))
    assert not unexplained(answer("「培训38次」[1]"))
    assert unexplained(answer("「全年培训39次」[1]"))
    assert unexplained(answer("38次[1]。"))


def test_only_the_sentence_that_fails_is_taken_out() -> None:
    made = answer("新收5件[1]。其中7件。「全年培训38次，覆盖1200人。」[1]。", 5)
    assert verified(made).text == "新收5件[1]。「全年培训38次，覆盖1200人。」[1]。有的句子未能通过核对，没有显示。"


@given(texts=st.lists(st.sampled_from(["新收5件[1]。", "其中7件。", "又9件。", "「培训39次」[1]。"]), max_size=6))
def test_what_is_taken_out_is_kept_aside_as_it_was(texts: list[str]) -> None:
    checked = verified(answer("".join(texts), 5))
    assert checked.removed == tuple(text for text in texts if text != "新收5件[1]。")
    shown = checked.text.removesuffix("有的句子未能通过核对，没有显示。")
    assert shown == "新收5件[1]。" * texts.count("新收5件[1]。") or "未能通过核对" in shown


def test_derivations_account_for_their_value() -> None:
    made = replace(
        answer("共12件。", 5, 7), derivations=(Derivation("d1", Operation.SUM, "12", "件", "5 + 7", ("f0", "f1")),)
    )
    assert not unexplained(made)


@given(st.text(max_size=60))
def test_sentences_cover_the_text_and_claims_lie_inside_it(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(0 <= claim.start < claim.end <= len(text) for claim in claims(text))
    assert all(text[q.start] == "「" and text[q.end - 1] == "」" for q in quotations(text))
