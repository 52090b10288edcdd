"""What the web asks of the program behind it: two functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from nianbao.app.answer import Answer
from nianbao.ingest.report import Report

Ask: TypeAlias = Callable[[str, Sequence[str]], Answer]
"""Question and earlier questions → Answer; called in worker threads, several at once."""

ReportOf: TypeAlias = Callable[[str], Report | None]
"""The report of an id, or None where the library no longer has it."""
