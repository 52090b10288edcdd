"""The optional model: one Protocol, the time one answer may spend with it, and its reply as plain data.

Whatever a model says is a stranger's text. It comes in here as a string, leaves as JSON values or as nothing, and
only `app.proposal` and `app.wording` look at those, each against a closed list of what may be said.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Mapping
from typing import Any, Protocol

from nianbao.ingest.errors import ModelFailed

logger = logging.getLogger(__name__)

LONGEST_REPLY = 20_000
"""Characters of a reply; a longer one is no reply."""
LEAST_SECONDS = 0.2
"""With less time left a question is not begun."""

_FENCED = re.compile(r"```(?:json)?\s*\n(.*)\n\s*```", re.DOTALL)


class Model(Protocol):
    """Something that completes a text: `app.endpoint` is one, and so is whatever a test writes."""

    seconds: float
    """How long one answer may spend with it, over all its questions."""

    def complete(self, instructions: str, data: str, seconds: float) -> str:
        """The reply to `instructions` over `data`, within `seconds`.

        Raises:
            ModelFailed: there is none, whatever the reason.
        """


class Session:
    """One answer's time with a model: its questions share it, and a failure ends it. Our own work is not counted."""

    def __init__(self, model: Model) -> None:
        self._model: Model | None = model
        self._left = model.seconds

    def ask(self, instructions: str, data: Mapping[str, object]) -> object | None:
        """The reply as JSON values, None where there is none in time or it is no JSON.

        `data` goes out as one JSON document: no text in it can end the stretch that is data.
        """
        if self._model is None or self._left < LEAST_SECONDS:
            return None
        begun = time.monotonic()
        try:
            reply = self._model.complete(instructions, json.dumps(data, ensure_ascii=False), self._left)
        except ModelFailed as error:
            # neither the question nor the reply is logged
            logger.warning("no answer from the model: %s", error)
            self._model = None
            return None
        finally:
            self._left -= time.monotonic() - begun
        return parsed(reply)


def parsed(reply: str) -> object | None:
    """The JSON value that a reply consists of, alone or in one code fence; None for anything else.

    >>> parsed('{"a": [1]}'), parsed("好的：{}"), parsed('{"a": 1, "a": 2}'), parsed("NaN")
    ({'a': [1]}, None, None, None)
    """
    text = reply.strip()
    if len(text) > LONGEST_REPLY:
        return None
    if fenced := _FENCED.fullmatch(text):
        text = fenced[1]
    try:
        value: object = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice")
    return made


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no JSON")
