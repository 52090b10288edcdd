"""Rules of the vector index: a mirror of the record that can be lost at any time."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from library_builders import Letters, at, make_report

from nianbao.index import build
from nianbao.index.embed import pack, unpack
from nianbao.index.library import Library
from nianbao.index.passages import Kind
from nianbao.index.vectors import FOLDER, VectorIndex


class Counting(Letters):
    """Letters that count the texts they embed."""

    def __init__(self) -> None:
        self.embedded = 0

    def encode(self, texts):
        self.embedded += len(texts)
        return super().encode(texts)


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library", create=True) as opened:
        for n in range(3):
            add(opened, n)
        yield opened


def add(library: Library, n: int, data: bytes | None = None):
    data = data or b"%d" % n
    return library.add(make_report(f"第{n}局", data=data), data, at(f"/{n}.pdf"))


def opened(library: Library) -> VectorIndex:
    return VectorIndex(library.folder, Letters.name, Letters().dimensions)


def embedded_ids(library: Library) -> set[str]:
    return {
        passage.id
        for entry in library.entries()
        for passage in library.passages(entry.id)
        if passage.kind is not Kind.ROW
    }


def indexed_ids(library: Library) -> set[str]:
    with opened(library) as index:
        return set(index._collection.get(include=[])["ids"])


def test_prose_and_tables_are_embedded_and_rows_are_not(library):
    embedder = Counting()
    assert build.complete(library, embedder) == embedder.embedded == len(embedded_ids(library))
    assert indexed_ids(library) == embedded_ids(library)


def test_a_second_run_embeds_nothing(library):
    build.complete(library, Letters())
    embedder = Counting()
    assert build.complete(library, embedder) == embedder.embedded == 0


def test_the_nearest_are_those_of_the_exact_comparison(library):
    build.complete(library, Letters())
    question = Letters().encode(["栏目更新不及时的问题"])[0]
    ids, packed = library.embeddings.of_reports(Letters.name, None, frozenset(Kind))
    exact = unpack(packed, len(question)) @ question
    with opened(library) as index:
        nearest = index.nearest(question, 5)
    assert len(nearest) == 5
    assert sorted(exact[ids.index(one)] for one in nearest) == pytest.approx(sorted(exact)[-5:])


def test_a_lost_index_is_made_anew_without_embedding_again(library):
    build.complete(library, Letters())
    shutil.rmtree(library.folder / FOLDER)
    embedder = Counting()
    build.complete(library, embedder)
    assert embedder.embedded == 0
    assert indexed_ids(library) == embedded_ids(library)


def test_a_damaged_index_is_made_anew(library):
    build.complete(library, Letters())
    (library.folder / FOLDER / "chroma.sqlite3").write_bytes(b"no database" * 999)
    build.complete(library, Counting())
    assert indexed_ids(library) == embedded_ids(library)


def test_a_removed_report_leaves_the_index(library):
    build.complete(library, Letters())
    library.remove(library.entries()[0].id)
    build.index(library, Letters())
    assert indexed_ids(library) == embedded_ids(library)
    assert library.embeddings.to_drop() == ()


def test_a_new_version_keeps_the_vectors_of_what_did_not_change(library):
    build.complete(library, Letters())
    data = b"new"
    report = make_report("第0局", data=data, problems="现在只有一个问题。")
    library.add(report, data, at("/0.pdf"))
    embedder = Counting()
    build.complete(library, embedder)
    assert embedder.embedded == 1
    assert indexed_ids(library) == embedded_ids(library)


def test_killed_between_record_and_index_it_is_completed(library, monkeypatch):
    monkeypatch.setattr("nianbao.index.vectors.BATCH", 4)

    class Killed(Exception):
        pass

    def kill(step: build.Step) -> None:
        if step.stage is build.Stage.INDEXING:
            raise Killed

    with pytest.raises(Killed):
        build.complete(library, Letters(), kill)
    assert 0 < len(indexed_ids(library)) < len(embedded_ids(library))
    build.complete(library, Letters())
    assert indexed_ids(library) == embedded_ids(library)


def test_an_index_that_has_more_than_the_record_says_is_made_anew(library):
    build.complete(library, Letters())
    with opened(library) as index:
        index._collection.upsert(ids=["stray"], embeddings=Letters().encode(["流浪"]))
    build.index(library, Letters())
    assert indexed_ids(library) == embedded_ids(library)


def test_vectors_of_another_model_are_embedded_again(library):
    build.complete(library, Letters())

    class Other(Counting):
        name = "other"

    embedder = Other()
    build.complete(library, embedder)
    assert embedder.embedded == len(embedded_ids(library))


def test_an_empty_index_knows_nothing(tmp_path):
    with VectorIndex(tmp_path, "letters", 4) as index:
        assert index.count == 0
        assert index.nearest(np.ones(4, dtype=np.float32), 3) == ()


def test_packing_keeps_the_order_of_nearness():
    rows = np.random.default_rng(7).normal(size=(200, 64)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    again = unpack([pack(row) for row in rows], 64)
    assert np.abs(again - rows).max() < 1e-3
    assert (np.argsort(-(again @ rows[0]))[:10] == np.argsort(-(rows @ rows[0]))[:10]).all()
