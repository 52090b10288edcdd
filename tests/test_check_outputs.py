"""`nianbao check` and the files it writes: what is asked for is written, nothing else is touched, errors are exit two."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from nianbao.eval.samples import organs, slips
from nianbao.eval.samples.make import make
from nianbao.eval.samples.write import write
from nianbao.ingest import results
from nianbao.ingest.errors import NianbaoError
from nianbao.ingest.main import main
from nianbao.ingest.outputs import is_result, require_room
from nianbao.ingest.outputs import write as write_output

CIVIL = organs.department(organs.QINGXI, "civil")
TOTAL = "review.reconsideration.total"


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: its exit code and what it wrote."""

    def call(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["nianbao", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "120")
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        else:
            code = 0
        return Done(code, *capfd.readouterr())

    return call


def draft(
    folder: Path, *, year: int = 2024, file_format: str = "docx", layout: str = "official", sound: bool = False
) -> Path:
    made = make(CIVIL, year, file_format=file_format, layout=layout)  # type: ignore[arg-type]
    value = made.cells[TOTAL]
    assert isinstance(value, Decimal)
    made = made if sound else slips.wrong_cell(made, TOTAL, int(value) + 3)
    path = folder / made.file
    path.write_bytes(write(made))
    return path


# ------------------------------------------------------------------ what is written


def test_all_three_at_once_beside_json(run: Run, tmp_path: Path) -> None:
    file = draft(tmp_path)
    before = file.read_bytes()
    html, xlsx, noted = (tmp_path / name for name in ("结果.html", "结果.xlsx", "批注.docx"))
    done = run("check", file, "--json", "--html", html, "--xlsx", xlsx, "--annotate", noted)
    assert done.code == 1
    (report,) = json.loads(done.out)["reports"]
    messages = [finding["message"] for finding in report["findings"]]
    text = LexborHTMLParser(html.read_text(encoding="utf-8")).body
    assert text is not None
    assert all(message in text.text() for message in messages)
    said = [row[5] for row in openpyxl.load_workbook(xlsx)["发现"].iter_rows(min_row=2, values_only=True)]
    assert sorted(said) == sorted(messages)
    comments = "".join(comment.text for comment in python_docx.Document(str(noted)).comments)
    assert all(message in comments for message in messages)
    assert file.read_bytes() == before
    for path in (html, xlsx, noted):
        assert str(path) in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in (file, html, xlsx, noted))


def test_the_terminal_is_answered_as_well(run: Run, tmp_path: Path) -> None:
    done = run("check", draft(tmp_path), "--html", tmp_path / "结果.html")
    assert done.code == 1
    assert "错误" in done.out
    assert CIVIL.name in done.out


def test_what_two_failed_sums_have_in_common_is_said_once_in_the_terminal(run: Run, tmp_path: Path) -> None:
    made = make(CIVIL, 2024, file_format="docx", layout="official")
    key = "applications.granted.natural_person"
    made = slips.wrong_cell(made, key, int(str(made.cells[key])) + 3)
    path = tmp_path / made.file
    path.write_bytes(write(made))
    done = run("check", path)
    assert done.code == 1
    assert done.out.count("交叉定位于“予以公开×自然人”") == 1
    assert done.out.count(key) == 1
    findings = json.loads(run("check", path, "--json").out)["reports"][0]["findings"]
    assert len(findings) == 2
    assert not any("cause" in finding for finding in findings)


def test_findings_of_swapped_cells_share_a_cause_in_the_json(run: Run, tmp_path: Path) -> None:
    made = make(CIVIL, 2024, file_format="docx", layout="official")
    keys = [f"applications.granted.{column}" for column in ("natural_person", "business")]
    held = [int(str(made.cells[key])) for key in keys]
    assert held[0] != held[1]
    for key, value in zip(keys, reversed(held), strict=True):
        made = slips.wrong_cell(made, key, value)
    path = tmp_path / made.file
    path.write_bytes(write(made))
    findings = json.loads(run("check", path, "--json").out)["reports"][0]["findings"]
    assert len(findings) == 2
    assert {finding["cause"] for finding in findings} == {keys[0]}


def test_a_pdf_brings_its_page_images(run: Run, tmp_path: Path) -> None:
    html = tmp_path / "结果.html"
    run("check", draft(tmp_path, file_format="pdf", layout="bordered"), "--html", html)
    assert len(LexborHTMLParser(html.read_text(encoding="utf-8")).css("article img")) >= 2


def test_images_are_left_out_beyond_a_limit_and_the_page_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "MOST_IMAGES", 1)
    html = tmp_path / "结果.html"
    files = [draft(tmp_path, year=year, file_format="pdf", layout="bordered") for year in (2023, 2024)]
    run("check", *files, "--html", html)
    page = LexborHTMLParser(html.read_text(encoding="utf-8"))
    assert len(page.css("figure")) == 1
    assert "影像从略" in page.body.text()  # type: ignore[union-attr]


def test_a_sound_draft_is_exit_zero_and_comes_back_as_it_was(run: Run, tmp_path: Path) -> None:
    file = draft(tmp_path, sound=True)
    noted = tmp_path / "批注.docx"
    done = run("check", file, "--annotate", noted)
    assert done.code == 0
    assert noted.read_bytes() == file.read_bytes()
    assert "没有需要新加的批注" in done.err


