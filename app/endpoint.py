"""An OpenAI-compatible endpoint as the optional model: the one door to llama-index's LLMs and to HTTP.

One request, no retry, no redirect, no proxy, a deadline over all of it (resolving, connecting, headers that drip),
a bound on what is read. Errors say what kind they are and repeat nothing of the question or the reply.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator

import httpx
import openai
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.llms.openai_like import OpenAILike

from nianbao.app.llm import LONGEST_REPLY
from nianbao.app.settings import ModelSettings
from nianbao.ingest.errors import ModelFailed

LARGEST_BODY = 400_000
"""Bytes of a response that are read."""
MOST_TOKENS = 2_000
"""Tokens a reply may have."""
_GRACE_SECONDS = 1.0
_SENT = frozenset(
    {"host", "connection", "accept", "accept-encoding", "content-type", "content-length", "authorization"}
)

# at its debug level the client logs whole requests, and questions are not logged
logging.getLogger("openai").setLevel(logging.WARNING)
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Endpoint:
    """The endpoint of `settings`. Every question has a thread of its own, left behind when its time is over."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._tls = httpx.create_ssl_context()
        self.seconds = settings.seconds

    def complete(self, instructions: str, data: str, seconds: float) -> str:
        """The reply to `instructions` over `data`.

        A thread of its own, since whoever asks may be in an event loop already, and since no deadline reaches the
        system's resolver.

        Raises:
            ModelFailed: none within `seconds`, or not a plain 200 with JSON that holds a text.
        """
        replies: list[str] = []
        failures: list[str] = []

        def run() -> None:
            try:
                replies.append(asyncio.run(self._reply(instructions, data, seconds)))
            except Exception as error:  # noqa: BLE001 - a vendor may raise anything, and nothing of it goes on
                failures.append(_kind(error))

        thread = threading.Thread(target=run, name="model", daemon=True)
        thread.start()
        thread.join(seconds + _GRACE_SECONDS)
        if replies and len(replies[0]) <= LONGEST_REPLY:
            return replies[0]
        raise ModelFailed(failures[0] if failures else "reply too long" if replies else "timeout")

    async def _reply(self, instructions: str, data: str, seconds: float) -> str:
        settings = self._settings
        async with (
            asyncio.timeout(seconds),
            httpx.AsyncClient(
                transport=_Bounded(httpx.AsyncHTTPTransport(verify=self._tls, retries=0)),
                follow_redirects=False,
                trust_env=False,
                timeout=seconds,
            ) as client,
        ):
            model = OpenAILike(
                model=settings.name,
                api_base=settings.url,
                api_key=settings.key or "none",
                is_chat_model=True,
                is_function_calling_model=False,
                temperature=0.0,
                max_tokens=MOST_TOKENS,
                max_retries=0,
                timeout=seconds,
                reuse_client=False,
                async_http_client=client,
                default_headers={"Accept-Encoding": "identity"},
            )
            told = await model.achat(
                [
                    ChatMessage(role=MessageRole.SYSTEM, content=instructions),
                    ChatMessage(role=MessageRole.USER, content=data),
                ]
            )
        return told.message.content or ""


class _Bounded(httpx.AsyncBaseTransport):
    """Sends no header but the needed ones; lets through only a plain 200 with JSON, and only so much of it."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        # the client adds what the environment says of another account (OPENAI_ORG_ID, OPENAI_CUSTOM_HEADERS …)
        for name in set(request.headers) - _SENT:
            del request.headers[name]
        response = await self._inner.handle_async_request(request)
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        packed = response.headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}
        if response.status_code != httpx.codes.OK or kind != "application/json" or packed:
            await response.aclose()
            raise _Unfit(f"status {response.status_code}" if response.status_code != httpx.codes.OK else "not JSON")
        if not isinstance(response.stream, httpx.AsyncByteStream):
            raise _Unfit("no stream")
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Cut(response.stream),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Cut(httpx.AsyncByteStream):
    """A response's body, at most `LARGEST_BODY` bytes of it."""

    def __init__(self, inner: httpx.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._inner:
            size += len(chunk)
            if size > LARGEST_BODY:
                raise _Unfit("response too large")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Unfit(httpx.TransportError):
    """A response that is not read; the message is our own."""


def _kind(error: BaseException) -> str:
    """What kind of failure it was. Of the vendors' errors only the name: their messages repeat requests and replies."""
    while isinstance(error, openai.APIConnectionError) and error.__cause__ is not None:
        error = error.__cause__
    return str(error) if isinstance(error, _Unfit) else type(error).__name__
