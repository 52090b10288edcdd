"""The socket to llama-index: the library as a retriever, a query engine, and its embedding model.

The only module that knows llama-index. None of its types is used anywhere else, and its global `Settings` are neither
read nor set.

    retriever = LibraryRetriever(library)
    nodes = retriever.retrieve("存在什么问题")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.response.schema import Response
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from pydantic import PrivateAttr

from nianbao.index import embed
from nianbao.index.embed import Embedder
from nianbao.index.library import Library
from nianbao.index.search import Hit, Nearest, search


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a statement of a reply rests on: a quotation, or a cell as it is printed."""

    id: str
    text: str
    report: str
    organ: str
    year: int
    section: str
    page: int | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in words with its evidence; `refused` where it says why there is none."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    refused: bool = False


Answering = Callable[[str], Reply]
"""The layer that answers gives one of these; this layer does not know it."""


class LibraryRetriever(BaseRetriever):
    """Finds passages of the library, as `index.search` does.

    Args:
        library: an open library.
        reports: ids to search in; None for all.
        limit: how many nodes at most.
        dense: whether to search by meaning as well as by words.
        embedder: the model of the library's vectors, the embedded default if not given.
        nearest: the vector index, where this process holds the library's lock.
    """

    def __init__(
        self,
        library: Library,
        *,
        reports: Sequence[str] | None = None,
        limit: int = 8,
        dense: bool = True,
        embedder: Embedder | None = None,
        nearest: Nearest | None = None,
    ) -> None:
        super().__init__()
        self._library = library
        self._reports = reports
        self._limit = limit
        self._dense = dense
        self._embedder = embedder
        self._nearest = nearest

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        with self._library.view():
            hits = search(
                self._library,
                query_bundle.query_str,
                reports=self._reports,
                limit=self._limit,
                dense=self._dense,
                embedder=self._embedder,
                nearest=self._nearest,
            )
            return [_node(self._evidence(hit)) for hit in hits]

    def _evidence(self, hit: Hit) -> Evidence:
        passage = hit.passage
        entry = self._library.entry(passage.report)
        return Evidence(
            id=passage.id,
            text=passage.text,
            report=entry.id,
            organ=entry.organ,
            year=entry.year,
            section=passage.section,
            page=passage.page,
            score=hit.score,
        )


class LibraryQueryEngine(BaseQueryEngine):
    """Answers questions by whatever it is given to answer with; needs no model of its own.

    The evidence comes back as the response's source nodes, and `refused` in its metadata.
    """

    def __init__(self, answer: Answering) -> None:
        super().__init__(callback_manager=None)
        self._answer = answer

    def _query(self, query_bundle: QueryBundle) -> Response:
        reply = self._answer(query_bundle.query_str)
        return Response(
            response=reply.text,
            source_nodes=[_node(evidence) for evidence in reply.evidence],
            metadata={"refused": reply.refused},
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


class LibraryEmbedding(BaseEmbedding):
    """The library's embedding model, for indexes that are built with llama-index."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder | None = None) -> None:
        chosen = embedder or embed.default()
        super().__init__(model_name=chosen.name)
        self._embedder = chosen

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(number) for number in vector] for vector in self._embedder.encode(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def _node(evidence: Evidence) -> NodeWithScore:
    metadata = {name: getattr(evidence, name) for name in ("report", "organ", "year", "section", "page")}
    return NodeWithScore(node=TextNode(id_=evidence.id, text=evidence.text, metadata=metadata), score=evidence.score)
