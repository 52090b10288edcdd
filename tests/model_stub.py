"""A local stand-in for an OpenAI-compatible endpoint, real HTTP on 127.0.0.1, that can be told to misbehave."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def completion(content: object, **message: object) -> dict[str, object]:
    """A chat completion whose message has `content`."""
    return {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


Behaviour = Callable[["Request"], None]


@dataclass
class Request:
    """One request: what came, and ways to answer it."""

    handler: BaseHTTPRequestHandler
    body: dict[str, Any]
    over: threading.Event

    @property
    def data(self) -> dict[str, Any]:
        """What was sent as data."""
        return json.loads(self.body["messages"][-1]["content"])

    def send(self, body: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.send_header("Content-Length", str(len(body)))
        self.handler.end_headers()
        self.handler.wfile.write(body)

    def raw(self, data: bytes) -> None:
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def drip(self, data: bytes, pause: float = 0.05) -> None:
        for byte in data:
            self.raw(bytes([byte]))
            if self.over.wait(pause):
                return


def says(content: object, **message: object) -> Behaviour:
    """Answers properly, with this content."""
    return lambda request: request.send(json.dumps(completion(content, **message), ensure_ascii=False).encode())


def replies(value: object) -> Behaviour:
    """Answers properly, with this value as JSON."""
    return says(json.dumps(value, ensure_ascii=False))


@dataclass
class Stub:
    """A running stub: `behave` answers the next requests, `requests` are those that came."""

    url: str
    behave: Behaviour = field(default=lambda request: request.send(b"{}"))
    requests: list[Request] = field(default_factory=list)


@contextlib.contextmanager
def running() -> Iterator[Stub]:
    """A stub for the duration of a block."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            request = Request(self, body, over)
            stub.requests.append(request)
            with contextlib.suppress(OSError):
                stub.behave(request)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *args: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    stub = Stub(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        over.set()
        server.shutdown()
        server.server_close()
