"""`nianbao demo` makes its library out of nothing, and running it again changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import urllib.request
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nianbao.app.answer import Outcome
from nianbao.app.respond import respond
from nianbao.eval.demo import EXAMPLES, prepare
from nianbao.eval.samples.demo import demo_samples
from nianbao.index.library import Library
from nianbao.index.lock import hold
from nianbao.ingest.errors import LibraryError, LibraryLocked
from nianbao.ingest.main import build


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo library, made by the command in a working directory of its own."""
    here = tmp_path_factory.mktemp("demo")
    before = Path.cwd()
    os.chdir(here)
    try:
        found = CliRunner().invoke(build(), ["demo", "--no-serve"])
    finally:
        os.chdir(before)
    assert found.exit_code == 0, found.output
    assert found.stdout == ""
    for example in EXAMPLES:
        assert example in found.stderr
    return here / "nianbao-demo"


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    kept = (path for path in folder.rglob("*") if path.is_file() and path.parts[-1] not in ("library.lock",))
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in kept if "chroma" not in path.parts}


def test_every_report_is_there_with_its_organ_and_year(folder: Path) -> None:
    with Library.open(folder) as library:
        held = {(entry.organ, entry.year) for entry in library.entries()}
        assert held == {(sample.organ.name, sample.year) for sample in demo_samples()}
        assert library.quarantine.all() == ()
        assert all(entry.url and entry.scope for entry in library.entries())


def test_running_it_again_changes_nothing(folder: Path) -> None:
    before = state(folder)
    again = prepare(str(folder))
    assert (again.reports, again.added) == (len(demo_samples()), 0)
    assert state(folder) == before


def test_a_damaged_file_is_written_anew(folder: Path) -> None:
    path = next((folder / "reports").glob("*.txt"))
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert prepare(str(folder)).added == 0
    assert path.read_bytes() == whole


def test_the_examples_are_answered_and_cited(folder: Path) -> None:
    assert len(EXAMPLES) == 3
    with Library.open(folder) as library:
        for example in EXAMPLES:
            answer = respond(library, example, (), date(2026, 1, 1))
            assert answer.outcome is Outcome.ANSWERED, example
            assert answer.citations
        assert answer.citations[0].quote
        first = respond(library, EXAMPLES[0], (), date(2026, 1, 1))
        assert all(citation.place.page and citation.place.box for citation in first.citations)


def test_a_library_in_use_is_said_and_not_touched(folder: Path) -> None:
    with hold(folder, "serve"), pytest.raises(LibraryLocked):
        prepare(str(folder))


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError):
        prepare(str(tmp_path / "file"))


def test_the_environment_does_not_lead_fictional_reports_into_a_real_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_LIBRARY", str(tmp_path / "real"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nianbao-demo").write_text("")
    found = CliRunner().invoke(build(), ["demo", "--no-serve"])
    assert isinstance(found.exception, LibraryError)
    assert not (tmp_path / "real").exists()


def test_the_demo_ends_with_the_chat_served(folder: Path) -> None:
    command = [sys.executable, "-c", "from nianbao.ingest.main import main; main()"]
    arguments = ["demo", "--library", str(folder), "--port", str(_free_port())]
    address = ""
    with subprocess.Popen([*command, *arguments], stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr is not None
        watchdog = threading.Timer(120, server.kill)
        watchdog.start()
        try:
            for line in server.stderr:
                if "http://" in line:
                    address = "http://" + line.split("http://")[1].split("/")[0]
                    break
            assert address, "the server never said that it answers"
            with urllib.request.urlopen(f"{address}/healthz", timeout=60) as answered:
                assert answered.status == 200
        finally:
            watchdog.cancel()
            server.terminate()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
