"""How many questions are worked on at once: a few threads for all who ask, by the chat or by the API.

A web server starts a thread for every request that comes. Forty questions at once take no less time than one after
the other, and forty times the memory; and while they run, nobody hears whether the server is well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from nianbao.app.limits import ANSWERED_AT_ONCE, MOST_WAITING
from nianbao.ingest.errors import ServerBusy

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Workers:
    """A few threads and the questions that wait for them, in the order they came.

    Args:
        at_once: how many threads.
        most: how many questions may be taken and not yet done, those that wait and those that are worked on.
    """

    def __init__(self, at_once: int = ANSWERED_AT_ONCE, most: int = MOST_WAITING) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="question")
        self._most = most
        self._taken = 0

    async def run(self, work: Callable[Given, Made], /, *args: Given.args, **kwargs: Given.kwargs) -> Made:
        """What `work` gives, done by one of the threads; cancelled before its turn, it is never done.

        Raises:
            ServerBusy: as many are taken as may be.
        """
        if self._taken >= self._most:
            raise ServerBusy("正在等候回答的问题太多，请稍后再试。")
        self._taken += 1
        done = self._threads.submit(work, *args, **kwargs)
        try:
            return await asyncio.wrap_future(done)
        finally:
            self._taken -= 1
