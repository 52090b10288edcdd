"""The JSON API: `POST /api/v1/ask`, the reports, their page images; and the two health addresses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from nianbao.app.images import PageImages
from nianbao.app.limits import LONGEST_HISTORY, LONGEST_QUESTION, MOST_MARKED, too_long
from nianbao.app.pagemarks import CellMark, Mark, TextMark, boxes_on
from nianbao.app.ports import Ask
from nianbao.app.problems import Problem
from nianbao.app.wire import answer_json
from nianbao.app.workers import Workers
from nianbao.index.catalogue import Entry
from nianbao.index.library import Library
from nianbao.ingest.report import Report
from nianbao.ingest.wire import checks_json, report_json


class Question(BaseModel):
    """The body of `POST /api/v1/ask`."""

    question: str = Field(description=f"问题，最多 {LONGEST_QUESTION} 字")
    history: list[str] = Field(default_factory=list, description=f"此前的问题，最多 {LONGEST_HISTORY} 个")


def router(library: Library, ask: Ask, workers: Workers) -> APIRouter:
    """All addresses of the API.

    Questions are answered by `workers`. The other handlers that read are plain functions: FastAPI runs each in a
    thread of its own pool, so that a report can be looked at while questions wait.
    """
    api = APIRouter()
    images = PageImages(library)

    @api.post("/api/v1/ask", summary="提问")
    async def post_ask(asked: Question) -> JSONResponse:
        question = asked.question.strip()
        if not question:
            raise Problem(422, "question 是空的，请写出问题。")
        if len(asked.history) > LONGEST_HISTORY:
            raise Problem(422, f"history 有 {len(asked.history)} 条，超过上限 {LONGEST_HISTORY} 条。")
        for one in (question, *asked.history):
            if (complaint := too_long(one)) is not None:
                raise Problem(422, complaint)
        return JSONResponse(await workers.run(lambda: answer_json(ask(question, asked.history))))

    @api.get("/api/v1/reports", summary="库中的报告")
    def get_reports(
        limit: Annotated[int, Query(ge=1, le=1000)] = 100, offset: Annotated[int, Query(ge=0)] = 0
    ) -> JSONResponse:
        entries = library.entries()
        held = [_entry(entry) for entry in entries[offset : offset + limit]]
        return JSONResponse({"total": len(entries), "offset": offset, "reports": held})

    @api.get("/api/v1/reports/{report_id}", summary="一份报告：各格、各节、核对结果")
    def get_report(report_id: str) -> JSONResponse:
        # What the library knows of a report wins over what its document says of itself.
        return JSONResponse({**report_json(library.report(report_id)), **_entry(library.entry(report_id))})

    @api.get("/api/v1/reports/{report_id}/pages/{page}.png", summary="原件页面影像，可框出所引之处")
    def get_page(
        report_id: str,
        page: int,
        cell: Annotated[list[str] | None, Query(description="格的编号，可重复")] = None,
        text: Annotated[list[str] | None, Query(description="节号:起-止，例如 五:120-160，可重复")] = None,
    ) -> Response:
        report = library.report(report_id)
        if not report.format.paged:
            raise Problem(404, "这份报告的原件不分页，没有页面影像。")
        if not 1 <= page <= len(report.pages):
            raise Problem(404, f"这份报告共 {len(report.pages)} 页，没有第 {page} 页。")
        marks = _marks(report, cell or (), text or ())
        image = images.page(report_id, report.sha256, page, boxes_on(report, page, marks))
        return Response(image, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    @api.get("/healthz", include_in_schema=False)
    async def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @api.get("/readyz", include_in_schema=False)
    def readyz() -> JSONResponse:
        return JSONResponse({"status": "ready", "reports": library.count})

    # Without this, what is not found here would be looked for, and answered, by the chat mounted at `/`.
    @api.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    def nothing(rest: str, request: Request) -> Response:
        raise Problem(404, f"没有 /api/{rest} 这个地址，或者它不接受 {request.method} 请求。")

    return api


def _marks(report: Report, cells: Sequence[str], texts: Sequence[str]) -> tuple[Mark, ...]:
    """The marks that an address asks for, each once."""
    if len(cells) + len(texts) > MOST_MARKED:
        raise Problem(422, f"一页最多框出 {MOST_MARKED} 处。")
    marks: list[Mark] = []
    for key in cells:
        if report.cell(key) is None:
            raise Problem(404, f"这份报告的表格没有 {key} 这一格。")
        marks.append(CellMark(key))
    for written in texts:
        mark = TextMark.parse(written)
        if mark is None:
            raise Problem(422, f"text={written} 不成立，应为 节号:起-止，例如 五:120-160。")
        marks.append(mark)
    return tuple(dict.fromkeys(marks))


def _entry(entry: Entry) -> dict[str, object]:
    """A report as the library lists it. Of a local path only the file's name is told."""
    return {
        "id": entry.id,
        "organ": entry.organ,
        "year": entry.year,
        "title": entry.title,
        "scope": entry.scope,
        "region_code": entry.region_code,
        "source": PurePath(entry.source).name,
        "url": entry.url,
        "published": entry.published,
        "sha256": entry.sha256,
        "format": entry.format.value,
        "pages": entry.pages,
        "forms": dict(entry.forms),
        "checks": checks_json(entry.checks),
        "versions": entry.versions,
    }
