"""Rules of taking in many files: what fails is kept out with its reason, everything else goes in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from library_builders import Letters, at, file_of, make_report, parse_file

from nianbao.index import build, pool
from nianbao.index.accession import Outcome
from nianbao.index.build import Stage
from nianbao.index.files import find
from nianbao.index.library import Library
from nianbao.index.lock import hold
from nianbao.index.source import Source
from nianbao.ingest.errors import FileRefused, LibraryLocked
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


def test_a_second_run_changes_nothing_and_reads_nothing(library, folder):
    take(library, folder)
    before = library.version, library.entries()
    read = []

    def counting(data: bytes, *, source: str, organ: str | None, year: int | None) -> Report:
        read.append(source)
        return parse_file(data, source=source, organ=organ, year=year)

    summary = take(library, folder, parse=counting, workers=1)
    assert summary.count(Outcome.UNCHANGED) == 3
    assert sorted(read) == ["broken.txt", "empty.txt", "fault.txt", "nobody.txt", "other.txt"]
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


def test_text_that_cannot_be_stored_is_kept_out(library, folder):
    def surrogate(data: bytes, *, source: str, organ: str | None, year: int | None) -> Report:
        return make_report("甲局", data=data, problems="半个字\ud800。")

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
    return parse_file(data, source=source, organ=organ, year=year)


def test_a_file_that_kills_its_reader_is_kept_out_and_nothing_else(library, folder):
    for n in range(9):
        (folder / f"more{n}.txt").write_bytes(file_of(f"第{n}局", 2023))
    (folder / "deadly.txt").write_bytes(file_of("甲局", 1999))
    summary = take(library, folder, parse=parse_or_die, workers=2)
    assert [Path(one.path).name for one in summary.quarantined if one.reason == "crash"] == ["deadly.txt"]
    assert len(summary.files) == 3 + 9


CHILD = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from library_builders import Letters, parse_file
from nianbao.index import build
from nianbao.index.files import find
from nianbao.index.library import Library
def told(step):
    print(step.stage, step.done, flush=True)
if __name__ == "__main__":
    with Library.open({library!r}, create=True) as library:
        build.ingest(library, build.describe(find([Path({folder!r})]).chosen, {{}}), parse=parse_file,
                     embedder=Letters(), workers={workers}, watch=told)
"""


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
    assert build.reindex(library, Letters(), parse=parse_file) == 0
    assert {entry.id: library.passages(entry.id) for entry in library.entries()} == before
    assert library.corpus.match("存在的问题", 9) == found
    assert library.version == version


def test_reindex_reads_documents_of_an_older_reader_again_from_the_kept_bytes(library, folder, monkeypatch):
    take(library, folder)
    (folder / "one.txt").unlink()
    for module in ("accession", "readings", "build"):
        monkeypatch.setattr(f"nianbao.index.{module}.READING", "newer")
    build.reindex(library, Letters(), parse=parse_file)
    assert {library.parser(entry.id) for entry in library.entries()} == {"newer"}
    assert library.count == 3


def test_reindex_sweeps_what_killed_processes_left(library, folder):
    take(library, folder)
    (library.folder / "documents" / "aa").mkdir(exist_ok=True)
    stray = library.folder / "documents" / "aa" / "aabb.123.part"
    stray.write_bytes(b"half")
    build.reindex(library, Letters(), parse=parse_file)
    assert not stray.exists()
    assert all(library.document(entry.id) for entry in library.entries())


# ---------------------------------------------------------------- which files


def test_folders_are_searched_at_any_depth_and_in_a_fixed_order(folder):
    assert [str(file.relative_to(folder)) for file in find([folder]).chosen] == [
        "broken.txt",
        "empty.txt",
        "fault.txt",
        "nobody.txt",
        "one.txt",
        "other.txt",
        "sub/three.txt",
        "sub/two.txt",
    ]


@pytest.mark.parametrize("name", ["manifest.csv", "a.gold.json", ".hidden.txt", "~$draft.docx", "Thumbs.db", "tool.py"])
def test_what_is_no_document_by_its_name_is_passed_over_and_counted(folder, name):
    (folder / name).write_bytes(b"x")
    found = find([folder])
    assert folder / name not in found.chosen
    assert found.skipped == 1
    assert find([folder / name]).chosen == (folder / name,)


def test_hidden_folders_and_libraries_are_not_entered(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_bytes(b"x")
    Library.open(folder / "nianbao-library", create=True).close()
    (folder / "nianbao-library" / "documents").mkdir()
    (folder / "nianbao-library" / "documents" / "abc").write_bytes(b"x")
    assert len(find([folder]).chosen) == 8


def test_a_file_named_twice_is_read_once(folder):
    assert len(find([folder, folder / "one.txt", folder / "sub" / ".." / "one.txt"]).chosen) == 8


def test_a_path_that_does_not_exist_is_said(folder):
    with pytest.raises(FileRefused, match="nowhere"):
        find([folder / "nowhere"])


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


def test_few_files_are_read_in_this_process(library, folder, monkeypatch):
    def refuse(_: int) -> None:
        raise AssertionError("no process is to be started")

    monkeypatch.setattr(pool, "_processes", refuse)
    for name in ("empty", "broken", "other"):
        (folder / f"{name}.txt").unlink()
    assert len(take(library, folder).files) == 3
