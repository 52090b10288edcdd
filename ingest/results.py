"""The files that a check writes beside its answer: gathered report by report, so that no file is kept, written at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.ingest.outputs import write
from nianbao.ingest.report import Report

if TYPE_CHECKING:
    from nianbao.ingest.annotate import Annotated
    from nianbao.ingest.chapter import Chapter

MOST_IMAGES = 400
"""Page images of one HTML report, about 25 KB each: a browser still opens it with ease."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to write what; None is not asked for."""

    html: Path | None = None
    xlsx: Path | None = None
    annotate: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Those asked for."""
        return tuple(path for path in (self.html, self.xlsx, self.annotate) if path is not None)


class Results:
    """What is gathered for the files of `wanted`.

    Args:
        wanted: where to write what.
        at: the date of the comments in an annotated draft.
    """

    def __init__(self, wanted: Wanted, at: datetime) -> None:
        self._wanted = wanted
        self._at = at
        self._reports: list[Report] = []
        self._refused: list[tuple[str, str]] = []
        self._chapters: list[Chapter] = []
        self._images = 0
        self._annotated: Annotated | None = None

    def add(self, report: Report, data: bytes) -> None:
        """One report, and the bytes it was read from.

        Raises:
            FileRefused: it is to be annotated, and cannot be.
        """
        self._reports.append(report)
        if self._wanted.html is not None:
            self._chapters.append(self._chapter(report, data))
        if self._wanted.annotate is not None:
            from nianbao.ingest.annotate import annotate

            self._annotated = annotate(data, report, self._at)

    def refuse(self, name: str, why: str) -> None:
        """One file that is no report, and why."""
        self._refused.append((name, why))

    def write(self, previous: str = "") -> Iterator[str]:
        """Writes the files; a line about each.

        Args:
            previous: the name of last year's report that was compared, where there was one.

        Raises:
            NianbaoError: a file cannot be written.
        """
        if self._wanted.html is not None:
            from nianbao.ingest.printout import page

            text = page(self._chapters, version=version("nianbao"), refused=self._refused, previous=previous)
            write(self._wanted.html, text.encode())
            yield f"已写入 {self._wanted.html}"
        if self._wanted.xlsx is not None:
            from nianbao.ingest.checkbook import checkbook

            write(self._wanted.xlsx, checkbook(self._reports, self._refused))
            yield f"已写入 {self._wanted.xlsx}"
        if self._wanted.annotate is not None and self._annotated is not None:
            write(self._wanted.annotate, self._annotated.data)
            made = self._annotated.comments
            yield f"已写入 {self._wanted.annotate}，{f'新加批注 {made} 处' if made else '没有需要新加的批注'}"

    def _chapter(self, report: Report, data: bytes) -> Chapter:
        from nianbao.ingest.chapter import NO_IMAGES, TO_READ, chapter
        from nianbao.ingest.faults import faults

        images = NO_IMAGES
        if report.format.paged:
            from nianbao.ingest.clippings import clippings

            cells = [fault.cell for fault in faults(report, TO_READ) if fault.cell is not None]
            images = clippings(data, cells[: MOST_IMAGES - self._images])
            self._images += len(images)
        return chapter(report, len(self._chapters) + 1, images)
