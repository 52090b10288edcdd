"""The API's errors: `application/problem+json` (RFC 9457) with a Chinese `detail`."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from nianbao.ingest.errors import LibraryError, LibraryLocked, NianbaoError, ReportMissing, ServerBusy

_WORDS = {400: "请求体不是有效的 JSON。", 404: "没有这个地址。"}


class Problem(HTTPException):
    """An error with words for the caller."""


def problem(status: int, detail: str) -> JSONResponse:
    """The answer itself."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(content, status, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Answer every error of `app` as a problem."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(NianbaoError, _ours)
    app.add_exception_handler(Exception, _unforeseen)


def _http(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, Problem):
        return problem(error.status_code, error.detail)
    status = error.status_code if isinstance(error, HTTPException) else 500
    return problem(status, _WORDS.get(status, "请求无法处理。"))


def _invalid(_request: Request, error: Exception) -> JSONResponse:
    """Names the fields, never their values: a question is not repeated into logs or proxies."""
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    fields = dict.fromkeys("、".join(str(part) for part in fault["loc"][1:]) or "请求体" for fault in faults)
    return problem(422, f"请求格式不正确：{'；'.join(fields) or '请求体'}。")


def _ours(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, ReportMissing):
        return problem(404, str(error))
    if isinstance(error, (LibraryLocked, ServerBusy)):
        return problem(503, str(error))
    return problem(500 if isinstance(error, LibraryError) else 422, str(error))


def _unforeseen(_request: Request, _error: Exception) -> JSONResponse:
    """Tells nothing of the error; the server logs it."""
    return problem(500, "系统出错，请稍后再试。")
