"""Rules of taking in many files: what fails is kept out with its reason, everything else goes in."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from library_builders import Letters, at, file_of, make_report, parse_file

from nianbao.index import build, pool, reader
from nianbao.index.accession import Outcome
from nianbao.index.build import Stage
from nianbao.index.library import Library
from nianbao.index.lock import hold
from nianbao.index.source import Source
from nianbao.ingest.errors import LibraryError, LibraryLocked, NianbaoError, NotAReport
from nianbao.ingest.files import find
from nianbao.ingest.report import Report

RECEIVED = "applications.received.total"


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    """Three reports and five files that are none."""
    files = {
        "one.txt": file_of("甲局", 2022),
        "sub/two.txt": file_of("乙局", 2022),
        "sub/three.txt": file_of("甲局", 2023),
        "empty.txt": b"",
        "broken.txt": b"{",
        "other.txt": b"{}",
        "fault.txt": file_of("丙局", 2022, fault=True),
        "nobody.txt": file_of(None, 2022),
    }
    for name, data in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "in"


def files_in(folder: Path, names: Sequence[str]) -> Path:
    """A folder of reports of as many organs."""
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(file_of(f"{name}局", 2023))
    return folder


def take(library: Library, folder: Path, **more):
    more.setdefault("parse", parse_file)
    sources = build.describe(find([folder]).chosen, more.pop("manifest", {}))
    return build.ingest(library, sources, **more)


@pytest.mark.parametrize("workers", [1, 2])
def test_one_bad_file_never_stops_the_others(library, folder, workers):
    summary = take(library, folder, workers=workers)
    assert sorted((file.added.organ, file.added.year) for file in summary.files) == [
        ("乙局", 2022),
        ("甲局", 2022),
        ("甲局", 2023),
    ]
    reasons = {Path(one.path).name: one.reason for one in summary.quarantined}
    assert reasons == {
        "empty.txt": "empty",
        "broken.txt": "corrupt",
        "other.txt": "not_a_report",
        "fault.txt": "fault",
        "nobody.txt": "organ_missing",
    }
    assert {one.path for one in library.quarantine.all()} == {one.path for one in summary.quarantined}


def _never(*_: object) -> None:
    raise AssertionError("nothing is to be read")


def test_a_second_run_changes_nothing_and_reads_nothing(library, folder, monkeypatch):
    take(library, folder)
    before = library.version, library.entries()
    for name in ("broken", "empty", "fault", "nobody", "other"):
        (folder / f"{name}.txt").unlink()
    monkeypatch.setattr(reader.Reader, "read", _never)
    assert take(library, folder).count(Outcome.UNCHANGED) == 3
    assert (library.version, library.entries()) == before


def test_files_are_taken_in_a_fixed_order_whichever_process_is_first(tmp_path, folder):
    versions = []
    for workers in (1, 2):
        with Library.open(tmp_path / f"library{workers}", create=True) as library:
            take(library, folder, workers=workers)
            versions.append([(entry.id, entry.source) for entry in library.entries()])
    assert versions[0] == versions[1]


def test_a_repaired_file_leaves_the_quarantine(library, folder):
    take(library, folder)
    (folder / "broken.txt").write_bytes(file_of("丁局", 2022))
    (folder / "empty.txt").unlink()
    summary = take(library, folder)
    assert summary.count(Outcome.ADDED) == 1
    assert {Path(one.path).name for one in library.quarantine.all()} == {"other.txt", "fault.txt", "nobody.txt"}


def test_a_file_that_was_damaged_and_is_whole_again_leaves_the_quarantine(library, folder):
    whole = (folder / "one.txt").read_bytes()
    take(library, folder)
    (folder / "one.txt").write_bytes(b"{")
    take(library, folder)
    assert str(folder / "one.txt") in {one.path for one in library.quarantine.all()}
    (folder / "one.txt").write_bytes(whole)
    assert take(library, folder).count(Outcome.UNCHANGED) == 3
    assert str(folder / "one.txt") not in {one.path for one in library.quarantine.all()}


def test_the_manifest_says_what_the_document_does_not(library, folder):
    path = str(folder / "nobody.txt")
    summary = take(library, folder, manifest={path: Source(path, organ="戊局", region_code="320106")})
    (file,) = [file for file in summary.files if file.path == path]
    assert (file.added.organ, library.entry(file.added.report).region_code) == ("戊局", "320106")


def test_a_clash_is_counted_and_named(library, folder):
    (folder / "copy.txt").write_bytes(file_of("甲局", 2022, figures={RECEIVED: 5}))
    summary = take(library, folder)
    assert summary.count(Outcome.CLASH) == 1
    assert len(library.clashes()) == 1


def test_an_unreadable_file_and_an_oversize_one_are_kept_out(library, folder, monkeypatch):
    monkeypatch.setattr(build, "FILE_BYTES", 4)
    (summary,) = [take(library, folder)]
    assert summary.files == ()
    assert {one.reason for one in summary.quarantined} == {"oversize", "empty", "corrupt", "not_a_report"}
    gone = build.ingest(library, [at(str(folder / "gone.txt"))], parse=parse_file)
    assert [one.reason for one in gone.quarantined] == ["unreadable"]


def surrogate(data: bytes, *, source: str, organ: str | None, year: int | None) -> Report:
    return make_report("甲局", data=data, problems="半个字\ud800。")


def test_text_that_cannot_be_stored_is_kept_out(library, folder):
    summary = build.ingest(library, [at(str(folder / "one.txt"))], parse=surrogate)
    assert [one.reason for one in summary.quarantined] == ["corrupt"]
    assert library.count == 0


def test_steps_are_told_up_to_the_last(library, folder):
    steps = []
    take(library, folder, embedder=Letters(), watch=steps.append)
    for stage in Stage:
        of_stage = [step for step in steps if step.stage is stage]
        assert of_stage[-1].done == of_stage[-1].total > 0
        assert [step.done for step in of_stage] == sorted(step.done for step in of_stage)


# ---------------------------------------------------------------- processes


def parse_or_die(data: bytes, *, source: str, organ: str | None, year: int | None) -> Report:
    if source.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    if source.startswith("ruinous"):
        RUINED.append(source)
    if RUINED and not source.startswith("ruinous"):
        os.kill(os.getpid(), signal.SIGKILL)
    while source.startswith("endless"):
        pass
    return parse_file(data, source=source, organ=organ, year=year)


RUINED: list[str] = []
"""What a reading process that has read a ruinous file remembers, and dies of at the next."""


@pytest.mark.parametrize(("more", "workers"), [(0, None), (9, None), (9, 1)])
def test_a_file_that_kills_its_reader_is_kept_out_and_nothing_else(library, tmp_path, more, workers):
    names = ["a.txt", "deadly.txt", "z.txt", *(f"more{n}.txt" for n in range(more))]
    folder = files_in(tmp_path / "in", names)
    summary = take(library, folder, parse=parse_or_die, workers=workers)
    assert [(Path(one.path).name, one.reason) for one in summary.quarantined] == [("deadly.txt", "crash")]
    assert len(summary.files) == 2 + more
    assert [one.reason for one in library.quarantine.all()] == ["crash"]


def test_a_file_that_takes_too_long_is_kept_out_and_nothing_else(library, tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "LIMIT", 2)
    folder = files_in(tmp_path / "in", ["a.txt", "endless.txt", "z.txt"])
    summary = take(library, folder, parse=parse_or_die)
    (refused,) = summary.quarantined
    assert (Path(refused.path).name, refused.reason) == ("endless.txt", "timeout")
    assert "已中止" in refused.message
    assert len(summary.files) == 2


def test_a_file_is_not_blamed_for_what_an_earlier_one_left_behind(library, tmp_path):
    folder = files_in(tmp_path / "in", ["ruinous.txt", "sound.txt"])
    summary = take(library, folder, parse=parse_or_die)
    assert summary.quarantined == ()
    assert len(summary.files) == 2


def dies_at_once(*_: object, **__: object) -> Report:
    raise AssertionError("no process ever comes so far")


def test_a_process_that_cannot_start_is_no_file_s_fault(library, folder, monkeypatch):
    monkeypatch.setattr(reader, "serve", dies_at_once)
    with pytest.raises(NianbaoError, match="无法启动"):
        take(library, folder)
    assert library.quarantine.all() == ()


def test_reading_processes_end_with_the_ingest(library, folder, monkeypatch):
    def disk_full(*_: object) -> None:
        raise LibraryError("写不进去")

    monkeypatch.setattr(Library, "add", disk_full)
    with pytest.raises(LibraryError, match="写不进去"):
        take(library, folder, workers=2)
    assert multiprocessing.active_children() == []


CHILD = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from library_builders import Letters, parse_file
from nianbao.index import build
from nianbao.index.library import Library
from nianbao.ingest.files import find
def told(step):
    print(step.stage, step.done, flush=True)
if __name__ == "__main__":
    with Library.open({library!r}, create=True) as library:
        build.ingest(library, build.describe(find([Path({folder!r})]).chosen, {{}}), parse=parse_file,
                     embedder=Letters(), workers={workers}, watch=told)
"""


