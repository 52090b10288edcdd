"""The API's errors: `application/problem+json` (RFC 9457) with a Chinese `detail`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from itertools import islice

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from nianbao.ingest.errors import LibraryError, LibraryLocked, NianbaoError, ReportMissing, ServerBusy

_FAULTS = {
    "missing": "没有给出",
    "string_type": "应当是一段文字",
    "string_unicode": "有无法读取的字符",
    "list_type": "应当是一个列表",
    "int_type": "应当是一个整数",
    "int_parsing": "应当是一个整数",
    "int_parsing_size": "太大",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "model_type": "应当是一个 JSON 对象（Content-Type: application/json）",
    "model_attributes_type": "应当是一个 JSON 对象（Content-Type: application/json）",
    "dict_type": "应当是一个 JSON 对象（Content-Type: application/json）",
}
"""What is wrong with a field, by pydantic's name of the fault."""

_FAULTS_TOLD = 5
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
    """Names the fields and what is wrong, never their values: a question is not repeated into logs or proxies."""
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    first = islice(faults, _FAULTS_TOLD)
    told = dict.fromkeys(_fault(fault["type"], fault["loc"], fault.get("ctx") or {}) for fault in first)
    return problem(422, f"请求不能使用：{'；'.join(told) or '请求体不能读取'}。")


def _fault(kind: str, place: Sequence[str | int], limits: Mapping[str, object]) -> str:
    """One fault of a request; a place is `body`, `query` or `path`, then the field, then an item's number from 0."""
    if kind == "json_invalid":
        at = place[1] if len(place) > 1 else None
        return (
            f"请求体不是有效的 JSON，第 {at + 1} 个字符处读不下去" if isinstance(at, int) else "请求体不是有效的 JSON"
        )
    what = _FAULTS.get(kind, "不符合要求").format_map(limits)
    where = "".join(f" 第 {part + 1} 项" if isinstance(part, int) else f" {part}" for part in place[1:])
    return f"{where.strip()} {what}" if where else f"请求体{what}"


def _ours(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, ReportMissing):
        return problem(404, str(error))
    if isinstance(error, (LibraryLocked, ServerBusy)):
        return problem(503, str(error))
    return problem(500 if isinstance(error, LibraryError) else 422, str(error))


def _unforeseen(_request: Request, _error: Exception) -> JSONResponse:
    """Tells nothing of the error; the server logs it."""
    return problem(500, "系统出错，请稍后再试。")
