"""The checked answers of this layer as a llama-index query engine.

engine = query_engine(library)
print(engine.query("云屿市财政局2024年行政处罚多少件"))
"""

from __future__ import annotations

from datetime import date

from nianbao.app.answer import Answer, Citation, Outcome
from nianbao.app.respond import respond
from nianbao.index.library import Library
from nianbao.index.llama import Evidence, LibraryQueryEngine, Reply


def query_engine(library: Library, as_of: date | None = None) -> LibraryQueryEngine:
    """An engine whose response is `Answer.text`, its source nodes the answer's citations.

    Args:
        library: an open library.
        as_of: the day that 去年 is counted from; today's by default.
    """

    def answer(question: str) -> Reply:
        told = respond(library, question, (), as_of)
        return Reply(told.text, tuple(_evidence(told, c) for c in told.citations), told.outcome is not Outcome.ANSWERED)

    return LibraryQueryEngine(answer)


def _evidence(answer: Answer, citation: Citation) -> Evidence:
    """A quotation, or a cell with its row, its column and what is printed there."""
    text = citation.quote or ""
    if citation.key is not None:
        text = f"{citation.row} × {citation.column}：{text or '空白'}"
    return Evidence(
        id=f"{citation.report}:{citation.key or citation.id}",
        text=text,
        report=citation.report,
        organ=citation.organ,
        year=citation.year,
        section=citation.section,
        page=citation.place.page,
    )
