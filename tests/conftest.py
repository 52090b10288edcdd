"""Fixtures shared by the tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from nianbao.index.library import Library

# a busy machine is no fault of the code; speed is measured by the benchmarks
settings.register_profile("nianbao", deadline=None)
settings.load_profile("nianbao")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "reports"


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The folder of real reports; tests over it are skipped, and say so, where it is not there."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the real reports are missing, and in CI nothing is skipped")
        pytest.skip("real reports (../shared/reports) are not here")
    return SHARED


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional demo reports with their manifest, written once a session."""
    from nianbao.eval.samples.demo import write_demo

    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return folder


@pytest.fixture(scope="session")
def demo_folder(demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the demo reports, without vectors (lexical search alone): built once a session."""
    from nianbao.index.library import Library
    from nianbao.index.manifest import read
    from nianbao.ingest.parse import parse

    folder = tmp_path_factory.mktemp("demo-library")
    sources = read(demo_files / "manifest.csv")
    with Library.open(folder, create=True) as library:
        for path, source in sorted(sources.items()):
            data = Path(path).read_bytes()
            library.add(parse(data, source=Path(path).name, organ=source.organ, year=source.year), data, source)
    return folder


@pytest.fixture
def demo_library(demo_folder: Path) -> Iterator[Library]:
    """The demo library, open."""
    from nianbao.index.library import Library

    with Library.open(demo_folder) as library:
        yield library
