"""Nothing that is read, and no file's name, acts on the terminal it is shown in."""

from __future__ import annotations

import contextlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_builders import Letters
from rich.text import Text

from nianbao.eval.samples.demo import demo_samples, write_samples
from nianbao.index import embed
from nianbao.ingest import main
from nianbao.ingest.printable import markup, markup_lines, printable

NASTY = "\x1b[2J\x1b]0;owned\x07 [red]甲[/]\n假行\r\u202e"
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def acts(text: str) -> bool:
    """Whether a terminal would do more than show it."""
    return any(
        unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or unicodedata.bidirectional(char) in DIRECTIONS
        for char in text
    )


@given(st.text() | st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Lo"])))
def test_no_text_acts_on_a_terminal(text: str) -> None:
    assert not acts(printable(text))
    assert not acts(Text.from_markup(markup(text)).plain)
    assert not acts(Text.from_markup(markup_lines(text)).plain.replace("\n", ""))


@given(st.text(alphabet="甲乙丙年报2024年 ,.;:[]/（）「」\u3000\u200b—"))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert printable(text) == Text.from_markup(markup(text)).plain == text


def test_two_names_that_differ_are_shown_differently() -> None:
    assert len({printable(name) for name in ("a\x1bb", "ab", "a\nb", "a\udcffb", "a\x9bb")}) == 5


def test_no_command_prints_a_files_name_or_text_raw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(embed, "default", Letters)
    folder = tmp_path / "in"
    write_samples([next(sample for sample in demo_samples() if sample.file.endswith(".txt"))], folder)
    (good,) = folder.glob("*.txt")
    data = good.read_bytes()
    good.unlink()
    (folder / f"{NASTY}1.txt".replace("/", "")).write_bytes(data)
    (folder / f"{NASTY}2.txt".replace("/", "")).write_bytes(data + b"\n.\n")
    (folder / f"{NASTY}3.txt".replace("/", "")).write_bytes(b"\x1b[31m" + "不是年报".encode())
    library = str(tmp_path / "library")
    files = sorted(str(file) for file in folder.iterdir())
    for words in (
        ["ingest", str(folder), "--library", library],
        ["reports", "--library", library],
        ["facts", files[0]],
        ["facts", files[2]],
        ["check", *files],
        ["ingest", str(folder / NASTY), "--library", library],
        ["ingest", "--manifest", str(folder / NASTY), "--library", library],
        ["eval", str(folder / NASTY), "--library", library],
    ):
        monkeypatch.setattr("sys.argv", ["nianbao", *words])
        with contextlib.suppress(SystemExit):
            main.main()
        told = capsys.readouterr()
        shown = told.out + told.err
        assert not acts(shown.replace("\n", "")), words
        assert not any(line.startswith("假行") for line in shown.split("\n")), words
        assert ("来源冲突" in shown) == (words[1] == str(folder) or words[0] == "reports"), words
        assert "\\x1b[2J" in shown.replace("\n", ""), words
