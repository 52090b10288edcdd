"""The demo library, made on the spot: fictional reports written, read and taken in, with nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nianbao.eval.samples.demo import demo_samples, manifest
from nianbao.eval.samples.write import write
from nianbao.index import build, embed
from nianbao.index import manifest as manifests
from nianbao.index.accession import Outcome
from nianbao.index.build import Step
from nianbao.index.library import Library
from nianbao.index.lock import hold
from nianbao.ingest.errors import LibraryError
from nianbao.ingest.parse import parse

FILES = "reports"
"""The folder inside the library's that the fictional files are written to."""

EXAMPLES = (
    "云屿市青汐区人民政府2024年新收多少件申请，其中不予公开几件？",
    "青汐区2023年行政复议总计多少件？",
    "墨塬县自然资源局2024年政务公开存在什么问题？",
)
"""A figure with a sum beside it, a report that contradicts itself, and a question of words."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The demo library, and how many of its reports are new."""

    folder: Path
    reports: int
    added: int


def prepare(location: str, watch: Callable[[Step], None] = lambda _: None) -> Prepared:
    """Make the demo library at `location`, or complete it; where it is complete, nothing is changed.

    Raises:
        LibraryError: the folder cannot be written to, or the library is locked or cannot be used.
    """
    folder = Library.folder_of(location)
    with hold(folder, "demo"):
        described = manifests.read(_files(folder / FILES))
        with Library.open(folder, create=True) as library:
            summary = build.ingest(
                library, tuple(described.values()), parse=parse, embedder=embed.default(), watch=watch
            )
            return Prepared(folder, library.count, summary.count(Outcome.ADDED))


def _files(folder: Path) -> Path:
    """Write what is not there yet, or not as it should be; the manifest's path."""
    samples = demo_samples()
    listed = folder / "manifest.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sample in samples:
            _put(folder / sample.file, write(sample))
        _put(listed, manifest(samples).encode())
    except OSError as error:
        raise LibraryError(f"{folder}：演示文件写不进去（{error.strerror}）；请用 --library 换一个文件夹。") from error
    return listed


def _put(path: Path, data: bytes) -> None:
    if not path.is_file() or path.read_bytes() != data:
        path.write_bytes(data)
