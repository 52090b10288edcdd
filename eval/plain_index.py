"""The usual way, for comparison: llama-index's splitter and nodes in Chroma, with the library's embedding model.

What `VectorStoreIndex` over its Chroma store does is done here by the same steps, because that store is a package of its
own: each node's text with its metadata is embedded, and the nearest are asked of the collection. It is not made worse than it has to be: sentences are kept whole, as the splitter's default for Chinese would not, and the
metadata (organ, year) stand in what is embedded, as llama-index does by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import chromadb
from chromadb.api.types import Where
from chromadb.config import Settings
from llama_index.core import Document
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import MetadataMode

from nianbao.index import embed
from nianbao.index.passages import Passage
from nianbao.index.sentences import sentences

SIZE = 300
OVERLAP = 30
BATCH = 256


@dataclass(frozen=True, slots=True)
class Chunk:
    """What it found: a stretch of the report of an organ about a year, and how near it is (0 to 1)."""

    organ: str
    year: int
    text: str
    score: float


class PlainIndex:
    """The prose of every report, cut by the splitter and found by its vectors alone."""

    def __init__(self, folder: Path, reports: Iterable[tuple[str, int, Iterable[Passage]]]) -> None:
        client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
        self._collection = client.create_collection(
            "plain", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        documents = [
            Document(text="\n".join(passage.text for passage in prose), metadata={"organ": organ, "year": year})
            for organ, year, prose in reports
        ]
        splitter = SentenceSplitter(
            chunk_size=SIZE, chunk_overlap=OVERLAP, tokenizer=list, chunking_tokenizer_fn=_sentences
        )
        nodes = splitter.get_nodes_from_documents(documents)
        self.chunks = len(nodes)
        for start in range(0, len(nodes), BATCH):
            batch = nodes[start : start + BATCH]
            self._collection.upsert(
                ids=[node.node_id for node in batch],
                embeddings=embed.default().encode([node.get_content(MetadataMode.EMBED) for node in batch]),
                documents=[node.get_content() for node in batch],
                metadatas=[{"organ": str(n.metadata["organ"]), "year": int(n.metadata["year"])} for n in batch],
            )

    def find(self, question: str, limit: int, report: tuple[str, int] | None = None) -> tuple[Chunk, ...]:
        """The chunks nearest to the question; with `report`, of that one only, by a filter on the metadata."""
        only: Where | None = None if report is None else {"$and": [{"organ": report[0]}, {"year": report[1]}]}
        found = self._collection.query(query_embeddings=embed.default().encode([question]), n_results=limit, where=only)
        if not (found["documents"] and found["metadatas"] and found["distances"]):
            return ()
        rows = zip(found["documents"][0], found["metadatas"][0], found["distances"][0], strict=True)
        return tuple(Chunk(str(of["organ"]), int(str(of["year"])), text, 1 - far) for text, of, far in rows)


def _sentences(text: str) -> list[str]:
    """The whole text, cut behind each sentence, as the splitter wants it."""
    ends = [end for _, end in sentences(text, 0, len(text))]
    return [text[start:end] for start, end in zip((0, *ends), (*ends, len(text)), strict=True) if start < end]