ENDLESS = """
import sys
sys.path.insert(0, {tests!r})
import multiprocessing, signal, threading, time
from pathlib import Path
from nianbao.index import build
from nianbao.index.library import Library
from nianbao.ingest.files import find
from test_build import parse_or_die
def told():
    while not (children := multiprocessing.active_children()):
        time.sleep(0.05)
    time.sleep(1)
    print(children[0].pid, flush=True)
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are begun without it
    threading.Thread(target=told).start()
    with Library.open({library!r}, create=True) as library:
        build.ingest(library, build.describe(find([Path({folder!r})]).chosen, {{}}), parse=parse_or_die)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_no_process_goes_on_reading_when_the_ingest_is_killed_or_interrupted(tmp_path, how):
    folder = files_in(tmp_path / "in", ["endless.txt"])
    script = tmp_path / "child.py"
    script.write_text(
        ENDLESS.format(tests=str(Path(__file__).parent), library=str(tmp_path / "library"), folder=str(folder))
    )
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        reading = int(process.stdout.readline())
        os.kill(process.pid, how)
        assert process.wait(timeout=20) != 0
    finally:
        process.kill()
    for _ in range(200):
        if not is_running(reading):
            break
        time.sleep(0.05)
    assert not is_running(reading)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that ended, and that nobody has asked about yet, is still known by its number.
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize(("stage", "after"), [("reading", 7), ("embedding", 40)])
def test_killed_in_the_middle_the_same_command_completes(tmp_path, stage, after):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(24):
        (folder / f"{n:02}.txt").write_bytes(file_of(f"第{n}局", 2023))
    script = tmp_path / "child.py"
    where = str(tmp_path / "library")
    script.write_text(CHILD.format(tests=str(Path(__file__).parent), library=where, folder=str(folder), workers=1))
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        name, done = line.split()
        if name == stage and int(done) >= after:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with Library.open(where) as library:
        found = library.entries()
        assert found
        assert all(library.report(entry.id).cells for entry in found)
        take(library, folder, embedder=Letters())
        assert library.count == 24
        assert library.embeddings.pending_count(Letters.name) == 0
        assert library.embeddings.to_index_count(Letters.name) == 0


# ---------------------------------------------------------------- reindex


def test_reindex_makes_all_anew_and_embeds_nothing_again(library, folder):
    take(library, folder, embedder=Letters())
    before = {entry.id: library.passages(entry.id) for entry in library.entries()}
    found = library.corpus.match("存在的问题", 9)
    version = library.version
    for file in folder.rglob("*.txt"):
        file.unlink()
    assert build.reindex(library, Letters(), parse=parse_file) == build.Reindexed((), embedded=0)
    assert {entry.id: library.passages(entry.id) for entry in library.entries()} == before
    assert library.corpus.match("存在的问题", 9) == found
    assert library.version == version


def grow_older(monkeypatch) -> None:
    """Makes every reading that is there an older reader's."""
    for module in ("accession", "readings", "upkeep"):
        monkeypatch.setattr(f"nianbao.index.{module}.READING", "newer")


