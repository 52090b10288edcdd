"""The commands as other programs call them: exit codes, JSON on standard output, talk on standard error."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.ingest.form import load


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from nianbao.ingest.main import main; main()", *map(str, arguments)]
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120", "NO_COLOR": "1"}
    environment.pop("NIANBAO_LIBRARY", None)
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=cwd, check=False
    )


def test_facts_gives_every_cell_as_json(demo_files: Path) -> None:
    done = run("facts", demo_files / "yunyu-qingxi-government-2024.pdf", "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["organ"], told["year"]) == ("云屿市青汐区人民政府", 2024)
    assert set(told) == {
        "organ",
        "year",
        "title",
        "source",
        "sha256",
        "forms",
        "cells",
        "sections",
        "checks",
        "findings",
    }
    assert {cell["key"] for cell in told["cells"]} == {c.key for t in load("2021").tables for c in t.cells}
    for cell in told["cells"]:
        assert (cell["value"] is None) == (cell["state"] != "number")
        assert cell["page"]
        assert len(cell["box"]) == 4
        assert cell["grid"] is None
    assert told["checks"] == {"pass": 42, "fail": 0, "pass_if_blank_is_zero": 0, "not_assessable": 0}


def test_facts_without_pages_says_table_row_and_column(demo_files: Path) -> None:
    told = json.loads(run("facts", demo_files / "yunyu-office-2023.docx", "--json").stdout)
    assert all(cell["page"] is None and cell["box"] is None and len(cell["grid"]) == 3 for cell in told["cells"])


def test_facts_as_csv_has_one_row_a_cell(demo_files: Path) -> None:
    done = run("facts", demo_files / "yunyu-finance-2023.html", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert len(rows) == 200
    assert {row["organ"] for row in rows} == {"云屿市财政局"}


def test_facts_as_csv_says_which_cells_are_doubted(demo_files: Path, tmp_path: Path) -> None:
    page = (demo_files / "yunyu-finance-2023.html").read_text("utf-8")
    found = re.search(r"(行政许可</\w+>.*?>)\d+<", page, re.DOTALL)
    assert found is not None
    spaced = tmp_path / "spaced.html"
    spaced.write_text(page.replace(found[0], f"{found[1]}1 2<", 1), "utf-8")
    done = run("facts", spaced, "--csv")
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")))}
    assert list(rows["review.reconsideration.total"])[-2:] == ["doubt", "second"]
    assert "1 2" in rows["disclosure.licences.decisions"]["doubt"]
    assert not rows["disclosure.penalties.decisions"]["doubt"]


def test_check_exits_with_one_where_there_is_an_error(demo_files: Path) -> None:
    done = run("check", demo_files / "yunyu-qingxi-government-2023.pdf", "--json")
    assert done.returncode == 1
    (report,) = json.loads(done.stdout)["reports"]
    assert set(report) == {"organ", "year", "source", "checks", "findings"}
    (error,) = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert error["keys"][0] == "review.reconsideration.total"
    assert (error["expected"], error["actual"], error["origin"], error["status"]) == ("16", "0", "document", "fail")
    assert run("check", demo_files / "yunyu-government-2022.pdf").returncode == 0


def test_check_goes_over_a_folder_and_says_what_it_cannot_read(demo_files: Path, tmp_path: Path) -> None:
    for name in ("yunyu-finance-2022.html", "yunyu-qingxi-civil-2022.txt"):
        (tmp_path / name).write_bytes((demo_files / name).read_bytes())
    assert run("check", tmp_path).returncode == 0
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 damaged")
    done = run("check", tmp_path, "--json")
    assert done.returncode == 2
    assert "坏.pdf" in done.stderr
    assert len(json.loads(done.stdout)["reports"]) == 2


def test_check_holds_a_report_against_last_year(demo_files: Path) -> None:
    previous = demo_files / "yunyu-finance-2022.html"
    done = run("check", demo_files / "yunyu-finance-2023.html", "--previous", previous, "--json")
    (report,) = json.loads(done.stdout)["reports"]
    gap = next(f for f in report["findings"] if f["rule"] == "carry_over" and f["keys"][0].endswith(".total"))
    assert (gap["expected"], gap["actual"]) == ("2", "4")
    assert done.returncode == 1


@pytest.mark.parametrize("command", ["facts", "check"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.pdf", b""),
        ("notice.txt", "会议通知，请准时参加。".encode()),
        ("broken.docx", b"PK\x03\x04broken"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    ],
)
def test_a_file_that_is_no_report_is_exit_two_with_a_reason(
    command: str, name: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run(command, tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_and_a_missing_library_are_exit_two(tmp_path: Path) -> None:
    for arguments in (
        ["facts", "nirgends.pdf"],
        ["ask", "新收多少", "--library", "nirgends"],
        ["reports", "--library", "nirgends"],
        ["ask"],
    ):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_ask_answers_refuses_and_asks_back(demo_folder: Path) -> None:
    done = run(
        "ask",
        "云屿市财政局2024年行政处罚多少件",
        "行政许可呢",
        "--library",
        demo_folder,
        "--json",
        "--as-of",
        "2026-11-24",
    )
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert [f["key"] for f in told["figures"]] == ["disclosure.licences.decisions"]
    assert told["as_of"] == "2026-11-24"
    assert run("ask", "东屿市2024年新收多少件", "--library", demo_folder).returncode == 1
    assert run("ask", "民政局罚了几次", "--library", demo_folder).returncode == 1
    assert run("ask", "新收多少", "--library", demo_folder, "--as-of", "明天").returncode == 2


def test_the_library_is_filled_shown_and_emptied(demo_files: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    file = demo_files / "yunyu-qingxi-civil-2022.txt"
    first = run("ingest", file, "--library", library)
    assert first.returncode == 0, first.stderr
    assert run("ingest", file, "--library", library).returncode == 0
    told = json.loads(run("reports", "--library", library, "--json").stdout)
    (entry,) = told["reports"]
    assert entry["organ"] == "云屿市青汐区民政局"
    assert run("reindex", "--library", library).returncode == 0
    assert run("ask", "青汐区民政局2022年存在什么问题", "--library", library).returncode == 0
    assert run("remove", entry["id"], "--library", library).returncode == 0
    assert json.loads(run("reports", "--library", library, "--json").stdout)["reports"] == []
    assert run("remove", entry["id"], "--library", library).returncode == 2


def test_help_is_quick_to_have_for_every_command() -> None:
    told = run("--help").stdout
    for command in ("demo", "ingest", "serve", "ask", "facts", "check", "reports", "remove", "reindex", "eval"):
        assert command in told
        assert run(command, "--help").returncode == 0


def test_a_blank_cell_is_an_empty_field_of_the_csv() -> None:
    from nianbao.ingest.commands import _plain

    assert [_plain(value) for value in ("", None, "0", "-3", "=1", "-a")] == ["", "", "0", "-3", "'=1", "'-a"]
