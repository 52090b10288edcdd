"""The served application: the JSON API and the chat behind one guard, and the process that serves them."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from types import FrameType

import uvicorn
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from nianbao.app import api, chat, page, problems
from nianbao.app.answer import Answer
from nianbao.app.examples import examples
from nianbao.app.guard import Guard
from nianbao.app.llm import Model
from nianbao.app.ports import Ask
from nianbao.app.respond import respond
from nianbao.app.workers import Workers
from nianbao.index import build, embed
from nianbao.index.library import Library
from nianbao.index.lock import hold
from nianbao.index.search import Nearest
from nianbao.index.vectors import VectorIndex
from nianbao.ingest.errors import NianbaoError, ReportMissing
from nianbao.ingest.report import Report

GRACE_SECONDS = 10
"""How long open streams may run on after the server was told to stop."""


def create_app(
    library: Library, *, as_of: date | None = None, nearest: Nearest | None = None, model: Model | None = None
) -> FastAPI:
    """The application over `library`.

    Args:
        model: the optional model; the page then says that there is one.
        as_of: the day that 去年 and 今年 are counted from; today's by default.
        nearest: the vector index, where this process holds the library's lock.
    """

    def ask(question: str, history: Sequence[str]) -> Answer:
        return respond(library, question, history, as_of, nearest, model)

    return assemble(library, ask, assisted=model is not None)


def assemble(library: Library, ask: Ask, *, assisted: bool = False) -> FastAPI:
    """The application with another way of answering; `assisted` where a model has part in it."""

    def report_of(report_id: str) -> Report | None:
        try:
            return library.report(report_id)
        except ReportMissing:
            return None

    workers = Workers()
    app = _Application(title="年报", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    problems.install(app)
    app.include_router(api.router(library, ask, workers))
    # a strict editable install links file by file, and the folder is ours alone
    app.mount(page.STATIC_PATH, StaticFiles(packages=[("nianbao.app", "static")], follow_symlink=True))
    entries = library.entries()
    head = page.header(page.corpus(entries), assisted=assisted)
    chat.mount(app, chat.build(ask, report_of, workers, header=head, examples=examples(entries)))
    return app


def serve(
    location: str,
    host: str,
    port: int,
    *,
    on_ready: Callable[[str], None] | None = None,
    model: Model | None = None,
) -> None:
    """Serve the library at `location` until the process is told to stop; holds the library's lock meanwhile.

    Args:
        port: 0 takes any free one.
        on_ready: called with the address once it answers.
        model: the optional model.

    Raises:
        LibraryError: no library there, or it cannot be used or is locked.
        NianbaoError: the address cannot be used.
    """
    with (
        Library.open(location) as library,
        hold(library.folder, "serve"),
        _listening(host, port) as listener,
        _vectors(library) as nearest,
    ):
        config = uvicorn.Config(
            create_app(library, nearest=nearest, model=model),
            timeout_graceful_shutdown=GRACE_SECONDS,
            log_level="warning",
            access_log=False,
        )
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}/"

        def ready() -> None:
            _tell(f"年报问答已启动：{address}（按 Ctrl+C 停止）")
            if on_ready is not None:
                on_ready(address)

        with _ending_quietly():
            _Server(config, ready).run(sockets=[listener])


@contextlib.contextmanager
def _vectors(library: Library) -> Iterator[Nearest]:
    """The vector index, complete: an ingest that was stopped half-way may have left passages without a vector."""
    model = embed.default()
    build.complete(library, model)
    with VectorIndex(library.folder, model.name, model.dimensions) as index:
        yield index


class _Application(FastAPI):
    """FastAPI behind the guard: outside of everything, so that its headers are on the last error as well."""

    def build_middleware_stack(self) -> ASGIApp:
        return Guard(super().build_middleware_stack(), page.dress)


class _Server(uvicorn.Server):
    """Uvicorn, saying when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


def _listening(host: str, port: int) -> socket.socket:
    """A listening socket, made before the library is loaded: a busy port is told at once, in our words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise NianbaoError(
            f"{host}:{port} 不能用来提供服务（{reason}）；请用 --host、--port 换一个地址或端口。"
        ) from error


@contextlib.contextmanager
def _ending_quietly() -> Iterator[None]:
    """Ctrl+C and SIGTERM end the server, and that is no error: whoever called gets to close what is open."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    in_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, stop) if in_main else None
    try:
        yield
    except KeyboardInterrupt:
        _tell("已停止。")
    finally:
        if in_main:
            signal.signal(signal.SIGTERM, before)


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