def test_reindex_reads_documents_of_an_older_reader_again_from_the_kept_bytes(library, folder, monkeypatch):
    take(library, folder)
    (folder / "one.txt").unlink()
    grow_older(monkeypatch)
    assert len(library.upkeep.outdated()) == 3
    build.reindex(library, Letters(), parse=parse_file)
    assert library.upkeep.outdated() == {}
    assert library.count == 3


def parse_worse(data: bytes, *, source: str, organ: str | None, year: int | None) -> Report:
    if "乙局" in data.decode():
        raise NotAReport("不是年度报告。", source=source)
    return parse_file(data, source=source, organ=organ, year=year)


def test_what_reindex_cannot_read_again_is_said_and_keeps_its_reading(library, folder, monkeypatch):
    take(library, folder)
    one = next(entry for entry in library.entries() if entry.organ == "甲局")
    other = next(entry for entry in library.entries() if entry.organ == "乙局")
    before = library.report(other.id)
    (library.folder / "documents" / one.sha256[:2] / one.sha256).unlink()
    for note in library.quarantine.all():
        library.quarantine.release(note.path)
    grow_older(monkeypatch)
    done = build.reindex(library, Letters(), parse=parse_worse)
    assert {(note.path, note.reason) for note in done.quarantined} == {
        (one.source, "unreadable"),
        (other.source, "not_a_report"),
    }
    assert all("旧版程序" in note.hint for note in done.quarantined)
    assert set(library.quarantine.all()) == set(done.quarantined)
    assert set(library.upkeep.outdated()) == {one.id, other.id}
    assert library.report(other.id) == before


