"""Limits on what one request may bring."""

from __future__ import annotations

LONGEST_QUESTION = 500
"""Characters in one question."""
LONGEST_HISTORY = 20
"""Earlier questions in one request."""
LARGEST_BODY = 1_000_000
"""Bytes in one request's body."""
MOST_MARKED = 60
"""Places boxed on one page image."""
ANSWERED_AT_ONCE = 4
"""Questions worked on at the same time; each holds a connection, passages and vectors, and Python runs one anyway."""
MOST_WAITING = 200
"""Questions taken and not yet answered; one more is told to come again."""


def too_long(question: str) -> str | None:
    """What to tell someone whose question is over the limit, else None."""
    if len(question) <= LONGEST_QUESTION:
        return None
    return f"问题有 {len(question)} 个字，超过上限 {LONGEST_QUESTION} 个字，请精简后再问。"
