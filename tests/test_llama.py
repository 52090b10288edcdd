"""Rules of the socket to llama-index, from plain llama-index code."""

from __future__ import annotations

import asyncio

import pytest
from library_builders import Letters, at, make_report
from llama_index.core import Settings, VectorStoreIndex
from llama_index.core.schema import MetadataMode, QueryBundle, TextNode

from nianbao.index import build
from nianbao.index.library import Library
from nianbao.index.llama import Evidence, LibraryEmbedding, LibraryQueryEngine, LibraryRetriever, Reply


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library", create=True) as opened:
        for organ in ("甲局", "乙局"):
            opened.add(make_report(organ, data=organ.encode()), organ.encode(), at(f"/{organ}.pdf"))
        build.complete(opened, Letters())
        yield opened


def test_the_library_is_a_retriever(library):
    entry = library.entries()[0]
    nodes = LibraryRetriever(library, reports=[entry.id], limit=3, embedder=Letters()).retrieve("存在什么问题")
    assert len(nodes) == 3
    best = nodes[0]
    passage = library.corpus.get([best.node_id])[best.node_id]
    assert best.get_content(MetadataMode.NONE) == passage.text
    assert best.metadata == {
        "report": entry.id,
        "organ": entry.organ,
        "year": 2023,
        "section": "五",
        "page": 3,
    }
    assert [node.score for node in nodes] == sorted((node.score for node in nodes), reverse=True)


def test_the_retriever_works_asynchronously_and_without_a_model(library):
    retriever = LibraryRetriever(library, dense=False)
    plain = retriever.retrieve("存在什么问题")
    later = asyncio.run(retriever.aretrieve(QueryBundle("存在什么问题")))
    assert [node.node_id for node in later] == [node.node_id for node in plain]


def test_the_query_engine_answers_with_what_it_is_given_and_keeps_the_evidence():
    asked = []

    def answer(question: str) -> Reply:
        asked.append(question)
        return Reply("新收 21 件[1]。", (Evidence("c1", "21", "r1", "甲局", 2023, "三", 3),))

    engine = LibraryQueryEngine(answer)
    response = engine.query("甲局2023年新收多少件？")
    assert str(response) == "新收 21 件[1]。"
    assert asked == ["甲局2023年新收多少件？"]
    assert response.metadata == {"refused": False}
    assert response.source_nodes[0].metadata["page"] == 3
    assert str(asyncio.run(engine.aquery("问"))) == str(response)


def test_a_refusal_stays_a_refusal():
    engine = LibraryQueryEngine(lambda _: Reply("资料库里没有该机关。", refused=True))
    response = engine.query("无此机关新收多少件？")
    assert response.metadata == {"refused": True}
    assert response.source_nodes == []


def test_the_embedding_model_serves_llama_index_s_own_index():
    nodes = [TextNode(text=text) for text in ("栏目更新不及时", "收费情况", "培训与解读")]
    index = VectorStoreIndex(nodes, embed_model=LibraryEmbedding(Letters()))
    (best,) = index.as_retriever(similarity_top_k=1).retrieve("更新的问题")
    assert best.text == "栏目更新不及时"


def test_the_default_embedding_has_the_model_s_dimensions():
    assert len(LibraryEmbedding().get_query_embedding("政府信息公开")) == 512


def test_no_global_of_llama_index_is_set(library):
    LibraryRetriever(library, embedder=Letters()).retrieve("问题")
    LibraryQueryEngine(lambda _: Reply("")).query("问")
    LibraryEmbedding(Letters()).get_query_embedding("问题")
    assert Settings._llm is None
    assert Settings._embed_model is None
