"""The benchmark counts what it says, each report once; how fast is not asserted."""

from __future__ import annotations

import json

import pytest

from nianbao.eval import bench_speed
from nianbao.eval.bench_speed import PAGES, Process, Speed, main, processes, speed
from nianbao.eval.samples.layouts import LAYOUTS


def test_no_report_is_read_twice_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    monkeypatch.setattr(bench_speed, "read", seen.append)
    monkeypatch.setattr(bench_speed, "parse", seen.append)
    counted = speed("text", 2, 900)
    assert counted.reports == 2 * len(LAYOUTS["text"])
    assert len(set(seen)) == len(seen) == 5 * len(LAYOUTS["text"])  # one more a layout warms up


def test_memory_is_that_of_a_long_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_speed, "LEAST_SECONDS", 0.0)
    monkeypatch.setattr(bench_speed, "STARTS", 1)
    measured = processes(["text"], 900)
    assert measured.pages == PAGES
    assert measured.peak_mib > 10
    assert min(measured.two_to_one, measured.bare_two_to_one, measured.check_seconds) > 0


@pytest.mark.parametrize("arguments", [["--json"], []])
def test_both_outputs_name_every_format_asked_for(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_speed, "speed", lambda name, reports, seed: Speed(name, reports, 200.0, 100.0))
    monkeypatch.setattr(bench_speed, "processes", lambda formats, seed: Process(1.8, 1.9, 20, 90.0, 0.7))
    assert main(["--formats", "docx,html", *arguments]) == 0
    out = capsys.readouterr().out
    assert "html" in out
    assert "docx" in out
    assert "markdown" not in out
    if arguments:
        assert json.loads(out)["processes"]["two_to_one"] == 1.8
