"""What stands before every request: which addresses exist, how large a body may be, and the answer's headers.

Pure ASGI: streams pass through unbuffered. Gradio offers more than the chat needs (uploads, a proxy, file
fetching, live reload, editing by a model); what is not on the list here does not exist.
"""

from __future__ import annotations

import gzip
import re
import secrets
from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nianbao.app.limits import LARGEST_BODY
from nianbao.app.problems import problem

ALLOWED: Final = re.compile(
    r"/(?:"
    r"(?:config|theme\.css|favicon\.ico|robots\.txt|healthz|readyz)?"
    r"|(?:assets|static|svelte|look|api/v1)/.*"
    r"|gradio_api/(?:info|startup-events|reset|cancel|queue/join|queue/data|theme\.css|heartbeat/[\w-]+)"
    r")/?",
    re.DOTALL,
)
"""Addresses that are answered at all."""

HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}


def policy(script: str) -> str:
    """The content security policy; `script` is what else may run beside our own files.

    Gradio compiles its templates (`unsafe-eval`) and sets styles inline. Inline scripts and `on…` attributes run
    only with the nonce of the page, so that markup that slipped in somewhere would still be inert.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {script}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


class Guard:
    """ASGI middleware.

    Args:
        app: what is guarded.
        dress: makes Gradio's page ours; given its HTML and the nonce for its scripts.
    """

    def __init__(self, app: ASGIApp, dress: Callable[[str, str], str]) -> None:
        self.app = app
        self.dress = dress

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = _path(scope)
        guarded = _with_headers(send, policy(""))
        if not ALLOWED.fullmatch(path):
            await problem(404, "没有这个地址。")(scope, receive, guarded)
            return
        if _announced(scope) > LARGEST_BODY:
            await _too_large(scope, receive, guarded)
            return
        body = _Measured(receive)
        if path == "/" and scope["method"] == "GET":
            await self._page(scope, body.receive, send)
        else:
            await self.app(scope, body.receive, body.instead(scope, guarded))

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The page itself: collected, dressed, and sent with a nonce of its own."""
        wants_gzip = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self.app({**scope, "headers": plain}, receive, collect)
        nonce = secrets.token_urlsafe(16)
        content = self.dress(b"".join(parts).decode("utf-8"), nonce).encode("utf-8")
        headers = MutableHeaders(raw=list(start["headers"]))
        if wants_gzip:
            content = gzip.compress(content, 6)
            headers["content-encoding"] = "gzip"
        headers["vary"] = "Accept-Encoding"
        headers["cache-control"] = "no-store"
        headers["content-length"] = str(len(content))
        guarded = _with_headers(send, policy(f"'unsafe-eval' 'nonce-{nonce}'"))
        await guarded({**start, "headers": headers.raw})
        await guarded({"type": "http.response.body", "body": content})


class _Measured:
    """A request's body, counted as it comes; over the limit the app gets no more of it, and the answer is 413."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            if self._size > LARGEST_BODY:
                return {"type": "http.request", "body": b"", "more_body": False}
        return message

    def instead(self, scope: Scope, send: Send) -> Send:
        """`send`, but for the answer to a body that was too large."""
        replaced = False

        async def guarded(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and self._size > LARGEST_BODY:
                replaced = True
                await _too_large(scope, self._receive, send)
            if not replaced:
                await send(message)

        return guarded


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    await problem(413, f"请求超过 {LARGEST_BODY // 1_000_000} MB 的上限。")(scope, receive, send)


def _with_headers(send: Send, security_policy: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message.get("headers", [])))
            for name, value in HEADERS.items():
                headers[name] = value
            headers["content-security-policy"] = security_policy
            message = {**message, "headers": headers.raw}
        await send(message)

    return guarded


def _path(scope: Scope) -> str:
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if root else path


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdigit() else 0