def test_last_years_report_is_compared_and_named(run: Run, tmp_path: Path) -> None:
    previous, file = draft(tmp_path, year=2023, sound=True), draft(tmp_path, year=2024, sound=True)
    html = tmp_path / "结果.html"
    run("check", file, "--previous", previous, "--html", html)
    assert previous.name in html.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_stands_in_the_results_and_is_exit_two(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "稿"
    folder.mkdir()
    draft(folder)
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 damaged")
    html, xlsx = tmp_path / "结果.html", tmp_path / "结果.xlsx"
    assert run("check", folder, "--html", html, "--xlsx", xlsx).code == 2
    assert "坏.pdf" in LexborHTMLParser(html.read_text(encoding="utf-8")).css_first("table.refused").text()  # type: ignore[union-attr]
    assert "坏.pdf" in str([row[2] for row in openpyxl.load_workbook(xlsx)["文件"].iter_rows(values_only=True)])


# ------------------------------------------------------------------ what is not touched


@pytest.mark.parametrize("option", ["--html", "--xlsx", "--annotate"])
def test_the_draft_itself_is_never_written_over(run: Run, tmp_path: Path, option: str) -> None:
    file = draft(tmp_path)
    before = file.read_bytes()
    link = tmp_path / "别名.docx"
    link.symlink_to(file)
    for target in (file, tmp_path / "." / file.name, link):
        done = run("check", file, option, target)
        assert (done.code, done.out) == (2, "")
        assert "不能写在它上面" in done.err
    assert file.read_bytes() == before


def test_last_years_report_and_the_files_of_a_folder_are_not_written_over(run: Run, tmp_path: Path) -> None:
    previous, file = draft(tmp_path, year=2023), draft(tmp_path)
    before = previous.read_bytes()
    assert run("check", file, "--previous", previous, "--html", previous).code == 2
    assert run("check", tmp_path, "--html", previous).code == 2
    assert previous.read_bytes() == before


def test_two_results_need_two_files(run: Run, tmp_path: Path) -> None:
    done = run("check", draft(tmp_path), "--html", tmp_path / "一", "--xlsx", tmp_path / "一")
    assert (done.code, done.out) == (2, "")
    assert not (tmp_path / "一").exists()


def test_a_result_in_the_folder_is_no_report_the_next_time(run: Run, tmp_path: Path) -> None:
    draft(tmp_path)
    html = tmp_path / "结果.html"
    first = run("check", tmp_path, "--json", "--html", html)
    again = run("check", tmp_path, "--json", "--html", html)
    assert is_result(html)
    assert (again.code, json.loads(again.out)) == (first.code, json.loads(first.out))


def test_a_result_that_is_named_is_refused_as_no_report(run: Run, tmp_path: Path) -> None:
    html = tmp_path / "结果.html"
    run("check", draft(tmp_path), "--html", html)
    done = run("check", html)
    assert (done.code, done.out) == (2, "")
    assert "校验结果" in done.err


# ------------------------------------------------------------------ wrong use


def test_only_one_file_can_be_annotated(run: Run, tmp_path: Path) -> None:
    files = [draft(tmp_path), draft(tmp_path, year=2023)]
    noted = tmp_path / "批注.docx"
    done = run("check", *files, "--annotate", noted)
    assert (done.code, done.out) == (2, "")
    assert "一份" in done.err
    assert not noted.exists()


@pytest.mark.parametrize(("file_format", "layout"), [("pdf", "bordered"), ("html", "plain"), ("text", "tabs")])
def test_only_a_docx_can_be_annotated(run: Run, tmp_path: Path, file_format: str, layout: str) -> None:
    noted = tmp_path / "批注.docx"
    done = run("check", draft(tmp_path, file_format=file_format, layout=layout), "--annotate", noted)
    assert (done.code, done.out) == (2, "")
    assert "DOCX" in done.err
    assert not noted.exists()


@pytest.mark.parametrize("option", ["--html", "--xlsx", "--annotate"])
def test_a_place_that_cannot_be_written_is_exit_two_before_anything_is_said(
    run: Run, tmp_path: Path, option: str
) -> None:
    file = draft(tmp_path)
    for target in (tmp_path / "没有" / "结果", tmp_path):
        done = run("check", file, option, target)
        assert (done.code, done.out) == (2, "")
        assert str(target) in done.err
        assert "Traceback" not in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_exit_two_and_the_answer_is_still_given(run: Run, tmp_path: Path) -> None:
    done = run("check", draft(tmp_path), "--json", "--html", "/dev/full")
    assert done.code == 2
    assert json.loads(done.out)["reports"]
    assert "写不进去" in done.err


def test_a_failed_write_leaves_the_former_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "结果.html"
    target.write_bytes(b"former")

    def half(self: Path, content: bytes) -> int:
        with io.FileIO(str(self), "w") as file:
            file.write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(NianbaoError, match="写不进去"):
        write_output(target, b"new content")
    assert target.read_bytes() == b"former"
    assert [path.name for path in tmp_path.iterdir()] == ["结果.html"]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "真.html", tmp_path / "链.html"
    target.write_bytes(b"former")
    link.symlink_to(target)
    write_output(link, b"new")
    assert (link.is_symlink(), target.read_bytes()) == (True, b"new")


def test_room_is_judged_without_writing(tmp_path: Path) -> None:
    require_room([tmp_path / "一.html", tmp_path / "二.xlsx"], [tmp_path / "稿.docx"])
    assert not list(tmp_path.iterdir())


def test_nothing_is_loaded_that_was_not_asked_for(tmp_path: Path) -> None:
    file = draft(tmp_path, file_format="text", layout="tabs")
    script = (
        "import json, sys\nfrom nianbao.ingest.main import main\n"
        f"sys.argv = ['nianbao', 'check', {str(file)!r}, '--json']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert not loaded & {"openpyxl", "PIL", "pypdfium2", "lxml", "docx"}