def test_a_note_of_reindex_stays_although_the_file_is_gone(library, folder, monkeypatch):
    take(library, folder)
    grow_older(monkeypatch)
    build.reindex(library, Letters(), parse=parse_worse)
    for file in folder.rglob("*.txt"):
        file.unlink()
    build.ingest(library, [], parse=parse_file)
    assert [note.reason for note in library.quarantine.all()] == ["not_a_report"]
    build.reindex(library, Letters(), parse=parse_file)
    assert library.quarantine.all() == ()


def test_reindex_sweeps_what_killed_processes_left(library, folder):
    take(library, folder)
    (library.folder / "documents" / "aa").mkdir(exist_ok=True)
    stray = library.folder / "documents" / "aa" / "aabb.123.part"
    stray.write_bytes(b"half")
    build.reindex(library, Letters(), parse=parse_file)
    assert not stray.exists()
    assert all(library.document(entry.id) for entry in library.entries())


# ---------------------------------------------------------------- the lock


def test_two_processes_cannot_write_and_the_holder_is_named(tmp_path):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from nianbao.index.lock import hold\n"
        f"with hold(Path({str(tmp_path)!r}), 'ingest'):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    for _ in range(2):
        with pytest.raises(LibraryLocked, match=f"nianbao ingest，进程号 {process.pid}"), hold(tmp_path, "remove"):
            pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with hold(tmp_path, "remove"):
        assert (tmp_path / "library.holder").read_text(encoding="utf-8").startswith("nianbao remove")


def test_the_lock_is_free_after_use_and_never_taken_twice(tmp_path):
    with hold(tmp_path, "serve"), pytest.raises(LibraryLocked, match="serve"), hold(tmp_path, "ingest"):
        pass
    with hold(tmp_path, "ingest"):
        pass


@pytest.mark.parametrize("name", ["library.lock", "library.holder"])
def test_a_lock_that_cannot_be_written_is_an_error_of_ours(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(LibraryError, match="不能写入"), hold(tmp_path, "ingest"):
        pass
    (tmp_path / name).rmdir()
    with hold(tmp_path, "ingest"):
        pass


def test_a_document_that_the_library_lost_is_restored_from_the_same_file(library, folder):
    take(library, folder)
    entry = library.entries()[0]
    document = library.folder / "documents" / entry.sha256[:2] / entry.sha256
    whole = document.read_bytes()
    document.unlink()
    version = library.version
    assert take(library, folder).count(Outcome.UNCHANGED) == 3
    assert document.read_bytes() == whole
    assert library.version == version
