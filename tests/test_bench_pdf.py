"""The benchmark runs and says what it measured; how fast is not asserted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pdfsample import no_outer_border, pdf

from nianbao.eval.bench_pdf import Timing, main, summary


def test_the_total_sums_pages_and_seconds() -> None:
    total = summary([Timing("a", 2, 0.1, 1.0), Timing("b", 3, 0.3, 2.0)])
    assert (total.pages, total.pdfplumber) == (5, 3.0)
    assert total.ours == pytest.approx(0.4)
    assert total.ratio == pytest.approx(7.5)


def test_json_names_every_file_and_the_total(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.pdf"
    path.write_bytes(pdf(no_outer_border, no_outer_border))
    assert main([str(path), "--repeat", "1", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [(row["file"], row["pages"]) for row in result["files"]] == [("small.pdf", 2)]
    assert result["total"]["pages"] == 2


def test_the_table_is_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.pdf"
    path.write_bytes(pdf(no_outer_border))
    assert main([str(path), "--repeat", "1"]) == 0
    assert "small.pdf" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"no pdf")
    assert main([str(path)]) == 2
    assert "broken.pdf" in capsys.readouterr().err
