"""Rules of searching by words, against an independent implementation of BM25."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_builders import at, make_report

from nianbao.index.lexical import bm25, tokens
from nianbao.index.library import Library
from nianbao.index.passages import Kind
from nianbao.ingest.report import Section


def grams(text: str) -> list[str]:
    """Characters and pairs of a text of Chinese characters only, the plainest way."""
    return [*text, *(text[at : at + 2] for at in range(len(text) - 1))]


def oracle(question: str, texts: list[str], idf) -> list[float]:
    """Okapi BM25 straight from the formula, one document and one term at a time."""
    documents = [grams(text) for text in texts]
    average = sum(map(len, documents)) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for term in grams(question):
            frequency = document.count(term)
            holding = sum(term in other for other in documents)
            if frequency:
                norm = 1.2 * (1 - 0.75 + 0.75 * len(document) / average)
                score += idf(len(documents), holding) * frequency * (1.2 + 1) / (frequency + norm)
        scores.append(score)
    return scores


def lucene(count: int, holding: int) -> float:
    return math.log(1 + (count - holding + 0.5) / (holding + 0.5))


_WORDS = st.text(st.sampled_from("公开信息申请复议问题更新"), min_size=1, max_size=14)


@settings(deadline=None)
@given(_WORDS, st.lists(_WORDS, min_size=1, max_size=8))
def test_scores_equal_those_of_an_independent_implementation(question, texts):
    assert bm25(question, texts) == pytest.approx(oracle(question, texts, lucene))


def test_no_shared_character_scores_nothing():
    assert bm25("复议", ["主动公开", "行政复议"])[0] == 0
    assert bm25("", ["主动公开"]) == [0]
    assert bm25("复议", [""]) == [0]
    assert bm25("复议", []) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开", ["公", "开", "公开"]),
        ("２０２３年", ["2023", "年"]),
        ("PDF文件12.5万元", ["pdf", "文", "件", "文件", "12.5", "万", "元", "万元"]),
        ("公，开", ["公", "开"]),
        ("第（一）项 ", ["第", "一", "项"]),
        ("_-。", []),
    ],
)
def test_tokens_are_characters_pairs_and_whole_words_and_numbers(text, expected):
    assert list(tokens(text)) == expected


# ---------------------------------------------------------------- the full-text table of the library


def texts_into(library: Library, texts: list[str]) -> dict[str, str]:
    """One report a text; the text by the id of its passage."""
    found = {}
    for n, text in enumerate(texts):
        data = b"%d" % n
        report = replace(
            make_report("甲", data=data), cells=(), forms={}, sections=(Section("一", "", text),), findings=()
        )
        added = library.add(report, data, at(f"/{n}.txt", region_code=f"{n:06}"))
        (passage,) = library.passages(added.report)
        found[passage.id] = passage.searched
    return found


@settings(max_examples=20, deadline=None)
@given(question=_WORDS, texts=st.lists(_WORDS, min_size=3, max_size=8))
def test_the_full_text_table_ranks_as_an_independent_implementation(tmp_path_factory, question, texts):
    with Library.open(tmp_path_factory.mktemp("library"), create=True) as library:
        stored = texts_into(library, texts)
        count = len(stored)
        documents = {one: list(tokens(text)) for one, text in stored.items()}
        average = sum(map(len, documents.values())) / count
        wanted = set(tokens(question))
        holding = {term: sum(term in document for document in documents.values()) for term in wanted}
        telling = {term for term in wanted if 0 < holding[term] <= count / 2} or {
            term for term in wanted if holding[term]
        }
        scores = {}
        for one, document in documents.items():
            score = 0.0
            for term in telling:
                frequency = document.count(term)
                rarity = max(math.log((count - holding[term] + 0.5) / (holding[term] + 0.5)), 1e-6)
                score += rarity * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * len(document) / average))
            if score:
                scores[one] = score
        ranked = library.corpus.match(question, 99)
        assert set(ranked) == set(scores)
        assert [scores[one] for one in ranked] == pytest.approx(sorted(scores.values(), reverse=True))


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


def test_the_match_can_be_kept_to_some_reports_and_kinds(library):
    one = library.add(make_report("甲局", data=b"a"), b"a", at("/a.pdf")).report
    two = library.add(make_report("乙局", data=b"b"), b"b", at("/b.pdf")).report
    found = library.corpus.get(library.corpus.match("存在的主要问题", 99, of=[two], kinds={Kind.PROSE}))
    assert found
    assert {passage.report for passage in found.values()} == {two}
    assert {passage.kind for passage in found.values()} == {Kind.PROSE}
    assert library.corpus.match("存在的主要问题", 99, of=[]) == ()
    library.remove(one)
    assert set(library.corpus.match("存在的主要问题", 99)) <= {passage.id for passage in library.passages(two)}


@pytest.mark.parametrize(
    "question", ['"', "OR AND NOT", "*", '公开" OR "', "NEAR(公 开)", "(", "'; DROP TABLE passages", "\0"]
)
def test_the_language_of_the_full_text_table_cannot_be_spoken_through_a_question(library, question):
    library.add(make_report(data=b"a"), b"a", at("/a.pdf"))
    assert isinstance(library.corpus.match(question, 9), tuple)
    assert library.corpus.count() > 0


def test_a_rare_character_of_a_place_name_is_found(library):
    library.add(make_report("𬇙河县民政局", data=b"a"), b"a", at("/a.pdf"))
    library.add(make_report("青禾区民政局", data=b"b"), b"b", at("/b.pdf"))
    library.add(make_report("临湖市民政局", data=b"c"), b"c", at("/c.pdf"))
    found = library.corpus.get(library.corpus.match("𬇙", 1))
    assert [passage.context.split()[0] for passage in found.values()] == ["𬇙河县民政局"]


def test_a_lexical_index_of_other_tokens_is_made_anew(library, monkeypatch):
    library.add(make_report("青禾区民政局", data=b"a"), b"a", at("/a.pdf"))
    before = library.corpus.match("青禾区存在的问题", 9)
    with library._record.write() as connection:
        connection.exec_driver_sql("INSERT INTO lexicon(lexicon) VALUES ('delete-all')")
        connection.exec_driver_sql("UPDATE state SET tokens = 0")
    assert library.corpus.match("青禾区存在的问题", 9) == ()
    Library.open(library.folder, create=True).close()
    assert library.corpus.match("青禾区存在的问题", 9) == before
